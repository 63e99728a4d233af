//! What every way of speaking can do.

use std::time::Instant;

use crate::app::voice::{News, Trouble, Voice as Settings};
use crate::text::Lang;

use super::wire::Reply;

/// How it is to sound, in the units of the protocol: from -100 to 100, 0 is usual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    /// The language of the program.
    pub lang: Lang,
    /// Rate.
    pub rate: i8,
    /// Pitch.
    pub pitch: i8,
    /// Volume.
    pub volume: i8,
    /// A voice by name.
    pub voice: Option<String>,
}

impl Manner {
    /// The same as levels that people choose.
    pub fn new(settings: &Settings, lang: Lang) -> Self {
        let volume = i16::from(settings.volume.min(100)) * 2 - 100;
        Self {
            lang,
            rate: settings.rate.clamp(-10, 10) * 10,
            pitch: settings.pitch.clamp(-10, 10) * 10,
            volume: i8::try_from(volume).unwrap_or(100),
            voice: settings.name.clone(),
        }
    }
}

/// Words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which.
    pub lang: Lang,
    /// The words, as an engine is to read them.
    pub words: String,
}

/// A way of speaking. It lives on the thread that speaks; each call ends within [`super::LIMIT`] where the way of
/// speaking lets us see to that.
pub trait Speaker {
    /// How it is to sound from now on.
    fn set(&mut self, manner: &Manner) -> Result<(), Trouble>;

    /// Says this instead of whatever of ours is being said; what others say is left alone.
    fn say(&mut self, pieces: &[Piece]) -> Result<(), Trouble>;

    /// Says no more.
    fn hush(&mut self) -> Result<(), Trouble>;

    /// Takes what came in, and looks whether something is overdue.
    fn hear(&mut self, replies: Vec<Option<Reply>>) -> Result<Vec<News>, Trouble>;

    /// When [`Self::hear`] is to be called even if nothing comes in.
    fn deadline(&self) -> Option<Instant>;

    /// Whether this voice reads Chinese character by character with one reading for each, so that words have to be
    /// spelt for its ear.
    fn reads_by_character(&self) -> bool;
}
