//! The one way a case changes.
//!
//! [`apply`] asks in this order: is it still the case that was seen, can this happen here, may this role do it, may this
//! very person, did they do a part that must be kept apart, and does everything hold that the event needs.

use super::actor::{Actor, UserId, Who};
use super::clock::{self, WorkingDays};
use super::effect::{self, Cx};
use super::snapshot::{Case, Entry, Part, Step, Stop, StopCause, Took};
use super::table::{self, Row};
use super::{Event, EventId, PersonId, Refusal, Role, State};
use chrono::NaiveDate;

/// Parts that one person must not take both of in one case.
pub const APART: &[(Part, Part)] = &[
    (Part::Review, Part::Approve),
    (Part::Approve, Part::Pay),
    (Part::Review, Part::Pay),
    (Part::Works, Part::Inspect),
    (Part::Works, Part::Assess),
];

/// Performs `event` on `case`, or says why not. Dates are those of the district (Asia/Shanghai).
pub fn apply(
    case: &Case,
    event: &Event,
    actor: &Actor,
    today: NaiveDate,
    calendar: &dyn WorkingDays,
) -> Result<Step, Refusal> {
    if actor.saw != case.version {
        let since = case.history.iter().filter(|entry| entry.version > actor.saw).cloned().collect();
        return Err(Refusal::Moved { seen: actor.saw, now: case.version, since });
    }
    let row = allowed(case, event.id(), actor, today)?;
    if actor.role == Role::Timer {
        clock::check_timer(case, event.id(), today, calendar)?;
    }
    if let Some(part) = part_of(event, actor.role) {
        kept_apart(case, part, actor.who)?;
    }
    let mut after = case.clone();
    let to = effect::perform(&mut Cx { case: &mut after, actor, today, calendar }, event)?;
    debug_assert!(is_declared(row, case, to), "{} to {to} is not in the rule book", event.id());
    Ok(finish(case, after, to, event, actor, today))
}

/// What this actor could do now, in the order of the rule book. Guards on the data of an event are asked when it is applied.
pub fn open_to(case: &Case, actor: &Actor, today: NaiveDate) -> Vec<EventId> {
    table::out_of(case.kind, case.state)
        .filter(|row| allowed(case, row.event, actor, today).is_ok())
        .map(|row| row.event)
        .collect()
}

/// Whether the rule book lets `row` end in `to`.
pub fn is_declared(row: &Row, before: &Case, to: State) -> bool {
    match row.to {
        table::To::One(states) => states.contains(&to),
        table::To::Same => to == before.state,
        table::To::Held => before.hold.as_ref().is_some_and(|hold| hold.state == to),
    }
}

fn allowed(case: &Case, event: EventId, actor: &Actor, today: NaiveDate) -> Result<&'static Row, Refusal> {
    let row = table::find(case.kind, case.state, event).ok_or(Refusal::WrongState { from: case.state, event })?;
    let wrong_role = || Refusal::WrongRole { needed: row.who.to_vec() };
    if !row.who.contains(&actor.role) {
        return Err(wrong_role());
    }
    match (actor.role, actor.who) {
        (Role::Applicant, who) if who == Who::Person(case.applicant) => {}
        (Role::Applicant, _) => return Err(Refusal::NotTheirCase),
        (Role::Timer, Who::Timer) => {}
        (Role::Timer, _) | (_, Who::Timer) => return Err(wrong_role()),
        (Role::Guardian | Role::Agent, _) => mandate(case.applicant, event, actor, today)?,
        (_, Who::Person(_)) => return Err(wrong_role()),
        (role, Who::User(user)) => staff(case, event, actor, role, user, today)?,
    }
    Ok(row)
}

fn staff(
    case: &Case,
    event: EventId,
    actor: &Actor,
    role: Role,
    user: UserId,
    today: NaiveDate,
) -> Result<(), Refusal> {
    if actor.person == Some(case.applicant) || actor.relatives.contains(&case.applicant) {
        return Err(Refusal::OwnCase);
    }
    match role {
        Role::CommunityWorker if event.is_in_the_persons_name() => mandate(case.applicant, event, actor, today)?,
        Role::Contractor | Role::Supplier if case.assigned != Some(user) => return Err(Refusal::NotAssigned),
        Role::Assessor | Role::Inspector => {
            if let Some(firm) = case.assigned.filter(|firm| actor.tied_to.contains(firm)) {
                return Err(Refusal::TiedTo { whom: Who::User(firm) });
            }
        }
        _ => {}
    }
    Ok(())
}

fn mandate(applicant: PersonId, event: EventId, actor: &Actor, today: NaiveDate) -> Result<(), Refusal> {
    let held = actor.mandate.as_ref().filter(|held| held.person == applicant).ok_or(Refusal::NoMandate)?;
    if today < held.from {
        return Err(Refusal::MandateNotBegun { from: held.from });
    }
    if let Some(on) = held.until.filter(|until| today > *until) {
        return Err(Refusal::MandateEnded { on });
    }
    match &held.scope {
        Some(scope) if !scope.contains(&event) => Err(Refusal::NotInMandate { event }),
        _ => Ok(()),
    }
}

fn kept_apart(case: &Case, part: Part, who: Who) -> Result<(), Refusal> {
    for (one, other) in APART {
        let opposite = if *one == part {
            *other
        } else if *other == part {
            *one
        } else {
            continue;
        };
        if case.took.contains(&Took { who, part: opposite }) {
            return Err(Refusal::SamePerson { did: opposite });
        }
    }
    Ok(())
}

/// Which part an event is, when done in this role.
fn part_of(event: &Event, role: Role) -> Option<Part> {
    use EventId as E;
    match (event.id(), role) {
        (_, Role::Contractor | Role::Supplier) => Some(Part::Works),
        (E::Pass | E::Fail, _) => Some(Part::Inspect),
        (E::Pay, _) => Some(Part::Pay),
        (E::Record | E::Prescribe | E::Propose, _) => Some(Part::Assess),
        (E::DecideReview | E::Tell | E::Complain | E::ConfirmReason, _) => None,
        (_, Role::DistrictReviewer) => Some(Part::Review),
        (_, Role::DistrictApprover) => Some(Part::Approve),
        (_, Role::StreetClerk) => Some(Part::Intake),
        _ => None,
    }
}

fn finish(before: &Case, mut after: Case, to: State, event: &Event, actor: &Actor, today: NaiveDate) -> Step {
    after.state = to;
    after.version = before.version + 1;
    if to != before.state && event.id() != EventId::Resume {
        after.entered_on = today;
    }
    if let Some(part) = part_of(event, actor.role) {
        after.took.insert(Took { who: actor.who, part });
    }
    let waiting = matches!(to, State::PlanProposed | State::Supplement) || after.query.is_some();
    stop_or_go(&mut after.stops, StopCause::Held, to == State::OnHold, today);
    stop_or_go(&mut after.stops, StopCause::Waiting, waiting, today);
    let entry = Entry {
        version: after.version,
        when: today,
        who: actor.who,
        role: actor.role,
        place: actor.place,
        from: before.state,
        to,
        event: event.clone(),
    };
    after.history.push(entry.clone());
    Step { case: after, entry }
}

fn stop_or_go(stops: &mut Vec<Stop>, cause: StopCause, stopped: bool, today: NaiveDate) {
    let open = stops.iter_mut().find(|stop| stop.cause == cause && stop.until.is_none());
    match (open, stopped) {
        (None, true) => stops.push(Stop { from: today, until: None, cause }),
        (Some(stop), false) => stop.until = Some(today),
        _ => {}
    }
}
