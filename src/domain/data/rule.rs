//! Who may have something: a tree of conditions, each with its words and with what it rests on.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::{Spanned, Value};

use super::definition::Meaning;
use super::fact::{self, Shape};
use super::sheet::Check;
use super::{Base, Words, open_point};

/// A condition or a group of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// Every part must hold.
    All(Group),
    /// One part is enough.
    Any(Group),
    /// One test of one fact.
    Leaf(Leaf),
    /// A part that is there only where an open point is settled in this way.
    When(When),
}

/// A part of a rule that an open point switches on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The open point.
    pub point: String,
    /// The value with which the part is there.
    pub value: String,
    /// The part.
    pub rule: Box<Rule>,
}

/// Parts that are decided together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The parts, one at least.
    pub parts: Vec<Rule>,
    /// Words for the group; with them it is read as one condition and its parts are not.
    pub saying: Option<Saying>,
}

/// How a condition is read and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// The condition as a statement, without a stop.
    pub words: Words,
    /// What it rests on.
    pub basis: Basis,
    /// Article of 西政发〔2011〕18号 when it is not the programme's own.
    pub article: Option<u8>,
    /// Numbered item of that article.
    pub item: Option<u8>,
    /// A word it uses whose definition is read along with it.
    pub means: Option<String>,
}

/// What a condition rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The text has it.
    Stated,
    /// Our reading; the text does not have it.
    Inferred,
    /// The text has the word and leaves its meaning to a [`super::definition`].
    Definition,
}

/// One test of one fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// The fact's id.
    pub fact: String,
    /// What must hold of it.
    pub test: Test,
    /// Words and basis.
    pub saying: Saying,
}

/// What must hold of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// A yes-or-no fact is this.
    IsBool(bool),
    /// A number is this.
    IsInt(i64),
    /// A choice is one of these.
    In(BTreeSet<String>),
    /// A set has any of these.
    Has(BTreeSet<String>),
    /// A set has none of these.
    Lacks(BTreeSet<String>),
    /// A number is at least this.
    Min(i64),
    /// A number is at most this.
    Max(i64),
    /// Somebody born on this day is younger than so many full years.
    UnderAge(u32),
    /// This day lies so many full years back, or more.
    YearsAgo(u32),
    /// The word applies as defined on the day.
    Definition(String),
    /// The fact is given, whatever it is.
    Known,
    /// Full years among the months paid exceed the years claimed (article 8 item 1: 每满1年).
    FullYearUnclaimed,
}

/// The fact that [`Test::FullYearUnclaimed`] is written beside: months of social insurance paid.
pub const MONTHS_PAID: &str = "hire.months_paid";
/// The years of subsidy already claimed.
pub const CLAIMED_YEARS: &str = "hire.claimed_years";

/// Longer than anybody lives and than any term runs.
pub(super) const MOST_YEARS: u32 = 150;

/// A node as it stands in a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNode {
    all: Option<Vec<Spanned<RawNode>>>,
    any: Option<Vec<Spanned<RawNode>>>,
    fact: Option<Spanned<String>>,
    is: Option<Spanned<Value>>,
    r#in: Option<Spanned<BTreeSet<String>>>,
    has: Option<Spanned<BTreeSet<String>>>,
    lacks: Option<Spanned<BTreeSet<String>>>,
    min: Option<i64>,
    max: Option<i64>,
    under_age: Option<u32>,
    years_ago: Option<u32>,
    definition: Option<Spanned<String>>,
    known: Option<bool>,
    full_year_unclaimed: Option<bool>,
    basis: Option<Basis>,
    article: Option<u8>,
    item: Option<u8>,
    means: Option<Spanned<String>>,
    when: Option<Spanned<RawWhen>>,
    zh: Option<Spanned<String>>,
    en: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWhen {
    point: String,
    is: String,
}

/// Columns that a condition's words may take.
const CONDITION: (usize, usize) = (36, 76);

