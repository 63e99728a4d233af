//! How the program is set up on this account: what was chosen, what the environment says, and which of them wins.

use std::env;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::address::Address;
use crate::app::effect::{Echo, Setting};
use crate::app::voice::Voice;
use crate::app::{Front, Lesson, Place};
use crate::text::{Lang, Verbosity};

/// The variable that puts everything the program keeps into one folder.
pub const DATA_VARIABLE: &str = "ZHUCAN_DATA";

/// Where things are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The database and the papers.
    pub data: PathBuf,
    /// The settings.
    pub config: PathBuf,
    /// Files for people: receipts, applications for the office.
    pub outbox: PathBuf,
}

impl Folders {
    /// The folders of this account, or one folder for everything when [`DATA_VARIABLE`] names it; `sample` is the
    /// sample office's own.
    pub fn find(sample: bool) -> Option<Self> {
        let beside = |base: &Path| if sample { base.join("sample") } else { base.to_owned() };
        if let Some(folder) = env::var_os(DATA_VARIABLE).filter(|folder| !folder.is_empty()) {
            let data = beside(Path::new(&folder));
            return Some(Self { config: PathBuf::from(&folder), outbox: data.join("outbox"), data });
        }
        let dirs = directories::ProjectDirs::from("", "", "zhucan")?;
        let data = beside(dirs.data_dir());
        let outbox = if sample {
            data.join("outbox")
        } else {
            let users = directories::UserDirs::new()?;
            users.document_dir().unwrap_or(users.home_dir()).join("zhucan")
        };
        Some(Self { config: dirs.config_dir().to_owned(), outbox, data })
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.data.join("zhucan.db")
    }

    /// The settings.
    pub fn settings(&self) -> PathBuf {
        file(&self.config)
    }

    /// The site's own policy data, laid over what ships.
    pub fn site(&self) -> PathBuf {
        self.data.join("site")
    }
}

/// What was chosen at the first start and since.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// Language: zh-CN or en.
    pub lang: Option<Lang>,
    /// Front end: screen, reader or line.
    pub front: Option<String>,
    /// own or office.
    pub place: Option<String>,
    /// brief, normal or learning.
    pub verbosity: Option<String>,
    /// The program is to speak by itself; nobody has said when `None`.
    pub speech: Option<bool>,
    /// speech or row.
    pub letter_echo: Option<String>,
    /// row, speech or cursor.
    pub arrow_echo: Option<String>,
    /// The lesson of the first minute that comes next, or done.
    pub lesson: Option<String>,
    /// Minutes without a key before an office's computer warns.
    pub idle_minutes: Option<u64>,
    /// How the program's own voice sounds.
    pub voice: Voice,
}

impl Saved {
    /// The settings kept in `folder`; none when there are none, or when they cannot be read as settings.
    pub fn load(folder: &Path) -> Option<Self> {
        toml::from_str(&fs::read_to_string(file(folder)).ok()?).ok()
    }

    /// Keeps them, whole or not at all.
    pub fn store(&self, folder: &Path) -> io::Result<()> {
        private_folder(folder)?;
        let text = toml::to_string(self).map_err(io::Error::other)?;
        let draft = folder.join("settings.new");
        private_file(&draft)?.write_all(text.as_bytes())?;
        fs::rename(draft, file(folder))
    }

    /// Takes a setting over.
    pub fn set(&mut self, setting: Setting) {
        match setting {
            Setting::Lang(lang) => self.lang = Some(lang),
            Setting::Front(front) => self.front = Some(front_id(front).to_owned()),
            Setting::Place(place) => self.place = Some(place_id(place).to_owned()),
            Setting::Verbosity(verbosity) => self.verbosity = Some(verbosity_id(verbosity).to_owned()),
            Setting::LetterEcho(echo) => self.letter_echo = Some(echo_id(echo).to_owned()),
            Setting::ArrowEcho(echo) => self.arrow_echo = Some(echo_id(echo).to_owned()),
            Setting::Lesson(lesson) => self.lesson = Some(lesson.id().to_owned()),
        }
    }

    /// The front end chosen.
    pub fn front(&self) -> Option<Front> {
        FRONTS.iter().find(|(_, id)| self.front.as_deref() == Some(id)).map(|(front, _)| *front)
    }

