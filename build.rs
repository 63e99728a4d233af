//! Checks every asset file and packs each kind into one file of `OUT_DIR`, so that a wrong file fails the build with its
//! line and the program never parses what it ships with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;

use serde::Serialize;

// The program compiles the same module; what only the program calls is not used here.
#[allow(dead_code, reason = "the build reads and checks, the program looks up")]
#[path = "src/domain/data/mod.rs"]
mod data;

use data::DataFault;
use data::sheet::Source;

fn main() {
    println!("cargo::rerun-if-changed=assets");
    let mut packer = Packer::new();
    // A kind is a folder of assets/ and a line here.
    let facts = packer.pack("facts", data::fact::parse_all);
    packer.pack("definitions", |files, faults| data::definition::parse_all(files, &facts, faults));
    packer.pack("policies", |files, faults| data::programme::parse_all(files, &facts, faults));
    packer.pack_each("devices", data::item::device::parse, data::item::device::arrange);
    packer.pack_each("retrofits", data::item::retrofit::parse, data::item::retrofit::arrange);
    packer.pack_each("places", data::place::parse, Ok);
    packer.pack_each("calendars", data::calendar::parse, Ok);
    packer.pack_each("reasons", data::reason::parse, data::reason::arrange);
    packer.pack_each("review", data::reason::parse_review, Ok);
    packer.pack("forms", read_forms);
    packer.finish();
}

/// The forms are checked one by one and then together: a condition in one may name a question of another.
fn read_forms(files: &[Source], faults: &mut Vec<DataFault>) -> Vec<data::form::Form> {
    let mut forms = Vec::new();
    for file in files {
        match data::form::parse(&file.file, &file.text) {
            Ok(form) => forms.push((file, form)),
            Err(fault) => faults.push(fault),
        }
    }
    let together: Vec<_> = forms.iter().map(|(file, form)| (file.file.as_str(), file.text.as_str(), form)).collect();
    faults.extend(data::form::check_forms(&together).err());
    forms.into_iter().map(|(_, form)| form).collect()
}

/// Reads kinds, keeps what is wrong with them and writes the packed files.
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

    /// Reads the files of one kind together and packs what `read` makes of them.
    fn pack<T: Serialize>(&mut self, kind: &str, read: impl FnOnce(&[Source], &mut Vec<DataFault>) -> T) -> T {
        let sources = self.sources(kind);
        let value = read(&sources, &mut self.faults);
        let packed = postcard::to_stdvec(&value).expect("the packed types are plain data");
        let file = self.out.join(format!("{kind}.bin"));
        fs::write(&file, packed).unwrap_or_else(|error| panic!("{} cannot be written: {error}", file.display()));
        value
    }

    /// Reads the files of one kind one by one, each a list of entries, and packs the entries in one list, arranged.
    fn pack_each<T: Serialize>(
        &mut self,
        kind: &str,
        read: impl Fn(&str, &str) -> Result<Vec<T>, DataFault>,
        arrange: impl Fn(Vec<T>) -> Result<Vec<T>, DataFault>,
    ) {
        self.pack(kind, |files, faults| {
            let mut entries = Vec::new();
            for file in files {
                match read(&file.file, &file.text) {
                    Ok(mut list) => entries.append(&mut list),
                    Err(fault) => faults.push(fault),
                }
            }
            arrange(entries).unwrap_or_else(|fault| {
                faults.push(fault);
                Vec::new()
            })
        });
    }

    /// The `.toml` files of a kind in the order of their names; none when there is no such folder yet.
    fn sources(&mut self, kind: &str) -> Vec<Source> {
        let mut names: Vec<PathBuf> = fs::read_dir(self.assets.join(kind))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        names.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
        names.sort();
        names.iter().filter_map(|path| self.source(kind, path)).collect()
    }

    fn source(&mut self, kind: &str, path: &Path) -> Option<Source> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut source = Source::new(format!("{kind}/{name}"), "");
        match fs::read_to_string(path) {
            Ok(text) => {
                source.text = text;
                Some(source)
            }
            Err(error) => {
                self.faults.push(
                    source.fault_as_whole(
                        format!("it cannot be read: {error}"),
                        "save it as UTF-8 text that can be read",
                    ),
                );
                None
            }
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
