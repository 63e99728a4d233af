//! One asset file while it is read: faults with their line, and the checks that words for people must pass.
//!
//! Rows and sentences have a width because they must fit a 40-cell line or a short phrase in the ear; glyphs are held to
//! those that every terminal draws one or two cells wide and every voice can read.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{DataFault, Lang, Words};

/// Widest name on a row, in cells: 15 Chinese characters.
const NAME_ZH: usize = 30;
/// Widest English name on a row, in cells.
const NAME_EN: usize = 38;
/// Fewest characters of a name: shorter changes are swallowed by some screen readers.
const NAME_LEAST: usize = 3;
/// Widest Chinese sentence, in cells: 36 characters.
const SENTENCE_ZH: usize = 72;
/// Widest English sentence, in cells.
const SENTENCE_EN: usize = 75;

/// A short text of one or more sentences in both languages, one idea a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// Chinese, at most 36 characters a sentence.
    pub zh: Vec<String>,
    /// English, at most 75 characters a sentence.
    pub en: Vec<String>,
}

impl Sentences {
    /// The sentences in `lang`.
    pub fn get(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// Something that has an id and a name: an area, a group, a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Kebab-case id, unique among its kind.
    pub id: String,
    /// Name as on a row.
    pub name: Words,
}

/// [`Label`] as a file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLabel {
    pub id: Spanned<String>,
    pub zh: Spanned<String>,
    pub en: Spanned<String>,
}

/// [`Words`] as a file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawWords {
    pub zh: Spanned<String>,
    pub en: Spanned<String>,
}

/// [`Sentences`] as a file has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSentences {
    pub zh: Spanned<Vec<Spanned<String>>>,
    pub en: Spanned<Vec<Spanned<String>>>,
}

/// The text of one file.
pub(super) struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> Source<'a> {
    /// `file` is the name relative to the assets folder.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text }
    }

    /// The whole file as `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, DataFault> {
        toml::from_str(self.text).map_err(|error| {
            let fault = error.message().trim().to_owned();
            let remedy = if fault.starts_with("unknown field") {
                "correct the spelling of the key or remove it"
            } else if fault.starts_with("missing field") {
                "add the key"
            } else {
                "correct the value"
            };
            let line = error.span().map_or(0, |span| self.line(span.start));
            DataFault { file: self.file.to_owned(), line, fault, remedy: remedy.to_owned() }
        })
    }

    /// A fault at the bytes `at`.
    pub fn fault(&self, at: Range<usize>, fault: impl Into<String>, remedy: impl Into<String>) -> DataFault {
        let line = self.line(at.start);
        DataFault { file: self.file.to_owned(), line, fault: fault.into(), remedy: remedy.into() }
    }

    /// Line of a byte, counted from 1.
    fn line(&self, byte: usize) -> usize {
        1 + self.text.bytes().take(byte).filter(|b| *b == b'\n').count()
    }

    /// A kebab-case id.
    pub fn id(&self, raw: &Spanned<String>) -> Result<String, DataFault> {
        let id = raw.get_ref();
        let good = id
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if good {
            Ok(id.clone())
        } else {
            Err(self.fault(raw.span(), format!("{id:?} is no id"), "use lower-case letters, digits and single hyphens"))
        }
    }

    /// A code that begins with `prefix` and goes on with exactly `digits` digits.
    pub fn code(&self, raw: &Spanned<String>, prefix: &str, digits: usize) -> Result<String, DataFault> {
        let code = raw.get_ref();
        let good = code
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == digits && rest.bytes().all(|b| b.is_ascii_digit()));
        if good {
            Ok(code.clone())
        } else {
            Err(self.fault(raw.span(), format!("{code:?} is no code"), format!("write {prefix}{}", "0".repeat(digits))))
        }
    }

    /// Names for a row: at most 15 Chinese characters and 38 Latin ones, at least 3 of each.
    pub fn name(&self, zh: &Spanned<String>, en: &Spanned<String>) -> Result<Words, DataFault> {
        self.fits(zh, Lang::Zh, NAME_LEAST, NAME_ZH)?;
        self.fits(en, Lang::En, NAME_LEAST, NAME_EN)?;
        Ok(Words { zh: zh.get_ref().clone(), en: en.get_ref().clone() })
    }

    /// A label whose id and name are checked.
    pub fn label(&self, raw: &RawLabel) -> Result<Label, DataFault> {
        Ok(Label { id: self.id(&raw.id)?, name: self.name(&raw.zh, &raw.en)? })
    }

    /// A few words of no fixed length but not longer than a sentence.
    pub fn words(&self, raw: &RawWords) -> Result<Words, DataFault> {
        self.fits(&raw.zh, Lang::Zh, 1, SENTENCE_ZH)?;
        self.fits(&raw.en, Lang::En, 1, SENTENCE_EN)?;
        Ok(Words { zh: raw.zh.get_ref().clone(), en: raw.en.get_ref().clone() })
    }

    /// Sentences: at least one in each language, each within its width and closed by a full stop or question mark.
    pub fn sentences(&self, raw: &RawSentences) -> Result<Sentences, DataFault> {
        for (list, lang) in [(&raw.zh, Lang::Zh), (&raw.en, Lang::En)] {
            if list.get_ref().is_empty() {
                return Err(self.fault(list.span(), "no sentence", "write at least one"));
            }
            for sentence in list.get_ref() {
                self.sentence(sentence, lang)?;
            }
        }
        let plain = |list: &Spanned<Vec<Spanned<String>>>| list.get_ref().iter().map(|s| s.get_ref().clone()).collect();
        Ok(Sentences { zh: plain(&raw.zh), en: plain(&raw.en) })
    }

    /// One sentence in each language.
    pub fn one_sentence(&self, raw: &RawWords) -> Result<Words, DataFault> {
        self.sentence(&raw.zh, Lang::Zh)?;
        self.sentence(&raw.en, Lang::En)?;
        Ok(Words { zh: raw.zh.get_ref().clone(), en: raw.en.get_ref().clone() })
    }

    fn sentence(&self, raw: &Spanned<String>, lang: Lang) -> Result<(), DataFault> {
        let (stops, widest) = match lang {
            Lang::Zh => (['。', '？'], SENTENCE_ZH),
            Lang::En => (['.', '?'], SENTENCE_EN),
        };
        self.fits(raw, lang, 1, widest)?;
        if raw.get_ref().ends_with(stops) {
            return Ok(());
        }
        Err(self.fault(raw.span(), format!("{:?} has no end", raw.get_ref()), format!("end it with {}", stops[0])))
    }

    /// Words people search with: one line of plain glyphs.
    pub fn keywords(&self, raw: &[Spanned<String>]) -> Result<Vec<String>, DataFault> {
        raw.iter()
            .map(|word| {
                self.fits(word, Lang::Zh, 1, SENTENCE_ZH)?;
                Ok(word.get_ref().clone())
            })
            .collect()
    }

    fn fits(&self, raw: &Spanned<String>, lang: Lang, least: usize, widest: usize) -> Result<(), DataFault> {
        let text = raw.get_ref();
        let plain = match lang {
            Lang::Zh => is_plain_chinese,
            Lang::En => is_plain_english,
        };
        if let Some(glyph) = text.chars().find(|&c| !plain(c)) {
            let point = u32::from(glyph);
            return Err(self.fault(
                raw.span(),
                format!("{text:?} holds U+{point:04X}, which not every terminal and voice can render"),
                "write it in words or with plain punctuation",
            ));
        }
        if text.trim() != text || text.chars().count() < least {
            return Err(self.fault(
                raw.span(),
                format!("{text:?} is too short or has space at an end"),
                format!("write at least {least} characters without space at the ends"),
            ));
        }
        let wide = columns(text);
        if wide > widest {
            return Err(self.fault(
                raw.span(),
                format!("{text:?} is {wide} cells wide"),
                format!("shorten it to {widest} cells; a Chinese character takes 2"),
            ));
        }
        Ok(())
    }
}

