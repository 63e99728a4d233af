//! What a braille line of 40 cells shows after each key: the cells round the cursor, a Chinese character in two of them.

use zhucan::app::Front;
use zhucan::rehearse::{Header, Played};
use zhucan::text::{Text, columns, row_words, short_fault};
use zhucan::view::{Node, Role, View};

/// Cells of the line.
const CELLS: usize = 40;
/// Columns of a value's end that are shown whatever else stands in the row; of one that is being deleted its last letter.
const VALUE: usize = 3;
/// Letters of a fault that are shown where label, value and fault together are too long for the line.
const FAULT: usize = 8;
/// The same where the window itself is no wider than the line.
const FAULT_NARROW: usize = 3;

/// Checks the window after one key; the words say what is not in it.
pub fn in_the_window(header: &Header, text: &Text, deleting: bool, played: &Played) -> Result<(), String> {
    let Some(view) = &played.view else { return Ok(()) };
    if header.front == Front::Line || usize::from(header.size.cols) < CELLS || !header.size.is_enough() {
        return Ok(());
    }
    let window = played.line.readers.braille.as_str();
    let node = view.focused();
    let told =
        if node.role.takes_text() { field(header, view, text, deleting, played) } else { item(node, text, window) };
    told.map_err(|what| format!("the braille line shows {window:?}: {what}"))
}

/// The name from the first cell on, as far as it goes; for someone who looks behind its number.
fn item(node: &Node, text: &Text, window: &str) -> Result<(), String> {
    let name = row_words(node, text);
    let number = node.position.map_or(String::new(), |place| format!("{} ", place.at));
    let shown = window.strip_prefix(number.as_str()).filter(|rest| !rest.is_empty()).unwrap_or(window);
    let begins = [shown, window].into_iter().any(|shown| begins_with(&name, shown));
    begins.then_some(()).ok_or_else(|| format!("not {name:?} from its first cell"))
}

/// Columns of the shortest row that a longer one is broken into.
const BROKEN: usize = 12;

/// Whether `shown` is the beginning of `name` and all of it that fits.
fn begins_with(name: &str, shown: &str) -> bool {
    let whole = name.starts_with(shown) && !shown.is_empty();
    // A row is broken between words, so a long one may end before the line does.
    whole && (name.len() == shown.len() || columns(shown) >= BROKEN)
}

fn field(header: &Header, view: &View, text: &Text, deleting: bool, played: &Played) -> Result<(), String> {
    let (node, window) = (view.focused(), played.line.readers.braille.as_str());
    let label = text.with("part-label", &[("label", &node.name)]);
    let rest = window.strip_prefix(label.trim_end()).ok_or_else(|| format!("not the label {label:?}"))?;
    if node.role == Role::TextField {
        let value: Vec<char> = node.value.iter().flat_map(|value| value.chars()).collect();
        let caret = view.caret.unwrap_or(value.len());
        let end = last_columns(&value[..caret], if deleting { 1 } else { VALUE });
        if !rest.contains(end.trim()) {
            return Err(format!("not {end:?}, which stands before the caret"));
        }
    }
    let Some(fault) = &node.fault else { return Ok(()) };
    // A window of forty columns ends with the last word that fits.
    let letters = if usize::from(header.size.cols) > CELLS { FAULT } else { FAULT_NARROW };
    let lead: String = fault.what.chars().take(letters).collect();
    let lead = short_fault(lead.trim_end(), text);
    if !rest.contains(&lead) {
        return Err(format!("not the fault {lead:?}"));
    }
    let at = usize::from(played.line.cursor[0]);
    let both = format!("{} {}", played.rows[at], played.rows.get(at + 1).map_or("", String::as_str));
    // In a window of forty columns a long remedy is cut at the end of its row.
    let remedy: String = if usize::from(header.size.cols) > CELLS {
        fault.remedy.clone()
    } else {
        fault.remedy.chars().take(FAULT).collect()
    };
    both.contains(&remedy).then_some(()).ok_or_else(|| format!("no remedy in {both:?}"))
}

/// The end of a text in at most so many columns, at least its last letter.
fn last_columns(text: &[char], most: usize) -> String {
    let mut from = text.len();
    while from > 0 && (from == text.len() || columns(&text[from - 1..].iter().collect::<String>()) <= most) {
        from -= 1;
    }
    text[from..].iter().collect()
}
