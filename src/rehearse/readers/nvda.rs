//! NVDA in Windows Terminal and the Windows 11 console, comparing text: its default.
//!
//! Rules read in nvaccess/nvda (`NVDAObjects/behaviors.py` `LiveText`, `Terminal`,
//! `EnhancedTermTypedCharSupport`; `editableText.py` `_caretMovementScriptHelper`; `diffHandler.py`;
//! `NVDAObjects/UIA/winConsoleUIA.py`), never heard here:
//! - Up, Down, `PageUp`, `PageDown` say the row at the cursor, Left, Right, Home, End one character, as soon as
//!   the cursor has moved or the time is up; Backspace says what it deleted if the cursor moved. After any
//!   other key the cursor is not looked at;
//! - on a change the whole buffer, scrolled rows included, is compared by characters; inserted text is said
//!   line by line, removed text never;
//! - a single line shorter than three characters, or no longer than the letters typed since the last report,
//!   is dropped, except after Tab;
//! - typed characters come from the keyboard, or from what the input method reports of its composition. They are
//!   counted as heard once where the program puts them at the caret: a burst that is a paste comes from the screen
//!   alone. The echo of a letter that is a command depends on the user's setting and is left out.
//!
//! Some versions of the comparing program (`hybrid_mode` of `codeofdusk/nvda_dmp`) say everything from the first to
//! the last of two separate changes; change one place a key and it makes no difference.

use super::diff::insertions;
use super::{Key, Moment, Step, audible};

/// How long NVDA waits for the cursor to move (`caretMoveTimeoutMs`); newer versions three times as long.
const CARET_MS: u32 = 100;

/// The shortest line that is said by itself.
const SHORTEST: usize = 3;

/// The reader and what it remembers from key to key.
#[derive(Default)]
pub(super) struct Nvda {
    /// Letters and digits typed since new text was last said.
    typed: usize,
}

impl Nvda {
    pub(super) fn hear(&mut self, step: &Step) -> Vec<String> {
        if matches!(step.key, Key::Enter | Key::Tab) {
            self.typed = 0;
        }
        let mut said = caret(step);
        let letters = step.key.typed().unwrap_or_default();
        self.typed = if letters.chars().all(char::is_alphanumeric) { self.typed + letters.chars().count() } else { 0 };
        let reported: Vec<String> = step.moments().iter().flat_map(|moment| self.report(&step.key, moment)).collect();
        if reported.is_empty() {
            said.extend(step.typed_into_field());
        }
        said.extend(reported);
        audible(&said)
    }

    fn report(&mut self, key: &Key, moment: &Moment<'_>) -> Vec<String> {
        let (old, new) = buffers(moment);
        let pieces = insertions(&old, &new);
        let lines: Vec<String> = pieces
            .iter()
            .flat_map(|piece| piece.split(['\r', '\n']))
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        if let [line] = lines.as_slice() {
            let length = line.chars().count();
            let short = length < SHORTEST.max(self.typed + 1) && *key != Key::Tab;
            if short || length == 1 {
                return Vec::new();
            }
        }
        if !lines.is_empty() {
            self.typed = 0;
        }
        lines
    }
}

/// The buffer before and after, from the top of the screen before.
fn buffers(moment: &Moment<'_>) -> (String, String) {
    let (before, after) = (moment.before, moment.after);
    let text = |lines: Vec<String>| lines.join("\r\n");
    let old = (0..before.rows.len()).map(|row| before.padded(row)).collect();
    let moved = (after.scrolled - before.scrolled).min(after.above.len());
    let mut above = after.clone();
    above.rows = after.above[after.above.len() - moved..].to_vec();
    let mut new: Vec<String> = (0..moved).map(|row| above.padded(row)).collect();
    new.extend((0..after.rows.len()).map(|row| after.padded(row)));
    (text(old), text(new))
}

