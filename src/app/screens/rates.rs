//! Rates: what holds on the day, every dated value, and for those who set them a proposal with its trial and signatures.

use rust_decimal::Decimal;

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step, Who};
use crate::domain::amount::{Amount, MadeOf};
use crate::domain::case::Role;
use crate::domain::data::rate::{Rate, SetBy, Unit};
use crate::domain::form::{Catalogue, Lookup};
use crate::domain::person::fold;
use crate::domain::rate::{Held, Side, Standing, proposes, unit};
use crate::domain::shipped::{self, Shipped};
use crate::domain::simulate::{Change, Simulation};
use crate::text::date;
use crate::view::Fault;

use super::document::{inside, titled};
use super::programme::text_rows;
use super::propose::Propose;

/// Opens the list of rates.
pub fn begin(_cx: &Cx<'_>) -> Step {
    Step::Open(Box::new(RateList))
}

fn role(cx: &Cx<'_>) -> Option<Role> {
    match cx.who {
        Who::Staff { role, .. } => Some(*role),
        _ => None,
    }
}

/// Whoever is there may propose rates and try them out.
fn may_propose(cx: &Cx<'_>) -> bool {
    role(cx).is_some_and(proposes)
}

fn known(id: &str) -> Option<&'static Rate> {
    shipped::rates().iter().find(|rate| rate.id == id)
}

/// A value in words, with how often it is paid.
pub fn value_words(held: &Held, cx: &Cx<'_>) -> String {
    match known(&held.rate) {
        Some(rate) if rate.unit == Unit::Yuan => {
            let made_of = MadeOf::Rate(held.clone());
            cx.text.amount(&Amount { yuan: held.value, period: rate.period, made_of })
        }
        _ => cx.text.rate_value(held.value, unit(shipped::rates(), &held.rate)),
    }
}

/// The days a value holds, in words.
pub fn days_words(held: &Held, cx: &Cx<'_>) -> String {
    let day = |day| date(day, cx.lang());
    match held.to {
        Some(to) => cx.text.with("rate-from-to", &[("from", &day(held.from)), ("to", &day(to))]),
        None => cx.text.with("rate-from", &[("from", &day(held.from))]),
    }
}

fn standing_words(held: &Held, cx: &Cx<'_>) -> String {
    match &held.standing {
        Standing::Published { confirmed: true } => cx.say("rate-published"),
        Standing::Published { confirmed: false } => cx.say("rate-published-unchecked"),
        Standing::Signed { federation, finance } => {
            cx.text.with("rate-signed", &[("federation", federation), ("finance", finance)])
        }
        Standing::Proposed { federation: Some(name), .. } => cx.text.with("rate-waits-for-finance", &[("name", name)]),
        Standing::Proposed { finance: Some(name), .. } => cx.text.with("rate-waits-for-federation", &[("name", name)]),
        Standing::Proposed { .. } => cx.say("rate-waits-for-both"),
    }
}

/// What is known of one dated value, the value first.
fn lines_of(held: &Held, cx: &Cx<'_>) -> Vec<String> {
    let (value, days) = (value_words(held, cx), days_words(held, cx));
    let source = inside(held.source.get(cx.lang()));
    vec![
        cx.text.with("rate-holds", &[("value", &value), ("days", &days)]),
        standing_words(held, cx),
        cx.text.with("settled-source", &[("source", &source)]),
    ]
}

/// Proposals that somebody can sign here.
fn waiting<'c>(cx: &Cx<'c>) -> Vec<&'c Held> {
    cx.rates.waiting().filter(|held| held.number.is_some()).collect()
}

/// Every rate.
#[derive(Debug)]
struct RateList;

