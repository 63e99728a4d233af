//! Chinese characters by a word that everybody knows them from.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Phrases parted by white space, each ending with the character that it is for; lines that begin with `#` part them
/// into groups. Read once, when something is first spelled.
const PHRASES: &str = include_str!("../../../assets/locales/zh-CN/characters.txt");

fn table() -> &'static HashMap<char, &'static str> {
    static TABLE: OnceLock<HashMap<char, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| phrases().filter_map(|phrase| Some((phrase.chars().next_back()?, phrase))).collect())
}

pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
    PHRASES.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// The phrase that tells `c` from all others that sound like it: 喜爱的爱 for 爱.
pub(super) fn phrase(c: char) -> Option<&'static str> {
    table().get(&c).copied()
}
