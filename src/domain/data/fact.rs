//! The facts that rules are about: what kind of value each has, and the words it is asked, named and answered with.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::sheet::{Check, Source};
use super::{DataFault, Words};

/// One thing that can be known about a person, a household or an employer. Every fact may be unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Dotted id, such as `p.birth`: p a person, h a household, e an employer, hire a hired worker, post a post, f a
    /// facility, r the last retrofit, d the last device.
    pub id: String,
    /// What values it can have.
    pub shape: Shape,
    /// The question; fits 40 columns with the row's own mark.
    pub ask: Words,
    /// The fact's name, as used among what is still to be known.
    pub label: Words,
    /// One or two short sentences that help to answer.
    pub help: Words,
}

/// The kind of value a fact has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Yes or no.
    Bool {
        /// The words for yes.
        yes: Words,
        /// The words for no.
        no: Words,
    },
    /// One of these.
    Choice(Vec<Answer>),
    /// One or more of these.
    Set(Vec<Answer>),
    /// A whole number.
    Int {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
        /// Words for every value where the values are few; else empty.
        answers: Vec<Answer>,
    },
    /// A day.
    Date,
    /// Amounts in yuan, one a month, oldest first.
    Money,
}

/// A value and its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The value as rules and records have it.
    pub value: String,
    /// The words a person chooses it by.
    pub words: Words,
    /// Whether it rules out every other value of a set ("none of these").
    pub alone: bool,
}

impl Shape {
    /// The values with words, for a choice, a set and a small number; else empty.
    pub fn answers(&self) -> &[Answer] {
        match self {
            Self::Choice(answers) | Self::Set(answers) | Self::Int { answers, .. } => answers,
            Self::Bool { .. } | Self::Date | Self::Money => &[],
        }
    }

    /// What the shape is called in a file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Bool { .. } => "bool",
            Self::Choice(_) => "choice",
            Self::Set(_) => "set",
            Self::Int { .. } => "int",
            Self::Date => "date",
            Self::Money => "money",
        }
    }
}

