//! The rule book: from which state, by which event, to which state, and who may do it.
//!
//! Read it beside the description of the procedure; guards (what must hold as well) are in `effect`.

use super::EventId as E;
use super::Role::{
    self, Agent, Applicant, Assessor, CommunityWorker, Contractor, DistrictApprover, DistrictReviewer, Finance,
    Guardian, Inspector, StreetClerk, Supplier, Timer,
};
use super::State::{
    self, Accepted, Approved, Assessed, AssessmentBooked, Cancelled, ChangePending, Cleaned, Closed, Delivered, Draft,
    FittedTrained, FollowUp, InUse, InWorks, InspectionDue, InternalReview, Lapsed, NotAccepted, OnHold, OnNotice,
    Ordered, Ordering, Paid, PlanAgreed, PlanProposed, Ready, ReceiptsIn, Rejected, RepairOpen, ReplacementDue,
    Returned, Scrapped, Stock, Submitted, Supplement, ToBuy, UnderReview, VisitBooked, WaitingList, Withdrawn,
    WorksAccepted,
};
use super::{EventId, Kind};

/// Which kinds a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Both.
    Both,
    /// Retrofits.
    Retrofit,
    /// Devices.
    Device,
}

impl For {
    /// Whether the row is for this kind.
    pub const fn covers(self, kind: Kind) -> bool {
        matches!((self, kind), (Self::Both, _) | (Self::Retrofit, Kind::Retrofit) | (Self::Device, Kind::Device))
    }
}

/// Where a row starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// One of these.
    In(&'static [State]),
    /// Any open state, except a pause and a review, which keep their own way out.
    AnyOpen,
    /// Any state at all.
    Any,
}

impl From {
    /// Whether the row starts in this state.
    pub fn covers(self, state: State) -> bool {
        match self {
            Self::In(states) => states.contains(&state),
            Self::AnyOpen => state.is_open() && !matches!(state, OnHold | InternalReview),
            Self::Any => true,
        }
    }
}

/// Where a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// One of these; with more than one, what was found decides.
    One(&'static [State]),
    /// Where it was.
    Same,
    /// Where it was before the pause.
    Held,
}

/// One row of the rule book.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which kinds.
    pub kinds: For,
    /// From which states.
    pub from: From,
    /// What happens.
    pub event: EventId,
    /// To which state.
    pub to: To,
    /// Who may.
    pub who: &'static [Role],
}

const PERSON: &[Role] = &[Applicant, Guardian, Agent];
const PERSON_HELPED: &[Role] = &[Applicant, Guardian, Agent, CommunityWorker];
const PERSON_STREET: &[Role] = &[Applicant, Guardian, Agent, StreetClerk];
const PERSON_STAFF: &[Role] = &[Applicant, Guardian, Agent, CommunityWorker, StreetClerk];
const STREET: &[Role] = &[StreetClerk];
const DISTRICT: &[Role] = &[DistrictReviewer, DistrictApprover];
const STREET_DISTRICT: &[Role] = &[StreetClerk, DistrictReviewer, DistrictApprover];
const CLOCK: &[Role] = &[Timer];

const fn row(kinds: For, from: &'static [State], event: EventId, to: &'static [State], who: &'static [Role]) -> Row {
    Row { kinds, from: From::In(from), event, to: To::One(to), who }
}

const fn same(kinds: For, from: &'static [State], event: EventId, who: &'static [Role]) -> Row {
    Row { kinds, from: From::In(from), event, to: To::Same, who }
}

use For::{Both, Device, Retrofit};

