//! The one voice that all clients share: one message after the other, each as long as the server's manner says, and the
//! events about it to whoever asked for them.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::Shared;
use super::client::{Back, tell};

/// The voice looks around at least this often.
const LOOK: Duration = Duration::from_secs(1);

/// A message to be said.
struct Message {
    id: usize,
    client: usize,
    events: [bool; 3],
    back: Back,
}

impl Message {
    /// Tells its client that it began, ended or was cancelled.
    fn event(&self, which: usize) {
        let (code, name) = [(701, "BEGIN"), (702, "END"), (703, "CANCELED")][which];
        if self.events[which] {
            tell(
                &self.back,
                &[format!("{code}-{}", self.id), format!("{code}-{}", self.client), format!("{code} {name}")],
            );
        }
    }
}

#[derive(Default)]
struct Queue {
    last: usize,
    waiting: VecDeque<Message>,
    /// What is being said, and since when.
    now: Option<(Message, Instant)>,
}

/// The voice.
#[derive(Default)]
pub struct Voice {
    queue: Mutex<Queue>,
    news: Condvar,
}

impl Voice {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().expect("no thread panics with it")
    }

    /// A number for a new message.
    pub fn number(&self) -> usize {
        let mut queue = self.lock();
        queue.last += 1;
        queue.last
    }

    /// Takes a message.
    pub fn queue(&self, id: usize, client: usize, events: [bool; 3], back: &Back) {
        self.lock().waiting.push_back(Message { id, client, events, back: Back::clone(back) });
        self.look();
    }

    /// Forgets the messages of the clients that are `meant`, and the one being said.
    pub fn cancel(&self, meant: impl Fn(usize) -> bool) {
        self.stop(&meant);
        let mut queue = self.lock();
        let all = std::mem::take(&mut queue.waiting);
        let (gone, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|message| meant(message.client));
        queue.waiting = rest.into();
        drop(queue);
        for message in &gone {
            message.event(2);
        }
    }

    /// Breaks off what is being said for one of the clients that are `meant`.
    pub fn stop(&self, meant: impl Fn(usize) -> bool) {
        let mut queue = self.lock();
        let now = queue.now.take_if(|(message, _)| meant(message.client));
        drop(queue);
        if let Some((message, _)) = now {
            message.event(2);
        }
        self.look();
    }

    /// Something has changed that the voice should look at.
    pub fn look(&self) {
        self.news.notify_all();
    }
}

/// Says what there is to say, until the server is closed.
pub fn speak(shared: &Shared) {
    let mut queue = shared.voice.lock();
    while shared.open.load(Ordering::SeqCst) {
        let manner = shared.manner();
        let silent = manner.mute || manner.never_begins;
        let mut pause = LOOK;
        if let Some((message, since)) = queue.now.take() {
            let left = manner.speaking.saturating_sub(since.elapsed());
            if left.is_zero() {
                message.event(1);
                continue;
            }
            pause = left;
            queue.now = Some((message, since));
        } else if !silent && let Some(message) = queue.waiting.pop_front() {
            message.event(0);
            queue.now = Some((message, Instant::now()));
            continue;
        }
        queue = shared.voice.news.wait_timeout(queue, pause.min(LOOK)).expect("no thread panics with it").0;
    }
}
