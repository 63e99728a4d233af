//! Everything that is kept: `SQLite`, and the only place with SQL.
//!
//! Writing in WAL mode with `synchronous=NORMAL` survives a killed program, so every answer is its own commit and cheap;
//! what is handed in or decided is committed with `FULL` and survives a power cut as well, before it is said. No
//! checkpoint runs inside a commit: [`Store::checkpoint`] is called between keys.
//!
//! Moments and days are arguments, in local time of the district; the store asks no clock.

mod audit;
mod cases;
mod error;
mod facts;
mod files;
mod look;
mod owed;
mod papers;
mod persons;
mod rates;
mod secret;
mod steps;
mod transfer;
mod users;

pub use audit::{AuditRow, Note};
pub use cases::{CaseFile, CaseRow};
pub use error::{ApplyError, StoreError};
pub use look::{Counts, Health, Looked, SCHEMA, look, sqlite_version};
pub use papers::{Consent, Paper, PaperGiven};
pub use persons::{NewPerson, Person};
pub use rates::RateFault;
pub use secret::{Access, WRONG_TRIES};
pub use transfer::{EXPORT_FORMAT, EXPORT_VERSION, ImportFault};
pub use users::{HeldMandate, User};

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use std::path::{Path, PathBuf};
use std::time::Duration;

const MIGRATIONS: &[M<'static>] = &[
    M::up(include_str!("../../assets/migrations/0001-begin.sql")),
    M::up(include_str!("../../assets/migrations/0002-rates-duties-facts.sql")),
];
/// The schema this program knows.
const KNOWN: i64 = 2;
/// Marks a file as ours: "ZHCN", set by the first migration.
const APPLICATION_ID: i64 = 0x5A48_434E;
/// How long another program may hold the file before we say that it does.
const BUSY: Duration = Duration::from_secs(3);

/// What the store gives back.
pub type Result<T> = std::result::Result<T, StoreError>;

/// One open store.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    /// The data folder; `None` in memory.
    folder: Option<PathBuf>,
}

impl Store {
    /// Opens the store in the file `path`, making it and its folder if need be, readable by their owner alone.
    pub fn open(path: &Path) -> Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        files::private_folder(folder).map_err(|fault| StoreError::from_io(fault, folder))?;
        files::private_file(path).map_err(|fault| StoreError::from_io(fault, path))?;
        let conn = Connection::open(path).map_err(|fault| StoreError::from(fault).at(path))?;
        Self::prepare(conn, Some(folder.to_owned())).map_err(|fault| fault.at(path))
    }

    /// A store that is gone with the program: for rehearsals and tests.
    pub fn open_in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?, None)
    }

    fn prepare(mut conn: Connection, folder: Option<PathBuf>) -> Result<Self> {
        conn.busy_timeout(BUSY)?;
        check_ours(&conn)?;
        conn.pragma_update(None, "journal_mode", "wal")?;
        conn.pragma_update(None, "synchronous", "normal")?;
        conn.pragma_update(None, "wal_autocheckpoint", 0)?;
        conn.pragma_update(None, "foreign_keys", true)?;
        if pragma(&conn, "user_version")? < KNOWN {
            let moved = Migrations::from_slice(MIGRATIONS).to_latest(&mut conn).map_err(StoreError::from);
            // Another program may have done it at the same moment.
            if moved.is_err() && pragma(&conn, "user_version")? != KNOWN {
                moved?;
            }
        }
        Ok(Self { conn, folder })
    }

    /// Moves what was committed into the file itself. Cheap; call it between keys.
    pub fn checkpoint(&self) -> Result<()> {
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }

    /// After much was read at once: gives the memory for it back.
    pub fn shrink(&self) -> Result<()> {
        Ok(self.conn.execute_batch("PRAGMA shrink_memory")?)
    }

    /// After much was written at once: everything into the file, and the log beside it empty.
    pub fn tidy(&self) -> Result<()> {
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Reads the whole file and says whether it is sound. Slow on large files.
    pub fn check(&self) -> Result<()> {
        let answer: String = self.conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if answer == "ok" { Ok(()) } else { Err(StoreError::Corrupt) }
    }

    /// A setting of this office.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        let mut read = self.conn.prepare_cached("SELECT value FROM settings WHERE key = ?")?;
        Ok(read.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Sets it, or takes it away.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        self.write(|tx| {
            match value {
                Some(value) => tx.execute(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2)
                     ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                    [key, value],
                )?,
                None => tx.execute("DELETE FROM settings WHERE key = ?", [key])?,
            };
            Ok(())
        })
    }

    /// One commit that survives a killed program.
    fn write<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = change(&tx)?;
        tx.commit()?;
        Ok(done)
    }

    /// One commit that also survives a power cut.
    fn durable<T>(&mut self, change: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.conn.pragma_update(None, "synchronous", "full")?;
        let done = self.write(change);
        self.conn.pragma_update(None, "synchronous", "normal")?;
        done
    }
}

fn pragma(conn: &Connection, name: &str) -> Result<i64> {
    Ok(conn.pragma_query_value(None, name, |row| row.get(0))?)
}

/// Refuses files of other programs and of newer versions of this one, before anything is written to them.
fn check_ours(conn: &Connection) -> Result<()> {
    let found = pragma(conn, "user_version")?;
    let mark = pragma(conn, "application_id")?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if mark != APPLICATION_ID && (mark != 0 || tables > 0) {
        return Err(StoreError::NotOurs);
    }
    if found > KNOWN {
        return Err(StoreError::TooNew { found, known: KNOWN });
    }
    Ok(())
}

/// A day as it is kept.
fn day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| StoreError::Corrupt)
}

/// A moment as it is kept, to the second.
fn moment(now: NaiveDateTime) -> String {
    now.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Something kept as JSON.
fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Corrupt)
}

/// Something to be kept as JSON. Every type kept has string keys and no floating point, so this cannot fail.
fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("kept types have string keys only")
}

#[cfg(test)]
mod tests;
