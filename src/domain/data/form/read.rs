//! Reading one form file.

use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

use super::super::{DataFault, Words};
use super::check::check_question;
use super::{Bound, Catalogue, Choice, Condition, Form, Group, GroupName, Kind, Question, Test};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    id: Spanned<String>,
    name: Words,
    groups: Vec<RawGroup>,
    #[serde(rename = "question")]
    questions: Vec<RawQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    id: Group,
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    id: Spanned<String>,
    group: Group,
    kind: Spanned<RawKind>,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    unknown: bool,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    many: Option<Spanned<bool>>,
    min: Option<Spanned<toml::Value>>,
    max: Option<Spanned<toml::Value>>,
    bound: Option<Spanned<Bound>>,
    warn_months: Option<Spanned<u8>>,
    catalogue: Option<Spanned<Catalogue>>,
    against: Option<Spanned<String>>,
    #[serde(default)]
    when: Vec<Spanned<RawCondition>>,
    zh: Spanned<RawWords>,
    en: Spanned<RawWords>,
    #[serde(default)]
    choices: Vec<Spanned<RawChoice>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawKind {
    Name,
    IdNumber,
    Certificate,
    Phone,
    Text,
    Date,
    Integer,
    Decimal,
    Choice,
    YesNo,
    Subdistrict,
    Community,
    Item,
    Paper,
    Consent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    ask: String,
    label: String,
    help: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    value: String,
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCondition {
    question: String,
    is: Option<String>,
    r#in: Option<Vec<String>>,
    not: Option<String>,
}

/// The file being read, to say where a fault is.
pub(super) struct Source<'a> {
    /// Its name relative to the assets folder.
    pub file: &'a str,
    /// All of it.
    pub text: &'a str,
}

impl Source<'_> {
    /// A fault on the line of the byte at `offset`.
    pub fn fault(&self, offset: usize, fault: impl Into<String>, remedy: impl Into<String>) -> DataFault {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        DataFault {
            file: self.file.to_owned(),
            line: before.split(|byte| *byte == b'\n').count(),
            fault: fault.into(),
            remedy: remedy.into(),
        }
    }
}

/// Where the parts of a question stand in the file, in bytes from its start.
pub(super) struct Places {
    /// The id.
    pub id: usize,
    /// The Chinese words.
    pub zh: usize,
    /// The English words.
    pub en: usize,
    /// Each choice.
    pub choices: Vec<usize>,
    /// Each condition.
    pub when: Vec<usize>,
    /// What it is checked against.
    pub against: usize,
}

