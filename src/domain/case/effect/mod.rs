//! What must hold for each event, and what it changes. One function an event; each answers with the state it leads to.

mod decision;
mod device;
mod intake;
mod overlay;
mod plan;
mod works;

use super::actor::Actor;
use super::clock::WorkingDays;
use super::snapshot::Case;

use super::{Event, Refusal, State};
use chrono::NaiveDate;
pub(super) use plan::is_mediated;

/// The case being changed and everything that may be asked meanwhile.
pub(super) struct Cx<'a> {
    pub case: &'a mut Case,
    pub actor: &'a Actor,
    pub today: NaiveDate,
    pub calendar: &'a dyn WorkingDays,
}

type To = Result<State, Refusal>;

/// Checks the guards of `event` and makes its changes.
pub(super) fn perform(cx: &mut Cx<'_>, event: &Event) -> To {
    match event {
        Event::Submit { receipt, missing, device } => intake::submit(cx, *receipt, missing, device.as_ref()),
        Event::Accept { checks } => intake::accept(cx, checks),
        Event::DeemAccepted => Ok(intake::taken_on(cx)),
        Event::AskOnce { papers } => intake::ask_once(cx, papers),
        Event::Extend => intake::extend(cx),
        Event::Resubmit { answers } => intake::resubmit(cx, answers),
        Event::Lapse => Ok(intake::lapse(cx)),
        Event::Reopen => intake::reopen(cx),
        Event::Decline { because } => intake::decline(cx, because),
        Event::ConfirmReason { code, text } => intake::confirm_reason(cx, *code, text),
        Event::Tell { channel } => intake::tell(cx, channel),
        Event::Book { on, who_comes, agreed, .. } => plan::book(cx, *on, who_comes, *agreed),
        Event::Missed => Ok(plan::missed(cx)),
        Event::Record { missing } => plan::record(cx, missing),
        Event::Prescribe { items, missing, text, made_to_measure } => {
            device::prescribe(cx, items, missing, text, *made_to_measure)
        }
        Event::SkipAssessment => device::skip_assessment(cx),
        Event::Propose { plan } => plan::propose(cx, plan),
        Event::Agree { yes, plan_read } => plan::agree(cx, yes, *plan_read),
        Event::Object { text } => plan::object(cx, text),
        Event::Forward { missing } => plan::forward(cx, missing),
        Event::Query { text } => decision::query(cx, text),
        Event::Recommend { opinion, fund } => decision::recommend(cx, opinion, fund),
        Event::Approve { approval } => decision::approve(cx, approval),
        Event::Reject { because } => decision::reject(cx, because),
        Event::Wait { again_on, text, next_step } => decision::wait(cx, *again_on, text, next_step),
        Event::Recall => Ok(decision::again_under_review(cx)),
        Event::LogObjection { text } => decision::log_objection(cx, text),
        Event::EndNotice => decision::end_notice(cx),
        Event::Order { to, start_on } => works::order(cx, *to, *start_on),
        Event::Assign { to } => works::assign(cx, *to),
        Event::Start { confirmed } => works::start(cx, *confirmed),
        Event::AskChange { text, total_fen, own_share_fen } => works::ask_change(cx, text, *total_fen, *own_share_fen),
        Event::AgreeChange => works::agree_change(cx),
        Event::RefuseChange { text } => works::refuse_change(cx, text),
        Event::Done { missing } => complete(missing).map(|()| State::InspectionDue),
        Event::Pass { with_resident, waivers } => works::pass(cx, *with_resident, waivers),
        Event::Fail { defects } => works::fail(cx, defects),
        Event::Pay { fen, invoice, fund } => works::pay(cx, *fen, invoice, fund),
        Event::FollowUp { found, text } => works::follow_up(cx, *found, text),
        Event::Defect { text, wet_room } => works::defect(cx, text, *wet_room),
        Event::Withdraw { .. } => overlay::withdraw(cx),
        Event::Pause { because } => overlay::pause(cx, because),
        Event::Resume => Ok(overlay::resume(cx)),
        Event::Cancel { because } => overlay::cancel(cx, because),
        Event::AskReview { .. } => overlay::ask_review(cx),
        Event::DecideReview { outcome } => overlay::decide_review(cx, outcome),
        Event::Complain { text } => overlay::complain(cx, text),
        Event::ChooseShop { shop } => device::choose_shop(cx, shop),
        Event::FileReceipts { invoice, fen, dated } => device::file_receipts(cx, invoice, *fen, *dated),
        Event::Ready => Ok(State::Ready),
        Event::HandOver { serial, condition, manual_given } => device::hand_over(cx, serial, condition, *manual_given),
        Event::Fit { missing, shows_use } => device::fit(missing, *shows_use),
        Event::StartUse => Ok(device::start_use(cx)),
        Event::Fault { text } => words(text).map(|()| State::RepairOpen),
        Event::Repaired { text } => words(text).map(|()| State::InUse),
        Event::LifeOver => Ok(State::ReplacementDue),
        Event::Renew { case } => Ok(device::renew(cx, *case)),
        Event::Return => Ok(State::Returned),
        Event::Clean { safe } => device::clean(*safe),
        Event::Stock => Ok(device::release(cx, State::Stock)),
        Event::Scrap { text } => words(text).map(|()| device::release(cx, State::Scrapped)),
    }
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// Something was said.
fn words(text: &str) -> Result<(), Refusal> {
    if blank(text) { Err(Refusal::MissingText) } else { Ok(()) }
}

/// Nothing is left open.
fn complete(missing: &[String]) -> Result<(), Refusal> {
    if missing.is_empty() { Ok(()) } else { Err(Refusal::NotComplete { what: missing.to_vec() }) }
}

/// Every one of these holds; those that do not are named.
fn all(checks: &[(&str, bool)]) -> Result<(), Refusal> {
    let what: Vec<String> = checks.iter().filter(|(_, holds)| !holds).map(|(name, _)| (*name).to_owned()).collect();
    complete(&what)
}

/// More than nothing.
fn amount(fen: i64) -> Result<(), Refusal> {
    if fen > 0 { Ok(()) } else { Err(Refusal::MissingAmount) }
}
