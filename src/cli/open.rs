//! Opening the program: the first start, the database, the front end.

use std::io::{self, BufRead};

use crate::app::address::Address;
use crate::app::{Answered, Chosen, FirstStart, Front, Lesson, Own, Place, Setup, Who};
use crate::config::{self, Flags, Folders, Saved, Surroundings};
use crate::domain::shipped;
use crate::front::{line, screen};
use crate::sample;
use crate::session::{Beginning, Clock, DistrictClock, Progress, Session, notices};
use crate::store::{Store, StoreError};
use crate::text::{Lang, Text};

use super::ground::lay_site;
use super::progress::{self, Watched};
use super::{DATA, DONE, FAILED, complain};

/// Opens the program; the exit code.
pub fn program(flags: Flags, around: &Surroundings) -> i32 {
    let Some(folders) = Folders::find(false) else { return no_folder(flags, around) };
    let known = Saved::load(&folders.config);
    let first = known.is_none();
    let saved = match known {
        Some(saved) => saved,
        None => match first_start(flags.lang.unwrap_or_else(|| around.lang()), flags.front) {
            Ok(Some(chosen)) => {
                let mut saved = Saved::default();
                saved.voice.listening = chosen.listening;
                // Who has passed the question by has not said no to it.
                saved.speech = chosen.speech.then_some(true);
                for setting in chosen.settings() {
                    saved.set(setting);
                }
                if saved.store(&folders.config).is_err() {
                    complain(&Text::new(saved.lang.unwrap_or_default()).say("settings-not-kept"));
                }
                saved
            }
            Ok(None) => return DONE,
            Err(_) => return FAILED,
        },
    };
    open(flags, around, saved, &folders, false, first)
}

/// Opens the sample office; the exit code.
pub fn demo(flags: Flags, around: &Surroundings) -> i32 {
    let Some(folders) = Folders::find(true) else { return no_folder(flags, around) };
    let saved = Saved::load(&folders.config).unwrap_or_default();
    open(flags, around, saved, &folders, true, false)
}

fn no_folder(flags: Flags, around: &Surroundings) -> i32 {
    complain(&super::text(flags, around).say("no-home"));
    DATA
}

/// The three questions, in plain lines, in `lang` until one is chosen; `front` is the front end to suggest. `None` when
/// the input ends.
pub fn first_start(lang: Lang, front: Option<Front>) -> io::Result<Option<Chosen>> {
    let mut questions = FirstStart::new(lang, FirstStart::number_of(front));
    let mut ask = questions.ask();
    let mut input = io::stdin().lock();
    loop {
        line::put(format!("\n{}", ask.join("\n")).as_bytes())?;
        let mut entered = Vec::new();
        if input.read_until(b'\n', &mut entered)? == 0 {
            line::put(b"\n")?;
            return Ok(None);
        }
        match questions.answer(&String::from_utf8_lossy(&entered)) {
            Answered::Ask(lines) => ask = lines,
            Answered::Done(chosen) => return Ok(Some(chosen)),
        }
    }
}

fn open(flags: Flags, around: &Surroundings, saved: Saved, folders: &Folders, sample: bool, first: bool) -> i32 {
    let lang = flags.lang.or(saved.lang).unwrap_or_else(|| around.lang());
    let text = Text::new(lang);
    // The sample office is about what ships.
    let site_faults = if sample { Vec::new() } else { lay_site(folders) };
    let opening = Watched::new("work-open", &text);
    let opened = Store::open(&folders.database());
    drop(opening);
    let mut store = match opened {
        Ok(store) => store,
        Err(error) => return cannot_open(&error, folders, &text),
    };
    if sample && let Err(error) = fill(&mut store, &text) {
        return cannot_open(&error, folders, &text);
    }
    let (front, why) = config::front(flags, around, Some(&saved));
    let why = if first && why == "mode-saved" { "mode-chosen" } else { why };
    let place = if sample { Place::Office } else { saved.place() };
    let speech = config::speech(flags, around, Some(&saved));
    let setup = Setup {
        lang,
        front,
        place,
        verbosity: saved.verbosity(),
        sample,
        letter_echo: saved.letter_echo(),
        arrow_echo: saved.arrow_echo(),
        own: Own { on: speech.0, voice: saved.voice.clone(), ..Own::default() },
        lesson: if sample { Lesson::Done } else { saved.lesson() },
    };
    let mut said = notices(&text, front, &text.say(why), speech, sample);
    if !site_faults.is_empty() {
        said.push(text.say("cli-site-notice"));
    }
    let beginning = Beginning {
        store,
        setup,
        who: Who::Nobody,
        notices: said,
        clock: Box::new(DistrictClock),
        folders: Some(folders.clone()),
        saved,
    };
    // The session has messages of its own; two sets at once would be memory for nothing.
    drop(text);
    let address = around.speech_address();
    match run(beginning, address) {
        Ok(code) => code,
        Err(error) => cannot_open(&error, folders, &Text::new(lang)),
    }
}

/// Runs a session at this terminal until it is left; the exit code.
pub fn run(beginning: Beginning, address: Address) -> Result<i32, StoreError> {
    let lang = beginning.setup.lang;
    let mut session = Session::begin(beginning)?;
    if session.front() == Front::Line {
        return Ok(line::run(&mut session, address));
    }
    Ok(screen::run(&mut session, address).unwrap_or_else(|error| {
        complain(&Text::new(lang).with("terminal-failed", &[("error", &error.to_string())]));
        FAILED
    }))
}

/// Fills the sample office the first time it is opened.
fn fill(store: &mut Store, text: &Text) -> Result<(), StoreError> {
    if store.users()?.is_empty() {
        // A screen that stays empty and silent looks broken.
        let mut progress = Progress::of("work-sample");
        let mut far = |done: usize, total: usize| progress::far(&mut progress, done as u64, total as u64, text);
        sample::fill_telling(store, DistrictClock.now().date(), shipped::calendar(), &mut far)?;
        store.tidy()?;
        progress::end(progress, text);
    }
    Ok(())
}

/// One sentence about a database that cannot be opened: what, why, what to do.
pub fn cannot_open(error: &StoreError, folders: &Folders, text: &Text) -> i32 {
    let id = match error {
        StoreError::NotWritable { .. } => "open-not-writable",
        StoreError::Corrupt | StoreError::NotOurs => "open-damaged",
        StoreError::TooNew { .. } => "open-newer",
        StoreError::Full => "open-full",
        StoreError::Busy => "open-busy",
        _ => "open-other",
    };
    complain(&text.with(id, &[("file", &folders.database().display().to_string())]));
    DATA
}