    /// Whose computer it is; a person's own unless said otherwise.
    pub fn place(&self) -> Place {
        if self.place.as_deref() == Some(place_id(Place::Office)) { Place::Office } else { Place::Own }
    }

    /// How much is said.
    pub fn verbosity(&self) -> Verbosity {
        verbosity(self.verbosity.as_deref().unwrap_or_default())
    }

    /// The lesson that comes next; whoever was never asked has worked without it.
    pub fn lesson(&self) -> Lesson {
        self.lesson.as_deref().and_then(Lesson::with_id).unwrap_or(Lesson::Done)
    }

    /// Where a move by a letter is written.
    pub fn letter_echo(&self) -> Echo {
        if self.letter_echo.as_deref() == Some("row") { Echo::Row } else { Echo::Speech }
    }

    /// Where a move by an arrow is written.
    pub fn arrow_echo(&self) -> Echo {
        match self.arrow_echo.as_deref() {
            Some("speech") => Echo::Speech,
            Some("cursor") => Echo::Cursor,
            _ => Echo::Row,
        }
    }
}

/// Makes a folder that only its owner can look into; one that is there stays as it is.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// An empty file that only its owner can read.
pub fn private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// What this account may do with a folder or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is not there, and it can be made.
    ToBeMade,
    /// It is not there, and it cannot be made.
    NoRoom,
    /// It cannot be read.
    Closed,
    /// It can be read and not be written.
    ReadOnly,
    /// It can be read and written.
    Open,
}

impl Access {
    /// What it is for `path`. Nothing is made or written to find out.
    pub fn of(path: &Path) -> Self {
        let gone = |fault: io::Error| matches!(fault.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        if fs::symlink_metadata(path).is_err_and(gone) {
            // It is made inside the nearest folder that is there.
            let above = path.ancestors().skip(1).find(|above| above.exists());
            return if above.is_some_and(|above| above.is_dir() && may_write(above)) {
                Self::ToBeMade
            } else {
                Self::NoRoom
            };
        }
        match (may_read(path), may_write(path)) {
            (false, _) => Self::Closed,
            (true, false) => Self::ReadOnly,
            (true, true) => Self::Open,
        }
    }
}

#[cfg(unix)]
fn may_read(path: &Path) -> bool {
    let needed = if path.is_dir() {
        rustix::fs::Access::READ_OK | rustix::fs::Access::EXEC_OK
    } else {
        rustix::fs::Access::READ_OK
    };
    rustix::fs::access(path, needed).is_ok()
}

#[cfg(unix)]
fn may_write(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok()
}

#[cfg(not(unix))]
fn may_read(path: &Path) -> bool {
    if path.is_dir() { fs::read_dir(path).is_ok() } else { fs::File::open(path).is_ok() }
}

#[cfg(not(unix))]
fn may_write(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| !about.permissions().readonly())
}

fn file(folder: &Path) -> PathBuf {
    folder.join("settings.toml")
}

const FRONTS: [(Front, &str); 3] = [(Front::Screen, "screen"), (Front::Reader, "reader"), (Front::Line, "line")];

fn front_id(front: Front) -> &'static str {
    FRONTS.iter().find(|(known, _)| *known == front).map_or("line", |(_, id)| id)
}

fn place_id(place: Place) -> &'static str {
    match place {
        Place::Own => "own",
        Place::Office => "office",
    }
}

/// The verbosity that a word of the settings means; the usual one for any other word.
pub fn verbosity(id: &str) -> Verbosity {
    let all = [Verbosity::Brief, Verbosity::Normal, Verbosity::Learning];
    all.into_iter().find(|one| id == verbosity_id(*one)).unwrap_or_default()
}

/// The word for a verbosity in the settings.
pub fn verbosity_id(verbosity: Verbosity) -> &'static str {
    match verbosity {
        Verbosity::Brief => "brief",
        Verbosity::Normal => "normal",
        Verbosity::Learning => "learning",
    }
}

fn echo_id(echo: Echo) -> &'static str {
    match echo {
        Echo::Row => "row",
        Echo::Speech => "speech",
        Echo::Cursor => "cursor",
    }
}

/// What was said on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--lang`
    pub lang: Option<Lang>,
    /// `--line`, `--reader`, `--screen`
    pub front: Option<Front>,
    /// `--speech` and `--no-speech`
    pub speech: Option<bool>,
}

