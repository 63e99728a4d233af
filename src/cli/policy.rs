//! `zhucan policy`: what there is, in full, found by words, and whether a folder of data is sound.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::config::{Flags, Surroundings};
use crate::domain::amount::{Amount, Means, NoAmount};
use crate::domain::data::DataFault;
use crate::domain::data::pays::Pays;
use crate::domain::data::programme::{self, FundBasis, Kind, OwnerBasis, Programme};
use crate::domain::data::rule::Basis;
use crate::domain::eligibility::{Known, Stated};
use crate::domain::owed::Kept;
use crate::domain::shipped::{self, Found};
use crate::text::{Text, date, handout};

use super::ground::{Ground, Stop};
use super::{DATA, DONE, USAGE, complain};

/// An entry as it is listed.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    kind: &'a str,
    article: u8,
    name: &'a str,
    subject: &'a str,
}

/// The id of a basis.
pub fn basis_id(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Inferred => "inferred",
        Basis::Definition => "definition",
    }
}

fn tell(ground: &mut Ground, one: &Programme, json: bool) -> Result<(), Stop> {
    let words = one.text(ground.text.lang());
    if json {
        let (kind, subject) = (one.kind.as_str(), one.subject.as_str());
        ground.json(&Line { id: &one.id, kind, article: one.article, name: &words.name, subject })?;
        return Ok(());
    }
    let (place, kind) = (ground.text.place(one.article, one.item), ground.text.entry_kind(one.kind));
    let row = ground.text.with("cli-row", &[("name", &words.row), ("place", &place), ("kind", &kind), ("id", &one.id)]);
    Ok(ground.line(&row)?)
}

/// Lists the catalogue.
pub fn list(
    kind: Option<&str>,
    as_of: Option<&str>,
    json: bool,
    flags: Flags,
    around: &Surroundings,
) -> Result<i32, Stop> {
    let (mut ground, day) = Ground::on(as_of, flags, around)?;
    let known = |id: &str| Kind::ALL.iter().find(|(_, known)| *known == id).map(|(kind, _)| *kind);
    let wanted = match kind {
        Some(id) => Some(known(id).ok_or_else(|| ground.stop(USAGE, "cli-no-kind", id))?),
        None => None,
    };
    for one in shipped::catalogue(day) {
        if wanted.is_none_or(|kind| kind == one.kind) {
            tell(&mut ground, one, json)?;
        }
    }
    ground.done(DONE)
}

/// Finds entries, devices and works on the home.
pub fn search(
    words: &[String],
    as_of: Option<&str>,
    json: bool,
    flags: Flags,
    around: &Surroundings,
) -> Result<i32, Stop> {
    let (mut ground, day) = Ground::on(as_of, flags, around)?;
    let found = shipped::find(&words.join(" "), day);
    if !json {
        let count = ground.text.with("cli-found", &[("count", &found.len())]);
        ground.line(&count)?;
    }
    let lang = ground.text.lang();
    let service = |kind: &str| shipped::catalogue(day).into_iter().find(|one| one.apply.as_deref() == Some(kind));
    for one in found {
        let (id, name, kind, words) = match one {
            Found::Programme(one) => {
                tell(&mut ground, one, json)?;
                continue;
            }
            Found::Device(one) => (&one.code, &one.name, "device", "entry-device"),
            Found::Retrofit(one) => (&one.code, &one.name, "retrofit", "entry-retrofit"),
        };
        let name = name.get(lang);
        let (article, subject) = service(kind).map_or((0, ""), |one| (one.article, one.subject.as_str()));
        if json {
            ground.json(&Line { id, kind, article, name, subject })?;
        } else {
            let (place, kind) = (ground.text.place(article, None), ground.text.say(words));
            let row = ground.text.with("cli-row", &[("name", &name), ("place", &place), ("kind", &kind), ("id", id)]);
            ground.line(&row)?;
        }
    }
    ground.done(DONE)
}

/// The entry called `id` on the day; where there is none it is said, with those that come nearest.
pub fn entry(ground: &Ground, id: &str, day: NaiveDate) -> Result<&'static Programme, Stop> {
    if let Some(one) = shipped::programme(id, day) {
        return Ok(one);
    }
    if shipped::programmes().iter().any(|one| one.id == id) {
        let args = [id.to_owned(), date(day, ground.text.lang())];
        complain(&ground.text.with("cli-not-on-day", &[("id", &args[0]), ("day", &args[1])]));
        return Err(Stop::Code(USAGE));
    }
    let near = nearest(id, day).join(", ");
    let id = crate::domain::person::clean(id);
    complain(&ground.text.with("cli-no-entry", &[("id", &id), ("near", &near)]));
    Err(Stop::Code(USAGE))
}

