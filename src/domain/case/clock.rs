//! Terms: when something is due, what falls due by itself, when the clock stands still.
//!
//! The policy text sets no term for any decision; these are service standards, and a district can set its own through
//! [`WorkingDays::term`]. The day of the event does not count and a term that would end on a day off ends on the next
//! working day (Civil Code, articles 201 to 203).

use super::actor::{Actor, Who};
use super::event::{Assessment, Supply};
use super::machine::apply;
use super::snapshot::{Case, Step, StopCause};
use super::{Event, EventId, Kind, Refusal, Role, State};
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The working days of a calendar.
pub trait WorkingDays {
    /// The `n`th working day after `from`, and whether the calendar of that year was still missing.
    fn add_working(&self, from: NaiveDate, n: u32) -> (NaiveDate, bool);

    /// This day, or the next working day if it is a day off, and whether that is provisional.
    fn roll(&self, day: NaiveDate) -> (NaiveDate, bool);

    /// The service standard in force; a district's own replaces ours.
    fn term(&self, what: Deadline) -> Term {
        what.standard()
    }
}

/// In what a term is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Working days.
    Working,
    /// Calendar days.
    Calendar,
    /// Months.
    Months,
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many.
    pub n: u32,
    /// Of what.
    pub unit: Unit,
}

/// Declares the deadlines with their standard terms, so that no deadline is without one.
macro_rules! deadlines {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $n:literal $unit:ident;)+) => {
        ids! {
            /// What is due.
            Deadline { $($(#[$doc])* $variant = $id,)+ }
        }

        impl Deadline {
            /// Our service standard.
            pub const fn standard(self) -> Term {
                match self { $(Self::$variant => Term { n: $n, unit: Unit::$unit },)+ }
            }
        }
    };
}

deadlines! {
    /// A draft is kept after its last change.
    DraftKept = "draft-kept", 180 Calendar;
    /// Intake answers.
    Intake = "intake", 3 Working;
    /// After this silence counts as acceptance.
    DeemedAccepted = "deemed-accepted", 5 Working;
    /// Papers are brought; as long again when extended.
    Supplement = "supplement", 30 Calendar;
    /// A lapsed case can be taken up again.
    Reopen = "reopen", 90 Calendar;
    /// A visit or assessment is agreed.
    Book = "book", 3 Working;
    /// The visit is made; for a home counted from acceptance.
    Assess = "assess", 10 Working;
    /// The plan is put to the person.
    Propose = "propose", 5 Working;
    /// The person answers to the plan.
    AnswerPlan = "answer-plan", 10 Working;
    /// The file goes to the district.
    Forward = "forward", 2 Working;
    /// Reviewed and decided.
    Review = "review", 5 Working;
    /// The whole from acceptance to decision.
    Whole = "whole", 20 Working;
    /// The public notice runs.
    Notice = "notice", 5 Working;
    /// The notice is closed after it has run.
    EndNotice = "end-notice", 1 Working;
    /// Looked at again from the waiting list; the day is set in the case.
    WaitingList = "waiting-list", 12 Months;
    /// Works or a device are ordered.
    Order = "order", 10 Working;
    /// Works begin.
    StartWorks = "start-works", 30 Calendar;
    /// Works are done.
    Works = "works", 60 Calendar;
    /// Defects found at acceptance are mended.
    Rectify = "rectify", 10 Working;
    /// Defects under warranty are mended.
    MendDefect = "mend-defect", 5 Working;
    /// A change is answered.
    AnswerChange = "answer-change", 5 Working;
    /// Works are inspected.
    Inspect = "inspect", 10 Working;
    /// Paid.
    Pay = "pay", 15 Working;
    /// First visit after a retrofit.
    RetrofitVisit = "retrofit-visit", 3 Months;
    /// Second visit after a retrofit, counted from the payment as well.
    RetrofitSecondVisit = "retrofit-second-visit", 12 Months;
    /// The person buys; the last day is set in the approval.
    Buy = "buy", 12 Months;
    /// A device arrives, counted from the approval.
    Deliver = "deliver", 20 Calendar;
    /// A device made to measure arrives.
    DeliverToMeasure = "deliver-to-measure", 45 Calendar;
    /// Handed over.
    HandOver = "hand-over", 5 Working;
    /// Fitted, and its use shown.
    Fit = "fit", 10 Working;
    /// In use from the day it was fitted.
    StartUse = "start-use", 0 Calendar;
    /// First visit after a device.
    DeviceVisit = "device-visit", 1 Months;
    /// Second visit after a device.
    DeviceSecondVisit = "device-second-visit", 6 Months;
    /// A fault is answered.
    AnswerFault = "answer-fault", 5 Working;
    /// A fault is mended.
    Repair = "repair", 15 Working;
    /// Told this long before the end of the service life.
    LifeWarning = "life-warning", 60 Calendar;
    /// End of the service life; the day is in the case.
    LifeEnd = "life-end", 0 Calendar;
    /// A device given back is checked.
    CheckReturn = "check-return", 10 Working;
    /// A pause ends.
    HoldEnds = "hold-ends", 12 Months;
    /// A review can be asked for after the person was told.
    AskReview = "ask-review", 60 Calendar;
    /// A review is decided.
    DecideReview = "decide-review", 20 Working;
}

/// A day by which something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub date: NaiveDate,
    /// The calendar of that year was not published yet.
    pub provisional: bool,
    /// What.
    pub what: Deadline,
}

/// Days that do not count after `from`: those of the stops with a cause in `causes`.
fn stopped(case: &Case, from: NaiveDate, causes: &[StopCause]) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    for stop in case.stops.iter().filter(|stop| causes.contains(&stop.cause)) {
        let Some(until) = stop.until else { continue };
        let first = stop.from.max(from);
        days.extend(first.iter_days().skip(1).take_while(|day| *day <= until));
    }
    days
}

