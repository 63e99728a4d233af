//! Orders, works, changes, acceptance, payment, visits afterwards.

use super::super::clock::Deadline;
use super::super::event::{Found, Supply, Waiver};
use super::super::snapshot::Change;
use super::super::{Kind, Refusal, Role, State, UserId, Who};
use super::{Cx, To, all, amount, blank, complete, words};
use chrono::{Months, NaiveDate};

/// Warranty of fitting-out and pipes, in months.
const WARRANTY: Months = Months::new(24);
/// Warranty of the waterproofing of a wet room, in months.
const WARRANTY_WET: Months = Months::new(60);
/// Visits after which a case is closed.
const VISITS: u32 = 2;

pub(super) fn order(cx: &mut Cx<'_>, to: UserId, start_on: NaiveDate) -> To {
    if let Some(device) = cx.case.device.as_ref().filter(|device| device.supply == Supply::Purchase) {
        return Err(Refusal::NotForSupply { supply: device.supply });
    }
    if start_on < cx.today {
        return Err(Refusal::TooLate { until: start_on });
    }
    assign(cx, to)?;
    Ok(match cx.case.kind {
        Kind::Retrofit => State::Ordered,
        Kind::Device => State::Ordering,
    })
}

pub(super) fn assign(cx: &mut Cx<'_>, to: UserId) -> To {
    if cx.case.assessor_ties.contains(&to) {
        return Err(Refusal::TiedTo { whom: Who::User(to) });
    }
    cx.case.assigned = Some(to);
    Ok(cx.case.state)
}

pub(super) fn start(cx: &mut Cx<'_>, confirmed: bool) -> To {
    all(&[("confirmed", confirmed)])?;
    cx.case.works = Some((Deadline::Works, cx.today));
    Ok(State::InWorks)
}

pub(super) fn ask_change(cx: &mut Cx<'_>, text: &str, total_fen: i64, own_share_fen: i64) -> To {
    words(text)?;
    amount(total_fen)?;
    if !(0..=total_fen).contains(&own_share_fen) {
        return Err(Refusal::TooMuch { fen: own_share_fen, limit: total_fen });
    }
    cx.case.change = Some(Change {
        text: text.to_owned(),
        total_fen,
        own_share_fen,
        person: false,
        reviewer: false,
        approver: false,
    });
    Ok(State::ChangePending)
}

impl Change {
    /// Whether more money is needed than was approved.
    pub fn needs_approver(&self, amount_fen: Option<i64>, own_share_fen: Option<i64>) -> bool {
        let (amount, own) = (amount_fen.unwrap_or(0), own_share_fen.unwrap_or(0));
        self.total_fen > amount + own || self.total_fen - self.own_share_fen > amount
    }
}

pub(super) fn agree_change(cx: &mut Cx<'_>) -> To {
    let (amount, own) = (cx.case.amount_fen, cx.case.own_share_fen);
    let mut change = cx.case.change.clone().ok_or(Refusal::NotComplete { what: vec!["change".into()] })?;
    match cx.actor.role {
        Role::DistrictReviewer => change.reviewer = true,
        Role::DistrictApprover => change.approver = true,
        _ => {
            super::plan::agent_may_agree(cx, change.own_share_fen)?;
            change.person = true;
        }
    }
    let needed = change.needs_approver(amount, own);
    if change.person && change.reviewer && (change.approver || !needed) {
        cx.case.amount_fen = Some(change.total_fen - change.own_share_fen);
        cx.case.own_share_fen = Some(change.own_share_fen);
        cx.case.change = None;
        return Ok(State::InWorks);
    }
    cx.case.change = Some(change);
    Ok(State::ChangePending)
}

pub(super) fn refuse_change(cx: &mut Cx<'_>, text: &str) -> To {
    words(text)?;
    cx.case.change = None;
    Ok(State::InWorks)
}

pub(super) fn pass(cx: &mut Cx<'_>, with_resident: bool, waivers: &[Waiver]) -> To {
    all(&[("with-resident", with_resident)])?;
    let unexplained: Vec<String> =
        waivers.iter().filter(|waiver| blank(&waiver.reason)).map(|waiver| waiver.measure.clone()).collect();
    complete(&unexplained)?;
    cx.case.works_accepted_on = Some(cx.today);
    Ok(State::WorksAccepted)
}

pub(super) fn fail(cx: &mut Cx<'_>, defects: &[String]) -> To {
    if defects.iter().all(|defect| blank(defect)) {
        return Err(Refusal::MissingReason);
    }
    cx.case.works = Some((Deadline::Rectify, cx.today));
    Ok(State::InWorks)
}

pub(super) fn pay(cx: &mut Cx<'_>, fen: i64, invoice: &str, fund: &str) -> To {
    let case = &mut *cx.case;
    let filed = case.kind == Kind::Retrofit || case.invoice.as_deref() == Some(invoice);
    all(&[("invoice", !blank(invoice) && filed), ("fund", !blank(fund))])?;
    let before = case.paid_fen.unwrap_or(0);
    // Works mended under warranty are settled with nothing to pay.
    if fen < 0 || (fen == 0 && case.paid_fen.is_none()) {
        return Err(Refusal::MissingAmount);
    }
    let approved = case.amount_fen.unwrap_or(0);
    let limit = case.price_fen.map_or(approved, |price| price.min(approved)) - before;
    if fen > limit {
        return Err(Refusal::TooMuch { fen, limit });
    }
    case.invoice = Some(invoice.to_owned());
    case.fund = Some(fund.to_owned());
    case.paid_fen = Some(before + fen);
    case.paid_on = Some(cx.today);
    Ok(State::Paid)
}

pub(super) fn follow_up(cx: &mut Cx<'_>, found: Found, text: &str) -> To {
    words(text)?;
    cx.case.visits += 1;
    match (found, cx.case.kind) {
        (Found::Well, _) => {}
        (Found::Refit, Kind::Device) => return Ok(State::Delivered),
        (Found::TakeBack, Kind::Device) => return Ok(State::Returned),
        (Found::Refit | Found::TakeBack, Kind::Retrofit) => {
            return Err(Refusal::NotComplete { what: vec!["found".into()] });
        }
    }
    Ok(if cx.case.visits < VISITS { State::FollowUp } else { State::Closed })
}

pub(super) fn defect(cx: &mut Cx<'_>, text: &str, wet_room: bool) -> To {
    words(text)?;
    let months = if wet_room { WARRANTY_WET } else { WARRANTY };
    let accepted = cx.case.works_accepted_on.ok_or(Refusal::NotComplete { what: vec!["acceptance".into()] })?;
    let until = accepted.checked_add_months(months).unwrap_or(NaiveDate::MAX);
    if cx.today > until {
        return Err(Refusal::TooLate { until });
    }
    cx.case.works = Some((Deadline::MendDefect, cx.today));
    Ok(State::InWorks)
}
