//! The full screen: a loop that blocks on the next key, and one write for each.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event as TermEvent};
use crossterm::terminal;

use crate::app::voice::News;
use crate::app::{Front, Input};
use crate::session::{Session, Turn};
use crate::view::Cause;

use super::keys::{self, Split};
use super::layout::Size;
use super::speech::{Address, Voice};
use super::{Echoes, Painter, Write};

/// How long the rest of a torn arrow may take.
const TORN: Duration = Duration::from_millis(50);
/// Asks the terminal to mark what is pasted, so that it is never taken for keys.
pub const PASTE_ON: &[u8] = b"\x1b[?2004h";
const PASTE_OFF: &[u8] = b"\x1b[?2004l";
/// Clears the screen and its scrollback, so that nothing is left for the next person at the counter.
pub const CLEAR_ALL: &[u8] = b"\x1b[H\x1b[J\x1b[3J";

enum Event {
    Inputs(Vec<TermEvent>),
    Signal(i32),
    Voice(News),
    End,
}

/// Calls `tell` with an exit code when the terminal hangs up or the program is asked to end; until it returns false.
pub fn on_signals(tell: impl FnMut(i32) -> bool + Send + 'static) {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        let mut tell = tell;
        if let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]) {
            thread::spawn(move || {
                for signal in signals.forever() {
                    if !tell(128 + signal) {
                        break;
                    }
                }
            });
        }
    }
    #[cfg(not(unix))]
    drop(tell);
}

/// The size of the terminal, with the fallbacks for one that does not know.
pub fn size() -> Size {
    let (cols, rows) = terminal::size().unwrap_or((0, 0));
    let variable = |name| std::env::var(name).ok();
    Size { cols, rows }.or_usual(variable("LINES").as_deref(), variable("COLUMNS").as_deref())
}

/// Puts the terminal back however the loop is left.
struct Raw {
    out: File,
}

impl Raw {
    fn new() -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        // A mistake of ours must not leave the person with a terminal that no longer echoes.
        let tell = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let _ = io::stdout().write_all(PASTE_OFF);
            let _ = terminal::disable_raw_mode();
            tell(panic);
        }));
        Ok(Self { out: stdout()? })
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        let _ = self.out.write_all(PASTE_OFF);
        let _ = terminal::disable_raw_mode();
    }
}

/// The terminal as a plain file: standard output's own buffer would tear a write at its newlines.
pub(super) fn stdout() -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        Ok(File::from(io::stdout().as_fd().try_clone_to_owned()?))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsHandle;
        Ok(File::from(io::stdout().as_handle().try_clone_to_owned()?))
    }
}

/// Runs a session on the full screen until it is left; the exit code.
pub fn run(session: &mut Session, address: Address) -> io::Result<i32> {
    let (sender, events) = channel();
    let mut voice = Voice::new(address, {
        let sender = sender.clone();
        move |news| sender.send(Event::Voice(news)).is_ok()
    });
    let mut raw = Raw::new()?;
    let mut painter = Painter::new(size(), session.front() == Front::Screen, echoes(session));
    session.set_room(painter.size().room());
    let turn = session.start();
    let mut first = PASTE_ON.to_vec();
    for write in painter.paint(&turn, &session.text()) {
        first.extend(write.bytes);
    }
    raw.put(&first)?;
    voice.turn(session.own(), session.text().lang(), &turn);
    listen(sender);
    let code = drive(session, &mut Outside { painter: &mut painter, raw: &mut raw, voice: &mut voice }, &events);
    session.hang_up();
    let last = match painter.frame().map(|frame| frame.speech) {
        // Nobody said goodbye: leave the page where it is and go on below it.
        Some(below) => {
            let mut last = painter.wipe();
            super::rows::go(&mut last, (below, 0));
            last
        }
        None => b"\r\n".to_vec(),
    };
    let _ = raw.put(&last);
    Ok(code)
}

fn echoes(session: &Session) -> Echoes {
    Echoes { letter: session.saved().letter_echo(), arrow: session.saved().arrow_echo() }
}

/// What a turn is shown on and said with.
struct Outside<'a> {
    painter: &'a mut Painter,
    raw: &'a mut Raw,
    voice: &'a mut Voice,
}