fn term_end(case: &Case, what: Deadline, from: NaiveDate, times: u32, calendar: &dyn WorkingDays) -> Due {
    let Term { n, unit } = calendar.term(what);
    let n = n.saturating_mul(times);
    let held = stopped(case, from, &[StopCause::Held]);
    let (date, provisional) = match unit {
        Unit::Working => {
            let lost = held.iter().filter(|day| calendar.roll(**day).0 == **day).count();
            calendar.add_working(from, n.saturating_add(u32::try_from(lost).unwrap_or(u32::MAX)))
        }
        Unit::Calendar => calendar.roll(plus_days(from, u64::from(n) + held.len() as u64)),
        Unit::Months => {
            let end = from.checked_add_months(Months::new(n)).unwrap_or(NaiveDate::MAX);
            calendar.roll(plus_days(end, held.len() as u64))
        }
    };
    Due { date, provisional, what }
}

fn plus_days(from: NaiveDate, n: u64) -> NaiveDate {
    from.checked_add_days(Days::new(n)).unwrap_or(NaiveDate::MAX)
}

fn on_day(what: Deadline, date: Option<NaiveDate>) -> Option<Due> {
    date.map(|date| Due { date, provisional: false, what })
}

/// What is due next in this case and by when; `None` where nothing is.
pub fn due(case: &Case, calendar: &dyn WorkingDays) -> Option<Due> {
    let (what, from) = match case.state {
        State::Draft => (Deadline::DraftKept, case.last_edit_on),
        State::Submitted => (Deadline::Intake, case.entered_on),
        State::Supplement => return Some(supplement(case, calendar)),
        State::Accepted => {
            let small = case.device.as_ref().is_some_and(|device| device.assessment == Assessment::None);
            (if small { Deadline::Forward } else { Deadline::Book }, case.entered_on)
        }
        State::VisitBooked => (Deadline::Assess, case.accepted_on.unwrap_or(case.entered_on)),
        State::AssessmentBooked => (Deadline::Assess, case.entered_on),
        State::Assessed if case.kind == Kind::Retrofit => (Deadline::Propose, case.entered_on),
        State::Assessed | State::PlanAgreed => (Deadline::Forward, case.entered_on),
        State::PlanProposed => (Deadline::AnswerPlan, case.entered_on),
        State::UnderReview => (Deadline::Review, case.entered_on),
        State::OnNotice => (Deadline::EndNotice, term_end(case, Deadline::Notice, case.entered_on, 1, calendar).date),
        State::WaitingList => return on_day(Deadline::WaitingList, case.wait_until),
        State::Approved if is_purchase(case) => return on_day(Deadline::Buy, case.usable_until),
        State::ToBuy => return on_day(Deadline::Buy, case.usable_until),
        State::Approved => (Deadline::Order, case.entered_on),
        State::Ordered => (Deadline::StartWorks, case.entered_on),
        State::InWorks => case.works.unwrap_or((Deadline::Works, case.entered_on)),
        State::ChangePending => (Deadline::AnswerChange, case.entered_on),
        State::InspectionDue => (Deadline::Inspect, case.entered_on),
        State::WorksAccepted | State::ReceiptsIn => (Deadline::Pay, case.entered_on),
        State::Paid if case.kind == Kind::Retrofit => (Deadline::RetrofitVisit, case.entered_on),
        State::Paid | State::Delivered => (Deadline::Fit, case.entered_on),
        State::FittedTrained => return on_day(Deadline::StartUse, Some(case.entered_on)),
        State::FollowUp if case.kind == Kind::Retrofit => {
            (Deadline::RetrofitSecondVisit, case.paid_on.unwrap_or(case.entered_on))
        }
        State::InUse if case.visits == 0 => (Deadline::DeviceVisit, case.in_use_on.unwrap_or(case.entered_on)),
        State::InUse if case.visits > 1 => return on_day(Deadline::LifeEnd, case.life_ends_on),
        State::FollowUp | State::InUse => (Deadline::DeviceSecondVisit, case.in_use_on.unwrap_or(case.entered_on)),
        State::Ordering => {
            let what = if case.made_to_measure { Deadline::DeliverToMeasure } else { Deadline::Deliver };
            (what, case.approved_on.unwrap_or(case.entered_on))
        }
        State::Ready => (Deadline::HandOver, case.entered_on),
        State::RepairOpen => (Deadline::Repair, case.entered_on),
        State::ReplacementDue => return on_day(Deadline::LifeEnd, case.life_ends_on),
        State::Returned | State::Cleaned => (Deadline::CheckReturn, case.entered_on),
        State::OnHold => (Deadline::HoldEnds, case.hold.as_ref().map_or(case.entered_on, |hold| hold.since)),
        State::InternalReview => (Deadline::DecideReview, case.entered_on),
        State::Lapsed if case.can_reopen() => (Deadline::Reopen, case.entered_on),
        State::NotAccepted | State::Rejected | State::Lapsed => {
            let date = ask_review_until(case, calendar).filter(|_| !case.review_done);
            return on_day(Deadline::AskReview, date);
        }
        State::Closed | State::Stock | State::Scrapped | State::Withdrawn | State::Cancelled => return None,
    };
    Some(term_end(case, what, from, 1, calendar))
}

