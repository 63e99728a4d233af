//! Met, not met, not known, and how parts make a whole.

use serde::{Deserialize, Serialize};

/// How a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// The facts given do not decide it.
    Unknown,
}

impl State {
    /// All parts together: not met as soon as one is not met, met only when every part is.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::join(parts, Self::NotMet, Self::Met)
    }

    /// Any part: met as soon as one is met, not met only when no part is.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::join(parts, Self::Met, Self::NotMet)
    }

    fn join(parts: impl IntoIterator<Item = Self>, decides: Self, otherwise: Self) -> Self {
        let mut state = otherwise;
        for part in parts {
            if part == decides {
                return decides;
            }
            if part == Self::Unknown {
                state = Self::Unknown;
            }
        }
        state
    }
}

impl From<bool> for State {
    fn from(holds: bool) -> Self {
        if holds { Self::Met } else { Self::NotMet }
    }
}

#[cfg(test)]
mod tests {
    use super::State::{Met, NotMet, Unknown};
    use super::*;

    #[test]
    fn the_tables_are_those_of_strong_kleene() {
        for (a, b, all, any) in [
            (Met, Met, Met, Met),
            (Met, NotMet, NotMet, Met),
            (Met, Unknown, Unknown, Met),
            (NotMet, NotMet, NotMet, NotMet),
            (NotMet, Unknown, NotMet, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ] {
            assert_eq!((State::all([a, b]), State::all([b, a])), (all, all), "{a:?} {b:?}");
            assert_eq!((State::any([a, b]), State::any([b, a])), (any, any), "{a:?} {b:?}");
        }
    }
}
