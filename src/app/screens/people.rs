//! Finding a person, and what can be done for one: cases, a new application with their recorded consent.

use crate::app::effect::{Listing, PersonLine};
use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::case::{Kind, PersonId};
use crate::domain::person::Pin;
use crate::view::Fault;

use super::apply;
use super::cases::CaseList;
use super::question;

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
                        Row::item(line.person.to_string(), line.name.clone())
                            .with_value(line.masked_id.clone())
                            .with_help(cx.say("people-found.help"))
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
            vec![row("cases"), row("device"), row("retrofit"), row("pin")],
        )
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        if row == "pin" {
            return Step::Open(Box::new(NewPin { person: self.line.person, first: None }));
        }
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

/// A new PIN for somebody at the counter, typed twice by themselves.
struct NewPin {
    person: PersonId,
    first: Option<String>,
}

impl std::fmt::Debug for NewPin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewPin").field("person", &self.person).finish_non_exhaustive()
    }
}

impl Screen for NewPin {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let (id, title) = if self.first.is_none() { ("pin-new", "pin-choose") } else { ("pin-again", "pin-repeat") };
        let row = Row::secret(id, cx.say("pin-label")).with_help(cx.say(&format!("{title}.help"))).at_most(12);
        Page::new(format!("person-{id}"), cx.say(title), vec![row])
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let pin = match Pin::parse(text, None, None) {
            Ok(pin) => pin.as_str().to_owned(),
            Err(fault) => return Step::Fault(question::fault(&fault.into(), cx)),
        };
        match self.first.take() {
            None => {
                self.first = Some(pin);
                Step::Stay
            }
            Some(first) if first == pin => Step::Do(Effect::SetPin { person: self.person, pin }),
            Some(_) => Step::Refused(cx.say("pin-differs")),
        }
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Done => Step::Back.then(Step::Told(cx.say("pin-set"))),
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
