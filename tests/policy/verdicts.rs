//! Verdicts alone say what the full screening says, for as many people as there are.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use zhucan::domain::data::fact::Shape;
use zhucan::domain::shipped;

use super::{Desk, objects};

/// People with some facts each, the same every time.
fn people(count: usize) -> String {
    let mut state = 2011_u64;
    let mut chance = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut out = String::new();
    for _ in 0..count {
        let mut facts = Vec::new();
        for fact in shipped::facts() {
            if fact.id == "p.severe" || chance(3) > 0 {
                continue;
            }
            let answers = fact.shape.answers();
            let value = match &fact.shape {
                Shape::Bool { .. } => (chance(2) == 0).to_string(),
                Shape::Choice(_) => format!("\"{}\"", answers[chance(answers.len())].value),
                Shape::Set(_) => format!("[\"{}\"]", answers[chance(answers.len())].value),
                Shape::Int { min, max, .. } => {
                    (min + i64::try_from(chance(30)).expect("small") % (max - min + 1)).to_string()
                }
                Shape::Date => format!("\"{}-0{}-1{}\"", 1940 + chance(85), 1 + chance(9), chance(10)),
                Shape::Money => "[\"100.50\"]".into(),
            };
            let value = if chance(8) == 0 { format!("{{\"value\":{value},\"to\":\"2020-01-01\"}}") } else { value };
            facts.push(format!("\"{}\":{value}", fact.id));
        }
        let _ = writeln!(out, "{{{}}}", facts.join(","));
    }
    out
}

#[test]
fn verdicts_are_those_of_the_full_screening() {
    let desk = Desk::new();
    let file = desk.write("people.jsonl", &people(500));
    let screen = ["policy", "screen", "--as-of", "2026-03-01", "--facts", &file];
    let full = desk.json(&[&screen[..], &["--json"]].concat(), "");
    let short = desk.json(&[&screen[..], &["--verdicts"]].concat(), "");
    assert_eq!((full.len(), short.len()), (500 * 37, 500));
    let mut counts = [0, 0];
    for (person, (full, short)) in full.chunks(37).zip(&short).enumerate() {
        assert_eq!(short["person"], person);
        for (count, key) in counts.iter_mut().zip(["eligible", "need_facts"]) {
            let ids: Vec<_> = full.iter().filter(|one| one["verdict"] == key).map(|one| one["id"].clone()).collect();
            *count += ids.len();
            assert_eq!(short[key], serde_json::Value::from(ids), "{person} {key}");
        }
    }
    assert!(counts.iter().all(|count| *count > 1000), "{counts:?}");
}

#[test]
fn a_fault_costs_its_person_alone() {
    let desk = Desk::new();
    let done = desk.run(&["policy", "screen", "--verdicts", "--facts", "-"], "{}\nbroken\n{\"p.grade\":9}\n{}\n");
    let people: Vec<_> = objects(&done.out).iter().map(|one| one["person"].as_u64()).collect();
    assert_eq!((done.code, people), (4, vec![Some(0), Some(3)]));
    assert_eq!(done.err.lines().count(), 2, "{}", done.err);
}

#[test]
fn a_large_file_says_how_far_it_is_in_plain_lines() {
    let desk = Desk::new();
    let file = desk.write("people.jsonl", &people(12_000));
    let done = desk.run(&["policy", "screen", "--verdicts", "--lang", "en", "--facts", &file], "");
    let said = [
        "Screening, one moment",
        "Screening: 25 percent done",
        "Screening: 50 percent done",
        "Screening: 75 percent done",
        "Screening: finished",
    ];
    assert_eq!(done.err.lines().collect::<Vec<_>>(), said);
    assert_eq!((done.code, done.out.lines().count()), (0, 12_000));
}

#[test]
fn nobody_in_the_file_is_no_fault() {
    let desk = Desk::new();
    let done = desk.run(&["policy", "screen", "--verdicts", "--facts", "-"], "\n\n");
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert!(!done.err.is_empty());
}

#[test]
fn an_output_that_nobody_reads_any_more_ends_quietly() {
    let desk = Desk::new();
    let file = desk.write("people.jsonl", &"{\"p.cert\":\"valid\"}\n".repeat(20_000));
    for args in [&["policy", "screen", "--verdicts", "--facts", &file][..], &["policy", "list", "--json"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhucan"));
        command.args(args).env_clear().env("ZHUCAN_DATA", desk.path("data"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let done = child.wait_with_output().expect("the program ends");
        assert_eq!((done.status.code(), done.stderr), (Some(0), Vec::new()));
        assert!(line.starts_with('{'), "{line}");
    }
}
