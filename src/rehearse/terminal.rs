//! A terminal that only remembers: bytes in, rows of text and a cursor out.
//!
//! Readers differ in what they look at: some the bytes, some the visible rows, some the whole buffer
//! with the rows that have scrolled away. A [`Snapshot`] holds what all of them need at one moment.

use std::num::NonZeroU16;

use unicode_width::UnicodeWidthChar;

use super::readers::{Key, Step, Write};

/// Rows kept of what has scrolled out, so a long rehearsal does not grow without end.
const SCROLLBACK: usize = 4096;

/// How many of the rows scrolled out last a [`Snapshot`] carries, as a multiple of the height.
const ABOVE: usize = 3;

/// One moment of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Width in columns; a Chinese character covers two.
    pub columns: u16,
    /// The visible rows from top to bottom, without trailing blanks. A wide character stands once.
    pub rows: Vec<String>,
    /// Row and column of the cursor, both from 0.
    pub cursor: (u16, u16),
    /// How many rows have scrolled out at the top since the terminal began.
    pub scrolled: usize,
    /// The rows that scrolled out last, oldest first, at most three screens.
    pub above: Vec<String>,
}

impl Snapshot {
    /// An empty screen of the given size, the cursor at the top left.
    pub fn blank(rows: u16, columns: u16) -> Self {
        Terminal::new(rows, columns).snapshot()
    }

    /// The text of the row the cursor is in.
    pub fn cursor_row(&self) -> &str {
        self.rows.get(usize::from(self.cursor.0)).map_or("", String::as_str)
    }

    /// The row as one entry a column: the character, `None` for the right half of a wide one.
    /// Columns past the text are blanks. An unknown row is all blank.
    pub fn cells(&self, row: u16) -> Vec<Option<char>> {
        let text = self.rows.get(usize::from(row)).map_or("", String::as_str);
        let mut cells = Vec::with_capacity(usize::from(self.columns));
        for c in text.chars() {
            match c.width() {
                Some(2) => cells.extend([Some(c), None]),
                Some(1) => cells.push(Some(c)),
                _ => {}
            }
        }
        cells.resize(usize::from(self.columns), Some(' '));
        cells
    }

    /// The character that covers a column, a blank past the text.
    pub fn char_at(&self, row: u16, column: u16) -> char {
        let cells = self.cells(row);
        let column = usize::from(column);
        cells
            .get(column)
            .copied()
            .unwrap_or(Some(' '))
            .unwrap_or_else(|| column.checked_sub(1).and_then(|left| cells[left]).unwrap_or(' '))
    }

    /// The row filled with blanks up to the width, as a screen holds it.
    pub fn padded(&self, row: usize) -> String {
        let text = self.rows.get(row).map_or("", String::as_str);
        let used: usize = text.chars().filter_map(UnicodeWidthChar::width).sum();
        let blanks = usize::from(self.columns).saturating_sub(used);
        format!("{text}{}", " ".repeat(blanks))
    }
}

/// A terminal on the main screen, with the memory of what scrolled out.
pub struct Terminal {
    parser: vt100::Parser,
    scrolled: usize,
}

impl Terminal {
    /// A blank terminal; a size of 0 is taken as 1.
    pub fn new(rows: u16, columns: u16) -> Self {
        let parser = vt100::Parser::new(at_least_one(rows), at_least_one(columns), SCROLLBACK);
        Self { parser, scrolled: 0 }
    }

    /// A terminal that shows what a snapshot shows, cursor included.
    pub fn at(snapshot: &Snapshot) -> Self {
        let height = u16::try_from(snapshot.rows.len()).unwrap_or(u16::MAX);
        let mut terminal = Self::new(height, snapshot.columns);
        for (n, row) in snapshot.rows.iter().enumerate() {
            terminal.parser.process(format!("\x1b[{};1H{row}", n + 1).as_bytes());
        }
        let (row, column) = snapshot.cursor;
        let place = format!("\x1b[{};{}H", u32::from(row) + 1, u32::from(column) + 1);
        terminal.parser.process(place.as_bytes());
        terminal.scrolled = snapshot.scrolled;
        terminal
    }

