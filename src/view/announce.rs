//! The one author of what is heard: utterances come from the tree before, the tree after, and the cause.
//!
//! An utterance is made of parts, in the order they are said; words for them are made by `text::words`. There is no
//! other way to say anything.

use super::{Live, Node, Position, Role, State, View};

/// Why there is something to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nothing happened.
    None,
    /// The program has just begun, or shows itself anew.
    Started,
    /// The focus was to move; `arrow` when by Up or Down, after which a reader reads the cursor's row by itself.
    Moved {
        /// Moved by the Up or Down key rather than by a letter, a digit, Tab, Home or End.
        arrow: bool,
        /// To the row next to it, so that staying where it was means an end of the list.
        step: bool,
    },
    /// The text of the focused field was edited, or its caret moved.
    Typed,
    /// A row was chosen or a field was left with Enter.
    Acted,
    /// The person asked to hear something again or more of it; the tree stays as it was.
    Asked(Ask),
    /// The key or the text could not be taken; the tree stays as it was. The words say why and what to do.
    Refused(String),
    /// A burst of text could not be taken. The words say so and the item with the focus follows: a reader that has just
    /// heard many letters typed takes a single short line for their echo.
    TextRefused(String),
    /// Something was done that the tree does not show; the words say what, in one line or two.
    Told(String),
    /// Something happened by itself.
    Event,
}

/// What a person can ask for without changing anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The item with the focus again.
    Again,
    /// The page, the place on it and the item.
    Where,
    /// The rest of what was cut, or what describes the item.
    More,
    /// The item's value, or its name, letter by letter or digit by digit.
    Spell,
    /// All of the page.
    WholePage,
    /// Help on the item.
    Help,
}

/// How a field's text changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Characters that were not there before.
    pub inserted: String,
    /// Characters that are gone.
    pub deleted: String,
}

impl Edit {
    /// The smallest edit that turns `before` into `after`.
    pub fn between(before: &str, after: &str) -> Self {
        let old: Vec<char> = before.chars().collect();
        let new: Vec<char> = after.chars().collect();
        let shorter = old.len().min(new.len());
        let start = (0..shorter).take_while(|&i| old[i] == new[i]).count();
        let end = (0..shorter - start).take_while(|&i| old[old.len() - 1 - i] == new[new.len() - 1 - i]).count();
        Self {
            inserted: new[start..new.len() - end].iter().collect(),
            deleted: old[start..old.len() - end].iter().collect(),
        }
    }
}

/// One piece of an utterance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The page's title.
    Title(String),
    /// The name of a row.
    Name(String),
    /// The label of a field, before its value.
    Label(String),
    /// A value.
    Value(String),
    /// A value to be said as its length and its end only.
    Private(String),
    /// A field with nothing in it yet.
    Empty,
    /// A state.
    State(State),
    /// What is wrong in the field `name` and how to mend it.
    Fault {
        /// The field.
        name: String,
        /// What is wrong.
        what: String,
        /// How to mend it.
        remedy: String,
    },
    /// Place in the set; said where asked for, and always at the verbosity for learners.
    Position(Position),
    /// Place in the set, said at every verbosity.
    Place(Position),
    /// The kind of thing, where it changes what a key does.
    Role(Role),
    /// What can be done with that kind of thing, for help on a row that has none of its own.
    HowTo(Role),
    /// There is nothing before (`true`) or after (`false`).
    Edge(bool),
    /// To be read letter by letter.
    Spelled(String),
    /// Text that came into the field.
    Inserted(String),
    /// Text that went out of the field.
    Deleted(String),
    /// The character at the caret; `None` behind the last one.
    Caret(Option<char>),
    /// A description.
    Description(String),
    /// Words made elsewhere: a refusal, news.
    Words(String),
}

/// Something to be heard in one breath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// Parts in the order they are said.
    pub parts: Vec<Part>,
    /// How urgent it is.
    pub live: Live,
}

impl Utterance {
    fn of(parts: Vec<Part>) -> Self {
        Self { parts, live: Live::Polite }
    }

    fn now(parts: Vec<Part>) -> Self {
        Self { parts, live: Live::Assertive }
    }
}

