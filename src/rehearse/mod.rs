//! Rehearsal: a script of keys is played without a terminal, and models of the screen readers tell
//! what each of them would say or show. Nothing here draws or decides; it only listens.

pub mod readers;
pub mod terminal;
