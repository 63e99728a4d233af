//! NVDA in Windows Terminal with notifications switched on, and Narrator: what is written is said.
//!
//! Rules read in microsoft/terminal (`TermControlAutomationPeer::NotifyNewOutput`, text from
//! `AdaptDispatch::_WriteToBuffer`) and nvaccess/nvda (`NVDAObjects/UIA/winConsoleUIA.py`): each run of
//! printable text between control sequences is an utterance, in the order written and identical or not;
//! leading characters equal to the key just pressed are taken off first. The caret is read as in the other
//! mode, before it, so a row written for an arrow is heard twice. Narrator is taken to do the same. The reader's own
//! echo of typed characters is taken to be off, as this mode needs it (NVDA+2): what is typed is heard as it is shown,
//! or from the keyboard where the terminal takes off what was typed.

use super::bytes::{Part, parts};
use super::{Key, Step, audible, nvda};

/// What is said after one step.
pub(super) fn hear(step: &Step) -> Vec<String> {
    let mut said = nvda::caret(step);
    if let Some(typed) = step.typed_into_field() {
        said.push(typed);
        return audible(&said);
    }
    let first = said.len();
    for moment in step.moments() {
        let mut run = String::new();
        for part in parts(&moment.bytes) {
            match part {
                Part::Char(c) => run.push(c),
                _ => said.push(std::mem::take(&mut run)),
            }
        }
        said.push(run);
    }
    if let (Key::Char(c), Some(run)) = (&step.key, said[first..].iter_mut().find(|run| !run.is_empty()))
        && let Some(rest) = run.strip_prefix(*c)
    {
        *run = rest.to_owned();
    }
    audible(&said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::terminal::Terminal;

    fn said(key: Key, writes: &[(u32, &str)]) -> Vec<String> {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("福利\r\n困难残疾人生活补贴\r\n重度残疾人护理补贴\r\n返回\x1b[2;1H".as_bytes());
        let writes: Vec<(u32, &[u8])> = writes.iter().map(|(ms, text)| (*ms, text.as_bytes())).collect();
        hear(&terminal.play(key, &writes))
    }

    #[test]
    fn an_arrow_with_the_row_written_is_heard_twice() {
        let row = "\x1b[3;1H重度残疾人护理补贴\x1b[3;1H";
        assert_eq!(said(Key::Down, &[(0, row)]), ["重度残疾人护理补贴", "重度残疾人护理补贴"]);
        assert_eq!(said(Key::Down, &[(0, "\x1b[3;1H")]), ["重度残疾人护理补贴"]);
    }

    #[test]
    fn an_identical_row_is_heard_after_any_key() {
        let row = "\x1b[3;1H重度残疾人护理补贴\x1b[3;1H";
        assert_eq!(said(Key::Tab, &[(0, row)]), ["重度残疾人护理补贴"]);
        assert_eq!(said(Key::Char('j'), &[(0, row)]), ["重度残疾人护理补贴"]);
    }

    #[test]
    fn a_page_is_heard_in_the_order_written() {
        let out = format!("\x1b[24;1H{}", "\n".repeat(24));
        let page = "\x1b[H申请\r\n姓名:\r\n返回\x1b[2;7H";
        assert_eq!(said(Key::Enter, &[(0, &out), (60, page)]), ["申请", "姓名:", "返回"]);
    }

    #[test]
    fn typing_is_heard_once() {
        assert_eq!(said(Key::Char('a'), &[(0, "a")]), ["a"]);
        assert_eq!(said(Key::Text("张三".into()), &[(0, "张三")]), ["张三"]);
    }

    #[test]
    fn a_text_that_begins_with_the_key_loses_that_letter() {
        assert_eq!(said(Key::Char('j'), &[(0, "\x1b[23;1Hjobs\x1b[2;1H")]), ["obs"]);
    }
}
