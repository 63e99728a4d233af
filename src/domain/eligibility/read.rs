//! Facts as a file has them: one JSON object a person, written straight into the cells that rules are decided on.
//!
//! A key is the id of a fact. A value is plain, or an object with the value and the days it holds; outside these days,
//! and where it is `null`, the fact is unknown. Nothing is kept in between, so that a hundred thousand people in a row
//! cost little more than their text.

mod parts;

use std::fmt;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::facts::{FactFault, is_day_of_a_life};
use super::known::{Cell, Known, place, with_bit};
use crate::domain::data::fact::{Answer, Fact, Shape};
use parts::{Element, Inner, Words, Yuan};

/// Why an object is not taken as the facts of a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// The text is not JSON.
    #[error("not JSON at column {column}")]
    NotJson {
        /// Where, counted from 1.
        column: usize,
    },
    /// The text ends before the object does.
    #[error("it ends too soon")]
    Unfinished,
    /// It is JSON and no object.
    #[error("not an object")]
    NotAnObject,
    /// A value does not fit its fact.
    #[error(transparent)]
    Value(#[from] FactFault),
    /// An object in place of a value has a key that means nothing.
    #[error("{fact} has a key \"{key}\"")]
    UnknownKey {
        /// The fact.
        fact: String,
        /// The key.
        key: String,
    },
    /// An object in place of a value has no value.
    #[error("{fact} has no value")]
    NoValue {
        /// The fact.
        fact: String,
    },
    /// The first or the last day is none, or the source no text.
    #[error("{fact} has a {key} that is none")]
    WrongKey {
        /// The fact.
        fact: String,
        /// `from`, `to` or `source`.
        key: &'static str,
    },
    /// It ends before it begins.
    #[error("{fact} ends before it begins")]
    EndsBefore {
        /// The fact.
        fact: String,
    },
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// What is wrong.
    pub fault: ReadFault,
    /// The line of the text, counted from 1.
    pub line: usize,
}

/// Reads the facts of one person after the other, as they are on a day.
#[derive(Debug)]
pub struct FactReader<'f> {
    facts: &'f [Fact],
    day: NaiveDate,
    /// The places of the facts by their ids, in order.
    by_id: Vec<(&'f str, usize)>,
    /// The place that followed this one last time; people are mostly written alike.
    follows: Vec<usize>,
    /// What was written for each fact, whatever the day.
    given: Vec<Option<Cell>>,
    /// Amounts of facts that have some, whatever the day.
    amounts: Vec<(usize, Vec<Decimal>)>,
    fault: Option<ReadFault>,
}

impl<'f> FactReader<'f> {
    /// For these facts on `day`.
    pub fn new(facts: &'f [Fact], day: NaiveDate) -> Self {
        let mut by_id: Vec<(&str, usize)> = facts.iter().enumerate().map(|(slot, fact)| (&*fact.id, slot)).collect();
        by_id.sort_unstable();
        Self {
            facts,
            day,
            by_id,
            follows: vec![0; facts.len() + 1],
            given: vec![None; facts.len()],
            amounts: Vec::new(),
            fault: None,
        }
    }

    /// Reads one object into `known`, in place of what is there.
    pub fn read(&mut self, text: &[u8], known: &mut Known) -> Result<(), Misread> {
        known.clear();
        self.given.fill(None);
        self.amounts.clear();
        self.fault = None;
        let mut json = serde_json::Deserializer::from_slice(text);
        let read = Object { reader: self, known }.deserialize(&mut json).and_then(|()| json.end());
        read.map_err(|error| {
            let fault = self.fault.take().unwrap_or_else(|| match error.classify() {
                serde_json::error::Category::Eof => ReadFault::Unfinished,
                serde_json::error::Category::Data => ReadFault::NotAnObject,
                _ => ReadFault::NotJson { column: error.column() },
            });
            Misread { fault, line: error.line().max(1) }
        })
    }

    fn id(&self, slot: usize) -> String {
        self.facts[slot].id.clone()
    }

    fn slot(&mut self, id: &str, after: usize) -> Option<usize> {
        let guess = self.follows[after];
        if self.facts.get(guess).is_some_and(|fact| fact.id == id) {
            return Some(guess);
        }
        let at = self.by_id.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
        let slot = self.by_id[at].1;
        self.follows[after] = slot;
        Some(slot)
    }

