//! Telephone numbers a person in Beijing can be called at.

use std::fmt;

use super::{fold, last_four_only};

/// A mobile number of mainland China, or a land line of Beijing.
///
/// Kept as `1XXXXXXXXXX` or `010-XXXXXXXX`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// What is wrong with a typed telephone number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneFault {
    /// Something other than digits, spaces and hyphens.
    #[error("phone-character")]
    Character {
        /// Where it stands, from 1.
        position: usize,
    },
    /// Begins like a mobile number, but does not have 11 digits.
    #[error("phone-mobile-length")]
    MobileLength {
        /// Digits typed.
        got: usize,
    },
    /// Begins like a Beijing land line, but does not have 8 digits behind 010.
    #[error("phone-landline-length")]
    LandlineLength {
        /// Digits typed, without 010.
        got: usize,
    },
    /// Begins like neither, such as the area code of another city.
    #[error("phone-beginning")]
    Beginning,
}

impl Phone {
    /// Reads a typed number. Spaces, hyphens, brackets, full-width digits and +86 are accepted.
    pub fn parse(text: &str) -> Result<Self, PhoneFault> {
        let folded = fold(text);
        let mut digits = String::new();
        for (at, c) in folded.chars().enumerate() {
            match c {
                '0'..='9' => digits.push(c),
                '+' if at == 0 => digits.push_str("00"),
                ' ' | '-' | '(' | ')' | '（' | '）' => {}
                _ => return Err(PhoneFault::Character { position: at + 1 }),
            }
        }
        let national =
            digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() == 11));
        let digits = national.unwrap_or(&digits);
        let got = digits.len();
        match digits.as_bytes() {
            [b'1', b'3'..=b'9', ..] if got == 11 => Ok(Self(digits.to_owned())),
            [b'1', ..] if !(national.is_some() && digits.starts_with("10")) => {
                Err(if got == 11 { PhoneFault::Beginning } else { PhoneFault::MobileLength { got } })
            }
            _ => Self::landline(digits, national.is_some()),
        }
    }

    /// `digits` with or without 010; from abroad the zero of 010 is left out.
    fn landline(digits: &str, from_abroad: bool) -> Result<Self, PhoneFault> {
        let local = match digits.strip_prefix("010") {
            Some(rest) => rest,
            None if from_abroad => digits.strip_prefix("10").unwrap_or(digits),
            None => digits,
        };
        match local.as_bytes() {
            [b'2'..=b'8', ..] if local.len() == 8 => Ok(Self(format!("010-{local}"))),
            [b'2'..=b'8', ..] | [] => Err(PhoneFault::LandlineLength { got: local.len() }),
            _ => Err(PhoneFault::Beginning),
        }
    }

    /// The whole number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text message can reach it.
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with('1')
    }

    /// The number with only its last four digits shown.
    pub fn masked(&self) -> String {
        last_four_only(&self.0)
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, PhoneFault> {
        Phone::parse(text).map(|p| p.to_string())
    }

    #[test]
    fn mobile_and_land_line_are_read_however_they_are_typed() {
        for text in ["16900000000", "169 0000 0000", "１６９００００００００", "+86 16900000000", "8616900000000"]
        {
            assert_eq!(read(text), Ok("16900000000".to_owned()), "{text}");
        }
        for text in ["20000000", "010-20000000", "010 2000 0000", "（010）20000000", "+86 10 20000000", "-20000000"] {
            assert_eq!(read(text), Ok("010-20000000".to_owned()), "{text}");
        }
        assert!(Phone::parse("16900000000").is_ok_and(|p| p.is_mobile()));
        assert!(Phone::parse("20000000").is_ok_and(|p| !p.is_mobile()));
    }

    #[test]
    fn each_fault_has_its_own_name() {
        assert_eq!(read("169a0000000"), Err(PhoneFault::Character { position: 4 }));
        assert_eq!(read("1690000000"), Err(PhoneFault::MobileLength { got: 10 }));
        assert_eq!(read("2000000"), Err(PhoneFault::LandlineLength { got: 7 }));
        assert_eq!(read("010"), Err(PhoneFault::LandlineLength { got: 0 }));
        assert_eq!(read(""), Err(PhoneFault::LandlineLength { got: 0 }));
        assert_eq!(read("12800000000"), Err(PhoneFault::Beginning));
        assert_eq!(read("021-20000000"), Err(PhoneFault::Beginning));
        assert_eq!(read("010-10000000"), Err(PhoneFault::Beginning));
    }

    #[test]
    fn debug_shows_only_the_last_four() {
        let phone = Phone::parse("20001234").expect("a good number");
        assert_eq!(format!("{phone:?}"), "Phone(********1234)");
    }
}
