//! What the office keeps about the policy itself: rates, duties and targets, and what people have said of themselves.

use std::rc::Rc;

use rust_decimal::Decimal;

use crate::app::{Outcome, Place, Who};
use crate::domain::case::event::Plan;
use crate::domain::case::{Kind, PersonId, Role, State, UserId};
use crate::domain::data::rate::{SetBy, fits};
use crate::domain::owed::{self, NewKept};
use crate::domain::rate::{self, NewRate, RateTable, Side, SignFault, Standing, unit};
use crate::domain::shipped;
use crate::domain::simulate::{Brought, simulate};
use crate::store::{RateFault, Result as Stored, Store};

use super::Session;
use super::effects::{Done, failed};
use super::progress::{Tell, Work};

/// Whoever is at an office's computer and has not signed in, or asks for somebody else.
pub(super) const CURRENT: &str = "current";

impl From<RateFault> for Outcome {
    fn from(fault: RateFault) -> Self {
        match fault {
            RateFault::Gone => failed("rate-gone"),
            RateFault::InForce => failed("rate-in-force"),
            RateFault::Signature(SignFault::SideHasSigned) => failed("rate-side-has-signed"),
            RateFault::Signature(SignFault::SamePerson) => failed("rate-same-person"),
            RateFault::Store(error) => error.into(),
        }
    }
}

/// Every rate, as it ships or stands in the site's folder, and as the office has set it.
pub fn rate_table(store: &Store) -> Stored<RateTable> {
    Ok(RateTable::new(shipped::rates(), store.rates()?))
}

impl Session {
    /// The member of staff who is signed in, in the role they act in, or in another of theirs, that `may`.
    fn staff(&self, may: impl Fn(Role) -> bool) -> Result<(UserId, Role), Outcome> {
        let (Some(user), Who::Staff { role, .. }) = (self.user, &self.model.who) else {
            return Err(failed("not-your-role"));
        };
        let known = self.store.user(user)?;
        let mut roles = std::iter::once(*role).chain(known.roles).filter(|_| known.active);
        roles.find(|role| may(*role)).map(|role| (user, role)).ok_or_else(|| failed("not-your-role"))
    }

    /// Reads the rates again, after one has changed.
    pub(super) fn read_rates(&mut self) -> Result<(), Outcome> {
        self.model.rates = Rc::new(rate_table(&self.store)?);
        Ok(())
    }

    pub(super) fn propose_rate(&mut self, new: &NewRate) -> Done {
        let (user, role) = self.staff(rate::proposes)?;
        if !shipped::is_rate(&new.rate) {
            return Err(failed("rate-unknown"));
        }
        if shipped::rates().iter().any(|rate| rate.id == new.rate && rate.set_by == SetBy::City) {
            return Err(failed("rate-of-city"));
        }
        if !fits(new.value, unit(shipped::rates(), &new.rate)) {
            return Err(failed("rate-wrong-value"));
        }
        let number = self.store.propose_rate(new, user, role, self.clock.now())?;
        self.read_rates()?;
        Ok(Outcome::Proposed(number))
    }

    pub(super) fn sign_rate(&mut self, number: i64) -> Done {
        let signs = |role: Role| Side::of(role).is_some();
        // Who may sign for both sides signs for the one that is missing.
        let (user, role) = self
            .staff(|role| Side::of(role).is_some_and(|side| self.misses(number, side)))
            .or_else(|_| self.staff(signs))?;
        let side = Side::of(role).ok_or_else(|| failed("not-your-role"))?;
        self.store.sign_rate(number, side, user, role, self.clock.now())?;
        self.read_rates()?;
        let in_force = self.model.rates.row(number).is_some_and(|row| row.standing.is_in_force());
        Ok(Outcome::Signed { in_force })
    }

