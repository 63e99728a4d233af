//! Leaving, confirmed by a row.

use crate::app::{Cx, Page, Row, Screen, Step};

/// Asks before the program is left.
#[derive(Debug)]
pub struct Leave;

impl Screen for Leave {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let leave = Row::button("leave", cx.say("leave-now")).with_help(cx.say("leave-now.help"));
        Page::new("leave", cx.say("leave-title"), vec![leave]).dialog()
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Leave
    }
}
