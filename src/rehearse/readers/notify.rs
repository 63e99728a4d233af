//! NVDA in Windows Terminal with notifications switched on, and Narrator: what is written is said.
//!
//! Rules read in microsoft/terminal (`TermControlAutomationPeer::NotifyNewOutput`, text from
//! `AdaptDispatch::_WriteToBuffer`) and nvaccess/nvda (`NVDAObjects/UIA/winConsoleUIA.py`): each run of
//! printable text between control sequences is an utterance, in the order written and identical or not;
//! leading characters equal to the key just pressed are taken off first. The caret is read as in the other
//! mode, before it, so a row written for an arrow is heard twice. Narrator is taken to do the same.

use super::bytes::{Part, parts};
use super::{Key, Step, audible, nvda};

/// What is said after one step.
pub(super) fn hear(step: &Step) -> Vec<String> {
    let mut said = nvda::caret(step);
    said.extend(step.typed_into_field());
    for moment in step.moments() {
        let mut run = String::new();
        for part in parts(&moment.bytes) {
            match part {
                Part::Char(c) => run.push(c),
                _ => said.push(std::mem::take(&mut run)),
            }
        }
        if let Key::Char(c) = step.key {
            run = run.strip_prefix(c).map(str::to_owned).unwrap_or(run);
        }
        said.push(run);
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
    fn typing_is_the_echo_and_for_an_input_method_the_text_as_well() {
        assert_eq!(said(Key::Char('a'), &[(0, "a")]), ["a"]);
        assert_eq!(said(Key::Text("张三".into()), &[(0, "张三")]), ["张三", "张三"]);
    }
}
