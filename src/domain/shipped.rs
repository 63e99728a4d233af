//! What ships with the program, decoded when it is first asked for, with what a site lays over it.
//!
//! `build.rs` has checked and packed it; the decoded data live as long as the program. A site's own folder is read once,
//! before anything is asked for, and laid over the whole by [`install`].

use std::sync::{LazyLock, OnceLock};

use super::form::{self, Catalogue};
use super::search::{Entry, Index};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::calendar::Calendar;
use super::data::Words;
use super::data::bundle::Bundle;
use super::data::calendar::CalendarYear;
use super::data::definition::Definitions;
use super::data::document::Document;
use super::data::fact::{self, Fact};
use super::data::form::Form;
use super::data::in_force;
use super::data::item::device::{self, Device};
use super::data::item::retrofit::{self, Retrofit};
use super::data::open_point::OpenPoint;
use super::data::place::Subdistrict;
use super::data::programme::Programme;
use super::data::rate::Rate;
use super::data::reason::{self, Reason, Route};
use super::eligibility::{Ruleset, Settled};

/// The packed file of a kind.
macro_rules! packed {
    ($kind:literal) => {
        decode(include_bytes!(concat!(env!("OUT_DIR"), "/", $kind, ".bin")))
    };
}

/// The packed file of a kind, decoded on first use.
macro_rules! shipped {
    ($kind:literal) => {
        LazyLock::new(|| packed!($kind))
    };
    ($kind:literal, $field:ident) => {
        LazyLock::new(|| match SITE.get() {
            Some(site) => site.$field.clone(),
            None => packed!($kind),
        })
    };
}

/// What ships, with a site's folder laid over it.
static SITE: OnceLock<Bundle> = OnceLock::new();

static PROGRAMMES: LazyLock<Vec<Programme>> = shipped!("policies", programmes);
static FACTS: LazyLock<Vec<Fact>> = shipped!("facts", facts);
static DEFINITIONS: LazyLock<Definitions> = shipped!("definitions", definitions);
static POINTS: LazyLock<Vec<OpenPoint>> = shipped!("open-points", points);
static RATES: LazyLock<Vec<Rate>> = shipped!("rates", rates);
static REASONS: LazyLock<Vec<Reason>> = shipped!("reasons", reasons);
static FORMS: LazyLock<Vec<Form>> = shipped!("forms", forms);

static DOCUMENT: LazyLock<Document> = shipped!("document");
static DEVICES: LazyLock<Vec<Device>> = shipped!("devices");
static RETROFITS: LazyLock<Vec<Retrofit>> = shipped!("retrofits");
static PLACES: LazyLock<Vec<Subdistrict>> = shipped!("places");
static CALENDARS: LazyLock<Vec<CalendarYear>> = shipped!("calendars");
static ROUTES: LazyLock<Vec<Route>> = shipped!("review");

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(calendars()));

/// Everything about the policy as it ships, for a site's folder to be laid over.
pub fn bundle() -> Bundle {
    Bundle {
        facts: packed!("facts"),
        definitions: packed!("definitions"),
        points: packed!("open-points"),
        rates: packed!("rates"),
        programmes: packed!("policies"),
        reasons: packed!("reasons"),
        forms: packed!("forms"),
    }
}

/// Takes what a site has laid over in place of what ships. It counts once, before anything is asked for.
pub fn install(site: Bundle) {
    // A second site would be too late for whoever asked already.
    let _ = SITE.set(site);
}

fn decode<T: DeserializeOwned>(packed: &[u8]) -> T {
    postcard::from_bytes(packed).expect("the build packed the same type with the same code")
}

/// Every version of every programme, in the order of the articles, the closing paragraph last.
pub fn programmes() -> &'static [Programme] {
    &PROGRAMMES
}

/// The programmes as they are on `day`, in the order of the articles, the closing paragraph last.
pub fn catalogue(day: NaiveDate) -> Vec<&'static Programme> {
    in_force::on(programmes(), day)
}

/// The programme called `id` as it is on `day`.
pub fn programme(id: &str, day: NaiveDate) -> Option<&'static Programme> {
    in_force::latest(programmes().iter().filter(|programme| programme.id == id), day)
}

/// The rules in force on `day`, of every programme one can ask for.
pub fn rules(day: NaiveDate) -> Ruleset<'static> {
    Ruleset::new(catalogue(day), day, settled())
}

/// What undefined words and open points are settled by.
pub fn settled() -> Settled<'static> {
    Settled { facts: facts(), definitions: definitions(), points: points() }
}

/// The points that the document leaves open, by article.
pub fn points() -> &'static [OpenPoint] {
    &POINTS
}

/// The rates there are, by article, with the values that ship or that the site's folder has.
pub fn rates() -> &'static [Rate] {
    &RATES
}

/// The document itself.
pub fn document() -> &'static Document {
    &DOCUMENT
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