/// What is heard when `before` becomes `after` because of `cause`.
pub fn announce(before: &View, after: &View, cause: &Cause) -> Vec<Utterance> {
    let changed = matches!(cause, Cause::Started | Cause::Asked(Ask::WholePage))
        || (*cause != Cause::None && page_changed(before, after));
    let mut heard = if changed { page(after) } else { Vec::new() };
    heard.extend(match cause {
        Cause::Asked(ask) => asked(after, *ask),
        Cause::Refused(words) => vec![Utterance::now(vec![Part::Words(words.clone())])],
        Cause::TextRefused(words) => {
            vec![Utterance::now(vec![Part::Words(words.clone())]), Utterance::of(node_parts(after.focused()))]
        }
        Cause::Told(words) => words.lines().map(|line| Utterance::of(vec![Part::Words(line.to_owned())])).collect(),
        Cause::Event => news(before, after),
        Cause::None | Cause::Started => Vec::new(),
        _ if changed => Vec::new(),
        Cause::Moved { step, .. } => vec![moved(before, after, *step)],
        Cause::Typed => typed(before, after),
        Cause::Acted => vec![acted(after.focused())],
    });
    heard
}

/// Whether the two trees show different pages, so that the new one is heard as a whole. Typing, and a fault that comes
/// or goes in a field, do not make a page different.
pub fn page_changed(before: &View, after: &View) -> bool {
    fn face(view: &View) -> Vec<(&str, &str, Option<&str>)> {
        view.nodes()
            .into_iter()
            .filter(|node| node.live == Live::Off)
            .map(|node| {
                let value = if node.role.takes_text() { None } else { node.value.as_deref() };
                (node.id.as_str(), node.name.as_str(), value)
            })
            .collect()
    }
    face(before) != face(after)
}

/// The parts of one row, most important first. The row on the screen is made of the same parts.
pub fn node_parts(node: &Node) -> Vec<Part> {
    let mut parts = Vec::new();
    if node.role.takes_text() {
        parts.push(Part::Label(node.name.clone()));
        match node.value.as_deref() {
            Some(value) if value.trim().is_empty() => parts.push(Part::Empty),
            Some(value) => parts.push(held(node, value)),
            None => parts.push(Part::Role(node.role)),
        }
    } else {
        parts.push(Part::Name(node.name.clone()));
        parts.extend(node.value.as_deref().map(|value| held(node, value)));
    }
    parts.extend(node.states.iter().filter(|state| **state != State::Invalid).map(|state| Part::State(*state)));
    parts.extend(fault(node));
    parts.extend(node.position.map(Part::Position));
    parts
}

fn held(node: &Node, value: &str) -> Part {
    if node.private { Part::Private(value.to_owned()) } else { Part::Value(value.to_owned()) }
}

fn fault(node: &Node) -> Option<Part> {
    node.fault.as_ref().map(|fault| Part::Fault {
        name: node.name.clone(),
        what: fault.what.clone(),
        remedy: fault.remedy.clone(),
    })
}

fn page(view: &View) -> Vec<Utterance> {
    let title = Utterance::of(vec![Part::Title(view.root.name.clone())]);
    let rows = view.rows();
    // Which mode is on is said before anything else.
    let (notices, rows): (Vec<&Node>, Vec<&Node>) = rows.into_iter().partition(|node| node.role == Role::Status);
    let say = |node: &Node| Utterance::of(node_parts(node));
    notices.into_iter().map(say).chain([title]).chain(rows.into_iter().map(say)).collect()
}

fn moved(before: &View, after: &View, step: bool) -> Utterance {
    let node = after.focused();
    let mut parts = Vec::new();
    if step && before.focus == after.focus {
        let first = after.focusable().first().is_some_and(|first| first.id == node.id);
        parts.push(Part::Edge(first));
    }
    parts.extend(node_parts(node));
    Utterance::of(parts)
}

fn acted(node: &Node) -> Utterance {
    match fault(node) {
        Some(fault) => Utterance::now(vec![fault]),
        None => Utterance::of(node_parts(node)),
    }
}

fn asked(view: &View, ask: Ask) -> Vec<Utterance> {
    let node = view.focused();
    let described = node.description.clone().map(Part::Description);
    let parts = match ask {
        Ask::WholePage => return Vec::new(),
        Ask::Again => node_parts(node),
        Ask::Where => {
            // The row first: of a long answer the end may have to be asked for.
            let mut parts: Vec<Part> =
                node_parts(node).into_iter().filter(|part| !matches!(part, Part::Position(_))).collect();
            parts.extend(node.position.map(Part::Place));
            parts.push(Part::Title(view.root.name.clone()));
            parts
        }
        Ask::More => {
            let mut parts = vec![Part::Name(node.name.clone())];
            parts.extend(fault(node));
            parts.extend(described);
            parts.push(Part::Role(node.role));
            parts.extend(node.position.map(Part::Place));
            parts
        }
        Ask::Spell => {
            let spelled = match node.value.as_deref() {
                Some(value) if !value.is_empty() => value,
                _ => &node.name,
            };
            vec![Part::Spelled(spelled.to_owned())]
        }
        Ask::Help => vec![described.unwrap_or(Part::HowTo(node.role))],
    };
    vec![Utterance::of(parts)]
}

