//! Words being put together for an engine: pauses never double, and nothing begins with one.

use super::Lang;

/// What has been said so far.
pub(super) struct Said {
    text: String,
    lang: Lang,
}

/// How long a mark makes an engine wait, so that of two in a row the longer one stays.
fn weight(mark: char) -> u8 {
    match mark {
        '、' => 1,
        '，' | ',' => 2,
        '；' | '：' | ';' | ':' => 3,
        '。' | '.' => 4,
        '？' | '！' | '?' | '!' => 5,
        _ => 0,
    }
}

impl Said {
    pub(super) fn new(lang: Lang, room: usize) -> Self {
        Self { text: String::with_capacity(room), lang }
    }

    /// Adds words.
    pub(super) fn push(&mut self, words: &str) {
        if self.lang == Lang::En && self.text.chars().next_back().is_some_and(|c| weight(c) > 0) {
            self.text.push(' ');
        }
        self.text.push_str(words);
    }

    /// Adds one character of a word.
    pub(super) fn letter(&mut self, c: char) {
        self.push(c.encode_utf8(&mut [0; 4]));
    }

    /// Adds a word that must not run into its neighbours.
    pub(super) fn word(&mut self, word: &str) {
        self.space();
        self.push(word);
        self.space();
    }

    /// Adds a space, unless one or a pause is there.
    pub(super) fn space(&mut self) {
        if self.text.chars().next_back().is_some_and(|c| c != ' ' && weight(c) == 0) {
            self.text.push(' ');
        }
    }

    /// Adds a pause; `mark` is of the language being spoken.
    pub(super) fn pause(&mut self, mark: char) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        let Some(last) = self.text.chars().next_back() else { return };
        if weight(last) == 0 {
            self.text.push(mark);
        } else if weight(last) < weight(mark) {
            self.text.pop();
            self.text.push(mark);
        }
    }

    /// The short pause of the language.
    pub(super) fn comma(&mut self) {
        self.pause(if self.lang == Lang::Zh { '，' } else { ',' });
    }

    pub(super) fn done(mut self) -> String {
        // A comma with nothing behind it only makes a listener wait.
        self.text.truncate(self.text.trim_end_matches([' ', '，', '、', ',']).len());
        self.text
    }
}
