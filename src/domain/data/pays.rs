//! What a programme pays: the amount as a rule over facts and dated rates, never as a number.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::fact::{self, Fact, Shape};
use super::rule::MOST_YEARS;
use super::sheet::Check;

/// How often it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// Every month.
    Month,
    /// Every year.
    Year,
    /// Once.
    Once,
    /// The text does not say.
    Open,
}

impl Period {
    /// As files and results write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
            Self::Once => "once",
            Self::Open => "open",
        }
    }
}

/// How the amount is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pays {
    /// The rate of this id, as it is on the day.
    Rate {
        /// Its id.
        rate: String,
        /// How often.
        period: Period,
        /// Paid for those under this many full years; the month paid last is an open point.
        until_age: Option<u32>,
    },
    /// This share of the city's minimum wage, monthly.
    Wage {
        /// 1 is all of it.
        share: Decimal,
        /// The fact that says from which day on.
        since: Option<String>,
    },
    /// The employer's part of the contributions of the next full year that was not claimed.
    EmployerPart,
    /// The social insurance contributions due, whatever they come to.
    Contributions,
    /// By the published formula for devices: the price, but not more than a share of the standard.
    Device,
    /// By the published formula for works on the home.
    Retrofit,
    /// A service, nothing is paid out.
    InKind,
    /// Free of charge.
    Free,
    /// By rules outside this text.
    Outside,
    /// By the actual situation.
    Actual,
}

impl Pays {
    /// As files write it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Rate { .. } => "rate",
            Self::Wage { .. } => "wage",
            Self::EmployerPart => "employer-part",
            Self::Contributions => "contributions",
            Self::Device => "device",
            Self::Retrofit => "retrofit",
            Self::InKind => "in-kind",
            Self::Free => "free",
            Self::Outside => "outside",
            Self::Actual => "actual",
        }
    }
}

/// [`Pays`] as a file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPays {
    kind: Spanned<String>,
    rate: Option<Spanned<String>>,
    period: Option<Period>,
    until_age: Option<u32>,
    share: Option<Spanned<String>>,
    since: Option<Spanned<String>>,
}

/// The rule of a raw one, against the facts and the ids of the rates there are.
pub(super) fn pays(raw: &Spanned<RawPays>, facts: &[Fact], rates: &[&str], check: &mut Check) -> Option<Pays> {
    let place = raw.span();
    let raw = raw.as_ref();
    let kind = raw.kind.as_ref().as_str();
    let extra = [
        ("rate", raw.rate.is_some(), kind == "rate"),
        ("period", raw.period.is_some(), kind == "rate"),
        ("until_age", raw.until_age.is_some(), kind == "rate"),
        ("share", raw.share.is_some(), kind == "wage"),
        ("since", raw.since.is_some(), kind == "wage"),
    ];
    for (key, given, fits) in extra {
        if given && !fits {
            check.note(&place, format!("{kind} has no {key}"), "take it out or change the kind");
        }
    }
    Some(match kind {
        "rate" => {
            let (Some(rate), Some(period)) = (&raw.rate, raw.period) else {
                check.note(&place, "a rate needs its id and its period", "write rate and period");
                return None;
            };
            if !rates.contains(&rate.as_ref().as_str()) {
                let fault = format!("there is no rate \"{}\"", rate.as_ref());
                check.note(&rate.span(), fault, "use a rate of the folder rates or add it there");
            }
            if raw.until_age.is_some_and(|age| age > MOST_YEARS) {
                check.note(&place, "nobody becomes as old as until_age", format!("write {MOST_YEARS} or less"));
            }
            Pays::Rate { rate: rate.as_ref().clone(), period, until_age: raw.until_age }
        }
        "wage" => {
            let share: Option<Decimal> = raw.share.as_ref().and_then(|share| share.as_ref().parse().ok());
            let Some(share) = share.filter(|share| *share > Decimal::ZERO && *share <= Decimal::ONE) else {
                check.note(&place, "a share is more than 0 and at most 1", "write it in quotes, as in \"0.50\"");
                return None;
            };
            if let Some(since) = &raw.since
                && fact::find(facts, since.as_ref()).is_none_or(|fact| fact.shape != Shape::Date)
            {
                check.note(&since.span(), format!("\"{}\" is no fact with a day", since.as_ref()), "name a date fact");
            }
            Pays::Wage { share, since: raw.since.as_ref().map(|since| since.as_ref().clone()) }
        }
        "employer-part" => Pays::EmployerPart,
        "contributions" => Pays::Contributions,
        "device" => Pays::Device,
        "retrofit" => Pays::Retrofit,
        "in-kind" => Pays::InKind,
        "free" => Pays::Free,
        "outside" => Pays::Outside,
        "actual" => Pays::Actual,
        other => {
            let kinds = "rate, wage, employer-part, contributions, device, retrofit, in-kind, free, outside or actual";
            check.note(&raw.kind.span(), format!("nothing is paid as \"{other}\""), format!("write {kinds}"));
            return None;
        }
    })
}
