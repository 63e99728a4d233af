//! Applying for a device from the first page to the end.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use zhucan::app::{Front, Place};
use zhucan::text::{Lang, Text};

use super::office::{Applicant, Computer, PIN, Way, begin_of, say};
use super::pty::Pty;

/// Answers everything and stands on the row that hands in.
fn to_the_end(at: &mut Pty) {
    Applicant::begin(at, Way::Keys);
    Applicant::default().fill(at, Way::Keys, "device", None);
}

/// A receipt number as it stands in `text`.
fn receipt_in(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    assert!(digits.len() >= 8, "no receipt number: {text}");
    digits
}

#[test]
fn on_a_persons_own_computer_a_file_is_written_which_an_office_takes_in() {
    let own = Computer::chosen(Front::Reader, Place::Own);
    let mut at = own.open(&[]);
    to_the_end(&mut at);
    at.shows(&say("apply-write"));
    let mark = at.mark();
    at.send("1\r");
    at.shows(&say("written-title"));
    // It must be plain that this is not the end of it.
    at.shows(&say("written-not-yet"));
    assert!(!at.text_since(mark).contains(&say("receipt-title")));
    let files = own.outbox();
    let [file] = files.as_slice() else { panic!("one file: {files:?}") };
    assert_eq!(file.extension().and_then(|it| it.to_str()), Some("zhucan"));
    assert_eq!(fs::metadata(file).expect("it is there").permissions().mode() & 0o777, 0o600);
    drop(at);

    let office = Computer::new();
    office.staff();
    let path = file.display().to_string();
    let wrong = office.run(&["case", "import", &path, "--as", "clerk"], "something else\n");
    assert_eq!(wrong.status.code(), Some(3), "{wrong:?}");
    let out = office.run(&["case", "import", &path, "--as", "clerk"], "clerk-passphrase\n");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
    let told = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(told.contains(&begin_of("import-done", "receipt")), "{told}");
    let receipt = receipt_in(&told);
    let again = office.run(&["case", "import", &path, "--as", "clerk"], "clerk-passphrase\n");
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    let told = String::from_utf8(again.stderr).expect("UTF-8");
    assert_eq!(receipt_in(&told), receipt, "the same receipt is told");
}

#[test]
fn on_an_offices_computer_it_ends_with_a_receipt() {
    let office = Computer::chosen(Front::Reader, Place::Office);
    let mut at = office.open(&[]);
    to_the_end(&mut at);
    at.shows(&say("apply-submit"));
    at.send("1\r");
    at.shows(&say("pin-choose"));
    let mark = at.mark();
    at.send(format!("{PIN}\r"));
    at.shows(&say("pin-repeat"));
    at.send(format!("{PIN}\r"));
    at.shows(&say("receipt-title"));
    assert!(!at.text_since(mark).contains(PIN), "a PIN is not shown");
    let row = at.rows().into_iter().find(|row| row.starts_with(&say("receipt-number"))).expect("the number has a row");
    let number = receipt_in(&row);
    let files = office.outbox();
    let [file] = files.as_slice() else { panic!("one file: {files:?}") };
    assert_eq!(fs::metadata(file).expect("it is there").permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(file).expect("a text");
    let line = text.lines().find(|line| line.contains(&say("receipt-number"))).expect("the number has a line");
    assert_eq!(receipt_in(line), number);
    assert!(!text.contains(Applicant::default().id_number), "a receipt shows no identity number");
    // Its number leads to the other forms, for whoever has just handed it in and has not signed in.
    at.send("\r");
    at.shows(&say("take-html"));
    at.send("2\r");
    at.shows(&Text::new(Lang::Zh).with("take-done", &[("format", &say("take-html"))]));
    let large = file.with_extension("html");
    let text = fs::read_to_string(&large).expect("it was made");
    assert!(text.contains("<h1>") && receipt_in(&text).contains(&number), "{text}");
    assert!(!text.contains(Applicant::default().id_number) && !text.contains(Applicant::default().name));
}
