//! `zhucan rate`: what the rates are, and how a new value comes into force: proposed, then signed by two people.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::app::{Effect, Outcome};
use crate::config::{Flags, Surroundings};
use crate::domain::data::rate::{Unit, fits};
use crate::domain::person::clean;
use crate::domain::rate::{Held, NewRate, RateTable, Standing, unit};
use crate::domain::shipped;
use crate::domain::simulate::Simulation;
use crate::session::Session;
use crate::text::{Text, date};

use super::chores::{self, told};
use super::ground::{Ground, Stop};
use super::progress;
use super::{DONE, FAILED, NOT_PERMITTED, USAGE, complain};

/// Longest source of a rate, in characters, as on the page.
const LONGEST_SOURCE: usize = 200;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    name: String,
    value: Option<String>,
    unit: &'static str,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    standing: &'static str,
    signed: Option<[&'a str; 2]>,
    source: Option<&'a str>,
    number: Option<i64>,
}

fn standing(row: &Held, text: &Text) -> String {
    let waits = |side: &str, by: &str| text.with("cli-standing-half", &[("side", &side), ("by", &by)]);
    let (federation, finance) = (text.say("cli-side-federation"), text.say("cli-side-finance"));
    match &row.standing {
        Standing::Published { confirmed: true } => text.say("cli-standing-published"),
        Standing::Published { confirmed: false } => text.say("cli-standing-unconfirmed"),
        Standing::Signed { federation, finance } => {
            text.with("cli-standing-signed", &[("federation", federation), ("finance", finance)])
        }
        Standing::Proposed { federation: None, finance: None } => text.say("cli-standing-proposed"),
        Standing::Proposed { federation: Some(by), finance: None } => waits(&finance, by),
        Standing::Proposed { finance: Some(by), .. } => waits(&federation, by),
    }
}

/// Lists the rates of a day and what waits for a signature, or every dated row.
pub fn list(all: bool, as_of: Option<&str>, json: bool, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::new(flags, around)?;
    let day = ground.day(as_of)?;
    let table = ground.rates()?;
    let rates = shipped::rates().iter().map(|rate| (rate.id.as_str(), true));
    let devices = shipped::devices().iter().map(|item| (item.code.as_str(), false));
    let works = shipped::retrofits().iter().map(|item| (item.code.as_str(), false));
    for (id, always) in rates.chain(devices).chain(works) {
        let rows: Vec<&Held> = table.rows_of(id).collect();
        let on = table.on(id, day);
        // Of a device only what the office has set is listed.
        let bare = rows.is_empty();
        if on.is_none() && if bare { always } else { !all } {
            tell(&mut ground, id, None, json)?;
        }
        for row in rows {
            let counts = on.is_some_and(|on| std::ptr::eq(on, row));
            if all || counts || !row.standing.is_in_force() {
                tell(&mut ground, id, Some(row), json)?;
            }
        }
    }
    ground.done(DONE)
}

fn tell(ground: &mut Ground, id: &str, row: Option<&Held>, json: bool) -> Result<(), Stop> {
    let text = &ground.text;
    let (name, unit) = (text.rate_name(id), unit(shipped::rates(), id));
    if json {
        let line = Line {
            id,
            name,
            value: row.map(|row| plain(row.value)),
            unit: unit.as_str(),
            from: row.map(|row| row.from),
            to: row.and_then(|row| row.to),
            standing: row.map_or("not_set", |row| row.standing.as_str()),
            signed: row.and_then(|row| match &row.standing {
                Standing::Signed { federation, finance } => Some([federation.as_str(), finance.as_str()]),
                _ => None,
            }),
            source: row.map(|row| row.source.get(text.lang())),
            number: row.and_then(|row| row.number),
        };
        return Ok(ground.json(&line)?);
    }
    let words = match row {
        None => text.with("cli-rate-not-set", &[("name", &name), ("id", &id)]),
        Some(row) => {
            let args = [text.rate_value(row.value, unit), span(row, text), standing(row, text)];
            let mut words = text.with(
                "cli-rate-row",
                &[("name", &name), ("id", &id), ("value", &args[0]), ("span", &args[1]), ("standing", &args[2])],
            );
            if let Some(number) = row.number {
                words = text.with("cli-rate-numbered", &[("row", &words), ("number", &number.to_string())]);
            }
            words
        }
    };
    Ok(ground.line(&words)?)
}

