//! Speaking through speech-dispatcher. No header, no library: two sockets' ends and lines of text, so the program
//! builds and starts where the daemon has never been heard of.
//!
//! A second thread reads what the daemon writes and puts it into the mailbox; so the thread that speaks waits in one
//! place only, and every wait there has an end.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::voice::{News, Trouble};
use crate::text::Lang;

use super::mailbox::Mailbox;
use super::speaker::{Manner, Piece, Speaker};
use super::voices::{Found, FoundVoice};
use super::wire::{Replies, Reply, text, word};
use super::{Address, LIMIT, SOUND};

/// Between two looks whether a daemon that was just started listens.
const STARTING: Duration = Duration::from_millis(50);
/// Numbers the connections of this process.
static LINES: AtomicUsize = AtomicUsize::new(1);

enum Stream {
    Socket(UnixStream),
    Net(TcpStream),
}

impl Stream {
    fn open(address: &Address) -> io::Result<Self> {
        match address {
            Address::Usual(path) | Address::Socket(path) => UnixStream::connect(path).map(Self::Socket),
            Address::Net(host, port) => {
                let places = (host.as_str(), *port).to_socket_addrs()?;
                let mut last = io::Error::from(io::ErrorKind::NotFound);
                for place in places {
                    match TcpStream::connect_timeout(&place, LIMIT) {
                        Ok(stream) => {
                            stream.set_nodelay(true)?;
                            return Ok(Self::Net(stream));
                        }
                        Err(error) => last = error,
                    }
                }
                Err(last)
            }
            Address::Unreadable => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    /// Opening a socket has no limit of its own: a daemon that is stopped lets callers wait in its queue for ever.
    fn open_in_time(address: &Address) -> Result<Self, Trouble> {
        let (done, opened) = channel();
        let address = address.clone();
        thread::spawn(move || drop(done.send(Self::open(&address))));
        match opened.recv_timeout(LIMIT) {
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(error)) if error.kind() == io::ErrorKind::InvalidInput => Err(Trouble::Address),
            Ok(Err(error)) if error.kind() == io::ErrorKind::TimedOut => Err(Trouble::Frozen),
            Ok(Err(_)) => Err(Trouble::Missing),
            Err(_) => Err(Trouble::Frozen),
        }
    }

    fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Socket(stream) => Box::new(stream.try_clone()?),
            Self::Net(stream) => Box::new(stream.try_clone()?),
        })
    }

    fn limit_writes(&self) -> io::Result<()> {
        match self {
            Self::Socket(stream) => stream.set_write_timeout(Some(LIMIT)),
            Self::Net(stream) => stream.set_write_timeout(Some(LIMIT)),
        }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Socket(stream) => stream.write_all(bytes),
            Self::Net(stream) => stream.write_all(bytes),
        }
    }

    fn close(&self) {
        // It may be closed already.
        let _ = match self {
            Self::Socket(stream) => stream.shutdown(std::net::Shutdown::Both),
            Self::Net(stream) => stream.shutdown(std::net::Shutdown::Both),
        };
    }
}

/// What a reply that is still to come answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owed {
    /// Nothing of importance.
    Plain,
    /// A voice was asked for.
    Voice,
    /// SPEAK: the daemon will take the text.
    Text,
    /// The text: the daemon has taken it.
    Taken,
}

/// A connection to the daemon.
pub struct Ssip {
    stream: Stream,
    line: usize,
    owed: VecDeque<Owed>,
    /// When the daemon last answered, or was first asked something while it owed nothing.
    heard_from: Instant,
    found: Found,
    manner: Manner,
    /// The voice the daemon was last told to use.
    using: Option<(String, String)>,
    /// Words were taken then and nothing has been heard since.
    unbegun: Option<Instant>,
    told_mute: bool,
    /// The daemon tells when words begin to sound.
    is_told: bool,
}

impl Drop for Ssip {
    fn drop(&mut self) {
        self.stream.close();
    }
}

/// Connects, starting this account's own daemon where it is not running, and finds the voices.
pub fn connect(address: &Address, mailbox: &Arc<Mailbox>, manner: Manner) -> Result<(Ssip, usize), Trouble> {
    Ssip::shake_hands(open_or_start(address)?, mailbox, manner)
}

/// Sees to it that a daemon takes connections there.
#[cfg(all(target_os = "linux", feature = "tts"))]
pub fn reach(address: &Address) -> Result<(), Trouble> {
    open_or_start(address).map(drop)
}

fn open_or_start(address: &Address) -> Result<Stream, Trouble> {
    match Stream::open_in_time(address) {
        Err(Trouble::Missing) if matches!(address, Address::Usual(_)) => start_daemon(address),
        opened => opened,
    }
}

