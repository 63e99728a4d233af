//! Fenrir around a pty: the text of the screen before and after each burst of output.
//!
//! Rules read in Fenrir 1.9.5 (`core/screenManager.py` `update`, `commands/onCursorChange/*`,
//! `commands/onScreenUpdate/70000-incoming.py`, default settings) and heard from the real program:
//! - lines with no partner in the old screen (runs of blanks count as one blank) are spoken whole, together;
//! - if only the cursor's row changed and the cursor moved in it, the row is compared character by character:
//!   text of just the columns the cursor passed is typing and its single characters are silent, anything
//!   else re-reads the row. The program counts one column for a Chinese character there, so a Chinese label,
//!   or Chinese anywhere above, turns typing into re-reading;
//! - if no text changed, a cursor in another row reads that row, in the same row the character, or the word
//!   when it jumped;
//! - a single character deleted is said.
//!
//! Not modelled: `has attribute` (a sound by default), review mode, spelling.

use super::lines::compare;
use super::{Step, audible};
use crate::rehearse::terminal::Snapshot;

/// What is said after one step.
pub(super) fn hear(step: &Step) -> Vec<String> {
    let mut said = Vec::new();
    let moments = step.moments();
    for (n, moment) in moments.iter().enumerate() {
        let before = said.len();
        Update::new(moment.before, moment.after).present(&mut said);
        let followed = moments.get(n + 1).is_some_and(|next| next.at_ms - moment.at_ms < AT_ONCE_MS);
        if followed && said.get(before..).is_some_and(|new| *new == ["space"]) {
            said.truncate(before);
        }
    }
    audible(&said)
}

/// What comes so soon after a change replaces the `space` that is said of the empty row Enter leads to in line mode.
const AT_ONCE_MS: u32 = 10;

/// One update of the screen as Fenrir holds it.
struct Update {
    /// The new screen: rows as characters, not columns.
    rows: Vec<Vec<char>>,
    from: (usize, usize),
    to: (usize, usize),
    /// New text, lines separated by line feeds.
    delta: String,
    /// Text that is gone.
    gone: String,
}

impl Update {
    fn new(before: &Snapshot, after: &Snapshot) -> Self {
        let old_text = screen_text(before);
        let new_text = screen_text(after);
        let mut update = Self {
            rows: new_text.split(|&c| c == '\n').map(<[char]>::to_vec).collect(),
            from: position(before),
            to: position(after),
            delta: String::new(),
            gone: String::new(),
        };
        if old_text != new_text {
            let width = usize::from(after.columns);
            if !update.compare_in_row(&old_text, &new_text, width) {
                update.compare_lines(&old_text, &new_text);
            }
        }
        update
    }

    /// The comparison for a change in the cursor's row alone; false if it does not apply. The row is
    /// looked for at row × width characters, which is beside the mark below Chinese text.
    fn compare_in_row(&mut self, old: &[char], new: &[char], width: usize) -> bool {
        let (row, column) = self.to;
        let start = row * width + row;
        let mut end = start + width;
        let moved_in_row = self.from.0 == row && self.from.1 != column;
        if !moved_in_row || slice(old, 0, start) != slice(new, 0, start) || tail(old, end) != tail(new, end) {
            return false;
        }
        end = end.min(start + column + 3);
        let (old, new) = (slice(old, start, end), slice(new, start, end));
        let found = compare(old, new);
        let added: String = found.new.iter().map(|&n| new[n]).collect();
        let passed: String = slice(new, self.from.1, column).iter().collect();
        if !added.trim().is_empty() && added != passed.trim_end() {
            self.delta = format!("{}\n", self.rows[row].iter().collect::<String>());
        } else {
            self.delta = added;
            self.gone = found.old.iter().map(|&n| old[n]).collect();
        }
        true
    }

    fn compare_lines(&mut self, old: &[char], new: &[char]) {
        let (old, new) = (collapsed(old), collapsed(new));
        let found = compare(&old, &new);
        let added: Vec<&str> = found.new.iter().map(|&n| new[n].as_str()).collect();
        self.delta = added.join("\n");
        self.gone = found.old.iter().map(|&n| old[n].as_str()).collect();
    }

    /// The commands of the program in their order; some of them cut off what was said before.
    fn present(&self, said: &mut Vec<String>) {
        if self.from != self.to {
            self.completion(said);
            self.character(said);
            self.line(said);
            self.word(said);
            self.deleted(said);
        }
        let passed = self.from.1.abs_diff(self.to.1);
        let typing = passed >= 1 && passed == self.delta.chars().count() && !self.delta.contains('\n');
        if !self.delta.trim().is_empty() && !typing {
            said.push(some_symbols(&self.delta));
        }
    }

    /// Several characters that appeared just where the cursor passed.
    fn completion(&self, said: &mut Vec<String>) {
        let passed = self.to.1.saturating_sub(self.from.1);
        if passed > 1 && passed == self.delta.chars().count() {
            interrupt(said, some_symbols(&stripped(&self.delta)));
        }
    }