/// What is said because of where the cursor is.
pub(super) fn caret(step: &Step) -> Vec<String> {
    let moved = step.writes.iter().find(|write| write.at_ms <= CARET_MS && write.after.cursor != step.before.cursor);
    let then = moved.map_or_else(|| step.at(CARET_MS + 1), |write| &write.after);
    let (row, column) = then.cursor;
    match step.key {
        Key::Up | Key::Down | Key::PageUp | Key::PageDown => match then.cursor_row().trim() {
            "" => vec!["blank".to_owned()],
            text => vec![text.to_owned()],
        },
        Key::Left | Key::Right | Key::Home | Key::End => vec![character(then.char_at(row, column))],
        Key::Backspace if moved.is_some() => {
            let (row, column) = step.before.cursor;
            let left = column.checked_sub(1).map(|left| step.before.char_at(row, left));
            left.map(character).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn character(c: char) -> String {
    if c == ' ' { "space".to_owned() } else { c.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::terminal::Terminal;

    const PAGE: &str = "福利\r\n困难残疾人生活补贴\r\n重度残疾人护理补贴\r\n电话: 123\r\n返回\x1b[2;1H";

    fn said(key: Key, writes: &[(u32, &str)]) -> Vec<String> {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed(PAGE.as_bytes());
        let writes: Vec<(u32, &[u8])> = writes.iter().map(|(ms, text)| (*ms, text.as_bytes())).collect();
        Nvda::default().hear(&terminal.play(key, &writes))
    }

    const ROW: &str = "\x1b[3;1H重度残疾人护理补贴\x1b[3;1H";

    #[test]
    fn an_arrow_says_the_row_once_whether_it_is_written_or_not() {
        assert_eq!(said(Key::Down, &[(0, ROW)]), ["重度残疾人护理补贴"]);
        assert_eq!(said(Key::Down, &[(0, "\x1b[3;1H")]), ["重度残疾人护理补贴"]);
    }

    #[test]
    fn a_late_answer_leaves_the_old_row() {
        assert_eq!(said(Key::Down, &[(150, ROW)]), ["困难残疾人生活补贴"]);
    }

    #[test]
    fn an_identical_row_is_silent_after_tab_and_after_a_letter() {
        assert!(said(Key::Tab, &[(0, ROW)]).is_empty());
        assert!(said(Key::Char('j'), &[(0, ROW)]).is_empty());
    }

    #[test]
    fn a_row_written_into_a_blank_one_is_said_whole() {
        for text in ["重度残疾人护理补贴", "Barrier-free home retrofit"] {
            let row = format!("\x1b[23;1H\x1b[K{text}\x1b[3;1H");
            for key in [Key::Tab, Key::Char('j'), Key::Enter, Key::Esc, Key::BackTab] {
                assert_eq!(said(key, &[(0, &row)]), [text]);
            }
        }
    }

    #[test]
    fn a_row_in_place_loses_what_it_shares_with_the_old_one() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("困难补贴\r\n重度残疾人护理补贴\x1b[1;1H".as_bytes());
        let page = "\x1b[H\x1b[K困难补贴申请表\r\n\x1b[K姓名和电话\x1b[2;1H";
        let step = terminal.play(Key::Enter, &[(0, page.as_bytes())]);
        assert_eq!(Nvda::default().hear(&step), ["申请表", "姓名和电话"]);
    }

    #[test]
    fn a_page_after_the_old_one_has_scrolled_out_is_said_whole() {
        let out = format!("\x1b[24;1H{}", "\n".repeat(24));
        let page = "\x1b[H补贴申请\r\n困难残疾人生活补贴\r\nYour name:\r\n返回\x1b[2;1H";
        let rows = ["补贴申请", "困难残疾人生活补贴", "Your name:", "返回"];
        assert_eq!(said(Key::Enter, &[(0, &out), (60, page)]), rows);
        let joined = format!("{out}{page}");
        assert_eq!(said(Key::Enter, &[(0, &joined)]), rows);
    }

    #[test]
    fn an_error_behind_the_value_is_said_alone() {
        let error = "\x1b[4;10H 错误: 电话应为11位\x1b[4;10H";
        assert_eq!(said(Key::Enter, &[(0, error)]), ["错误: 电话应为11位"]);
    }

    #[test]
    fn two_characters_are_too_short_except_after_tab() {
        let done = "\x1b[23;1H\x1b[K完成\x1b[2;1H";
        assert!(said(Key::Enter, &[(0, done)]).is_empty());
        assert_eq!(said(Key::Tab, &[(0, done)]), ["完成"]);
        assert_eq!(said(Key::Enter, &[(0, "\x1b[23;1H\x1b[K已完成\x1b[2;1H")]), ["已完成"]);
    }

    #[test]
    fn a_row_that_changes_by_a_full_stop_is_silent() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("\x1b[23;1H没有下一项\x1b[2;1H".as_bytes());
        let again = "\x1b[23;1H\x1b[K没有下一项。\x1b[2;1H";
        let step = terminal.play(Key::Char('r'), &[(0, again.as_bytes())]);
        assert!(Nvda::default().hear(&step).is_empty());
    }

    #[test]
    fn a_list_that_scrolls_by_an_arrow_is_heard_twice() {
        let mut terminal = Terminal::new(4, 40);
        terminal.feed("一 困难补贴\r\n二 护理补贴\r\n三 就业培训\r\n四 康复服务".as_bytes());
        let step = terminal.play(Key::Down, &[(0, "\r\n五 辅助器具\x1b[4;1H".as_bytes())]);
        assert_eq!(Nvda::default().hear(&step), ["五 辅助器具", "五 辅助器具"]);
    }

    #[test]
    fn line_mode_is_heard_once_after_a_letter_and_twice_after_an_arrow() {
        let line = "\r\n就业培训";
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("请选择".as_bytes());
        let step = terminal.play(Key::Char('j'), &[(0, line.as_bytes())]);
        assert_eq!(Nvda::default().hear(&step), ["就业培训"]);
        let step = terminal.play(Key::Down, &[(0, "\r\n困难补贴".as_bytes())]);
        assert_eq!(Nvda::default().hear(&step), ["困难补贴", "困难补贴"]);
    }

    #[test]
    fn typing_is_heard_from_the_keyboard_once() {
        assert_eq!(said(Key::Text("张三丰年".into()), &[(0, "张三丰年")]), ["张三丰年"]);
        assert_eq!(said(Key::Char('7'), &[(0, "7")]), ["7"]);
    }

    #[test]
    fn the_end_of_a_list_on_an_arrow_is_the_row_again_and_the_two_rows() {
        let end = "\x1b[23;1H\x1b[K已经是第一项\r\n\x1b[K这一页共4项\x1b[2;1H";
        assert_eq!(said(Key::Up, &[(0, end)]), ["困难残疾人生活补贴", "已经是第一项", "这一页共4项"]);
    }

    #[test]
    fn left_right_home_and_end_say_one_character_first() {
        let row = "\x1b[23;1H\x1b[K没有下一项\x1b[2;1H";
        for key in [Key::Left, Key::Right, Key::Home, Key::End] {
            assert_eq!(said(key, &[(0, row)]), ["困", "没有下一项"]);
        }
    }

    #[test]
    fn backspace_says_what_it_deleted() {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("姓名: 张三".as_bytes());
        let step = terminal.play(Key::Backspace, &[(0, b"\x1b[1;9H\x1b[K".as_slice())]);
        assert_eq!(Nvda::default().hear(&step), ["三"]);
    }
}
