//! What every tree must be, checked after each turn in tests and debug builds.

use std::collections::BTreeSet;

use super::{Node, NodeId, Position, Role, State, View};

/// A tree that cannot be shown or heard right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The focus is on nothing, or on something that cannot have it.
    Focus(NodeId),
    /// A focusable node without a name, or with one too short for readers that drop pieces under three characters.
    Name(NodeId),
    /// Positions do not run from 1 to n.
    Position(NodeId),
    /// Two nodes with one id.
    Twice(NodeId),
    /// A character that a reader or a braille line cannot take.
    Glyph(NodeId, char),
    /// An invalid field that does not say how to mend it, or a fault without the state.
    Remedy(NodeId),
    /// A dialog without a way out.
    NoWayOut(NodeId),
}

/// Fewer characters than this in a row are not said by a reader that waits for real text.
const SHORTEST_ROW: usize = 3;

/// Checks all invariants; the first fault found is returned.
pub fn check(view: &View) -> Result<(), Broken> {
    let mut ids = BTreeSet::new();
    for node in view.nodes() {
        if !ids.insert(&node.id) {
            return Err(Broken::Twice(node.id.clone()));
        }
        words_can_be_said(node)?;
        if node.role.focusable() && node.name.trim().is_empty() {
            return Err(Broken::Name(node.id.clone()));
        }
        if !node.role.takes_text()
            && node.role.focusable()
            && node.name.chars().count() + node.value.as_deref().map_or(0, |v| v.chars().count()) < SHORTEST_ROW
        {
            return Err(Broken::Name(node.id.clone()));
        }
        let invalid = node.states.contains(&State::Invalid);
        let mended = node.fault.as_ref().is_some_and(|fault| !fault.what.is_empty() && !fault.remedy.is_empty());
        if invalid != node.fault.is_some() || invalid != mended {
            return Err(Broken::Remedy(node.id.clone()));
        }
        if node.role == Role::Group {
            let size = node.children.len();
            for (index, child) in node.children.iter().enumerate() {
                if child.position.is_some_and(|at| at != Position { at: index + 1, of: size }) {
                    return Err(Broken::Position(child.id.clone()));
                }
            }
        }
    }
    if !view.focusable().iter().any(|node| node.id == view.focus) {
        return Err(Broken::Focus(view.focus.clone()));
    }
    if view.root.role == Role::Dialog && !view.focusable().iter().any(|node| node.role == Role::Button) {
        return Err(Broken::NoWayOut(view.root.id.clone()));
    }
    Ok(())
}

fn words_can_be_said(node: &Node) -> Result<(), Broken> {
    let fault = node.fault.as_ref();
    let texts = [
        Some(node.name.as_str()),
        node.value.as_deref(),
        node.description.as_deref(),
        fault.map(|fault| fault.what.as_str()),
        fault.map(|fault| fault.remedy.as_str()),
    ];
    match texts.into_iter().flatten().flat_map(str::chars).find(|&c| unsayable(c)) {
        Some(c) => Err(Broken::Glyph(node.id.clone(), c)),
        None => Ok(()),
    }
}

/// Box drawing, blocks and braille patterns: characters that no voice reads as words.
pub fn is_drawing(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}')
}

/// Drawings, control characters and the marks that turn the reading direction.
fn unsayable(c: char) -> bool {
    c.is_control()
        || is_drawing(c)
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: Vec<Node>) -> View {
        let focus = rows[0].id.clone();
        let mut group = Node::new(NodeId::of("p", "group"), Role::Group, "");
        group.children = rows;
        let mut root = Node::new(NodeId::page("p"), Role::Page, "Title");
        root.children = vec![group];
        View { root, focus, caret: None }
    }

    fn row(id: &str, name: &str) -> Node {
        Node::new(NodeId::of("p", id), Role::ListItem, name)
    }

    #[test]
    fn a_plain_page_is_whole() {
        assert_eq!(check(&page(vec![row("a", "First"), row("b", "Second")])), Ok(()));
    }

    #[test]
    fn each_break_is_found() {
        assert!(matches!(check(&page(vec![row("a", "One"), row("a", "Two")])), Err(Broken::Twice(_))));
        assert!(matches!(check(&page(vec![row("a", "")])), Err(Broken::Name(_))));
        assert!(matches!(check(&page(vec![row("a", "是")])), Err(Broken::Name(_))));
        assert!(matches!(check(&page(vec![row("a", "x│y")])), Err(Broken::Glyph(_, '│'))));
        assert!(matches!(check(&page(vec![row("a", "x\u{2068}y")])), Err(Broken::Glyph(..))));
        let mut wrong = row("a", "Phone");
        wrong.states.push(State::Invalid);
        assert!(matches!(check(&page(vec![wrong])), Err(Broken::Remedy(_))));
        let mut placed = row("a", "First");
        placed.position = Some(Position { at: 2, of: 2 });
        assert!(matches!(check(&page(vec![placed])), Err(Broken::Position(_))));
        let mut lost = page(vec![row("a", "First")]);
        lost.focus = NodeId::of("p", "elsewhere");
        assert!(matches!(check(&lost), Err(Broken::Focus(_))));
        let mut dialog = page(vec![row("a", "First")]);
        dialog.root.role = Role::Dialog;
        assert!(matches!(check(&dialog), Err(Broken::NoWayOut(_))));
    }
}
