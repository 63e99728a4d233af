//! Duties and targets: what authorities owe, how far it is, what is overdue, and what staff keep about it.

use std::collections::BTreeSet;

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step, Who};
use crate::domain::data::programme::{Kind, OwnerBasis, Programme};
use crate::domain::form::read_date;
use crate::domain::owed::{Kept, NewKept, Progress, due, keeps, overdue};
use crate::domain::person::clean;
use crate::domain::shipped;
use crate::text::{date, progress_id};
use crate::view::Fault;

use super::check::article;
use super::document::{inside, titled};
use super::programme::text_rows;
use super::steps::Steps;
use super::{browse, question};

/// Opens the list of duties and targets; what is kept about them comes as soon as it is open.
pub fn begin() -> Step {
    let list = OwedList { which: Which::All, kept: None };
    Step::Open(Box::new(list)).then(Step::Do(Effect::Owed))
}

/// A part of what is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// The ways into it.
    All,
    /// What has a deadline that has passed.
    Overdue,
    /// Targets.
    Targets,
    /// The articles with duties.
    Articles,
    /// The duties of an article.
    Article(u8),
}

/// A list of duties and targets.
#[derive(Debug)]
pub struct OwedList {
    which: Which,
    /// What staff keep; none until it has been read.
    kept: Option<Vec<Kept>>,
}

fn all(cx: &Cx<'_>) -> impl Iterator<Item = &'static Programme> + use<> {
    shipped::catalogue(cx.day()).into_iter().filter(|entry| entry.kind.is_owed())
}

fn of<'k>(kept: &'k [Kept], entry: &Programme) -> Option<&'k Kept> {
    kept.iter().find(|kept| kept.entry == entry.id)
}

impl OwedList {
    fn kept(&self) -> &[Kept] {
        self.kept.as_deref().unwrap_or_default()
    }

    fn entries(&self, which: Which, cx: &Cx<'_>) -> Vec<&'static Programme> {
        let mut entries: Vec<_> = all(cx)
            .filter(|entry| match which {
                Which::Overdue => overdue(entry, of(self.kept(), entry), cx.day()).is_some(),
                Which::Targets => entry.kind == Kind::Target,
                Which::Article(article) => entry.kind == Kind::Duty && entry.article == article,
                Which::All | Which::Articles => entry.kind == Kind::Duty,
            })
            .collect();
        if which == Which::Overdue {
            // The one that has waited longest comes first.
            entries.sort_by_key(|entry| due(entry, of(self.kept(), entry)));
        }
        entries
    }

    fn entry_row(&self, entry: &Programme, cx: &Cx<'_>) -> Row {
        let (words, kept) = (entry.text(cx.lang()), of(self.kept(), entry));
        let late = overdue(entry, kept, cx.day()).and(due(entry, kept));
        let value = late.map_or_else(
            || cx.text.progress(kept),
            |due| cx.text.with("owed-late", &[("since", &cx.text.ago(due, cx.day()))]),
        );
        Row::item(entry.id.clone(), words.row.clone())
            .with_value(value)
            .with_help(words.what.first().cloned().unwrap_or_default())
    }

    fn way(&self, id: &'static str, which: Which, cx: &Cx<'_>) -> Row {
        let name = match which {
            Which::Overdue => "owed-overdue-list",
            Which::Targets => "owed-targets",
            _ => "owed-duties",
        };
        let count = cx.text.with("count-of", &[("count", &self.entries(which, cx).len())]);
        Row::item(id, cx.say(name)).with_value(count).with_help(cx.say(&format!("{name}.help")))
    }
}

/// The name of an article: what it is about where that is known, else its number.
fn article_name(number: u8, cx: &Cx<'_>) -> String {
    cx.text.find(&format!("article-{number}"), &[]).unwrap_or_else(|| article(number, None, cx))
}

impl Screen for OwedList {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let list = |which| self.entries(which, cx).into_iter().map(|entry| self.entry_row(entry, cx)).collect();
        let (id, title, rows) = match self.which {
            Which::All => {
                let rows = vec![
                    self.way("overdue", Which::Overdue, cx),
                    self.way("targets", Which::Targets, cx),
                    self.way("duties", Which::Articles, cx),
                ];
                ("owed".to_owned(), cx.say("owed-title"), rows)
            }
            Which::Overdue => ("owed-overdue".to_owned(), cx.say("owed-overdue-list"), list(Which::Overdue)),
            Which::Targets => ("owed-targets".to_owned(), cx.say("owed-targets"), list(Which::Targets)),
            Which::Articles => {
                let used: BTreeSet<u8> = self.entries(Which::All, cx).iter().map(|entry| entry.article).collect();
                let row = |number: u8| {
                    let count = self.entries(Which::Article(number), cx).len();
                    Row::item(number.to_string(), article_name(number, cx))
                        .with_value(cx.text.with("count-of", &[("count", &count)]))
                        .with_help(cx.say("owed-article.help"))
                };
                ("owed-articles".to_owned(), cx.say("owed-duties"), used.into_iter().map(row).collect())
            }
            Which::Article(number) => {
                (format!("owed-article-{number}"), article_name(number, cx), list(Which::Article(number)))
            }
        };
        Page::new(id, titled(title, cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let which = match (self.which, row) {
            (Which::All, "overdue") => Which::Overdue,
            (Which::All, "targets") => Which::Targets,
            (Which::All, _) => Which::Articles,
            (Which::Articles, number) => match number.parse() {
                Ok(number) => Which::Article(number),
                Err(_) => return Step::Stay,
            },
            (_, id) => {
                let Some(entry) = shipped::programme(id, cx.day()) else { return Step::Stay };
                let kept = of(self.kept(), entry).cloned();
                return Step::Open(Box::new(EntryPage { entry, kept }));
            }
        };
        Step::Open(Box::new(Self { which, kept: self.kept.clone() }))
    }

    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::Owed)
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Owed(kept) => {
                self.kept = Some(kept);
                Step::Stay
            }
            // Without what is kept the list would say of everything that there is no record.
            outcome if self.kept.is_none() => Step::Back.then(super::failed(outcome, cx)),
            outcome => super::failed(outcome, cx),
        }
    }
}

