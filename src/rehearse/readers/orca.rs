//! Orca in a VTE terminal: one deletion, one insertion and one caret event for each change of the screen.
//!
//! The terminal's side, read in GNOME/vte (`src/vteaccess-gtk4.cc`): the visible text before and after is
//! stripped of its common beginning and its common end; what is left is the deletion and the insertion. Rows that scroll
//! out at the top are deleted first (`src/vteaccess.cc` `vte_terminal_accessible_text_scrolled`).
//! A row written again with the same text is no event at all.
//!
//! Orca's side, read in GNOME/orca (`scripts/terminal/script.py`, `script_utilities.py`
//! `treat_event_as_command`, `inserted_text`; `ax_utilities_event.py`; `scripts/default.py`), never heard here:
//! - the caret in another row after Up or Down: that row. Moved by Left, Right, Home, End: the character.
//!   After page keys and all others: nothing;
//! - an insertion after Enter, Tab or Space: said, unless it is only digits and blanks. After a printable key:
//!   said from two characters on, a single one only as the echo of the key;
//! - after Up or Down: in the cursor's row it is said; elsewhere it is ignored if it is within one row,
//!   and if not the cursor's row is said instead, once;
//! - after `PageUp` and `PageDown` (taken for a pager's output): said;
//! - after any other key or by itself: only if the cursor ends right behind it. **Shift-Tab is such a key**,
//!   as its name is not that of Tab, and so are Esc, the function keys, Home, End, Left, Right, Backspace;
//! - an insertion of several rows is widened to whole rows, but after Space and printable keys it ends with the
//!   cursor's row if that lies inside it: rows below the focus of a new page are not read;
//! - a deletion: only after Backspace, and then whatever was deleted and however late.

use super::{Key, Step, audible};
use crate::rehearse::terminal::Snapshot;

/// The reader and what it remembers from key to key.
#[derive(Default)]
pub(super) struct Orca {
    /// The last key; what comes later without a key is taken for its doing.
    last: Option<Key>,
}

impl Orca {
    pub(super) fn hear(&mut self, step: &Step) -> Vec<String> {
        if step.key != Key::Idle {
            self.last = Some(step.key.clone());
        }
        let key = self.last.clone().unwrap_or(Key::Idle);
        let mut said = Vec::new();
        for moment in step.moments() {
            let change = Change::between(moment.before, moment.after);
            if key == Key::Backspace {
                said.push(change.deleted.clone());
            }
            if !change.present(&key, &mut said) {
                change.caret(&key, &mut said);
            }
        }
        audible(&said)
    }
}

/// One change of the screen as the terminal reports it.
struct Change<'a> {
    before: &'a Snapshot,
    after: &'a Snapshot,
    /// The new text, rows separated by line feeds.
    text: Vec<char>,
    deleted: String,
    inserted: String,
    /// Where the insertion begins and ends in the new text.
    range: (usize, usize),
}

impl<'a> Change<'a> {
    fn between(before: &'a Snapshot, after: &'a Snapshot) -> Self {
        // Rows that scrolled out are a deletion by themselves; what is left of the old screen is compared.
        let gone = (after.scrolled - before.scrolled).min(before.rows.len());
        let old: Vec<char> = before.rows[gone..].join("\n").chars().collect();
        let new: Vec<char> = after.rows.join("\n").chars().collect();
        let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let ends = old[head..].iter().rev().zip(new[head..].iter().rev());
        let tail = ends.take_while(|(a, b)| a == b).count();
        let range = (head, new.len() - tail);
        Self {
            before,
            after,
            deleted: old[head..old.len() - tail].iter().collect(),
            inserted: new[range.0..range.1].iter().collect(),
            text: new,
            range,
        }
    }

    /// Says the insertion as the key demands; true if the caret event after it says nothing more.
    fn present(&self, key: &Key, said: &mut Vec<String>) -> bool {
        if self.inserted.trim().is_empty() {
            return false;
        }
        let single = self.inserted.chars().count() == 1;
        match key {
            Key::Enter | Key::Tab | Key::Start => {
                if self.more_than_digits() {
                    said.push(self.inserted.clone());
                }
                true
            }
            Key::Space => {
                if self.more_than_digits() {
                    said.push(self.widened());
                }
                true
            }
            Key::Char(c) => {
                if self.inserted.trim_start().starts_with(*c) {
                    said.push(c.to_string());
                }
                if !single {
                    said.push(self.widened());
                }
                true
            }
            Key::Text(_) => {
                said.push(self.widened());
                true
            }
            Key::Up | Key::Down => self.present_after_line_key(said),
            Key::PageUp | Key::PageDown => {
                said.push(self.inserted.clone());
                true
            }
            _ => {
                let behind = self.caret_offset() == self.range.1;
                if behind {
                    said.push(self.widened());
                }
                behind
            }
        }
    }

