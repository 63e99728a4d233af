//! The voice through the C library of speech-dispatcher, which the feature `tts` builds in: it must be heard like the
//! one through the protocol, and however it hangs, keys are answered and the program can be left.

use std::time::{Duration, Instant};

use rustix::process::Signal;
use zhucan::app::{Front, Place};
use zhucan::front::speech::piece_words;
use zhucan::text::spoken::{Reading, spoken};
use zhucan::text::{Lang, Text};

use crate::dispatcher::{Daemon, first_page_sounds, here, keys};
use crate::office::{Computer, say};
use crate::pty::Pty;
use crate::ssip::{Manner, Record, Sent, Server, Whose};
use crate::{PATIENCE, hears, journey_words, manner, said, server};

/// What hangs is not noticed before six seconds are over, and then at the next key.
const NOTICED: Duration = Duration::from_secs(20);

fn computer(address: &str) -> Computer {
    Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", address)
}

fn told(at: &Pty, words: &str) -> usize {
    at.text_since(0).matches(words).count()
}

/// Leaves by the keys everybody leaves by.
fn leaves(mut at: Pty) {
    at.send("q\r");
    assert_eq!(at.ends(), 0);
    assert!(at.is_cooked());
}

/// Presses keys, each answered, until `words` are told; how long the slowest answer took.
fn keys_until_told(at: &mut Pty, words: &str) -> Duration {
    let until = Instant::now() + NOTICED;
    let mut slowest = Duration::ZERO;
    while told(at, words) == 0 {
        assert!(Instant::now() < until, "{words} is not told: {}", at.rows().join("\n"));
        slowest = keys(at, 4).into_iter().fold(slowest, Duration::max);
        std::thread::sleep(Duration::from_millis(100));
    }
    slowest
}

/// Waits for a message in the words of `id`, and behind it for one that follows a key.
fn speaks_again(at: &mut Pty, server: &Server, id: &str) {
    let mark = server.mark();
    at.send("o");
    hears(server, mark, &journey_words(&say(id)));
    let mark = server.mark();
    at.send("j");
    assert!(server.wait(mark, Instant::now() + PATIENCE, |records| !said(records).is_empty()));
}

#[test]
fn a_key_switches_it_on_in_the_voice_of_the_language() {
    for (lang, tag, voice) in
        [(Lang::Zh, "zh-CN", "Chinese (Mandarin, latin as Pinyin)"), (Lang::En, "en", "English (America)")]
    {
        let server = server();
        let computer = computer(&server.address());
        let mut at = computer.open(&["--lang", tag]);
        at.shows(&Text::new(lang).say("home-title"));
        at.quiet(Duration::from_millis(300));
        assert_eq!(server.mark(), 0, "nobody has asked for it yet");
        at.send("o");
        let printed = Text::new(lang).say("voice-on");
        let pieces = piece_words(&spoken(&printed, lang, Reading { yao: true }), lang, true);
        let wanted: String = pieces.into_iter().map(|piece| piece.words).collect();
        hears(&server, 0, &wanted);
        let all: Vec<Sent> = server.since(0).into_iter().map(|record| record.sent).collect();
        let first = all.iter().position(|sent| matches!(sent, Sent::Speak(_))).expect("it speaks");
        let set = Sent::Set(Whose::Own, "SYNTHESIS_VOICE".to_owned(), voice.to_owned());
        assert!(all[..first].contains(&set), "{all:?}");
        leaves(at);
    }
}

#[test]
fn any_key_breaks_it_off_and_leaving_does_too() {
    let server = Server::start(Manner { speaking: Duration::from_mins(1), ..manner() }).expect("a socket");
    let computer = computer(&server.address()).with("ZHUCAN_SPEECH", "on");
    let mut at = computer.open(&[]);
    hears(&server, 0, &say("home-title"));
    let cancelled = |records: &[Record]| records.iter().any(|record| record.sent == Sent::Cancel(Whose::Own));
    let mark = server.mark();
    at.send("z");
    assert!(server.wait(mark, Instant::now() + PATIENCE, cancelled));
    assert_eq!(said(&server.since(mark)), "");
    // What is said next takes the place of what is being said, and goes before it.
    for key in ["j", "k", "j"] {
        let mark = server.mark();
        at.send(key);
        assert!(server.wait(mark, Instant::now() + PATIENCE, |records| !said(records).is_empty()));
        let all: Vec<Sent> = server.since(mark).into_iter().map(|record| record.sent).collect();
        let at = |wanted: fn(&Sent) -> bool| all.iter().position(wanted);
        let (cancel, speak) = (at(|sent| *sent == Sent::Cancel(Whose::Own)), at(|sent| matches!(sent, Sent::Speak(_))));
        assert!(cancel.is_some() && cancel < speak, "{all:?}");
    }
    leaves(at);
    let gone = |records: &[Record]| records.iter().any(|record| record.sent == Sent::Gone);
    assert!(server.wait(0, Instant::now() + PATIENCE, gone));
}

