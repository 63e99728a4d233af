//! Public holidays and moved working days of one year: `assets/calendars/YYYY.toml`.
//!
//! The State Council publishes them in a notice for each year, late in the year before. A few days at the end of a
//! December belong to the New Year of the next year and come with the later notice.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::source::Source;
use super::{DataFault, Words};

/// The days that one holiday moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Name of the holiday.
    pub name: Words,
    /// Mondays to Fridays that are off.
    pub off: Vec<NaiveDate>,
    /// Saturdays and Sundays that are worked.
    pub work: Vec<NaiveDate>,
}

/// One calendar year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Titles of the notices it was taken from.
    pub notices: Vec<String>,
    /// Its holidays, in the order of the file.
    pub holidays: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    year: Spanned<i32>,
    notices: Spanned<Vec<String>>,
    holiday: Vec<RawHoliday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHoliday {
    zh: String,
    en: String,
    off: Vec<Spanned<String>>,
    work: Vec<Spanned<String>>,
}

/// The year of one file, as the only element. `file` is the name relative to the assets folder.
///
/// # Errors
/// The first mistake with its line.
pub fn parse(file: &str, text: &str) -> Result<Vec<CalendarYear>, DataFault> {
    let source = Source::new(file, text);
    let raw: RawYear = source.read()?;
    let year = *raw.year.get_ref();
    if !file.ends_with(&format!("{year}.toml")) {
        return Err(source.fault(raw.year.span(), format!("year {year} in {file}"), "name the file after its year"));
    }
    if raw.notices.get_ref().is_empty() {
        return Err(source.fault(raw.notices.span(), "no notice", "name the notice the dates come from"));
    }
    let mut seen: Vec<NaiveDate> = Vec::new();
    let mut holidays = Vec::new();
    for holiday in &raw.holiday {
        let mut dates = |list: &[Spanned<String>], weekend: bool| -> Result<Vec<NaiveDate>, DataFault> {
            list.iter()
                .map(|raw| {
                    let date = date(&source, raw, year, weekend)?;
                    if seen.contains(&date) {
                        return Err(source.fault(raw.span(), format!("{date} is there twice"), "name it once"));
                    }
                    seen.push(date);
                    Ok(date)
                })
                .collect()
        };
        let (off, work) = (dates(&holiday.off, false)?, dates(&holiday.work, true)?);
        holidays.push(Holiday { name: Words { zh: holiday.zh.clone(), en: holiday.en.clone() }, off, work });
    }
    Ok(vec![CalendarYear { year, notices: raw.notices.get_ref().clone(), holidays }])
}

fn date(source: &Source<'_>, raw: &Spanned<String>, year: i32, weekend: bool) -> Result<NaiveDate, DataFault> {
    let text = raw.get_ref();
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .map_err(|_| source.fault(raw.span(), format!("{text:?} is no date"), "write YYYY-MM-DD"))?;
    if date.year() != year {
        return Err(source.fault(raw.span(), format!("{text} is not in {year}"), "move it to the file of its year"));
    }
    if is_weekend(date) != weekend {
        let (fault, remedy) = if weekend {
            ("is no Saturday or Sunday", "list only weekend days that are worked")
        } else {
            ("is a Saturday or Sunday", "list only weekdays that are off")
        };
        return Err(source.fault(raw.span(), format!("{text} {fault}"), remedy));
    }
    Ok(date)
}

/// Whether the date is a Saturday or Sunday.
pub fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../../assets/calendars/2026.toml");

    #[test]
    fn reads_a_year() {
        let years = parse("calendars/2026.toml", TEXT).unwrap();
        assert_eq!(years.len(), 1);
        assert_eq!(years[0].holidays.iter().map(|h| h.off.len()).sum::<usize>(), 19);
        assert_eq!(years[0].holidays.iter().map(|h| h.work.len()).sum::<usize>(), 6);
        let packed = postcard::to_stdvec(&years).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<CalendarYear>>(&packed).unwrap(), years);
    }

    #[test]
    fn mistakes_have_their_line() {
        for (from, to, says) in [
            ("\"2026-01-02\"", "\"2026-01-03\"", "Saturday or Sunday"),
            ("\"2026-01-04\"", "\"2026-01-05\"", "is no Saturday"),
            ("\"2026-01-02\"", "\"2026-01-01\"", "twice"),
            ("\"2026-01-02\"", "\"2025-01-02\"", "is not in 2026"),
            ("\"2026-02-16\"", "\"2026-02-30\"", "is no date"),
            ("year = 2026", "year = 2027", "year 2027"),
            ("work = []", "worked = []", "worked"),
        ] {
            let line = 1 + TEXT[..TEXT.find(from).unwrap()].matches('\n').count();
            let fault = parse("calendars/2026.toml", &TEXT.replacen(from, to, 1)).unwrap_err();
            assert_eq!((fault.line, fault.fault.contains(says)), (line, true), "{fault}");
        }
    }
}
