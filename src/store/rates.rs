//! Values of rates: proposed, signed by both sides, withdrawn before they are in force. Nothing is ever changed.

use super::{Note, Result, Store, StoreError, audit, day, moment};
use crate::domain::case::{Place, Role, UserId, Who};
use crate::domain::data::Words;
use crate::domain::rate::{Held, NewRate, Side, SignFault, Standing};
use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension};

/// Why a row was not signed or withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum RateFault {
    /// There is no such row, or it was withdrawn.
    #[error("no such rate row")]
    Gone,
    /// It has both signatures and is in force.
    #[error("the row is in force")]
    InForce,
    /// The signature cannot be taken.
    #[error("the signature cannot be taken")]
    Signature(SignFault),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for RateFault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// The signatures of a row: side, user id, name.
fn signatures(conn: &Connection, number: i64) -> Result<Vec<(String, i64, String)>> {
    let mut read = conn.prepare_cached(
        "SELECT side, user, name FROM rate_signatures JOIN users ON users.id = user WHERE rate = ? ORDER BY side",
    )?;
    let rows = read.query_map([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn is_open(conn: &Connection, number: i64) -> Result<bool> {
    let mut read = conn.prepare_cached("SELECT withdrawn_by IS NULL FROM rates WHERE id = ?")?;
    Ok(read.query_row([number], |row| row.get(0)).optional()?.unwrap_or(false))
}

impl Store {
    /// Every row that was not withdrawn, in the order in which they came into force, then those that wait: of two that
    /// begin on one day the one signed last counts.
    pub fn rates(&self) -> Result<Vec<Held>> {
        type Kept = (i64, String, String, Option<String>, String, String);
        let mut read = self.conn.prepare_cached(
            "SELECT id, rate, from_day, to_day, value, source FROM rates WHERE withdrawn_by IS NULL
             ORDER BY coalesce((SELECT max(at) FROM rate_signatures WHERE rate = rates.id HAVING count(*) = 2), '9'), id",
        )?;
        let rows: Vec<Kept> = read
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))?
            .collect::<rusqlite::Result<_>>()?;
        rows.into_iter()
            .map(|(number, rate, from, to, value, source)| {
                let signed = signatures(&self.conn, number)?;
                let name =
                    |side: Side| signed.iter().find(|(at, ..)| at == side.as_str()).map(|(.., name)| name.clone());
                let standing = match (name(Side::Federation), name(Side::Finance)) {
                    (Some(federation), Some(finance)) => Standing::Signed { federation, finance },
                    (federation, finance) => Standing::Proposed { federation, finance },
                };
                Ok(Held {
                    rate,
                    from: day(&from)?,
                    to: to.as_deref().map(day).transpose()?,
                    value: value.parse().map_err(|_| StoreError::Corrupt)?,
                    standing,
                    source: Words { zh: source.clone(), en: source },
                    number: Some(number),
                })
            })
            .collect()
    }

    /// Proposes a value; its number.
    pub fn propose_rate(&mut self, new: &NewRate, by: UserId, role: Role, now: NaiveDateTime) -> Result<i64> {
        self.durable(|tx| {
            tx.execute(
                "INSERT INTO rates (rate, from_day, to_day, value, source, proposed_by, proposed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                (
                    &new.rate,
                    new.from.to_string(),
                    new.to.map(|to| to.to_string()),
                    new.value.to_string(),
                    &new.source,
                    by.0,
                    moment(now),
                ),
            )?;
            let number = tx.last_insert_rowid();
            note(tx, "rate-propose", number, by, role, now)?;
            Ok(number)
        })
    }

    /// Signs a row for one side. With the second signature it is in force.
    pub fn sign_rate(
        &mut self,
        number: i64,
        side: Side,
        by: UserId,
        role: Role,
        now: NaiveDateTime,
    ) -> std::result::Result<(), RateFault> {
        let signed = signatures(&self.conn, number)?;
        if !is_open(&self.conn, number)? {
            return Err(RateFault::Gone);
        }
        if signed.len() == 2 {
            return Err(RateFault::InForce);
        }
        if signed.iter().any(|(at, ..)| at == side.as_str()) {
            return Err(RateFault::Signature(SignFault::SideHasSigned));
        }
        if signed.iter().any(|(_, user, _)| *user == by.0) {
            return Err(RateFault::Signature(SignFault::SamePerson));
        }
        self.durable(|tx| {
            tx.execute(
                "INSERT INTO rate_signatures (rate, side, user, at) VALUES (?1, ?2, ?3, ?4)",
                (number, side.as_str(), by.0, moment(now)),
            )?;
            note(tx, "rate-sign", number, by, role, now)
        })?;
        Ok(())
    }

    /// Takes a proposal back that is not in force.
    pub fn withdraw_rate(
        &mut self,
        number: i64,
        by: UserId,
        role: Role,
        now: NaiveDateTime,
    ) -> std::result::Result<(), RateFault> {
        if !is_open(&self.conn, number)? {
            return Err(RateFault::Gone);
        }
        if signatures(&self.conn, number)?.len() == 2 {
            return Err(RateFault::InForce);
        }
        self.durable(|tx| {
            tx.execute("UPDATE rates SET withdrawn_by = ?2 WHERE id = ?1", (number, by.0))?;
            note(tx, "rate-withdraw", number, by, role, now)
        })?;
        Ok(())
    }
}

fn note(conn: &Connection, action: &str, number: i64, by: UserId, role: Role, at: NaiveDateTime) -> Result<()> {
    let detail = number.to_string();
    let place = Place::Counter;
    audit::add(conn, &Note { at, who: Who::User(by), role, place, action, case: None, person: None, detail: &detail })
}
