//! What is heard, seen and felt, key by key: the scripts under `tests/scripts`, and a random walk over every page.

mod by_line;
mod invariants;
mod scripts;
mod walk;
