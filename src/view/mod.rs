//! What a screen means: a small accessibility tree, its invariants, and what is heard when it changes.
//!
//! Nothing here knows the domain, a language or a terminal. Whatever is not in the tree does not exist: it is not
//! seen, heard or felt. Roles are named as in ARIA and `AccessKit`, so that an adapter stays small.

mod announce;
mod invariants;
mod node;

pub use announce::{Ask, Cause, Edit, Part, Utterance, announce, node_parts, page_changed};
pub use invariants::{Broken, check, is_drawing};
pub use node::{Fault, Live, Node, NodeId, Position, Role, State, View};
