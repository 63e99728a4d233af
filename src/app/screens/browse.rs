//! The catalogue: by subject, by article, by search.

use std::collections::BTreeSet;

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::data::programme::{Kind, Programme, Subject};
use crate::domain::shipped;

use super::might::Askers;
use super::programme::ProgrammePage;
use super::search::Search;

/// Where browsing begins.
#[derive(Debug)]
pub struct Browse;

impl Screen for Browse {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let row =
            |id: &str| Row::item(id, cx.say(&format!("browse-{id}"))).with_help(cx.say(&format!("browse-{id}.help")));
        let ids = ["subjects", "articles", "search", "all", "owed", "document", "might"];
        Page::new("browse", dated(cx.say("browse-title"), cx), ids.map(row).into())
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        Step::Open(match row {
            "subjects" => Box::new(Subjects),
            "articles" => Box::new(Articles),
            "search" => Box::new(Search::default()),
            "owed" => return super::owed::begin(),
            "document" => Box::new(super::document::DocumentPage),
            "might" => return Step::Do(Effect::KnownFacts),
            _ => Box::new(Programmes {
                id: "all".into(),
                title: cx.say("browse-all"),
                list: ids(cx, |p| p.kind.is_asked_for()),
            }),
        })
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Facts(said) => Step::Open(Box::new(Askers::new(said))),
            outcome => super::failed(outcome, cx),
        }
    }
}

/// A title with the day whose rules are shown, when that is not today.
pub fn dated(title: String, cx: &Cx<'_>) -> String {
    match cx.as_of {
        Some(day) => cx.text.with("as-of-title", &[("title", &title), ("day", &crate::text::date(day, cx.lang()))]),
        None => title,
    }
}

#[derive(Debug)]
struct Subjects;

impl Screen for Subjects {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let asked: Vec<&Programme> =
            shipped::catalogue(cx.day()).into_iter().filter(|p| p.kind.is_asked_for()).collect();
        let used: BTreeSet<Subject> = asked.iter().map(|p| p.subject).collect();
        let rows = used
            .into_iter()
            .map(|subject| {
                let count = asked.iter().filter(|p| p.subject == subject).count();
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
            list: ids(cx, |p| p.kind.is_asked_for() && p.subject == subject),
        }))
    }
}

/// All articles, with how much each holds: benefits and services, duties, targets, and what is only to be known.
#[derive(Debug)]
struct Articles;

impl Screen for Articles {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let all = shipped::catalogue(cx.day());
        let mut used: Vec<u8> = Vec::new();
        for one in &all {
            if !used.contains(&one.article) {
                used.push(one.article);
            }
        }
        let rows = used
            .into_iter()
            .map(|article| {
                let count = all.iter().filter(|p| p.article == article).count();
                Row::item(article.to_string(), cx.say(&format!("article-{article}")))
                    .with_value(cx.text.with("count-of", &[("count", &count)]))
                    .with_help(cx.say("browse-articles.help"))
            })
            .collect();
        Page::new("articles", cx.say("browse-articles"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let Ok(article) = row.parse::<u8>() else { return Step::Stay };
        of_articles(&cx.say(&format!("article-{article}")), &[article], cx)
    }
}

/// Lists everything in these articles.
pub fn of_articles(title: &str, articles: &[u8], cx: &Cx<'_>) -> Step {
    let name: Vec<String> = articles.iter().map(u8::to_string).collect();
    Step::Open(Box::new(Programmes {
        id: format!("article-{}", name.join("-")),
        title: title.to_owned(),
        list: ids(cx, |p| articles.contains(&p.article)),
    }))
}

/// What one can ask for first, then the rest of the document, each in its order.
fn ids(cx: &Cx<'_>, of: impl Fn(&Programme) -> bool) -> Vec<&'static str> {
    let mut found: Vec<&Programme> = shipped::catalogue(cx.day()).into_iter().filter(|p| of(p)).collect();
    found.sort_by_key(|p| !p.kind.is_asked_for());
    found.into_iter().map(|p| p.id.as_str()).collect()
}

/// A list of entries.
#[derive(Debug)]
struct Programmes {
    id: String,
    title: String,
    list: Vec<&'static str>,
}

impl Screen for Programmes {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = self.list.iter().filter_map(|id| shipped::programme(id, cx.day())).map(|p| row(p, cx)).collect();
        Page::new(format!("list-{}", self.id), dated(self.title.clone(), cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        open(row, cx)
    }
}

/// The row of an entry in a list; what one cannot ask for says what it is.
pub fn row(programme: &Programme, cx: &Cx<'_>) -> Row {
    let words = programme.text(cx.lang());
    let row =
        Row::item(programme.id.clone(), words.row.clone()).with_help(words.what.first().cloned().unwrap_or_default());
    // A use of the fund says so in its name.
    if programme.kind.is_asked_for() || programme.kind == Kind::Fund {
        row
    } else {
        row.with_value(cx.say(&format!("entry-{}", programme.kind.as_str())))
    }
}

/// Opens an entry.
pub fn open(id: &str, cx: &Cx<'_>) -> Step {
    match shipped::programme(id, cx.day()) {
        Some(programme) => Step::Open(Box::new(ProgrammePage::new(programme))),
        None => Step::Stay,
    }
}
