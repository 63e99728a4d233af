//! The number a person is given when an application is handed in: short, all digits, easy to say and hard to mistype.
//!
//! Two digits of the year, five of a serial that starts anew each year, one check digit by ISO 7064 MOD 11,10. That
//! check finds every single wrong digit and nearly every swap of neighbours, and unlike MOD 11-2 it never needs an X.
//! It is said and shown in two groups of four.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A receipt number; holding one means its check digit is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber(u32);

/// What is wrong with something typed as a receipt number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptFault {
    /// Not eight digits.
    #[error("length")]
    Length {
        /// How many digits there were.
        got: usize,
    },
    /// Something else than digits, spaces and hyphens.
    #[error("not-digits")]
    NotDigits {
        /// Which character, counted from 1.
        position: usize,
    },
    /// A digit was mistyped or two were swapped.
    #[error("check-digit")]
    CheckDigit,
}

/// ISO 7064 MOD 11,10 over `digits`, first digit first.
fn check_digit(digits: impl IntoIterator<Item = u32>) -> u32 {
    let carry = digits.into_iter().fold(10, |carry, digit| {
        let sum = (carry + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - carry) % 10
}

/// The check digit of seven digits.
fn check_digit_of(payload: u32) -> u32 {
    check_digit((0..7).rev().map(|place| payload / 10_u32.pow(place) % 10))
}

impl ReceiptNumber {
    /// The largest serial of a year.
    pub const MAX_SERIAL: u32 = 99_999;

    /// Number `serial` (1 to 99999) of the year of `day`; `None` outside that.
    pub fn new(day: NaiveDate, serial: u32) -> Option<Self> {
        if serial == 0 || serial > Self::MAX_SERIAL {
            return None;
        }
        let year = u32::try_from(day.year().rem_euclid(100)).ok()?;
        let payload = year * 100_000 + serial;
        Some(Self(payload * 10 + check_digit_of(payload)))
    }

    /// Reads what a person typed: spaces, hyphens and full-width digits are fine.
    pub fn parse(text: &str) -> Result<Self, ReceiptFault> {
        let mut value: u32 = 0;
        let mut got = 0;
        for (index, c) in text.chars().enumerate() {
            let folded = match c {
                '\u{FF10}'..='\u{FF19}' => u32::from(c) - 0xFF10,
                '0'..='9' => u32::from(c) - u32::from('0'),
                '-' | '\u{FF0D}' => continue,
                c if c.is_whitespace() => continue,
                _ => return Err(ReceiptFault::NotDigits { position: index + 1 }),
            };
            got += 1;
            if got <= 8 {
                value = value * 10 + folded;
            }
        }
        if got != 8 {
            return Err(ReceiptFault::Length { got });
        }
        if check_digit_of(value / 10) == value % 10 { Ok(Self(value)) } else { Err(ReceiptFault::CheckDigit) }
    }

    /// The eight digits without a gap, as the store keeps them.
    pub fn digits(self) -> String {
        format!("{:08}", self.0)
    }

    /// The serial inside its year.
    pub const fn serial(self) -> u32 {
        self.0 / 10 % 100_000
    }
}

impl fmt::Display for ReceiptNumber {
    /// Two groups of four, for saying and reading.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04} {:04}", self.0 / 10_000, self.0 % 10_000)
    }
}

impl From<ReceiptNumber> for String {
    fn from(number: ReceiptNumber) -> Self {
        number.digits()
    }
}

impl TryFrom<String> for ReceiptNumber {
    type Error = ReceiptFault;

    fn try_from(text: String) -> Result<Self, ReceiptFault> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(year: i32, serial: u32) -> ReceiptNumber {
        ReceiptNumber::new(NaiveDate::from_ymd_opt(year, 3, 2).unwrap(), serial).unwrap()
    }

    #[test]
    fn the_example_of_the_standard_holds() {
        assert_eq!(check_digit([0, 7, 9, 4]), 5);
    }

    #[test]
    fn reads_as_it_is_said() {
        let first = number(2026, 1);
        let said = first.to_string();
        assert_eq!(said.len(), 9);
        assert!(said.starts_with("2600 001"), "{said}");
        let wide: String =
            first.digits().chars().map(|c| char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap()).collect();
        for typed in [said.clone(), first.digits(), format!(" {said} "), wide, said.replace(' ', "-")] {
            assert_eq!(ReceiptNumber::parse(&typed), Ok(first), "{typed}");
        }
        assert_eq!(first.serial(), 1);
        assert_eq!(ReceiptNumber::new(NaiveDate::MIN, 100_000), None);
        assert_eq!(ReceiptNumber::new(NaiveDate::MIN, 0), None);
    }

    #[test]
    fn faults_are_told_apart() {
        assert_eq!(ReceiptNumber::parse("2600"), Err(ReceiptFault::Length { got: 4 }));
        assert_eq!(ReceiptNumber::parse("123456789"), Err(ReceiptFault::Length { got: 9 }));
        assert_eq!(ReceiptNumber::parse("26O00017"), Err(ReceiptFault::NotDigits { position: 3 }));
    }

    proptest! {
        #[test]
        fn a_wrong_digit_is_always_found(serial in 1_u32..=99_999, year in 2011_i32..2100, place in 0_usize..8, add in 1_u8..10) {
            let good = number(year, serial).digits();
            prop_assert_eq!(ReceiptNumber::parse(&good), Ok(number(year, serial)));
            let mut bytes = good.into_bytes();
            bytes[place] = b'0' + (bytes[place] - b'0' + add) % 10;
            let bad = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(ReceiptNumber::parse(&bad), Err(ReceiptFault::CheckDigit));
        }
    }
}
