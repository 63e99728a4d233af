//! The roles a person can act in, and what a role reaches.

ids! {
    /// In which role somebody acts. What a role may do to a case is in [`super::table`].
    Role {
        /// The resident whose application it is.
        Applicant = "applicant",
        /// Guardian of a minor or of an adult under guardianship.
        Guardian = "guardian",
        /// Acts by a signed or recorded consent, within what it lists.
        Agent = "agent",
        /// Disability worker of a community: helps, never decides.
        CommunityWorker = "community_worker",
        /// Intake at the street office.
        StreetClerk = "street_clerk",
        /// Visits, measures, recommends.
        Assessor = "assessor",
        /// Reviews at the district Federation.
        DistrictReviewer = "district_reviewer",
        /// Decides at the district Federation.
        DistrictApprover = "district_approver",
        /// Does the works.
        Contractor = "contractor",
        /// Supplies and repairs devices.
        Supplier = "supplier",
        /// Accepts the works together with the resident.
        Inspector = "inspector",
        /// Settles and pays.
        Finance = "finance",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
        /// Users, calendars, backups; not the cases.
        Admin = "admin",
        /// The calendar itself: reminders and lapses, no decisions.
        Timer = "timer",
    }
}

/// Which cases a role can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The person's own.
    Own,
    /// Those a mandate or consent names.
    WithMandate,
    /// Those ordered from this contractor or supplier, with the least data.
    Assigned,
    /// All that have been handed in.
    HandedIn,
    /// None by default.
    Nothing,
}

impl Role {
    /// Acts for the person who applies: the person, a guardian, an agent.
    pub const fn is_applicant_side(self) -> bool {
        matches!(self, Self::Applicant | Self::Guardian | Self::Agent)
    }

    /// Acts for an office or a firm, so the rule "nobody on an own or a relative's case" binds.
    pub const fn is_staff(self) -> bool {
        !self.is_applicant_side() && !matches!(self, Self::Timer)
    }

    /// Which cases this role sees.
    pub const fn reach(self) -> Reach {
        match self {
            Self::Applicant => Reach::Own,
            Self::Guardian | Self::Agent | Self::CommunityWorker => Reach::WithMandate,
            Self::Contractor | Self::Supplier => Reach::Assigned,
            Self::StreetClerk
            | Self::Assessor
            | Self::DistrictReviewer
            | Self::DistrictApprover
            | Self::Inspector
            | Self::Finance
            | Self::Auditor
            | Self::Timer => Reach::HandedIn,
            Self::Admin => Reach::Nothing,
        }
    }

    /// May see income and diagnosis. Those who build or deliver need neither.
    pub const fn sees_sensitive(self) -> bool {
        !matches!(self, Self::Contractor | Self::Supplier | Self::Inspector | Self::Admin | Self::Timer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back() {
        assert_eq!(Role::ALL.len(), 15);
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(*role));
        }
        assert_eq!(Role::parse("clerk"), None);
    }

    #[test]
    fn firms_see_only_what_they_are_given() {
        for role in [Role::Contractor, Role::Supplier] {
            assert_eq!(role.reach(), Reach::Assigned);
            assert!(!role.sees_sensitive());
        }
    }
}
