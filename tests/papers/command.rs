//! `zhucan paper` from outside: where things go, what is said, the exit codes, and who may see a receipt.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zhucan::domain::case::State;
use zhucan::domain::shipped;
use zhucan::sample;
use zhucan::store::{CaseRow, Store};
use zhucan::text::{Lang, Text, columns};

use super::real::{find, needs};
use super::{day, program};

const ENTRY: &str = "child-living-allowance";

struct Done {
    code: i32,
    out: String,
    err: String,
}

/// A computer with a folder for everything and a path of its own.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["data", "bin"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        Self { folder }
    }

    /// With the sample people and cases, in an office.
    fn office() -> Self {
        let desk = Self::new();
        desk.change(|store| sample::fill(store, day(), shipped::calendar()).expect("the sample office"));
        desk
    }

    fn change<T>(&self, with: impl FnOnce(&mut Store) -> T) -> T {
        with(&mut Store::open(&self.path("data/zhucan.db")).expect("a store"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a program into the path of the computer, which is empty otherwise.
    fn program(&self, name: &str, script: &str) {
        program(&self.path("bin").join(name), script);
    }

    /// Puts a program that is installed here into that path.
    fn installed(&self, name: &str) {
        std::os::unix::fs::symlink(find(name).expect("it was looked for"), self.path("bin").join(name))
            .expect("a link");
    }

    fn run(&self, args: &[&str], input: &str) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhucan"));
        command.args(args).env_clear().current_dir(self.folder.path());
        command.env("ZHUCAN_DATA", self.path("data")).env("PATH", self.path("bin"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A program that complains at once does not read what it is given.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        let out = child.wait_with_output().expect("the program ends");
        let words = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Done { code: out.status.code().expect("it was not killed"), out: words(out.stdout), err: words(out.stderr) }
    }

    fn outbox(&self) -> Vec<String> {
        names(&self.path("data/outbox"))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn text_is_printed_and_files_are_never_replaced_without_saying() {
    let desk = Desk::new();
    let printed = desk.run(&["paper", "entry", ENTRY], "");
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert!(printed.out.starts_with("残疾儿童生活补贴\n"));
    assert!(printed.out.lines().all(|row| columns(row) <= 40), "{}", printed.out);
    let large = desk.run(&["paper", "entry", ENTRY, "--format", "html", "--lang", "en"], "");
    assert!(large.out.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{}", large.out);
    assert_eq!(desk.outbox(), [""; 0], "what is printed is not kept");

    let args = ["paper", "entry", ENTRY, "--out", "mine.txt"];
    let done = desk.run(&args, "");
    assert_eq!((done.code, done.out.as_str()), (0, "文字版：mine.txt\n"));
    assert_eq!(fs::read_to_string(desk.path("mine.txt")).expect("it is there"), printed.out);
    let mode = fs::metadata(desk.path("mine.txt")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    fs::write(desk.path("mine.txt"), "something of mine").expect("it can be written");
    let refused = desk.run(&args, "");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("mine.txt") && refused.err.contains("--replace"), "{}", refused.err);
    assert_eq!(fs::read_to_string(desk.path("mine.txt")).expect("it is there"), "something of mine");
    let replaced = desk.run(&[&args[..], &["--replace"]].concat(), "");
    assert_eq!((replaced.code, replaced.out.lines().count()), (0, 2), "{}", replaced.out);
    assert!(replaced.out.contains(&Text::new(Lang::Zh).say("take-replaced")));
    assert_eq!(fs::read_to_string(desk.path("mine.txt")).expect("it is there"), printed.out);
    let nowhere = desk.run(&["paper", "entry", ENTRY, "--out", "none/mine.txt", "--lang", "en"], "");
    assert_eq!(nowhere.code, 1);
    assert!(nowhere.err.contains("none/mine.txt"), "{}", nowhere.err);
    assert_eq!(names(desk.folder.path()), ["bin", "data", "mine.txt"]);
}

#[test]
fn another_day_is_asked_about_in_the_same_way_as_elsewhere() {
    let desk = Desk::new();
    let done = desk.run(&["paper", "entry", ENTRY, "--as-of", "2014-03-01", "--lang", "en"], "");
    assert_eq!(done.code, 0);
    assert!(done.out.contains("As of 1 March 2014"), "{}", done.out);
    for (args, code) in [
        (vec!["paper", "entry", "child-living"], 2),
        (vec!["paper", "entry", ENTRY, "--as-of", "2010-01-01"], 2),
        (vec!["paper", "entry", ENTRY, "--format", "pdf"], 2),
        (vec!["paper", "entry", ENTRY, "--replace"], 2),
        (vec!["paper", "receipt", "26000018", "--as", "clerk"], 2),
    ] {
        let done = desk.run(&args, "");
        assert_eq!((done.code, done.out.as_str()), (code, ""), "{args:?}");
        assert!(!done.err.is_empty(), "{args:?}");
    }
}

#[test]
fn what_is_shown_of_an_entry_and_taken_along_is_the_same() {
    let desk = Desk::new();
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for lang in ["zh-CN", "en"] {
        let shown = desk.run(&["policy", "show", ENTRY, "--lang", lang], "").out;
        let taken = desk.run(&["paper", "entry", ENTRY, "--lang", lang], "").out;
        assert_eq!(squeeze(&shown), squeeze(&taken));
    }
}

/// What is said when a form cannot be made: the sentence, exit code 1, and nothing is left.
fn refuses(desk: &Desk, format: &str, message: &str, args: &[(&str, &str)]) {
    for (lang, name) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        let text = Text::new(lang);
        let kind = text.say(&format!("take-{format}"));
        let mut args: Vec<(&str, &dyn zhucan::text::Argument)> =
            args.iter().map(|(name, value)| (*name, value as &dyn zhucan::text::Argument)).collect();
        args.push(("format", &kind));
        let done = desk.run(&["paper", "entry", ENTRY, "--format", format, "--lang", name], "");
        assert_eq!((done.code, done.out.as_str()), (1, ""));
        assert_eq!(done.err.trim_end(), text.with(message, &args));
        assert_eq!(desk.outbox(), [""; 0], "nothing is left behind");
    }
}

#[test]
fn a_missing_program_is_named_with_its_package() {
    let desk = Desk::new();
    refuses(&desk, "braille", "take-missing", &[("program", "lou_translate"), ("package", "liblouis-bin")]);
    refuses(&desk, "audio", "take-missing", &[("program", "espeak-ng"), ("package", "espeak-ng")]);
}

#[test]
fn a_failing_program_is_quoted() {
    let desk = Desk::new();
    desk.program("lou_translate", "/bin/cat >/dev/null; echo \"Cannot resolve table\" >&2");
    refuses(&desk, "braille", "take-failed-said", &[("program", "lou_translate"), ("said", "Cannot resolve table")]);
    desk.program("espeak-ng", "exit 7");
    refuses(&desk, "audio", "take-failed", &[("program", "espeak-ng")]);
}

#[test]
fn a_program_that_hangs_is_ended() {
    let desk = Desk::new();
    desk.program("espeak-ng", "/bin/sleep 300 & wait");
    let begun = Instant::now();
    let done = desk.run(&["paper", "entry", ENTRY, "--format", "audio", "--lang", "en"], "");
    let took = begun.elapsed();
    assert!(took > Duration::from_secs(9) && took < Duration::from_secs(25), "{took:?}");
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    let text = Text::new(Lang::En);
    let begun = text.with("progress-begun", &[("work", &text.say("work-take"))]);
    let slow = text.with("take-slow", &[("program", &"espeak-ng"), ("seconds", &"10")]);
    assert_eq!(done.err.lines().collect::<Vec<_>>(), [begun, slow]);
    assert_eq!(desk.outbox(), [""; 0], "nothing half made is left");
}

#[test]
fn braille_and_sound_go_into_the_folder_for_files() {
    if !needs("lou_translate", "liblouis-bin") || !needs("espeak-ng", "espeak-ng") {
        return;
    }
    let desk = Desk::new();
    desk.installed("lou_translate");
    desk.installed("espeak-ng");
    for (lang, stem) in [("zh-CN", "残疾儿童生活补贴"), ("en", ENTRY)] {
        for (format, ending) in [("braille", "brf"), ("audio", "wav")] {
            let done = desk.run(&["paper", "entry", ENTRY, "--format", format, "--lang", lang], "");
            assert_eq!((done.code, done.err.as_str()), (0, ""));
            let file = desk.path("data/outbox").join(format!("{stem}.{ending}"));
            assert!(done.out.trim_end().ends_with(&file.display().to_string()), "{}", done.out);
            assert!(fs::metadata(&file).expect("it is there").len() > 1_000);
        }
    }
    assert_eq!(desk.outbox().len(), 4, "and nothing else");
    let again = desk.run(&["paper", "entry", ENTRY, "--format", "braille"], "");
    assert!(again.out.contains(&Text::new(Lang::Zh).say("take-replaced")), "{}", again.out);
    let own = desk.run(&["paper", "entry", ENTRY, "--format", "audio", "--out", "my own.wav"], "");
    assert_eq!(own.code, 0, "{}", own.err);
    assert_eq!(fs::read(desk.path("my own.wav")).expect("it is there")[..4], *b"RIFF");
}

fn handed_in(desk: &Desk) -> Vec<CaseRow> {
    let states: Vec<State> = State::ALL.iter().copied().filter(|state| *state != State::Draft).collect();
    desk.change(|store| store.queue(&states).expect("the cases"))
}

#[test]
fn a_receipt_is_given_to_staff_who_see_the_case_and_tells_nothing_of_the_person() {
    let desk = Desk::office();
    let rows = handed_in(&desk);
    let secret = format!("{}\n", sample::PASSPHRASE);
    for state in [State::Submitted, State::Accepted] {
        let row = rows.iter().find(|row| row.state == state).expect("the sample has one");
        let number = row.receipt.expect("it was handed in").to_string();
        for (lang, text) in [("zh-CN", Text::new(Lang::Zh)), ("en", Text::new(Lang::En))] {
            let done = desk.run(&["paper", "receipt", &number, "--as", "clerk", "--lang", lang], &secret);
            assert_eq!(done.code, 0, "{}", done.err);
            let what = text.say(&format!("kind-{}", row.kind));
            assert!(done.out.starts_with(&text.with("take-receipt", &[("what", &what)])), "{}", done.out);
            assert!(done.out.contains(&number) && done.out.lines().all(|row| columns(row) <= 40), "{}", done.out);
            let stands = done.out.contains(&text.say(&format!("state-{}", row.state)));
            assert_eq!(stands, state != State::Submitted, "{}", done.out);
            let person = desk.change(|store| store.person(row.applicant).expect("the person"));
            let digits: String = done.out.chars().filter(char::is_ascii_digit).collect();
            assert!(!done.out.contains(&person.name), "{}", done.out);
            let id = person.id_number.expect("the sample has one");
            assert!(!digits.contains(&id) && !digits.contains(&id[..14]), "{}", done.out);
        }
        // Without blanks it is the same number.
        let done = desk.run(&["paper", "receipt", &number.replace(' ', ""), "--as", "clerk"], &secret);
        assert_eq!(done.code, 0, "{}", done.err);
    }
}

#[test]
fn nobody_else_is_given_a_receipt() {
    let desk = Desk::office();
    let row = handed_in(&desk).into_iter().find(|row| row.state == State::Submitted).expect("the sample has one");
    let number = row.receipt.expect("it was handed in").to_string();
    let secret = format!("{}\n", sample::PASSPHRASE);
    let ask = |who: &str, number: &str, secret: &str| desk.run(&["paper", "receipt", number, "--as", who], secret);
    let zh = Text::new(Lang::Zh);
    // A passphrase that is wrong, a name that is not known, a role that sees no cases.
    assert_eq!(ask("clerk", &number, "wrong-passphrase\n").code, 3);
    assert_eq!(ask("nobody", &number, &secret).code, 3);
    let admin = ask("admin", &number, &secret);
    assert_eq!((admin.code, admin.out.as_str()), (3, ""));
    assert!(admin.err.contains(&zh.say("not-your-role")), "{}", admin.err);
    // Without a name nothing is said at all.
    assert_eq!(desk.run(&["paper", "receipt", &number], &secret).code, 2);
    // A number that was never given.
    let unknown = zhucan::domain::case::ReceiptNumber::new(day(), 99_998).expect("a number").to_string();
    let done = ask("clerk", &unknown, &secret);
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(done.err.contains(&zh.say("take-no-receipt")), "{}", done.err);
    assert_eq!(desk.outbox(), [""; 0]);
}
