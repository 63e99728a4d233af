//! English prose. Numbers stay in digits where every engine reads them right; codes are read digit by digit, signs by
//! name or as a pause. Chinese inside it, a name or an address, is put together with its numbers by the Chinese rules,
//! as a Chinese voice will say it.

use super::read::Source;
use super::said::Said;
use super::{Lang, Reading, codes, prose, signs};

/// Signs inside a word, such as a file's name.
const INNER: [char; 5] = ['-', '.', '_', '\'', '’'];

/// Units that engines spell.
const UNITS: [(&str, &str); 5] =
    [("mm", "millimetres"), ("cm", "centimetres"), ("m", "metres"), ("km", "kilometres"), ("kg", "kilograms")];

/// `chars`, folded, as an English engine is to be given them.
pub(super) fn english(chars: &[char], reading: Reading) -> String {
    let source = Source::new(chars, Lang::En);
    let mut said = Said::new(Lang::En, chars.len() * 2);
    let mut at = 0;
    while at < chars.len() {
        if let Some(end) = chinese_part(source, at, chars.len()) {
            said.push(&prose::chinese(chars.get(at..end).unwrap_or_default(), reading));
            at = end;
            continue;
        }
        if let Some((value, end)) = source.value(at) {
            if !source.before(at).is_whitespace() && signs::is_letter(source.before(at)) {
                said.space();
            }
            said.push(&value.say(Lang::En, reading));
            if value.is_long() && source.at(end) == ' ' && signs::is_letter(source.at(end + 1)) {
                said.comma();
            }
            at = end;
            continue;
        }
        let c = source.at(at);
        if signs::is_latin(c) || c.is_ascii_digit() {
            at = word(source, at, chars.len(), &mut said, reading);
            continue;
        }
        if signs::is_letter(c) {
            said.letter(c);
        } else {
            sign(source, at, &mut said);
        }
        at += 1;
    }
    said.done()
}

/// The end of a piece of Chinese with the numbers and marks in it, if one begins here.
fn chinese_part(source: Source<'_>, begin: usize, length: usize) -> Option<usize> {
    let first = source.at(begin);
    if !signs::is_han(first) && !first.is_ascii_digit() {
        return None;
    }
    let mut end = begin;
    let mut han = false;
    for at in begin..length {
        let c = source.at(at);
        if signs::is_han(c) || (c.is_ascii_digit() && (han || signs::is_han(source.at(at + 1)) || at == end)) {
            han |= signs::is_han(c);
            end = at + 1;
        } else if !matches!(c, '、' | '〔' | '〕' | '《' | '》' | '「' | '」' | '·' | '*' | '-' | '%' | '.') {
            break;
        }
    }
    // Stars at the end belong to a masked name.
    while han && source.at(end) == '*' {
        end += 1;
    }
    han.then_some(end)
}

/// A word, which may hold hyphens, an apostrophe, a dot or digits. Returns its end.
fn word(source: Source<'_>, begin: usize, length: usize, said: &mut Said, reading: Reading) -> usize {
    let part = |at: usize| signs::is_latin(source.at(at)) || source.at(at).is_ascii_digit();
    let mut end = begin + 1;
    while end < length && (part(end) || (INNER.contains(&source.at(end)) && part(end + 1))) {
        end += 1;
    }
    let word = source.text(begin, end);
    if word == "No" && source.follows(end, ". ") && source.at(end + 2).is_ascii_digit() {
        said.push("number");
        return end + 1;
    }
    if source.before(begin) == ' '
        && begin > 1
        && source.at(begin - 2).is_ascii_digit()
        && let Some((_, whole)) = UNITS.iter().find(|(unit, _)| *unit == word)
    {
        said.push(whole);
        return end;
    }
    let joined = matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "s");
    if source.before(begin).is_ascii_digit() && !joined {
        said.space();
    }
    if word.contains(|c: char| c.is_ascii_digit()) && prose::is_code(&word) {
        said.push(&codes::short(&word, Lang::En, reading));
        return end;
    }
    let mut piece = String::new();
    let letter = |at: usize| at >= begin && at < end && signs::is_latin(source.at(at));
    for at in begin..end {
        match source.at(at) {
            c if c.is_ascii_digit() => {
                let from = (begin..at).rev().find(|&before| !source.at(before).is_ascii_digit());
                // All digits in a row are said with the first of them.
                if from.map_or(at == begin, |from| from + 1 == at) {
                    let stop = (at..end).find(|&next| !source.at(next).is_ascii_digit()).unwrap_or(end);
                    flush(&mut piece, said);
                    said.space();
                    said.push(&codes::digits(&source.text(at, stop), Lang::En, reading));
                    if stop < end {
                        said.space();
                    }
                }
            }
            '\'' | '’' if letter(at - 1) && letter(at + 1) => piece.push('\''),
            '\'' | '’' => {}
            '-' if letter(at - 1) && letter(at + 1) => piece.push('-'),
            sign if INNER.contains(&sign) => {
                flush(&mut piece, said);
                said.word(match sign {
                    '-' => "dash",
                    '_' => "underscore",
                    _ => "dot",
                });
            }
            c => piece.push(c),
        }
    }
    flush(&mut piece, said);
    end
}

fn flush(piece: &mut String, said: &mut Said) {
    if !piece.is_empty() {
        said.push(piece);
        piece.clear();
    }
}

/// One sign, by what stands next to it.
fn sign(source: Source<'_>, at: usize, said: &mut Said) {
    let (c, before, after) = (source.at(at), source.before(at), source.at(at + 1));
    let outside_words = |c: char| c.is_whitespace() || c == '\0';
    match c {
        ' ' | '\t' | '·' | '•' | '・' => said.space(),
        '-' if outside_words(after) => said.comma(),
        '-' if before.is_alphanumeric() && after.is_alphanumeric() => said.space(),
        '-' => said.word("dash"),
        '.' | ',' | ':' if after.is_ascii_alphanumeric() && before.is_ascii_digit() && c != ',' => {
            said.word(if c == '.' { "point" } else { "colon" });
        }
        '.' if after.is_ascii_alphanumeric() => said.word("dot"),
        _ => {
            if let Some(mark) = signs::pause(c, Lang::En) {
                said.pause(mark);
            } else if let Some(name) = signs::in_words(c, Lang::En) {
                said.word(&name);
            } else if c.is_whitespace() {
                said.space();
            }
        }
    }
}
