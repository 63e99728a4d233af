//! A computer of its own for each test: folders that nobody else uses, an environment that says what the test says,
//! and somebody who fills in an application.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use portable_pty::CommandBuilder;
use zhucan::app::effect::Setting;
use zhucan::app::{Front, Place};
use zhucan::config::Saved;
use zhucan::domain::data::form::{Kind as Asked, Question};
use zhucan::domain::shipped;
use zhucan::text::{Lang, Text};

use super::pty::Pty;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_zhucan");
/// A PIN that is not too easy.
pub const PIN: &str = "583920";

/// One computer.
pub struct Computer {
    folder: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Computer {
    /// A computer on which the program was never started.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        fs::create_dir(folder.path().join("home")).expect("a home");
        let variables = vec![
            ("ZHUCAN_DATA", path("data")),
            ("HOME", path("home")),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "zh_CN.UTF-8".to_owned()),
        ];
        Self { folder, variables }
    }

    /// One on which the questions of the first start were answered.
    pub fn chosen(front: Front, place: Place) -> Self {
        let computer = Self::new();
        let mut saved = Saved::default();
        for setting in [Setting::Lang(Lang::Zh), Setting::Front(front), Setting::Place(place)] {
            saved.set(setting);
        }
        saved.store(&computer.data()).expect("the settings can be written");
        computer
    }

    /// The same with another variable, or another value of one.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.to_owned()));
        self
    }

    /// The same without a variable.
    pub fn without(mut self, name: &str) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self
    }

    /// Where the program keeps everything.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The home folder.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.data().join("zhucan.db")
    }

    /// The files for people.
    pub fn outbox(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.data().join("outbox")) else { return Vec::new() };
        entries.map(|entry| entry.expect("it can be listed").path()).collect()
    }

    /// A command for a terminal.
    pub fn command(&self, program: &str, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.cwd(self.folder.path());
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        command
    }

    /// Starts the program at a terminal of the usual size.
    pub fn open(&self, args: &[&str]) -> Pty {
        self.open_at(args, 24, 80)
    }

    /// The same at another size.
    pub fn open_at(&self, args: &[&str], rows: u16, cols: u16) -> Pty {
        Pty::start(self.command(PROGRAM, args), rows, cols)
    }

    /// Runs the program without a terminal until it ends.
    pub fn run(&self, args: &[&str], input: &str) -> Output {
        let mut command = Command::new(PROGRAM);
        command.args(args).env_clear().current_dir(self.folder.path());
        command.envs(self.variables.iter().map(|(name, value)| (*name, value)));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A program that complains at once does not read what it is given.
        let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
        child.wait_with_output().expect("the program ends")
    }

    /// Sets up an administrator and a clerk.
    pub fn staff(&self) {
        let admin = self.run(&["user", "add", "boss", "--name", "周明"], "boss-passphrase\n");
        assert!(admin.status.success(), "{admin:?}");
        let args = ["user", "add", "clerk", "--name", "吴静", "--role", "street_clerk", "--as", "boss"];
        let clerk = self.run(&args, "boss-passphrase\nclerk-passphrase\n");
        assert!(clerk.status.success(), "{clerk:?}");
    }
}

/// A message in Chinese.
pub fn say(id: &str) -> String {
    Text::new(Lang::Zh).say(id)
}

/// What stands in a message before its first argument.
pub fn begin_of(id: &str, argument: &str) -> String {
    let whole = Text::new(Lang::Zh).with(id, &[(argument, &"\u{1}")]);
    whole.split('\u{1}').next().unwrap_or_default().to_owned()
}

/// Somebody who answers every question, with the words they type.
pub struct Applicant {
    /// Name.
    pub name: &'static str,
    /// Identity number.
    pub id_number: &'static str,
    /// Address.
    pub address: String,
    /// Own words about the need.
    pub words: String,
}

impl Default for Applicant {
    fn default() -> Self {
        Self {
            name: "郑小荷",
            id_number: "110199196503110018",
            address: "样例胡同一号".to_owned(),
            words: String::new(),
        }
    }
}

/// How the questions are shown and answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On the full screen, by keys.
    Keys,
    /// In line mode.
    Lines,
}

