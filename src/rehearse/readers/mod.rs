//! What each screen reader would say after one key.
//!
//! The readers agree on nothing: yasr speaks bytes, tdsr bytes or the cursor's row depending on the key,
//! Fenrir, NVDA and Orca compare the text before and after, each in its own way, and brltty shows the
//! cells round the cursor. Each model is written from the program's own decision rules (the file is
//! named in the model); those of yasr, Fenrir and tdsr also reproduce, key by key, what the real programs
//! were heard to say (`recorded/`). Voices, punctuation pauses and braille tables are not modelled.
//!
//! Some readers carry memory from key to key (yasr its own idea of the screen, Orca the last key), so a
//! whole script is heard with one [`Heard`]; [`Heard::of`] answers for one step by itself.

mod braille;
mod bytes;
mod diff;
mod fenrir;
mod lines;
mod notify;
mod nvda;
mod orca;
mod tdsr;
mod yasr;

#[cfg(test)]
mod recorded;

use serde::Serialize;

use super::terminal::Snapshot;

/// One key, or what stands in for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The program has just been started.
    Start,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// The space bar.
    Space,
    /// Backspace.
    Backspace,
    /// A function key, from 1.
    F(u8),
    /// One printable character.
    Char(char),
    /// Several characters in one burst, as an input method or a paste sends them.
    Text(String),
    /// No key: the program wrote by itself.
    Idle,
}

impl Key {
    /// The bytes a terminal sends for the key; none for [`Key::Start`] and [`Key::Idle`].
    pub fn bytes(&self) -> Vec<u8> {
        let fixed: &[u8] = match self {
            Self::Start | Self::Idle => b"",
            Self::Up => b"\x1b[A",
            Self::Down => b"\x1b[B",
            Self::Right => b"\x1b[C",
            Self::Left => b"\x1b[D",
            Self::Home => b"\x1b[H",
            Self::End => b"\x1b[F",
            Self::PageUp => b"\x1b[5~",
            Self::PageDown => b"\x1b[6~",
            Self::Enter => b"\r",
            Self::Esc => b"\x1b",
            Self::Tab => b"\t",
            Self::BackTab => b"\x1b[Z",
            Self::Space => b" ",
            Self::Backspace => b"\x7f",
            Self::F(n @ 1..=4) => return vec![0x1b, b'O', b'O' + n],
            Self::F(n) => return format!("\x1b[{}~", u16::from(*n) + 10).into_bytes(),
            Self::Char(c) => return c.to_string().into_bytes(),
            Self::Text(text) => return text.clone().into_bytes(),
        };
        fixed.to_vec()
    }

    /// The text the key types, if it types any.
    pub fn typed(&self) -> Option<String> {
        match self {
            Self::Char(c) => Some(c.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Space => Some(" ".to_owned()),
            _ => None,
        }
    }
}

/// One `write()` of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Milliseconds since the key.
    pub at_ms: u32,
    /// What was written.
    pub bytes: Vec<u8>,
    /// The terminal after it.
    pub after: Snapshot,
}

/// One key and all the program wrote for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The key.
    pub key: Key,
    /// The terminal when it was pressed.
    pub before: Snapshot,
    /// The writes in order of time.
    pub writes: Vec<Write>,
}

impl Step {
    /// The terminal after the last write.
    pub fn after(&self) -> &Snapshot {
        self.writes.last().map_or(&self.before, |write| &write.after)
    }

    /// The terminal as it stood some milliseconds after the key.
    fn at(&self, ms: u32) -> &Snapshot {
        let seen = self.writes.iter().take_while(|write| write.at_ms < ms).last();
        seen.map_or(&self.before, |write| &write.after)
    }

    /// The text typed by the key, if the program put exactly that text at the caret.
    fn typed_into_field(&self) -> Option<String> {
        let typed = self.key.typed()?;
        let written: Vec<u8> = self.writes.iter().flat_map(|write| write.bytes.clone()).collect();
        (written == typed.as_bytes()).then_some(typed)
    }

    /// The writes joined where they came at the same moment: a reader that reads what is there sees
    /// them as one. Each entry is the time, the bytes, and the terminal before and after.
    fn moments(&self) -> Vec<Moment<'_>> {
        let mut moments: Vec<Moment<'_>> = Vec::with_capacity(self.writes.len());
        let mut before = &self.before;
        for write in &self.writes {
            match moments.last_mut() {
                Some(last) if last.at_ms == write.at_ms => {
                    last.bytes.extend_from_slice(&write.bytes);
                    last.after = &write.after;
                }
                _ => {
                    moments.push(Moment {
                        at_ms: write.at_ms,
                        bytes: write.bytes.clone(),
                        before,
                        after: &write.after,
                    });
                }
            }
            before = &write.after;
        }
        moments
    }
}