#[test]
fn the_first_page_is_a_sound_that_is_not_silence_in_both_languages() {
    if !here() {
        return;
    }
    first_page_sounds(Lang::Zh);
    first_page_sounds(Lang::En);
}

#[test]
fn where_nothing_is_there_it_is_told_once() {
    for (address, trouble) in [
        ("unix_socket:/nonexistent/speechd.sock", "voice-trouble-missing"),
        ("carrier pigeon", "voice-trouble-address"),
    ] {
        let computer = computer(address);
        let mut at = computer.open(&["--speech"]);
        at.shows(&say("home-title"));
        at.writes(0, &say(trouble));
        let times = keys(&mut at, 20);
        assert_eq!(told(&at, "没有声音"), 1, "{}", at.text_since(0));
        println!("{trouble}: key to first byte, longest {:?}", times.last());
        leaves(at);
    }
}

#[test]
fn one_that_never_answers_is_told_once_and_can_be_left() {
    let server = Server::start(Manner { mute: true, ..manner() }).expect("a socket");
    let computer = computer(&server.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    let slowest = keys_until_told(&mut at, &say("voice-trouble-frozen"));
    let after = keys(&mut at, 20);
    assert_eq!(told(&at, "没有声音"), 1, "{}", at.text_since(0));
    println!("never answers: key to first byte, longest {slowest:?} until it is told, {:?} after that", after.last());
    // The call still hangs.
    leaves(at);
}

#[test]
fn one_that_freezes_in_between_comes_back_on_a_key() {
    let server = server();
    let computer = computer(&server.address());
    let mut at = computer.open(&["--speech"]);
    hears(&server, 0, &say("home-title"));
    server.behave(Manner { mute: true, ..manner() });
    keys_until_told(&mut at, &say("voice-trouble-frozen"));
    server.behave(manner());
    speaks_again(&mut at, &server, "voice-on");
    assert_eq!(told(&at, "没有声音"), 1, "{}", at.text_since(0));
    leaves(at);
}

#[test]
fn one_that_goes_away_is_told_wherever_it_breaks_off() {
    // While it connects, lists its voices, takes the settings and takes the words.
    for replies in [1, 9, 14, 17, 18] {
        let server = Server::start(Manner { closes_after: Some(replies), ..manner() }).expect("a socket");
        let computer = computer(&server.address());
        let mut at = computer.open(&["--speech"]);
        at.shows(&say("home-title"));
        println!("{replies} replies, then nothing more");
        keys_until_told(&mut at, "没有声音");
        keys(&mut at, 10);
        assert_eq!(told(&at, "没有声音"), 1, "{replies}: {}", at.rows().join("\n"));
        leaves(at);
    }
}

#[test]
fn a_real_daemon_that_freezes_is_told_once_and_can_be_left() {
    if !here() {
        return;
    }
    let daemon = Daemon::start("sd_espeak-ng", "EspeakPunctuationList \"\"\n");
    let computer = computer(&daemon.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    let before = keys(&mut at, 30);
    // Finding thirteen thousand voices takes longer than all else here.
    std::thread::sleep(Duration::from_secs(4));
    daemon.signal(Signal::STOP);
    let slowest = keys_until_told(&mut at, &say("voice-trouble-frozen"));
    let after = keys(&mut at, 30);
    println!(
        "real daemon: key to first byte, longest {:?} before, {slowest:?} as it freezes, {:?} frozen",
        before.last(),
        after.last()
    );
    assert_eq!(told(&at, "没有声音"), 1, "{}", at.text_since(0));
    leaves(at);
}

#[test]
fn a_real_daemon_that_is_killed_is_told_once() {
    if !here() {
        return;
    }
    let daemon = Daemon::start("sd_espeak-ng", "EspeakPunctuationList \"\"\n");
    let computer = computer(&daemon.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    std::thread::sleep(Duration::from_secs(4));
    daemon.signal(Signal::KILL);
    keys_until_told(&mut at, "没有声音");
    keys(&mut at, 10);
    assert_eq!(told(&at, "没有声音"), 1, "{}", at.text_since(0));
    leaves(at);
}
