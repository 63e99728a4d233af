//! Line mode: what is heard is printed, a line is read. The cursor is never addressed and no escape is ever written,
//! so it works on any terminal, through any pipe and with every screen reader.

use std::io::{self, BufRead, IsTerminal as _, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::app::Input;
use crate::app::voice::News;
use crate::session::{Session, Turn};
use crate::text::{Text, columns, row_words};
use crate::view::{Cause, Node, Role, View};

use super::speech::{Address, Voice};

use super::painter::{PAGE_PAUSE, Write as Sent};

/// A terminal hands over at most 4,096 bytes of a line, its end included; what is longer arrives cut.
const LONGEST_LINE: usize = 4_095;

/// What was printed so far.
#[derive(Debug, Default)]
pub struct Lines {
    /// The column behind the last text, with what was entered there.
    column: usize,
    /// Rows of the window; nothing where there is none.
    window: Option<usize>,
    /// The rows that stand in the window, or somewhat more.
    stands: Vec<String>,
}

impl Lines {
    /// Nothing was printed yet, in a window of so many rows.
    pub fn in_window(rows: Option<u16>) -> Self {
        Self { window: rows.map(usize::from), ..Self::default() }
    }

    /// What is printed for a turn: a newline first and the text behind it, so that the cursor is left on the text, where
    /// readers and braille lines look. A page that stands in the window already is moved out of it before: a reader that
    /// compares the screen before and after would take it for old.
    pub fn print(&mut self, turn: &Turn, text: &Text) -> Vec<Sent> {
        let page_rows = turn.page_rows > 0;
        let mut rows = if page_rows { page(turn, text) } else { turn.heard.clone() };
        if rows.is_empty() {
            rows.push(String::new());
        }
        if let [row] = rows.as_mut_slice() {
            while self.looks_typed(row) {
                row.push(' ');
            }
        }
        self.column = rows.last().map_or(0, |row| columns(row));
        let mut sent = Vec::new();
        let mut after = Duration::ZERO;
        if let Some(window) = self.window {
            if page_rows && self.stands(turn, &rows) {
                sent.push(Sent { after, bytes: "\n".repeat(window).into_bytes() });
                after = PAGE_PAUSE;
                self.stands.clear();
            }
            self.stands.extend(rows.iter().cloned());
            let gone = self.stands.len().saturating_sub(window);
            self.stands.drain(..gone);
        }
        sent.push(Sent { after, bytes: format!("\n{}", rows.join("\n")).into_bytes() });
        sent
    }

    /// Whether Fenrir takes the row for typing and is silent: the cursor passed as many columns as the row has characters,
    /// a blank behind it counted. It has come from behind what was entered, or from the start of the next row.
    fn looks_typed(&self, row: &str) -> bool {
        let characters = row.trim_end().chars().count() + 1;
        [0, self.column].into_iter().any(|from| characters == columns(row).abs_diff(from))
    }

    /// Whether a page stands in the window already: its title and all that can be chosen by number.
    fn stands(&self, turn: &Turn, rows: &[String]) -> bool {
        let notices = turn.view.rows().into_iter().filter(|node| node.role == Role::Status).count();
        let mut parts = rows.iter().skip(notices);
        let title = parts.next();
        let choices = parts.filter(|row| row.starts_with(|c: char| c.is_ascii_digit()));
        title.into_iter().chain(choices).all(|row| self.stands.contains(row))
    }

    /// The terminal has shown an entered line behind what was printed.
    pub fn entered(&mut self, line: &str) {
        self.column += columns(line);
    }
}

/// A page: its rows with the numbers that choose them. The field with the focus comes last, because the answer is
/// typed behind it.
fn page(turn: &Turn, text: &Text) -> Vec<String> {
    let (page, beside) = turn.heard.split_at(turn.page_rows.min(turn.heard.len()));
    let fields = has_field(&turn.view);
    let mut last = None;
    let (notices, nodes): (Vec<&Node>, Vec<&Node>) =
        turn.view.rows().into_iter().partition(|node| node.role == Role::Status);
    // The notices and the title stand before the rows.
    let (head, page) = page.split_at((notices.len() + 1).min(page.len()));
    let mut rows = head.to_vec();
    for (node, words) in nodes.into_iter().zip(page) {
        if node.role.takes_text() && node.id == turn.view.focus {
            last = Some(row_words(node, text));
        } else {
            let number = match node.position {
                Some(place) if fields => format!("#{} ", place.at),
                Some(place) => format!("{} ", place.at),
                None => String::new(),
            };
            rows.push(format!("{number}{words}"));
        }
    }
    rows.extend(beside.iter().cloned());
    rows.extend(last);
    rows
}

fn has_field(view: &View) -> bool {
    view.focused().role.takes_text()
}

enum Event {
    Line(String),
    TooLong,
    End,
    Signal(i32),
    Voice(News),
}

/// What ended the wait for a line.
enum Told {
    Turn(Box<Turn>),
    Event(Option<Event>),
}

/// Runs a session in line mode until it is left; the exit code.
pub fn run(session: &mut Session, address: Address) -> i32 {
    let (sender, events) = channel();
    let mut voice = Voice::new(address, {
        let sender = sender.clone();
        move |news| sender.send(Event::Voice(news)).is_ok()
    });
    listen(sender);
    let mut turn = session.start();
    let window = io::stdout().is_terminal().then(|| super::screen::size().rows);
    let mut lines = Lines::in_window(window);
    loop {
        voice.turn(session.own(), session.text().lang(), &turn);
        let shown = lines.print(&turn, &session.text());
        // Before the question stands there, so that what is typed at once is not shown either.
        let secret = turn.view.focused().role == Role::SecretField;
        let hidden = secret.then(Hidden::now);
        if send(shown).is_err() {
            session.hang_up();
            return 0;
        }
        if let Some(code) = turn.leave {
            let _ = put(b"\n");
            return code;
        }
        let event = loop {
            // What comes from the voice and is nothing to tell leaves the question as it stands.
            match wait(session, &events) {
                Some(Event::Voice(news)) => {
                    let told = session.feed(Input::Voice(news));
                    if told.cause != Cause::None {
                        break Told::Turn(Box::new(told));
                    }
                }
                event => break Told::Event(event),
            }
        };
        drop(hidden);
        voice.hush();
        let event = match event {
            Told::Turn(told) => {
                turn = *told;
                continue;
            }
            Told::Event(event) => event,
        };
        turn = match event {
            Some(Event::Voice(_)) => unreachable!("taken above"),
            Some(Event::Line(line)) => {
                if !secret {
                    lines.entered(&line);
                }
                session.feed_telling(Input::Line(line), &mut |session, told| {
                    voice.turn(session.own(), session.text().lang(), told);
                    // A terminal that is gone is found gone with the turn itself.
                    let _ = send(lines.print(told, &session.text()));
                })
            }
            Some(Event::TooLong) => session.refuse("refused-line-too-long"),
            Some(Event::End) => {
                session.hang_up();
                let _ = put(b"\n");
                return 0;
            }
            // Ctrl-C is a key like others: one hears what came of it.
            Some(Event::Signal(crate::session::INTERRUPTED)) => session.interrupt(),
            Some(Event::Signal(code)) => {
                session.hang_up();
                let _ = put(b"\n");
                return code;
            }
            None => session.idle(),
        };
    }
}

fn wait(session: &Session, events: &Receiver<Event>) -> Option<Event> {
    match session.patience() {
        Some(patience) => match events.recv_timeout(patience) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::End),
        },
        None => Some(events.recv().unwrap_or(Event::End)),
    }
}

