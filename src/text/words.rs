//! Words for utterances. The printed form is made here; a front end only decides where it stands.

use crate::view::{Node, Part, Role, State, Utterance, node_parts};

use super::{Lang, Text, grouped};

/// How much is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Verbosity {
    /// The thing itself and no more.
    Brief,
    /// What most people want.
    #[default]
    Normal,
    /// With the place in the list and what can be done.
    Learning,
}

/// The words of one utterance, as they are printed in a transcript, in line mode and in the speech row.
pub fn words(utterance: &Utterance, text: &Text, verbosity: Verbosity) -> String {
    join(utterance.parts.iter().filter_map(|part| piece(part, text, verbosity)), text.lang())
}

/// Pieces one after the other, with a comma where nothing else parts them.
pub(super) fn join(pieces: impl Iterator<Item = String>, lang: Lang) -> String {
    let mut said = String::new();
    for piece in pieces {
        // A question mark or a full stop parts as well as a comma does.
        if lang == Lang::En && said.ends_with(['?', '.', '!']) {
            said.push(' ');
        } else if !said.is_empty() && !said.ends_with(['：', '？', '。', '！']) && !said.ends_with(": ") {
            said.push_str(match lang {
                Lang::Zh => "，",
                Lang::En => ", ",
            });
        }
        said.push_str(&piece);
    }
    said
}

/// The same words where a row of the screen is heard as it stands: an empty field is its label with nothing behind it.
pub fn words_as_shown(utterance: &Utterance, text: &Text, verbosity: Verbosity) -> String {
    let parts = utterance.parts.iter().filter(|part| **part != Part::Empty).cloned().collect();
    words(&Utterance { parts, live: utterance.live }, text, verbosity).trim_end().to_owned()
}

/// The text of a node's row on the screen: the same parts in the same order, without the place in the list, so that it
/// does not change with the verbosity. A field's fault is placed by the layout, which knows how much room there is.
pub fn row_words(node: &Node, text: &Text) -> String {
    let parts = node_parts(node)
        .into_iter()
        .filter_map(|part| match part {
            Part::Position(_) | Part::Empty | Part::Role(_) | Part::Fault { .. } => None,
            // A field shows what its owner has typed; only what is said by itself is masked.
            Part::Private(value) if node.role.takes_text() => Some(Part::Value(value)),
            other => Some(other),
        })
        .collect();
    words(&Utterance { parts, live: node.live }, text, Verbosity::Normal)
}

/// What is wrong in a field, without its name and without the remedy.
pub fn short_fault(what: &str, text: &Text) -> String {
    text.with("part-fault-short", &[("what", &what)])
}

pub(super) fn piece(part: &Part, text: &Text, verbosity: Verbosity) -> Option<String> {
    Some(match part {
        Part::Title(words)
        | Part::Name(words)
        | Part::Value(words)
        | Part::Inserted(words)
        | Part::Description(words)
        | Part::Words(words) => words.clone(),
        Part::Label(label) => {
            text.with("part-label", &[("label", label)]) + if text.lang() == Lang::En { " " } else { "" }
        }
        Part::Private(value) => private(value, text),
        Part::Empty => text.say("part-empty"),
        Part::State(State::Selected) => text.say("part-selected"),
        Part::State(State::Invalid) => return None,
        // The fault stands in the row of its field, which names it, and is heard with the focus there.
        Part::Fault { what, remedy, .. } => short_fault(what, text) + &text.with("part-remedy", &[("remedy", remedy)]),
        Part::Position(_) if verbosity != Verbosity::Learning => return None,
        Part::Position(place) | Part::Place(place) => {
            text.with("part-position", &[("at", &place.at), ("of", &place.of)])
        }
        Part::HowTo(Role::Text) => text.say("role-text.help"),
        Part::Role(role) | Part::HowTo(role) => text.say(role_words(*role)),
        Part::Edge(true) => text.say("part-first"),
        Part::Edge(false) => text.say("part-last"),
        Part::Spelled(value) => spelled(value, text.lang()),
        Part::Deleted(gone) => text.with("part-deleted", &[("gone", gone)]),
        Part::Caret(Some(' ')) => text.say("part-blank"),
        Part::Caret(Some(c)) => c.to_string(),
        Part::Caret(None) => text.say("part-end-of-text"),
    })
}

