//! The row writer: two screens and a reason in, the bytes between them out.
//!
//! Screen readers do not see widgets, they hear bytes and follow the cursor, so what is written for a key, and where
//! the cursor is left, decides what is heard. Only plain sequences are used: cursor address, erase to the end of the
//! line, weight and reverse, newline. ratatui's own writer is not: it addresses the cursor before every Chinese
//! character, which readers speak one by one, and one reader dies of it.

use ratatui::style::Modifier;

use super::layout::Frame;

/// Moves the cursor to a row and column counted from 0.
pub fn go(out: &mut Vec<u8>, (row, col): (u16, u16)) {
    out.extend_from_slice(format!("\x1b[{};{}H", row + 1, col + 1).as_bytes());
}

const ERASE: &[u8] = b"\x1b[K";

fn styled(out: &mut Vec<u8>, text: &str, style: Modifier) {
    let code: &[u8] = match (style.contains(Modifier::BOLD), style.contains(Modifier::REVERSED)) {
        (true, _) => b"\x1b[1m",
        (_, true) => b"\x1b[7m",
        _ => b"",
    };
    out.extend_from_slice(code);
    out.extend_from_slice(text.as_bytes());
    if !code.is_empty() {
        out.extend_from_slice(b"\x1b[0m");
    }
}

/// Scrolls whatever is on the screen out into the scrollback, where it can be read again.
pub fn scroll_out(rows: u16) -> Vec<u8> {
    let mut out = Vec::new();
    go(&mut out, (rows.saturating_sub(1), 0));
    out.resize(out.len() + usize::from(rows), b'\n');
    out
}

/// Nothing on the screen, the cursor in its corner.
pub fn empty() -> Vec<u8> {
    b"\x1b[H\x1b[J".to_vec()
}

/// A whole page in reading order on a blank screen, with `words` in the speech rows below it, in two pieces that each
/// leave the cursor on the focus: down to its row, and what is below that, if anything is. One reader says of text that
/// appears around the cursor only what stands above and beside it.
pub fn page(frame: &Frame, words: &[String]) -> (Vec<u8>, Vec<u8>) {
    let mut upper = b"\x1b[H".to_vec();
    let split = (frame.cursor.0 + 1).min(frame.used());
    for y in 0..split {
        if y > 0 {
            upper.extend_from_slice(b"\r\n");
        }
        styled(&mut upper, &frame.row(y), frame.style(y));
    }
    go(&mut upper, frame.cursor);
    let mut lower = Vec::new();
    for (y, words) in (split..frame.used()).map(|y| (y, None)).chain((frame.used()..).zip(words.iter().map(Some))) {
        if lower.is_empty() {
            go(&mut lower, (y, 0));
        } else {
            lower.extend_from_slice(b"\r\n");
        }
        match words {
            Some(words) => lower.extend_from_slice(words.as_bytes()),
            None => styled(&mut lower, &frame.row(y), frame.style(y)),
        }
    }
    if !lower.is_empty() {
        go(&mut lower, frame.cursor);
    }
    (upper, lower)
}

/// The rows of the focus, erased, so that what is written there next is all new; `keep` leaves what they will begin
/// with. Also the screen as it stands then.
pub fn erased(old: &Frame, new: &Frame, keep: bool) -> (Vec<u8>, Frame) {
    let mut out = Vec::new();
    let mut blank = old.clone();
    blank.cursor = new.cursor;
    for y in new.focus.0..new.focus.1 {
        let was = old.row(y);
        let same = if keep { common(&was, &new.row(y)) } else { 0 };
        if was.len() > same {
            let from = u16::try_from(crate::text::columns(&was[..same])).unwrap_or(0);
            go(&mut out, (y, from));
            out.extend_from_slice(ERASE);
            for x in from..old.size.cols {
                blank.buffer[(x, y)].reset();
            }
        }
    }
    go(&mut out, new.cursor);
    (out, blank)
}

/// The row that gains the focus, written again as it is, with the cursor on it: every reader says it after an arrow.
/// For someone who looks, the row that loses the highlight is written first.
pub fn arrow(old: &Frame, new: &Frame) -> Vec<u8> {
    let mut out = Vec::new();
    if old.focus != new.focus {
        for y in old.focus.0..old.focus.1 {
            if old.style(y) != new.style(y) {
                rewrite(&mut out, old, new, y);
            }
        }
    }
    for y in new.focus.0..new.focus.1 {
        if y == new.focus.0 || new.row(y) != old.row(y) || !new.row(y).is_empty() {
            rewrite(&mut out, old, new, y);
        }
    }
    go(&mut out, new.cursor);
    out
}

