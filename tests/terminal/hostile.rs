//! Pasted text, bytes that steer a terminal, secrets.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zhucan::app::{Front, Place};
use zhucan::domain::case::{Entry, Event, PersonId, Place as CasePlace, ReceiptNumber, Role, State, Who};

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
        at.send("5\n");
        at.writes(0, &format!("{}：", say("sign-in-resident-name")));
        let mark = at.mark();
        at.send("110199196503110018\n");
        at.writes(mark, &format!("{}：", say("sign-in-resident-secret")));
        at.send(format!("{PIN}\n"));
        at.writes(mark, &begin_of("secret-wrong", "left"));
        assert!(!at.text_since(mark).contains(PIN), "echoed: {}", at.text_since(mark));
    }
}

/// Signs in, opens the first case that waits and what was handed in, all pages of it.
fn as_the_clerk_sees_it(computer: &Computer) -> String {
    let (more, given) = (say("page-next"), say("case-answers"));
    let mut lines = vec!["6", "clerk", "clerk-passphrase", "1", "1", &given];
    lines.extend([more.as_str(); 5]);
    let out = computer.run(&["--line"], &(lines.join("\n") + "\n"));
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    String::from_utf8([out.stdout, out.stderr].concat()).expect("UTF-8")
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

    let told = as_the_clerk_sees_it(&computer);
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

/// An application file as the program writes it on a person's own computer.
#[test]
fn a_name_in_a_complaint_cannot_steer_a_terminal_and_the_complaint_is_in_words() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let folder = computer.data().display().to_string();
    let complaint = |args: &[&str]| {
        let out = computer.run(args, "");
        let words = String::from_utf8(out.stderr).expect("UTF-8");
        assert_eq!((out.status.code(), out.stdout.len()), (Some(2), 0), "{words}");
        assert!(words.ends_with('\n') && !words.trim_end().contains(char::is_control), "{words:?}");
        words
    };
    let text = zhucan::text::Text::new(zhucan::text::Lang::Zh);
    let says = |message: &str, what: &str| text.with(message, &[("what", &what)]) + "\n";
    assert_eq!(complaint(&["rehearse", "/nowhere"]), says("cli-no-file", "/nowhere"));
    assert_eq!(complaint(&["rehearse", &folder]), says("cli-file-unreadable", &folder));
    assert!(complaint(&["rehearse", "/no\x1b[2Jwhere"]).contains("where"));
    assert!(complaint(&["paper", "/no\x1b[2Jwhere"]).contains("where"));
}

fn application() -> (tempfile::TempDir, PathBuf, Value) {
    let own = Computer::chosen(Front::Reader, Place::Own);
    let mut at = own.open(&[]);
    Applicant::begin(&mut at, Way::Keys);
    Applicant::default().fill(&mut at, Way::Keys, "device", None);
    at.send("1\r");
    at.shows(&say("written-title"));
    drop(at);
    let text = fs::read_to_string(own.outbox().remove(0)).expect("a text");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("application.zhucan");
    (folder, path, serde_json::from_str(&text).expect("JSON"))
}

/// Writes a file whose checksum is right for its body, as somebody could who knows the format.
fn forge(path: &Path, mut file: Value) {
    let mut sum = String::new();
    for byte in Sha256::digest(file["body"].to_string()) {
        write!(sum, "{byte:02x}").expect("text can be written to");
    }
    file["checksum"] = sum.into();
    fs::write(path, file.to_string()).expect("it can be written");
}

fn import(office: &Computer, path: &Path) -> Output {
    office.run(&["case", "import", &path.display().to_string(), "--as", "clerk"], "clerk-passphrase\n")
}

#[test]
fn an_application_file_made_by_hand_cannot_steer_the_terminal_of_a_clerk() {
    let (_folder, path, file) = application();
    forge(&path, file.clone());
    let honest = Computer::chosen(Front::Line, Place::Office);
    honest.staff();
    assert_eq!(import(&honest, &path).status.code(), Some(0), "the forged checksum is right");
    let text = file.to_string();
    for hostile in ["\\u001b[31m", "\\u009b31m", "\\u202e", "\\u2502", "\\u2800", "\\n"] {
        for known in ["样例胡同一号", "郑小荷"] {
            assert!(text.contains(known));
            let forged = text.replace(known, &format!("{known}{hostile}"));
            forge(&path, serde_json::from_str(&forged).expect("JSON"));
            let office = Computer::chosen(Front::Line, Place::Office);
            office.staff();
            let out = import(&office, &path);
            let told = String::from_utf8([out.stdout, out.stderr].concat()).expect("UTF-8");
            let seen = if out.status.success() { as_the_clerk_sees_it(&office) } else { String::new() };
            let bad = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '│' | '\u{2800}');
            assert!(!told.contains(bad) && !seen.contains(bad), "{hostile} in {known}: {told:?} {seen:?}");
        }
    }
}

#[test]
fn a_file_that_was_not_complete_is_taken_in_once_it_is() {
    let (_folder, path, file) = application();
    let office = Computer::chosen(Front::Line, Place::Office);
    office.staff();
    let mut less = file.clone();
    less["body"]["answers"].as_object_mut().expect("answers").remove("person.phone").expect("it was answered");
    forge(&path, less);
    let out = import(&office, &path);
    assert_eq!(out.status.code(), Some(1), "{out:?}");
    assert!(String::from_utf8_lossy(&out.stderr).contains(&say("import-incomplete")), "{out:?}");
    forge(&path, file);
    let out = import(&office, &path);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn a_file_that_says_it_was_handed_in_is_checked_all_the_same() {
    let (_folder, path, mut file) = application();
    let office = Computer::chosen(Front::Line, Place::Office);
    office.staff();
    let body = &mut file["body"];
    body["answers"].as_object_mut().expect("answers").remove("consent.use").expect("it was answered");
    let applicant = PersonId(body["case"]["applicant"].as_i64().expect("a number"));
    let today: chrono::NaiveDate = body["case"]["opened_on"].as_str().and_then(|day| day.parse().ok()).expect("a day");
    let receipt = ReceiptNumber::new(today, 1).expect("a number");
    let handed_in = Entry {
        version: 1,
        when: today,
        who: Who::Person(applicant),
        role: Role::Applicant,
        place: CasePlace::Remote,
        from: State::Draft,
        to: State::Submitted,
        event: Event::Submit { receipt, missing: Vec::new(), device: None },
    };
    body["history"] = serde_json::to_value([handed_in]).expect("JSON");
    body["case"]["version"] = 1.into();
    body["case"]["state"] = "submitted".into();
    forge(&path, file);
    let out = import(&office, &path);
    assert_eq!(out.status.code(), Some(1), "it has a receipt without the consent: {out:?}");
}
