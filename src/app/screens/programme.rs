//! One entry of the catalogue, read by section, with the ways on: check, apply, where it is booked.

use crate::app::effect::Takes;
use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::case::Kind as CaseKind;
use crate::domain::data::programme::{Programme, ProgrammeText};
use crate::domain::eligibility::{Known, Ruleset};
use crate::domain::shipped;
use crate::text::lines;

use super::apply;
use super::check::{Check, amount_lines};
use super::take::{self, Take};

/// A row of text is at most this wide, so that a 40-cell braille line shows all of it.
pub const LINE: usize = 40;

const SECTIONS: [&str; 7] = ["what", "who", "amount", "papers", "how", "decides", "basis"];

/// The sections of one entry.
#[derive(Debug)]
pub struct ProgrammePage {
    programme: &'static Programme,
}

impl ProgrammePage {
    /// For this entry.
    pub fn new(programme: &'static Programme) -> Self {
        Self { programme }
    }
}

impl Screen for ProgrammePage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let words = self.programme.text(cx.lang());
        let mut rows: Vec<Row> = sections(words)
            .into_iter()
            .map(|section| {
                Row::item(section, heading(self.programme, section, cx))
                    .with_help(sentences(words, section).first().cloned().unwrap_or_default())
            })
            .collect();
        if self.programme.rule.is_some() {
            rows.push(Row::item("check", cx.say("programme-check")).with_help(cx.say("programme-check.help")));
        }
        if self.programme.apply.is_some() {
            rows.push(Row::item("apply", cx.say("programme-apply")).with_help(cx.say("programme-apply.help")));
        }
        take::add_row(&mut rows, cx);
        Page::new(format!("programme-{}", self.programme.id), super::browse::dated(words.row.clone(), cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match row {
            "check" => Step::Do(Effect::KnownFacts),
            take::ROW => take(self.programme, cx),
            "apply" => match self.programme.apply.as_deref().and_then(CaseKind::parse) {
                Some(kind) => apply::begin(kind, cx),
                None => Step::Stay,
            },
            section => match SECTIONS.iter().find(|known| **known == section) {
                Some(section) => Step::Open(Box::new(Section { programme: self.programme, section })),
                None => Step::Stay,
            },
        }
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Facts(said) => Step::Open(Box::new(Check::new(self.programme, &said, cx))),
            outcome => super::failed(outcome, cx),
        }
    }
}

/// The sections that an entry has: what nobody asks for needs no papers.
fn sections(words: &ProgrammeText) -> Vec<&'static str> {
    SECTIONS.into_iter().filter(|section| !sentences(words, section).is_empty()).collect()
}

/// What a section is called; of what nobody asks for one is not told how to get it.
fn heading(programme: &Programme, section: &str, cx: &Cx<'_>) -> String {
    match (programme.kind.is_asked_for(), section) {
        (false, "who" | "how") => cx.say(&format!("section-{section}-known")),
        _ => cx.say(&format!("section-{section}")),
    }
}

fn sentences<'a>(words: &'a ProgrammeText, section: &str) -> &'a [String] {
    match section {
        "what" => &words.what,
        "who" => &words.who,
        "amount" => &words.amount,
        "papers" => &words.papers,
        "how" => &words.how,
        "decides" => &words.decides,
        _ => &words.basis,
    }
}

#[derive(Debug)]
struct Section {
    programme: &'static Programme,
    section: &'static str,
}

impl Section {
    /// The section behind this one.
    fn next(&self, cx: &Cx<'_>) -> Option<&'static str> {
        let all = sections(self.programme.text(cx.lang()));
        let at = all.iter().position(|section| *section == self.section)?;
        all.get(at + 1).copied()
    }
}

impl Screen for Section {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let words = self.programme.text(cx.lang());
        let mut said: Vec<String> = sentences(words, self.section).to_vec();
        if self.section == "amount" {
            // The sum of the day comes first: it is what one wants to know.
            let known = Known::nothing(shipped::facts().len());
            let mut sum = amount_lines(self.programme, &known, true, cx);
            sum.append(&mut said);
            said = sum;
        }
        if self.section == "basis" {
            said.extend(cx.text.booked_to(self.programme, cx.day()));
            let rules = Ruleset::new([self.programme], cx.day(), shipped::settled());
            said.extend(cx.text.meanings(&rules, cx.day()));
        }
        let mut rows = text_rows(&said);
        match self.next(cx) {
            Some(next) => {
                let next = heading(self.programme, next, cx);
                let on = Row::item("on", cx.text.with("section-on", &[("section", &next)]));
                rows.push(on.with_help(cx.say("section-on.help")));
            }
            // Whoever has read it all, and whoever found no room for the row on the page before.
            None => rows.push(take::row(cx)),
        }
        let heading = heading(self.programme, self.section, cx);
        let title = cx.text.with("section-title", &[("section", &heading), ("name", &words.row)]);
        Page::new(format!("section-{}-{}", self.programme.id, self.section), title, rows)
    }

    fn choose(&mut self, _row: &str, cx: &Cx<'_>) -> Step {
        match self.next(cx) {
            Some(section) => Step::Replace(Box::new(Self { programme: self.programme, section })),
            None => take(self.programme, cx),
        }
    }
}

/// The forms in which an entry can be taken along.
fn take(programme: &'static Programme, cx: &Cx<'_>) -> Step {
    let what = Takes::Entry { id: programme.id.clone(), day: cx.day() };
    Step::Open(Box::new(Take::new(what, programme.text(cx.lang()).row.clone())))
}

/// Opens the section that says how one gets it.
pub fn how(programme: &'static Programme) -> Step {
    Step::Open(Box::new(Section { programme, section: "how" }))
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
