//! The catalogue: by subject, by article, by search.

use std::collections::BTreeSet;

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::data::programme::{Kind, Programme, Subject};
use crate::domain::shipped;

use super::programme::ProgrammePage;
use super::search::Search;

/// Where browsing begins.
#[derive(Debug)]
pub struct Browse;

impl Screen for Browse {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let row =
            |id: &str| Row::item(id, cx.say(&format!("browse-{id}"))).with_help(cx.say(&format!("browse-{id}.help")));
        Page::new(
            "browse",
            cx.say("browse-title"),
            vec![row("subjects"), row("articles"), row("search"), row("all"), row("owed"), row("document")],
        )
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        Step::Open(match row {
            "subjects" => Box::new(Subjects),
            "articles" => Box::new(Articles),
            "search" => Box::new(Search::entitlements()),
            "owed" => return super::owed::begin(),
            "document" => Box::new(super::document::DocumentPage),
            _ => Box::new(Programmes { id: "all".into(), title: cx.say("browse-all"), list: ids(|_| true) }),
        })
    }
}

/// What one can apply or ask for; the rest of the document is for reading.
fn asked_for(programme: &Programme) -> bool {
    matches!(programme.kind, Kind::Benefit | Kind::Service)
}

#[derive(Debug)]
struct Subjects;

impl Screen for Subjects {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let used: BTreeSet<Subject> =
            shipped::programmes().iter().filter(|p| asked_for(p)).map(|p| p.subject).collect();
        let rows = used
            .into_iter()
            .map(|subject| {
                let count = shipped::programmes().iter().filter(|p| asked_for(p) && p.subject == subject).count();
                Row::item(subject.as_str(), cx.say(&format!("subject-{}", subject.as_str())))
                    .with_value(cx.text.with("count-of", &[("count", &count)]))
                    .with_help(cx.say(&format!("subject-{}.help", subject.as_str())))
            })
            .collect();
        Page::new("subjects", cx.say("browse-subjects"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let Some(subject) = Subject::parse(row) else { return Step::Stay };
        Step::Open(Box::new(Programmes {
            id: format!("subject-{row}"),
            title: cx.say(&format!("subject-{row}")),
            list: ids(|p| p.subject == subject),
        }))
    }
}

#[derive(Debug)]
struct Articles;

impl Screen for Articles {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let used: BTreeSet<u8> = shipped::programmes().iter().filter(|p| asked_for(p)).map(|p| p.article).collect();
        let rows = used
            .into_iter()
            .map(|article| {
                Row::item(article.to_string(), cx.say(&format!("article-{article}")))
                    .with_help(cx.say("browse-articles.help"))
            })
            .collect();
        Page::new("articles", cx.say("browse-articles"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let Ok(article) = row.parse::<u8>() else { return Step::Stay };
        Step::Open(Box::new(Programmes {
            id: format!("article-{article}"),
            title: cx.say(&format!("article-{article}")),
            list: ids(|p| p.article == article),
        }))
    }
}

fn ids(of: impl Fn(&Programme) -> bool) -> Vec<&'static str> {
    shipped::programmes().iter().filter(|p| asked_for(p) && of(p)).map(|p| p.id.as_str()).collect()
}

/// A list of entitlements.
#[derive(Debug)]
struct Programmes {
    id: String,
    title: String,
    list: Vec<&'static str>,
}

impl Screen for Programmes {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = self.list.iter().filter_map(|id| shipped::programme(id, cx.day())).map(|p| row(p, cx)).collect();
        Page::new(format!("list-{}", self.id), self.title.clone(), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        open(row, cx)
    }
}

/// The row of an entitlement in a list.
pub fn row(programme: &Programme, cx: &Cx<'_>) -> Row {
    let words = programme.text(cx.lang());
    Row::item(programme.id.clone(), words.row.clone()).with_help(words.what.first().cloned().unwrap_or_default())
}

/// Opens an entitlement.
pub fn open(id: &str, cx: &Cx<'_>) -> Step {
    match shipped::programme(id, cx.day()) {
        Some(programme) => Step::Open(Box::new(ProgrammePage::new(programme))),
        None => Step::Stay,
    }
}
