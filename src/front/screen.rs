//! The full screen: a loop that blocks on the next key, and one write for each.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event as TermEvent};
use crossterm::terminal;

use crate::app::{Front, Input};
use crate::session::{Session, Turn};

use super::keys::{self, Split};
use super::layout::Size;
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
pub fn run(session: &mut Session) -> io::Result<i32> {
    let mut raw = Raw::new()?;
    let mut painter = Painter::new(size(), session.front() == Front::Screen, echoes(session));
    session.set_room(painter.size().room());
    let turn = session.start();
    let mut first = PASTE_ON.to_vec();
    for write in painter.paint(&turn, &session.text()) {
        first.extend(write.bytes);
    }
    raw.put(&first)?;
    let events = listen();
    let code = drive(session, &mut painter, &mut raw, &events);
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

fn drive(session: &mut Session, painter: &mut Painter, raw: &mut Raw, events: &Receiver<Event>) -> i32 {
    let mut wipe_at: Option<Instant> = None;
    loop {
        let deadline = [wipe_at, session.patience().map(|patience| Instant::now() + patience)];
        let event = match deadline.into_iter().flatten().min() {
            Some(until) => events.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let mut batch = match event {
            Ok(Event::Inputs(batch)) => batch,
            Ok(Event::Signal(code)) => return code,
            Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => return 0,
            Err(RecvTimeoutError::Timeout) => {
                if wipe_at.is_some_and(|at| at <= Instant::now()) {
                    wipe_at = None;
                    if size() != painter.size() && take(session, painter, raw, vec![TermEvent::Resize(0, 0)]).is_err() {
                        return 0;
                    }
                    let bytes = painter.wipe();
                    if !bytes.is_empty() && raw.put(&bytes).is_err() {
                        return 0;
                    }
                    session.between_keys();
                } else {
                    let turn = session.idle();
                    if show(session, painter, raw, &turn).is_err() {
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
                Event::Signal(code) => return code,
                Event::End => return 0,
            }
        }
        // The news of another size can get lost between keys, so it is looked at with each of them.
        if size() != painter.size() && !batch.iter().any(|event| matches!(event, TermEvent::Resize(..))) {
            batch.push(TermEvent::Resize(0, 0));
        }
        match take(session, painter, raw, batch) {
            Ok(None) => wipe_at = Some(Instant::now() + painter.wipe_after()),
            Ok(Some(code)) => return code,
            // The terminal is gone.
            Err(_) => return 0,
        }
    }
}

/// Feeds a batch of events; quiet turns are merged, one with an error, a result or a question is shown by itself.
fn take(session: &mut Session, painter: &mut Painter, raw: &mut Raw, batch: Vec<TermEvent>) -> io::Result<Option<i32>> {
    let mut pending: Option<Turn> = None;
    for event in keys::composed(batch) {
        let turn = if keys::interrupts(&event) {
            session.interrupt()
        } else if let TermEvent::Resize(..) = event {
            painter.resize(size());
            session.feed(Input::Room(painter.size().room()))
        } else {
            let Some(input) = keys::input(event) else { continue };
            session.feed(input)
        };
        if let Some(code) = turn.leave {
            show(session, painter, raw, &turn)?;
            return Ok(Some(code));
        }
        if turn.loud {
            if let Some(quiet) = pending.take() {
                show(session, painter, raw, &quiet)?;
            }
            show(session, painter, raw, &turn)?;
        } else {
            pending = Some(turn);
        }
    }
    if let Some(turn) = pending {
        show(session, painter, raw, &turn)?;
    }
    Ok(None)
}

fn show(session: &Session, painter: &mut Painter, raw: &mut Raw, turn: &Turn) -> io::Result<()> {
    if turn.clear {
        raw.put(CLEAR_ALL)?;
        painter.cleared();
    }
    for Write { after, bytes } in painter.paint(turn, &session.text()) {
        if !after.is_zero() {
            thread::sleep(after);
        }
        raw.put(&bytes)?;
    }
    Ok(())
}

fn listen() -> Receiver<Event> {
    let (sender, events) = channel();
    on_signals({
        let sender = sender.clone();
        move |code| sender.send(Event::Signal(code)).is_ok()
    });
    thread::spawn(move || read(&sender));
    events
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
