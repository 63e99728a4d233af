//! What ships with the program, decoded when it is first asked for.
//!
//! `build.rs` has checked and packed it; the decoded data live as long as the program.

use std::sync::LazyLock;

use super::form::{self, Catalogue};
use super::search::{Entry, Index};
use serde::de::DeserializeOwned;

use super::calendar::Calendar;
use super::data::Words;
use super::data::calendar::CalendarYear;
use super::data::definition::Definitions;
use super::data::fact::{self, Fact};
use super::data::form::Form;
use super::data::item::device::{self, Device};
use super::data::item::retrofit::{self, Retrofit};
use super::data::place::Subdistrict;
use super::data::programme::Programme;
use super::data::reason::{self, Reason, Route};

/// The packed file of a kind, decoded on first use.
macro_rules! shipped {
    ($kind:literal) => {
        LazyLock::new(|| decode(include_bytes!(concat!(env!("OUT_DIR"), "/", $kind, ".bin"))))
    };
}

static PROGRAMMES: LazyLock<Vec<Programme>> = shipped!("policies");
static FACTS: LazyLock<Vec<Fact>> = shipped!("facts");
static DEFINITIONS: LazyLock<Definitions> = shipped!("definitions");

static DEVICES: LazyLock<Vec<Device>> = shipped!("devices");
static RETROFITS: LazyLock<Vec<Retrofit>> = shipped!("retrofits");
static PLACES: LazyLock<Vec<Subdistrict>> = shipped!("places");
static CALENDARS: LazyLock<Vec<CalendarYear>> = shipped!("calendars");
static REASONS: LazyLock<Vec<Reason>> = shipped!("reasons");
static FORMS: LazyLock<Vec<Form>> = shipped!("forms");
static ROUTES: LazyLock<Vec<Route>> = shipped!("review");

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(calendars()));

fn decode<T: DeserializeOwned>(packed: &[u8]) -> T {
    postcard::from_bytes(packed).expect("the build packed the same type with the same code")
}

/// Every programme, in the order of the articles, the closing paragraph last.
pub fn programmes() -> &'static [Programme] {
    &PROGRAMMES
}

/// The programme called `id`.
pub fn programme(id: &str) -> Option<&'static Programme> {
    programmes().iter().find(|programme| programme.id == id)
}

/// Every fact that can be asked.
pub fn facts() -> &'static [Fact] {
    &FACTS
}

/// The fact called `id`.
pub fn fact(id: &str) -> Option<&'static Fact> {
    fact::find(facts(), id)
}

/// What the words mean that the policy leaves undefined.
pub fn definitions() -> &'static Definitions {
    &DEFINITIONS
}

/// The catalogue of assistive devices, by code.
pub fn devices() -> &'static [Device] {
    &DEVICES
}

/// The device with this code.
pub fn device(code: &str) -> Option<&'static Device> {
    device::find(devices(), code)
}

/// The catalogue of works on the home, by code.
pub fn retrofits() -> &'static [Retrofit] {
    &RETROFITS
}

/// The work with this code.
pub fn retrofit(code: &str) -> Option<&'static Retrofit> {
    retrofit::find(retrofits(), code)
}

/// The subdistricts with their communities.
pub fn subdistricts() -> &'static [Subdistrict] {
    &PLACES
}

/// The working-day calendars, by year.
pub fn calendars() -> &'static [CalendarYear] {
    &CALENDARS
}

/// Working days of the years that are known.
pub fn calendar() -> &'static Calendar {
    &CALENDAR
}

/// Reasons for refusals and for asking for papers, by code.
pub fn reasons() -> &'static [Reason] {
    &REASONS
}

/// The reason with this code.
pub fn reason(code: &str) -> Option<&'static Reason> {
    reason::find(reasons(), code)
}

/// The form called `id`: `person`, `retrofit` or `device`.
pub fn form(id: &str) -> &'static Form {
    FORMS.iter().find(|form| form.id == id).expect("the three forms ship with the program")
}

