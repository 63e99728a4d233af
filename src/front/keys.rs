//! From the terminal's events to the program's keys.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::{Input, Key};

/// What an event means; `None` for what is not a press.
pub fn input(event: Event) -> Option<Input> {
    match event {
        // A key released is not a key pressed.
        Event::Key(KeyEvent { kind: KeyEventKind::Release, .. }) => None,
        Event::Key(event) => key(event).map(Input::Key),
        Event::Paste(text) => Some(Input::Text(text)),
        _ => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(match event.code {
        // A braille terminal sends Enter as line feed and some terminals send Backspace as Ctrl-H.
        KeyCode::Char('j') if ctrl => Key::Enter,
        KeyCode::Char('h') if ctrl => Key::Backspace,
        KeyCode::Char(c) if ctrl || event.modifiers.contains(KeyModifiers::ALT) => Key::Ctrl(c),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace | KeyCode::Delete => Key::Backspace,
        KeyCode::F(1) => Key::F1,
        _ => return None,
    })
}

/// Joins the letters that an input method sends for one composed word into one burst of text: a word is one answer, and
/// not one for each of its letters.
pub fn composed(batch: Vec<Event>) -> Vec<Event> {
    let mut joined: Vec<Event> = Vec::with_capacity(batch.len());
    let mut word: Vec<Event> = Vec::new();
    let end = |word: &mut Vec<Event>, joined: &mut Vec<Event>| {
        if word.len() > 1 {
            joined.push(Event::Paste(word.drain(..).filter_map(|event| letter(&event)).collect()));
        }
        joined.append(word);
    };
    for event in batch {
        if letter(&event).is_some() {
            word.push(event);
        } else if !matches!(event, Event::Key(KeyEvent { kind: KeyEventKind::Release, .. })) {
            end(&mut word, &mut joined);
            joined.push(event);
        }
    }
    end(&mut word, &mut joined);
    joined
}

/// The letter of a key that no keyboard has by itself.
fn letter(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, kind, .. })
            if !c.is_ascii()
                && *kind != KeyEventKind::Release
                && !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
        {
            Some(*c)
        }
        _ => None,
    }
}

/// Whether this is Ctrl-C or Ctrl-D, which end the program.
pub fn interrupts(event: &Event) -> bool {
    matches!(event, Event::Key(KeyEvent { code: KeyCode::Char('c' | 'd'), modifiers, kind: KeyEventKind::Press, .. })
        if modifiers.contains(KeyModifiers::CONTROL))
}

/// Arrows and Home and End, put together again when a slow line delivered the Escape in one packet and the rest in the
/// next.
#[derive(Debug, Default)]
pub struct Split {
    held: Vec<Event>,
}

impl Split {
    /// Whether more may follow at once.
    pub fn waits(&self) -> bool {
        !self.held.is_empty()
    }

    /// Takes an event; what can be passed on now.
    pub fn take(&mut self, event: Event) -> Vec<Event> {
        let code = match &event {
            Event::Key(KeyEvent { code, modifiers, kind, .. })
                if *kind == KeyEventKind::Press && !modifiers.contains(KeyModifiers::CONTROL) =>
            {
                Some(*code)
            }
            _ => None,
        };
        match (self.held.len(), code) {
            (0, Some(KeyCode::Esc)) | (1, Some(KeyCode::Char('[' | 'O'))) => {
                self.held.push(event);
                Vec::new()
            }
            (2, Some(KeyCode::Char(last @ ('A' | 'B' | 'C' | 'D' | 'F' | 'H' | 'Z')))) => {
                self.held.clear();
                let code = match last {
                    'A' => KeyCode::Up,
                    'B' => KeyCode::Down,
                    'C' => KeyCode::Right,
                    'D' => KeyCode::Left,
                    'F' => KeyCode::End,
                    'H' => KeyCode::Home,
                    _ => KeyCode::BackTab,
                };
                vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))]
            }
            _ => {
                let mut all = self.give_up();
                if matches!(code, Some(KeyCode::Esc)) {
                    self.held.push(event);
                } else {
                    all.push(event);
                }
                all
            }
        }
    }

    /// Nothing followed: what was held was meant as it came.
    pub fn give_up(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn a_torn_arrow_is_mended_and_an_escape_stays_one() {
        let mut split = Split::default();
        assert!(split.take(press(KeyCode::Esc)).is_empty());
        assert!(split.take(press(KeyCode::Char('['))).is_empty());
        assert_eq!(split.take(press(KeyCode::Char('B'))), [press(KeyCode::Down)]);
        assert!(split.take(press(KeyCode::Esc)).is_empty());
        assert_eq!(split.give_up(), [press(KeyCode::Esc)]);
        assert!(split.take(press(KeyCode::Esc)).is_empty());
        assert_eq!(split.take(press(KeyCode::Char('x'))), [press(KeyCode::Esc), press(KeyCode::Char('x'))]);
    }

    #[test]
    fn a_composed_word_is_one_burst_and_a_single_letter_a_key() {
        let keys = |text: &str| text.chars().map(|c| press(KeyCode::Char(c))).collect::<Vec<_>>();
        assert_eq!(composed(keys("看看")), [Event::Paste("看看".into())]);
        assert_eq!(composed(keys("看")), keys("看"));
        assert_eq!(composed(keys("ab")), keys("ab"));
        let mixed = composed(keys("j看看k"));
        assert_eq!(mixed, [&keys("j")[..], &[Event::Paste("看看".into())], &keys("k")[..]].concat());
    }

    #[test]
    fn enter_and_backspace_have_twins() {
        let ctrl = |c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
        assert_eq!(input(ctrl('j')), Some(Input::Key(Key::Enter)));
        assert_eq!(input(ctrl('h')), Some(Input::Key(Key::Backspace)));
        assert!(interrupts(&ctrl('c')));
    }
}
