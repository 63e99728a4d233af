//! The program behind real screen readers: every journey, in both languages, on the screen and line by line, with what
//! the reader said after every key.
#![cfg(unix)]
#![allow(clippy::similar_names, reason = "a player, and what it played")]

#[path = "../heard/by_line.rs"]
mod by_line;
mod excuses;
mod goals;
mod journey;
#[path = "../heard/kind.rs"]
mod kind;
mod measure;
mod models;
#[path = "../terminal/pty.rs"]
#[allow(dead_code, reason = "the tests at the terminal need more of it")]
mod pty;
mod reader;
#[path = "../real/mod.rs"]
mod real;
mod recorded;
mod run;
#[path = "../ssip/mod.rs"]
#[allow(dead_code, reason = "tests of the program's own voice need more of it")]
mod ssip;
mod table;
