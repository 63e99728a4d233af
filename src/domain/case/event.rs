//! What can happen to a case, with everything each event must carry. Money is in fen.

use super::actor::{CaseId, UserId};
use super::reason::{Negative, ReasonCode, SupplementCode};
use super::receipt::ReceiptNumber;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

ids! {
    /// How a device is supplied.
    Supply {
        /// Issued free of charge.
        Free = "free",
        /// The person buys; a subsidy is paid.
        Purchase = "purchase",
        /// Lent.
        Loan = "loan",
        /// Rented.
        Rental = "rental",
        /// An own device or thing is changed.
        Modification = "modification",
        /// An own device is repaired.
        Repair = "repair",
        /// Replaces a worn-out one.
        Replacement = "replacement",
    }
}

ids! {
    /// How much assessment an item needs.
    Assessment {
        /// None.
        None = "none",
        /// Basic (初级): a trained community worker may do it.
        Basic = "basic",
        /// At the centre.
        Centre = "centre",
    }
}

/// What the catalogue says about the device applied for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceFacts {
    /// Who must assess before it is approved.
    pub assessment: Assessment,
    /// Service life in months.
    pub life_months: u32,
    /// How it is supplied.
    pub supply: Supply,
}

ids! {
    /// What intake looks at. All must hold.
    Check {
        /// The person is in this district's scope.
        District = "district",
        /// The certificate is valid and is this person's.
        Certificate = "certificate",
        /// The address holds.
        Address = "address",
        /// Device: none of that group inside its service life, unless a fault, growth or a new category or grade.
        /// Retrofit: outside the interval since the last one, where such a rule is in force.
        Interval = "interval",
    }
}

/// One paper asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPaper {
    /// Which.
    pub code: SupplementCode,
    /// Why, and how to give it.
    pub text: String,
}

/// What a person says to one paper asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Given {
    /// Handed in.
    Given,
    /// Cannot be given, because.
    Cannot(String),
}

/// The answer to one paper asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperAnswer {
    /// Which.
    pub code: SupplementCode,
    /// Given or not.
    pub given: Given,
}

/// One line of the plan for a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// Code of the catalogue.
    pub item: String,
    /// Which need it meets.
    pub reason: String,
    /// Estimate.
    pub fen: i64,
}

/// The plan for a home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// At least one line.
    pub lines: Vec<PlanLine>,
    /// What is not proposed, and why.
    pub not_proposed: Vec<(String, String)>,
    /// The most that can be paid for one home, where such a limit is in force.
    pub cap_fen: Option<i64>,
    /// What the person pays.
    pub own_share_fen: i64,
}

impl Plan {
    /// Sum of the lines, `None` when it is too large to be money.
    pub fn total_fen(&self) -> Option<i64> {
        self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.fen))
    }
}

/// How a person said yes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Yes {
    /// Signed.
    Signature,
    /// Thumb-print, with a witness.
    Thumb {
        /// Who saw it.
        witness: String,
    },
    /// Said and recorded, or signed in sign language.
    Recorded,
}

/// What is approved. The letter says exactly this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The subsidy, more than 0.
    pub amount_fen: i64,
    /// What the person pays, 0 or more.
    pub own_share_fen: i64,
    /// Item and from whom.
    pub from_whom: String,
    /// Last day it can be used.
    pub until: NaiveDate,
}

/// A measured value outside its limit that is accepted all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Which measure.
    pub measure: String,
    /// Why it is accepted.
    pub reason: String,
}

ids! {
    /// What a visit afterwards found.
    Found {
        /// It is used and it is well.
        Well = "well",
        /// Device: not used as it is; fit it anew.
        Refit = "refit",
        /// Device: not used; take it back.
        TakeBack = "take-back",
    }
}

/// What a review of a decision came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reviewed {
    /// It stays.
    Uphold(Negative),
    /// It changes in the person's favour. A rejection turned round carries the approval.
    Change {
        /// Why.
        text: String,
        /// Needed when a rejection becomes an approval.
        approval: Option<Approval>,
    },
    /// It is to be handled again.
    SendBack {
        /// What was overlooked.
        text: String,
    },
}

