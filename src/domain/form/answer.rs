//! The answers of a form.

use std::collections::BTreeMap;

/// Stands between the values of an answer with several. No value contains it.
pub const SEPARATOR: &str = ",";

/// Canonical answers by question id.
///
/// The empty text is an answer: an optional question was left empty. [`UNKNOWN`](crate::domain::data::form::UNKNOWN)
/// is "I do not know". Several values stand in the order of the form's choices, with [`SEPARATOR`] between them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// No answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a question; `None` when it has none or was left empty.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.0.get(id).map(String::as_str).filter(|answer| !answer.is_empty())
    }

    /// The values of an answer that may have several.
    pub fn values(&self, id: &str) -> impl Iterator<Item = &str> {
        self.get(id).into_iter().flat_map(|answer| answer.split(SEPARATOR))
    }

    /// Whether the question was answered, be it by leaving it empty.
    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Keeps a canonical answer and gives back the one it replaces.
    pub fn set(&mut self, id: impl Into<String>, canonical: impl Into<String>) -> Option<String> {
        self.0.insert(id.into(), canonical.into())
    }

    /// Takes an answer back.
    pub fn remove(&mut self, id: &str) -> Option<String> {
        self.0.remove(id)
    }

    /// All answers, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(id, answer)| (id.as_str(), answer.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<BTreeMap<String, String>> for Answers {
    fn from(answers: BTreeMap<String, String>) -> Self {
        Self(answers)
    }
}

impl<Id: Into<String>, Text: Into<String>> FromIterator<(Id, Text)> for Answers {
    fn from_iter<I: IntoIterator<Item = (Id, Text)>>(answers: I) -> Self {
        Self(answers.into_iter().map(|(id, text)| (id.into(), text.into())).collect())
    }
}

impl Extend<(String, String)> for Answers {
    fn extend<I: IntoIterator<Item = (String, String)>>(&mut self, answers: I) {
        self.0.extend(answers);
    }
}

/// The ids alone: answers are about a person and have no place in a log.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answers")?;
        f.debug_set().entries(self.0.keys()).finish()
    }
}
