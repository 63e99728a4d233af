//! One question after another about facts, until nothing more can be decided: what a check of one entitlement and a
//! check of all of them have in common.

use std::collections::BTreeSet;

use crate::app::{Cx, Effect, Page, Row, Step};
use crate::domain::data::fact::{Fact, Shape};
use crate::domain::eligibility::{FactValue, Facts, Inquiry, Ruleset};
use crate::domain::form::read_date;
use crate::domain::person::fold;
use crate::domain::shipped;
use crate::view::Fault;

const UNKNOWN: &str = "unknown";
const ENOUGH: &str = "enough";
/// Longest list of amounts, in characters: some eight years, an amount a month.
const LONGEST_LIST: usize = 1200;

/// What has been asked and said.
#[derive(Debug, Default)]
pub struct Asking {
    /// What is known.
    pub facts: Facts,
    /// Asked and not known.
    passed: BTreeSet<String>,
    /// What was asked, in order, so that one can go back.
    asked: Vec<String>,
    /// Values of a set chosen so far.
    picked: BTreeSet<String>,
    /// The question one went back to, with the answer it had.
    again: Option<(String, String)>,
}

impl Asking {
    /// Begins with what was said before; what is no longer a fact, or does not fit any more, is left out.
    pub fn knowing(said: &[(String, String)]) -> Self {
        let mut facts = Facts::new();
        for (id, text) in said {
            let Some(fact) = shipped::fact(id) else { continue };
            if let Ok(value) = FactValue::parse(fact, text) {
                // It was read as a value of this fact just now.
                let _ = facts.set(fact, value);
            }
        }
        Self::with(facts)
    }

    /// Begins with these facts.
    pub fn with(facts: Facts) -> Self {
        Self { facts, ..Self::default() }
    }

    /// The fact that is asked next; none when nothing more can be decided.
    pub fn next(&self, rules: &Ruleset<'static>) -> Option<&'static Fact> {
        let inquiry = Inquiry::new(rules, &self.facts).ok()?;
        shipped::fact(inquiry.next_question(&self.passed)?)
    }

    /// Whether anything was answered or passed here.
    pub fn has_begun(&self) -> bool {
        !self.asked.is_empty()
    }

    /// The page that asks for `fact`. `id` names the check, `left` says how much is still open.
    pub fn page(&self, id: &str, fact: &'static Fact, left: Option<String>, cx: &Cx<'_>) -> Page {
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
            shape => {
                let longest = if *shape == Shape::Money { LONGEST_LIST } else { 20 };
                rows.push(Row::field("value", fact.label.get(lang), before).with_help(help).at_most(longest));
            }
        }
        rows.push(Row::item(UNKNOWN, cx.say("answer-unknown")).with_help(cx.say("answer-unknown.help")));
        // Gone back to, a question shows the answer it had, and Enter gives it again.
        for row in &mut rows {
            row.selected = !before.is_empty() && row.id == before;
        }
        let chosen = rows.iter().find(|row| row.selected).map(|row| row.id.clone());
        let ask = fact.ask.get(lang);
        let title = match left {
            _ if !self.picked.is_empty() => {
                let picked = fact.shape.answers().iter().filter(|answer| self.picked.contains(&answer.value));
                let names: Vec<&str> = picked.map(|answer| answer.words.get(lang)).collect();
                cx.text.with("pick-more", &[("picked", &names.join(&cx.say("list-comma")))])
            }
            Some(left) => cx.text.with("ask-left", &[("ask", &ask), ("left", &left)]),
            None => ask.to_owned(),
        };
        Page::new(format!("{id}-{}-{}", fact.id, self.picked.len()), title, rows).starting_at(chosen)
    }

    /// A row of the question about `fact` was chosen.
    pub fn choose(&mut self, rules: &Ruleset<'static>, fact: &'static Fact, row: &str, cx: &Cx<'_>) -> Step {
        if row == UNKNOWN {
            self.passed.insert(fact.id.clone());
            self.asked.push(fact.id.clone());
            self.picked.clear();
            self.again = None;
            // Taken back: another answer may have been kept before.
            return Step::Do(Effect::KeepFact { fact: fact.id.clone(), value: None });
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
            return refuse(self.answered(rules, fact, &values.join(","), cx), fact, cx);
        }
        refuse(self.answered(rules, fact, row, cx), fact, cx)
    }

    /// Whether some of several answers are chosen already.
    pub fn is_choosing(&self) -> bool {
        !self.picked.is_empty()
    }

    /// What is chosen so far is the answer.
    pub fn enough(&mut self, rules: &Ruleset<'static>, fact: &'static Fact, cx: &Cx<'_>) -> Step {
        self.choose(rules, fact, ENOUGH, cx)
    }

    /// A text was entered as the answer.
    pub fn submit(&mut self, rules: &Ruleset<'static>, fact: &'static Fact, text: &str, cx: &Cx<'_>) -> Step {
        let text = match fact.shape {
            Shape::Date => read_date(text).map_or_else(|_| fold(text), |day| day.to_string()),
            _ => fold(text),
        };
        match self.answered(rules, fact, &text, cx) {
            Ok(keep) => Step::Do(keep),
            Err(fault) => Step::Fault(fault),
        }
    }

    /// Goes back to the question before; none when this was the first one.
    pub fn back(&mut self) -> Option<Step> {
        if !self.picked.is_empty() {
            self.picked.clear();
            return Some(Step::Stay);
        }
        let id = self.asked.pop()?;
        let answer = self.facts.get(&id).map_or_else(|| UNKNOWN.to_owned(), FactValue::to_text);
        self.again = Some((id.clone(), answer));
        self.facts.clear(&id);
        self.passed.remove(&id);
        // It stays kept until another answer takes its place.
        Some(Step::Stay)
    }

    fn answered(
        &mut self,
        rules: &Ruleset<'static>,
        fact: &'static Fact,
        value: &str,
        cx: &Cx<'_>,
    ) -> Result<Effect, Fault> {
        let wrong = || Fault { what: cx.say("check-wrong"), remedy: how_to_write(fact, cx) };
        let value = FactValue::parse(fact, value).map_err(|_| wrong())?;
        let before = self.facts.clone();
        self.facts.set(fact, value.clone()).map_err(|_| wrong())?;
        if Inquiry::new(rules, &self.facts).is_err() {
            self.facts = before;
            return Err(Fault { what: cx.say("check-contradiction"), remedy: cx.say("check-contradiction.remedy") });
        }
        self.asked.push(fact.id.clone());
        self.picked.clear();
        self.again = None;
        Ok(Effect::KeepFact { fact: fact.id.clone(), value: Some(value.to_text()) })
    }
}

/// How an answer to this question is written.
fn how_to_write(fact: &Fact, cx: &Cx<'_>) -> String {
    match &fact.shape {
        Shape::Int { min, max, .. } => {
            cx.text.with("check-write-number", &[("min", &min.to_string()), ("max", &max.to_string())])
        }
        Shape::Date => cx.say("check-write-day"),
        Shape::Money => cx.say("check-write-money"),
        _ => fact.help.get(cx.lang()).to_owned(),
    }
}

fn refuse(answered: Result<Effect, Fault>, fact: &Fact, cx: &Cx<'_>) -> Step {
    match answered {
        Ok(keep) => Step::Do(keep),
        Err(fault) => {
            let name = fact.label.get(cx.lang());
            Step::Refused(
                cx.text.with("part-fault", &[("name", &name), ("what", &fault.what), ("remedy", &fault.remedy)]),
            )
        }
    }
}
