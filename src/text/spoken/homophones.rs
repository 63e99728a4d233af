//! Words that the Chinese voice of espeak reads wrong, written with characters of the same sound that it reads right.
//!
//! That voice reads most characters by their first reading wherever they stand: 地 in 地址 as the particle, 重 in 重新 as
//! "heavy". The table holds the words of our own strings, found by comparing what the voice says with what each string
//! should be; where a word of the table begins by chance inside others, as 目的 in 项目的, those others stand in it as
//! they are. It is for that voice only: another one reads characters in their words, and a screen shows the right ones.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A word a line, with what stands for it and its reading; a word alone shields itself.
const WORDS: &str = include_str!("../../../assets/locales/zh-CN/homophones.txt");

/// Words by their first character, the longest first.
type Table = HashMap<char, Vec<(&'static str, &'static str)>>;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::new();
        for line in WORDS.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let Some(word) = fields.next() else { continue };
            let Some(first) = word.chars().next() else { continue };
            table.entry(first).or_default().push((word, fields.next().unwrap_or(word)));
        }
        for words in table.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        table
    })
}

/// `words` as that voice has to be given them to be heard right.
pub fn homophones(words: &str) -> Cow<'_, str> {
    let table = table();
    let mut heard = String::new();
    // What is copied up to, and where the next word may begin.
    let (mut copied, mut at) = (0, 0);
    while let Some(rest) = words.get(at..)
        && let Some(first) = rest.chars().next()
    {
        let found = table.get(&first).and_then(|known| known.iter().find(|(word, _)| rest.starts_with(word)));
        let Some((word, other)) = found else {
            at += first.len_utf8();
            continue;
        };
        if word != other {
            heard.push_str(words.get(copied..at).unwrap_or_default());
            heard.push_str(other);
            copied = at + word.len();
        }
        at += word.len();
    }
    if copied == 0 {
        return Cow::Borrowed(words);
    }
    heard.push_str(words.get(copied..).unwrap_or_default());
    Cow::Owned(heard)
}
