//! A folder of policy files on disk, read to be checked and laid over what ships. The words are those of whoever keeps
//! the files: file, line, fault and remedy.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::data::DataFault;
use crate::domain::data::bundle::{Bundle, FOLDERS};
use crate::domain::data::sheet::Source;
use crate::domain::shipped;

/// Folders of what ships that a site cannot lay over; a copy of all assets may have them.
const OWN: [&str; 8] = ["devices", "retrofits", "places", "calendars", "review", "document", "locales", "migrations"];

/// What ships with the folder `root` laid over it, and everything that is wrong with the folder.
pub fn laid_over(root: &Path) -> (Bundle, Vec<DataFault>) {
    let mut faults = Vec::new();
    check_folders(root, &mut faults);
    let files = files(root, &mut faults);
    let bundle = shipped::bundle().with_files(&files, &mut faults);
    (bundle, faults)
}

/// The files of a site's folder, by folder and name.
fn files(root: &Path, faults: &mut Vec<DataFault>) -> Vec<Source> {
    FOLDERS.iter().flat_map(|kind| sources(root, kind, faults)).collect()
}

/// The `.toml` files of a kind in the order of their names; none where there is no such folder.
fn sources(root: &Path, kind: &str, faults: &mut Vec<DataFault>) -> Vec<Source> {
    let mut names: Vec<PathBuf> = fs::read_dir(root.join(kind))
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    names.sort();
    let mut found = Vec::new();
    for path in names {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut source = Source::new(format!("{kind}/{name}"), "");
        match fs::read_to_string(&path) {
            Ok(text) => {
                source.text = text;
                found.push(source);
            }
            Err(error) => faults.push(
                source.fault_as_whole(format!("it cannot be read: {error}"), "save it as UTF-8 text that can be read"),
            ),
        }
    }
    found
}

/// Notes folders that nothing is read from, so that a misspelt one is not passed over in silence.
fn check_folders(root: &Path, faults: &mut Vec<DataFault>) {
    let mut whole = |name: &str, fault: &str, remedy: String| {
        faults.push(DataFault { file: name.to_owned(), line: 0, fault: fault.to_owned(), remedy });
    };
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) => {
            let name = root.display().to_string();
            return whole(&name, &format!("it cannot be read: {error}"), "name a folder that can be read".into());
        }
    };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let folders = FOLDERS.join(", ");
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let known = name.starts_with('.') || FOLDERS.contains(&name.as_str()) || OWN.contains(&name.as_str());
        if path.is_dir() && !known {
            whole(&name, "nothing is read from this folder", format!("use one of {folders}"));
        }
        if !path.is_dir() && FOLDERS.contains(&name.as_str()) {
            whole(&name, "this is not a folder that can be read", "make it a folder with .toml files".into());
        }
        if path.is_dir() && FOLDERS.contains(&name.as_str()) {
            for inside in stray(&path) {
                let remedy = "end its name with .toml in small letters and put it right into the folder";
                whole(&format!("{name}/{inside}"), "this is not read", remedy.into());
            }
        }
        if path.is_file() && path.extension().is_some_and(|ending| ending == "toml") {
            whole(&name, "nothing is read from here", format!("move it to one of {folders}"));
        }
    }
}

/// What in a folder of policy files is passed over, but for notes for people.
fn stray(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
    let mut names: Vec<String> = entries
        .into_iter()
        .filter(|entry| {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let note = entry.file_name().to_string_lossy().starts_with('.') || ["md", "txt"].contains(&ending);
            !(note || (path.is_file() && ending == "toml"))
        })
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
