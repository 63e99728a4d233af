//! From the first start to the receipt of an application, heard by the program's own voice alone: every key says what
//! the same script says when it is rehearsed, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use zhucan::app::Key;
use zhucan::front::speech::piece_words;
use zhucan::rehearse::{self, Beat, Entry, Player, Script};
use zhucan::text::Lang;

use crate::office::{Computer, PROGRAM};
use crate::pty::Pty;
use crate::ssip::{Sent, Server, Whose};
use crate::{PATIENCE, said, server};

/// A journey with what each of its keys is to say.
pub struct Journey {
    path: PathBuf,
    pub lang: Lang,
    beats: Vec<(Beat, Vec<String>, bool)>,
}

impl Journey {
    pub fn new(lang: Lang, name: &str) -> Self {
        let folder = if lang == Lang::Zh { "zh-CN" } else { "en" };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts").join(folder).join(name);
        let mut script: Script =
            rehearse::parse(&fs::read_to_string(&path).expect("a script")).expect("it can be read");
        script.header.own.on = true;
        let mut player = Player::new(script.header.clone()).expect("a database in memory");
        let beats = script.beats.into_iter().map(|beat| {
            let done = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
            // The questions of the first start are plain lines that nobody says.
            (beat, done.line.spoken, done.view.is_none())
        });
        Self { path, lang, beats: beats.collect() }
    }

    /// What opens the program as this journey begins.
    pub fn args(&self) -> Vec<&str> {
        vec!["rehearse", "--open", self.path.to_str().expect("a path"), "--speech"]
    }

    pub fn command(&self, computer: &Computer) -> CommandBuilder {
        computer.command(PROGRAM, &self.args())
    }

    pub fn keys(&self) -> usize {
        self.beats.len()
    }

    /// Walks from one beat up to another, and hears after each key what it is to say. A key that says the same as
    /// the one before is waited for as well.
    pub fn walk(&self, at: &mut Pty, server: &Server, beats: std::ops::Range<usize>) {
        for index in beats {
            let (beat, spoken, plain) = &self.beats[index];
            let asked = index > 0 && self.beats[index - 1].2;
            let mark = server.mark();
            if let Some(entry) = &beat.entry {
                at.quiet(Duration::from_millis(80));
                at.send(bytes(entry, asked));
            }
            if *plain {
                at.quiet(Duration::from_millis(150));
                continue;
            }
            let wanted = spoken.join("\n");
            // The program may have just been started, and then the first page was said before this mark.
            let mark = if asked || index == 0 { 0 } else { mark };
            let until = Instant::now() + PATIENCE;
            let heard =
                server.wait(mark, until, |records| joined(&said(records)) == joined(&engine(&wanted, self.lang)));
            assert!(
                heard,
                "{}:{}: > {}\nwanted {:?}\nsaid   {:?}\nscreen\n{}",
                self.path.display(),
                beat.line,
                beat.written,
                engine(&wanted, self.lang),
                said(&server.since(mark)),
                at.rows().join("\n")
            );
        }
    }
}

/// As the engine of these tests is told to say it.
fn engine(words: &str, lang: Lang) -> String {
    piece_words(words, lang, true).into_iter().map(|piece| piece.words).collect::<Vec<_>>().join("\n")
}

fn joined(words: &str) -> String {
    words.split_whitespace().collect()
}

fn bytes(entry: &Entry, asked: bool) -> Vec<u8> {
    let line = |text: String| format!("{text}\n").into_bytes();
    match entry {
        Entry::Key(Key::Enter) => b"\r".to_vec(),
        entry if asked => line(entry.as_line()),
        Entry::Key(key) => rehearse::readers::Key::from(*key).bytes(),
        // In one burst, as an input method's word or a paste arrives in a terminal that marks it.
        Entry::Type(text) | Entry::Line(text) => format!("\x1b[200~{text}\x1b[201~").into_bytes(),
    }
}

#[test]
fn a_journey_is_said_word_for_word_in_both_languages() {
    for (lang, name) in
        [(Lang::Zh, "a-first-start-to-device-receipt.script"), (Lang::En, "a-first-start-to-device-receipt.script")]
    {
        let journey = Journey::new(lang, name);
        let server = server();
        let computer = Computer::new().with("SPEECHD_ADDRESS", &server.address());
        let mut at = Pty::start(journey.command(&computer), 24, 80);
        journey.walk(&mut at, &server, 0..journey.keys());
        let all = server.since(0);
        // What others say comes first, but for the C library, which knows no other priority and no language.
        let library = cfg!(feature = "tts");
        let set = |name: &str, value: &str| {
            all.iter().any(|record| {
                matches!(&record.sent, Sent::Set(Whose::Own, known, v) if known == name && v.eq_ignore_ascii_case(value))
            })
        };
        assert!(set("PRIORITY", if library { "important" } else { "message" }));
        let (tag, voice) = match lang {
            Lang::Zh => ("zh", "Chinese (Mandarin, latin as Pinyin)"),
            Lang::En => ("en", "English (America)"),
        };
        assert!(set("SYNTHESIS_VOICE", voice) && (library || set("LANGUAGE", tag)));
        let others = |sent: &Sent| matches!(sent, Sent::Cancel(whose) | Sent::Stop(whose) if *whose != Whose::Own);
        assert!(!all.iter().any(|record| others(&record.sent)), "somebody else was cut off");
    }
}
