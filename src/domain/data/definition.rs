//! Words the policy uses without defining them, and what they mean from which day on.
//!
//! Severe (重度), of working age (劳动年龄段内), poor (贫困) and others decide who gets something, and 西政发〔2011〕18号
//! says nowhere what they are. So each is a dated list of meanings with its source, which an office can replace; a
//! meaning nobody has confirmed says so.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::fact::{self, Fact};
use super::sheet::{Check, Source};
use super::{DataFault, Words, in_force};

/// What a word means, from which day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its id, such as `severe`; the name of its file.
    pub id: String,
    /// The word itself.
    pub name: Words,
    /// Where the policy uses it: article and item, the item 0 where the article has none.
    pub places: Vec<(u8, u8)>,
    /// The meanings, oldest first; each holds until the next begins.
    pub rows: Vec<Row>,
}

/// One meaning of a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// First day it holds.
    pub from: NaiveDate,
    /// Whether the district has confirmed it; if not, an answer that rests on it says so.
    pub confirmed: bool,
    /// The meaning in one sentence.
    pub words: Words,
    /// Where it comes from, in one sentence.
    pub source: Words,
    /// The meaning itself.
    pub meaning: Meaning,
}

/// What decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    /// These grades on the disability certificate.
    Grades(BTreeSet<i64>),
    /// These values of the main fact.
    Values(BTreeSet<String>),
    /// These ages, the same for everybody or by sex.
    Ages {
        /// Ages of women.
        female: Ages,
        /// Ages of men.
        male: Ages,
    },
    /// So many disabled people in the household, or more.
    AtLeast(i64),
    /// Whatever the answer to this fact says: somebody confirms it, and nothing is reckoned.
    Asked(String),
}

impl Meaning {
    /// The fact that a rule names beside the word.
    pub fn main_fact(&self) -> &str {
        match self {
            Self::Grades(_) => "p.severe",
            Self::Values(_) => "h.economic",
            Self::Ages { .. } => "p.birth",
            Self::AtLeast(_) => "h.disabled_count",
            Self::Asked(fact) => fact,
        }
    }

    /// Whether two meanings are put to a test in the same way.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.main_fact() == other.main_fact()
    }
}

/// From which age to which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ages {
    /// Full years at which it begins.
    pub min: u32,
    /// Full years at which it has ended.
    pub below: u32,
    /// By how much the end is later for those born later; none where it is the same for everybody.
    pub rise: Option<Rise>,
}

/// An end of age that rises by steps with the month of birth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rise {
    /// First day of the first month of birth with a later end.
    pub born_from: NaiveDate,
    /// Months of birth that share one step of a month.
    pub step: u32,
    /// Months by which the end is later at most.
    pub most: u32,
}

impl Definition {
    /// The meaning on `day`; none before the first one.
    pub fn on(&self, day: NaiveDate) -> Option<&Row> {
        self.rows.iter().rev().find(|row| row.from <= day)
    }
}

impl Ages {
    /// Whether somebody born on `birth` is of these ages on `day`.
    pub fn hold(&self, birth: NaiveDate, day: NaiveDate) -> bool {
        let later = self.rise.as_ref().map_or(0, |rise| rise.months(birth));
        let age = full_months(birth, day);
        age >= i64::from(self.min) * 12 && age < i64::from(self.below) * 12 + i64::from(later)
    }
}

impl Rise {
    /// Months by which the end is later for somebody born on `birth`.
    fn months(&self, birth: NaiveDate) -> u32 {
        let since = month_number(birth) - month_number(self.born_from);
        match u32::try_from(since) {
            Ok(since) => (since / self.step + 1).min(self.most),
            Err(_) => 0,
        }
    }
}

fn month_number(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// Full months from `birth` to `day`; a month is full on the same day of the month, and where the month has no such day
/// on the first of the next: who is born on 29 February is a year older on 1 March. Negative before the birth.
pub fn full_months(birth: NaiveDate, day: NaiveDate) -> i64 {
    month_number(day) - month_number(birth) - i64::from(day.day() < birth.day())
}

/// Every definition there is, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definitions(BTreeMap<String, Definition>);

impl Definitions {
    /// What `word` means on `day`; none when nobody has defined it for that day.
    pub fn on(&self, word: &str, day: NaiveDate) -> Option<&Row> {
        self.0.get(word)?.on(day)
    }

    /// The definition called `id`.
    pub fn get(&self, id: &str) -> Option<&Definition> {
        self.0.get(id)
    }

    /// Every definition, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.0.values()
    }

    /// These, and in place of what has the same id those of `other`.
    #[must_use]
    pub fn replaced_by(mut self, other: &Self) -> Self {
        self.0.extend(other.0.clone());
        self
    }
}

