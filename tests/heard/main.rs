//! What is heard, seen and felt, key by key: the scripts under `tests/scripts`, and a random walk over every page.

mod aloud;
mod by_line;
mod excuses;
mod felt;
mod goals;
mod help;
mod invariants;
#[path = "../readers/measure.rs"]
mod measure;
mod once;
mod practice;
mod scripts;
mod spoken;
mod voice;
mod walk;
