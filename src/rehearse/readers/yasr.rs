//! yasr: every text byte written is spoken; only if nothing was spoken is the cursor looked at.
//!
//! Rules read in mgorse/yasr (`yasr/main.c` `getoutput`, `win_csi`, `win_addchr`; `yasr/ui.c`) and heard from
//! yasr 0.6.9 with its default configuration. What follows from them:
//! - output is read in pieces of 255 bytes; each control character or escape sequence ends an utterance;
//! - yasr keeps a screen of its own, **one cell a byte**: a Chinese character fills three cells and the text
//!   written over it by column lands beside the mark, so a row that is read back can come out torn;
//! - what is written in the last rows of the screen is taken for a status line: after the cursor has left it
//!   upwards it counts as not spoken, and the cursor is read as well. So a speech row is followed by the
//!   focused row, if the cursor moved exactly one row;
//! - an unspoken move: one row, that row; in the same row one column, the character, more, the word; several
//!   rows, or the key was Enter, nothing;
//! - the echo of a typed ASCII character is not spoken (key echo is off). A burst is read as one key of at most four
//!   bytes, and its first byte is taken for the echo if it is the same as the last of these.
//!
//! Not modelled: "repeats n times" for a symbol written four times or more, review mode, scroll regions.

use super::{Key, Step, audible};
use crate::rehearse::terminal::Snapshot;

/// Bytes yasr reads at a time.
const PIECE: usize = 255;

/// Bytes it collects before it speaks in any case.
const COLLECTED: usize = 250;

/// Key codes as yasr packs them.
const UP: u32 = 0x001b_5b41;
const DOWN: u32 = 0x001b_5b42;
const RIGHT: u32 = 0x001b_5b43;
const LEFT: u32 = 0x001b_5b44;

/// The reader with its own copy of the screen.
pub(super) struct Yasr {
    /// Rows of cells of one byte; 0 is blank.
    cells: Vec<Vec<u8>>,
    columns: usize,
    row: usize,
    column: usize,
    /// Lines wrapped by its own count since the last carriage return.
    carried: usize,
    old: (usize, usize),
    old_byte: u8,
    /// The keys pressed since the last output; the first stays when there was output.
    keys: Vec<u32>,
    waiting: usize,
    /// Something was spoken since the last key.
    spoke: bool,
    spoke_before_status: bool,
    /// Row of a status line being written; -1 once it has been left.
    status: i64,
    pending: Vec<u8>,
    said: Vec<Vec<u8>>,
}

impl Yasr {
    pub(super) fn at(now: &Snapshot) -> Self {
        let columns = usize::from(now.columns);
        let cells = now.rows.iter().map(|row| {
            let mut bytes = row.as_bytes().to_vec();
            bytes.resize(columns, 0);
            bytes
        });
        let place = (usize::from(now.cursor.0), usize::from(now.cursor.1));
        Self {
            cells: cells.collect(),
            columns,
            row: place.0,
            column: place.1,
            carried: 0,
            old: place,
            old_byte: 0,
            keys: vec![0],
            waiting: 0,
            spoke: false,
            spoke_before_status: false,
            status: 0,
            pending: Vec::new(),
            said: Vec::new(),
        }
    }

    pub(super) fn hear(&mut self, step: &Step) -> Vec<String> {
        self.press(&step.key);
        for moment in step.moments() {
            self.output(&moment.bytes);
            self.waiting = 0;
        }
        let said = std::mem::take(&mut self.said);
        audible(&said.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect::<Vec<_>>())
    }

    fn press(&mut self, key: &Key) {
        let bytes = key.bytes();
        if bytes.is_empty() {
            return;
        }
        let mut code = bytes.iter().take(4).fold(0_u32, |code, &byte| code << 8 | u32::from(byte));
        if code >> 8 == 0x1b4f {
            code += 0x0c00;
        }
        self.spoke = false;
        self.keys.truncate(self.waiting.max(1));
        if self.waiting == 0 {
            self.keys[0] = code;
        } else {
            self.keys.push(code);
        }
        self.waiting += 1;
    }

    fn key(&self) -> u32 {
        self.keys[0]
    }

    /// One burst of output, in the pieces in which it is read.
    fn output(&mut self, bytes: &[u8]) {
        let mut next = 0;
        let mut piece_end = PIECE;
        while next < bytes.len() {
            let at = next;
            let byte = bytes[at];
            next += 1;
            let mut text = false;
            match byte {
                0 | 7 | 14 | 15 => {}
                8 => self.back(),
                9 => self.column = ((self.column / 8 + 1) * 8).min(self.columns - 1),
                10..=12 => self.line_feed(),
                13 => {
                    self.column = 0;
                    self.carried = 0;
                }
                27 => {
                    next = self.escape(bytes, next);
                    // A sequence cut by the end of a piece is read on within the next one.
                    if next > piece_end && at + 2 < piece_end {
                        piece_end += PIECE - (piece_end - at - 2);
                    }
                }
                _ => {
                    self.show(byte);
                    text = true;
                }
            }
            if !text && byte != 8 {
                self.flush();
            }
            self.watch_status_line();
            if next >= piece_end && next < bytes.len() {
                piece_end += PIECE;
                if byte == b' ' {
                    self.flush();
                }
            }
        }
        let last = bytes.last().copied().unwrap_or_default();
        if bytes.len() > 1 || last == b' ' || last == 13 || last == 10 {
            self.flush();
        }
        self.look_at_cursor();
    }

