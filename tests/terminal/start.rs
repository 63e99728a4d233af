//! The first start, and which front end is used.

use zhucan::app::{Front, Place};
use zhucan::text::{Lang, Text};

use super::office::{Computer, begin_of, say};
use super::pty::find;

const ESCAPE: u8 = 0x1b;

#[test]
fn the_first_start_asks_three_questions_in_plain_lines_and_remembers_the_answers() {
    let computer = Computer::new();
    let mut at = computer.open(&[]);
    // Nobody has said yet which language is understood.
    for lang in [Lang::Zh, Lang::En] {
        at.shows(&Text::new(lang).with("first-how", &[("default", &1_usize)]));
    }
    at.shows("1 中文");
    at.shows("2 English");
    at.send("1\r");
    at.shows(&say("first-terminal"));
    for choice in ["first-look", "first-reader", "first-line", "first-voice"] {
        at.shows(&say(choice));
    }
    at.send("9\r");
    at.shows(&begin_of("first-not-understood", "most"));
    at.send("2\r");
    at.shows(&say("first-computer"));
    assert!(!at.since(0).contains(&ESCAPE), "an escape before the third answer: {}", at.text_since(0));
    assert!(at.is_cooked());
    at.send("1\r");
    at.shows(&say("home-title"));
    assert!(at.since(0).contains(&ESCAPE));
    at.shows(&begin_of("mode-reader", "why"));
    at.send("q");
    at.shows(&say("leave-title"));
    at.send("\r");
    assert_eq!(at.ends(), 0);

    let again = computer.open(&[]);
    again.shows(&say("home-title"));
    assert!(!again.text_since(0).contains(&say("first-terminal")));
    again.shows(&begin_of("mode-reader", "why"));
}

#[test]
fn a_first_start_in_english_goes_on_in_english() {
    let computer = Computer::new();
    let english = |id: &str| Text::new(Lang::En).say(id);
    let mut at = computer.open(&[]);
    at.shows("2 English");
    at.send("2\r");
    at.shows(&english("first-terminal"));
    at.send("1\r");
    at.shows(&english("first-computer"));
    at.send("2\r");
    at.shows(&english("home-title"));
    at.shows(&english("home-staff"));
}

#[test]
fn the_end_of_input_during_the_first_start_leaves_nothing_behind() {
    let computer = Computer::new();
    let mut at = computer.open(&[]);
    at.shows("2 English");
    at.send("1\r");
    at.shows(&say("first-terminal"));
    at.send("\x04");
    assert_eq!(at.ends(), 0);
    assert!(!at.since(0).contains(&ESCAPE));
    let again = computer.open(&[]);
    again.shows("2 English");
}

/// The first minute stands first until somebody has been through it or does not want it, and goes on where it was left.
#[test]
fn the_first_minute_is_offered_until_it_is_done_and_remembers_where_it_was() {
    let computer = Computer::new();
    let mut at = computer.open(&[]);
    at.shows("2 English");
    at.send("1\r");
    at.shows(&say("first-terminal"));
    at.send("2\r");
    at.shows(&say("first-computer"));
    at.send("1\r");
    at.wait_on(&say("home-lesson"));
    at.send("\r");
    at.wait_on(&say("lesson-down"));
    at.send("\x1b[B");
    at.wait_on(&say("lesson-up"));
    at.send("\x1b[A");
    at.wait_on(&say("lesson-choose"));
    // Killed, as by a thunderstorm.
    at.kill();
    let mut again = computer.open(&[]);
    again.wait_on(&say("home-lesson"));
    again.send("\r");
    again.wait_on(&say("lesson-choose"));
    for (key, next) in [("\r", "again"), ("r", "where"), ("w", "more"), ("m", "help"), ("h", "page"), ("a", "field")] {
        again.send(key);
        again.shows(&say(&format!("lesson-{next}")));
    }
    again.send("5\r");
    again.wait_on(&say("lesson-ways"));
    again.send("\t");
    again.shows(&say("lesson-title-done"));
    again.send("\r");
    again.wait_on(&say("home-browse"));
    assert!(again.rows().iter().all(|row| !row.contains(&say("home-lesson"))), "{:?}", again.rows());
    again.kill();
    let later = computer.open(&[]);
    later.wait_on(&say("home-browse"));
    assert!(later.rows().iter().all(|row| !row.contains(&say("home-lesson"))), "{:?}", later.rows());
}

#[test]
fn a_flag_chooses_the_front_end_for_once() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    for (flag, mode) in [("--reader", "mode-reader"), ("--screen", "mode-screen"), ("--line", "mode-line")] {
        let at = computer.open(&[flag]);
        at.shows(&begin_of(mode, "why"));
        at.shows(&say("mode-flag"));
        at.shows(&say("home-settings"));
        assert_eq!(at.since(0).contains(&ESCAPE), flag != "--line", "{flag}");
        // Only for someone who looks a row is drawn in reverse.
        assert_eq!(find(&at.since(0), b"\x1b[7m"), flag == "--screen", "{flag}");
    }
    let at = computer.open(&[]);
    at.shows(&begin_of("mode-reader", "why"));
    at.shows(&say("mode-saved"));
}

#[test]
fn what_the_environment_asks_for_and_a_terminal_lacks_leads_to_line_mode() {
    for (name, value, why) in [("ACCESSIBLE", "1", "mode-accessible"), ("TERM", "dumb", "mode-dumb")] {
        let computer = Computer::chosen(Front::Screen, Place::Own).with(name, value);
        let mut at = computer.open(&[]);
        at.shows(&begin_of("mode-line", "why"));
        at.shows(&say(why));
        at.shows(&say("home-settings"));
        assert!(!at.since(0).contains(&ESCAPE), "{name}");
        at.send("\x04");
        assert_eq!(at.ends(), 0);
        assert!(!at.since(0).contains(&ESCAPE), "{name}");
    }
}

#[test]
fn without_a_terminal_lines_are_read_and_written_until_they_end() {
    let computer = Computer::chosen(Front::Screen, Place::Own);
    let out = computer.run(&[], "");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let told = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(told.contains(&say("home-title")) && told.contains(&say("mode-pipe")), "{told}");
    assert!(!told.contains('\x1b'));

    let out = computer.run(&["--screen"], "1\nq\n1\n");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let told = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(told.contains(&say("browse-title")) && told.contains(&say("goodbye")), "{told}");
    assert!(!told.contains('\x1b'));

    let first = Computer::new().run(&[], "2\n");
    assert_eq!(first.status.code(), Some(0), "{first:?}");
}
