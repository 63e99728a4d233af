//! `zhucan doctor`: what it says of a computer, and that it leaves everything as it was.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::Value;
use zhucan::app::{Front, Place};
use zhucan::store::{NewPerson, Store};
use zhucan::text::{Lang, Text};

use super::office::{Computer, PROGRAM, say};

/// What it said, in lines and as an object, with the exit code of both.
struct Said {
    lines: Vec<String>,
    object: Value,
    code: i32,
}

impl Said {
    fn of(plain: &Output, json: &Output) -> Self {
        for out in [plain, json] {
            assert!(out.stderr.is_empty(), "{out:?}");
        }
        assert_eq!(plain.status.code(), json.status.code());
        let text = |out: &Output| String::from_utf8(out.stdout.clone()).expect("UTF-8");
        let object = serde_json::from_str(&text(json)).expect("one object");
        let lines = text(plain).lines().map(str::to_owned).collect();
        Self { lines, object, code: plain.status.code().expect("it was not killed") }
    }

    /// The same of a computer, which is afterwards as it was before.
    fn on(computer: &Computer) -> Self {
        let before = listing(&computer.data());
        let said = Self::of(&computer.run(&["doctor"], ""), &computer.run(&["doctor", "--json"], ""));
        assert_eq!(listing(&computer.data()), before, "nothing was touched");
        said
    }

    fn well(&self) {
        assert_eq!((self.code, &self.object["well"]), (0, &Value::Bool(true)), "{:?}", self.lines);
        assert_eq!(self.lines.last(), Some(&say("doctor-well")));
    }

    /// Exactly this section needs mending, and the lines say so.
    fn wrong(&self, section: &str, words: &str) {
        assert_eq!(self.code, 1, "{:?}", self.lines);
        assert_eq!(self.object["wrong"], serde_json::json!([section]), "{:?}", self.lines);
        let text = Text::new(Lang::Zh);
        let marked: Vec<&String> = self.lines.iter().filter(|line| line.starts_with(&mend(""))).collect();
        assert!(marked.iter().any(|line| line.contains(words)), "{words} is not among {:?}", self.lines);
        let name = text.say(&format!("doctor-of-{section}"));
        let last = text.with("doctor-mend-all", &[("count", &1_usize), ("what", &name)]);
        assert_eq!(self.lines.last(), Some(&last));
    }
}

fn mend(what: &str) -> String {
    Text::new(Lang::Zh).with("doctor-mend", &[("what", &what)])
}

/// Names, contents and modes of everything below a folder.
fn listing(folder: &Path) -> Vec<(String, Option<Vec<u8>>, u32)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut all = Vec::new();
    for entry in entries {
        let path = entry.expect("it can be listed").path();
        let mode = fs::symlink_metadata(&path).expect("it is there").permissions().mode();
        all.push((path.display().to_string(), fs::read(&path).ok(), mode));
        if path.is_dir() {
            all.extend(listing(&path));
        }
    }
    all.sort();
    all
}

fn set_up() -> Computer {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    drop(Store::open(&computer.database()).expect("a store"));
    computer
}

#[test]
fn a_computer_on_which_it_was_never_started_is_well() {
    let computer = Computer::new();
    let said = Said::on(&computer);
    said.well();
    assert!(!computer.data().exists(), "it only looks");
    assert_eq!(said.object["database"]["state"], "none");
    assert_eq!(said.object["settings"]["state"], "none");
    assert_eq!(said.object["folders"]["data"]["access"], "to-be-made");
    assert_eq!(said.object["program"]["version"], env!("CARGO_PKG_VERSION"));
    // One fact a line, short enough to be read out.
    assert!(said.lines.len() > 12 && said.lines.iter().all(|line| line.chars().count() < 100), "{:?}", said.lines);
}

#[test]
fn a_database_is_counted_and_nobody_is_named() {
    let computer = set_up();
    let mut store = Store::open(&computer.database()).expect("a store");
    let number = "110199196503110018";
    let person = NewPerson { name: "周小样".into(), id_number: Some(number.into()), ..NewPerson::default() };
    store.save_person(&person).expect("kept");
    drop(store);
    let said = Said::on(&computer);
    said.well();
    let database = &said.object["database"];
    assert_eq!((&database["state"], &database["residents"]), (&"in-order".into(), &1.into()));
    assert_eq!(database["applications"], 0);
    assert!(database["bytes"].as_u64().is_some_and(|bytes| bytes > 10_000));
    let told = said.lines.join("\n") + &said.object.to_string();
    assert!(!told.contains("周小样") && !told.contains("0018"), "{told}");
    // The home folder is somebody's name.
    let elsewhere = Computer::new().without("ZHUCAN_DATA");
    let out = elsewhere.run(&["doctor"], "");
    let told = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(told.contains("~/") && !told.contains(&elsewhere.home().display().to_string()), "{told}");
}