/// The rule of a raw node; what is wrong is noted, and a node that cannot be understood is left out.
pub(super) fn rule(raw: &Spanned<RawNode>, base: &Base<'_>, check: &mut Check) -> Option<Rule> {
    let place = raw.span();
    let node = raw.as_ref();
    let rule = match (&node.all, &node.any, &node.fact) {
        (Some(parts), None, None) => Rule::All(group(node, parts, &place, base, check)?),
        (None, Some(parts), None) => Rule::Any(group(node, parts, &place, base, check)?),
        (None, None, Some(id)) => {
            let saying = saying(node, &place, base, check);
            let test = test(node, id, &place, base, check);
            Rule::Leaf(Leaf { fact: id.as_ref().clone(), test: test?, saying: saying? })
        }
        _ => {
            check.note(&place, "a part of a rule is all, any or a fact", "write exactly one of all, any and fact");
            return None;
        }
    };
    let Some(when) = &node.when else { return Some(rule) };
    let RawWhen { point, is } = when.as_ref();
    let known = open_point::find(base.points, point);
    if !known.is_some_and(|known| known.options.iter().any(|option| &option.value == is)) {
        check.note(
            &when.span(),
            format!("no open point \"{point}\" is settled as \"{is}\""),
            "use a point of the folder open-points and one of its values",
        );
    }
    Some(Rule::When(When { point: point.clone(), value: is.clone(), rule: Box::new(rule) }))
}

fn group(
    node: &RawNode,
    parts: &[Spanned<RawNode>],
    place: &Range<usize>,
    base: &Base<'_>,
    check: &mut Check,
) -> Option<Group> {
    if !tests(node).is_empty() {
        check.note(place, "a group has no test of its own", "move the test to a part with a fact");
    }
    if parts.is_empty() {
        check.note(place, "the group has no parts", "add a part or take the group out");
        return None;
    }
    let said =
        node.zh.is_some() || node.en.is_some() || node.basis.is_some() || node.article.is_some() || node.item.is_some();
    let saying = if said { Some(saying(node, place, base, check)?) } else { None };
    let read: Vec<Rule> = parts.iter().filter_map(|part| rule(part, base, check)).collect();
    if read.iter().all(|part| matches!(part, Rule::When(_))) && !read.is_empty() {
        check.note(place, "every part of the group can be switched off", "leave one part that is always there");
    }
    (read.len() == parts.len()).then_some(Group { parts: read, saying })
}

fn saying(node: &RawNode, place: &Range<usize>, base: &Base<'_>, check: &mut Check) -> Option<Saying> {
    for (key, given) in [("zh", node.zh.is_some()), ("en", node.en.is_some()), ("basis", node.basis.is_some())] {
        if !given {
            let remedy = "a condition, and a group that is read as one, has basis, zh and en";
            check.note(place, format!("{key} is missing"), remedy);
        }
    }
    for (text, most) in [(&node.zh, CONDITION.0), (&node.en, CONDITION.1)] {
        let Some(text) = text else { continue };
        check.glyphs(&text.span(), text.as_ref());
        check.width(&text.span(), text.as_ref(), most);
        if text.as_ref().ends_with(['。', '.']) {
            check.note(&text.span(), "a condition ends without a stop", "take the stop out");
        }
    }
    if node.article.is_some_and(|article| !(1..=22).contains(&article))
        || (node.item.is_some() && node.article.is_none())
    {
        check.note(place, "the articles are 1 to 22, and an item needs its article", "name the article");
    }
    if let Some(means) = &node.means
        && base.definitions.get(means.as_ref()).is_none()
    {
        let fault = format!("\"{}\" is not defined", means.as_ref());
        check.note(&means.span(), fault, "use a word of the folder definitions or add it there");
    }
    Some(Saying {
        words: Words { zh: node.zh.as_ref()?.as_ref().clone(), en: node.en.as_ref()?.as_ref().clone() },
        basis: node.basis?,
        article: node.article,
        item: node.item,
        means: node.means.as_ref().map(|means| means.as_ref().clone()),
    })
}

