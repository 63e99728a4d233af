//! A computer that nobody touches: an office's warns and locks, so that nobody finds what the last person left on it.

use std::time::Duration;

use crate::app::{Place, Turned, Who};
use crate::view::Cause;

use super::{Session, Turn};

/// An office's computer warns after so many minutes without a key.
const IDLE_MINUTES: u64 = 5;
/// A day; more would be no lock at all.
const MOST_IDLE_MINUTES: u64 = 24 * 60;
/// From the warning to the lock.
const GRACE: Duration = Duration::from_mins(1);

impl Session {
    /// Nobody has touched a key for as long as [`Self::patience`] said: warns, then locks.
    pub fn idle(&mut self) -> Turn {
        if !self.is_watched() || self.touched.elapsed() < self.idle_after() {
            return self.finish(Turned { cause: Cause::None, effects: Vec::new(), leave: false });
        }
        if !self.warned {
            self.warned = true;
            let cause = Cause::Told(self.model.text().say("idle-warning"));
            return self.finish(Turned { cause, effects: Vec::new(), leave: false });
        }
        let mut turned = Turned { cause: Cause::Acted, effects: self.model.leaving(), leave: false };
        for effect in std::mem::take(&mut turned.effects) {
            self.perform(effect);
        }
        let locked = if self.model.who == Who::Nobody { "idle-locked-nobody" } else { "idle-locked" };
        self.sign_out();
        turned.cause = Cause::Told(self.model.text().say(locked));
        self.finish(turned)
    }

    /// How long to wait for a key before [`Self::idle`] is to be called; for ever when nobody is signed in.
    pub fn patience(&self) -> Option<Duration> {
        if !self.is_watched() {
            return None;
        }
        let limit = self.idle_after() + if self.warned { GRACE } else { Duration::ZERO };
        Some(limit.saturating_sub(self.touched.elapsed()))
    }

    fn is_watched(&self) -> bool {
        // Somebody who fills in a form without having signed in has just as much on the screen.
        self.model.setup.place == Place::Office && (self.model.who != Who::Nobody || self.model.is_busy())
    }

    fn idle_after(&self) -> Duration {
        Duration::from_mins(self.saved.idle_minutes.unwrap_or(IDLE_MINUTES).min(MOST_IDLE_MINUTES))
    }
}
