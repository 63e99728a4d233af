//! Plain text: rows of at most 40 columns, an empty one before each heading.

use super::Handout;
use crate::text::lines;

/// A row is at most this wide: a 40-cell braille line shows all of it.
const COLUMNS: usize = 40;

/// The handout as plain text.
pub fn plain(page: &Handout) -> String {
    let mut text = String::new();
    for line in page.lines() {
        if line.is_empty() {
            text.push('\n');
        }
        for row in lines(&line, COLUMNS) {
            text.push_str(&row);
            text.push('\n');
        }
    }
    text
}
