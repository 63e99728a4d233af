//! A speech server that makes no sound: it takes what speech-dispatcher takes, answers as that does, and keeps what
//! every client sent, in order and with the time. It can also be told to misbehave.

mod client;
mod selftest;
mod voice;

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// How the server behaves.
#[derive(Clone, Debug, Default)]
pub struct Manner {
    /// Takes connections and whatever comes over them, and never says a word.
    pub mute: bool,
    /// Waits so long before each reply.
    pub delay: Duration,
    /// Closes a connection instead of giving it more replies than these.
    pub closes_after: Option<usize>,
    /// Does not let anything be set.
    pub refuses_set: bool,
    /// Takes messages and never begins to say one.
    pub never_begins: bool,
    /// How long each message is being said.
    pub speaking: Duration,
    /// Names and languages of the voices there are.
    pub voices: Vec<(String, String)>,
}

/// Whose messages a command is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of the client that sent it.
    Own,
    /// Those of everybody.
    All,
    /// Those of the client with this number.
    Of(usize),
}

/// What a client sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A text to be said.
    Speak(String),
    /// One character to be said, by itself or as `space` and the like.
    Char(String),
    /// The name of a key to be said.
    Key(String),
    /// Everything that waits is to be forgotten, and what is being said too.
    Cancel(Whose),
    /// What is being said is to be broken off.
    Stop(Whose),
    /// A setting, its name in capitals, and its value.
    Set(Whose, String, String),
    /// The client has gone.
    Gone,
}

/// One thing that was sent.
#[derive(Clone, Debug)]
pub struct Record {
    /// When it had come whole.
    pub at: Instant,
    /// Number of the connection, from 1.
    pub client: usize,
    /// What it was.
    pub sent: Sent,
}

/// What the connections share.
struct Shared {
    manner: Mutex<Manner>,
    records: Mutex<Vec<Record>>,
    news: Condvar,
    voice: voice::Voice,
    open: AtomicBool,
}

impl Shared {
    fn manner(&self) -> Manner {
        self.manner.lock().expect("no thread panics with it").clone()
    }

    fn records(&self) -> MutexGuard<'_, Vec<Record>> {
        self.records.lock().expect("no thread panics with it")
    }

    fn keep(&self, client: usize, sent: Sent) {
        self.records().push(Record { at: Instant::now(), client, sent });
        self.news.notify_all();
    }
}

/// The server, on a Unix socket and a TCP port of its own until it is dropped.
pub struct Server {
    shared: Arc<Shared>,
    folder: tempfile::TempDir,
    tcp: SocketAddr,
}

impl Server {
    /// Opens a server; who connects from now on is heard.
    pub fn start(manner: Manner) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let unix = UnixListener::bind(folder.path().join("ssip.sock"))?;
        let inet = TcpListener::bind(("127.0.0.1", 0))?;
        let tcp = inet.local_addr()?;
        let shared = Arc::new(Shared {
            manner: Mutex::new(manner),
            records: Mutex::default(),
            news: Condvar::new(),
            voice: voice::Voice::default(),
            open: AtomicBool::new(true),
        });
        let numbers = Arc::new(Mutex::new(0));
        let number = move || {
            let mut last = numbers.lock().expect("counting does not panic");
            *last += 1;
            *last
        };
        let next = number.clone();
        let door = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in unix.incoming().map_while(Result::ok) {
                let Ok(back) = stream.try_clone() else { continue };
                if !client::serve(&door, next(), stream, back) {
                    return;
                }
            }
        });
        let door = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in inet.incoming().map_while(Result::ok) {
                let Ok(back) = stream.try_clone() else { continue };
                if !client::serve(&door, number(), stream, back) {
                    return;
                }
            }
        });
        let door = Arc::clone(&shared);
        thread::spawn(move || voice::speak(&door));
        Ok(Self { shared, folder, tcp })
    }

    /// Where its Unix socket is.
    pub fn unix(&self) -> PathBuf {
        self.folder.path().join("ssip.sock")
    }

    /// What `SPEECHD_ADDRESS` is to be for it.
    pub fn address(&self) -> String {
        format!("unix_socket:{}", self.unix().display())
    }

    /// Where its TCP port is.
    pub fn tcp(&self) -> SocketAddr {
        self.tcp
    }

    /// A folder that is gone with the server.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// From now on it behaves like this, towards those connected already too.
    pub fn behave(&self, manner: Manner) {
        *self.shared.manner.lock().expect("no thread panics with it") = manner;
        self.shared.voice.look();
    }

    /// How much was sent so far.
    pub fn mark(&self) -> usize {
        self.shared.records().len()
    }

    /// What was sent behind `mark`.
    pub fn since(&self, mark: usize) -> Vec<Record> {
        self.shared.records()[mark..].to_vec()
    }

    /// The texts sent behind `mark`, in order; characters and key names by themselves are texts as well.
    pub fn said(&self, mark: usize) -> Vec<String> {
        let text = |record: Record| match record.sent {
            Sent::Speak(text) | Sent::Char(text) | Sent::Key(text) => Some(text),
            _ => None,
        };
        self.since(mark).into_iter().filter_map(text).collect()
    }

    /// Waits until `done` is content with what was sent behind `mark`, or until `until`; whether it is.
    pub fn wait(&self, mark: usize, until: Instant, mut done: impl FnMut(&[Record]) -> bool) -> bool {
        let mut records = self.shared.records();
        loop {
            if done(&records[mark..]) {
                return true;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            records = self.shared.news.wait_timeout(records, left).expect("no thread panics with it").0;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.open.store(false, Ordering::SeqCst);
        self.shared.voice.look();
        // The doors wait for somebody to come in; they look around then, and close.
        let _ = std::os::unix::net::UnixStream::connect(self.unix());
        let _ = std::net::TcpStream::connect(self.tcp);
    }
}
