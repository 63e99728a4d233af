//! "May I have it?": one question at a time, then the answer with its reasons and articles.

use std::collections::BTreeSet;

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::case::Kind as CaseKind;
use crate::domain::data::fact::{Fact, Shape};
use crate::domain::data::programme::Programme;
use crate::domain::eligibility::{FactValue, Facts, Inquiry, Ruleset, Screening, State, Verdict};
use crate::domain::form::read_date;
use crate::domain::person::fold;
use crate::domain::shipped;
use crate::view::Fault;

use super::apply;
use super::programme::text_rows;

const UNKNOWN: &str = "unknown";
const ENOUGH: &str = "enough";

/// A check of one entitlement.
#[derive(Debug)]
pub struct Check {
    programme: &'static Programme,
    facts: Facts,
    /// Asked and not known.
    passed: BTreeSet<String>,
    /// What was asked, in order, so that one can go back.
    asked: Vec<String>,
    /// Values of a set chosen so far.
    picked: BTreeSet<String>,
    /// The question one went back to, with the answer it had.
    again: Option<(String, String)>,
}

impl Check {
    /// Begins to check.
    pub fn new(programme: &'static Programme) -> Self {
        Self {
            programme,
            facts: Facts::new(),
            passed: BTreeSet::new(),
            asked: Vec::new(),
            picked: BTreeSet::new(),
            again: None,
        }
    }

