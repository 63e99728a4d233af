//! Cases: drafts with their answers, whole files, lists and queues.

use super::{Consent, Note, Paper, Result, Store, StoreError, audit, day, from_json, papers, to_json};
use crate::domain::case::{Actor, Case, CaseId, Entry, Kind, PersonId, Place, ReceiptNumber, Role, State, Who};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Everything kept about one application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// The case, with its history.
    pub case: Case,
    /// Canonical answers by question.
    pub answers: BTreeMap<String, String>,
    /// The question the person was at.
    pub question: Option<String>,
    /// Papers by kind.
    pub papers: BTreeMap<String, Paper>,
    /// Consents given for this case.
    pub consents: Vec<Consent>,
}

/// One line of a list of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Which.
    pub id: CaseId,
    /// What for.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The version, to act on what was seen.
    pub version: u32,
    /// Whose.
    pub applicant: PersonId,
    /// Their name.
    pub name: String,
    /// Receipt number.
    pub receipt: Option<ReceiptNumber>,
    /// Handed in.
    pub submitted_on: Option<NaiveDate>,
    /// In this state since.
    pub entered_on: NaiveDate,
}

/// The case without its history.
pub(super) fn load_bare(conn: &Connection, id: CaseId) -> Result<Case> {
    let row: Option<(String, String)> = conn
        .prepare_cached("SELECT snapshot, last_edit_on FROM cases WHERE id = ?")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (snapshot, edited) = row.ok_or(StoreError::NotFound { what: "cases" })?;
    let mut case: Case = from_json(&snapshot)?;
    case.last_edit_on = day(&edited)?;
    Ok(case)
}

/// The case with its history.
pub(super) fn load(conn: &Connection, id: CaseId) -> Result<Case> {
    let mut case = load_bare(conn, id)?;
    let mut read = conn.prepare_cached(
        "SELECT version, on_day, who, role, place, from_state, to_state, event FROM history
         WHERE \"case\" = ? ORDER BY version",
    )?;
    let mut rows = read.query([id.0])?;
    while let Some(row) = rows.next()? {
        case.history.push(entry(row)?);
    }
    Ok(case)
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    let text = |at: usize| row.get::<_, String>(at);
    Ok(Entry {
        version: row.get(0)?,
        when: day(&text(1)?)?,
        who: Who::parse(&text(2)?).ok_or(StoreError::Corrupt)?,
        role: Role::parse(&text(3)?).ok_or(StoreError::Corrupt)?,
        place: Place::parse(&text(4)?).ok_or(StoreError::Corrupt)?,
        from: State::parse(&text(5)?).ok_or(StoreError::Corrupt)?,
        to: State::parse(&text(6)?).ok_or(StoreError::Corrupt)?,
        event: from_json(&text(7)?)?,
    })
}

/// Writes the case as it stands now; its row must be there.
pub(super) fn keep(conn: &Connection, case: &Case) -> Result<()> {
    conn.prepare_cached(
        "UPDATE cases SET state = ?2, version = ?3, receipt = ?4, invoice = ?5, assigned = ?6, submitted_on = ?7,
             entered_on = ?8, last_edit_on = ?9, amount_fen = ?10, paid_fen = ?11, snapshot = ?12, applicant = ?13
         WHERE id = ?1",
    )?
    .execute((
        case.id.0,
        case.state.as_str(),
        case.version,
        case.receipt.map(ReceiptNumber::digits),
        &case.invoice,
        case.assigned.map(|it| it.0),
        case.submitted_on.map(|it| it.to_string()),
        case.entered_on.to_string(),
        case.last_edit_on.to_string(),
        case.amount_fen,
        case.paid_fen,
        to_json(case),
        case.applicant.0,
    ))?;
    Ok(())
}

