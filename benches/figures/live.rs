//! The program behind a real terminal: start, keys, rest.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use zhucan::text::{Lang, Text};

use super::pty::Pty;
use super::{quantile, tell};

/// So often everything is repeated, the program and its peer in turn.
const REPEATS: usize = 9;
/// After so long nothing of a key's answer is still on its way, the wipe included.
const SETTLED: Duration = Duration::from_millis(400);
const DOWN: &str = "\x1b[B";
const UP: &str = "\x1b[A";

pub fn say(id: &str) -> String {
    Text::new(Lang::Zh).say(id)
}

pub fn program(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zhucan"));
    command.args(["demo", "--reader"]);
    surroundings(&mut command, folder);
    command
}

fn surroundings(command: &mut CommandBuilder, folder: &Path) {
    command.env_clear();
    command.cwd(folder);
    command.env("ZHUCAN_DATA", folder.join("data"));
    command.env("HOME", folder);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "zh_CN.UTF-8");
}

/// The comparing program lies beside this one; the newest of those that were built.
fn bare() -> Option<PathBuf> {
    let this = std::env::current_exe().ok()?;
    let entries = fs::read_dir(this.parent()?).ok()?.filter_map(Result::ok);
    let built = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with("bare_list-") && !name.contains('.')
    });
    built.max_by_key(|entry| entry.metadata().and_then(|data| data.modified()).ok()).map(|entry| entry.path())
}

fn bare_command(path: &Path, folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(path);
    command.arg("run");
    surroundings(&mut command, folder);
    command
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Starts a program; how long until `last` stands on the screen and nothing follows, and its peak memory in KiB.
fn start(command: CommandBuilder, last: &str) -> (Pty, f64, f64) {
    let begin = Instant::now();
    let at = Pty::start(command, 24, 80);
    at.shows(last);
    let settled = at.quiet(Duration::from_millis(100));
    let status = fs::read_to_string(format!("/proc/{}/status", at.pid())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    let took = ms(settled.saturating_duration_since(begin));
    (at, took, peak.unwrap_or(f64::NAN))
}

/// Bytes that come for some keys.
#[allow(clippy::cast_precision_loss, reason = "far below the limit of exact integers")]
fn bytes(at: &mut Pty, keys: &str) -> f64 {
    let mark = at.mark();
    at.send(keys);
    while at.mark() == mark {
        thread::sleep(Duration::from_millis(1));
    }
    at.quiet(SETTLED);
    (at.mark() - mark) as f64
}

/// Milliseconds from a key to the first and to the last byte of its answer. What is left of an earlier answer must have
/// been waited for.
pub fn latency(at: &mut Pty, key: &str, pause: Duration) -> (f64, f64) {
    let mark = at.mark();
    let begin = Instant::now();
    at.send(key);
    let until = begin + Duration::from_secs(2);
    while at.mark() == mark && Instant::now() < until {
        thread::sleep(Duration::from_micros(100));
    }
    let last = at.quiet(pause);
    let first = at.first_byte(mark).unwrap_or(until);
    (ms(first.saturating_duration_since(begin)), ms(last.saturating_duration_since(begin)))
}

/// Nanoseconds of processor time of all threads.
fn processor(at: &Pty) -> f64 {
    let Ok(tasks) = fs::read_dir(format!("/proc/{}/task", at.pid())) else { return f64::NAN };
    let read = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("schedstat")).ok());
    read.filter_map(|text| text.split_whitespace().next()?.parse::<f64>().ok()).sum()
}

pub fn tell_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let Some(bare) = bare() else {
        println!("bare_list is not built: cargo bench --no-run builds it");
        return;
    };
    // The first start fills the sample office; it is not what is measured.
    let mut first = Pty::start(program(folder), 24, 80);
    while !first.rows().iter().any(|row| row.contains(&say("row-leave"))) {
        thread::sleep(Duration::from_millis(20));
    }
    first.send("\x03");
    first.ends();
    starts(folder, &bare);
    moves(folder, &bare);
    pages(folder);
    rest(folder, &bare);
    super::voice::tell_all(folder);
}

fn starts(folder: &Path, bare: &Path) {
    let (mut ours, mut theirs) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for _ in 0..REPEATS {
        let (_, took, peak) = start(program(folder), &say("row-leave"));
        ours.0.push(took);
        ours.1.push(peak);
        let (_, took, peak) = start(bare_command(bare, folder), "24 ");
        theirs.0.push(took);
        theirs.1.push(peak);
    }
    tell("start to settled first page, median", quantile(&ours.0, 0.5), "ms", "bare list", quantile(&theirs.0, 0.5));
    tell("peak memory after start, median", quantile(&ours.1, 0.5), "KiB", "bare list", quantile(&theirs.1, 0.5));
}