    fn rules(&self, cx: &Cx<'_>) -> Ruleset<'static> {
        Ruleset::new([self.programme], cx.day(), shipped::settled())
    }

    /// The fact that is asked now; none when the answer stands.
    fn asking(&self, cx: &Cx<'_>) -> Option<&'static Fact> {
        let rules = self.rules(cx);
        let inquiry = Inquiry::new(&rules, &self.facts).ok()?;
        shipped::fact(inquiry.next_question(|_| true, &self.passed)?)
    }

    fn answered(&mut self, fact: &'static Fact, value: &str, cx: &Cx<'_>) -> Result<(), Fault> {
        let wrong = || Fault { what: cx.say("check-wrong"), remedy: fact.help.get(cx.lang()).to_owned() };
        let value = FactValue::parse(fact, value).map_err(|_| wrong())?;
        let before = self.facts.clone();
        self.facts.set(fact, value).map_err(|_| wrong())?;
        if Inquiry::new(&self.rules(cx), &self.facts).is_err() {
            self.facts = before;
            return Err(Fault { what: cx.say("check-contradiction"), remedy: cx.say("check-contradiction.remedy") });
        }
        self.asked.push(fact.id.clone());
        self.picked.clear();
        self.again = None;
        Ok(())
    }

    fn question(&self, fact: &'static Fact, cx: &Cx<'_>) -> Page {
        let lang = cx.lang();
        let help = fact.help.get(lang);
        let before = self.again.as_ref().filter(|(id, _)| *id == fact.id).map_or("", |(_, value)| value.as_str());
        let mut rows = Vec::new();
        match &fact.shape {
            Shape::Bool { yes, no } => {
                rows.push(Row::item("yes", yes.get(lang)).with_help(help));
                rows.push(Row::item("no", no.get(lang)).with_help(help));
            }
            Shape::Set(answers) => {
                if !self.picked.is_empty() {
                    rows.push(Row::button(ENOUGH, cx.say("pick-enough")).with_help(cx.say("pick-enough.help")));
                }
                let open = answers.iter().filter(|answer| !self.picked.contains(&answer.value));
                rows.extend(open.map(|answer| Row::item(answer.value.clone(), answer.words.get(lang)).with_help(help)));
            }
            shape if !shape.answers().is_empty() => {
                let answers = shape.answers().iter();
                rows.extend(answers.map(|one| Row::item(one.value.clone(), one.words.get(lang)).with_help(help)));
            }
            _ => rows.push(Row::field("value", fact.label.get(lang), before).with_help(help).at_most(20)),
        }
        rows.push(Row::item(UNKNOWN, cx.say("answer-unknown")).with_help(cx.say("answer-unknown.help")));
        // Gone back to, a question shows the answer it had, and Enter gives it again.
        for row in &mut rows {
            row.selected = !before.is_empty() && row.id == before;
        }
        let chosen = rows.iter().find(|row| row.selected).map(|row| row.id.clone());
        let title = if self.picked.is_empty() {
            fact.ask.get(lang).to_owned()
        } else {
            let names: Vec<&str> = fact
                .shape
                .answers()
                .iter()
                .filter(|answer| self.picked.contains(&answer.value))
                .map(|answer| answer.words.get(lang))
                .collect();
            cx.text.with("pick-more", &[("picked", &names.join(&cx.say("list-comma")))])
        };
        Page::new(format!("check-{}-{}-{}", self.programme.id, fact.id, self.picked.len()), title, rows)
            .starting_at(chosen)
    }

    fn result(&self, screening: &Screening<'_>, cx: &Cx<'_>) -> Page {
        let lang = cx.lang();
        let verdict = match screening.verdict {
            Verdict::Eligible => "check-eligible",
            Verdict::NotEligible => "check-not-eligible",
            Verdict::NeedFacts => "check-need-facts",
        };
        let mut lines = vec![cx.say(&format!("{verdict}.then"))];
        // What decides is said first.
        let mut conditions: Vec<_> = screening.conditions.iter().collect();
        conditions.sort_by_key(|condition| match condition.state {
            State::NotMet => 0,
            State::Unknown => 1,
            State::Met => 2,
        });
        for condition in conditions {
            let state = match condition.state {
                State::Met => "condition-met",
                State::NotMet => "condition-not-met",
                State::Unknown => "condition-unknown",
            };
            let words = condition.text.get(lang).to_owned();
            let article = article(condition.article, condition.item, cx);
            lines.push(cx.text.with(state, &[("condition", &words), ("article", &article)]));
        }
        let open: Vec<&str> =
            screening.missing.iter().filter_map(|id| shipped::fact(id)).map(|fact| fact.label.get(lang)).collect();
        if !open.is_empty() {
            lines.push(cx.text.with("check-open", &[("facts", &open.join(&cx.say("list-comma")))]));
        }
        let mut rows = text_rows(&lines);
        if self.programme.apply.is_some() && screening.verdict != Verdict::NotEligible {
            rows.push(Row::item("apply", cx.say("programme-apply")).with_help(cx.say("programme-apply.help")));
        }
        rows.push(Row::item("again", cx.say("check-again")).with_help(cx.say("check-again.help")));
        let name = &self.programme.text(lang).row;
        Page::new(format!("checked-{}", self.programme.id), cx.text.with(verdict, &[("name", name)]), rows)
    }
}

/// An article, with its item where it has one.
pub fn article(article: u8, item: Option<u8>, cx: &Cx<'_>) -> String {
    let article = usize::from(article);
    match item {
        Some(item) => cx.text.with("article-item", &[("article", &article), ("item", &usize::from(item))]),
        None => cx.text.with("article-only", &[("article", &article)]),
    }
}

impl Screen for Check {
    fn page(&self, cx: &Cx<'_>) -> Page {
        if let Some(fact) = self.asking(cx) {
            return self.question(fact, cx);
        }
        let rules = self.rules(cx);
        match Inquiry::new(&rules, &self.facts).ok().and_then(|inquiry| inquiry.screen(&self.programme.id)) {
            Some(screening) => self.result(&screening, cx),
            None => Page::new("not-in-force", cx.say("check-not-in-force"), Vec::new()),
        }
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let Some(fact) = self.asking(cx) else {
            return match (row, self.programme.apply.as_deref().and_then(CaseKind::parse)) {
                ("apply", Some(kind)) => apply::begin(kind, cx),
                _ => Step::Replace(Box::new(Self::new(self.programme))),
            };
        };
        if row == UNKNOWN {
            self.passed.insert(fact.id.clone());
            self.asked.push(fact.id.clone());
            self.picked.clear();
            return Step::Stay;
        }
        if let Shape::Set(answers) = &fact.shape {
            let alone = answers.iter().any(|answer| answer.value == row && answer.alone);
            if row != ENOUGH && !alone {
                self.picked.insert(row.to_owned());
                return Step::Stay;
            }
            if row != ENOUGH {
                self.picked = BTreeSet::from([row.to_owned()]);
            }
            let values: Vec<String> = self.picked.iter().cloned().collect();
            return refuse(self.answered(fact, &values.join(","), cx), fact, cx);
        }
        refuse(self.answered(fact, row, cx), fact, cx)
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let Some(fact) = self.asking(cx) else { return Step::Stay };
        let text = match fact.shape {
            Shape::Date => read_date(text).map_or_else(|_| fold(text), |day| day.to_string()),
            _ => fold(text),
        };
        self.answered(fact, &text, cx).err().map_or(Step::Stay, Step::Fault)
    }

    fn back(&mut self, cx: &Cx<'_>) -> Step {
        if !self.picked.is_empty() {
            self.picked.clear();
            return Step::Stay;
        }
        // From the answer one goes back to the entitlement, not through every question again.
        if self.asking(cx).is_none() {
            return Step::Back;
        }
        match self.asked.pop() {
            Some(id) => {
                let answer = self.facts.get(&id).map_or_else(|| UNKNOWN.to_owned(), FactValue::to_text);
                self.again = Some((id.clone(), answer));
                self.facts.clear(&id);
                self.passed.remove(&id);
                Step::Stay
            }
            None => Step::Back,
        }
    }
}

fn refuse(answered: Result<(), Fault>, fact: &Fact, cx: &Cx<'_>) -> Step {
    match answered {
        Ok(()) => Step::Stay,
        Err(fault) => {
            let name = fact.label.get(cx.lang());
            Step::Refused(
                cx.text.with("part-fault", &[("name", &name), ("what", &fault.what), ("remedy", &fault.remedy)]),
            )
        }
    }
}