fn is_purchase(case: &Case) -> bool {
    case.device.as_ref().is_some_and(|device| device.supply == Supply::Purchase)
}

fn supplement(case: &Case, calendar: &dyn WorkingDays) -> Due {
    term_end(case, Deadline::Supplement, case.entered_on, if case.extended { 2 } else { 1 }, calendar)
}

/// When the whole from acceptance to decision is due. `None` before acceptance, after the decision, while the clock
/// stands still, and for ended cases.
pub fn whole(case: &Case, calendar: &dyn WorkingDays) -> Option<Due> {
    let from = case.accepted_on?;
    let undecided = matches!(
        case.state,
        State::Accepted
            | State::VisitBooked
            | State::AssessmentBooked
            | State::Assessed
            | State::PlanAgreed
            | State::UnderReview
            | State::OnNotice
    );
    if !undecided || case.stops.iter().any(|stop| stop.until.is_none()) {
        return None;
    }
    let lost = stopped(case, from, &[StopCause::Held, StopCause::Waiting]);
    let lost = lost.iter().filter(|day| calendar.roll(**day).0 == **day).count();
    let n = calendar.term(Deadline::Whole).n.saturating_add(u32::try_from(lost).unwrap_or(u32::MAX));
    let (date, provisional) = calendar.add_working(from, n);
    Some(Due { date, provisional, what: Deadline::Whole })
}

/// Days on which the person is reminded before a term of theirs ends: 30 and 7 days before a draft is put away; 15, 5
/// and 1 before the term for papers ends. Earliest first.
pub fn reminders(case: &Case, calendar: &dyn WorkingDays) -> Vec<NaiveDate> {
    let before: &[u64] = match case.state {
        State::Draft => &[30, 7],
        State::Supplement => &[15, 5, 1],
        _ => &[],
    };
    let Some(due) = due(case, calendar) else { return Vec::new() };
    before.iter().filter_map(|days| due.date.checked_sub_days(Days::new(*days))).collect()
}

/// Whether what is due is late.
pub fn is_late(case: &Case, today: NaiveDate, calendar: &dyn WorkingDays) -> bool {
    case.state.is_open() && due(case, calendar).is_some_and(|due| today > due.date)
}

