//! What can happen at many points: taking back, pauses, cancelling, reviews, complaints.

use super::super::clock;
use super::super::event::Reviewed;
use super::super::reason::{Negative, Weight};
use super::super::snapshot::{Case, Hold};
use super::super::{EventId, Refusal, Role, State, Who, table};
use super::{Cx, To, blank, words};

pub(super) fn withdraw(cx: &mut Cx<'_>) -> To {
    if let Some(hold) = &cx.case.hold
        && table::find(cx.case.kind, hold.state, EventId::Withdraw).is_none()
    {
        return Err(Refusal::WrongState { from: hold.state, event: EventId::Withdraw });
    }
    cx.case.hold = None;
    Ok(State::Withdrawn)
}

pub(super) fn pause(cx: &mut Cx<'_>, because: &str) -> To {
    if blank(because) {
        return Err(Refusal::MissingReason);
    }
    cx.case.hold = Some(Hold { state: cx.case.state, entered_on: cx.case.entered_on, since: cx.today });
    Ok(State::OnHold)
}

pub(super) fn resume(cx: &mut Cx<'_>) -> State {
    // Only a pause leads to this state, and every pause notes where to go on.
    let hold = cx.case.hold.take().expect("a case on hold knows where it was");
    cx.case.entered_on = hold.entered_on;
    // A day that passed during the pause falls due now and not in the middle of it.
    let today = cx.today;
    let case = &mut *cx.case;
    for day in [&mut case.wait_until, &mut case.usable_until, &mut case.life_ends_on] {
        *day = day.map(|day| day.max(today));
    }
    hold.state
}

pub(super) fn cancel(cx: &mut Cx<'_>, because: &Negative) -> To {
    super::intake::against(cx, because, Weight::Cancel)?;
    cx.case.hold = None;
    Ok(State::Cancelled)
}

pub(super) fn ask_review(cx: &mut Cx<'_>) -> To {
    if cx.case.review_done {
        return Err(Refusal::AlreadyReviewed);
    }
    if cx.case.state == State::PlanProposed {
        if cx.case.objections == 0 {
            return Err(Refusal::NotComplete { what: vec!["objection".into()] });
        }
    } else if let Some(until) = clock::ask_review_until(cx.case, cx.calendar).filter(|until| cx.today > *until) {
        return Err(Refusal::TooLate { until });
    }
    cx.case.review_of = Some(cx.case.state);
    Ok(State::InternalReview)
}

fn took_part(case: &Case, who: Who) -> bool {
    case.took.iter().any(|took| took.who == who) || case.confirmations.iter().any(|it| it.by == who)
}

pub(super) fn decide_review(cx: &mut Cx<'_>, outcome: &Reviewed) -> To {
    if took_part(cx.case, cx.actor.who) {
        return Err(Refusal::TookPart);
    }
    // Only asking for a review leads here, and it notes of what.
    let of = cx.case.review_of.expect("a case under review knows of which decision");
    let to = match outcome {
        Reviewed::Uphold(because) => {
            super::intake::against(cx, because, Weight::Reject)?;
            cx.case.review_done = true;
            of
        }
        Reviewed::Change { text, approval } => {
            words(text)?;
            match (of, cx.case.lapsed_from) {
                (State::NotAccepted, _) => super::intake::taken_on(cx),
                (State::Lapsed, Some(back @ (State::Draft | State::Supplement))) => super::intake::taken_up(cx, back),
                (State::Rejected | State::Lapsed, _) => {
                    if cx.actor.role != Role::DistrictApprover {
                        return Err(Refusal::WrongRole { needed: vec![Role::DistrictApprover] });
                    }
                    let approval = approval.as_ref().ok_or(Refusal::MissingAmount)?;
                    super::decision::grant(cx, approval)?
                }
                _ => State::Assessed,
            }
        }
        Reviewed::SendBack { text } => {
            words(text)?;
            match (of, cx.case.lapsed_from) {
                (State::NotAccepted, _) => {
                    // Handled again from the start, so papers may be asked for anew.
                    cx.case.asked_on = None;
                    State::Submitted
                }
                (State::Lapsed, Some(back @ (State::Draft | State::Supplement))) => super::intake::taken_up(cx, back),
                (State::Rejected | State::Lapsed, _) => super::decision::again_under_review(cx),
                _ => State::Assessed,
            }
        }
    };
    cx.case.review_of = None;
    Ok(to)
}

pub(super) fn complain(cx: &mut Cx<'_>, text: &str) -> To {
    words(text)?;
    cx.case.complaints += 1;
    Ok(cx.case.state)
}