    /// Shows bytes as a terminal would.
    pub fn feed(&mut self, bytes: &[u8]) {
        // The memory is emptied whenever it is half full, so that its length always tells how
        // many rows a write has pushed out.
        if self.parser.screen().scrollback_len() > SCROLLBACK / 2 {
            self.parser.screen_mut().clear_scrollback();
        }
        let before = self.parser.screen().scrollback_len();
        self.parser.process(bytes);
        let after = self.parser.screen().scrollback_len();
        self.scrolled += after.saturating_sub(before);
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, rows: u16, columns: u16) {
        self.parser.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
    }

    /// Rows and columns.
    pub fn size(&self) -> (u16, u16) {
        let (rows, columns) = self.parser.screen().size();
        (rows.get(), columns.get())
    }

    /// Row and column of the cursor, from 0.
    pub fn cursor(&self) -> (u16, u16) {
        self.parser.screen().cursor_position()
    }

    /// The visible rows without trailing blanks.
    pub fn rows(&self) -> Vec<String> {
        let (_, columns) = self.size();
        self.parser.screen().rows(0, columns).map(|row| row.trim_end_matches(' ').to_owned()).collect()
    }

    /// This moment, for the readers.
    pub fn snapshot(&mut self) -> Snapshot {
        let (height, columns) = self.size();
        let wanted = usize::from(height) * ABOVE;
        let held = self.parser.screen().scrollback_len().min(wanted);
        let mut above = Vec::with_capacity(held);
        for offset in (1..=held).rev() {
            self.parser.screen_mut().set_scrollback(offset);
            let top = self.parser.screen().rows(0, columns).next().unwrap_or_default();
            above.push(top.trim_end_matches(' ').to_owned());
        }
        self.parser.screen_mut().set_scrollback(0);
        Snapshot { columns, rows: self.rows(), cursor: self.cursor(), scrolled: self.scrolled, above }
    }

    /// Plays one key: shows the writes and returns the step the readers are asked about.
    /// Each write is the milliseconds since the key and the bytes.
    pub fn play(&mut self, key: Key, writes: &[(u32, &[u8])]) -> Step {
        let before = self.snapshot();
        let writes = writes
            .iter()
            .map(|&(at_ms, bytes)| {
                self.feed(bytes);
                Write { at_ms, bytes: bytes.to_vec(), after: self.snapshot() }
            })
            .collect();
        Step { key, before, writes }
    }
}

fn at_least_one(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_stands_once_and_covers_two_columns() {
        let mut terminal = Terminal::new(3, 10);
        terminal.feed("姓名: 张".as_bytes());
        let now = terminal.snapshot();
        assert_eq!(now.rows[0], "姓名: 张");
        assert_eq!(now.cursor, (0, 8));
        assert_eq!(now.char_at(0, 1), '姓');
        assert_eq!(now.char_at(0, 6), '张');
        assert_eq!(now.char_at(0, 9), ' ');
        assert_eq!(now.padded(0).chars().count(), 7);
    }

    #[test]
    fn rows_that_scroll_out_are_remembered_in_order() {
        let mut terminal = Terminal::new(3, 10);
        terminal.feed("一\r\n二\r\n三".as_bytes());
        terminal.feed(b"\x1b[3;1H\n\n\n");
        let now = terminal.snapshot();
        assert_eq!(now.scrolled, 3);
        assert_eq!(now.above, ["一", "二", "三"]);
        assert_eq!(now.rows, ["", "", ""]);
    }

    #[test]
    fn the_count_of_scrolled_rows_survives_the_end_of_the_memory() {
        let mut terminal = Terminal::new(2, 4);
        for _ in 0..(SCROLLBACK + 10) {
            terminal.feed(b"\n");
        }
        assert_eq!(terminal.snapshot().scrolled, SCROLLBACK + 9);
    }

    #[test]
    fn a_terminal_made_from_a_snapshot_shows_the_same() {
        let mut terminal = Terminal::new(4, 12);
        terminal.feed("电话: 123\r\nWheelchair".as_bytes());
        terminal.feed(b"\x1b[1;10H");
        let now = terminal.snapshot();
        assert_eq!(Terminal::at(&now).snapshot(), now);
    }
}
