//! Spelling: letter by letter, character by character, digit by digit.
//!
//! In English a letter is said with its word of the spelling alphabet. In Chinese it is said by its name alone: those
//! words are English, few listeners know them, and each would need another voice. A Chinese character is said in a word
//! that it is known by, 喜爱的爱, in both languages.

use super::characters;
use super::codes::{self, comma};
use super::{Lang, Reading, signs};
use crate::text::grouped;

const ALPHABET: [&str; 26] = [
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima",
    "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray",
    "Yankee", "Zulu",
];

/// Digits in a row that are read in groups.
const LONG: usize = 6;

/// A value letter by letter. Digits in a row are read in the groups in which people read them.
pub fn spelled(value: &str, lang: Lang, reading: Reading) -> String {
    let chars = signs::folded(value);
    // Which letters are capitals is worth telling only where not all of them are.
    let mixed = chars.iter().any(char::is_ascii_lowercase) && chars.iter().any(char::is_ascii_uppercase);
    let mut said: Vec<String> = Vec::new();
    let mut at = 0;
    let mut spaces = 0;
    let whole = number(&chars);
    if let Some(whole) = whole {
        return grouped(&whole)
            .iter()
            .map(|group| codes::apart(group, lang, reading))
            .collect::<Vec<_>>()
            .join(comma(lang));
    }
    while let Some(&c) = chars.get(at) {
        let digits = chars.get(at..).unwrap_or_default().iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 {
            let run: String = chars.get(at..at + digits).unwrap_or_default().iter().collect();
            let reading = Reading { yao: reading.yao && digits > 2 };
            if digits < LONG {
                said.push(codes::apart(&run, lang, reading));
            } else {
                said.extend(grouped(&run).iter().map(|group| codes::apart(group, lang, reading)));
            }
            at += digits;
            continue;
        }
        spaces = if c == ' ' { spaces + 1 } else { 0 };
        // One is said of several in a row.
        if spaces < 2 {
            said.push(of(c, lang, mixed));
        }
        at += 1;
    }
    said.join(comma(lang))
}

/// The digits of a value that is nothing but a number, with an X at its end perhaps, typed in groups perhaps.
fn number(chars: &[char]) -> Option<String> {
    let compact: String = chars.iter().filter(|c| !c.is_whitespace()).collect();
    let body = compact.strip_suffix(['X', 'x']).unwrap_or(&compact);
    (!body.is_empty() && body.bytes().all(|b| b.is_ascii_digit())).then(|| compact.to_uppercase())
}

/// One character, at the caret or just typed: what it is, then how it is known.
pub fn character(c: char, lang: Lang, reading: Reading) -> String {
    let folded = signs::folded(c.encode_utf8(&mut [0; 4]));
    let c = folded.first().copied().unwrap_or(c);
    if c.is_ascii_digit() {
        return codes::apart(c.encode_utf8(&mut [0; 4]), lang, reading);
    }
    match characters::phrase(c) {
        Some(phrase) => format!("{c}{}{phrase}", comma(lang)),
        None => of(c, lang, true),
    }
}

fn of(c: char, lang: Lang, capitals: bool) -> String {
    if c.is_ascii_alphabetic() {
        let place = usize::from(c.to_ascii_uppercase() as u8 - b'A');
        let capital = capitals && c.is_ascii_uppercase();
        return match (lang, capital) {
            (Lang::Zh, true) => format!("大写{c}"),
            (Lang::Zh, false) => c.to_ascii_uppercase().to_string(),
            (Lang::En, true) => format!("capital {}", ALPHABET[place]),
            (Lang::En, false) => ALPHABET[place].to_owned(),
        };
    }
    if let Some(phrase) = characters::phrase(c) {
        return phrase.to_owned();
    }
    if let Some(name) = signs::name(c, lang) {
        return name.into_owned();
    }
    if signs::is_letter(c) {
        return c.to_string();
    }
    if c.is_whitespace() {
        return signs::name(' ', lang).unwrap_or_default().into_owned();
    }
    let code = format!("{:X}", u32::from(c));
    let digits = codes::apart(&code, lang, Reading { yao: false });
    if lang == Lang::Zh { format!("符号U {digits}") } else { format!("sign U {digits}") }
}
