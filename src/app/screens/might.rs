//! "What might I get?": all that can be asked for at once, with as few questions as possible, and then three lists.

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::case::Kind as CaseKind;
use crate::domain::data::fact::Fact;
use crate::domain::data::programme::{Applicant, Programme};
use crate::domain::eligibility::{Inquiry, Known, Ready, Ruleset, Screening, Verdict};
use crate::domain::shipped;

use super::apply;
use super::ask::Asking;
use super::check::{Meanings, contradicted, of_worker, result};
use super::programme::{how, text_rows};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    /// A disabled person or the family.
    Person,
    /// An employer, for a worker.
    Employer,
    /// An institution.
    Institution,
    /// Somebody who works with disabled people.
    Professional,
    /// Everything.
    All,
}

impl Asker {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Person, "person"),
        (Self::Employer, "employer"),
        (Self::Institution, "institution"),
        (Self::Professional, "professional"),
        (Self::All, "all"),
    ];

    fn asks_for(self, programme: &Programme) -> bool {
        match programme.applicant {
            Applicant::Employer => matches!(self, Self::Employer | Self::All),
            Applicant::Institution => matches!(self, Self::Institution | Self::All),
            Applicant::Professional => matches!(self, Self::Professional | Self::All),
            _ => matches!(self, Self::Person | Self::All),
        }
    }
}

/// Asks who asks.
#[derive(Debug)]
pub struct Askers {
    said: Vec<(String, String)>,
}

impl Askers {
    /// With what was said before.
    pub fn new(said: Vec<(String, String)>) -> Self {
        Self { said }
    }
}

impl Screen for Askers {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rules = shipped::rules(cx.day());
        if rules.rules.is_empty() {
            let title = super::browse::dated(cx.say("browse-might"), cx);
            return Page::new("might-before", title, text_rows(&[cx.say("might-before")]));
        }
        let mut rows: Vec<Row> = Asker::ALL
            .iter()
            .map(|(asker, id)| {
                let count = rules.rules.iter().filter(|ready| asker.asks_for(ready.programme)).count();
                Row::item(*id, cx.say(&format!("might-{id}")))
                    .with_value(cx.text.with("count-of", &[("count", &count)]))
                    .with_help(cx.say("might-asker.help"))
            })
            .collect();
        if !self.said.is_empty() {
            let count = self.said.len();
            rows.push(
                Row::button("forget", cx.text.with("might-forget", &[("count", &count)]))
                    .with_help(cx.say("might-forget.help")),
            );
        }
        Page::new("might", cx.say("might-title"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        if row == "forget" {
            self.said.clear();
            return Step::Do(Effect::ForgetFacts).then(Step::Told(cx.say("might-forgotten")));
        }
        let asker = Asker::ALL.iter().find(|(_, id)| *id == row).map_or(Asker::All, |(asker, _)| *asker);
        Step::Open(Box::new(Might::new(asker, &self.said, cx)))
    }

    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::KnownFacts)
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Facts(said) => {
                self.said = said;
                Step::Stay
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

/// All rules of one asker at once.
#[derive(Debug)]
struct Might {
    asker: Asker,
    rules: Ruleset<'static>,
    asking: Asking,
    /// The person wants to hear how it stands now.
    stopped: bool,
}

impl Might {
    fn new(asker: Asker, said: &[(String, String)], cx: &Cx<'_>) -> Self {
        let mut rules = shipped::rules(cx.day());
        rules.rules.retain(|ready| asker.asks_for(ready.programme));
        Self { asker, rules, asking: Asking::knowing(said), stopped: false }
    }

    fn next(&self) -> Option<&'static Fact> {
        if self.stopped { None } else { self.asking.next(&self.rules) }
    }

    /// The programmes with a verdict, in the order of the articles.
    fn with(&self, verdict: Verdict) -> Vec<&Ready<'static>> {
        let Ok(inquiry) = Inquiry::new(&self.rules, &self.asking.facts) else { return Vec::new() };
        self.rules.rules.iter().filter(|ready| inquiry.verdict(ready) == verdict).collect()
    }

    fn summary(&self, cx: &Cx<'_>) -> Page {
        let mut rows = Vec::new();
        for (verdict, id) in VERDICTS {
            let count = self.with(verdict).len();
            if count > 0 {
                rows.push(
                    Row::item(id, cx.say(&format!("might-{id}")))
                        .with_value(cx.text.with("count-of", &[("count", &count)]))
                        .with_help(cx.say(&format!("might-{id}.help"))),
                );
            }
        }
        if self.stopped && self.asking.next(&self.rules).is_some() {
            rows.push(Row::item("go-on", cx.say("might-go-on")).with_help(cx.say("might-go-on.help")));
        }
        let mut said = vec![cx.say("might-likely")];
        if self.asker != Asker::All {
            let others = shipped::rules(cx.day()).rules.len() - self.rules.rules.len();
            said.push(cx.text.with("might-others", &[("count", &others)]));
        }
        rows.extend(text_rows(&said));
        let count = self.with(Verdict::Eligible).len();
        let open = self.with(Verdict::NeedFacts).len();
        let title = cx.text.with("might-result", &[("count", &count), ("open", &open)]);
        Page::new(format!("might-result-{}", self.asking.facts.iter().count()), title, rows)
    }
}

