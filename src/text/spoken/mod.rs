//! What an engine of our own is given to say.
//!
//! A screen reader gets the printed words and has rules of its own for digits and signs. An engine has none that can be
//! relied on: a Chinese one meets `110199…` or `〔` and says something else, or nothing. So the printed words are read
//! back here into the values they were printed from ([`read`]), each value is said by its type ([`value`]), and what lies
//! between them is prose ([`prose`] for Chinese, [`english`] for English). Every form in which this program prints a
//! value is read back to the same value; the tests of this module show it type by type.
//!
//! Nothing here knows a terminal or an engine; the same words always give the same sound.

mod characters;
mod codes;
mod dates;
mod english;
mod homophones;
mod numbers;
#[cfg(test)]
mod properties;
mod prose;
mod read;
mod runs;
mod said;
mod signs;
mod spelling;
#[cfg(test)]
mod tests;
mod value;

use super::Lang;

pub use codes::{certificate_number, identity_number, masked, phone, receipt};
pub use dates::{date, time};
pub use homophones::homophones;
pub use numbers::{fraction, money, number, percent, range};
pub use runs::runs;
pub use spelling::{character, spelled};

/// How a person wants codes to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// In Chinese, 1 as 幺 in identity, certificate and telephone numbers, receipts and other long codes.
    pub yao: bool,
}

impl Default for Reading {
    /// With 幺: 一 and 七 rhyme and are mistaken for each other, most of all by a synthetic voice, and counters and
    /// hotlines in Beijing read numbers out in this way.
    fn default() -> Self {
        Self { yao: true }
    }
}

/// A whole utterance as an engine is to be given it.
pub fn spoken(words: &str, lang: Lang, reading: Reading) -> String {
    let chars = signs::folded(words);
    match lang {
        Lang::Zh => prose::chinese(&chars, reading),
        Lang::En => english::english(&chars, reading),
    }
}