/// Declares the events once: the ids, the enum with its data, and which id an event has.
macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident $({ $($(#[$fdoc:meta])* $field:ident: $ty:ty,)+ })? = $id:literal,)+) => {
        ids! {
            /// The name of an event, without its data.
            EventId { $($(#[$doc])* $variant = $id,)+ }
        }

        /// Something that happens to a case.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "event")]
        pub enum Event {
            $($(#[$doc])* #[serde(rename = $id)] $variant $({ $($(#[$fdoc])* $field: $ty,)+ })?,)+
        }

        impl Event {
            /// Which event this is.
            pub const fn id(&self) -> EventId {
                match self { $(Self::$variant { .. } => EventId::$variant,)+ }
            }
        }
    };
}

events! {
    /// Hand in.
    Submit {
        /// The number the person is given.
        receipt: ReceiptNumber,
        /// Ids of required questions, papers and consents still open; must be empty.
        missing: Vec<String>,
        /// Device: what the catalogue says of it.
        device: Option<DeviceFacts>,
    } = "submit",
    /// Take on.
    Accept {
        /// What was looked at and holds.
        checks: BTreeSet<Check>,
    } = "accept",
    /// Silence of the intake counts as acceptance.
    DeemAccepted = "deem-accepted",
    /// Ask for everything that is missing, in one list.
    AskOnce {
        /// The whole list.
        papers: Vec<AskedPaper>,
    } = "ask-once",
    /// Give more time for the papers, once.
    Extend = "extend",
    /// Answer to every paper asked for.
    Resubmit {
        /// The answers.
        answers: Vec<PaperAnswer>,
    } = "resubmit",
    /// A term ran out.
    Lapse = "lapse",
    /// Take a lapsed case up again with nothing typed anew.
    Reopen = "reopen",
    /// Not take on.
    Decline {
        /// Why, and where to go instead.
        because: Negative,
    } = "decline",
    /// Confirm a colleague's finding, as for untrue papers.
    ConfirmReason {
        /// Which.
        code: ReasonCode,
        /// What was seen.
        text: String,
    } = "confirm-reason",
    /// Record that the person was told of a decision; terms to ask for review run from here.
    Tell {
        /// By which way.
        channel: String,
    } = "tell",
    /// Agree a visit or an assessment.
    Book {
        /// The day.
        on: NaiveDate,
        /// Who comes, in which hours.
        who_comes: String,
        /// Interpreter, guide, nothing.
        needs: String,
        /// The person agreed to the day.
        agreed: bool,
    } = "book",
    /// Nobody was there.
    Missed = "missed",
    /// Retrofit: record measures and needs.
    Record {
        /// Ids of measures and needs still open; must be empty.
        missing: Vec<String>,
    } = "record",
    /// Device: prescribe.
    Prescribe {
        /// Codes and sizes.
        items: Vec<String>,
        /// Measures still open; must be empty.
        missing: Vec<String>,
        /// Result of the trial, training needed, what does not suit and why.
        text: String,
        /// Made to measure takes longer.
        made_to_measure: bool,
    } = "prescribe",
    /// Device: small items go to review without an assessment.
    SkipAssessment = "skip-assessment",
    /// Retrofit: put a plan to the resident.
    Propose {
        /// The plan.
        plan: Plan,
    } = "propose",
    /// Retrofit: say yes to the plan.
    Agree {
        /// How.
        yes: Yes,
        /// The plan was read aloud or sent in the chosen format.
        plan_read: bool,
    } = "agree",
    /// Retrofit: object to the plan.
    Object {
        /// The person's words, kept.
        text: String,
    } = "object",
    /// Send the file to the district.
    Forward {
        /// What is missing; must be empty.
        missing: Vec<String>,
    } = "forward",
    /// Send back with a question.
    Query {
        /// The question.
        text: String,
    } = "query",
    /// Reviewed: recommend to approve.
    Recommend {
        /// The opinion.
        opinion: String,
        /// The fund use whose money is reserved.
        fund: String,
    } = "recommend",
    /// Approve.
    Approve {
        /// What exactly.
        approval: Approval,
    } = "approve",
    /// Reject.
    Reject {
        /// Why, by which article, and how to have it reviewed.
        because: Negative,
    } = "reject",
    /// The year's budget is spent: on the waiting list.
    Wait {
        /// The day it is looked at again.
        again_on: NaiveDate,
        /// What the person is told.
        text: String,
        /// What the person can do until then.
        next_step: String,
    } = "wait",
    /// Back from the waiting list.
    Recall = "recall",
    /// Retrofit: somebody objected during the public notice.
    LogObjection {
        /// What was objected.
        text: String,
    } = "log-objection",
    /// Retrofit: the public notice has run.
    EndNotice = "end-notice",
    /// Order works or a device.
    Order {
        /// From whom.
        to: UserId,
        /// The day it starts or is expected.
        start_on: NaiveDate,
    } = "order",
    /// Give the order to another firm, or name one for a repair.
    Assign {
        /// To whom.
        to: UserId,
    } = "assign",
    /// Retrofit: works begin.
    Start {
        /// The resident confirmed.
        confirmed: bool,
    } = "start",
    /// Retrofit: the contractor asks for a change.
    AskChange {
        /// In words.
        text: String,
        /// The new total.
        total_fen: i64,
        /// What the person would pay of it.
        own_share_fen: i64,
    } = "ask-change",
    /// Retrofit: agree to the change.
    AgreeChange = "agree-change",
    /// Retrofit: do not agree to the change; works go on as planned.
    RefuseChange {
        /// Why.
        text: String,
    } = "refuse-change",
    /// Retrofit: works are done.
    Done {
        /// As-built values still open; must be empty.
        missing: Vec<String>,
    } = "done",
    /// Retrofit: works are accepted.
    Pass {
        /// The resident was there.
        with_resident: bool,
        /// Values outside their limits, each with its reason.
        waivers: Vec<Waiver>,
    } = "pass",
    /// Retrofit: works are not accepted yet.
    Fail {
        /// What must be mended.
        defects: Vec<String>,
    } = "fail",
    /// Settle or pay the subsidy.
    Pay {
        /// How much.
        fen: i64,
        /// Invoice number.
        invoice: String,
        /// The fund use it is booked to.
        fund: String,
    } = "pay",
    /// A visit some time afterwards.
    FollowUp {
        /// What was found.
        found: Found,
        /// Use, falls, faults, satisfaction.
        text: String,
    } = "follow-up",
    /// Retrofit: a defect inside the warranty.
    Defect {
        /// What.
        text: String,
        /// Waterproofing of a wet room: the longer warranty.
        wet_room: bool,
    } = "defect",
    /// Take the application back. No disadvantage.
    Withdraw {
        /// Only if the person wants to say it.
        reason: Option<String>,
    } = "withdraw",
    /// Put on hold.
    Pause {
        /// Hospital, travel, building closed.
        because: String,
    } = "pause",
    /// Go on after a hold.
    Resume = "resume",
    /// Without object.
    Cancel {
        /// Why, and what can be done.
        because: Negative,
    } = "cancel",
    /// Ask for a review of the decision.
    AskReview {
        /// In the person's words; may be empty.
        text: String,
    } = "ask-review",
    /// Decide the review.
    DecideReview {
        /// What it came to.
        outcome: Reviewed,
    } = "decide-review",
    /// Complain. Changes nothing about where the case stands.
    Complain {
        /// The words.
        text: String,
    } = "complain",
    /// Device: choose where to buy.
    ChooseShop {
        /// The shop.
        shop: String,
    } = "choose-shop",
    /// Device: hand in the invoice.
    FileReceipts {
        /// Invoice number, unique.
        invoice: String,
        /// The price paid.
        fen: i64,
        /// Date of the invoice.
        dated: NaiveDate,
    } = "file-receipts",
    /// Device: ready to be handed over.
    Ready = "ready",
    /// Device: handed over.
    HandOver {
        /// Serial number.
        serial: String,
        /// Condition.
        condition: String,
        /// The manual was given in the chosen format.
        manual_given: bool,
    } = "hand-over",
    /// Device: fit it and show its use.
    Fit {
        /// Points of the fit checklist still open; must be empty.
        missing: Vec<String>,
        /// The user or carer showed its use.
        shows_use: bool,
    } = "fit",
    /// Device: in use from here.
    StartUse = "start-use",
    /// Device: something is broken.
    Fault {
        /// What.
        text: String,
    } = "fault",
    /// Device: repaired.
    Repaired {
        /// What was done.
        text: String,
    } = "repaired",
    /// Device: its service life ends soon.
    LifeOver = "life-over",
    /// Device: a new application was begun from this one.
    Renew {
        /// The new case.
        case: CaseId,
    } = "renew",
    /// Device: given back.
    Return = "return",
    /// Device: cleaned and checked.
    Clean {
        /// Safe to be used again.
        safe: bool,
    } = "clean",
    /// Device: into stock.
    Stock = "stock",
    /// Device: no longer usable.
    Scrap {
        /// Why.
        text: String,
    } = "scrap",
}

impl EventId {
    /// Done in the person's name: guardians, agents and community workers need a mandate for it.
    pub const fn is_in_the_persons_name(self) -> bool {
        matches!(
            self,
            Self::Submit
                | Self::Resubmit
                | Self::Extend
                | Self::Reopen
                | Self::Agree
                | Self::Object
                | Self::AgreeChange
                | Self::RefuseChange
                | Self::Withdraw
                | Self::Pause
                | Self::AskReview
                | Self::ChooseShop
                | Self::FileReceipts
                | Self::Renew
                | Self::Return
        )
    }
}