/// The last day to ask for a review of a decision, `None` when nothing was decided.
pub fn ask_review_until(case: &Case, calendar: &dyn WorkingDays) -> Option<NaiveDate> {
    case.told_on.map(|told| term_end(case, Deadline::AskReview, told, 1, calendar).date)
}

/// The last day to take up a lapsed case again.
pub(super) fn reopen_until(case: &Case, calendar: &dyn WorkingDays) -> NaiveDate {
    term_end(case, Deadline::Reopen, case.entered_on, 1, calendar).date
}

/// The first day on which a public notice has run its whole term.
pub(super) fn notice_over_on(case: &Case, calendar: &dyn WorkingDays) -> NaiveDate {
    plus_days(term_end(case, Deadline::Notice, case.entered_on, 1, calendar).date, 1)
}

/// The states in which something can fall due by itself.
pub const TIMED: &[State] = &[
    State::Draft,
    State::Submitted,
    State::Supplement,
    State::OnHold,
    State::WaitingList,
    State::Approved,
    State::ToBuy,
    State::FittedTrained,
    State::InUse,
    State::FollowUp,
    State::Closed,
];

/// Something the calendar does by itself.
struct Falls {
    /// The day it falls due and is dated.
    on: NaiveDate,
    /// A term that must have passed; otherwise it happens on the day itself.
    after: bool,
    event: Event,
}

fn falls(case: &Case, calendar: &dyn WorkingDays) -> Option<Falls> {
    let passed = |on: NaiveDate, event| Some(Falls { on, after: true, event });
    let begins = |on: NaiveDate, event| Some(Falls { on, after: false, event });
    match case.state {
        State::Draft | State::Supplement => passed(due(case, calendar)?.date, Event::Lapse),
        State::ToBuy => passed(case.usable_until?, Event::Lapse),
        State::Approved if is_purchase(case) => passed(case.usable_until?, Event::Lapse),
        State::Submitted => {
            let end = term_end(case, Deadline::DeemedAccepted, case.entered_on, 1, calendar);
            passed(end.date, Event::DeemAccepted)
        }
        State::OnHold => passed(due(case, calendar)?.date, Event::Resume),
        State::WaitingList => begins(case.wait_until?, Event::Recall),
        State::FittedTrained => begins(case.entered_on, Event::StartUse),
        State::InUse | State::FollowUp | State::Closed if case.renewed_as.is_none() => {
            let warning = u64::from(calendar.term(Deadline::LifeWarning).n);
            let on = case.life_ends_on?.checked_sub_days(Days::new(warning))?;
            // Never dated before something that has already happened.
            begins(on.max(case.entered_on), Event::LifeOver)
        }
        _ => None,
    }
}

/// The timer does only what has fallen due.
pub(super) fn check_timer(
    case: &Case,
    event: EventId,
    today: NaiveDate,
    calendar: &dyn WorkingDays,
) -> Result<(), Refusal> {
    match falls(case, calendar) {
        Some(falls) if falls.event.id() == event && today >= falls.on => Ok(()),
        Some(falls) if falls.event.id() == event => Err(Refusal::TooEarly { from: falls.on }),
        _ => Err(Refusal::WrongState { from: case.state, event }),
    }
}

/// Everything that has fallen due up to `today`, in order, each step dated the day it fell due. Doing it twice does
/// nothing more.
pub fn lapses(case: &Case, today: NaiveDate, calendar: &dyn WorkingDays) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    loop {
        let now = steps.last().map_or(case, |step| &step.case);
        let ripe = |falls: &Falls| if falls.after { today > falls.on } else { today >= falls.on };
        let Some(falls) = falls(now, calendar).filter(ripe) else { return steps };
        let timer = Actor::new(Who::Timer, Role::Timer, now.version);
        match apply(now, &falls.event, &timer, falls.on, calendar) {
            Ok(step) => steps.push(step),
            Err(_) => return steps,
        }
    }
}

/// A calendar without holidays: Monday to Friday, always provisional.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weekdays;

impl WorkingDays for Weekdays {
    fn add_working(&self, from: NaiveDate, n: u32) -> (NaiveDate, bool) {
        let mut day = from;
        for _ in 0..n {
            day = self.roll(plus_days(day, 1)).0;
        }
        (day, true)
    }

    fn roll(&self, day: NaiveDate) -> (NaiveDate, bool) {
        use chrono::{Datelike, Weekday};
        let extra = match day.weekday() {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            _ => 0,
        };
        (plus_days(day, extra), true)
    }
}
