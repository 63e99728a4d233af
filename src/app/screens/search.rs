//! Search: by Chinese, pinyin, initials, English, article number, id or code; the hits in a stable order, with their
//! count.

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::shipped::{self, Found};
use crate::view::Fault;

use super::browse;
use super::item::ItemPage;

/// Asks for words and lists what they find.
#[derive(Debug, Default)]
pub struct Search {
    found: Option<(String, Vec<Found>)>,
}

impl Screen for Search {
    fn page(&self, cx: &Cx<'_>) -> Page {
        match &self.found {
            None => {
                let field =
                    Row::field("words", cx.say("search-label"), "").with_help(cx.say("search-label.help")).at_most(30);
                Page::new("search", cx.say("browse-search"), vec![field])
            }
            Some((words, found)) => {
                let rows = found.iter().map(|found| row(found, cx)).collect();
                let title = cx.text.with("search-found", &[("words", words), ("count", &found.len())]);
                Page::new("found", title, rows)
            }
        }
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match (shipped::device(row), shipped::retrofit(row)) {
            (Some(device), _) => Step::Open(Box::new(ItemPage::device(device))),
            (_, Some(retrofit)) => Step::Open(Box::new(ItemPage::retrofit(retrofit))),
            _ => browse::open(row, cx),
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let words = text.trim();
        let found = shipped::find(words, cx.day());
        if found.is_empty() {
            return Step::Fault(Fault { what: cx.say("fault-not-found"), remedy: cx.say("fault-not-found.remedy") });
        }
        self.found = Some((words.to_owned(), found));
        Step::Stay
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        if self.found.take().is_some() { Step::Stay } else { Step::Back }
    }
}

fn row(found: &Found, cx: &Cx<'_>) -> Row {
    let lang = cx.lang();
    match found {
        Found::Programme(programme) => browse::row(programme, cx),
        Found::Device(device) => Row::item(&device.code, device.name.get(lang))
            .with_value(cx.say("entry-device"))
            .with_help(cx.say("entry-device.help")),
        Found::Retrofit(retrofit) => Row::item(&retrofit.code, retrofit.name.get(lang))
            .with_value(cx.say("entry-retrofit"))
            .with_help(cx.say("entry-retrofit.help")),
    }
}
