//! An application as a file: carried from a person's own computer to the office, or kept by the person.
//!
//! JSON with a format name, a version, and the SHA-256 of the body written compactly with sorted keys. What an office has
//! already worked on can be exported, so that a person has it, and not be imported: its staff are known in one store only.

use super::{Consent, NewPerson, Paper, PaperGiven, Result, Store, StoreError, audit, cases, papers, persons, steps};
use crate::domain::case::{Actor, Case, CaseId, Entry, PersonId, ReceiptNumber, State, Who};
use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The name of the format.
pub const EXPORT_FORMAT: &str = "zhucan-application";
/// The version of the format this program writes, and the newest it reads.
pub const EXPORT_VERSION: u64 = 1;

/// Why a file was not taken in. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportFault {
    /// No file of this program.
    #[error("not-our-format")]
    NotOurFormat,
    /// Written by a newer version.
    #[error("newer-version")]
    NewerVersion {
        /// Version of the file.
        found: u64,
        /// Newest version this program reads.
        known: u64,
    },
    /// Changed or cut short on its way.
    #[error("damaged")]
    Damaged,
    /// It is here already.
    #[error("already-imported")]
    AlreadyImported {
        /// Which case.
        case: CaseId,
        /// Its receipt number, if it was handed in.
        receipt: Option<ReceiptNumber>,
    },
    /// An office has worked on it.
    #[error("already-handled")]
    AlreadyHandled {
        /// Where it stands.
        state: State,
    },
    /// The store could not.
    #[error("{0}")]
    Store(#[from] StoreError),
}

#[derive(Serialize, Deserialize)]
struct Body {
    uid: String,
    case: Case,
    history: Vec<Entry>,
    answers: BTreeMap<String, String>,
    question: Option<String>,
    papers: BTreeMap<String, Paper>,
    consents: Vec<Consent>,
    /// Everybody named in the above, by their number in the store the file was written in.
    persons: Vec<Carried>,
}

#[derive(Serialize, Deserialize)]
struct Carried {
    id: PersonId,
    name: String,
    id_number: Option<String>,
    certificate: Option<String>,
    answers: BTreeMap<String, String>,
}

/// The body with sorted keys and no blanks, whatever the file looked like.
pub(super) fn checksum(body: &Value) -> String {
    papers::hex(&Sha256::digest(body.to_string()))
}