    fn show(&mut self, byte: u8) {
        // Of several bytes read as one key the last is compared.
        let key = self.key() & 0xff;
        let echo = u32::from(byte) == key && (self.row, self.column) == self.old && self.waiting > 0;
        if self.column == self.columns {
            self.column = 0;
            self.line_feed();
            self.carried += 1;
        }
        self.cells[self.row][self.column] = byte;
        self.column += 1;
        if echo {
            self.waiting -= 1;
            return;
        }
        self.pending.push(byte);
        if self.pending.len() > COLLECTED {
            self.flush();
        }
    }

    fn back(&mut self) {
        if self.column > 0 {
            self.column -= 1;
        } else if self.carried > 0 && self.row > 0 {
            self.row -= 1;
            self.column = self.columns - 1;
            self.carried -= 1;
        }
        if matches!(self.key(), 8 | 127) && !self.spoke {
            self.say_byte(self.row, self.column);
        }
        self.pending.pop();
    }

    fn line_feed(&mut self) {
        if self.row + 1 < self.cells.len() {
            self.row += 1;
            return;
        }
        self.old.0 = self.old.0.saturating_sub(1);
        self.cells.remove(0);
        self.cells.push(vec![0; self.columns]);
    }

    /// Follows an escape sequence from the byte after ESC; returns where the text goes on.
    fn escape(&mut self, bytes: &[u8], from: usize) -> usize {
        if bytes.get(from) != Some(&b'[') {
            return (from + 1).min(bytes.len());
        }
        let body = &bytes[from + 1..];
        let end = body.iter().position(|b| !matches!(b, b'0'..=b'9' | b';' | b'?')).unwrap_or(body.len());
        let text = String::from_utf8_lossy(&body[..end]).into_owned();
        let numbers: Vec<usize> = text.trim_start_matches('?').split(';').map(|n| n.parse().unwrap_or(0)).collect();
        let number = |n: usize| numbers.get(n).copied().unwrap_or(0);
        match body.get(end) {
            Some(b'H' | b'f') => self.place(number(0).max(1), number(1).max(1)),
            Some(b'K') => self.erase_in_row(number(0)),
            Some(b'J') => self.erase_rows(number(0)),
            Some(b'A') => self.row = self.row.saturating_sub(number(0).max(1)),
            Some(b'B') => self.row += number(0).max(1),
            Some(b'C') => self.column += number(0).max(1),
            Some(b'D') => self.column = self.column.saturating_sub(number(0).max(1)),
            _ => {}
        }
        self.row = self.row.min(self.cells.len() - 1);
        self.column = self.column.min(self.columns - 1);
        (from + end + 2).min(bytes.len())
    }

    /// Moves the cursor; after Backspace a move by one to the left says the character there.
    fn place(&mut self, row: usize, column: usize) {
        let back_one = row == self.row + 1 && column == self.column;
        if matches!(self.key(), 8 | 127) && back_one && !self.spoke {
            self.say_byte(self.row, self.column - 1);
        }
        (self.row, self.column) = (row - 1, column - 1);
    }

    fn erase_in_row(&mut self, how: usize) {
        let at = self.column.min(self.columns - 1);
        let row = &mut self.cells[self.row];
        match how {
            0 => row[at..].fill(0),
            1 => row[..=at].fill(0),
            _ => row.fill(0),
        }
    }

    fn erase_rows(&mut self, how: usize) {
        match how {
            0 => {
                self.erase_in_row(0);
                self.cells[self.row + 1..].iter_mut().for_each(|row| row.fill(0));
            }
            2 => self.cells.iter_mut().for_each(|row| row.fill(0)),
            _ => {}
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let text = std::mem::take(&mut self.pending);
            self.say(text);
        }
    }

    fn say(&mut self, text: Vec<u8>) {
        self.said.push(text);
        self.spoke = true;
    }

    fn watch_status_line(&mut self) {
        let last = self.cells.len() - 1;
        let row = i64::try_from(self.row).unwrap_or(i64::MAX);
        if (self.column == 0 && self.row + 2 > last) || self.row == last {
            self.status = row;
            self.spoke_before_status = self.spoke;
        }
        if self.status != 0 && self.status - row > 1 {
            self.status = -1;
            self.spoke = self.spoke_before_status;
        }
    }

    fn look_at_cursor(&mut self) {
        let silent = self.spoke || matches!(self.key(), 13 | 3);
        self.spoke &= !silent;
        self.status = 0;
        if !silent {
            self.pending.clear();
            self.read_cursor();
        }
        self.old = (self.row, self.column);
        self.old_byte = self.byte(self.row, self.column);
    }

