//! What holds for every rule and every set of facts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;

use super::fixture::{self, child_living_allowance, day};
use super::*;
use crate::domain::data::Words;
use crate::domain::data::definition::{Definition, Meaning};
use crate::domain::data::fact::{Fact, Shape};
use crate::domain::data::programme::Programme;
use crate::domain::data::rule::{Basis, Group, Leaf, MONTHS_PAID, Rule, Saying, Test};
use crate::domain::shipped;

const TODAY: &str = "2026-03-01";

fn saying() -> Saying {
    Saying {
        words: Words { zh: "条件".into(), en: "Condition".into() },
        basis: Basis::Stated,
        article: None,
        item: None,
        means: None,
    }
}

fn values(fact: &Fact) -> impl Strategy<Value = BTreeSet<String>> + use<> {
    let names: Vec<String> = fact.shape.answers().iter().map(|answer| answer.value.clone()).collect();
    proptest::collection::btree_set(select(names), 1..4)
}

/// A test that the fact can be put to.
fn test_of(fact: &'static Fact) -> BoxedStrategy<Test> {
    let reckoned = |one: &&Definition| {
        let meaning = &one.rows[0].meaning;
        meaning.main_fact() == fact.id && !matches!(meaning, Meaning::Asked(_))
    };
    let concepts: Vec<Test> =
        shipped::definitions().iter().filter(reckoned).map(|one| Test::Definition(one.id.clone())).collect();
    let by_shape = match &fact.shape {
        Shape::Bool { .. } => any::<bool>().prop_map(Test::IsBool).boxed(),
        Shape::Choice(_) => values(fact).prop_map(Test::In).boxed(),
        Shape::Set(_) => prop_oneof![values(fact).prop_map(Test::Has), values(fact).prop_map(Test::Lacks)].boxed(),
        Shape::Int { .. } if fact.id == MONTHS_PAID => Just(Test::FullYearUnclaimed).boxed(),
        Shape::Int { min, max, .. } => {
            let number = *min..=(*max).min(min + 12);
            prop_oneof![
                number.clone().prop_map(Test::Min),
                number.clone().prop_map(Test::Max),
                number.prop_map(Test::IsInt)
            ]
            .boxed()
        }
        Shape::Date => prop_oneof![(0u32..80).prop_map(Test::UnderAge), (0u32..80).prop_map(Test::YearsAgo)].boxed(),
        Shape::Money => Just(Test::Known).boxed(),
    };
    if concepts.is_empty() { by_shape } else { prop_oneof![by_shape, select(concepts), Just(Test::Known)].boxed() }
}

fn leaf() -> impl Strategy<Value = Rule> {
    select(shipped::facts()).prop_flat_map(|fact| {
        test_of(shipped::fact(&fact.id).expect("it is shipped"))
            .prop_map(move |test| Rule::Leaf(Leaf { fact: fact.id.clone(), test, saying: saying() }))
    })
}

fn rule() -> impl Strategy<Value = Rule> {
    leaf().prop_recursive(4, 24, 5, |inner| {
        (proptest::collection::vec(inner, 1..5), any::<bool>(), any::<bool>()).prop_map(|(parts, all, said)| {
            let group = Group { parts, saying: said.then(saying) };
            if all { Rule::All(group) } else { Rule::Any(group) }
        })
    })
}

fn programme() -> impl Strategy<Value = Programme> {
    (rule(), any::<u32>()).prop_map(|(rule, name)| Programme {
        id: format!("p-{name}"),
        rule: Some(rule),
        ..child_living_allowance()
    })
}

