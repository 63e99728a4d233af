//! One entitlement, read by section, with the ways on: check, apply.

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::case::Kind as CaseKind;
use crate::domain::data::programme::{Programme, ProgrammeText};
use crate::text::lines;

use super::apply;
use super::check::Check;

/// A row of text is at most this wide, so that a 40-cell braille line shows all of it.
pub const LINE: usize = 40;

const SECTIONS: [&str; 6] = ["what", "who", "amount", "papers", "how", "basis"];

/// The sections of one entitlement.
#[derive(Debug)]
pub struct ProgrammePage {
    programme: &'static Programme,
}

impl ProgrammePage {
    /// For this entitlement.
    pub fn new(programme: &'static Programme) -> Self {
        Self { programme }
    }
}

impl Screen for ProgrammePage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let words = self.programme.text(cx.lang());
        let mut rows: Vec<Row> = SECTIONS
            .iter()
            .map(|section| {
                Row::item(*section, cx.say(&format!("section-{section}")))
                    .with_help(sentences(words, section).first().cloned().unwrap_or_default())
            })
            .collect();
        if self.programme.rule.is_some() {
            rows.push(Row::item("check", cx.say("programme-check")).with_help(cx.say("programme-check.help")));
        }
        if self.programme.apply.is_some() {
            rows.push(Row::item("apply", cx.say("programme-apply")).with_help(cx.say("programme-apply.help")));
        }
        Page::new(format!("programme-{}", self.programme.id), words.row.clone(), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match row {
            "check" => Step::Open(Box::new(Check::new(self.programme))),
            "apply" => match self.programme.apply.as_deref().and_then(CaseKind::parse) {
                Some(kind) => apply::begin(kind, cx),
                None => Step::Stay,
            },
            section => {
                let at = SECTIONS.iter().position(|known| *known == section).unwrap_or(0);
                Step::Open(Box::new(Section { programme: self.programme, at }))
            }
        }
    }
}

fn sentences<'a>(words: &'a ProgrammeText, section: &str) -> &'a [String] {
    match section {
        "what" => &words.what,
        "who" => &words.who,
        "amount" => &words.amount,
        "papers" => &words.papers,
        "how" => &words.how,
        _ => &words.basis,
    }
}

#[derive(Debug)]
struct Section {
    programme: &'static Programme,
    at: usize,
}

impl Screen for Section {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let words = self.programme.text(cx.lang());
        let section = SECTIONS[self.at];
        let mut rows = text_rows(sentences(words, section));
        if let Some(next) = SECTIONS.get(self.at + 1) {
            let next = cx.say(&format!("section-{next}"));
            rows.push(Row::item("on", cx.text.with("section-on", &[("section", &next)])));
        }
        let title =
            cx.text.with("section-title", &[("section", &cx.say(&format!("section-{section}"))), ("name", &words.row)]);
        Page::new(format!("section-{}-{section}", self.programme.id), title, rows)
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Replace(Box::new(Self { programme: self.programme, at: self.at + 1 }))
    }
}

/// Sentences as rows that can be read one by one, each short enough for a braille line.
pub fn text_rows<S: AsRef<str>>(sentences: &[S]) -> Vec<Row> {
    sentences
        .iter()
        .flat_map(|sentence| lines(sentence.as_ref(), LINE))
        .enumerate()
        .map(|(i, line)| Row::text(format!("line-{i}"), line))
        .collect()
}
