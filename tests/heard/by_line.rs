//! A script of the full screen as a person in line mode would enter it.

use zhucan::app::{Front, Key};
use zhucan::rehearse::{Beat, Entry, Script};

/// The same script for line mode, where one entered line is one answer: a number or a text and the Enter behind it
/// are one line, and what was typed wrong is typed again as a whole. So in a script Backspace mends what was typed;
/// going back is `b` or Esc.
pub fn for_line_mode(script: &Script) -> Script {
    let mut beats: Vec<Beat> = Vec::new();
    let mut field = String::new();
    let mut mending = false;
    // A line takes one Enter; the next one is a line of its own.
    let mut entered = false;
    for beat in &script.beats {
        let mut beat = beat.clone();
        match &mut beat.entry {
            Some(Entry::Key(Key::Backspace)) if !field.is_empty() => {
                field.pop();
                mending = true;
                continue;
            }
            Some(Entry::Type(text)) => {
                // Typed in pieces it is one line all the same.
                let goes_on = !entered && matches!(beats.last(), Some(Beat { entry: Some(Entry::Type(_)), .. }));
                if goes_on {
                    beats.pop();
                } else if !mending {
                    field.clear();
                }
                mending = false;
                field.push_str(text);
                text.clone_from(&field);
            }
            _ => {}
        }
        let enter = beat.entry == Some(Entry::Key(Key::Enter));
        let joins = !std::mem::take(&mut entered)
            && beats.last().is_some_and(|last| match &last.entry {
                Some(Entry::Type(_)) => true,
                Some(Entry::Key(Key::Char(c))) => c.is_ascii_digit(),
                _ => false,
            });
        if enter
            && joins
            && let Some(last) = beats.last_mut()
        {
            last.expected = beat.expected;
            entered = true;
            continue;
        }
        // What is heard of a number before its Enter is not heard in line mode.
        if let Some(last) = beats.last_mut().filter(|_| !enter && joins) {
            last.expected.clear();
        }
        if matches!(beat.entry, Some(Entry::Key(Key::Char('1'..='9')) | Entry::Type(_))) {
            beat.expected.clear();
        }
        beats.push(beat);
    }
    let mut header = script.header.clone();
    header.front = Front::Line;
    Script { header, beats }
}