/// What is found at an address, without starting anything.
pub fn look(address: &Address) -> Result<Found, Trouble> {
    let mailbox = Arc::new(Mailbox::default());
    let manner = Manner { lang: Lang::Zh, rate: 0, pitch: 0, volume: 0, voice: None };
    Ssip::shake_hands(Stream::open_in_time(address)?, &mailbox, manner).map(|(ssip, _)| ssip.found.clone())
}

/// Starts the daemon of this account as its own clients do. In a locale that is not there it would not start, and
/// over SSH such a locale is common.
fn start_daemon(address: &Address) -> Result<Stream, Trouble> {
    let started = Command::new("speech-dispatcher")
        .arg("--spawn")
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut daemon = started.map_err(|_| Trouble::Missing)?;
    let until = Instant::now() + LIMIT;
    loop {
        // It goes into the background by itself and leaves this process to be collected.
        let ended = daemon.try_wait().is_ok_and(|ended| ended.is_some());
        match Stream::open_in_time(address) {
            Err(Trouble::Missing) if Instant::now() < until => thread::sleep(STARTING),
            Err(trouble) => {
                if !ended {
                    let _ = daemon.kill();
                    let _ = daemon.wait();
                }
                return Err(trouble);
            }
            Ok(stream) => {
                let _ = thread::spawn(move || drop(daemon.wait()));
                return Ok(stream);
            }
        }
    }
}

impl Ssip {
    fn shake_hands(stream: Stream, mailbox: &Arc<Mailbox>, manner: Manner) -> Result<(Self, usize), Trouble> {
        let line = LINES.fetch_add(1, Ordering::Relaxed);
        let source = stream.reader().and_then(|source| stream.limit_writes().map(|()| source));
        let source = source.map_err(|_| Trouble::Lost)?;
        let inbox = Arc::clone(mailbox);
        thread::spawn(move || {
            for reply in Replies::new(source) {
                inbox.reply(line, Some(reply));
            }
            inbox.reply(line, None);
        });
        let mut ssip = Self {
            stream,
            line,
            owed: VecDeque::new(),
            heard_from: Instant::now(),
            found: Found::default(),
            manner,
            using: None,
            unbegun: None,
            told_mute: false,
            is_told: false,
        };
        // The daemon's own language stays English whatever the locale says, and its priority for clients that say
        // none would cut off a screen reader in the middle of a sentence.
        ssip.put(
            "SET SELF CLIENT_NAME user:zhucan:voice\r\nSET SELF PRIORITY MESSAGE\r\nSET SELF NOTIFICATION BEGIN ON\r\n\
             SET SELF NOTIFICATION END ON\r\nSET SELF PUNCTUATION NONE\r\nLIST OUTPUT_MODULES\r\n",
        )?;
        let mut modules = None;
        for asked in 0..6 {
            let answer = ssip.answer(mailbox)?;
            // Who is not told when words begin cannot say that they never did.
            ssip.is_told |= asked == 2 && answer.is_good();
            modules = Some(answer);
        }
        ssip.found.modules = modules.filter(Reply::is_good).map(|reply| reply.lines).unwrap_or_default();
        for module in ssip.found.modules.clone() {
            ssip.put(&format!("SET SELF OUTPUT_MODULE {}\r\nLIST SYNTHESIS_VOICES\r\n", word(&module)))?;
            // One that cannot be chosen is the only one there is, and its voices are listed all the same.
            ssip.answer(mailbox)?;
            let voices = ssip.answer(mailbox)?;
            if voices.is_good() {
                ssip.found.add(&module, &voices);
            }
        }
        let manner = ssip.manner.clone();
        ssip.set(&manner)?;
        Ok((ssip, line))
    }