fn value_of(fact: &Fact) -> BoxedStrategy<FactValue> {
    match &fact.shape {
        Shape::Bool { .. } => any::<bool>().prop_map(FactValue::Bool).boxed(),
        Shape::Choice(_) => {
            values(fact).prop_map(|values| FactValue::Choice(values.into_iter().next().expect("one at least"))).boxed()
        }
        Shape::Set(answers) => {
            let alone: BTreeSet<String> = answers.iter().filter(|one| one.alone).map(|one| one.value.clone()).collect();
            values(fact)
                .prop_map(move |mut set| {
                    if set.len() > 1 {
                        set.retain(|value| !alone.contains(value));
                    }
                    FactValue::Set(set)
                })
                .boxed()
        }
        Shape::Int { min, max, .. } => (*min..=(*max).min(min + 80)).prop_map(FactValue::Int).boxed(),
        Shape::Date => (0u64..33_000)
            .prop_map(|back| FactValue::Date(day(TODAY).checked_sub_days(Days::new(back)).expect("a day after 1900")))
            .boxed(),
        Shape::Money => {
            proptest::collection::vec((0u32..9_000).prop_map(Decimal::from), 1..4).prop_map(FactValue::Money).boxed()
        }
    }
}

pub type World = BTreeMap<String, FactValue>;

/// A value for every fact, so that grade and severity agree.
pub fn world() -> impl Strategy<Value = World> {
    let all: Vec<BoxedStrategy<FactValue>> = shipped::facts().iter().map(value_of).collect();
    all.prop_map(|values| {
        let mut world: World = shipped::facts().iter().map(|fact| fact.id.clone()).zip(values).collect();
        let severe = matches!(world["p.grade"], FactValue::Int(grade) if grade <= 2);
        world.insert("p.severe".into(), FactValue::Bool(severe));
        world
    })
}

/// The facts of a world that `chosen` picks; a fact is picked by one bit.
pub fn part(world: &World, chosen: u64) -> Facts {
    known(world, |place, _| chosen & (1 << (place % 64)) != 0)
}

pub fn known(world: &World, keep: impl Fn(usize, &str) -> bool) -> Facts {
    let mut facts = Facts::new();
    for (place, (id, value)) in world.iter().enumerate() {
        if keep(place, id) {
            give(&mut facts, id, value);
        }
    }
    facts
}

fn give(facts: &mut Facts, id: &str, value: &FactValue) {
    facts.set(shipped::fact(id).expect("a shipped fact"), value.clone()).expect("a value that fits");
}

fn screen<'p>(programme: &'p Programme, facts: &Facts) -> Screening<'p> {
    fixture::screen(programme, facts, day(TODAY))
}

/// A value as a file of facts has it.
fn json(value: &FactValue) -> String {
    let quoted = |text: &dyn ToString| format!("\"{}\"", text.to_string());
    match value {
        FactValue::Bool(value) => value.to_string(),
        FactValue::Choice(value) => quoted(value),
        FactValue::Set(values) => format!("[{}]", values.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(",")),
        FactValue::Int(value) => value.to_string(),
        FactValue::Date(value) => quoted(value),
        FactValue::Money(all) => format!("[{}]", all.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(",")),
    }
}

