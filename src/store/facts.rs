//! What somebody has said of themselves while asking what they might get.

use super::{Result, Store};
use chrono::NaiveDate;

impl Store {
    /// The facts known of `holder`: ids with their texts.
    pub fn known_facts(&self, holder: &str) -> Result<Vec<(String, String)>> {
        let mut read =
            self.conn.prepare_cached("SELECT fact, value FROM known_facts WHERE holder = ? ORDER BY fact")?;
        let rows = read.query_map([holder], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps a fact as it was said, or forgets it.
    pub fn keep_fact(&mut self, holder: &str, fact: &str, value: Option<&str>, today: NaiveDate) -> Result<()> {
        self.write(|tx| {
            match value {
                Some(value) => tx.execute(
                    "INSERT INTO known_facts (holder, fact, value, source, on_day) VALUES (?1, ?2, ?3, 'said', ?4)
                     ON CONFLICT (holder, fact) DO UPDATE SET value = ?3, source = 'said', on_day = ?4",
                    (holder, fact, value, today.to_string()),
                )?,
                None => tx.execute("DELETE FROM known_facts WHERE holder = ?1 AND fact = ?2", [holder, fact])?,
            };
            Ok(())
        })
    }

    /// Forgets everything about `holder`.
    pub fn forget_facts(&mut self, holder: &str) -> Result<()> {
        self.write(|tx| {
            tx.execute("DELETE FROM known_facts WHERE holder = ?", [holder])?;
            Ok(())
        })
    }
}
