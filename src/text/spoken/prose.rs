//! Chinese prose: values are said by their type, signs by name or as a pause, everything else as it stands.
//!
//! What comes out holds Han, letters, spaces and the marks ，。？！：；、 only.

use super::read::Source;
use super::said::Said;
use super::{Lang, Reading, codes, signs};

/// Keys as they are called in Chinese. A word stands for a key only where no other Latin word stands beside it.
const KEYS: [(&str, &str); 22] = [
    ("Enter", "回车键"),
    ("Return", "回车键"),
    ("Tab", "制表键"),
    ("Shift", "上档键"),
    ("Ctrl", "控制键"),
    ("Control", "控制键"),
    ("Alt", "换挡键"),
    ("Esc", "退出键"),
    ("Escape", "退出键"),
    ("Backspace", "退格键"),
    ("Delete", "删除键"),
    ("Insert", "插入键"),
    ("Space", "空格键"),
    ("Home", "行首键"),
    ("End", "行尾键"),
    ("PageUp", "上翻页键"),
    ("PageDown", "下翻页键"),
    ("CapsLock", "大写锁定键"),
    ("Up", "上箭头"),
    ("Down", "下箭头"),
    ("Left", "左箭头"),
    ("Right", "右箭头"),
];
/// Signs inside a Latin word, such as a file's name.
const INNER: [char; 5] = ['-', '.', '_', '\'', '’'];

/// `chars`, folded, as a Chinese engine is to be given them.
pub(super) fn chinese(chars: &[char], reading: Reading) -> String {
    let source = Source::new(chars, Lang::Zh);
    let mut said = Said::new(Lang::Zh, chars.len() * 4);
    let mut at = 0;
    while at < chars.len() {
        if let Some((value, end)) = source.value(at) {
            said.push(&value.say(Lang::Zh, reading));
            if value.is_long() && signs::is_letter(source.at(end)) {
                said.comma();
            }
            at = end;
            continue;
        }
        let c = source.at(at);
        if signs::is_latin(c) {
            at = latin(source, at, chars.len(), &mut said, reading);
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

/// One sign, by what stands next to it.
fn sign(source: Source<'_>, at: usize, said: &mut Said) {
    let (c, before, after) = (source.at(at), source.before(at), source.at(at + 1));
    let outside_words = |c: char| c.is_whitespace() || c == '\0';
    match c {
        ' ' | '\t' | '·' | '•' | '・' => said.space(),
        '-' if outside_words(after) || (signs::is_latin(before) && signs::is_latin(after)) => {
            if outside_words(before) {
                said.comma();
            } else {
                said.space();
            }
        }
        '-' => said.push("杠"),
        // Between two words either will do; in a path it is said.
        '/' if signs::is_han(before) && signs::is_han(after) => said.pause('、'),
        '.' if after.is_ascii_alphanumeric() && !outside_words(before) => said.push("点"),
        '.' if signs::is_latin(before) && !outside_words(after) => {}
        _ => {
            if let Some(mark) = signs::pause(c, Lang::Zh) {
                said.pause(mark);
            } else if let Some(name) = signs::in_words(c, Lang::Zh) {
                said.push(&name);
            } else if c.is_whitespace() {
                said.space();
            }
        }
    }
}

/// A Latin word, the name of a key or of a file, or a short code. Returns its end.
fn latin(source: Source<'_>, begin: usize, length: usize, said: &mut Said, reading: Reading) -> usize {
    let part = |at: usize| signs::is_latin(source.at(at)) || source.at(at).is_ascii_digit();
    let mut end = begin + 1;
    while end < length && (part(end) || (INNER.contains(&source.at(end)) && part(end + 1))) {
        end += 1;
    }
    let word = source.text(begin, end);
    if let Some((_, key)) = KEYS.iter().find(|(name, _)| *name == word)
        && !neighbours(source, begin, end)
    {
        said.push(key);
        return if source.at(end) == '键' && key.ends_with('键') { end + 1 } else { end };
    }
    if is_code(&word) {
        said.space();
        said.push(&codes::short(&word, Lang::Zh, reading));
        if signs::is_latin(source.at(end)) || source.at(end) == ' ' {
            said.space();
        }
        return end;
    }
    word_of_letters(&word, said, reading);
    end
}

/// Whether another Latin word stands beside this one.
fn neighbours(source: Source<'_>, begin: usize, end: usize) -> bool {
    let before = source.before(begin) == ' ' && begin > 1 && signs::is_latin(source.at(begin - 2));
    before || (source.at(end) == ' ' && signs::is_latin(source.at(end + 1)))
}

/// A letter, two capitals, or a few letters with numbers behind them: X, CD, F1, R07, ad-010.
pub(super) fn is_code(word: &str) -> bool {
    let letters = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
    let (letters, rest) = word.split_at(letters);
    if rest.is_empty() {
        return letters.len() == 1 || (letters.len() == 2 && letters.chars().all(|c| c.is_ascii_uppercase()));
    }
    letters.len() <= 3
        && !letters.is_empty()
        && rest.split('-').enumerate().all(|(place, number)| {
            (place == 0 && number.is_empty()) || (!number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
        })
}

/// A letter as a capital, where that is one letter: the capital of ǰ is two characters, one of them only a mark.
fn capital(letter: char) -> char {
    let mut raised = letter.to_uppercase();
    raised.next().filter(|_| raised.len() == 0).unwrap_or(letter)
}

/// A word as it is, with what an engine cannot say put into words.
fn word_of_letters(word: &str, said: &mut Said, reading: Reading) {
    let mut rest = word;
    let mut latin_before = false;
    while let Some(c) = rest.chars().next() {
        let class = |c: char| if c.is_ascii_digit() { 1 } else { i32::from(!signs::is_latin(c)) * 2 };
        let end = rest.find(|other| class(other) != class(c)).unwrap_or(rest.len());
        let (piece, more) = rest.split_at(end);
        match class(c) {
            0 if piece.chars().count() == 1 && !latin_before => {
                said.space();
                said.push(&capital(c).to_string());
            }
            0 => said.push(piece),
            1 => said.push(&codes::digits(piece, Lang::Zh, reading)),
            _ => {
                let inside = more.starts_with(signs::is_latin) && latin_before;
                match c {
                    '\'' | '’' if inside => said.push("'"),
                    '\'' | '’' => {}
                    '-' if inside => said.space(),
                    '-' => said.push("杠"),
                    '_' => said.push("下划线"),
                    _ => said.push("点"),
                }
            }
        }
        latin_before = class(c) == 0 || (matches!(c, '\'' | '’') && latin_before);
        rest = more;
    }
}
