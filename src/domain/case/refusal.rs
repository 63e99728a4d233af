//! Why an act was not performed. Data only; `Display` is a stable id from which words are made.

use super::actor::Who;
use super::event::Supply;
use super::snapshot::{Entry, Part};
use super::{EventId, ReasonCode, Role, State};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A refused act. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// This cannot be done where the case stands.
    #[error("wrong-state")]
    WrongState {
        /// Where it stands.
        from: State,
        /// What was tried.
        event: EventId,
    },
    /// Somebody else does this.
    #[error("wrong-role")]
    WrongRole {
        /// Those who may.
        needed: Vec<Role>,
    },
    /// The same person did the part that must be kept apart.
    #[error("same-person")]
    SamePerson {
        /// What they did.
        did: Part,
    },
    /// Staff may not act on their own case or a relative's.
    #[error("own-case")]
    OwnCase,
    /// A resident's case is that resident's.
    #[error("not-their-case")]
    NotTheirCase,
    /// No guardianship, consent or power of attorney is recorded.
    #[error("no-mandate")]
    NoMandate,
    /// The right to act begins on a later day.
    #[error("mandate-not-begun")]
    MandateNotBegun {
        /// First day.
        from: NaiveDate,
    },
    /// The right to act has ended.
    #[error("mandate-ended")]
    MandateEnded {
        /// Last day.
        on: NaiveDate,
    },
    /// The consent does not list this.
    #[error("not-in-mandate")]
    NotInMandate {
        /// What was tried.
        event: EventId,
    },
    /// Ordered from somebody else.
    #[error("not-assigned")]
    NotAssigned,
    /// Tied to the contractor or supplier.
    #[error("tied-to")]
    TiedTo {
        /// To whom.
        whom: Who,
    },
    /// Only the person or a guardian can agree to pay.
    #[error("own-payment")]
    OwnPayment {
        /// The own share in fen.
        fen: i64,
    },
    /// The review needs somebody who took no part.
    #[error("took-part")]
    TookPart,
    /// No reason.
    #[error("missing-reason")]
    MissingReason,
    /// No words of its own.
    #[error("missing-text")]
    MissingText,
    /// Nothing said about what the person can do now.
    #[error("missing-next-step")]
    MissingNextStep,
    /// No way to have the decision reviewed.
    #[error("missing-review-route")]
    MissingReviewRoute,
    /// No article or rule.
    #[error("missing-article")]
    MissingArticle,
    /// No sum.
    #[error("missing-amount")]
    MissingAmount,
    /// An exhausted budget puts a case on the waiting list; it rejects nobody.
    #[error("not-a-rejection")]
    NotARejection {
        /// The code.
        code: ReasonCode,
    },
    /// A second member of staff must confirm this reason first.
    #[error("needs-second-staff")]
    NeedsSecondStaff {
        /// The code.
        code: ReasonCode,
    },
    /// Something is missing.
    #[error("not-complete")]
    NotComplete {
        /// Ids of what is missing: questions, checks, papers.
        what: Vec<String>,
    },
    /// Papers are asked for once, in one list.
    #[error("already-asked")]
    AlreadyAsked {
        /// When.
        on: NaiveDate,
    },
    /// The term was extended before.
    #[error("already-extended")]
    AlreadyExtended,
    /// This decision was reviewed before.
    #[error("already-reviewed")]
    AlreadyReviewed,
    /// The term has passed.
    #[error("too-late")]
    TooLate {
        /// The last day.
        until: NaiveDate,
    },
    /// Not before this day.
    #[error("too-early")]
    TooEarly {
        /// The first day.
        from: NaiveDate,
    },
    /// More than the limit.
    #[error("too-much")]
    TooMuch {
        /// What was asked, in fen.
        fen: i64,
        /// The limit, in fen.
        limit: i64,
    },
    /// This item needs no assessment.
    #[error("no-assessment-needed")]
    NoAssessmentNeeded,
    /// Not how this device is supplied.
    #[error("not-for-supply")]
    NotForSupply {
        /// How it is supplied.
        supply: Supply,
    },
    /// Somebody changed the case in between.
    #[error("moved")]
    Moved {
        /// The version that was seen.
        seen: u32,
        /// The version it has now.
        now: u32,
        /// What happened in between, oldest first.
        since: Vec<Entry>,
    },
}
