//! The citizen's identity number (公民身份号码, GB 11643).

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::last_four_only;
use super::typed::squeeze;

/// Sex as the order digits of the number have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Even order digits.
    Female,
    /// Odd order digits.
    Male,
}

/// An identity number of 18 characters that is whole: real date of birth, right check character.
///
/// The first six digits are the area where it was first given out, former areas included (110104 is still carried by
/// people of the former Xuanwu District); they say nothing about where the person lives now, so no area is refused.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    text: String,
    birth: NaiveDate,
}

/// What is wrong with a typed identity number. Positions count characters from 1, typed spaces and hyphens left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    /// Not 18 characters.
    #[error("id-length")]
    Length {
        /// Those typed.
        got: usize,
    },
    /// The 15 digits given out before 1999, which no longer stand for anybody.
    #[error("id-fifteen")]
    OldFifteen,
    /// Something other than a digit where a digit must be (the last may also be X).
    #[error("id-digit")]
    NotDigits {
        /// The first such place.
        position: usize,
    },
    /// Characters 7 to 14 name a day that never was.
    #[error("id-date")]
    NoSuchDate,
    /// The date of birth lies after the day asked.
    #[error("id-future")]
    Future,
    /// Older than anybody has been.
    #[error("id-age")]
    TooOld {
        /// Full years on the day asked.
        years: u32,
    },
    /// The last character does not follow from the first 17.
    #[error("id-check")]
    CheckDigit,
}

/// Oldest age accepted, in full years.
const MAX_AGE: u32 = 130;
/// GB 11643: weight of each of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// GB 11643 (ISO 7064 MOD 11-2): check character for each remainder.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

impl IdNumber {
    /// Reads a typed number as of `today`: full-width characters, spaces, hyphens and a small x are accepted.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, IdFault> {
        let text = squeeze(text);
        let got = text.chars().count();
        if got == 15 && text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(IdFault::OldFifteen);
        }
        if got != 18 {
            return Err(IdFault::Length { got });
        }
        let wrong = text.chars().enumerate().find(|(at, c)| !(c.is_ascii_digit() || (*at == 17 && *c == 'X')));
        if let Some((at, _)) = wrong {
            return Err(IdFault::NotDigits { position: at + 1 });
        }
        let birth = date_of_birth(&text).ok_or(IdFault::NoSuchDate)?;
        if birth > today {
            return Err(IdFault::Future);
        }
        let years = today.years_since(birth).unwrap_or(0);
        if years > MAX_AGE {
            return Err(IdFault::TooOld { years });
        }
        if !text.ends_with(check_character(&text)) {
            return Err(IdFault::CheckDigit);
        }
        Ok(Self { text, birth })
    }

    /// All 18 characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Date of birth.
    pub fn birth(&self) -> NaiveDate {
        self.birth
    }

    /// Sex by the order digits (character 17: odd is male).
    pub fn sex(&self) -> Sex {
        if self.text.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// Age in full years on `day`, 0 before birth. Born on 29 February, a person grows older on 1 March of a common
    /// year: an age limit is never reached a day early.
    pub fn age_on(&self, day: NaiveDate) -> u32 {
        day.years_since(self.birth).unwrap_or(0)
    }

    /// The number with only its last four characters shown.
    pub fn masked(&self) -> String {
        last_four_only(&self.text)
    }

    /// Month and day of birth as four digits, which a PIN must not be made of.
    pub(super) fn birthday_digits(&self) -> String {
        format!("{:02}{:02}", self.birth.month(), self.birth.day())
    }
}