#[test]
fn a_damaged_database_is_found_and_left_alone() {
    let computer = Computer::chosen(Front::Reader, Place::Own);
    fs::write(computer.database(), "something else altogether\n".repeat(400)).expect("it can be written");
    Said::on(&computer).wrong("database", &say("doctor-database-damaged"));
    // A page in the middle of a sound one.
    let computer = set_up();
    let mut bytes = fs::read(computer.database()).expect("it is there");
    for byte in &mut bytes[8192..12288] {
        *byte = 0x5a;
    }
    fs::write(computer.database(), &bytes).expect("it can be written");
    let said = Said::on(&computer);
    said.wrong("database", &say("doctor-database-damaged"));
    assert_eq!(said.object["database"]["state"], "damaged");
}

#[test]
fn databases_of_newer_versions_and_of_others_are_told_apart() {
    let computer = set_up();
    let newer = rusqlite::Connection::open(computer.database()).expect("a database");
    newer.pragma_update(None, "user_version", 99).expect("it can be set");
    newer.close().expect("it is closed");
    let said = Said::on(&computer);
    said.wrong("database", &say("doctor-database-newer"));
    assert_eq!((&said.object["database"]["state"], &said.object["database"]["schema"]), (&"newer".into(), &99.into()));
    let computer = Computer::chosen(Front::Reader, Place::Own);
    let other = rusqlite::Connection::open(computer.database()).expect("a database");
    other.execute_batch("CREATE TABLE recipes (name TEXT)").expect("a table");
    other.close().expect("it is closed");
    Said::on(&computer).wrong("database", &say("doctor-database-foreign"));
}

#[test]
fn a_database_in_which_somebody_writes_without_end_is_locked() {
    let computer = set_up();
    let other = rusqlite::Connection::open(computer.database()).expect("the database");
    other.execute_batch("BEGIN IMMEDIATE; DELETE FROM settings").expect("it can be written");
    let out = computer.run(&["doctor"], "");
    let told = String::from_utf8(out.stdout).expect("UTF-8");
    assert!(out.status.code() == Some(1) && told.contains(&say("doctor-database-locked")), "{told}");
    // While it is only open, or written to in the usual way, nothing is wrong.
    other.execute_batch("ROLLBACK").expect("it ends");
    let out = computer.run(&["doctor"], "");
    assert_eq!(out.status.code(), Some(0), "{out:?}");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_and_so_is_one_that_cannot_be_made() {
    let computer = set_up();
    let data = computer.data().display().to_string();
    // Whoever may write everywhere is given a folder that nobody can write to.
    let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$1\" doctor $2";
    let run = |json: &str| {
        let mut command = Command::new("unshare");
        command.args(["-m", "sh", "-c", mount, &data, PROGRAM, json]);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("LANG", "zh_CN.UTF-8");
        command.env("ZHUCAN_DATA", &data).env("HOME", computer.home()).output().expect("it starts")
    };
    let mode = |mode| fs::set_permissions(computer.data(), fs::Permissions::from_mode(mode)).expect("it can be set");
    mode(0o500);
    let everywhere = fs::write(computer.data().join("probe"), "").is_ok();
    let said = if everywhere {
        fs::remove_file(computer.data().join("probe")).expect("it was just written");
        let (plain, json) = (run(""), run("--json"));
        if plain.stdout.is_empty() {
            eprintln!("skipped: this account may write everywhere and may not mount: {plain:?}");
            return;
        }
        Said::of(&plain, &json)
    } else {
        Said::on(&computer)
    };
    mode(0o700);
    assert_eq!(said.code, 1);
    assert_eq!(said.object["folders"]["data"]["access"], "read-only");
    assert!(said.object["wrong"].as_array().is_some_and(|wrong| wrong.contains(&"folders".into())));
    let path = Text::new(Lang::Zh).with("doctor-read-only", &[("what", &say("doctor-folder-data")), ("path", &data)]);
    assert!(said.lines.contains(&mend(&path)), "{:?}", said.lines);
    // A file where a folder should be: nothing can be made in it, by nobody.
    let elsewhere = Computer::new();
    fs::write(elsewhere.home().join("file"), "").expect("it can be written");
    let inside = elsewhere.home().join("file/zhucan").display().to_string();
    let said = Said::on(&elsewhere.with("ZHUCAN_DATA", &inside));
    assert_eq!((said.code, &said.object["folders"]["data"]["access"]), (1, &"cannot-be-made".into()));
}

#[test]
fn without_a_home_folder_it_says_what_to_set() {
    let computer = Computer::new().without("ZHUCAN_DATA").without("HOME");
    let out = computer.run(&["doctor", "--json"], "");
    let said: Value = serde_json::from_slice(&out.stdout).expect("one object");
    assert!(out.stderr.is_empty() && said["folders"]["data"].is_object(), "the account's own home: {said}");
    // Nobody has this number, so there is no entry that would name a home.
    let nobody = |json: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("doctor").args(json).env_clear().env("LANG", "zh_CN.UTF-8").current_dir("/").uid(54_321);
        command.output()
    };
    let (Ok(plain), Ok(json)) = (nobody(&[]), nobody(&["--json"])) else {
        eprintln!("skipped: this account may not become another one, or another one may not run the program");
        return;
    };
    let said = Said::of(&plain, &json);
    said.wrong("folders", &say("doctor-no-home"));
    assert_eq!(said.object["folders"]["data"], Value::Null);
}