    /// Stops the reading with this fault.
    fn stop<E: Error>(&mut self, fault: impl Into<ReadFault>) -> E {
        self.fault = Some(fault.into());
        E::custom("")
    }

    /// Writes a value down; what was written for the same fact before has to be the same.
    fn give(&mut self, slot: usize, value: Given, holds: bool, known: &mut Known) -> Result<(), ReadFault> {
        let Given { cell, amounts } = value;
        let now = if holds { cell } else { Cell::Unknown };
        if let Some(before) = self.given[slot] {
            let other = self.amounts.iter().find(|(at, _)| *at == slot).map(|(_, amounts)| amounts);
            if before != cell || known.cells[slot] != now || other != amounts.as_ref() {
                return Err(FactFault::GivenTwice { fact: self.id(slot) }.into());
            }
            return Ok(());
        }
        self.given[slot] = Some(cell);
        known.cells[slot] = now;
        if let Some(amounts) = amounts {
            if holds {
                known.money.push((slot, amounts.clone()));
            }
            self.amounts.push((slot, amounts));
        }
        Ok(())
    }
}

/// A value as it was read.
#[derive(Default)]
struct Given {
    cell: Cell,
    amounts: Option<Vec<Decimal>>,
}

impl From<Cell> for Given {
    fn from(cell: Cell) -> Self {
        Self { cell, amounts: None }
    }
}

/// The whole object.
struct Object<'r, 'f> {
    reader: &'r mut FactReader<'f>,
    known: &'r mut Known,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { reader, known } = self;
        let mut after = reader.facts.len();
        while let Some(slot) = map.next_key_seed(Key { reader: &mut *reader, after })? {
            let Read { value, holds } = map.next_value_seed(Value { reader: &mut *reader, slot, inside: false })?;
            if let Err(fault) = reader.give(slot, value, holds, known) {
                return Err(reader.stop(fault));
            }
            after = slot;
        }
        Ok(())
    }
}

/// A fact's id.
struct Key<'r, 'f> {
    reader: &'r mut FactReader<'f>,
    after: usize,
}

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<usize, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the id of a fact")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<usize, E> {
        match self.reader.slot(id, self.after) {
            Some(slot) => Ok(slot),
            None => Err(self.reader.stop(FactFault::NoSuchFact { fact: id.to_owned() })),
        }
    }
}

/// A value, and whether it holds on the day.
struct Read {
    value: Given,
    holds: bool,
}

/// A value of the fact at `slot`.
struct Value<'r, 'f> {
    reader: &'r mut FactReader<'f>,
    slot: usize,
    /// Inside an object there is no further object.
    inside: bool,
}

impl Value<'_, '_> {
    fn wrong<E: Error>(self, value: &impl ToString) -> E {
        let fact = &self.reader.facts[self.slot];
        let fault = FactFault::WrongKind { fact: fact.id.clone(), value: value.to_string(), wanted: fact.shape.name() };
        self.reader.stop(fault)
    }

    fn of(value: impl Into<Given>) -> Read {
        Read { value: value.into(), holds: true }
    }

    fn number<E: Error>(self, number: i64) -> Result<Read, E> {
        let fact = &self.reader.facts[self.slot];
        match &fact.shape {
            Shape::Int { min, max, .. } if (min..=max).contains(&&number) => Ok(Self::of(Cell::Int(number))),
            Shape::Int { min, max, .. } => {
                let fault = FactFault::OutOfRange { fact: fact.id.clone(), value: number, min: *min, max: *max };
                Err(self.reader.stop(fault))
            }
            Shape::Choice(answers) | Shape::Set(answers) if numerals(answers) => self.visit_str(&number.to_string()),
            _ => Err(self.wrong(&number)),
        }
    }
}

