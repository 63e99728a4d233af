//! Pasted text, bytes that steer a terminal, secrets.

use std::fs;

use zhucan::app::{Front, Place};

use super::office::{Applicant, Computer, PIN, Way, begin_of, question, say};
use super::pty::{Pty, find};

const RED: &[u8] = b"\x1b[31m";

fn paste(at: &mut Pty, text: &[u8]) {
    at.send([b"\x1b[200~", text, b"\x1b[201~"].concat());
}

fn at_the_address(computer: &Computer) -> Pty {
    let mut at = computer.open(&[]);
    Applicant::begin(&mut at, Way::Keys);
    Applicant::default().fill(&mut at, Way::Keys, "device", Some("person.address"));
    at
}

#[test]
fn what_is_pasted_is_text_and_never_a_command() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = at_the_address(&computer);
    let ask = &question("person", "person.address").ask.zh;
    paste(&mut at, "样例胡同\r\n\x1b[31m二号\x1b[A\nq\x03".as_bytes());
    at.shows("样例胡同  [31m二号[A q");
    assert!(at.title().contains(ask.as_str()), "the line breaks did not send it");
    assert!(!find(&at.since(0), RED));

    at.send("\x1b");
    at.wait("the question before", |rows, _| !rows[0].is_empty() && !rows[0].contains(ask.as_str()));
    let before = at.title();
    let mark = at.mark();
    paste(&mut at, b"3\rq\r\x1b[31m");
    at.writes(mark, &say("refused-no-field"));
    assert_eq!(at.title(), before);
    assert!(!find(&at.since(0), RED));
}

#[test]
fn ten_megabytes_pasted_are_refused_with_words() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let mut at = at_the_address(&computer);
    at.send("样例");
    at.shows("样例");
    let mark = at.mark();
    paste(&mut at, "长文字\n\x1b[31m".repeat(10_000_000 / 14).as_bytes());
    at.writes(mark, &begin_of("refused-too-long", "max"));
    assert!(at.mark() - mark < 1_000, "{} bytes", at.mark() - mark);
    assert!(!find(&at.since(0), RED));
    // What stood there still does.
    at.send("一号\r");
    let next = &question("person", "person.residence").ask.zh;
    at.wait(next, |rows, _| rows[0].contains(next.as_str()));
    at.send("\x1b");
    at.shows("样例一号");
}

#[test]
fn a_line_of_five_thousand_bytes_is_refused_with_words() {
    let computer = Computer::chosen(Front::Line, Place::Own);
    let mut at = computer.open(&[]);
    Applicant::begin(&mut at, Way::Lines);
    let mark = at.mark();
    at.send([b"x".repeat(5_000), b"\n".to_vec()].concat());
    at.writes(mark, &say("refused-line-too-long"));
    at.send("郑小荷\n");
    at.writes(mark, &question("person", "person.id_number").ask.zh);
}

/// Without the carriage returns a terminal puts before newlines by itself.
fn of_the_program(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n").into_bytes()
}

#[test]
fn line_mode_writes_no_escape_no_carriage_return_and_no_secret() {
    let computer = Computer::chosen(Front::Line, Place::Office);
    let mut at = computer.open(&[]);
    Applicant::begin(&mut at, Way::Lines);
    Applicant::default().fill(&mut at, Way::Lines, "device", None);
    at.send("1\n");
    at.writes(0, &say("pin-choose"));
    at.wait_echo(false);
    let mark = at.mark();
    at.send(format!("{PIN}\n"));
    at.writes(mark, &say("pin-repeat"));
    at.wait_echo(false);
    at.send(format!("{PIN}\n"));
    at.writes(mark, &say("receipt-title"));
    at.wait_echo(true);
    let out = of_the_program(&at.since(0));
    assert!(!find(&out, PIN.as_bytes()), "a PIN is not echoed");
    assert!(!out.contains(&0x1b) && !out.contains(&b'\r'));
    at.send("b\n");
    at.writes(mark, &say("home-track"));
    at.send("\x04");
    assert_eq!(at.ends(), 0);
}

