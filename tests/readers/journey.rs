//! The journeys as a list of keys: what is sent for each, what the program declares to be heard after it, and what kind of
//! key it is.

use std::fs;
use std::path::{Path, PathBuf};

use zhucan::app::{Front, Key};
use zhucan::rehearse::readers::Key as ReaderKey;
use zhucan::rehearse::{self, Entry, Header, Player, Script};
use zhucan::text::Text;
use zhucan::view::View;

use crate::by_line::for_line_mode;
use crate::kind::Kind;
use crate::measure::Wanted;
use crate::reader::Reader;

/// The journeys that are walked with real readers.
const LETTERS: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];
/// Folders of the scripts, one for each language.
pub const LANGS: [&str; 2] = ["zh-CN", "en"];

/// One key.
#[derive(Clone, Debug)]
pub struct Step {
    /// As it is written in the script.
    pub key: String,
    /// What is sent to the terminal.
    pub bytes: Vec<u8>,
    /// What the program declares to be heard, line by line; nothing while a secret is typed.
    pub wanted: Vec<Wanted>,
    /// What it is for.
    pub kind: Kind,
    /// The terminal shows what is typed by itself, or nobody does.
    pub typing: bool,
    /// The row the cursor is in afterwards.
    pub row: String,
}

/// One journey in one language and one mode.
#[derive(Clone, Debug)]
pub struct Journey {
    /// Its letter.
    pub letter: &'static str,
    /// The folder of its language.
    pub lang: &'static str,
    /// Reader or line.
    pub front: Front,
    /// The script.
    pub path: PathBuf,
    /// What the script begins with.
    pub header: Header,
    /// Its keys, the start first.
    pub steps: Vec<Step>,
}

impl Journey {
    /// A name that says which one it is.
    pub fn name(&self) -> String {
        format!("{}/{}.{}", self.lang, self.letter, mode(self.front))
    }
}

/// The name of a mode in file names and tables.
pub fn mode(front: Front) -> &'static str {
    if front == Front::Line { "line" } else { "reader" }
}

/// All journeys: each language, each letter, each mode, in a program that is set up as `reader` needs it.
pub fn all(reader: Reader) -> Vec<Journey> {
    let mut found = Vec::new();
    for lang in LANGS {
        for letter in LETTERS {
            let path = path_of(lang, letter);
            let source = fs::read_to_string(&path).expect("a script is text");
            let mut script = rehearse::parse(&source).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            script.header.echoes = reader.echoes();
            for front in [Front::Reader, Front::Line] {
                found.push(journey(letter, lang, front, path.clone(), &script));
            }
        }
    }
    found
}

fn path_of(lang: &str, letter: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts").join(lang);
    let files = fs::read_dir(&folder).expect("the scripts are there").flatten();
    let begins = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(letter));
    files.map(|file| file.path()).find(begins).unwrap_or_else(|| panic!("no journey {letter} in {lang}"))
}

fn journey(letter: &'static str, lang: &'static str, front: Front, path: PathBuf, script: &Script) -> Journey {
    let script = match front {
        Front::Line => for_line_mode(script),
        _ => script.clone(),
    };
    let mut player = Player::new(script.header.clone()).expect("a database in memory");
    let mut steps: Vec<Step> = Vec::new();
    let mut before: Option<View> = None;
    let mut in_lines = false;
    for beat in &script.beats {
        let left = player.has_left();
        let played = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
        let field = played.view.as_ref().filter(|view| view.focused().role.takes_text());
        let row = |words: &String| {
            let label = |name: &str| Text::new(player.lang()).with("part-label", &[("label", &name)]);
            let named = field.is_some_and(|view| words.starts_with(&label(&view.focused().name)));
            named.then(|| played.line.row.clone())
        };
        let lines = played.line.heard.iter().cloned();
        let mut wanted: Vec<Wanted> = lines.map(|words| Wanted { row: row(&words), words }).collect();
        if front == Front::Line {
            // The field with the focus is printed last, because the answer is typed behind it.
            wanted.sort_by_key(|line| line.row.is_some());
        }
        let line_mode = front == Front::Line;
        let kind = Kind::of(beat.entry.as_ref(), before.as_ref(), played.view.as_ref(), line_mode);
        let row = played.line.row.clone();
        let step = Step { key: beat.written.clone(), bytes: Vec::new(), wanted, kind, typing: false, row };
        match &beat.entry {
            // An entered line starts the program, also when it was left and the shell is there again.
            None => steps.push(Step { bytes: b"\r".to_vec(), kind: Kind::Start, ..step }),
            Some(_) if left => {
                steps.push(Step { key: "Enter".into(), bytes: b"\r".to_vec(), kind: Kind::Start, ..step });
            }
            Some(Entry::Key(Key::Ctrl('c'))) => steps.push(Step { bytes: vec![3], kind: Kind::Other, ..step }),
            Some(entry) if in_lines => {
                let line = entry.as_line();
                let key = if matches!(entry, Entry::Type(_)) { format!("type \"{line}\"") } else { line.clone() };
                let before = steps.last().map_or("", |step| &step.row);
                let row = format!("{before}{line}");
                let bytes = line.into_bytes();
                steps.push(Step { key, bytes, wanted: Vec::new(), kind: Kind::Typed, typing: true, row });
                steps.push(Step { key: "Enter".into(), bytes: b"\r".to_vec(), ..step });
            }
            Some(entry) => {
                let typing = step.wanted.is_empty();
                steps.push(Step { bytes: bytes(entry), typing, ..step });
            }
        }
        // The questions of the first start are lines in every mode.
        in_lines = front == Front::Line || played.view.is_none();
        before = played.view;
    }
    Journey { letter, lang, front, path, header: script.header, steps }
}

/// What a terminal sends for an entry on the full screen.
fn bytes(entry: &Entry) -> Vec<u8> {
    let key = match entry {
        Entry::Type(text) | Entry::Line(text) => return text.clone().into_bytes(),
        Entry::Key(key) => *key,
    };
    let key = match key {
        Key::Char(c) => ReaderKey::Char(c),
        Key::Up => ReaderKey::Up,
        Key::Down => ReaderKey::Down,
        Key::Left => ReaderKey::Left,
        Key::Right => ReaderKey::Right,
        Key::Home => ReaderKey::Home,
        Key::End => ReaderKey::End,
        Key::PageUp => ReaderKey::PageUp,
        Key::PageDown => ReaderKey::PageDown,
        Key::Enter => ReaderKey::Enter,
        Key::Esc => ReaderKey::Esc,
        Key::Tab => ReaderKey::Tab,
        Key::BackTab => ReaderKey::BackTab,
        Key::Backspace => ReaderKey::Backspace,
        Key::F1 => ReaderKey::F(1),
        Key::Ctrl(c) => return vec![c as u8 & 0x1f],
    };
    key.bytes()
}

#[test]
fn every_key_of_a_journey_declares_what_is_heard() {
    for (lang, letter) in LANGS.into_iter().flat_map(|lang| LETTERS.map(|letter| (lang, letter))) {
        let path = path_of(lang, letter);
        let source = fs::read_to_string(&path).expect("a script is text");
        let script = rehearse::parse(&source).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let mut player = Player::new(script.header.clone()).expect("a database in memory");
        for beat in &script.beats {
            let played = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
            let heard: Vec<&str> = played.line.heard.iter().map(|words| words.trim_end()).collect();
            assert_eq!(beat.expected, heard, "{}:{}", path.display(), beat.line);
        }
    }
}
