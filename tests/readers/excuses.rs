//! Where a real reader misses a goal at a key and nothing in the program could change that: each case has a name, a reason,
//! a test that recognises it and a count that is neither more nor less.

use crate::journey::Step;
use crate::kind::Kind;
use crate::measure::plain;
use crate::reader::Reader;

/// Symbols that are typed in the journeys, and what Fenrir calls them.
const NAMES: [(char, &str); 2] = [('-', "dash"), ('/', "slash")];

/// Why a reader misses a goal at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excuse {
    /// Fenrir keeps F1 and Esc for commands of its own.
    Kept,
    /// yasr takes the first byte of typed text for the echo of the key, if the fourth byte (or the last of fewer) is the
    /// same: it packs four bytes into one key and compares the lowest.
    FirstByte,
    /// Fenrir takes what was typed or deleted for new text and says the row, right of Chinese characters and below them,
    /// because it counts a Chinese character as one column.
    Row,
    /// A symbol in what was typed, or one deleted, is said by its name.
    Symbol,
    /// Fenrir says "space" of the empty row that Enter leads to in line mode, before the answer is there.
    EmptyRow,
}

impl Excuse {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 5] = [Self::Kept, Self::FirstByte, Self::Row, Self::Symbol, Self::EmptyRow];

    /// What the table says of it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Kept => {
                "Fenrir keeps F1 and Esc for itself; `h` and `b`, Commands and Back do the same and are heard"
            }
            Self::FirstByte => {
                "yasr leaves out the first byte of text typed at once when its fourth byte is the same, because it takes \
                 it for the echo of the key"
            }
            Self::Row => "Fenrir says the whole row in which something is typed or deleted, right of or below Chinese",
            Self::Symbol => "a symbol typed or deleted is said by its name, as `dash`",
            Self::EmptyRow => "Fenrir says `space` of the empty row that Enter leads to in line mode",
        }
    }

    /// Why `reader` may have said this after `step`, if that is known; `text` is what was typed or deleted.
    pub fn of(reader: Reader, step: &Step, text: &str, said: &[String]) -> Option<Self> {
        let all: String = said.iter().map(|words| plain(words)).collect();
        if reader.keeps(&step.bytes) {
            return Some(Self::Kept);
        }
        if said.first().is_some_and(|words| words == "space") && reader == Reader::Fenrir && step.kind == Kind::List {
            return Some(Self::EmptyRow);
        }
        if step.kind != Kind::Typed {
            return None;
        }
        let bytes = text.as_bytes();
        let lowest = bytes.get(bytes.len().min(4).wrapping_sub(1));
        let rest: String = text.chars().skip(1).collect();
        if reader == Reader::Yasr && bytes.len() > 1 && lowest == bytes.first() && plain(&rest) == all {
            return Some(Self::FirstByte);
        }
        let named = |word: &&str| NAMES.iter().any(|(_, name)| word == name);
        let words = said.iter().flat_map(|words| words.split(' '));
        let unnamed: String = words.filter(|word| !named(word)).collect();
        if NAMES.iter().any(|(symbol, _)| text.contains(*symbol)) && plain(text).contains(&plain(&unnamed)) {
            return Some(Self::Symbol);
        }
        let of_the_row = plain(&step.row).contains(&plain(&unnamed));
        (reader == Reader::Fenrir && of_the_row).then_some(Self::Row)
    }
}