fn span(row: &Held, text: &Text) -> String {
    let from = date(row.from, text.lang());
    match row.to {
        None => text.with("cli-span-from", &[("from", &from)]),
        Some(to) => text.with("cli-span", &[("from", &from), ("to", &date(to, text.lang()))]),
    }
}

fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A value to be proposed, as it was written.
pub struct Proposal {
    /// The rate's id.
    pub id: String,
    /// Its value.
    pub value: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: Option<String>,
    /// The document it comes from.
    pub source: String,
    /// Who proposes.
    pub user: String,
}

impl Proposal {
    fn read(&self, ground: &Ground) -> Result<NewRate, Stop> {
        let Self { id, value, from, to, source, .. } = self;
        let known = shipped::is_rate(id);
        if !known {
            return Err(ground.stop(USAGE, "cli-no-rate", id));
        }
        let unit = unit(shipped::rates(), id);
        let number: Option<Decimal> = value.parse().ok().filter(|number| fits(*number, unit));
        let wrong = match unit {
            Unit::Yuan => "cli-no-yuan",
            Unit::Share => "cli-no-share",
        };
        let number = number.ok_or_else(|| ground.stop(USAGE, wrong, value))?;
        let from = ground.day_of(from)?;
        let to = to.as_deref().map(|to| ground.day_of(to)).transpose()?;
        if let Some(to) = to.filter(|to| *to < from) {
            return Err(ground.stop(USAGE, "cli-ends-before", &to.to_string()));
        }
        let sound = |day: NaiveDate| (2000..=2100).contains(&day.year());
        if let Some(day) = [Some(from), to].into_iter().flatten().find(|day| !sound(*day)) {
            return Err(ground.stop(USAGE, "cli-no-day", &day.to_string()));
        }
        if source.trim().is_empty() || &clean(source) != source || source.chars().count() > LONGEST_SOURCE {
            return Err(ground.stop(USAGE, "cli-no-source", source));
        }
        Ok(NewRate { rate: id.clone(), from, to, value: number, source: source.trim().to_owned() })
    }
}

/// Signs somebody in and lets them do one thing.
fn act(ground: &Ground, user: &str, effect: Effect) -> Result<(Session, Outcome), Stop> {
    let mut session = chores::signed_in(ground, user)?;
    let outcome = session.carry_out_telling(effect, &mut progress::tell);
    match &outcome {
        Outcome::Failed { id, .. } => {
            let (code, words) = match *id {
                "not-your-role" => (NOT_PERMITTED, ground.text.say("cli-not-your-role")),
                "rate-gone" => (FAILED, ground.text.say("cli-rate-gone")),
                "rate-side-has-signed" => (FAILED, ground.text.say("cli-rate-side-has-signed")),
                "rate-same-person" => (FAILED, ground.text.say("cli-rate-same-person")),
                _ => (FAILED, told(&outcome, &ground.text)),
            };
            complain(&words);
            Err(Stop::Code(code))
        }
        _ => Ok((session, outcome)),
    }
}

/// The row with this number; where there is none it is said.
fn row(ground: &Ground, table: &RateTable, number: i64) -> Result<Held, Stop> {
    table.row(number).cloned().ok_or_else(|| ground.stop(USAGE, "cli-no-number", &number.to_string()))
}