fn typed(before: &View, after: &View) -> Vec<Utterance> {
    let node = after.focused();
    let (Some(old), Some(new)) = (before.focused().value.as_deref(), node.value.as_deref()) else {
        return Vec::new();
    };
    let edit = Edit::between(old, new);
    let parts = if !edit.inserted.is_empty() {
        // Of text that begins as what follows it does, only the caret tells which was typed.
        let count = edit.inserted.chars().count();
        let before_caret = after.caret.and_then(|caret| caret.checked_sub(count));
        let typed = before_caret.map(|from| new.chars().skip(from).take(count).collect());
        vec![Part::Inserted(typed.unwrap_or(edit.inserted))]
    } else if !edit.deleted.is_empty() {
        vec![Part::Deleted(edit.deleted)]
    } else {
        vec![Part::Caret(after.caret.and_then(|at| new.chars().nth(at)))]
    };
    vec![Utterance::of(parts)]
}

fn news(before: &View, after: &View) -> Vec<Utterance> {
    let known = before.nodes();
    after
        .nodes()
        .into_iter()
        .filter(|node| node.live != Live::Off && !known.contains(node))
        .map(|node| Utterance { parts: vec![Part::Words(node.name.clone())], live: node.live })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::view::NodeId;

    fn view(names: &[&str], focus: usize) -> View {
        let mut group = Node::new(NodeId::of("p", "main"), Role::Group, "");
        group.children = names
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let mut node = Node::new(NodeId::of("p", &i.to_string()), Role::ListItem, *name);
                node.position = Some(Position { at: i + 1, of: names.len() });
                node
            })
            .collect();
        let mut root = Node::new(NodeId::page("p"), Role::Page, "Title");
        root.children = vec![group];
        View { root, focus: NodeId::of("p", &focus.to_string()), caret: None }
    }

    fn field(text: &str, caret: usize) -> View {
        let mut node = Node::new(NodeId::of("p", "f"), Role::TextField, "Phone");
        node.value = Some(text.to_owned());
        let mut root = Node::new(NodeId::page("p"), Role::Page, "Title");
        root.children = vec![node];
        View { root, focus: NodeId::of("p", "f"), caret: Some(caret) }
    }

    fn parts(before: &View, after: &View, cause: &Cause) -> Vec<Part> {
        announce(before, after, cause).into_iter().flat_map(|utterance| utterance.parts).collect()
    }

    #[test]
    fn a_move_says_the_row_and_the_end_says_so() {
        let (a, b) = (view(&["one", "two"], 0), view(&["one", "two"], 1));
        let moved = Cause::Moved { arrow: true, step: true };
        assert_eq!(parts(&a, &b, &moved)[0], Part::Name("two".into()));
        assert_eq!(parts(&b, &b, &moved)[..2], [Part::Edge(false), Part::Name("two".into())]);
        assert_eq!(parts(&a, &a, &moved)[0], Part::Edge(true));
    }

    #[test]
    fn another_page_is_heard_whole() {
        let heard = announce(&view(&["one"], 0), &view(&["one", "two"], 0), &Cause::Acted);
        assert_eq!(heard.len(), 3);
    }

    #[test]
    fn typing_is_not_another_page() {
        let (a, b) = (field("13", 2), field("138", 3));
        assert!(!page_changed(&a, &b));
        assert_eq!(parts(&a, &b, &Cause::Typed), [Part::Inserted("8".into())]);
        assert_eq!(parts(&b, &a, &Cause::Typed), [Part::Deleted("8".into())]);
        assert_eq!(parts(&b, &field("138", 1), &Cause::Typed), [Part::Caret(Some('3'))]);
    }

    #[test]
    fn the_same_fault_twice_is_heard_twice() {
        let mut wrong = field("1", 1);
        wrong.root.children[0].states.push(State::Invalid);
        wrong.root.children[0].fault = Some(super::super::Fault { what: "short".into(), remedy: "add".into() });
        let first = announce(&field("1", 1), &wrong, &Cause::Acted);
        assert_eq!(first, announce(&wrong, &wrong, &Cause::Acted));
        assert!(matches!(first[0].parts[0], Part::Fault { .. }));
    }

    proptest! {
        #[test]
        fn nothing_happened_is_silent(names in prop::collection::vec("[a-z]{3,9}", 1..9)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let v = view(&names, 0);
            prop_assert_eq!(announce(&v, &v, &Cause::None), vec![]);
        }

        #[test]
        fn an_edit_rebuilds_the_text(a in "[ab]{0,6}", b in "[ab]{0,6}") {
            let edit = Edit::between(&a, &b);
            prop_assert_eq!(
                a.chars().count() + edit.inserted.chars().count(),
                b.chars().count() + edit.deleted.chars().count()
            );
        }
    }
}
