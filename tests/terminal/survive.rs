//! Killed, hung up on, resized, interrupted: nothing that was typed is lost and the terminal is put back.

use std::thread;
use std::time::Duration;

use zhucan::app::{Front, Place};

use super::office::{Applicant, Computer, Way, begin_of, question, say};
use super::pty::Pty;

/// Somebody in the middle of an application: at the question of the address, everything before it answered.
fn in_the_middle(computer: &Computer) -> Pty {
    let mut at = computer.open(&[]);
    Applicant::begin(&mut at, Way::Keys);
    Applicant::default().fill(&mut at, Way::Keys, "device", Some("person.address"));
    at
}

fn label(id: &str) -> String {
    question("person", id).label.zh.clone()
}

/// Starts again, takes the first row, and stands where it was left.
fn go_on(computer: &Computer) -> Pty {
    let mut at = computer.open(&[]);
    at.shows(&say("home-resume"));
    assert!(at.cursor_row().contains(&say("home-resume")), "the first row offers to go on: {}", at.cursor_row());
    at.send("\r");
    let resumed = begin_of("apply-resumed", "question");
    let ask = question("person", "person.address").ask.zh.clone();
    let left_at = format!("{resumed}{ask}");
    at.wait("the question it was left at", |rows, _| rows.iter().any(|row| row.contains(&left_at)));
    at
}

/// Everything answered before the address, looked at by going back question by question.
fn all_answers_are_there(at: &mut Pty) {
    for (id, shown) in [
        ("person.community", say("part-selected")),
        ("person.subdistrict", say("part-selected")),
        ("person.register", say("part-selected")),
        ("person.certificate", "11019919650311001843".to_owned()),
        ("person.id_number", "110199196503110018".to_owned()),
        ("person.name", Applicant::default().name.to_owned()),
    ] {
        at.send("\x1b");
        let ask = &question("person", id).ask.zh;
        at.wait(ask, |rows, _| rows[0].contains(ask.as_str()));
        at.shows(&shown);
    }
}

#[test]
fn killed_in_the_middle_of_a_question_everything_answered_is_there() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = in_the_middle(&computer);
    at.send("样例");
    at.shows("样例");
    at.kill();
    drop(at);
    let mut at = go_on(&computer);
    all_answers_are_there(&mut at);
}

#[test]
fn hung_up_on_even_the_half_typed_text_is_there() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = in_the_middle(&computer);
    at.send("样例胡同");
    at.shows("样例胡同");
    at.hang_up();
    at.ends_any();
    drop(at);
    let mut at = go_on(&computer);
    at.shows(&format!("{}：样例胡同", label("person.address")));
    all_answers_are_there(&mut at);
}

#[test]
fn a_window_of_another_size_gets_the_page_again_with_the_text_in_it() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = in_the_middle(&computer);
    at.send("样例胡同");
    at.shows("样例胡同");
    at.resize(12, 40);
    let row = format!("{}：样例胡同", label("person.address"));
    let drawn = |rows: &[String]| {
        rows[0] == question("person", "person.address").ask.zh
            && rows[1] == row
            && rows[2].is_empty()
            && rows[3] == say("row-commands")
            && rows[4] == say("row-back")
            && rows[5..].iter().all(String::is_empty)
    };
    at.wait("the page at 40x12", |rows, _| rows.len() == 12 && drawn(rows));
    let end = u16::try_from(zhucan::text::columns(&row)).expect("it fits");
    at.wait_cursor((1, end));
    at.send("一号");
    at.shows("样例胡同一号");

    at.resize(3, 10);
    let words: String = say("window-too-small").chars().take(4).collect();
    at.shows(&words);
    at.resize(24, 80);
    at.shows(&format!("{row}一号"));
    at.send("\r");
    let next = &question("person", "person.residence").ask.zh;
    at.wait(next, |rows, _| rows[0].contains(next.as_str()));
}

#[test]
fn a_window_that_is_tiny_or_tells_no_size_does_no_harm() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut tiny = computer.open_at(&[], 3, 10);
    let words: String = say("window-too-small").chars().take(4).collect();
    tiny.shows(&words);
    let mark = tiny.mark();
    tiny.send("jjk\x1b[B?");
    tiny.writes(mark, &words);
    tiny.resize(24, 80);
    tiny.shows(&say("row-back"));
    tiny.send("\x03");
    assert_eq!(tiny.ends(), 130);

    let mut unknown = computer.open_at(&[], 0, 0);
    unknown.shows(&say("home-title"));
    unknown.shows(&say("row-leave"));
    unknown.send("\x03");
    assert_eq!(unknown.ends(), 130);
}

#[test]
fn a_resize_between_keys_is_not_lost() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = computer.open(&[]);
    at.shows(&say("row-leave"));
    for round in 0..10 {
        let rows = if round % 2 == 0 { 16 } else { 24 };
        let mark = at.mark();
        at.send("j");
        at.resize(rows, 60);
        at.send("k");
        // The whole page comes again, scrolled in from the new bottom.
        at.writes(mark, &format!("\x1b[{rows};1H\n"));
        at.writes(mark, &say("row-leave"));
    }
}

#[test]
fn ctrl_c_ends_with_130_and_puts_the_terminal_back() {
    for flag in ["--reader", "--screen", "--line"] {
        let computer = Computer::chosen(Front::Reader, Place::Own);
        let mut at = computer.open(&[flag]);
        at.shows(&say("home-settings"));
        assert_eq!(at.is_cooked(), flag == "--line");
        at.send("\x03");
        assert_eq!(at.ends(), 130, "{flag}");
        assert!(at.is_cooked(), "{flag}");
        let all = at.since(0);
        let pastes = |bytes: &[u8]| all.windows(bytes.len()).filter(|window| *window == bytes).count();
        assert_eq!(pastes(b"\x1b[?2004h"), pastes(b"\x1b[?2004l"), "{flag}");
    }
}

#[test]
fn ctrl_c_while_a_secret_is_typed_puts_the_echo_back() {
    let computer = Computer::new();
    let mut at =
        Pty::start(computer.command(super::office::PROGRAM, &["user", "add", "boss", "--name", "周明"]), 24, 80);
    at.shows(&say("user-new-secret"));
    at.wait_echo(false);
    at.send("\x03");
    at.ends_any();
    assert!(at.is_cooked(), "the terminal stays without echo");
}

#[test]
fn q_and_enter_end_with_0() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = computer.open(&[]);
    at.shows(&say("home-title"));
    at.send("q");
    at.shows(&say("leave-now"));
    at.send("\r");
    assert_eq!(at.ends(), 0);
    assert!(at.is_cooked());
}

#[test]
fn an_arrow_torn_into_two_packets_is_an_arrow() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = computer.open(&[]);
    at.shows(&say("row-leave"));
    let rows = ["home-browse", "home-might", "home-device", "home-might"];
    at.wait("the first row", |rows, _| rows.iter().any(|row| row.contains(&say("home-browse"))));
    for (to, last) in rows[1..].iter().zip(["B", "B", "A"]) {
        at.send("\x1b");
        thread::sleep(Duration::from_millis(10));
        at.send(format!("[{last}"));
        at.wait_on(&say(to));
    }
    // Nothing of it was taken for Escape, which would ask whether to leave, nor for a letter.
    assert!(!at.text_since(0).contains(&say("leave-title")));
}
