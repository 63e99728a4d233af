//! What the full screen writes for a turn. It holds what is on the screen and nothing else.

use std::time::Duration;

use crate::app::effect::Echo;
use crate::session::Turn;
use crate::text::{Text, columns, lines};
use crate::view::{Cause, Role, View, page_changed};

use super::layout::{Frame, Size, Stood, lay_out};
use super::rows::{self, SpeechRows};

/// Between scrolling the old page out and writing the new one. Written at once, one reader leaves out every row whose
/// text stood anywhere on the old page.
pub const PAGE_PAUSE: Duration = Duration::from_millis(60);
/// What was heard is wiped from the screen this long after the last key.
const WIPE_AFTER: Duration = Duration::from_millis(250);
/// For someone who looks, who has to read it first.
const WIPE_AFTER_LOOKING: Duration = Duration::from_secs(8);

/// Bytes that belong into one `write`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// How long to wait before.
    pub after: Duration,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Write {
    fn now(bytes: Vec<u8>) -> Self {
        Self { after: Duration::ZERO, bytes }
    }
}

/// Where a move of the focus is written, so that each reader says it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Echoes {
    /// After a letter, a digit, Tab, Home or End: the speech row, or for a reader that says both, the row itself.
    pub letter: Echo,
    /// After an arrow: the row itself, the speech row for slow lines, or nowhere but the cursor.
    pub arrow: Echo,
}

impl Default for Echoes {
    fn default() -> Self {
        Self { letter: Echo::Speech, arrow: Echo::Row }
    }
}

/// What stands on the screen before a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    /// Nothing of ours.
    Foreign,
    /// A page of ours.
    Ours,
    /// Nothing: it has just been cleared.
    Blank,
}

/// Which rows of a page have been written.
enum Drawn {
    /// All that differ.
    All,
    /// The one that gains the focus; for someone who looks also the one that loses it.
    Focus,
    /// None.
    Nothing,
}

/// The state of a full screen.
#[derive(Debug)]
pub struct Painter {
    size: Size,
    /// For someone who looks: the row with the focus is highlighted and rows are numbered.
    look: bool,
    echo: Echoes,
    ground: Ground,
    /// The last tree, and the rows as they really stand on the screen.
    shown: Option<(View, Frame)>,
    speech: SpeechRows,
    /// The screen was emptied.
    blank: bool,
}

impl Painter {
    /// A painter for a screen on which nothing of ours stands yet.
    pub fn new(size: Size, look: bool, echo: Echoes) -> Self {
        let (ground, speech) = (Ground::Foreign, SpeechRows::default());
        Self { size, look, echo, ground, shown: None, speech, blank: false }
    }

