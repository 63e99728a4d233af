//! Cases: a list of them, and one with where it stands, what happens next, its history, and what can be done.

use crate::app::effect::{CaseFile, CaseLine, Listing};
use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step, Who};
use crate::domain::case::{Entry, Event, EventId, Kind, Role, State, next};
use crate::domain::data::form::Question;
use crate::domain::form::{Catalogue, applicable};
use crate::domain::shipped;
use crate::text::{Lang, date, money};

use super::acts::{self, Act};
use super::programme::text_rows;
use super::question;

/// A list of cases.
#[derive(Debug)]
pub struct CaseList {
    title: String,
    listing: Listing,
    lines: Vec<CaseLine>,
}

impl CaseList {
    /// With these lines.
    pub fn new(title: String, listing: Listing, lines: Vec<CaseLine>) -> Self {
        Self { title, listing, lines }
    }
}

impl Screen for CaseList {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let mut rows: Vec<Row> = self
            .lines
            .iter()
            .map(|line| {
                let state = cx.say(&format!("state-{}", line.state));
                let what = what(line.kind, line.item.as_deref(), cx);
                let name = match self.listing {
                    Listing::Of(_) => what,
                    _ => cx.text.with("case-of", &[("name", &line.name), ("what", &what)]),
                };
                let value = if line.late { cx.text.with("state-late", &[("state", &state)]) } else { state };
                let help = match (line.receipt, line.submitted_on) {
                    (Some(receipt), Some(day)) => cx
                        .text
                        .with("case-line.help", &[("receipt", &receipt.to_string()), ("day", &date(day, cx.lang()))]),
                    _ => cx.say("case-line.draft"),
                };
                Row::item(line.case.to_string(), name).with_value(value).with_help(help)
            })
            .collect();
        if rows.is_empty() {
            rows.push(Row::text("none", cx.say("cases-none")));
        }
        Page::new("cases", cx.text.with("cases-title", &[("title", &self.title), ("count", &self.lines.len())]), rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match row.parse::<i64>() {
            Ok(id) => {
                let case = crate::domain::case::CaseId(id);
                let draft = self.lines.iter().any(|line| line.case == case && line.state == State::Draft);
                Step::Do(if draft { Effect::GoOn(case) } else { Effect::Open(case) })
            }
            Err(_) => Step::Stay,
        }
    }

    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::List(self.listing))
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Cases(lines) => {
                self.lines = lines;
                Step::Stay
            }
            Outcome::Case(file) => Step::Open(Box::new(CasePage { file: *file })),
            Outcome::Draft(draft) => Step::Open(super::apply::go_on(*draft, cx)),
            outcome => super::failed(outcome, cx),
        }
    }
}

/// What is applied for: the device itself where one was chosen, else the kind.
fn what(kind: Kind, item: Option<&str>, cx: &Cx<'_>) -> String {
    let device = item.filter(|_| kind == Kind::Device).and_then(|code| shipped::item_name(Catalogue::Device, code));
    device.map_or_else(|| cx.say(&format!("kind-{kind}")), |name| name.get(cx.lang()).to_owned())
}

/// One case.
#[derive(Debug)]
pub struct CasePage {
    file: CaseFile,
}

