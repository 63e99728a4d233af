//! Plays the stories of all applications day by day, as an office would have lived them, so that receipt numbers, rows
//! and the audit come in the order of time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::answers;
use super::people::{Helper, Kept, People, acts_since};
use super::plot::{By, Deed, Plot};
use super::scene::Scene;
use super::staff::Staff;
use crate::domain::case::event::{Assessment, DeviceFacts, Supply};
use crate::domain::case::{
    Actor, Case, CaseId, Event, EventId, Kind, Mandate, Place, Role, Step, Who, WorkingDays, lapses,
};
use crate::domain::data::item::device;
use crate::domain::form::{self, Answers, Known, next_open};
use crate::domain::shipped::{self, Shipped};
use crate::store::{ApplyError, Consent, HeldMandate, Paper, PaperGiven, Result, Store};

/// What somebody who was asked to help may do.
const HELPER_MAY: [EventId; 5] =
    [EventId::Submit, EventId::Resubmit, EventId::Extend, EventId::ChooseShop, EventId::FileReceipts];

/// Who applied or handed in for somebody, and so chose a PIN.
pub(super) type HandedIn = BTreeSet<Who>;

/// Everything the stories are played with.
pub(super) struct Office<'a> {
    pub store: &'a mut Store,
    pub today: NaiveDate,
    pub calendar: &'a dyn WorkingDays,
    pub people: &'a People,
    pub staff: &'a Staff,
}

/// Today, and before it the working days, the latest first.
fn days_back(today: NaiveDate, calendar: &dyn WorkingDays, count: usize) -> Vec<NaiveDate> {
    let before = today.pred_opt().into_iter().flat_map(|day| std::iter::successors(Some(day), NaiveDate::pred_opt));
    let worked = before.filter(|day| calendar.roll(*day).0 == *day).take(count);
    std::iter::once(today).chain(worked).collect()
}

/// One step of one story on its day.
struct Turn<'a> {
    ago: usize,
    number: usize,
    plot: &'a Plot,
    beat: usize,
}

fn turns(plots: &[Plot]) -> Vec<Turn<'_>> {
    let mut turns = Vec::new();
    for (number, plot) in plots.iter().enumerate() {
        let mut ago = plot.ended + plot.beats.iter().map(|beat| beat.gap).sum::<usize>();
        for (beat, step) in plot.beats.iter().enumerate() {
            ago -= step.gap;
            turns.push(Turn { ago, number, plot, beat });
        }
    }
    turns.sort_by_key(|turn| (std::cmp::Reverse(turn.ago), turn.number, turn.beat));
    turns
}

/// The first minute of an office's day.
fn opens() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).expect("nine o'clock exists")
}

