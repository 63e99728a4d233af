//! The messages of both languages, as they are written and as the program finds them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use zhucan::text::{Argument, Text};

use crate::source::root;
use crate::{LANGS, files_below};

/// Where a message is written and, for its value (under "") and each attribute, the arguments it takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    file: String,
    parts: BTreeMap<String, BTreeSet<String>>,
}

/// Every message of a language by its id.
pub fn messages(folder: &str) -> BTreeMap<String, Message> {
    let mut found = BTreeMap::new();
    for path in files_below(&root().join("assets/locales").join(folder), "ftl") {
        let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("it was just listed");
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{file}: {faults:?}"));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut parts = BTreeMap::new();
                    parts.extend(message.value.iter().map(|value| (String::new(), arguments(value))));
                    for attribute in &message.attributes {
                        parts.insert(attribute.id.name.clone(), arguments(&attribute.value));
                    }
                    let id = message.id.name.clone();
                    let before = found.insert(id.clone(), Message { file: file.clone(), parts });
                    assert!(before.is_none(), "{folder}/{file}: {id} is there twice");
                }
                Entry::Junk { content } => panic!("{folder}/{file}: {content}"),
                _ => {}
            }
        }
    }
    found
}

fn arguments(pattern: &Pattern<String>) -> BTreeSet<String> {
    fn inline(expression: &InlineExpression<String>, found: &mut BTreeSet<String>) {
        match expression {
            InlineExpression::VariableReference { id } => drop(found.insert(id.name.clone())),
            InlineExpression::Placeable { expression } => whole(expression, found),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            other => panic!("messages use arguments and literals only, not {other:?}"),
        }
    }
    fn whole(expression: &Expression<String>, found: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(expression) => inline(expression, found),
            Expression::Select { selector, variants } => {
                inline(selector, found);
                for variant in variants {
                    found.extend(arguments(&variant.value));
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            whole(expression, &mut found);
        }
    }
    found
}

/// Whether there is this message, or this attribute of one.
pub fn exists(id: &str) -> bool {
    let (message, part) = id.split_once('.').unwrap_or((id, ""));
    ENGLISH.with(|known| known.get(message).is_some_and(|message| message.parts.contains_key(part)))
}

thread_local! {
    static ENGLISH: BTreeMap<String, Message> = messages("en");
}

#[test]
fn both_languages_have_the_same_messages() {
    let [english, chinese] = ["en", "zh-CN"].map(messages);
    let only = |one: &BTreeMap<String, Message>, other: &BTreeMap<String, Message>| {
        one.keys().filter(|id| !other.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&english, &chinese), [""; 0], "only in English");
    assert_eq!(only(&chinese, &english), [""; 0], "only in Chinese");
    for (id, message) in &english {
        assert_eq!(message, &chinese[id], "{id} differs in its file, its attributes or its arguments");
    }
}

/// Finds messages that no file given to `Text` holds, and those that cannot be worded.
#[test]
fn every_message_can_be_said() {
    for (lang, folder) in LANGS {
        let text = Text::new(lang);
        for (id, message) in messages(folder) {
            for (part, arguments) in message.parts {
                let id = if part.is_empty() { id.clone() } else { format!("{id}.{part}") };
                let arguments: Vec<(&str, &dyn Argument)> =
                    arguments.iter().map(|name| (name.as_str(), &"7" as &dyn Argument)).collect();
                let said = text.find(&id, &arguments).unwrap_or_else(|| panic!("{folder}: {id} is in no file of Text"));
                assert!(!said.is_empty() && !said.contains(['{', '}']), "{folder}: {id} is said as {said:?}");
            }
        }
    }
}
