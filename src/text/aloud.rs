//! Words for the program's own voice: the parts that are printed, in the same order, each in its spoken form.

use crate::view::{Part, Utterance};

use super::spoken::{Reading, character, spelled, spoken};
use super::words::{join, piece};
use super::{Text, Verbosity};

/// How it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aloud {
    /// Others hear it too: private values are said as their length and their end even where they are asked for.
    pub masks: bool,
    /// How numbers are read.
    pub reading: Reading,
}

/// An utterance as an engine is to read it.
pub fn aloud(utterance: &Utterance, text: &Text, verbosity: Verbosity, how: Aloud) -> String {
    let lang = text.lang();
    let pieces = utterance.parts.iter().filter_map(|part| match part {
        Part::Spelled(value) => Some(spelled(value, lang, how.reading)),
        Part::Caret(Some(c)) if *c != ' ' => Some(character(*c, lang, how.reading)),
        Part::Inserted(typed) => match (typed.chars().next(), typed.chars().nth(1)) {
            (Some(c), None) if c != ' ' => Some(character(c, lang, how.reading)),
            (Some(_), None) => piece(&Part::Caret(Some(' ')), text, verbosity),
            _ => Some(spoken(typed, lang, how.reading)),
        },
        Part::Deleted(gone) if gone.chars().count() == 1 => {
            let gone: String = gone.chars().map(|c| character(c, lang, how.reading)).collect();
            piece(&Part::Deleted(gone), text, verbosity)
        }
        part => piece(part, text, verbosity).map(|printed| spoken(&printed, lang, how.reading)),
    });
    join(pieces, lang)
}
