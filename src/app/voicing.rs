//! The keys that change the program's own voice, and what comes from whatever speaks.

use crate::text::Verbosity;
use crate::view::Cause;

use super::model::{Front, Model, Turned};
use super::screens;
use super::voice::{Change, FASTEST, Listening, News, SLOWEST};
use super::{Command, Effect, Valid};

impl Model {
    /// A command that only makes sense while the program speaks, while it does not: says how to make it speak.
    pub(super) fn needs_voice(&self, command: Command) -> Option<Cause> {
        let own = super::COMMANDS.iter().any(|spec| spec.command == command && spec.valid == Valid::OwnVoice);
        (own && !self.setup.own.on).then(|| Cause::Refused(self.text.say("voice-is-off")))
    }

    /// On or off; while it should speak and does not, tries again instead.
    pub(super) fn switch_voice(&mut self, turned: &mut Turned) {
        let again = self.setup.own.on && self.setup.own.trouble.is_some();
        self.change_voice(&Change::On(again || !self.setup.own.on), turned);
    }

    /// Changes the voice and says how it sounds now.
    pub(super) fn change_voice(&mut self, change: &Change, turned: &mut Turned) {
        let own = &mut self.setup.own;
        let changed = own.voice.change(change);
        if let Change::On(on) = change {
            own.on = *on;
            own.blank &= *on;
            // Tried again, it may tell the same trouble again.
            own.trouble = None;
        }
        let asks = matches!(change, Change::On(true)) && own.voice.listening.is_none();
        turned.effects.push(Effect::KeepVoice);
        let words = self.voice_words(change, changed);
        turned.cause = if changed { Cause::Told(words) } else { Cause::Refused(words) };
        if asks {
            self.open(Box::new(screens::Hearing));
        }
    }

    fn voice_words(&self, change: &Change, changed: bool) -> String {
        let voice = &self.setup.own.voice;
        let level = |name: &str, level: i8| {
            let way = match level {
                0 => "-usual",
                level if level < 0 => "-down",
                _ => "-up",
            };
            let key = [name, way, if changed { "" } else { "-end" }].concat();
            let (level, most) = (usize::from(level.unsigned_abs()), usize::from(SLOWEST.max(FASTEST).unsigned_abs()));
            self.text.with(&format!("voice-{key}"), &[("level", &level), ("most", &most)])
        };
        match change {
            Change::On(true) => self.text.say("voice-on"),
            Change::On(false) => self.text.say("voice-off"),
            Change::Rate(_) => level("rate", voice.rate),
            Change::Pitch(_) => level("pitch", voice.pitch),
            Change::Volume(_) => {
                let id = if changed { "voice-volume" } else { "voice-volume-end" };
                self.text.with(id, &[("percent", &usize::from(voice.volume))])
            }
            Change::Name(None) => self.text.say("voice-name-best-now"),
            Change::Name(Some(name)) => self.text.with("voice-name-now", &[("name", name)]),
            Change::Listening(Listening::Headphones) => self.text.say("voice-headphones-now"),
            Change::Listening(Listening::Loudspeaker) => self.text.say("voice-loudspeaker-now"),
            Change::Yao(true) => self.text.say("voice-yao-on"),
            Change::Yao(false) => self.text.say("voice-yao-off"),
        }
    }

    pub(super) fn next_verbosity(&mut self, turned: &mut Turned) {
        let (next, id) = match self.setup.verbosity {
            Verbosity::Brief => (Verbosity::Normal, "verbosity-normal-now"),
            Verbosity::Normal => (Verbosity::Learning, "verbosity-learning-now"),
            Verbosity::Learning => (Verbosity::Brief, "verbosity-brief-now"),
        };
        self.setup.verbosity = next;
        turned.effects.push(Effect::KeepVoice);
        turned.cause = Cause::Told(self.text.say(id));
    }

    pub(super) fn blank(&mut self, turned: &mut Turned) {
        if self.setup.front == Front::Line {
            turned.cause = Cause::Refused(self.text.say("blank-not-in-lines"));
            return;
        }
        let own = &mut self.setup.own;
        own.blank = !own.blank;
        let id = if own.blank { "blank-on" } else { "blank-off" };
        turned.cause = Cause::Told(self.text.say(id));
    }

    pub(super) fn hear_voice(&mut self, news: News, turned: &mut Turned) {
        let own = &mut self.setup.own;
        match news {
            News::Voices(found) => own.found = found,
            News::Well => own.trouble = None,
            News::Trouble(trouble) => {
                if own.on && own.trouble != Some(trouble) {
                    own.trouble = Some(trouble);
                    // Without a voice an empty screen would be no screen at all.
                    own.blank = false;
                    turned.cause = Cause::Told(self.text.say(trouble.id()));
                }
            }
        }
    }
}
