//! The document itself: its parts, the rules it names, the words and points it leaves open, and the day it is read for.

use chrono::NaiveDate;

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::data::definition::{self, Definition};
use crate::domain::data::document::{Document, Part, Reference};
use crate::domain::data::open_point::{self, OpenPoint};
use crate::domain::form::read_date;
use crate::domain::shipped;
use crate::text::{Lang, date};

use super::check::article;
use super::programme::text_rows;
use super::{question, rates};

/// The ways into the document.
#[derive(Debug)]
pub struct DocumentPage;

impl Screen for DocumentPage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let shown = cx.as_of.map_or_else(|| cx.say("day-today"), |day| date(day, cx.lang()));
        let rows = vec![
            Row::item("about", cx.say("document-about")).with_help(cx.say("document-about.help")),
            Row::item("parts", cx.say("document-parts")).with_help(cx.say("document-parts.help")),
            Row::item("references", cx.say("document-references")).with_help(cx.say("document-references.help")),
            Row::item("repealed", cx.say("document-repealed")).with_help(cx.say("document-repealed.help")),
            Row::item("words", cx.say("document-words")).with_help(cx.say("document-words.help")),
            Row::item("points", cx.say("document-points")).with_help(cx.say("document-points.help")),
            Row::item("rates", cx.say("document-rates")).with_help(cx.say("document-rates.help")),
            Row::item("day", cx.say("document-day")).with_value(shown).with_help(cx.say("document-day.help")),
        ];
        Page::new("document", titled(cx.say("document-title"), cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let document = shipped::document();
        Step::Open(match row {
            "about" => Box::new(Reading {
                id: "document-about".into(),
                title: cx.say(row_title(row)),
                lines: about(document, cx),
            }),
            "parts" => Box::new(Parts),
            "references" => Box::new(References { title: row_title(row), list: &document.references }),
            "repealed" => Box::new(References { title: row_title(row), list: &document.repealed }),
            "words" => Box::new(Definitions),
            "points" => Box::new(Points),
            "rates" => return rates::begin(cx),
            _ => Box::new(Day),
        })
    }
}

fn row_title(row: &str) -> &'static str {
    match row {
        "about" => "document-about",
        "references" => "document-references",
        _ => "document-repealed",
    }
}

/// A title that says which day is shown, when it is not today.
pub fn titled(title: String, cx: &Cx<'_>) -> String {
    match cx.as_of {
        Some(day) => {
            let title = title.trim_end_matches(['？', '?']);
            cx.text.with("title-as-of", &[("title", &title), ("day", &date(day, cx.lang()))])
        }
        None => title,
    }
}

/// A sentence of the data inside a longer one.
pub fn inside(sentence: &str) -> String {
    sentence.trim_end_matches(['。', '.']).to_owned()
}

/// A page that is only read.
#[derive(Debug)]
struct Reading {
    id: String,
    title: String,
    lines: Vec<String>,
}