/// What the environment says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one thing that the environment says")]
pub struct Surroundings {
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set.
    pub locale: Option<String>,
    /// `ACCESSIBLE` asks for line mode.
    pub accessible: bool,
    /// `TERM` is `dumb` or missing.
    pub dumb: bool,
    /// Standard input and output are a terminal.
    pub terminal: bool,
    /// `ZHUCAN_SPEECH` asks for speech, or asks for none.
    pub speech: Option<bool>,
    /// The terminal is at the other end of an SSH connection.
    pub ssh: bool,
    /// `SPEECHD_ADDRESS`
    pub speechd: Option<String>,
    /// `XDG_RUNTIME_DIR`
    pub runtime: Option<PathBuf>,
    /// The folder for what can be made again.
    pub cache: Option<PathBuf>,
}

impl Surroundings {
    /// Those of this process.
    pub fn look() -> Self {
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        let yes = |value: String| !["0", "false", "no", "off"].contains(&value.as_str());
        Self {
            speech: set("ZHUCAN_SPEECH").map(yes),
            ssh: set("SSH_CONNECTION").or_else(|| set("SSH_TTY")).is_some(),
            speechd: set("SPEECHD_ADDRESS"),
            runtime: set("XDG_RUNTIME_DIR").map(PathBuf::from),
            cache: directories::BaseDirs::new().map(|dirs| dirs.cache_dir().to_owned()),
            locale: ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set),
            accessible: set("ACCESSIBLE").is_some_and(yes),
            dumb: set("TERM").is_none_or(|term| term == "dumb"),
            terminal: io::stdin().is_terminal() && io::stdout().is_terminal(),
        }
    }

    /// Where whatever speaks is to be found, by `SPEECHD_ADDRESS` or in the usual place.
    pub fn speech_address(&self) -> Address {
        Address::find(self.speechd.as_deref(), self.runtime.clone(), self.cache.clone())
    }

    /// The language the locale asks for: `C` and `POSIX` mean English, nothing at all means Chinese.
    pub fn lang(&self) -> Lang {
        match self.locale.as_deref() {
            None => Lang::Zh,
            Some(locale) if locale.starts_with("zh") => Lang::Zh,
            Some(_) => Lang::En,
        }
    }
}

/// Which front end is used, and the message that says why.
pub fn front(flags: Flags, around: &Surroundings, saved: Option<&Saved>) -> (Front, &'static str) {
    if !around.terminal {
        return (Front::Line, "mode-pipe");
    }
    if let Some(front) = flags.front {
        // A flag cannot give a terminal what it lacks.
        return if around.dumb && front != Front::Line { (Front::Line, "mode-dumb") } else { (front, "mode-flag") };
    }
    if around.accessible {
        return (Front::Line, "mode-accessible");
    }
    if around.dumb {
        return (Front::Line, "mode-dumb");
    }
    match saved.and_then(Saved::front) {
        Some(front) => (front, "mode-saved"),
        None => (Front::Line, "mode-not-chosen"),
    }
}

/// The message for speech that nobody has asked for yet.
pub const NOT_ASKED: &str = "speech-not-asked";

/// Whether the program speaks by itself, and the message that says why. Two voices at once are worse than none, so it
/// is off unless it was asked for; a wish of an earlier day also gives way to what is different today.
pub fn speech(flags: Flags, around: &Surroundings, saved: Option<&Saved>) -> (bool, &'static str) {
    if let Some(on) = flags.speech {
        return (on, if on { "speech-flag" } else { "speech-no-flag" });
    }
    if let Some(on) = around.speech {
        return (on, if on { "speech-environment" } else { "speech-environment-off" });
    }
    if saved.and_then(|saved| saved.speech) != Some(true) {
        return (false, NOT_ASKED);
    }
    if around.ssh {
        // It would be heard where the computer stands, not where the person sits.
        return if around.speechd.is_some() { (true, "speech-saved") } else { (false, "speech-over-ssh") };
    }
    if reader_above() { (false, "speech-beside-reader") } else { (true, "speech-saved") }
}

/// Screen readers that run the terminal's programs below themselves.
const READERS: [&str; 3] = ["yasr", "fenrir", "tdsr"];

