//! Signing in: a resident with identity number and PIN, staff with name and passphrase.

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::person::fold;

use super::programme::text_rows;

/// Asks for a name or number, then for the secret.
#[derive(Debug)]
pub struct SignIn {
    staff: bool,
    name: Option<String>,
}

impl SignIn {
    /// For a resident.
    pub fn resident() -> Self {
        Self { staff: false, name: None }
    }

    /// For staff.
    pub fn staff() -> Self {
        Self { staff: true, name: None }
    }
}

impl Screen for SignIn {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let who = if self.staff { "staff" } else { "resident" };
        let (id, row) = if self.name.is_none() {
            let id = format!("sign-in-{who}-name");
            let row = Row::field("name", cx.say(&id), "").private(!self.staff).at_most(30);
            (id, row)
        } else {
            let id = format!("sign-in-{who}-secret");
            let row = Row::secret("secret", cx.say(&id)).at_most(64);
            (id, row)
        };
        let row = row.with_help(cx.say(&format!("{id}.help")));
        let mut rows = vec![row];
        if cx.setup.sample && self.staff {
            rows.extend(text_rows(&[
                cx.say("sample-names"),
                cx.text.with("sample-secret", &[("passphrase", &crate::domain::SAMPLE_PASSPHRASE)]),
            ]));
        }
        Page::new(id, cx.say(&format!("sign-in-{who}")), rows)
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        if text.trim().is_empty() {
            return Step::Fault(super::question::fault(&crate::domain::form::Fault::Required, cx));
        }
        match &self.name {
            None => {
                self.name = Some(fold(text).to_uppercase());
                if self.staff {
                    self.name = Some(fold(text));
                }
                Step::Stay
            }
            Some(name) if self.staff => {
                Step::Do(Effect::SignInStaff { user: name.clone(), passphrase: text.to_owned() })
            }
            Some(name) => Step::Do(Effect::SignInResident { id_number: name.clone(), pin: fold(text) }),
        }
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        if self.name.take().is_some() { Step::Stay } else { Step::Back }
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        super::failed(outcome, cx)
    }
}