fn moves(folder: &Path, bare: &Path) {
    let (mut ours, ..) = start(program(folder), &say("row-leave"));
    let (mut theirs, ..) = start(bare_command(bare, folder), "24 ");
    let (mut one, mut ahead, mut peer) = (Vec::new(), Vec::new(), Vec::new());
    // Fifteen keys that end one row below, without touching an end of the list.
    let burst = [DOWN.repeat(4), UP.repeat(3), DOWN.repeat(4), UP.repeat(4)].concat();
    ours.quiet(SETTLED);
    for _ in 0..REPEATS {
        one.push(bytes(&mut ours, DOWN));
        bytes(&mut ours, UP);
        peer.push(bytes(&mut theirs, DOWN));
        ahead.push(bytes(&mut ours, &burst));
        bytes(&mut ours, UP);
    }
    tell("one arrow, bytes, median", quantile(&one, 0.5), "bytes", "bare list", quantile(&peer, 0.5));
    tell("15 arrows typed ahead, bytes, median", quantile(&ahead, 0.5), "bytes", "one arrow", quantile(&one, 0.5));

    let (mut arrow, mut letter, mut peer) = (Vec::new(), Vec::new(), Vec::new());
    let pause = Duration::from_millis(15);
    for round in 0..200 {
        let (down, j) = if round % 4 < 2 { (DOWN, "j") } else { (UP, "k") };
        arrow.push(latency(&mut ours, down, pause).1);
        letter.push(latency(&mut ours, j, pause).1);
        peer.push(latency(&mut theirs, if round % 2 == 0 { DOWN } else { UP }, pause).1);
    }
    for (name, values) in [("arrow", &arrow), ("letter", &letter)] {
        let at = |share| quantile(values, share);
        tell(&format!("{name}, key to last byte, p50"), at(0.5), "ms", "bare list", quantile(&peer, 0.5));
        tell(&format!("{name}, key to last byte, p99"), at(0.99), "ms", "limit", 15.0);
    }
}

fn pages(folder: &Path) {
    let (mut at, ..) = start(program(folder), &say("row-leave"));
    let pause = Duration::from_millis(100);
    let mut page = Vec::new();
    for _ in 0..20 {
        page.push(latency(&mut at, "1\r", pause).1);
        page.push(latency(&mut at, "b", pause).1);
    }
    tell("another page, key to last byte, p50", quantile(&page, 0.5), "ms", "limit", 90.0);
    tell("another page, key to last byte, p99", quantile(&page, 0.99), "ms", "limit", 90.0);

    at.send("3\r");
    at.shows(&say("apply-begin"));
    at.quiet(pause);
    at.send("\r");
    at.quiet(SETTLED);
    at.send("郑小荷");
    at.quiet(SETTLED);
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for _ in 0..40 {
        let took = latency(&mut at, "\r", pause);
        first.push(took.0);
        last.push(took.1);
        // Back to the same question; the answer is in its field.
        latency(&mut at, "\x1b", pause);
        at.quiet(pause);
    }
    tell("answer kept, key to first byte, p50", quantile(&first, 0.5), "ms", "limit", 15.0);
    tell("answer kept, key to first byte, p99", quantile(&first, 0.99), "ms", "limit", 15.0);
    tell("answer kept, key to next question, p50", quantile(&last, 0.5), "ms", "limit", 90.0);
    tell("answer kept, key to next question, p99", quantile(&last, 0.99), "ms", "limit", 90.0);
}

#[allow(clippy::cast_precision_loss, reason = "far below the limit of exact integers")]
fn rest(folder: &Path, bare: &Path) {
    let (mut ours, ..) = start(program(folder), &say("row-leave"));
    let (theirs, ..) = start(bare_command(bare, folder), "24 ");
    ours.send("w");
    ours.quiet(SETTLED);
    let mark = ours.mark();
    let before = (processor(&ours), processor(&theirs));
    thread::sleep(Duration::from_secs(5));
    let after = (processor(&ours), processor(&theirs));
    tell("5 s at rest, bytes", (ours.mark() - mark) as f64, "bytes", "limit", 0.0);
    tell("5 s at rest, processor", (after.0 - before.0) / 1e6, "ms", "bare list", (after.1 - before.1) / 1e6);
}
