//! One journey behind one reader: each key is sent, and as soon as what is wanted was said and it is quiet, the next one.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use zhucan::app::Front;
use zhucan::app::effect::Echo;
use zhucan::front::Echoes;
use zhucan::rehearse::{Data, stage};
use zhucan::store::Store;

use crate::journey::{Journey, Step, all};
use crate::kind::Kind;
use crate::measure::measure;
use crate::pty::Pty;
use crate::reader::{READERS, Reader};
use crate::recorded::{Heard, keep, recording};
use crate::ssip::{Manner, Record, Sent, Server, Whose};

/// Nothing more is coming when it was quiet for so long.
const QUIET: Duration = Duration::from_millis(80);
/// What has not been said by then is not said.
const PATIENCE: Duration = Duration::from_millis(2500);
/// The same while a reader starts, which is slow on a busy machine.
const STARTING: Duration = Duration::from_secs(30);
/// A reader that was quiet for so long has started.
const SETTLED: Duration = Duration::from_millis(500);
/// How long a key is given that nothing is to be heard after, or that the terminal itself echoes.
const UNHEARD: Duration = Duration::from_millis(400);
/// How long nobody touches a key at the end.
pub const IDLE: Duration = Duration::from_secs(10);
/// How often a journey is walked before what is heard counts.
const ATTEMPTS: usize = 4;
/// Rows and columns of the window.
const WINDOW: (u16, u16) = (24, 80);

/// What came of a journey.
pub struct Run {
    /// What was said.
    pub heard: Heard,
    /// The reader and the program still ran at the end.
    pub alive: bool,
    /// What was said while nobody touched a key, where that was waited for.
    pub idle: Option<Vec<String>>,
}

/// All runs with the readers that are here, made once. On a busy machine a reader is now and then late for a key or reads
/// half of what was typed at once, so a run that says something else than its recording is made again, and what counts is
/// what is heard otherwise each time. With `ZHUCAN_ACCEPT` set what was heard twice becomes the recording.
pub fn runs() -> &'static [Run] {
    static RUNS: OnceLock<Vec<Run>> = OnceLock::new();
    RUNS.get_or_init(|| {
        let readers: Vec<Reader> = READERS.into_iter().filter(|reader| reader.is_here()).collect();
        let of = |reader: Reader| all(reader).into_iter().map(move |journey| (reader, journey));
        let asked = || readers.iter().copied().flat_map(of).filter(|(_, journey)| is_asked_for(&journey.name()));
        let offices = Offices::default();
        let mut runs = together(asked().collect(), &offices);
        if accepts() {
            let others = together(asked().collect(), &offices);
            for (run, other) in runs.iter_mut().zip(&others) {
                settle_between(run, other, &offices);
                keep(&run.heard);
            }
        } else {
            for run in &mut runs {
                settle(run, &offices);
            }
        }
        runs
    })
}

/// Whether what is heard is to be taken for right.
pub fn accepts() -> bool {
    std::env::var_os("ZHUCAN_ACCEPT").is_some()
}

/// Makes the run again while something is heard otherwise than recorded, and takes over what is heard as recorded then.
fn settle(first: &mut Run, offices: &Offices) {
    let recorded = recording(first.heard.reader, first.heard.journey.clone());
    for _ in 1..ATTEMPTS {
        let differs = first.heard.differs_from(&recorded);
        if differs.is_empty() {
            return;
        }
        for at in &differs {
            println!("once more: {}", first.heard.beside(&recorded, *at));
        }
        let other = run(first.heard.reader, first.heard.journey.clone(), offices);
        first.alive &= other.alive;
        let still = other.heard.differs_from(&recorded);
        for at in differs.into_iter().filter(|at| !still.contains(at)) {
            first.heard.said[at].clone_from(&other.heard.said[at]);
        }
    }
}

/// Where two runs differ a third one decides.
fn settle_between(first: &mut Run, second: &Run, offices: &Offices) {
    let differs = first.heard.differs_from(&second.heard);
    if differs.is_empty() {
        return;
    }
    let third = run(first.heard.reader, first.heard.journey.clone(), offices);
    for at in first.heard.differs_from(&third.heard) {
        if differs.contains(&at) {
            first.heard.said[at].clone_from(&third.heard.said[at]);
        }
    }
}

/// `ZHUCAN_JOURNEY` leaves only the journeys whose name holds it, for somebody who mends one.
fn is_asked_for(name: &str) -> bool {
    std::env::var("ZHUCAN_JOURNEY").map_or(true, |asked| name.contains(&asked))
}

/// A few at a time: most of the time a run waits.
fn together(all: Vec<(Reader, Journey)>, offices: &Offices) -> Vec<Run> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let left = Mutex::new(all.into_iter().enumerate().collect::<Vec<_>>().into_iter());
    let done = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..=cores {
            scope.spawn(|| {
                loop {
                    let next = left.lock().expect("no thread panics with it").next();
                    let Some((at, (reader, journey))) = next else { return };
                    let run = run(reader, journey, offices);
                    done.lock().expect("no thread panics with it").insert(at, run);
                }
            });
        }
    });
    done.into_inner().expect("no thread panicked with it").into_values().collect()
}

/// Databases as journeys begin with them, each filled once.
#[derive(Default)]
struct Offices {
    made: Mutex<BTreeMap<&'static str, (tempfile::TempDir, PathBuf)>>,
}

impl Offices {
    /// Puts a copy of the one that a journey begins with to `place`; nothing where it begins with none.
    fn copy(&self, journey: &Journey, place: &Path) {
        let name = match journey.header.data {
            Data::New => return,
            Data::Empty => "empty",
            Data::Demo => "demo",
        };
        let mut made = self.made.lock().expect("no thread panics with it");
        let (_, file) = made.entry(name).or_insert_with(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("office.db");
            let mut store = Store::open(&file).expect("a database");
            stage::fill(&journey.header, &mut store).expect("an office");
            store.tidy().expect("all in one file");
            (folder, file)
        });
        fs::copy(file, place).expect("a copy");
    }
}

