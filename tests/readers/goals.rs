//! What is asked of every reader, over all keys of all journeys.

use std::collections::BTreeMap;

use crate::excuses::Excuse;
use crate::journey::Step;
use crate::kind::Kind;
use crate::measure::{Measured, Wanted, measure, plain};
use crate::reader::{READERS, Reader};
use crate::recorded::{Heard, recording, recordings};
use crate::run::{accepts, runs};

/// Characters beside the wanted ones with which a key still counts as heard cleanly.
const CLEAN: usize = 12;
/// How many of the wanted keys have to be heard cleanly, in percent.
const CLEAN_PERCENT: usize = 95;
/// Characters beside what was typed.
const BESIDE_TYPED: usize = 3;

/// The figures of a reader.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Keys after which the program declares something to be heard.
    pub wanted: usize,
    /// Those after which all of it was heard.
    pub heard: usize,
    /// Those after which little else was heard.
    pub clean: usize,
    /// Those after which nothing was heard at all.
    pub silent: usize,
    /// Keys that move within a list.
    pub list: usize,
    /// Characters heard beyond the wanted ones after these.
    pub list_others: usize,
    /// Characters heard beyond the wanted ones, over all wanted keys.
    pub beyond: usize,
    /// Texts typed and deleted.
    pub typed: usize,
    /// Goals missed for a reason that has a name.
    pub excused: BTreeMap<Excuse, usize>,
    /// Goals missed without one.
    pub missed: Vec<String>,
}

impl Figures {
    /// Adds a journey.
    pub fn add(&mut self, walk: &Heard) {
        for (at, (step, said)) in walk.journey.steps.iter().zip(&walk.said).enumerate() {
            let text = typed(step);
            let missed = match step.kind {
                Kind::Typed => self.typed(step, &text, said),
                _ => self.other(step, said),
            };
            let Some(missed) = missed else { continue };
            match Excuse::of(walk.reader, step, &text, said) {
                Some(excuse) => *self.excused.entry(excuse).or_default() += 1,
                None => self.missed.push(format!(
                    "{}, key {at} {}: {missed}\n  wanted {:?}\n  said {said:?}",
                    walk.name(),
                    step.key,
                    step.wanted
                )),
            }
        }
    }

    fn other(&mut self, step: &Step, said: &[String]) -> Option<String> {
        if step.wanted.is_empty() {
            return None;
        }
        let Measured { heard, other } = measure(&step.wanted, said);
        self.wanted += 1;
        self.heard += usize::from(heard);
        self.clean += usize::from(heard && other <= CLEAN);
        self.silent += usize::from(said.is_empty());
        self.beyond += other;
        if step.kind == Kind::List {
            self.list += 1;
            self.list_others += other;
            if other > 0 {
                return Some(format!("{other} other characters on a list key"));
            }
        }
        (!heard).then(|| "not all is said".to_owned())
    }

    /// Whether single letters and what is deleted are said is the reader's own setting; what counts is what is said
    /// beside that. Text that is typed at once is to be heard whole.
    fn typed(&mut self, step: &Step, text: &str, said: &[String]) -> Option<String> {
        let all: String = said.iter().map(|words| plain(words)).collect();
        let word = [Wanted { words: text.to_owned(), row: None }];
        let Measured { heard, other } = measure(&word, said);
        self.typed += 1;
        let other = if plain(text).contains(&all) { 0 } else { other };
        if other > BESIDE_TYPED {
            return Some(format!("{other} other characters beside what was typed"));
        }
        let at_once = text.chars().count() > 1 && step.bytes == text.as_bytes() && !step.wanted.is_empty();
        (at_once && !heard).then(|| "not all that was typed is said".to_owned())
    }
}

/// What a key types, or deletes.
fn typed(step: &Step) -> String {
    match step.wanted.first() {
        Some(wanted) => wanted.words.clone(),
        None => String::from_utf8_lossy(&step.bytes).into_owned(),
    }
}

/// The figures of a reader over its walks.
pub fn figures(reader: Reader, walks: &[Heard]) -> Figures {
    let mut figures = Figures::default();
    walks.iter().filter(|walk| walk.reader == reader).for_each(|walk| figures.add(walk));
    figures
}

/// The goals themselves; the figures and the number of exceptions stand in `docs/ACCESSIBILITY.md`.
pub fn meets_the_goals(reader: Reader, figures: &Figures) {
    let name = reader.title();
    assert!(figures.missed.is_empty(), "{name}: {} misses\n{}", figures.missed.len(), figures.missed.join("\n"));
    assert!(figures.clean * 100 >= figures.wanted * CLEAN_PERCENT, "{name}: {figures:?}");
    let kept = figures.excused.get(&Excuse::Kept).copied().unwrap_or_default();
    assert_eq!((figures.wanted - figures.heard, figures.silent), (kept, kept), "{name}: {figures:?}");
    assert!(figures.wanted > 2_000 && figures.list > 50 && figures.typed > 100, "{name}: {figures:?}");
}

/// All recordings, written anew before where that is asked for.
pub fn kept() -> Vec<Heard> {
    if accepts() {
        runs();
    }
    recordings()
}

#[test]
fn what_the_real_readers_said_meets_the_goals() {
    let walks = kept();
    for reader in READERS {
        meets_the_goals(reader, &figures(reader, &walks));
    }
}

#[test]
fn the_real_readers_say_what_is_recorded() {
    let runs = runs();
    let mut wrong = Vec::new();
    for run in runs {
        let name = run.heard.name();
        assert!(run.alive, "{name}: the reader or the program has ended");
        assert_eq!(run.idle.clone().unwrap_or_default(), [""; 0], "{name}: said without a key");
        if !accepts() {
            let recorded = recording(run.heard.reader, run.heard.journey.clone());
            wrong.extend(run.heard.differs_from(&recorded).into_iter().map(|at| run.heard.beside(&recorded, at)));
        }
    }
    assert!(wrong.is_empty(), "ZHUCAN_ACCEPT=1 writes it anew\n{}", wrong.join("\n"));
}
