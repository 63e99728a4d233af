//! The facts of one person in the form that rules are decided on: one cell a fact, small enough to copy.
//!
//! A word is its place among the values of its fact, and a set is the bits of those places. So a rule compares numbers,
//! whether it is asked for one person with every reason or for a hundred thousand in a row.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::facts::{FactValue, Facts};
use crate::domain::data::fact::{Answer, Fact, Shape};

/// One fact of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Not known.
    #[default]
    Unknown,
    /// Yes or no.
    Bool(bool),
    /// The place of a value among those of its fact.
    Choice(u8),
    /// The places of the values, as bits.
    Set(u64),
    /// A whole number.
    Int(i64),
    /// A day.
    Date(NaiveDate),
    /// Amounts are given.
    Money,
}

/// Every fact of one person, in the order of the fact list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// One cell a fact.
    pub cells: Vec<Cell>,
    /// The amounts of the facts that have some: the fact's place and its amounts, one a month, oldest first.
    pub money: Vec<(usize, Vec<Decimal>)>,
}

impl Known {
    /// Nothing known of so many facts.
    pub fn nothing(facts: usize) -> Self {
        Self { cells: vec![Cell::Unknown; facts], money: Vec::new() }
    }

    /// The facts given; those that are not in `all` are of no account to any rule.
    pub fn of(given: &Facts, all: &[Fact]) -> Self {
        let mut known = Self::nothing(all.len());
        for (slot, fact) in all.iter().enumerate() {
            let Some(value) = given.get(&fact.id) else { continue };
            known.cells[slot] = cell(value, fact);
            if let FactValue::Money(amounts) = value {
                known.money.push((slot, amounts.clone()));
            }
        }
        known
    }

    /// Forgets everything, and keeps the memory for the next person.
    pub fn clear(&mut self) {
        self.cells.fill(Cell::Unknown);
        self.money.clear();
    }
}

fn cell(value: &FactValue, fact: &Fact) -> Cell {
    let answers = fact.shape.answers();
    match value {
        FactValue::Bool(value) => Cell::Bool(*value),
        FactValue::Choice(value) => place(answers, value).map_or(Cell::Unknown, Cell::Choice),
        FactValue::Set(values) => Cell::Set(values.iter().filter_map(|value| place(answers, value)).fold(0, with_bit)),
        FactValue::Int(value) => Cell::Int(*value),
        FactValue::Date(day) => Cell::Date(*day),
        FactValue::Money(_) => Cell::Money,
    }
}

/// The place of a value among the answers of its fact.
pub fn place(answers: &[Answer], value: &str) -> Option<u8> {
    answers.iter().position(|answer| answer.value == value).and_then(|place| u8::try_from(place).ok())
}

/// `bits` with the bit of `place`; no fact has as many values as a number has bits.
pub fn with_bit(bits: u64, place: u8) -> u64 {
    bits | 1_u64.checked_shl(u32::from(place)).unwrap_or(0)
}

/// The bits of these values.
pub fn bits<'v>(shape: &Shape, values: impl IntoIterator<Item = &'v String>) -> u64 {
    values.into_iter().filter_map(|value| place(shape.answers(), value)).fold(0, with_bit)
}
