//! Plays a script against a real session with a database of its own in memory.

use std::time::Duration;

use crate::app::{Answered, FirstStart, Front, Input, Key, Own, Place};
use crate::front::layout::Size;
use crate::front::{Painter, Write, line};
use crate::session::{Session, Turn};
use crate::store::{Result, Store};
use crate::text::{Lang, Text};
use crate::view::{Role, View};

use super::readers::{Heard, Key as ReaderKey, Readers};
use super::script::{Data, Entry, Header, Script};
use super::terminal::Terminal;
use super::{Focus, Line, stage};

/// What runs.
enum Stage {
    /// The three questions.
    First { questions: FirstStart, store: Box<Store> },
    /// The program.
    Running { session: Box<Session>, painter: Option<Box<Painter>> },
    /// It was left; the next key starts it again.
    Left { store: Box<Store> },
    /// Between two of them.
    Nothing,
}

/// Plays one entry after the other.
pub struct Player {
    header: Header,
    stage: Stage,
    /// What was chosen at the first start.
    place: Place,
    terminal: Terminal,
    heard: Heard,
    /// The last thing shown was printed in lines, so the terminal itself echoes what is entered.
    printed: bool,
    /// What is asked for is a secret, which the terminal does not echo.
    secret: bool,
    /// Where line mode has come to.
    lines: line::Lines,
    /// The keys come one upon the other, so that what was heard still stands there.
    hurried: bool,
}

/// What came of one entry, with what only tests look at.
pub struct Played {
    /// As it is printed.
    pub line: Line,
    /// The tree afterwards; none during the questions of the first start and after leaving.
    pub view: Option<View>,
    /// What was written.
    pub writes: Vec<Write>,
    /// The silent wipe that follows when no other key comes.
    pub wipe: Vec<u8>,
    /// The program's own voice as it is set afterwards.
    pub own: Own,
    /// What each reader would say to that wipe.
    pub idle: Readers,
    /// What each reader would say while the terminal shows what is entered in lines, before Enter.
    pub echoed: Readers,
    /// The rows of the terminal before the wipe.
    pub rows: Vec<String>,
    /// The rows of the page as the front end holds them, and as they stand on the terminal; none in lines.
    pub page: Option<(Vec<String>, Vec<String>)>,
}

/// What is to be shown: the words, the bytes, the tree.
struct Shown {
    heard: Vec<String>,
    spoken: Vec<String>,
    own: Own,
    writes: Vec<Write>,
    view: Option<View>,
    focus: Focus,
    /// In lines, on a terminal that echoes.
    printed: bool,
}

impl Player {
    /// A player at the beginning of a script.
    pub fn new(header: Header) -> Result<Self> {
        let store = stage::store(&header)?;
        Ok(Self::on(header, store))
    }

    /// A player on a database that holds already what the header asks for.
    pub fn on(header: Header, store: Store) -> Self {
        let Size { cols, rows } = header.size.or_usual(None, None);
        let mut terminal = Terminal::new(rows, cols);
        let heard = Heard::at(&terminal.snapshot());
        let place = stage::place(&header);
        let stage = if header.data == Data::New {
            let questions = FirstStart::new(header.lang, FirstStart::number_of(Some(header.front)));
            Stage::First { questions, store: Box::new(store) }
        } else {
            Stage::Left { store: Box::new(store) }
        };
        let lines = line::Lines::in_window(Some(rows));
        Self { header, stage, place, terminal, heard, printed: false, secret: false, lines, hurried: false }
    }

    /// From now on the keys come one upon the other: what was heard is not wiped before the next one.
    pub fn hurry(&mut self) {
        self.hurried = true;
    }

    /// Plays a whole script.
    pub fn play(script: &Script) -> Result<Vec<Line>> {
        let mut player = Self::new(script.header.clone())?;
        script.beats.iter().map(|beat| Ok(player.beat(beat.entry.as_ref(), &beat.written)?.line)).collect()
    }