fn role_words(role: Role) -> &'static str {
    match role {
        Role::ListItem => "role-list-item",
        Role::Button => "role-button",
        Role::TextField => "role-text-field",
        Role::SecretField => "role-secret-field",
        Role::Text | Role::Status | Role::Alert => "role-text",
        Role::Page | Role::Dialog | Role::Group => "role-page",
    }
}

/// A private value is said as its length and, where enough stays hidden, its last four characters.
fn private(value: &str, text: &Text) -> String {
    let length = value.chars().count();
    if length >= 11 {
        let end: String = value.chars().skip(length - 4).collect();
        text.with("part-private", &[("length", &length), ("end", &end)])
    } else {
        text.with("part-private-short", &[("length", &length)])
    }
}

/// Letter by letter; numbers in the groups in which people read them.
fn spelled(value: &str, lang: Lang) -> String {
    let apart = |piece: &str| piece.chars().map(String::from).collect::<Vec<_>>().join(" ");
    let number = value.chars().filter(|c| !c.is_whitespace()).all(|c| c.is_ascii_digit() || c == 'X');
    if number {
        let compact: String = value.chars().filter(|c| !c.is_whitespace()).collect();
        let comma = if lang == Lang::Zh { "，" } else { ", " };
        grouped(&compact).iter().map(|group| apart(group)).collect::<Vec<_>>().join(comma)
    } else {
        apart(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Fault, Live, NodeId, Position};

    fn field(value: &str) -> Node {
        let mut node = Node::new(NodeId::of("p", "phone"), Role::TextField, "电话");
        node.value = Some(value.to_owned());
        node
    }

    fn say(node: &Node, lang: Lang, verbosity: Verbosity) -> String {
        words(&Utterance { parts: node_parts(node), live: Live::Polite }, &Text::new(lang), verbosity)
    }

    #[test]
    fn a_field_is_label_value_and_fault() {
        let mut node = field("123");
        assert_eq!(say(&node, Lang::Zh, Verbosity::Normal), "电话：123");
        node.fault = Some(Fault { what: "要11位数字".into(), remedy: "请从1开头写完".into() });
        node.states.push(State::Invalid);
        assert_eq!(say(&node, Lang::Zh, Verbosity::Normal), "电话：123，错误：要11位数字，请从1开头写完");
        assert_eq!(row_words(&node, &Text::new(Lang::Zh)), "电话：123");
    }

    #[test]
    fn a_private_value_is_said_masked_and_shown_as_typed() {
        let mut node = field("110199196503110018");
        node.private = true;
        let heard = say(&node, Lang::Zh, Verbosity::Normal);
        assert!(heard.contains("0018") && !heard.contains("19650311"), "{heard}");
        assert!(row_words(&node, &Text::new(Lang::Zh)).contains("19650311"));
        node.role = Role::ListItem;
        assert!(!row_words(&node, &Text::new(Lang::Zh)).contains("19650311"));
    }

    #[test]
    fn learners_hear_the_place() {
        let mut node = Node::new(NodeId::of("p", "a"), Role::ListItem, "Browse");
        node.position = Some(Position { at: 1, of: 3 });
        assert_eq!(say(&node, Lang::En, Verbosity::Normal), "Browse");
        assert_eq!(say(&node, Lang::En, Verbosity::Learning), "Browse, 1 of 3");
    }

    #[test]
    fn spelling_reads_numbers_in_groups() {
        assert_eq!(spelled("13800138000", Lang::Zh), "1 3 8，0 0 1 3，8 0 0 0");
        assert_eq!(spelled("张三", Lang::Zh), "张 三");
    }
}
