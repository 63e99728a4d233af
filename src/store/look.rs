//! Looking at the file without touching it: how a database is, for somebody who asks what is wrong.
//!
//! Nothing is made, changed or locked, not even the files that `SQLite` keeps beside the database while it is open: where
//! no program has it open it is read as a file that does not change, elsewhere with the index that is there already.

use super::{APPLICATION_ID, KNOWN, Result, StoreError, pragma};
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The newest schema this program knows.
pub const SCHEMA: i64 = KNOWN;

/// How long somebody may write before we say that they hold the file.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often it is looked at in that time.
const LOOKS: u32 = 10;

/// The version of `SQLite` that is built in.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}

/// How a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// There is none yet.
    Missing,
    /// This account may not read it, or it is no file.
    Unreadable,
    /// Damaged, or no database.
    Damaged,
    /// A database of another program.
    NotOurs,
    /// Written by a newer version of this program, with this schema.
    Newer(i64),
    /// Somebody has been writing for longer than a second.
    Locked,
    /// It was not closed in order. The next start puts that right; until then it cannot be looked into.
    LeftOpen,
    /// In order.
    Sound(Counts),
}

/// How much is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Its schema; one that is older is brought up to date by the next start.
    pub schema: i64,
    /// Applications, drafts included.
    pub cases: i64,
    /// Residents.
    pub persons: i64,
    /// Members of staff.
    pub users: i64,
}

/// A database as it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// How it is.
    pub health: Health,
    /// Its size in bytes, with what was committed and is not in the file itself yet.
    pub size: u64,
}

/// Looks at the database in the file `path`, which this process must not have open: by the rules of the system, closing a
/// file lets go of every lock that the process holds on it.
pub fn look(path: &Path) -> Looked {
    let size = size(path) + size(&beside(path, "-wal"));
    Looked { health: health(path).unwrap_or_else(|fault| told(&fault)), size }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |about| if about.is_file() { about.len() } else { 0 })
}

/// The file that `SQLite` keeps beside it.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

fn told(fault: &StoreError) -> Health {
    match fault {
        StoreError::NotWritable { .. } | StoreError::Io(_) => Health::Unreadable,
        StoreError::Busy => Health::Locked,
        StoreError::NotOurs => Health::NotOurs,
        StoreError::TooNew { found, .. } => Health::Newer(*found),
        _ => Health::Damaged,
    }
}

fn health(path: &Path) -> Result<Health> {
    if fs::symlink_metadata(path).is_err_and(|fault| fault.kind() == std::io::ErrorKind::NotFound) {
        return Ok(Health::Missing);
    }
    if !path.is_file() || File::open(path).and_then(|mut file| file.read(&mut [0; 1])).is_err() {
        return Ok(Health::Unreadable);
    }
    let (log, index) = (beside(path, "-wal"), beside(path, "-shm"));
    if is_held(&index) {
        return Ok(Health::Locked);
    }
    // Opened in the usual way, a database without its index would be given one.
    let in_use = index.exists() || size(&log) > 0;
    let conn = open(path, if in_use { "mode=ro&readonly_shm=1" } else { "mode=ro&immutable=1" })?;
    match read(&conn) {
        Err(StoreError::NotWritable { .. }) if in_use && !index.exists() => Ok(Health::LeftOpen),
        read => read,
    }
}

fn open(path: &Path, how: &str) -> Result<Connection> {
    // In such an address some characters mean something else.
    let mut name = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => name.push(char::from(*byte)),
            byte => {
                // Writing to a string cannot fail.
                let _ = write!(name, "%{byte:02X}");
            }
        }
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(format!("file:{name}?{how}"), flags)?;
    conn.busy_timeout(PATIENCE)?;
    Ok(conn)
}

