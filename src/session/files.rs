//! Files for people: receipts, applications for the office, and taking one in.

use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

use chrono::NaiveDate;

use crate::app::effect::Takes;
use crate::app::{Outcome, Who};
use crate::config::private_folder;
use crate::domain::case::role::Reach;
use crate::domain::case::{Actor, Case, PersonId, ReceiptNumber, State, next};
use crate::domain::form::{Answers, Known, review};
use crate::domain::shipped::{self, Shipped};
use crate::papers::{self, Tools};
use crate::store::{ImportFault, Store};
use crate::text::Text;
use crate::text::handout::{self, Format, Handout};

use super::Session;
use super::effects::device_facts;
use super::progress::{Tell, Work};

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
        private_folder(&folders.outbox).map_err(|_| failed("store-read-only"))?;
        papers::keep(&place, content).map_err(|fault| match fault {
            papers::Fault::Full => failed("store-full"),
            _ => failed("store-read-only"),
        })?;
        Ok(place.display().to_string())
    }

    /// The receipt as plain text.
    pub(super) fn write_receipt(&self, case: &Case, number: ReceiptNumber) -> Result<String, Outcome> {
        let page = handout::receipt(&self.model.text(), case, number, self.clock.now().date());
        self.write_file(&page.file_name(Format::Text), handout::plain(&page).as_bytes())
    }

    /// The receipt with this number, for somebody who may see it: the person themselves, whoever has just handed it in
    /// here, and staff who see the case.
    pub fn receipt(&self, number: ReceiptNumber, text: &Text) -> Result<Handout, Outcome> {
        let unknown = || failed("take-no-receipt");
        let case = self.store.case_by_receipt(number)?.ok_or_else(unknown)?;
        let case = self.store.case_file(case)?.case;
        match &self.model.who {
            Who::Nobody if self.handed_in == Some(case.id) => {}
            Who::Resident { person, .. } if case.applicant == PersonId(*person) => {}
            // Somebody else's receipt and none are not told apart.
            Who::Nobody | Who::Resident { .. } => return Err(unknown()),
            Who::Staff { role, .. } => match role.reach() {
                Reach::Nothing => return Err(failed("not-your-role")),
                Reach::Assigned if !next(&case).who.contains(role) => return Err(unknown()),
                _ => {}
            },
        }
        Ok(handout::receipt(text, &case, number, self.clock.now().date()))
    }

    fn entry(&self, id: &str, day: NaiveDate) -> Result<Handout, Outcome> {
        let entry = shipped::programme(id, day).ok_or_else(|| failed("store-other"))?;
        let owed = self.store.owed()?.into_iter().find(|kept| kept.entry == id);
        Ok(handout::entry(&self.model.text(), entry, day, &self.model.rates, owed.as_ref()))
    }

    /// Makes a file to be taken along. A rehearsal keeps no file and runs no other program.
    pub(super) fn take(&mut self, what: &Takes, format: Format, tell: &mut Tell<'_>) -> Result<Outcome, Outcome> {
        let page = match what {
            Takes::Entry { id, day } => self.entry(id, *day)?,
            Takes::Receipt(number) => self.receipt(*number, &self.model.text())?,
        };
        let file = page.file_name(format);
        let Some(folders) = &self.folders else {
            return Ok(Outcome::Taken { file, folder: None, replaced: false });
        };
        private_folder(&folders.outbox).map_err(|_| failed("store-read-only"))?;
        let target = folders.outbox.join(&file);
        let work = || papers::make(&page, format, &target, true, &Tools::default());
        // Only for these another program is asked, and may take its time.
        let made = match format {
            Format::Braille | Format::Audio => Work::of("work-take", tell).wait(self, work),
            Format::Text | Format::Html => work(),
        };
        let replaced = made.map_err(|fault| {
            let (id, args) = fault.message(&self.model.text());
            Outcome::Failed { id, args }
        })?;
        Ok(Outcome::Taken { file, folder: Some(folders.outbox.display().to_string()), replaced })
    }

    /// The application as a file for the office.
    pub(super) fn write_application(&self, case: &Case) -> Result<String, Outcome> {
        let file = self.store.export_case(case.id)?;
        let day = self.clock.now().format("%Y%m%d");
        let content = serde_json::to_vec_pretty(&file).map_err(|_| failed("store-other"))?;
        self.write_file(&format!("application-{}-{day}-{}.{ENDING}", case.kind, case.id), &content)
    }

    /// Reads a file as JSON, telling how far it is.
    fn read_application(&self, path: &Path, work: &mut Work<'_, '_>) -> Result<serde_json::Value, Outcome> {
        let file = fs::File::open(path).map_err(|_| failed("import-not-found"))?;
        let size = file.metadata().map_or(0, |about| if about.is_file() { about.len() } else { 0 });
        let counted = Counted { file, read: 0, far: |bytes| work.at(self, bytes, size) };
        serde_json::from_reader(BufReader::with_capacity(1 << 16, counted))
            .map_err(|fault| failed(if fault.is_io() { "import-not-found" } else { "import-not-ours" }))
    }

    /// Takes in an application file, and hands it in here when it was not: the office gives the receipt.
    pub(super) fn import(&mut self, path: &Path, tell: &mut Tell<'_>) -> Result<Outcome, Outcome> {
        let now = self.clock.now();
        let file = self.read_application(path, &mut Work::of("work-import", tell))?;
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

/// A file that tells how much of it was read.
struct Counted<F> {
    file: fs::File,
    read: u64,
    far: F,
}

impl<F: FnMut(u64)> Read for Counted<F> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        (self.far)(self.read);
        let count = self.file.read(into)?;
        self.read += count as u64;
        Ok(count)
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
