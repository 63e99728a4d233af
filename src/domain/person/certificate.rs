//! The number of the disability certificate (残疾人证号).

use std::fmt;

use chrono::NaiveDate;

use super::typed::squeeze;
use super::{IdFault, IdNumber, last_four_only};

/// Kind of disability by the 19th character (GB/T 26341).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// 1, 视力.
    Vision,
    /// 2, 听力.
    Hearing,
    /// 3, 言语.
    Speech,
    /// 4, 肢体.
    Limb,
    /// 5, 智力.
    Intellectual,
    /// 6, 精神.
    Psychiatric,
    /// 7, 多重: two or more of the others.
    Multiple,
}

impl Category {
    /// The category with this digit on the certificate, 1 to 7.
    pub fn from_digit(digit: u8) -> Option<Self> {
        Some(match digit {
            1 => Self::Vision,
            2 => Self::Hearing,
            3 => Self::Speech,
            4 => Self::Limb,
            5 => Self::Intellectual,
            6 => Self::Psychiatric,
            7 => Self::Multiple,
            _ => return None,
        })
    }

    /// The digit on the certificate, 1 to 7.
    pub fn digit(self) -> u8 {
        self as u8 + 1
    }
}

/// A certificate number: the holder's identity number, category, grade, and `B1` to `B9` on a card issued again.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateNumber {
    holder: IdNumber,
    category: Category,
    grade: u8,
    reissue: Option<u8>,
}

/// What is wrong with a typed certificate number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// Neither 20 characters nor 22.
    #[error("certificate-length")]
    Length {
        /// Those typed.
        got: usize,
    },
    /// The first 18 characters are no identity number.
    #[error("certificate-holder")]
    Holder(#[source] IdFault),
    /// Character 19 is not 1 to 7.
    #[error("certificate-category")]
    Category,
    /// Character 20 is not 1 to 4.
    #[error("certificate-grade")]
    Grade,
    /// Characters 21 and 22 are not B1 to B9.
    #[error("certificate-reissue")]
    Reissue,
}

impl CertificateNumber {
    /// Reads a typed number as of `today`, as forgiving about spaces, width and case as [`IdNumber::parse`].
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, CertificateFault> {
        let text = squeeze(text);
        let got = text.chars().count();
        if !text.is_ascii() || !matches!(got, 20 | 22) {
            // A foreign character is told as a wrong identity number when the length is right.
            return Err(match text.chars().position(|c| !c.is_ascii()) {
                Some(at) if matches!(got, 20 | 22) => holder_or(at),
                _ => CertificateFault::Length { got },
            });
        }
        let holder = IdNumber::parse(&text[..18], today).map_err(CertificateFault::Holder)?;
        let digit = |at: usize| text.as_bytes()[at].wrapping_sub(b'0');
        let category = Category::from_digit(digit(18)).ok_or(CertificateFault::Category)?;
        let grade = digit(19);
        if !(1..=4).contains(&grade) {
            return Err(CertificateFault::Grade);
        }
        let reissue = match text.as_bytes().get(20..) {
            Some([b'B', n @ b'1'..=b'9']) => Some(n - b'0'),
            Some([]) | None => None,
            Some(_) => return Err(CertificateFault::Reissue),
        };
        Ok(Self { holder, category, grade, reissue })
    }

    /// Reads a typed number, or only what stands behind the identity number (`44`, `44B1`) when the holder is known:
    /// nobody should have to type the same 18 characters twice.
    pub fn parse_for(text: &str, holder: &IdNumber, today: NaiveDate) -> Result<Self, CertificateFault> {
        let short = squeeze(text);
        if matches!(short.chars().count(), 2 | 4) {
            return Self::parse(&format!("{holder}{short}"), today);
        }
        Self::parse(&short, today)
    }

    /// The identity number of the person it was issued to.
    pub fn holder(&self) -> &IdNumber {
        &self.holder
    }

    /// Kind of disability.
    pub fn category(&self) -> Category {
        self.category
    }

