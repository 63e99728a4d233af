//! Residents: asked once, found again by number, name, pinyin or receipt.

use super::{Result, Store, StoreError};
use crate::domain::case::{PersonId, ReceiptNumber};
use pinyin::ToPinyinMulti;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A name can be read in many ways; more than this are not worth finding it by.
const READINGS: usize = 32;

/// A resident to be kept. Numbers are canonical already: no blanks, half-width, capital X.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NewPerson {
    /// Name.
    pub name: String,
    /// Identity number.
    pub id_number: Option<String>,
    /// Certificate number.
    pub certificate: Option<String>,
}

/// A resident.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Which.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Identity number.
    pub id_number: Option<String>,
    /// Certificate number.
    pub certificate: Option<String>,
    /// A PIN was set.
    pub has_secret: bool,
}

fn masked(number: Option<&str>) -> String {
    number.map_or_else(String::new, |it| {
        let tail: Vec<char> = it.chars().rev().take(4).collect();
        format!("*{}", tail.iter().rev().collect::<String>())
    })
}

impl fmt::Debug for NewPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewPerson")
            .field("id_number", &masked(self.id_number.as_deref()))
            .field("certificate", &masked(self.certificate.as_deref()))
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person")
            .field("id", &self.id)
            .field("id_number", &masked(self.id_number.as_deref()))
            .field("certificate", &masked(self.certificate.as_deref()))
            .finish_non_exhaustive()
    }
}

/// Every reading of a name: syllables run together, and their first letters. Each reading follows a blank.
fn readings(name: &str) -> (String, String) {
    let mut all = vec![(String::new(), String::new())];
    for c in name.chars() {
        let sounds: BTreeSet<String> = match c.to_pinyin_multi() {
            Some(multi) => multi.into_iter().map(|it| it.plain().replace('ü', "v")).collect(),
            None if c.is_alphanumeric() => BTreeSet::from([c.to_lowercase().collect()]),
            None => continue,
        };
        let with = |(whole, first): &(String, String)| {
            let start = (whole.clone(), first.clone());
            sounds
                .iter()
                .map(move |sound| {
                    (start.0.clone() + sound, start.1.chars().chain(sound.chars().take(1)).collect::<String>())
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with).take(READINGS).collect();
    }
    let (whole, first): (BTreeSet<_>, BTreeSet<_>) = all.into_iter().unzip();
    let join = |set: BTreeSet<String>| set.iter().flat_map(|it| [" ", it]).collect();
    (join(whole), join(first))
}

/// What a person typed to find somebody, without blanks and full-width forms.
fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\''))
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

const COLUMNS: &str = "p.id, p.name, p.id_number, p.certificate, p.secret IS NOT NULL";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: PersonId(row.get(0)?),
        name: row.get(1)?,
        id_number: row.get(2)?,
        certificate: row.get(3)?,
        has_secret: row.get(4)?,
    })
}

/// The person with this identity number.
pub(super) fn by_number(conn: &Connection, number: &str) -> Result<Option<PersonId>> {
    let mut read = conn.prepare_cached("SELECT id FROM persons WHERE id_number = ?")?;
    Ok(read.query_row([number], |row| row.get(0).map(PersonId)).optional()?)
}

/// Keeps a person, or brings the one with the same identity number up to date.
pub(super) fn save(conn: &Connection, new: &NewPerson) -> Result<PersonId> {
    let (pinyin, initials) = readings(&new.name);
    let known = new.id_number.as_deref().map(|number| by_number(conn, number)).transpose()?.flatten();
    if let Some(id) = known {
        conn.execute(
            "UPDATE persons SET name = ?2, certificate = coalesce(?3, certificate), pinyin = ?4, initials = ?5
             WHERE id = ?1",
            (id.0, &new.name, &new.certificate, pinyin, initials),
        )?;
        return Ok(id);
    }
    conn.execute(
        "INSERT INTO persons (name, id_number, certificate, pinyin, initials) VALUES (?1, ?2, ?3, ?4, ?5)",
        (&new.name, &new.id_number, &new.certificate, pinyin, initials),
    )?;
    Ok(PersonId(conn.last_insert_rowid()))
}

pub(super) fn get(conn: &Connection, id: PersonId) -> Result<Person> {
    let sql = format!("SELECT {COLUMNS} FROM persons p WHERE p.id = ?");
    let found = conn.prepare_cached(&sql)?.query_row([id.0], person).optional()?;
    found.ok_or(StoreError::NotFound { what: "persons" })
}

pub(super) fn answers(conn: &Connection, id: PersonId) -> Result<BTreeMap<String, String>> {
    let mut read = conn.prepare_cached("SELECT question, value FROM person_answers WHERE person = ?")?;
    let rows = read.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn put_answer(conn: &Connection, id: PersonId, question: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => conn.execute(
            "INSERT INTO person_answers (person, question, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (person, question) DO UPDATE SET value = excluded.value",
            (id.0, question, value),
        )?,
        None => conn.execute("DELETE FROM person_answers WHERE person = ?1 AND question = ?2", (id.0, question))?,
    };
    Ok(())
}

