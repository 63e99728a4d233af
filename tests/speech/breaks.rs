//! What speaks is missing, frozen, wedged, killed or mute: keys are answered as before, and it is told once, as text.

use std::time::{Duration, Instant};

use zhucan::app::{Front, Place};

use crate::office::{Computer, say};
use crate::pty::Pty;
use crate::ssip::{Manner, Server};
use crate::{hears, manner, said};

fn computer(address: &str) -> Computer {
    Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", address).with("ZHUCAN_SPEECH", "on")
}

/// How often `words` were written. They stand in the speech row, which is as wide as the window.
fn told(at: &Pty, words: &str) -> usize {
    at.text_since(0).matches(words).count()
}

/// Walks up and down and sees that every key is answered.
fn walks(at: &mut Pty, keys: usize) {
    for key in 0..keys {
        let mark = at.mark();
        at.send(if key % 2 == 0 { "j" } else { "k" });
        at.wait("an answer to the key", |_, bytes| bytes.len() > mark);
        at.quiet(Duration::from_millis(20));
    }
}

fn trouble_is_told_once(address: &str, trouble: &str, act: impl FnOnce(&mut Pty)) -> (Computer, Pty) {
    let words = say(trouble);
    let computer = computer(address);
    let mut at = computer.open(&[]);
    at.shows(&say("home-title"));
    act(&mut at);
    at.writes(0, &words);
    walks(&mut at, 6);
    // Long enough for everything that has a limit to run into it once more.
    std::thread::sleep(Duration::from_secs(4));
    walks(&mut at, 6);
    assert_eq!(told(&at, &words), 1, "{trouble}: {}", at.text_since(0));
    (computer, at)
}

#[test]
fn nothing_there() {
    trouble_is_told_once("unix_socket:/nonexistent/speechd.sock", "voice-trouble-missing", |_| {});
}

#[test]
fn an_address_that_is_none() {
    trouble_is_told_once("carrier pigeon", "voice-trouble-address", |_| {});
}

#[test]
fn one_that_never_answers() {
    let server = Server::start(Manner { mute: true, ..manner() }).expect("a socket");
    trouble_is_told_once(&server.address(), "voice-trouble-frozen", |_| {});
}

#[test]
fn one_that_freezes_in_between_and_comes_back_on_a_key() {
    let server = Server::start(manner()).expect("a socket");
    let (_computer, mut at) = trouble_is_told_once(&server.address(), "voice-trouble-frozen", |at| {
        hears(&server, 0, &say("home-title"));
        server.behave(Manner { mute: true, ..manner() });
        at.send("j");
    });
    server.behave(manner());
    let mark = server.mark();
    at.send("o");
    hears(&server, mark, &crate::journey_words(&say("voice-on")));
    let mark = server.mark();
    at.send("j");
    assert!(server.wait(mark, Instant::now() + crate::PATIENCE, |records| !said(records).is_empty()));
}

#[test]
fn one_that_takes_words_and_makes_no_sound() {
    let server = Server::start(Manner { never_begins: true, ..manner() }).expect("a socket");
    trouble_is_told_once(&server.address(), "voice-trouble-no-sound", |_| {});
}

#[test]
fn one_that_goes_away_again_and_again() {
    let server = Server::start(Manner { closes_after: Some(3), ..manner() }).expect("a socket");
    trouble_is_told_once(&server.address(), "voice-trouble-lost", |at| walks(at, 4));
}

#[test]
fn one_that_is_slow_or_refuses_settings_is_no_trouble() {
    for manner in [Manner { delay: Duration::from_millis(60), ..manner() }, Manner { refuses_set: true, ..manner() }] {
        let server = Server::start(manner).expect("a socket");
        let computer = computer(&server.address());
        let mut at = computer.open(&[]);
        at.shows(&say("home-title"));
        hears(&server, 0, &say("home-title"));
        walks(&mut at, 6);
        std::thread::sleep(Duration::from_secs(4));
        assert_eq!(told(&at, "没有声音"), 0, "{}\n{:?}", at.text_since(0), server.since(0));
    }
}

#[test]
fn off_means_that_nothing_is_looked_for() {
    let server = Server::start(manner()).expect("a socket");
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &server.address());
    let mut at = computer.open(&[]);
    at.shows(&say("home-title"));
    walks(&mut at, 6);
    assert_eq!(server.mark(), 0, "{:?}", server.since(0));
}

#[test]
fn trouble_that_comes_while_a_pin_is_typed_waits_for_the_next_page() {
    let server = Server::start(manner()).expect("a socket");
    let computer = Computer::chosen(Front::Reader, Place::Office);
    let computer = computer.with("SPEECHD_ADDRESS", &server.address()).with("ZHUCAN_SPEECH", "on");
    computer.staff();
    let mut at = computer.open(&[]);
    at.shows(&say("home-title"));
    hears(&server, 0, &say("home-title"));
    at.send("6\r");
    at.wait_on(&say("sign-in-staff-name"));
    at.send("clerk\r");
    at.wait_on(&say("sign-in-staff-secret"));
    at.quiet(Duration::from_millis(400));
    server.behave(Manner { mute: true, ..manner() });
    let mark = at.mark();
    at.send("clerk-pass");
    std::thread::sleep(Duration::from_secs(4));
    assert_eq!(at.since(mark), b"", "something is written while a secret is typed");
    at.send("phrase\r");
    at.writes(mark, &say("voice-trouble-frozen")[..12]);
    assert_eq!(told(&at, "没有声音"), 1);
}
