//! Checks every asset file and packs each kind into one file of `OUT_DIR`, so that a wrong file fails the build with its
//! line and the program never parses what it ships with.

use std::fs;
use std::path::PathBuf;
use std::process::exit;

use serde::Serialize;

// The program compiles the same module; what only the program calls is not used here.
#[allow(dead_code, unused_imports, reason = "the build reads and checks, the program looks up")]
#[path = "src/domain/data/mod.rs"]
mod data;

use data::DataFault;
use data::bundle::{Bundle, FOLDERS};
use data::sheet::Source;

fn main() {
    println!("cargo::rerun-if-changed=assets");
    let mut packer = Packer::new();
    let files: Vec<Source> = FOLDERS.iter().flat_map(|kind| packer.sources(kind)).collect();
    let bundle = Bundle::default().with_files(&files, &mut packer.faults);
    packer.pack("facts", &bundle.facts);
    packer.pack("definitions", &bundle.definitions);
    packer.pack("open-points", &bundle.points);
    packer.pack("rates", &bundle.rates);
    packer.pack("policies", &bundle.programmes);
    packer.pack("reasons", &bundle.reasons);
    packer.pack("forms", &bundle.forms);
    packer.pack_each("devices", data::item::device::parse, data::item::device::arrange);
    packer.pack_each("retrofits", data::item::retrofit::parse, data::item::retrofit::arrange);
    packer.pack_each("places", data::place::parse, Ok);
    packer.pack_each("calendars", data::calendar::parse, Ok);
    packer.pack_each("review", data::reason::parse_review, Ok);
    let files = packer.sources("document");
    let document = data::document::parse_all(&files, &mut packer.faults);
    packer.pack("document", &document.unwrap_or_default());
    for lang in ["zh-CN", "en"] {
        packer.pack_messages(lang);
    }
    packer.finish();
}

/// Writes the packed files and keeps what is wrong.
struct Packer {
    assets: PathBuf,
    out: PathBuf,
    faults: Vec<DataFault>,
}

impl Packer {
    fn new() -> Self {
        let folder = |name| PathBuf::from(std::env::var_os(name).expect("cargo tells a build script its folders"));
        Self { assets: folder("CARGO_MANIFEST_DIR").join("assets"), out: folder("OUT_DIR"), faults: Vec::new() }
    }

    /// The `.toml` files of a kind in the order of their names.
    fn sources(&mut self, kind: &str) -> Vec<Source> {
        let mut names: Vec<PathBuf> = fs::read_dir(self.assets.join(kind))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        names.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        names.sort();
        let mut found = Vec::new();
        for path in names {
            let name = format!("{kind}/{}", path.file_name().unwrap_or_default().to_string_lossy());
            match fs::read_to_string(&path) {
                Ok(text) => found.push(Source::new(name, text)),
                Err(error) => {
                    let fault = format!("it cannot be read: {error}");
                    self.faults.push(Source::new(name, "").fault_as_whole(fault, "save it as UTF-8 text"));
                }
            }
        }
        found
    }

    fn pack<T: Serialize>(&mut self, kind: &str, value: &T) {
        let packed = postcard::to_stdvec(value).expect("the packed types are plain data");
        let file = self.out.join(format!("{kind}.bin"));
        fs::write(&file, packed).unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
    }

    /// Reads the files of one kind one by one, each a list of entries, and packs the entries in one list, arranged.
    fn pack_each<T: Serialize>(
        &mut self,
        kind: &str,
        read: impl Fn(&str, &str) -> Result<Vec<T>, DataFault>,
        arrange: impl Fn(Vec<T>) -> Result<Vec<T>, DataFault>,
    ) {
        let mut entries = Vec::new();
        for file in self.sources(kind) {
            match read(&file.file, &file.text) {
                Ok(mut list) => entries.append(&mut list),
                Err(fault) => self.faults.push(fault),
            }
        }
        let arranged = arrange(entries).unwrap_or_else(|fault| {
            self.faults.push(fault);
            Vec::new()
        });
        self.pack(kind, &arranged);
    }

    /// Puts the messages of a language into one text, an empty line behind each, and lists where each begins, by name.
    fn pack_messages(&mut self, lang: &str) {
        let mut messages: Vec<String> = Vec::new();
        let folder = self.assets.join("locales").join(lang);
        let mut files: Vec<PathBuf> = fs::read_dir(folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        files.sort();
        for file in files {
            let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
                match messages.last_mut() {
                    Some(message) if !line.starts_with(|letter: char| letter.is_ascii_alphabetic()) => {
                        message.push('\n');
                        message.push_str(line);
                    }
                    _ => messages.push(line.to_owned()),
                }
            }
        }
        let name = |message: &str| message.split(' ').next().unwrap_or_default().to_owned();
        messages.sort_by_key(|message| name(message));
        let (mut text, mut starts) = (String::new(), Vec::new());
        for message in &messages {
            let at = u32::try_from(text.len()).expect("the messages are small");
            starts.extend(at.to_le_bytes());
            text.push_str(message);
            text.push_str("\n\n");
        }
        for (ending, bytes) in [("ftl", text.as_bytes()), ("starts", &starts)] {
            let file = self.out.join(format!("{lang}.{ending}"));
            fs::write(&file, bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
    }

    /// Ends the build when anything was wrong, after telling all of it.
    fn finish(self) {
        for fault in &self.faults {
            eprintln!("error: {fault}");
        }
        if !self.faults.is_empty() {
            exit(1);
        }
    }
}
