//! What the full screen writes for a turn. It holds what is on the screen and nothing else.

use std::time::Duration;

use crate::app::effect::Echo;
use crate::session::Turn;
use crate::text::{Text, columns, lines};
use crate::view::{Cause, Role, View, page_changed};

use super::layout::{Frame, Size, lay_out};
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

/// The state of a full screen.
#[derive(Debug)]
pub struct Painter {
    size: Size,
    /// For someone who looks: the row with the focus is highlighted and rows are numbered.
    look: bool,
    echo: Echoes,
    shown: Option<(View, Frame)>,
    speech: SpeechRows,
    /// The screen was emptied.
    blank: bool,
}

impl Painter {
    /// A painter for a screen on which nothing of ours stands yet.
    pub fn new(size: Size, look: bool, echo: Echoes) -> Self {
        Self { size, look, echo, shown: None, speech: SpeechRows::default(), blank: false }
    }

    /// The window has another size now; the next turn writes the whole page.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.shown = None;
    }

    /// The size of the window.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The screen as it was last written.
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
            self.shown = None;
            return if begins { once(rows::empty()) } else { Vec::new() };
        }
        self.blank = false;
        let frame = lay_out(&turn.view, text, self.size, self.look);
        let writes = match self.shown.take() {
            None => self.page(&frame, turn, true),
            Some((view, old)) => {
                let anew = matches!(turn.cause, Cause::Started | Cause::Asked(crate::view::Ask::WholePage));
                if anew || page_changed(&view, &turn.view) {
                    self.page(&frame, turn, false)
                } else {
                    self.change(&view, &old, &frame, turn)
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

    fn page(&mut self, frame: &Frame, turn: &Turn, first: bool) -> Vec<Write> {
        // What was heard beside the page itself stands below it.
        let extra = turn.heard.get(turn.page_rows..).unwrap_or_default();
        let words = self.in_rows(extra);
        self.speech.after_page(&words);
        let mut out: Vec<u8> = frame.above.iter().flat_map(|notice| format!("\r\n{notice}").into_bytes()).collect();
        out.extend(rows::scroll_out(self.size.rows));
        let page = rows::page(frame, &words);
        if first {
            out.extend(page);
            vec![Write::now(out)]
        } else {
            vec![Write::now(out), Write { after: PAGE_PAUSE, bytes: page }]
        }
    }

    /// The last words, on a screen by themselves with the cursor below them. The page goes into the scrollback: if it
    /// stayed, one reader would leave out its rows when the program is started again. Nothing of it is shown any more.
    fn last(&mut self, turn: &Turn) -> Vec<Write> {
        self.shown = None;
        let mut out = rows::scroll_out(self.size.rows);
        out.extend_from_slice(b"\x1b[H");
        for words in self.in_rows(&turn.heard) {
            out.extend_from_slice(words.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
        once(out)
    }

    fn change(&mut self, view: &View, old: &Frame, new: &Frame, turn: &Turn) -> Vec<Write> {
        let secret = turn.view.focused().role == Role::SecretField;
        match turn.cause {
            Cause::None => Vec::new(),
            Cause::Typed if secret => Vec::new(),
            Cause::Typed => once(rows::difference(old, new)),
            Cause::Moved { arrow, .. } if view.focus != turn.view.focus && !turn.view.focused().private => {
                match if arrow { self.echo.arrow } else { self.echo.letter } {
                    Echo::Row => once(rows::arrow(old, new)),
                    Echo::Cursor => once(rows::cursor(old, new)),
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
            Cause::Acted if faults(view) != faults(&turn.view) => once(rows::difference(old, new)),
            _ => self.say(old, new, &self.in_rows(&turn.heard)),
        }
    }

    /// What is heard in the speech row; for someone who looks the highlight moves as well.
    fn say(&mut self, old: &Frame, new: &Frame, rows: &[String]) -> Vec<Write> {
        let mut out = if self.look { highlight(old, new) } else { Vec::new() };
        if rows.is_empty() {
            return once(out);
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
        if self.speech.holds(rows) {
            out.extend(self.speech.wipe(new));
            return vec![Write::now(out), Write { after: PAGE_PAUSE, bytes: self.speech.fill(new, rows) }];
        }
        out.extend(self.speech.fill(new, rows));
        once(out)
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

/// Moves the highlight without touching anything else.
fn highlight(old: &Frame, new: &Frame) -> Vec<u8> {
    if old.focus == new.focus { Vec::new() } else { rows::arrow(old, new) }
}
