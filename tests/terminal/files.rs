//! What is kept: who can read it, and what happens when it is damaged, foreign, or the disk is full.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use zhucan::app::{Front, Place};

use super::office::{Applicant, Computer, PROGRAM, Way, question, say};
use super::pty::{Pty, find};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[test]
fn only_their_owner_can_read_the_database_and_its_folder() {
    let computer = Computer::new();
    let mut at = computer.open(&[]);
    for ask in ["2 English", &say("first-terminal"), &say("first-computer")] {
        at.shows(ask);
        at.send("\r");
    }
    at.writes(0, &say("home-title"));
    assert_eq!(mode(&computer.database()), 0o600);
    assert_eq!(mode(&computer.data()), 0o700);
    for entry in fs::read_dir(computer.data()).expect("a folder") {
        let path = entry.expect("it can be listed").path();
        assert_eq!(mode(&path) & 0o077, 0, "{}", path.display());
    }
}

/// Starts the program on data it must refuse: it says so in one sentence that names the file, ends with 4, and leaves
/// everything as it was.
fn refuses(computer: &Computer, message: &str) {
    let before = listing(&computer.data());
    let mut at = computer.open(&["--reader"]);
    at.writes(0, computer.database().file_name().and_then(|name| name.to_str()).expect("it has a name"));
    assert_eq!(at.ends(), 4);
    assert!(at.is_cooked());
    let told = at.text_since(0);
    assert!(!told.contains('\x1b'), "{told}");
    let file = computer.database().display().to_string();
    let expected = zhucan::text::Text::new(zhucan::text::Lang::Zh).with(message, &[("file", &file)]);
    assert_eq!(told.trim_end(), expected, "one sentence");
    let out = computer.run(&["user", "list"], "");
    assert_eq!(out.status.code(), Some(4), "{out:?}");
    assert_eq!(listing(&computer.data()), before, "nothing was touched");
}

/// Names and contents.
fn listing(folder: &Path) -> Vec<(String, Option<Vec<u8>>)> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut all: Vec<_> = paths.map(|path| (path.display().to_string(), fs::read(&path).ok())).collect();
    all.sort();
    all
}

#[test]
fn a_damaged_database_is_left_alone() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    fs::write(computer.database(), "something else altogether\n".repeat(400)).expect("it can be written");
    refuses(&computer, "open-damaged");
}

#[test]
fn a_database_that_was_cut_off_is_left_alone() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    drop(zhucan::store::Store::open(&computer.database()).expect("a store"));
    let whole = fs::read(computer.database()).expect("it is there");
    fs::write(computer.database(), &whole[..whole.len() / 2]).expect("it can be written");
    for beside in ["zhucan.db-wal", "zhucan.db-shm"] {
        let _ = fs::remove_file(computer.data().join(beside));
    }
    refuses(&computer, "open-damaged");
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let other = rusqlite::Connection::open(computer.database()).expect("a database");
    other.execute_batch("CREATE TABLE recipes (name TEXT)").expect("a table");
    other.close().expect("it is closed");
    refuses(&computer, "open-damaged");
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    drop(zhucan::store::Store::open(&computer.database()).expect("a store"));
    let newer = rusqlite::Connection::open(computer.database()).expect("a database");
    newer.pragma_update(None, "user_version", 99).expect("it can be set");
    newer.close().expect("it is closed");
    refuses(&computer, "open-newer");
}

#[test]
fn a_folder_in_place_of_the_database_is_left_alone() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    fs::create_dir(computer.database()).expect("a folder");
    refuses(&computer, "open-not-writable");
}

#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    fs::set_permissions(computer.data(), fs::Permissions::from_mode(0o500)).expect("it can be set");
    if fs::write(computer.data().join("probe"), "").is_ok() {
        eprintln!("skipped: this account may write everywhere");
        return;
    }
    refuses(&computer, "open-not-writable");
    fs::set_permissions(computer.data(), fs::Permissions::from_mode(0o700)).expect("it can be set");
}

#[test]
fn on_a_full_disk_it_is_said_and_nothing_is_lost() {
    let computer = Computer::chosen(Front::Reader, Place::Own).with("PATH", "/usr/bin:/bin");
    let data = computer.data().display().to_string();
    // A disk of its own in a mount namespace that is gone with the program.
    let mount = "mount -t tmpfs -o size=600k none \"$0\"";
    let may = Command::new("unshare").args(["-m", "sh", "-c", mount, &data]).output();
    let own_disk = may.is_ok_and(|out| out.status.success());
    let settings = fs::read_to_string(computer.data().join("settings.toml")).expect("the settings");
    let mut at = if own_disk {
        let script = format!("{mount} && printf '%s' \"$2\" > \"$0/settings.toml\" && exec \"$1\"");
        Pty::start(computer.command("unshare", &["-m", "sh", "-c", &script, &data, PROGRAM, &settings]), 24, 80)
    } else {
        eprintln!("no disk may be mounted here: a limit for the size of files stands for a full disk");
        let script = "trap '' XFSZ; ulimit -f 560; exec \"$0\"";
        Pty::start(computer.command("sh", &["-c", script, PROGRAM]), 24, 80)
    };
    Applicant::begin(&mut at, Way::Keys);
    Applicant::default().fill(&mut at, Way::Keys, "device", Some("person.address"));
    let inside = format!("/proc/{}/root{data}", at.pid());
    let inside = Path::new(if own_disk { &inside } else { &data });
    let filler = inside.join("filler");
    if own_disk {
        fill_up(&filler);
    }
    // Answers are given again and again until there is no room for one more.
    let full = if own_disk { say("store-full") } else { say("store-other") };
    let ask = &question("person", "person.address").ask.zh;
    let next = &question("person", "person.residence").ask.zh;
    let last = (0..400).find(|round| {
        let mark = at.mark();
        at.send(format!("样例{round}\r"));
        at.wait("the next question or a complaint", |rows, bytes| {
            rows[0].contains(next.as_str()) || find(&bytes[mark..], full.as_bytes())
        });
        at.quiet(Duration::from_millis(20));
        if at.text_since(mark).contains(&full) {
            return true;
        }
        at.send("\x1b");
        at.wait("the question again", |rows, _| rows[0].contains(ask.as_str()));
        at.send([0x7f].repeat(12));
        false
    });
    let last = last.unwrap_or_else(|| panic!("the disk never became full:\n{}", at.rows().join("\n")));
    // What could not be kept is still there to be sent again.
    assert!(at.title().contains(ask.as_str()), "the question was passed over:\n{}", at.rows().join("\n"));
    at.shows(&format!("样例{last}"));
    if !own_disk {
        return;
    }
    fs::remove_file(&filler).expect("there is room again");
    at.send("\r");
    at.wait(next, |rows, _| rows[0].contains(next.as_str()));
    // The disk goes when the program does: what is on it is looked at elsewhere.
    let elsewhere = Computer::chosen(Front::Reader, Place::Own);
    for name in ["zhucan.db", "zhucan.db-wal"] {
        if inside.join(name).exists() {
            fs::copy(inside.join(name), elsewhere.data().join(name)).expect("it can be copied");
        }
    }
    let mut later = elsewhere.open(&[]);
    later.shows(&say("home-resume"));
    later.send("\r");
    later.shows(next);
    later.send("\x1b");
    later.shows(&format!("样例{last}"));
}

/// Writes until nothing more fits.
fn fill_up(path: &Path) {
    use std::io::Write as _;
    let mut file = fs::File::create(path).expect("a file");
    for size in [4096, 512, 64, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}
