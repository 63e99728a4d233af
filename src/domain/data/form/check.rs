//! What is checked of forms beyond their shape: ids, conditions, and that every text fits where it is shown.

use std::collections::BTreeSet;

use super::super::{DataFault, Lang, Words};
use super::read::{Places, Source};
use super::{Condition, DERIVED, Form, Kind, Question, Test, UNKNOWN};

/// Columns a question may take: one row of a 40-column screen.
const ASK: usize = 38;
/// Columns a label may take, so that value and error still fit in its row.
const LABEL_ZH: usize = 12;
const LABEL_EN: usize = 14;
/// Columns the help may take: two rows.
const HELP: usize = 76;
/// Columns a choice may take, behind its number.
const CHOICE: usize = 30;
/// A screen reader's cursor row needs three characters to be told from an echo.
const CHOICE_LEAST: usize = 3;

/// Checks one question against those before it in `form`.
pub(super) fn check_question(
    source: &Source<'_>,
    form: &Form,
    question: &Question,
    places: &Places,
) -> Result<(), DataFault> {
    let id = &question.id;
    let is_id = id.split_once('.').is_some_and(|(first, second)| is_word(first) && is_word(second));
    if !is_id {
        return Err(source.fault(places.id, format!("\"{id}\" is no id"), "write it as in person.phone"));
    }
    if form.question(id).is_some() {
        return Err(source.fault(places.id, format!("{id} is asked twice"), "give one of the two another id"));
    }
    let group = question.group;
    if !form.groups.iter().any(|named| named.group == group) {
        let fault = format!("{} is not among the groups of the form", group.as_str());
        return Err(source.fault(places.id, fault, "name the group at the head of the file"));
    }
    let again = form.questions.last().is_some_and(|last| last.group != group)
        && form.questions.iter().any(|earlier| earlier.group == group);
    if again {
        let fault = format!("the questions of {} do not stand together", group.as_str());
        return Err(source.fault(places.id, fault, "move the question to its group"));
    }
    check_words(source, question, places)?;
    check_choices(source, question, places)?;
    for (condition, place) in question.when.iter().zip(&places.when) {
        check_condition(source, form, condition, *place)?;
    }
    if let Some(against) = &question.against
        && is_own(form, id, against)
        && form.question(against).is_none()
    {
        return Err(source.fault(places.against, format!("{against} is not asked before"), "name an earlier question"));
    }
    Ok(())
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn check_words(source: &Source<'_>, question: &Question, places: &Places) -> Result<(), DataFault> {
    for lang in [Lang::Zh, Lang::En] {
        let (place, label) = match lang {
            Lang::Zh => (places.zh, LABEL_ZH),
            Lang::En => (places.en, LABEL_EN),
        };
        for (name, words, most) in
            [("ask", &question.ask, ASK), ("label", &question.label, label), ("help", &question.help, HELP)]
        {
            check_text(source, place, name, words, lang, most)?;
        }
    }
    Ok(())
}

fn check_choices(source: &Source<'_>, question: &Question, places: &Places) -> Result<(), DataFault> {
    let mut seen = BTreeSet::new();
    for (choice, place) in question.choices.iter().zip(&places.choices) {
        let value = &choice.value;
        if !is_word(value) {
            let remedy = "write a small letter, then small letters, digits and _";
            return Err(source.fault(*place, format!("\"{value}\" is no value"), remedy));
        }
        if !seen.insert(value) {
            return Err(source.fault(*place, format!("{value} can be chosen twice"), "take one of the two out"));
        }
        for lang in [Lang::Zh, Lang::En] {
            check_text(source, *place, "choice", &choice.words, lang, CHOICE)?;
            if choice.words.get(lang).chars().count() < CHOICE_LEAST {
                let fault = format!("the words of {value} have fewer than {CHOICE_LEAST} characters");
                return Err(source.fault(*place, fault, "say it so that it stands alone"));
            }
        }
    }
    let values: Vec<&str> = question.choices.iter().map(|choice| choice.value.as_str()).collect();
    let fault = match question.kind {
        Kind::Choice { .. } if values.len() < 2 => "a choice has fewer than two values",
        Kind::YesNo | Kind::Consent if values != ["yes", "no"] => "the choices are not yes and no, in this order",
        Kind::Choice { .. } | Kind::YesNo | Kind::Consent => return Ok(()),
        _ if !values.is_empty() => "this kind has no choices",
        _ => return Ok(()),
    };
    Err(source.fault(places.id, fault, "mend the choices"))
}

/// Whether `id` must be a question of this very form: it begins like one of its questions.
fn is_own(form: &Form, current: &str, id: &str) -> bool {
    let first = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    let prefix = first(id);
    first(current) == prefix || form.questions.iter().any(|question| first(&question.id) == prefix) || form.id == prefix
}

fn check_condition(source: &Source<'_>, form: &Form, condition: &Condition, place: usize) -> Result<(), DataFault> {
    let id = &condition.question;
    if id.starts_with("derived.") {
        return check_derived(condition).map_err(|fault| source.fault(place, fault, "use one that does"));
    }
    match form.question(id) {
        Some(asked) => {
            check_values(asked, &condition.test).map_err(|fault| source.fault(place, fault, "mend the value"))
        }
        None if id.starts_with("person.") && form.id != "person" => Ok(()),
        None => Err(source.fault(place, format!("{id} is not asked before"), "name an earlier question")),
    }
}

fn check_derived(condition: &Condition) -> Result<(), String> {
    let id = &condition.question;
    let Some((_, values)) = DERIVED.iter().find(|(name, _)| name == id) else {
        return Err(format!("no answer follows under the name {id}"));
    };
    match condition.test.values().iter().find(|value| !values.is_empty() && !values.contains(value)) {
        Some(value) => Err(format!("{id} is never {value}")),
        None => Ok(()),
    }
}

fn check_values(asked: &Question, test: &Test) -> Result<(), String> {
    let possible = |value: &str| {
        (value == UNKNOWN && asked.unknown)
            || match asked.kind {
                Kind::Choice { .. } | Kind::YesNo | Kind::Consent => asked.choice(value).is_some(),
                _ => true,
            }
    };
    match test.values().into_iter().find(|value| !possible(value)) {
        Some(value) => Err(format!("{} cannot be answered with {value}", asked.id)),
        None => Ok(()),
    }
}

fn check_text(
    source: &Source<'_>,
    place: usize,
    name: &str,
    words: &Words,
    lang: Lang,
    most: usize,
) -> Result<(), DataFault> {
    let text = words.get(lang);
    if text.is_empty() || text.trim() != text {
        return Err(source.fault(place, format!("{name} is empty or has spaces at an end"), "write the words alone"));
    }
    let plain = |c: char| matches!(c, ' '..='~') || (lang == Lang::Zh && is_wide(c));
    if let Some(strange) = text.chars().find(|c| !plain(*c)) {
        let fault = format!("{name} has the character U+{:04X}: {text}", u32::from(strange));
        return Err(source.fault(place, fault, "use plain ASCII, in zh also Chinese characters and marks"));
    }
    let wide: usize = text.chars().map(|c| 1 + usize::from(is_wide(c))).sum();
    if wide > most {
        let fault = format!("{name} takes {wide} columns of at most {most}: {text}");
        return Err(source.fault(place, fault, "say it in fewer words"));
    }
    Ok(())
}

/// Characters that take two columns on every terminal.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// Checks all forms together, given with the name and text of their files: ids are unique between the person's form and
/// each other, and what a form asks about the person is asked by the person's form.
///
/// # Errors
/// The first fault, with its line.
pub fn check_forms(forms: &[(&str, &str, &Form)]) -> Result<(), DataFault> {
    let Some((_, _, person)) = forms.iter().find(|(_, _, form)| form.id == "person") else {
        let missing = "no form is called person";
        return Err(DataFault {
            file: "forms/person.toml".to_owned(),
            line: 0,
            fault: missing.to_owned(),
            remedy: "add the form that asks who the person is".to_owned(),
        });
    };
    for (file, text, form) in forms.iter().filter(|(_, _, form)| form.id != "person") {
        let source = Source { file, text };
        for question in &form.questions {
            let place = text.find(&format!("\"{}\"", question.id)).unwrap_or(0);
            if person.question(&question.id).is_some() {
                let fault = format!("{} is asked in the form of the person too", question.id);
                return Err(source.fault(place, fault, "ask it in one place"));
            }
            if let Some(against) =
                question.against.as_ref().filter(|id| form.question(id).or(person.question(id)).is_none())
            {
                let fault = format!("{} is checked against {against}, which nobody asks", question.id);
                return Err(source.fault(place, fault, "name a question of this form or of the person's"));
            }
            for condition in question.when.iter().filter(|condition| condition.question.starts_with("person.")) {
                let id = &condition.question;
                let Some(asked) = person.question(id).filter(|asked| asked.when.is_empty()) else {
                    let fault = format!("{} depends on {id}, which is not asked of every person", question.id);
                    return Err(source.fault(place, fault, "name a question that is always asked"));
                };
                check_values(asked, &condition.test).map_err(|fault| source.fault(place, fault, "mend the value"))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    const PERSON: &str = r#"id = "person"
name = { zh = "本人", en = "Person" }
groups = [{ id = "who", zh = "本人", en = "Who" }]
[[question]]
id = "person.poor"
group = "who"
kind = "yes_no"
zh = { ask = "困难吗？", label = "困难", help = "是或不是。" }
en = { ask = "In hardship?", label = "Hardship", help = "Yes or no." }
choices = [{ value = "yes", zh = "有困难", en = "Yes, in hardship" }, { value = "no", zh = "没有困难", en = "No, not in hardship" }]
"#;

    const OTHER: &str = r#"id = "other"
name = { zh = "其他", en = "Other" }
groups = [{ id = "papers", zh = "材料", en = "Papers" }]
[[question]]
id = "paper.poor"
group = "papers"
kind = "paper"
when = [{ question = "person.poor", is = "yes" }]
zh = { ask = "困难证明？", label = "证明", help = "带来就行。" }
en = { ask = "Proof of it?", label = "Proof", help = "Bring it." }
"#;

    fn together(person: &str, other: &str) -> Result<(), DataFault> {
        let read = |file, text| parse(file, text).map_err(|mut faults| faults.remove(0));
        let forms = [read("forms/person.toml", person)?, read("forms/other.toml", other)?];
        check_forms(&[("forms/person.toml", person, &forms[0]), ("forms/other.toml", other, &forms[1])])
    }

    #[test]
    fn forms_are_checked_together() {
        assert_eq!(together(PERSON, OTHER), Ok(()));
        for (from, to, line, what) in [
            ("paper.poor", "person.poor", 5, "too"),
            ("is = \"yes\"", "is = \"maybe\"", 5, "cannot be answered with maybe"),
            ("\"person.poor\"", "\"person.rich\"", 5, "not asked of every person"),
            ("kind = \"paper\"", "kind = \"date\"\nagainst = \"person.born\"", 5, "which nobody asks"),
        ] {
            let found = together(PERSON, &OTHER.replacen(from, to, 1)).expect_err("the text is wrong");
            assert_eq!((found.line, found.fault.contains(what)), (line, true), "{found}");
        }
    }

    #[test]
    fn without_a_person_no_form_stands() {
        let other = parse("forms/other.toml", OTHER).expect("good by itself");
        let found = check_forms(&[("forms/other.toml", OTHER, &other)]).expect_err("nobody is asked who they are");
        assert_eq!(found.file, "forms/person.toml");
    }
}