    /// Whether nobody has signed a proposal for this side.
    fn misses(&self, number: i64, side: Side) -> bool {
        match self.model.rates.row(number).map(|row| &row.standing) {
            Some(Standing::Proposed { federation, finance }) => match side {
                Side::Federation => federation.is_none(),
                Side::Finance => finance.is_none(),
            },
            _ => false,
        }
    }

    pub(super) fn withdraw_rate(&mut self, number: i64) -> Done {
        let (user, role) = self.staff(rate::proposes)?;
        self.store.withdraw_rate(number, user, role, self.clock.now())?;
        self.read_rates()?;
        Ok(Outcome::Done)
    }

    pub(super) fn simulate(&mut self, number: i64, tell: &mut Tell<'_>) -> Done {
        self.staff(rate::proposes)?;
        let row = self.model.rates.row(number).cloned().ok_or_else(|| failed("rate-gone"))?;
        let today = self.clock.now().date();
        let day = today.max(row.from);
        let cases = self.brought(tell)?;
        Ok(Outcome::Simulated(Box::new(simulate(&row, &self.model.rates, &cases, day, self.model.setup.sample))))
    }

    /// The cases that are open, with what rates are reckoned from.
    fn brought(&self, tell: &mut Tell<'_>) -> Result<Vec<Brought>, Outcome> {
        let open: Vec<State> =
            State::ALL.iter().copied().filter(|state| state.is_open() && *state != State::Draft).collect();
        let mut cases = Vec::new();
        let rows = self.store.queue(&open)?;
        let (mut work, count) = (Work::of("work-simulate", tell), rows.len());
        for (at, row) in rows.into_iter().enumerate() {
            work.count(self, at, count);
            let file = self.store.case_file(row.id)?;
            let answer = |question: &str| file.answers.get(question).cloned().unwrap_or_default();
            let plan = file.case.plan.as_ref().and_then(Plan::total_fen);
            let device = match file.case.kind {
                Kind::Device => shipped::device(&answer("device.item")),
                Kind::Retrofit => None,
            };
            cases.push(Brought {
                case: row.id,
                receipt: file.case.receipt.map(|receipt| receipt.to_string()).unwrap_or_default(),
                kind: file.case.kind,
                economic: answer("person.economic"),
                cost: plan.map(|fen| Decimal::new(fen, 2)),
                device: device.map(|device| (device.code.clone(), device.rate.clone())),
            });
        }
        Ok(cases)
    }

    pub(super) fn keep_owed(&mut self, new: &NewKept) -> Done {
        let (user, role) = self.staff(owed::keeps)?;
        self.store.keep_owed(new, user, role, self.clock.now())?;
        Ok(Outcome::Owed(self.store.owed()?))
    }

    /// Under which name facts are kept: a resident's own, or whoever is there.
    fn holder(&self) -> String {
        match (&self.model.who, self.model.setup.place) {
            (Who::Resident { person, .. }, _) => format!("person:{person}"),
            (_, Place::Own) => "own".to_owned(),
            _ => CURRENT.to_owned(),
        }
    }

    pub(super) fn known_facts(&self) -> Done {
        Ok(Outcome::Facts(self.store.known_facts(&self.holder())?))
    }

    pub(super) fn keep_fact(&mut self, fact: &str, value: Option<&str>) -> Done {
        let (holder, today) = (self.holder(), self.clock.now().date());
        self.store.keep_fact(&holder, fact, value, today)?;
        Ok(Outcome::Done)
    }

    pub(super) fn forget_facts(&mut self) -> Done {
        let holder = self.holder();
        self.store.forget_facts(&holder)?;
        Ok(Outcome::Done)
    }

    /// What was said at an office's computer becomes the facts of the resident who signs in.
    pub(super) fn give_facts(&mut self, person: PersonId) -> Result<(), Outcome> {
        if self.model.setup.place == Place::Office {
            let today = self.clock.now().date();
            for (fact, value) in self.store.known_facts(CURRENT)? {
                self.store.keep_fact(&format!("person:{}", person.0), &fact, Some(&value), today)?;
            }
            self.forget_current();
        }
        Ok(())
    }

