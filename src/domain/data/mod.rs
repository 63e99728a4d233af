//! The policy as data: the shapes of the files under `assets/`, how they are read and how they are checked.
//!
//! `build.rs` compiles this very module, reads every file, validates it and packs it; the program only decodes what it
//! needs, when it first needs it. So this folder depends on nothing but itself (`super::`, never `crate::`) and std,
//! serde, chrono, `rust_decimal`, thiserror and toml.

pub mod bundle;
pub mod calendar;
pub mod definition;
pub mod document;
pub mod fact;
pub mod form;
pub mod in_force;
pub mod item;
mod keeps;
pub mod open_point;
pub mod pays;
pub mod place;
pub mod programme;
pub mod rate;
pub mod reason;
pub mod rule;
pub mod sheet;
pub mod source;

use serde::{Deserialize, Serialize};

/// One of the two languages every text exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Lang {
    /// Chinese as written in mainland China.
    #[default]
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// The same words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// The words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// What a programme may name: read before it.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// Every fact.
    pub facts: &'a [fact::Fact],
    /// Every definition.
    pub definitions: &'a definition::Definitions,
    /// Every open point.
    pub points: &'a [open_point::OpenPoint],
    /// Every rate.
    pub rates: &'a [rate::Rate],
}

/// What is wrong with an asset file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {fault}; {remedy}")]
pub struct DataFault {
    /// File name relative to the assets folder.
    pub file: String,
    /// Line, counted from 1; 0 when the fault is of the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
    /// What to do about it.
    pub remedy: String,
}
