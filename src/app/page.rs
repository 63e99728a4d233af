//! A page as a screen describes it, and the tree that is made of it: at most nine rows, then Commands, then Back.

use std::ops::Range;

use crate::text::{Text, columns, lines};
use crate::view::{Fault, Node, NodeId, Position, Role, State, View};

/// Longest text a field takes, in characters; a question may allow less.
pub const LONGEST_TEXT: usize = 200;

/// A row that a screen puts on its page.
#[derive(Clone, Debug)]
pub struct Row {
    /// Unique on its page.
    pub id: String,
    /// What it is.
    pub role: Role,
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub value: Option<String>,
    /// Its value is masked when it is said.
    pub private: bool,
    /// What it is for.
    pub help: Option<String>,
    /// It is the choice made earlier.
    pub selected: bool,
    /// Longest text it takes, in characters.
    pub longest: usize,
}

impl Row {
    /// A row that opens or chooses something.
    pub fn item(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new(Role::ListItem, id, name)
    }

    /// A row that does something.
    pub fn button(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new(Role::Button, id, name)
    }

    /// A row to be read.
    pub fn text(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self::new(Role::Text, id, name)
    }

    /// A field that holds `value` so far.
    pub fn field(id: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        let mut row = Self::new(Role::TextField, id, label);
        row.value = Some(value.into());
        row
    }

    /// A field whose text is never shown.
    pub fn secret(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self::new(Role::SecretField, id, label)
    }

    fn new(role: Role, id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            role,
            name: name.into(),
            value: None,
            private: false,
            help: None,
            selected: false,
            longest: LONGEST_TEXT,
        }
    }

    /// With a value after the name.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// With help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Masked when said.
    #[must_use]
    pub fn private(mut self, private: bool) -> Self {
        self.private = private;
        self
    }

    /// Takes at most so many characters.
    #[must_use]
    pub fn at_most(mut self, longest: usize) -> Self {
        self.longest = longest;
        self
    }

    /// Marked as the choice made earlier.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// Everything a screen shows, before it is cut into pages.
#[derive(Clone, Debug)]
pub struct Page {
    /// Names the page for as long as it means the same: screen and subject.
    pub id: String,
    /// Its title.
    pub title: String,
    /// It asks for a decision first.
    pub dialog: bool,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The row that has the focus when the page opens; the first one otherwise.
    pub start: Option<String>,
}

impl Page {
    /// A page with its rows.
    pub fn new(id: impl Into<String>, title: impl Into<String>, rows: Vec<Row>) -> Self {
        Self { id: id.into(), title: title.into(), dialog: false, rows, start: None }
    }

    /// The same as a dialog.
    #[must_use]
    pub fn dialog(mut self) -> Self {
        self.dialog = true;
        self
    }

    /// Opens with the focus on `row`.
    #[must_use]
    pub fn starting_at(mut self, row: Option<String>) -> Self {
        self.start = row;
        self
    }
}

/// Row ids that every page has; no screen gives its rows such an id.
/// The row that lists the commands.
pub const COMMANDS_ROW: &str = "~commands";
/// The row that goes back.
pub const BACK_ROW: &str = "~back";
/// The row that shows the next part of a long page.
pub const NEXT_ROW: &str = "~next";
/// The row that shows the part before.
pub const PREVIOUS_ROW: &str = "~previous";
/// With fewer rows than these a long list could not be walked through.
pub const FEWEST_ROWS: usize = 3;

/// The row part of a node id: behind the page's id.
pub fn row_of(id: &str) -> String {
    id.rsplit_once('/').map_or(id, |(_, row)| row).to_owned()
}

/// How much room a page has for its title and its own rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Rows of the screen.
    pub rows: usize,
    /// Columns; a row that is longer takes several rows of the screen.
    pub columns: usize,
}

/// Line mode: rows of any length.
pub const PAPER: Room = Room { rows: 100, columns: usize::MAX };
/// At most so many rows to choose from, so that a digit is always a choice.
pub const MOST_ROWS: usize = 9;

/// Columns of a masked value.
const MASK_COLUMNS: usize = 30;
/// The longest that is put behind a title: which part of a long page it is.
const PART_COLUMNS: usize = 16;

