//! Acts on a case: what has to be said for each, asked one thing at a time, then confirmed by a row.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::app::effect::CaseFile;
use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step, Who};
use crate::domain::case::event::{Approval, AskedPaper, Check, Given, PaperAnswer};
use crate::domain::case::{Event, EventId, Kind, Negative, ReasonCode, SupplementCode};
use crate::domain::data::programme::{Kind as Entry, Programme};
use crate::domain::data::reason::{Flag, Reason, Stage};
use crate::domain::form::read_date;
use crate::domain::person::{clean, fold};
use crate::domain::shipped;
use crate::text::money;
use crate::view::Fault;

use super::cases::sentences;
use super::item::standard;
use super::programme::text_rows;

/// The acts that have a page, for those who may do them now.
pub fn offered(file: &CaseFile, cx: &Cx<'_>) -> Vec<EventId> {
    let device = file.case.kind == Kind::Device;
    let has_page = |event: &EventId| match event {
        EventId::Accept
        | EventId::AskOnce
        | EventId::Decline
        | EventId::Resubmit
        | EventId::Withdraw
        | EventId::Reopen
        | EventId::AskReview
        | EventId::Extend => true,
        // Recommended once is enough; the approver is next.
        EventId::Recommend if file.case.recommended_by.is_some() => false,
        // The office's side of a retrofit ends with intake; its later pages are not part of this version.
        EventId::SkipAssessment
        | EventId::Book
        | EventId::Missed
        | EventId::Prescribe
        | EventId::Forward
        | EventId::Query
        | EventId::Recommend
        | EventId::Approve
        | EventId::Reject => device,
        _ => false,
    };
    // For the staff the person's own acts are in the history of the person, made at the counter on their behalf.
    let own = |event: &EventId| event.is_in_the_persons_name();
    let staff = matches!(cx.who, Who::Staff { .. });
    let mut offered: Vec<EventId> =
        file.may.iter().copied().filter(has_page).filter(|event| !(staff && own(event))).collect();
    // Sending back is for the cases that cannot go on; it stands behind what takes them further.
    offered.sort_by_key(|event| *event == EventId::Query);
    offered
}

