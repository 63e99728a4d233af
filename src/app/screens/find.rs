//! Finding a row in the list below: a few letters, then Enter jumps to the next match.

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::view::Fault;

/// Asks what to look for.
#[derive(Debug)]
pub struct Find {
    list: String,
}

impl Find {
    /// For the list with this title.
    pub fn new(list: &str) -> Self {
        Self { list: list.to_owned() }
    }
}

impl Screen for Find {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let field = Row::field("words", cx.say("find-label"), "").with_help(cx.say("find-label.help")).at_most(30);
        Page::new("find", cx.text.with("find-title", &[("list", &self.list)]), vec![field])
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        if text.trim().is_empty() {
            return Step::Fault(Fault { what: cx.say("fault-nothing"), remedy: cx.say("fault-nothing.find") });
        }
        Step::FindBelow(text.trim().to_owned())
    }
}
