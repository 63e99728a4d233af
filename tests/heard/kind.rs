//! What a key is for, as far as the goals tell keys apart.

use zhucan::app::Key;
use zhucan::rehearse::Entry;
use zhucan::view::{View, page_changed};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The program is started.
    Start,
    /// Text is typed or deleted in a field.
    Typed,
    /// An arrow, a letter or a digit moves within a list.
    List,
    /// Anything else.
    Other,
}

impl Kind {
    /// That of an entry, by the trees before and after it.
    pub fn of(entry: Option<&Entry>, before: Option<&View>, after: Option<&View>, line_mode: bool) -> Self {
        let Some(entry) = entry else { return Self::Start };
        let (Some(before), Some(after)) = (before, after) else { return Self::Other };
        let in_field = |view: &View| view.focused().role.takes_text();
        let edits = match entry {
            Entry::Type(_) => true,
            Entry::Key(key) => {
                matches!(key, Key::Char(_) | Key::Backspace | Key::Left | Key::Right | Key::Home | Key::End)
            }
            Entry::Line(_) => false,
        };
        let moves = matches!(entry, Entry::Key(Key::Up | Key::Down | Key::Char('j' | 'k' | '0'..='9')));
        let in_list =
            !in_field(before) && !in_field(after) && !page_changed(before, after) && before.focus != after.focus;
        match (edits && in_field(before) && !line_mode, moves && in_list) {
            (true, _) => Self::Typed,
            (_, true) => Self::List,
            _ => Self::Other,
        }
    }
}