    fn put(&mut self, lines: &str) -> Result<(), Trouble> {
        self.stream.put(lines.as_bytes()).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Trouble::Frozen,
            _ => Trouble::Lost,
        })
    }

    /// The next answer, while nothing else is done.
    fn answer(&mut self, mailbox: &Mailbox) -> Result<Reply, Trouble> {
        let until = Instant::now() + LIMIT;
        loop {
            let reply = mailbox.next_reply(self.line, until)?;
            if !reply.is_event() {
                return Ok(reply);
            }
        }
    }

    fn owe(&mut self, owed: impl IntoIterator<Item = Owed>) {
        if self.owed.is_empty() {
            self.heard_from = Instant::now();
        }
        self.owed.extend(owed);
    }

    fn voice(&self, lang: Lang) -> Option<&FoundVoice> {
        let chosen = self.manner.voice.as_deref().filter(|_| lang == self.manner.lang);
        self.found.pick(lang, chosen)
    }

    /// What makes the daemon use the voice for a language, where it does not use it already.
    fn switch(&mut self, lang: Lang, out: &mut String, owed: &mut Vec<Owed>) {
        let tag = match lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        let wanted = match self.voice(lang) {
            Some(voice) => (voice.module.clone(), voice.name.clone()),
            None => (String::new(), tag.to_owned()),
        };
        if self.using.as_ref() == Some(&wanted) {
            return;
        }
        let (module, name) = &wanted;
        if !module.is_empty() && self.using.as_ref().is_none_or(|(now, _)| now != module) {
            out.extend(["SET SELF OUTPUT_MODULE ", &word(module), "\r\n"]);
            owed.push(Owed::Plain);
        }
        out.extend(["SET SELF LANGUAGE ", tag, "\r\n"]);
        owed.push(Owed::Plain);
        if !module.is_empty() {
            out.extend(["SET SELF SYNTHESIS_VOICE ", &word(name), "\r\n"]);
            owed.push(Owed::Voice);
        }
        self.using = Some(wanted);
    }
}

impl Speaker for Ssip {
    fn set(&mut self, manner: &Manner) -> Result<(), Trouble> {
        self.manner = manner.clone();
        let mut out = format!(
            "SET SELF RATE {}\r\nSET SELF PITCH {}\r\nSET SELF VOLUME {}\r\n",
            manner.rate, manner.pitch, manner.volume
        );
        let mut owed = vec![Owed::Plain; 3];
        self.switch(manner.lang, &mut out, &mut owed);
        self.owe(owed);
        self.put(&out)
    }

    fn say(&mut self, pieces: &[Piece]) -> Result<(), Trouble> {
        let mut out = "CANCEL SELF\r\n".to_owned();
        let mut owed = vec![Owed::Plain];
        for piece in pieces {
            self.switch(piece.lang, &mut out, &mut owed);
            out.push_str("SPEAK\r\n");
            out.push_str(&text(&piece.words));
            owed.extend([Owed::Text, Owed::Taken]);
        }
        self.unbegun = self.is_told.then(Instant::now);
        self.owe(owed);
        self.put(&out)
    }

    fn hush(&mut self) -> Result<(), Trouble> {
        self.unbegun = None;
        self.owe([Owed::Plain]);
        self.put("CANCEL SELF\r\n")
    }

    fn hear(&mut self, replies: Vec<Option<Reply>>) -> Result<Vec<News>, Trouble> {
        let mut news = Vec::new();
        for reply in replies {
            let reply = reply.ok_or(Trouble::Lost)?;
            self.heard_from = Instant::now();
            if reply.is_event() {
                // What begins is heard; what ends without an event for its beginning was heard as well.
                self.unbegun = None;
                if std::mem::take(&mut self.told_mute) {
                    news.push(News::Well);
                }
                continue;
            }
            match self.owed.pop_front() {
                Some(Owed::Voice) if !reply.is_good() => {
                    // Gone since it was listed: never ask for it again.
                    let (module, name) = self.using.take().unwrap_or_default();
                    self.found.voices.retain(|voice| voice.module != module || voice.name != name);
                }
                Some(Owed::Text | Owed::Taken) if !reply.is_good() => return Err(Trouble::Refused),
                _ => {}
            }
        }
        if !self.owed.is_empty() && self.heard_from.elapsed() >= LIMIT {
            return Err(Trouble::Frozen);
        }
        if self.unbegun.is_some_and(|since| since.elapsed() >= SOUND) {
            self.unbegun = None;
            if !std::mem::replace(&mut self.told_mute, true) {
                news.push(News::Trouble(Trouble::NoSound));
            }
        }
        Ok(news)
    }

    fn deadline(&self) -> Option<Instant> {
        let answer = (!self.owed.is_empty()).then(|| self.heard_from + LIMIT);
        let sound = self.unbegun.map(|since| since + SOUND);
        [answer, sound].into_iter().flatten().min()
    }

    fn reads_by_character(&self) -> bool {
        self.voice(Lang::Zh).is_none_or(FoundVoice::reads_by_character)
    }
}

impl Ssip {
    /// The names of the voices for the language of the program; trouble where there is none.
    pub fn voices(&self) -> Vec<News> {
        let names: Vec<String> = self.found.of(self.manner.lang).iter().map(|voice| voice.name.clone()).collect();
        let none = names.is_empty();
        let mut news = vec![News::Voices(names)];
        if none {
            news.push(News::Trouble(Trouble::NoVoice));
        }
        news
    }
}