    fn read_cursor(&mut self) {
        let (row, column) = (self.row, self.column);
        if row == self.old.0 {
            match (column.checked_sub(self.old.1), self.old.1.checked_sub(column)) {
                (Some(0), _) => {}
                (Some(1), _) => self.read_step_right(),
                (_, Some(1)) => self.say_byte(row, column),
                _ if self.filled_after(row, column) => self.say_byte(row, column),
                _ if self.is_blank(row, column) => self.say_word(row, column + 1),
                _ => self.say_word(row, column),
            }
            return;
        }
        let at_ends = (self.key() == RIGHT && self.filled_before(row, column))
            || (self.key() == LEFT && self.filled_after(row, column));
        if at_ends {
            self.say_byte(row, column);
        } else if row == self.old.0 + 1 {
            self.read_row_below();
        } else if row + 1 == self.old.0 {
            self.read_row_above();
        }
    }

    fn read_step_right(&mut self) {
        let (row, column) = (self.row, self.column);
        let passed = self.byte(row, column - 1);
        let typed = u32::from(shown(passed)) == self.key() && u32::from(shown(self.old_byte)) != self.key();
        let space = self.key() == 32 && shown(self.old_byte) == b' ';
        if !typed && !space {
            self.say_byte(row, column);
        }
    }

    fn read_row_below(&mut self) {
        let (row, column) = (self.row, self.column);
        if self.key() == DOWN {
            self.say_row(row);
        } else if column == 0 && (self.old.0 == self.columns - 1 || self.key() == RIGHT) {
            self.say_byte(row, column);
        } else if column > 0 && self.filled_before(row, column) && self.one_word(self.old.0) && self.old.1 > 0 {
            self.say_word(row, column);
        } else {
            self.say_row(row);
        }
    }

    fn read_row_above(&mut self) {
        let (row, column) = (self.row, self.column);
        if self.key() == UP {
            self.say_row(row);
        } else if column == self.columns - 1 && (self.old.0 == 0 || self.key() == LEFT) {
            self.say_byte(row, column);
        } else {
            let after_blank = column == 0 || self.is_blank(row, column - 1);
            let word = self.one_word(row)
                && !self.first_word(row, column)
                && after_blank
                && self.first_word(self.old.0, self.old.1);
            if word {
                self.say_word(row, column);
            } else {
                self.say_row(row);
            }
        }
    }

    fn byte(&self, row: usize, column: usize) -> u8 {
        self.cells[row].get(column).copied().unwrap_or(0)
    }

    fn is_blank(&self, row: usize, column: usize) -> bool {
        shown(self.byte(row, column)) == b' '
    }

    /// No blank before the column.
    fn filled_before(&self, row: usize, column: usize) -> bool {
        (0..column).all(|n| !self.is_blank(row, n))
    }

    /// No blank after the column, to the edge of the screen.
    fn filled_after(&self, row: usize, column: usize) -> bool {
        (column + 1..self.columns).all(|n| !self.is_blank(row, n))
    }

    /// The row holds one word and nothing after it.
    fn one_word(&self, row: usize) -> bool {
        let mut rest = (usize::from(self.is_blank(row, 0))..self.columns).skip_while(|&n| !self.is_blank(row, n));
        rest.all(|n| self.is_blank(row, n))
    }

    fn first_word(&self, row: usize, column: usize) -> bool {
        let start = (1..=column).rev().find(|&n| self.is_blank(row, n)).unwrap_or(0);
        (1..=start).all(|n| self.is_blank(row, n))
    }

    fn say_byte(&mut self, row: usize, column: usize) {
        let text = match shown(self.byte(row, column)) {
            b' ' => b"space".to_vec(),
            byte => vec![byte],
        };
        self.say(text);
    }

    fn say_word(&mut self, row: usize, column: usize) {
        let cells = &self.cells[row];
        let column = column.min(self.columns - 1);
        let start = (0..=column).rev().find(|&n| cells[n] <= 32).map_or(0, |n| n + 1);
        let word: Vec<u8> = cells[start..].iter().copied().take_while(|&byte| byte > 32).collect();
        if !word.is_empty() {
            self.say(word);
        }
    }

    fn say_row(&mut self, row: usize) {
        let text: Vec<u8> = self.cells[row].iter().copied().map(shown).collect();
        if text.iter().all(|&byte| byte == b' ') {
            self.say(b"blank".to_vec());
        } else {
            self.say(text);
        }
    }
}

/// A cell as it is read: an empty one is a blank.
fn shown(byte: u8) -> u8 {
    if byte == 0 { b' ' } else { byte }
}

#[cfg(test)]
mod tests {
    use super::super::recorded;

    #[test]
    fn says_what_the_real_program_said() {
        recorded::compare("yasr", |readers| &readers.yasr);
    }
}
