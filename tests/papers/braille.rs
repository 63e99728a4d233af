//! Braille by the real `lou_translate`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zhucan::papers::{Fault, Tools, make};
use zhucan::text::Lang;
use zhucan::text::handout::{Format, Handout, is_chinese};

use super::real::needs;
use super::{entries, handout, program};

const PROGRAM: (&str, &str) = ("lou_translate", "liblouis-bin");

/// A machine that runs other tests as well is no reason to give up.
fn patient() -> Tools {
    Tools { limit: Duration::from_mins(2), ..Tools::default() }
}

fn brf(page: &Handout) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.brf");
    assert_eq!(make(page, Format::Braille, &file, false, &patient()), Ok(false));
    String::from_utf8(std::fs::read(file).expect("it was made")).expect("ASCII")
}

/// The lines of each page.
fn pages(brf: &str) -> Vec<Vec<&str>> {
    brf.split('\u{c}')
        .map(|page| page.strip_suffix("\r\n").expect("a page ends with a line").split("\r\n").collect())
        .collect()
}

/// What `lou_translate` itself says to each line with a table.
fn translated(table: &str, lines: &[String]) -> Vec<String> {
    let mut command = Command::new(PROGRAM.0);
    command.args(["--forward", table]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it runs");
    let mut pipe = child.stdin.take().expect("a pipe");
    let input = lines.join("\n") + "\n";
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()).expect("it reads"));
    let out = child.wait_with_output().expect("it ends");
    writer.join().expect("it was written");
    String::from_utf8(out.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn every_entry_becomes_pages_of_40_cells_and_25_lines() {
    if !needs(PROGRAM.0, PROGRAM.1) {
        return;
    }
    for lang in [Lang::Zh, Lang::En] {
        for page in entries(lang) {
            let brf = brf(&page);
            let ascii = |c: char| matches!(c, ' '..='_' | '\r' | '\n' | '\u{c}');
            assert!(brf.chars().all(ascii), "{}: not only cells", page.stem);
            let pages = pages(&brf);
            for lines in &pages {
                assert!(lines.len() <= 25, "{}: {} lines", page.stem, lines.len());
                assert!(
                    lines.iter().all(|line| line.len() <= 40 && *line == line.trim_end()),
                    "{}: {lines:?}",
                    page.stem
                );
                assert!(lines.first().is_some_and(|line| !line.is_empty()), "{}: begins empty", page.stem);
                assert!(lines.last().is_some_and(|line| !line.is_empty()), "{}: ends empty", page.stem);
            }
            // The title and each section stand apart: an empty line or a new page before what follows.
            let headings = page.parts.iter().filter(|part| part.is_heading()).count();
            let apart = pages.iter().flatten().filter(|line| line.is_empty()).count();
            assert!(apart + pages.len() > headings, "{}: {apart} of {headings}", page.stem);
            let indented = pages.iter().flatten().filter(|line| line.starts_with("  ")).count();
            assert_eq!(indented, page.parts.len() - headings, "{}: each paragraph is indented", page.stem);
        }
    }
}

#[test]
fn the_tables_know_every_character_of_every_entry() {
    if !needs(PROGRAM.0, PROGRAM.1) {
        return;
    }
    for (lang, table) in [(Lang::Zh, "unicode.dis,zhcn-cbs.ctb"), (Lang::En, "unicode.dis,en-ueb-g1.ctb")] {
        let words = entries(lang).into_iter().flat_map(|page| page.lines());
        let chars: BTreeSet<char> = words.flat_map(|line| line.chars().collect::<Vec<_>>()).collect();
        let own = |c: &char| *c != ' ' && (lang == Lang::Zh || !is_chinese(*c));
        let lines: Vec<String> = chars.into_iter().filter(own).map(String::from).collect();
        let cells = translated(table, &lines);
        assert_eq!(cells.len(), lines.len());
        for (c, cells) in lines.iter().zip(cells) {
            let six = |cell: char| matches!(cell, '\u{2800}'..='\u{283f}');
            assert!(!cells.is_empty() && cells.chars().all(six), "{table} does not know {c}: {cells}");
        }
    }
}

#[test]
fn chinese_is_written_in_the_national_scheme_and_english_uncontracted() {
    if !needs(PROGRAM.0, PROGRAM.1) {
        return;
    }
    // Three syllables in seven cells: the tone of the second one is written, those of the others are left out by rule.
    assert_eq!(brf(&handout(Lang::Zh, "残疾人", &[])), "CVGI1J0\r\n");
    assert_eq!(brf(&handout(Lang::En, "The child and 12", &[])), ",THE CHILD AND #AB\r\n");
    // Chinese in an English text stands between the signs for another code and keeps its own cells.
    assert_eq!(brf(&handout(Lang::En, "Ask: 残疾人.", &[])), ",ASK3 \"\"_(CVGI1J0\"\"_)4\r\n");
}

#[test]
fn the_cells_are_those_of_the_table_for_braille_files() {
    if !needs(PROGRAM.0, PROGRAM.1) {
        return;
    }
    let words: Vec<String> = entries(Lang::Zh).into_iter().map(|page| page.title).collect();
    let theirs = translated("en-us-brf.dis,zhcn-cbs.ctb", &words);
    assert_eq!(theirs.len(), words.len());
    let paragraphs: Vec<&str> = words.iter().map(String::as_str).collect();
    let ours = brf(&handout(Lang::Zh, "", &paragraphs));
    // A title longer than a line is broken; the cells are the same.
    let plain = |text: &str| text.chars().filter(|c| !" -\r\n\u{c}".contains(*c)).collect::<String>();
    assert_eq!(plain(&ours), plain(&theirs.concat()));
}

/// A sign that no table has, and a word that no line holds.
#[test]
fn rare_signs_and_long_clauses_do_not_stop_it() {
    if !needs(PROGRAM.0, PROGRAM.1) {
        return;
    }
    assert_eq!(brf(&handout(Lang::Zh, "残\u{2a6a5}人", &[])), "CV=J0\r\n", "a full cell stands for it");
    let clause = "残疾人".repeat(12);
    let out = brf(&handout(Lang::Zh, "人", &[&clause]));
    // The clause is broken between two characters and never within one.
    let lines: Vec<&str> = out.split("\r\n").skip(2).collect();
    let whole: String = lines.iter().map(|line| line.trim().trim_end_matches('-')).collect();
    assert_eq!(whole, "CVGI1J0".repeat(12));
    assert!(lines.len() > 2 && lines.iter().all(|line| line.len() <= 40), "{lines:?}");
    for line in lines.iter().filter(|line| line.ends_with('-')) {
        let cells = line.trim().trim_end_matches('-');
        let ends = ["CV", "CVGI1", "CVGI1J0"].iter().any(|end| cells.ends_with(end));
        assert!(ends, "broken within a character: {line}");
    }
    let control = brf(&handout(Lang::En, "a\nb\u{1b}[2J", &[]));
    assert!(control.starts_with("A B "), "{control:?}");
}

#[test]
fn what_cannot_be_made_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = |name: &str, text: &str| {
        let file = folder.path().join(name);
        program(&file, text);
        file
    };
    let out = folder.path().join("out");
    std::fs::create_dir(&out).expect("a folder");
    let page = handout(Lang::Zh, "残疾人", &["一", "二"]);
    let tried = |program: &Path, limit: u64| {
        let limit = Duration::from_millis(limit);
        let tools = Tools { louis: program.to_owned(), espeak: program.to_owned(), limit };
        [Format::Braille, Format::Audio].map(|format| {
            let made = make(&page, format, &out.join(page.file_name(format)), true, &tools);
            let left: Vec<_> = std::fs::read_dir(&out).expect("a folder").collect();
            assert!(left.is_empty(), "{left:?}");
            made.expect_err("it cannot be made")
        })
    };
    for fault in tried(&folder.path().join("none"), 5_000) {
        assert!(matches!(&fault, Fault::Missing { .. }), "{fault:?}");
    }
    for fault in tried(&script("fails", "echo the table is gone >&2; exit 1"), 20_000) {
        assert!(matches!(&fault, Fault::Failed { said, .. } if said == "the table is gone"), "{fault:?}");
    }
    // One that ends well and has done nothing.
    for fault in tried(&script("empty", "cat >/dev/null"), 20_000) {
        assert!(matches!(&fault, Fault::Failed { said, .. } if said.is_empty()), "{fault:?}");
    }
    let begun = Instant::now();
    for fault in tried(&script("hangs", "exec sleep 300"), 500) {
        assert!(matches!(&fault, Fault::Slow { .. }), "{fault:?}");
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "it was waited for");
}
