//! What a site lays over must keep: rules, definitions and pages that ship rest on it.

use super::DataFault;
use super::definition::Definition;
use super::fact::{Fact, Shape};
use super::form::Form;
use super::open_point::OpenPoint;

/// A fact keeps its kind and every value it has; it may gain values and be worded anew.
pub(super) fn fact(old: &Fact, new: &Fact) -> Option<DataFault> {
    let range = |shape: &Shape| match shape {
        Shape::Int { min, max, .. } => Some((*min, *max)),
        _ => None,
    };
    let lost: Vec<&str> = old
        .shape
        .answers()
        .iter()
        .map(|answer| answer.value.as_str())
        .filter(|value| new.shape.answers().iter().all(|answer| answer.value != *value))
        .collect();
    let narrower = range(&old.shape).zip(range(&new.shape)).is_some_and(|(old, new)| new.0 > old.0 || new.1 < old.1);
    let fault = if old.shape.name() != new.shape.name() {
        format!("{} is a {} in the rules that ship", old.id, old.shape.name())
    } else if !lost.is_empty() && !matches!(old.shape, Shape::Int { .. }) {
        format!("{} loses the value {}", old.id, lost.join(", "))
    } else if narrower {
        format!("{} takes fewer numbers than before", old.id)
    } else {
        return None;
    };
    Some(whole(format!("facts ({})", old.id), fault, "keep its type and its values; others may be added"))
}

/// A word keeps the kind of its meaning and the fact it is about.
pub(super) fn definition(old: &Definition, new: &Definition) -> Option<DataFault> {
    let (old, meaning) = (old.rows.first()?, new.rows.first()?);
    if meaning.meaning.is_like(&old.meaning) {
        return None;
    }
    let fault = format!("{} has another kind of meaning than the rules that ship rest on", new.id);
    Some(whole(format!("definitions/{}.toml", new.id), fault, "keep the kind of meaning and change its values"))
}

/// A point keeps every value that a rule may hang on.
pub(super) fn point(old: &OpenPoint, new: &OpenPoint) -> Option<DataFault> {
    let lost: Vec<&str> = old
        .options
        .iter()
        .map(|option| option.value.as_str())
        .filter(|value| new.options.iter().all(|option| option.value != *value))
        .collect();
    if lost.is_empty() && old.options.is_empty() == new.options.is_empty() {
        return None;
    }
    let fault = format!("{} cannot be settled as before: {}", new.id, lost.join(", "));
    Some(whole(format!("open-points/{}.toml", new.id), fault, "keep its options, or that it is a number"))
}

/// A form keeps every question, each of its kind: pages, papers and application files name them.
pub(super) fn form(old: &Form, new: &Form) -> Vec<DataFault> {
    let file = format!("forms/{}.toml", new.id);
    let of = |question: &super::form::Question| std::mem::discriminant(&question.kind);
    let lost =
        old.questions.iter().filter(|question| new.question(&question.id).is_none_or(|one| of(one) != of(question)));
    lost.map(|question| {
        let fault = format!("the question {} is gone or of another kind", question.id);
        whole(file.clone(), fault, "keep it; it may be worded anew, and others may be added")
    })
    .collect()
}

fn whole(file: String, fault: String, remedy: &str) -> DataFault {
    DataFault { file, line: 0, fault, remedy: remedy.to_owned() }
}
