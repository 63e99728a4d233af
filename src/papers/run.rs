//! Running a program of other people: what it is given, what it says, and how long it may take.

use std::ffi::OsStr;
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// How often is looked whether a program has ended that has closed its output.
const LOOK: Duration = Duration::from_millis(5);
/// Nobody reads more of a complaint.
const LONGEST_WORDS: usize = 200;

/// What a program has said.
#[derive(Debug)]
pub struct Said {
    /// On its output.
    pub out: Vec<u8>,
    /// The last line of its complaints.
    pub complaint: String,
}

/// Why it came to nothing.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// It is not there.
    Missing,
    /// It took too long and was ended.
    Slow,
    /// It ended with an error, with this complaint.
    Failed(String),
}

/// Gives `input` to a program and takes what it says, for no longer than `limit`. What it has started itself ends with
/// it.
pub fn run(program: &Path, args: &[&OsStr], input: String, limit: Duration) -> Result<Said, Failure> {
    let end = Instant::now() + limit;
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // A group of its own can be ended as a whole.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::Missing,
        _ => Failure::Failed(error.to_string()),
    })?;
    let mut pipe = child.stdin.take().expect("its input is a pipe");
    // A program that says something before it has read everything must not wait for us, nor we for it. One that does
    // not want its input closes it, which is no fault.
    thread::spawn(move || drop(pipe.write_all(input.as_bytes())));
    let out = reader(child.stdout.take().expect("its output is a pipe"));
    let complaints = reader(child.stderr.take().expect("its complaints go to a pipe"));
    let left = || end.saturating_duration_since(Instant::now());
    let said = out.recv_timeout(left()).ok().zip(complaints.recv_timeout(left()).ok());
    let (Some((out, complaints)), Some(status)) = (said, ended(&mut child, end)) else {
        stop(&mut child);
        return Err(Failure::Slow);
    };
    let complaint = last_line(&complaints);
    if status { Ok(Said { out, complaint }) } else { Err(Failure::Failed(complaint)) }
}

/// Reads to the end, in a thread of its own.
fn reader(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (give, take) = mpsc::channel();
    thread::spawn(move || {
        let mut all = Vec::new();
        // What was read before an error is said as well; nobody may wait for it any more.
        let _ = from.read_to_end(&mut all);
        let _ = give.send(all);
    });
    take
}

/// Waits for the end; whether it went well. None when it does not come.
fn ended(child: &mut Child, end: Instant) -> Option<bool> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if Instant::now() < end => thread::sleep(LOOK),
            Ok(None) | Err(_) => return None,
        }
    }
}

/// Ends a program and what it has started.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // It may just have ended by itself.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The last line that says something, without what could steer a terminal.
fn last_line(words: &[u8]) -> String {
    let words = String::from_utf8_lossy(words);
    let line = words.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(LONGEST_WORDS).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, input: &str, limit: Duration) -> Result<Said, Failure> {
        run(Path::new("/bin/sh"), &["-c".as_ref(), script.as_ref()], input.to_owned(), limit)
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn a_program_is_given_words_and_says_some() {
        let big = "残疾人\n".repeat(40_000);
        let said = sh("cat; echo 'one' >&2; printf 'two\\033[2J\\n\\n' >&2", &big, LONG).expect("it runs");
        assert_eq!(said.out, big.as_bytes(), "more than a pipe holds");
        assert_eq!(said.complaint, "two[2J");
        assert!(sh("true", &big, LONG).expect("it need not read what it is given").out.is_empty());
    }

    #[test]
    fn failing_and_missing_programs_are_told_apart() {
        assert_eq!(sh("echo no table >&2; exit 3", "", LONG).err(), Some(Failure::Failed("no table".into())));
        assert_eq!(sh("kill -9 $$", "", LONG).err(), Some(Failure::Failed(String::new())));
        assert_eq!(run(Path::new("/nowhere/x"), &[], String::new(), LONG).err(), Some(Failure::Missing));
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_all_it_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let pid = folder.path().join("pid");
        for script in ["sleep 300 & echo $! > PID; wait", "exec >&- 2>&-; echo $$ > PID; sleep 300"] {
            let script = script.replace("PID", &pid.display().to_string());
            let begun = Instant::now();
            assert_eq!(sh(&script, "", Duration::from_millis(400)).err(), Some(Failure::Slow));
            assert!(begun.elapsed() < Duration::from_secs(5), "it was waited for");
            let started = std::fs::read_to_string(&pid).expect("it was started");
            // One that was ended and not yet fetched by the system is there as a name only.
            let gone = || {
                let stat = std::fs::read_to_string(format!("/proc/{}/stat", started.trim()));
                stat.is_err() || stat.is_ok_and(|stat| stat.contains(") Z "))
            };
            let waited = Instant::now();
            while !gone() && waited.elapsed() < Duration::from_secs(5) {
                thread::sleep(LOOK);
            }
            assert!(gone(), "{started} still runs");
        }
    }
}