/// Whether every value is a numeral, so that numbers are taken as well.
fn numerals(answers: &[Answer]) -> bool {
    answers.iter().all(|answer| answer.value.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Where a value stands among the answers, or the fault that it does not.
fn known_value(fact: &Fact, value: &str) -> Result<u8, FactFault> {
    let answers = fact.shape.answers();
    place(answers, value).ok_or_else(|| FactFault::NoSuchValue {
        fact: fact.id.clone(),
        value: value.to_owned(),
        known: answers.iter().map(|answer| answer.value.clone()).collect(),
    })
}

/// A day written 2011-01-01 and in no other way.
fn day(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?)
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = Read;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Read, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value of a fact")
    }

    fn visit_unit<E: Error>(self) -> Result<Read, E> {
        Ok(Self::of(Cell::Unknown))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Read, E> {
        match self.reader.facts[self.slot].shape {
            Shape::Bool { .. } => Ok(Self::of(Cell::Bool(value))),
            _ => Err(self.wrong(&value)),
        }
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Read, E> {
        self.number(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Read, E> {
        match i64::try_from(number) {
            Ok(number) => self.number(number),
            Err(_) => Err(self.wrong(&number)),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Read, E> {
        Err(self.wrong(&number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Read, E> {
        let fact = &self.reader.facts[self.slot];
        let cell = match &fact.shape {
            Shape::Choice(_) => known_value(fact, text).map(Cell::Choice),
            Shape::Set(_) => known_value(fact, text).map(|place| Cell::Set(with_bit(0, place))),
            Shape::Date => match day(text).filter(|day| is_day_of_a_life(*day)) {
                Some(day) => Ok(Cell::Date(day)),
                None => return Err(self.wrong(&text)),
            },
            _ => return Err(self.wrong(&text)),
        };
        cell.map(Self::of).map_err(|fault| self.reader.stop(fault))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Read, A::Error> {
        let fact = &self.reader.facts[self.slot];
        match &fact.shape {
            Shape::Set(answers) => {
                let (mut bits, mut alone) = (0, None);
                while let Some(place) =
                    list.next_element_seed(Element { reader: &mut *self.reader, slot: self.slot })?
                {
                    bits = with_bit(bits, place);
                    if answers[usize::from(place)].alone {
                        alone = Some(place);
                    }
                }
                match alone {
                    _ if bits == 0 => Err(self.wrong(&"[]")),
                    Some(place) if bits != with_bit(0, place) => {
                        let value = answers[usize::from(place)].value.clone();
                        let fault = FactFault::NotAlone { fact: fact.id.clone(), value };
                        Err(self.reader.stop(fault))
                    }
                    _ => Ok(Self::of(Cell::Set(bits))),
                }
            }
            Shape::Money => {
                let mut amounts = Vec::new();
                while let Some(amount) = list.next_element_seed(Yuan { reader: &mut *self.reader, slot: self.slot })? {
                    amounts.push(amount);
                }
                if amounts.is_empty() {
                    return Err(self.wrong(&"[]"));
                }
                Ok(Self::of(Given { cell: Cell::Money, amounts: Some(amounts) }))
            }
            _ => Err(self.wrong(&"[]")),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        if self.inside {
            return Err(self.wrong(&"{}"));
        }
        let Self { reader, slot, .. } = self;
        let mut value: Option<Given> = None;
        let (mut from, mut to): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
        while let Some(key) = map.next_key_seed(Inner { reader: &mut *reader, slot })? {
            let days = match key {
                "value" => {
                    let inner = map.next_value_seed(Value { reader: &mut *reader, slot, inside: true })?.value;
                    let other = value.as_ref();
                    if other.is_some_and(|other| other.cell != inner.cell || other.amounts != inner.amounts) {
                        let fault = FactFault::GivenTwice { fact: reader.id(slot) };
                        return Err(reader.stop(fault));
                    }
                    value = Some(inner);
                    continue;
                }
                "from" => &mut from,
                "to" => &mut to,
                _ => {
                    map.next_value_seed(Words { reader: &mut *reader, slot, key, day: false })?;
                    continue;
                }
            };
            let read = map.next_value_seed(Words { reader: &mut *reader, slot, key, day: true })?;
            if days.is_some_and(|other| Some(other) != read) {
                let fault = FactFault::GivenTwice { fact: reader.id(slot) };
                return Err(reader.stop(fault));
            }
            *days = read;
        }
        let Some(value) = value else {
            let fault = ReadFault::NoValue { fact: reader.id(slot) };
            return Err(reader.stop(fault));
        };
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            let fault = ReadFault::EndsBefore { fact: reader.id(slot) };
            return Err(reader.stop(fault));
        }
        let holds = from.is_none_or(|from| from <= reader.day) && to.is_none_or(|to| reader.day <= to);
        Ok(Read { value, holds })
    }
}