    fn present_after_line_key(&self, said: &mut Vec<String>) -> bool {
        let row = self.row_of(self.caret_offset());
        let inside = self.range.0 >= row.0 && self.range.1 <= row.1;
        if inside {
            said.push(self.inserted.clone());
        } else if self.inserted.contains('\n') {
            said.push(self.after.cursor_row().to_owned());
        } else {
            return false;
        }
        true
    }

    fn caret(&self, key: &Key, said: &mut Vec<String>) {
        let (row, column) = self.after.cursor;
        let moved = self.before.cursor != self.after.cursor;
        match key {
            Key::Up | Key::Down if self.before.cursor.0 != row => {
                let text = self.after.cursor_row();
                said.push(if text.trim().is_empty() { "blank".to_owned() } else { text.to_owned() });
            }
            Key::Left | Key::Right | Key::Home | Key::End if moved => {
                let c = self.after.char_at(row, column);
                said.push(if c == ' ' { "space".to_owned() } else { c.to_string() });
            }
            _ => {}
        }
    }

    fn more_than_digits(&self) -> bool {
        self.inserted.chars().any(|c| !c.is_numeric() && !c.is_whitespace())
    }

    /// An insertion over several rows, from the beginning of its first row to the end of the cursor's row
    /// or, if that is its first or last or lies before it, of its last.
    fn widened(&self) -> String {
        let first = self.row_of(self.range.0);
        let last = self.row_of(self.range.1.saturating_sub(1));
        if first == last {
            return self.inserted.clone();
        }
        let current = self.row_of(self.caret_offset());
        let end = if current == first { last.1 } else { current.1 };
        if end <= first.0 {
            return self.inserted.clone();
        }
        self.text[first.0..end].iter().collect()
    }

    /// First and last position of the row that holds a position of the new text.
    fn row_of(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let start = self.text[..offset].iter().rposition(|&c| c == '\n').map_or(0, |n| n + 1);
        let length = self.text[start..].iter().position(|&c| c == '\n');
        (start, length.map_or(self.text.len(), |n| start + n))
    }

