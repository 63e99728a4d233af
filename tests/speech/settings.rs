//! How the voice sounds: by keys and in the settings, heard while it changes, kept for whom it belongs to, and gone for
//! the next person.

use std::time::Duration;

use zhucan::app::{Front, Place};
use zhucan::text::{Lang, Text};

use crate::office::{Computer, say};
use crate::pty::Pty;
use crate::ssip::{Sent, Server};
use crate::{hears, said, server};

fn speaking(server: &Server, place: Place) -> Computer {
    let computer = Computer::chosen(Front::Reader, place);
    computer.with("SPEECHD_ADDRESS", &server.address()).with("ZHUCAN_SPEECH", "on")
}

/// The values a setting was given behind `mark`.
fn set(server: &Server, mark: usize, name: &str) -> Vec<String> {
    let value = |sent| match sent {
        Sent::Set(_, known, value) if known == name => Some(value),
        _ => None,
    };
    server.since(mark).into_iter().filter_map(|record| value(record.sent)).collect()
}

fn key(at: &mut Pty, server: &Server, key: &str, words: &str) {
    let mark = server.mark();
    at.send(key);
    hears(server, mark, words);
}

fn level(id: &str, level: usize) -> String {
    crate::journey_words(&Text::new(Lang::Zh).with(id, &[("level", &level), ("most", &10_usize)]))
}

#[test]
fn keys_change_it_and_the_owner_finds_it_again() {
    let server = server();
    let computer = speaking(&server, Place::Own);
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    let mark = server.mark();
    key(&mut at, &server, "=", &level("voice-rate-up", 1));
    key(&mut at, &server, "=", &level("voice-rate-up", 2));
    key(&mut at, &server, ",", &level("voice-pitch-down", 1));
    key(&mut at, &server, "[", "百分之九十");
    assert_eq!(set(&server, mark, "RATE").last().map(String::as_str), Some("20"));
    assert_eq!(set(&server, mark, "PITCH").last().map(String::as_str), Some("-10"));
    assert_eq!(set(&server, mark, "VOLUME").last().map(String::as_str), Some("80"));
    drop(at);
    let mark = server.mark();
    let _at = computer.open(&[]);
    hears(&server, mark, &say("home-title"));
    assert!(set(&server, mark, "RATE").contains(&"20".to_owned()));
    assert!(set(&server, mark, "VOLUME").contains(&"80".to_owned()));
}

#[test]
fn the_next_person_finds_it_as_the_computer_is_set() {
    let server = server();
    let computer = speaking(&server, Place::Office);
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    key(&mut at, &server, "=", &level("voice-rate-up", 1));
    key(&mut at, &server, "v", &say("verbosity-learning-now"));
    let mark = server.mark();
    at.send("7\r");
    hears(&server, mark, &say("next-person-done"));
    assert_eq!(set(&server, mark, "RATE"), ["0"]);
}

#[test]
fn whoever_works_here_finds_their_own_again() {
    let server = server();
    let computer = speaking(&server, Place::Office);
    computer.staff();
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    let sign_in = |at: &mut Pty| {
        at.send("6\r");
        at.wait_on(&say("sign-in-staff-name"));
        at.send("clerk\r");
        at.wait_on(&say("sign-in-staff-secret"));
        at.send("clerk-passphrase\r");
        at.shows("吴静");
    };
    sign_in(&mut at);
    at.quiet(Duration::from_millis(300));
    key(&mut at, &server, "-", &level("voice-rate-down", 1));
    // The way out is the last row of the list.
    at.send("\x1b[F\r");
    at.shows(&say("home-title"));
    at.quiet(Duration::from_millis(400));
    let mark = server.mark();
    sign_in(&mut at);
    hears(&server, mark, "吴静");
    assert!(set(&server, mark, "RATE").contains(&"-10".to_owned()), "{:?}", set(&server, mark, "RATE"));
}

#[test]
fn any_key_breaks_off_what_is_said_and_the_newest_wins() {
    let server = server();
    let computer = speaking(&server, Place::Own);
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    let mark = server.mark();
    at.send("z");
    let cancelled =
        |records: &[crate::ssip::Record]| records.iter().any(|record| matches!(record.sent, Sent::Cancel(_)));
    assert!(server.wait(mark, std::time::Instant::now() + crate::PATIENCE, cancelled));
    assert_eq!(said(&server.since(mark)), "");
    // Typed ahead: what is said last is the row the focus is on.
    at.send("jjjj");
    at.quiet(Duration::from_millis(300));
    let row = at.cursor_row();
    hears(&server, mark, &row);
    assert!(said(&server.since(mark)).ends_with(&row), "{}", said(&server.since(mark)));
}

#[test]
fn it_is_switched_on_by_a_key_asked_about_and_switched_off() {
    let server = server();
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &server.address());
    let mut at = computer.open(&[]);
    at.shows(&say("home-title"));
    at.writes(0, &say("speech-first-never"));
    key(&mut at, &server, "o", &crate::journey_words(&say("voice-on")));
    hears(&server, 0, &say("voice-listening"));
    key(&mut at, &server, "2\r", &crate::journey_words(&say("voice-loudspeaker-now")));
    let mark = server.mark();
    at.send("o");
    at.shows(&say("voice-off"));
    at.send("j");
    at.quiet(Duration::from_millis(300));
    assert_eq!(said(&server.since(mark)), "");
    // Off by choice: the next start does not speak.
    drop(at);
    let mark = server.mark();
    let at = computer.open(&[]);
    at.shows(&say("home-title"));
    at.quiet(Duration::from_millis(300));
    assert_eq!(said(&server.since(mark)), "");
}

#[test]
fn the_settings_page_turns_it_while_it_is_heard() {
    let server = server();
    let computer = speaking(&server, Place::Own);
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    at.send("5\r");
    at.shows(&say("settings-title"));
    at.quiet(Duration::from_millis(300));
    // The voice stands behind the six settings of the terminal.
    at.send("7");
    at.wait_on(&say("setting-voice"));
    at.send("\r");
    at.shows(&say("setting-voice-rate"));
    at.quiet(Duration::from_millis(300));
    at.send("2\r");
    at.shows(&say("turn-rate-up"));
    at.quiet(Duration::from_millis(300));
    let mark = server.mark();
    at.send("1\r");
    hears(&server, mark, &level("voice-rate-up", 1));
    at.send("\r");
    hears(&server, mark, &level("voice-rate-up", 2));
    assert_eq!(set(&server, mark, "RATE").last().map(String::as_str), Some("20"));
}

#[test]
fn an_empty_screen_is_only_heard() {
    let server = server();
    let computer = speaking(&server, Place::Own);
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    at.quiet(Duration::from_millis(400));
    key(&mut at, &server, "x", &crate::journey_words(&say("blank-on")));
    at.wait("an empty screen", |rows, _| rows.iter().all(String::is_empty));
    let mark = at.mark();
    key(&mut at, &server, "j", &say("home-might"));
    assert_eq!(at.since(mark), b"");
    key(&mut at, &server, "x", &crate::journey_words(&say("blank-off")));
    at.shows(&say("home-title"));
}