/// Only the cursor, on the row that gains the focus.
pub fn cursor(old: &Frame, new: &Frame) -> Vec<u8> {
    let mut out = Vec::new();
    if old.focus != new.focus && old.style(old.focus.0) != new.style(old.focus.0) {
        return arrow(old, new);
    }
    go(&mut out, new.cursor);
    out
}

fn rewrite(out: &mut Vec<u8>, old: &Frame, new: &Frame, y: u16) {
    go(out, (y, 0));
    styled(out, &new.row(y), new.style(y));
    if crate::text::columns(&old.row(y)) > crate::text::columns(&new.row(y)) {
        out.extend_from_slice(ERASE);
    }
}

/// What differs between two screens of the same page: typed characters, a fault behind a value. Of each row only the
/// tail that changed is written, erased first, because half of a wide character under other text is garbage.
pub fn difference(old: &Frame, new: &Frame) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = old.cursor;
    for y in 0..new.speech {
        let (was, is) = (old.row(y), new.row(y));
        if was == is && old.style(y) == new.style(y) {
            continue;
        }
        let same = if old.style(y) == new.style(y) { common(&was, &is) } else { 0 };
        let from = (y, u16::try_from(crate::text::columns(&is[..same])).unwrap_or(0));
        if at != from {
            go(&mut out, from);
        }
        if was.len() > same {
            out.extend_from_slice(ERASE);
        }
        styled(&mut out, &is[same..], new.style(y));
        at = (y, u16::try_from(crate::text::columns(&is)).unwrap_or(0));
    }
    if at != new.cursor {
        go(&mut out, new.cursor);
    }
    out
}

/// Bytes that both rows begin with, cut at a character.
fn common(a: &str, b: &str) -> usize {
    a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y).map_or(a.len().min(b.len()), |((at, _), _)| at)
}

/// The speech rows: the text put into blank rows, the cursor back on the focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeechRows {
    /// What stands in the two rows now.
    filled: [String; 2],
    /// Which row is next.
    next: usize,
}

impl SpeechRows {
    /// A page was written with so many rows of words below it.
    pub fn after_page(&mut self, words: &[String]) {
        let row = |at: usize| words.get(at).cloned().unwrap_or_default();
        self.filled = [row(0), row(1)];
        self.next = usize::from(words.len() == 1);
    }

    /// Whether what stands there has to go first: these very words, or others in a row that they need. Written at once,
    /// a reader that compares the screen before and after would take what both have for old.
    pub fn must_go(&self, rows: &[String]) -> bool {
        let taken = match rows {
            [_] => !self.filled[self.next].is_empty(),
            _ => self.filled.iter().any(|filled| !filled.is_empty()),
        };
        taken || rows.iter().any(|row| self.filled.contains(row))
    }

    /// Writes what is heard: one row in turn, or both rows when there are two; the row not used is wiped in the same
    /// write.
    pub fn fill(&mut self, frame: &Frame, rows: &[String]) -> Vec<u8> {
        let mut out = Vec::new();
        if let [row] = rows {
            let (here, other) = (self.next, 1 - self.next);
            if !self.filled[other].is_empty() {
                go(&mut out, (frame.speech + u16::from(other == 1), 0));
                out.extend_from_slice(ERASE);
            }
            go(&mut out, (frame.speech + u16::from(here == 1), 0));
            if !self.filled[here].is_empty() {
                out.extend_from_slice(ERASE);
            }
            out.extend_from_slice(row.as_bytes());
            self.filled = [String::new(), String::new()];
            self.filled[here].clone_from(row);
            self.next = other;
        } else {
            go(&mut out, (frame.speech, 0));
            for (i, row) in rows.iter().take(2).enumerate() {
                if i > 0 {
                    out.extend_from_slice(b"\r\n");
                }
                if !self.filled[i].is_empty() {
                    out.extend_from_slice(ERASE);
                }
                out.extend_from_slice(row.as_bytes());
            }
            self.filled = [rows[0].clone(), rows[1].clone()];
            self.next = 0;
        }
        go(&mut out, frame.cursor);
        out
    }

    /// Makes both rows blank again, silently.
    pub fn wipe(&mut self, frame: &Frame) -> Vec<u8> {
        let mut out = Vec::new();
        for (row, filled) in [0, 1].into_iter().zip(&self.filled) {
            if !filled.is_empty() {
                go(&mut out, (frame.speech + row, 0));
                out.extend_from_slice(ERASE);
            }
        }
        if !out.is_empty() {
            go(&mut out, frame.cursor);
        }
        self.filled = [String::new(), String::new()];
        out
    }
}
