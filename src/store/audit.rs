//! What was done and looked at, for good: rows are added and never changed, the database itself refuses.

use super::{Result, Store, StoreError};
use crate::domain::case::{CaseId, PersonId, Place, Role, Who};
use chrono::NaiveDateTime;
use rusqlite::Connection;

/// Something to be noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// When, local time.
    pub at: NaiveDateTime,
    /// Who.
    pub who: Who,
    /// In which role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// A stable id: `look`, `sign-in`, `export`, an event's id.
    pub action: &'a str,
    /// On which case.
    pub case: Option<CaseId>,
    /// On whose record.
    pub person: Option<PersonId>,
    /// Data of the action, without identity numbers.
    pub detail: &'a str,
}

/// Something that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Counted up.
    pub id: i64,
    /// When, local time.
    pub at: NaiveDateTime,
    /// Who.
    pub who: Who,
    /// In which role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// What.
    pub action: String,
    /// On which case.
    pub case: Option<CaseId>,
    /// On whose record.
    pub person: Option<PersonId>,
    /// Data of the action.
    pub detail: String,
}

pub(super) fn add(conn: &Connection, note: &Note<'_>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO audit (at, who, role, place, action, \"case\", person, detail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute((
        super::moment(note.at),
        note.who.to_string(),
        note.role.as_str(),
        note.place.as_str(),
        note.action,
        note.case.map(|it| it.0),
        note.person.map(|it| it.0),
        note.detail,
    ))?;
    Ok(())
}

impl Store {
    /// Notes something that is not a step of a case: a look into a file, a sign-in, an export.
    pub fn note(&mut self, note: &Note<'_>) -> Result<()> {
        self.write(|tx| add(tx, note))
    }

    /// What was noted on a case, on a person's record (with all their cases), or at all; oldest first.
    pub fn audit(&self, case: Option<CaseId>, person: Option<PersonId>) -> Result<Vec<AuditRow>> {
        type Kept = (i64, String, String, String, String, String, Option<i64>, Option<i64>, String);
        let mut read = self.conn.prepare_cached(
            "SELECT id, at, who, role, place, action, \"case\", person, detail FROM audit
             WHERE (?1 IS NULL OR \"case\" = ?1) AND (?2 IS NULL OR person = ?2) ORDER BY id",
        )?;
        let rows: Vec<Kept> = read
            .query_map((case.map(|it| it.0), person.map(|it| it.0)), |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                    row.get(7)?,
                    row.get(8)?,
                ))
            })?
            .collect::<rusqlite::Result<_>>()?;
        rows.into_iter()
            .map(|(id, at, who, role, place, action, case, person, detail)| {
                Some(AuditRow {
                    id,
                    at: at.parse().ok()?,
                    who: Who::parse(&who)?,
                    role: Role::parse(&role)?,
                    place: Place::parse(&place)?,
                    action,
                    case: case.map(CaseId),
                    person: person.map(PersonId),
                    detail,
                })
            })
            .map(|row| row.ok_or(StoreError::Corrupt))
            .collect()
    }
}