    /// Plays one entry; `None` is the start.
    pub fn beat(&mut self, entry: Option<&Entry>, written: &str) -> Result<Played> {
        // A key after leaving stands for starting the program again.
        let entry = if self.has_left() { None } else { entry };
        let shown = match std::mem::replace(&mut self.stage, Stage::Nothing) {
            Stage::First { questions, store } => self.first(questions, store, entry)?,
            Stage::Running { session, painter } => self.running(session, painter, entry),
            Stage::Left { store } => self.start(*store)?,
            Stage::Nothing => unreachable!("a stage is always put back"),
        };
        let key = self.key(entry);
        Ok(self.tell(shown, key, entry, written))
    }

    /// The language that is spoken.
    pub fn lang(&self) -> Lang {
        match &self.stage {
            Stage::First { questions, .. } => questions.lang(),
            Stage::Running { session, .. } => session.text().lang(),
            Stage::Left { .. } | Stage::Nothing => self.header.lang,
        }
    }

    /// Whether nothing runs any more.
    pub fn has_left(&self) -> bool {
        matches!(self.stage, Stage::Left { .. })
    }

    fn first(&mut self, mut questions: FirstStart, store: Box<Store>, entry: Option<&Entry>) -> Result<Shown> {
        let heard = match entry {
            None => questions.ask(),
            Some(entry) => match questions.answer(&entry.as_line()) {
                Answered::Ask(lines) => lines,
                Answered::Done(chosen) => {
                    self.place = chosen.place;
                    self.header.lang = chosen.lang;
                    return self.start(*store);
                }
            },
        };
        let writes = vec![lines(&heard)];
        let name = heard[0].clone();
        self.stage = Stage::First { questions, store };
        let focus = Focus { role: "textbox".into(), name, value: Some(String::new()) };
        let own = self.header.own.clone();
        Ok(Shown { heard, spoken: Vec::new(), own, writes, view: None, focus, printed: true })
    }

    fn start(&mut self, store: Store) -> Result<Shown> {
        self.lines = line::Lines::in_window(Some(self.terminal.size().0));
        let header = &self.header;
        let why = Text::new(header.lang).say("mode-flag");
        let beginning = stage::beginning(header, self.place, store, &why)?;
        let mut session = Box::new(Session::begin(beginning)?);
        let mut painter = match header.front {
            Front::Line => None,
            front => {
                Some(Box::new(Painter::new(header.size.or_usual(None, None), front == Front::Screen, header.echoes)))
            }
        };
        if let Some(painter) = &painter {
            session.set_room(painter.size().room());
        }
        let turn = session.start();
        let mut writes = self.show(&session, painter.as_deref_mut(), &turn);
        if painter.is_some()
            && let Some(first) = writes.first_mut()
        {
            first.bytes.splice(0..0, crate::front::screen::PASTE_ON.iter().copied());
        }
        Ok(self.shown(session, painter, turn, writes))
    }

    fn running(
        &mut self,
        mut session: Box<Session>,
        mut painter: Option<Box<Painter>>,
        entry: Option<&Entry>,
    ) -> Shown {
        if let Some(entry) = entry
            && painter.is_none()
            && !self.secret
        {
            self.lines.entered(&entry.as_line());
        }
        let turn = match entry {
            Some(Entry::Key(Key::Ctrl('c' | 'd'))) => session.interrupt(),
            Some(entry) => session.feed(input(entry, self.header.front)),
            None => session.start(),
        };
        let writes = self.show(&session, painter.as_deref_mut(), &turn);
        self.shown(session, painter, turn, writes)
    }

    /// Gives the window another size. The readers begin anew, as they do with a window.
    pub fn resize(&mut self, size: Size) -> Option<Played> {
        let (mut session, mut painter) = match std::mem::replace(&mut self.stage, Stage::Nothing) {
            Stage::Running { session, painter: Some(painter) } => (session, painter),
            other => {
                self.stage = other;
                return None;
            }
        };
        self.terminal.resize(size.rows, size.cols);
        self.heard = Heard::at(&self.terminal.snapshot());
        painter.resize(size);
        let turn = session.feed(Input::Room(size.room()));
        let writes = self.show(&session, Some(&mut painter), &turn);
        let shown = self.shown(session, Some(painter), turn, writes);
        Some(self.tell(shown, ReaderKey::Idle, None, "resize"))
    }

