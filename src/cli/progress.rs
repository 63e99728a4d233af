//! How far long work at the command line is, on standard error, so that what is asked for stays by itself.

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::session::{Progress, Session, Turn};
use crate::text::Text;

use super::complain;

/// Says what a session tells in the middle of its work.
pub fn tell(_: &Session, turn: &Turn) {
    turn.heard.iter().for_each(|words| complain(words));
}

/// So much of some work is done.
pub fn far(progress: &mut Progress, done: u64, total: u64, text: &Text) {
    for words in progress.at(done, total, text) {
        complain(&words);
    }
}

/// It is done, and nothing else tells so.
pub fn end(progress: Progress, text: &Text) {
    progress.end(text).iter().for_each(|words| complain(words));
}

/// Work that cannot tell how far it is, such as opening a database: somebody else watches the clock. What came of it,
/// good or bad, is said by whoever did it.
pub struct Watched {
    over: Option<Sender<()>>,
    watch: Option<JoinHandle<()>>,
}

impl Watched {
    /// Begins to watch work by the message that names it; it ends when this is dropped.
    pub fn new(work: &'static str, text: &Text) -> Self {
        let (over, ended) = channel::<()>();
        let lang = text.lang();
        let watch = thread::spawn(move || {
            let mut progress = Progress::of(work);
            // Nobody sends anything: the other end is closed when the work is done.
            while ended.recv_timeout(Duration::from_millis(100)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                if progress.is_due() {
                    far(&mut progress, 0, 0, &Text::new(lang));
                }
            }
        });
        Self { over: Some(over), watch: Some(watch) }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.over.take());
        // It waits for nothing but this.
        drop(self.watch.take().map(JoinHandle::join));
    }
}
