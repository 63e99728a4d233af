//! Every script under `tests/scripts`, as it is written and through the other front ends.
//!
//! `ZHUCAN_ACCEPT=1 cargo test --test heard` writes what was heard into the scripts.

use std::fs;
use std::path::{Path, PathBuf};

use zhucan::app::{Front, Key};
use zhucan::rehearse::{self, Beat, Entry, Line, Player, Script};

use crate::invariants::{Before, hold, silent};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "script") {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub fn all() -> Vec<(PathBuf, String, Script)> {
    let found = files(Path::new("tests/scripts"));
    assert!(found.len() >= 14, "the journeys are there in both languages");
    found
        .into_iter()
        .map(|path| {
            let source = fs::read_to_string(&path).expect("a script is text");
            let script = rehearse::parse(&source).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            (path, source, script)
        })
        .collect()
}

/// The same script for line mode, where one entered line is one answer: a number or a text and the Enter behind it
/// are one line, and what was typed wrong is typed again as a whole. So in a script Backspace mends what was typed;
/// going back is `b` or Esc.
pub fn for_line_mode(script: &Script) -> Script {
    let mut beats: Vec<Beat> = Vec::new();
    let mut field = String::new();
    let mut mending = false;
    // A line takes one Enter; the next one is a line of its own.
    let mut entered = false;
    for beat in &script.beats {
        let mut beat = beat.clone();
        match &mut beat.entry {
            Some(Entry::Key(Key::Backspace)) if !field.is_empty() => {
                field.pop();
                mending = true;
                continue;
            }
            Some(Entry::Type(text)) => {
                if !std::mem::take(&mut mending) {
                    field.clear();
                }
                field.push_str(text);
                text.clone_from(&field);
            }
            _ => {}
        }
        let enter = beat.entry == Some(Entry::Key(Key::Enter));
        let joins = !std::mem::take(&mut entered)
            && beats.last().is_some_and(|last| match &last.entry {
                Some(Entry::Type(_)) => true,
                Some(Entry::Key(Key::Char(c))) => c.is_ascii_digit(),
                _ => false,
            });
        if enter
            && joins
            && let Some(last) = beats.last_mut()
        {
            last.expected = beat.expected;
            entered = true;
            continue;
        }
        // What is heard of a number before its Enter is not heard in line mode.
        if let Some(last) = beats.last_mut().filter(|_| !enter && joins) {
            last.expected.clear();
        }
        if matches!(beat.entry, Some(Entry::Key(Key::Char('1'..='9')) | Entry::Type(_))) {
            beat.expected.clear();
        }
        beats.push(beat);
    }
    let mut header = script.header.clone();
    header.front = Front::Line;
    Script { header, beats }
}

fn play(name: &str, script: &Script) -> Vec<Line> {
    let mut player = Player::new(script.header.clone()).expect("a database in memory");
    let mut before = Before::nothing();
    let mut lines = Vec::new();
    for beat in &script.beats {
        let done = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
        if let Err(wrong) = hold(&script.header, &before, beat.entry.as_ref(), &done) {
            panic!("{name}:{}: > {} ({:?}): {wrong}", beat.line, beat.written, script.header.front);
        }
        if script.header.front != Front::Line && !done.line.heard.is_empty() {
            let silent = silent(&before, &done.line, beat.entry.as_ref());
            assert!(silent.is_empty(), "{name}:{}: > {}: {silent:?} say nothing", beat.line, beat.written);
        }
        lines.push(done.line.clone());
        before = before.after(beat.entry.as_ref(), done);
    }
    lines
}

#[test]
fn scripts_are_heard_as_they_are_written() {
    let accept = std::env::var_os("ZHUCAN_ACCEPT").is_some();
    let mut wrong = Vec::new();
    for (path, source, script) in all() {
        let name = path.display().to_string();
        let lines = play(&name, &script);
        if accept {
            fs::write(&path, rehearse::accept(&source, &script, &lines)).expect("the script can be written");
            continue;
        }
        for mismatch in rehearse::check(&script, &lines) {
            wrong.push(format!(
                "{name}:{}: > {}\n  expected {:?}\n  heard    {:?}",
                mismatch.line, mismatch.key, mismatch.expected, mismatch.heard
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scripts_mean_the_same_on_the_screen_of_someone_who_looks() {
    for (path, _, script) in all() {
        if script.header.front != Front::Reader {
            continue;
        }
        let name = path.display().to_string();
        let mut looked = script.clone();
        looked.header.front = Front::Screen;
        let (one, other) = (play(&name, &script), play(&name, &looked));
        for (beat, (one, other)) in script.beats.iter().zip(one.iter().zip(&other)).skip(1) {
            assert!(one.heard == other.heard || beat.expected.is_empty(), "{name}:{}", beat.line);
        }
    }
}

#[test]
fn scripts_mean_the_same_line_by_line() {
    let mut wrong = Vec::new();
    for (path, _, script) in all() {
        if script.header.front != Front::Reader {
            continue;
        }
        let name = path.display().to_string();
        let mut script = for_line_mode(&script);
        // The first line names the mode, which is another one here.
        script.beats[0].expected.clear();
        let lines = play(&name, &script);
        for mismatch in rehearse::check(&script, &lines) {
            wrong.push(format!(
                "{name}:{}: > {}\n  expected {:?}\n  heard    {:?}",
                mismatch.line, mismatch.key, mismatch.expected, mismatch.heard
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn scripts_fit_a_window_of_forty_columns() {
    for (path, _, script) in all() {
        if script.header.front != Front::Reader {
            continue;
        }
        let mut small = script.clone();
        small.header.size = zhucan::front::layout::Size { cols: 40, rows: 12 };
        play(&path.display().to_string(), &small);
    }
}