fn drive(session: &mut Session, to: &mut Outside<'_>, events: &Receiver<Event>) -> i32 {
    let mut wipe_at: Option<Instant> = None;
    loop {
        let deadline = [wipe_at, session.patience().map(|patience| Instant::now() + patience)];
        let event = match deadline.into_iter().flatten().min() {
            Some(until) => events.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut news = Vec::new();
        let mut batch = match event {
            Ok(Event::Inputs(batch)) => batch,
            Ok(Event::Voice(told)) => {
                news.push(told);
                Vec::new()
            }
            Ok(Event::Signal(code)) => return code,
            Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => return 0,
            Err(RecvTimeoutError::Timeout) => {
                if wipe_at.is_some_and(|at| at <= Instant::now()) {
                    wipe_at = None;
                    if size() != to.painter.size() && to.take(session, vec![TermEvent::Resize(0, 0)]).is_err() {
                        return 0;
                    }
                    let bytes = to.painter.wipe();
                    if !bytes.is_empty() && to.raw.put(&bytes).is_err() {
                        return 0;
                    }
                    session.between_keys();
                } else {
                    let turn = session.idle();
                    if to.show(session, &turn).is_err() {
                        return 0;
                    }
                }
                continue;
            }
        };
        // Keys typed ahead are drawn once.
        while let Ok(more) = events.try_recv() {
            match more {
                Event::Inputs(more) => batch.extend(more),
                Event::Voice(told) => news.push(told),
                Event::Signal(code) => return code,
                Event::End => return 0,
            }
        }
        if !batch.is_empty() {
            to.voice.hush();
        }
        // The news of another size can get lost between keys, so it is looked at with each of them.
        if size() != to.painter.size() && !batch.iter().any(|event| matches!(event, TermEvent::Resize(..))) {
            batch.push(TermEvent::Resize(0, 0));
        }
        let Ok(told) = to.tell(session, news) else { return 0 };
        match to.take(session, batch) {
            Ok(Taken::Nothing) if !told => {}
            Ok(Taken::Left(code)) => return code,
            Ok(_) => wipe_at = Some(Instant::now() + to.painter.wipe_after()),
            // The terminal is gone.
            Err(_) => return 0,
        }
    }
}

/// A quiet turn in place of the one before it. What was typed ahead is said together, unless it is told by its length.
fn after(pending: Option<Turn>, mut turn: Turn) -> Turn {
    if let Some(before) = pending
        && before.cause == Cause::Typed
        && turn.cause == Cause::Typed
        && !turn.view.focused().private
    {
        turn.spoken = vec![before.spoken.concat() + &turn.spoken.concat()];
    }
    turn
}

/// What became of a batch of events.
enum Taken {
    Nothing,
    Shown,
    Left(i32),
}

impl Outside<'_> {
    /// Feeds a batch of events; quiet turns are merged, one with an error, a result or a question is shown by itself.
    fn take(&mut self, session: &mut Session, batch: Vec<TermEvent>) -> io::Result<Taken> {
        let mut pending: Option<Turn> = None;
        let mut taken = Taken::Nothing;
        for event in keys::composed(batch) {
            taken = Taken::Shown;
            let turn = if keys::interrupts(&event) {
                session.interrupt()
            } else if let TermEvent::Resize(..) = event {
                self.painter.resize(size());
                session.feed(Input::Room(self.painter.size().room()))
            } else {
                let Some(input) = keys::input(event) else { continue };
                // A terminal that is gone is found gone with the turn itself.
                session.feed_telling(input, &mut |session, told| drop(self.show(session, told)))
            };
            if let Some(code) = turn.leave {
                self.show(session, &turn)?;
                return Ok(Taken::Left(code));
            }
            if turn.loud {
                if let Some(quiet) = pending.take() {
                    self.show(session, &quiet)?;
                }
                self.show(session, &turn)?;
            } else {
                pending = Some(after(pending.take(), turn));
            }
        }
        if let Some(turn) = pending {
            self.show(session, &turn)?;
        }
        Ok(taken)
    }

    /// Feeds what came from the voice; whether there was anything to tell.
    fn tell(&mut self, session: &mut Session, news: Vec<News>) -> io::Result<bool> {
        let mut told = false;
        for news in news {
            let turn = session.feed(Input::Voice(news));
            if turn.cause != Cause::None {
                told = true;
                self.show(session, &turn)?;
            }
        }
        Ok(told)
    }

    fn show(&mut self, session: &Session, turn: &Turn) -> io::Result<()> {
        // The voice first: it begins while the page is still being written.
        self.voice.turn(session.own(), session.text().lang(), turn);
        if turn.clear {
            self.raw.put(CLEAR_ALL)?;
            self.painter.cleared();
        }
        for Write { after, bytes } in self.painter.paint(turn, &session.text()) {
            if !after.is_zero() {
                thread::sleep(after);
            }
            self.raw.put(&bytes)?;
        }
        Ok(())
    }
}

fn listen(sender: Sender<Event>) {
    on_signals({
        let sender = sender.clone();
        move |code| sender.send(Event::Signal(code)).is_ok()
    });
    thread::spawn(move || read(&sender));
}

fn read(sender: &Sender<Event>) {
    let mut split = Split::default();
    loop {
        let ready = !split.waits() || event::poll(TORN).unwrap_or(false);
        let mut batch = if ready {
            let Ok(event) = event::read() else {
                let _ = sender.send(Event::End);
                return;
            };
            split.take(event)
        } else {
            split.give_up()
        };
        while event::poll(Duration::ZERO).unwrap_or(false) {
            let Ok(event) = event::read() else { break };
            batch.extend(split.take(event));
        }
        if !batch.is_empty() && sender.send(Event::Inputs(batch)).is_err() {
            return;
        }
    }
}
