//! The kinds of values this program prints, and how each is said.

use chrono::{NaiveDate, NaiveTime};

use super::numbers::{self, Numeral, Two, cardinal, digits};
use super::{Lang, Reading, codes, dates};

/// A value read back from its printed form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A day; the weekday is said where the day ends its clause.
    Day {
        day: NaiveDate,
        weekday: bool,
    },
    /// An example of how to type a day.
    DayAsTyped(NaiveDate),
    /// A time of day.
    Clock(NaiveTime),
    /// A year, read digit by digit; 年 is left to what follows.
    Year(String),
    /// Two years: 2011-2015.
    Years(String, String),
    /// Yuan.
    Yuan(Numeral),
    Percent(Numeral),
    Percents(Numeral, Numeral),
    Fraction(u32, u32),
    Number(Numeral, Two),
    Range(Numeral, Numeral, Two),
    /// Year and number of a document: 〔2011〕18号.
    Document {
        year: String,
        number: String,
    },
    Identity(String),
    Certificate(String),
    Phone(String),
    /// Digits in groups: receipts, and strings too long to be a number.
    Receipt(String),
    /// A short code, such as ad-010, or a hotline.
    Short(String),
    /// A chain of numbers with hyphens, as in an address: 3-2-501.
    Chain(String),
    /// The last characters of a number.
    End(String),
    /// A value with stars for what is hidden.
    Masked(String),
}

impl Value {
    /// Whether what follows has to be held apart by a pause.
    pub(super) fn is_long(&self) -> bool {
        matches!(self, Self::Identity(_) | Self::Certificate(_) | Self::Phone(_) | Self::Receipt(_) | Self::Masked(_))
            || matches!(self, Self::Day { weekday: true, .. })
    }

    pub(super) fn say(&self, lang: Lang, reading: Reading) -> String {
        let to = if lang == Lang::Zh { "到" } else { " to " };
        match self {
            Self::Day { day, weekday: true } => dates::date(*day, lang, reading),
            Self::Day { day, weekday: false } => dates::plain(*day, lang),
            Self::DayAsTyped(day) => dates::typed(*day, lang),
            Self::Clock(at) => dates::time(*at, lang, reading),
            Self::Year(year) => year_digits(year, lang),
            Self::Years(from, until) => format!("{}{to}{}", year_digits(from, lang), year_digits(until, lang)),
            Self::Yuan(yuan) => yuan.yuan(lang),
            Self::Percent(number) => number.percent(lang),
            Self::Percents(from, until) => match lang {
                Lang::Zh => format!("{}{to}{}", from.percent(lang), until.percent(lang)),
                Lang::En => format!("{}{to}{}", from.say(lang, Two::Plain), until.percent(lang)),
            },
            Self::Fraction(over, under) => numbers::fraction(*over, *under, lang, reading),
            Self::Number(number, two) => number.say(lang, *two),
            Self::Range(from, until, two) => format!("{}{to}{}", from.say(lang, *two), until.say(lang, *two)),
            Self::Document { year, number } => match (lang, number.parse()) {
                (Lang::Zh, Ok(count)) => format!("{}年{}号", digits(year), cardinal(count, Two::Order)),
                (Lang::Zh, Err(_)) => format!("{}年{}号", digits(year), digits(number)),
                (Lang::En, _) => format!("{year}, number {number}"),
            },
            Self::Identity(code) => codes::identity_number(code, lang, reading),
            Self::Certificate(code) => codes::certificate_number(code, lang, reading),
            Self::Phone(code) => codes::phone(code, lang, reading),
            Self::Receipt(code) => codes::receipt(code, lang, reading),
            Self::Short(code) => codes::short(code, lang, reading),
            Self::Chain(code) => {
                let join = if lang == Lang::Zh { "杠" } else { " dash " };
                code.split('-').map(|piece| codes::short(piece, lang, reading)).collect::<Vec<_>>().join(join)
            }
            Self::End(code) => codes::apart(code, lang, reading),
            Self::Masked(value) => codes::masked(value, lang, reading),
        }
    }
}

fn year_digits(year: &str, lang: Lang) -> String {
    if lang == Lang::Zh { digits(year) } else { year.to_owned() }
}