    fn show(&mut self, session: &Session, painter: Option<&mut Painter>, turn: &Turn) -> Vec<Write> {
        let text = session.text();
        let Some(painter) = painter else {
            return self.lines.print(turn, &text);
        };
        let mut writes = Vec::new();
        if turn.clear {
            writes.push(Write { after: Duration::ZERO, bytes: crate::front::screen::CLEAR_ALL.to_vec() });
            painter.cleared();
        }
        writes.extend(painter.paint(turn, &text));
        writes
    }

    fn shown(&mut self, session: Box<Session>, painter: Option<Box<Painter>>, turn: Turn, writes: Vec<Write>) -> Shown {
        let focus = focus(&turn.view, &session.text());
        let view = turn.leave.is_none().then(|| turn.view.clone());
        let printed = painter.is_none();
        let own = session.own().clone();
        self.stage = match turn.leave {
            Some(_) => Stage::Left { store: Box::new(session.into_store()) },
            None => Stage::Running { session, painter },
        };
        Shown { heard: turn.heard, spoken: turn.spoken, own, writes, view, focus, printed }
    }

    /// A terminal in line mode shows what is entered before the program gets it.
    fn echo(&mut self, line: &str) -> Readers {
        let step = self.terminal.play(ReaderKey::Text(line.to_owned()), &[(0, line.as_bytes())]);
        self.heard.hear(&step)
    }

    /// What the terminal itself shows when a line is sent or interrupted: a new row, or the name of the key.
    fn sent(&self, entry: Option<&Entry>) -> Vec<u8> {
        match entry {
            Some(_) if !self.printed || self.secret => Vec::new(),
            Some(Entry::Key(Key::Ctrl(c))) => format!("^{}", c.to_ascii_uppercase()).into_bytes(),
            Some(_) => b"\r\n".to_vec(),
            None => Vec::new(),
        }
    }

    fn key(&self, entry: Option<&Entry>) -> ReaderKey {
        match entry {
            None => ReaderKey::Start,
            Some(_) if self.printed => ReaderKey::Enter,
            Some(Entry::Key(key)) => reader_key(*key),
            Some(Entry::Type(text)) => ReaderKey::Text(text.clone()),
            Some(Entry::Line(_)) => ReaderKey::Enter,
        }
    }

    fn tell(&mut self, shown: Shown, key: ReaderKey, entry: Option<&Entry>, written: &str) -> Played {
        // Lines are printed by line mode and by the questions of the first start.
        let line_mode = shown.printed;
        let mut echoed = Readers::default();
        let sent = self.sent(entry);
        if self.printed
            && !self.secret
            && let Some(entry) = entry.filter(|entry| !matches!(entry, Entry::Key(Key::Ctrl(_))))
        {
            echoed = self.echo(&entry.as_line());
        }
        let mut at = 0;
        let timed: Vec<(u32, Vec<u8>)> = shown
            .writes
            .iter()
            .map(|write| {
                at += u32::try_from(write.after.as_millis()).unwrap_or(0);
                // A terminal in line mode turns a newline into a new row by itself.
                let bytes = if line_mode { cooked(&write.bytes) } else { write.bytes.clone() };
                (at, bytes)
            })
            .collect();
        let timed = with_what_was_sent(timed, sent);
        let slices: Vec<(u32, &[u8])> = timed.iter().map(|(at, bytes)| (*at, bytes.as_slice())).collect();
        let step = self.terminal.play(key, &slices);
        let readers = self.heard.hear(&step);
        let (row, col) = self.terminal.cursor();
        let text = self.terminal.rows().get(usize::from(row)).cloned().unwrap_or_default();
        let line = Line {
            key: written.to_owned(),
            heard: shown.heard,
            spoken: shown.spoken,
            focus: shown.focus,
            row: text.trim_end().to_owned(),
            cursor: [row, col],
            bytes: shown.writes.iter().map(|write| write.bytes.len()).sum(),
            readers,
        };
        self.printed = line_mode;
        self.secret = line.focus.role == Role::SecretField.aria();
        let wipe = match &mut self.stage {
            Stage::Running { painter: Some(painter), .. } if !self.hurried => painter.wipe(),
            _ => Vec::new(),
        };
        let rows = self.terminal.rows();
        let mut idle = Readers::default();
        if !wipe.is_empty() {
            let step = self.terminal.play(ReaderKey::Idle, &[(250, &wipe)]);
            idle = self.heard.hear(&step);
        }
        let page = match &self.stage {
            Stage::Running { painter: Some(painter), .. } => painter.frame().map(|frame| {
                let held: Vec<String> = (0..frame.used()).map(|y| frame.row(y)).collect();
                let stands = self.terminal.rows().into_iter().take(held.len()).collect();
                (held, stands)
            }),
            _ => None,
        };
        Played { line, view: shown.view, writes: shown.writes, wipe, own: shown.own, idle, echoed, rows, page }
    }
}