/// Cells that plain text takes: one for ASCII, two for all else.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn is_plain_english(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic()
}

/// ASCII, Han, and the punctuation that is two cells wide everywhere.
fn is_plain_chinese(c: char) -> bool {
    is_plain_english(c) || ('\u{4e00}'..='\u{9fff}').contains(&c) || "、。「」〔〕（），：；？！".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Row {
        zh: Spanned<String>,
        en: Spanned<String>,
    }

    fn name(text: &str) -> Result<Words, DataFault> {
        let source = Source::new("a.toml", text);
        let row: Row = source.read()?;
        source.name(&row.zh, &row.en)
    }

    #[test]
    fn faults_name_the_line() {
        let fault = name("# head\nzh = \"普通轮椅\"\nenn = \"x\"\n").unwrap_err();
        assert_eq!((fault.line, fault.file.as_str()), (3, "a.toml"));
        assert!(fault.fault.contains("enn"), "{fault}");
        assert!(fault.remedy.contains("spelling"), "{fault}");

        let fault = name("zh = \"普通轮椅\"\n").unwrap_err();
        assert!(fault.fault.contains("missing field `en`"), "{fault}");

        let fault = name("zh = \"普通轮椅\"\nen = \"A \u{201c}chair\u{201d}\"\n").unwrap_err();
        assert_eq!(fault.line, 2);
        assert!(fault.fault.contains("U+201C"), "{fault}");
    }

    #[test]
    fn names_have_a_width() {
        assert!(name("zh = \"一二三四五六七八九十一二三四五\"\nen = \"abc\"\n").is_ok());
        let fault = name("zh = \"一二三四五六七八九十一二三四五六\"\nen = \"abc\"\n").unwrap_err();
        assert!(fault.fault.contains("32 cells"), "{fault}");
        assert_eq!(name("zh = \"拐杖\"\nen = \"abc\"\n").unwrap_err().line, 1);
        assert_eq!(name(&format!("zh = \"普通轮椅\"\nen = \"{}\"\n", "a".repeat(39))).unwrap_err().line, 2);
    }

    #[test]
    fn sentences_end() {
        let text = "zh = [\"您好。\", \"再见\"]\nen = [\"Hello.\"]\n";
        let source = Source::new("a.toml", text);
        let raw: RawSentences = source.read().unwrap();
        let fault = source.sentences(&raw).unwrap_err();
        assert!(fault.fault.contains("再见"), "{fault}");
        assert!(fault.remedy.contains('。'), "{fault}");
    }

    #[test]
    fn ids_and_codes_have_a_shape() {
        #[derive(Deserialize)]
        struct One {
            id: Spanned<String>,
        }
        let source = Source::new("a.toml", "id = \"walking-stick\"");
        let one: One = source.read().unwrap();
        assert!(source.id(&one.id).is_ok());
        assert!(source.code(&one.id, "ad-", 3).is_err());
        let source = Source::new("a.toml", "id = \"Walking--stick\"");
        let one: One = source.read().unwrap();
        assert!(source.id(&one.id).is_err());
    }
}