/// `digits` are 18 ASCII characters, the first 17 of them digits.
fn date_of_birth(digits: &str) -> Option<NaiveDate> {
    let year = digits[6..10].parse().ok()?;
    let month = digits[10..12].parse().ok()?;
    let day = digits[12..14].parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The check character that belongs to the first 17 digits.
fn check_character(digits: &str) -> char {
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize]
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date written by a test")
    }

    fn read(text: &str) -> Result<IdNumber, IdFault> {
        IdNumber::parse(text, day("2026-06-15"))
    }

    #[test]
    fn known_numbers_are_read() {
        for text in [
            "11010519491231002X",
            "110199196503110018",
            "11019919880229002X",
            "110199201209300033",
            "110199197512010195",
        ] {
            assert_eq!(read(text).map(|n| n.to_string()), Ok(text.to_owned()));
        }
        let old = IdNumber::parse("440524188001010014", day("2010-12-31")).expect("130 years old on that day");
        assert_eq!(old.age_on(day("2010-12-31")), 130);
        assert_eq!(read("440524188001010014"), Err(IdFault::TooOld { years: 146 }));
    }

    #[test]
    fn what_people_type_is_folded() {
        for text in ["11019919880229002x", "１１０１９９１９８８０２２９００２ｘ", " 110199-19880229 002X "]
        {
            assert_eq!(read(text).map(|n| n.to_string()), Ok("11019919880229002X".to_owned()), "{text}");
        }
    }

    #[test]
    fn any_area_is_accepted_the_former_xuanwu_included() {
        for area in ["110104", "999999"] {
            let first = format!("{area}19650311001");
            assert!(read(&format!("{first}{}", check_character(&first))).is_ok());
        }
    }

    #[test]
    fn each_fault_has_its_own_name() {
        assert_eq!(read(""), Err(IdFault::Length { got: 0 }));
        assert_eq!(read("11019919650311001"), Err(IdFault::Length { got: 17 }));
        assert_eq!(read("110199650311001"), Err(IdFault::OldFifteen));
        assert_eq!(read("1101991965031100A8"), Err(IdFault::NotDigits { position: 17 }));
        assert_eq!(read("11019919650311001A"), Err(IdFault::NotDigits { position: 18 }));
        assert_eq!(read("X10199196503110018"), Err(IdFault::NotDigits { position: 1 }));
        assert_eq!(read("110199196502300018"), Err(IdFault::NoSuchDate));
        assert_eq!(read("110199198702290020"), Err(IdFault::NoSuchDate));
        assert_eq!(read("110199203001010018"), Err(IdFault::Future));
        assert_eq!(read("110199196503110019"), Err(IdFault::CheckDigit));
        assert_eq!(read("110199196503110081"), Err(IdFault::CheckDigit));
    }

    #[test]
    fn born_today_is_not_in_the_future() {
        let first = "11019920260615001";
        let number = read(&format!("{first}{}", check_character(first))).expect("born on the day asked");
        assert_eq!(number.age_on(day("2026-06-15")), 0);
        let tomorrow = "11019920260616001";
        assert_eq!(read(&format!("{tomorrow}{}", check_character(tomorrow))), Err(IdFault::Future));
    }

    #[test]
    fn sex_birth_and_age_come_from_the_number() {
        let number = read("11019919880229002X").expect("a good number");
        assert_eq!(number.sex(), Sex::Female);
        assert_eq!(read("110199196503110018").map(|n| n.sex()), Ok(Sex::Male));
        assert_eq!(number.birth(), day("1988-02-29"));
        assert_eq!(number.age_on(day("2006-02-28")), 17);
        assert_eq!(number.age_on(day("2006-03-01")), 18);
        assert_eq!(number.age_on(day("2008-02-29")), 20);
        assert_eq!(number.age_on(day("1980-01-01")), 0);
    }

    #[test]
    fn debug_shows_only_the_last_four() {
        let number = read("11019919880229002X").expect("a good number");
        assert_eq!(number.masked(), "**************002X");
        assert_eq!(format!("{number:?}"), "IdNumber(**************002X)");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(at in 0_usize..17, add in 1_u8..10) {
            let mut bytes = b"110199196503110018".to_vec();
            bytes[at] = b'0' + (bytes[at] - b'0' + add) % 10;
            let text = String::from_utf8(bytes).expect("digits");
            prop_assert!(read(&text).is_err());
        }

        #[test]
        fn two_neighbours_swapped_are_always_found(at in 0_usize..16) {
            let mut bytes = b"110199197512010195".to_vec();
            prop_assume!(bytes[at] != bytes[at + 1]);
            bytes.swap(at, at + 1);
            let text = String::from_utf8(bytes).expect("digits");
            prop_assert!(read(&text).is_err());
        }

        #[test]
        fn nothing_typed_makes_it_panic(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
