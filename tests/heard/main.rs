//! What is heard, seen and felt, key by key: the scripts under `tests/scripts`, and a random walk over every page.
#![allow(clippy::similar_names, reason = "a player, and what it played")]

mod aloud;
mod by_line;
mod excuses;
mod felt;
mod goals;
mod help;
mod invariants;
mod kind;
#[path = "../readers/measure.rs"]
mod measure;
mod modes;
mod once;
mod practice;
mod scripts;
mod spoken;
mod twice;
mod voice;
mod walk;
