//! Finding a person, and what can be done for one: cases, a new application with their recorded consent.

use crate::app::effect::{Listing, PersonLine};
use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::case::{Kind, PersonId};
use crate::view::Fault;

use super::apply;
use super::cases::CaseList;

/// Looks for people.
#[derive(Debug, Default)]
pub struct People {
    found: Option<(String, Vec<PersonLine>)>,
    asked: String,
}

impl Screen for People {
    fn page(&self, cx: &Cx<'_>) -> Page {
        match &self.found {
            None => {
                let field =
                    Row::field("words", cx.say("people-label"), "").with_help(cx.say("people-label.help")).at_most(30);
                Page::new("people", cx.say("people-title"), vec![field])
            }
            Some((words, people)) => {
                let rows = people
                    .iter()
                    .map(|line| {
                        Row::item(line.person.to_string(), line.name.clone()).with_value(line.masked_id.clone())
                    })
                    .collect();
                let title = cx.text.with("search-found", &[("words", words), ("count", &people.len())]);
                Page::new("people-found", title, rows)
            }
        }
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        let people = self.found.iter().flat_map(|(_, people)| people);
        match people.into_iter().find(|line| line.person.to_string() == row) {
            Some(line) => Step::Open(Box::new(Person { line: line.clone() })),
            None => Step::Stay,
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        if text.trim().is_empty() {
            return Step::Fault(Fault { what: cx.say("fault-nothing"), remedy: cx.say("fault-nothing-person") });
        }
        text.trim().clone_into(&mut self.asked);
        Step::Do(Effect::FindPeople(self.asked.clone()))
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::People(people) if people.is_empty() => {
                Step::Refused(cx.text.with("people-none", &[("words", &self.asked)]))
            }
            Outcome::People(people) => {
                self.found = Some((self.asked.clone(), people));
                Step::Stay
            }
            outcome => super::failed(outcome, cx),
        }
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        if self.found.take().is_some() { Step::Stay } else { Step::Back }
    }
}

/// One person.
#[derive(Debug)]
struct Person {
    line: PersonLine,
}

impl Screen for Person {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let row =
            |id: &str| Row::item(id, cx.say(&format!("person-{id}"))).with_help(cx.say(&format!("person-{id}.help")));
        Page::new(
            format!("person-{}", self.line.person),
            self.line.name.clone(),
            vec![row("cases"), row("device"), row("retrofit")],
        )
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match Kind::parse(row) {
            Some(kind) => Step::Open(Box::new(Consent { kind, person: Some(self.line.person) })),
            None => Step::Do(Effect::List(Listing::Of(self.line.person))),
        }
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Cases(lines) => {
                Step::Open(Box::new(CaseList::new(self.line.name.clone(), Listing::Of(self.line.person), lines)))
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

/// How the person agreed that somebody else fills in the application.
#[derive(Debug)]
pub struct Consent {
    kind: Kind,
    person: Option<PersonId>,
}

impl Consent {
    /// For an application of this kind, for somebody known or new.
    pub fn new(kind: Kind, person: Option<PersonId>) -> Self {
        Self { kind, person }
    }
}

impl Screen for Consent {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = ["signature", "thumb", "recorded"]
            .into_iter()
            .map(|way| Row::item(way, cx.say(&format!("consent-{way}"))).with_help(cx.say("consent-way.help")))
            .collect();
        Page::new(format!("consent-{}", self.kind), cx.say("consent-title"), rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        Step::Replace(apply::begin_for(self.kind, self.person, row))
    }
}