#[test]
fn settings_that_are_damaged_are_told_from_none() {
    let computer = set_up();
    fs::write(computer.data().join("settings.toml"), "front = [").expect("it can be written");
    let said = Said::on(&computer);
    assert_eq!((said.code, &said.object["settings"]["state"]), (1, &"damaged".into()));
    fs::remove_file(computer.data().join("settings.toml")).expect("it is there");
    Said::on(&computer).well();
}

#[test]
fn faults_in_the_offices_own_folder_are_counted() {
    let computer = set_up();
    let folder = computer.data().join("site/facts");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("person.toml"), "nonsense").expect("it can be written");
    let said = Said::on(&computer);
    assert_eq!((said.code, &said.object["wrong"]), (1, &serde_json::json!(["site"])), "{:?}", said.lines);
    assert_eq!(said.object["site"]["faults"], 1);
}

#[test]
fn the_mode_and_the_language_come_with_their_reasons() {
    let computer = set_up();
    let said = Said::on(&computer);
    assert_eq!(said.object["mode"], serde_json::json!({"mode": "line", "why": "pipe"}));
    assert_eq!(said.object["language"]["why"], "settings");
    // At a terminal it is what was chosen; the window is measured.
    let mut at = computer.open_at(&["doctor"], 30, 90);
    let text = Text::new(Lang::Zh);
    let mode = text.with("mode-reader", &[("why", &say("mode-saved"))]);
    at.writes(0, &text.with("doctor-mode", &[("mode", &mode)]));
    at.writes(0, &text.with("doctor-size", &[("columns", &90_usize), ("rows", &30_usize)]));
    assert_eq!(at.ends(), 0);
    assert!(!at.since(0).contains(&0x1b), "plain lines: {}", at.text_since(0));
    let mut small = computer.open_at(&["doctor"], 5, 20);
    assert_eq!(small.ends(), 1, "{}", small.text_since(0));
    let english =
        Computer::new().with("LANG", "C").with("TMUX", "/tmp/tmux-1/default,1,0").with("SSH_TTY", "/dev/pts/9");
    let said = english.run(&["doctor"], "");
    let told = String::from_utf8(said.stdout).expect("UTF-8");
    let say = |id: &str| Text::new(Lang::En).say(id);
    assert!(told.contains(&say("doctor-well")) && told.contains(&say("doctor-ssh")) && told.contains("tmux"), "{told}");
    let object: Value = serde_json::from_slice(&english.run(&["doctor", "--json"], "").stdout).expect("one object");
    assert_eq!((&object["terminal"]["ssh"], &object["terminal"]["multiplexer"]), (&true.into(), &"tmux".into()));
    assert_eq!(object["language"]["variable"], "LANG");
}

#[test]
fn a_speech_service_is_asked_for_and_not_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("speechd.sock");
    let address = format!("unix_socket:{}", socket.display());
    let silent = Said::on(&set_up().with("SPEECHD_ADDRESS", &address));
    silent.well();
    assert_eq!(
        (&silent.object["speech"]["address_set"], &silent.object["speech"]["answers"]),
        (&true.into(), &false.into())
    );
    let service = UnixListener::bind(&socket).expect("a socket");
    let begun = Instant::now();
    let said = Said::on(&set_up().with("SPEECHD_ADDRESS", &address));
    // It takes the call and never says a word. Asked twice, in lines and as an object.
    assert_eq!(said.object["speech"]["answers"], false);
    assert!(said.lines.contains(&say("doctor-frozen")), "{:?}", said.lines);
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    drop(service);
}

#[test]
fn a_name_with_signs_for_terminals_in_it_stays_in_its_line() {
    let address = "unix_socket:/tmp/\u{1b}[2J\nno\u{7}where";
    let said = Said::on(&set_up().with("SPEECHD_ADDRESS", address));
    said.well();
    let plain = Said::on(&set_up().with("SPEECHD_ADDRESS", "unix_socket:/tmp/nowhere"));
    assert_eq!(said.lines.len(), plain.lines.len(), "one fact a line: {:?}", said.lines);
    assert!(!said.lines.iter().any(|line| line.contains(char::is_control)), "{:?}", said.lines);
    assert!(said.lines.iter().any(|line| line.contains("/tmp/ [2J no where")), "{:?}", said.lines);
}
