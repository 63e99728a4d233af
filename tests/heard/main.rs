//! What is heard, seen and felt, key by key: the scripts under `tests/scripts`, and a random walk over every page.

mod by_line;
mod excuses;
mod felt;
mod goals;
mod invariants;
#[path = "../readers/measure.rs"]
mod measure;
mod scripts;
mod twice;
mod walk;
