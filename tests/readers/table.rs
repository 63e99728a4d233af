//! The figures of the recordings as they stand in `docs/ACCESSIBILITY.md`; `ZHUCAN_ACCEPT=1` writes them.

use std::fmt::Write as _;
use std::fs;

use crate::excuses::Excuse;
use crate::goals::{Figures, figures, kept};
use crate::journey::mode;
use crate::reader::READERS;
use crate::recorded::Heard;
use crate::run::accepts;

const DOCUMENT: &str = "docs/ACCESSIBILITY.md";
const BEGIN: &str = "<!-- real readers on the journeys, written by `ZHUCAN_ACCEPT=1 cargo test --test readers` -->\n";
const END: &str = "<!-- end of the real readers -->\n";

#[test]
fn the_document_holds_the_figures_of_the_recordings() {
    let walks = kept();
    let section = section(&walks);
    let page = fs::read_to_string(DOCUMENT).expect("the document is there");
    let (head, rest) = page.split_once(BEGIN).expect("the section begins");
    let (stands, tail) = rest.split_once(END).expect("the section ends");
    if accepts() {
        fs::write(DOCUMENT, format!("{head}{BEGIN}{section}{END}{tail}")).expect("the document can be written");
    } else {
        assert!(stands == section, "{DOCUMENT} has other figures; write it with ZHUCAN_ACCEPT=1. Now:\n{section}");
    }
}

fn section(walks: &[Heard]) -> String {
    let mut out = String::from(
        "| Reader | Language | Journey | Mode | Keys | Wanted | Heard | Cleanly | Characters beyond |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for walk in walks {
        let mut one = Figures::default();
        one.add(walk);
        let (reader, journey) = (walk.reader.title(), &walk.journey);
        let _ = writeln!(
            out,
            "| {reader} | {} | {} | {} | {} | {} | {} | {} | {} |",
            journey.lang,
            journey.letter,
            mode(journey.front),
            journey.steps.len(),
            one.wanted,
            one.heard,
            one.clean,
            one.beyond
        );
    }
    out.push_str("\n| Reader | Wanted | Heard | Cleanly | Silent | List keys | Others on them | Typed |\n");
    out.push_str("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
    let all: Vec<(&str, Figures)> =
        READERS.into_iter().map(|reader| (reader.title(), figures(reader, walks))).collect();
    for (name, f) in &all {
        let _ = writeln!(
            out,
            "| {name} | {} | {} | {} | {} | {} | {} | {} |",
            f.wanted, f.heard, f.clean, f.silent, f.list, f.list_others, f.typed
        );
    }
    out.push_str("\n| Exception | Reader | Keys |\n| --- | --- | --- |\n");
    for excuse in Excuse::ALL {
        for (name, f) in &all {
            if let Some(keys) = f.excused.get(&excuse) {
                let _ = writeln!(out, "| {} | {name} | {keys} |", excuse.words());
            }
        }
    }
    out
}