    /// Grade, 1 (most severe) to 4.
    pub fn grade(&self) -> u8 {
        self.grade
    }

    /// How many times the card was issued again, 1 to 9, where the number says so.
    pub fn reissue(&self) -> Option<u8> {
        self.reissue
    }

    /// The number with only its last four characters shown.
    pub fn masked(&self) -> String {
        last_four_only(&self.to_string())
    }
}

/// The fault of a character at `at` (from 0) that cannot stand anywhere in the number.
fn holder_or(at: usize) -> CertificateFault {
    match at {
        0..18 => CertificateFault::Holder(IdFault::NotDigits { position: at + 1 }),
        18 => CertificateFault::Category,
        19 => CertificateFault::Grade,
        _ => CertificateFault::Reissue,
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.holder, self.category.digit(), self.grade)?;
        self.reissue.map_or(Ok(()), |n| write!(f, "B{n}"))
    }
}

impl fmt::Debug for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CertificateNumber({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day")
    }

    fn read(text: &str) -> Result<CertificateNumber, CertificateFault> {
        CertificateNumber::parse(text, today())
    }

    #[test]
    fn both_lengths_are_read() {
        let card = read("11019919650311001843").expect("a good number");
        assert_eq!((card.category(), card.grade(), card.reissue()), (Category::Limb, 3, None));
        assert_eq!(card.holder().as_str(), "110199196503110018");
        let again = read("11019919880229002x11ｂ2").expect("a good number");
        assert_eq!((again.category(), again.grade(), again.reissue()), (Category::Vision, 1, Some(2)));
        assert_eq!(again.to_string(), "11019919880229002X11B2");
    }

    #[test]
    fn one_is_vision_and_two_is_hearing() {
        let of = |digit| Category::from_digit(digit);
        assert_eq!(of(1), Some(Category::Vision));
        assert_eq!(of(2), Some(Category::Hearing));
        assert_eq!((of(0), of(8)), (None, None));
        for digit in 1..=7 {
            assert_eq!(of(digit).map(Category::digit), Some(digit));
        }
    }

    #[test]
    fn the_end_alone_is_enough_when_the_holder_is_known() {
        let holder = IdNumber::parse("110199196503110018", today()).expect("a good number");
        let of = |text| CertificateNumber::parse_for(text, &holder, today()).map(|c| c.to_string());
        assert_eq!(of("43"), Ok("11019919650311001843".to_owned()));
        assert_eq!(of("４３b1"), Ok("11019919650311001843B1".to_owned()));
        assert_eq!(of("83"), Err(CertificateFault::Category));
        assert_eq!(of("4"), Err(CertificateFault::Length { got: 1 }));
    }

    #[test]
    fn each_fault_has_its_own_name() {
        assert_eq!(read("110199196503110018"), Err(CertificateFault::Length { got: 18 }));
        assert_eq!(read("110199196503110018431"), Err(CertificateFault::Length { got: 21 }));
        assert_eq!(read("11019919650311001943"), Err(CertificateFault::Holder(IdFault::CheckDigit)));
        assert_eq!(read("11019919650311001803"), Err(CertificateFault::Category));
        assert_eq!(read("11019919650311001883"), Err(CertificateFault::Category));
        assert_eq!(read("11019919650311001845"), Err(CertificateFault::Grade));
        assert_eq!(read("11019919650311001840"), Err(CertificateFault::Grade));
        assert_eq!(read("11019919650311001843B0"), Err(CertificateFault::Reissue));
        assert_eq!(read("11019919650311001843C1"), Err(CertificateFault::Reissue));
        assert_eq!(read("110199196503110018好3"), Err(CertificateFault::Category));
    }

    #[test]
    fn debug_shows_only_the_last_four() {
        let card = read("11019919650311001843").expect("a good number");
        assert_eq!(format!("{card:?}"), "CertificateNumber(****************1843)");
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn nothing_near_a_number_makes_it_panic(text in "[0-9X]{17}.{1,5}") {
            let _ = read(&text);
        }
    }
}
