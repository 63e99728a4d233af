//! A line of line mode: a row, a command or an answer.

use crate::view::{Cause, View};

use super::model::{Model, Turned, Typed};
use super::page::row_of;
use super::{Command, Key};

impl Model {
    /// One line of line mode.
    pub(super) fn line(&mut self, line: &str, before: &View, turned: &mut Turned) {
        let entered = line.trim();
        let node = before.focused();
        if self.top().screen.hears_keys() {
            // Nothing but Enter is Enter.
            let named = if entered.is_empty() { Some(Key::Enter) } else { Key::parse(entered) };
            match named.or_else(|| self.command_of_word(entered).map(|(_, key)| key)) {
                Some(key) => self.key(key, before, turned),
                None => turned.cause = Cause::Refused(self.text.say("refused-line")),
            }
            return;
        }
        if node.role.takes_text() {
            if entered.is_empty() && node.value.as_deref().is_none_or(str::is_empty) {
                turned.cause = Cause::Refused(self.text.say("refused-empty-line"));
            } else if entered.is_empty() {
                self.command(Command::Activate, false, before, turned);
            } else if let Some(answer) = entered.strip_prefix('=') {
                self.answer(answer, before, turned);
            } else if let Some(row) = Self::row_named(entered, before, true) {
                self.choose_row(&row, turned);
            } else if let Some((command, key)) = self.command_of_word(entered).filter(|_| entered.chars().count() > 1) {
                self.command(command, matches!(key, Key::Up | Key::Down), before, turned);
            } else {
                self.answer(entered, before, turned);
            }
            return;
        }
        if entered.is_empty() {
            let chosen = self.page().rows.iter().find(|row| row.selected).map(|row| row.id.clone());
            match chosen {
                Some(row) => self.choose_row(&row, turned),
                None => turned.cause = Cause::Refused(self.text.say("refused-empty-line")),
            }
        } else if let Some(row) = Self::row_named(entered, before, false) {
            self.choose_row(&row, turned);
        } else if entered.chars().all(|c| c.is_ascii_digit()) {
            turned.cause = Cause::Refused(self.text.with("refused-number", &[("number", &entered)]));
        } else if let Some((command, key)) = self.command_of_word(entered) {
            self.command(command, matches!(key, Key::Up | Key::Down), before, turned);
        } else if entered.chars().all(|c| ('\u{ff01}'..='\u{ff5e}').contains(&c)) {
            turned.cause = Cause::Refused(self.input_method(entered));
        } else {
            turned.cause = Cause::Refused(self.text.say("refused-line"));
        }
    }

    /// An entered line that is an answer: it replaces what the field holds and is submitted.
    pub(super) fn answer(&mut self, text: &str, before: &View, turned: &mut Turned) {
        if !before.focused().role.takes_text() {
            turned.cause = Cause::TextRefused(self.text.say("refused-no-field-line"));
            return;
        }
        let row = self.focus();
        let old = self.top_mut().typed.remove(&row);
        self.top_mut().typed.insert(row.clone(), Typed { input: tui_input::Input::new(String::new()), fault: None });
        self.type_text(text, before, turned);
        if turned.cause == Cause::Typed {
            self.submit(&row, turned);
        } else if let Some(old) = old {
            self.top_mut().typed.insert(row, old);
        }
    }

    /// The row that a line names: by its number (`#2` where numbers are answers) or by its name.
    fn row_named(entered: &str, before: &View, field: bool) -> Option<String> {
        let number = if field { entered.strip_prefix('#').unwrap_or("") } else { entered };
        let rows = before.focusable();
        let main = rows.iter().filter(|node| node.position.is_some());
        let found = match number.parse::<usize>() {
            Ok(number) => main.into_iter().find(|node| node.position.is_some_and(|place| place.at == number)),
            Err(_) => rows.iter().find(|node| !node.role.takes_text() && node.name.eq_ignore_ascii_case(entered)),
        };
        found.map(|node| row_of(node.id.as_str()))
    }

    /// The command a word stands for in line mode, with the key it shares its meaning with.
    fn command_of_word(&self, word: &str) -> Option<(Command, Key)> {
        let lower = word.to_lowercase();
        if let Some(key) = Key::parse(word).or_else(|| Key::parse(&lower))
            && !matches!(key, Key::Char('0'..='9'))
            && let Some(command) = Command::of(key)
        {
            return Some((command, key));
        }
        super::COMMANDS
            .iter()
            .find(|spec| {
                let words = self.text.say(&format!("command-{}.words", spec.id));
                spec.id == lower || words.split_whitespace().any(|known| known == lower)
            })
            .map(|spec| (spec.command, spec.keys[0]))
    }
}