/// Prints what a turn has to say, with the pauses it needs.
fn send(shown: Vec<Sent>) -> io::Result<()> {
    for Sent { after, bytes } in shown {
        if !after.is_zero() {
            thread::sleep(after);
        }
        put(&bytes)?;
    }
    Ok(())
}

/// Prints in one write: standard output's own buffer would tear it before the last row, and a reader that looks at the
/// screen in between breaks off what it has begun to say.
pub fn put(text: &[u8]) -> io::Result<()> {
    super::screen::stdout()?.write_all(text)
}

fn listen(sender: Sender<Event>) {
    super::screen::on_signals({
        let sender = sender.clone();
        move |code| sender.send(Event::Signal(code)).is_ok()
    });
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let event = read_line(&mut input);
            let end = matches!(event, Event::End);
            if sender.send(event).is_err() || end {
                break;
            }
        }
    });
}

/// Reads one line. Of a longer one than a terminal passes on the rest is skipped, so that half an answer is never
/// taken for a whole one.
fn read_line(input: &mut impl BufRead) -> Event {
    let mut line = Vec::new();
    match input.by_ref().take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut line) {
        Ok(0) | Err(_) => Event::End,
        Ok(read) => {
            let whole = line.last() == Some(&b'\n');
            if read >= LONGEST_LINE {
                if !whole {
                    skip_line(input);
                }
                return Event::TooLong;
            }
            while matches!(line.last(), Some(b'\n' | b'\r')) {
                line.pop();
            }
            Event::Line(String::from_utf8_lossy(&line).into_owned())
        }
    }
}

/// Skips the rest of a line. A terminal that cut a line has already put its end right behind the cut.
fn skip_line(input: &mut impl BufRead) {
    loop {
        let Ok(buffer) = input.fill_buf() else { return };
        if buffer.is_empty() {
            return;
        }
        let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        input.consume(used);
        if done {
            return;
        }
    }
}

/// Switches the terminal's own echo off while a secret is typed, and on again when dropped.
pub struct Hidden {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Hidden {
    /// Switches it off.
    #[cfg(unix)]
    pub fn now() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin()).ok();
        if let Some(before) = &before {
            let mut hidden = before.clone();
            hidden.local_modes.remove(LocalModes::ECHO);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &hidden);
        }
        Self { before }
    }

    /// Switches it on, whoever switched it off.
    #[cfg(unix)]
    pub fn shown() {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        if let Ok(mut now) = tcgetattr(io::stdin()) {
            now.local_modes.insert(LocalModes::ECHO);
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &now);
        }
    }

    /// Elsewhere there is nothing to switch.
    #[cfg(not(unix))]
    pub fn shown() {}

    /// Elsewhere the terminal cannot be told.
    #[cfg(not(unix))]
    pub fn now() -> Self {
        Self {}
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Option<String>> {
        let mut input = io::BufReader::new(bytes);
        let mut lines = Vec::new();
        loop {
            match read_line(&mut input) {
                Event::Line(line) => lines.push(Some(line)),
                Event::TooLong => lines.push(None),
                Event::End | Event::Signal(_) | Event::Voice(_) => return lines,
            }
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_refused_whole() {
        let long = [vec![b'x'; 10_000], b"\nnext\n".to_vec()].concat();
        assert_eq!(read(&long), [None, Some("next".into())]);
        let fits = [vec![b'x'; LONGEST_LINE - 2], b"\n".to_vec()].concat();
        assert_eq!(read(&fits).len(), 1);
        assert!(read(&fits)[0].is_some());
    }

    #[test]
    fn line_ends_and_broken_utf8_do_no_harm() {
        assert_eq!(read(b"a\r\n\nb"), [Some("a".into()), Some(String::new()), Some("b".into())]);
        assert_eq!(read(b"\xff\n"), [Some("\u{fffd}".into())]);
    }
}
