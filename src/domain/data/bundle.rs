//! A folder of policy data as a whole: what ships with the program, or what a site lays over it.
//!
//! The build reads `assets/` with this, the program a site's own folder, so that both are held to the same rules. What
//! a site writes is laid over what ships: an entry takes the place of the one with the same name and first day, or it is
//! added beside it. No code changes, and the order in which files are written does not matter.

use serde::{Deserialize, Serialize};

use super::definition::{self, Definitions};
use super::fact::{self, Fact};
use super::form::{self, Form};
use super::open_point::{self, OpenPoint};
use super::programme::{self, Programme};
use super::rate::{self, Rate};
use super::reason::{self, Reason};
use super::sheet::Source;
use super::{Base, DataFault, keeps};

/// What can be laid over: everything about the policy that a site may change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bundle {
    /// Facts with their questions.
    pub facts: Vec<Fact>,
    /// Definitions.
    pub definitions: Definitions,
    /// Open points.
    pub points: Vec<OpenPoint>,
    /// Rates.
    pub rates: Vec<Rate>,
    /// Programmes, every version.
    pub programmes: Vec<Programme>,
    /// Reasons for decisions.
    pub reasons: Vec<Reason>,
    /// Forms.
    pub forms: Vec<Form>,
}

/// The folders that make it up, and those a site may have.
pub const FOLDERS: [&str; 7] = ["facts", "definitions", "open-points", "rates", "policies", "reasons", "forms"];

impl Bundle {
    /// Lays files over this; what is wrong is added to `faults`. A file's name begins with its folder.
    #[must_use]
    pub fn with_files(mut self, files: &[Source], faults: &mut Vec<DataFault>) -> Self {
        let of = |kind: &str| -> Vec<Source> {
            files.iter().filter(|file| file.file.split_once('/').is_some_and(|(at, _)| at == kind)).cloned().collect()
        };
        let [facts, definitions, points, rates, policies, reasons, forms] = FOLDERS.map(of);
        let found = fact::parse_all(&facts, faults);
        faults.extend(found.iter().filter_map(|new| keeps::fact(fact::find(&self.facts, &new.id)?, new)));
        lay_over(&mut self.facts, found, |a, b| a.id == b.id);
        let found = definition::parse_all(&definitions, &self.facts, faults);
        faults.extend(found.iter().filter_map(|new| keeps::definition(self.definitions.get(&new.id)?, new)));
        self.definitions = self.definitions.replaced_by(&found);
        let found = open_point::parse_all(&points, faults);
        faults.extend(found.iter().filter_map(|new| keeps::point(open_point::find(&self.points, &new.id)?, new)));
        lay_over(&mut self.points, found, |a, b| a.id == b.id);
        self.lay_rates(rate::parse_all(&rates, faults), faults);
        let base =
            Base { facts: &self.facts, definitions: &self.definitions, points: &self.points, rates: &self.rates };
        let found = programme::parse_all(&policies, &base, faults);
        let before = faults.len();
        lay_over(&mut self.programmes, found, |a, b| a.id == b.id && a.from == b.from);
        programme::arrange(&mut self.programmes);
        if before == 0 {
            faults.extend(programme::check_together(&self.programmes));
        }
        self.lay_reasons(&reasons, faults);
        self.lay_forms(&forms, faults);
        self
    }

    /// A rate that is there already keeps its head and takes the new rows.
    fn lay_rates(&mut self, found: Vec<Rate>, faults: &mut Vec<DataFault>) {
        for rate in found {
            let Some(known) = self.rates.iter_mut().find(|known| known.id == rate.id) else {
                self.rates.push(rate);
                continue;
            };
            if known.unit != rate.unit || known.set_by != rate.set_by {
                faults.push(DataFault {
                    file: format!("rates/{}.toml", rate.id),
                    line: 0,
                    fault: format!("{} is known with another unit or another set_by", rate.id),
                    remedy: "write both as they ship, or give the rate another id".into(),
                });
                continue;
            }
            lay_over(&mut known.rows, rate.rows, |a, b| a.from == b.from);
            known.rows.sort_by_key(|row| row.from);
        }
        self.rates.sort_by_key(|rate| (rate.article, rate.item, rate.id.clone()));
    }

    fn lay_reasons(&mut self, files: &[Source], faults: &mut Vec<DataFault>) {
        for file in files {
            match reason::parse(&file.file, &file.text) {
                Ok(found) => lay_over(&mut self.reasons, found, |a, b| a.code == b.code),
                Err(mut found) => faults.append(&mut found),
            }
        }
        match reason::arrange(std::mem::take(&mut self.reasons)) {
            Ok(reasons) => self.reasons = reasons,
            Err(fault) => faults.push(fault),
        }
    }

    /// The forms are checked one by one and then together: a condition in one may name a question of another.
    fn lay_forms(&mut self, files: &[Source], faults: &mut Vec<DataFault>) {
        let mut found = Vec::new();
        for file in files {
            match form::parse(&file.file, &file.text) {
                Ok(form) => found.push((file, form)),
                Err(mut wrong) => faults.append(&mut wrong),
            }
        }
        let shipped = self.forms.iter().filter(|form| found.iter().all(|(_, other)| other.id != form.id));
        let mut together: Vec<_> = shipped.map(|form| ("forms", "", form)).collect();
        together.extend(found.iter().map(|(file, form)| (file.file.as_str(), file.text.as_str(), form)));
        if !found.is_empty() {
            faults.extend(form::check_forms(&together).err());
        }
        for (_, new) in &found {
            let old = self.forms.iter().find(|old| old.id == new.id);
            faults.extend(old.into_iter().flat_map(|old| keeps::form(old, new)));
        }
        lay_over(&mut self.forms, found.into_iter().map(|(_, form)| form).collect(), |a, b| a.id == b.id);
    }
}

fn lay_over<T>(known: &mut Vec<T>, found: Vec<T>, same: impl Fn(&T, &T) -> bool) {
    for one in found {
        match known.iter_mut().find(|old| same(old, &one)) {
            Some(old) => *old = one,
            None => known.push(one),
        }
    }
}
