//! Working days and terms.
//!
//! The day of the event does not count, and a term that would end on a day off ends on the next working day (Civil Code,
//! articles 201 to 203). A year without a published calendar is taken as plain weekdays, and everything that was worked
//! out with it is provisional: the date may still move when the notice for that year comes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::case::WorkingDays;
use super::data::Words;
use super::data::calendar::{CalendarYear, is_weekend};
use super::data::reason::Within;

/// The last day of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day on which it can still be done.
    pub date: NaiveDate,
    /// Whether a year without a published calendar was involved.
    pub provisional: bool,
}

/// All years that are known.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeSet<i32>,
    off: BTreeMap<NaiveDate, Words>,
    work: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// From the years that are known, in any order.
    pub fn new(years: &[CalendarYear]) -> Self {
        let mut calendar = Self::default();
        for year in years {
            calendar.years.insert(year.year);
            for holiday in &year.holidays {
                calendar.off.extend(holiday.off.iter().map(|date| (*date, holiday.name.clone())));
                calendar.work.extend(&holiday.work);
            }
        }
        calendar
    }

    /// Whether offices work on that day, and whether that is provisional because the year has no calendar yet.
    pub fn is_working_day(&self, date: NaiveDate) -> (bool, bool) {
        let working = self.work.contains(&date) || (!is_weekend(date) && !self.off.contains_key(&date));
        (working, !self.years.contains(&date.year()))
    }

    /// The holiday because of which a Monday to Friday is off.
    pub fn holiday(&self, date: NaiveDate) -> Option<&Words> {
        self.off.get(&date)
    }

    /// The day itself if it is worked, else the next working day.
    pub fn roll(&self, date: NaiveDate) -> Due {
        self.roll_from(date, false)
    }

    /// The `days`-th working day after `from`; with 0, `from` itself or the next working day.
    pub fn add_working_days(&self, from: NaiveDate, days: u16) -> Due {
        let mut due = Due { date: from, provisional: false };
        if days == 0 {
            return self.roll(from);
        }
        let mut left = days;
        while left > 0 {
            due.date = next(due.date);
            let (working, provisional) = self.is_working_day(due.date);
            due.provisional |= provisional;
            left -= u16::from(working);
        }
        due
    }

    /// `days` calendar days after `from`, on to the next working day if that one is off.
    ///
    /// Only the end is looked at, so it is provisional only when its own year has no calendar.
    pub fn add_calendar_days(&self, from: NaiveDate, days: u16) -> Due {
        self.roll(from + chrono::Days::new(u64::from(days)))
    }

    /// `months` calendar months after `from` (the last day of a month that is too short), on to the next working day.
    pub fn add_calendar_months(&self, from: NaiveDate, months: u16) -> Due {
        self.roll(from + Months::new(u32::from(months)))
    }

    /// The last day of a way that is open for so long from the day the person was told.
    pub fn last_day(&self, told: NaiveDate, within: Within) -> Due {
        match within {
            Within::Days(days) => self.add_calendar_days(told, days),
            Within::Months(months) => self.add_calendar_months(told, months),
        }
    }

    fn roll_from(&self, mut date: NaiveDate, mut provisional: bool) -> Due {
        loop {
            let (working, open) = self.is_working_day(date);
            provisional |= open;
            if working {
                return Due { date, provisional };
            }
            date = next(date);
        }
    }
}

fn next(date: NaiveDate) -> NaiveDate {
    date.succ_opt().expect("dates of cases lie far before the last one chrono knows, in the year 262142")
}

impl WorkingDays for Calendar {
    fn add_working(&self, from: NaiveDate, n: u32) -> (NaiveDate, bool) {
        let due = self.add_working_days(from, u16::try_from(n).unwrap_or(u16::MAX));
        (due.date, due.provisional)
    }

