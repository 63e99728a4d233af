//! The numbers that 西政发〔2011〕18号 itself fixes, at the limit and on both sides, with the rules that ship; and what must
//! hold for every rule that ships.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::Verdict::{Eligible, NeedFacts, NotEligible};
use super::fixture::{day, facts};
use super::properties::{World, known, part, world};
use super::*;
use crate::domain::data::programme::Kind;
use crate::domain::shipped;

const TODAY: &str = "2026-03-01";

fn verdict(id: &str, entries: &[(&str, &str)]) -> Verdict {
    let rules = shipped::rules(day(TODAY));
    let inquiry = Inquiry::new(&rules, &facts(entries)).expect("the facts agree");
    inquiry.screen(id).expect("it ships with a rule").verdict
}

/// The verdict with one fact more.
fn with(id: &str, entries: &[(&str, &str)], more: (&str, &str)) -> Verdict {
    verdict(id, &[entries, &[more]].concat())
}

#[test]
fn there_is_a_rule_for_each_of_the_22_benefits_and_15_services() {
    let rules = shipped::rules(day(TODAY)).rules;
    let count = |kind| rules.iter().filter(|ready| ready.programme.kind == kind).count();
    assert_eq!((count(Kind::Benefit), count(Kind::Service), rules.len()), (22, 15, 37));
}

#[test]
fn under_16_ends_on_the_sixteenth_birthday() {
    let id = "child-living-allowance";
    let child = [("p.cert", "valid"), ("p.district", "xicheng"), ("h.economic", "margin")];
    assert_eq!(with(id, &child, ("p.birth", "2010-03-02")), Eligible);
    assert_eq!(with(id, &child, ("p.birth", "2010-03-01")), NotEligible);
    assert_eq!(with(id, &child, ("p.birth", "2010-02-28")), NotEligible);
    assert_eq!(verdict(id, &child), NeedFacts);
}

#[test]
fn five_new_hires_are_enough_and_four_are_not() {
    let id = "scale-hiring-award";
    let firm = [("e.kind", "enterprise"), ("e.in_district", "yes")];
    assert_eq!(with(id, &firm, ("e.new_hires_year", "4")), NotEligible);
    assert_eq!(with(id, &firm, ("e.new_hires_year", "5")), Eligible);
    assert_eq!(with(id, &firm, ("e.new_hires_year", "6")), Eligible);
    assert_eq!(verdict(id, &[("e.kind", "employing_unit"), ("e.new_hires_year", "9")]), NotEligible);
}

#[test]
fn a_full_year_has_twelve_months_and_five_years_are_the_most() {
    let id = "employer-social-insurance-subsidy";
    let hire = [
        ("e.kind", "employing_unit"),
        ("hire.new", "yes"),
        ("p.district", "xicheng"),
        ("p.cert", "valid"),
        ("hire.contract", "yes"),
        ("hire.full_wage", "yes"),
        ("hire.insured_from", "2018-01-01"),
    ];
    let paid = |months: &str, claimed: &str| {
        verdict(id, &[&hire[..], &[("hire.months_paid", months), ("hire.claimed_years", claimed)]].concat())
    };
    assert_eq!(paid("11", "0"), NotEligible);
    assert_eq!(paid("12", "0"), Eligible);
    assert_eq!(paid("13", "0"), Eligible);
    assert_eq!(paid("12", "1"), NotEligible);
    assert_eq!(paid("24", "1"), Eligible);
    assert_eq!(paid("60", "4"), Eligible);
    assert_eq!(paid("72", "5"), NotEligible);
    assert_eq!(paid("84", "6"), NotEligible);
}

#[test]
fn severe_or_special_hardship_and_both_insured() {
    let id = "insurance-contribution-subsidy";
    let insured = [("p.cert", "valid"), ("p.insured", "yes")];
    assert_eq!(with(id, &insured, ("p.grade", "2")), Eligible);
    assert_eq!(with(id, &insured, ("p.grade", "3")), NeedFacts);
    assert_eq!(with(id, &insured, ("h.economic", "tekun")), Eligible);
    assert_eq!(with(id, &[("p.cert", "valid"), ("p.insured", "no")], ("p.grade", "1")), NotEligible);
}

#[test]
fn need_is_the_only_condition_of_a_retrofit() {
    let id = "home-accessibility-retrofit";
    assert_eq!(verdict(id, &[("h.disabled_count", "1"), ("p.needs_retrofit", "yes")]), Eligible);
    assert_eq!(verdict(id, &[("h.disabled_count", "0")]), NotEligible);
    assert_eq!(verdict(id, &[("p.needs_retrofit", "no")]), NotEligible);
}

#[test]
fn nothing_said_decides_nothing() {
    let rules = shipped::rules(day(TODAY));
    let inquiry = Inquiry::new(&rules, &Facts::new()).expect("nothing agrees with nothing");
    for ready in &rules.rules {
        let screening = inquiry.screen_ready(ready);
        assert_eq!(screening.verdict, NeedFacts, "{}", ready.programme.id);
        assert!(!screening.missing.is_empty() && !screening.conditions.is_empty(), "{}", ready.programme.id);
        for condition in &screening.conditions {
            assert!((1..=22).contains(&condition.article), "{}", ready.programme.id);
        }
    }
}

fn inquire<'r>(rules: &'r Ruleset<'static>, facts: &Facts) -> Inquiry<'r, 'static> {
    Inquiry::new(rules, facts).expect("the facts agree")
}

fn compare(before: &Inquiry<'_, 'static>, after: &Inquiry<'_, 'static>, rules: &Ruleset<'static>) -> Option<String> {
    let changed = |ready: &&Ready<'static>| {
        let (before, after) = (before.verdict(ready), after.verdict(ready));
        before != NeedFacts && before != after
    };
    rules.rules.iter().find(changed).map(|ready| ready.programme.id.clone())
}

fn today() -> NaiveDate {
    day(TODAY)
}

proptest! {
    #[test]
    fn more_facts_never_take_a_verdict_of_the_policy_back(
        world in world(), some in any::<u64>(), more in any::<u64>(),
    ) {
        let world: World = world;
        let rules = shipped::rules(today());
        let (few, many) = (part(&world, some), part(&world, some | more));
        prop_assert_eq!(compare(&inquire(&rules, &few), &inquire(&rules, &many), &rules), None);
    }

    #[test]
    fn every_refusal_of_the_policy_has_a_reason_and_all_questions_decide_all(
        world in world(), some in any::<u64>(),
    ) {
        let rules = shipped::rules(today());
        let few = inquire(&rules, &part(&world, some)).known().clone();
        let inquiry = Inquiry::of_known(&rules, few).expect("they agreed before");
        for ready in &rules.rules {
            let screening = inquiry.screen_ready(ready);
            let refused = screening.conditions.iter().any(|condition| condition.state == State::NotMet);
            prop_assert!(screening.verdict != NotEligible || refused, "{}", ready.programme.id);
            prop_assert_eq!(screening.missing.is_empty(), screening.verdict != NeedFacts);
        }
        let all = inquire(&rules, &known(&world, |_, _| true)).known().clone();
        let inquiry = Inquiry::of_known(&rules, all).expect("they agreed before");
        prop_assert_eq!(inquiry.next_question(&BTreeSet::new()), None);
    }
}