impl Room {
    /// What is left of it for the rows below this title.
    #[must_use]
    pub fn below(self, title: &str) -> Self {
        let columns_needed = columns(title) + PART_COLUMNS;
        // Broken at words, a title may take a row more than its columns alone.
        let title = if columns_needed <= self.columns {
            1
        } else {
            lines(title, self.columns.saturating_sub(PART_COLUMNS / 2).max(1)).len() + 1
        };
        Self { rows: self.rows.saturating_sub(title), ..self }
    }
}

/// How many rows of the screen a row takes.
fn height(row: &Row, room: Room) -> usize {
    if row.role.takes_text() && room != PAPER {
        // The row below a field is kept for what is wrong with it.
        return 2;
    }
    // A private value is told as its length and its end, which may take more than the value itself.
    let mut whole = row.name.clone();
    if let Some(value) = &row.value {
        whole.push_str("  ");
        whole.push_str(value);
        if row.private {
            whole.push_str(&"x".repeat(MASK_COLUMNS.saturating_sub(columns(value))));
        }
    }
    if row.selected {
        whole.push_str("  chosen");
    }
    if columns(&whole) <= room.columns {
        return 1;
    }
    // A comma stands between the parts when the row is written, and a row is rather broken behind one.
    let with_comma = [", ", "，"].map(|comma| lines(&whole.replace("  ", comma), room.columns).len());
    with_comma.into_iter().fold(lines(&whole, room.columns).len(), usize::max)
}

/// Which rows stand on which part of a long page: index ranges into the rows.
pub fn parts(rows: &[Row], room: Room) -> Vec<Range<usize>> {
    let heights: Vec<usize> = rows.iter().map(|row| height(row, room)).collect();
    cut(&heights, room.rows)
}

fn cut(heights: &[usize], room: usize) -> Vec<Range<usize>> {
    let room = room.max(FEWEST_ROWS);
    let mut parts = Vec::new();
    let mut start = 0;
    loop {
        // Every part but the first needs the way back, every part but the last the way on.
        let back = usize::from(start > 0);
        let fits =
            |rows: &[usize], ways: usize| rows.iter().sum::<usize>() + ways <= room && rows.len() + ways <= MOST_ROWS;
        if fits(&heights[start..], back) {
            parts.push(start..heights.len());
            return parts;
        }
        let mut end = start + 1;
        while end < heights.len() && fits(&heights[start..=end], back + 1) {
            end += 1;
        }
        parts.push(start..end);
        start = end;
        if start == heights.len() {
            return parts;
        }
    }
}

/// The text in the field with the focus, while it is being edited.
pub struct Editing<'a> {
    /// The field's row.
    pub row: &'a str,
    /// Its text so far.
    pub text: &'a str,
    /// Characters before the caret.
    pub caret: usize,
}

/// What the tree needs beside the page.
pub struct Shown<'a> {
    /// Which part of a long page, counted from 0.
    pub part: usize,
    /// How much room there is.
    pub room: Room,
    /// The row with the focus.
    pub focus: &'a str,
    /// The field being edited.
    pub editing: Option<Editing<'a>>,
    /// What is wrong with which row. It stays when the focus leaves the field: a row that changed then would be heard in
    /// place of the row that gains the focus.
    pub faults: &'a [(&'a str, &'a Fault)],
    /// Rows said once, before the title: which mode is on and why.
    pub notices: &'a [String],
    /// The message that names the last row.
    pub back: &'a str,
}