/// The fact called `id`.
pub fn find<'f>(facts: &'f [Fact], id: &str) -> Option<&'f Fact> {
    facts.iter().find(|fact| fact.id == id)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    fact: Vec<Spanned<RawFact>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    id: Spanned<String>,
    r#type: RawType,
    ask: Spanned<Words>,
    label: Spanned<Words>,
    help: Spanned<Words>,
    yes: Option<Spanned<Words>>,
    no: Option<Spanned<Words>>,
    min: Option<i64>,
    max: Option<i64>,
    values: Option<Vec<Spanned<RawAnswer>>>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum RawType {
    Bool,
    Choice,
    Set,
    Int,
    Date,
    Money,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswer {
    value: String,
    zh: String,
    en: String,
    #[serde(default)]
    alone: bool,
}

/// Reads the fact files, in order. What is wrong is added to `faults`; facts that can be understood all the same are
/// still returned, so that one slip is not reported again by every rule that names the fact.
pub fn parse_all(sources: &[Source], faults: &mut Vec<DataFault>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for source in sources {
        let file: RawFile = match source.read() {
            Ok(file) => file,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let mut check = Check::new(source);
        for raw in file.fact {
            let place = raw.span();
            let id_place = raw.as_ref().id.span();
            let fact = fact(raw.into_inner(), &place, &mut check);
            for key in [fact.id.clone(), format!("label {}", fact.label.zh), format!("label {}", fact.label.en)] {
                let here = format!("{}:{}", source.file, source.line(id_place.start));
                if let Some(there) = seen.insert(key.clone(), here) {
                    check.note(
                        &id_place,
                        format!("{key} is there already, at {there}"),
                        "give every fact an id and a label of its own",
                    );
                }
            }
            facts.push(fact);
        }
        faults.append(&mut check.faults);
    }
    facts
}

/// Columns a fact's words may take, Chinese and English.
const ASK: (usize, usize) = (38, 38);
const LABEL: (usize, usize) = (16, 20);
const HELP: (usize, usize) = (76, 76);
const ANSWER: (usize, usize) = (30, 38);

fn fact(raw: RawFact, place: &Range<usize>, check: &mut Check) -> Fact {
    check.words(&raw.ask, ASK.0, ASK.1);
    check.words(&raw.label, LABEL.0, LABEL.1);
    check.words(&raw.help, HELP.0, HELP.1);
    let well_named = raw.id.as_ref().split_once('.').is_some_and(|(group, name)| {
        [group, name]
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_'))
    });
    if !well_named {
        check.note(
            &raw.id.span(),
            format!("\"{}\" is not a fact id", raw.id.as_ref()),
            "write group and name in small letters, as in \"p.birth\"",
        );
    }
    let fact_shape = shape(&raw, place, check);
    Fact {
        id: raw.id.into_inner(),
        shape: fact_shape,
        ask: raw.ask.into_inner(),
        label: raw.label.into_inner(),
        help: raw.help.into_inner(),
    }
}

fn shape(raw: &RawFact, place: &Range<usize>, check: &mut Check) -> Shape {
    use RawType::{Bool, Choice, Date, Int, Money, Set};
    let kind = raw.r#type;
    let misplaced = [
        ("yes and no", raw.yes.is_some() || raw.no.is_some(), kind == Bool),
        ("min and max", raw.min.is_some() || raw.max.is_some(), kind == Int),
        ("values", raw.values.is_some(), matches!(kind, Choice | Set | Int)),
    ];
    for (key, given, fits) in misplaced {
        if given && !fits {
            check.note(place, format!("a fact of this type has no {key}"), "take them out or change the type");
        }
    }
    let answers = answers(raw, place, check);
    if answers.is_empty() && matches!(kind, Choice | Set) {
        check.note(place, "the fact has no values", "add values = [{ value, zh, en }]");
    }
    match kind {
        Bool => {
            let mut words = |words: &Option<Spanned<Words>>, name: &str| {
                if let Some(words) = words {
                    answer_words(words.as_ref(), &words.span(), check);
                    words.as_ref().clone()
                } else {
                    check.note(place, format!("the words for {name} are missing"), "add them in zh and en");
                    Words::default()
                }
            };
            Shape::Bool { yes: words(&raw.yes, "yes"), no: words(&raw.no, "no") }
        }
        Choice => Shape::Choice(answers),
        Set => Shape::Set(answers),
        Int => {
            let (min, max) = (raw.min.unwrap_or(0), raw.max.unwrap_or(i64::MAX));
            let numbers: Vec<String> = answers.iter().map(|answer| answer.value.clone()).collect();
            let wanted = max
                .checked_sub(min)
                .filter(|span| (0..100).contains(span))
                .map(|_| (min..=max).map(|number| number.to_string()).collect::<Vec<_>>());
            if raw.min.is_none() || raw.max.is_none() || min > max {
                check.note(place, "a whole number needs a smallest and a largest value", "add min and max");
            } else if !numbers.is_empty() && Some(numbers) != wanted {
                check.note(
                    place,
                    "the values are not the numbers from min to max",
                    "give every number its words, in order, or none",
                );
            }
            Shape::Int { min, max, answers }
        }
        Date => Shape::Date,
        Money => Shape::Money,
    }
}

fn answers(raw: &RawFact, place: &Range<usize>, check: &mut Check) -> Vec<Answer> {
    let mut list: Vec<Answer> = Vec::new();
    for raw_answer in raw.values.iter().flatten() {
        let answer = raw_answer.as_ref();
        let words = Words { zh: answer.zh.clone(), en: answer.en.clone() };
        answer_words(&words, &raw_answer.span(), check);
        if list
            .iter()
            .any(|other| other.value == answer.value || other.words.zh == words.zh || other.words.en == words.en)
        {
            check.note(
                &raw_answer.span(),
                format!("the value \"{}\" or its words are there twice", answer.value),
                "keep one of them",
            );
        }
        list.push(Answer { value: answer.value.clone(), words, alone: answer.alone });
    }
    if list.iter().any(|answer| answer.alone) && raw.r#type != RawType::Set {
        check.note(place, "only a value of a set can stand alone", "take alone out");
    }
    list
}

/// A choice is heard by itself, so it has to make sense by itself; readers skip what is shorter than three characters.
fn answer_words(words: &Words, place: &Range<usize>, check: &mut Check) {
    for (text, most) in [(&words.zh, ANSWER.0), (&words.en, ANSWER.1)] {
        check.glyphs(place, text);
        check.width(place, text, most);
        if text.chars().count() < 3 {
            check.note(
                place,
                format!("\"{text}\" is shorter than 3 characters"),
                "say it so that it is understood by itself",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[fact]]
id = "p.insured"
type = "bool"
ask = { zh = "您参加医疗保险了吗？", en = "Do you have medical insurance?" }
label = { zh = "医疗保险", en = "Insurance" }
help = { zh = "新农合也算。", en = "Any basic insurance counts." }
yes = { zh = "是，参加了", en = "Yes, insured" }
no = { zh = "不是，没有参加", en = "No, not insured" }
"#;

    fn faults(texts: &[&str]) -> Vec<String> {
        let sources: Vec<Source> =
            texts.iter().enumerate().map(|(number, text)| Source::new(format!("facts/{number}.toml"), *text)).collect();
        let mut faults = Vec::new();
        parse_all(&sources, &mut faults);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_good_file_has_no_faults() {
        let mut faults = Vec::new();
        let facts = parse_all(&[Source::new("facts/a.toml", GOOD)], &mut faults);
        assert_eq!(faults, []);
        assert_eq!(facts[0].id, "p.insured");
        assert_eq!(facts[0].shape.name(), "bool");
    }

    #[test]
    fn the_same_id_in_two_files_is_told_with_both_places() {
        let other = GOOD.replace("医疗保险\", en = \"Insurance\"", "参保情况\", en = \"Cover\"");
        assert_eq!(
            faults(&[GOOD, &other]),
            [
                "facts/1.toml:3: p.insured is there already, at facts/0.toml:3; give every fact an id and a label of its own"
            ]
        );
    }

    #[test]
    fn a_bool_without_words_for_no_is_told_with_the_line_of_the_fact() {
        let text = GOOD.lines().filter(|line| !line.starts_with("no =")).collect::<Vec<_>>().join("\n");
        assert_eq!(faults(&[&text]), ["facts/0.toml:2: the words for no are missing; add them in zh and en"]);
    }

    #[test]
    fn words_that_do_not_fit_or_are_too_short_are_told() {
        let found = faults(&[&GOOD.replace("是，参加了", "是").replace("医疗保险\"", "基本医疗保险参加情况\"")]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("facts/0.toml:6: the text takes 20 columns of at most 16"), "{found:?}");
        assert!(found[1].starts_with("facts/0.toml:8: \"是\" is shorter than 3 characters"), "{found:?}");
    }

    #[test]
    fn keys_of_another_type_and_unknown_types_are_told() {
        let found = faults(&[&GOOD.replace("\"bool\"", "\"date\"")]);
        assert_eq!(found, ["facts/0.toml:2: a fact of this type has no yes and no; take them out or change the type"]);
        let found = faults(&[&GOOD.replace("\"bool\"", "\"float\"")]);
        assert!(found[0].starts_with("facts/0.toml:4: unknown variant `float`"), "{found:?}");
    }
}