/// The rule book.
pub const ROWS: &[Row] = &[
    // Writing and intake.
    row(Both, &[Draft], E::Submit, &[Submitted], PERSON_HELPED),
    row(Both, &[Draft], E::Lapse, &[Lapsed], CLOCK),
    row(Both, &[Submitted], E::Accept, &[Accepted], STREET),
    row(Both, &[Submitted], E::DeemAccepted, &[Accepted], CLOCK),
    row(Both, &[Submitted], E::AskOnce, &[Supplement], STREET),
    row(Both, &[Submitted], E::Decline, &[NotAccepted], STREET),
    row(Both, &[Supplement], E::Resubmit, &[Submitted], PERSON_HELPED),
    same(Both, &[Supplement], E::Extend, PERSON_STAFF),
    row(Both, &[Supplement], E::Lapse, &[Lapsed], CLOCK),
    row(Both, &[Lapsed], E::Reopen, &[Draft, Supplement], PERSON_STAFF),
    same(
        Both,
        &[Submitted, UnderReview],
        E::ConfirmReason,
        &[StreetClerk, Assessor, DistrictReviewer, DistrictApprover],
    ),
    same(Both, &[NotAccepted, Rejected, Lapsed], E::Tell, STREET_DISTRICT),
    // Visit and assessment.
    row(Retrofit, &[Accepted], E::Book, &[VisitBooked], &[StreetClerk, Assessor]),
    row(Retrofit, &[VisitBooked], E::Missed, &[Accepted, OnHold], &[Assessor]),
    row(Retrofit, &[VisitBooked], E::Record, &[Assessed], &[Assessor]),
    row(Device, &[Accepted], E::Book, &[AssessmentBooked], STREET),
    row(Device, &[AssessmentBooked], E::Missed, &[Accepted, OnHold], &[Assessor, CommunityWorker]),
    row(Device, &[AssessmentBooked], E::Prescribe, &[Assessed], &[Assessor, CommunityWorker]),
    row(Device, &[Accepted], E::SkipAssessment, &[UnderReview], STREET),
    // The plan for a home.
    row(Retrofit, &[Assessed], E::Propose, &[PlanProposed], &[Assessor, DistrictReviewer]),
    row(Retrofit, &[PlanProposed], E::Agree, &[PlanAgreed], PERSON),
    row(Retrofit, &[PlanProposed], E::Object, &[Assessed], PERSON),
    row(Retrofit, &[PlanAgreed], E::Forward, &[UnderReview], STREET),
    row(Device, &[Assessed], E::Forward, &[UnderReview], STREET),
    // Review and decision.
    row(Retrofit, &[UnderReview], E::Query, &[Assessed], &[DistrictReviewer]),
    row(Device, &[UnderReview], E::Query, &[Assessed, Accepted], &[DistrictReviewer]),
    same(Both, &[UnderReview], E::Recommend, &[DistrictReviewer]),
    row(Retrofit, &[UnderReview], E::Approve, &[OnNotice], &[DistrictApprover]),
    row(Device, &[UnderReview], E::Approve, &[Approved], &[DistrictApprover]),
    row(Both, &[UnderReview], E::Reject, &[Rejected], &[DistrictApprover]),
    row(Both, &[UnderReview], E::Wait, &[WaitingList], DISTRICT),
    row(Both, &[WaitingList], E::Recall, &[UnderReview], &[DistrictReviewer, DistrictApprover, Timer]),
    row(Retrofit, &[OnNotice], E::LogObjection, &[UnderReview], &[DistrictReviewer]),
    row(Retrofit, &[OnNotice], E::EndNotice, &[Approved], &[DistrictApprover]),
    // Works at home.
    row(Retrofit, &[Approved], E::Order, &[Ordered], &[DistrictReviewer]),
    row(Retrofit, &[Ordered], E::Start, &[InWorks], &[Contractor]),
    same(Retrofit, &[Ordered, InWorks], E::Assign, &[DistrictReviewer]),
    row(Retrofit, &[InWorks], E::AskChange, &[ChangePending], &[Contractor]),
    row(
        Retrofit,
        &[ChangePending],
        E::AgreeChange,
        &[ChangePending, InWorks],
        &[Applicant, Guardian, Agent, DistrictReviewer, DistrictApprover],
    ),
    row(
        Retrofit,
        &[ChangePending],
        E::RefuseChange,
        &[InWorks],
        &[Applicant, Guardian, Agent, DistrictReviewer, DistrictApprover],
    ),
    row(Retrofit, &[InWorks], E::Done, &[InspectionDue], &[Contractor]),
    row(Retrofit, &[InspectionDue], E::Pass, &[WorksAccepted], &[Inspector]),
    row(Retrofit, &[InspectionDue], E::Fail, &[InWorks], &[Inspector]),
    row(Retrofit, &[WorksAccepted], E::Pay, &[Paid], &[Finance]),
    row(Retrofit, &[Paid, FollowUp], E::FollowUp, &[FollowUp, Closed], &[CommunityWorker]),
    row(Retrofit, &[FollowUp, Closed], E::Defect, &[InWorks], PERSON_STREET),
    // A device that the person buys.
    row(Device, &[Approved], E::ChooseShop, &[ToBuy], PERSON_STAFF),
    row(Device, &[ToBuy], E::FileReceipts, &[ReceiptsIn], PERSON_STAFF),
    row(Device, &[Approved, ToBuy], E::Lapse, &[Lapsed], CLOCK),
    row(Device, &[ReceiptsIn], E::Pay, &[Paid], &[Finance]),
    // A device that is issued, lent, modified or repaired.
    row(Device, &[Approved], E::Order, &[Ordering], &[DistrictReviewer]),
    row(Device, &[Ordering], E::Ready, &[Ready], &[Supplier]),
    row(Device, &[Ready], E::HandOver, &[Delivered], &[Supplier, CommunityWorker]),
    // A device in use.
    row(Device, &[Delivered, Paid], E::Fit, &[FittedTrained], &[Assessor, Supplier]),
    row(Device, &[FittedTrained], E::StartUse, &[InUse], CLOCK),
    row(Device, &[InUse, FollowUp], E::FollowUp, &[FollowUp, Closed, Delivered, Returned], &[CommunityWorker]),
    row(
        Device,
        &[InUse, FollowUp, Closed, ReplacementDue],
        E::Fault,
        &[RepairOpen],
        &[Applicant, Guardian, Agent, CommunityWorker, StreetClerk, Supplier],
    ),
    same(Device, &[RepairOpen, Returned], E::Assign, &[StreetClerk, DistrictReviewer]),
    row(Device, &[RepairOpen], E::Repaired, &[InUse], &[Supplier]),
    row(Device, &[InUse, FollowUp, Closed], E::LifeOver, &[ReplacementDue], CLOCK),
    row(Device, &[ReplacementDue], E::Renew, &[Closed], PERSON_STAFF),
    row(
        Device,
        &[Delivered, FittedTrained, InUse, FollowUp, RepairOpen, ReplacementDue, Closed],
        E::Return,
        &[Returned],
        PERSON_STAFF,
    ),
    row(Device, &[Returned], E::Clean, &[Cleaned], &[Supplier]),
    row(Device, &[Cleaned], E::Stock, &[Stock], &[Supplier, DistrictReviewer]),
    row(Device, &[Returned, Cleaned], E::Scrap, &[Scrapped], &[Supplier, DistrictReviewer]),
    // At any time.
    row(
        Both,
        &[
            Draft,
            Submitted,
            Supplement,
            Accepted,
            VisitBooked,
            AssessmentBooked,
            Assessed,
            PlanProposed,
            PlanAgreed,
            UnderReview,
            WaitingList,
            OnNotice,
            Approved,
            Ordered,
            ToBuy,
            Ordering,
            Ready,
            OnHold,
        ],
        E::Withdraw,
        &[Withdrawn],
        PERSON,
    ),
    Row { kinds: Both, from: From::AnyOpen, event: E::Pause, to: To::One(&[OnHold]), who: PERSON_STREET },
    Row {
        kinds: Both,
        from: From::In(&[OnHold]),
        event: E::Resume,
        to: To::Held,
        who: &[Applicant, Guardian, Agent, StreetClerk, Timer],
    },
    Row { kinds: Both, from: From::AnyOpen, event: E::Cancel, to: To::One(&[Cancelled]), who: STREET_DISTRICT },
    row(Both, &[OnHold, InternalReview], E::Cancel, &[Cancelled], STREET_DISTRICT),
    row(Both, &[NotAccepted, Rejected, Lapsed], E::AskReview, &[InternalReview], PERSON),
    row(Retrofit, &[PlanProposed], E::AskReview, &[InternalReview], PERSON),
    row(
        Both,
        &[InternalReview],
        E::DecideReview,
        &[
            NotAccepted,
            Rejected,
            Lapsed,
            PlanProposed,
            Accepted,
            OnNotice,
            Approved,
            Draft,
            Supplement,
            UnderReview,
            Submitted,
            Assessed,
        ],
        DISTRICT,
    ),
    Row { kinds: Both, from: From::Any, event: E::Complain, to: To::Same, who: PERSON_HELPED },
];

