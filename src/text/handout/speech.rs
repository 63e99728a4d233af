//! Speech: the words for an engine, with the voice each piece is for.

use std::fmt::Write as _;

use super::html::escaped;
use super::{Handout, runs};
use crate::text::Lang;
use crate::text::spoken::{Reading, homophones, spoken};

/// What an engine is given for printed words: pieces in their spoken form, each for a voice of its language.
fn said(words: &str, lang: Lang) -> Vec<(Lang, String)> {
    let voiced = |(of, piece): (Lang, String)| {
        // A file is for whoever is given it: codes are read in the usual way.
        let said = spoken(&piece, of, Reading::default());
        (of, if of == Lang::Zh { homophones(&said).into_owned() } else { said })
    };
    runs(words, lang).into_iter().map(voiced).collect()
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
