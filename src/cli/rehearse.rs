//! Scripts: played without a terminal, or opened at one for somebody to practise.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::effect::Echo;
use crate::config::{self, Flags, Surroundings};
use crate::rehearse::{self, Data, Header, Line, Player, Script, stage};
use crate::store::{Store, StoreError};
use crate::text::Text;

use super::{DONE, FAILED, USAGE, complain, open};

/// What was asked for.
pub struct Asked {
    /// The script.
    pub file: PathBuf,
    /// One object a line for each step.
    pub json: bool,
    /// Write what was heard back.
    pub accept: bool,
    /// Open the program as the script begins.
    pub open: bool,
    /// The database to go on with; one in memory where none is named.
    pub keep: Option<PathBuf>,
    /// Where moves by letters are written, whatever the script says.
    pub letter_echo: Option<Echo>,
    /// Where moves by arrows are written, whatever the script says.
    pub arrow_echo: Option<Echo>,
}

/// Plays or opens a script; the exit code.
pub fn rehearse(asked: &Asked, flags: Flags, around: &Surroundings) -> i32 {
    let file = &asked.file;
    let name = file.display();
    let failed = |error: &dyn std::fmt::Display| {
        complain(&format!("{name}: {error}"));
        FAILED
    };
    let source = match fs::File::open(file).map(io::read_to_string) {
        Ok(Ok(source)) => source,
        unread => {
            let what = if unread.is_err() { "cli-no-file" } else { "cli-file-unreadable" };
            complain(&super::text(flags, around).with(what, &[("what", &file.to_string_lossy().as_ref())]));
            return USAGE;
        }
    };
    let mut script = match rehearse::parse(&source) {
        Ok(script) => script,
        Err(fault) => {
            complain(&format!("{name}: {fault}"));
            return USAGE;
        }
    };
    script.header.echoes.letter = asked.letter_echo.unwrap_or(script.header.echoes.letter);
    script.header.echoes.arrow = asked.arrow_echo.unwrap_or(script.header.echoes.arrow);
    if asked.open {
        return practise(script.header, asked.keep.as_deref(), flags, around).unwrap_or_else(|error| failed(&error));
    }
    let lines = match Player::play(&script) {
        Ok(lines) => lines,
        Err(error) => return failed(&error),
    };
    if asked.json {
        return print_json(&lines).map_or_else(|error| failed(&error), |()| DONE);
    }
    if asked.accept {
        let written = fs::write(file, rehearse::accept(&source, &script, &lines));
        return written.map_or_else(|error| failed(&error), |()| DONE);
    }
    for line in &lines {
        println!("> {}", line.key);
        for words in &line.heard {
            println!("{words}");
        }
    }
    compare(file, &script, &lines)
}

fn print_json(lines: &[Line]) -> serde_json::Result<()> {
    for line in lines {
        println!("{}", serde_json::to_string(line)?);
    }
    Ok(())
}

/// Tells where something else was heard than the script says.
fn compare(file: &Path, script: &Script, lines: &[Line]) -> i32 {
    let mismatches = rehearse::check(script, lines);
    for mismatch in &mismatches {
        complain(&format!("{}:{}: > {}", file.display(), mismatch.line, mismatch.key));
        for words in &mismatch.expected {
            complain(&format!("  expected: {words}"));
        }
        for words in &mismatch.heard {
            complain(&format!("  heard:    {words}"));
        }
    }
    if mismatches.is_empty() { DONE } else { FAILED }
}

/// Opens the program at this terminal as a script begins: flags win over its header, and what the terminal lacks over
/// both.
fn practise(mut header: Header, keep: Option<&Path>, flags: Flags, around: &Surroundings) -> Result<i32, StoreError> {
    let asked = Flags { front: flags.front.or(Some(header.front)), ..flags };
    let (front, why) = config::front(asked, around, None);
    header.front = front;
    header.lang = flags.lang.unwrap_or(header.lang);
    header.own.on = config::speech(flags, around, None).0 || (header.own.on && flags.speech != Some(false));
    let mut place = stage::place(&header);
    if header.data == Data::New {
        match open::first_start(header.lang, asked.front) {
            Ok(Some(chosen)) => {
                header.lang = flags.lang.unwrap_or(chosen.lang);
                place = chosen.place;
            }
            Ok(None) => return Ok(DONE),
            Err(_) => return Ok(FAILED),
        }
    }
    let store = match keep {
        None => stage::store(&header)?,
        Some(file) => kept(&header, file)?,
    };
    let why = Text::new(header.lang).say(why);
    open::run(stage::beginning(&header, place, store, &why)?, around.speech_address())
}

/// The database in `file`, filled as the header asks for when it is new.
fn kept(header: &Header, file: &Path) -> Result<Store, StoreError> {
    let new = !file.exists();
    let mut store = Store::open(file)?;
    if new {
        stage::fill(header, &mut store)?;
        store.tidy()?;
    }
    Ok(store)
}
