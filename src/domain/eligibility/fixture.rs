//! Programmes and facts for tests.

use chrono::NaiveDate;

use super::{Contradiction, FactFault, Facts, Inquiry, Ruleset, Screening};
use crate::domain::data::Base;
use crate::domain::data::programme::{self, Programme};
use crate::domain::data::sheet::Source;
use crate::domain::shipped;

/// A day from its text.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test's date is a date")
}

/// Facts from ids and texts, refused where [`Facts::parse`] refuses them.
pub fn try_facts(entries: &[(&str, &str)]) -> Result<Facts, FactFault> {
    Facts::parse(shipped::facts(), entries.iter().copied())
}

/// Facts from ids and texts.
pub fn facts(entries: &[(&str, &str)]) -> Facts {
    try_facts(entries).expect("a test's facts are good")
}

/// A programme of article 9 item 2 with this rule.
pub fn programme(id: &str, rule: &str) -> Programme {
    let text = |stop: &str| {
        let section = format!("[\"A{stop}\"]");
        ["what", "who", "amount", "papers", "decides", "how", "basis"]
            .map(|name| format!("{name} = {section}\n"))
            .concat()
    };
    let file = format!(
        "id = \"{id}\"\nkind = \"benefit\"\narticle = 9\nitem = 2\nsubject = \"living\"\napplicant = \"family\"\n\
         from = \"2011-01-01\"\n[pays]\nkind = \"free\"\n[zh]\nname = \"A\"\nrow = \"A\"\n{}[en]\nname = \"A\"\nrow = \"A\"\n{}[rule]\n{rule}\n",
        text("。"),
        text("."),
    );
    let base = Base {
        facts: shipped::facts(),
        definitions: shipped::definitions(),
        points: shipped::points(),
        rates: shipped::rates(),
    };
    let read = programme::parse(&Source::new(format!("policies/{id}.toml"), file), &base);
    read.unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The rules of these programmes on a day.
pub fn rules<'p>(programmes: impl IntoIterator<Item = &'p Programme>, today: NaiveDate) -> Ruleset<'p> {
    Ruleset::new(programmes, today, shipped::settled())
}

/// A programme screened on a day; none when it has no rule in force.
pub fn try_screen<'p>(
    programme: &'p Programme,
    facts: &Facts,
    today: NaiveDate,
) -> Result<Option<Screening<'p>>, Contradiction> {
    let rules = rules([programme], today);
    Ok(Inquiry::new(&rules, facts)?.screen(&programme.id))
}

/// The same where the facts agree and there is a rule in force.
pub fn screen<'p>(programme: &'p Programme, facts: &Facts, today: NaiveDate) -> Screening<'p> {
    try_screen(programme, facts, today).expect("the facts agree").expect("a rule in force")
}

/// The allowance of article 9 item 2.
pub fn child_living_allowance() -> Programme {
    programme(
        "child-living-allowance",
        r#"all = [
  { fact = "p.cert", is = "valid", basis = "inferred", zh = "残疾人证有效", en = "The certificate is valid" },
  { fact = "p.district", is = "xicheng", basis = "stated", zh = "户口在西城区", en = "Registered in Xicheng" },
  { fact = "h.economic", has = ["margin"], basis = "stated", zh = "家庭属于低保边缘", en = "Family on the margin" },
  { fact = "p.birth", under_age = 16, basis = "stated", zh = "孩子未满16周岁", en = "The child is under 16" },
]"#,
    )
}

/// The contribution subsidy of article 4: insured, and severe or in special hardship.
pub fn insurance_contribution_subsidy() -> Programme {
    programme(
        "insurance-contribution-subsidy",
        r#"all = [
  { fact = "p.cert", is = "valid", basis = "inferred", zh = "残疾人证有效", en = "The certificate is valid" },
  { fact = "p.insured", is = true, basis = "stated", zh = "已经参保", en = "Insured", article = 4 },
  { basis = "definition", zh = "重度残疾或特困", en = "Severe or in special hardship", article = 4, any = [
    { fact = "p.severe", definition = "severe", basis = "definition", zh = "重度残疾", en = "Severe" },
    { fact = "h.economic", has = ["tekun"], basis = "stated", zh = "特困", en = "Special hardship" },
  ] },
]"#,
    )
}

/// The residential care subsidy of article 9 item 1, as far as age goes.
pub fn working_age() -> Programme {
    programme(
        "residential-care-subsidy",
        r#"fact = "p.birth"
definition = "working_age"
basis = "definition"
article = 9
item = 1
zh = "在劳动年龄内"
en = "Of working age""#,
    )
}

/// The employer's subsidy of article 8 item 1, as far as years go.
pub fn full_year() -> Programme {
    programme(
        "employer-social-insurance-subsidy",
        r#"all = [
  { fact = "hire.months_paid", full_year_unclaimed = true, basis = "stated", zh = "又满了一年", en = "One more full year" },
  { fact = "hire.claimed_years", max = 4, basis = "stated", zh = "补贴不满5年", en = "Fewer than 5 years claimed" },
]"#,
    )
}
