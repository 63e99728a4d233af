//! What people take along: the content of every entry and of receipts in each form, made by the real programs where a
//! form needs one, from the command line and from the pages.
#![cfg(unix)]

mod braille;
mod command;
mod content;
mod pages;
#[path = "../real/mod.rs"]
#[allow(dead_code, reason = "other tests of real programs need more of it")]
mod real;
mod sound;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use zhucan::domain::rate::RateTable;
use zhucan::domain::shipped;
use zhucan::text::handout::{Handout, Part, entry};
use zhucan::text::{Lang, Text};

/// The day of these tests.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day")
}

/// Every entry in a language.
fn entries(lang: Lang) -> Vec<Handout> {
    let (text, rates) = (Text::new(lang), RateTable::new(shipped::rates(), Vec::new()));
    let all = shipped::catalogue(day());
    assert_eq!(all.len(), 115);
    all.into_iter().map(|one| entry(&text, one, day(), &rates, None)).collect()
}

/// A small handout.
fn handout(lang: Lang, title: &str, words: &[&str]) -> Handout {
    let parts = words.iter().map(|words| Part::Paragraph((*words).to_owned())).collect();
    Handout { lang, stem: "small".into(), title: title.into(), parts }
}

/// Writes a program. It is written by another one: a file that a process with several threads writes itself may still be
/// open in one of its children when it is to be run.
fn program(file: &Path, script: &str) {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "cat > \"$0\" && chmod 755 \"$0\""]).arg(file).stdin(Stdio::piped());
    let mut child = command.spawn().expect("a shell");
    let text = format!("#!/bin/sh\n{script}\n");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    assert!(child.wait().expect("it ends").success());
}