/// The ids that come nearest to one that is none: what is found by its words, and what is spelt alike.
fn nearest(id: &str, day: NaiveDate) -> Vec<&'static str> {
    let programmes = |words: &str| {
        let found = shipped::find(words, day).into_iter();
        found
            .filter_map(|one| match one {
                Found::Programme(one) => Some(one.id.as_str()),
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    let mut near = if id.trim().is_empty() { Vec::new() } else { programmes(&id.replace(['-', '_'], " ")) };
    let mut alike: Vec<_> = shipped::catalogue(day).into_iter().map(|one| (steps(&one.id, id), &*one.id)).collect();
    alike.sort_unstable();
    near.extend(alike.into_iter().map(|(_, id)| id).filter(|id| !near.contains(id)).take(3).collect::<Vec<_>>());
    near.truncate(3);
    near
}

/// Letters to be put in, taken out or changed to make one of the other.
pub fn steps(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let change = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

/// An amount as results have it.
#[derive(Serialize)]
pub struct Sum {
    value: String,
    period: &'static str,
    basis: String,
}

impl Sum {
    /// Of this amount.
    pub fn new(amount: &Amount, text: &Text) -> Self {
        Self { value: amount.yuan.to_string(), period: amount.period.as_str(), basis: text.made_of(amount) }
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    kind: &'a str,
    article: u8,
    item: Option<u8>,
    subject: &'a str,
    applicant: &'a str,
    name: &'a str,
    row: &'a str,
    from: NaiveDate,
    to: Option<NaiveDate>,
    as_of: NaiveDate,
    apply: Option<&'a str>,
    what: &'a [String],
    who: &'a [String],
    amount: &'a [String],
    papers: &'a [String],
    decides: &'a [String],
    how: &'a [String],
    basis: &'a [String],
    rule: Vec<ShownCondition<'a>>,
    pays: Option<ShownPays<'a>>,
    amount_on_day: Option<Sum>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_note: Option<String>,
    fund: Option<&'a str>,
    fund_basis: Option<&'a str>,
    owner: Option<ShownOwner<'a>>,
    due: Option<ShownDue<'a>>,
    kept: Option<ShownKept<'a>>,
    overdue_days: Option<i64>,
    keywords: &'a [String],
}

#[derive(Serialize)]
struct ShownCondition<'a> {
    text: &'a str,
    article: u8,
    item: Option<u8>,
    basis: &'a str,
    /// Conditions with the same number are alternatives.
    #[serde(skip_serializing_if = "Option::is_none")]
    any_of: Option<usize>,
}

#[derive(Serialize)]
struct ShownPays<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until_age: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'a str>,
}

impl<'a> ShownPays<'a> {
    fn new(pays: &'a Pays) -> Self {
        let kind = pays.as_str();
        let plain = Self { kind, rate: None, period: None, until_age: None, share: None, since: None };
        match pays {
            Pays::Rate { rate, period, until_age } => {
                Self { rate: Some(rate), period: Some(period.as_str()), until_age: *until_age, ..plain }
            }
            Pays::Wage { share, since } => Self { share: Some(*share), since: since.as_deref(), ..plain },
            _ => plain,
        }
    }
}

#[derive(Serialize)]
struct ShownOwner<'a> {
    name: &'a str,
    basis: &'a str,
}

#[derive(Serialize)]
struct ShownKept<'a> {
    state: &'static str,
    owner: &'a str,
    due: Option<NaiveDate>,
    evidence: &'a str,
    at: NaiveDate,
    by: &'a str,
}

#[derive(Serialize)]
struct ShownDue<'a> {
    text: &'a str,
    by: NaiveDate,
}

fn owner_basis(basis: OwnerBasis) -> &'static str {
    match basis {
        OwnerBasis::Stated => "stated",
        OwnerBasis::Inferred => "inferred",
        OwnerBasis::Open => "open",
    }
}

fn fund_basis(basis: FundBasis) -> &'static str {
    match basis {
        FundBasis::Stated => "stated",
        FundBasis::Wording => "wording",
        FundBasis::Inferred => "inferred",
    }
}

