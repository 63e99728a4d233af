//! The two kinds of application and the states they pass through.

ids! {
    /// What is applied for.
    Kind {
        /// Accessibility works at home, article 17 of 西政发〔2011〕18号.
        Retrofit = "retrofit",
        /// An assistive device, article 5 of the same.
        Device = "device",
    }
}

ids! {
    /// Where a case stands.
    State {
        /// Being filled in.
        Draft = "draft",
        /// Handed in, waiting for intake.
        Submitted = "submitted",
        /// Papers were asked for, in one list.
        Supplement = "supplement",
        /// Taken on; the clock runs.
        Accepted = "accepted",
        /// Retrofit: a visit has been agreed.
        VisitBooked = "visit-booked",
        /// Device: an assessment has been agreed.
        AssessmentBooked = "assessment-booked",
        /// Measured, or the device is prescribed.
        Assessed = "assessed",
        /// Retrofit: the plan is with the resident.
        PlanProposed = "plan-proposed",
        /// Retrofit: the resident said yes to the plan.
        PlanAgreed = "plan-agreed",
        /// With the district.
        UnderReview = "under-review",
        /// The year's money is spent: waits with its date, not rejected.
        WaitingList = "waiting-list",
        /// Retrofit: the public notice runs.
        OnNotice = "on-notice",
        /// Approved.
        Approved = "approved",
        /// Retrofit: the works are ordered.
        Ordered = "ordered",
        /// Retrofit: the works are under way.
        InWorks = "in-works",
        /// Retrofit: the contractor asked for a change.
        ChangePending = "change-pending",
        /// Retrofit: done, waiting for acceptance.
        InspectionDue = "inspection-due",
        /// Retrofit: accepted together with the resident.
        WorksAccepted = "works-accepted",
        /// Device: the person buys.
        ToBuy = "to-buy",
        /// Device: bought, invoice handed in.
        ReceiptsIn = "receipts-in",
        /// Device: ordered from stock or a supplier.
        Ordering = "ordering",
        /// Device: ready to be handed over.
        Ready = "ready",
        /// Device: with the person.
        Delivered = "delivered",
        /// Settled or subsidy paid.
        Paid = "paid",
        /// Device: fitted, and its use was shown.
        FittedTrained = "fitted-trained",
        /// Device: in use, its service life runs.
        InUse = "in-use",
        /// Device: a fault was reported.
        RepairOpen = "repair-open",
        /// Device: its service life ends soon.
        ReplacementDue = "replacement-due",
        /// Device: given back.
        Returned = "returned",
        /// Device: cleaned and checked.
        Cleaned = "cleaned",
        /// A first visit afterwards has been made.
        FollowUp = "follow-up",
        /// Waits, for a reason; nothing is lost.
        OnHold = "on-hold",
        /// A decision is being looked at again.
        InternalReview = "internal-review",
        /// Finished. A device may still be in use.
        Closed = "closed",
        /// Device: back in stock for somebody else.
        Stock = "stock",
        /// Device: no longer usable.
        Scrapped = "scrapped",
        /// Not taken on, with a reason and another place to go.
        NotAccepted = "not-accepted",
        /// Rejected, with a reason, an article and ways to have it reviewed.
        Rejected = "rejected",
        /// Taken back by the person.
        Withdrawn = "withdrawn",
        /// A term passed.
        Lapsed = "lapsed",
        /// Without object: moved away, died, found twice.
        Cancelled = "cancelled",
    }
}

impl State {
    /// No further step is expected of anybody.
    pub const fn is_ended(self) -> bool {
        matches!(
            self,
            Self::Closed
                | Self::Stock
                | Self::Scrapped
                | Self::NotAccepted
                | Self::Rejected
                | Self::Withdrawn
                | Self::Lapsed
                | Self::Cancelled
        )
    }

    /// Somebody still has something to do.
    pub const fn is_open(self) -> bool {
        !self.is_ended()
    }

    /// Whether a case of this kind can be in this state.
    pub const fn belongs_to(self, kind: Kind) -> bool {
        let retrofit_only = matches!(
            self,
            Self::VisitBooked
                | Self::PlanProposed
                | Self::PlanAgreed
                | Self::OnNotice
                | Self::Ordered
                | Self::InWorks
                | Self::ChangePending
                | Self::InspectionDue
                | Self::WorksAccepted
        );
        let device_only = matches!(
            self,
            Self::AssessmentBooked
                | Self::ToBuy
                | Self::ReceiptsIn
                | Self::Ordering
                | Self::Ready
                | Self::Delivered
                | Self::FittedTrained
                | Self::InUse
                | Self::RepairOpen
                | Self::ReplacementDue
                | Self::Returned
                | Self::Cleaned
                | Self::Stock
                | Self::Scrapped
        );
        match kind {
            Kind::Retrofit => !device_only,
            Kind::Device => !retrofit_only,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_and_are_unique() {
        let ids: std::collections::BTreeSet<_> = State::ALL.iter().map(|s| s.as_str()).collect();
        assert_eq!(ids.len(), State::ALL.len());
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(*state));
            let json = serde_json::to_string(state).unwrap();
            assert_eq!(json, format!("\"{state}\""));
        }
    }

    #[test]
    fn every_state_belongs_somewhere() {
        for state in State::ALL {
            assert!(Kind::ALL.iter().any(|kind| state.belongs_to(*kind)), "{state}");
        }
    }
}
