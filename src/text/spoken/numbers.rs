//! Numbers in words: cardinals, decimals, percentages, fractions, ranges and money.

use rust_decimal::Decimal;

use super::{Lang, Reading};

/// How 2 is said, which in Chinese depends on what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Two {
    /// Always 二: 第二项, 第二千号.
    Order,
    /// 二 by itself, 两 before 千, 万 and 亿 at the beginning: 两千, but 一万二千.
    Plain,
    /// 两 by itself too, as a measure word follows: 两项, 两元.
    Count,
}

/// A number as it is printed: its digits, with the sign apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) negative: bool,
    /// Digits before the point, without commas.
    pub(super) whole: String,
    /// Digits behind the point; empty where there is none.
    pub(super) decimals: String,
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/// More digits than this are read one by one: nobody follows a cardinal of that length.
const MOST_DIGITS: usize = 28;

/// A digit in Chinese; anything else as it is.
pub(super) fn digit(c: char) -> char {
    c.to_digit(10).and_then(|d| DIGITS.get(d as usize)).copied().unwrap_or(c)
}

/// Digits one by one, as years and decimals are read.
pub(super) fn digits(text: &str) -> String {
    text.chars().map(digit).collect()
}

/// A cardinal in Chinese.
pub(super) fn cardinal(number: u128, two: Two) -> String {
    let mut said = String::new();
    match number {
        0 => said.push('零'),
        2 if two == Two::Count => said.push('两'),
        _ => write(number, two, true, &mut said),
    }
    said
}

/// `first`: nothing stands before it, so that 10 is 十 and not 一十.
fn write(number: u128, two: Two, first: bool, said: &mut String) {
    for (unit, name) in [(100_000_000, '亿'), (10_000, '万')] {
        if number >= unit {
            let (high, low) = (number / unit, number % unit);
            if high == 2 && first && two != Two::Order {
                said.push('两');
            } else {
                write(high, two, first, said);
            }
            said.push(name);
            if low > 0 {
                if low < unit / 10 {
                    said.push('零');
                }
                write(low, two, false, said);
            }
            return;
        }
    }
    let mut gap = false;
    let mut begun = false;
    for (unit, name) in [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)] {
        let digit = usize::try_from(number / unit % 10).unwrap_or_default();
        if digit == 0 {
            gap = begun;
            continue;
        }
        if std::mem::take(&mut gap) {
            said.push('零');
        }
        match (digit, name) {
            (1, Some('十')) if first && !begun => {}
            (2, Some('千')) if first && two != Two::Order => said.push('两'),
            _ => said.push(DIGITS[digit]),
        }
        said.extend(name);
        begun = true;
    }
}

impl Numeral {
    /// Reads what [`Decimal`] and integers print.
    fn of(printed: &str) -> Self {
        let (negative, rest) = printed.strip_prefix('-').map_or((false, printed), |rest| (true, rest));
        let (whole, decimals) = rest.split_once('.').unwrap_or((rest, ""));
        Self { negative, whole: whole.to_owned(), decimals: decimals.to_owned() }
    }

    /// In words or, in English, in digits that every engine reads as a number.
    pub(super) fn say(&self, lang: Lang, two: Two) -> String {
        match lang {
            Lang::Zh => self.chinese(two),
            // Of four digits it may be a year, which a comma would spoil.
            Lang::En => self.english(5),
        }
    }

    fn chinese(&self, two: Two) -> String {
        let sign = if self.negative { "负" } else { "" };
        // 2.5 is 二点五 before a measure word too.
        let two = if two == Two::Count && !self.decimals.is_empty() { Two::Plain } else { two };
        let whole = match self.whole.parse() {
            Ok(number) if self.whole.len() <= MOST_DIGITS => cardinal(number, two),
            _ => digits(&self.whole),
        };
        let point = if self.decimals.is_empty() { "" } else { "点" };
        format!("{sign}{whole}{point}{}", digits(&self.decimals))
    }

    /// `commas`: so many digits before the point, and thousands are parted by commas.
    fn english(&self, commas: usize) -> String {
        let sign = if self.negative { "minus " } else { "" };
        let point = if self.decimals.is_empty() { "" } else { "." };
        let whole = if self.whole.len() < commas { self.whole.clone() } else { with_commas(&self.whole) };
        format!("{sign}{whole}{point}{}", self.decimals)
    }

