//! Keys as the program knows them, whatever a terminal calls them, and their names in scripts and on the key page.

use std::fmt;

/// A key that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Up arrow.
    Up,
    /// Down arrow.
    Down,
    /// Left arrow.
    Left,
    /// Right arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page Up.
    PageUp,
    /// Page Down.
    PageDown,
    /// Enter; Ctrl-J is the same key, because a braille terminal sends it for Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace; Ctrl-H is the same key.
    Backspace,
    /// F1.
    F1,
    /// A character, the space included.
    Char(char),
    /// A key with Ctrl held, which no function needs.
    Ctrl(char),
}

const NAMED: &[(&str, Key)] = &[
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PageUp", Key::PageUp),
    ("PageDown", Key::PageDown),
    ("Enter", Key::Enter),
    ("C-j", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("S-Tab", Key::BackTab),
    ("Backspace", Key::Backspace),
    ("C-h", Key::Backspace),
    ("F1", Key::F1),
    ("Space", Key::Char(' ')),
];

impl Key {
    /// The key named `name`, as scripts write it; a single character names itself.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some((_, key)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Some(*key);
        }
        let mut chars = name.strip_prefix("C-").unwrap_or(name).chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if name.starts_with("C-") && c.is_ascii_lowercase() => Some(Self::Ctrl(c)),
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => Some(Self::Char(c)),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match NAMED.iter().find(|(_, key)| key == self) {
            Some((name, _)) => f.write_str(name),
            None => match self {
                Self::Char(c) => write!(f, "{c}"),
                Self::Ctrl(c) => write!(f, "C-{c}"),
                _ => unreachable!("every other key has a name"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_come_back() {
        for name in ["Up", "S-Tab", "Space", "Enter", "F1", "j", "?", "残", "C-x"] {
            assert_eq!(Key::parse(name).map(|key| key.to_string()).as_deref(), Some(name));
        }
        assert_eq!(Key::parse("C-j"), Some(Key::Enter));
        assert_eq!(Key::parse("Uup"), None);
        assert_eq!(Key::parse(""), None);
    }

    proptest! {
        #[test]
        fn any_text_is_a_key_or_not(name in ".{0,4}") {
            if let Some(key) = Key::parse(&name) {
                prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
            }
        }
    }
}
