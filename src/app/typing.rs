//! Typing in a field: key by key, and whole bursts.

use tui_input::InputRequest;

use crate::view::{Cause, Role, View};

use super::Key;
use super::model::{Model, Turned};
use super::page::LONGEST_TEXT;

impl Model {
    pub(super) fn edit(&mut self, request: InputRequest, before: &View, turned: &mut Turned) {
        let row = self.focus();
        let longest = self.longest(&row);
        let typed = self.top_mut().typed.get_mut(&row).expect("the field with the focus is ready for typing");
        if matches!(request, InputRequest::InsertChar(_)) && typed.input.value().chars().count() >= longest {
            turned.cause = Cause::Refused(self.text.with("refused-too-long", &[("max", &longest)]));
            return;
        }
        let changed = typed.input.handle(request);
        turned.cause = Cause::Typed;
        match changed {
            Some(change) if change.value => typed.fault = None,
            Some(_) => {}
            None => {
                let at_start = typed.input.cursor() == 0;
                let empty = typed.input.value().is_empty();
                let id = match (empty, at_start) {
                    (true, _) => "refused-empty",
                    (false, true) => "refused-at-start",
                    (false, false) => "refused-at-end",
                };
                if before.focused().role != Role::SecretField {
                    turned.cause = Cause::Refused(self.text.say(id));
                }
            }
        }
    }

    fn longest(&self, row: &str) -> usize {
        self.page().rows.iter().find(|r| r.id == row).map_or(LONGEST_TEXT, |row| row.longest)
    }

    pub(super) fn type_text(&mut self, text: &str, before: &View, turned: &mut Turned) {
        if !before.focused().role.takes_text() {
            turned.cause = Cause::TextRefused(self.no_field(text));
            return;
        }
        let row = self.focus();
        let longest = self.longest(&row);
        // A paste may be of any size; one character more than fits is enough to know that it does not.
        let text: String = plain(text).take(longest + 1).collect();
        let typed = self.top_mut().typed.get_mut(&row).expect("the field with the focus is ready for typing");
        if typed.input.value().chars().count() + text.chars().count() > longest {
            turned.cause = Cause::TextRefused(self.text.with("refused-too-long", &[("max", &longest)]));
        } else if text.is_empty() {
            turned.cause = Cause::TextRefused(self.text.say("refused-no-text"));
        } else {
            for c in text.chars() {
                typed.input.handle(InputRequest::InsertChar(c));
            }
            typed.fault = None;
            turned.cause = Cause::Typed;
        }
    }
}

/// Typed text without anything that could steer a terminal: line breaks and tabs become spaces, control characters
/// and the marks that turn the reading direction go.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' => Some(' '),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => None,
        c => (!c.is_control() && !crate::view::is_drawing(c)).then_some(c),
    })
}

/// What a key does to the text of a field.
pub(super) fn edit_of(key: Key) -> Option<InputRequest> {
    Some(match key {
        Key::Char(c) => InputRequest::InsertChar(c),
        Key::Backspace => InputRequest::DeletePrevChar,
        Key::Left => InputRequest::GoToPrevChar,
        Key::Right => InputRequest::GoToNextChar,
        Key::Home => InputRequest::GoToStart,
        Key::End => InputRequest::GoToEnd,
        _ => return None,
    })
}
