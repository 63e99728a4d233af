//! Who may know whom. The sources are read, not run: a boundary that nothing checks is gone within a year.

mod source;

use source::{Module, modules};
use syn::visit::{self, Visit};

/// Each part of the program and the parts it may use beside itself. A new part needs a line here.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("view", &[]),
    ("text", &["domain", "view"]),
    ("store", &["domain"]),
    ("app", &["domain", "text", "view"]),
    ("config", &["app", "text"]),
    ("sample", &["domain", "store", "text"]),
    ("site", &["domain"]),
    ("papers", &["config", "text"]),
    ("session", &["app", "config", "domain", "papers", "sample", "store", "text", "view"]),
    ("front", &["app", "session", "text", "view"]),
    ("rehearse", &["app", "config", "domain", "front", "sample", "session", "store", "text", "view"]),
    ("cli", &["app", "config", "domain", "front", "papers", "rehearse", "sample", "session", "site", "store", "text"]),
];

/// Libraries that have one home each, so that they can be replaced in one place.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("argon2", &["store"]),
    ("sha2", &["store"]),
    ("crossterm", &["front"]),
    ("ratatui", &["front"]),
    ("signal_hook", &["front"]),
    ("rustix", &["config", "front", "papers", "store"]),
    ("fluent_bundle", &["text"]),
    ("unic_langid", &["text"]),
    ("tui_input", &["app"]),
    ("clap", &["cli"]),
    ("directories", &["config"]),
    ("vt100", &["rehearse"]),
];

/// What the standard library offers and who may ask for it.
const ENVIRONMENT: [&str; 3] = ["config", "cli", "front::screen"];
/// Parts whose answers depend on nothing but their arguments.
const PURE: [&str; 4] = ["domain", "view", "text", "app"];
const IMPURE: [&str; 8] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "chrono::Utc",
    "chrono::Local",
];
const PRINTING: [&str; 3] = ["println", "print", "dbg"];
const COMPLAINING: [&str; 2] = ["eprintln", "eprint"];

/// Every path and every macro that a module names.
#[derive(Default)]
struct Named {
    paths: Vec<String>,
    macros: Vec<String>,
    at: Vec<String>,
}

impl Named {
    fn of(module: &Module) -> Self {
        let mut named = Self { at: module.path.clone(), ..Self::default() };
        for item in &module.items {
            named.visit_item(item);
        }
        named
    }

    /// Adds a path, with `self`, `super` and `crate` resolved to `crate::...`.
    fn add(&mut self, segments: &[String]) {
        let mut whole: Vec<String> = match segments.first().map(String::as_str) {
            Some("crate") => vec!["crate".into()],
            Some("self" | "super") => ["crate".to_owned()].into_iter().chain(self.at.clone()).collect(),
            _ => Vec::new(),
        };
        for segment in segments {
            match segment.as_str() {
                "crate" | "self" => {}
                "super" => drop(whole.pop()),
                name => whole.push(name.to_owned()),
            }
        }
        self.paths.push(whole.join("::"));
    }

    fn tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
            syn::UseTree::Name(syn::UseName { ident, .. }) | syn::UseTree::Rename(syn::UseRename { ident, .. }) => {
                before.push(ident.to_string());
                self.add(before);
                before.pop();
            }
            syn::UseTree::Glob(_) => self.add(before),
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.add(&segments);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|segment| segment.ident.to_string());
        self.macros.extend(name);
        // What stands inside a macro is tokens and no syntax yet; its paths are found in their text.
        let tokens = call.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for word in tokens.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':') {
            if word.contains("::") {
                let segments: Vec<String> = word.split("::").filter(|part| !part.is_empty()).map(Into::into).collect();
                self.add(&segments);
            }
        }
    }
}

/// The part of the program that a module belongs to; empty for the root itself.
fn part(module: &Module) -> &str {
    module.path.first().map_or("", String::as_str)
}

fn begins(path: &str, with: &str) -> bool {
    path == with || path.strip_prefix(with).is_some_and(|rest| rest.starts_with("::"))
}