pub(super) fn keep_entry(conn: &Connection, id: CaseId, entry: &Entry) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO history (\"case\", version, on_day, who, role, place, from_state, to_state, event)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute((
        id.0,
        entry.version,
        entry.when.to_string(),
        entry.who.to_string(),
        entry.role.as_str(),
        entry.place.as_str(),
        entry.from.as_str(),
        entry.to.as_str(),
        to_json(&entry.event),
    ))?;
    Ok(())
}

/// A new row for a case, with a fresh id and the name it keeps when it is carried to another store.
pub(super) fn insert(conn: &Connection, case: &mut Case, uid: &str) -> Result<()> {
    conn.execute(
        "INSERT INTO cases (uid, kind, state, version, applicant, entered_on, last_edit_on, snapshot)
         VALUES (?1, ?2, ?3, 0, ?4, ?5, ?5, '{}')",
        (uid, case.kind.as_str(), case.state.as_str(), case.applicant.0, case.entered_on.to_string()),
    )?;
    case.id = CaseId(conn.last_insert_rowid());
    keep(conn, case)
}

fn new_uid() -> Result<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Secret)?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

pub(super) fn answers(conn: &Connection, id: CaseId) -> Result<BTreeMap<String, String>> {
    let mut read = conn.prepare_cached("SELECT question, value FROM answers WHERE \"case\" = ?")?;
    let rows = read.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn put_answer(conn: &Connection, id: CaseId, question: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => conn
            .prepare_cached(
                "INSERT INTO answers (\"case\", question, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT (\"case\", question) DO UPDATE SET value = excluded.value",
            )?
            .execute((id.0, question, value))?,
        None => conn.execute("DELETE FROM answers WHERE \"case\" = ?1 AND question = ?2", (id.0, question))?,
    };
    Ok(())
}

/// A draft that is still being written is kept from its last change on.
pub(super) fn touch(conn: &Connection, id: CaseId, today: NaiveDate) -> Result<()> {
    let changed = conn
        .prepare_cached(
            "UPDATE cases SET last_edit_on = CASE state WHEN 'draft' THEN max(last_edit_on, ?2) ELSE last_edit_on END
             WHERE id = ?1",
        )?
        .execute((id.0, today.to_string()))?;
    if changed == 0 { Err(StoreError::NotFound { what: "cases" }) } else { Ok(()) }
}

const ROW: &str =
    "SELECT c.id, c.kind, c.state, c.version, c.applicant, p.name, c.receipt, c.submitted_on, c.entered_on
    FROM cases c JOIN persons p ON p.id = c.applicant";

fn case_row(row: &Row<'_>) -> Result<CaseRow> {
    let receipt: Option<String> = row.get(6)?;
    let submitted: Option<String> = row.get(7)?;
    Ok(CaseRow {
        id: CaseId(row.get(0)?),
        kind: Kind::parse(&row.get::<_, String>(1)?).ok_or(StoreError::Corrupt)?,
        state: State::parse(&row.get::<_, String>(2)?).ok_or(StoreError::Corrupt)?,
        version: row.get(3)?,
        applicant: PersonId(row.get(4)?),
        name: row.get(5)?,
        receipt: receipt.map(|it| ReceiptNumber::parse(&it).map_err(|_| StoreError::Corrupt)).transpose()?,
        submitted_on: submitted.as_deref().map(day).transpose()?,
        entered_on: day(&row.get::<_, String>(8)?)?,
    })
}

fn rows(conn: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<CaseRow>> {
    let mut read = conn.prepare_cached(sql)?;
    let mut found = read.query(params)?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        list.push(case_row(row)?);
    }
    Ok(list)
}

impl Store {
    /// Begins an application.
    pub fn create_draft(&mut self, kind: Kind, applicant: PersonId, by: &Actor, now: NaiveDateTime) -> Result<CaseId> {
        let uid = new_uid()?;
        self.write(|tx| {
            let mut case = Case::draft(CaseId(0), kind, applicant, by.who, now.date());
            insert(tx, &mut case, &uid)?;
            let note = Note {
                at: now,
                who: by.who,
                role: by.role,
                place: by.place,
                action: "create",
                case: Some(case.id),
                person: Some(applicant),
                detail: kind.as_str(),
            };
            audit::add(tx, &note)?;
            Ok(case.id)
        })
    }