#[test]
fn a_secret_typed_the_moment_it_is_asked_for_is_not_echoed() {
    for _ in 0..5 {
        let computer = Computer::chosen(Front::Line, Place::Office);
        let mut at = computer.open(&[]);
        at.writes(0, &say("home-track"));
        at.send("4\n");
        at.writes(0, &format!("{}：", say("sign-in-resident-name")));
        let mark = at.mark();
        at.send("110199196503110018\n");
        at.writes(mark, &format!("{}：", say("sign-in-resident-secret")));
        at.send(format!("{PIN}\n"));
        at.writes(mark, &begin_of("secret-wrong", "left"));
        assert!(!at.text_since(mark).contains(PIN), "echoed: {}", at.text_since(mark));
    }
}

#[test]
fn what_one_person_typed_cannot_steer_the_terminal_of_another() {
    let computer = Computer::chosen(Front::Line, Place::Office);
    computer.staff();
    let hostile = "\x1b[31m红\x1b]0;x\x07字\u{202e}反";
    let applicant =
        Applicant { address: format!("样例胡同{hostile}"), words: format!("请{hostile}"), ..Applicant::default() };
    let mut at = computer.open(&[]);
    Applicant::begin(&mut at, Way::Lines);
    let mark = at.mark();
    at.send(format!("郑{hostile}\n"));
    at.writes(mark, &say("fault-name-mixed"));
    applicant.fill(&mut at, Way::Lines, "device", None);
    at.send("1\n");
    at.writes(0, &say("pin-choose"));
    at.wait_echo(false);
    let mark = at.mark();
    at.send(format!("{PIN}\n"));
    at.writes(mark, &say("pin-repeat"));
    at.wait_echo(false);
    at.send(format!("{PIN}\n"));
    at.writes(mark, &say("receipt-title"));
    drop(at);
    let kept = fs::read(computer.database()).expect("the database");
    let log = fs::read(computer.data().join("zhucan.db-wal")).unwrap_or_default();
    assert!(!find(&[kept, log].concat(), RED), "an escape is kept in the database");

    // The clerk: signs in, opens what waits, looks at all of it.
    let look = ["5", "clerk", "clerk-passphrase", "1", "1", "1", "b", "2", "b", "3", "b", "4", "b", "5", "b", "6"];
    let out = computer.run(&["--line"], &(look.join("\n") + "\n"));
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let told = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(told.contains("郑小荷") && told.contains("样例胡同"), "the clerk does not see it: {told}");
    assert!(!told.chars().any(|c| c.is_control() && c != '\n') && !told.contains('\u{202e}'), "{told:?}");
}

#[test]
fn a_name_given_on_the_command_line_cannot_steer_a_terminal() {
    let computer = Computer::new();
    let added = computer.run(&["user", "add", "boss", "--name", "周\x1b[31m明"], "boss-passphrase\n");
    let listed = computer.run(&["user", "list"], "");
    let told = [added.stdout, added.stderr, listed.stdout, listed.stderr].concat();
    assert!(!told.contains(&0x1b), "{:?}", String::from_utf8_lossy(&told));
}

#[test]
fn an_application_file_made_by_hand_cannot_steer_the_terminal_of_a_clerk() {
    let own = Computer::chosen(Front::Reader, Place::Own);
    let mut at = own.open(&[]);
    Applicant::begin(&mut at, Way::Keys);
    Applicant::default().fill(&mut at, Way::Keys, "device", None);
    at.send("1\r");
    at.shows(&say("written-title"));
    drop(at);
    let file = own.outbox().remove(0);
    let text = fs::read_to_string(&file).expect("a text");
    let office = Computer::chosen(Front::Line, Place::Office);
    office.staff();
    for (honest, hostile) in [("样例胡同一号", "样例\\u001b[31m胡同"), ("郑小荷", "郑\\u001b[31m小荷")] {
        assert!(text.contains(honest), "{text}");
        fs::write(&file, text.replace(honest, hostile)).expect("it can be written");
        let path = file.display().to_string();
        let out = office.run(&["case", "import", &path, "--as", "clerk"], "clerk-passphrase\n");
        let look = ["5", "clerk", "clerk-passphrase", "1", "1", "1", "b", "2", "b", "3", "b", "4", "b", "5", "b", "6"];
        let seen = office.run(&["--line"], &(look.join("\n") + "\n"));
        let told = [out.stdout, out.stderr, seen.stdout, seen.stderr].concat();
        assert!(!told.contains(&0x1b), "{:?}", String::from_utf8_lossy(&told));
    }
}
