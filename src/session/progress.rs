//! Long work says how far it is: when it has begun, at each quarter, and when it is done. In words and never as a bar.
//!
//! What is over before somebody wonders says nothing at all. The work counts; when there is something to say is decided
//! here, once for the program and for the command line.

use std::thread;
use std::time::{Duration, Instant};

use crate::text::Text;

use super::{Session, Turn};

/// Work that is shorter says nothing: within a second one has to hear that it goes on.
const PATIENCE: Duration = Duration::from_millis(700);

/// How often is looked whether work is done that cannot tell how far it is.
const LOOK: Duration = Duration::from_millis(5);

/// Who is told about long work in the middle of a turn: the session as it stands, and what to show and say.
pub type Tell<'a> = &'a mut dyn FnMut(&Session, &Turn);

/// How far some work is.
#[derive(Debug)]
pub struct Progress {
    /// Message id of its name.
    work: &'static str,
    begun: Instant,
    patience: Duration,
    /// That it goes on was said.
    told: bool,
    quarters: u64,
}

impl Progress {
    /// Work that has begun just now, by the message that names it.
    pub fn of(work: &'static str) -> Self {
        Self { work, begun: Instant::now(), patience: PATIENCE, told: false, quarters: 0 }
    }

    /// Work of which it is known that it takes long: it says so at once.
    pub fn of_long(work: &'static str) -> Self {
        Self { patience: Duration::ZERO, ..Self::of(work) }
    }

    /// Whether it has taken so long that one has to hear of it.
    pub fn is_due(&self) -> bool {
        self.begun.elapsed() >= self.patience
    }

    /// So much of it is done; what is to be said now. A `total` of zero is one that nobody knows.
    pub fn at(&mut self, done: u64, total: u64, text: &Text) -> Vec<String> {
        if !self.is_due() {
            return Vec::new();
        }
        let mut said = Vec::new();
        let name = text.say(self.work);
        let passed = (done.min(total) * 4).checked_div(total).unwrap_or(0).min(3);
        if !std::mem::replace(&mut self.told, true) {
            said.push(text.with("progress-begun", &[("work", &name)]));
            // What was behind it before anybody was told that it goes on is of no account any more.
            if !self.patience.is_zero() {
                self.quarters = passed;
            }
        }
        while self.quarters < passed {
            self.quarters += 1;
            let percent = (self.quarters * 25).to_string();
            said.push(text.with("progress-quarter", &[("work", &name), ("percent", &percent)]));
        }
        said
    }

    /// It is done; what is to be said, where nothing else tells the result.
    pub fn end(self, text: &Text) -> Option<String> {
        self.told.then(|| text.with("progress-done", &[("work", &text.say(self.work))]))
    }
}

/// Work inside a session, which tells whoever waits in front of it.
pub(super) struct Work<'a, 'b> {
    progress: Progress,
    tell: &'a mut Tell<'b>,
}

impl<'a, 'b> Work<'a, 'b> {
    pub fn of(work: &'static str, tell: &'a mut Tell<'b>) -> Self {
        Self { progress: Progress::of(work), tell }
    }

    /// So much is done.
    pub fn at(&mut self, session: &Session, done: u64, total: u64) {
        for words in self.progress.at(done, total, &session.text()) {
            (self.tell)(session, &session.in_between(words));
        }
    }

    /// Waits for work that cannot tell how far it is, such as another program's.
    pub fn wait<T: Send>(&mut self, session: &Session, work: impl FnOnce() -> T + Send) -> T {
        thread::scope(|scope| {
            let work = scope.spawn(work);
            while !work.is_finished() {
                thread::sleep(LOOK);
                self.at(session, 0, 0);
            }
            work.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    /// So many of so many things.
    pub fn count(&mut self, session: &Session, done: usize, total: usize) {
        self.at(session, done as u64, total as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn all(mut progress: Progress, text: &Text) -> Vec<String> {
        let mut said: Vec<String> = (0..=1_000).flat_map(|done| progress.at(done, 1_000, text)).collect();
        said.extend(progress.end(text));
        said
    }

    #[test]
    fn long_work_speaks_five_times_and_short_work_not_at_all() {
        for lang in [Lang::Zh, Lang::En] {
            let text = Text::new(lang);
            let name = text.say("work-list");
            let said = all(Progress::of_long("work-list"), &text);
            let quarter = |percent: &str| text.with("progress-quarter", &[("work", &name), ("percent", &percent)]);
            let [begun, done] = ["progress-begun", "progress-done"].map(|id| text.with(id, &[("work", &name)]));
            assert_eq!(said, [begun, quarter("25"), quarter("50"), quarter("75"), done]);
            assert_eq!(all(Progress::of("work-list"), &text), [""; 0], "over before anybody wonders");
        }
    }

    #[test]
    fn work_that_turns_out_to_be_long_begins_to_speak_in_the_middle() {
        let text = Text::new(Lang::En);
        let begun = Instant::now().checked_sub(PATIENCE * 2).expect("the machine has run for longer");
        let mut progress = Progress { begun, ..Progress::of("work-list") };
        assert_eq!(progress.at(60, 100, &text).len(), 1, "that it goes on, and nothing of what is behind it");
        assert_eq!(progress.at(70, 100, &text), [""; 0]);
        assert_eq!(progress.at(75, 100, &text).len(), 1);
        assert_eq!(progress.at(100, 100, &text), [""; 0]);
        assert!(progress.end(&text).is_some());
    }

    #[test]
    fn work_of_unknown_length_says_that_it_goes_on_and_that_it_is_done() {
        let text = Text::new(Lang::Zh);
        let mut progress = Progress::of_long("work-list");
        let said: Vec<String> = (0..9).flat_map(|done| progress.at(done, 0, &text)).collect();
        assert_eq!(said.len(), 1);
        assert!(progress.end(&text).is_some());
    }
}
