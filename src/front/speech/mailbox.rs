//! What the loop leaves for the thread that speaks: never more than the newest of each, so that nothing piles up.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::app::voice::Trouble;

use super::speaker::Manner;
use super::wire::Reply;

/// What is to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Say {
    /// These words.
    Words(Vec<String>),
    /// Nothing more.
    Nothing,
}

/// What the thread finds when it looks.
#[derive(Debug, Default)]
pub struct Taken {
    /// How it is to sound.
    pub manner: Option<Manner>,
    /// What is to be heard.
    pub say: Option<Say>,
    /// After trouble: try anew.
    pub retry: bool,
    /// What the daemon wrote, and `None` at its end.
    pub replies: Vec<Option<Reply>>,
    /// No more will come.
    pub end: bool,
}

#[derive(Debug, Default)]
struct Inside {
    manner: Option<Manner>,
    say: Option<Say>,
    retry: bool,
    replies: VecDeque<(usize, Option<Reply>)>,
    end: bool,
    busy_since: Option<Instant>,
}

impl Inside {
    fn is_empty(&self) -> bool {
        self.manner.is_none() && self.say.is_none() && !self.retry && self.replies.is_empty() && !self.end
    }
}

/// The box between the two threads and the daemon.
#[derive(Debug, Default)]
pub struct Mailbox {
    inside: Mutex<Inside>,
    bell: Condvar,
}

impl Mailbox {
    fn open(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, change: impl FnOnce(&mut Inside)) {
        change(&mut self.open());
        self.bell.notify_all();
    }

    /// How it is to sound from now on.
    pub fn set(&self, manner: Manner) {
        self.put(|inside| inside.manner = Some(manner));
    }

    /// What is to be heard instead of all before.
    pub fn say(&self, say: Say) {
        self.put(|inside| inside.say = Some(say));
    }

    /// Try anew.
    pub fn retry(&self) {
        self.put(|inside| inside.retry = true);
    }

    /// No more will come.
    pub fn end(&self) {
        self.put(|inside| inside.end = true);
    }

    /// Whether no more will come.
    pub fn has_ended(&self) -> bool {
        self.open().end
    }

    /// What came over connection number `line`; `None` at its end.
    pub fn reply(&self, line: usize, reply: Option<Reply>) {
        self.put(|inside| inside.replies.push_back((line, reply)));
    }

    /// Since when the thread has been at work; `None` while it waits here.
    pub fn busy_since(&self) -> Option<Instant> {
        self.open().busy_since
    }

    /// Waits until there is something, or until `deadline`. Replies over other lines than `line` are of the past.
    pub fn take(&self, line: usize, deadline: Option<Instant>) -> Taken {
        let mut inside = self.open();
        inside.busy_since = None;
        loop {
            inside.replies.retain(|(from, _)| *from == line);
            if !inside.is_empty() {
                break;
            }
            inside = match deadline {
                None => self.bell.wait(inside).unwrap_or_else(PoisonError::into_inner),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        break;
                    }
                    self.bell.wait_timeout(inside, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        inside.busy_since = Some(Instant::now());
        Taken {
            manner: inside.manner.take(),
            say: inside.say.take(),
            retry: std::mem::take(&mut inside.retry),
            replies: inside.replies.drain(..).map(|(_, reply)| reply).collect(),
            end: inside.end,
        }
    }

    /// Waits for one reply over `line` and leaves everything else where it is.
    pub fn next_reply(&self, line: usize, deadline: Instant) -> Result<Reply, Trouble> {
        let mut inside = self.open();
        loop {
            inside.replies.retain(|(from, _)| *from == line);
            if let Some((_, reply)) = inside.replies.pop_front() {
                return reply.ok_or(Trouble::Lost);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || inside.end {
                return Err(Trouble::Frozen);
            }
            inside = self.bell.wait_timeout(inside, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_wins() {
        let mailbox = Mailbox::default();
        mailbox.say(Say::Words(vec!["one".into()]));
        mailbox.say(Say::Words(vec!["two".into()]));
        assert_eq!(mailbox.take(0, None).say, Some(Say::Words(vec!["two".into()])));
        mailbox.say(Say::Words(vec!["three".into()]));
        mailbox.say(Say::Nothing);
        assert_eq!(mailbox.take(0, None).say, Some(Say::Nothing));
    }

    #[test]
    fn replies_of_an_old_line_are_dropped() {
        let mailbox = Mailbox::default();
        mailbox.reply(1, None);
        mailbox.reply(2, None);
        assert_eq!(mailbox.take(2, None).replies, [None]);
        assert_eq!(mailbox.next_reply(2, Instant::now()), Err(Trouble::Frozen));
    }
}
