//! The program's sources as syntax trees, for tests that read them instead of running them.
#![allow(dead_code, reason = "each test program needs a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

/// A module with the items that stand in it directly; modules inside it are modules of their own.
pub struct Module {
    /// Its path from the crate's root, which is empty.
    pub path: Vec<String>,
    /// The file it stands in, from the folder of the package.
    pub file: String,
    /// What it holds.
    pub items: Vec<syn::Item>,
    /// It is compiled for tests only.
    pub test: bool,
}

/// The folder of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every module of the library and of the program, parents before children.
pub fn modules() -> Vec<Module> {
    let mut found = Vec::new();
    for file in ["src/lib.rs", "src/main.rs"] {
        read(&root().join(file), &[], false, &mut found);
    }
    found
}

fn read(file: &Path, path: &[String], test: bool, found: &mut Vec<Module>) {
    let source = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed = syn::parse_file(&source).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    take(parsed.items, file, path, test, found);
}

fn take(items: Vec<syn::Item>, file: &Path, path: &[String], test: bool, found: &mut Vec<Module>) {
    let shown = file.strip_prefix(root()).unwrap_or(file).display().to_string();
    let at = found.len();
    found.push(Module { path: path.to_vec(), file: shown, items: Vec::new(), test });
    for item in items {
        let syn::Item::Mod(module) = item else {
            found[at].items.push(item);
            continue;
        };
        let mut below = path.to_vec();
        below.push(module.ident.to_string());
        let test = test || is_for_tests(&module.attrs);
        match module.content {
            Some((_, items)) => take(items, file, &below, test, found),
            None => read(&file_of(file, &module.ident.to_string()), &below, test, found),
        }
    }
}

/// The file of the module `name` that `parent` declares.
fn file_of(parent: &Path, name: &str) -> PathBuf {
    let folder = match parent.file_stem().and_then(|stem| stem.to_str()) {
        Some("lib" | "main" | "mod") => parent.with_file_name(""),
        _ => parent.with_extension(""),
    };
    let flat = folder.join(format!("{name}.rs"));
    if flat.exists() { flat } else { folder.join(name).join("mod.rs") }
}

/// Whether an item is compiled for tests only.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    })
}