/// One thing to be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    /// Words, at least two characters.
    Words(&'static str),
    /// Words that may be left out.
    MaybeWords(&'static str),
    /// An amount in yuan.
    Amount(&'static str),
    /// A day from today on.
    Day(&'static str),
    /// One of the reasons for this stage.
    Reason(Stage),
    /// Papers, as many as are missing.
    Papers,
    /// A use of the fund.
    Fund,
    /// How this paper, by its place among those asked for, is answered.
    PaperAnswer(usize),
}

/// No device or work of the catalogues comes near 200,000 yuan; more is a slip of the key.
const MOST_FEN: i64 = 20_000_000;

/// An act being prepared.
#[derive(Debug)]
pub struct Act {
    event: EventId,
    file: CaseFile,
    asks: Vec<Ask>,
    given: BTreeMap<usize, String>,
    at: usize,
    /// Papers chosen so far.
    picked: Vec<String>,
    /// The reason why a paper cannot be given is being asked for.
    cannot: bool,
}

impl Act {
    /// Prepares `event`.
    pub fn new(event: EventId, file: CaseFile, _cx: &Cx<'_>) -> Self {
        let asks = match event {
            EventId::AskOnce => vec![Ask::Papers, Ask::MaybeWords("note")],
            EventId::Decline => vec![Ask::Reason(Stage::Intake), Ask::Words("why")],
            EventId::Reject => vec![Ask::Reason(Stage::Decision), Ask::Words("why")],
            EventId::Resubmit => (0..file.case.asked.len()).map(Ask::PaperAnswer).collect(),
            EventId::Withdraw | EventId::AskReview => vec![Ask::MaybeWords("reason")],
            EventId::Book => vec![Ask::Day("visit"), Ask::Words("who-comes"), Ask::MaybeWords("needs")],
            EventId::Prescribe => vec![Ask::Words("prescription")],
            EventId::Query => vec![Ask::Words("question")],
            EventId::Recommend => vec![Ask::Words("opinion"), Ask::Fund],
            EventId::Approve => {
                vec![Ask::Amount("amount"), Ask::Amount("own-share"), Ask::Words("from-whom"), Ask::Day("until")]
            }
            _ => Vec::new(),
        };
        Self { event, file, asks, given: BTreeMap::new(), at: 0, picked: Vec::new(), cannot: false }
    }

    fn ask(&self) -> Option<Ask> {
        self.asks.get(self.at).copied()
    }

    fn give(&mut self, value: impl Into<String>) -> Step {
        self.given.insert(self.at, value.into());
        self.at += 1;
        self.cannot = false;
        Step::Stay
    }

    fn said(&self, index: usize) -> String {
        self.given.get(&index).cloned().unwrap_or_default()
    }

    fn reason(&self) -> Option<&'static Reason> {
        shipped::reason(&self.said(0))
    }

    fn title(&self, cx: &Cx<'_>) -> String {
        cx.say(&format!("act-{}", self.event))
    }

    fn reasons(&self, stage: Stage) -> impl Iterator<Item = &'static Reason> {
        let retrofit = self.file.case.kind == Kind::Retrofit;
        shipped::reasons().iter().filter(move |reason| {
            let applies = if retrofit { reason.applies.to_retrofit() } else { reason.applies.to_device() };
            // A spent budget puts a case on the waiting list, it never ends one.
            applies && reason.stages.contains(&stage) && !reason.has(Flag::NotARejection)
        })
    }

    /// The event, once everything was said.
    fn event(&self, cx: &Cx<'_>) -> Event {
        let lang = cx.lang();
        match self.event {
            // The row that confirms names all four, so choosing it says that each was looked at.
            EventId::Accept => Event::Accept { checks: Check::ALL.iter().copied().collect() },
            EventId::AskOnce => Event::AskOnce {
                papers: self
                    .said(0)
                    .split(',')
                    .filter_map(|code| {
                        let reason = shipped::reason(code)?;
                        let note = self.said(1);
                        let text = if note.is_empty() { sentences(reason.text.get(lang), lang) } else { note };
                        Some(AskedPaper { code: SupplementCode::parse(code)?, text })
                    })
                    .collect(),
            },
            EventId::Decline => Event::Decline { because: self.negative(cx) },
            EventId::Reject => Event::Reject { because: self.negative(cx) },
            EventId::Resubmit => Event::Resubmit {
                answers: self
                    .file
                    .case
                    .asked
                    .iter()
                    .enumerate()
                    .map(|(i, paper)| {
                        let said = self.said(i);
                        let given = if said.is_empty() { Given::Given } else { Given::Cannot(said) };
                        PaperAnswer { code: paper.code, given }
                    })
                    .collect(),
            },
            EventId::Withdraw => Event::Withdraw { reason: Some(self.said(0)).filter(|words| !words.is_empty()) },
            EventId::Reopen => Event::Reopen,
            EventId::Extend => Event::Extend,
            EventId::AskReview => Event::AskReview { text: self.said(0) },
            EventId::SkipAssessment => Event::SkipAssessment,
            EventId::Missed => Event::Missed,
            EventId::Forward => Event::Forward { missing: Vec::new() },
            EventId::Book => Event::Book {
                on: self.said(0).parse().unwrap_or(cx.today),
                who_comes: self.said(1),
                needs: self.said(2),
                agreed: true,
            },
            EventId::Prescribe => Event::Prescribe {
                items: self.file.answers.values("device.item").map(str::to_owned).collect(),
                missing: Vec::new(),
                text: self.said(0),
                made_to_measure: false,
            },
            EventId::Query => Event::Query { text: self.said(0) },
            EventId::Recommend => Event::Recommend { opinion: self.said(0), fund: self.said(1) },
            _ => Event::Approve {
                approval: Approval {
                    amount_fen: self.said(0).parse().unwrap_or(0),
                    own_share_fen: self.said(1).parse().unwrap_or(0),
                    from_whom: self.said(2),
                    until: self.said(3).parse().unwrap_or(cx.today),
                },
            },
        }
    }

    fn negative(&self, cx: &Cx<'_>) -> Negative {
        let lang = cx.lang();
        let reason = self.reason();
        let article = match self.file.case.kind {
            Kind::Retrofit => 17,
            Kind::Device => 5,
        };
        let article = super::check::article(reason.and_then(|reason| reason.article).unwrap_or(article), None, cx);
        let routes = shipped::review_routes().iter().map(|route| route.name.get(lang)).collect::<Vec<_>>();
        Negative {
            codes: reason.and_then(|reason| ReasonCode::parse(&reason.code)).into_iter().collect(),
            text: self.said(1),
            article,
            next_step: reason.map(|reason| sentences(reason.next.get(lang), lang)).unwrap_or_default(),
            review_route: routes.join(&cx.say("list-comma")),
        }
    }

    /// What is about to be done, in sentences.
    fn confirmation(&self, cx: &Cx<'_>) -> Vec<String> {
        let lang = cx.lang();
        let mut lines = vec![cx.say(&format!("act-{}.help", self.event))];
        match self.event {
            EventId::Decline | EventId::Reject => {
                let because = self.negative(cx);
                lines.push(super::cases::reason_name(&self.said(0), cx));
                lines.extend([
                    because.text,
                    because.next_step,
                    cx.text.with("act-review", &[("route", &because.review_route)]),
                ]);
            }
            EventId::AskOnce => {
                lines.extend(self.said(0).split(',').map(|code| super::cases::reason_name(code, cx)));
            }
            EventId::Approve => {
                let fen = |index: usize| money(self.said(index).parse().unwrap_or(0), lang);
                lines.push(cx.text.with("act-approve-amounts", &[("amount", &fen(0)), ("own", &fen(1))]));
                let code = self.file.answers.get("device.item").unwrap_or_default();
                if let Some((yuan, basis)) = shipped::device(code).and_then(|device| standard(code, &device.rate, cx)) {
                    lines.push(cx.text.with("act-approve-rate", &[("yuan", &yuan), ("basis", &basis)]));
                }
                let until = self
                    .said(3)
                    .parse::<NaiveDate>()
                    .map_or_else(|_| String::new(), |day| crate::text::date(day, lang));
                lines.push(cx.text.with("act-approve-from", &[("from", &self.said(2)), ("until", &until)]));
            }
            EventId::Resubmit => {
                for (i, paper) in self.file.case.asked.iter().enumerate() {
                    let name = super::cases::reason_name(&paper.code.to_string(), cx);
                    let said = self.said(i);
                    let how = if said.is_empty() { cx.say("supplement-given") } else { said };
                    lines.push(cx.text.with("supplement-said", &[("paper", &name), ("how", &how)]));
                }
            }
            _ => {
                let said = self.given.values().filter(|words| !words.is_empty());
                lines.extend(said.map(|words| match fund_uses(cx).find(|fund| fund.id == **words) {
                    Some(fund) => fund.text(lang).row.clone(),
                    None => cx.text.with("act-said", &[("words", words)]),
                }));
            }
        }
        lines
    }

    fn field_page(&self, ask: Ask, id: &str, cx: &Cx<'_>) -> Page {
        let event = self.event;
        let start = match ask {
            Ask::Day("until") => cx.today.checked_add_months(Months::new(12)).map(|day| day.to_string()),
            Ask::Amount("own-share") => Some("0".to_owned()),
            _ => None,
        };
        let start = self.given.get(&self.at).cloned().or(start).unwrap_or_default();
        let start =
            if matches!(ask, Ask::Amount(_)) && self.given.contains_key(&self.at) { yuan(&start) } else { start };
        let mut rows = vec![
            Row::field("answer", cx.say(&format!("ask-{id}")), start)
                .with_help(cx.say(&format!("ask-{id}.help")))
                .at_most(200),
        ];
        if matches!(ask, Ask::MaybeWords(_)) {
            rows.push(Row::item("skip", cx.say("answer-skip")).with_help(cx.say("answer-skip.help")));
        }
        Page::new(format!("act-{event}-{id}"), self.title(cx), rows)
    }

    fn typed(&mut self, text: &str, cx: &Cx<'_>) -> Step {
        let fault = |id: &str| Step::Fault(Fault { what: cx.say(id), remedy: cx.say(&format!("{id}.act")) });
        let words = clean(text);
        match self.ask() {
            Some(Ask::Words(_) | Ask::PaperAnswer(_)) if words.chars().count() < 2 => fault("fault-words"),
            Some(Ask::Words(_) | Ask::PaperAnswer(_) | Ask::MaybeWords(_)) => self.give(words),
            Some(Ask::Amount(_)) if fen(&fold(text)).is_some_and(|fen| fen > MOST_FEN) => fault("fault-amount-large"),
            Some(Ask::Amount(which)) => match fen(&fold(text)) {
                Some(fen) if fen > 0 || which == "own-share" => self.give(fen.to_string()),
                _ => fault("fault-amount"),
            },
            Some(Ask::Day(_)) => match read_date(text) {
                Ok(day) if day >= cx.today => self.give(day.to_string()),
                _ => fault("fault-day"),
            },
            _ => Step::Stay,
        }
    }
}

/// Yuan with at most two places as fen; none for what is no amount.
fn fen(text: &str) -> Option<i64> {
    let text = text.trim_end_matches('元').trim();
    let (yuan, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if yuan.is_empty() || yuan.len() > 9 || rest.len() > 2 || !digits(yuan) || !digits(rest) {
        return None;
    }
    let fen: i64 = format!("{rest:0<2}").parse().ok()?;
    Some(yuan.parse::<i64>().ok()? * 100 + fen)
}

fn yuan(fen: &str) -> String {
    let fen: i64 = fen.parse().unwrap_or(0);
    if fen % 100 == 0 { (fen / 100).to_string() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

impl Screen for Act {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let event = self.event;
        let lang = cx.lang();
        match self.ask() {
            Some(ask @ (Ask::Words(id) | Ask::MaybeWords(id) | Ask::Amount(id) | Ask::Day(id))) => {
                self.field_page(ask, id, cx)
            }
            Some(ask @ Ask::PaperAnswer(_)) if self.cannot => self.field_page(ask, "cannot", cx),
            Some(Ask::PaperAnswer(index)) => {
                let paper = self.file.case.asked.get(index).map(|paper| paper.code.to_string()).unwrap_or_default();
                let rows = vec![
                    Row::item("given", cx.say("supplement-given")).with_help(cx.say("supplement-given.help")),
                    Row::item("cannot", cx.say("supplement-cannot")).with_help(cx.say("supplement-cannot.help")),
                ];
                let title = cx.text.with("supplement-how", &[("paper", &super::cases::reason_name(&paper, cx))]);
                Page::new(format!("act-{event}-{index}"), title, rows)
            }
            Some(Ask::Reason(stage)) => {
                let rows = self
                    .reasons(stage)
                    .map(|reason| {
                        let help = reason.text.get(lang).first().cloned().unwrap_or_default();
                        Row::item(reason.code.clone(), reason.name.get(lang))
                            .with_value(reason.code.clone())
                            .with_help(help)
                    })
                    .collect();
                Page::new(format!("act-{event}-reason"), cx.say("ask-which-reason"), rows)
            }
            Some(Ask::Papers) => {
                let mut rows = Vec::new();
                if !self.picked.is_empty() {
                    rows.push(Row::button("enough", cx.say("ask-papers-enough")).with_help(cx.say("pick-enough.help")));
                }
                rows.extend(self.reasons(Stage::Supplement).filter(|reason| !self.picked.contains(&reason.code)).map(
                    |reason| {
                        let help = reason.text.get(lang).first().cloned().unwrap_or_default();
                        Row::item(reason.code.clone(), reason.name.get(lang)).with_help(help)
                    },
                ));
                let names: Vec<String> = self.picked.iter().map(|code| super::cases::reason_name(code, cx)).collect();
                let title = if names.is_empty() {
                    cx.say("ask-papers")
                } else {
                    cx.text.with("pick-more", &[("picked", &names.join(&cx.say("list-comma")))])
                };
                Page::new(format!("act-{event}-papers-{}", names.len()), title, rows)
            }
            Some(Ask::Fund) => {
                let lang = cx.lang();
                let rows = fund_uses(cx)
                    .map(|fund| Row::item(&fund.id, &fund.text(lang).row).with_help(cx.say("ask-fund.help")));
                Page::new(format!("act-{event}-fund"), cx.say("ask-fund"), rows.collect())
            }
            None => {
                let mut rows = vec![
                    Row::button("do", cx.say(&format!("act-{event}-do")))
                        .with_help(cx.say(&format!("act-{event}.help"))),
                ];
                rows.extend(text_rows(&self.confirmation(cx)));
                Page::new(format!("act-{event}"), self.title(cx), rows).dialog()
            }
        }
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match (self.ask(), row) {
            (None, _) => Step::Do(Effect::Act {
                case: self.file.case.id,
                seen: self.file.case.version,
                event: Box::new(self.event(cx)),
                as_applicant: self.event.is_in_the_persons_name(),
            }),
            (Some(Ask::Papers), "enough") => {
                let picked = std::mem::take(&mut self.picked).join(",");
                self.give(picked)
            }
            (Some(Ask::Papers), code) => {
                self.picked.push(code.to_owned());
                Step::Stay
            }
            (Some(Ask::PaperAnswer(_)), "cannot") => {
                self.cannot = true;
                Step::Stay
            }
            (Some(Ask::PaperAnswer(_) | Ask::MaybeWords(_)), _) => self.give(""),
            (Some(_), value) => self.give(value),
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        self.typed(text, cx)
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        if self.cannot {
            self.cannot = false;
        } else if self.picked.pop().is_some() {
        } else if self.at > 0 {
            self.at -= 1;
        } else {
            return Step::Back;
        }
        Step::Stay
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Case(file) => {
                let told = cx.say(&format!("did-{}", self.event));
                let state = cx.say(&format!("state-{}", file.case.state));
                Step::Back.then(Step::Told(cx.text.with("act-done", &[("did", &told), ("state", &state)])))
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

/// The uses of the employment security fund, in the order of article 7.
fn fund_uses(cx: &Cx<'_>) -> impl Iterator<Item = &'static Programme> + use<> {
    shipped::catalogue(cx.today).into_iter().filter(|one| one.kind == Entry::Fund)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_yuan_and_kept_in_fen() {
        assert_eq!(fen("60"), Some(6_000));
        assert_eq!(fen("12.5元"), Some(1_250));
        assert_eq!(fen("0"), Some(0));
        for wrong in ["", "-1", "1.234", "1e3", "1234567890", "x"] {
            assert_eq!(fen(wrong), None, "{wrong}");
        }
        assert_eq!((yuan("6000"), yuan("1250")), ("60".to_owned(), "12.50".to_owned()));
    }
}
