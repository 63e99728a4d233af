//! Who acts on a case, in which role and by what right.

use super::{EventId, Role};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

macro_rules! number {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number! {
    /// A case, by its row in this store.
    CaseId
}
number! {
    /// A resident, by the row in this store.
    PersonId
}
number! {
    /// A member of staff or of a firm, by the row in this store.
    UserId
}

/// Somebody, or something, that acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// A resident: the applicant, a guardian, an agent.
    Person(PersonId),
    /// Staff.
    User(UserId),
    /// A term that ran out.
    Timer,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Timer => f.write_str("timer"),
        }
    }
}

impl Who {
    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            Some(("person", id)) => Some(Self::Person(PersonId(id.parse().ok()?))),
            Some(("user", id)) => Some(Self::User(UserId(id.parse().ok()?))),
            None if text == "timer" => Some(Self::Timer),
            _ => None,
        }
    }
}

ids! {
    /// Where an act took place.
    Place {
        /// At a counter.
        Counter = "counter",
        /// At the person's home.
        HomeVisit = "home-visit",
        /// By this program, telephone or post.
        Remote = "remote",
    }
}

/// The right to act for somebody else: guardianship, a consent, a power of attorney.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// For whom.
    pub person: PersonId,
    /// First day.
    pub from: NaiveDate,
    /// Last day, if it ends.
    pub until: Option<NaiveDate>,
    /// What the consent lists; `None` is everything the role may do.
    pub scope: Option<BTreeSet<EventId>>,
}

/// Who acts now, with everything the rules need to know about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub who: Who,
    /// In which role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Staff: their own record as a resident, if they have one.
    pub person: Option<PersonId>,
    /// Staff: declared relatives.
    pub relatives: BTreeSet<PersonId>,
    /// By which right they act for another.
    pub mandate: Option<Mandate>,
    /// Contractors and suppliers they are tied to by money or family.
    pub tied_to: BTreeSet<UserId>,
    /// The version of the case they had before them.
    pub saw: u32,
}

impl Actor {
    /// Somebody in a role who saw version `saw`, acting remotely, with no ties.
    pub fn new(who: Who, role: Role, saw: u32) -> Self {
        let person = match who {
            Who::Person(id) => Some(id),
            Who::User(_) | Who::Timer => None,
        };
        Self {
            who,
            role,
            place: Place::Remote,
            person,
            relatives: BTreeSet::new(),
            mandate: None,
            tied_to: BTreeSet::new(),
            saw,
        }
    }

    /// A resident acting for themselves.
    pub fn applicant(id: PersonId, saw: u32) -> Self {
        Self::new(Who::Person(id), Role::Applicant, saw)
    }

    /// Staff in a role.
    pub fn staff(id: UserId, role: Role, saw: u32) -> Self {
        Self::new(Who::User(id), role, saw)
    }

    /// The same, acting by a mandate.
    #[must_use]
    pub fn with_mandate(mut self, mandate: Mandate) -> Self {
        self.mandate = Some(mandate);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reads_back() {
        for who in [Who::Person(PersonId(3)), Who::User(UserId(9)), Who::Timer] {
            assert_eq!(Who::parse(&who.to_string()), Some(who));
        }
        for bad in ["", "user", "user:x", "clock", "person:1:2"] {
            assert_eq!(Who::parse(bad), None, "{bad}");
        }
    }
}