    /// The window has another size now; the next turn writes the whole page.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.shown = None;
    }

    /// The screen has been cleared; the next turn writes the whole page.
    pub fn cleared(&mut self) {
        self.ground = Ground::Blank;
        self.shown = None;
    }

    /// The size of the window.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The screen as it stands.
    pub fn frame(&self) -> Option<&Frame> {
        self.shown.as_ref().map(|(_, frame)| frame)
    }

    /// The tree as it was last shown.
    pub fn view(&self) -> Option<&View> {
        self.shown.as_ref().map(|(view, _)| view)
    }

    /// What to write for `turn`; the turns since the last one shown may have been merged into it.
    pub fn paint(&mut self, turn: &Turn, text: &Text) -> Vec<Write> {
        if turn.leave.is_some() {
            return self.last(turn);
        }
        if turn.blank {
            // Nothing is written as long as it is empty; what comes back is the page as it is then.
            let begins = !std::mem::replace(&mut self.blank, true);
            self.cleared();
            return if begins { once(rows::empty()) } else { Vec::new() };
        }
        self.blank = false;
        let stood = match &self.shown {
            Some((view, old)) if view.focus == turn.view.focus && !page_changed(view, &turn.view) => {
                Stood { hidden: old.hidden, caret: view.caret.filter(|_| !self.look) }
            }
            _ => Stood::default(),
        };
        let frame = lay_out(&turn.view, text, self.size, self.look, stood);
        let (writes, frame) = match self.shown.take() {
            None => (self.page(&frame, turn), frame),
            Some((view, old)) => {
                let anew = matches!(turn.cause, Cause::Started | Cause::Asked(crate::view::Ask::WholePage));
                if anew || page_changed(&view, &turn.view) {
                    (self.page(&frame, turn), frame)
                } else {
                    let (writes, drawn) = self.change(&view, &old, &frame, turn);
                    (writes, Self::stands(&old, frame, &drawn))
                }
            }
        };
        self.shown = Some((turn.view.clone(), frame));
        writes
    }

    /// The silent wipe some time after the last key; nothing while a secret is being typed.
    pub fn wipe(&mut self) -> Vec<u8> {
        match &self.shown {
            Some((view, frame)) if view.focused().role != Role::SecretField => self.speech.wipe(frame),
            _ => Vec::new(),
        }
    }

    /// How long after the last key the wipe is due.
    pub fn wipe_after(&self) -> Duration {
        if self.look { WIPE_AFTER_LOOKING } else { WIPE_AFTER }
    }

    /// The rows as they stand on the screen now.
    fn stands(old: &Frame, new: Frame, drawn: &Drawn) -> Frame {
        let (lost, gained) = (old.focus, new.focus);
        let within = |y: u16, rows: (u16, u16)| (rows.0..rows.1).contains(&y);
        match drawn {
            Drawn::All => new,
            Drawn::Focus => {
                let styles: Vec<bool> = (0..new.size.rows).map(|y| old.style(y) != new.style(y)).collect();
                new.keeping(old, |y| !(within(y, gained) || within(y, lost) && styles[usize::from(y)]))
            }
            Drawn::Nothing => new.keeping(old, |_| true),
        }
    }

    fn page(&mut self, frame: &Frame, turn: &Turn) -> Vec<Write> {
        // What was heard beside the page itself stands below it.
        let extra = turn.heard.get(turn.page_rows..).unwrap_or_default();
        let words = self.in_rows(extra);
        self.speech.after_page(&words);
        let mut out: Vec<u8> = frame.above.iter().flat_map(|notice| format!("\r\n{notice}").into_bytes()).collect();
        let ground = std::mem::replace(&mut self.ground, Ground::Ours);
        if ground != Ground::Blank || !out.is_empty() {
            out.extend(rows::scroll_out(self.size.rows));
        }
        let (upper, lower) = rows::page(frame, &words);
        if ground == Ground::Foreign {
            // Nothing of ours stands there that could be taken for the new page.
            return once([out, upper, lower].concat());
        }
        let mut writes = once(out);
        writes.push(Write { after: PAGE_PAUSE, bytes: upper });
        if !lower.is_empty() {
            writes.push(Write { after: PAGE_PAUSE, bytes: lower });
        }
        writes
    }

    /// The last words, on a screen by themselves with the cursor right behind them, where a braille line finds them. The
    /// page goes into the scrollback: if it
    /// stayed, one reader would leave out its rows when the program is started again. Nothing of it is shown any more.
    fn last(&mut self, turn: &Turn) -> Vec<Write> {
        self.shown = None;
        let mut out = rows::scroll_out(self.size.rows);
        out.extend_from_slice(b"\x1b[H");
        out.extend_from_slice(self.in_rows(&turn.heard).join("\r\n").as_bytes());
        once(out)
    }

    fn change(&mut self, view: &View, old: &Frame, new: &Frame, turn: &Turn) -> (Vec<Write>, Drawn) {
        let secret = turn.view.focused().role == Role::SecretField;
        match turn.cause {
            Cause::None => (Vec::new(), Drawn::Nothing),
            // Nothing is written while a secret is typed, so a fault stays until Enter is pressed again.
            Cause::Typed if secret => (Vec::new(), Drawn::Nothing),
            Cause::Typed => (once(rows::difference(old, new)), Drawn::All),
            Cause::Moved { arrow, .. } if view.focus != turn.view.focus && !is_masked(&turn.view) => {
                match if arrow { self.echo.arrow } else { self.echo.letter } {
                    // More than the row is said in the speech rows, where both stand.
                    Echo::Row if turn.heard.len() > 1 => self.say(old, new, &self.in_rows(&turn.heard)),
                    Echo::Row => (once(rows::arrow(old, new)), Drawn::Focus),
                    Echo::Cursor => (once(rows::cursor(old, new)), Drawn::Nothing),
                    Echo::Speech => self.say(old, new, &self.in_rows(&turn.heard)),
                }
            }
            // At the end of a list the cursor does not move; two rows in one change make every reader say something.
            Cause::Moved { arrow: true, .. } => {
                let heard = turn.heard.concat();
                let (edge, row) = heard.split_once(['，', ',']).unwrap_or((&heard, ""));
                let both = [edge.to_owned(), row.trim_start().to_owned()];
                if !both[1].is_empty() && columns(&both[1]) < usize::from(self.size.cols) {
                    self.say(old, new, &both)
                } else {
                    self.say(old, new, &self.in_rows(&turn.heard))
                }
            }
            Cause::Acted if secret => self.anew(old, new, turn),
            Cause::Acted if faults(view) != faults(&turn.view) => (once(rows::difference(old, new)), Drawn::All),
            Cause::Acted => self.anew(old, new, turn),
            _ => self.say(old, new, &self.in_rows(&turn.heard)),
        }
    }

    /// The row with the focus, written anew as a whole if it has changed; otherwise what is heard in the speech row.
    fn anew(&mut self, old: &Frame, new: &Frame, turn: &Turn) -> (Vec<Write>, Drawn) {
        let rows = |frame: &Frame| (new.focus.0..new.focus.1).map(|y| frame.row(y)).collect::<Vec<_>>();
        if old.focus != new.focus || rows(old) == rows(new) {
            return self.say(old, new, &self.in_rows(&turn.heard));
        }
        // Of a secret only the fault changes, and it is heard without the label.
        let secret = turn.view.focused().role == Role::SecretField;
        let (erased, blank) = rows::erased(old, new, secret);
        let written = rows::difference(&blank, new);
        (vec![Write::now(erased), Write { after: PAGE_PAUSE, bytes: written }], Drawn::All)
    }

    /// What is heard in the speech row; for someone who looks the highlight moves as well.
    fn say(&mut self, old: &Frame, new: &Frame, rows: &[String]) -> (Vec<Write>, Drawn) {
        let highlighted = self.look && old.focus != new.focus;
        // What was typed and could not be taken may have gone from its field.
        let stale = old.focus == new.focus && (new.focus.0..new.focus.1).any(|y| old.row(y) != new.row(y));
        let (mut out, drawn) = match (highlighted, stale) {
            (true, _) => (rows::arrow(old, new), Drawn::Focus),
            (_, true) => (rows::difference(old, new), Drawn::All),
            _ => (Vec::new(), Drawn::Nothing),
        };
        if rows.is_empty() {
            return (once(out), drawn);
        }
        // Fenrir takes new text for typing when the cursor passed as many columns as it has characters; a blank before it
        // makes it one more.
        let passed = usize::from(old.cursor.1.abs_diff(new.cursor.1));
        let mut rows = rows.to_vec();
        if let [row] = rows.as_mut_slice()
            && row.chars().count() + 1 == passed
        {
            row.insert(0, ' ');
        }
        let rows = rows.as_slice();
        if self.speech.must_go(rows) {
            out.extend(self.speech.wipe(new));
            let again = Write { after: PAGE_PAUSE, bytes: self.speech.fill(new, rows) };
            return (vec![Write::now(out), again], drawn);
        }
        out.extend(self.speech.fill(new, rows));
        (once(out), drawn)
    }

    fn in_rows(&self, heard: &[String]) -> Vec<String> {
        let width = usize::from(self.size.cols).saturating_sub(1).max(1);
        let mut rows: Vec<String> = heard.iter().flat_map(|words| lines(words, width)).collect();
        rows.truncate(2);
        rows
    }
}

/// One write, or none for no bytes.
fn once(bytes: Vec<u8>) -> Vec<Write> {
    if bytes.is_empty() { Vec::new() } else { vec![Write::now(bytes)] }
}

fn faults(view: &View) -> Vec<Option<&crate::view::Fault>> {
    view.rows().into_iter().map(|node| node.fault.as_ref()).collect()
}

/// Whether the row with the focus is said by itself in other words than it is shown in.
fn is_masked(view: &View) -> bool {
    let node = view.focused();
    node.private && node.value.as_ref().is_some_and(|value| !value.is_empty())
}
