//! How fast people are screened and the catalogue is searched. The people are invented, the same every time. Nothing here
//! fails: what counts is the figure beside its goal, and beside a pass over the same file that only counts bytes.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use zhucan::domain::data::fact::{Fact, Shape};
use zhucan::domain::eligibility::{FactReader, Inquiry, Known};
use zhucan::domain::shipped;

const PEOPLE: usize = 250_000;
const DAY: &str = "2026-11-23";
const QUERIES: [&str; 26] = [
    "残",
    "车",
    "盲",
    "轮椅",
    "助听",
    "补贴",
    "就业",
    "shouyin",
    "lunyi",
    "lún yǐ",
    "zhù tīng qì",
    "ly",
    "ztq",
    "byhc",
    "wheelchair",
    "allowance",
    "hearing aid",
    "ramp",
    "8.5",
    "第八条",
    "第八条第5项",
    "article 9 item 2",
    "ad-010",
    "rf-14",
    "child-living-allowance",
    "nothing at all like it",
];

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    fn day(&mut self, first: usize, last: usize) -> String {
        format!("{}-{:02}-{:02}", first + self.next(last - first), 1 + self.next(12), 1 + self.next(28))
    }
}

fn value(fact: &Fact, chance: &mut Chance) -> String {
    let one = |chance: &mut Chance| {
        let answers = fact.shape.answers();
        format!("\"{}\"", answers[chance.next(answers.len())].value)
    };
    match &fact.shape {
        Shape::Bool { .. } => (chance.next(2) == 0).to_string(),
        // Most who ask live in the district and have a certificate.
        Shape::Choice(_) if fact.id == "p.cert" && chance.next(10) > 0 => "\"valid\"".into(),
        Shape::Choice(_) if fact.id == "p.district" && chance.next(10) > 0 => "\"xicheng\"".into(),
        Shape::Choice(_) => one(chance),
        Shape::Set(answers) if chance.next(5) == 0 && answers.len() > 2 => {
            let first = chance.next(answers.len() - 2);
            format!("[\"{}\",\"{}\"]", answers[first].value, answers[first + 1].value)
        }
        Shape::Set(_) => format!("[{}]", one(chance)),
        Shape::Int { min, max, .. } => {
            (min + i64::try_from(chance.next(60)).expect("small") % (max - min + 1)).to_string()
        }
        Shape::Date if fact.id == "p.birth" => format!("\"{}\"", chance.day(1930, 2025)),
        Shape::Date => format!("\"{}\"", chance.day(2009, 2026)),
        Shape::Money => {
            let months: Vec<String> = (0..12).map(|_| format!("\"{}.50\"", 400 + chance.next(900))).collect();
            format!("[{}]", months.join(","))
        }
    }
}

fn person(chance: &mut Chance, line: &mut String) {
    let facts = shipped::facts();
    let wanted = 10 + chance.next(21);
    line.push('{');
    let mut given = 0;
    for (place, fact) in facts.iter().enumerate() {
        // Severity follows from the grade, and amounts are rare.
        let left_out = fact.id == "p.severe" || (fact.shape == Shape::Money && chance.next(50) > 0);
        if left_out || chance.next(facts.len() - place) >= wanted - given.min(wanted) {
            continue;
        }
        if given > 0 {
            line.push(',');
        }
        given += 1;
        let value = value(fact, chance);
        let value = match chance.next(20) {
            0 => format!("{{\"value\":{value},\"from\":\"{}\",\"to\":\"2027-12-31\"}}", chance.day(2010, 2026)),
            1 => format!("{{\"value\":{value},\"to\":\"{}\",\"source\":\"register\"}}", chance.day(2020, 2029)),
            _ => value,
        };
        write!(line, "\"{}\":{value}", fact.id).expect("a text takes everything");
    }
    line.push_str("}\n");
}

fn write(path: &Path) -> u64 {
    let mut out = BufWriter::new(File::create(path).expect("a file"));
    let mut chance = Chance(2011);
    let mut line = String::new();
    for _ in 0..PEOPLE {
        line.clear();
        person(&mut chance, &mut line);
        out.write_all(line.as_bytes()).expect("room on the disk");
    }
    out.flush().expect("room on the disk");
    fs::metadata(path).expect("it is there").len()
}

/// Name, value, unit, goal.
fn tell(name: &str, value: f64, unit: &str, goal: &str) {
    println!("{name:<50} {value:>14.2} {unit:<10} {goal}");
}

/// Seconds, the best of some tries: the machine is shared.
fn best(tries: usize, mut work: impl FnMut()) -> f64 {
    let took = (0..tries).map(|_| {
        let begin = Instant::now();
        work();
        begin.elapsed().as_secs_f64()
    });
    took.fold(f64::INFINITY, f64::min)
}

