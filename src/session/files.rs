//! Files for people: receipts, applications for the office, and taking one in.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::app::Outcome;
use crate::config::{private_file, private_folder};
use crate::domain::case::{Actor, Case, PersonId, State, due};
use crate::domain::form::{Answers, Known, review};
use crate::domain::shipped::{self, Shipped};
use crate::store::{ImportFault, Store};
use crate::text::date;

use super::Session;
use super::effects::device_facts;

/// The ending of an application file.
pub const ENDING: &str = "zhucan";

fn failed(id: &'static str) -> Outcome {
    Outcome::Failed { id, args: Vec::new() }
}

impl Session {
    /// Writes a file only its owner can read into the folder for people's files, and says where it is.
    fn write_file(&self, name: &str, content: &[u8]) -> Result<String, Outcome> {
        let Some(folders) = &self.folders else { return Ok(name.to_owned()) };
        let place = folders.outbox.join(name);
        let write = || {
            private_folder(&folders.outbox)?;
            let mut file = private_file(&place)?;
            file.write_all(content)?;
            file.sync_all()
        };
        write().map_err(|error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => failed("store-full"),
            _ => failed("store-read-only"),
        })?;
        Ok(place.display().to_string())
    }

    /// The receipt as plain text.
    pub(super) fn write_receipt(&self, case: &Case) -> Result<String, Outcome> {
        let text = self.model.text();
        let lang = text.lang();
        let number = case.receipt.map(|receipt| receipt.to_string()).unwrap_or_default();
        let day = case.submitted_on.map(|day| date(day, lang)).unwrap_or_default();
        let lines = [
            text.say(&format!("kind-{}", case.kind)),
            format!("{} {number}", text.say("receipt-number")),
            text.with("receipt-day", &[("day", &day)]),
            match due(case, shipped::calendar()) {
                Some(due) => text.with("receipt-next-by", &[("day", &date(due.date, lang))]),
                None => text.say("receipt-next"),
            },
            text.say("receipt-call"),
        ];
        let compact = number.replace(' ', "");
        self.write_file(&format!("receipt-{compact}.txt"), (lines.join("\n") + "\n").as_bytes())
    }

    /// The application as a file for the office.
    pub(super) fn write_application(&self, case: &Case) -> Result<String, Outcome> {
        let file = self.store.export_case(case.id)?;
        let day = self.clock.now().format("%Y%m%d");
        let content = serde_json::to_vec_pretty(&file).map_err(|_| failed("store-other"))?;
        self.write_file(&format!("application-{}-{day}-{}.{ENDING}", case.kind, case.id), &content)
    }

    /// Takes in an application file, and hands it in here when it was not: the office gives the receipt.
    pub(super) fn import(&mut self, path: &Path) -> Result<Outcome, Outcome> {
        let now = self.clock.now();
        let bytes = fs::read(path).map_err(|_| failed("import-not-found"))?;
        let file = serde_json::from_slice(&bytes).map_err(|_| failed("import-not-ours"))?;
        // Reviewed before anything is kept: a file that was not complete can come again when it is. A person's own
        // computer only ever writes drafts, so one that claims more was made by somebody else.
        let (carried, answers) = Store::look_into(&file).map_err(import_failed)?;
        if carried.state != State::Draft {
            return Err(failed("import-not-ours"));
        }
        let answers = Answers::from(answers);
        let known = Known::new(&answers, now.date(), &Shipped);
        let forms = [shipped::form("person"), shipped::form(carried.kind.as_str())];
        let complete = forms.into_iter().all(|form| review(form, &known).is_complete());
        let actor = self.applying(PersonId(0), 0)?;
        if !complete {
            return Err(failed("import-incomplete"));
        }
        let id = self.store.import_case(&file, &actor, now).map_err(import_failed)?;
        let case = self.store.case_file(id)?;
        let actor = match &self.user {
            Some(_) => self.applying(case.case.applicant, case.case.version)?,
            None => Actor::applicant(case.case.applicant, case.case.version),
        };
        let device = device_facts(case.case.kind, &answers);
        let step = self.store.submit(id, Vec::new(), device, &actor, now, shipped::calendar())?;
        let receipt = step.case.receipt.ok_or_else(|| failed("store-other"))?;
        Ok(Outcome::Imported { receipt, case: id })
    }
}

fn import_failed(fault: ImportFault) -> Outcome {
    match fault {
        ImportFault::NotOurFormat | ImportFault::AlreadyHandled { .. } => failed("import-not-ours"),
        ImportFault::NewerVersion { .. } => failed("import-newer"),
        ImportFault::Damaged => failed("import-damaged"),
        ImportFault::AlreadyImported { receipt, .. } => Outcome::Failed {
            id: "import-already",
            args: vec![("receipt", receipt.map(|receipt| receipt.to_string()).unwrap_or_default())],
        },
        ImportFault::Store(error) => error.into(),
    }
}
