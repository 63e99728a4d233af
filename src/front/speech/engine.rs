//! Speaking through the library `tts`: the voices of macOS and Windows, and on Linux, with the feature `tts`, those of
//! speech-dispatcher through its C library. Only the last has been run; the others are built on what the library says.
//!
//! It knows no limit for a call; the loop's side notices when one hangs. On Linux it cannot do all that the protocol
//! itself can:
//!
//! - A change of voice lists all voices anew, more than a second with those of espeak-ng, so one voice says everything;
//!   foreign words in a sentence are read by that voice too.
//! - The language cannot be set, nor the part of the daemon that speaks: only a voice by its name, and the library
//!   sees those of the daemon's usual part alone.
//! - Everything goes out as important, which cuts off what a screen reader is saying.
//! - Words that are taken and never begin to sound are not noticed, and neither is a daemon that was killed until the
//!   next words.
//! - At a reply that begins with no number the C library ends the whole program.

use std::mem::ManuallyDrop;
use std::time::Instant;

use tts::{Features, Tts, Voice};

use crate::app::voice::{News, Trouble};
use crate::text::Lang;

use super::Address;
use super::speaker::{Manner, Piece, Speaker};
use super::voices::{Found, FoundVoice};
use super::wire::Reply;

/// The library does not say which part of the daemon has a voice, so it is taken for the one that comes with it.
const MODULE: &str = if cfg!(target_os = "linux") { "espeak-ng" } else { "" };
/// The C library does not tell a refusal from a lost connection, and a lost one is worth another try.
const FAILED: Trouble = if cfg!(target_os = "linux") { Trouble::Lost } else { Trouble::Refused };

/// A running engine.
pub struct Engine {
    /// Never dropped: an event that comes while the library takes a connection down ends the whole program.
    tts: ManuallyDrop<Tts>,
    voices: Vec<Voice>,
    found: Found,
    can: Features,
    using: Option<String>,
    manner: Manner,
}

/// Starts the engine and finds its voices.
pub fn connect(address: &Address, manner: &Manner) -> Result<(Engine, Vec<News>), Trouble> {
    reach(address)?;
    let tts = ManuallyDrop::new(Tts::default().map_err(|_| Trouble::Missing)?);
    let can = tts.supported_features();
    let voices = match tts.voices() {
        Ok(voices) => voices,
        // Through the C library it is the connection that has failed.
        Err(_) if cfg!(target_os = "linux") => return Err(FAILED),
        Err(_) => Vec::new(),
    };
    // A name with a plus is a variant of another voice.
    let plain = voices.iter().filter(|voice| !voice.name().contains('+')).map(|voice| FoundVoice {
        module: MODULE.to_owned(),
        name: voice.name(),
        language: voice.language().to_string(),
    });
    let found = Found { modules: Vec::new(), voices: plain.collect() };
    let mut engine = Engine { tts, voices, found, can, using: None, manner: manner.clone() };
    engine.set(manner)?;
    let names: Vec<String> = engine.found.of(manner.lang).iter().map(|voice| voice.name.clone()).collect();
    let none = names.is_empty() && engine.can.voice;
    let mut news = vec![News::Voices(names)];
    if none {
        news.push(News::Trouble(Trouble::NoVoice));
    }
    Ok((engine, news))
}

/// The library waits for ever for a daemon that takes no connection, and starts one at whatever address it is given.
#[cfg(target_os = "linux")]
fn reach(address: &Address) -> Result<(), Trouble> {
    super::ssip::reach(address)
}

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere there is something to reach")]
fn reach(_address: &Address) -> Result<(), Trouble> {
    Ok(())
}

/// From -100 to 100 onto the engine's own range, with 0 on what is usual for it.
fn scaled(value: i8, least: f32, usual: f32, most: f32) -> f32 {
    let share = f32::from(value) / 100.0;
    if share < 0.0 { usual + share * (usual - least) } else { usual + share * (most - usual) }
}

/// Words as the library can take them. A zero byte is fatal to it, and a point at the start of a line could end the
/// words and begin a command; where nothing is left it must not be called at all, or the next call hangs.
fn safe(words: &str) -> Option<String> {
    let lines = words.split(['\n', '\r']).map(|line| line.replace(char::is_control, " ").trim().to_owned());
    let harmless = |line: String| if line.starts_with('.') { format!(" {line}") } else { line };
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).map(harmless).collect();
    (!lines.is_empty()).then(|| lines.join("\r\n"))
}

impl Engine {
    /// Takes the voice for a language. One that is refused is no trouble: another one speaks.
    fn switch(&mut self, lang: Lang) {
        let chosen = self.manner.voice.as_deref().filter(|_| lang == self.manner.lang);
        let Some(wanted) = self.found.pick(lang, chosen).map(|voice| voice.name.clone()) else { return };
        let voice = self.voices.iter().find(|voice| voice.name() == wanted);
        if let Some(voice) = voice.filter(|_| self.can.voice && self.using.as_ref() != Some(&wanted)) {
            self.using = self.tts.set_voice(voice).is_ok().then_some(wanted);
        }
    }

    /// The words of each voice that is to say them. Where another voice takes a second to come there is one for all.
    fn parts(&self, pieces: &[Piece]) -> Vec<Piece> {
        if !cfg!(target_os = "linux") {
            return pieces.to_vec();
        }
        vec![Piece { lang: self.manner.lang, words: pieces.iter().map(|piece| piece.words.as_str()).collect() }]
    }
}

impl Speaker for Engine {
    fn set(&mut self, manner: &Manner) -> Result<(), Trouble> {
        self.manner = manner.clone();
        let tts: &mut Tts = &mut self.tts;
        // What is refused here stays as it is, and the words are still said.
        if self.can.rate {
            let rate = scaled(manner.rate, tts.min_rate(), tts.normal_rate(), tts.max_rate());
            let _ = tts.set_rate(rate);
        }
        if self.can.pitch {
            let pitch = scaled(manner.pitch, tts.min_pitch(), tts.normal_pitch(), tts.max_pitch());
            let _ = tts.set_pitch(pitch);
        }
        if self.can.volume {
            let share = (f32::from(manner.volume) + 100.0) / 200.0;
            let volume = tts.min_volume() + share * (tts.max_volume() - tts.min_volume());
            let _ = tts.set_volume(volume);
        }
        self.switch(manner.lang);
        Ok(())
    }

    fn say(&mut self, pieces: &[Piece]) -> Result<(), Trouble> {
        let mut interrupt = true;
        for piece in self.parts(pieces) {
            let Some(words) = safe(&piece.words) else { continue };
            self.switch(piece.lang);
            self.tts.speak(words, interrupt).map_err(|_| FAILED)?;
            interrupt = false;
        }
        Ok(())
    }

    fn hush(&mut self) -> Result<(), Trouble> {
        self.tts.stop().map(|_| ()).map_err(|_| FAILED)
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

    #[test]
    fn what_harms_the_library_never_reaches_it() {
        assert_eq!(safe("一\0二\n\n.\n.SET ALL RATE 1\t\r"), Some("一 二\r\n .\r\n .SET ALL RATE 1".to_owned()));
        assert_eq!(safe("\0 \n\t\r "), None);
        assert_eq!(safe(""), None);
    }
}