static CATALOGUE_INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut seen: Vec<&str> = Vec::new();
    let latest = programmes().iter().rev().filter(|one| {
        let new = !seen.contains(&one.id.as_str());
        seen.push(&one.id);
        new
    });
    let mut entries: Vec<Entry> = latest.map(entry).collect();
    entries.reverse();
    Index::new(entries)
});

/// How a programme is found: by its names, its everyday words, its id and its article.
fn entry(one: &Programme) -> Entry {
    let mut keywords = vec![one.id.clone(), one.zh.row.clone(), one.en.row.clone()];
    keywords.extend(one.keywords.iter().cloned());
    let code = match (one.article, one.item) {
        (0, _) => String::new(),
        (article, None) => article.to_string(),
        (article, Some(item)) => format!("{article}.{item}"),
    };
    if one.article > 0 {
        let (zh, en) = (han_number(one.article), one.article);
        keywords.extend([format!("第{zh}条"), format!("第{en}条"), format!("article {en}")]);
    }
    if let Some(item) = one.item {
        let article = one.article;
        let zh = han_number(article);
        keywords.extend([format!("第{zh}条第{item}项"), format!("第{article}条第{item}项")]);
        keywords.extend([format!("（{zh}）{item}"), format!("article {article} item {item}")]);
    }
    Entry { id: one.id.clone(), zh: one.zh.name.clone(), en: one.en.name.clone(), code, keywords }
}

/// A number from 1 to 29 as the document writes it.
fn han_number(number: u8) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(number / 10), DIGITS[usize::from(number % 10)]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

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

/// Something a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// An entry of the catalogue, as it is on the day.
    Programme(&'static Programme),
    /// An assistive device.
    Device(&'static Device),
    /// A work on the home.
    Retrofit(&'static Retrofit),
}

/// Everything that matches: the entries of the catalogue as they are on `day`, then devices, then works on the home, each
/// best first. Somebody who looks for a wheelchair means the service that gives it, so a programme whose catalogue holds
/// something that matches is found too, behind those that match themselves.
pub fn find(words: &str, day: NaiveDate) -> Vec<Found> {
    let mut found: Vec<Found> = CATALOGUE_INDEX
        .find(words)
        .into_iter()
        .filter_map(|hit| programme(hit.id, day))
        .map(Found::Programme)
        .collect();
    if words.trim().is_empty() {
        return found;
    }
    let devices: Vec<Found> =
        DEVICE_INDEX.find(words).into_iter().filter_map(|hit| device(hit.id)).map(Found::Device).collect();
    let retrofits: Vec<Found> =
        RETROFIT_INDEX.find(words).into_iter().filter_map(|hit| retrofit(hit.id)).map(Found::Retrofit).collect();
    for (items, kind) in [(&devices, "device"), (&retrofits, "retrofit")] {
        let programme = catalogue(day).into_iter().find(|one| one.apply.as_deref() == Some(kind)).map(Found::Programme);
        if let Some(programme) = programme.filter(|one| !items.is_empty() && !found.contains(one)) {
            found.push(programme);
        }
    }
    found.extend(devices);
    found.extend(retrofits);
    found
}

/// Items of a catalogue that match, best first.
pub fn find_items(catalogue: Catalogue, words: &str) -> Vec<String> {
    match catalogue {
        Catalogue::Device => ids(&DEVICE_INDEX, words),
        Catalogue::Retrofit => ids(&RETROFIT_INDEX, words),
    }
}

/// What a catalogue lists as the amount for an item: a device or a work on the home.
pub fn item_listed(code: &str) -> Option<&'static super::data::item::Rate> {
    device(code).map(|item| &item.rate).or_else(|| retrofit(code).map(|item| &item.rate))
}

/// Whether there is a rate with this id, or an item with this code whose standard is one.
pub fn is_rate(id: &str) -> bool {
    rates().iter().any(|rate| rate.id == id) || item_listed(id).is_some()
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
            (
                "bool",
                "h.severe_jobless e.in_district e.city_award e.trains_disabled hire.new hire.contract hire.full_wage",
            ),
            ("bool", "post.by_street post.with_designated f.granted f.operating p.other_proof r.had"),
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
    fn every_word_and_every_open_point_is_settled_since_the_policy_is_in_force() {
        let first = "2011-01-01".parse().expect("a day");
        assert!(definitions().iter().all(|definition| definition.on(first).is_some()));
        assert!(points().iter().all(|point| point.on(first).is_some()));
        assert_eq!((definitions().iter().count(), points().len()), (20, 19));
    }

    #[test]
    fn programmes_are_found_by_their_ids_from_their_first_day_on() {
        let (first, before) = ("2011-01-01".parse().expect("a day"), "2010-12-31".parse().expect("a day"));
        for one in programmes() {
            assert_eq!(programme(&one.id, first), Some(one));
            assert_eq!(one.rule.is_some(), matches!(one.kind, Kind::Benefit | Kind::Service));
        }
        assert_eq!(programme("no-such-programme", first), None);
        assert_eq!(catalogue(before), Vec::<&Programme>::new());
    }
}
