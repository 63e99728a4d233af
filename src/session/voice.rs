//! What the program's own voice says, and whose settings it has.

use serde::{Deserialize, Serialize};

use crate::app::voice::Voice;
use crate::app::{Front, Outcome, Own, Place, Who};
use crate::text::spoken::{Reading, spoken};
use crate::text::{Aloud, Lang, Verbosity, aloud};
use crate::view::{Cause, Part, Role, State, Utterance, View};

use super::Session;
use super::effects::{Done, failed};

/// How somebody likes to be spoken to, as it is kept for them.
#[derive(Serialize, Deserialize)]
struct Kept {
    voice: Voice,
    verbosity: String,
}

/// The name under which somebody's voice is kept in the database.
fn key(who: &Who) -> Option<String> {
    match who {
        Who::Nobody => None,
        Who::Resident { person, .. } => Some(format!("voice-person-{person}")),
        Who::Staff { user, .. } => Some(format!("voice-user-{user}")),
    }
}

impl Session {
    /// The program's own voice as it is set now.
    pub fn own(&self) -> &Own {
        &self.model.setup.own
    }

    /// Keeps the voice for whom it belongs to: the owner of the computer, or whoever is signed in at an office's.
    /// Nobody's settings stay with nobody.
    pub(super) fn keep_voice(&mut self) -> Done {
        let (own, verbosity) = (self.model.setup.own.clone(), self.model.setup.verbosity);
        let id = crate::config::verbosity_id(verbosity);
        if self.model.setup.place == Place::Own {
            self.saved.speech = Some(own.on);
            self.saved.voice = own.voice;
            self.saved.verbosity = Some(id.to_owned());
            if let Some(folders) = &self.folders {
                self.saved.store(&folders.config).map_err(|_| failed("store-read-only"))?;
            }
        } else if let Some(key) = key(&self.model.who) {
            let kept = Kept { voice: own.voice, verbosity: id.to_owned() };
            let kept = serde_json::to_string(&kept).map_err(|_| failed("store-other"))?;
            self.store.set_setting(&key, Some(&kept))?;
        }
        Ok(Outcome::Done)
    }

    /// The voice as somebody who signs in had it last time. Somebody who never set it goes on as they began.
    pub(super) fn recall_voice(&mut self, who: &Who) {
        let kept = key(who).and_then(|key| self.store.setting(&key).ok().flatten());
        let Some(kept) = kept.and_then(|kept| serde_json::from_str::<Kept>(&kept).ok()) else { return };
        // Whether it speaks is for the computer and the one who sits there: they have come this far with it on or off.
        self.model.setup.own.voice = kept.voice;
        self.model.setup.verbosity = crate::config::verbosity(&kept.verbosity);
    }

    /// Voice, verbosity and language as the computer is set, for the next person.
    pub(super) fn forget_voice(&mut self) {
        if self.model.setup.place == Place::Own {
            return;
        }
        let found = std::mem::take(&mut self.model.setup.own.found);
        self.model.setup.own = Own { found, ..self.own.clone() };
        self.model.setup.verbosity = self.saved.verbosity();
        if let Some(lang) = self.saved.lang {
            self.model.speak(lang);
        }
    }

    /// While a secret is typed nothing is written; trouble with the voice is told above the next page.
    pub(super) fn hold_while_secret(&mut self, cause: Cause, view: &mut View) -> Cause {
        let secret = |view: &View| view.focused().role == Role::SecretField;
        if let Some(words) = self.held.take_if(|_| !secret(view)) {
            self.model.notify(&words);
            *view = self.model.view();
        }
        match cause {
            Cause::Told(words) if self.news && secret(view) && secret(&self.last) => {
                self.held = Some(words);
                Cause::None
            }
            cause => cause,
        }
    }

    /// What is said aloud: the parts that are printed, in their spoken form.
    pub(super) fn spoken(
        &self,
        utterances: &[Utterance],
        whole: &[String],
        heard: &[String],
        page_rows: usize,
        cause: &Cause,
        view: &View,
    ) -> Vec<String> {
        let own = &self.model.setup.own;
        if !own.on {
            return Vec::new();
        }
        let text = self.model.text();
        let how = Aloud { masks: own.voice.masks(), reading: Reading { yao: own.voice.yao } };
        let field = view.focused();
        if *cause == Cause::Typed {
            if field.role == Role::SecretField {
                return vec![text.say("voice-star")];
            }
            if field.private && how.masks {
                let value = field.value.clone().unwrap_or_default();
                let masked = Utterance { parts: vec![Part::Private(value)], live: field.live };
                return vec![aloud(&masked, &text, Verbosity::Normal, how)];
            }
        }
        let numbers = if self.model.setup.front == Front::Line { numbers(view, page_rows) } else { Vec::new() };
        let one = |at: usize, words: &String| {
            let said = match utterances.get(at) {
                // Cut into pieces, or said beside what the tree says: only the printed words tell what it is.
                Some(utterance) if whole.get(at) == Some(words) => {
                    aloud(&masked(utterance, field.private && how.masks), &text, self.model.setup.verbosity, how)
                }
                _ => spoken(words, text.lang(), how.reading),
            };
            match numbers.get(at).copied().flatten() {
                Some(number) => {
                    let comma = if text.lang() == Lang::Zh { "，" } else { ", " };
                    format!("{}{comma}{said}", spoken(&number.to_string(), text.lang(), how.reading))
                }
                None => said,
            }
        };
        let said = heard.iter().enumerate().map(|(at, words)| one(at, words));
        said.filter(|said| !said.is_empty()).collect()
    }
}

/// The same with a private value that was asked to be spelled told by its length and end, for ears that are not alone.
fn masked(utterance: &Utterance, masks: bool) -> Utterance {
    let mut utterance = utterance.clone();
    for part in utterance.parts.iter_mut().filter(|_| masks) {
        if let Part::Spelled(value) = part {
            *part = Part::Private(std::mem::take(value));
        }
    }
    debug_assert!(!utterance.parts.contains(&Part::State(State::Invalid)));
    utterance
}

/// In line mode: the number that chooses each row, in the order in which a page is heard.
fn numbers(view: &View, page_rows: usize) -> Vec<Option<usize>> {
    if page_rows == 0 || view.focused().role.takes_text() {
        return Vec::new();
    }
    let rows = view.rows();
    let (notices, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|node| node.role == Role::Status);
    let title = [None];
    let notices = notices.iter().map(|_| None);
    notices.chain(title).chain(rows.iter().map(|node| node.position.map(|place| place.at))).collect()
}
