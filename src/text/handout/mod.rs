//! What a person can take along: an entry of the policy or a receipt, as one small document that is written as plain
//! text, large print, braille or speech. The content is made in one place, so that no form tells less than another.

mod braille;
mod entry;
mod html;
mod plain;
mod receipt;
mod script;
mod speech;

use std::fmt;

use super::Lang;

pub use braille::{Cells, brf, has_unknown};
pub use entry::entry;
pub use html::html;
pub use plain::plain;
pub use receipt::receipt;
pub use script::{is_chinese, runs};
pub use speech::ssml;

/// A form a handout can be made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Large print, a page for a browser.
    Html,
    /// Braille, for an embosser or a braille line.
    Braille,
    /// Speech.
    Audio,
}

impl Format {
    /// All of them, the simplest first.
    pub const ALL: [Self; 4] = [Self::Text, Self::Html, Self::Braille, Self::Audio];

    /// Its name on the command line and in message ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Braille => "braille",
            Self::Audio => "audio",
        }
    }

    /// The format with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == name)
    }

    /// How the names of its files end.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Braille => "brf",
            Self::Audio => "wav",
        }
    }

    /// Whether it can be read as it is on a terminal.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A piece of a handout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Begins a section.
    Heading(String),
    /// A sentence or several.
    Paragraph(String),
    /// What something is called and what it is.
    Pair {
        /// What it is called.
        label: String,
        /// What it is.
        value: String,
    },
}

impl Part {
    /// The part in one line.
    pub fn words(&self) -> String {
        match self {
            Self::Heading(words) | Self::Paragraph(words) => words.clone(),
            Self::Pair { label, value } => format!("{label} {value}"),
        }
    }

    /// Whether it begins a section.
    pub const fn is_heading(&self) -> bool {
        matches!(self, Self::Heading(_))
    }
}

/// Something to take along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// The language it is written in.
    pub lang: Lang,
    /// What its files are called, without the ending: words or a number that can be said on the telephone.
    pub stem: String,
    /// Its title.
    pub title: String,
    /// What it says.
    pub parts: Vec<Part>,
}

impl Handout {
    fn new(lang: Lang, stem: &str, title: String) -> Self {
        Self { lang, stem: stem_of(stem), title, parts: Vec::new() }
    }

    /// A heading and its sentences; nothing where there are none.
    fn section<S: AsRef<str>>(&mut self, heading: String, sentences: &[S]) {
        if !sentences.is_empty() {
            self.parts.push(Part::Heading(heading));
            self.paragraphs(sentences);
        }
    }

    fn paragraphs<S: AsRef<str>>(&mut self, sentences: &[S]) {
        self.parts.extend(sentences.iter().map(|words| Part::Paragraph(words.as_ref().to_owned())));
    }

    /// A line for each idea, an empty one before each heading, as it is read out on the command line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.title.clone()];
        for part in &self.parts {
            if part.is_heading() {
                lines.push(String::new());
            }
            lines.push(part.words());
        }
        lines
    }

    /// The name of its file in a format.
    pub fn file_name(&self, format: Format) -> String {
        format!("{}.{}", self.stem, format.ending())
    }
}

/// Longest stem, in characters: three bytes each stay well below what a file system takes.
const LONGEST_STEM: usize = 60;

/// Words as the name of a file: letters and digits of any script and hyphens, so that nothing in it has to be explained.
fn stem_of(words: &str) -> String {
    let mut stem = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem: String = stem.chars().take(LONGEST_STEM).collect();
    stem.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_have_nothing_in_them_that_must_be_explained() {
        for (words, stem) in [
            ("残疾儿童生活补贴", "残疾儿童生活补贴"),
            ("就业保障金第3项用途：补贴", "就业保障金第3项用途-补贴"),
            ("../../etc/passwd", "etc-passwd"),
            ("a\u{1b}[2J b.", "a-2J-b"),
        ] {
            assert_eq!(stem_of(words), stem);
        }
        assert_eq!(stem_of(&"长".repeat(500)).chars().count(), LONGEST_STEM);
    }

    #[test]
    fn each_format_has_a_name_and_an_ending_of_its_own() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.as_str()), Some(format));
            assert_eq!(Format::ALL.iter().filter(|other| other.ending() == format.ending()).count(), 1);
        }
        assert_eq!(Format::parse("pdf"), None);
    }
}
