//! The thread that speaks: takes what the mailbox holds, tells the speaker, reports trouble once.

use std::sync::Arc;
use std::thread;

use crate::app::voice::{News, Trouble};
use crate::text::Lang;
use crate::text::spoken::{homophones, runs};

use super::Address;
use super::mailbox::{Mailbox, Say};
use super::speaker::{Manner, Piece, Speaker};

type Tell = Arc<dyn Fn(News) -> bool + Send + Sync>;

/// Begins; the thread ends when the mailbox says so or nobody listens to its news any more.
pub fn begin(mailbox: Arc<Mailbox>, address: Address, tell: Tell) {
    thread::spawn(move || {
        Thread { mailbox, address, tell, speaker: None, line: 0, manner: None, told: None, lost: 0 }.run();
    });
}

/// Words cut by language, spelt for the ear of an engine that reads character by character.
pub fn piece_words(words: &str, lang: Lang, by_character: bool) -> Vec<Piece> {
    let pieces = runs(words, lang).into_iter().map(|(lang, words)| {
        let words = if lang == Lang::Zh && by_character { homophones(&words).into_owned() } else { words };
        Piece { lang, words }
    });
    pieces.collect()
}

struct Thread {
    mailbox: Arc<Mailbox>,
    address: Address,
    tell: Tell,
    speaker: Option<Box<dyn Speaker>>,
    /// The number of the connection whose replies count.
    line: usize,
    manner: Option<Manner>,
    /// The trouble that was reported, until all is well again. While there is some, nothing is tried until somebody
    /// asks for it: a daemon that is gone would otherwise be looked for at every key.
    told: Option<Trouble>,
    /// How often in a row the connection was lost without a sound in between.
    lost: u8,
}

impl Thread {
    fn run(mut self) {
        loop {
            let deadline = self.speaker.as_ref().and_then(|speaker| speaker.deadline());
            let taken = self.mailbox.take(self.line, deadline);
            if taken.end {
                if let Some(speaker) = &mut self.speaker {
                    let _ = speaker.hush();
                }
                return;
            }
            if taken.retry {
                self.lost = 0;
                self.told = None;
            }
            let mut outcome = self.hear(taken.replies);
            if let Some(manner) = taken.manner {
                self.manner = Some(manner);
                if outcome.is_ok() {
                    outcome = self.set();
                }
            }
            let mut gone = false;
            if let Some(say) = taken.say {
                outcome = outcome.and_then(|()| self.say(&say));
                if outcome == Err(Trouble::Lost) {
                    // Killed or restarted in between: once more, on a new connection, before anybody is told.
                    self.speaker = None;
                    outcome = self.say(&say);
                    gone = true;
                }
            }
            let Err(trouble) = outcome else { continue };
            self.speaker = None;
            // Gone while nothing was to be said: the next words find out whether it is there again.
            self.lost += u8::from(trouble == Trouble::Lost);
            if trouble == Trouble::Lost && !gone && self.lost < 2 || self.told == Some(trouble) {
                continue;
            }
            self.told = Some(trouble);
            if self.mailbox.has_ended() {
                // It hung so long that another thread has taken its place.
                return;
            }
            if !(self.tell)(News::Trouble(trouble)) {
                return;
            }
        }
    }

    fn hear(&mut self, replies: Vec<Option<super::wire::Reply>>) -> Result<(), Trouble> {
        let Some(speaker) = &mut self.speaker else { return Ok(()) };
        if replies.iter().flatten().any(super::wire::Reply::is_event) {
            self.lost = 0;
        }
        for news in speaker.hear(replies)? {
            (self.tell)(news);
        }
        Ok(())
    }

    fn set(&mut self) -> Result<(), Trouble> {
        match (&mut self.speaker, &self.manner) {
            (Some(speaker), Some(manner)) => speaker.set(manner),
            _ => Ok(()),
        }
    }

    fn say(&mut self, say: &Say) -> Result<(), Trouble> {
        let Say::Words(words) = say else {
            return self.speaker.as_mut().map_or(Ok(()), |speaker| speaker.hush());
        };
        if self.told.is_some() {
            return Ok(());
        }
        let Some(manner) = self.manner.clone() else { return Ok(()) };
        if self.speaker.is_none() {
            self.connect(&manner)?;
        }
        let Some(speaker) = &mut self.speaker else { return Ok(()) };
        let by_character = speaker.reads_by_character();
        let whole = words.join("\n");
        speaker.say(&piece_words(&whole, manner.lang, by_character))
    }

    #[cfg(all(unix, not(all(target_os = "linux", feature = "tts")), not(target_os = "macos")))]
    fn connect(&mut self, manner: &Manner) -> Result<(), Trouble> {
        let (ssip, line) = super::ssip::connect(&self.address, &self.mailbox, manner.clone())?;
        self.line = line;
        for news in ssip.voices() {
            (self.tell)(news);
        }
        self.speaker = Some(Box::new(ssip));
        Ok(())
    }

    #[cfg(any(not(unix), target_os = "macos", all(target_os = "linux", feature = "tts")))]
    fn connect(&mut self, manner: &Manner) -> Result<(), Trouble> {
        let (engine, news) = super::engine::connect(&self.address, manner)?;
        for news in news {
            (self.tell)(news);
        }
        self.speaker = Some(Box::new(engine));
        Ok(())
    }
}