/// Proposes a value.
pub fn propose(proposal: &Proposal, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::new(flags, around)?;
    let new = proposal.read(&ground)?;
    let (_, outcome) = act(&ground, &proposal.user, Effect::ProposeRate(Box::new(new)))?;
    if let Outcome::Proposed(number) = outcome {
        let words = ground.text.with("cli-proposed", &[("number", &number.to_string())]);
        ground.line(&words)?;
    }
    ground.done(DONE)
}

/// Signs a proposed value.
pub fn sign(number: i64, user: &str, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::new(flags, around)?;
    row(&ground, &ground.rates()?, number)?;
    let (session, _) = act(&ground, user, Effect::SignRate(number))?;
    drop(session);
    let signed = row(&ground, &ground.rates()?, number)?;
    let text = &ground.text;
    let words = match &signed.standing {
        Standing::Signed { .. } => text.with("cli-in-force", &[("span", &span(&signed, text))]),
        _ => text.with("cli-signed", &[("standing", &standing(&signed, text))]),
    };
    ground.line(&words)?;
    ground.done(DONE)
}

/// Takes a proposal back.
pub fn withdraw(number: i64, user: &str, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::new(flags, around)?;
    row(&ground, &ground.rates()?, number)?;
    act(&ground, user, Effect::WithdrawRate(number))?;
    let words = ground.text.with("cli-withdrawn", &[("number", &number.to_string())]);
    ground.line(&words)?;
    ground.done(DONE)
}

#[derive(Serialize)]
struct Simulated<'a> {
    number: i64,
    rate: &'a str,
    touched: usize,
    changed: Vec<Changed<'a>>,
    missing: &'a [&'static str],
    before: String,
    after: String,
}

#[derive(Serialize)]
struct Changed<'a> {
    receipt: &'a str,
    before: Option<String>,
    after: Option<String>,
}

/// Says what a proposed value would change in the open cases.
pub fn simulate(number: i64, user: &str, json: bool, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::new(flags, around)?;
    let proposed = row(&ground, &ground.rates()?, number)?;
    let (_, outcome) = act(&ground, user, Effect::Simulate(number))?;
    let Outcome::Simulated(found) = outcome else { return ground.done(FAILED) };
    let (before, after) = found.totals();
    if json {
        let changed = found.changed.iter().map(|one| Changed {
            receipt: &one.receipt,
            before: one.before.map(|yuan| yuan.to_string()),
            after: one.after.map(|yuan| yuan.to_string()),
        });
        ground.json(&Simulated {
            number,
            rate: &proposed.rate,
            touched: found.touched,
            changed: changed.collect(),
            missing: &found.missing,
            before: before.to_string(),
            after: after.to_string(),
        })?;
    } else {
        for line in simulated_words(&found, &ground.text) {
            ground.line(&line)?;
        }
    }
    ground.done(DONE)
}

fn simulated_words(found: &Simulation, text: &Text) -> Vec<String> {
    let mut lines = vec![text.with("cli-touched", &[("touched", &found.touched), ("changed", &found.changed.len())])];
    let yuan = |sum: Option<Decimal>| match sum {
        Some(sum) => text.rate_value(sum, Unit::Yuan),
        None => text.say("cli-standing-not-set"),
    };
    lines.extend(found.changed.iter().map(|one| {
        let (before, after) = (yuan(one.before), yuan(one.after));
        text.with("cli-change", &[("receipt", &one.receipt), ("before", &before), ("after", &after)])
    }));
    if !found.changed.is_empty() {
        let (before, after) = found.totals();
        let sums = [before, after].map(|sum| yuan(Some(sum)));
        lines.push(text.with("cli-change-all", &[("before", &sums[0]), ("after", &sums[1])]));
    }
    if !found.missing.is_empty() {
        let names: Vec<String> = found.missing.iter().map(|rate| text.rate_name(rate)).collect();
        lines.push(text.with("cli-change-missing", &[("rates", &names.join(", "))]));
    }
    lines
}