    fn character(&self, said: &mut Vec<String>) {
        let unchanged = self.delta.is_empty() && self.gone.is_empty();
        let under = self.rows[self.to.0].get(self.to.1).filter(|c| !c.is_whitespace());
        if let (Some(c), true) = (under, unchanged && self.from.0 == self.to.0) {
            interrupt(said, every_symbol(&c.to_string()));
        }
    }

    /// A blank row has a sound of its own, no words.
    fn line(&self, said: &mut Vec<String>) {
        let row: String = self.rows[self.to.0].iter().collect();
        if self.delta.is_empty() && self.from.0 != self.to.0 && !row.trim().is_empty() {
            interrupt(said, some_symbols(&row));
        }
    }

    fn word(&self, said: &mut Vec<String>) {
        let jumped = self.from.0 == self.to.0 && self.from.1.abs_diff(self.to.1) > 1;
        if !jumped || !self.delta.is_empty() {
            return;
        }
        let Some((start, word)) = word_at(&self.rows[self.to.0], self.to.1) else { return };
        if start == self.to.1 || start + word.chars().count() == self.to.1 {
            interrupt(said, some_symbols(&word));
        }
    }

    fn deleted(&self, said: &mut Vec<String>) {
        let single = (1..=2).contains(&self.gone.chars().count());
        if self.to.1 < self.from.1 && self.delta.trim().is_empty() && single {
            interrupt(said, every_symbol(&stripped(&self.gone)));
        }
    }
}

/// The screen as one text: rows filled with blanks to the width, wide characters once.
fn screen_text(now: &Snapshot) -> Vec<char> {
    let rows: Vec<String> = (0..now.rows.len()).map(|row| now.padded(row)).collect();
    rows.join("\n").chars().collect()
}

fn position(now: &Snapshot) -> (usize, usize) {
    (usize::from(now.cursor.0), usize::from(now.cursor.1))
}

fn slice(text: &[char], from: usize, to: usize) -> &[char] {
    let to = to.min(text.len());
    &text[from.min(to)..to]
}

fn tail(text: &[char], from: usize) -> &[char] {
    slice(text, from, text.len())
}

/// The lines, each run of blanks in them reduced to one.
fn collapsed(text: &[char]) -> Vec<String> {
    let mut out = String::with_capacity(text.len());
    for &c in text {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out.split('\n').map(str::to_owned).collect()
}

/// The word that holds a position, or the nearest one to its left, with its first position.
fn word_at(row: &[char], column: usize) -> Option<(usize, String)> {
    row.get(column)?;
    let last = (0..=column).rev().find(|&n| !row[n].is_whitespace())?;
    let start = (0..=last).rev().take_while(|&n| !row[n].is_whitespace()).last()?;
    let word: String = row[start..].iter().take_while(|c| !c.is_whitespace()).collect();
    Some((start, word))
}

/// Without the blanks around it, unless it is all blank.
fn stripped(text: &str) -> String {
    let trimmed = text.trim();
    if trimmed.is_empty() { text.to_owned() } else { trimmed.to_owned() }
}

/// Speech that cuts off what was being said; several blanks are not spoken at all.
fn interrupt(said: &mut Vec<String>, text: String) {
    if text.chars().count() > 1 && text.trim().is_empty() {
        return;
    }
    said.clear();
    said.push(text);
}

/// Running text: the default level names these symbols, a line end is a pause.
fn some_symbols(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push_str(", ");
        }
        for c in line.chars() {
            match c {
                '-' => out.push_str(" dash "),
                '$' => out.push_str(" dollar "),
                '~' => out.push_str(" tilde "),
                '+' => out.push_str(" plus "),
                '*' => out.push_str(" star "),
                '/' => out.push_str(" slash "),
                '\\' => out.push_str(" backslash "),
                '@' => out.push_str(" at "),
                other => out.push(other),
            }
        }
    }
    out
}

/// A single character by itself: more symbols have names.
fn every_symbol(text: &str) -> String {
    let name = match text {
        " " => "space",
        "!" => "bang",
        "." => "dot",
        "," => "comma",
        ":" => "colon",
        ";" => "semicolon",
        "%" => "percent",
        "#" => "hash",
        "(" => "left paren",
        ")" => "right paren",
        "_" => "line",
        "=" => "equals",
        "'" => "apostrophe",
        "\"" => "quote",
        other => return some_symbols(other),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Key, recorded};
    use super::*;
    use crate::rehearse::terminal::Terminal;

    #[test]
    fn says_what_the_real_program_said() {
        recorded::compare("fenrir", |readers| &readers.fenrir);
    }

    #[test]
    fn the_same_text_one_row_lower_is_not_new() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("福利\r\n就业培训\x1b[23;1H就业\x1b[2;1H".as_bytes());
        let lower = "\x1b[23;1H\x1b[K\x1b[24;1H\x1b[K就业\x1b[2;1H";
        assert!(hear(&terminal.play(Key::Char('r'), &[(0, lower.as_bytes())])).is_empty());
        let upper = "\x1b[24;1H\x1b[K\x1b[23;1H\x1b[K就业\x1b[2;1H";
        assert_eq!(hear(&terminal.play(Key::Char('r'), &[(0, upper.as_bytes())])), ["就业"]);
    }
}
