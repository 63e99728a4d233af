//! One asset file while it is being read: its name, its text, and which line a byte of it stands on.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::{DataFault, Words};

/// An asset file that has been read from disk and not yet understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name relative to the assets folder, with `/` between folders.
    pub file: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source from its name and its text.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        Self { file: file.into(), text: text.into() }
    }

    /// The file's name without folders and ending: what an entry that has a file to itself is called.
    pub fn stem(&self) -> &str {
        let name = self.file.rsplit('/').next().unwrap_or(&self.file);
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// The line, counted from 1, of the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        before.split(|byte| *byte == b'\n').count()
    }

    /// A fault of this file at `place`.
    pub fn fault(&self, place: &Range<usize>, fault: impl Into<String>, remedy: impl Into<String>) -> DataFault {
        DataFault { file: self.file.clone(), line: self.line(place.start), fault: fault.into(), remedy: remedy.into() }
    }

    /// A fault of the file as a whole.
    pub fn fault_as_whole(&self, fault: impl Into<String>, remedy: impl Into<String>) -> DataFault {
        DataFault { file: self.file.clone(), line: 0, fault: fault.into(), remedy: remedy.into() }
    }

    /// The text as a `T`; the first thing that is not TOML or not a `T` is the fault.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, DataFault> {
        toml::from_str(&self.text).map_err(|error| {
            let message = error.message().trim_end().replace('\n', ", ");
            let remedy = remedy_for(&message);
            match error.span() {
                // What is missing at the top of a file is missing nowhere in particular.
                Some(place) if place.start > 0 || !message.starts_with("missing") => {
                    self.fault(&place, message, remedy)
                }
                _ => self.fault_as_whole(message, remedy),
            }
        })
    }
}

/// What to do about a fault the parser found.
fn remedy_for(message: &str) -> &'static str {
    if message.starts_with("unknown field") {
        "take the key out or spell it as one of those"
    } else if message.starts_with("missing field") {
        "add it; every text needs its zh and its en"
    } else if message.starts_with("unknown variant") {
        "write one of those values"
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        "write the value in the kind that is expected"
    } else {
        "mend the TOML at this place"
    }
}

/// Collects the faults of one file, so that all of them are told at once.
#[derive(Debug)]
pub struct Check<'a> {
    source: &'a Source,
    /// What has been found so far.
    pub faults: Vec<DataFault>,
}

impl<'a> Check<'a> {
    /// A check of `source` that has found nothing yet.
    pub fn new(source: &'a Source) -> Self {
        Self { source, faults: Vec::new() }
    }

    /// Notes a fault at `place`.
    pub fn note(&mut self, place: &Range<usize>, fault: impl Into<String>, remedy: impl Into<String>) {
        self.faults.push(self.source.fault(place, fault, remedy));
    }

    /// The file under check.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// Notes characters that not every terminal, font and reader can be trusted with.
    pub fn glyphs(&mut self, place: &Range<usize>, text: &str) {
        let strange: BTreeSet<char> = text.chars().filter(|glyph| !is_plain(*glyph)).collect();
        if let Some(glyph) = strange.first() {
            self.note(
                place,
                format!("the character U+{:04X} is not spoken and shown alike everywhere", u32::from(*glyph)),
                "write it in words, in plain ASCII or with Chinese full-width marks",
            );
        }
        if text.trim() != text || text.is_empty() {
            self.note(place, "the text is empty or has spaces at an end", "write the words alone");
        }
    }

    /// Notes a text that takes more than `most` terminal columns.
    pub fn width(&mut self, place: &Range<usize>, text: &str, most: usize) {
        let wide = columns(text);
        if wide > most {
            self.note(
                place,
                format!("the text takes {wide} columns of at most {most}: {text}"),
                "say it in fewer words",
            );
        }
    }

    /// Notes what is wrong with words of at most `zh` and `en` columns.
    pub fn words(&mut self, words: &Spanned<Words>, zh: usize, en: usize) {
        let place = words.span();
        self.glyphs(&place, &words.as_ref().zh);
        self.glyphs(&place, &words.as_ref().en);
        self.width(&place, &words.as_ref().zh, zh);
        self.width(&place, &words.as_ref().en, en);
    }

    /// A date written as "2011-01-01"; anything else is noted.
    pub fn date(&mut self, date: &Spanned<String>) -> Option<chrono::NaiveDate> {
        let read = date.as_ref().parse().ok();
        if read.is_none() {
            self.note(
                &date.span(),
                format!("\"{}\" is not a date", date.as_ref()),
                "write year, month and day as in \"2011-01-01\"",
            );
        }
        read
    }
}

/// Whether a character is one that terminals give the same width and readers a name: ASCII, Chinese characters and
/// Chinese full-width marks. Curly quotes, dots, dashes and arrows have a width that depends on the terminal.
fn is_plain(glyph: char) -> bool {
    matches!(glyph, ' '..='~') || is_wide(glyph)
}

fn is_wide(glyph: char) -> bool {
    matches!(glyph,
        '\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE5}' | '\u{20000}'..='\u{3FFFD}')
}

/// Terminal columns of a text made of the characters that assets may have.
pub fn columns(text: &str) -> usize {
    text.chars().map(|glyph| 1 + usize::from(is_wide(glyph))).sum()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[expect(dead_code, reason = "only its reading is tested")]
        words: Words,
    }

    fn fault(text: &str) -> DataFault {
        Source::new("facts/sample.toml", text).read::<Sample>().expect_err("the text is wrong")
    }

    #[test]
    fn a_missing_language_is_told_with_its_line() {
        let found = fault("# head\n\n[words]\nzh = \"是\"\n");
        assert_eq!(found.line, 3);
        assert_eq!(found.fault, "missing field `en`");
        assert_eq!(found.remedy, "add it; every text needs its zh and its en");
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line_and_the_keys_there_are() {
        let found = fault("[words]\nzh = \"是\"\nen = \"Yes\"\nfr = \"Oui\"\n");
        assert_eq!(
            found.to_string(),
            "facts/sample.toml:4: unknown field `fr`, expected `zh` or `en`; take the key out or spell it as one of those"
        );
    }

    #[test]
    fn text_that_is_not_toml_is_told_with_its_line() {
        let found = fault("[words]\nzh = \"是\nen = \"Yes\"\n");
        assert_eq!((found.line, found.remedy.as_str()), (2, "mend the TOML at this place"));
    }

    #[test]
    fn a_file_without_the_table_is_at_fault_as_a_whole() {
        let found = fault("# nothing here\n");
        assert_eq!((found.line, found.fault.as_str()), (0, "missing field `words`"));
    }

    #[test]
    fn columns_count_a_chinese_character_twice() {
        assert_eq!(columns("低保A"), 5);
        assert_eq!(columns("西政发〔2011〕18号，「好」。"), 28);
    }

    #[test]
    fn glyphs_of_doubtful_width_are_refused() {
        let source = Source::new("a.toml", "x");
        for text in [
            "\u{201c}a\u{201d}",
            "a\u{2026}",
            "a\u{2014}b",
            "a\u{b7}b",
            "a\u{2192}",
            "a\u{1b}[1m",
            "a\u{a0}b",
            " a",
            "",
        ] {
            let mut check = Check::new(&source);
            check.glyphs(&(0..1), text);
            assert!(!check.faults.is_empty(), "{text:?}");
        }
        let mut check = Check::new(&source);
        check.glyphs(&(0..1), "每月20元，按西政发〔2011〕18号《意见》第（八）项：「好」？");
        assert_eq!(check.faults, []);
    }
}
