//! Checks every asset file and packs each kind into one file of `OUT_DIR`, so that a wrong file fails the build with its
//! line and the program never parses what it ships with.

use std::fs;
use std::path::PathBuf;
use std::process::exit;

use serde::Serialize;

// The program compiles the same module; what only the program calls is not used here.
#[allow(dead_code, reason = "the build reads and checks, the program looks up")]
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