fn read(conn: &Connection) -> Result<Health> {
    let schema = pragma(conn, "user_version")?;
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if pragma(conn, "application_id")? != APPLICATION_ID {
        // An empty file is what an interrupted first start leaves, and the next one takes it.
        let empty = tables == 0 && schema == 0;
        return if empty { Ok(Health::Missing) } else { Err(StoreError::NotOurs) };
    }
    if schema > KNOWN {
        return Err(StoreError::TooNew { found: schema, known: KNOWN });
    }
    let answer: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer != "ok" {
        return Err(StoreError::Corrupt);
    }
    let count = |sql: &str| -> Result<i64> { Ok(conn.query_row(sql, [], |row| row.get(0))?) };
    Ok(Health::Sound(Counts {
        schema,
        cases: count("SELECT count(*) FROM cases")?,
        persons: count("SELECT count(*) FROM persons")?,
        users: count("SELECT count(*) FROM users")?,
    }))
}

/// Whether somebody has held the right to write all through the time we are patient. A step takes milliseconds, so this
/// is another program that began to write and does not end.
#[cfg(unix)]
fn is_held(index: &Path) -> bool {
    use rustix::process::{Flock, FlockOffsetType, FlockType, fcntl_getlk};
    /// Where in the index `SQLite` keeps the right to write, by the description of its files.
    const WRITING: u64 = 120;
    let Ok(file) = File::open(index) else { return false };
    let asked =
        Flock { start: WRITING, length: 1, pid: None, typ: FlockType::WriteLock, offset_type: FlockOffsetType::Set };
    for _ in 0..LOOKS {
        if !matches!(fcntl_getlk(&file, &asked), Ok(Some(held)) if held.typ != FlockType::Unlocked) {
            return false;
        }
        std::thread::sleep(PATIENCE / LOOKS);
    }
    true
}

/// Elsewhere only what holds the whole file is found, when it is read.
#[cfg(not(unix))]
fn is_held(_: &Path) -> bool {
    let _ = LOOKS;
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    fn names(folder: &Path) -> Vec<(OsString, u64, std::time::SystemTime)> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("it can be listed"));
        let mut all: Vec<_> = entries
            .map(|entry| {
                let about = entry.metadata().expect("it is there");
                (entry.file_name(), about.len(), about.modified().expect("a time"))
            })
            .collect();
        all.sort();
        all
    }

    fn looked(path: &Path) -> Health {
        let folder = path.parent().expect("it is in a folder");
        let before = names(folder);
        let found = look(path).health;
        assert_eq!(names(folder), before, "looking changes nothing");
        found
    }

    #[test]
    fn looking_changes_nothing_open_or_closed() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a b#?%.db");
        assert_eq!(looked(&path), Health::Missing);
        let store = Store::open(&path).expect("a store");
        let empty = Health::Sound(Counts { schema: KNOWN, cases: 0, persons: 0, users: 0 });
        assert_eq!(looked(&path), empty, "while a program has it open");
        drop(store);
        assert_eq!(looked(&path), empty, "when it is closed");
        fs::write(&path, "no database\n".repeat(300)).expect("it can be written");
        assert_eq!(looked(&path), Health::Damaged);
        fs::remove_file(&path).expect("it is there");
        fs::create_dir(&path).expect("a folder");
        assert_eq!(looked(&path), Health::Unreadable);
    }

    /// What was committed by a program that was killed is read as well, where its index is still there; where the index is
    /// gone it is said that it was not closed.
    #[test]
    fn a_killed_program_leaves_a_log_that_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, copy) = (folder.path().join("a.db"), folder.path().join("b.db"));
        let mut store = Store::open(&path).expect("a store");
        store.save_person(&crate::store::NewPerson { name: "王小明".into(), ..Default::default() }).expect("kept");
        for ending in ["", "-wal", "-shm"] {
            fs::copy(beside(&path, ending), beside(&copy, ending)).expect("a copy");
        }
        let Health::Sound(counts) = looked(&copy) else { panic!("{:?}", look(&copy)) };
        assert_eq!(counts.persons, 1);
        fs::remove_file(beside(&copy, "-shm")).expect("it is there");
        assert_eq!(looked(&copy), Health::LeftOpen);
    }
}
