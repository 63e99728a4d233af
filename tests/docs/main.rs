//! What is written about the program is true of the program: its key page, its words in both languages, its commands.

mod families;
mod keys;
mod messages;
mod pages;
mod protocol;
mod sources;

#[path = "../source/mod.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::root;
use zhucan::text::Lang;

const LANGS: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh-CN")];

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be read to its end").path();
        if path.is_dir() {
            files.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|known| known == ending) {
            files.push(path);
        }
    }
    files.sort();
    files
}
