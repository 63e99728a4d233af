//! The PIN a resident signs in with.

use std::fmt;

use super::{IdNumber, Phone, fold};

/// How many digits a PIN has.
pub const PIN_DIGITS: usize = 6;

/// Six digits that are not the first ones somebody would try. Never stored: a store keeps its hash only.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

/// What is wrong with a chosen PIN.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PinFault {
    /// Something other than digits.
    #[error("pin-digit")]
    NotDigits,
    /// Not six.
    #[error("pin-length")]
    Length {
        /// Digits a PIN has.
        wanted: usize,
        /// Digits typed.
        got: usize,
    },
    /// One digit repeated, or digits in a row up or down.
    #[error("pin-simple")]
    Simple,
    /// Taken from the person's identity or telephone number.
    #[error("pin-known")]
    Known,
}

impl Pin {
    /// Reads a chosen PIN; `id` and `phone` are the person's own, where known.
    pub fn parse(text: &str, id: Option<&IdNumber>, phone: Option<&Phone>) -> Result<Self, PinFault> {
        let text = fold(text);
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PinFault::NotDigits);
        }
        if text.len() != PIN_DIGITS {
            return Err(PinFault::Length { wanted: PIN_DIGITS, got: text.len() });
        }
        let step = |by: i16| text.as_bytes().windows(2).all(|two| i16::from(two[1]) - i16::from(two[0]) == by);
        if step(0) || step(1) || step(-1) {
            return Err(PinFault::Simple);
        }
        let in_id = id.is_some_and(|id| id.as_str().contains(&text) || is_birthday(&text, id));
        let in_phone = phone.is_some_and(|phone| phone.as_str().replace('-', "").contains(&text));
        if in_id || in_phone {
            return Err(PinFault::Known);
        }
        Ok(Self(text))
    }

    /// The digits, for hashing.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Month and day with the year before or behind them in two digits.
fn is_birthday(pin: &str, id: &IdNumber) -> bool {
    let year = &id.as_str()[8..10];
    let birthday = id.birthday_digits();
    pin == format!("{year}{birthday}") || pin == format!("{birthday}{year}")
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(******)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn easy_guesses_are_refused() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day");
        let id = IdNumber::parse("110199196503110018", today).expect("a good number");
        let phone = Phone::parse("16900274163").expect("a good number");
        let read = |text| Pin::parse(text, Some(&id), Some(&phone)).map(|pin| pin.as_str().to_owned());
        assert_eq!(read("２７４０９１"), Ok("274091".to_owned()));
        assert_eq!(read("27a091"), Err(PinFault::NotDigits));
        assert_eq!(read("27409"), Err(PinFault::Length { wanted: 6, got: 5 }));
        for simple in ["000000", "123456", "987654"] {
            assert_eq!(read(simple), Err(PinFault::Simple), "{simple}");
        }
        for known in ["650311", "031165", "110018", "274163"] {
            assert_eq!(read(known), Err(PinFault::Known), "{known}");
        }
    }

    #[test]
    fn debug_shows_nothing() {
        let pin = Pin::parse("274091", None, None).expect("a good pin");
        assert_eq!(format!("{pin:?}"), "Pin(******)");
    }
}