    /// What was said at an office's computer goes with the person who said it.
    pub(super) fn forget_current(&mut self) {
        // A fact that cannot be forgotten now is forgotten with the next person.
        let _ = self.store.forget_facts(CURRENT);
    }

    /// Answers of the form that facts already give, so that nothing is asked twice.
    pub(super) fn answers_from_facts(&self) -> Vec<(&'static str, String)> {
        let facts = self.store.known_facts(&self.holder()).unwrap_or_default();
        facts.iter().filter_map(|(fact, value)| answer_from(fact, value)).collect()
    }
}

/// The answer in a form that a fact gives, where it gives one beyond doubt.
fn answer_from(fact: &str, value: &str) -> Option<(&'static str, String)> {
    match (fact, value) {
        ("p.district", "xicheng" | "beijing") => Some(("person.register", value.to_owned())),
        ("p.district", "other") => Some(("person.register", "elsewhere".to_owned())),
        // The form takes one kind of hardship, and "poor of another kind" is none that is recognised.
        ("h.economic", "none" | "tekun" | "dibao" | "low_income" | "margin") => {
            Some(("person.economic", value.to_owned()))
        }
        ("r.had", "no") => Some(("home.retrofitted", "no".to_owned())),
        ("r.had", "yes") => Some(("home.retrofitted", "yes".to_owned())),
        ("r.last_accepted", day) => Some(("home.last_retrofit", day.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::effect::Echo;
    use crate::app::{Effect, Front, Setup};
    use crate::config::Saved;
    use crate::session::{Beginning, StillClock};
    use crate::text::{Lang, Verbosity};

    fn begin(store: Store, place: Place) -> Session {
        let setup = Setup {
            lang: Lang::En,
            front: Front::Line,
            place,
            verbosity: Verbosity::default(),
            sample: false,
            letter_echo: Echo::Speech,
            arrow_echo: Echo::Row,
            own: crate::app::Own::default(),
            lesson: crate::app::Lesson::Done,
        };
        let clock = Box::new(StillClock("2026-11-23".parse().expect("a day")));
        let saved = Saved::default();
        let who = Who::Nobody;
        let notices = Vec::new();
        Session::begin(Beginning { store, setup, who, notices, clock, folders: None, saved }).expect("it begins")
    }

    fn facts(session: &mut Session) -> usize {
        match session.carry_out(Effect::KnownFacts) {
            Outcome::Facts(facts) => facts.len(),
            other => panic!("{other:?}"),
        }
    }

    /// What is known after somebody answered a question and the program ended without a word.
    fn known_after_the_end(place: Place) -> usize {
        let mut session = begin(Store::open_in_memory().expect("a store"), place);
        let keep = Effect::KeepFact { fact: "p.cert".into(), value: Some("valid".into()) };
        assert_eq!(session.carry_out(keep), Outcome::Done);
        assert_eq!(facts(&mut session), 1);
        facts(&mut begin(session.into_store(), place))
    }

    #[test]
    fn ones_own_computer_remembers_what_was_said_and_an_offices_does_not() {
        assert_eq!(known_after_the_end(Place::Own), 1);
        assert_eq!(known_after_the_end(Place::Office), 0);
    }

    #[test]
    fn the_next_person_finds_nothing() {
        let mut session = begin(Store::open_in_memory().expect("a store"), Place::Office);
        session.carry_out(Effect::KeepFact { fact: "p.cert".into(), value: Some("valid".into()) });
        session.carry_out(Effect::NextPerson);
        assert_eq!(facts(&mut session), 0);
    }

    #[test]
    fn nobody_but_the_roles_that_may_changes_rates_or_duties() {
        let mut session = begin(Store::open_in_memory().expect("a store"), Place::Office);
        for effect in [Effect::SignRate(1), Effect::WithdrawRate(1), Effect::Simulate(1)] {
            assert_eq!(session.carry_out(effect), failed("not-your-role"));
        }
    }
}
