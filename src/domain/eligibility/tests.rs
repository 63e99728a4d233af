//! What single rules come to.

use std::collections::BTreeSet;

use super::State::{Met, NotMet, Unknown};
use super::Verdict::{Eligible, NeedFacts, NotEligible};
use super::fixture::{
    self, child_living_allowance, day, facts, full_year, insurance_contribution_subsidy, programme, try_screen,
    working_age,
};
use super::*;
use crate::domain::data::Lang;
use crate::domain::data::programme::Programme;
use crate::domain::data::rule::Basis;

/// Verdict and missing facts on a day.
fn screen(programme: &Programme, entries: &[(&str, &str)], today: &str) -> (Verdict, Vec<String>) {
    let facts = facts(entries);
    let screening = fixture::screen(programme, &facts, day(today));
    (screening.verdict, screening.missing.into_iter().map(str::to_owned).collect())
}

fn verdict(programme: &Programme, entries: &[(&str, &str)], today: &str) -> Verdict {
    screen(programme, entries, today).0
}

const MARGIN: [(&str, &str); 3] = [("p.cert", "valid"), ("p.district", "xicheng"), ("h.economic", "margin")];

fn child(birth: &str, today: &str) -> Verdict {
    let mut entries = MARGIN.to_vec();
    entries.push(("p.birth", birth));
    verdict(&child_living_allowance(), &entries, today)
}

#[test]
fn a_child_is_under_16_until_the_day_before_the_sixteenth_birthday() {
    assert_eq!(child("2010-03-01", "2025-03-01"), Eligible);
    assert_eq!(child("2010-03-01", "2026-02-28"), Eligible);
    assert_eq!(child("2010-03-01", "2026-03-01"), NotEligible);
    assert_eq!(child("2010-03-01", "2026-03-02"), NotEligible);
    assert_eq!(child("2026-03-01", "2026-03-01"), Eligible);
}

#[test]
fn a_child_born_on_29_february_turns_16_on_that_day_and_15_on_1_march() {
    assert_eq!(child("2008-02-29", "2024-02-28"), Eligible);
    assert_eq!(child("2008-02-29", "2024-02-29"), NotEligible);
    let under_15 = programme(
        "under-15",
        r#"fact = "p.birth"
under_age = 15
basis = "stated"
zh = "未满15周岁"
en = "Under 15""#,
    );
    assert_eq!(verdict(&under_15, &[("p.birth", "2008-02-29")], "2023-02-28"), Eligible);
    assert_eq!(verdict(&under_15, &[("p.birth", "2008-02-29")], "2023-03-01"), NotEligible);
}

#[test]
fn working_age_asks_for_the_sex_only_where_it_decides() {
    let rule = working_age();
    let on = |entries: &[(&str, &str)]| screen(&rule, entries, "2024-06-15");
    assert_eq!(on(&[]), (NeedFacts, vec!["p.birth".to_owned(), "p.sex".to_owned()]));
    assert_eq!(on(&[("p.sex", "male")]), (NeedFacts, vec!["p.birth".to_owned()]));
    assert_eq!(on(&[("p.birth", "2008-06-16")]).0, NotEligible);
    assert_eq!(on(&[("p.birth", "2008-06-15")]).0, Eligible);
    assert_eq!(on(&[("p.birth", "1969-06-16")]).0, Eligible);
    assert_eq!(on(&[("p.birth", "1969-06-15")]), (NeedFacts, vec!["p.sex".to_owned()]));
    assert_eq!(on(&[("p.birth", "1969-06-15"), ("p.sex", "female")]).0, NotEligible);
    assert_eq!(on(&[("p.birth", "1969-06-15"), ("p.sex", "male")]).0, Eligible);
    assert_eq!(on(&[("p.birth", "1964-06-16"), ("p.sex", "male")]).0, Eligible);
    assert_eq!(on(&[("p.birth", "1964-06-15")]).0, NotEligible);
}

#[test]
fn the_end_of_working_age_follows_the_definition_of_the_day() {
    let rule = working_age();
    let man = [("p.birth", "1965-01-10"), ("p.sex", "male")];
    assert_eq!(verdict(&rule, &man, "2025-01-09"), Eligible);
    assert_eq!(verdict(&rule, &man, "2025-02-09"), Eligible);
    assert_eq!(verdict(&rule, &man, "2025-02-10"), NotEligible);
    let woman = [("p.birth", "1970-05-10"), ("p.sex", "female")];
    assert_eq!(verdict(&rule, &woman, "2025-07-09"), Eligible);
    assert_eq!(verdict(&rule, &woman, "2025-07-10"), NotEligible);
}

#[test]
fn severity_follows_from_the_grade_and_one_way_of_an_or_is_enough() {
    let rule = insurance_contribution_subsidy();
    let with = |more: &[(&str, &str)]| {
        let mut entries = vec![("p.cert", "valid"), ("p.insured", "yes")];
        entries.extend(more);
        screen(&rule, &entries, "2026-03-01")
    };
    assert_eq!(with(&[("p.grade", "2")]).0, Eligible);
    assert_eq!(with(&[("p.severe", "yes")]).0, Eligible);
    assert_eq!(with(&[("h.economic", "tekun")]).0, Eligible);
    assert_eq!(with(&[]), (NeedFacts, vec!["p.grade".to_owned(), "h.economic".to_owned()]));
    assert_eq!(with(&[("p.grade", "3")]), (NeedFacts, vec!["h.economic".to_owned()]));
    assert_eq!(with(&[("p.grade", "3"), ("h.economic", "dibao,margin")]).0, NotEligible);
    assert_eq!(with(&[("p.severe", "no"), ("h.economic", "none")]).0, NotEligible);
}