impl CasePage {
    /// Where it stands and what happens next, in sentences.
    fn summary(&self, cx: &Cx<'_>) -> Vec<String> {
        let case = &self.file.case;
        let lang = cx.lang();
        let resident = matches!(cx.who, Who::Resident { .. });
        // What a state means for the applicant is nothing that staff have to be told.
        let mut lines = if resident { vec![cx.say(&format!("state-{}.help", case.state))] } else { Vec::new() };
        let next = next(case);
        let named = |role: &Role| match role {
            Role::Applicant if resident => cx.say("role-you"),
            role => cx.say(&format!("role-{role}")),
        };
        let who: Vec<String> = next.who.iter().map(named).collect();
        let step = cx.say(&format!("next-{}", next.step));
        lines.push(cx.text.with("case-next", &[("step", &step), ("who", &who.join(&cx.say("list-comma")))]));
        if let Some((day, provisional)) = self.file.due {
            let id = match (self.file.late, provisional) {
                (true, _) if !resident => "case-late-staff",
                (true, _) => "case-late",
                (false, true) => "case-due-provisional",
                (false, false) => "case-due",
            };
            lines.push(cx.text.with(id, &[("day", &date(day, lang))]));
        }
        if case.state == State::Supplement {
            for paper in &case.asked {
                let name = reason_name(&paper.code.to_string(), cx);
                let text = asked_text(&paper.code.to_string(), &paper.text, cx);
                lines.push(cx.text.with("case-missing", &[("paper", &name), ("text", &text)]));
            }
        }
        if let (Some(fen), Some(from)) = (case.amount_fen, case.from_whom.as_deref()) {
            lines.push(cx.text.with("case-amount", &[("amount", &money(fen, lang)), ("from", &from)]));
            if let Some(until) = case.usable_until {
                lines.push(cx.text.with("case-usable", &[("day", &date(until, lang))]));
            }
        }
        if !resident {
            lines.extend(self.for_staff(&next.who, cx));
        }
        lines
    }

    /// What the one who decides has to know of those before, and that a step has no page here.
    fn for_staff(&self, next: &[Role], cx: &Cx<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        for entry in &self.file.case.history {
            match &entry.event {
                Event::Recommend { opinion, fund } => {
                    lines.push(cx.text.with("case-opinion", &[("opinion", opinion)]));
                    let fund = shipped::programme(fund, cx.today).map(|fund| fund.text(cx.lang()).row.clone());
                    lines.extend(fund.map(|fund| cx.text.with("case-fund", &[("fund", &fund)])));
                }
                Event::Query { text } => lines.push(cx.text.with("case-query", &[("question", text)])),
                _ => {}
            }
        }
        let mine = matches!(cx.who, Who::Staff { role, .. } if next.contains(role));
        if mine && acts::offered(&self.file, cx).is_empty() {
            lines.push(cx.say("case-no-page"));
        }
        lines
    }

    /// Why it was refused, what can be done now, and how to have it reviewed.
    fn negative(&self, cx: &Cx<'_>) -> Vec<String> {
        if !matches!(self.file.case.state, State::NotAccepted | State::Rejected) {
            return Vec::new();
        }
        let last = self.file.case.history.iter().rev().find_map(|entry| match &entry.event {
            Event::Decline { because } | Event::Reject { because } => Some(because),
            _ => None,
        });
        let Some(because) = last else { return Vec::new() };
        let mut lines = Vec::new();
        for code in &because.codes {
            let code = code.to_string();
            lines.push(cx.text.with("case-reason", &[("code", &code), ("reason", &reason_name(&code, cx))]));
        }
        lines.push(because.text.clone());
        if !because.article.is_empty() {
            lines.push(cx.text.with("case-article", &[("article", &because.article)]));
        }
        lines.push(because.next_step.clone());
        for route in shipped::review_routes() {
            lines.extend(route.text.get(cx.lang()).iter().cloned());
        }
        lines
    }
}

/// The name of a reason or paper code.
pub fn reason_name(code: &str, cx: &Cx<'_>) -> String {
    shipped::reason(code).map_or_else(|| code.to_owned(), |reason| reason.name.get(cx.lang()).to_owned())
}

/// Why a paper is asked for, in the reader's language, and what the clerk added in their own words.
fn asked_text(code: &str, kept: &str, cx: &Cx<'_>) -> String {
    let Some(reason) = shipped::reason(code) else { return kept.to_owned() };
    let ours = |lang| sentences(reason.text.get(lang), lang);
    if [Lang::Zh, Lang::En].into_iter().any(|lang| ours(lang) == kept) {
        return ours(cx.lang());
    }
    sentences(&[ours(cx.lang()), kept.to_owned()], cx.lang())
}