impl Body {
    fn persons_named(&self) -> Vec<PersonId> {
        let acted = self.history.iter().map(|entry| entry.who).chain([self.case.opened_by]);
        let consented = self.consents.iter().map(|consent| consent.given_by);
        let mut ids: Vec<PersonId> = acted
            .chain(consented)
            .filter_map(|who| match who {
                Who::Person(id) => Some(id),
                Who::User(_) | Who::Timer => None,
            })
            .chain([self.case.applicant])
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn handled(&self) -> bool {
        let staff = |who: Who| matches!(who, Who::User(_));
        !matches!(self.case.state, State::Draft | State::Submitted)
            || staff(self.case.opened_by)
            || self.history.iter().any(|entry| staff(entry.who))
    }
}

fn renamed(who: Who, names: &BTreeMap<PersonId, PersonId>) -> std::result::Result<Who, ImportFault> {
    match who {
        Who::Person(id) => names.get(&id).map(|id| Who::Person(*id)).ok_or(ImportFault::Damaged),
        other => Ok(other),
    }
}

fn known(conn: &Connection, uid: &str) -> Result<Option<(CaseId, Option<ReceiptNumber>)>> {
    let row: Option<(i64, Option<String>)> = conn
        .query_row("SELECT id, receipt FROM cases WHERE uid = ?", [uid], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(row.map(|(id, receipt)| (CaseId(id), receipt.and_then(|it| ReceiptNumber::parse(&it).ok()))))
}

fn read(file: &Value) -> std::result::Result<Body, ImportFault> {
    if file.get("format").and_then(Value::as_str) != Some(EXPORT_FORMAT) {
        return Err(ImportFault::NotOurFormat);
    }
    let found = file.get("version").and_then(Value::as_u64).ok_or(ImportFault::NotOurFormat)?;
    if found > EXPORT_VERSION {
        return Err(ImportFault::NewerVersion { found, known: EXPORT_VERSION });
    }
    let body = file.get("body").ok_or(ImportFault::Damaged)?;
    if file.get("checksum").and_then(Value::as_str) != Some(&checksum(body)) {
        return Err(ImportFault::Damaged);
    }
    if holds_controls(body) {
        return Err(ImportFault::Damaged);
    }
    serde_json::from_value(body.clone()).map_err(|_| ImportFault::Damaged)
}

/// Whether any text could move a cursor, ring a bell or turn the reading direction. Nothing typed here ever holds such
/// characters, so a file with them was made by somebody else.
fn holds_controls(value: &Value) -> bool {
    let control = |text: &str| {
        text.chars().any(|c| {
            // Turning marks, drawings and braille cells included: no voice reads them as words.
            c.is_control()
                || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
                || matches!(c, '\u{2500}'..='\u{259F}' | '\u{2800}'..='\u{28FF}')
        })
    };
    match value {
        Value::String(text) => control(text),
        Value::Array(items) => items.iter().any(holds_controls),
        Value::Object(fields) => fields.iter().any(|(key, value)| control(key) || holds_controls(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The person of the file as one of this store. What is known here already is not overwritten by a file.
fn settle(conn: &Connection, carried: &Carried) -> Result<PersonId> {
    let known = carried.id_number.as_deref().map(|number| persons::by_number(conn, number)).transpose()?.flatten();
    let id = match known {
        Some(id) => id,
        None => persons::save(
            conn,
            &NewPerson {
                name: carried.name.clone(),
                id_number: carried.id_number.clone(),
                certificate: carried.certificate.clone(),
            },
        )?,
    };
    let have = persons::answers(conn, id)?;
    for (question, value) in carried.answers.iter().filter(|(question, _)| !have.contains_key(*question)) {
        persons::put_answer(conn, id, question, Some(value))?;
    }
    Ok(id)
}

/// The case as this store begins it. Only what a person can have brought about is taken over; the terms of the office
/// run from today, when it received the file.
fn begun(
    body: &Body,
    names: &BTreeMap<PersonId, PersonId>,
    now: NaiveDateTime,
) -> std::result::Result<Case, ImportFault> {
    let there = &body.case;
    let applicant = *names.get(&there.applicant).ok_or(ImportFault::Damaged)?;
    let mut case = Case::draft(there.id, there.kind, applicant, renamed(there.opened_by, names)?, there.opened_on);
    case.state = there.state;
    case.version = there.version;
    case.last_edit_on = now.date();
    case.entered_on = now.date();
    if there.state == State::Submitted {
        case.submitted_on = there.submitted_on;
        case.device.clone_from(&there.device);
    }
    Ok(case)
}

fn take_in(conn: &Connection, body: Body, by: &Actor, now: NaiveDateTime) -> std::result::Result<CaseId, ImportFault> {
    let numbered = body.history.iter().map(|entry| entry.version).eq(1..=body.case.version);
    let arrives = body.history.last().map_or(State::Draft, |entry| entry.to);
    if !numbered || arrives != body.case.state {
        return Err(ImportFault::Damaged);
    }
    let mut names = BTreeMap::new();
    for carried in &body.persons {
        names.insert(carried.id, settle(conn, carried)?);
    }
    let mut case = begun(&body, &names, now)?;
    if case.state == State::Submitted {
        // Numbers are given by the store that keeps the series; the one it came with stays in the history.
        case.receipt = Some(steps::next_receipt(conn, now.date())?);
    }
    cases::insert(conn, &mut case, &body.uid)?;
    let id = case.id;
    for mut entry in body.history {
        entry.who = renamed(entry.who, &names)?;
        cases::keep_entry(conn, id, &entry)?;
    }
    for (question, value) in &body.answers {
        cases::put_answer(conn, id, question, Some(value))?;
    }
    conn.execute("UPDATE cases SET question = ?2 WHERE id = ?1", (id.0, &body.question)).map_err(StoreError::from)?;
    for (kind, mut paper) in body.papers {
        // The file itself is not carried along, and nobody here has seen the original.
        if matches!(paper.given, PaperGiven::File { .. }) {
            paper.given = PaperGiven::Bring { by: None };
        }
        paper.original_seen = false;
        papers::put(conn, id, &kind, &paper)?;
    }
    for mut consent in body.consents {
        consent.person = case.applicant;
        consent.case = Some(id);
        consent.given_by = renamed(consent.given_by, &names)?;
        papers::add_consent(conn, &consent)?;
    }
    let note = super::Note {
        at: now,
        who: by.who,
        role: by.role,
        place: by.place,
        action: "import",
        case: Some(id),
        person: Some(case.applicant),
        detail: &body.uid,
    };
    audit::add(conn, &note)?;
    Ok(id)
}

impl Store {
    /// The application as a file. It holds identity numbers: it is the person's own.
    pub fn export_case(&self, id: CaseId) -> Result<Value> {
        let file = self.case_file(id)?;
        let uid = self.conn.query_row("SELECT uid FROM cases WHERE id = ?", [id.0], |row| row.get(0))?;
        let mut body = Body {
            uid,
            history: file.case.history.clone(),
            case: file.case,
            answers: file.answers,
            question: file.question,
            papers: file.papers,
            consents: file.consents,
            persons: Vec::new(),
        };
        for id in body.persons_named() {
            let person = persons::get(&self.conn, id)?;
            body.persons.push(Carried {
                id,
                name: person.name,
                id_number: person.id_number,
                certificate: person.certificate,
                // Of others than the applicant, only who they are.
                answers: if id == body.case.applicant { persons::answers(&self.conn, id)? } else { BTreeMap::new() },
            });
        }
        let body = serde_json::to_value(&body).expect("kept types have string keys only");
        Ok(serde_json::json!({
            "format": EXPORT_FORMAT,
            "version": EXPORT_VERSION,
            "checksum": checksum(&body),
            "body": body,
        }))
    }

    /// Reads a file without taking it in: what it is for, where it says it stands, and its answers.
    pub fn look_into(file: &Value) -> std::result::Result<(Case, BTreeMap<String, String>), ImportFault> {
        let body = read(file)?;
        Ok((body.case, body.answers))
    }

    /// Takes a file in that no office has worked on. A submitted one gets a number of this store's series.
    pub fn import_case(
        &mut self,
        file: &Value,
        by: &Actor,
        now: NaiveDateTime,
    ) -> std::result::Result<CaseId, ImportFault> {
        let body = read(file)?;
        if let Some((case, receipt)) = known(&self.conn, &body.uid)? {
            return Err(ImportFault::AlreadyImported { case, receipt });
        }
        if body.handled() {
            return Err(ImportFault::AlreadyHandled { state: body.case.state });
        }
        let mut fault = None;
        let done = self.durable(|tx| {
            take_in(tx, body, by, now).map_err(|why| match why {
                ImportFault::Store(error) => error,
                other => {
                    fault = Some(other);
                    StoreError::Corrupt
                }
            })
        });
        done.map_err(|error| fault.unwrap_or(ImportFault::Store(error)))
    }
}