/// One duty or target.
#[derive(Debug)]
struct EntryPage {
    entry: &'static Programme,
    kept: Option<Kept>,
}

impl Screen for EntryPage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let mut rows = text_rows(&cx.text.owed_state(self.entry, self.kept.as_ref(), cx.day()));
        if matches!(cx.who, Who::Staff { role, .. } if keeps(*role)) {
            rows.push(Row::item("keep", cx.say("owed-keep")).with_help(cx.say("owed-keep.help")));
        }
        rows.push(Row::item("read", cx.say("owed-read")).with_help(cx.say("owed-read.help")));
        let mut rest: Vec<String> = self.entry.text(cx.lang()).what.first().cloned().into_iter().collect();
        rest.extend(cx.text.owed_rest(self.entry, self.kept.as_ref()));
        rows.extend(text_rows(&rest).into_iter().map(|mut row| {
            row.id = format!("more-{}", row.id);
            row
        }));
        let title = self.entry.text(cx.lang()).row.clone();
        Page::new(format!("owed-{}", self.entry.id), titled(title, cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match row {
            "keep" => Step::Open(Box::new(Keep::new(self.entry, self.kept.as_ref(), cx))),
            _ => browse::open(&self.entry.id, cx),
        }
    }

    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::Owed)
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Owed(kept) => {
                self.kept = of(&kept, self.entry).cloned();
                Step::Stay
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

/// What is asked before something is kept, in order.
const OWNER: usize = 0;
const PROGRESS: usize = 1;
const DUE: usize = 2;
const EVIDENCE: usize = 3;

/// Keeps how far a duty or target is: one question after another, then all of it once more.
#[derive(Debug)]
struct Keep {
    entry: &'static Programme,
    asking: Steps,
}

impl Keep {
    fn new(entry: &'static Programme, kept: Option<&Kept>, cx: &Cx<'_>) -> Self {
        let named = entry.owner.as_ref().filter(|owner| owner.basis == OwnerBasis::Stated);
        let named = named.map(|owner| if cx.lang() == crate::text::Lang::Zh { &owner.zh } else { &owner.en });
        let said = match kept {
            Some(kept) => vec![
                kept.owner.clone(),
                kept.progress.to_string(),
                kept.due.map(|due| due.to_string()).unwrap_or_default(),
                kept.evidence.clone(),
            ],
            None => vec![named.cloned().unwrap_or_default(), String::new(), String::new(), String::new()],
        };
        Self { entry, asking: Steps::new(said) }
    }

    fn new_kept(&self) -> Option<NewKept> {
        Some(NewKept {
            entry: self.entry.id.clone(),
            owner: self.asking.said(OWNER).to_owned(),
            progress: Progress::parse(self.asking.said(PROGRESS))?,
            due: read_date(self.asking.said(DUE)).ok(),
            evidence: self.asking.said(EVIDENCE).to_owned(),
        })
    }

    fn field(&self, id: &str, longest: usize, cx: &Cx<'_>) -> Row {
        Row::field("answer", cx.say(id), self.asking.now()).with_help(cx.say(&format!("{id}.help"))).at_most(longest)
    }

    fn summary(&self, cx: &Cx<'_>) -> Vec<Row> {
        let mut rows = vec![Row::button("do", cx.say("owed-keep-now")).with_help(cx.say("owed-keep-now.help"))];
        if let Some(new) = self.new_kept() {
            let due = match new.due {
                Some(due) => cx.text.with("owed-due-kept", &[("day", &date(due, cx.lang()))]),
                None => cx.say("owed-due-not-kept"),
            };
            let evidence = match new.evidence.as_str() {
                "" => cx.say("owed-no-evidence"),
                evidence => cx.text.with("owed-evidence", &[("evidence", &inside(evidence))]),
            };
            rows.extend(text_rows(&[
                cx.text.with("owed-owner-kept", &[("owner", &new.owner)]),
                cx.text.with("owed-state", &[("state", &cx.say(progress_id(new.progress)))]),
                due,
                evidence,
            ]));
        }
        rows
    }
}

impl Screen for Keep {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let name = self.entry.text(cx.lang()).row.clone();
        let id = format!("keep-{}-{}", self.entry.id, self.asking.at());
        match self.asking.at() {
            OWNER => Page::new(id, name, vec![self.field("keep-owner", 60, cx)]),
            PROGRESS => {
                let row = |progress: Progress| {
                    Row::item(progress.as_str(), cx.say(progress_id(progress)))
                        .selected(self.asking.now() == progress.as_str())
                        .with_help(cx.say(&format!("{}.help", progress_id(progress))))
                };
                let rows: Vec<Row> = Progress::ALL.into_iter().map(row).collect();
                let chosen = rows.iter().find(|row| row.selected).map(|row| row.id.clone());
                Page::new(id, cx.say("keep-progress"), rows).starting_at(chosen)
            }
            DUE => {
                let skip = Row::item("skip", cx.say("keep-no-due")).with_help(cx.say("keep-no-due.help"));
                Page::new(id, name, vec![self.field("keep-due", 20, cx), skip])
            }
            EVIDENCE => {
                let skip = Row::item("skip", cx.say("keep-no-evidence")).with_help(cx.say("keep-no-evidence.help"));
                Page::new(id, name, vec![self.field("keep-evidence", 200, cx), skip])
            }
            _ => Page::new(id, name, self.summary(cx)).dialog(),
        }
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match (row, self.new_kept()) {
            ("do", Some(new)) => Step::Do(Effect::KeepOwed(Box::new(new))),
            ("do", None) => self.asking.back(),
            ("skip", _) => self.asking.give(""),
            (progress, _) => self.asking.give(progress),
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let words = clean(text);
        match self.asking.at() {
            DUE | EVIDENCE if words.trim().is_empty() => self.asking.give(""),
            DUE => match read_date(text) {
                Ok(day) => self.asking.give(day.to_string()),
                Err(fault) => Step::Fault(question::fault(&fault, cx)),
            },
            _ if words.chars().count() < 2 => {
                Step::Fault(Fault { what: cx.say("fault-words"), remedy: cx.say("fault-words.act") })
            }
            _ => self.asking.give(words),
        }
    }

    fn left(&mut self, _row: &str, text: &str, _cx: &Cx<'_>) -> Option<Effect> {
        self.asking.keep(text);
        None
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        self.asking.back()
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Owed(_) => {
                let progress = Progress::parse(self.asking.said(PROGRESS)).map(progress_id);
                let state = cx.say(progress.unwrap_or("owed-no-record"));
                Step::Back.then(Step::Told(cx.text.with("owed-kept", &[("state", &state)])))
            }
            outcome => super::failed(outcome, cx),
        }
    }
}
