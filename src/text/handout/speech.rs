//! Speech: the words for an engine, with the voice each piece is for.

use std::fmt::Write as _;

use super::html::escaped;
use super::{Handout, runs};
use crate::text::Lang;

/// What an engine is given for printed words: pieces, each for a voice of its language.
fn said(words: &str, lang: Lang) -> Vec<(Lang, String)> {
    runs(words, lang)
}

/// The handout as speech mark-up for a voice of its language; `voice` names the voice of a language. Each part is a
/// paragraph, so that there is a pause behind it.
pub fn ssml(page: &Handout, voice: impl Fn(Lang) -> &'static str) -> String {
    let mut out = String::from("<speak>\n");
    let parts = page.parts.iter().map(super::Part::words);
    for words in std::iter::once(page.title.clone()).chain(parts) {
        out.push_str("<p>");
        for (lang, piece) in said(&words, page.lang) {
            let piece = escaped(&piece);
            if lang == page.lang {
                out.push_str(&piece);
            } else {
                write!(out, "<voice name=\"{}\">{piece}</voice>", voice(lang)).expect("a string takes everything");
            }
        }
        out.push_str("</p>\n");
    }
    out.push_str("</speak>\n");
    out
}
