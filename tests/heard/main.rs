//! What is heard, seen and felt, key by key: the scripts under `tests/scripts`, and a random walk over every page.

mod aloud;
mod by_line;
mod help;
mod invariants;
mod once;
mod practice;
mod scripts;
mod spoken;
mod voice;
mod walk;