/// Ways to have a decision reviewed, and numbers to call.
pub fn review_routes() -> &'static [Route] {
    &ROUTES
}

static ENTITLEMENTS: LazyLock<Index> = LazyLock::new(|| {
    Index::new(programmes().iter().filter(|one| one.rule.is_some()).map(|one| Entry {
        id: one.id.clone(),
        zh: one.zh.name.clone(),
        en: one.en.name.clone(),
        code: one.article.to_string(),
        keywords: vec![one.id.clone(), one.zh.row.clone(), one.en.row.clone()],
    }))
});

static DEVICE_INDEX: LazyLock<Index> = LazyLock::new(|| {
    Index::new(devices().iter().map(|one| Entry {
        id: one.code.clone(),
        zh: one.name.zh.clone(),
        en: one.name.en.clone(),
        code: one.code.clone(),
        keywords: one.keywords.clone(),
    }))
});

static RETROFIT_INDEX: LazyLock<Index> = LazyLock::new(|| {
    Index::new(retrofits().iter().map(|one| Entry {
        id: one.code.clone(),
        zh: one.name.zh.clone(),
        en: one.name.en.clone(),
        code: one.code.clone(),
        keywords: one.keywords.clone(),
    }))
});

/// Benefits and services that match, best first.
///
/// Somebody who looks for a wheelchair means the service that gives it, so what is in a catalogue finds the programme
/// that the catalogue belongs to.
pub fn find_entitlements(words: &str) -> Vec<String> {
    let mut found = ids(&ENTITLEMENTS, words);
    if words.trim().is_empty() {
        return found;
    }
    for (catalogue, kind) in [(Catalogue::Device, "device"), (Catalogue::Retrofit, "retrofit")] {
        let programme = programmes().iter().find(|one| one.apply.as_deref() == Some(kind));
        if let Some(programme) = programme.filter(|one| !found.contains(&one.id))
            && !find_items(catalogue, words).is_empty()
        {
            found.push(programme.id.clone());
        }
    }
    found
}

/// Items of a catalogue that match, best first.
pub fn find_items(catalogue: Catalogue, words: &str) -> Vec<String> {
    match catalogue {
        Catalogue::Device => ids(&DEVICE_INDEX, words),
        Catalogue::Retrofit => ids(&RETROFIT_INDEX, words),
    }
}

/// The name of an item.
pub fn item_name(catalogue: Catalogue, code: &str) -> Option<&'static Words> {
    match catalogue {
        Catalogue::Device => device(code).map(|item| &item.name),
        Catalogue::Retrofit => retrofit(code).map(|item| &item.name),
    }
}

fn ids(index: &Index, words: &str) -> Vec<String> {
    index.find(words).into_iter().map(|hit| hit.id.to_owned()).collect()
}

/// The places and catalogues that ship with the program, as forms ask for them.
#[derive(Clone, Copy, Debug)]
pub struct Shipped;

impl form::Lookup for Shipped {
    fn subdistrict(&self, text: &str) -> Option<String> {
        let found = subdistricts().iter().find(|place| {
            place.code == text || place.zh == text || place.official == text || place.en.eq_ignore_ascii_case(text)
        });
        found.map(|place| place.code.clone())
    }

    fn communities(&self, text: &str) -> Vec<form::Community> {
        let all = subdistricts().iter().flat_map(|place| place.communities.iter().map(move |one| (place, one)));
        all.filter(|(_, one)| one.code == text || one.zh == text)
            .map(|(place, one)| form::Community { code: one.code.clone(), subdistrict: place.code.clone() })
            .collect()
    }

    fn item(&self, catalogue: Catalogue, text: &str) -> Option<form::Item> {
        match catalogue {
            Catalogue::Device => {
                let found = devices().iter().find(|item| item.code == text || names(&item.name, text))?;
                Some(form::Item {
                    code: found.code.clone(),
                    sides: found.sides,
                    measures: found.measures.iter().map(|measure| measure.id().to_owned()).collect(),
                })
            }
            Catalogue::Retrofit => {
                let found = retrofits().iter().find(|item| item.code == text || names(&item.name, text))?;
                Some(form::Item { code: found.code.clone(), ..form::Item::default() })
            }
        }
    }
}