const VERDICTS: [(Verdict, &str); 3] =
    [(Verdict::Eligible, "eligible"), (Verdict::NeedFacts, "need-facts"), (Verdict::NotEligible, "not-eligible")];

impl Screen for Might {
    fn page(&self, cx: &Cx<'_>) -> Page {
        if Inquiry::new(&self.rules, &self.asking.facts).is_err() {
            return contradicted(cx);
        }
        let Some(fact) = self.next() else { return self.summary(cx) };
        let left = cx.text.with("might-left", &[("count", &self.with(Verdict::NeedFacts).len())]);
        let mut page = self.asking.page("might", fact, Some(left), cx);
        if self.asker == Asker::Employer {
            page = of_worker(page, fact, cx);
        }
        page.rows.push(Row::button("so-far", cx.say("might-so-far")).with_help(cx.say("might-so-far.help")));
        page
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        if row == "so-far" {
            // What is chosen of several answers so far counts.
            let chosen = self.next().filter(|_| self.asking.is_choosing());
            self.stopped = true;
            return match chosen {
                Some(fact) => self.asking.enough(&self.rules, fact, cx),
                None => Step::Stay,
            };
        }
        if let Some(fact) = self.next() {
            return self.asking.choose(&self.rules, fact, row, cx);
        }
        match row {
            "go-on" => {
                self.stopped = false;
                Step::Stay
            }
            "again" => {
                self.asking = Asking::default();
                Step::Do(Effect::ForgetFacts)
            }
            row => match VERDICTS.iter().find(|(_, id)| *id == row) {
                Some((verdict, id)) => {
                    let Ok(inquiry) = Inquiry::new(&self.rules, &self.asking.facts) else { return Step::Stay };
                    let list = self
                        .with(*verdict)
                        .into_iter()
                        .map(|ready| (ready.programme, inquiry.screen_ready(ready)))
                        .collect();
                    Step::Open(Box::new(Answers { id, list, known: inquiry.known().clone() }))
                }
                None => Step::Stay,
            },
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let Some(fact) = self.next() else { return Step::Stay };
        self.asking.submit(&self.rules, fact, text, cx)
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        super::failed(outcome, cx)
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        // From the result one leaves; what was answered is kept, and the next time it goes on from there.
        if self.next().is_none() {
            return Step::Back;
        }
        self.asking.back().unwrap_or(Step::Back)
    }
}

/// The programmes with one verdict.
#[derive(Debug)]
struct Answers {
    id: &'static str,
    list: Vec<(&'static Programme, Screening<'static>)>,
    known: Known,
}

impl Screen for Answers {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = self.list.iter().map(|(programme, _)| super::browse::row(programme, cx)).collect();
        let title = cx
            .text
            .with("might-list", &[("what", &cx.say(&format!("might-{}", self.id))), ("count", &self.list.len())]);
        Page::new(format!("might-{}", self.id), title, rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match self.list.iter().find(|(programme, _)| programme.id == row) {
            Some((programme, screening)) => {
                Step::Open(Box::new(Answer { programme, screening: screening.clone(), known: self.known.clone() }))
            }
            None => Step::Stay,
        }
    }
}

/// The answer for one of them.
#[derive(Debug)]
struct Answer {
    programme: &'static Programme,
    screening: Screening<'static>,
    known: Known,
}

impl Screen for Answer {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let mut page = result(self.programme, &self.screening, &self.known, false, cx);
        page.id = format!("answer-{}", self.programme.id);
        page.rows.retain(|row| row.id != "again");
        page.rows.push(Row::item("read", cx.say("might-read")).with_help(cx.say("might-read.help")));
        page
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match (row, self.programme.apply.as_deref().and_then(CaseKind::parse)) {
            ("apply", Some(kind)) => apply::begin(kind, cx),
            ("how", _) => how(self.programme),
            ("meanings", _) => {
                let rules = Ruleset::new([self.programme], cx.day(), shipped::settled());
                Step::Open(Box::new(Meanings::of(&rules)))
            }
            _ => super::browse::open(&self.programme.id, cx),
        }
    }
}