impl Screen for RateList {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let mut rows = Vec::new();
        if role(cx).is_some() {
            let count = cx.text.with("count-of", &[("count", &waiting(cx).len())]);
            rows.push(
                Row::item("waiting", cx.say("rates-waiting")).with_value(count).with_help(cx.say("rates-waiting.help")),
            );
        }
        if may_propose(cx) {
            rows.push(Row::item("code", cx.say("rates-code")).with_help(cx.say("rates-code.help")));
        }
        rows.extend(shipped::rates().iter().map(|rate| {
            let value =
                cx.rates.on(&rate.id, cx.day()).map_or_else(|| cx.say("rate-not-set"), |held| value_words(held, cx));
            Row::item(rate.id.clone(), cx.text.rate_name(&rate.id))
                .with_value(value)
                .with_help(cx.say("rates-row.help"))
        }));
        Page::new("rates", titled(cx.say("document-rates"), cx), rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        Step::Open(match row {
            "waiting" => Box::new(Waiting),
            "code" => Box::new(ByCode::default()),
            id => Box::new(RatePage { id: id.to_owned() }),
        })
    }
}

/// Proposals without both signatures.
#[derive(Debug)]
struct Waiting;

impl Screen for Waiting {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows: Vec<Row> = waiting(cx).into_iter().map(|held| proposal_row(held, cx)).collect();
        let title = if rows.is_empty() { "rates-none-waiting" } else { "rates-waiting" };
        Page::new("rates-waiting", cx.say(title), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        open_proposal(row, cx)
    }
}

fn proposal_row(held: &Held, cx: &Cx<'_>) -> Row {
    let (name, value) = (cx.text.rate_name(&held.rate), value_words(held, cx));
    let what = cx.text.with("rate-proposed-value", &[("value", &value), ("days", &days_words(held, cx))]);
    Row::item(format!("number-{}", held.number.unwrap_or_default()), name)
        .with_value(what)
        .with_help(standing_words(held, cx))
}

fn open_proposal(row: &str, cx: &Cx<'_>) -> Step {
    let number = row.strip_prefix("number-").and_then(|number| number.parse().ok());
    match number.and_then(|number| cx.rates.row(number)) {
        Some(held) => Step::Open(Box::new(Dated::new(held))),
        None => Step::Refused(cx.say("rate-gone")),
    }
}

/// Asks for the device or the work on the home whose standard is meant.
#[derive(Debug, Default)]
struct ByCode {
    found: Option<(String, Vec<String>)>,
}

impl Screen for ByCode {
    fn page(&self, cx: &Cx<'_>) -> Page {
        match &self.found {
            None => {
                let field =
                    Row::field("code", cx.say("rates-code-label"), "").with_help(cx.say("rates-code-label.help"));
                Page::new("rates-code", cx.say("rates-code"), vec![field.at_most(30)])
            }
            Some((words, codes)) => {
                let row = |code: &String| {
                    Row::item(code.clone(), cx.text.rate_name(code))
                        .with_help(cx.text.with("item-choose", &[("code", code)]))
                };
                let title = cx.text.with("search-found", &[("words", words), ("count", &codes.len())]);
                Page::new("rates-code-found", title, codes.iter().map(row).collect())
            }
        }
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        Step::Open(Box::new(RatePage { id: row.to_owned() }))
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let words = fold(text);
        let both = [Catalogue::Device, Catalogue::Retrofit];
        let exact = both
            .iter()
            .find_map(|one| Shipped.item(*one, &words).or_else(|| Shipped.item(*one, &words.to_lowercase())));
        if let Some(item) = exact {
            return Step::Replace(Box::new(RatePage { id: item.code }));
        }
        let mut codes: Vec<String> = Vec::new();
        if !words.is_empty() {
            codes.extend(both.iter().flat_map(|one| shipped::find_items(*one, &words)));
        }
        if codes.is_empty() {
            return Step::Fault(Fault { what: cx.say("fault-not-found"), remedy: cx.say("fault-not-found.remedy") });
        }
        self.found = Some((words, codes));
        Step::Stay
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        if self.found.take().is_some() { Step::Stay } else { Step::Back }
    }
}

/// One rate.
#[derive(Debug)]
struct RatePage {
    id: String,
}