/// What the terminal shows by itself comes just before what the program writes.
fn with_what_was_sent(timed: Vec<(u32, Vec<u8>)>, sent: Vec<u8>) -> Vec<(u32, Vec<u8>)> {
    if sent.is_empty() {
        return timed;
    }
    let later = timed.into_iter().map(|(at, bytes)| (at + 1, bytes));
    [(0, sent)].into_iter().chain(later).collect()
}

fn lines(words: &[String]) -> Write {
    Write { after: Duration::ZERO, bytes: format!("\n{}", words.join("\n")).into_bytes() }
}

fn cooked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().flat_map(|byte| if *byte == b'\n' { vec![b'\r', b'\n'] } else { vec![*byte] }).collect()
}

fn input(entry: &Entry, front: Front) -> Input {
    match (entry, front) {
        (Entry::Type(text), Front::Line) => Input::Answer(text.clone()),
        (entry, Front::Line) => Input::Line(entry.as_line()),
        (Entry::Key(key), _) => Input::Key(*key),
        (Entry::Type(text) | Entry::Line(text), _) => Input::Text(text.clone()),
    }
}

fn focus(view: &View, text: &Text) -> Focus {
    let node = view.focused();
    let value = match &node.value {
        // A number that is not being typed is told as it is heard.
        Some(_) if node.private && !node.role.takes_text() => Some(
            crate::text::row_words(node, text)
                .split_once(['，', ','])
                .map_or(String::new(), |(_, it)| it.trim().into()),
        ),
        value => value.clone(),
    };
    Focus { role: node.role.aria().to_owned(), name: node.name.clone(), value }
}

impl From<Key> for ReaderKey {
    fn from(key: Key) -> Self {
        reader_key(key)
    }
}

fn reader_key(key: Key) -> ReaderKey {
    match key {
        Key::Up => ReaderKey::Up,
        Key::Down => ReaderKey::Down,
        Key::Left => ReaderKey::Left,
        Key::Right => ReaderKey::Right,
        Key::Home => ReaderKey::Home,
        Key::End => ReaderKey::End,
        Key::PageUp => ReaderKey::PageUp,
        Key::PageDown => ReaderKey::PageDown,
        Key::Enter => ReaderKey::Enter,
        Key::Esc | Key::Ctrl(_) => ReaderKey::Esc,
        Key::Tab => ReaderKey::Tab,
        Key::BackTab => ReaderKey::BackTab,
        Key::Backspace => ReaderKey::Backspace,
        Key::F1 => ReaderKey::F(1),
        Key::Char(' ') => ReaderKey::Space,
        Key::Char(c) => ReaderKey::Char(c),
    }
}
