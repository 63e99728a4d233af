//! Visits, measures and the plan for a home.

use super::super::event::{Assessment, Plan, Yes};
use super::super::snapshot::{Case, Hold};
use super::super::{Refusal, Role, State, Who};
use super::{Cx, To, all, blank, complete, words};
use chrono::NaiveDate;

/// Rounds of objection after which the district reviewer mediates instead of the assessor.
const ROUNDS: u32 = 2;
/// Visits missed after which a case waits instead of being booked anew.
const MISSES: u32 = 2;

/// Whether the plan is now for the district reviewer to make.
pub(in crate::domain::case) fn is_mediated(case: &Case) -> bool {
    case.objections >= ROUNDS
}

pub(super) fn book(cx: &mut Cx<'_>, on: NaiveDate, who_comes: &str, agreed: bool) -> To {
    let next = match &cx.case.device {
        None => State::VisitBooked,
        Some(device) if device.assessment == Assessment::None => return Err(Refusal::NoAssessmentNeeded),
        Some(_) => State::AssessmentBooked,
    };
    all(&[("agreed", agreed), ("who-comes", !blank(who_comes))])?;
    if on < cx.today {
        return Err(Refusal::TooLate { until: on });
    }
    cx.case.visit_on = Some(on);
    Ok(next)
}

pub(super) fn missed(cx: &mut Cx<'_>) -> State {
    cx.case.misses += 1;
    cx.case.visit_on = None;
    if cx.case.misses < MISSES {
        return State::Accepted;
    }
    cx.case.hold = Some(Hold { state: State::Accepted, entered_on: cx.today, since: cx.today });
    State::OnHold
}

/// Notes who assessed and whom they may not lead the order to.
pub(super) fn assessed(cx: &mut Cx<'_>) -> State {
    cx.case.assessed_by = Some(cx.actor.who);
    cx.case.assessor_ties.extend(&cx.actor.tied_to);
    cx.case.misses = 0;
    State::Assessed
}

pub(super) fn record(cx: &mut Cx<'_>, missing: &[String]) -> To {
    complete(missing)?;
    Ok(assessed(cx))
}

pub(super) fn propose(cx: &mut Cx<'_>, plan: &Plan) -> To {
    let needed = if is_mediated(cx.case) { Role::DistrictReviewer } else { Role::Assessor };
    if cx.actor.role != needed {
        return Err(Refusal::WrongRole { needed: vec![needed] });
    }
    all(&[("lines", !plan.lines.is_empty())])?;
    let without_reason: Vec<String> =
        plan.lines.iter().filter(|line| blank(&line.reason)).map(|line| line.item.clone()).collect();
    complete(&without_reason)?;
    if plan.not_proposed.iter().any(|(_, why)| blank(why)) {
        return Err(Refusal::MissingReason);
    }
    let total = plan.total_fen().filter(|_| plan.lines.iter().all(|line| line.fen > 0));
    let total = total.ok_or(Refusal::MissingAmount)?;
    if plan.own_share_fen < 0 {
        return Err(Refusal::MissingAmount);
    }
    if plan.own_share_fen > total {
        return Err(Refusal::TooMuch { fen: plan.own_share_fen, limit: total });
    }
    let subsidy = total - plan.own_share_fen;
    if let Some(limit) = plan.cap_fen.filter(|cap| subsidy > *cap) {
        return Err(Refusal::TooMuch { fen: subsidy, limit });
    }
    cx.case.assessor_ties.extend(&cx.actor.tied_to);
    cx.case.plan = Some(plan.clone());
    cx.case.review_done = false;
    Ok(State::PlanProposed)
}

/// An agent cannot bind the person to pay, nor speak for them while tied to a firm.
pub(super) fn agent_may_agree(cx: &Cx<'_>, own_share_fen: i64) -> Result<(), Refusal> {
    if cx.actor.role != Role::Agent {
        return Ok(());
    }
    if let Some(firm) = cx.actor.tied_to.first() {
        return Err(Refusal::TiedTo { whom: Who::User(*firm) });
    }
    if own_share_fen > 0 { Err(Refusal::OwnPayment { fen: own_share_fen }) } else { Ok(()) }
}

pub(super) fn agree(cx: &mut Cx<'_>, yes: &Yes, plan_read: bool) -> To {
    agent_may_agree(cx, cx.case.plan.as_ref().map_or(0, |plan| plan.own_share_fen))?;
    let witnessed = match yes {
        Yes::Thumb { witness } => !blank(witness),
        Yes::Signature | Yes::Recorded => true,
    };
    all(&[("plan-read", plan_read), ("witness", witnessed)])?;
    Ok(State::PlanAgreed)
}

pub(super) fn object(cx: &mut Cx<'_>, text: &str) -> To {
    words(text)?;
    cx.case.objections += 1;
    Ok(State::Assessed)
}

pub(super) fn forward(cx: &mut Cx<'_>, missing: &[String]) -> To {
    complete(missing)?;
    Ok(super::decision::again_under_review(cx))
}
