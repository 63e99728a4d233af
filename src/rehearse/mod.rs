//! Plays a script without a terminal and tells, key by key, what is heard, where the cursor stands, how many bytes are
//! written, and what each screen reader would say.

mod player;
pub mod readers;
mod script;
pub mod stage;
pub mod terminal;

use std::fmt::Write as _;

use serde::Serialize;

pub use player::{Played, Player};
pub use script::{As, Beat, Data, Entry, Header, Script, ScriptFault, arrow_echo, letter_echo, parse};

use readers::Readers;

/// What has the focus, as `--json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Focus {
    /// ARIA role.
    pub role: String,
    /// Name.
    pub name: String,
    /// Value, where it has one.
    pub value: Option<String>,
}

/// One beat as it was played, as `--json` prints it: one object a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The entry as it is written; `start` for the start.
    pub key: String,
    /// What is heard.
    pub heard: Vec<String>,
    /// What has the focus.
    pub focus: Focus,
    /// Text of the cursor's row.
    pub row: String,
    /// Row and column, from 0.
    pub cursor: [u16; 2],
    /// Bytes the front end wrote.
    pub bytes: usize,
    /// What each reader would say.
    pub readers: Readers,
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Line of the entry in the script; 0 for the start.
    pub line: usize,
    /// The entry.
    pub key: String,
    /// What the script says.
    pub expected: Vec<String>,
    /// What was heard.
    pub heard: Vec<String>,
}

/// In an expectation: any number of lines.
const ANYTHING: &str = "...";

/// Compares what was heard with what the script says.
pub fn check(script: &Script, lines: &[Line]) -> Vec<Mismatch> {
    script
        .beats
        .iter()
        .zip(lines)
        .filter(|(beat, line)| !beat.expected.is_empty() && !matches(&beat.expected, &line.heard))
        .map(|(beat, line)| Mismatch {
            line: beat.line,
            key: beat.written.clone(),
            expected: beat.expected.clone(),
            heard: line.heard.clone(),
        })
        .collect()
}

fn matches(expected: &[String], heard: &[String]) -> bool {
    match expected.split_first() {
        None => heard.is_empty(),
        Some((first, rest)) if first == ANYTHING => (0..=heard.len()).any(|skip| matches(rest, &heard[skip..])),
        Some((first, rest)) => {
            heard.split_first().is_some_and(|(line, more)| line.trim_end() == first && matches(rest, more))
        }
    }
}

/// The script with what was heard in place of what was expected. Where nothing is expected nothing is put, and what
/// stands for anything stays.
pub fn accept(source: &str, script: &Script, lines: &[Line]) -> String {
    let mut out = String::new();
    let mut beats = script.beats.iter().zip(lines);
    let mut current = beats.next();
    let mut in_header = true;
    let flush = |current: &mut Option<(&Beat, &Line)>, out: &mut String| {
        if let Some((beat, line)) = current.take() {
            if beat.expected.is_empty() {
                return;
            }
            let kept = if matches(&beat.expected, &line.heard) { &beat.expected } else { &line.heard };
            for words in kept {
                let _ = writeln!(out, "{words}");
            }
        }
    };
    for text in source.lines() {
        if in_header {
            in_header = !text.trim_end().is_empty();
            let _ = writeln!(out, "{text}");
        } else if text.starts_with('>') {
            flush(&mut current, &mut out);
            current = beats.next();
            let _ = writeln!(out, "{text}");
        } else if text.starts_with('#') || text.trim().is_empty() {
            flush(&mut current, &mut out);
            let _ = writeln!(out, "{text}");
        }
    }
    flush(&mut current, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn dots_stand_for_any_lines() {
        let heard = list(&["a", "b", "c"]);
        assert!(matches(&list(&["a", "b", "c"]), &heard));
        assert!(matches(&list(&["a", "..."]), &heard));
        assert!(matches(&list(&["...", "c"]), &heard));
        assert!(matches(&list(&["..."]), &[]));
        assert!(!matches(&list(&["a", "c"]), &heard));
        assert!(!matches(&list(&["...", "b"]), &heard));
    }
}
