//! Review, decision, waiting list, public notice.

use super::super::clock;
use super::super::event::Approval;
use super::super::reason::{Negative, ReasonCode, Weight};
use super::super::{Kind, Refusal, State};
use super::{Cx, To, all, amount, blank, words};
use chrono::NaiveDate;

/// Review begins anew: nothing is recommended, approved or asked.
pub(super) fn again_under_review(cx: &mut Cx<'_>) -> State {
    cx.case.recommended_by = None;
    cx.case.approved_by = None;
    cx.case.approved_on = None;
    cx.case.amount_fen = None;
    cx.case.own_share_fen = None;
    cx.case.from_whom = None;
    cx.case.usable_until = None;
    cx.case.wait_until = None;
    cx.case.query = None;
    cx.case.reasons.clear();
    State::UnderReview
}

pub(super) fn query(cx: &mut Cx<'_>, text: &str) -> To {
    words(text)?;
    let next =
        if cx.case.kind == Kind::Device && cx.case.assessed_by.is_none() { State::Accepted } else { State::Assessed };
    again_under_review(cx);
    cx.case.query = Some(text.to_owned());
    Ok(next)
}

pub(super) fn recommend(cx: &mut Cx<'_>, opinion: &str, fund: &str) -> To {
    words(opinion)?;
    all(&[("fund", !blank(fund))])?;
    cx.case.recommended_by = Some(cx.actor.who);
    cx.case.fund = Some(fund.to_owned());
    Ok(State::UnderReview)
}

pub(super) fn approve(cx: &mut Cx<'_>, approval: &Approval) -> To {
    all(&[("recommendation", cx.case.recommended_by.is_some())])?;
    grant(cx, approval)
}

/// Notes an approval and says where it leads.
pub(super) fn grant(cx: &mut Cx<'_>, approval: &Approval) -> To {
    amount(approval.amount_fen)?;
    all(&[
        ("from-whom", !blank(&approval.from_whom)),
        ("until", approval.until > cx.today),
        ("own-share", approval.own_share_fen >= 0),
    ])?;
    if let Some(plan) = &cx.case.plan {
        let total = plan.total_fen().unwrap_or(i64::MAX);
        let limit = plan.cap_fen.map_or(total, |cap| cap.min(total));
        if approval.amount_fen > limit {
            return Err(Refusal::TooMuch { fen: approval.amount_fen, limit });
        }
        // The person said yes to one own share; a larger one would need another yes.
        if approval.own_share_fen > plan.own_share_fen {
            return Err(Refusal::TooMuch { fen: approval.own_share_fen, limit: plan.own_share_fen });
        }
    }
    cx.case.approved_by = Some(cx.actor.who);
    cx.case.approved_on = Some(cx.today);
    cx.case.amount_fen = Some(approval.amount_fen);
    cx.case.own_share_fen = Some(approval.own_share_fen);
    cx.case.from_whom = Some(approval.from_whom.clone());
    cx.case.usable_until = Some(approval.until);
    Ok(match cx.case.kind {
        Kind::Retrofit => State::OnNotice,
        Kind::Device => State::Approved,
    })
}

pub(super) fn reject(cx: &mut Cx<'_>, because: &Negative) -> To {
    super::intake::against(cx, because, Weight::Reject)?;
    Ok(State::Rejected)
}

pub(super) fn wait(cx: &mut Cx<'_>, again_on: NaiveDate, text: &str, next_step: &str) -> To {
    words(text)?;
    if blank(next_step) {
        return Err(Refusal::MissingNextStep);
    }
    all(&[("again-on", again_on > cx.today)])?;
    cx.case.wait_until = Some(again_on);
    cx.case.reasons = vec![ReasonCode::BUDGET];
    Ok(State::WaitingList)
}

pub(super) fn log_objection(cx: &mut Cx<'_>, text: &str) -> To {
    words(text)?;
    Ok(again_under_review(cx))
}

pub(super) fn end_notice(cx: &mut Cx<'_>) -> To {
    let from = clock::notice_over_on(cx.case, cx.calendar);
    if cx.today < from {
        return Err(Refusal::TooEarly { from });
    }
    cx.case.approved_on = Some(cx.today);
    Ok(State::Approved)
}
