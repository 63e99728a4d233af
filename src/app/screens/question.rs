//! One question of a form as a page, and its answer as words.

use crate::app::{Cx, Page, Row};
use crate::domain::data::Words;
use crate::domain::data::form::{Form, Kind, Question, UNKNOWN};
use crate::domain::form::{Answers, Arg, Catalogue, Fault as FormFault, Known, Paper, Problem, SEPARATOR};
use crate::domain::shipped::{self, Shipped};
use crate::text::{Lang, date, grouped};
use crate::view::Fault;

/// Rows that many questions have.
pub const UNKNOWN_ROW: &str = "unknown";
/// Leaves an optional question empty.
pub const SKIP_ROW: &str = "skip";
/// Ends a list of choices.
pub const ENOUGH_ROW: &str = "enough";
/// The field of a question that is answered by typing.
pub const FIELD: &str = "answer";
/// Longest answer that is typed, in characters.
const LONGEST: usize = 300;

/// Where a question with several steps has got to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Values chosen so far of a question that takes several.
    pub picked: Vec<String>,
    /// What was found in the catalogue, when something was looked for.
    pub found: Option<(String, Vec<String>)>,
    /// How a paper is given, when more has to be said about it.
    pub paper: Option<PaperWay>,
}

/// Ways to give a paper that need more words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperWay {
    /// Brought by a day.
    Bring,
    /// A file.
    File,
    /// Cannot be given.
    Cannot,
}

impl PaperWay {
    /// As answers are kept.
    pub fn word(self) -> &'static str {
        match self {
            Self::Bring => "bring",
            Self::File => "file",
            Self::Cannot => "cannot",
        }
    }
}

/// The page of a question.
pub fn page(
    form: &Form,
    question: &Question,
    known: &Known<'_>,
    progress: &Progress,
    typed: &str,
    cx: &Cx<'_>,
) -> Page {
    let lang = cx.lang();
    let help = question.help.get(lang);
    let kept = known.answers().get(&question.id).unwrap_or_default();
    let mut title = question.ask.get(lang).to_owned();
    let mut id = format!("{}-{}", form.id, question.id);
    let mut rows = match &question.kind {
        Kind::Choice { .. } | Kind::YesNo | Kind::Consent => choices(question, progress, kept, &mut title, cx),
        Kind::Subdistrict => {
            let places = shipped::subdistricts().iter();
            places
                .map(|place| {
                    let name = if lang == Lang::Zh { &place.official } else { &place.en };
                    Row::item(place.code.clone(), name.clone()).selected(place.code == kept).with_help(help)
                })
                .collect()
        }
        Kind::Community => {
            let subdistrict = question.against.as_deref().and_then(|id| known.answers().get(id));
            let places = shipped::subdistricts().iter().filter(|place| Some(place.code.as_str()) == subdistrict);
            places
                .flat_map(|place| &place.communities)
                .map(|one| Row::item(one.code.clone(), one.zh.clone()).selected(one.code == kept).with_help(help))
                .collect()
        }
        Kind::Item { catalogue, .. } => items(*catalogue, progress, typed, &mut title, &mut id, cx),
        Kind::Paper => paper(question, progress, typed, &mut title, &mut id, cx),
        _ => vec![field(question, if typed.is_empty() { kept } else { typed }, cx)],
    };
    let asking_more = progress.paper.is_some() || progress.found.is_some();
    if question.unknown && !asking_more {
        rows.push(Row::item(UNKNOWN_ROW, cx.say("answer-unknown")).selected(kept == UNKNOWN).with_help(help));
    }
    if question.optional && progress.picked.is_empty() && !asking_more && !matches!(question.kind, Kind::Consent) {
        rows.push(Row::item(SKIP_ROW, cx.say("answer-skip")).with_help(cx.say("answer-skip.help")));
    }
    if !progress.picked.is_empty() {
        id = format!("{id}-{}", progress.picked.len());
    }
    let chosen = rows.iter().find(|row| row.selected).map(|row| row.id.clone());
    Page::new(id, title, rows).starting_at(chosen)
}

fn field(question: &Question, value: &str, cx: &Cx<'_>) -> Row {
    let longest = match question.kind {
        Kind::Text { max, .. } => usize::from(max),
        Kind::Name => 50,
        _ => 30,
    };
    Row::field(FIELD, question.label.get(cx.lang()), value)
        .with_help(question.help.get(cx.lang()))
        .private(question.private)
        .at_most(longest.min(LONGEST))
}

fn choices(question: &Question, progress: &Progress, kept: &str, title: &mut String, cx: &Cx<'_>) -> Vec<Row> {
    let lang = cx.lang();
    let mut rows = Vec::new();
    if !progress.picked.is_empty() {
        let names: Vec<&str> = question
            .choices
            .iter()
            .filter(|choice| progress.picked.contains(&choice.value))
            .map(|choice| choice.words.get(lang))
            .collect();
        *title = cx.text.with("pick-more", &[("picked", &names.join(&cx.say("list-comma")))]);
        rows.push(Row::button(ENOUGH_ROW, cx.say("pick-enough")).with_help(cx.say("pick-enough.help")));
    }
    let before: Vec<&str> = kept.split(SEPARATOR).collect();
    let open = question.choices.iter().filter(|choice| !progress.picked.contains(&choice.value));
    rows.extend(open.map(|choice| {
        Row::item(choice.value.clone(), choice.words.get(lang))
            .selected(before.contains(&choice.value.as_str()))
            .with_help(question.help.get(lang))
    }));
    rows
}

