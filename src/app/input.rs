//! What reaches the program from outside, whichever front end it came through.

use super::Key;
use super::page::Room;
use super::voice::News;

/// One thing that happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Text in one burst: a paste, or a word from an input method. Never a command.
    Text(String),
    /// One entered line of line mode: a number, an answer, or the word of a command.
    Line(String),
    /// One entered line that is an answer whatever it says.
    Answer(String),
    /// So much room there is now for the rows of a page.
    Room(Room),
    /// Nobody has touched a key for as long as the session waits before it warns.
    Idle,
    /// The warning was not answered.
    IdleOver,
    /// Something came from whatever speaks for the program.
    Voice(News),
}