    /// The cursor as a position in the new text; past the end of a row it stands at that end.
    fn caret_offset(&self) -> usize {
        let (row, column) = (usize::from(self.after.cursor.0), usize::from(self.after.cursor.1));
        let before: usize = self.after.rows.iter().take(row).map(|text| text.chars().count() + 1).sum();
        let text = self.after.cursor_row().chars().count();
        let cells = self.after.cells(self.after.cursor.0);
        let passed = cells.iter().take(column).flatten().count();
        before + passed.min(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::terminal::Terminal;

    const PAGE: &str = "福利\r\n困难残疾人生活补贴\r\n重度残疾人护理补贴\r\n电话: 123\r\n返回\x1b[2;1H";
    const ROW: &str = "\x1b[3;1H重度残疾人护理补贴\x1b[3;1H";

    fn said_on(terminal: &mut Terminal, key: Key, writes: &[(u32, &str)]) -> Vec<String> {
        let writes: Vec<(u32, &[u8])> = writes.iter().map(|(ms, text)| (*ms, text.as_bytes())).collect();
        Orca::default().hear(&terminal.play(key, &writes))
    }

    fn said(key: Key, writes: &[(u32, &str)]) -> Vec<String> {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed(PAGE.as_bytes());
        said_on(&mut terminal, key, writes)
    }

    #[test]
    fn an_arrow_says_the_row_whether_it_is_written_or_not() {
        assert_eq!(said(Key::Down, &[(0, ROW)]), ["重度残疾人护理补贴"]);
        assert_eq!(said(Key::Down, &[(0, "\x1b[3;1H")]), ["重度残疾人护理补贴"]);
    }

    #[test]
    fn an_identical_row_is_silent_after_tab_and_after_a_letter() {
        assert!(said(Key::Tab, &[(0, ROW)]).is_empty());
        assert!(said(Key::Char('j'), &[(0, ROW)]).is_empty());
    }

    #[test]
    fn a_speech_row_is_heard_after_these_keys_only() {
        let row = "\x1b[23;1H\x1b[K重度残疾人护理补贴\x1b[2;1H";
        for key in [Key::Tab, Key::Enter, Key::Space, Key::Char('j'), Key::Char('3'), Key::PageDown] {
            assert_eq!(said(key, &[(0, row)]), ["重度残疾人护理补贴"]);
        }
        let deaf = [Key::Esc, Key::F(1), Key::BackTab, Key::Home, Key::End, Key::Left, Key::Right, Key::Backspace];
        for key in deaf {
            assert!(said(key.clone(), &[(0, row)]).is_empty(), "{key:?}");
        }
        assert!(said(Key::Down, &[(0, row)]).is_empty());
    }

    #[test]
    fn the_end_of_a_list_on_an_arrow_is_the_row_again() {
        let end = "\x1b[23;1H\x1b[K已经是第一项\r\n\x1b[K这一页共4项\x1b[2;1H";
        assert_eq!(said(Key::Up, &[(0, end)]), ["困难残疾人生活补贴"]);
    }

    #[test]
    fn digits_alone_are_silent_after_enter() {
        assert!(said(Key::Enter, &[(0, "\x1b[23;1H\x1b[K2600 0017\x1b[2;1H")]).is_empty());
        assert_eq!(said(Key::Enter, &[(0, "\x1b[23;1H\x1b[K受理号2600 0017\x1b[2;1H")]), ["受理号2600 0017"]);
    }

    #[test]
    fn a_page_in_place_is_all_between_the_first_and_the_last_difference() {
        let page = "\x1b[H\x1b[K申请\r\n\x1b[K困难残疾人生活补贴\r\n\x1b[K提交\r\n\x1b[K\r\n\x1b[K返回\x1b[2;1H";
        assert_eq!(said(Key::Enter, &[(0, page)]), ["申请\n困难残疾人生活补贴\n提交"]);
    }

    #[test]
    fn a_page_after_the_old_one_is_whole_but_after_a_digit_ends_with_the_focus() {
        let out = format!("\x1b[24;1H{}", "\n".repeat(24));
        let page = "\x1b[H申请\r\n姓名:\r\n电话:\r\n返回\x1b[2;6H";
        assert_eq!(said(Key::Enter, &[(0, &out), (60, page)]), ["申请\n姓名:\n电话:\n返回"]);
        assert_eq!(said(Key::Char('3'), &[(0, &out), (60, page)]), ["申请\n姓名:"]);
    }

    #[test]
    fn an_error_behind_the_value_is_said_alone() {
        let error = "\x1b[4;10H 错误: 电话应为11位\x1b[4;10H";
        assert_eq!(said(Key::Enter, &[(0, error)]), ["错误: 电话应为11位"]);
    }

    #[test]
    fn typing_is_heard_once() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("姓名: ".as_bytes());
        assert_eq!(said_on(&mut terminal, Key::Text("张三".into()), &[(0, "张三")]), ["张三"]);
        assert_eq!(said_on(&mut terminal, Key::Char('7'), &[(0, "7")]), ["7"]);
    }

    #[test]
    fn after_backspace_whatever_is_deleted_is_said_even_late() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("姓名: 张三\x1b[23;1H没有下一项\x1b[1;11H".as_bytes());
        let mut orca = Orca::default();
        let step = terminal.play(Key::Backspace, &[(0, b"\x1b[1;9H\x1b[K".as_slice())]);
        assert_eq!(orca.hear(&step), ["三"]);
        let step = terminal.play(Key::Idle, &[(250, b"\x1b[23;1H\x1b[K\x1b[1;9H".as_slice())]);
        assert_eq!(orca.hear(&step), ["没有下一项"]);
    }

    #[test]
    fn line_mode_is_heard_once() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("请选择".as_bytes());
        assert_eq!(said_on(&mut terminal, Key::Enter, &[(0, "\r\n就业培训")]), ["就业培训"]);
        assert_eq!(said_on(&mut terminal, Key::Char('j'), &[(0, "\r\n困难补贴")]), ["困难补贴"]);
        assert_eq!(said_on(&mut terminal, Key::Down, &[(0, "\r\n护理补贴")]), ["护理补贴"]);
    }

    #[test]
    fn a_list_that_scrolls_is_heard_once() {
        let mut terminal = Terminal::new(4, 40);
        terminal.feed("一 困难补贴\r\n二 护理补贴\r\n三 就业培训\r\n四 康复服务".as_bytes());
        assert_eq!(said_on(&mut terminal, Key::Down, &[(0, "\r\n五 辅助器具\x1b[4;1H")]), ["五 辅助器具"]);
    }
}
