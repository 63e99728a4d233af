//! What the readers said, kept as readable files: each key as in a script, and below it what was said, one utterance a
//! line. `ZHUCAN_ACCEPT=1 cargo test --test readers` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::journey::{Journey, all, mode};
use crate::measure::plain;
use crate::reader::{READERS, Reader};

/// A journey behind a reader, and what was said after each of its keys.
pub struct Heard {
    /// The reader.
    pub reader: Reader,
    /// Which journey.
    pub journey: Journey,
    /// What was said after each of its keys; nothing after keys that the reader keeps for itself.
    pub said: Vec<Vec<String>>,
}

impl Heard {
    /// Its name: reader, language, journey, mode.
    pub fn name(&self) -> String {
        format!("{} {}", self.reader.name(), self.journey.name())
    }

    /// Where it is kept.
    pub fn path(&self) -> PathBuf {
        path(self.reader, &self.journey)
    }

    /// As it is kept.
    pub fn written(&self) -> String {
        let script = self.journey.path.file_name().unwrap_or_default().to_string_lossy();
        let mut out = format!("# {}, {script}, {}\n", self.reader.title(), mode(self.journey.front));
        for (step, said) in self.journey.steps.iter().zip(&self.said) {
            let _ = writeln!(out, "> {}", step.key);
            if self.reader.keeps(&step.bytes) {
                out.push_str("# kept by the reader\n");
            }
            for words in said {
                let _ = writeln!(out, "{words}");
            }
        }
        out
    }

    /// The keys after which `other` says something else; how utterances are cut does not matter.
    pub fn differs_from(&self, other: &Self) -> Vec<usize> {
        let pairs = self.said.iter().zip(&other.said).enumerate();
        pairs.filter(|(_, (one, two))| essence(one) != essence(two)).map(|(at, _)| at).collect()
    }

    /// What this and `other` say after a key.
    pub fn beside(&self, other: &Self, at: usize) -> String {
        let (key, one, two) = (&self.journey.steps[at].key, &self.said[at], &other.said[at]);
        format!("{}, key {at} {key}: said {one:?}, recorded {two:?}", self.name())
    }
}

/// What is compared of what was said after a key.
pub fn essence(said: &[String]) -> String {
    // Fenrir says this of the empty row that Enter leads to in line mode, if the answer does not come at once.
    said.iter().filter(|words| *words != "space").map(|words| plain(words)).collect()
}

fn path(reader: Reader, journey: &Journey) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/recorded").join(reader.name());
    folder.join(journey.lang).join(format!("{}.{}.heard", journey.letter, mode(journey.front)))
}

/// All recordings.
pub fn recordings() -> Vec<Heard> {
    READERS
        .into_iter()
        .flat_map(|reader| all(reader).into_iter().map(move |journey| recording(reader, journey)))
        .collect()
}

/// The recording of a journey.
pub fn recording(reader: Reader, journey: Journey) -> Heard {
    let file = path(reader, &journey);
    let source = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut said: Vec<Vec<String>> = Vec::new();
    let mut keys = Vec::new();
    // Above the first key stands what the file is; below it a number sign is a number of line mode.
    let kept = |line: &&str| *line != "# kept by the reader";
    for line in source.lines().skip_while(|line| !line.starts_with("> ")).filter(kept) {
        match line.strip_prefix("> ") {
            Some(key) => {
                keys.push(key);
                said.push(Vec::new());
            }
            None => said.last_mut().expect("the first line names a key").push(line.to_owned()),
        }
    }
    let pressed: Vec<&str> = journey.steps.iter().map(|step| step.key.as_str()).collect();
    assert!(keys == pressed, "{} has other keys than its script; ZHUCAN_ACCEPT=1 writes it anew", file.display());
    Heard { reader, journey, said }
}

/// Writes a recording.
pub fn keep(heard: &Heard) {
    let file = heard.path();
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("the folder can be made");
    fs::write(&file, heard.written()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}
