//! Every command, declared once: its id, its keys, where it can be used. Names, help and the words of line mode are
//! messages `command-ID` with the attributes `.help` and `.words`; the help, the commands page and `docs/KEYS.md` are
//! made from this table.

use super::Key;

/// Something a person can tell the program with one key or one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Focus the next row.
    Next,
    /// Focus the previous row.
    Previous,
    /// Focus the first row of the page.
    First,
    /// Focus the last row of the list.
    Last,
    /// Show the next page of a long list.
    NextPage,
    /// Show the page before.
    PreviousPage,
    /// Go to the next group: list or field, Commands, Back.
    NextGroup,
    /// Go to the previous group.
    PreviousGroup,
    /// Open, choose or send what has the focus.
    Activate,
    /// Go back to the page before.
    Back,
    /// Say what the item is for.
    Help,
    /// Say the item again.
    SayAgain,
    /// Say the page, the place on it and the item.
    WhereAmI,
    /// Say more about the item, or the rest of what was said.
    More,
    /// Say it letter by letter or digit by digit.
    Spell,
    /// Say the whole page.
    WholePage,
    /// Find a row of the list.
    Find,
    /// List what can be done here.
    CommandsHere,
    /// Leave the program.
    Leave,
    /// Switch the program's own voice on or off.
    Voice,
    /// Be silent now.
    Hush,
    /// Speak slower.
    Slower,
    /// Speak faster.
    Faster,
    /// Speak with a lower pitch.
    Lower,
    /// Speak with a higher pitch.
    Higher,
    /// Speak quieter.
    Quieter,
    /// Speak louder.
    Louder,
    /// Say more or less of everything: brief, normal, learning.
    Verbosity,
    /// Keep the screen empty, or show it again.
    Blank,
    /// Focus the row with this number, counted from 1.
    Jump(u8),
}

/// Where a command can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Valid {
    /// On every page, from every row.
    Everywhere,
    /// Where a list has more than one page.
    LongLists,
    /// While the program speaks with its own voice.
    OwnVoice,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The command.
    pub command: Command,
    /// Its name in settings, scripts and message ids.
    pub id: &'static str,
    /// Its keys outside a text field; those that are not characters work inside one too.
    pub keys: &'static [Key],
    /// Where it can be used.
    pub valid: Valid,
}

/// The table.
pub const COMMANDS: &[Spec] = &[
    spec(Command::Next, "next", &[Key::Down, Key::Char('j')]),
    spec(Command::Previous, "previous", &[Key::Up, Key::Char('k')]),
    spec(Command::First, "first", &[Key::Home]),
    spec(Command::Last, "last", &[Key::End]),
    Spec { command: Command::NextPage, id: "next-page", keys: &[Key::PageDown], valid: Valid::LongLists },
    Spec { command: Command::PreviousPage, id: "previous-page", keys: &[Key::PageUp], valid: Valid::LongLists },
    spec(Command::NextGroup, "next-group", &[Key::Tab]),
    spec(Command::PreviousGroup, "previous-group", &[Key::BackTab]),
    spec(Command::Activate, "activate", &[Key::Enter, Key::Char(' ')]),
    spec(Command::Back, "back", &[Key::Char('b'), Key::Backspace, Key::Esc]),
    spec(Command::Help, "help", &[Key::Char('h'), Key::F1]),
    spec(Command::SayAgain, "say-again", &[Key::Char('r')]),
    spec(Command::WhereAmI, "where", &[Key::Char('w')]),
    spec(Command::More, "more", &[Key::Char('m')]),
    spec(Command::Spell, "spell", &[Key::Char('s')]),
    spec(Command::WholePage, "whole-page", &[Key::Char('a')]),
    spec(Command::Find, "find", &[Key::Char('/')]),
    spec(Command::CommandsHere, "commands", &[Key::Char('?'), Key::Char('c')]),
    spec(Command::Leave, "leave", &[Key::Char('q')]),
    spec(Command::Voice, "voice", &[Key::Char('o')]),
    spec(Command::Verbosity, "verbosity", &[Key::Char('v')]),
    own(Command::Hush, "hush", &[Key::Char('z')]),
    own(Command::Slower, "slower", &[Key::Char('-')]),
    own(Command::Faster, "faster", &[Key::Char('='), Key::Char('+')]),
    own(Command::Quieter, "quieter", &[Key::Char('[')]),
    own(Command::Louder, "louder", &[Key::Char(']')]),
    own(Command::Lower, "lower", &[Key::Char(','), Key::Char('<')]),
    own(Command::Higher, "higher", &[Key::Char('.'), Key::Char('>')]),
    own(Command::Blank, "blank", &[Key::Char('x')]),
];

const fn spec(command: Command, id: &'static str, keys: &'static [Key]) -> Spec {
    Spec { command, id, keys, valid: Valid::Everywhere }
}

const fn own(command: Command, id: &'static str, keys: &'static [Key]) -> Spec {
    Spec { command, id, keys, valid: Valid::OwnVoice }
}

impl Command {
    /// The command of `key` outside a text field.
    pub fn of(key: Key) -> Option<Self> {
        if let Key::Char(digit @ '1'..='9') = key {
            return digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()).map(Self::Jump);
        }
        COMMANDS.iter().find(|spec| spec.keys.contains(&key)).map(|spec| spec.command)
    }

    /// The command of `key` inside a text field, where characters are text.
    pub fn of_in_field(key: Key) -> Option<Self> {
        match key {
            Key::Char(_) | Key::Backspace | Key::Home | Key::End => None,
            key => Self::of(key),
        }
    }

    /// The command with this id.
    pub fn with_id(id: &str) -> Option<Self> {
        COMMANDS.iter().find(|spec| spec.id == id).map(|spec| spec.command)
    }

    /// Its id; all jumps share one.
    pub fn id(self) -> &'static str {
        COMMANDS.iter().find(|spec| spec.command == self).map_or("jump", |spec| spec.id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_key_has_two_meanings_and_no_id_is_given_twice() {
        let keys: Vec<Key> = COMMANDS.iter().flat_map(|spec| spec.keys.iter().copied()).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        assert_eq!(COMMANDS.iter().map(|spec| spec.id).collect::<BTreeSet<_>>().len(), COMMANDS.len());
    }

    /// Keys that screen readers, multiplexers, terminals and input methods take before they arrive, or that arrive as
    /// another key. A function that had only such keys could not be reached by everybody.
    #[test]
    fn every_command_has_a_key_that_nobody_takes() {
        let taken = |key: &Key| matches!(key, Key::Esc | Key::F1 | Key::Ctrl(_) | Key::BackTab);
        for spec in COMMANDS.iter().filter(|spec| spec.command != Command::PreviousGroup) {
            assert!(spec.keys.iter().any(|key| !taken(key)), "{} cannot be reached", spec.id);
        }
    }

    /// With an input method switched on, letters never arrive: what pages need to be worked must have other keys.
    #[test]
    fn moving_choosing_and_going_back_need_no_letter() {
        for command in [Command::Next, Command::Previous, Command::NextGroup, Command::Activate, Command::Back] {
            let spec = COMMANDS.iter().find(|spec| spec.command == command).expect("declared");
            assert!(spec.keys.iter().any(|key| !matches!(key, Key::Char(_))));
        }
    }
}
