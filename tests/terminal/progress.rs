//! Long work speaks before it is done: a file that is far too large is taken in, at the command line and in the program.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::Duration;

use zhucan::app::{Front, Place};
use zhucan::text::{Lang, Text};

use super::office::{Computer, say};
use super::pty::{Pty, find};

/// Enough that reading it takes seconds.
const MEGABYTES: usize = 64;

/// A file that is read to its end before anybody knows that it is none of ours.
fn large(computer: &Computer) -> PathBuf {
    let path = computer.home().join("large.zhucan");
    let mut file = BufWriter::new(File::create(&path).expect("a file"));
    write!(file, "{{\"format\":\"").expect("it can be written");
    for _ in 0..MEGABYTES {
        file.write_all(&vec![b'x'; 1 << 20]).expect("it can be written");
    }
    write!(file, "\"}}").expect("it can be written");
    path
}

/// What is said of the import, in order: that it goes on, and the quarters.
fn sentences() -> Vec<String> {
    let text = Text::new(Lang::Zh);
    let work = text.say("work-import");
    let quarters = ["25", "50", "75"];
    let quarters = quarters.map(|percent| text.with("progress-quarter", &[("work", &work), ("percent", &percent)]));
    [text.with("progress-begun", &[("work", &work)])].into_iter().chain(quarters).collect()
}

/// That it goes on is said once and before everything else; quarters come in their order, each at most once.
fn in_order(said: &str) {
    let places: Vec<Option<usize>> = sentences().iter().map(|words| said.find(words.as_str())).collect();
    assert!(places[0].is_some(), "{said}");
    let found: Vec<usize> = places.into_iter().flatten().collect();
    assert!(found.len() >= 2 && found.is_sorted(), "{said}");
    for words in sentences() {
        assert!(said.matches(words.as_str()).count() <= 1, "{words} twice in {said}");
    }
}

#[test]
fn a_large_file_is_taken_in_aloud_at_the_command_line() {
    let computer = Computer::chosen(Front::Line, Place::Office);
    computer.staff();
    let file = large(&computer).display().to_string();
    let out = computer.run(&["case", "import", &file, "--as", "clerk"], "clerk-passphrase\n");
    let said = String::from_utf8(out.stderr).expect("UTF-8");
    in_order(&said);
    assert!(said.trim_end().ends_with(&say("import-not-ours")), "{said}");
    assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 0));
}

/// Signs a clerk in and opens the page for files.
fn at_the_import_page(at: &mut Pty, end: &str) {
    at.writes(0, &say("home-staff"));
    for (entered, next) in [
        ("6", say("sign-in-staff-name")),
        ("clerk", say("sign-in-staff-secret")),
        ("clerk-passphrase", say("home-import")),
        ("5", say("import-label")),
    ] {
        let mark = at.mark();
        at.send(format!("{entered}{end}"));
        at.writes(mark, &next);
        at.quiet(Duration::from_millis(100));
    }
}

#[test]
fn a_large_file_is_taken_in_aloud_in_the_program() {
    for (front, flag, end) in [(Front::Reader, "--reader", "\r"), (Front::Line, "--line", "\n")] {
        let computer = Computer::chosen(front, Place::Office);
        computer.staff();
        let file = large(&computer).display().to_string();
        let mut at = computer.open(&[flag]);
        at_the_import_page(&mut at, end);
        let mark = at.mark();
        at.send(format!("{file}{end}"));
        at.writes(mark, &sentences()[0]);
        let refused = say("import-not-ours");
        // A quarter that was passed before anybody was told is not said; each wait has its own patience.
        for words in sentences().into_iter().skip(1).chain([refused.clone()]) {
            let has = |bytes: &[u8], words: &str| find(&bytes[mark..], words.as_bytes());
            at.wait(&words, |_, bytes| has(bytes, &words) || has(bytes, &refused));
        }
        let said = at.text_since(mark);
        in_order(&said);
        assert!(said.contains(&refused), "{front:?}: {said}");
    }
}

/// A speech program that takes its time and then fails.
fn slow_speech(computer: Computer) -> Computer {
    let folder = computer.home().join("programs");
    fs::create_dir(&folder).expect("a folder");
    let program = folder.join("espeak-ng");
    fs::write(&program, "#!/bin/sh\nsleep 2\nexit 1\n").expect("it can be written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be set");
    let path = format!("{}:/usr/bin:/bin", folder.display());
    computer.with("PATH", &path)
}

#[test]
fn another_program_that_takes_its_time_is_not_waited_for_in_silence() {
    let text = Text::new(Lang::Zh);
    let begun = text.with("progress-begun", &[("work", &text.say("work-take"))]);
    let failed = text.with("take-failed", &[("program", &"espeak-ng")]);
    let computer = slow_speech(Computer::chosen(Front::Line, Place::Own));
    let out = computer.run(&["paper", "entry", "child-living-allowance", "--format", "audio"], "");
    let said = String::from_utf8(out.stderr).expect("UTF-8");
    assert!(out.status.code() == Some(1) && said.starts_with(&begun) && said.contains(&failed), "{said}");
    let lines = ["home-browse", "browse-all", "1", "take-row", "take-audio"];
    let lines = lines.map(|id| if id == "1" { id.to_owned() } else { say(id) });
    let out = computer.run(&[], &(lines.join("\n") + "\n"));
    let said = String::from_utf8(out.stdout).expect("UTF-8").replace('\n', "");
    let (begun, failed) = (said.find(&begun), said.find("espeak-ng"));
    assert!(begun.is_some() && failed > begun, "{said}");
}
