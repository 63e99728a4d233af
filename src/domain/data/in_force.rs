//! From when to when something holds, and which of several versions holds on a day.
//!
//! Versions of one thing may be written in any order and at any time: the latest that has begun and not ended holds. So
//! a new rule is added beside the old one, which needs no end of its own and stays there for days before it.

use std::ops::Range;

use chrono::NaiveDate;

use super::sheet::Check;

/// The day the policy is in force from: before it was signed, so days before the signature can be asked about.
pub const POLICY_FROM: NaiveDate = NaiveDate::from_ymd_opt(2011, 1, 1).expect("the first of January 2011 is a day");

/// Something that holds from a day on, and perhaps to one.
pub trait InForce {
    /// What all its versions are called.
    fn id(&self) -> &str;
    /// First day.
    fn from(&self) -> NaiveDate;
    /// Last day; none where it holds until the next version begins.
    fn to(&self) -> Option<NaiveDate>;

    /// Whether it has begun by `day` and not ended.
    fn holds(&self, day: NaiveDate) -> bool {
        self.from() <= day && self.to().is_none_or(|to| day <= to)
    }
}

/// The version of one thing that holds on `day`: of those that do, the one that began last, and of these the last given.
pub fn latest<'t, T: InForce + 't>(versions: impl IntoIterator<Item = &'t T>, day: NaiveDate) -> Option<&'t T> {
    versions.into_iter().filter(|version| version.holds(day)).max_by_key(|version| version.from())
}

/// The version that holds on `day`, of one thing or of several; of each id the one that began last.
pub fn on<T: InForce>(versions: &[T], day: NaiveDate) -> Vec<&T> {
    let mut found: Vec<&T> = Vec::new();
    for version in versions.iter().filter(|version| version.holds(day)) {
        match found.iter_mut().find(|known| known.id() == version.id()) {
            Some(known) if known.from() <= version.from() => *known = version,
            Some(_) => {}
            None => found.push(version),
        }
    }
    found
}

/// Notes an end before the beginning.
pub(super) fn check_order(from: Option<NaiveDate>, to: Option<NaiveDate>, place: &Range<usize>, check: &mut Check) {
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        check.note(place, "it ends before it begins", "write a last day that is not before the first");
    }
}

/// Notes what is asked about from the first day of the policy on and does not reach back to it.
pub(super) fn starts_with_the_policy(first: Option<NaiveDate>, place: &Range<usize>, check: &mut Check) {
    if first.is_none_or(|first| first > POLICY_FROM) {
        check.note(
            place,
            format!("the policy is in force from {POLICY_FROM} and this begins later"),
            format!("begin with a row from {POLICY_FROM} or earlier"),
        );
    }
}
