//! What has been said about a person, a household or an employer: typed values that fit their facts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::data::fact::{self, Answer, Fact, Shape};

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactValue {
    /// Yes or no.
    Bool(bool),
    /// One value.
    Choice(String),
    /// Some values, one at least.
    Set(BTreeSet<String>),
    /// A whole number.
    Int(i64),
    /// A day.
    Date(NaiveDate),
    /// Amounts in yuan, one a month, oldest first.
    Money(Vec<Decimal>),
}

/// Why a value is not taken for a fact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactFault {
    /// There is no such fact.
    #[error("no fact {fact}")]
    NoSuchFact {
        /// The id given.
        fact: String,
    },
    /// The value is of another kind.
    #[error("{fact} wants {wanted}, not \"{value}\"")]
    WrongKind {
        /// The fact.
        fact: String,
        /// The value given.
        value: String,
        /// The kind of value it has, as in [`Shape::name`].
        wanted: &'static str,
    },
    /// The value is none of those the fact has.
    #[error("{fact} has no value \"{value}\"")]
    NoSuchValue {
        /// The fact.
        fact: String,
        /// The value given.
        value: String,
        /// The values there are.
        known: Vec<String>,
    },
    /// "None of these" was given together with one of these.
    #[error("{fact} cannot be \"{value}\" and something else")]
    NotAlone {
        /// The fact.
        fact: String,
        /// The value that rules the others out.
        value: String,
    },
    /// The number is too small or too large.
    #[error("{fact} is from {min} to {max}, not {value}")]
    OutOfRange {
        /// The fact.
        fact: String,
        /// The number given.
        value: i64,
        /// Smallest number.
        min: i64,
        /// Largest number.
        max: i64,
    },
    /// The fact was given twice and differently.
    #[error("{fact} is given twice")]
    GivenTwice {
        /// The fact.
        fact: String,
    },
}

/// Most yuan that an amount can be.
const MOST_YUAN: i64 = 100_000_000;

/// An amount in yuan as people write it: digits, and at most two behind a point.
pub(super) fn read_yuan(text: &str) -> Option<Decimal> {
    let plain = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    text.parse().ok().filter(|amount| plain && fits(*amount))
}

fn fits(amount: Decimal) -> bool {
    amount >= Decimal::ZERO && amount <= Decimal::from(MOST_YUAN) && amount.normalize().scale() <= 2
}

/// Whether a day can be one of somebody's life.
pub(super) fn is_day_of_a_life(day: NaiveDate) -> bool {
    (1880..=2200).contains(&day.year())
}

impl FactValue {
    /// The value that `text` means for `fact`. A set's values and a list's amounts are parted by commas; yes and no are
    /// also written true and false; a day is written 2011-01-01.
    pub fn parse(fact: &Fact, text: &str) -> Result<Self, FactFault> {
        let text = text.trim();
        let parts = || text.split(',').map(str::trim);
        let value = match &fact.shape {
            Shape::Bool { .. } => match text {
                "yes" | "true" => Some(Self::Bool(true)),
                "no" | "false" => Some(Self::Bool(false)),
                _ => None,
            },
            Shape::Choice(_) => Some(Self::Choice(text.to_owned())),
            Shape::Set(_) => Some(Self::Set(parts().map(str::to_owned).collect())),
            Shape::Int { .. } => text.parse().ok().map(Self::Int),
            Shape::Date => text.parse().ok().map(Self::Date),
            Shape::Money => parts().map(read_yuan).collect::<Option<_>>().map(Self::Money),
        };
        let value = value.ok_or_else(|| FactFault::WrongKind {
            fact: fact.id.clone(),
            value: text.to_owned(),
            wanted: fact.shape.name(),
        })?;
        value.check(fact)?;
        Ok(value)
    }

    /// The text that [`Self::parse`] reads as this value.
    pub fn to_text(&self) -> String {
        match self {
            Self::Bool(value) => if *value { "yes" } else { "no" }.to_owned(),
            Self::Choice(value) => value.clone(),
            Self::Set(values) => values.iter().map(String::as_str).collect::<Vec<_>>().join(","),
            Self::Int(value) => value.to_string(),
            Self::Date(value) => value.to_string(),
            Self::Money(amounts) => amounts.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        }
    }

    /// Whether this is a value the fact can have.
    pub fn check(&self, fact: &Fact) -> Result<(), FactFault> {
        let id = || fact.id.clone();
        let named = |answers: &[Answer], value: &String| {
            if answers.iter().any(|answer| &answer.value == value) {
                Ok(())
            } else {
                let known = answers.iter().map(|answer| answer.value.clone()).collect();
                Err(FactFault::NoSuchValue { fact: id(), value: value.clone(), known })
            }
        };
        match (self, &fact.shape) {
            (Self::Bool(_), Shape::Bool { .. }) => Ok(()),
            (Self::Date(day), Shape::Date) if is_day_of_a_life(*day) => Ok(()),
            (Self::Choice(value), Shape::Choice(answers)) => named(answers, value),
            (Self::Set(values), Shape::Set(answers)) if !values.is_empty() => {
                values.iter().try_for_each(|value| named(answers, value))?;
                let alone = answers.iter().find(|answer| answer.alone && values.contains(&answer.value));
                match alone {
                    Some(alone) if values.len() > 1 => {
                        Err(FactFault::NotAlone { fact: id(), value: alone.value.clone() })
                    }
                    _ => Ok(()),
                }
            }
            (Self::Int(value), Shape::Int { min, max, .. }) => {
                if (min..=max).contains(&value) {
                    Ok(())
                } else {
                    Err(FactFault::OutOfRange { fact: id(), value: *value, min: *min, max: *max })
                }
            }
            (Self::Money(amounts), Shape::Money) if amounts.iter().all(|amount| fits(*amount)) => Ok(()),
            _ => Err(FactFault::WrongKind { fact: id(), value: self.to_text(), wanted: fact.shape.name() }),
        }
    }
}