/// The row for this event in this state, if there is one.
pub fn find(kind: Kind, state: State, event: EventId) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.event == event && row.kinds.covers(kind) && row.from.covers(state))
}

/// Everything that can happen in this state and who may do it, in the order of the rule book.
pub fn out_of(kind: Kind, state: State) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.kinds.covers(kind) && row.from.covers(state))
}

/// Everything a role may ever do.
pub fn of_role(role: Role) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.who.contains(&role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_event_has_two_rows_in_one_state() {
        for kind in Kind::ALL {
            for state in State::ALL.iter().filter(|s| s.belongs_to(*kind)) {
                let mut seen = BTreeSet::new();
                for row in out_of(*kind, *state) {
                    assert!(seen.insert(row.event), "{kind} {state} {}", row.event);
                }
            }
        }
    }

    #[test]
    fn every_event_is_declared_and_only_the_clock_lapses() {
        for event in EventId::ALL {
            assert!(ROWS.iter().any(|row| row.event == *event), "{event}");
        }
        for row in ROWS.iter().filter(|row| matches!(row.event, E::Lapse | E::DeemAccepted | E::StartUse | E::LifeOver))
        {
            assert_eq!(row.who, CLOCK);
        }
        let clock: BTreeSet<_> = of_role(Timer).map(|row| row.event).collect();
        for decision in [E::Approve, E::Reject, E::Decline, E::Accept, E::DecideReview, E::Pay, E::Cancel] {
            assert!(!clock.contains(&decision), "{decision}");
        }
    }

    #[test]
    fn the_clock_is_asked_wherever_it_acts() {
        let acts =
            |state: &State| Kind::ALL.iter().any(|kind| out_of(*kind, *state).any(|row| row.who.contains(&Timer)));
        let states: BTreeSet<_> = State::ALL.iter().copied().filter(acts).collect();
        assert_eq!(states, crate::domain::case::clock::TIMED.iter().copied().collect());
    }

    #[test]
    fn readers_change_nothing() {
        assert_eq!(of_role(Role::Auditor).count(), 0);
        assert_eq!(of_role(Role::Admin).count(), 0);
    }

    #[test]
    fn every_state_can_be_reached_and_left_or_has_ended() {
        for kind in Kind::ALL {
            let mut reached = BTreeSet::from([Draft]);
            let mut todo = vec![Draft];
            while let Some(state) = todo.pop() {
                for row in out_of(*kind, state) {
                    if let To::One(targets) = row.to {
                        for target in targets.iter().filter(|t| t.belongs_to(*kind)) {
                            if reached.insert(*target) {
                                todo.push(*target);
                            }
                        }
                    }
                }
            }
            for state in State::ALL.iter().filter(|s| s.belongs_to(*kind)) {
                assert!(reached.contains(state), "{kind} never reaches {state}");
                let leaves = out_of(*kind, *state).any(|row| row.to != To::Same);
                assert!(leaves || state.is_ended(), "{kind} is stuck in {state}");
            }
        }
    }
}
