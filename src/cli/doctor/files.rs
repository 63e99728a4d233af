//! Folders, the database, and the programs that some functions call.

use std::env;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::config::{Access, Folders, Saved};
use crate::site;
use crate::store::{self, Health, SCHEMA};
use crate::text::Text;

use super::fact::Fact;

/// The home folder, which is written `~` because it names whose it is.
pub struct Home(Option<PathBuf>);

impl Home {
    /// That of this account.
    pub fn find() -> Self {
        Self(env::home_dir().filter(|home| !home.as_os_str().is_empty() && home != Path::new("/")))
    }

    /// A path, as it may be told.
    pub fn told(&self, path: &Path) -> String {
        match self.0.as_ref().and_then(|home| path.strip_prefix(home).ok()) {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        }
    }
}

/// Where things are kept, and what may be done there.
pub fn folders(folders: Option<&Folders>, home: &Home, text: &Text) -> Vec<Fact> {
    let Some(folders) = folders else {
        return vec![Fact::new("folders", text.say("doctor-no-home")).value("data", Value::Null).wrong(true)];
    };
    vec![
        folder("data", &folders.data, home, text),
        folder("outbox", &folders.outbox, home, text),
        settings(folders, home, text),
        site(folders, home, text),
    ]
}

fn folder(name: &'static str, path: &Path, home: &Home, text: &Text) -> Fact {
    let access = Access::of(path);
    let told = home.told(path);
    let what = text.say(&format!("doctor-folder-{name}"));
    let id = match access {
        Access::Open => "doctor-open",
        Access::ToBeMade => "doctor-to-be-made",
        Access::NoRoom => "doctor-no-room",
        Access::Closed => "doctor-closed",
        Access::ReadOnly => "doctor-read-only",
    };
    Fact::new("folders", text.with(id, &[("what", &what), ("path", &told)]))
        .value(name, json!({"path": told, "access": access_id(access)}))
        .wrong(!matches!(access, Access::Open | Access::ToBeMade))
}

fn access_id(access: Access) -> &'static str {
    match access {
        Access::Open => "read-write",
        Access::ToBeMade => "to-be-made",
        Access::NoRoom => "cannot-be-made",
        Access::Closed => "not-readable",
        Access::ReadOnly => "read-only",
    }
}

fn settings(folders: &Folders, home: &Home, text: &Text) -> Fact {
    let path = folders.settings();
    let told = home.told(&path);
    let (id, state) = match Access::of(&path) {
        Access::ToBeMade => ("doctor-settings-none", "none"),
        Access::NoRoom => ("doctor-settings-no-room", "cannot-be-made"),
        Access::Closed => ("doctor-settings-closed", "not-readable"),
        Access::ReadOnly | Access::Open if Saved::load(&folders.config).is_none() => {
            ("doctor-settings-damaged", "damaged")
        }
        // A draft is renamed over the file, so it is the folder that counts.
        Access::ReadOnly | Access::Open if Access::of(&folders.config) != Access::Open => {
            ("doctor-settings-read-only", "read-only")
        }
        Access::ReadOnly | Access::Open => ("doctor-settings-well", "in-order"),
    };
    Fact::new("settings", text.with(id, &[("path", &told)]))
        .value("path", told)
        .value("state", state)
        .wrong(!matches!(state, "none" | "in-order"))
}

fn site(folders: &Folders, home: &Home, text: &Text) -> Fact {
    let path = folders.site();
    let told = home.told(&path);
    let there = std::fs::symlink_metadata(&path).is_ok();
    let faults = if there { site::laid_over(&path).1.len() } else { 0 };
    let words = match (there, faults) {
        (false, _) => text.say("doctor-site-none"),
        (true, 0) => text.with("doctor-site-well", &[("path", &told)]),
        (true, faults) => text.with("doctor-site-faults", &[("path", &told), ("count", &faults)]),
    };
    Fact::new("site", words).value("path", told).value("present", there).value("faults", faults).wrong(faults > 0)
}

/// How the database is. It is looked at and nothing more.
pub fn database(folders: &Folders, text: &Text) -> Fact {
    let path = folders.database();
    let looked = store::look(&path);
    let kilobytes = looked.size.div_ceil(1024);
    let fact = |id: &str, state: &'static str| {
        Fact::new("database", text.say(id)).value("state", state).value("bytes", looked.size)
    };
    match looked.health {
        Health::Missing => fact("doctor-database-none", "none"),
        Health::Unreadable => fact("doctor-database-closed", "not-readable").wrong(true),
        Health::Damaged => fact("doctor-database-damaged", "damaged").wrong(true),
        Health::NotOurs => fact("doctor-database-foreign", "of-another-program").wrong(true),
        Health::Newer(schema) => fact("doctor-database-newer", "newer").value("schema", schema).wrong(true),
        Health::Locked => fact("doctor-database-locked", "locked").wrong(true),
        Health::LeftOpen => fact("doctor-database-left-open", "left-open"),
        Health::Sound(counts) => {
            let writable = Access::of(&path) == Access::Open;
            let (id, state) = match (writable, counts.schema < SCHEMA) {
                (false, _) => ("doctor-database-read-only", "read-only"),
                (true, true) => ("doctor-database-old", "older"),
                (true, false) => ("doctor-database-well", "in-order"),
            };
            let number = |count: i64| usize::try_from(count).unwrap_or(0);
            let words = text.with(
                id,
                &[
                    ("cases", &number(counts.cases)),
                    ("persons", &number(counts.persons)),
                    ("users", &number(counts.users)),
                    ("size", &usize::try_from(kilobytes).unwrap_or(usize::MAX)),
                ],
            );
            Fact::new("database", words)
                .value("state", state)
                .value("bytes", looked.size)
                .value("schema", counts.schema)
                .value("applications", counts.cases)
                .value("residents", counts.persons)
                .value("staff", counts.users)
                .wrong(!writable)
        }
    }
}

/// Programs that some functions call: each with what it is called for. None of them is needed for anything else.
const HELPERS: [(&str, &str); 3] = [
    ("espeak-ng", "doctor-for-sound"),
    ("lou_translate", "doctor-for-braille"),
    ("speech-dispatcher", "doctor-for-speech"),
];

/// Which of them are installed.
pub fn helpers(text: &Text) -> Vec<Fact> {
    let path = env::var_os("PATH").unwrap_or_default();
    let there = |name: &str| env::split_paths(&path).any(|folder| is_program(&folder.join(name)));
    HELPERS
        .iter()
        .map(|(name, use_)| {
            let installed = there(name);
            let id = if installed { "doctor-helper" } else { "doctor-helper-none" };
            Fact::new("helpers", text.with(id, &[("name", name), ("use", &text.say(use_))])).value(name, installed)
        })
        .collect()
}

fn is_program(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    {
        path.with_extension("exe").is_file()
    }
}
