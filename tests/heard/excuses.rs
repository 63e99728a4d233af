//! Where a reader cannot meet a goal, and why: each case has a name, a test of its own and a count in the table.

use zhucan::app::Key;
use zhucan::rehearse::{Entry, Played};

use crate::goals::{BESIDE_TYPED, Beat, Model};
use crate::kind::Kind;
use crate::measure::plain;

/// Why a reader does not meet a goal at a key: known of the reader, and not to be mended here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excuse {
    /// Orca takes what appears after a key that is neither printable nor Enter, Tab, Space, an arrow or a page key for
    /// something that came by itself, and says it only where the cursor stands right behind it.
    OrcaKey,
    /// After Backspace Orca says whatever goes, so also the fault that goes with the first change.
    OrcaDeleted,
    /// At the end of a list the cursor does not move: Orca and tdsr say its row again, and nothing else.
    ListEnd,
    /// A symbol that is typed or deleted is said by its name.
    Symbol,
    /// tdsr looks left of the cursor for what was deleted; of a Chinese character it finds the right half, a space.
    TdsrSpace,
    /// Fenrir counts a Chinese character as one column, takes what was typed or deleted for new text and says the row.
    FenrirRow,
    /// Fenrir leaves out rows that stand on the screen already, as those of a page that is printed once more in lines.
    FenrirSeen,
    /// Fenrir says a row that stands on the page and below it in another place.
    FenrirOrder,
}

impl Excuse {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::OrcaKey,
        Self::OrcaDeleted,
        Self::ListEnd,
        Self::Symbol,
        Self::TdsrSpace,
        Self::FenrirRow,
        Self::FenrirSeen,
        Self::FenrirOrder,
    ];

    /// What the table says of it.
    pub fn words(self) -> &'static str {
        match self {
            Self::OrcaKey => {
                "Orca says nothing, or one character, after Esc, F1, Shift-Tab, Home, End, Backspace outside a field and \
                 Ctrl with a letter. `b`, `h`, Tab and digits do the same and are heard"
            }
            Self::OrcaDeleted => "Orca says what Backspace makes disappear, so also the error that goes with it",
            Self::ListEnd => {
                "at the end of a list an arrow is answered with the row again, without the word for the end"
            }
            Self::Symbol => "a symbol typed or deleted is said by its name, as `dash`",
            Self::TdsrSpace => "tdsr says `space` for a Chinese character deleted",
            Self::FenrirRow => "Fenrir says the whole row of a field when something in it is typed or deleted",
            Self::FenrirSeen => {
                "Fenrir leaves out what stands on the screen already: in line mode the rows of a page printed once more"
            }
            Self::FenrirOrder => "Fenrir says all, in another order, where a row stands on the page and below it",
        }
    }

    /// Why `model` may say this, if that is known.
    pub fn of(model: &Model, beat: &Beat<'_>, said: &[String]) -> Option<Self> {
        let key = match beat.entry {
            Some(Entry::Key(key)) => Some(*key),
            _ => None,
        };
        let all: String = said.iter().map(|words| plain(words)).collect();
        match (model.name, beat.kind) {
            (_, Kind::Typed) if is_symbol(beat.played, said) => Some(Self::Symbol),
            ("Orca", Kind::Typed) if key == Some(Key::Backspace) => Some(Self::OrcaDeleted),
            ("tdsr", Kind::Typed) if key == Some(Key::Backspace) && *said == ["space"] => Some(Self::TdsrSpace),
            ("Fenrir", Kind::Typed) => {
                let row = plain(&beat.played.line.row);
                row.contains(&plain(&without_symbols(said))).then_some(Self::FenrirRow)
            }
            ("Orca", Kind::Other) if key.is_some_and(is_deaf) => Some(Self::OrcaKey),
            ("Orca" | "tdsr", Kind::Other) if beat.at_end && plain(&beat.played.line.row) == all => Some(Self::ListEnd),
            ("Fenrir", Kind::Other) if beat.line_mode && !said.is_empty() => {
                let missing = |words: &String| !plain(&without_symbols(said)).contains(&plain(words));
                let stood = |words: &String| beat.before.iter().any(|row| row.contains(words.as_str()));
                let lines: Vec<&String> = beat.played.line.heard.iter().filter(|words| missing(words)).collect();
                (!lines.is_empty() && lines.into_iter().all(stood)).then_some(Self::FenrirSeen)
            }
            ("Fenrir", Kind::Other) => {
                let sorted = |text: &str| {
                    let mut chars: Vec<char> = plain(text).chars().collect();
                    chars.sort_unstable();
                    chars
                };
                let heard = sorted(&beat.played.line.heard.concat());
                (sorted(&without_symbols(said)) == heard).then_some(Self::FenrirOrder)
            }
            _ => None,
        }
    }
}

fn is_deaf(key: Key) -> bool {
    matches!(key, Key::Esc | Key::F1 | Key::BackTab | Key::Home | Key::End | Key::Backspace | Key::Ctrl(_))
}

/// Names that readers say for symbols.
const NAMES: [&str; 4] = ["dash", "slash", "percent", "at"];

fn without_symbols(said: &[String]) -> String {
    let words: Vec<&str> = said.iter().flat_map(|text| text.split(' ')).filter(|word| !NAMES.contains(word)).collect();
    words.join(" ")
}

/// What was typed or deleted holds a symbol, and apart from its name nothing else is said.
fn is_symbol(played: &Played, said: &[String]) -> bool {
    let edited = plain(&played.line.heard.concat());
    let symbol = played.line.heard.iter().any(|words| words.contains(['-', '/', '%', '@']));
    let rest = plain(&without_symbols(said));
    symbol && (edited.contains(&rest) || rest.chars().count() <= BESIDE_TYPED)
}