impl RatePage {
    /// The dated values whoever is there may hear of.
    fn dated<'c>(&self, cx: &Cx<'c>) -> Vec<&'c Held> {
        let staff = role(cx).is_some();
        cx.rates.rows_of(&self.id).filter(|held| staff || held.standing.is_in_force()).collect()
    }

    /// Why there is no value, and whose matter it is.
    fn not_set(&self, cx: &Cx<'_>) -> Vec<String> {
        let mut lines = vec![cx.say("rate-not-set-yet")];
        if let Some(listed) = shipped::item_listed(&self.id).filter(|listed| listed.counts(cx.setup.sample)) {
            let (yuan, basis) = (listed.yuan.normalize().to_string(), cx.say(&format!("rate-{}", listed.basis.id())));
            lines = vec![cx.text.with("rate-listed", &[("yuan", &yuan), ("basis", &basis)])];
        }
        lines.push(cx.say(match known(&self.id).map(|rate| rate.set_by) {
            Some(SetBy::City) => "rate-set-by-city",
            _ => "rate-set-by-district",
        }));
        lines
    }
}

impl Screen for RatePage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let now = cx.rates.on(&self.id, cx.day());
        let mut rows = text_rows(&now.map_or_else(|| self.not_set(cx), |held| lines_of(held, cx)));
        rows.extend(waiting(cx).into_iter().filter(|held| role(cx).is_some() && held.rate == self.id).map(|held| {
            let mut row = proposal_row(held, cx);
            row.name = cx.say("rate-proposal");
            row
        }));
        if may_propose(cx) && known(&self.id).is_none_or(|rate| rate.set_by == SetBy::District) {
            rows.push(Row::item("propose", cx.say("rate-propose")).with_help(cx.say("rate-propose.help")));
        }
        let count = self.dated(cx).len();
        if count > 0 {
            let count = cx.text.with("count-of", &[("count", &count)]);
            rows.push(Row::item("dated", cx.say("rate-dated")).with_value(count).with_help(cx.say("rate-dated.help")));
        }
        Page::new(format!("rate-{}", self.id), titled(cx.text.rate_name(&self.id), cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match row {
            "propose" => Step::Open(Box::new(Propose::new(&self.id))),
            "dated" => Step::Open(Box::new(AllDated { of: Self { id: self.id.clone() } })),
            row => open_proposal(row, cx),
        }
    }
}

/// Every dated value of a rate, the oldest first.
#[derive(Debug)]
struct AllDated {
    of: RatePage,
}

impl Screen for AllDated {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let dated = self.of.dated(cx);
        let rows = dated.into_iter().enumerate().map(|(at, held)| {
            let mut value = value_words(held, cx);
            if !held.standing.is_in_force() {
                value = cx.text.with("rate-waits", &[("value", &value)]);
            }
            Row::item(at.to_string(), days_words(held, cx)).with_value(value).with_help(standing_words(held, cx))
        });
        let title = cx.text.with("rate-dated-title", &[("name", &cx.text.rate_name(&self.of.id))]);
        Page::new(format!("rate-dated-{}", self.of.id), title, rows.collect())
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let dated = self.of.dated(cx);
        match row.parse::<usize>().ok().and_then(|at| dated.get(at)) {
            Some(held) => Step::Open(Box::new(Dated::new(held))),
            None => Step::Stay,
        }
    }
}

/// One dated value; on a proposal, what can be done with it.
#[derive(Debug)]
pub struct Dated {
    held: Held,
}

impl Dated {
    /// For this row.
    pub fn new(held: &Held) -> Self {
        Self { held: held.clone() }
    }

    /// As it stands now.
    fn now<'s>(&'s self, cx: &Cx<'s>) -> &'s Held {
        self.held.number.and_then(|number| cx.rates.row(number)).unwrap_or(&self.held)
    }
}

/// The side a role signs for, where that side has not signed yet.
fn signs(role: Role, standing: &Standing) -> Option<Side> {
    match (Side::of(role)?, standing) {
        (Side::Federation, Standing::Proposed { federation: None, .. }) => Some(Side::Federation),
        (Side::Finance, Standing::Proposed { finance: None, .. }) => Some(Side::Finance),
        _ => None,
    }
}

