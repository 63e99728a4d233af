//! A case as it stands, and the trace every step leaves.

use super::actor::{CaseId, PersonId, Place, UserId, Who};
use super::clock::Deadline;
use super::event::{AskedPaper, DeviceFacts, Event, PaperAnswer, Plan};
use super::{EventId, Kind, ReasonCode, ReceiptNumber, Role, State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

ids! {
    /// The parts in a case that are kept apart from each other.
    Part {
        /// Assessed or proposed the plan.
        Assess = "assess",
        /// Took it on, asked, declined, forwarded.
        Intake = "intake",
        /// Reviewed.
        Review = "review",
        /// Decided.
        Approve = "approve",
        /// Did the works or supplied.
        Works = "works",
        /// Accepted the works.
        Inspect = "inspect",
        /// Paid.
        Pay = "pay",
    }
}

/// One part one person took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Took {
    /// Who.
    pub who: Who,
    /// Which.
    pub part: Part,
}

/// A pause: where to go on, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The state to go back to.
    pub state: State,
    /// When that state was entered.
    pub entered_on: NaiveDate,
    /// First day of the pause.
    pub since: NaiveDate,
}

/// Why the office's clock does not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StopCause {
    /// The person's answer is waited for, or a question is open.
    Waiting,
    /// On hold.
    Held,
}

/// A time in which the office's clock does not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Since.
    pub from: NaiveDate,
    /// Until; `None` while it lasts.
    pub until: Option<NaiveDate>,
    /// Why.
    pub cause: StopCause,
}

/// A change the contractor asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// In words.
    pub text: String,
    /// The new total.
    pub total_fen: i64,
    /// What the person would pay of it.
    pub own_share_fen: i64,
    /// The resident agreed.
    pub person: bool,
    /// The reviewer agreed.
    pub reviewer: bool,
    /// The approver agreed; needed only above the sum approved.
    pub approver: bool,
}

/// A finding that one member of staff put on record for another to rely on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Which.
    pub code: ReasonCode,
    /// Who.
    pub by: Who,
}

/// A case as it stands: everything the rules need and nothing of the forms.
///
/// Kept as JSON: a field that is added later needs a serde default, so that cases from before can still be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Which.
    pub id: CaseId,
    /// What for.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Counted up by every step.
    pub version: u32,
    /// For whom.
    pub applicant: PersonId,
    /// Who began it.
    pub opened_by: Who,
    /// When it was begun.
    pub opened_on: NaiveDate,
    /// Last change of a draft.
    pub last_edit_on: NaiveDate,
    /// When the present state was entered.
    pub entered_on: NaiveDate,
    /// Given when handed in.
    pub receipt: Option<ReceiptNumber>,
    /// First handed in.
    pub submitted_on: Option<NaiveDate>,
    /// Taken on; the clocks of the whole run from here.
    pub accepted_on: Option<NaiveDate>,
    /// When the person was told of the decision.
    pub told_on: Option<NaiveDate>,
    /// When papers were asked for.
    pub asked_on: Option<NaiveDate>,
    /// The papers asked for.
    pub asked: Vec<AskedPaper>,
    /// What was said to them.
    pub answered: Vec<PaperAnswer>,
    /// The term for them was extended.
    pub extended: bool,
    /// What the catalogue says of the device.
    pub device: Option<DeviceFacts>,
    /// The device is made to measure.
    pub made_to_measure: bool,
    /// Visits at which nobody was there.
    pub misses: u32,
    /// The visit agreed.
    pub visit_on: Option<NaiveDate>,
    /// Who assessed.
    pub assessed_by: Option<Who>,
    /// Firms the assessor is tied to; they cannot get the order.
    pub assessor_ties: BTreeSet<UserId>,
    /// The plan for the home.
    pub plan: Option<Plan>,
    /// Rounds of objection to the plan.
    pub objections: u32,
    /// A question of the reviewer that is open.
    pub query: Option<String>,
    /// Who recommended, in this round.
    pub recommended_by: Option<Who>,
    /// Fund use reserved.
    pub fund: Option<String>,
    /// Who approved.
    pub approved_by: Option<Who>,
    /// When.
    pub approved_on: Option<NaiveDate>,
    /// The subsidy approved.
    pub amount_fen: Option<i64>,
    /// What the person pays.
    pub own_share_fen: Option<i64>,
    /// Item and from whom.
    pub from_whom: Option<String>,
    /// Last day the approval can be used.
    pub usable_until: Option<NaiveDate>,
    /// Reasons of the last decision against the person.
    pub reasons: Vec<ReasonCode>,
    /// Findings put on record.
    pub confirmations: Vec<Confirmation>,
    /// The day the waiting list is looked at again.
    pub wait_until: Option<NaiveDate>,
    /// Contractor or supplier.
    pub assigned: Option<UserId>,
    /// Which term the works run under now, and since when.
    pub works: Option<(Deadline, NaiveDate)>,
    /// A change asked for.
    pub change: Option<Change>,
    /// Works accepted.
    pub works_accepted_on: Option<NaiveDate>,
    /// Invoice number.
    pub invoice: Option<String>,
    /// Price on it.
    pub price_fen: Option<i64>,
    /// Paid.
    pub paid_fen: Option<i64>,
    /// When.
    pub paid_on: Option<NaiveDate>,
    /// Serial number of the device.
    pub serial: Option<String>,
    /// In use since.
    pub in_use_on: Option<NaiveDate>,
    /// End of the service life.
    pub life_ends_on: Option<NaiveDate>,
    /// Visits made afterwards.
    pub visits: u32,
    /// The application that follows this one.
    pub renewed_as: Option<CaseId>,
    /// The pause.
    pub hold: Option<Hold>,
    /// Times the clock stood still.
    pub stops: Vec<Stop>,
    /// Where a lapsed case stood.
    pub lapsed_from: Option<State>,
    /// Which decision is under review.
    pub review_of: Option<State>,
    /// The decision was reviewed and stays.
    pub review_done: bool,
    /// Complaints.
    pub complaints: u32,
    /// Who took which part.
    pub took: BTreeSet<Took>,
    /// What has happened, oldest first. The store keeps it in rows of its own.
    #[serde(skip)]
    pub history: Vec<Entry>,
}