impl Applicant {
    /// What is typed for a question; none where something is chosen.
    fn typed(&self, question: &Question) -> Option<String> {
        Some(match &question.kind {
            Asked::Name => self.name.to_owned(),
            Asked::IdNumber => self.id_number.to_owned(),
            Asked::Phone => "19900000021".to_owned(),
            Asked::Certificate => "43".to_owned(),
            Asked::Text { .. } if question.id == "need.words" => self.words.clone(),
            Asked::Text { .. } => self.address.clone(),
            Asked::Integer { .. } | Asked::Decimal { .. } => "60".to_owned(),
            Asked::Date { .. } => "2024-05-06".to_owned(),
            _ => return None,
        })
    }

    /// Answers one question and waits for the page that follows; the title of that page.
    pub fn answer(&self, at: &mut Pty, way: Way, question: &Question) -> String {
        match (self.typed(question), &question.kind) {
            (Some(text), _) if text.is_empty() && way == Way::Lines => next(at, way, &say("answer-skip")),
            (Some(text), _) => next(at, way, &text),
            (None, Asked::Item { .. }) => {
                next(at, way, "盲杖");
                choose(at, way, 1)
            }
            (None, Asked::Choice { many: true }) => {
                choose(at, way, 1);
                // The first row now says that this is all.
                choose(at, way, 1)
            }
            (None, _) => choose(at, way, 1),
        }
    }

    /// Answers questions from the one that is shown until `stop` is asked or all answers are shown once more.
    pub fn fill(&self, at: &mut Pty, way: Way, kind: &str, stop: Option<&str>) {
        let review = begin_of("apply-review", "count");
        for _ in 0..80 {
            let page = now(at, way);
            if page.contains(&review) {
                assert!(stop.is_none(), "the question is never asked");
                return;
            }
            let question = asked(kind, &page);
            if stop == Some(question.id.as_str()) {
                return;
            }
            self.answer(at, way, question);
        }
        panic!("the questions never end");
    }

    /// From the first page to the first question of an application for a device.
    pub fn begin(at: &mut Pty, way: Way) {
        match way {
            Way::Keys => {
                at.shows(&say("home-title"));
                at.send("3\r");
                at.shows(&say("apply-begin"));
                at.send("\r");
                at.shows(&question("person", "person.name").ask.zh);
            }
            Way::Lines => {
                let ask = &question("person", "person.name").ask.zh;
                at.writes(0, &say("home-device"));
                at.send("3\n");
                at.writes(0, &say("apply-begin"));
                at.send("1\n");
                at.writes(0, ask);
            }
        }
    }
}

/// A question by its id.
pub fn question(form: &str, id: &str) -> &'static Question {
    shipped::form(form).question(id).expect("the form has this question")
}

/// The question a page asks.
pub fn asked(kind: &str, page: &str) -> &'static Question {
    let all = ["person", kind].into_iter().flat_map(|form| &shipped::form(form).questions);
    let found = all.filter(|question| page.contains(&question.ask.zh)).max_by_key(|question| question.ask.zh.len());
    found.unwrap_or_else(|| panic!("no question of the form: {page}"))
}

/// What is shown now: the title, or in line mode the last page that was printed.
fn now(at: &Pty, way: Way) -> String {
    match way {
        Way::Keys => at.title(),
        Way::Lines => {
            // A page begins behind an empty line or, after an answer, behind the echo of that answer.
            let all = at.text_since(0).replace("\r\n", "\n");
            let asks: Vec<&Question> =
                ["person", "device"].into_iter().flat_map(|form| &shipped::form(form).questions).collect();
            let mut starts: Vec<usize> = asks.iter().filter_map(|question| all.rfind(&question.ask.zh)).collect();
            starts.extend(all.rfind(&begin_of("apply-review", "count")));
            let last = starts.into_iter().max().expect("a question was asked");
            all[last..].to_owned()
        }
    }
}

/// Chooses the row with this number.
fn choose(at: &mut Pty, way: Way, number: usize) -> String {
    next(at, way, &number.to_string())
}

/// Enters something and waits until another page is there.
fn next(at: &mut Pty, way: Way, entered: &str) -> String {
    match way {
        Way::Keys => {
            let old = at.title();
            at.send(format!("{entered}\r"));
            at.wait("another page", |rows, _| !rows[0].is_empty() && rows[0] != old);
            at.title()
        }
        Way::Lines => {
            let mark = at.mark();
            at.send(format!("{entered}\n"));
            // The page ends with the way back, which stands before a field.
            let back = say("row-back");
            at.wait("another page", |_, bytes| super::pty::find(&bytes[mark..], back.as_bytes()));
            at.quiet(std::time::Duration::from_millis(20));
            now(at, way)
        }
    }
}