impl Screen for Dated {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let held = self.now(cx);
        let mut rows = text_rows(&lines_of(held, cx));
        let open = held.number.is_some() && !held.standing.is_in_force();
        if let Some(role) = role(cx).filter(|role| open && proposes(*role)) {
            rows.push(Row::item("simulate", cx.say("rate-simulate")).with_help(cx.say("rate-simulate.help")));
            if let Some(side) = signs(role, &held.standing) {
                let id = match side {
                    Side::Federation => "rate-sign-federation",
                    Side::Finance => "rate-sign-finance",
                };
                rows.push(Row::button("sign", cx.say(id)).with_help(cx.say(&format!("{id}.help"))));
            }
            rows.push(Row::button("withdraw", cx.say("rate-withdraw")).with_help(cx.say("rate-withdraw.help")));
        }
        let id = held.number.map_or_else(|| format!("{}-{}", held.rate, held.from), |number| number.to_string());
        Page::new(format!("rate-row-{id}"), cx.text.rate_name(&held.rate), rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        let Some(number) = self.held.number else { return Step::Stay };
        Step::Do(match row {
            "simulate" => Effect::Simulate(number),
            "sign" => Effect::SignRate(number),
            _ => Effect::WithdrawRate(number),
        })
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Simulated(found) => Step::Open(Box::new(Simulated { held: self.held.clone(), found: *found })),
            Outcome::Signed { in_force: true } => {
                let days = days_words(&self.held, cx);
                Step::Told(cx.text.with("rate-signed-in-force", &[("days", &days)]))
            }
            Outcome::Signed { in_force: false } => {
                Step::Told(cx.text.with("rate-signed-waits", &[("standing", &standing_words(self.now(cx), cx))]))
            }
            Outcome::Done => Step::Back.then(Step::Told(cx.say("rate-withdrawn"))),
            outcome => super::failed(outcome, cx),
        }
    }
}

/// What a proposal would change.
#[derive(Debug)]
struct Simulated {
    held: Held,
    found: Simulation,
}

impl Screen for Simulated {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let found = &self.found;
        let yuan = |sum: Decimal| cx.text.rate_value(sum, Unit::Yuan);
        let changed = found.changed.len();
        let mut lines = match (found.touched, changed) {
            (0, _) => vec![cx.say("simulated-none")],
            (touched, 0) => vec![cx.text.with("simulated-same", &[("touched", &touched)])],
            (touched, changed) => {
                vec![cx.text.with("simulated-changed", &[("touched", &touched), ("changed", &changed)])]
            }
        };
        if found.changed.iter().any(|one| one.before.is_some() && one.after.is_some()) {
            let (now, then) = found.totals();
            lines.push(cx.text.with("simulated-totals", &[("now", &yuan(now)), ("then", &yuan(then))]));
        }
        if !found.missing.is_empty() {
            let names: Vec<String> = found.missing.iter().map(|id| missing_name(id, cx)).collect();
            lines.push(cx.text.with("simulated-missing", &[("rates", &names.join(&cx.say("list-comma")))]));
        }
        lines.extend(found.changed.iter().map(|one| change_words(one, cx)));
        let name = cx.text.rate_name(&self.held.rate);
        let title = cx.text.with("simulated-title", &[("name", &name)]);
        Page::new("rate-simulated", title, text_rows(&lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}

fn missing_name(id: &str, cx: &Cx<'_>) -> String {
    // No rate of its own: what the catalogue lists for the device.
    if id == "device-standard" { cx.say("rate-device-standard") } else { cx.text.rate_name(id) }
}

fn change_words(change: &Change, cx: &Cx<'_>) -> String {
    let sum = |yuan: Option<Decimal>| {
        yuan.map_or_else(|| cx.say("simulated-unknown"), |yuan| cx.text.rate_value(yuan, Unit::Yuan))
    };
    let (now, then) = (sum(change.before), sum(change.after));
    cx.text.with("simulated-case", &[("receipt", &change.receipt), ("now", &now), ("then", &then)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_signs_once() {
        let half = Standing::Proposed { federation: Some("甲".into()), finance: None };
        assert_eq!(signs(Role::DistrictApprover, &half), None);
        assert_eq!(signs(Role::Finance, &half), Some(Side::Finance));
        assert_eq!(signs(Role::Admin, &half), None);
    }
}
