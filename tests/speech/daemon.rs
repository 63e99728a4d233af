//! The voice through the protocol, with the real speech-dispatcher and espeak-ng.

use std::thread;
use std::time::Duration;

use rustix::process::Signal;
use zhucan::app::{Front, Place};
use zhucan::text::Lang;

use crate::dispatcher::{Daemon, first_page_sounds, here, keys};
use crate::office::{Computer, say};
use crate::pty::Pty;

#[test]
fn the_first_page_is_a_sound_that_is_not_silence_in_both_languages() {
    if !here() {
        return;
    }
    first_page_sounds(Lang::Zh);
    first_page_sounds(Lang::En);
}

#[test]
fn a_daemon_that_freezes_and_thaws_is_told_once_and_speaks_again() {
    if !here() {
        return;
    }
    let daemon = Daemon::start("sd_espeak-ng", "EspeakPunctuationList \"\"\n");
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &daemon.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    at.quiet(Duration::from_millis(500));
    let before = keys(&mut at, 30);
    daemon.signal(Signal::STOP);
    let during = keys(&mut at, 60);
    at.writes(0, &say("voice-trouble-frozen"));
    let after = keys(&mut at, 30);
    let half = |times: &[Duration]| times[times.len() / 2];
    println!(
        "key to first byte, median: before {:?}, as it freezes {:?}, frozen {:?}; longest {:?}, {:?}, {:?}",
        half(&before),
        half(&during),
        half(&after),
        before.last(),
        during.last(),
        after.last()
    );
    assert_eq!(at.text_since(0).matches(&say("voice-trouble-frozen")).count(), 1);
    daemon.signal(Signal::CONT);
    assert!((0..3).any(|_| speaks_again(&mut at)), "it stays in trouble: {}", at.text_since(0));
}

/// Tries again; whether no trouble is told then within all limits of the voice. On a busy machine a daemon that has just
/// thawed may take longer than they allow before it sounds.
fn speaks_again(at: &mut Pty) -> bool {
    let mark = at.mark();
    at.send("o");
    at.writes(mark, &say("voice-on"));
    thread::sleep(Duration::from_secs(4));
    keys(at, 4);
    !at.text_since(mark).contains("没有声音")
}

#[test]
fn a_daemon_that_is_killed_is_told_once() {
    if !here() {
        return;
    }
    let daemon = Daemon::start("sd_espeak-ng", "EspeakPunctuationList \"\"\n");
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &daemon.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    at.quiet(Duration::from_millis(500));
    keys(&mut at, 4);
    daemon.signal(Signal::KILL);
    keys(&mut at, 10);
    at.writes(0, "没有声音");
    keys(&mut at, 10);
    assert_eq!(at.text_since(0).matches("没有声音").count(), 1, "{}", at.text_since(0));
}