    /// The value, where it is small enough to be compared.
    pub(super) fn value(&self) -> Option<Decimal> {
        let sign = if self.negative { "-" } else { "" };
        let decimals = if self.decimals.is_empty() { "0" } else { &self.decimals };
        format!("{sign}{}.{decimals}", self.whole).parse().ok()
    }

    /// Yuan: with 角 and 分 where the printed form has them.
    pub(super) fn yuan(&self, lang: Lang) -> String {
        let cents = self.decimals.len() <= 2;
        match lang {
            Lang::Zh if cents && self.whole.len() <= MOST_DIGITS => self.chinese_yuan(),
            Lang::Zh => format!("{}元", self.chinese(Two::Count)),
            Lang::En => {
                let decimals = match self.decimals.len() {
                    1 => format!("{}0", self.decimals),
                    2 if self.decimals == "00" => String::new(),
                    _ => self.decimals.clone(),
                };
                let exact = Self { decimals, ..self.clone() };
                format!("{} yuan", exact.english(4))
            }
        }
    }

    fn chinese_yuan(&self) -> String {
        let place = |at: usize| self.decimals.as_bytes().get(at).map_or(0, |digit| u128::from(digit - b'0'));
        let (yuan, jiao, fen) = (self.whole.parse::<u128>().unwrap_or_default(), place(0), place(1));
        let mut said = String::from(if self.negative { "负" } else { "" });
        if yuan > 0 || jiao + fen == 0 {
            said += &cardinal(yuan, Two::Count);
            said.push('元');
        }
        if jiao > 0 {
            said += &cardinal(jiao, Two::Count);
            said.push('角');
        } else if yuan > 0 && fen > 0 {
            said.push('零');
        }
        if fen > 0 {
            said += &cardinal(fen, Two::Count);
            said.push('分');
        }
        said
    }

    /// A percentage.
    pub(super) fn percent(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => {
                let plain = Self { negative: false, ..self.clone() };
                format!("{}百分之{}", if self.negative { "负" } else { "" }, plain.chinese(Two::Plain))
            }
            Lang::En => format!("{} percent", self.english(5)),
        }
    }
}

fn with_commas(whole: &str) -> String {
    let mut said = String::with_capacity(whole.len() * 4 / 3 + 1);
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            said.push(',');
        }
        said.push(c);
    }
    said
}

/// A number: 负五, 三点五; minus 5, 3.5.
pub fn number(value: impl Into<Decimal>, lang: Lang, _reading: Reading) -> String {
    Numeral::of(&value.into().to_string()).say(lang, Two::Plain)
}

/// An amount in fen: 十二元五角; 12.50 yuan.
pub fn money(fen: i64, lang: Lang, _reading: Reading) -> String {
    let (yuan, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    let decimals = if rest == 0 { String::new() } else { format!("{rest:02}") };
    Numeral { negative: fen < 0, whole: yuan.to_string(), decimals }.yuan(lang)
}

/// A percentage, of which `value` is the number before the sign: 百分之五十; 50 percent.
pub fn percent(value: impl Into<Decimal>, lang: Lang, _reading: Reading) -> String {
    Numeral::of(&value.into().to_string()).percent(lang)
}

const ONES: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const PARTS: [&str; 13] = [
    "", "", "half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
];

/// A fraction: 三分之一; one third.
pub fn fraction(numerator: u32, denominator: u32, lang: Lang, _reading: Reading) -> String {
    let plain = |number: u32| cardinal(u128::from(number), Two::Plain);
    let word = |words: &[&'static str], number: u32| {
        usize::try_from(number).ok().and_then(|at| words.get(at).copied()).filter(|word| !word.is_empty())
    };
    match lang {
        Lang::Zh => format!("{}分之{}", plain(denominator), plain(numerator)),
        Lang::En => match (word(&ONES, numerator), word(&PARTS, denominator)) {
            (Some(one), Some(part)) if numerator == 1 => format!("{one} {part}"),
            (Some(ones), Some("half")) => format!("{ones} halves"),
            (Some(ones), Some(part)) => format!("{ones} {part}s"),
            _ => format!("{numerator} over {denominator}"),
        },
    }
}

/// A range: 三到五; 3 to 5.
pub fn range(from: impl Into<Decimal>, to: impl Into<Decimal>, lang: Lang, reading: Reading) -> String {
    let join = if lang == Lang::Zh { "到" } else { " to " };
    format!("{}{join}{}", number(from, lang, reading), number(to, lang, reading))
}
