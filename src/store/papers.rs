//! Papers and consents.

use super::{Result, Store, StoreError, cases, day, files, from_json, to_json};
use crate::domain::case::{CaseId, PersonId, Who};
use chrono::NaiveDate;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The largest paper that is copied, in bytes.
const LIMIT: u64 = 50 * 1024 * 1024;

/// How a paper is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperGiven {
    /// The office has it from before.
    OnFile,
    /// Will be brought or shown at the counter or a visit.
    Bring {
        /// By when, if a day was set.
        by: Option<NaiveDate>,
    },
    /// A copy is in the data folder.
    File {
        /// Name inside the folder `papers`.
        stored: String,
        /// SHA-256 of the content, in hexadecimal digits.
        sha256: String,
        /// What the file was called.
        original_name: String,
    },
    /// Cannot be given.
    Cannot {
        /// Why.
        because: String,
    },
}

/// One paper of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// How it is given.
    pub given: PaperGiven,
    /// What it is, in words that can be heard.
    pub description: String,
    /// Staff have seen the original.
    pub original_seen: bool,
}

/// One consent to one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Which; ignored when new.
    pub id: i64,
    /// Whose data.
    pub person: PersonId,
    /// For one case only.
    pub case: Option<CaseId>,
    /// To what: the id of the line.
    pub line: String,
    /// When.
    pub given_on: NaiveDate,
    /// By whom: the person or a guardian.
    pub given_by: Who,
    /// Signature, thumb-print with witness, recorded speech, sign video, this program.
    pub how: String,
    /// Taken back.
    pub revoked_on: Option<NaiveDate>,
}

pub(super) fn of_case(conn: &Connection, id: CaseId) -> Result<BTreeMap<String, Paper>> {
    let mut read =
        conn.prepare_cached("SELECT kind, given, description, original_seen FROM papers WHERE \"case\" = ?")?;
    let mut rows = read.query([id.0])?;
    let mut papers = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let given = from_json(&row.get::<_, String>(1)?)?;
        papers.insert(row.get(0)?, Paper { given, description: row.get(2)?, original_seen: row.get(3)? });
    }
    Ok(papers)
}

pub(super) fn put(conn: &Connection, id: CaseId, kind: &str, paper: &Paper) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO papers (\"case\", kind, given, description, original_seen) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (\"case\", kind) DO UPDATE SET given = excluded.given, description = excluded.description,
             original_seen = excluded.original_seen",
    )?
    .execute((id.0, kind, to_json(&paper.given), &paper.description, paper.original_seen))?;
    Ok(())
}

pub(super) fn consents(conn: &Connection, person: PersonId) -> Result<Vec<Consent>> {
    let mut read = conn.prepare_cached(
        "SELECT id, \"case\", line, given_on, given_by, how, revoked_on FROM consents WHERE person = ? ORDER BY id",
    )?;
    let mut rows = read.query([person.0])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let revoked: Option<String> = row.get(6)?;
        list.push(Consent {
            id: row.get(0)?,
            person,
            case: row.get::<_, Option<i64>>(1)?.map(CaseId),
            line: row.get(2)?,
            given_on: day(&row.get::<_, String>(3)?)?,
            given_by: Who::parse(&row.get::<_, String>(4)?).ok_or(StoreError::Corrupt)?,
            how: row.get(5)?,
            revoked_on: revoked.as_deref().map(day).transpose()?,
        });
    }
    Ok(list)
}

pub(super) fn add_consent(conn: &Connection, consent: &Consent) -> Result<i64> {
    conn.execute(
        "INSERT INTO consents (person, \"case\", line, given_on, given_by, how, revoked_on)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            consent.person.0,
            consent.case.map(|it| it.0),
            &consent.line,
            consent.given_on.to_string(),
            consent.given_by.to_string(),
            &consent.how,
            consent.revoked_on.map(|it| it.to_string()),
        ),
    )?;
    Ok(conn.last_insert_rowid())
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A file name that can be shown and spoken: no control characters, no folders.
fn shown(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().chars().filter(|c| !c.is_control()).collect()
}

