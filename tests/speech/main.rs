//! The program's own voice: the real program at a terminal, with a server that keeps what it is told to say, with one
//! that misbehaves, with the real speech-dispatcher and espeak-ng, and through a real sshd.
#![cfg(target_os = "linux")]

#[cfg(not(feature = "tts"))]
mod breaks;
#[cfg(not(feature = "tts"))]
mod daemon;
mod dispatcher;
mod doctor;
mod home;
mod journey;
#[cfg(feature = "tts")]
mod library;
#[path = "../terminal/office.rs"]
#[allow(dead_code, reason = "the tests at the terminal need more of it")]
mod office;
#[path = "../terminal/pty.rs"]
#[allow(dead_code, reason = "the tests at the terminal need more of it")]
mod pty;
#[path = "../real/mod.rs"]
#[allow(dead_code, reason = "other tests need more of it")]
mod real;
mod settings;
#[path = "../ssip/mod.rs"]
#[allow(dead_code, reason = "the tests of screen readers need more of it")]
mod ssip;

use std::time::{Duration, Instant};

use ssip::{Manner, Record, Sent, Server};

/// How long something may take to be said before a test fails.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server with the voices that espeak-ng has.
fn server() -> Server {
    Server::start(manner()).expect("a socket")
}

fn manner() -> Manner {
    let voices = [
        ("Chinese (Mandarin, latin as English)", "cmn"),
        ("Chinese (Mandarin, latin as Pinyin)", "cmn-LATN-PINYIN"),
        ("English (America)", "en-US"),
    ];
    Manner { voices: voices.map(|(name, lang)| (name.to_owned(), lang.to_owned())).to_vec(), ..Manner::default() }
}

/// What was said behind a mark, all pieces together.
fn said(records: &[Record]) -> String {
    let text = |record: &Record| match &record.sent {
        Sent::Speak(text) => Some(text.clone()),
        _ => None,
    };
    records.iter().filter_map(text).collect::<Vec<_>>().join("\n")
}

/// Waits until `words` were said behind `mark`.
fn hears(server: &Server, mark: usize, words: &str) {
    let until = Instant::now() + PATIENCE;
    let heard = server.wait(mark, until, |records| said(records).contains(words));
    assert!(heard, "{words:?} is not said, but {:?}", said(&server.since(mark)));
}

/// Printed words as the engine of these tests is told to say them.
fn journey_words(printed: &str) -> String {
    use zhucan::text::Lang;
    use zhucan::text::spoken::{Reading, spoken};
    let words = spoken(printed, Lang::Zh, Reading { yao: true });
    let pieces = zhucan::front::speech::piece_words(&words, Lang::Zh, true);
    pieces.into_iter().map(|piece| piece.words).collect::<Vec<_>>().join("\n")
}