/// Every test written on a node; none where the value of `is` is of no use.
fn tests(node: &RawNode) -> Vec<Option<Test>> {
    let values = |values: &Option<Spanned<BTreeSet<String>>>| values.as_ref().map(|values| values.as_ref().clone());
    [
        node.is.as_ref().map(|value| match value.as_ref() {
            Value::Boolean(value) => Some(Test::IsBool(*value)),
            Value::Integer(value) => Some(Test::IsInt(*value)),
            Value::String(value) => Some(Test::In(BTreeSet::from([value.clone()]))),
            _ => None,
        }),
        values(&node.r#in).map(|values| Some(Test::In(values))),
        values(&node.has).map(|values| Some(Test::Has(values))),
        values(&node.lacks).map(|values| Some(Test::Lacks(values))),
        node.min.map(|min| Some(Test::Min(min))),
        node.max.map(|max| Some(Test::Max(max))),
        node.under_age.map(|age| Some(Test::UnderAge(age))),
        node.years_ago.map(|years| Some(Test::YearsAgo(years))),
        node.definition.as_ref().map(|word| Some(Test::Definition(word.as_ref().clone()))),
        node.known.map(|known| known.then_some(Test::Known)),
        node.full_year_unclaimed.map(|unclaimed| unclaimed.then_some(Test::FullYearUnclaimed)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The one test of a leaf, if it is one that its fact can be put to.
fn test(
    node: &RawNode,
    id: &Spanned<String>,
    place: &Range<usize>,
    base: &Base<'_>,
    check: &mut Check,
) -> Option<Test> {
    let name = id.as_ref();
    let mut written = tests(node);
    let (Some(test), None) = (written.pop(), written.pop()) else {
        check.note(place, format!("the condition on {name} needs one test"), "write exactly one, such as is = true");
        return None;
    };
    let Some(fact) = fact::find(base.facts, name) else {
        check.note(&id.span(), format!("there is no fact \"{name}\""), "use a fact of assets/facts or add it there");
        return None;
    };
    let Some(test) = test else {
        check.note(place, "the test has a value of the wrong kind", "write true, a whole number or a value in quotes");
        return None;
    };
    let numbers = |number: i64| matches!(fact.shape, Shape::Int { min, max, .. } if (min..=max).contains(&number));
    let wanted = match &test {
        Test::IsBool(_) => (!matches!(fact.shape, Shape::Bool { .. })).then_some("a fact of yes or no"),
        Test::IsInt(number) | Test::Min(number) | Test::Max(number) => {
            (!numbers(*number)).then_some("a number, and a limit within its smallest and largest value")
        }
        Test::In(_) => (!matches!(fact.shape, Shape::Choice(_))).then_some("a choice; a set takes has and lacks"),
        Test::Has(_) | Test::Lacks(_) => (!matches!(fact.shape, Shape::Set(_))).then_some("a set; a choice takes in"),
        Test::UnderAge(years) | Test::YearsAgo(years) if *years > MOST_YEARS => Some("years that somebody can live"),
        Test::UnderAge(_) | Test::YearsAgo(_) => (fact.shape != Shape::Date).then_some("a fact with a day"),
        Test::Definition(word) => {
            let meaning = base.definitions.get(word).and_then(|one| one.rows.first()).map(|row| &row.meaning);
            match meaning {
                None => Some("a word of the folder definitions"),
                Some(Meaning::Asked(_)) => Some("a word that is reckoned; for one that is asked write is and means"),
                Some(meaning) => (meaning.main_fact() != name).then_some("the fact that the definition is about"),
            }
        }
        Test::Known => None,
        Test::FullYearUnclaimed => (name != MONTHS_PAID).then_some("the fact hire.months_paid"),
    };
    if let Some(wanted) = wanted {
        check.note(
            place,
            format!("{name} is a {} and cannot be put to this test", fact.shape.name()),
            format!("this test is for {wanted}"),
        );
        return None;
    }
    if let Test::In(values) | Test::Has(values) | Test::Lacks(values) = &test {
        let answers = fact.shape.answers();
        if values.is_empty() {
            check.note(place, format!("no value of {name} is named"), "name one at least");
        }
        for value in values.iter().filter(|value| answers.iter().all(|answer| &answer.value != *value)) {
            let known: Vec<&str> = answers.iter().map(|answer| answer.value.as_str()).collect();
            check.note(place, format!("{name} has no value \"{value}\""), format!("use one of {}", known.join(", ")));
        }
    }
    Some(test)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Source;
    use super::*;

    use super::super::definition;
    use super::super::fact::Fact;
    use super::super::open_point::OpenPoint;
    use super::super::rate::Rate;

    const FACTS: &str = include_str!("../../../assets/facts/person.toml");
    const SEVERE: &str = include_str!("../../../assets/definitions/severe.toml");
    const WORKING: &str = include_str!("../../../assets/definitions/working_age.toml");
    const LEVEL: &str = include_str!("../../../assets/open-points/second-group-level.toml");

    fn known() -> (Vec<Fact>, definition::Definitions, Vec<OpenPoint>, Vec<Rate>) {
        let faults = &mut Vec::new();
        let facts = fact::parse_all(&[Source::new("facts/person.toml", FACTS)], faults);
        let definitions = [("severe", SEVERE), ("working_age", WORKING)]
            .map(|(id, text)| Source::new(format!("definitions/{id}.toml"), text));
        let definitions = definition::parse_all(&definitions, &facts, faults);
        let points = [Source::new("open-points/second-group-level.toml", LEVEL)];
        let points = open_point::parse_all(&points, faults);
        assert_eq!(*faults, []);
        (facts, definitions, points, Vec::new())
    }

    /// The faults of a rule whose parts are these lines; the first part stands on line 2.
    fn faults(parts: &str) -> Vec<String> {
        let (facts, definitions, points, rates) = known();
        let base = Base { facts: &facts, definitions: &definitions, points: &points, rates: &rates };
        let source = Source::new("policies/a.toml", format!("all = [\n{parts}\n]\n"));
        let raw: Spanned<RawNode> = match source.read() {
            Ok(raw) => raw,
            Err(fault) => return vec![fault.to_string()],
        };
        let mut check = Check::new(&source);
        let read = rule(&raw, &base, &mut check);
        assert_eq!(
            read.is_none(),
            !check.faults.is_empty() && !check.faults.iter().all(|fault| fault.fault.contains("has no value"))
        );
        check.faults.iter().map(ToString::to_string).collect()
    }

    const WORDS: &str = r#"basis = "stated", zh = "已参保", en = "Insured""#;

    #[test]
    fn every_test_is_read_for_a_fact_of_its_kind() {
        for test in [
            r#"fact = "p.insured", is = true"#,
            r#"fact = "p.cert", is = "valid""#,
            r#"fact = "p.cert", in = ["valid", "expired"]"#,
            r#"fact = "p.grade", is = 2"#,
            r#"fact = "p.grade", max = 2"#,
            r#"fact = "p.categories", lacks = ["6"]"#,
            r#"fact = "p.categories", has = ["1", "2"]"#,
            r#"fact = "p.birth", under_age = 16"#,
            r#"fact = "p.birth", known = true"#,
            r#"fact = "p.birth", years_ago = 5"#,
            r#"fact = "p.birth", definition = "working_age""#,
            r#"fact = "p.cert", known = true, basis = "stated", zh = "有证", en = "Known" },
               { fact = "p.insured", is = true, when = { point = "second-group-level", is = "senior" }, means = "severe""#,
            r#"fact = "p.severe", definition = "severe""#,
        ] {
            assert_eq!(faults(&format!("{{ {test}, {WORDS} }},")), [""; 0], "{test}");
        }
    }

    #[test]
    fn an_unknown_fact_is_told_with_its_line() {
        let good = format!("{{ fact = \"p.insured\", is = true, {WORDS} }},\n");
        assert_eq!(
            faults(&format!("{good}{{ fact = \"p.rich\", is = true, {WORDS} }},")),
            ["policies/a.toml:3: there is no fact \"p.rich\"; use a fact of assets/facts or add it there"]
        );
    }

    #[test]
    fn a_value_the_fact_does_not_have_is_told_with_those_it_has() {
        assert_eq!(
            faults(&format!("{{ fact = \"p.cert\", is = \"lost\", {WORDS} }},")),
            ["policies/a.toml:2: p.cert has no value \"lost\"; use one of none, pending, valid, expired, cancelled"]
        );
    }

    #[test]
    fn tests_that_do_not_fit_the_fact_are_told() {
        for (test, fault) in [
            (r#"fact = "p.insured", is = "yes""#, "p.insured is a bool and cannot be put to this test"),
            (r#"fact = "p.cert", has = ["valid"]"#, "p.cert is a choice and cannot be put to this test"),
            (r#"fact = "p.categories", in = ["1"]"#, "p.categories is a set and cannot be put to this test"),
            (r#"fact = "p.grade", max = 5"#, "p.grade is a int and cannot be put to this test"),
            (r#"fact = "p.cert", under_age = 16"#, "p.cert is a choice and cannot be put to this test"),
            (r#"fact = "p.birth", definition = "severe""#, "p.birth is a date and cannot be put to this test"),
            (r#"fact = "p.birth""#, "the condition on p.birth needs one test"),
            (r#"fact = "p.grade", min = 1, max = 2"#, "the condition on p.grade needs one test"),
            (r#"fact = "p.birth", known = false"#, "the test has a value of the wrong kind"),
        ] {
            let found = faults(&format!("{{ {test}, {WORDS} }},"));
            assert_eq!(found.len(), 1, "{test} {found:?}");
            assert!(found[0].starts_with(&format!("policies/a.toml:2: {fault};")), "{test} {found:?}");
        }
    }

    #[test]
    fn missing_words_empty_groups_and_unknown_keys_are_told() {
        for (part, fault) in [
            (r#"{ fact = "p.insured", is = true, basis = "stated", zh = "已参保" }"#, "en is missing"),
            (r#"{ fact = "p.insured", is = true, zh = "已参保", en = "Insured" }"#, "basis is missing"),
            (
                r#"{ fact = "p.insured", is = true, basis = "stated", zh = "已参保。", en = "Insured" }"#,
                "a condition ends without a stop",
            ),
            (
                r#"{ fact = "p.insured", is = true, basis = "stated", zh = "已参保", en = "Insured", item = 2 }"#,
                "the articles are 1 to 22",
            ),
            ("{ any = [] }", "the group has no parts"),
            ("{ }", "a part of a rule is all, any or a fact"),
            (r#"{ fact = "p.insured", equals = true }"#, "unknown field `equals`"),
        ] {
            let source = Source::new("policies/a.toml", format!("all = [\n{part}\n]\n"));
            let found = match source.read::<Spanned<RawNode>>() {
                Err(fault) => fault,
                Ok(raw) => {
                    let (facts, definitions, points, rates) = known();
                    let base = Base { facts: &facts, definitions: &definitions, points: &points, rates: &rates };
                    let mut check = Check::new(&source);
                    rule(&raw, &base, &mut check);
                    check.faults.remove(0)
                }
            };
            assert_eq!(found.line, 2, "{part}");
            assert!(found.fault.starts_with(fault), "{part} {found}");
        }
    }
}
