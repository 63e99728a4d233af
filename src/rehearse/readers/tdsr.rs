//! tdsr: what is written is spoken, except after an arrow.
//!
//! Rules read in tspivey/tdsr (`tdsr/tdsr.py`) and heard from its fork tdsr2 0.2.1:
//! - an arrow mutes all output until the next key and 20 ms later reads the cursor's row (up, down) or
//!   the one character under the cursor (left, right), whatever is there by then;
//! - Backspace first says the character left of the cursor; the right half of a wide one is a `space`;
//! - after any other key each line written is an utterance, the rest follows 5 ms after the write;
//! - a first character equal to the key just typed is its echo and is said by itself.

use super::bytes::{Part, parts};
use super::{Key, Step, audible};
use crate::rehearse::terminal::{Snapshot, Terminal};

/// How long after an arrow the cursor is read.
const CURSOR_MS: u32 = 20;

/// How long after a write its text is spoken.
const SPEAK_MS: u32 = 5;

/// The reader with its own copy of the screen.
pub(super) struct Tdsr {
    screen: Terminal,
    /// Text written and not yet spoken.
    pending: String,
    /// Where the last spoken character ended: row and column.
    drawn: (u16, u16),
}

impl Tdsr {
    pub(super) fn at(now: &Snapshot) -> Self {
        Self { screen: Terminal::at(now), pending: String::new(), drawn: (0, 0) }
    }

    pub(super) fn hear(&mut self, step: &Step) -> Vec<String> {
        let mut said = Vec::new();
        let muted = matches!(step.key, Key::Up | Key::Down | Key::Left | Key::Right);
        if step.key == Key::Backspace {
            let (row, column) = step.before.cursor;
            if let Some(left) = column.checked_sub(1) {
                let cell = step.before.cells(row).get(usize::from(left)).copied().flatten();
                said.push(name(cell.unwrap_or(' ')));
            }
        }
        let mut echo = match &step.key {
            Key::Char(c) => Some(*c),
            Key::Space => Some(' '),
            _ => None,
        };
        let mut speak_at = None;
        for moment in step.moments() {
            if speak_at.is_some_and(|at| at <= moment.at_ms) {
                self.speak(&mut said);
                speak_at = None;
            }
            for part in parts(&moment.bytes) {
                self.follow(part, muted, &mut echo, &mut said);
            }
            if !self.pending.is_empty() && speak_at.is_none() {
                speak_at = Some(moment.at_ms + SPEAK_MS);
            }
        }
        if muted {
            let then = step.at(CURSOR_MS);
            said.push(match step.key {
                Key::Up | Key::Down if then.cursor_row().trim().is_empty() => "blank".to_owned(),
                Key::Up | Key::Down => then.cursor_row().to_owned(),
                _ => {
                    let (row, column) = then.cursor;
                    let cell = then.cells(row).get(usize::from(column)).copied().flatten();
                    name(cell.unwrap_or(' '))
                }
            });
        } else {
            self.speak(&mut said);
        }
        audible(&said)
    }

    /// Shows one part and keeps what is to be spoken of it.
    fn follow(&mut self, part: Part<'_>, muted: bool, echo: &mut Option<char>, said: &mut Vec<String>) {
        match part {
            Part::Char(c) => {
                let echoed = echo.take() == Some(c);
                if echoed {
                    said.push(name(c));
                }
                let (row, column) = self.screen.cursor();
                if row == self.drawn.0 && column > self.drawn.1 + 1 {
                    self.pending.push(' ');
                }
                self.screen.feed(&part.to_bytes());
                if !echoed && !muted {
                    self.pending.push(c);
                    self.drawn = self.screen.cursor();
                }
                return;
            }
            Part::Control(b'\n') if muted => self.pending.clear(),
            Part::Control(b'\n') => self.speak(said),
            Part::Control(b'\t') => self.pending.push(' '),
            Part::Control(0x08) if self.screen.cursor().1 > 0 => {
                self.pending.pop();
            }
            _ => {}
        }
        self.screen.feed(&part.to_bytes());
    }

    fn speak(&mut self, said: &mut Vec<String>) {
        said.push(std::mem::take(&mut self.pending));
    }
}

/// How a single character is said: the names of the shipped configuration, else the character.
fn name(c: char) -> String {
    let name = match c {
        ' ' => "space",
        '!' => "bang",
        '"' => "quote",
        '#' => "number",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "tick",
        '(' => "left paren",
        ')' => "right paren",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semi",
        '<' => "less",
        '=' => "equals",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "left bracket",
        '\\' => "backslash",
        ']' => "right bracket",
        '^' => "caret",
        '_' => "line",
        '`' => "grav",
        '{' => "left brace",
        '|' => "bar",
        '}' => "right brace",
        '~' => "tilda",
        other => return other.to_string(),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::recorded;
    use super::*;

    #[test]
    fn says_what_the_real_program_said() {
        recorded::compare("tdsr", |readers| &readers.tdsr);
    }

    fn said(key: Key, writes: &[(u32, &str)]) -> Vec<String> {
        let mut terminal = Terminal::new(24, 80);
        terminal.feed("福利\r\n就业培训\r\n返回\x1b[2;1H".as_bytes());
        let writes: Vec<(u32, &[u8])> = writes.iter().map(|(ms, text)| (*ms, text.as_bytes())).collect();
        let mut reader = Tdsr::at(&terminal.snapshot());
        reader.hear(&terminal.play(key, &writes))
    }

    #[test]
    fn an_answer_later_than_the_timer_leaves_the_old_row() {
        assert_eq!(said(Key::Down, &[(15, "\x1b[3;1H返回\x1b[3;1H")]), ["返回"]);
        assert_eq!(said(Key::Down, &[(30, "\x1b[3;1H返回\x1b[3;1H")]), ["就业培训"]);
    }

    #[test]
    fn a_message_after_an_arrow_is_lost() {
        assert_eq!(said(Key::Left, &[(0, "\x1b[23;1H没有下一项\x1b[2;1H")]), ["就"]);
    }

    #[test]
    fn two_writes_apart_are_two_utterances() {
        assert_eq!(said(Key::Tab, &[(0, "一"), (3, "二"), (40, "三")]), ["一二", "三"]);
    }
}
