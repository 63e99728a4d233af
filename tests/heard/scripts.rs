//! Every script under `tests/scripts`, as it is written and through the other front ends.
//!
//! `ZHUCAN_ACCEPT=1 cargo test --test heard` writes what was heard into the scripts.

use std::fs;
use std::path::{Path, PathBuf};

use zhucan::app::Front;
use zhucan::rehearse::{self, Line, Player, Script};
use zhucan::text::Text;

use crate::by_line::for_line_mode;
use crate::invariants::{Before, hold, silent};
use crate::modes::said_in;

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

pub fn play(name: &str, script: &Script) -> Vec<Line> {
    let mut player = Player::new(script.header.clone()).expect("a database in memory");
    let mut before = Before::nothing();
    let mut lines = Vec::new();
    for beat in &script.beats {
        let done = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
        if let Err(wrong) = hold(&script.header, player.lang(), &before, beat.entry.as_ref(), &done) {
            panic!("{name}:{}: > {} ({:?}): {wrong}", beat.line, beat.written, script.header.front);
        }
        if script.header.front != Front::Line && !done.line.heard.is_empty() && !done.own.blank {
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
            let expected: Vec<String> =
                one.heard.iter().map(|words| said_in(Front::Screen, script.header.lang, words)).collect();
            // The question how one uses the terminal offers another answer first.
            let asks = one.heard.first() == Some(&Text::new(script.header.lang).say("first-terminal"));
            let agrees = expected == other.heard || beat.expected.is_empty() || asks;
            assert!(agrees, "{name}:{}\n{expected:?}\n{:?}", beat.line, other.heard);
        }
    }
}

/// The first minute asks for other things in each front end, so it is no script for line mode; with a reader it asks for
/// the same as for somebody who looks.
#[test]
fn the_first_minute_is_heard_with_a_reader() {
    let mut played = 0;
    for (path, _, mut script) in all() {
        let name = path.display().to_string();
        if !name.ends_with("p-first-minute.script") {
            continue;
        }
        assert_eq!(script.header.front, Front::Screen);
        for cols in [80, 40] {
            script.header.front = Front::Reader;
            script.header.size.cols = cols;
            let lines = play(&name, &script);
            assert_eq!(rehearse::check(&script, &lines), [], "{name} in {cols} columns");
        }
        played += 1;
    }
    assert_eq!(played, 2);
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
        let lang = script.header.lang;
        for words in script.beats.iter_mut().flat_map(|beat| &mut beat.expected) {
            *words = said_in(Front::Line, lang, words);
        }
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