/// The facts given so far. Whatever is not in here is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(BTreeMap<String, FactValue>);

impl Facts {
    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Facts from their ids and texts, as [`FactValue::parse`] reads them. The order is of no account: a fact given
    /// twice with two values is refused.
    pub fn parse<'t>(known: &[Fact], entries: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, FactFault> {
        let mut facts = Self::new();
        for (id, text) in entries {
            let fact = fact::find(known, id).ok_or_else(|| FactFault::NoSuchFact { fact: id.to_owned() })?;
            let value = FactValue::parse(fact, text)?;
            if facts.get(id).is_some_and(|other| other != &value) {
                return Err(FactFault::GivenTwice { fact: id.to_owned() });
            }
            facts.0.insert(id.to_owned(), value);
        }
        Ok(facts)
    }

    /// Gives a fact its value, in place of one it had.
    pub fn set(&mut self, fact: &Fact, value: FactValue) -> Result<(), FactFault> {
        value.check(fact)?;
        self.0.insert(fact.id.clone(), value);
        Ok(())
    }

    /// Makes a fact unknown again.
    pub fn clear(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// The value of a fact; none when it is unknown.
    pub fn get(&self, id: &str) -> Option<&FactValue> {
        self.0.get(id)
    }

    /// Every fact known, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &FactValue)> {
        self.0.iter().map(|(id, value)| (id.as_str(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::shipped;

    fn parse(entries: &[(&str, &str)]) -> Result<Facts, FactFault> {
        Facts::parse(shipped::facts(), entries.iter().copied())
    }

    #[test]
    fn every_kind_of_value_is_read_and_written_back() {
        for (id, text) in [
            ("p.insured", "no"),
            ("p.cert", "valid"),
            ("p.categories", "1,6"),
            ("h.economic", "none"),
            ("p.grade", "4"),
            ("p.birth", "2008-02-29"),
            ("hire.employer_part", "1320.50,1320.5,0"),
        ] {
            let facts = parse(&[(id, text)]).expect("a good value");
            assert_eq!(facts.get(id).expect("given").to_text(), text);
        }
        assert_eq!(parse(&[("p.insured", "true")]), parse(&[("p.insured", " yes ")]));
        assert_eq!(parse(&[("p.categories", "6, 1")]), parse(&[("p.categories", "1,6")]));
    }

    #[test]
    fn values_that_do_not_fit_are_refused_with_the_reason() {
        let wrong =
            |fact: &str, value: &str, wanted| FactFault::WrongKind { fact: fact.into(), value: value.into(), wanted };
        for (id, text, fault) in [
            ("p.rich", "yes", FactFault::NoSuchFact { fact: "p.rich".into() }),
            ("p.insured", "perhaps", wrong("p.insured", "perhaps", "bool")),
            ("p.birth", "2007-02-29", wrong("p.birth", "2007-02-29", "date")),
            ("p.grade", "two", wrong("p.grade", "two", "int")),
            ("hire.employer_part", "-1", wrong("hire.employer_part", "-1", "money")),
            ("p.grade", "5", FactFault::OutOfRange { fact: "p.grade".into(), value: 5, min: 1, max: 4 }),
            ("h.economic", "none,dibao", FactFault::NotAlone { fact: "h.economic".into(), value: "none".into() }),
        ] {
            assert_eq!(parse(&[(id, text)]), Err(fault), "{id} {text}");
        }
        let Err(FactFault::NoSuchValue { value, known, .. }) = parse(&[("p.categories", "1,7")]) else {
            panic!("there is no seventh category");
        };
        assert_eq!((value.as_str(), known.len()), ("7", 6));
        assert!(matches!(parse(&[("p.categories", "")]), Err(FactFault::NoSuchValue { .. })));
    }

    #[test]
    fn a_fact_given_twice_is_refused_only_when_the_values_differ() {
        assert!(parse(&[("p.insured", "yes"), ("p.insured", "true")]).is_ok());
        assert_eq!(
            parse(&[("p.insured", "yes"), ("p.insured", "no")]),
            Err(FactFault::GivenTwice { fact: "p.insured".into() })
        );
    }

    #[test]
    fn a_changed_answer_takes_the_place_of_the_old_one_and_can_be_taken_back() {
        let insured = shipped::fact("p.insured").expect("there is such a fact");
        let mut facts = Facts::new();
        facts.set(insured, FactValue::Bool(true)).expect("yes fits");
        facts.set(insured, FactValue::Bool(false)).expect("no fits");
        assert_eq!(facts.get("p.insured"), Some(&FactValue::Bool(false)));
        assert!(facts.set(insured, FactValue::Int(1)).is_err());
        assert!(facts.set(insured, FactValue::Set(BTreeSet::new())).is_err());
        facts.clear("p.insured");
        assert_eq!(facts, Facts::new());
    }
}
