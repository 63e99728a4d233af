//! Codes, which are read character by character in groups: identity, certificate and telephone numbers, receipts, and
//! what is left of them where they are masked.

use super::numbers::{self, Two, cardinal};
use super::{Lang, Reading};
use crate::text::grouped;

/// How many digits are read in one breath where nothing else is usual.
const GROUP: usize = 4;

/// Characters one by one: 零零二X, 0 0 2 X. A hyphen is 杠 or dash.
pub(super) fn apart(code: &str, lang: Lang, reading: Reading) -> String {
    let mut said = String::with_capacity(code.len() * 3);
    let mut letter_before = false;
    for c in code.chars() {
        let letter = c.is_ascii_alphabetic();
        if !said.is_empty() && (lang == Lang::En || (letter && letter_before)) {
            said.push(' ');
        }
        match (lang, c) {
            (Lang::Zh, '-') => said.push('杠'),
            (Lang::En, '-') => said.push_str("dash"),
            (Lang::Zh, '1') if reading.yao => said.push('幺'),
            (Lang::Zh, _) => said.push(numbers::digit(c.to_ascii_uppercase())),
            (Lang::En, _) => said.push(c.to_ascii_uppercase()),
        }
        letter_before = letter;
    }
    said
}

pub(super) fn comma(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "，" } else { ", " }
}

fn joined<'g>(groups: impl IntoIterator<Item = &'g str>, lang: Lang, reading: Reading) -> String {
    groups.into_iter().map(|group| apart(group, lang, reading)).collect::<Vec<_>>().join(comma(lang))
}

/// In groups of four from the left.
fn fours(code: &str) -> Vec<String> {
    let chars: Vec<char> = code.chars().collect();
    chars.chunks(GROUP).map(|group| group.iter().collect()).collect()
}

/// An identity number: its characters one by one in groups of 6, 8 and 4.
pub fn identity_number(value: &str, lang: Lang, reading: Reading) -> String {
    joined(grouped(value).iter().map(String::as_str), lang, reading)
}

/// A certificate number: how many characters it has, then groups of four.
pub fn certificate_number(value: &str, lang: Lang, reading: Reading) -> String {
    format!("{}{}{}", how_many(value.chars().count(), lang), comma(lang), long(value, lang, reading))
}

fn how_many(characters: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}位", cardinal(characters as u128, Two::Count)),
        Lang::En => format!("{characters} characters"),
    }
}

/// Any other long code, in fours.
pub(super) fn long(value: &str, lang: Lang, reading: Reading) -> String {
    joined(fours(value).iter().map(String::as_str), lang, reading)
}

/// A telephone number: a mobile one 3-4-4, a land line 010 and 4-4.
pub fn phone(value: &str, lang: Lang, reading: Reading) -> String {
    match value.split_once('-') {
        Some((area, local)) => joined([area].into_iter().chain(fours(local).iter().map(String::as_str)), lang, reading),
        None => joined(grouped(value).iter().map(String::as_str), lang, reading),
    }
}

/// A receipt number or another code of letters, hyphens and digits: letters one by one, 杠 for the hyphen, digits one by
/// one in groups of four. A space parts groups that are printed apart.
pub fn receipt(value: &str, lang: Lang, reading: Reading) -> String {
    let mut groups: Vec<String> = Vec::new();
    for part in value.split_whitespace() {
        let mut rest = part;
        while !rest.is_empty() {
            let digit = rest.starts_with(|c: char| c.is_ascii_digit());
            let end = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
            let (piece, more) = rest.split_at(end);
            if digit {
                groups.extend(fours(piece));
            } else {
                groups.push(piece.to_owned());
            }
            rest = more;
        }
    }
    joined(groups.iter().map(String::as_str), lang, reading)
}

/// A short code of a list, such as ad-010, R07 or F1, in one breath. 幺 is for codes that are dictated; one or two
/// digits are not.
pub(super) fn short(value: &str, lang: Lang, reading: Reading) -> String {
    let yao = reading.yao && value.chars().filter(char::is_ascii_digit).count() > 2;
    apart(value, lang, Reading { yao })
}

/// Digits inside a word, such as a file's name: in groups where they are many.
pub(super) fn digits(value: &str, lang: Lang, reading: Reading) -> String {
    if value.len() > GROUP + 1 { long(value, lang, reading) } else { short(value, lang, reading) }
}

/// The end of a number of which the rest is kept back: 尾号零零幺八; ending in 0 0 1 8.
pub(super) fn ending(end: &str, lang: Lang, reading: Reading) -> String {
    let begin = if lang == Lang::Zh { "尾号" } else { "ending in " };
    format!("{begin}{}", apart(end, lang, reading))
}

/// A masked value, in which a star stands for each hidden character: a number by its end, a name by its beginning.
pub fn masked(value: &str, lang: Lang, reading: Reading) -> String {
    let end = value.trim_start_matches('*');
    let begin = value.trim_end_matches('*');
    if begin.is_empty() {
        let count = how_many(value.chars().count(), lang);
        let hidden = if lang == Lang::Zh { "不念出来" } else { "not read out" };
        return format!("{count}{}{hidden}", comma(lang));
    }
    if end.len() < value.len() {
        return ending(end, lang, reading);
    }
    let han = begin.chars().all(super::signs::is_han);
    match (begin.len() < value.len(), lang) {
        (false, _) => value.to_owned(),
        // In a public notice 王某某 stands for one whose name is not told; it is said so in English too.
        (true, _) if han => format!("{begin}某某"),
        (true, Lang::Zh) => format!("{begin}，其余不念出来"),
        (true, Lang::En) => format!("{begin}, the rest not read out"),
    }
}
