//! Filling in a form: which questions are asked, in which order, and what an answer has to be.
//!
//! Answers are kept as canonical strings under the ids of their questions. Those of the person's form and of one
//! application live in one [`Answers`], since an application's questions depend on who the person is. Changing an
//! earlier answer removes nothing: a later answer whose question no longer applies is only left out of sight, and is
//! there again when the earlier answer is changed back.

mod answer;
mod fault;
mod paper;
mod review;
mod validate;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::data::form::{Condition, Form, Question, Test, UNKNOWN};
use super::person::{CertificateNumber, IdNumber};

pub use super::data::form::Catalogue;
pub use answer::{Answers, SEPARATOR};
pub use fault::{Arg, Fault, Problem, Warning};
pub use paper::Paper;
pub use review::{Review, review};
pub use validate::{read_date, validate};

/// What the engine has to know of places and catalogues. Implemented over the shipped data, and by a few lines in tests.
pub trait Lookup {
    /// Code of the subdistrict with this code or name.
    fn subdistrict(&self, text: &str) -> Option<String>;
    /// Every community with this code or name; names repeat across subdistricts.
    fn communities(&self, text: &str) -> Vec<Community>;
    /// The item with this code or name.
    fn item(&self, catalogue: Catalogue, text: &str) -> Option<Item>;
}

/// A community and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Its code.
    pub code: String,
    /// Code of its subdistrict.
    pub subdistrict: String,
}

/// What a form has to know of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its code.
    pub code: String,
    /// Left, right or a pair has to be said.
    pub sides: bool,
    /// What is measured for it, as the catalogue calls it (`height`, `seat-width`).
    pub measures: Vec<String>,
}

/// Questions whose answers others are derived from.
const ID_NUMBER: &str = "person.id_number";
const CERTIFICATE: &str = "person.certificate";
const ACTS: &str = "person.acts";
const DEVICE: &str = "device.item";
const PHONE: &str = "person.phone";

/// The answers given so far with what follows from them on one day; conditions and checks look at both.
#[derive(Clone)]
pub struct Known<'a> {
    answers: &'a Answers,
    today: NaiveDate,
    lookup: &'a dyn Lookup,
    derived: BTreeMap<&'static str, String>,
}

impl<'a> Known<'a> {
    /// What is known from `answers` on `today`.
    pub fn new(answers: &'a Answers, today: NaiveDate, lookup: &'a dyn Lookup) -> Self {
        let mut derived = BTreeMap::new();
        let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let age = answers.get(ID_NUMBER).and_then(|id| IdNumber::parse(id, today).ok()).map(|id| id.age_on(today));
        if let Some(age) = age {
            derived.insert("derived.minor", yes_no(age < 18));
            derived.insert("derived.child", yes_no(age < 14));
        }
        let helper = match (age, answers.get(ACTS)) {
            (Some(0..18), _) => Some("guardian"),
            (Some(_), Some("self")) => Some("none"),
            (Some(_), Some(acts @ ("guardian" | "agent"))) => Some(acts),
            _ => None,
        };
        if let Some(helper) = helper {
            derived.insert("derived.helper", helper.to_owned());
        }
        let certificate = answers.get(CERTIFICATE).and_then(|number| CertificateNumber::parse(number, today).ok());
        if let Some(number) = certificate {
            derived.insert("derived.category", number.category().digit().to_string());
        }
        if let Some(item) = answers.get(DEVICE).and_then(|code| lookup.item(Catalogue::Device, code)) {
            derived.insert("derived.sides", yes_no(item.sides));
            derived.insert("derived.measures", item.measures.join(SEPARATOR));
        }
        Self { answers, today, lookup, derived }
    }

    /// The answers themselves.
    pub fn answers(&self) -> &Answers {
        self.answers
    }

    /// The day the answers are looked at.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The given or derived answer, where there is one.
    pub fn get(&self, id: &str) -> Option<&str> {
        self.derived.get(id).map(String::as_str).or_else(|| self.answers.get(id))
    }

    fn holds(&self, condition: &Condition) -> bool {
        let given = self.get(&condition.question).unwrap_or_default();
        let mut values = given.split(SEPARATOR).filter(|value| !value.is_empty());
        match &condition.test {
            Test::In(wanted) => values.any(|value| wanted.iter().any(|wanted| wanted == value)),
            // Unknown is not false, and skipped is not either: of neither can it be said that it is something else.
            Test::Not(_) if given.is_empty() || given == UNKNOWN => false,
            Test::Not(unwanted) => values.all(|value| value != unwanted),
        }
    }
}

/// The questions that are asked, in order. A condition on a question of the same form that is itself not asked does not
/// hold, whatever was once answered to it.
pub fn applicable<'f>(form: &'f Form, known: &Known<'_>) -> Vec<&'f Question> {
    let mut asked: Vec<&Question> = Vec::new();
    for question in &form.questions {
        let applies = question.when.iter().all(|condition| {
            let hidden = form.question(&condition.question).is_some()
                && !asked.iter().any(|earlier| earlier.id == condition.question);
            !hidden && known.holds(condition)
        });
        if applies {
            asked.push(question);
        }
    }
    asked
}

/// The next question without an answer: the first one behind `after`, or else the first of the form, so that nothing
/// left out is forgotten. An optional question that was left empty on purpose counts as answered.
pub fn next_open<'f>(form: &'f Form, known: &Known<'_>, after: Option<&str>) -> Option<&'f Question> {
    let place = |id: &str| form.questions.iter().position(|question| question.id == id);
    let start = after.and_then(place).map_or(0, |at| at + 1);
    let open: Vec<&Question> =
        applicable(form, known).into_iter().filter(|question| !known.answers.has(&question.id)).collect();
    let behind = open.iter().find(|question| place(&question.id).is_some_and(|at| at >= start));
    behind.or_else(|| open.first()).copied()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod words;