    /// Keeps one answer, or takes it away; a commit of its own.
    pub fn put_answer(&mut self, id: CaseId, question: &str, value: Option<&str>, today: NaiveDate) -> Result<()> {
        self.write(|tx| {
            touch(tx, id, today)?;
            put_answer(tx, id, question, value)
        })
    }

    /// Keeps or takes away one answer together with the question that comes next; a commit of its own.
    pub fn answer(
        &mut self,
        id: CaseId,
        question: &str,
        value: Option<&str>,
        next: Option<&str>,
        today: NaiveDate,
    ) -> Result<()> {
        self.write(|tx| {
            touch(tx, id, today)?;
            put_answer(tx, id, question, value)?;
            tx.prepare_cached("UPDATE cases SET question = ?2 WHERE id = ?1")?.execute((id.0, next))?;
            Ok(())
        })
    }

    /// Gives a draft that somebody nameless began to the person it turned out to be for.
    pub fn give_draft(&mut self, id: CaseId, to: PersonId) -> Result<()> {
        self.write(|tx| {
            let mut case = load(tx, id)?;
            if case.state != State::Draft {
                return Err(StoreError::NotFound { what: "drafts" });
            }
            if case.opened_by == Who::Person(case.applicant) {
                case.opened_by = Who::Person(to);
            }
            case.applicant = to;
            keep(tx, &case)
        })
    }

    /// The answers so far.
    pub fn answers(&self, id: CaseId) -> Result<BTreeMap<String, String>> {
        answers(&self.conn, id)
    }

    /// Remembers the question the person is at.
    pub fn set_question(&mut self, id: CaseId, question: Option<&str>) -> Result<()> {
        self.write(|tx| {
            let changed =
                tx.prepare_cached("UPDATE cases SET question = ?2 WHERE id = ?1")?.execute((id.0, question))?;
            if changed == 0 { Err(StoreError::NotFound { what: "cases" }) } else { Ok(()) }
        })
    }

    /// The whole file.
    pub fn case_file(&self, id: CaseId) -> Result<CaseFile> {
        // One transaction, so that a colleague's step is in all of it or in none.
        let tx = self.conn.unchecked_transaction()?;
        let case = load(&tx, id)?;
        let question = tx.query_row("SELECT question FROM cases WHERE id = ?", [id.0], |row| row.get(0))?;
        Ok(CaseFile {
            answers: answers(&tx, id)?,
            question,
            papers: papers::of_case(&tx, id)?,
            consents: papers::consents(&tx, case.applicant)?
                .into_iter()
                .filter(|consent| consent.case == Some(id))
                .collect(),
            case,
        })
    }

    /// The case with this receipt number.
    pub fn case_by_receipt(&self, receipt: ReceiptNumber) -> Result<Option<CaseId>> {
        let mut read = self.conn.prepare_cached("SELECT id FROM cases WHERE receipt = ?")?;
        Ok(read.query_row([receipt.digits()], |row| row.get(0).map(CaseId)).optional()?)
    }

    /// A resident's cases, newest first.
    pub fn cases_of(&self, person: PersonId) -> Result<Vec<CaseRow>> {
        rows(&self.conn, &format!("{ROW} WHERE c.applicant = ? ORDER BY c.id DESC"), [person.0])
    }

    /// The cases in any of these states, those that wait longest first.
    pub fn queue(&self, states: &[State]) -> Result<Vec<CaseRow>> {
        let sql = format!("{ROW} WHERE c.state IN (SELECT value FROM json_each(?)) ORDER BY c.entered_on, c.id");
        rows(&self.conn, &sql, [to_json(&states)])
    }
}
