//! What authorities owe: duties and targets, how far each is, and what is overdue.
//!
//! The document names them and says little of who and by when; what staff keep is added to that, never put in its place.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};

use super::case::Role;
use super::data::definition::full_months;
use super::data::programme::Programme;

/// How far a duty or target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Nothing was done yet.
    NotBegun,
    /// It goes on.
    UnderWay,
    /// It is done, or reached.
    Done,
    /// It is kept up from day to day and has no end.
    KeptUp,
}

impl Progress {
    /// Every state, in its order.
    pub const ALL: [Self; 4] = [Self::NotBegun, Self::UnderWay, Self::KeptUp, Self::Done];

    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotBegun => "not-begun",
            Self::UnderWay => "under-way",
            Self::Done => "done",
            Self::KeptUp => "kept-up",
        }
    }

    /// The state with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Whether nothing more is waited for.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::KeptUp)
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What staff keep about a duty or a target. Every change is added, none is written over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The entry's id.
    pub entry: String,
    /// Who has to do it.
    pub owner: String,
    /// How far it is.
    pub progress: Progress,
    /// By when, where staff have set a day.
    pub due: Option<NaiveDate>,
    /// What shows how far it is.
    pub evidence: String,
    /// Who kept this.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
}

/// Something to be kept about a duty or target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKept {
    /// The entry's id.
    pub entry: String,
    /// Who has to do it.
    pub owner: String,
    /// How far it is.
    pub progress: Progress,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What shows it.
    pub evidence: String,
}

/// Whether a role keeps how far duties and targets are.
pub fn keeps(role: Role) -> bool {
    matches!(role, Role::DistrictReviewer | Role::DistrictApprover)
}

/// By when: what staff have set, else the deadline of the document.
pub fn due(entry: &Programme, kept: Option<&Kept>) -> Option<NaiveDate> {
    kept.and_then(|kept| kept.due).or_else(|| entry.due.as_ref().map(|due| due.by))
}

/// Days since the deadline, where it has passed and the work is not known to be over.
pub fn overdue(entry: &Programme, kept: Option<&Kept>, today: NaiveDate) -> Option<i64> {
    let late = (today - due(entry, kept)?).num_days();
    (late > 0 && !kept.is_some_and(|kept| kept.progress.is_over())).then_some(late)
}

/// How long ago a day was, as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ago {
    /// Full years, and full months beside them.
    Years(usize, usize),
    /// Full months, less than a year.
    Months(usize),
    /// Days, less than a month.
    Days(usize),
}

/// How long before `day` it was `then`.
pub fn ago(then: NaiveDate, day: NaiveDate) -> Ago {
    let months = usize::try_from(full_months(then, day)).unwrap_or(0);
    match (months / 12, months % 12) {
        (0, 0) => Ago::Days(usize::try_from((day - then).num_days()).unwrap_or(0)),
        (0, months) => Ago::Months(months),
        (years, months) => Ago::Years(years, months),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::shipped;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn kept(progress: Progress, due: Option<&str>) -> Kept {
        Kept {
            entry: "deadline-district-vocational-centre".into(),
            owner: "区残联".into(),
            progress,
            due: due.map(day),
            evidence: "验收表".into(),
            by: "wang".into(),
            at: day("2026-03-01").and_hms_opt(10, 0, 0).expect("ten o'clock"),
        }
    }

    #[test]
    fn a_target_is_overdue_from_the_day_after_its_deadline_until_it_is_done() {
        let target = shipped::programme("deadline-district-vocational-centre", day("2011-01-01")).expect("it ships");
        assert_eq!(due(target, None), Some(day("2013-12-31")));
        assert_eq!(overdue(target, None, day("2013-12-31")), None);
        assert_eq!(overdue(target, None, day("2014-01-01")), Some(1));
        let half = kept(Progress::UnderWay, None);
        assert_eq!(overdue(target, Some(&half), day("2014-01-02")), Some(2));
        assert_eq!(overdue(target, Some(&kept(Progress::UnderWay, Some("2027-01-01"))), day("2014-01-02")), None);
        assert_eq!(overdue(target, Some(&kept(Progress::Done, None)), day("2026-01-01")), None);
        let duty = shipped::programme("duty-rehab-network", day("2011-01-01")).expect("it ships");
        assert_eq!(overdue(duty, None, day("2026-01-01")), None, "what has no deadline is not overdue");
    }

    #[test]
    fn time_gone_by_is_told_in_the_largest_units_that_say_enough() {
        let since = |then, now| ago(day(then), day(now));
        assert_eq!(since("2013-12-31", "2014-01-01"), Ago::Days(1));
        assert_eq!(since("2013-12-31", "2014-01-30"), Ago::Days(30));
        assert_eq!(since("2013-12-31", "2014-01-31"), Ago::Months(1));
        assert_eq!(since("2013-12-31", "2014-12-30"), Ago::Months(11));
        assert_eq!(since("2013-12-31", "2014-12-31"), Ago::Years(1, 0));
        assert_eq!(since("2013-12-31", "2026-11-23"), Ago::Years(12, 10));
        assert_eq!(since("2012-02-29", "2013-03-01"), Ago::Years(1, 0));
    }

    #[test]
    fn every_state_has_a_name_of_its_own() {
        for one in Progress::ALL {
            assert_eq!(Progress::parse(one.as_str()), Some(one));
        }
    }
}
