//! stub
use super::Lang;
use std::borrow::Cow;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub yao: bool,
}
pub fn spoken(words: &str, _lang: Lang, _r: Reading) -> String {
    words.to_owned()
}
pub fn spelled(words: &str, _lang: Lang, _r: Reading) -> String {
    words.to_owned()
}
pub fn character(c: char, _lang: Lang, _r: Reading) -> String {
    c.to_string()
}
pub fn homophones(words: &str) -> Cow<'_, str> {
    Cow::Borrowed(words)
}
pub fn runs(words: &str, lang: Lang) -> Vec<(Lang, String)> {
    vec![(lang, words.to_owned())]
}