/// Kilobytes of memory at most, read while the program runs.
fn program(file: &Path, folder: &Path) -> (f64, f64) {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_zhucan"))
        .args(["policy", "screen", "--verdicts", "--as-of", DAY, "--facts"])
        .arg(file)
        .env_clear()
        .env("ZHUCAN_DATA", folder)
        .stdout(File::create(folder.join("verdicts")).expect("a file"))
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut peak = 0.0_f64;
    let status = format!("/proc/{}/status", child.id());
    while child.try_wait().expect("it can be waited for").is_none() {
        let lines = fs::read_to_string(&status).unwrap_or_default();
        let high = lines.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let high = high.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(high.unwrap_or(0.0));
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    (begin.elapsed().as_secs_f64(), peak)
}

#[allow(clippy::cast_precision_loss, reason = "far below the limit of exact integers")]
fn screening(folder: &Path) {
    let file = folder.join("people.jsonl");
    let size = write(&file);
    let people = PEOPLE as f64;
    println!("{PEOPLE} people, {} bytes each", size / PEOPLE as u64);

    let plain = best(3, || {
        let mut input = BufReader::with_capacity(1 << 16, File::open(&file).expect("it is there"));
        let (mut line, mut bytes) = (Vec::new(), 0);
        while input.read_until(b'\n', &mut line).expect("it can be read") > 0 {
            bytes += line.len() as u64;
            line.clear();
        }
        assert_eq!(bytes, size);
    });
    let rules = shipped::rules(DAY.parse().expect("a day"));
    let inside = best(3, || {
        let input = BufReader::with_capacity(1 << 16, File::open(&file).expect("it is there"));
        let run = zhucan::cli::stream(input, &mut std::io::sink(), &rules, |_| {}, |_| {}).expect("it can be read");
        assert_eq!((run.people, run.faults), (PEOPLE, 0));
    });
    let (mut whole, mut peak) = (f64::INFINITY, 0.0_f64);
    for _ in 0..3 {
        let (took, memory) = program(&file, folder);
        (whole, peak) = (whole.min(took), peak.max(memory));
    }
    tell("verdicts, the program", people / whole, "people/s", "goal: 100000 or more");
    tell("verdicts, the loop alone", people / inside, "people/s", "goal: 100000 or more");
    tell("a plain pass over the file", people / plain, "lines/s", "");
    tell("verdicts, the program, against the plain pass", whole / plain, "times", "");
    tell("verdicts, the program, memory at most", peak / 1024.0, "MiB", "goal: the same for any file");

    let reading = best(3, || {
        let input = BufReader::with_capacity(1 << 16, File::open(&file).expect("it is there"));
        let mut reader = FactReader::new(shipped::facts(), rules.day);
        let mut known = Known::nothing(shipped::facts().len());
        for line in input.split(b'\n') {
            reader.read(&line.expect("it can be read"), &mut known).expect("good facts");
        }
    });
    tell("reading the facts alone", people / reading, "people/s", "");

    let mut chance = Chance(7);
    let mut line = String::new();
    person(&mut chance, &mut line);
    let mut reader = FactReader::new(shipped::facts(), rules.day);
    let reasons = best(5, || {
        for _ in 0..200 {
            let mut known = Known::nothing(shipped::facts().len());
            reader.read(line.trim_end().as_bytes(), &mut known).expect("good facts");
            let inquiry = Inquiry::of_known(&rules, known).expect("they agree");
            let found: usize = rules.rules.iter().map(|ready| inquiry.screen_ready(ready).conditions.len()).sum();
            assert!(found > rules.rules.len());
        }
    });
    tell("one person, every reason of every rule", reasons / 200.0 * 1e6, "us", "");
}

fn search() {
    let day = DAY.parse().expect("a day");
    let begin = Instant::now();
    let _ = shipped::find("残", day);
    tell("first search, with making the index", begin.elapsed().as_secs_f64() * 1e3, "ms", "");
    let mut took: Vec<(f64, &str)> = QUERIES
        .iter()
        .map(|query| {
            let seconds = best(5, || {
                std::hint::black_box(shipped::find(query, day));
            });
            (seconds * 1e3, *query)
        })
        .collect();
    took.sort_by(|one, other| one.0.total_cmp(&other.0));
    tell("search over everything, median", took[took.len() / 2].0, "ms", "goal: below 5");
    let (worst, query) = took[took.len() - 1];
    tell("search over everything, worst", worst, "ms", &format!("goal: below 50; \"{query}\""));
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    screening(folder.path());
    search();
}
