//! Signs: which characters are which, and what a sign is called.

use std::borrow::Cow;

use super::Lang;

/// The zeros of the scripts whose digits people in China may type.
const ZEROS: [u32; 8] = [0xFF10, 0x0660, 0x06F0, 0x0966, 0x0F20, 0x1810, 0x0E50, 0x1946];

/// The characters of `words` with full-width letters, digits and signs as ASCII, other digits too, and every kind of
/// hyphen as one.
pub(super) fn folded(words: &str) -> Vec<char> {
    let mut chars = Vec::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\u{a0}' | '\u{3000}' => chars.push(' '),
            '\u{2010}'..='\u{2013}' | '\u{2212}' | '－' => chars.push('-'),
            '〇' => chars.push('零'),
            '％'
            | '＊'
            | '＃'
            | '＠'
            | '＆'
            | '＝'
            | '＜'
            | '＞'
            | '＿'
            | '＄'
            | '＋'
            | '／'
            | '．'
            | '＼'
            | '｜'
            | 'Ａ'..='Ｚ'
            | 'ａ'..='ｚ' => chars.extend(char::from_u32(u32::from(c) - 0xFEE0)),
            _ if c.is_ascii() || is_han(c) => chars.push(c),
            _ => {
                let digit = ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10));
                chars.push(digit.and_then(|value| char::from_digit(value, 10)).unwrap_or(c));
            }
        }
    }
    chars
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Latin letters, with and without marks.
pub(super) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic())
}

/// A letter of any script; not the letters in rings and boxes, nor the numbers that Unicode counts as letters.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        && !c.is_numeric()
        && !matches!(u32::from(c), 0x2070..=0x2bff | 0x3200..=0x33ff | 0x1_d000..=0x1_faff)
}

/// The pause that a mark makes in the language being spoken.
pub(super) fn pause(c: char, lang: Lang) -> Option<char> {
    let (zh, en) = match c {
        '、' => ('、', ','),
        '。' | '.' | '｡' => ('。', '.'),
        '？' | '?' => ('？', '?'),
        '！' | '!' => ('！', '!'),
        '：' | ':' => ('：', ':'),
        '；' | ';' => ('；', ';'),
        '，' | ',' | '—' | '―' | '…' | '|' | '\n' | '\r' | '(' | ')' | '[' | ']' | '{' | '}' | '（' | '）' | '〔'
        | '〕' | '【' | '】' | '［' | '］' | '｛' | '｝' | '〖' | '〗' | '〈' | '〉' => ('，', ','),
        _ => return None,
    };
    Some(if lang == Lang::Zh { zh } else { en })
}

/// Signs that are written but not said.
fn is_silent(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '「' | '」' | '『' | '』' | '《' | '》' | '“' | '”' | '‘' | '’' | '^' | '*')
}

/// What a sign is called in the middle of words; nothing for one that only draws.
pub(super) fn in_words(c: char, lang: Lang) -> Option<Cow<'static, str>> {
    if is_silent(c) {
        return None;
    }
    named(c, lang).or_else(|| enclosed(c, lang).map(Cow::Owned))
}

/// What a sign is called when it is asked for by itself.
pub(super) fn name(c: char, lang: Lang) -> Option<Cow<'static, str>> {
    named(c, lang).or_else(|| enclosed(c, lang).map(Cow::Owned)).or_else(|| {
        let (zh, en) = match c {
            ' ' => ("空格", "space"),
            ',' | '，' => ("逗号", "comma"),
            '、' => ("顿号", "list comma"),
            '.' => ("点", "dot"),
            '。' => ("句号", "full stop"),
            '?' | '？' => ("问号", "question mark"),
            '!' | '！' => ("感叹号", "exclamation mark"),
            ':' | '：' => ("冒号", "colon"),
            ';' | '；' => ("分号", "semicolon"),
            '-' => ("杠", "dash"),
            '—' | '―' => ("破折号", "long dash"),
            '…' => ("省略号", "dots"),
            '|' => ("竖线", "bar"),
            '(' | '（' => ("左括号", "open bracket"),
            ')' | '）' => ("右括号", "close bracket"),
            '[' | '［' | '〔' | '【' | '〖' => ("左方括号", "open square bracket"),
            ']' | '］' | '〕' | '】' | '〗' => ("右方括号", "close square bracket"),
            '{' | '｛' => ("左花括号", "open curly bracket"),
            '}' | '｝' => ("右花括号", "close curly bracket"),
            '"' => ("引号", "quote"),
            '\'' => ("撇号", "apostrophe"),
            '“' | '「' | '『' => ("左引号", "open quote"),
            '”' | '」' | '』' => ("右引号", "close quote"),
            '‘' => ("左单引号", "open single quote"),
            '’' => ("右单引号", "close single quote"),
            '《' | '〈' => ("左书名号", "open title mark"),
            '》' | '〉' => ("右书名号", "close title mark"),
            '`' => ("反引号", "backquote"),
            '^' => ("尖号", "caret"),
            '*' => ("星号", "star"),
            '·' | '•' => ("间隔点", "middle dot"),
            '●' | '○' | '◆' | '■' | '□' | '▪' => ("圆点或方块", "bullet"),
            _ => return None,
        };
        Some(Cow::Borrowed(if lang == Lang::Zh { zh } else { en }))
    })
}

