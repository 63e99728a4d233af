//! Files to take along: a handout as plain text, large print, braille or speech, whole or not at all.
//!
//! Braille and speech are made by programs of other people, `lou_translate` and `espeak-ng`; where one is missing, gives
//! no answer or fails, nothing is left behind and a [`Fault`] says what to do.

mod braille;
mod keep;
mod run;
mod speech;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use keep::keep;
pub use speech::voice;

use crate::text::Text;
use crate::text::handout::{Format, Handout, html, plain};

/// Longer than either program takes for the longest entry on a slow machine; one that takes more has hung.
const LIMIT: Duration = Duration::from_secs(10);

/// The programs of other people, and how long one may take.
#[derive(Clone, Debug)]
pub struct Tools {
    /// Turns words into braille: `lou_translate` of liblouis.
    pub louis: PathBuf,
    /// Speaks: `espeak-ng`.
    pub espeak: PathBuf,
    /// How long one run may take.
    pub limit: Duration,
}

impl Default for Tools {
    fn default() -> Self {
        Self { louis: "lou_translate".into(), espeak: "espeak-ng".into(), limit: LIMIT }
    }
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The program that makes it is not installed.
    #[error("missing")]
    Missing {
        /// Which form it makes.
        format: Format,
        /// The program.
        program: String,
        /// The Debian package it comes in.
        package: &'static str,
    },
    /// The program gave no answer and was ended.
    #[error("slow")]
    Slow {
        /// The program.
        program: String,
        /// After so many seconds.
        seconds: u64,
    },
    /// The program could not do it.
    #[error("failed")]
    Failed {
        /// The program.
        program: String,
        /// What it said itself, in its language; empty where it said nothing.
        said: String,
    },
    /// There is a file of this name, and nobody said that it may be replaced.
    #[error("exists")]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be written there.
    #[error("not-writable")]
    NotWritable {
        /// The file.
        file: PathBuf,
    },
    /// The disk is full.
    #[error("full")]
    Full,
}

impl Fault {
    /// The message that says what, why and what to do, with its arguments; `text` has the name of a form.
    pub fn message(&self, text: &Text) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            Self::Missing { format, program, package } => (
                "take-missing",
                vec![
                    ("format", text.say(&format!("take-{format}"))),
                    ("program", program.clone()),
                    ("package", (*package).to_owned()),
                ],
            ),
            Self::Slow { program, seconds } => {
                ("take-slow", vec![("program", program.clone()), ("seconds", seconds.to_string())])
            }
            Self::Failed { program, said } if said.is_empty() => ("take-failed", vec![("program", program.clone())]),
            Self::Failed { program, said } => {
                ("take-failed-said", vec![("program", program.clone()), ("said", said.clone())])
            }
            Self::Exists { file } => ("take-exists", vec![("file", file.display().to_string())]),
            Self::NotWritable { file } => ("take-not-writable", vec![("file", file.display().to_string())]),
            Self::Full => ("store-full", Vec::new()),
        }
    }
}

/// The handout as text in a format that can be read as it is; none in one that only a program can make.
pub fn text_of(page: &Handout, format: Format) -> Option<String> {
    match format {
        Format::Text => Some(plain(page)),
        Format::Html => Some(html(page)),
        Format::Braille | Format::Audio => None,
    }
}

/// Makes the file `target`, whole or not at all. Whether it took the place of one that was there; without `replace` it
/// takes nobody's place.
pub fn make(page: &Handout, format: Format, target: &Path, replace: bool, tools: &Tools) -> Result<bool, Fault> {
    let draft = keep::Draft::new(target, replace)?;
    match format {
        Format::Text => draft.write(plain(page).as_bytes())?,
        Format::Html => draft.write(html(page).as_bytes())?,
        Format::Braille => draft.write(braille::brf(page, tools)?.as_bytes())?,
        Format::Audio => speech::wav(page, draft.path(), tools)?,
    }
    draft.finish()
}
