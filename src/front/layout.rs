//! Where the rows of a tree stand on the screen. Laid out with ratatui into a buffer that is never given to its own
//! terminal writer: see [`super::rows`].

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::{FEWEST_ROWS, Room};
use crate::text::{Text, columns, lines, row_words, short_fault};
use crate::view::{Node, Role, View};

/// The size a terminal is taken to have when nothing tells it.
pub const USUAL: Size = Size { cols: 80, rows: 24 };
/// The two rows below the page that are kept free for what is heard.
const SPEECH_ROWS: u16 = 2;
/// What the number before a row takes, for someone who looks.
const NUMBER_COLUMNS: u16 = 2;
/// Rows are made for lines of this many columns; a narrower window wraps them.
const ROW_COLUMNS: u16 = 40;

/// Columns and rows of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
}

impl Size {
    /// What a terminal says of itself, or, where it says nothing, what `LINES` and `COLUMNS` say, or the usual.
    #[must_use]
    pub fn or_usual(self, lines: Option<&str>, columns: Option<&str>) -> Self {
        let told = |told: u16, variable: Option<&str>, usual: u16| match told {
            0 => variable.and_then(|v| v.trim().parse().ok()).filter(|n| *n > 0).unwrap_or(usual),
            told => told,
        };
        Self { cols: told(self.cols, columns, USUAL.cols), rows: told(self.rows, lines, USUAL.rows) }
    }

    /// How many screen rows a row of the page takes.
    fn per_row(self) -> u16 {
        ROW_COLUMNS.div_ceil(self.cols.max(1)).max(1)
    }

    /// How much room a page has for title and rows: the rest is for Commands, Back and the speech rows.
    pub fn room(self) -> Room {
        let fixed = 2 * self.per_row() + SPEECH_ROWS;
        let rows = usize::from(self.rows.saturating_sub(fixed));
        Room { rows, columns: usize::from(self.cols.saturating_sub(NUMBER_COLUMNS)) }
    }

    /// Whether a page can be shown at all.
    pub fn is_enough(self) -> bool {
        self.room().rows > usize::from(self.per_row()) * (FEWEST_ROWS + 2) && self.cols >= 10
    }
}

/// One laid-out screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The cells.
    pub buffer: Buffer,
    /// Row and column of the cursor, from 0.
    pub cursor: (u16, u16),
    /// Rows of the node with the focus: first, and one behind the last.
    pub focus: (u16, u16),
    /// The first of the two rows kept free.
    pub speech: u16,
    /// The size it was laid out for.
    pub size: Size,
    /// How many characters at the beginning of the value of the field with the focus are not shown.
    pub hidden: usize,
    /// Notices for which there is no room: they are written before the page and scroll away above it.
    pub above: Vec<String>,
}