    fn roll(&self, day: NaiveDate) -> (NaiveDate, bool) {
        let due = Self::roll(self, day);
        (due.date, due.provisional)
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::calendar::parse;
    use super::*;

    fn shipped() -> Calendar {
        let years: Vec<CalendarYear> = (2010..=2026)
            .flat_map(|year| {
                let file = format!("calendars/{year}.toml");
                let path = format!("{}/assets/{file}", env!("CARGO_MANIFEST_DIR"));
                parse(&file, &std::fs::read_to_string(path).unwrap()).unwrap_or_else(|fault| panic!("{fault}"))
            })
            .collect();
        Calendar::new(&years)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn working_days(calendar: &Calendar, year: i32) -> usize {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        first.iter_days().take_while(|d| d.year() == year).filter(|d| calendar.is_working_day(*d).0).count()
    }

    fn due(date: &str, provisional: bool) -> Due {
        Due { date: day(date), provisional }
    }

    #[test]
    fn counts_the_working_days_of_a_year() {
        let calendar = shipped();
        assert_eq!(working_days(&calendar, 2026), 248);
        assert_eq!(working_days(&calendar, 2011), 250);
        assert_eq!(working_days(&calendar, 2024), 251);
        assert_eq!(working_days(&calendar, 2020), 249);
    }

    #[test]
    fn moved_days_count() {
        let calendar = shipped();
        assert_eq!(calendar.is_working_day(day("2026-02-14")), (true, false), "a Saturday that is worked");
        assert_eq!(calendar.is_working_day(day("2026-02-15")), (false, false));
        assert_eq!(calendar.is_working_day(day("2026-02-16")), (false, false), "a Monday that is off");
        assert_eq!(calendar.holiday(day("2026-02-16")).unwrap().zh, "春节");
        assert_eq!(calendar.holiday(day("2026-02-15")), None);
    }

    #[test]
    fn the_day_of_the_event_does_not_count() {
        let calendar = shipped();
        assert_eq!(calendar.add_working_days(day("2026-03-02"), 1), due("2026-03-03", false));
        assert_eq!(calendar.add_working_days(day("2026-03-06"), 1), due("2026-03-09", false), "over a weekend");
        assert_eq!(calendar.add_working_days(day("2026-03-07"), 1), due("2026-03-09", false), "from a Saturday");
        assert_eq!(calendar.add_working_days(day("2026-02-13"), 1), due("2026-02-14", false), "to a worked Saturday");
        assert_eq!(calendar.add_working_days(day("2026-02-14"), 3), due("2026-02-26", false), "over Spring Festival");
        assert_eq!(calendar.add_working_days(day("2026-09-30"), 3), due("2026-10-10", false), "a worked Saturday");
        assert_eq!(calendar.add_working_days(day("2026-03-07"), 0), due("2026-03-09", false));
        assert_eq!(calendar.add_working_days(day("2026-03-09"), 0), due("2026-03-09", false));
    }

    #[test]
    fn calendar_terms_end_on_a_working_day() {
        let calendar = shipped();
        assert_eq!(calendar.add_calendar_days(day("2026-03-02"), 30), due("2026-04-01", false));
        assert_eq!(
            calendar.add_calendar_days(day("2026-03-05"), 30),
            due("2026-04-07", false),
            "04-04 to 04-06 are off"
        );
        assert_eq!(calendar.add_calendar_days(day("2026-01-15"), 30), due("2026-02-14", false), "a worked Saturday");
        assert_eq!(calendar.last_day(day("2026-03-03"), Within::Days(60)), due("2026-05-06", false));
        assert_eq!(calendar.add_calendar_months(day("2026-03-31"), 6), due("2026-09-30", false));
        assert_eq!(calendar.last_day(day("2025-08-31"), Within::Months(6)), due("2026-02-28", false));
    }

    #[test]
    fn years_without_a_calendar_are_provisional() {
        let calendar = shipped();
        assert_eq!(calendar.is_working_day(day("2027-01-01")), (true, true), "a Friday, before the notice");
        assert_eq!(calendar.is_working_day(day("2027-01-02")), (false, true));
        assert_eq!(calendar.add_working_days(day("2026-12-30"), 1), due("2026-12-31", false));
        assert_eq!(calendar.add_working_days(day("2026-12-30"), 2), due("2027-01-01", true));
        assert_eq!(calendar.add_calendar_days(day("2026-12-02"), 30), due("2027-01-01", true));
        assert_eq!(calendar.add_calendar_days(day("2026-12-01"), 30), due("2026-12-31", false));
        let none = Calendar::new(&[]);
        assert_eq!(none.add_working_days(day("2026-02-13"), 1), due("2026-02-16", true));
    }

    #[test]
    fn more_days_never_end_earlier() {
        let calendar = shipped();
        for from in day("2026-01-01").iter_days().take(365) {
            let ends: Vec<Due> = (0..25).map(|n| calendar.add_working_days(from, n)).collect();
            assert!(ends[1..].windows(2).all(|pair| pair[0].date < pair[1].date), "{from}");
            assert!(ends.iter().all(|end| calendar.is_working_day(end.date).0), "{from}");
        }
    }
}