/// Reads the form in `text`; `file` names it in faults, relative to the assets folder.
///
/// # Errors
/// The first fault of each question, with its line.
pub fn parse(file: &str, text: &str) -> Result<Form, Vec<DataFault>> {
    let source = Source { file, text };
    let raw: RawForm = toml::from_str(text).map_err(|error| {
        let place = error.span().filter(|place| place.len() < text.len());
        let message = error.message().trim_end().replace('\n', ", ");
        let remedy = "write it as in the other questions, in both zh and en";
        match place {
            Some(place) => vec![source.fault(place.start, message, remedy)],
            None => vec![DataFault { file: file.to_owned(), line: 0, fault: message, remedy: remedy.to_owned() }],
        }
    })?;
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".toml");
    let mut faults = Vec::new();
    if raw.id.as_ref() != stem {
        faults.push(source.fault(
            raw.id.span().start,
            format!("the form is called {} and its file {stem}", raw.id.as_ref()),
            "give both the same name",
        ));
    }
    let mut form = Form {
        id: raw.id.into_inner(),
        name: raw.name,
        groups: raw
            .groups
            .into_iter()
            .map(|group| GroupName { group: group.id, name: Words { zh: group.zh, en: group.en } })
            .collect(),
        questions: Vec::with_capacity(raw.questions.len()),
    };
    for raw in raw.questions {
        let places = Places {
            id: raw.id.span().start,
            zh: raw.zh.span().start,
            en: raw.en.span().start,
            choices: raw.choices.iter().map(|choice| choice.span().start).collect(),
            when: raw.when.iter().map(|condition| condition.span().start).collect(),
            against: raw.against.as_ref().map_or(raw.id.span().start, |against| against.span().start),
        };
        match question(&source, raw) {
            Ok(question) => {
                faults.extend(check_question(&source, &form, &question, &places).err());
                // Kept all the same, so that what names it is not at fault too.
                form.questions.push(question);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(form) } else { Err(faults) }
}

fn question(source: &Source<'_>, raw: RawQuestion) -> Result<Question, DataFault> {
    let kind = kind(source, &raw)?;
    let (zh, en) = (raw.zh.into_inner(), raw.en.into_inner());
    let when: Result<Vec<Condition>, DataFault> = raw.when.into_iter().map(|one| condition(source, one)).collect();
    Ok(Question {
        id: raw.id.into_inner(),
        group: raw.group,
        kind,
        optional: raw.optional,
        unknown: raw.unknown,
        private: raw.private,
        when: when?,
        against: raw.against.map(Spanned::into_inner),
        ask: Words { zh: zh.ask, en: en.ask },
        label: Words { zh: zh.label, en: en.label },
        help: Words { zh: zh.help, en: en.help },
        choices: raw
            .choices
            .into_iter()
            .map(Spanned::into_inner)
            .map(|choice| Choice { value: choice.value, words: Words { zh: choice.zh, en: choice.en } })
            .collect(),
    })
}

fn condition(source: &Source<'_>, raw: Spanned<RawCondition>) -> Result<Condition, DataFault> {
    let place = raw.span().start;
    let raw = raw.into_inner();
    let test = match (raw.is, raw.r#in, raw.not) {
        (Some(value), None, None) => Test::In(vec![value]),
        (None, Some(values), None) if !values.is_empty() => Test::In(values),
        (None, None, Some(value)) => Test::Not(value),
        _ => {
            return Err(source.fault(
                place,
                "a condition has none or several of is, in and not",
                "write exactly one of them",
            ));
        }
    };
    Ok(Condition { question: raw.question, test })
}

/// The kind with its limits; a key that the kind does not use, or one it lacks, is a fault.
fn kind(source: &Source<'_>, raw: &RawQuestion) -> Result<Kind, DataFault> {
    use RawKind as K;
    let name = *raw.kind.as_ref();
    let allowed: &[&str] = match name {
        K::Text | K::Integer | K::Decimal => &["min", "max"],
        K::Date => &["bound", "warn_months", "against"],
        K::Choice => &["many"],
        K::Item => &["many", "catalogue"],
        K::Certificate | K::IdNumber | K::Community => &["against"],
        _ => &[],
    };
    let given = [
        ("min", raw.min.as_ref().map(Spanned::span)),
        ("max", raw.max.as_ref().map(Spanned::span)),
        ("bound", raw.bound.as_ref().map(Spanned::span)),
        ("warn_months", raw.warn_months.as_ref().map(Spanned::span)),
        ("many", raw.many.as_ref().map(Spanned::span)),
        ("catalogue", raw.catalogue.as_ref().map(Spanned::span)),
        ("against", raw.against.as_ref().map(Spanned::span)),
    ];
    for (key, place) in given {
        if let Some(place) = place.filter(|_| !allowed.contains(&key)) {
            return Err(source.fault(place.start, format!("this kind has no {key}"), "take the key out"));
        }
    }
    let many = raw.many.as_ref().is_some_and(|many| *many.as_ref());
    let lacks = |key: &str| source.fault(raw.kind.span().start, format!("this kind needs {key}"), "add the key");
    Ok(match name {
        K::Name => Kind::Name,
        K::IdNumber => Kind::IdNumber,
        K::Certificate => Kind::Certificate,
        K::Phone => Kind::Phone,
        K::Text => {
            let (min, max) = limits(source, raw, Decimal::ZERO)?;
            Kind::Text { min: small(source, raw, min)?, max: small(source, raw, max)? }
        }
        K::Date => Kind::Date {
            bound: raw.bound.as_ref().map(|bound| *bound.as_ref()).unwrap_or_default(),
            warn_months: raw.warn_months.as_ref().map(|months| *months.as_ref()),
        },
        K::Integer => {
            let (min, max) = limits(source, raw, Decimal::MIN)?;
            Kind::Integer { min: whole(source, raw, min)?, max: whole(source, raw, max)? }
        }
        K::Decimal => {
            let (min, max) = limits(source, raw, Decimal::MIN)?;
            Kind::Decimal { min, max }
        }
        K::Choice => Kind::Choice { many },
        K::YesNo => Kind::YesNo,
        K::Subdistrict => Kind::Subdistrict,
        K::Community => Kind::Community,
        K::Item => Kind::Item { catalogue: *raw.catalogue.as_ref().ok_or_else(|| lacks("catalogue"))?.as_ref(), many },
        K::Paper => Kind::Paper,
        K::Consent => Kind::Consent,
    })
}

/// `min` and `max`, in order and not below `least`.
fn limits(source: &Source<'_>, raw: &RawQuestion, least: Decimal) -> Result<(Decimal, Decimal), DataFault> {
    let read = |key: &str, value: Option<&Spanned<toml::Value>>| {
        let value = value
            .ok_or_else(|| source.fault(raw.kind.span().start, format!("this kind needs {key}"), "add the key"))?;
        // A fraction is written as text, since a binary float would not be the number that is written.
        let number = match value.as_ref() {
            toml::Value::Integer(number) => Some(Decimal::from(*number)),
            toml::Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number.ok_or_else(|| {
            source.fault(value.span().start, format!("{key} is no number"), "write 5, or a fraction as \"0.5\"")
        })
    };
    let (min, max) = (read("min", raw.min.as_ref())?, read("max", raw.max.as_ref())?);
    if min < least || min > max {
        return Err(source.fault(
            raw.kind.span().start,
            format!("no answer is from {min} to {max}"),
            "mend min and max",
        ));
    }
    Ok((min, max))
}

fn whole(source: &Source<'_>, raw: &RawQuestion, number: Decimal) -> Result<i64, DataFault> {
    let whole = number.is_integer().then(|| i64::try_from(number).ok()).flatten();
    whole.ok_or_else(|| source.fault(raw.kind.span().start, format!("{number} is not whole"), "write a whole number"))
}

fn small(source: &Source<'_>, raw: &RawQuestion, number: Decimal) -> Result<u16, DataFault> {
    let whole = whole(source, raw, number)?;
    u16::try_from(whole)
        .map_err(|_| source.fault(raw.kind.span().start, format!("{whole} is too long"), "allow fewer characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"id = "sample"
name = { zh = "样表", en = "Sample" }
groups = [{ id = "need", zh = "需要", en = "Need" }]

[[question]]
id = "need.kind"
group = "need"
kind = "choice"
zh = { ask = "哪一种？", label = "种类", help = "选一种。" }
en = { ask = "Which kind?", label = "Kind", help = "Choose one." }
choices = [
  { value = "big", zh = "大号的", en = "A big one" },
  { value = "small", zh = "小号的", en = "A small one" },
]

[[question]]
id = "need.size"
group = "need"
kind = "decimal"
min = "0.5"
max = 40
when = [{ question = "need.kind", is = "big" }]
zh = { ask = "多大？", label = "大小", help = "单位是厘米。" }
en = { ask = "How big?", label = "Size", help = "In centimetres." }
"#;

    fn fault(from: &str, to: &str) -> DataFault {
        assert!(GOOD.contains(from), "the sample has {from}");
        parse("forms/sample.toml", &GOOD.replacen(from, to, 1)).expect_err("the text is wrong").remove(0)
    }

    #[test]
    fn a_form_is_read_and_packs() {
        let form = parse("forms/sample.toml", GOOD).expect("the sample is good");
        assert_eq!(form.questions[1].kind, Kind::Decimal { min: "0.5".parse().expect("a number"), max: 40.into() });
        assert_eq!(form.questions[1].when[0].test, Test::In(vec!["big".to_owned()]));
        let packed = postcard::to_stdvec(&form).expect("packs");
        assert_eq!(postcard::from_bytes::<Form>(&packed), Ok(form));
    }

    #[test]
    fn mistakes_of_shape_are_told_with_their_line() {
        for (from, to, line, what) in [
            ("id = \"sample\"", "id = \"other\"", 1, "called other"),
            ("kind = \"choice\"", "kind = \"chioce\"", 8, "unknown variant"),
            ("kind = \"choice\"", "kind = \"choice\"\nmax = 3", 9, "has no max"),
            ("max = 40\n", "", 19, "needs max"),
            ("max = 40", "max = 0.5", 21, "max is no number"),
            ("max = 40", "max = 0", 19, "no answer"),
            ("is = \"big\"", "is = \"big\", not = \"small\"", 22, "none or several"),
            ("label = \"Size\", ", "", 24, "missing field"),
            ("label = \"Size\"", "lable = \"Size\"", 24, "unknown field"),
        ] {
            let found = fault(from, to);
            assert_eq!((found.line, found.fault.contains(what)), (line, true), "{found}");
            assert!(!found.remedy.is_empty());
        }
    }

    #[test]
    fn mistakes_of_meaning_are_told_with_their_line() {
        for (from, to, line, what) in [
            ("id = \"need.size\"", "id = \"need.kind\"", 17, "asked twice"),
            ("id = \"need.size\"", "id = \"Need size\"", 17, "is no id"),
            ("group = \"need\"", "group = \"item\"", 6, "not among the groups"),
            ("question = \"need.kind\"", "question = \"need.later\"", 22, "not asked before"),
            ("question = \"need.kind\"", "question = \"derived.moon\"", 22, "no answer follows"),
            ("is = \"big\"", "is = \"huge\"", 22, "cannot be answered with huge"),
            ("value = \"small\"", "value = \"big\"", 13, "twice"),
            ("value = \"small\"", "value = \"2\"", 13, "is no value"),
            ("zh = \"小号的\"", "zh = \"小的\"", 13, "fewer than 3"),
            ("ask = \"多大？\"", "ask = \"多大？多大？多大？多大？多大？多大？多大？\"", 23, "columns"),
            ("help = \"单位是厘米。\"", "help = \"单位…\"", 23, "U+2026"),
            ("help = \"In centimetres.\"", "help = \"厘米\"", 24, "U+5398"),
            ("help = \"In centimetres.\"", "help = \"\"", 24, "empty"),
        ] {
            let found = fault(from, to);
            assert_eq!((found.line, found.fault.contains(what)), (line, true), "{found}");
            assert!(!found.remedy.is_empty());
        }
    }
}
