//! `zhucan doctor`: how the program is on this computer, one fact a line, for somebody who helps over the telephone.
//!
//! It only looks: no folder is made, no database made, changed or brought up to date. It tells nothing of anybody: the
//! home folder is written `~`, of a database only how much is in it, of addresses only that they are set. The facts always
//! come in the same order, so that two people can go through them together, and the last line says how it is as a whole.

mod fact;
mod files;
mod speech;
mod terminal;

use std::io::{self, Write as _};

use serde_json::{Value, json};

use crate::config::{Flags, Folders, Saved, Surroundings};
use crate::store::{SCHEMA, sqlite_version};
use crate::text::Text;

use super::ground::Stop;
use super::progress::Watched;
use super::{DONE, FAILED};
use fact::{Fact, object};
use files::Home;

/// Says how the program is; 0 when all is well, 1 when something needs mending.
pub fn doctor(as_json: bool, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let folders = Folders::find(false);
    let saved = folders.as_ref().and_then(|folders| Saved::load(&folders.config));
    let lang = flags.lang.or(saved.as_ref().and_then(|saved| saved.lang)).unwrap_or_else(|| around.lang());
    let text = Text::new(lang);
    let home = Home::find();
    let mut facts = vec![program(&text)];
    facts.extend(files::folders(folders.as_ref(), &home, &text));
    facts.extend(terminal::language(flags, around, saved.as_ref(), &text));
    facts.extend(terminal::terminal(flags, around, saved.as_ref(), &text));
    let looking = Watched::new("work-look", &text);
    facts.extend(folders.as_ref().map(|folders| files::database(folders, &text)));
    drop(looking);
    facts.extend(files::helpers(&text));
    facts.extend(speech::speech_facts(flags, around, saved.as_ref(), &home, &text));
    let wrong = fact::wrong(&facts);
    let mut out = io::stdout().lock();
    if as_json {
        writeln!(out, "{}", object(&facts, &wrong))?;
    } else {
        for fact in &facts {
            writeln!(out, "{}", fact.line(&text))?;
        }
        writeln!(out, "{}", sum(&wrong, &text))?;
    }
    out.flush()?;
    Ok(if wrong.is_empty() { DONE } else { FAILED })
}

/// How it is as a whole.
fn sum(wrong: &[&str], text: &Text) -> String {
    if wrong.is_empty() {
        return text.say("doctor-well");
    }
    let names: Vec<String> = wrong.iter().map(|section| text.say(&format!("doctor-of-{section}"))).collect();
    let names = names.join(&text.say("list-comma"));
    text.with("doctor-mend-all", &[("count", &wrong.len()), ("what", &names)])
}

fn program(text: &Text) -> Fact {
    let (version, system) = (env!("CARGO_PKG_VERSION"), format!("{} {}", std::env::consts::OS, std::env::consts::ARCH));
    let schema = SCHEMA.to_string();
    let words = text.with(
        "doctor-program",
        &[("version", &version), ("sqlite", &sqlite_version()), ("schema", &schema), ("system", &system)],
    );
    Fact::new("program", words)
        .value("version", version)
        .value("sqlite", sqlite_version())
        .value("schema", SCHEMA)
        .value("system", json!(system))
}

/// A text, or nothing.
fn or_null(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::from)
}