/// A file that is there as soon as the reader has started what runs inside it.
fn ready(folder: &Path) -> PathBuf {
    folder.join("ready")
}

/// The program as a shell would start it whenever Enter is pressed and it does not run.
fn program(reader: Reader, journey: &Journey, folder: &Path) -> PathBuf {
    let mode = if journey.front == Front::Line { "--line" } else { "--reader" };
    let echo = |echo| match echo {
        Echo::Row => "row",
        Echo::Speech => "speech",
        Echo::Cursor => "cursor",
    };
    let Echoes { letter, arrow } = reader.echoes();
    let arguments = format!("--letter-echo {} --arrow-echo {}", echo(letter), echo(arrow));
    let program = env!("CARGO_BIN_EXE_zhucan");
    let (script, database) = (journey.path.display(), folder.join("office.db"));
    let database = database.display();
    let open = format!("'{program}' rehearse '{script}' --open --keep '{database}' {mode} {arguments}");
    let file = folder.join("program");
    let ready = ready(folder);
    let ready = ready.display();
    let text = format!("#!/bin/sh\ntrap : INT\n: >'{ready}'\nwhile read -r again; do {open}; done\n");
    fs::write(&file, text).expect("the folder can be written to");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o700)).expect("it is ours");
    file
}

fn run(reader: Reader, journey: Journey, offices: &Offices) -> Run {
    let server = Server::start(Manner::default()).expect("a server");
    let folder = tempfile::tempdir().expect("a folder");
    offices.copy(&journey, &folder.path().join("office.db"));
    let program = program(reader, &journey, folder.path());
    let command = reader.around(&program, folder.path(), &server);
    let mut pty = Pty::start(command, WINDOW.0, WINDOW.1);
    started(folder.path(), &mut pty, &server);
    let said = journey.steps.iter().map(|step| press(reader, step, &mut pty, &server)).collect();
    let alive = pty.runs();
    // One journey on the screen and one line by line stand for all.
    let waits = matches!((journey.letter, journey.front), ("b", Front::Reader) | ("g", Front::Line));
    let idle = waits.then(|| {
        let mark = server.mark();
        thread::sleep(IDLE);
        heard(&server.since(mark))
    });
    end(&mut pty);
    Run { heard: Heard { reader, journey, said }, alive, idle }
}

/// Waits until the reader has started and has said what it says of itself.
fn started(folder: &Path, pty: &mut Pty, server: &Server) {
    let began = Instant::now();
    while began.elapsed() < STARTING && pty.runs() {
        let last = server.since(0).last().map_or(began, |record| record.at);
        if ready(folder).exists() && last.max(pty.last_byte()).elapsed() > SETTLED {
            return;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Presses one key; what was said after it.
fn press(reader: Reader, step: &Step, pty: &mut Pty, server: &Server) -> Vec<String> {
    if reader.keeps(&step.bytes) {
        return Vec::new();
    }
    let (mark, shown) = (server.mark(), pty.mark());
    let began = Instant::now();
    pty.send(&step.bytes);
    let patience = match step.kind {
        Kind::Start => STARTING,
        _ if step.typing => UNHEARD,
        _ => PATIENCE,
    };
    loop {
        let records = server.since(mark);
        let said = heard(&records);
        let wanted = if step.typing { pty.mark() > shown } else { measure(&step.wanted, &said).heard };
        let last = records.last().map_or(began, |record| record.at).max(began);
        let quiet = last.elapsed().min(pty.last_byte().max(began).elapsed());
        let still = quiet >= QUIET && (wanted || began.elapsed() >= patience.max(QUIET));
        if still || !pty.runs() {
            return said;
        }
        thread::sleep(Duration::from_millis(3));
    }
}

/// What comes to be said: not what a client takes back before a voice could begin.
fn heard(records: &[Record]) -> Vec<String> {
    let mut said: Vec<(usize, String)> = Vec::new();
    for record in records {
        match &record.sent {
            Sent::Speak(text) | Sent::Char(text) | Sent::Key(text) => said.push((record.client, text.clone())),
            Sent::Cancel(Whose::All) | Sent::Stop(Whose::All) => said.clear(),
            Sent::Cancel(_) | Sent::Stop(_) => said.retain(|(client, _)| *client != record.client),
            Sent::Set(..) | Sent::Gone => {}
        }
    }
    said.into_iter().map(|(_, text)| one_line(&text)).filter(|text| !text.is_empty()).collect()
}

/// An utterance on one line. Fenrir makes a pause of every row, of empty ones too; one pause at a time is enough.
fn one_line(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    words.dedup_by(|next, last| (*next, *last) == (",", ","));
    let words = words.join(" ");
    words.strip_prefix(", ").unwrap_or(&words).trim_end_matches([' ', ',']).to_owned()
}

/// Ends a reader and the program inside it: a reader may leave that running when it is killed.
fn end(pty: &mut Pty) {
    let below = below(pty.pid());
    pty.kill();
    for pid in below {
        if let Some(pid) = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
        }
    }
}

/// All processes that a process has started, and those that they have started.
fn below(pid: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name in front may hold anything, a bracket as well.
            let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect();
    let mut found = vec![pid];
    let mut next = 0;
    while next < found.len() {
        let above = found[next];
        found.extend(parents.iter().filter(|(_, parent)| *parent == above).map(|(pid, _)| *pid));
        next += 1;
    }
    found.split_off(1)
}