impl Store {
    /// Keeps a resident, or brings the one with the same identity number up to date.
    pub fn save_person(&mut self, new: &NewPerson) -> Result<PersonId> {
        self.write(|tx| save(tx, new))
    }

    /// A resident.
    pub fn person(&self, id: PersonId) -> Result<Person> {
        get(&self.conn, id)
    }

    /// What a resident was asked once, by question.
    pub fn person_answers(&self, id: PersonId) -> Result<BTreeMap<String, String>> {
        answers(&self.conn, id)
    }

    /// Keeps the answer to a question that is asked once, or takes it away.
    pub fn put_person_answer(&mut self, id: PersonId, question: &str, value: Option<&str>) -> Result<()> {
        self.write(|tx| put_answer(tx, id, question, value))
    }

    /// Finds residents by what was typed: identity number, certificate, receipt number, name, pinyin or its initials.
    /// By name, then by row.
    pub fn find_persons(&self, text: &str) -> Result<Vec<Person>> {
        let text = folded(text);
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let number = text.to_uppercase();
        let receipt = ReceiptNumber::parse(&text).map(ReceiptNumber::digits).unwrap_or_default();
        let sound = text.to_lowercase().replace('ü', "v");
        let sql = format!(
            "SELECT {COLUMNS} FROM persons p
             WHERE p.id_number = ?1 OR p.certificate = ?1 OR instr(p.name, ?2) > 0
                OR instr(p.pinyin, ' ' || ?3) > 0 OR instr(p.initials, ' ' || ?3) > 0
                OR p.id IN (SELECT applicant FROM cases WHERE receipt = ?4)
             ORDER BY p.name, p.id"
        );
        let mut read = self.conn.prepare_cached(&sql)?;
        let rows = read.query_map((&number, &text, &sound, &receipt), person)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(name: &str, id_number: Option<&str>) -> NewPerson {
        NewPerson { name: name.into(), id_number: id_number.map(Into::into), certificate: None }
    }

    #[test]
    fn names_have_all_their_readings() {
        let (whole, first) = readings("单于·绿");
        assert!(whole.contains(" shanyulv") && whole.contains(" danyulv") && whole.contains(" chanyulv"), "{whole}");
        assert!(first.contains(" syl") && first.contains(" dyl"), "{first}");
        assert_eq!(readings("Ann Li"), (" annli".into(), " annli".into()));
    }

    #[test]
    fn found_by_whatever_is_at_hand() {
        let mut store = Store::open_in_memory().unwrap();
        let wang = store.save_person(&new("王小明", Some("110199196503110018"))).unwrap();
        let zeng = store.save_person(&new("曾丽", Some("11019919880229002X"))).unwrap();
        let names = |text: &str| store.find_persons(text).unwrap().iter().map(|it| it.id).collect::<Vec<_>>();
        for text in
            ["110199196503110018", "1101 9919 6503 1100 18", "王小明", "小明", "wang", "WXM", "wang xiaoming", "ｗｘｍ"]
        {
            assert_eq!(names(text), [wang], "{text}");
        }
        for text in ["11019919880229002x", "曾", "zengli", "zl", "cengli"] {
            assert_eq!(names(text), [zeng], "{text}");
        }
        for text in ["", " ", "ming", "%", "_", "x", "' OR 1=1 --"] {
            assert_eq!(names(text), [], "{text}");
        }
    }

    #[test]
    fn the_same_number_is_the_same_person() {
        let mut store = Store::open_in_memory().unwrap();
        let first = store.save_person(&new("王晓明", Some("110199196503110018"))).unwrap();
        store.put_person_answer(first, "person.phone", Some("13900000000")).unwrap();
        let certificate = Some("11019919650311001811".to_owned());
        let again = NewPerson { certificate: certificate.clone(), ..new("王小明", Some("110199196503110018")) };
        assert_eq!(store.save_person(&again).unwrap(), first);
        let kept = store.person(first).unwrap();
        assert_eq!((kept.name.as_str(), kept.certificate), ("王小明", certificate.clone()));
        assert_eq!(store.person_answers(first).unwrap()["person.phone"], "13900000000");
        let other = NewPerson { certificate, ..new("李四", None) };
        assert!(matches!(store.save_person(&other), Err(StoreError::Duplicate { what: "certificate" })));
    }

    #[test]
    fn no_number_is_shown_whole_in_a_log() {
        let shown = format!("{:?}", new("王小明", Some("110199196503110018")));
        assert!(!shown.contains("110199") && !shown.contains("王") && shown.contains("*0018"), "{shown}");
    }
}