impl Office<'_> {
    /// Plays all stories up to today; `far` is told how many of how many steps are done.
    pub fn play(&mut self, plots: &[Plot], far: &mut dyn FnMut(usize, usize)) -> Result<HandedIn> {
        let turns = turns(plots);
        let days = days_back(self.today, self.calendar, turns.iter().map(|turn| turn.ago).max().unwrap_or(0));
        let mut cases: BTreeMap<usize, Case> = BTreeMap::new();
        let mut handed_in = HandedIn::new();
        let (mut now, mut caught_up) = (NaiveDateTime::MIN, false);
        for (step, turn) in turns.iter().enumerate() {
            far(step, turns.len());
            let day = days[turn.ago];
            now = if now.date() == day { now + TimeDelta::minutes(4) } else { day.and_time(opens()) };
            if turn.ago == 0 && !caught_up {
                self.store.run_lapses(now, self.calendar)?;
                caught_up = true;
            }
            let next = turn.plot.beats.get(turn.beat + 1).map(|beat| days[turn.ago - beat.gap]);
            let case = match cases.get(&turn.number) {
                None => self.begin(turn.plot, now)?,
                Some(before) => self.go_on(turn, before, next, now, &mut handed_in)?,
            };
            cases.insert(turn.number, case);
        }
        if !caught_up {
            self.store.run_lapses(self.today.and_time(opens()), self.calendar)?;
        }
        Ok(handed_in)
    }

    fn begin(&mut self, plot: &Plot, now: NaiveDateTime) -> Result<Case> {
        let person = &self.people[plot.who];
        let actor = self.actor(plot, plot.beats[0].by, EventId::Submit, 0);
        let id = self.store.create_draft(plot.kind, person.id, &actor, now)?;
        if plot.hand != By::Person {
            self.store.add_consent(&Consent {
                id: 0,
                person: person.id,
                case: Some(id),
                line: "filled-in-by-staff".into(),
                given_on: now.date(),
                given_by: Who::Person(person.id),
                how: "recorded".into(),
                revoked_on: None,
            })?;
        }
        for (question, answer) in person.answers.iter() {
            self.store.put_answer(id, question, Some(answer), now.date())?;
        }
        let all = answers::of_application(plot, person, now.date());
        for (question, answer) in all.iter().take(plot.only.unwrap_or(usize::MAX)) {
            self.store.put_answer(id, question, Some(answer), now.date())?;
            self.keep_paper(id, person, plot.kind, question, answer, now.date())?;
        }
        if plot.only.is_some() {
            let given = Answers::from(self.store.answers(id)?);
            let known = Known::new(&given, now.date(), &Shipped);
            let open = next_open(shipped::form(plot.kind.as_str()), &known, None);
            self.store.set_question(id, open.map(|question| question.id.as_str()))?;
        }
        Ok(self.store.case_file(id)?.case)
    }

    /// Keeps how a paper is given, where the question is for one.
    fn keep_paper(
        &mut self,
        id: CaseId,
        person: &Kept,
        kind: Kind,
        question: &str,
        answer: &str,
        day: NaiveDate,
    ) -> Result<()> {
        let asked = shipped::form(kind.as_str()).question(question);
        let Some(asked) = asked.filter(|_| question.starts_with("paper.")) else { return Ok(()) };
        let given = match form::Paper::parse(answer, day) {
            Ok(form::Paper::OnFile) => PaperGiven::OnFile,
            Ok(form::Paper::Bring(by)) => PaperGiven::Bring { by: Some(by) },
            Ok(form::Paper::Cannot(because)) => PaperGiven::Cannot { because },
            // The sample has no files.
            Ok(form::Paper::File(_)) | Err(_) => return Ok(()),
        };
        let description = asked.label.get(person.resident.lang()).to_owned();
        let original_seen = given == PaperGiven::OnFile;
        self.store.put_paper(id, question, &Paper { given, description, original_seen }, day)
    }

    fn go_on(
        &mut self,
        turn: &Turn<'_>,
        before: &Case,
        next: Option<NaiveDate>,
        now: NaiveDateTime,
        handed_in: &mut HandedIn,
    ) -> Result<Case> {
        let fresh = self.fresh(before, now)?;
        let before = fresh.as_ref().unwrap_or(before);
        let (plot, beat) = (turn.plot, &turn.plot.beats[turn.beat]);
        let Deed::Event(make) = &beat.deed else {
            let actor = self.actor(plot, beat.by, EventId::Submit, before.version);
            let given = Answers::from(self.store.answers(before.id)?);
            let device = facts(&given).filter(|_| plot.kind == Kind::Device);
            let done = self.store.submit(before.id, Vec::new(), device, &actor, now, self.calendar);
            handed_in.insert(Who::Person(before.applicant));
            handed_in.extend(matches!(actor.who, Who::Person(_)).then_some(actor.who));
            return kept(done, plot.who, "submit");
        };
        let scene = Scene {
            day: now.date(),
            next,
            today: self.today,
            case: before,
            plot,
            number: turn.number,
            resident: self.people[plot.who].resident,
            staff: self.staff,
            calendar: self.calendar,
        };
        let event: Event = make(&scene);
        let actor = self.actor(plot, beat.by, event.id(), before.version);
        let done = self.store.apply(before.id, &event, &actor, now, self.calendar);
        kept(done, plot.who, event.id().as_str())
    }

    /// The case after what has fallen due by itself in the meantime, if anything has: the office starts its program
    /// every morning.
    fn fresh(&mut self, case: &Case, now: NaiveDateTime) -> Result<Option<Case>> {
        if lapses(case, now.date(), self.calendar).is_empty() {
            return Ok(None);
        }
        self.store.run_lapses(now, self.calendar)?;
        Ok(Some(self.store.case_file(case.id)?.case))
    }

    /// Who does a step, with the right they have to it.
    fn actor(&self, plot: &Plot, by: By, event: EventId, saw: u32) -> Actor {
        let person = &self.people[plot.who];
        let (sign_in, role) = match by {
            By::Person | By::Themselves => return self.on_the_persons_side(person, by, event, saw),
            By::ClerkForPerson => (plot.clerk, Role::Agent),
            By::Community => ("community", Role::CommunityWorker),
            By::Clerk => (plot.clerk, Role::StreetClerk),
            By::Assessor => ("assessor", Role::Assessor),
            By::Reviewer => ("reviewer", Role::DistrictReviewer),
            By::Approver => ("approver", Role::DistrictApprover),
            By::SecondApprover => ("approver2", Role::DistrictApprover),
            By::Contractor => ("contractor", Role::Contractor),
            By::Supplier => ("supplier", Role::Supplier),
            By::Inspector => ("inspector", Role::Inspector),
            By::Finance => ("finance", Role::Finance),
        };
        let user = &self.staff[sign_in];
        let mandate = mandate(person, acts_since(self.today), Some(HELPER_MAY.into()));
        let mut actor = match by {
            // At the counter the clerk writes for the person, by the consent recorded when they began.
            By::ClerkForPerson => Actor::staff(user.id, role, saw).with_mandate(mandate),
            By::Community => {
                let actor = user.actor(role, saw).expect("each user has the role of their row");
                actor.with_mandate(mandate)
            }
            _ => user.actor(role, saw).expect("each user has the role of their row"),
        };
        actor.place = match (by, event) {
            (By::Clerk | By::ClerkForPerson, _) => Place::Counter,
            (By::Community | By::Contractor | By::Inspector, _) => Place::HomeVisit,
            (By::Assessor, EventId::Record | EventId::Missed | EventId::Fit) | (By::Supplier, EventId::HandOver) => {
                Place::HomeVisit
            }
            _ => Place::Remote,
        };
        actor
    }

    fn on_the_persons_side(&self, person: &Kept, by: By, event: EventId, saw: u32) -> Actor {
        let since = acts_since(self.today);
        match person.resident.helper {
            Helper::Guardian(name, _) => {
                let who = Who::Person(self.people[name].id);
                Actor::new(who, Role::Guardian, saw).with_mandate(mandate(person, since, None))
            }
            Helper::Agent(name, _) if by == By::Person && HELPER_MAY.contains(&event) => {
                let who = Who::Person(self.people[name].id);
                Actor::new(who, Role::Agent, saw).with_mandate(mandate(person, since, Some(HELPER_MAY.into())))
            }
            Helper::Agent(..) | Helper::Nobody => Actor::applicant(person.id, saw),
        }
    }
}