/// Signs that have the same name inside words and by themselves.
fn named(c: char, lang: Lang) -> Option<Cow<'static, str>> {
    let (zh, en) = match c {
        '%' => ("百分号", "percent"),
        '‰' => ("千分号", "per mille"),
        '¥' | '￥' => ("元", "yuan"),
        '$' => ("美元", "dollar"),
        '€' => ("欧元", "euro"),
        '£' | '￡' => ("英镑", "pound"),
        '/' | '∕' => ("斜杠", "slash"),
        '\\' => ("反斜杠", "backslash"),
        '_' => ("下划线", "underscore"),
        '@' => ("艾特", "at"),
        '#' => ("井号", "hash"),
        '&' => ("和", "and"),
        '+' => ("加", "plus"),
        '=' => ("等于", "equals"),
        '×' => ("乘", "times"),
        '÷' => ("除以", "divided by"),
        '±' => ("正负", "plus or minus"),
        '<' => ("小于", "less than"),
        '>' => ("大于", "greater than"),
        '≤' | '≦' => ("不大于", "at most"),
        '≥' | '≧' => ("不小于", "at least"),
        '≠' => ("不等于", "not equal to"),
        '≈' => ("约等于", "about"),
        '~' | '～' => ("波浪号", "tilde"),
        '°' => ("度", "degrees"),
        '℃' => ("摄氏度", "degrees Celsius"),
        '²' => ("平方", "squared"),
        '³' => ("立方", "cubed"),
        '㎡' => ("平方米", "square metres"),
        '㎜' => ("毫米", "millimetres"),
        '㎝' => ("厘米", "centimetres"),
        '㎞' => ("公里", "kilometres"),
        '㎏' => ("公斤", "kilograms"),
        '½' => ("二分之一", "one half"),
        '¼' => ("四分之一", "one quarter"),
        '¾' => ("四分之三", "three quarters"),
        '№' => ("第", "number"),
        '§' => ("第", "section"),
        '©' => ("版权标志", "copyright"),
        '√' | '✓' | '✔' | '☑' => ("对勾", "tick"),
        '✗' | '✘' | '☒' => ("叉", "cross"),
        '→' => ("右箭头", "right arrow"),
        '←' => ("左箭头", "left arrow"),
        '↑' => ("上箭头", "up arrow"),
        '↓' => ("下箭头", "down arrow"),
        _ => return None,
    };
    Some(Cow::Borrowed(if lang == Lang::Zh { zh } else { en }))
}

/// Roman numbers and numbers in rings and brackets, and letters in rings.
fn enclosed(c: char, lang: Lang) -> Option<String> {
    let code = u32::from(c);
    let number = match code {
        0x2160..=0x216b => code - 0x215f,
        0x2170..=0x217b => code - 0x216f,
        0x2460..=0x2473 => code - 0x245f,
        0x2474..=0x2487 => code - 0x2473,
        0x2488..=0x249b => code - 0x2487,
        0x2776..=0x277f => code - 0x2775,
        0x3220..=0x3229 => code - 0x321f,
        0x3280..=0x3289 => code - 0x327f,
        0x24b6..=0x24cf => return char::from_u32(code - 0x24b6 + 0x41).map(String::from),
        0x24d0..=0x24e9 => return char::from_u32(code - 0x24d0 + 0x41).map(String::from),
        _ => return None,
    };
    Some(match lang {
        Lang::Zh => super::numbers::cardinal(u128::from(number), super::numbers::Two::Plain),
        Lang::En => number.to_string(),
    })
}