/// The tree of one part of `page`.
pub fn tree(page: &Page, shown: &Shown<'_>, text: &Text) -> View {
    let parts = parts(&page.rows, shown.room);
    let part = shown.part.min(parts.len() - 1);
    let here = if parts.len() == 1 { page.id.clone() } else { format!("{}#{part}", page.id) };
    let title = if parts.len() == 1 {
        page.title.clone()
    } else {
        text.with("page-part", &[("title", &page.title), ("at", &(part + 1)), ("of", &parts.len())])
    };
    let mut caret = None;
    let mut rows: Vec<Node> =
        page.rows[parts[part].clone()].iter().map(|row| node(&here, row, shown, &mut caret)).collect();
    if part + 1 < parts.len() {
        rows.push(walk_row(&here, NEXT_ROW, text.say("page-next"), text));
    }
    if part > 0 {
        rows.push(walk_row(&here, PREVIOUS_ROW, text.say("page-previous"), text));
    }
    let size = rows.len();
    for (index, row) in rows.iter_mut().enumerate() {
        row.position = Some(Position { at: index + 1, of: size });
    }
    let group = |id: &str, rows: Vec<Node>| {
        let mut group = Node::new(NodeId::of(&here, id), Role::Group, "");
        group.children = rows;
        group
    };
    let commands = button(&here, COMMANDS_ROW, text.say("row-commands"), text.say("row-commands.help"));
    let back = button(&here, BACK_ROW, text.say(shown.back), text.say(&format!("{}.help", shown.back)));
    let mut root = Node::new(NodeId::page(&here), if page.dialog { Role::Dialog } else { Role::Page }, title);
    root.children = shown
        .notices
        .iter()
        .enumerate()
        .map(|(i, notice)| Node::new(NodeId::of(&here, &format!("notice-{i}")), Role::Status, notice))
        .chain([group("group-main", rows), group("group-commands", vec![commands]), group("group-back", vec![back])])
        .collect();
    let mut view = View { root, focus: NodeId::of(&here, shown.focus), caret };
    if !view.focusable().iter().any(|node| node.id == view.focus) {
        view.focus = view.focusable()[0].id.clone();
    }
    if !view.focused().role.takes_text() {
        view.caret = None;
    }
    view
}

fn node(page: &str, row: &Row, shown: &Shown<'_>, caret: &mut Option<usize>) -> Node {
    let mut node = Node::new(NodeId::of(page, &row.id), row.role, row.name.clone());
    node.value.clone_from(&row.value);
    node.private = row.private;
    node.description.clone_from(&row.help);
    if row.selected {
        node.states.push(State::Selected);
    }
    if let Some(editing) = shown.editing.as_ref().filter(|editing| editing.row == row.id) {
        if row.role == Role::TextField {
            node.value = Some(editing.text.to_owned());
        }
        *caret = Some(if row.role == Role::SecretField { 0 } else { editing.caret });
    }
    if let Some((_, fault)) = shown.faults.iter().find(|(id, _)| *id == row.id) {
        node.fault = Some((*fault).clone());
        node.states.push(State::Invalid);
    }
    node
}

fn walk_row(page: &str, id: &str, name: String, text: &Text) -> Node {
    let mut node = Node::new(NodeId::of(page, id), Role::ListItem, name);
    node.description = Some(text.say("page-walk.help"));
    node
}

fn button(page: &str, id: &str, name: String, help: String) -> Node {
    let mut node = Node::new(NodeId::of(page, id), Role::Button, name);
    node.description = Some(help);
    node
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Lang;

    proptest! {
        #[test]
        fn every_row_stands_on_exactly_one_part(heights in prop::collection::vec(1usize..3, 0..200), room in 1usize..12) {
            let parts = cut(&heights, room);
            let room = room.max(FEWEST_ROWS + 1);
            let all: Vec<usize> = parts.iter().cloned().flatten().collect();
            prop_assert_eq!(all, (0..heights.len()).collect::<Vec<_>>());
            for (i, part) in parts.iter().enumerate() {
                let ways = usize::from(i > 0) + usize::from(i + 1 < parts.len());
                prop_assert!(heights[part.clone()].iter().sum::<usize>() + ways <= room);
                prop_assert!(part.len() + ways <= MOST_ROWS);
            }
        }
    }

    #[test]
    fn a_page_ends_with_commands_and_back() {
        let page = Page::new("p", "Title", vec![Row::item("a", "First row")]);
        let text = Text::new(Lang::En);
        let view = tree(
            &page,
            &Shown { part: 0, room: PAPER, focus: "a", editing: None, faults: &[], notices: &[], back: "row-back" },
            &text,
        );
        assert_eq!(crate::view::check(&view), Ok(()));
        let ids: Vec<&str> = view.rows().into_iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids, ["p/a", "p/~commands", "p/~back"]);
    }
}