impl Frame {
    /// The text of a row without the blanks at its end.
    pub fn row(&self, y: u16) -> String {
        let mut text = String::new();
        let mut x = 0;
        while x < self.size.cols {
            let symbol = self.buffer[(x, y)].symbol();
            text.push_str(symbol);
            x += u16::try_from(columns(symbol)).unwrap_or(1).max(1);
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// The style of a row; all its cells have the same.
    pub fn style(&self, y: u16) -> Modifier {
        self.buffer[(0, y)].modifier
    }

    /// The same frame with those rows as they stand in `old`: what is on the screen when they were not written.
    #[must_use]
    pub fn keeping(mut self, old: &Self, rows: impl Fn(u16) -> bool) -> Self {
        for y in (0..self.size.rows).filter(|y| rows(*y)) {
            for x in 0..self.size.cols {
                self.buffer[(x, y)] = old.buffer[(x, y)].clone();
            }
        }
        self
    }

    /// How many rows the page takes, the speech rows not counted.
    pub fn used(&self) -> u16 {
        self.speech
    }
}

/// The field with the focus as it stood before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stood {
    /// So many characters at the beginning of its value were not shown.
    pub hidden: usize,
    /// The characters before its caret, for somebody who listens.
    pub caret: Option<usize>,
}

/// Lays out a tree. `look` draws the row with the focus in reverse and numbers the rows, for someone who looks. What was
/// hidden of the focused field's value stays hidden as long as the caret allows it, because a row that moves on while it
/// is edited is heard again.
pub fn lay_out(view: &View, text: &Text, size: Size, look: bool, stood: Stood) -> Frame {
    let area = Rect::new(0, 0, size.cols, size.rows);
    let mut frame = Frame {
        buffer: Buffer::empty(area),
        cursor: (0, 0),
        focus: (0, 1),
        speech: 0,
        size,
        hidden: 0,
        above: Vec::new(),
    };
    let mut y = 0;
    if !size.is_enough() {
        too_small(&mut frame, text);
        return frame;
    }
    let notices: Vec<&Node> = view.rows().into_iter().filter(|node| node.role == Role::Status).collect();
    let room = usize::from(size.rows - SPEECH_ROWS);
    if notices.len() + page_height(view, text, size) <= room {
        for notice in notices {
            y = put(&mut frame, y, 0, &notice.name, Modifier::empty());
        }
    } else {
        frame.above = notices.into_iter().map(|notice| notice.name.clone()).collect();
    }
    y = put(&mut frame, y, 0, &view.root.name, Modifier::BOLD);
    for node in view.rows().into_iter().filter(|node| node.role.focusable()) {
        let first = y;
        let focused = node.id == view.focus;
        let style = if focused && look { Modifier::REVERSED } else { Modifier::empty() };
        if node.role.takes_text() {
            let (caret, stood) = if focused { (view.caret, stood) } else { (None, Stood::default()) };
            let field = Field::of(node, caret, stood, text, usize::from(size.cols));
            y = put(&mut frame, y, 0, &field.row, Modifier::empty());
            if focused {
                frame.cursor = (first, u16::try_from(field.caret).unwrap_or(0).min(size.cols - 1));
                frame.hidden = field.hidden;
            }
            // The row below a field is kept free for the remedy, so that a fault never moves other rows.
            y = match field.below {
                // One row is kept for it, whatever is in it.
                Some(below) => {
                    put(&mut frame, y, 0, &below[..fitting(&below, usize::from(size.cols))], Modifier::empty())
                }
                None => y + 1,
            };
        } else {
            let number = node.position.filter(|_| look).map_or(String::new(), |place| format!("{} ", place.at));
            let indent = u16::try_from(columns(&number)).unwrap_or(0);
            if indent > 0 {
                frame.buffer.set_string(0, y, &number, Style::new().add_modifier(style));
            }
            y = put(&mut frame, y, indent, &row_words(node, text), style);
            if focused {
                frame.cursor = (first, indent);
            }
        }
        if focused {
            frame.focus = (first, y);
        }
    }
    debug_assert!(y + SPEECH_ROWS <= size.rows, "{} takes {y} rows of {size:?}", view.root.id);
    frame.speech = y.min(size.rows.saturating_sub(SPEECH_ROWS));
    frame
}

/// How many rows the title and the rows of a page take.
fn page_height(view: &View, text: &Text, size: Size) -> usize {
    let width = usize::from(size.cols);
    let wrapped = |words: &str| if columns(words) <= width { 1 } else { lines(words, width).len() };
    let rows = view
        .rows()
        .into_iter()
        .filter(|node| node.role.focusable())
        .map(|node| if node.role.takes_text() { 2 } else { wrapped(&row_words(node, text)) });
    wrapped(&view.root.name) + rows.sum::<usize>()
}

/// Writes text from column `x` of row `y` on, wrapped where it must be; the row behind it.
fn put(frame: &mut Frame, mut y: u16, x: u16, words: &str, style: Modifier) -> u16 {
    let width = usize::from(frame.size.cols - x);
    let rows = if columns(words) <= width { vec![words.to_owned()] } else { lines(words, width) };
    for row in rows {
        if y < frame.size.rows {
            frame.buffer.set_stringn(x, y, &row, width, Style::new().add_modifier(style));
            y += 1;
        }
    }
    y
}

fn too_small(frame: &mut Frame, text: &Text) {
    let y = put(frame, 0, 0, &text.say("window-too-small"), Modifier::empty());
    frame.speech = y.min(frame.size.rows.saturating_sub(1));
    frame.focus = (0, y.max(1).min(frame.size.rows));
}

/// Columns of a value that are shown where label and fault leave no room for it.
const LEAST_VALUE: usize = 6;
/// Columns of a value that are enough if the whole fault fits with them.
const FEW: usize = 3;

/// Columns that come back at once when all that is shown of a value before the caret has been deleted.
const COMING_BACK: usize = 3;

/// A field's row: label, value, fault, with the caret in the value.
struct Field {
    row: String,
    caret: usize,
    hidden: usize,
    /// What stands in the row below: the remedy where it does not fit behind the fault.
    below: Option<String>,
}

impl Field {
    /// The row. Label, the value's end and the fault stand in its first 40 columns, which is what a braille line shows,
    /// or as much of a long fault as there is room for. Row and row below together are the words that are heard.
    fn of(node: &Node, caret: Option<usize>, stood: Stood, text: &Text, width: usize) -> Self {
        let label = text.with("part-label", &[("label", &node.name)]);
        let value = node.value.clone().unwrap_or_default();
        let fault =
            node.fault.as_ref().map_or_else(String::new, |fault| format!(" {}", short_fault(&fault.what, text)));
        let core_width = width.min(usize::from(ROW_COLUMNS));
        let room = core_width.saturating_sub(columns(&label) + columns(&fault));
        let room = if room > FEW { room - 1 } else { LEAST_VALUE };
        let value: Vec<char> = value.chars().collect();
        let window = Window::of(&value, caret.unwrap_or(value.len()).min(value.len()), stood, room);
        let shown: String = value[window.hidden..window.end].iter().collect();
        let mut row = format!("{label}{shown}{fault}");
        let mut below = None;
        if let Some(fault) = &node.fault {
            let remedy = text.with("part-remedy", &[("remedy", &fault.remedy)]);
            if columns(&row) + columns(&remedy) < width {
                row.push_str(&remedy);
            } else {
                let rest = row.split_off(fitting(&row, width));
                let rest = rest.trim_start();
                // In a very narrow window the end of the fault is only heard.
                let whole = format!("{rest}{remedy}");
                let fits = !rest.is_empty() && columns(&whole) <= width;
                below = Some(if fits { whole } else { fault.remedy.clone() });
            }
        } else if node.role == Role::SecretField {
            let hint = text.say("role-secret-field");
            if columns(&row) + columns(&hint) < width {
                row.push_str(&hint);
            } else {
                below = Some(hint);
            }
        }
        Self { row, caret: columns(&label) + window.caret, hidden: window.hidden, below }
    }
}

/// The byte at which `row` has to end to fit into `width` columns, rather between words than in one.
fn fitting(row: &str, width: usize) -> usize {
    let mut end = 0;
    let mut used = 0;
    for c in row.chars() {
        used += columns(c.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        end += c.len_utf8();
    }
    let torn =
        row[..end].ends_with(|c: char| c.is_ascii_graphic()) && row[end..].starts_with(|c: char| c.is_ascii_graphic());
    if torn { row[..end].rfind(' ').unwrap_or(end) } else { end }
}

/// The part of a value that is shown.
#[derive(Debug, PartialEq, Eq)]
struct Window {
    /// Characters before it.
    hidden: usize,
    /// The character behind its last one.
    end: usize,
    /// The caret's column in it.
    caret: usize,
}

impl Window {
    /// The window of `room` columns that hides what was hidden if what stands right before the caret can be seen then. It
    /// moves by half of its room, so that most of what is typed is added behind what stands there; or, where it is known
    /// where the caret stood, to the beginning of what was just typed: that is heard, and nothing else.
    fn of(value: &[char], caret: usize, stood: Stood, room: usize) -> Self {
        let wide = |from: usize, to: usize| columns(&value[from..to].iter().collect::<String>());
        let mut hidden = stood.hidden.min(caret);
        if hidden == caret {
            // Nothing before the caret could be seen; little comes back, because it is heard.
            while hidden > 0 && wide(hidden - 1, caret) <= COMING_BACK.min(room) {
                hidden -= 1;
            }
        }
        let excess = wide(hidden, caret).saturating_sub(room);
        if excess > 0 {
            // Beside a fault there is little room, and what is typed next makes the fault go.
            let half = if room > 2 * LEAST_VALUE { room / 2 } else { 1 };
            let from = hidden;
            while wide(from, hidden) < excess.div_ceil(half) * half {
                hidden += 1;
            }
            if let Some(typed) = stood.caret.filter(|from| *from < caret && wide(*from, caret) <= room) {
                hidden = typed;
            }
        }
        let mut end = caret.max(hidden);
        while end < value.len() && wide(hidden, end + 1) <= room {
            end += 1;
        }
        Self { hidden, end, caret: wide(hidden, caret) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hides(hidden: usize) -> Stood {
        Stood { hidden, caret: None }
    }

    #[test]
    fn what_was_typed_at_once_is_shown_from_its_beginning() {
        let value: Vec<char> = "one two three four".chars().collect();
        let stood = |caret| Stood { hidden: 0, caret: Some(caret) };
        assert_eq!(Window::of(&value, 18, stood(4), 16).hidden, 4);
        assert_eq!(Window::of(&value, 18, stood(1), 16).hidden, 8);
        assert_eq!(Window::of(&value[..15], 15, stood(14), 16).hidden, 0);
        assert_eq!(Window::of(&value, 18, stood(14), 16).hidden, 14);
    }

    #[test]
    fn a_terminal_without_a_size_gets_one() {
        let none = Size { cols: 0, rows: 0 };
        assert_eq!(none.or_usual(None, None), USUAL);
        assert_eq!(none.or_usual(Some("12"), Some("40")), Size { cols: 40, rows: 12 });
        assert_eq!(none.or_usual(Some("x"), Some("0")), USUAL);
        assert_eq!(Size { cols: 50, rows: 0 }.or_usual(None, Some("9")), Size { cols: 50, rows: 24 });
    }

    #[test]
    fn a_page_has_nine_rows_where_they_fit() {
        assert_eq!(USUAL.room().rows, 20);
        assert_eq!(Size { cols: 40, rows: 12 }.room().rows, 8);
        assert!(!Size { cols: 10, rows: 3 }.is_enough());
    }

    #[test]
    fn a_long_value_shows_what_stands_before_the_caret() {
        let value: Vec<char> = "一二三四五六七八九十".chars().collect();
        assert_eq!(Window::of(&value, 10, hides(0), 14), Window { hidden: 4, end: 10, caret: 12 });
        assert_eq!(Window::of(&value, 2, hides(0), 8), Window { hidden: 0, end: 4, caret: 4 });
        assert_eq!(Window::of(&value[..5], 5, hides(0), 8), Window { hidden: 1, end: 5, caret: 8 });
    }

    #[test]
    fn what_is_hidden_stays_hidden_until_the_caret_needs_it() {
        let value: Vec<char> = "110199196503110018".chars().collect();
        assert_eq!(Window::of(&value, 18, hides(0), 6), Window { hidden: 12, end: 18, caret: 6 });
        assert_eq!(Window::of(&value[..17], 17, hides(12), 26), Window { hidden: 12, end: 17, caret: 5 });
        assert_eq!(Window::of(&value[..12], 12, hides(12), 26), Window { hidden: 9, end: 12, caret: 3 });
        assert_eq!(Window::of(&value, 5, hides(12), 6), Window { hidden: 2, end: 8, caret: 3 });
    }
}
