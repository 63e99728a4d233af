//! The program's behaviour: a model, commands that change it, effects as data, and the tree it shows.
//!
//! Elm in Rust: [`Model::input`] changes the model and returns the cause and the effects; the session performs the
//! effects and hands each [`Outcome`] back with [`Model::outcome`]; [`Model::view`] gives the tree.

pub mod address;
mod command;
pub mod effect;
mod first_start;
mod input;
mod key;
mod lesson;
mod lines;
mod model;
mod page;
mod screen;
pub mod screens;
mod typing;
mod update;
pub mod voice;
mod voicing;

pub use command::{COMMANDS, Command, Spec, Valid};
pub use effect::{Effect, Outcome};
pub use first_start::{Answered, Chosen, FirstStart};
pub use input::Input;
pub use key::Key;
pub use lesson::Lesson;
pub use model::{Front, Model, Own, Place, Setup, Turned, Who};
pub use page::{FEWEST_ROWS, MOST_ROWS, Page, Room, Row};
pub use screen::{Cx, Screen, Step, Weighed};