/// Letters and digits of the extension, to keep the kind of file recognisable.
fn extension(path: &Path) -> String {
    let text = path.extension().unwrap_or_default().to_string_lossy();
    let safe: String = text.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    if safe.is_empty() { safe } else { format!(".{}", safe.to_lowercase()) }
}

fn copy(source: &mut File, into: &Path, far: &mut dyn FnMut(u64)) -> std::io::Result<(PathBuf, String)> {
    files::private_folder(into)?;
    let mut name = [0_u8; 8];
    getrandom::fill(&mut name).map_err(std::io::Error::other)?;
    let part = into.join(format!("{}.part", hex(&name)));
    let mut target = files::new_private_file(&part)?;
    let copied = (|| {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        let mut all = 0;
        loop {
            far(all);
            let n = source.read(&mut buffer)?;
            if n == 0 {
                break;
            }
            hash.update(&buffer[..n]);
            target.write_all(&buffer[..n])?;
            all += n as u64;
        }
        target.sync_all()?;
        Ok(hex(&hash.finalize()))
    })();
    match copied {
        Ok(sha256) => Ok((part, sha256)),
        Err(fault) => {
            // Half a copy helps nobody; that it could not be removed is the lesser fault.
            let _ = fs::remove_file(&part);
            Err(fault)
        }
    }
}

impl Store {
    /// Copies a file into the data folder, under its hash, readable by its owner alone. The same content is kept once.
    pub fn copy_paper(&self, path: &Path) -> Result<PaperGiven> {
        self.copy_paper_telling(path, &mut |_| {})
    }

    /// The same; `far` is told the bytes copied so far.
    pub fn copy_paper_telling(&self, path: &Path, far: &mut dyn FnMut(u64)) -> Result<PaperGiven> {
        let at = |fault| StoreError::from_io(fault, path);
        // Looked at before it is opened: opening a pipe would wait for ever.
        if !fs::metadata(path).map_err(at)?.is_file() {
            return Err(StoreError::NotAFile);
        }
        let mut source = File::open(path).map_err(at)?;
        if source.metadata().map_err(at)?.len() > LIMIT {
            return Err(StoreError::PaperTooLarge { limit: LIMIT });
        }
        let folder = self.folder.as_ref().ok_or(StoreError::NotWritable { path: None })?.join("papers");
        let at = |fault| StoreError::from_io(fault, &folder);
        let (part, sha256) = copy(&mut source, &folder, far).map_err(at)?;
        let stored = format!("{sha256}{}", extension(path));
        fs::rename(&part, folder.join(&stored)).map_err(at)?;
        Ok(PaperGiven::File { stored, sha256, original_name: shown(path) })
    }

    /// Where a copied paper is, to be opened.
    pub fn paper_path(&self, stored: &str) -> Option<PathBuf> {
        let plain = !stored.is_empty() && stored.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        self.folder.as_ref().filter(|_| plain).map(|folder| folder.join("papers").join(stored))
    }

    /// Keeps how a paper is given; a commit of its own.
    pub fn put_paper(&mut self, id: CaseId, kind: &str, paper: &Paper, today: NaiveDate) -> Result<()> {
        self.write(|tx| {
            cases::touch(tx, id, today)?;
            put(tx, id, kind, paper)
        })
    }

    /// Keeps a consent.
    pub fn add_consent(&mut self, consent: &Consent) -> Result<i64> {
        self.durable(|tx| add_consent(tx, consent))
    }

    /// Takes a consent back.
    pub fn revoke_consent(&mut self, id: i64, today: NaiveDate) -> Result<()> {
        self.durable(|tx| {
            let sql = "UPDATE consents SET revoked_on = ?2 WHERE id = ?1 AND revoked_on IS NULL";
            let changed = tx.execute(sql, (id, today.to_string()))?;
            if changed == 0 { Err(StoreError::NotFound { what: "consents" }) } else { Ok(()) }
        })
    }

    /// A resident's consents, oldest first.
    pub fn consents(&self, person: PersonId) -> Result<Vec<Consent>> {
        consents(&self.conn, person)
    }
}