/// What was written at one moment.
struct Moment<'a> {
    at_ms: u32,
    bytes: Vec<u8>,
    before: &'a Snapshot,
    after: &'a Snapshot,
}

/// What each reader says after one key, utterance by utterance; an empty list is silence.
///
/// A reader's own words (`blank`, `space`, names of symbols) are English, as its default voice says them.
/// Speech that is cut off by later speech of the same step is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Readers {
    /// NVDA in Windows Terminal or the Windows 11 console, comparing text (its default).
    pub nvda: Vec<String>,
    /// NVDA in Windows Terminal with notifications, and Narrator.
    pub nvda_notify: Vec<String>,
    /// Orca in a VTE terminal (GNOME Terminal, Console).
    pub orca: Vec<String>,
    /// yasr with its default configuration.
    pub yasr: Vec<String>,
    /// tdsr with its default configuration.
    pub tdsr: Vec<String>,
    /// Fenrir around a pty, default configuration.
    pub fenrir: Vec<String>,
    /// The 40 cells of a braille display under brltty, as text without trailing blanks.
    pub braille: String,
}

/// The readers, listening to a script from its first key.
pub struct Heard {
    nvda: nvda::Nvda,
    orca: orca::Orca,
    yasr: yasr::Yasr,
    tdsr: tdsr::Tdsr,
}

impl Heard {
    /// Readers that begin to listen at this moment and know nothing of what was before.
    pub fn at(now: &Snapshot) -> Self {
        Self {
            nvda: nvda::Nvda::default(),
            orca: orca::Orca::default(),
            yasr: yasr::Yasr::at(now),
            tdsr: tdsr::Tdsr::at(now),
        }
    }

    /// What one step by itself sounds like.
    pub fn of(step: &Step) -> Readers {
        Self::at(&step.before).hear(step)
    }

    /// What the next step of a script sounds like.
    pub fn hear(&mut self, step: &Step) -> Readers {
        Readers {
            nvda: self.nvda.hear(step),
            nvda_notify: notify::hear(step),
            orca: self.orca.hear(step),
            yasr: self.yasr.hear(step),
            tdsr: self.tdsr.hear(step),
            fenrir: fenrir::hear(step),
            braille: braille::window(step.after()),
        }
    }
}

/// An utterance reduced to what is compared between a model and a real reader: letters, digits and
/// Chinese characters, without punctuation and blanks.
pub fn spoken(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The utterances of a reader that say anything at all, each trimmed.
fn audible(utterances: &[String]) -> Vec<String> {
    utterances.iter().map(|said| said.trim().to_owned()).filter(|said| !said.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::terminal::Terminal;

    #[test]
    fn the_fields_are_named_as_the_scripts_name_them() {
        let names = serde_json::to_value(Readers::default()).expect("strings serialize");
        let names: Vec<&String> = names.as_object().expect("a struct").keys().collect();
        assert_eq!(names, ["braille", "fenrir", "nvda", "nvda_notify", "orca", "tdsr", "yasr"]);
    }

    #[test]
    fn a_wiped_speech_row_is_silent_everywhere() {
        let mut terminal = Terminal::new(24, 80);
        let mut heard = Heard::at(&terminal.snapshot());
        let page = "\x1b[H福利\r\n就业培训\r\n返回上页\x1b[2;1H";
        heard.hear(&terminal.play(Key::Start, &[(0, page.as_bytes())]));
        let row = "\x1b[23;1H\x1b[K返回上页\x1b[3;1H";
        let said = heard.hear(&terminal.play(Key::Char('j'), &[(0, row.as_bytes())]));
        assert_eq!(said.nvda, ["返回上页"]);
        let wipe = b"\x1b[23;1H\x1b[K\x1b[3;1H".as_slice();
        let said = heard.hear(&terminal.play(Key::Idle, &[(250, wipe)]));
        let silent = Readers { braille: "返回上页".into(), ..Readers::default() };
        assert_eq!(said, silent);
    }

    #[test]
    fn nothing_written_is_nothing_said() {
        let mut terminal = Terminal::new(24, 80);
        let said = Heard::of(&terminal.play(Key::Char('7'), &[]));
        assert_eq!(said, Readers::default());
    }

    #[test]
    fn only_text_at_the_caret_counts_as_typed() {
        let mut terminal = Terminal::new(24, 80);
        let typed = terminal.play(Key::Text("张三".into()), &[(0, "张三".as_bytes())]);
        assert_eq!(typed.typed_into_field().as_deref(), Some("张三"));
        let command = terminal.play(Key::Char('j'), &[(0, "\x1b[23;1H就业".as_bytes())]);
        assert_eq!(command.typed_into_field(), None);
    }
}
