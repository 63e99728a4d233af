//! Search: by Chinese, pinyin, initials, English, article number, id or code; the hits in a stable order, with their
//! count.

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::shipped;
use crate::view::Fault;

use super::browse;

/// Asks for words and lists what they find.
#[derive(Debug)]
pub struct Search {
    found: Option<(String, Vec<String>)>,
}

impl Search {
    /// Over the entitlements.
    pub fn entitlements() -> Self {
        Self { found: None }
    }
}

impl Screen for Search {
    fn page(&self, cx: &Cx<'_>) -> Page {
        match &self.found {
            None => {
                let field =
                    Row::field("words", cx.say("search-label"), "").with_help(cx.say("search-label.help")).at_most(30);
                Page::new("search", cx.say("browse-search"), vec![field])
            }
            Some((words, ids)) => {
                let rows =
                    ids.iter().filter_map(|id| shipped::programme(id, cx.day())).map(|p| browse::row(p, cx)).collect();
                let title = cx.text.with("search-found", &[("words", words), ("count", &ids.len())]);
                Page::new("found", title, rows)
            }
        }
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        browse::open(row, cx)
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let words = text.trim();
        let found: Vec<String> = shipped::find(words, cx.day())
            .into_iter()
            .filter_map(|found| match found {
                shipped::Found::Programme(one) => Some(one.id.clone()),
                _ => None,
            })
            .collect();
        if found.is_empty() {
            return Step::Fault(Fault { what: cx.say("fault-not-found"), remedy: cx.say("fault-not-found.remedy") });
        }
        self.found = Some((words.to_owned(), found));
        Step::Stay
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        if self.found.take().is_some() { Step::Stay } else { Step::Back }
    }
}
