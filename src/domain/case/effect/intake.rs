//! Handing in, taking on, papers asked for, lapses.

use super::super::event::{AskedPaper, Check, DeviceFacts, Given, PaperAnswer};
use super::super::reason::{Negative, ReasonCode, Weight};
use super::super::snapshot::Confirmation;
use super::super::{EventId, Kind, ReceiptNumber, Refusal, State};
use super::{Cx, To, all, blank, complete, words};
use std::collections::BTreeSet;

pub(super) fn submit(cx: &mut Cx<'_>, receipt: ReceiptNumber, missing: &[String], device: Option<&DeviceFacts>) -> To {
    complete(missing)?;
    all(&[("device", cx.case.kind == Kind::Retrofit || device.is_some())])?;
    cx.case.device = device.cloned();
    cx.case.receipt = Some(receipt);
    cx.case.submitted_on = Some(cx.today);
    Ok(State::Submitted)
}

pub(super) fn accept(cx: &mut Cx<'_>, checks: &BTreeSet<Check>) -> To {
    let open: Vec<String> = Check::ALL.iter().filter(|it| !checks.contains(it)).map(ToString::to_string).collect();
    complete(&open)?;
    Ok(taken_on(cx))
}

pub(super) fn taken_on(cx: &mut Cx<'_>) -> State {
    cx.case.accepted_on = Some(cx.today);
    State::Accepted
}

pub(super) fn ask_once(cx: &mut Cx<'_>, papers: &[AskedPaper]) -> To {
    // One notice with the whole list: whoever collects papers is not to be sent a second time.
    if let Some(on) = cx.case.asked_on {
        return Err(Refusal::AlreadyAsked { on });
    }
    if papers.is_empty() {
        return Err(Refusal::MissingReason);
    }
    if papers.iter().any(|paper| blank(&paper.text)) {
        return Err(Refusal::MissingText);
    }
    cx.case.asked = papers.to_vec();
    cx.case.answered.clear();
    cx.case.asked_on = Some(cx.today);
    cx.case.extended = false;
    Ok(State::Supplement)
}

pub(super) fn extend(cx: &mut Cx<'_>) -> To {
    if cx.case.extended {
        return Err(Refusal::AlreadyExtended);
    }
    cx.case.extended = true;
    Ok(State::Supplement)
}

pub(super) fn resubmit(cx: &mut Cx<'_>, answers: &[PaperAnswer]) -> To {
    let answered = |asked: &AskedPaper| {
        answers.iter().any(|answer| {
            answer.code == asked.code
                && match &answer.given {
                    Given::Given => true,
                    Given::Cannot(because) => !blank(because),
                }
        })
    };
    let open: Vec<String> =
        cx.case.asked.iter().filter(|asked| !answered(asked)).map(|asked| asked.code.to_string()).collect();
    complete(&open)?;
    cx.case.answered = answers.to_vec();
    Ok(State::Submitted)
}

pub(super) fn lapse(cx: &mut Cx<'_>) -> State {
    cx.case.lapsed_from = Some(cx.case.state);
    cx.case.told_on = Some(cx.today);
    cx.case.review_done = false;
    State::Lapsed
}

pub(super) fn reopen(cx: &mut Cx<'_>) -> To {
    let Some(back) = cx.case.lapsed_from.filter(|_| cx.case.can_reopen()) else {
        return Err(Refusal::WrongState { from: State::Lapsed, event: EventId::Reopen });
    };
    let until = super::super::clock::reopen_until(cx.case, cx.calendar);
    if cx.today > until {
        return Err(Refusal::TooLate { until });
    }
    Ok(taken_up(cx, back))
}

/// A draft or a request for papers with its whole term before it again.
pub(super) fn taken_up(cx: &mut Cx<'_>, back: State) -> State {
    cx.case.last_edit_on = cx.today;
    cx.case.extended = false;
    cx.case.lapsed_from = None;
    back
}

pub(super) fn decline(cx: &mut Cx<'_>, because: &Negative) -> To {
    against(cx, because, Weight::Decline)?;
    Ok(State::NotAccepted)
}

/// Notes a decision against the person.
pub(super) fn against(cx: &mut Cx<'_>, because: &Negative, weight: Weight) -> Result<(), Refusal> {
    because.check(weight)?;
    let code = ReasonCode::UNTRUE;
    let confirmed = || cx.case.confirmations.iter().any(|it| it.code == code && it.by != cx.actor.who);
    if because.codes.contains(&code) && !confirmed() {
        return Err(Refusal::NeedsSecondStaff { code });
    }
    cx.case.reasons.clone_from(&because.codes);
    cx.case.told_on = Some(cx.today);
    cx.case.review_done = false;
    Ok(())
}

pub(super) fn confirm_reason(cx: &mut Cx<'_>, code: ReasonCode, text: &str) -> To {
    words(text)?;
    cx.case.confirmations.push(Confirmation { code, by: cx.actor.who });
    Ok(cx.case.state)
}

pub(super) fn tell(cx: &mut Cx<'_>, channel: &str) -> To {
    words(channel)?;
    cx.case.told_on = Some(cx.today);
    Ok(cx.case.state)
}