fn items(
    catalogue: Catalogue,
    progress: &Progress,
    typed: &str,
    title: &mut String,
    id: &mut String,
    cx: &Cx<'_>,
) -> Vec<Row> {
    let lang = cx.lang();
    if let Some((words, found)) = &progress.found {
        *id = format!("{id}-found");
        *title = cx.text.with("search-found", &[("words", words), ("count", &found.len())]);
        let fresh = found.iter().filter(|code| !progress.picked.contains(code));
        return fresh
            .filter_map(|code| shipped::item_name(catalogue, code).map(|name| (code, name)))
            .map(|(code, name)| {
                Row::item(code.clone(), name.get(lang)).with_help(cx.text.with("item-choose", &[("code", code)]))
            })
            .collect();
    }
    let mut rows = Vec::new();
    if !progress.picked.is_empty() {
        let names: Vec<&str> = progress
            .picked
            .iter()
            .filter_map(|code| shipped::item_name(catalogue, code))
            .map(|n| n.get(lang))
            .collect();
        *title = cx.text.with("pick-more", &[("picked", &names.join(&cx.say("list-comma")))]);
        rows.push(Row::button(ENOUGH_ROW, cx.say("pick-enough")).with_help(cx.say("pick-enough.help")));
    }
    rows.push(Row::field(FIELD, cx.say("item-search"), typed).with_help(cx.say("item-search.help")).at_most(30));
    rows.push(Row::item("all", cx.say("item-all")).with_help(cx.say("item-all.help")));
    rows
}

fn paper(
    question: &Question,
    progress: &Progress,
    typed: &str,
    title: &mut String,
    id: &mut String,
    cx: &Cx<'_>,
) -> Vec<Row> {
    let help = question.help.get(cx.lang());
    let Some(way) = progress.paper else {
        return ["on-file", "bring", "file", "cannot"]
            .into_iter()
            .map(|way| Row::item(way, cx.say(&format!("paper-{way}"))).with_help(help))
            .collect();
    };
    let word = way.word();
    *id = format!("{id}-{word}");
    *title = cx.text.with(&format!("paper-{word}-title"), &[("paper", &question.label.get(cx.lang()))]);
    let label = cx.say(&format!("paper-{word}-label"));
    vec![Row::field(FIELD, label, typed).with_help(cx.say(&format!("paper-{word}-label.help")))]
}

/// A kept answer as a person reads it.
pub fn shown(question: &Question, value: &str, cx: &Cx<'_>) -> String {
    let lang = cx.lang();
    if value == UNKNOWN {
        return cx.say("answer-unknown");
    }
    if value.is_empty() {
        return cx.say("answer-left-empty");
    }
    let name = |words: Option<&Words>| words.map_or_else(|| value.to_owned(), |words| words.get(lang).to_owned());
    match &question.kind {
        Kind::Choice { .. } | Kind::YesNo | Kind::Consent => {
            let words = value.split(SEPARATOR).filter_map(|one| question.choice(one)).map(|one| one.words.get(lang));
            words.collect::<Vec<_>>().join(&cx.say("list-comma"))
        }
        Kind::Subdistrict => shipped::subdistricts().iter().find(|place| place.code == value).map_or_else(
            || value.to_owned(),
            |place| if lang == Lang::Zh { place.official.clone() } else { place.en.clone() },
        ),
        Kind::Community => {
            let all = shipped::subdistricts().iter().flat_map(|place| &place.communities);
            all.into_iter().find(|one| one.code == value).map_or_else(|| value.to_owned(), |one| one.zh.clone())
        }
        Kind::Item { catalogue, .. } => {
            let names = value.split(SEPARATOR).map(|code| {
                shipped::item_name(*catalogue, code).map_or_else(|| code.to_owned(), |n| n.get(lang).to_owned())
            });
            names.collect::<Vec<_>>().join(&cx.say("list-comma"))
        }
        Kind::Date { .. } => value.parse().map_or_else(|_| value.to_owned(), |day| date(day, lang)),
        Kind::Paper => paper_shown(value, cx),
        Kind::Phone if !question.private => grouped(value).join(" "),
        _ => name(None),
    }
}

fn paper_shown(value: &str, cx: &Cx<'_>) -> String {
    // A kept day may lie in the past by now; it is shown all the same.
    match Paper::parse(value, chrono::NaiveDate::MIN) {
        Ok(Paper::OnFile) => cx.say("paper-on-file"),
        Ok(Paper::Bring(day)) => cx.text.with("paper-bring-shown", &[("day", &date(day, cx.lang()))]),
        Ok(Paper::File(name)) => cx.text.with("paper-file-shown", &[("name", &name)]),
        Ok(Paper::Cannot(why)) => cx.text.with("paper-cannot-shown", &[("why", &why)]),
        Err(_) => value.to_owned(),
    }
}

/// The words of a fault of the forms.
pub fn fault(fault: &FormFault, cx: &Cx<'_>) -> Fault {
    let args: Vec<(&'static str, String)> = fault
        .args()
        .into_iter()
        .map(|(name, value)| {
            (
                name,
                match value {
                    Arg::Number(number) => number.to_string(),
                    Arg::Date(day) => date(day, cx.lang()),
                },
            )
        })
        .collect();
    let args: Vec<(&str, &dyn crate::text::Argument)> =
        args.iter().map(|(name, value)| (*name, value as &dyn crate::text::Argument)).collect();
    let id = format!("fault-{}", fault.id());
    let plain = |words: String| words.trim_end_matches(['。', '.']).to_owned();
    Fault { what: plain(cx.text.with(&id, &args)), remedy: plain(cx.text.with(&format!("{id}.remedy"), &args)) }
}

/// The words of a problem.
pub fn problem(problem: &Problem, cx: &Cx<'_>) -> Fault {
    fault(&problem.fault, cx)
}

/// What is known from `answers` today.
pub fn known<'a>(answers: &'a Answers, cx: &Cx<'_>) -> Known<'a> {
    Known::new(answers, cx.today, &Shipped)
}