/// Shows an entry in full.
pub fn show(id: &str, as_of: Option<&str>, json: bool, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let (mut ground, day) = Ground::on(as_of, flags, around)?;
    let one = entry(&ground, id, day)?;
    let rates = ground.rates()?;
    let owed = ground.owed(&one.id)?;
    if json {
        let means = Means { settled: shipped::settled(), rates: &rates, day };
        let amount = means.amount(one, &Known::nothing(shipped::facts().len()));
        let rules = shipped::rules(day);
        let conditions = rules.conditions(&one.id).unwrap_or_default();
        let shown = shown(&ground.text, one, day, &conditions, amount.as_ref(), owed.as_ref());
        ground.json(&shown)?;
    } else {
        for line in handout::entry(&ground.text, one, day, &rates, owed.as_ref()).lines() {
            ground.line(&line)?;
        }
    }
    ground.done(DONE)
}

fn shown<'a>(
    text: &Text,
    one: &'a Programme,
    day: NaiveDate,
    conditions: &[Stated<'a>],
    amount: Option<&Result<Amount, NoAmount>>,
    owed: Option<&'a Kept>,
) -> Shown<'a> {
    let lang = text.lang();
    let words = one.text(lang);
    let rule = conditions.iter().map(|Stated { text, article, item, basis, any_of, .. }| ShownCondition {
        text: text.get(lang),
        article: *article,
        item: *item,
        basis: basis_id(*basis),
        any_of: *any_of,
    });
    Shown {
        id: &one.id,
        kind: one.kind.as_str(),
        article: one.article,
        item: one.item,
        subject: one.subject.as_str(),
        applicant: one.applicant.as_str(),
        name: &words.name,
        row: &words.row,
        from: one.from,
        to: one.to,
        as_of: day,
        apply: one.apply.as_deref(),
        what: &words.what,
        who: &words.who,
        amount: &words.amount,
        papers: &words.papers,
        decides: &words.decides,
        how: &words.how,
        basis: &words.basis,
        rule: rule.collect(),
        pays: one.pays.as_ref().map(ShownPays::new),
        amount_on_day: amount.and_then(|amount| amount.as_ref().ok()).map(|amount| Sum::new(amount, text)),
        amount_note: amount.and_then(|amount| amount.as_ref().err()).map(|why| text.no_amount(why)),
        fund: one.fund.as_deref(),
        fund_basis: one.fund_basis.map(fund_basis),
        owner: one.owner.as_ref().map(|owner| ShownOwner {
            name: match lang {
                crate::text::Lang::Zh => &owner.zh,
                crate::text::Lang::En => &owner.en,
            },
            basis: owner_basis(owner.basis),
        }),
        due: one.due.as_ref().map(|due| ShownDue { text: due.words.get(lang), by: due.by }),
        kept: owed.map(|kept| ShownKept {
            state: kept.progress.as_str(),
            owner: &kept.owner,
            due: kept.due,
            evidence: &kept.evidence,
            at: kept.at.date(),
            by: &kept.by,
        }),
        overdue_days: crate::domain::owed::overdue(one, owed, day),
        keywords: &one.keywords,
    }
}

#[derive(Serialize)]
struct ShownFault<'a> {
    file: &'a str,
    line: usize,
    fault: &'a str,
    remedy: &'a str,
}

/// Says what is wrong with a folder of data that is laid over what ships.
pub fn validate(folder: Option<PathBuf>, json: bool, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::bare(flags, around);
    let site = ground.folders.as_ref().map(crate::config::Folders::site).filter(|site| site.is_dir());
    let faults = check(folder.or(site).as_deref());
    for fault in &faults {
        if json {
            let DataFault { file, line, fault, remedy } = fault;
            ground.json(&ShownFault { file, line: *line, fault, remedy })?;
        } else {
            ground.line(&fault.to_string())?;
        }
    }
    if faults.is_empty() {
        if !json {
            let sound = ground.text.say("cli-data-sound");
            ground.line(&sound)?;
        }
        return ground.done(DONE);
    }
    complain(&ground.text.with("cli-data-faults", &[("count", &faults.len())]));
    ground.done(DATA)
}

fn check(folder: Option<&Path>) -> Vec<DataFault> {
    match folder {
        Some(folder) => crate::site::laid_over(folder).1,
        None => programme::check_together(&shipped::bundle().programmes),
    }
}
