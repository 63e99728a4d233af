//! The forms as data: `forms/*.toml`, each an ordered list of questions.
//!
//! A form is one file. A question says what is asked, in both languages; what an answer may be (`kind`); and when it is
//! asked (`when`, over earlier answers). The shapes here are what the program works with; [`parse`] reads them from a
//! file, [`check_forms`] looks at all files together.

mod check;
mod read;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Words;

pub use check::check_forms;
pub use read::parse;

/// An answer that says "I do not know", where a question allows it.
pub const UNKNOWN: &str = "?";

/// Answers that nobody gives: they follow from others, and conditions may ask for them.
///
/// Each has its name and every value it can take; an empty list means that the values come from a catalogue.
pub const DERIVED: [(&str, &[&str]); 6] = [
    // Younger than 18 on the day asked.
    ("derived.minor", &["yes", "no"]),
    // Younger than 14: sensitive data need the guardian's own consent (Personal Information Protection Law, art. 31).
    ("derived.child", &["yes", "no"]),
    // Who acts for the person: a minor's guardian without asking, else as answered.
    ("derived.helper", &["none", "guardian", "agent"]),
    // Category digit of the certificate; no value without a certificate.
    ("derived.category", &["1", "2", "3", "4", "5", "6", "7"]),
    // Whether left, right or both must be said for an item chosen.
    ("derived.sides", &["yes", "no"]),
    // What has to be measured for the items chosen, as the device catalogue calls it.
    ("derived.measures", &[]),
];

/// One form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its id, the name of its file: `person`, `retrofit` or `device`.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// Its parts, in order, with what they are called.
    pub groups: Vec<GroupName>,
    /// The questions, in the order they are asked; those of one group stand together.
    pub questions: Vec<Question>,
}

impl Form {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Item codes that conditions name, with the catalogue they must be in.
    pub fn item_codes(&self) -> Vec<(Catalogue, &str)> {
        let conditions = self.questions.iter().flat_map(|question| &question.when);
        conditions
            .filter_map(|condition| match self.question(&condition.question)?.kind {
                Kind::Item { catalogue, .. } => Some((catalogue, &condition.test)),
                _ => None,
            })
            .flat_map(|(catalogue, test)| test.values().into_iter().map(move |code| (catalogue, code)))
            .collect()
    }
}

/// A part of a form and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupName {
    /// Which part.
    pub group: Group,
    /// Its name.
    pub name: Words,
}

/// The parts a form can have; progress and the page that checks the answers go by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Who the person is.
    Who,
    /// How to reach them.
    Contact,
    /// Who acts for them.
    Guardian,
    /// The home.
    Home,
    /// What is hard.
    Need,
    /// What is wished.
    Item,
    /// What is brought.
    Papers,
    /// What is agreed to.
    Consents,
}

impl Group {
    /// The name in files and ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Contact => "contact",
            Self::Guardian => "guardian",
            Self::Home => "home",
            Self::Need => "need",
            Self::Item => "item",
            Self::Papers => "papers",
            Self::Consents => "consents",
        }
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Dotted id, such as `person.phone`; the answer is kept under it.
    pub id: String,
    /// The part it belongs to.
    pub group: Group,
    /// What an answer may be.
    pub kind: Kind,
    /// May be left empty.
    pub optional: bool,
    /// "I do not know" is an answer.
    pub unknown: bool,
    /// Only its end is shown and spoken.
    pub private: bool,
    /// All must hold for the question to be asked.
    pub when: Vec<Condition>,
    /// Another question that this one is checked against; what that means depends on the kind: a certificate must be
    /// issued to that identity number, an identity number must differ from it, a community must lie in that
    /// subdistrict, a date must not be before it.
    pub against: Option<String>,
    /// The question itself, at most 38 columns.
    pub ask: Words,
    /// Stands before the answer in a row.
    pub label: Words,
    /// One or two short sentences more.
    pub help: Words,
    /// The answers to choose from: of a choice, and the words for `yes` and `no` of a yes-or-no question or a consent.
    pub choices: Vec<Choice>,
}

impl Question {
    /// The choice with this value.
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.value == value)
    }

    /// Whether several answers may be given to it.
    pub fn is_many(&self) -> bool {
        matches!(self.kind, Kind::Choice { many: true } | Kind::Item { many: true, .. })
    }
}

/// What an answer may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A person's name.
    Name,
    /// An identity number.
    IdNumber,
    /// A disability certificate's number.
    Certificate,
    /// A telephone number.
    Phone,
    /// Words of one's own.
    Text {
        /// Fewest characters.
        min: u16,
        /// Most characters.
        max: u16,
    },
    /// A day.
    Date {
        /// On which side of today.
        bound: Bound,
        /// A day closer than this many months is worth a warning.
        warn_months: Option<u8>,
    },
    /// A whole number.
    Integer {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A number with at most two decimal places.
    Decimal {
        /// Smallest.
        min: Decimal,
        /// Largest.
        max: Decimal,
    },
    /// One of the choices, or several.
    Choice {
        /// Several may be chosen.
        many: bool,
    },
    /// Yes or no.
    YesNo,
    /// One of the district's subdistricts.
    Subdistrict,
    /// One of its communities.
    Community,
    /// Something from a catalogue.
    Item {
        /// Which catalogue.
        catalogue: Catalogue,
        /// Several may be chosen.
        many: bool,
    },
    /// A paper: on file, brought by a day, attached, or why it cannot be given.
    Paper,
    /// A consent, given or refused; one that is not optional must be given before the form is handed in.
    Consent,
    /// A new PIN. Never among the questions of a file, so that it never lies among the answers.
    Pin,
}

/// On which side of today a date may lie. Today itself is always allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// On either.
    #[default]
    Any,
    /// Not after today.
    Past,
    /// Not before today.
    Future,
}

/// The two catalogues of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Catalogue {
    /// Assistive devices.
    Device,
    /// Works on the home.
    Retrofit,
}

/// One answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is read, complete in itself.
    pub words: Words,
}

/// What must hold of an earlier answer. Of an answer that is missing, skipped or unknown nothing holds, unless the
/// condition names [`UNKNOWN`] itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Id of the question, or one of [`DERIVED`].
    pub question: String,
    /// What must hold.
    pub test: Test,
}

/// A test of an answer; of several values given together, one is enough for `In`, none may be for `Not`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// One of these (`is` and `in` in the file).
    In(Vec<String>),
    /// Anything but this; the empty text means anything at all.
    Not(String),
}

impl Test {
    /// The values named.
    pub fn values(&self) -> Vec<&str> {
        match self {
            Self::In(values) => values.iter().map(String::as_str).collect(),
            Self::Not(value) if value.is_empty() => Vec::new(),
            Self::Not(value) => vec![value],
        }
    }
}
