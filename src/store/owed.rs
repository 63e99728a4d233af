//! What staff keep about duties and targets: every change is a row, the last one of an entry counts.

use super::{Note, Result, Store, StoreError, audit, day, moment};
use crate::domain::case::{Place, Role, UserId, Who};
use crate::domain::owed::{Kept, NewKept, Progress};
use chrono::NaiveDateTime;

impl Store {
    /// What counts now, by entry.
    pub fn owed(&self) -> Result<Vec<Kept>> {
        self.kept("WHERE owed.id IN (SELECT max(id) FROM owed GROUP BY entry) ORDER BY entry", [])
    }

    fn kept(&self, which: &str, params: impl rusqlite::Params) -> Result<Vec<Kept>> {
        type Row = (String, String, String, Option<String>, String, String, String);
        let sql = format!(
            "SELECT entry, owner, progress, due, evidence, users.name, at FROM owed JOIN users ON users.id = by {which}"
        );
        let mut read = self.conn.prepare_cached(&sql)?;
        let rows: Vec<Row> = read
            .query_map(params, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        rows.into_iter()
            .map(|(entry, owner, progress, due, evidence, by, at)| {
                Ok(Kept {
                    entry,
                    owner,
                    progress: Progress::parse(&progress).ok_or(StoreError::Corrupt)?,
                    due: due.as_deref().map(day).transpose()?,
                    evidence,
                    by,
                    at: at.parse().map_err(|_| StoreError::Corrupt)?,
                })
            })
            .collect()
    }

    /// Keeps how far an entry is.
    pub fn keep_owed(&mut self, new: &NewKept, by: UserId, role: Role, now: NaiveDateTime) -> Result<()> {
        self.durable(|tx| {
            tx.execute(
                "INSERT INTO owed (entry, owner, progress, due, evidence, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                (
                    &new.entry,
                    &new.owner,
                    new.progress.as_str(),
                    new.due.map(|due| due.to_string()),
                    &new.evidence,
                    by.0,
                    moment(now),
                ),
            )?;
            let (at, who, place) = (now, Who::User(by), Place::Counter);
            let note = Note { at, who, role, place, action: "owed-keep", case: None, person: None, detail: &new.entry };
            audit::add(tx, &note)
        })
    }
}