proptest! {
    #[test]
    fn what_is_decided_stays_decided_when_more_is_known(
        programme in programme(), world in world(), some in any::<u64>(), more in any::<u64>(),
    ) {
        let before = screen(&programme, &part(&world, some));
        let after = screen(&programme, &part(&world, some | more));
        if before.verdict != Verdict::NeedFacts {
            prop_assert_eq!(before.verdict, after.verdict);
        }
        for (before, after) in before.conditions.iter().zip(&after.conditions) {
            prop_assert!(before.state == State::Unknown || before.state == after.state);
        }
    }

    #[test]
    fn everything_is_decided_when_everything_is_known(programme in programme(), world in world()) {
        prop_assert_ne!(screen(&programme, &known(&world, |_, _| true)).verdict, Verdict::NeedFacts);
    }

    #[test]
    fn nothing_is_decided_when_nothing_is_known(programme in programme()) {
        let screening = screen(&programme, &Facts::new());
        prop_assert_eq!(screening.verdict, Verdict::NeedFacts);
        prop_assert!(screening.conditions.iter().all(|condition| condition.state == State::Unknown));
    }

    #[test]
    fn the_order_of_the_facts_does_not_matter(
        programme in programme(), world in world(), some in any::<u64>(),
        order in Just((0..64).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let facts = part(&world, some);
        let entries: Vec<(&str, String)> = facts.iter().map(|(id, value)| (id, value.to_text())).collect();
        let shuffled = order.iter().filter_map(|place| entries.get(*place)).map(|(id, text)| (*id, text.as_str()));
        let again = Facts::parse(shipped::facts(), shuffled).expect("they were facts before");
        prop_assert_eq!(screen(&programme, &again), screen(&programme, &facts));
    }

    #[test]
    fn a_refusal_has_a_condition_that_is_not_met_and_a_grant_has_one_that_is(
        programme in programme(), world in world(), some in any::<u64>(),
    ) {
        let screening = screen(&programme, &part(&world, some));
        let has = |state| screening.conditions.iter().any(|condition| condition.state == state);
        match screening.verdict {
            Verdict::NotEligible => prop_assert!(has(State::NotMet)),
            Verdict::Eligible => prop_assert!(has(State::Met)),
            Verdict::NeedFacts => prop_assert!(has(State::Unknown)),
        }
    }

    #[test]
    fn what_is_missing_is_unknown_and_nothing_else_can_decide(
        programme in programme(), world in world(), some in any::<u64>(),
    ) {
        let facts = part(&world, some);
        let screening = screen(&programme, &facts);
        prop_assert_eq!(screening.missing.is_empty(), screening.verdict != Verdict::NeedFacts);
        prop_assert!(screening.missing.iter().all(|fact| facts.get(fact).is_none()));
        prop_assert_eq!(screening.missing.iter().collect::<BTreeSet<_>>().len(), screening.missing.len());
        if screening.verdict == Verdict::NeedFacts {
            // The grade stands for severity too.
            let open = |id: &str| {
                screening.missing.iter().any(|fact| *fact == id || (*fact == "p.grade" && id == "p.severe"))
            };
            let rest = known(&world, |_, id| facts.get(id).is_some() || !open(id));
            prop_assert_eq!(screen(&programme, &rest).verdict, Verdict::NeedFacts);
        }
    }

    #[test]
    fn answering_the_questions_decides_every_programme_and_asks_nothing_twice(
        programmes in proptest::collection::vec(programme(), 1..6), world in world(), some in any::<u64>(),
    ) {
        let mut facts = part(&world, some);
        let rules = fixture::rules(&programmes, day(TODAY));
        for _ in 0..=world.len() {
            let inquiry = Inquiry::new(&rules, &facts).expect("the facts agree");
            let Some(fact) = inquiry.next_question(&BTreeSet::new()) else { break };
            prop_assert!(facts.get(fact).is_none());
            give(&mut facts, fact, &world[fact]);
        }
        for programme in &programmes {
            prop_assert_ne!(screen(programme, &facts).verdict, Verdict::NeedFacts);
        }
    }

    #[test]
    fn a_value_is_the_same_after_being_written_and_read(world in world()) {
        for (id, value) in &world {
            let fact = shipped::fact(id).expect("a shipped fact");
            prop_assert_eq!(FactValue::parse(fact, &value.to_text()), Ok(value.clone()));
        }
    }

    #[test]
    fn facts_from_a_file_are_those_that_were_said(world in world(), some in any::<u64>()) {
        let facts = part(&world, some);
        let entries: Vec<String> = facts.iter().map(|(id, value)| format!("\"{id}\":{}", json(value))).collect();
        let mut known = Known::nothing(shipped::facts().len());
        let mut reader = FactReader::new(shipped::facts(), day(TODAY));
        let read = reader.read(format!("{{{}}}", entries.join(",")).as_bytes(), &mut known);
        prop_assert_eq!(read, Ok(()));
        let said = Known::of(&facts, shipped::facts());
        prop_assert_eq!(&known.cells, &said.cells);
        let sorted = |mut money: Vec<(usize, Vec<Decimal>)>| { money.sort(); money };
        prop_assert_eq!(sorted(known.money), sorted(said.money));
    }

    #[test]
    fn no_text_makes_reading_a_value_fail_in_another_way_than_by_refusal(text in "\\PC{0,40}", fact in any::<Index>()) {
        let fact = fact.get(shipped::facts());
        if let Ok(value) = FactValue::parse(fact, &text) {
            prop_assert_eq!(value.check(fact), Ok(()));
        }
    }
}
