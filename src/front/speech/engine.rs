//! Speaking through the library `tts`: the voices of macOS and Windows, and on Linux, with the feature `tts`, those of
//! speech-dispatcher through its C library. Only the last has been run; the others are built on what the library says.
//!
//! It knows no limit for a call and no other voice inside one sentence; the loop's side notices when a call hangs.

use std::time::Instant;

use tts::{Features, Tts, Voice};

use crate::app::voice::{News, Trouble};
use crate::text::Lang;

use super::speaker::{Manner, Piece, Speaker};
use super::wire::Reply;

/// A running engine.
pub struct Engine {
    tts: Tts,
    voices: Vec<Voice>,
    can: Features,
    using: Option<String>,
    manner: Manner,
}

/// Starts the engine and finds its voices.
pub fn connect(manner: &Manner) -> Result<(Engine, Vec<News>), Trouble> {
    let tts = Tts::default().map_err(|_| Trouble::Missing)?;
    let can = tts.supported_features();
    let voices = tts.voices().unwrap_or_default();
    let mut engine = Engine { tts, voices, can, using: None, manner: manner.clone() };
    engine.set(manner)?;
    let names: Vec<String> = engine.of(manner.lang).iter().map(|voice| voice.name()).collect();
    let none = names.is_empty() && engine.can.voice;
    let mut news = vec![News::Voices(names)];
    if none {
        news.push(News::Trouble(Trouble::NoVoice));
    }
    Ok((engine, news))
}

/// From -100 to 100 onto the engine's own range, with 0 on what is usual for it.
fn scaled(value: i8, least: f32, usual: f32, most: f32) -> f32 {
    let share = f32::from(value) / 100.0;
    if share < 0.0 { usual + share * (usual - least) } else { usual + share * (most - usual) }
}

impl Engine {
    /// The voices for a language, the best first.
    fn of(&self, lang: Lang) -> Vec<&Voice> {
        let speaks = |voice: &&Voice| {
            let language = voice.language().to_lowercase();
            match lang {
                Lang::Zh => language.starts_with("zh") || language.starts_with("cmn"),
                Lang::En => language.starts_with("en"),
            }
        };
        // A name with a plus is a variant of another voice.
        let mut voices: Vec<&Voice> = self.voices.iter().filter(speaks).filter(|v| !v.name().contains('+')).collect();
        voices.sort_by_key(|voice| !voice.name().to_lowercase().contains("latin as pinyin"));
        voices
    }

    fn switch(&mut self, lang: Lang) -> Result<(), Trouble> {
        let chosen = self.manner.voice.clone().filter(|_| lang == self.manner.lang);
        let voices = self.of(lang);
        let voice = voices.iter().find(|voice| Some(voice.name()) == chosen).or(voices.first());
        let Some(voice) = voice.map(|voice| (*voice).clone()) else { return Ok(()) };
        if self.can.voice && self.using.as_ref() != Some(&voice.id()) {
            self.tts.set_voice(&voice).map_err(|_| Trouble::Refused)?;
            self.using = Some(voice.id());
        }
        Ok(())
    }
}

impl Speaker for Engine {
    fn set(&mut self, manner: &Manner) -> Result<(), Trouble> {
        self.manner = manner.clone();
        let tts = &mut self.tts;
        let refused = |_| Trouble::Refused;
        if self.can.rate {
            let rate = scaled(manner.rate, tts.min_rate(), tts.normal_rate(), tts.max_rate());
            tts.set_rate(rate).map_err(refused)?;
        }
        if self.can.pitch {
            let pitch = scaled(manner.pitch, tts.min_pitch(), tts.normal_pitch(), tts.max_pitch());
            tts.set_pitch(pitch).map_err(refused)?;
        }
        if self.can.volume {
            let share = (f32::from(manner.volume) + 100.0) / 200.0;
            tts.set_volume(tts.min_volume() + share * (tts.max_volume() - tts.min_volume())).map_err(refused)?;
        }
        self.switch(manner.lang)
    }

    fn say(&mut self, pieces: &[Piece]) -> Result<(), Trouble> {
        let mut interrupt = true;
        for piece in pieces {
            // Nothing at all, and a zero byte, are fatal to the library.
            let words: String = piece.words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            if words.trim().is_empty() {
                continue;
            }
            self.switch(piece.lang)?;
            self.tts.speak(words, interrupt).map_err(|_| Trouble::Refused)?;
            interrupt = false;
        }
        Ok(())
    }

    fn hush(&mut self) -> Result<(), Trouble> {
        self.tts.stop().map(|_| ()).map_err(|_| Trouble::Refused)
    }

    fn hear(&mut self, _replies: Vec<Option<Reply>>) -> Result<Vec<News>, Trouble> {
        Ok(Vec::new())
    }

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn reads_by_character(&self) -> bool {
        cfg!(target_os = "linux")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_stays_usual_and_the_ends_meet() {
        let at = |value| scaled(value, 0.5, 1.0, 4.0);
        assert!((at(0) - 1.0).abs() < 1e-6 && (at(-100) - 0.5).abs() < 1e-6 && (at(100) - 4.0).abs() < 1e-6);
    }
}
