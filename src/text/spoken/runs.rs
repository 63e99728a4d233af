//! An utterance cut by script, so that each piece goes to a voice that can say it.

use super::Lang;
use super::signs::{is_han, is_latin};

/// The pieces of `words` in order, each with the language of the voice it is for. Put together again they are `words`.
///
/// In Chinese a word of three letters or more goes to the English voice, with all Latin words around it. Single letters
/// and pairs stay: a Chinese voice says them, and a change of voice in the middle of a code would tear it apart. In
/// English everything in Han goes to the Chinese voice.
pub fn runs(words: &str, lang: Lang) -> Vec<(Lang, String)> {
    let mut runs: Vec<(Lang, String)> = Vec::new();
    for piece in pieces(words, lang) {
        let its = match (lang, piece.han, piece.longest) {
            (Lang::Zh, false, 3..) => Lang::En,
            (Lang::En, true, _) => Lang::Zh,
            _ => lang,
        };
        match runs.last_mut() {
            Some((last, text)) if *last == its => text.push_str(piece.text),
            _ => runs.push((its, piece.text.to_owned())),
        }
    }
    // Signs and spaces alone are nothing to change the voice for.
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    let mut settled: Vec<(Lang, String)> = Vec::with_capacity(runs.len());
    for (its, text) in runs {
        match settled.last_mut() {
            Some((last, before)) if *last == its || !says(&text) || !says(before) => {
                if !says(before) {
                    *last = its;
                }
                before.push_str(&text);
            }
            _ => settled.push((its, text)),
        }
    }
    settled
}

/// A stretch of one script with the marks and spaces behind it.
struct Piece<'a> {
    text: &'a str,
    han: bool,
    /// Letters of its longest Latin word.
    longest: usize,
}

/// Cuts before each change between Han and Latin; all else goes with what stands before it. Digits are left only in
/// English, and are English.
fn pieces(words: &str, lang: Lang) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut begin, mut script) = (0, None);
    let (mut letters, mut longest) = (0, 0);
    for (at, c) in words.char_indices() {
        let now = if is_han(c) {
            Some(true)
        } else if is_latin(c) || (lang == Lang::En && c.is_ascii_digit()) {
            Some(false)
        } else {
            None
        };
        if now.is_some() && script.is_some() && now != script {
            let text = words.get(begin..at).unwrap_or_default();
            pieces.push(Piece { text, han: script == Some(true), longest });
            (begin, letters, longest) = (at, 0, 0);
        }
        script = now.or(script);
        letters = if now == Some(false) { letters + 1 } else { 0 };
        longest = longest.max(letters);
    }
    if begin < words.len() {
        pieces.push(Piece { text: words.get(begin..).unwrap_or_default(), han: script == Some(true), longest });
    }
    pieces
}
