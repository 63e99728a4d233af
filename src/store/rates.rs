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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::data::Lang;
    use crate::domain::rate::RateTable;
    use crate::store::User;
    use std::collections::BTreeSet;

    fn at(hour: u32) -> NaiveDateTime {
        let day: chrono::NaiveDate = "2026-11-23".parse().expect("a day");
        day.and_hms_opt(hour, 0, 0).expect("an hour of the day")
    }

    fn user(store: &mut Store, name: &str, role: Role) -> UserId {
        let user = User {
            id: UserId(0),
            sign_in: name.into(),
            name: name.into(),
            roles: BTreeSet::from([role]),
            language: Lang::Zh,
            person: None,
            relatives: BTreeSet::new(),
            tied_to: BTreeSet::new(),
            active: true,
        };
        store.save_user(&user).expect("a new user")
    }

    fn office() -> (Store, UserId, UserId) {
        let mut store = Store::open_in_memory().expect("a store");
        let approver = user(&mut store, "approver", Role::DistrictApprover);
        let finance = user(&mut store, "finance", Role::Finance);
        (store, approver, finance)
    }

    fn propose(store: &mut Store, value: i64, by: UserId) -> i64 {
        let new = NewRate {
            rate: "child-living-allowance".into(),
            from: "2025-01-01".parse().expect("a day"),
            to: None,
            value: value.into(),
            source: "样例文件".into(),
        };
        store.propose_rate(&new, by, Role::DistrictApprover, at(8)).expect("it is kept")
    }

    fn counts(store: &Store) -> Option<String> {
        let table = RateTable::new(&[], store.rates().expect("rows"));
        let on = table.on("child-living-allowance", "2026-01-01".parse().expect("a day"));
        on.map(|row| row.value.to_string())
    }

    #[test]
    fn two_people_sign_and_each_side_once() {
        let (mut store, approver, finance) = office();
        let number = propose(&mut store, 400, approver);
        let mut sign = |side, by, hour| store.sign_rate(number, side, by, Role::Finance, at(hour));
        assert!(sign(Side::Federation, approver, 9).is_ok());
        let again = sign(Side::Federation, finance, 10);
        assert!(matches!(again, Err(RateFault::Signature(SignFault::SideHasSigned))));
        let same = sign(Side::Finance, approver, 10);
        assert!(matches!(same, Err(RateFault::Signature(SignFault::SamePerson))));
        assert!(sign(Side::Finance, finance, 11).is_ok());
        assert!(matches!(sign(Side::Finance, finance, 12), Err(RateFault::InForce)));
        assert_eq!(counts(&store).as_deref(), Some("400"));
        let back = store.withdraw_rate(number, approver, Role::DistrictApprover, at(13));
        assert!(matches!(back, Err(RateFault::InForce)));
    }

    #[test]
    fn a_proposal_counts_for_nothing_and_can_be_taken_back_once() {
        let (mut store, approver, _) = office();
        let number = propose(&mut store, 400, approver);
        assert_eq!(counts(&store), None);
        assert!(store.withdraw_rate(number, approver, Role::DistrictApprover, at(9)).is_ok());
        let again = store.withdraw_rate(number, approver, Role::DistrictApprover, at(10));
        assert!(matches!(again, Err(RateFault::Gone)));
        assert_eq!(store.rates().expect("rows"), []);
    }

    #[test]
    fn of_two_rows_from_one_day_the_one_signed_last_counts() {
        let (mut store, approver, finance) = office();
        let (first, second) = (propose(&mut store, 100, approver), propose(&mut store, 200, approver));
        for (number, hour) in [(second, 9), (first, 10)] {
            for (side, by) in [(Side::Federation, approver), (Side::Finance, finance)] {
                assert!(store.sign_rate(number, side, by, Role::Finance, at(hour)).is_ok());
            }
        }
        assert_eq!(counts(&store).as_deref(), Some("100"));
    }

    #[test]
    fn the_database_itself_refuses_to_change_what_was_signed() {
        let (mut store, approver, _) = office();
        let number = propose(&mut store, 400, approver);
        assert!(store.sign_rate(number, Side::Federation, approver, Role::DistrictApprover, at(9)).is_ok());
        for sql in
            ["UPDATE rates SET value = '1'", "DELETE FROM rate_signatures", "UPDATE rate_signatures SET user = 2"]
        {
            assert!(store.conn.execute(sql, []).is_err(), "{sql}");
        }
    }
}
