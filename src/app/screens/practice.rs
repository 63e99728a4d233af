//! Key practice: every key says what it does and does nothing.

use crate::app::{Command, Cx, Front, Key, Page, Row, Screen, Step};
use crate::text::Text;

/// Answers each key with its name and its command. The same key three times in a row ends it, so that no key is
/// needed that a terminal might keep for itself.
#[derive(Debug, Default)]
pub struct Practice {
    last: Option<Key>,
    times: usize,
}

/// Presses of one key that end the practice.
const ENOUGH: usize = 3;

/// What people call a key.
pub fn key_name(key: Key, text: &Text) -> String {
    let id = match key {
        Key::Up => "key-up",
        Key::Down => "key-down",
        Key::Left => "key-left",
        Key::Right => "key-right",
        Key::Home => "key-home",
        Key::End => "key-end",
        Key::PageUp => "key-page-up",
        Key::PageDown => "key-page-down",
        Key::Enter => "key-enter",
        Key::Esc => "key-esc",
        Key::Tab => "key-tab",
        Key::BackTab => "key-back-tab",
        Key::Backspace => "key-backspace",
        Key::F1 => "key-f1",
        Key::Char(' ') => "key-space",
        Key::Char('/') => "key-slash",
        Key::Char('?') => "key-question",
        Key::Char('-') => "key-minus",
        Key::Char('=') => "key-equals",
        Key::Char('+') => "key-plus",
        Key::Char('[') => "key-bracket-left",
        Key::Char(']') => "key-bracket-right",
        Key::Char(',') => "key-comma",
        Key::Char('.') => "key-period",
        Key::Char('<') => "key-less",
        Key::Char('>') => "key-greater",
        Key::Char(c) => {
            let id = match c {
                'a'..='z' => "key-char",
                'A'..='Z' => "key-capital",
                '0'..='9' => "key-digit",
                c if c.is_ascii() => "key-sign",
                _ => "key-other",
            };
            return text.with(id, &[("key", &c.to_string())]);
        }
        Key::Ctrl(c) => return text.with("key-ctrl", &[("key", &c.to_string())]),
    };
    text.say(id)
}

/// What a key does: outside a field, and inside one where that is something else.
fn does(key: Key, cx: &Cx<'_>) -> String {
    let does = match (Command::of(key), key) {
        (Some(Command::Jump(number)), _) => cx.text.with("practice-jump", &[("number", &usize::from(number))]),
        (Some(command), _) => cx.say(&format!("command-{}", command.id())),
        (None, Key::Left) => return cx.say("practice-left"),
        (None, Key::Right) => return cx.say("practice-right"),
        (None, Key::Char('A'..='Z')) => return cx.say("practice-capital"),
        (None, Key::Char(c)) if !c.is_ascii() => return cx.say("practice-chinese"),
        (None, _) => return cx.say("practice-nothing"),
    };
    let edits = match key {
        Key::Home => "practice-home",
        Key::End => "practice-end-key",
        Key::Backspace => "practice-backspace",
        _ => return does,
    };
    cx.text.with("practice-both", &[("does", &does), ("edits", &cx.say(edits))])
}

impl Screen for Practice {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let line = cx.setup.front == Front::Line;
        let (how, end) =
            if line { ("practice-how-line", "practice-end-line") } else { ("practice-how", "practice-end") };
        let rows = vec![Row::text("how", cx.say(how)), Row::text("end", cx.say(end))];
        Page::new("practice", cx.say("practice-title"), rows)
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    fn hears_keys(&self) -> bool {
        true
    }

    fn key(&mut self, key: Key, cx: &Cx<'_>) -> Step {
        self.times = if self.last == Some(key) { self.times + 1 } else { 1 };
        self.last = Some(key);
        if self.times == ENOUGH {
            return Step::Back;
        }
        // In two lines: after an arrow a reader may take a single new row for a repaint and leave it out.
        let name = key_name(key, cx.text);
        Step::Told(format!("{name}\n{}", does(key, cx)))
    }
}
