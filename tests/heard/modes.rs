//! The few words that name the way of use, in which front ends differ by right.

use zhucan::app::Front;
use zhucan::text::{Lang, Text};

/// `words` of a script for a reader as they are said in another front end.
pub fn said_in(front: Front, lang: Lang, words: &str) -> String {
    let text = Text::new(lang);
    let (name, first, keys) = match front {
        Front::Screen => ("screen", "look", ""),
        Front::Reader => ("reader", "reader", ""),
        Front::Line => ("line", "line", "-line"),
    };
    let pairs = [
        (text.with("mode-reader", &[("why", &"")]), text.with(&format!("mode-{name}"), &[("why", &"")])),
        (text.say("first-reader"), text.say(&format!("first-{first}"))),
        (text.say("speech-first-never"), text.say(&format!("speech-first-never{keys}"))),
    ];
    pairs.iter().fold(words.to_owned(), |words, (reader, other)| words.replace(reader.as_str(), other))
}
