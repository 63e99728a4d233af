//! Taking in an application file that a person made on their own computer.

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};

/// Asks for the file.
#[derive(Debug)]
pub struct Import;

impl Screen for Import {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let field = Row::field("path", cx.say("import-label"), "").with_help(cx.say("import-label.help"));
        Page::new("import", cx.say("import-title"), vec![field])
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    fn submit(&mut self, _row: &str, text: &str, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::Import(text.trim().to_owned()))
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Imported { receipt, .. } => {
                let told = cx.text.with("import-done", &[("receipt", &receipt.to_string())]);
                Step::Back.then(Step::Told(told))
            }
            outcome => super::failed(outcome, cx),
        }
    }
}