#[test]
fn severity_and_grade_that_disagree_are_an_error_that_names_both() {
    for (severe, grade, agree) in [("yes", "2", true), ("yes", "3", false), ("no", "1", false), ("no", "4", true)] {
        let facts = facts(&[("p.severe", severe), ("p.grade", grade)]);
        let rule = working_age();
        let asked = try_screen(&rule, &facts, day("2026-03-01"));
        assert_eq!(asked.is_ok(), agree, "{severe} {grade}");
        if let Err(contradiction) = asked {
            assert_eq!(contradiction.facts(), ["p.severe", "p.grade"]);
        }
    }
}

#[test]
fn nobody_is_asked_about_before_the_day_of_birth() {
    let facts = facts(&[("p.birth", "2026-03-02")]);
    let rule = working_age();
    let asked = try_screen(&rule, &facts, day("2026-03-01"));
    let fault = Contradiction::NotBorn { birth: day("2026-03-02"), day: day("2026-03-01") };
    assert_eq!(asked.err(), Some(fault));
}

#[test]
fn a_full_year_not_yet_claimed_is_needed_and_five_are_the_most() {
    let rule = full_year();
    let on = |entries: &[(&str, &str)]| screen(&rule, entries, "2026-03-01");
    assert_eq!(on(&[("hire.months_paid", "11")]).0, NotEligible);
    assert_eq!(on(&[("hire.months_paid", "12")]), (NeedFacts, vec!["hire.claimed_years".to_owned()]));
    assert_eq!(on(&[("hire.claimed_years", "5")]).0, NotEligible);
    assert_eq!(on(&[("hire.months_paid", "12"), ("hire.claimed_years", "0")]).0, Eligible);
    assert_eq!(on(&[("hire.months_paid", "23"), ("hire.claimed_years", "1")]).0, NotEligible);
    assert_eq!(on(&[("hire.months_paid", "60"), ("hire.claimed_years", "4")]).0, Eligible);
    assert_eq!(on(&[("hire.months_paid", "72"), ("hire.claimed_years", "5")]).0, NotEligible);
}

#[test]
fn the_reasons_are_read_with_article_item_basis_and_state() {
    let facts = facts(&[("p.cert", "expired"), ("p.insured", "yes")]);
    let subsidy = insurance_contribution_subsidy();
    let screening = fixture::screen(&subsidy, &facts, day("2026-03-01"));
    assert_eq!(screening.verdict, NotEligible);
    assert_eq!(screening.missing, [""; 0]);
    let reasons: Vec<_> = screening
        .conditions
        .iter()
        .map(|one| (one.text.get(Lang::En), one.article, one.item, one.basis, one.state))
        .collect();
    assert_eq!(
        reasons,
        [
            ("The certificate is valid", 9, Some(2), Basis::Inferred, NotMet),
            ("Insured", 4, None, Basis::Stated, Met),
            ("Severe or in special hardship", 4, None, Basis::Definition, Unknown),
        ]
    );
    let words: Vec<_> = screening.conditions.iter().map(|one| one.words.as_slice()).collect();
    assert_eq!(words, [&[][..], &[], &["severe"]]);
}

#[test]
fn a_programme_is_not_screened_before_it_is_in_force_or_without_a_rule() {
    let facts = facts(&[]);
    let mut allowance = child_living_allowance();
    assert_eq!(try_screen(&allowance, &facts, day("2010-12-31")), Ok(None));
    assert!(try_screen(&allowance, &facts, day("2011-01-01")).is_ok_and(|screening| screening.is_some()));
    allowance.to = Some(day("2012-12-31"));
    assert!(try_screen(&allowance, &facts, day("2012-12-31")).is_ok_and(|screening| screening.is_some()));
    assert_eq!(try_screen(&allowance, &facts, day("2013-01-01")), Ok(None));
    allowance.to = None;
    allowance.rule = None;
    assert_eq!(try_screen(&allowance, &facts, day("2011-01-01")), Ok(None));
}

#[test]
fn the_next_question_is_the_one_that_most_programmes_wait_for_and_is_not_asked_twice() {
    let programmes = [working_age(), child_living_allowance(), insurance_contribution_subsidy()];
    let rules = fixture::rules(&programmes, day("2026-03-01"));
    let next = |entries: &[(&str, &str)], passed: &[&str]| {
        let inquiry = Inquiry::new(&rules, &facts(entries)).expect("the facts agree");
        let passed = passed.iter().map(|fact| (*fact).to_owned()).collect::<BTreeSet<_>>();
        inquiry.next_question(&passed).map(str::to_owned)
    };
    assert_eq!(next(&[], &[]).as_deref(), Some("p.cert"));
    assert_eq!(next(&[], &["p.cert"]).as_deref(), Some("p.birth"));
    assert_eq!(next(&[("p.cert", "none")], &[]).as_deref(), Some("p.birth"));
    assert_eq!(next(&[("p.cert", "none"), ("p.birth", "1990-01-01")], &[]), None);
    assert_eq!(next(&[("p.cert", "none"), ("p.birth", "1968-01-01")], &["p.sex"]), None);
}