fn mandate(person: &Kept, from: NaiveDate, scope: Option<BTreeSet<EventId>>) -> Mandate {
    Mandate { person: person.id, from, until: None, scope }
}

/// Keeps the mandates of guardians and helpers, and of the community's worker for those she filled something in for.
pub(super) fn keep_mandates(
    store: &mut Store,
    people: &People,
    staff: &Staff,
    plots: &[Plot],
    today: NaiveDate,
) -> Result<()> {
    let from = acts_since(today);
    for kept in people.values() {
        let (name, role, how, scope) = match kept.resident.helper {
            Helper::Nobody => continue,
            Helper::Guardian(name, _) => (name, Role::Guardian, "register", None),
            Helper::Agent(name, _) => (name, Role::Agent, "signature", Some(BTreeSet::from(HELPER_MAY))),
        };
        let holder = Who::Person(people[name].id);
        let mandate = mandate(kept, from, scope);
        store.add_mandate(&HeldMandate { id: 0, holder, role, mandate, how_given: how.into(), revoked_on: None })?;
    }
    let helped: BTreeSet<&str> = plots.iter().filter(|plot| plot.hand == By::Community).map(|plot| plot.who).collect();
    for name in helped {
        store.add_mandate(&HeldMandate {
            id: 0,
            holder: Who::User(staff["community"].id),
            role: Role::CommunityWorker,
            mandate: mandate(&people[name], from, Some(HELPER_MAY.into())),
            how_given: "thumb".into(),
            revoked_on: None,
        })?;
    }
    Ok(())
}

/// The case after a step that the rules allow.
fn kept(done: std::result::Result<Step, ApplyError>, who: &str, what: &str) -> Result<Case> {
    match done {
        Ok(step) => Ok(step.case),
        Err(ApplyError::Store(fault)) => Err(fault),
        Err(ApplyError::Refused(refusal)) => unreachable!("the sample keeps to the rules: {who}, {what}: {refusal:?}"),
    }
}

/// What the catalogue says of the device applied for.
fn facts(answers: &Answers) -> Option<DeviceFacts> {
    let device = shipped::device(answers.get("device.item")?)?;
    Some(DeviceFacts {
        assessment: match device.assessment {
            device::Assessment::None => Assessment::None,
            device::Assessment::Basic => Assessment::Basic,
            device::Assessment::Centre => Assessment::Centre,
        },
        life_months: u32::from(device.life.months),
        supply: match answers.get("device.supply") {
            Some("modify") => Supply::Modification,
            Some("replace") => Supply::Replacement,
            Some(way) => Supply::parse(way).unwrap_or(Supply::Purchase),
            None => Supply::Purchase,
        },
    })
}