/// Whether a screen reader is among the processes this one runs under. A hint: others leave no trace.
fn reader_above() -> bool {
    let mut process = std::process::id();
    for _ in 0..20 {
        let Ok(stat) = fs::read_to_string(format!("/proc/{process}/stat")) else { return false };
        // The name stands in brackets and may hold anything; the parent is the second word behind it.
        let Some((before, after)) = stat.rsplit_once(')') else { return false };
        let name = before.split_once('(').map_or("", |(_, name)| name);
        if READERS.contains(&name) {
            return true;
        }
        match after.split_whitespace().nth(1).and_then(|parent| parent.parse().ok()) {
            Some(parent) if parent > 1 => process = parent,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal() -> Surroundings {
        Surroundings { terminal: true, ..Surroundings::default() }
    }

    #[test]
    fn what_the_terminal_lacks_wins_then_flags_then_the_environment_then_the_choice() {
        let saved = Saved { front: Some("reader".into()), ..Saved::default() };
        let screen = Flags { front: Some(Front::Screen), ..Flags::default() };
        let none = Flags::default();
        let saved = Some(&saved);
        assert_eq!(front(none, &terminal(), saved), (Front::Reader, "mode-saved"));
        assert_eq!(front(screen, &terminal(), saved), (Front::Screen, "mode-flag"));
        let accessible = Surroundings { accessible: true, ..terminal() };
        assert_eq!(front(none, &accessible, saved), (Front::Line, "mode-accessible"));
        assert_eq!(front(screen, &accessible, saved), (Front::Screen, "mode-flag"));
        let dumb = Surroundings { dumb: true, ..terminal() };
        assert_eq!(front(screen, &dumb, saved), (Front::Line, "mode-dumb"));
        assert_eq!(front(screen, &Surroundings::default(), saved), (Front::Line, "mode-pipe"));
    }

    #[test]
    fn settings_come_back_and_damaged_ones_are_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut saved = Saved::default();
        for setting in [
            Setting::Lang(Lang::En),
            Setting::Front(Front::Reader),
            Setting::Place(Place::Office),
            Setting::Verbosity(Verbosity::Learning),
            Setting::LetterEcho(Echo::Row),
            Setting::ArrowEcho(Echo::Cursor),
            Setting::Lesson(Lesson::Where),
        ] {
            saved.set(setting);
        }
        saved.store(folder.path()).expect("it can be written");
        let back = Saved::load(folder.path()).expect("it was written");
        assert_eq!(back, saved);
        assert_eq!((back.front(), back.place()), (Some(Front::Reader), Place::Office));
        assert_eq!((back.letter_echo(), back.arrow_echo()), (Echo::Row, Echo::Cursor));
        assert_eq!((back.lesson(), Saved::default().lesson()), (Lesson::Where, Lesson::Done));
        fs::write(file(folder.path()), "front = [").expect("it can be written");
        assert_eq!(Saved::load(folder.path()), None);
    }

    #[test]
    fn speech_is_off_unless_asked_for_and_gives_way() {
        let saved = Saved { speech: Some(true), ..Saved::default() };
        let none = Flags::default();
        let here = terminal();
        assert_eq!(speech(none, &here, None), (false, "speech-not-asked"));
        assert_eq!(speech(none, &here, Some(&saved)), (true, "speech-saved"));
        let flag = Flags { speech: Some(false), ..none };
        assert!(!speech(flag, &Surroundings { speech: Some(true), ..terminal() }, Some(&saved)).0);
        let asked = Surroundings { speech: Some(true), ssh: true, ..terminal() };
        assert_eq!(speech(none, &asked, None), (true, "speech-environment"));
        let far = Surroundings { ssh: true, ..terminal() };
        assert_eq!(speech(none, &far, Some(&saved)), (false, "speech-over-ssh"));
        let forwarded = Surroundings { speechd: Some("unix_socket:/tmp/s".into()), ..far };
        assert_eq!(speech(none, &forwarded, Some(&saved)), (true, "speech-saved"));
    }

    #[test]
    fn the_locale_picks_the_language() {
        let of = |locale: Option<&str>| Surroundings { locale: locale.map(Into::into), ..terminal() }.lang();
        assert_eq!(of(Some("zh_CN.UTF-8")), Lang::Zh);
        assert_eq!(of(Some("C")), Lang::En);
        assert_eq!(of(None), Lang::Zh);
    }
}