/// Sentences as one text: in English with a blank between them.
pub fn sentences<S: AsRef<str>>(sentences: &[S], lang: Lang) -> String {
    let joint = if lang == Lang::En { " " } else { "" };
    sentences.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(joint)
}

impl Screen for CasePage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let case = &self.file.case;
        let mut rows =
            vec![Row::text("state", cx.say("case-state")).with_value(cx.say(&format!("state-{}", case.state)))];
        // Of a refusal the reason is heard first; else what can be done stands before what is explained.
        let refused = matches!(case.state, State::NotAccepted | State::Rejected);
        if refused {
            rows.extend(text_rows(&[self.negative(cx), self.summary(cx)].concat()));
        }
        for event in acts::offered(&self.file, cx) {
            rows.push(
                Row::item(event.as_str(), cx.say(&format!("act-{event}")))
                    .with_help(cx.say(&format!("act-{event}.help"))),
            );
        }
        if !refused {
            rows.extend(text_rows(&self.summary(cx)));
        }
        if !self.file.answers.is_empty() {
            rows.push(Row::item("answers", cx.say("case-answers")).with_help(cx.say("case-answers.help")));
        }
        rows.push(Row::item("history", cx.say("case-history")).with_help(cx.say("case-history.help")));
        if let Some(receipt) = case.receipt {
            let row = Row::text("receipt", cx.say("receipt-number")).with_value(receipt.to_string());
            rows.push(row.with_help(cx.say("receipt-number.help")));
        }
        let what = what(case.kind, self.file.answers.get("device.item"), cx);
        let title = match cx.who {
            Who::Staff { .. } => cx.text.with("case-of", &[("name", &self.file.name), ("what", &what)]),
            _ => what,
        };
        Page::new(format!("case-{}-{}", case.id, case.version), title, rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match row {
            "history" => Step::Open(Box::new(History { file: self.file.clone() })),
            "answers" => Step::Open(Box::new(Given { file: self.file.clone() })),
            event => match EventId::parse(event) {
                Some(event) => Step::Open(Box::new(Act::new(event, self.file.clone(), cx))),
                None => Step::Stay,
            },
        }
    }

    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::Open(self.file.case.id))
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Case(file) => {
                self.file = *file;
                Step::Stay
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

/// Every act, with who, when and in which role.
#[derive(Debug)]
struct History {
    file: CaseFile,
}

impl Screen for History {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let lines: Vec<String> = self.file.case.history.iter().rev().map(|entry| self.line(entry, cx)).collect();
        Page::new(format!("history-{}", self.file.case.id), cx.say("case-history"), text_rows(&lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}

impl History {
    fn line(&self, entry: &Entry, cx: &Cx<'_>) -> String {
        let name = self.file.names.iter().find(|(who, _)| *who == entry.who).map(|(_, name)| name.as_str());
        let role = cx.say(&format!("role-{}", entry.role));
        let who = match name {
            Some(name) => cx.text.with("history-who", &[("name", &name), ("role", &role)]),
            None => role,
        };
        let what = cx.say(&format!("did-{}", entry.event_id()));
        cx.text.with("history-line", &[("day", &date(entry.when, cx.lang())), ("who", &who), ("what", &what)])
    }
}

/// The answers of a case that was handed in.
#[derive(Debug)]
struct Given {
    file: CaseFile,
}

impl Screen for Given {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let known = question::known(&self.file.answers, cx);
        let forms = [shipped::form("person"), shipped::form(self.file.case.kind.as_str())];
        let asked: Vec<&Question> = forms.into_iter().flat_map(|form| applicable(form, &known)).collect();
        let rows = asked
            .into_iter()
            .map(|question| {
                let value = self.file.answers.get(&question.id).unwrap_or_default();
                Row::text(question.id.clone(), question.label.get(cx.lang()))
                    .with_value(question::shown(question, value, cx))
                    .private(question.private && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
            })
            .collect();
        Page::new(format!("answers-{}", self.file.case.id), cx.say("case-answers"), rows)
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}
