//! The name of a person.

use std::fmt;

use super::{clean, fold};

/// A person's name: 2 to 50 characters, Han (with the middle dot of minority names) or Latin letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

/// What is wrong with a typed name. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Fewer characters than a name has.
    #[error("name-short")]
    Short {
        /// The fewest allowed.
        min: usize,
        /// Those typed.
        got: usize,
    },
    /// More characters than an identity card takes.
    #[error("name-long")]
    Long {
        /// The most allowed.
        max: usize,
        /// Those typed.
        got: usize,
    },
    /// A digit, sign or letter of another script.
    #[error("name-character")]
    Character {
        /// Where it stands.
        position: usize,
    },
    /// Han and Latin letters in one name, as an unfinished input method leaves them.
    #[error("name-mixed")]
    Mixed,
}

/// The middle dot as GB 18030 and the identity card have it.
const DOT: char = '\u{b7}';

impl Name {
    /// The fewest characters of a name.
    pub const MIN: usize = 2;
    /// The most characters of a name.
    pub const MAX: usize = 50;

    /// Reads a typed name. Spaces inside a Han name are dropped, the dots people type for the middle dot become it.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        let typed = clean(&fold(text));
        let has_han = typed.chars().any(is_han);
        let name: String = if has_han { typed.chars().filter(|c| *c != ' ').map(middle_dot).collect() } else { typed };
        let got = name.chars().count();
        if got < Self::MIN {
            return Err(NameFault::Short { min: Self::MIN, got });
        }
        if got > Self::MAX {
            return Err(NameFault::Long { max: Self::MAX, got });
        }
        if has_han && name.chars().any(is_latin) {
            return Err(NameFault::Mixed);
        }
        let last = got - 1;
        for (at, c) in name.chars().enumerate() {
            let inner = at > 0 && at < last;
            let fits = if has_han {
                is_han(c) || is_variant(c) || (c == DOT && inner)
            } else {
                is_latin(c) || (matches!(c, ' ' | '-' | '\'') && inner) || (c == '.' && at > 0)
            };
            if !fits {
                return Err(NameFault::Character { position: at + 1 });
            }
        }
        Ok(Self(name))
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first character and a star for each other, as a public notice shows it.
    pub fn masked(&self) -> String {
        self.0.chars().enumerate().map(|(at, c)| if at == 0 { c } else { '*' }).collect()
    }
}

fn middle_dot(c: char) -> char {
    match c {
        '.' | '\u{2022}' | '\u{2027}' | '\u{30fb}' | '\u{ff65}' => DOT,
        _ => c,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Variation selectors choose the drawn form of a rare Han character in a name.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{e0100}'..='\u{e01ef}')
}

/// Latin letters with and without marks; the signs between them in that block are not letters.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic())
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_minority_and_latin_names_are_read() {
        for (typed, kept) in [
            (" 王 小明 ", "王小明"),
            ("买买提.艾山", "买买提\u{b7}艾山"),
            ("阿依古丽•热合曼", "阿依古丽\u{b7}热合曼"),
            ("Ａnna  Berg", "Anna Berg"),
            ("José O'Neill Jr.", "José O'Neill Jr."),
            ("李〇", "李〇"),
        ] {
            assert_eq!(Name::parse(typed).map(|n| n.to_string()), Ok(kept.to_owned()), "{typed}");
        }
    }

    #[test]
    fn each_fault_has_its_own_name() {
        assert_eq!(Name::parse(" 王 "), Err(NameFault::Short { min: 2, got: 1 }));
        assert_eq!(Name::parse(&"王".repeat(51)), Err(NameFault::Long { max: 50, got: 51 }));
        assert_eq!(Name::parse("王3明"), Err(NameFault::Character { position: 2 }));
        assert_eq!(Name::parse("王明."), Err(NameFault::Character { position: 3 }));
        assert_eq!(Name::parse("王xiaoming"), Err(NameFault::Mixed));
        assert!(Name::parse(&"王".repeat(50)).is_ok());
    }

    #[test]
    fn debug_is_masked() {
        let name = Name::parse("王小明").expect("a good name");
        assert_eq!(format!("{name:?}"), "Name(王**)");
        assert_eq!(name.to_string(), "王小明");
    }
}
