//! Steps of a case: the rules, the case, its history and the audit in one durable commit.

use super::error::ApplyError;
use super::{Note, Result, Store, StoreError, audit, cases, to_json};
use crate::domain::case::clock::TIMED;
use crate::domain::case::event::DeviceFacts;
use crate::domain::case::{Actor, Case, CaseId, Event, ReceiptNumber, Refusal, Step, WorkingDays, apply, lapses};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension};

fn keep(conn: &Connection, step: &Step, now: NaiveDateTime) -> Result<()> {
    let (case, entry) = (&step.case, &step.entry);
    cases::keep(conn, case)?;
    cases::keep_entry(conn, case.id, entry)?;
    let note = Note {
        at: now,
        who: entry.who,
        role: entry.role,
        place: entry.place,
        action: entry.event_id().as_str(),
        case: Some(case.id),
        person: Some(case.applicant),
        detail: &format!("{} {} {}", entry.version, entry.from, entry.to),
    };
    audit::add(conn, &note)
}

/// Performs what has fallen due and returns the case after it.
fn caught_up(conn: &Connection, case: Case, now: NaiveDateTime, calendar: &dyn WorkingDays) -> Result<(Case, usize)> {
    let steps = lapses(&case, now.date(), calendar);
    for step in &steps {
        keep(conn, step, now)?;
    }
    let count = steps.len();
    Ok((steps.into_iter().next_back().map_or(case, |step| step.case), count))
}

/// The next receipt number of the year of `day`.
pub(super) fn next_receipt(conn: &Connection, day: NaiveDate) -> Result<ReceiptNumber> {
    let serial: u32 = conn.query_row(
        "INSERT INTO serials (year, last) VALUES (?, 1) ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last",
        [day.year()],
        |row| row.get(0),
    )?;
    ReceiptNumber::new(day, serial).ok_or(StoreError::SerialsUsedUp)
}

impl Store {
    /// Performs an event on a case. What had fallen due is performed first, and stays even if the event is refused; the
    /// version the actor saw is checked against the store inside the same commit.
    pub fn apply(
        &mut self,
        id: CaseId,
        event: &Event,
        actor: &Actor,
        now: NaiveDateTime,
        calendar: &dyn WorkingDays,
    ) -> std::result::Result<Step, ApplyError> {
        self.step(id, |_| Ok(event.clone()), actor, now, calendar)
    }

    /// Hands a draft in with the next receipt number of the year.
    pub fn submit(
        &mut self,
        id: CaseId,
        missing: Vec<String>,
        device: Option<DeviceFacts>,
        actor: &Actor,
        now: NaiveDateTime,
        calendar: &dyn WorkingDays,
    ) -> std::result::Result<Step, ApplyError> {
        let event = |conn: &Connection| {
            let receipt = next_receipt(conn, now.date())?;
            Ok(Event::Submit { receipt, missing, device })
        };
        self.step(id, event, actor, now, calendar)
    }

    fn step(
        &mut self,
        id: CaseId,
        event: impl FnOnce(&Connection) -> Result<Event>,
        actor: &Actor,
        now: NaiveDateTime,
        calendar: &dyn WorkingDays,
    ) -> std::result::Result<Step, ApplyError> {
        let done: std::result::Result<Step, Refusal> = self.durable(|tx| {
            let (case, _) = caught_up(tx, cases::load(tx, id)?, now, calendar)?;
            // A refused step must leave no trace, a number it drew included.
            tx.execute_batch("SAVEPOINT step")?;
            let step = apply(&case, &event(tx)?, actor, now.date(), calendar);
            match &step {
                Ok(step) => keep(tx, step, now)?,
                Err(_) => tx.execute_batch("ROLLBACK TO step")?,
            }
            Ok(step)
        })?;
        done.map_err(ApplyError::Refused)
    }

    /// Performs everything that has fallen due in any case, and says how many steps that were. For when the program starts.
    pub fn run_lapses(&mut self, now: NaiveDateTime, calendar: &dyn WorkingDays) -> Result<usize> {
        let ids: Vec<i64> = self
            .conn
            .prepare_cached("SELECT id FROM cases WHERE state IN (SELECT value FROM json_each(?)) ORDER BY id")?
            .query_map([to_json(&TIMED)], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let due = |id: &i64| -> Result<bool> {
            let case = cases::load_bare(&self.conn, CaseId(*id))?;
            Ok(!lapses(&case, now.date(), calendar).is_empty())
        };
        let mut ripe = Vec::new();
        for id in ids {
            if due(&id)? {
                ripe.push(CaseId(id));
            }
        }
        if ripe.is_empty() {
            return Ok(0);
        }
        self.durable(|tx| {
            let mut count = 0;
            for id in ripe {
                count += caught_up(tx, cases::load(tx, id)?, now, calendar)?.1;
            }
            Ok(count)
        })
    }

    /// Draws the next receipt number of the year, for paper applications numbered by hand.
    pub fn next_receipt(&mut self, day: NaiveDate) -> Result<ReceiptNumber> {
        self.durable(|tx| next_receipt(tx, day))
    }

    /// How many receipt numbers the year of `day` has given out.
    pub fn receipts_given(&self, day: NaiveDate) -> Result<u32> {
        let mut read = self.conn.prepare_cached("SELECT last FROM serials WHERE year = ?")?;
        Ok(read.query_row([day.year()], |row| row.get(0)).optional()?.unwrap_or(0))
    }
}
