//! What can go wrong with the store. Data only; `Display` is a stable id from which words are made.

use crate::domain::case::Refusal;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why the store could not do it. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder or file cannot be written by this account.
    #[error("not-writable")]
    NotWritable {
        /// Which, when known.
        path: Option<PathBuf>,
    },
    /// The file is damaged or is no database.
    #[error("corrupt")]
    Corrupt,
    /// A database, but of another program.
    #[error("not-ours")]
    NotOurs,
    /// Written by a newer version of this program.
    #[error("too-new")]
    TooNew {
        /// Schema found.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
    /// The disk is full.
    #[error("full")]
    Full,
    /// Another program holds the file.
    #[error("busy")]
    Busy,
    /// There is no such row.
    #[error("not-found")]
    NotFound {
        /// Of which table.
        what: &'static str,
    },
    /// Something that must be unique is there already: an identity number, a certificate, an invoice.
    #[error("duplicate")]
    Duplicate {
        /// Which.
        what: &'static str,
    },
    /// All receipt numbers of the year are given out.
    #[error("serials-used-up")]
    SerialsUsedUp,
    /// The paper is no ordinary file.
    #[error("not-a-file")]
    NotAFile,
    /// The paper is too large.
    #[error("paper-too-large")]
    PaperTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A secret could not be hashed: the system gave no random numbers or no memory.
    #[error("secret")]
    Secret,
    /// The file system failed.
    #[error("io")]
    Io(#[source] std::io::Error),
    /// Anything else that `SQLite` says; a mistake of ours.
    #[error("sql")]
    Sql(#[source] rusqlite::Error),
}

impl StoreError {
    /// From the file system, about `path`.
    pub(super) fn from_io(fault: std::io::Error, path: &Path) -> Self {
        use std::io::ErrorKind as K;
        match fault.kind() {
            K::PermissionDenied | K::ReadOnlyFilesystem | K::NotADirectory | K::IsADirectory | K::AlreadyExists => {
                Self::NotWritable { path: Some(path.to_owned()) }
            }
            K::StorageFull | K::QuotaExceeded => Self::Full,
            // A folder that cannot be made because what should hold it takes no folders, such as /proc.
            K::NotFound => Self::NotWritable { path: Some(path.to_owned()) },
            _ => Self::Io(fault),
        }
    }

    /// The same, saying which file.
    pub(super) fn at(self, file: &Path) -> Self {
        match self {
            Self::NotWritable { path: None } => Self::NotWritable { path: Some(file.to_owned()) },
            other => other,
        }
    }

    /// A broken uniqueness, read from the column `SQLite` names.
    fn duplicate(message: &str) -> Option<Self> {
        let what = [
            ("persons.id_number", "id-number"),
            ("persons.certificate", "certificate"),
            ("cases.receipt", "receipt"),
            ("cases.invoice", "invoice"),
            ("cases.uid", "case"),
        ];
        what.iter().find(|(column, _)| message.contains(column)).map(|(_, what)| Self::Duplicate { what })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(fault: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(code, message) = &fault else {
            return match fault {
                // A column of another type than the schema says was not written by us.
                rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => Self::Corrupt,
                other => Self::Sql(other),
            };
        };
        match code.code {
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                Self::NotWritable { path: None }
            }
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::ConstraintViolation => message.as_deref().and_then(Self::duplicate).unwrap_or(Self::Sql(fault)),
            ErrorCode::SystemIoFailure => Self::Io(std::io::Error::other(fault)),
            _ => Self::Sql(fault),
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(fault: rusqlite_migration::Error) -> Self {
        match fault {
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            _ => Self::Corrupt,
        }
    }
}

/// Why a step was not made.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The rules say no.
    #[error("{0}")]
    Refused(Refusal),
    /// The store could not.
    #[error("{0}")]
    Store(#[from] StoreError),
}
