//! Whether somebody may have a programme, as far as it can be known from the facts given.
//!
//! The rules are data ([`super::data::rule`]); here they are decided for a day in three-valued logic (strong Kleene):
//! what is unknown stays unknown and never turns into "no". So a verdict, once there, is not changed by any further
//! fact, the order of the facts does not matter, and a refusal always has a condition that is not met.

mod facts;
mod inquiry;
mod known;
mod read;
mod ruleset;
mod state;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use facts::{FactFault, FactValue, Facts};
pub use inquiry::{Condition, Conditions, Inquiry, Screening, Stated, Verdict};
pub use known::{Cell, Known};
pub use read::{FactReader, Misread, ReadFault};
pub use ruleset::{Contradiction, Ready, Ruleset, Settled};
pub use state::State;