impl Case {
    /// A new draft.
    pub fn draft(id: CaseId, kind: Kind, applicant: PersonId, opened_by: Who, today: NaiveDate) -> Self {
        Self {
            id,
            kind,
            state: State::Draft,
            version: 0,
            applicant,
            opened_by,
            opened_on: today,
            last_edit_on: today,
            entered_on: today,
            receipt: None,
            submitted_on: None,
            accepted_on: None,
            told_on: None,
            asked_on: None,
            asked: Vec::new(),
            answered: Vec::new(),
            extended: false,
            device: None,
            made_to_measure: false,
            misses: 0,
            visit_on: None,
            assessed_by: None,
            assessor_ties: BTreeSet::new(),
            plan: None,
            objections: 0,
            query: None,
            recommended_by: None,
            fund: None,
            approved_by: None,
            approved_on: None,
            amount_fen: None,
            own_share_fen: None,
            from_whom: None,
            usable_until: None,
            reasons: Vec::new(),
            confirmations: Vec::new(),
            wait_until: None,
            assigned: None,
            works: None,
            change: None,
            works_accepted_on: None,
            invoice: None,
            price_fen: None,
            paid_fen: None,
            paid_on: None,
            serial: None,
            in_use_on: None,
            life_ends_on: None,
            visits: 0,
            renewed_as: None,
            hold: None,
            stops: Vec::new(),
            lapsed_from: None,
            review_of: None,
            review_done: false,
            complaints: 0,
            took: BTreeSet::new(),
            history: Vec::new(),
        }
    }

    /// A lapsed case that can be taken up again: the person ran out of time while writing or collecting papers.
    pub fn can_reopen(&self) -> bool {
        self.state == State::Lapsed && matches!(self.lapsed_from, Some(State::Draft | State::Supplement))
    }
}

/// One line of a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The version of the case after it.
    pub version: u32,
    /// The day.
    pub when: NaiveDate,
    /// Who.
    pub who: Who,
    /// In which role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// From which state.
    pub from: State,
    /// To which state.
    pub to: State,
    /// What, with its data.
    pub event: Event,
}

impl Entry {
    /// Which event it was.
    pub const fn event_id(&self) -> EventId {
        self.event.id()
    }
}

/// A case one event later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The case afterwards; its history ends with `entry`.
    pub case: Case,
    /// What to keep about it.
    pub entry: Entry,
}
