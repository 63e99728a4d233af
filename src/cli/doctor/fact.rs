//! A fact: a short sentence for people, values with stable English names for programs.

use serde_json::{Map, Value, json};

use crate::text::Text;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    section: &'static str,
    values: Vec<(&'static str, Value)>,
    words: String,
    wrong: bool,
}

impl Fact {
    /// A fact of a section, told in one line.
    pub fn new(section: &'static str, words: String) -> Self {
        Self { section, values: Vec::new(), words, wrong: false }
    }

    /// The same with a value, which stands under its name in the section's object.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The same as something that needs mending, if it does.
    #[must_use]
    pub fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    /// The line of it; what needs mending says so first. Names that come from the surroundings neither end the line nor
    /// command the terminal.
    pub fn line(&self, text: &Text) -> String {
        let words = self.words.replace(char::is_control, " ");
        if self.wrong { text.with("doctor-mend", &[("what", &words)]) } else { words }
    }
}

/// The sections in which something needs mending, each once, in the order of the facts.
pub fn wrong(facts: &[Fact]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for fact in facts.iter().filter(|fact| fact.wrong) {
        if !found.contains(&fact.section) {
            found.push(fact.section);
        }
    }
    found
}

/// Everything as one object: an object for each section, and what needs mending.
pub fn object(facts: &[Fact], wrong: &[&str]) -> Value {
    let mut all = Map::new();
    for fact in facts {
        let section = all.entry(fact.section).or_insert_with(|| json!({}));
        for (name, value) in &fact.values {
            section[*name] = value.clone();
        }
    }
    all.insert("wrong".to_owned(), json!(wrong));
    all.insert("well".to_owned(), json!(wrong.is_empty()));
    Value::Object(all)
}
