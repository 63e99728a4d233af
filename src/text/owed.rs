//! Duties and targets in words: how far they are, what is overdue, who has to do them.

use chrono::NaiveDate;

use super::{Lang, Text, date};
use crate::domain::data::programme::{OwnerBasis, Programme};
use crate::domain::owed::{Ago, Kept, Progress, ago, due, overdue};

/// The message that names a state.
pub fn progress_id(progress: Progress) -> &'static str {
    match progress {
        Progress::NotBegun => "owed-not-begun",
        Progress::UnderWay => "owed-under-way",
        Progress::KeptUp => "owed-kept-up",
        Progress::Done => "owed-done",
    }
}

impl Text {
    /// How far it is, or that nothing is recorded.
    pub fn progress(&self, kept: Option<&Kept>) -> String {
        self.say(kept.map_or("owed-no-record", |kept| progress_id(kept.progress)))
    }

    /// How long before `day` something was, in words.
    pub fn ago(&self, then: NaiveDate, day: NaiveDate) -> String {
        match ago(then, day) {
            Ago::Years(years, 0) => self.with("ago-years", &[("years", &years)]),
            Ago::Years(years, months) => self.with("ago-years-months", &[("years", &years), ("months", &months)]),
            Ago::Months(months) => self.with("ago-months", &[("months", &months)]),
            Ago::Days(days) => self.with("ago-days", &[("days", &days)]),
        }
    }

    /// How far a duty or target is on `day`, or that it is overdue: what is heard first.
    pub fn owed_state(&self, entry: &Programme, kept: Option<&Kept>, day: NaiveDate) -> Vec<String> {
        let late = overdue(entry, kept, day).and(due(entry, kept));
        let mut lines = vec![match (late, kept) {
            (Some(due), None) => {
                let (due, since) = (date(due, self.lang()), self.ago(due, day));
                self.with("owed-overdue-no-record", &[("due", &due), ("since", &since)])
            }
            (Some(due), Some(_)) => {
                let (due, since) = (date(due, self.lang()), self.ago(due, day));
                self.with("owed-overdue", &[("due", &due), ("since", &since), ("state", &self.progress(kept))])
            }
            (None, _) => self.with("owed-state", &[("state", &self.progress(kept))]),
        }];
        if kept.is_none() {
            lines.push(self.say("owed-no-record-means"));
        }
        lines
    }

    /// Who has to do it and by when, by the text and as staff keep it, and what shows how far it is.
    pub fn owed_rest(&self, entry: &Programme, kept: Option<&Kept>) -> Vec<String> {
        let lang = self.lang();
        let mut lines = Vec::new();
        if let Some(owner) = &entry.owner {
            let words = if lang == Lang::Zh { &owner.zh } else { &owner.en };
            lines.push(match owner.basis {
                OwnerBasis::Stated => self.with("owed-owner-stated", &[("owner", words)]),
                // A sentence of its own.
                OwnerBasis::Open => words.clone(),
                OwnerBasis::Inferred => self.with("owed-owner", &[("owner", words)]),
            });
        }
        if let Some(kept) = kept {
            lines.push(self.with("owed-owner-kept", &[("owner", &kept.owner)]));
        }
        let by_staff = kept.is_some_and(|kept| kept.due.is_some());
        match (due(entry, kept), &entry.due) {
            (Some(day), _) if by_staff => lines.push(self.with("owed-due-kept", &[("day", &date(day, lang))])),
            (Some(day), Some(text)) => {
                let args = [text.words.get(lang).to_owned(), date(day, lang)];
                lines.push(self.with("owed-due-text", &[("words", &args[0]), ("day", &args[1])]));
            }
            _ => lines.push(self.say("owed-no-due")),
        }
        if let Some(kept) = kept {
            lines.push(match kept.evidence.trim_end_matches(['。', '.']) {
                "" => self.say("owed-no-evidence"),
                evidence => self.with("owed-evidence", &[("evidence", &evidence)]),
            });
            lines.push(self.with("owed-kept-by", &[("day", &date(kept.at.date(), lang)), ("by", &kept.by)]));
        }
        lines
    }
}
