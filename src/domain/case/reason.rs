//! Codes of reasons and of missing papers, and what a decision that goes against somebody must carry.

use super::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! code {
    ($(#[$meta:meta])* $name:ident, $letter:literal, $last:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(u8);

        impl $name {
            /// The last number of the list.
            pub const LAST: u8 = $last;

            /// The code with this number, counted from 1.
            pub const fn new(number: u8) -> Option<Self> {
                if number >= 1 && number <= $last { Some(Self(number)) } else { None }
            }

            /// Reads a letter and two digits.
            pub fn parse(text: &str) -> Option<Self> {
                let digits = text.strip_prefix($letter)?;
                if digits.len() != 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
                    return None;
                }
                Self::new(digits.parse().ok()?)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{:02}", $letter, self.0)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Self::parse(&text).ok_or(text)
            }
        }
    };
}

code! {
    /// Why something was declined or rejected, `R01` to `R22`.
    ReasonCode, 'R', 22
}
code! {
    /// What is missing, `S01` to `S12`.
    SupplementCode, 'S', 12
}

impl ReasonCode {
    /// Papers are untrue: two members of staff must confirm it.
    pub const UNTRUE: Self = Self(17);
    /// The year's budget is spent: a waiting list, never a rejection.
    pub const BUDGET: Self = Self(22);
}

/// What must be said to somebody whose application ends without what they asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Negative {
    /// At least one reason.
    pub codes: Vec<ReasonCode>,
    /// What it means in this very case, in the clerk's own words.
    pub text: String,
    /// The article or rule it rests on; needed to reject.
    pub article: String,
    /// What the person can do now, or where to go instead.
    pub next_step: String,
    /// How to have the decision reviewed.
    pub review_route: String,
}

/// How much a [`Negative`] must carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Reason, text and next step.
    Cancel,
    /// Also a review route.
    Decline,
    /// Also the article.
    Reject,
}

impl Negative {
    /// Complete for its weight, and not the exhausted budget in disguise.
    pub fn check(&self, weight: Weight) -> Result<(), Refusal> {
        let blank = |text: &str| text.trim().is_empty();
        if self.codes.is_empty() {
            return Err(Refusal::MissingReason);
        }
        if self.codes.contains(&ReasonCode::BUDGET) {
            return Err(Refusal::NotARejection { code: ReasonCode::BUDGET });
        }
        if blank(&self.text) {
            return Err(Refusal::MissingText);
        }
        if blank(&self.next_step) {
            return Err(Refusal::MissingNextStep);
        }
        if weight != Weight::Cancel && blank(&self.review_route) {
            return Err(Refusal::MissingReviewRoute);
        }
        if weight == Weight::Reject && blank(&self.article) {
            return Err(Refusal::MissingArticle);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_closed_lists() {
        assert_eq!(ReasonCode::parse("R01"), ReasonCode::new(1));
        assert_eq!(ReasonCode::parse("R22"), Some(ReasonCode::BUDGET));
        for bad in ["R00", "R23", "R1", "r01", "S01", "R+1", ""] {
            assert_eq!(ReasonCode::parse(bad), None, "{bad}");
        }
        assert_eq!(SupplementCode::parse("S12").map(|c| c.to_string()), Some("S12".into()));
        assert!(serde_json::from_str::<SupplementCode>("\"S13\"").is_err());
        assert_eq!(serde_json::to_string(&ReasonCode::UNTRUE).unwrap(), "\"R17\"");
    }

    type Spoil = fn(&mut Negative);

    #[test]
    fn each_gap_is_named() {
        let full = Negative {
            codes: vec![ReasonCode::UNTRUE],
            text: "t".into(),
            article: "17".into(),
            next_step: "n".into(),
            review_route: "r".into(),
        };
        assert_eq!(full.check(Weight::Reject), Ok(()));
        let gaps: [(Spoil, Refusal); 6] = [
            (|n| n.codes.clear(), Refusal::MissingReason),
            (|n| n.codes.push(ReasonCode::BUDGET), Refusal::NotARejection { code: ReasonCode::BUDGET }),
            (|n| n.text = "  ".into(), Refusal::MissingText),
            (|n| n.next_step.clear(), Refusal::MissingNextStep),
            (|n| n.review_route.clear(), Refusal::MissingReviewRoute),
            (|n| n.article.clear(), Refusal::MissingArticle),
        ];
        for (spoil, refusal) in gaps {
            let mut it = full.clone();
            spoil(&mut it);
            assert_eq!(it.check(Weight::Reject), Err(refusal));
        }
    }
}