/// What is wrong in a module, a line for each.
fn faults(module: &Module) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |words: String| faults.push(format!("{}: {words}", module.file));
    let named = Named::of(module);
    let here = module.path.join("::");
    let top = part(module);
    let may = ARROWS.iter().find(|(name, _)| *name == top).map(|(_, may)| *may);
    for path in &named.paths {
        if let Some(target) = path.strip_prefix("crate::").and_then(|path| path.split("::").next())
            && ARROWS.iter().any(|(name, _)| *name == target)
            && may.is_some_and(|may| target != top && !may.contains(&target))
        {
            fault(format!("{top} must not know {target}, but names {path}"));
        }
        // The build script compiles this folder by itself, where there is no such crate around it.
        if begins(&here, "domain::data") && begins(path, "crate") && !begins(path, "crate::domain::data") {
            fault(format!("domain::data must know nothing but itself, but names {path}"));
        }
        if module.test {
            continue;
        }
        if let Some((library, homes)) = HOMES.iter().find(|(library, _)| begins(path, library))
            && !homes.contains(&top)
        {
            fault(format!("{library} belongs to {}", homes.join(" and ")));
        }
        if begins(path, "std::env") && !ENVIRONMENT.iter().any(|home| begins(&here, home)) {
            fault(format!("the environment belongs to {}, but {path} is named", ENVIRONMENT.join(", ")));
        }
        if PURE.contains(&top) && IMPURE.iter().any(|impure| begins(path, impure)) {
            fault(format!("{top} must not depend on files, threads or the time, but names {path}"));
        }
    }
    for call in named.macros.iter().map(String::as_str).filter(|_| !module.test) {
        if PRINTING.contains(&call) && top != "cli" && here != "front::line" {
            fault(format!("{call}! writes past the front ends"));
        }
        if COMPLAINING.contains(&call) && top != "cli" {
            fault(format!("{call}! writes into the screen"));
        }
    }
    faults
}

#[test]
fn no_part_knows_what_it_must_not() {
    let faults: Vec<String> = modules().iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_part_has_its_place() {
    let modules = modules();
    let mut parts: Vec<&str> = modules.iter().map(part).filter(|top| !top.is_empty()).collect();
    parts.sort_unstable();
    parts.dedup();
    let mut placed: Vec<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    placed.sort_unstable();
    assert_eq!(parts, placed, "each part of the program stands in ARROWS once");
}

/// No part may be reached from itself by its arrows.
#[test]
fn arrows_point_one_way() {
    let below = |name: &str| ARROWS.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, may)| *may);
    for (start, _) in ARROWS {
        let mut seen: Vec<&str> = below(start).to_vec();
        let mut next = 0;
        while next < seen.len() {
            for name in below(seen[next]) {
                if !seen.contains(name) {
                    seen.push(name);
                }
            }
            next += 1;
        }
        assert!(!seen.contains(start), "{start} can be reached from itself");
    }
}

#[test]
fn each_kind_of_fault_is_found() {
    for (path, text, found) in [
        ("domain::case", "use crate::text::Text;", "domain must not know text"),
        ("domain::case", "fn f() { let _ = super::super::store::Store::open(p); }", "domain must not know store"),
        ("domain::data::form", "use super::super::case::Role;", "must know nothing but itself"),
        ("view", "use crate::{view::Node, domain::case};", "view must not know domain"),
        ("session", "fn f(_: crate::front::Painter) {}", "session must not know front"),
        ("app", "use rusqlite::Connection;", "rusqlite belongs to store"),
        ("session", "fn f() -> Option<ratatui::buffer::Buffer> { None }", "ratatui belongs to front"),
        ("store", "use std::{env, io};", "the environment belongs to"),
        ("domain::case", "fn f() { let _ = chrono::Utc::now(); }", "must not depend on"),
        ("session", "fn f() { println!(\"{}\", 1); }", "writes past the front ends"),
        ("front::screen", "fn f() { eprintln!(\"oh\"); }", "writes into the screen"),
        ("text", "fn f() { debug_assert!(crate::store::Store::open(p).is_ok()); }", "text must not know store"),
    ] {
        let items = syn::parse_file(text).expect(text).items;
        let path = path.split("::").map(Into::into).collect();
        let faults = faults(&Module { path, file: "a.rs".into(), items, test: false });
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert!(faults[0].contains(found), "{faults:?}");
    }
}