fn names(words: &Words, text: &str) -> bool {
    words.zh == text || words.en.eq_ignore_ascii_case(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::data::definition::Concept;
    use crate::domain::data::fact::Shape;
    use crate::domain::data::programme::Kind;

    #[test]
    fn every_fact_the_rules_are_about_is_shipped_with_its_kind_of_value() {
        let shipped: Vec<(&str, Vec<&str>)> = [
            ("bool", "p.mental_stable p.station_enrolled p.insured p.used_medical_insurance p.used_medical_assistance"),
            ("bool", "p.still_in_difficulty p.in_care_institution p.hard_to_employ p.employment_registered p.severe"),
            (
                "bool",
                "p.placed_via_institution p.athlete_or_performer p.needs_retrofit p.needs_device h.elder_disabled",
            ),
            ("bool", "h.severe_jobless e.in_district e.trains_disabled hire.new hire.contract hire.full_wage"),
            ("bool", "post.by_street post.with_designated f.granted f.operating"),
            ("choice", "p.district p.cert p.sex p.work p.subsidy_running p.study p.labour_capacity p.role_staff"),
            ("choice", "h.meets_care_criteria e.kind post.kind f.kind"),
            ("set", "p.categories h.economic p.training_or_result"),
            ("int", "p.grade h.disabled_count e.new_hires_year hire.months_paid hire.claimed_years"),
            ("date", "p.birth hire.insured_from post.from r.last_accepted d.group_until"),
            ("money", "hire.employer_part"),
        ]
        .map(|(shape, ids)| (shape, ids.split(' ').collect()))
        .into();
        for (shape, ids) in &shipped {
            for id in ids {
                assert_eq!(fact(id).map(|fact| fact.shape.name()), Some(*shape), "{id}");
            }
        }
        assert_eq!(facts().len(), shipped.iter().map(|(_, ids)| ids.len()).sum::<usize>());
    }

    #[test]
    fn choices_have_exactly_their_values() {
        let values =
            |id| fact(id).expect("shipped").shape.answers().iter().map(|one| one.value.as_str()).collect::<Vec<_>>();
        assert_eq!(values("h.economic"), ["tekun", "dibao", "low_income", "margin", "poor", "none"]);
        assert_eq!(values("p.categories"), ["1", "2", "3", "4", "5", "6"]);
        assert_eq!(values("p.grade"), ["1", "2", "3", "4"]);
        assert_eq!(values("p.study"), ["none", "compulsory", "senior", "tertiary"]);
        assert_eq!(values("p.role_staff"), ["none", "om_trainer", "id_daycare", "other", "community_worker"]);
        let kinds: BTreeSet<_> = values("e.kind").into_iter().collect();
        assert_eq!(kinds, BTreeSet::from(["employing_unit", "enterprise", "welfare_org", "other"]));
    }

    #[test]
    fn only_none_stands_alone() {
        for fact in facts() {
            let Shape::Set(answers) = &fact.shape else { continue };
            for answer in answers {
                assert_eq!(answer.alone, answer.value == "none", "{} {}", fact.id, answer.value);
            }
        }
    }

    #[test]
    fn every_concept_is_defined_since_the_policy_is_in_force() {
        let first = "2011-01-01".parse().expect("a day");
        for concept in Concept::ALL {
            assert!(definitions().on(concept, first).is_some(), "{}", concept.as_str());
        }
    }

    #[test]
    fn programmes_are_found_by_their_ids() {
        for one in programmes() {
            assert_eq!(programme(&one.id), Some(one));
            assert_eq!(one.rule.is_some(), matches!(one.kind, Kind::Benefit | Kind::Service));
        }
        assert_eq!(programme("no-such-programme"), None);
    }
}
