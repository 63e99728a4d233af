//! Looking at all answers together, before they are handed in.

use chrono::{Months, NaiveDate};

use super::fault::{Fault, Problem, Warning};
use super::{Known, applicable, validate};
use crate::domain::data::form::{Form, Kind, Question};

/// What is still wrong with a form, and what is worth saying though it stops nobody. Both in the order of the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Each must be mended before the form can be handed in.
    pub problems: Vec<Problem>,
    /// None has to be.
    pub warnings: Vec<Warning>,
}

impl Review {
    /// Whether the form can be handed in.
    pub fn is_complete(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Checks every question that applies again: an answer that was right can be wrong by now, since another answer was
/// changed or time has passed.
pub fn review(form: &Form, known: &Known<'_>) -> Review {
    let mut found = Review::default();
    for question in applicable(form, known) {
        if !known.answers().has(&question.id) {
            // What is optional and was never reached is simply not given.
            if !question.optional {
                found.problems.push(Problem { field: question.id.clone(), fault: Fault::Required });
            }
            continue;
        }
        let answer = known.get(&question.id).unwrap_or_default();
        match validate(question, answer, known) {
            Ok(_) => found.warnings.extend(warning(question, answer, known.today())),
            Err(problem) => found.problems.push(problem),
        }
    }
    found
}

fn warning(question: &Question, answer: &str, today: NaiveDate) -> Option<Warning> {
    let Kind::Date { warn_months: Some(months), .. } = question.kind else { return None };
    let date: NaiveDate = answer.parse().ok()?;
    let far_enough = today.checked_add_months(Months::new(months.into()))?;
    (date < far_enough).then(|| Warning::EndsSoon { field: question.id.clone(), date, months })
}