impl Screen for Reading {
    fn page(&self, _cx: &Cx<'_>) -> Page {
        Page::new(self.id.clone(), self.title.clone(), text_rows(&self.lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}

fn about(document: &Document, cx: &Cx<'_>) -> Vec<String> {
    let lang = cx.lang();
    let day = |day: NaiveDate| date(day, lang);
    let mut lines = document.about[usize::from(lang == Lang::En)].clone();
    lines.extend([
        cx.text.with("document-number", &[("number", &document.number)]),
        cx.text.with("document-full-title", &[("title", &document.title.get(lang))]),
        cx.text.with("document-issuer", &[("issuer", &document.issuer.get(lang))]),
        cx.text.with("document-signed", &[("signed", &day(document.signed)), ("printed", &day(document.printed))]),
        cx.text.with("document-in-force", &[("day", &day(document.in_force))]),
    ]);
    lines
}

/// The sections of the document.
#[derive(Debug)]
struct Parts;

impl Screen for Parts {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let row = |(at, part): (usize, &Part)| {
            Row::item(at.to_string(), part.name.get(cx.lang()))
                .with_value(articles(part, cx))
                .with_help(cx.say("document-part.help"))
        };
        let rows = shipped::document().parts.iter().enumerate().map(row).collect();
        Page::new("document-parts", titled(cx.say("document-parts"), cx), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let part = row.parse::<usize>().ok().and_then(|at| shipped::document().parts.get(at));
        part.map_or(Step::Stay, |part| super::browse::of_articles(part.name.get(cx.lang()), &part.articles, cx))
    }
}

fn articles(part: &Part, cx: &Cx<'_>) -> String {
    match (part.articles.first(), part.articles.last()) {
        (Some(first), Some(last)) => {
            let (first, last) = (usize::from(*first), usize::from(*last));
            cx.text.with("document-part", &[("first", &first), ("last", &last)])
        }
        _ => String::new(),
    }
}

/// The catalogue entries of these articles.
/// Rules that the document names or repeals.
#[derive(Debug)]
struct References {
    title: &'static str,
    list: &'static [Reference],
}

impl Screen for References {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let help = cx.say("document-reference.help");
        let rows = self.list.iter().enumerate();
        let rows = rows.map(|(at, one)| Row::item(at.to_string(), one.row.get(cx.lang())).with_help(help.as_str()));
        Page::new(self.title, cx.say(self.title), rows.collect())
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let Some(one) = row.parse::<usize>().ok().and_then(|at| self.list.get(at)) else { return Step::Stay };
        let lang = cx.lang();
        let mut lines = vec![one.note.get(lang).to_owned()];
        lines.push(cx.text.with("document-full-title", &[("title", &one.title.get(lang))]));
        lines.push(match &one.number {
            Some(number) => cx.text.with("document-number", &[("number", number)]),
            None => cx.say("document-no-number"),
        });
        if !one.articles.is_empty() {
            let places: Vec<(u8, Option<u8>)> = one.articles.iter().map(|article| (*article, None)).collect();
            lines.push(cx.text.with("document-named-in", &[("places", &named(&places, cx))]));
        }
        let id = format!("{}-{row}", self.title);
        Step::Open(Box::new(Reading { id, title: one.row.get(lang).to_owned(), lines }))
    }
}

/// Articles and items in words; 0 is what stands before article 1 or after the last.
fn named(places: &[(u8, Option<u8>)], cx: &Cx<'_>) -> String {
    let words = places.iter().map(|(number, item)| match number {
        0 => cx.say("document-outside-articles"),
        number => article(*number, *item, cx),
    });
    words.collect::<Vec<_>>().join(&cx.say("list-comma"))
}

/// The words that the policy uses without saying what they mean.
#[derive(Debug)]
struct Definitions;

impl Screen for Definitions {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let lang = cx.lang();
        let rows = shipped::definitions().iter().map(|one| {
            let meaning = one.on(cx.day()).map_or_else(|| cx.say("word-not-yet"), |row| inside(row.words.get(lang)));
            Row::item(one.id.clone(), one.name.get(lang)).with_value(meaning).with_help(cx.say("document-word.help"))
        });
        Page::new("document-words", titled(cx.say("document-words"), cx), rows.collect())
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match shipped::definitions().get(row) {
            Some(definition) => Step::Open(Box::new(Word { definition })),
            None => Step::Stay,
        }
    }
}

#[derive(Debug)]
struct Word {
    definition: &'static Definition,
}

impl Screen for Word {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let lang = cx.lang();
        let one = self.definition;
        let now = one.on(cx.day());
        let mut lines = match now {
            Some(row) => {
                let since = cx.text.with("settled-since", &[("day", &date(row.from, lang))]);
                let source = source(row.source.get(lang), cx);
                vec![row.words.get(lang).to_owned(), confirmed(row.confirmed, cx), since, source]
            }
            None => vec![cx.say("word-not-yet")],
        };
        let places: Vec<(u8, Option<u8>)> =
            one.places.iter().map(|(article, item)| (*article, Some(*item).filter(|item| *item > 0))).collect();
        lines.push(cx.text.with("document-used-in", &[("places", &named(&places, cx))]));
        let others = one.rows.iter().filter(|row| Some(*row) != now);
        lines.extend(others.map(|row: &definition::Row| {
            let (day, words) = (date(row.from, lang), inside(row.words.get(lang)));
            cx.text.with("word-other", &[("day", &day), ("words", &words)])
        }));
        Page::new(format!("word-{}", one.id), titled(one.name.get(lang).to_owned(), cx), text_rows(&lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}

fn source(source: &str, cx: &Cx<'_>) -> String {
    cx.text.with("settled-source", &[("source", &inside(source))])
}

fn confirmed(confirmed: bool, cx: &Cx<'_>) -> String {
    cx.say(if confirmed { "settled-confirmed" } else { "settled-not-confirmed" })
}

/// The points that the document leaves open.
#[derive(Debug)]
struct Points;

impl Screen for Points {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = shipped::points().iter().map(|point| {
            Row::item(point.id.clone(), point.ask.get(cx.lang())).with_help(cx.say("document-point.help"))
        });
        Page::new("document-points", titled(cx.say("document-points"), cx), rows.collect())
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match open_point::find(shipped::points(), row) {
            Some(point) => Step::Open(Box::new(Point { point })),
            None => Step::Stay,
        }
    }
}

#[derive(Debug)]
struct Point {
    point: &'static OpenPoint,
}

impl Point {
    /// A way to settle it, in words.
    fn words(&self, value: &str, lang: Lang) -> String {
        let number = || value.parse::<rust_decimal::Decimal>().map(|number| number.normalize().to_string());
        match self.point.words(value) {
            Some(words) => words.get(lang).to_owned(),
            None => number().unwrap_or_else(|_| value.to_owned()),
        }
    }
}

impl Screen for Point {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let lang = cx.lang();
        let point = self.point;
        let now = point.on(cx.day());
        let mut lines = match now {
            Some(row) => vec![
                cx.text.with("point-settled", &[("how", &self.words(&row.value, lang))]),
                confirmed(row.confirmed, cx),
                cx.text.with("settled-since", &[("day", &date(row.from, lang))]),
                source(row.source.get(lang), cx),
            ],
            None => vec![cx.say("point-not-yet")],
        };
        lines.push(point.why.get(lang).to_owned());
        lines.push(cx.text.with("point-word", &[("words", &point.word)]));
        let others = point.options.iter().filter(|option| now.is_none_or(|row| row.value != option.value));
        let other = if now.is_some() { "point-other" } else { "point-way" };
        lines.extend(others.map(|option| cx.text.with(other, &[("how", &option.words.get(lang))])));
        let earlier = point.rows.iter().filter(|row| Some(*row) != now);
        lines.extend(earlier.map(|row| {
            let (day, words) = (date(row.from, lang), self.words(&row.value, lang));
            cx.text.with("word-other", &[("day", &day), ("words", &words)])
        }));
        lines.push(match point.article {
            0 => cx.say("document-used-everywhere"),
            number => cx.text.with("document-used-in", &[("places", &article(number, point.item, cx))]),
        });
        Page::new(format!("point-{}", point.id), titled(point.ask.get(lang).to_owned(), cx), text_rows(&lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}

/// Asks for the day whose rules are shown.
#[derive(Debug)]
struct Day;

impl Screen for Day {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = vec![
            Row::field("day", cx.say("day-label"), "").with_help(cx.say("day-label.help")).at_most(20),
            Row::item("today", cx.say("day-today")).with_help(cx.say("day-today.help")),
        ];
        Page::new("document-day", titled(cx.say("document-day"), cx), rows)
    }

    fn choose(&mut self, _row: &str, cx: &Cx<'_>) -> Step {
        show(None, cx)
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        if text.trim().is_empty() {
            return show(None, cx);
        }
        match read_date(text) {
            Ok(day) => show(Some(day).filter(|day| *day != cx.today), cx),
            Err(fault) => Step::Fault(question::fault(&fault, cx)),
        }
    }
}

/// Shows the rules of another day from now on, or those of today.
fn show(day: Option<NaiveDate>, cx: &Cx<'_>) -> Step {
    let (lang, begins) = (cx.lang(), shipped::document().in_force);
    let told = match day {
        Some(day) if day < begins => {
            cx.text.with("day-too-early", &[("day", &date(day, lang)), ("begins", &date(begins, lang))])
        }
        Some(day) => cx.text.with("day-shown", &[("day", &date(day, lang))]),
        None => cx.say("day-today-again"),
    };
    Step::AsOf(day).then(Step::Back).then(Step::Told(told))
}
