//! The program's own voice. The loop that answers keys only ever puts an order into a box; a thread of its own takes
//! it out, and whatever that thread waits for, no key waits for it.

#[cfg(any(not(target_os = "linux"), feature = "tts"))]
mod engine;
mod mailbox;
mod speaker;
#[cfg(unix)]
#[cfg_attr(any(target_os = "macos", feature = "tts"), allow(dead_code, reason = "it is only used to look for voices"))]
mod ssip;
mod thread;
mod voices;
mod wire;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::Own;
use crate::app::voice::{News, Trouble, Voice as Settings};
use crate::session::Turn;
use crate::text::Lang;

pub use crate::app::address::Address;
use mailbox::{Mailbox, Say};
pub use speaker::{Manner, Piece, Speaker};
pub use thread::piece_words;
pub use voices::{Found, FoundVoice, look};

/// No call may take longer; what does counts as frozen.
pub const LIMIT: Duration = Duration::from_secs(2);
/// Words that were taken and have not begun to sound by then count as no speech.
pub const SOUND: Duration = Duration::from_secs(3);
/// What has not come back by then hangs inside a library. Through the C library of speech-dispatcher it takes more than
/// two seconds to find the voices where all is well.
const HANG: Duration = Duration::from_secs(6);

/// What the program says with its own voice, from the loop's side. Nothing here waits for anything.
pub struct Voice {
    mailbox: Arc<Mailbox>,
    settings: Option<(Settings, Lang)>,
    begun: bool,
    address: Address,
    tell: Arc<dyn Fn(News) -> bool + Send + Sync>,
    told_frozen: bool,
    /// There was trouble at the last turn.
    trouble: bool,
}

impl Voice {
    /// A voice that does nothing until it is first asked to say something; what speaks is looked for at `address`.
    /// `tell` is called with what comes from there, on another thread, until it returns false.
    pub fn new(address: Address, tell: impl Fn(News) -> bool + Send + Sync + 'static) -> Self {
        Self {
            mailbox: Arc::new(Mailbox::default()),
            settings: None,
            begun: false,
            address,
            tell: Arc::new(tell),
            told_frozen: false,
            trouble: false,
        }
    }

    /// How it is to sound from now on.
    pub fn set(&mut self, settings: &Settings, lang: Lang) {
        let same = self.settings.as_ref().is_some_and(|(known, in_lang)| known == settings && *in_lang == lang);
        if !same {
            self.settings = Some((settings.clone(), lang));
            self.mailbox.set(Manner::new(settings, lang));
        }
    }

    /// After a turn: sounds as it is set now, says what the turn says, tries anew when asked to.
    pub fn turn(&mut self, own: &Own, lang: Lang, turn: &Turn) {
        if !own.on {
            self.hush();
            return;
        }
        self.set(&own.voice, lang);
        if std::mem::replace(&mut self.trouble, own.trouble.is_some()) && own.trouble.is_none() {
            self.retry();
        }
        self.say(turn.spoken.clone());
    }

    /// Says this instead of whatever is being said.
    pub fn say(&mut self, words: Vec<String>) {
        if words.is_empty() {
            return;
        }
        self.begin();
        self.watch();
        self.mailbox.say(Say::Words(words));
    }

    /// Says no more. Nothing is begun for it: who has said nothing has nothing to stop.
    pub fn hush(&mut self) {
        if self.begun {
            self.mailbox.say(Say::Nothing);
        }
    }

    /// Tries anew after trouble. A thread that hangs is left alone, and another one takes its place.
    pub fn retry(&mut self) {
        self.told_frozen = false;
        if self.hangs() {
            self.mailbox.end();
            self.mailbox = Arc::default();
            self.begun = false;
            if let Some((settings, lang)) = &self.settings {
                self.mailbox.set(Manner::new(settings, *lang));
            }
        }
        self.mailbox.retry();
    }

    fn begin(&mut self) {
        if !std::mem::replace(&mut self.begun, true) {
            thread::begin(Arc::clone(&self.mailbox), self.address.clone(), Arc::clone(&self.tell));
        }
    }

    fn hangs(&self) -> bool {
        self.mailbox.busy_since().is_some_and(|since: Instant| since.elapsed() > HANG)
    }

    /// A library may hang for ever inside a call; then only this side can tell.
    fn watch(&mut self) {
        if self.hangs() && !std::mem::replace(&mut self.told_frozen, true) {
            (self.tell)(News::Trouble(Trouble::Frozen));
        }
    }
}

impl Drop for Voice {
    /// The thread is asked to end and not waited for: what it hangs in may never come back.
    fn drop(&mut self) {
        self.mailbox.end();
    }
}
