//! The life of an application: its states, who may do what in each, the clocks that run and the reasons that are given.
//!
//! [`table`] is the rule book and reads like one; [`machine::apply`] is the only way a case changes; [`clock`] knows when
//! something is due and performs what falls due by itself; [`next`] says what happens next and who does it. Everything
//! here is data: words for people are made elsewhere from the ids.

/// A closed list of names: an enum whose values have one fixed id each, the same in code, in files and in the store.
macro_rules! ids {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $id)] $variant,)+ }

        impl $name {
            /// Every value, in the order of the rule book.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The id.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The value with this id.
            pub fn parse(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub mod actor;
pub mod clock;
mod effect;
pub mod event;
pub mod machine;
pub mod next;
pub mod reason;
pub mod receipt;
pub mod refusal;
pub mod role;
pub mod snapshot;
pub mod state;
pub mod table;

#[cfg(test)]
pub(crate) mod scenario;
#[cfg(test)]
mod tests;

pub use actor::{Actor, CaseId, Mandate, PersonId, Place, UserId, Who};
pub use clock::{Deadline, Due, WorkingDays, due, lapses};
pub use event::{Event, EventId};
pub use machine::apply;
pub use next::{Next, NextStep, next};
pub use reason::{Negative, ReasonCode, SupplementCode};
pub use receipt::ReceiptNumber;
pub use refusal::Refusal;
pub use role::Role;
pub use snapshot::{Case, Entry, Step};
pub use state::{Kind, State};