impl FromIterator<Definition> for Definitions {
    fn from_iter<I: IntoIterator<Item = Definition>>(definitions: I) -> Self {
        Self(definitions.into_iter().map(|definition| (definition.id.clone(), definition)).collect())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    id: Spanned<String>,
    name: Spanned<Words>,
    places: Spanned<Vec<String>>,
    row: Vec<Spanned<RawRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    from: Spanned<String>,
    confirmed: bool,
    zh: String,
    en: String,
    source: Spanned<Words>,
    grades: Option<BTreeSet<i64>>,
    values: Option<Spanned<BTreeSet<String>>>,
    ages: Option<Spanned<RawAges>>,
    female: Option<Spanned<RawAges>>,
    male: Option<Spanned<RawAges>>,
    at_least: Option<i64>,
    asked: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAges {
    min: u32,
    below: u32,
    rise: Option<RawRise>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRise {
    born_from: Spanned<String>,
    step: u32,
    most: u32,
}

/// Reads the definition files, one word a file, and adds what is wrong to `faults`.
pub fn parse_all(sources: &[Source], facts: &[Fact], faults: &mut Vec<DataFault>) -> Definitions {
    let mut found: BTreeMap<String, Definition> = BTreeMap::new();
    for source in sources {
        let file: RawFile = match source.read() {
            Ok(file) => file,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let mut check = Check::new(source);
        if let Some(definition) = definition(file, facts, &mut check)
            && let Some(twice) = found.insert(definition.id.clone(), definition)
        {
            faults.push(
                source.fault_as_whole(format!("{} is defined in another file too", twice.id), "keep one file a word"),
            );
        }
        faults.append(&mut check.faults);
    }
    Definitions(found)
}

fn definition(file: RawFile, facts: &[Fact], check: &mut Check) -> Option<Definition> {
    let place = file.id.span();
    if file.id.as_ref() != check.source().stem() {
        check.note(
            &place,
            format!("the id \"{}\" is not the name of its file", file.id.as_ref()),
            "give both the same name",
        );
    }
    check.words(&file.name, 30, 38);
    let rows: Vec<Row> = file.row.into_iter().filter_map(|raw| row(raw, facts, check)).collect();
    in_force::starts_with_the_policy(rows.first().map(|row| row.from), &place, check);
    if rows.windows(2).any(|pair| pair[0].from >= pair[1].from) {
        check.note(&place, "the rows are not in the order of their days", "write the oldest row first");
    }
    if rows.windows(2).any(|pair| !pair[0].meaning.is_like(&pair[1].meaning)) {
        check.note(
            &place,
            "the rows have meanings of different kinds",
            "a word keeps the kind of meaning it began with",
        );
    }
    let places = places(&file.places, check);
    let id = file.id.into_inner();
    (!rows.is_empty()).then_some(Definition { id, name: file.name.into_inner(), places, rows })
}

/// Articles written as "4" or "9.1".
fn places(raw: &Spanned<Vec<String>>, check: &mut Check) -> Vec<(u8, u8)> {
    let read = |text: &String| {
        let (article, item) = text.split_once('.').unwrap_or((text, "0"));
        let (article, item) = (article.parse().ok()?, item.parse().ok()?);
        (1..=22).contains(&article).then_some((article, item))
    };
    let places: Vec<Option<(u8, u8)>> = raw.as_ref().iter().map(read).collect();
    if places.is_empty() || places.contains(&None) {
        check.note(&raw.span(), "the places are no articles", "write articles as in [\"4\", \"9.1\"]");
    }
    places.into_iter().flatten().collect()
}

fn row(raw: Spanned<RawRow>, facts: &[Fact], check: &mut Check) -> Option<Row> {
    let place = raw.span();
    let raw = raw.into_inner();
    for text in [&raw.zh, &raw.en, &raw.source.as_ref().zh, &raw.source.as_ref().en] {
        check.glyphs(&place, text);
    }
    let from = check.date(&raw.from);
    let meaning = meaning(&raw, &place, facts, check);
    Some(Row {
        from: from?,
        confirmed: raw.confirmed,
        words: Words { zh: raw.zh, en: raw.en },
        source: raw.source.into_inner(),
        meaning: meaning?,
    })
}

/// The one meaning written on a row.
fn meaning(raw: &RawRow, place: &Range<usize>, facts: &[Fact], check: &mut Check) -> Option<Meaning> {
    let mut found = Vec::new();
    if let Some(grades) = &raw.grades {
        if grades.is_empty() || grades.iter().any(|grade| !(1..=4).contains(grade)) {
            check.note(place, "the grades are 1, 2, 3 and 4", "name some of these");
        }
        found.push(Meaning::Grades(grades.clone()));
    }
    if let Some(values) = &raw.values {
        let known = fact::find(facts, "h.economic").map_or(&[][..], |fact| fact.shape.answers());
        for value in values.as_ref().iter().filter(|value| known.iter().all(|answer| &answer.value != *value)) {
            let fault = format!("h.economic has no value \"{value}\"");
            check.note(&values.span(), fault, "take it out or add it to the fact");
        }
        found.push(Meaning::Values(values.as_ref().clone()));
    }
    if let Some(both) = &raw.ages {
        let both = ages(both, check)?;
        found.push(Meaning::Ages { female: both.clone(), male: both });
    }
    if let (Some(female), Some(male)) = (&raw.female, &raw.male) {
        found.push(Meaning::Ages { female: ages(female, check)?, male: ages(male, check)? });
    }
    if let Some(least) = raw.at_least {
        found.push(Meaning::AtLeast(least));
    }
    if let Some(asked) = &raw.asked {
        if fact::find(facts, asked.as_ref()).is_none() {
            let fault = format!("there is no fact \"{}\"", asked.as_ref());
            check.note(&asked.span(), fault, "use a fact of assets/facts or add it there");
        }
        found.push(Meaning::Asked(asked.as_ref().clone()));
    }
    if found.len() != 1 {
        check.note(
            place,
            format!("the row has {} meanings", found.len()),
            "write one of grades, values, ages (or female and male), at_least, asked",
        );
    }
    found.pop()
}

fn ages(raw: &Spanned<RawAges>, check: &mut Check) -> Option<Ages> {
    let place = raw.span();
    let raw = raw.as_ref();
    if raw.min >= raw.below {
        check.note(
            &place,
            "the age ends before it begins",
            "min is the first full year, below the first one that is too old",
        );
    }
    let rise = match &raw.rise {
        Some(rise) => Some(self::rise(rise, &place, check)?),
        None => None,
    };
    Some(Ages { min: raw.min, below: raw.below, rise })
}

fn rise(raw: &RawRise, place: &Range<usize>, check: &mut Check) -> Option<Rise> {
    let born_from = check.date(&raw.born_from)?;
    if raw.step == 0 || born_from.day() != 1 || born_from.checked_add_months(Months::new(raw.step)).is_none() {
        check.note(
            place,
            "a rise begins with a month and takes a month or more a step",
            "write the first of a month and a step of 1 or more",
        );
        return None;
    }
    Some(Rise { born_from, step: raw.step, most: raw.most })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a test's date is a date")
    }

    fn read(text: &str) -> (Definitions, Vec<String>) {
        let mut faults = Vec::new();
        let definitions = parse_all(&[Source::new("definitions/working_age.toml", text)], &[], &mut faults);
        (definitions, faults.iter().map(ToString::to_string).collect())
    }

    const AGES: &str = r#"
id = "working_age"
name = { zh = "劳动年龄", en = "working age" }
places = ["9.1"]
[[row]]
from = "2011-01-01"
confirmed = false
zh = "满16周岁"
en = "16 or older"
source = { zh = "默认", en = "Default" }
female = { min = 16, below = 55 }
male = { min = 16, below = 60 }
[[row]]
from = "2025-01-01"
confirmed = false
zh = "满16周岁"
en = "16 or older"
source = { zh = "默认", en = "Default" }
female = { min = 16, below = 55, rise = { born_from = "1970-01-01", step = 4, most = 36 } }
male = { min = 16, below = 60, rise = { born_from = "1965-01-01", step = 4, most = 36 } }
"#;

    fn holds(birth: &str, on: &str, female: bool) -> bool {
        let (definitions, faults) = read(AGES);
        assert_eq!(faults, [""; 0]);
        let row = definitions.on("working_age", day(on)).expect("defined since 2011");
        let Meaning::Ages { female: women, male: men } = &row.meaning else { panic!("ages") };
        if female { women } else { men }.hold(day(birth), day(on))
    }

    #[test]
    fn working_age_begins_on_the_sixteenth_birthday_and_ends_on_the_sixtieth() {
        assert!(!holds("2008-06-15", "2024-06-14", false));
        assert!(holds("2008-06-15", "2024-06-15", false));
        assert!(holds("1964-06-15", "2024-06-14", false));
        assert!(!holds("1964-06-15", "2024-06-15", false));
        assert!(!holds("1969-06-15", "2024-06-15", true));
    }

    #[test]
    fn since_2025_the_end_rises_with_the_month_of_birth() {
        // Born in December 1964: still 60 years. January to April 1965: one month more, May to August: two.
        assert!(!holds("1964-12-31", "2025-01-01", false));
        assert!(holds("1965-01-10", "2025-02-09", false));
        assert!(!holds("1965-01-10", "2025-02-10", false));
        assert!(holds("1965-05-10", "2025-07-09", false));
        assert!(!holds("1965-05-10", "2025-07-10", false));
        // Born in September 1976 and later: 63 years, and no more.
        assert!(holds("1976-09-01", "2039-08-31", false));
        assert!(!holds("1976-09-01", "2039-09-01", false));
        assert!(!holds("1990-09-01", "2053-09-01", false));
        assert!(holds("1981-09-01", "2039-08-31", true));
        assert!(!holds("1981-09-01", "2039-09-01", true));
    }

    #[test]
    fn who_is_born_on_29_february_is_a_year_older_on_1_march() {
        assert_eq!(full_months(day("2008-02-29"), day("2024-02-28")) / 12, 15);
        assert_eq!(full_months(day("2008-02-29"), day("2024-02-29")) / 12, 16);
        assert_eq!(full_months(day("2008-02-29"), day("2025-02-28")) / 12, 16);
        assert_eq!(full_months(day("2008-02-29"), day("2025-03-01")) / 12, 17);
        assert_eq!(full_months(day("2008-02-29"), day("2008-02-28")), -1);
    }

    #[test]
    fn a_day_before_the_first_row_has_no_meaning() {
        assert_eq!(read(AGES).0.on("working_age", day("2010-12-31")), None);
        assert_eq!(read(AGES).0.on("severe", day("2026-01-01")), None);
    }

    #[test]
    fn bad_dates_wrong_meanings_and_wrong_places_are_told_with_their_line() {
        let file = "definitions/working_age.toml";
        let (_, faults) = read(&AGES.replace("2025-01-01", "2025-02-30"));
        assert_eq!(
            faults,
            [format!("{file}:14: \"2025-02-30\" is not a date; write year, month and day as in \"2011-01-01\"")]
        );
        let (_, faults) =
            read(&AGES.replacen("female = { min = 16, below = 55 }\n", "grades = [1]\nasked = \"p.x\"\n", 1));
        assert!(faults[0].starts_with(&format!("{file}:12: there is no fact \"p.x\"")), "{faults:?}");
        assert!(faults[1].starts_with(&format!("{file}:5: the row has 2 meanings")), "{faults:?}");
        let (_, faults) = read(&AGES.replace("working_age", "old"));
        assert!(faults[0].starts_with(&format!("{file}:2: the id \"old\" is not the name of its file")), "{faults:?}");
        let (_, faults) = read(&AGES.replace("2011-01-01", "2012-01-01"));
        assert!(faults[0].starts_with(&format!("{file}:2: the policy is in force from 2011-01-01")), "{faults:?}");
        let (_, faults) = read(&AGES.replace("[\"9.1\"]", "[\"23\"]"));
        assert!(faults[0].starts_with(&format!("{file}:4: the places are no articles")), "{faults:?}");
    }
}
