//! Filling in an application: the person, then the questions of the kind, then all answers once more, then handing in.

use crate::app::effect::Draft;
use crate::app::{Cx, Effect, Outcome, Page, Place, Row, Screen, Step, Who};
use crate::domain::case::{CaseId, Kind, PersonId};
use crate::domain::data::form::{Form, Kind as Asked, Question, UNKNOWN};
use crate::domain::form::{Answers, SEPARATOR, applicable, next_open, review, validate};
use crate::domain::person::{IdNumber, Phone, Pin};
use crate::domain::shipped;
use crate::view::Fault;

use super::programme::text_rows;
use super::question::{self, ENOUGH_ROW, FIELD, PaperWay, Progress, SKIP_ROW, UNKNOWN_ROW};
use super::receipt::{Handed, Written};

/// Text that was typed and not sent is kept under the question's id with this before it.
const TYPED: &str = "typed:";

/// Opens an application of this kind for whoever is there.
pub fn begin(kind: Kind, cx: &Cx<'_>) -> Step {
    let person = match cx.who {
        Who::Resident { person, .. } => Some(PersonId(*person)),
        _ => None,
    };
    Step::Open(Box::new(Intro { kind, person, consent: None }))
}

/// Opens an application that somebody of the staff fills in for a person who agreed.
pub fn begin_for(kind: Kind, person: Option<PersonId>, consent: &str) -> Box<dyn Screen> {
    Box::new(Intro { kind, person, consent: Some(consent.to_owned()) })
}

/// What a person is told before the first question.
#[derive(Debug)]
struct Intro {
    kind: Kind,
    person: Option<PersonId>,
    consent: Option<String>,
}

impl Screen for Intro {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let kind = self.kind.as_str();
        let place = if cx.setup.place == Place::Own { "own" } else { "office" };
        let lines: Vec<String> = [
            format!("apply-intro-{kind}"),
            "apply-intro-papers".into(),
            "apply-intro-time".into(),
            format!("apply-intro-{place}"),
        ]
        .iter()
        .map(|id| cx.say(id))
        .collect();
        let mut rows = vec![Row::button("begin", cx.say("apply-begin")).with_help(cx.say("apply-begin.help"))];
        rows.extend(text_rows(&lines));
        Page::new(format!("apply-{kind}"), cx.say(&format!("apply-{kind}")), rows)
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::Begin { kind: self.kind, person: self.person, consent: self.consent.clone() })
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Draft(draft) => Step::Replace(Box::new(Filling::new(*draft, cx))),
            outcome => super::failed(outcome, cx),
        }
    }
}

/// Goes on with a draft.
pub fn go_on(draft: Draft, cx: &Cx<'_>) -> Box<dyn Screen> {
    Box::new(Filling::new(draft, cx))
}

/// Where the person is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    /// At this question.
    Question(String),
    /// Looking at all answers.
    Review,
    /// Giving or choosing a PIN.
    Pin { has_pin: bool, first: Option<String> },
}

/// An application being filled in.
#[derive(Debug)]
struct Filling {
    case: CaseId,
    kind: Kind,
    answers: Answers,
    at: At,
    progress: Progress,
    /// The review was reached: a changed answer comes back to it.
    reviewed: bool,
    /// The answer changed last, to come back to.
    changed: Option<String>,
    /// Just gone on with; said once.
    resumed: bool,
    /// How everything stood before the answer that is being kept, and that answer as it was typed.
    undo: Option<Undo>,
}

/// What an answer that could not be kept is taken back to.
#[derive(Debug)]
struct Undo {
    answers: Answers,
    at: At,
    progress: Progress,
    reviewed: bool,
    question: String,
    typed: String,
}

impl Filling {
    fn new(draft: Draft, cx: &Cx<'_>) -> Self {
        let mut filling = Self {
            case: draft.case,
            kind: draft.kind,
            answers: draft.answers,
            at: At::Review,
            progress: Progress::default(),
            reviewed: false,
            changed: None,
            resumed: draft.resumed,
            undo: None,
        };
        let kept = draft.at.filter(|id| filling.asked(id, cx).is_some());
        filling.at = match kept.or_else(|| filling.next(None, cx)) {
            Some(id) => At::Question(id),
            None => At::Review,
        };
        filling
    }

    fn forms(&self) -> [&'static Form; 2] {
        [shipped::form("person"), shipped::form(self.kind.as_str())]
    }

    /// The question, when it is asked at all.
    fn asked(&self, id: &str, cx: &Cx<'_>) -> Option<(&'static Form, &'static Question)> {
        let known = question::known(&self.answers, cx);
        self.forms().into_iter().find_map(|form| {
            applicable(form, &known).into_iter().find(|question| question.id == id).map(|question| (form, question))
        })
    }

    /// All questions that are asked, in order.
    fn all(&self, cx: &Cx<'_>) -> Vec<&'static Question> {
        let known = question::known(&self.answers, cx);
        self.forms().into_iter().flat_map(|form| applicable(form, &known)).collect()
    }

    /// The next open question behind `after`; none when all are answered.
    fn next(&self, after: Option<&str>, cx: &Cx<'_>) -> Option<String> {
        let known = question::known(&self.answers, cx);
        let forms = self.forms();
        let behind = after.is_some_and(|id| forms[1].question(id).is_some());
        let order = if behind { [forms[1], forms[0]] } else { forms };
        order.into_iter().find_map(|form| next_open(form, &known, after)).map(|question| question.id.clone())
    }

    fn now(&self, cx: &Cx<'_>) -> Option<(&'static Form, &'static Question)> {
        match &self.at {
            At::Question(id) => self.asked(id, cx),
            _ => None,
        }
    }

    fn typed(&self, question: &str) -> String {
        self.answers.get(&format!("{TYPED}{question}")).unwrap_or_default().to_owned()
    }

    /// Keeps an answer and goes on to the next question, or back to the review.
    fn answered(&mut self, question: &Question, value: &str, cx: &Cx<'_>) -> Step {
        let raw = value.to_owned();
        let canonical = match validate(question, &raw, &question::known(&self.answers, cx)) {
            Ok(canonical) => canonical,
            Err(problem) => return Step::Fault(question::problem(&problem, cx)),
        };
        self.undo = Some(Undo {
            answers: self.answers.clone(),
            at: self.at.clone(),
            progress: self.progress.clone(),
            reviewed: self.reviewed,
            question: question.id.clone(),
            typed: raw,
        });
        let typed = format!("{TYPED}{}", question.id);
        let clear = self.answers.remove(&typed).is_some();
        self.answers.set(question.id.clone(), canonical.clone());
        self.progress = Progress::default();
        self.resumed = false;
        let next = self.next(Some(&question.id), cx);
        self.at = match &next {
            Some(next) => At::Question(next.clone()),
            None => At::Review,
        };
        if next.is_none() {
            self.changed = self.reviewed.then(|| question.id.clone());
            self.reviewed = true;
        }
        let keep = Step::Do(Effect::Answer {
            case: self.case,
            question: question.id.clone(),
            value: Some(canonical),
            next: next.clone(),
        });
        if !clear {
            return keep;
        }
        keep.then(Step::Do(Effect::Answer { case: self.case, question: typed, value: None, next }))
    }

    fn review_page(&self, cx: &Cx<'_>) -> Page {
        let known = question::known(&self.answers, cx);
        let found: Vec<_> = self.forms().into_iter().map(|form| review(form, &known)).collect();
        let open: Vec<&str> =
            found.iter().flat_map(|review| &review.problems).map(|problem| problem.field.as_str()).collect();
        let mut rows = Vec::new();
        if open.is_empty() {
            let id = if cx.setup.place == Place::Own { "apply-write" } else { "apply-submit" };
            rows.push(Row::button("submit", cx.say(id)).with_help(cx.say(&format!("{id}.help"))));
        } else {
            rows.push(Row::button("mend", cx.say("apply-mend")).with_help(cx.say("apply-mend.help")));
        }
        for warning in found.iter().flat_map(|review| &review.warnings) {
            let args: Vec<(&str, String)> = warning
                .args()
                .into_iter()
                .map(|(name, value)| {
                    (
                        name,
                        match value {
                            crate::domain::form::Arg::Number(number) => number.to_string(),
                            crate::domain::form::Arg::Date(day) => crate::text::date(day, cx.lang()),
                        },
                    )
                })
                .collect();
            let args: Vec<(&str, &dyn crate::text::Argument)> =
                args.iter().map(|(name, value)| (*name, value as &dyn crate::text::Argument)).collect();
            let words = cx.text.with(&format!("warning-{}", warning.id()), &args);
            rows.extend(text_rows(&[words]).into_iter().map(|mut row| {
                row.id = format!("warning-{}-{}", warning.field(), row.id);
                row
            }));
        }
        for question in self.all(cx) {
            let value = if open.contains(&question.id.as_str()) {
                cx.say("apply-open")
            } else {
                question::shown(question, self.answers.get(&question.id).unwrap_or_default(), cx)
            };
            let private = question.private && !open.contains(&question.id.as_str());
            rows.push(
                Row::item(question.id.clone(), question.label.get(cx.lang()))
                    .with_value(value)
                    .private(private && is_number(question))
                    .with_help(cx.say("apply-change")),
            );
        }
        let title = if open.is_empty() {
            cx.text.with("apply-review", &[("count", &self.all(cx).len())])
        } else {
            cx.text.with("apply-review-open", &[("count", &open.len())])
        };
        let start = self.changed.clone().filter(|_| open.is_empty());
        Page::new("apply-review", title, rows).starting_at(start)
    }

    fn pin_page(has_pin: bool, again: bool, cx: &Cx<'_>) -> Page {
        let (id, title) = match (has_pin, again) {
            (true, _) => ("pin", "pin-give"),
            (false, false) => ("pin-new", "pin-choose"),
            (false, true) => ("pin-again", "pin-repeat"),
        };
        let mut rows =
            vec![Row::secret(id, cx.say("pin-label")).with_help(cx.say(&format!("{title}.help"))).at_most(12)];
        if matches!(cx.who, Who::Staff { .. }) {
            rows.push(Row::item("no-pin", cx.say("pin-later")).with_help(cx.say("pin-later.help")));
        }
        Page::new(format!("apply-{id}"), cx.say(title), rows)
    }

    /// Goes back to the question whose answer could not be kept, with what was typed.
    fn take_back(&mut self) {
        let Some(undo) = self.undo.take() else { return };
        self.answers = undo.answers;
        self.at = undo.at;
        self.progress = undo.progress;
        self.reviewed = undo.reviewed;
        self.answers.set(format!("{TYPED}{}", undo.question), undo.typed);
    }

    fn hand_in(&mut self, cx: &Cx<'_>) -> Step {
        if cx.setup.place == Place::Own || matches!(cx.who, Who::Resident { .. }) {
            return Step::Do(Effect::Submit { case: self.case, pin: None });
        }
        let id_number = self.answers.get("person.id_number").unwrap_or_default().to_owned();
        Step::Do(Effect::Known(id_number))
    }

    fn pin(&mut self, text: &str, cx: &Cx<'_>) -> Step {
        let At::Pin { has_pin, first } = &self.at else { return Step::Stay };
        if *has_pin {
            return Step::Do(Effect::Submit { case: self.case, pin: Some(crate::domain::person::fold(text)) });
        }
        let id = self.answers.get("person.id_number").and_then(|id| IdNumber::parse(id, cx.today).ok());
        let phone = self.answers.get("person.phone").and_then(|phone| Phone::parse(phone).ok());
        let pin = match Pin::parse(text, id.as_ref(), phone.as_ref()) {
            Ok(pin) => pin.as_str().to_owned(),
            Err(fault) => return Step::Fault(question::fault(&fault.into(), cx)),
        };
        match first {
            None => {
                self.at = At::Pin { has_pin: false, first: Some(pin) };
                Step::Stay
            }
            Some(first) if *first == pin => Step::Do(Effect::Submit { case: self.case, pin: Some(pin) }),
            Some(_) => {
                self.at = At::Pin { has_pin: false, first: None };
                Step::Refused(cx.say("pin-differs"))
            }
        }
    }
}

/// Numbers are masked among the answers; other private answers are shown to the one who gave them.
fn is_number(question: &Question) -> bool {
    matches!(question.kind, Asked::IdNumber | Asked::Certificate | Asked::Phone)
}

impl Screen for Filling {
    fn page(&self, cx: &Cx<'_>) -> Page {
        match &self.at {
            At::Review => self.review_page(cx),
            At::Pin { has_pin, first } => Self::pin_page(*has_pin, first.is_some(), cx),
            At::Question(_) => match self.now(cx) {
                Some((form, question)) => {
                    let known = question::known(&self.answers, cx);
                    let mut page =
                        question::page(form, question, &known, &self.progress, &self.typed(&question.id), cx);
                    if self.resumed {
                        page.title = cx.text.with("apply-resumed", &[("question", &page.title)]);
                    }
                    page
                }
                None => self.review_page(cx),
            },
        }
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let Some((_, question)) = self.now(cx) else {
            return match row {
                "submit" => self.hand_in(cx),
                "no-pin" => Step::Do(Effect::Submit { case: self.case, pin: None }),
                "mend" => {
                    let known = question::known(&self.answers, cx);
                    let problems = self.forms().into_iter().flat_map(|form| review(form, &known).problems);
                    if let Some(problem) = problems.into_iter().next() {
                        self.at = At::Question(problem.field);
                    }
                    Step::Stay
                }
                id if self.asked(id, cx).is_some() => {
                    self.at = At::Question(id.to_owned());
                    Step::Stay
                }
                _ => Step::Stay,
            };
        };
        match (row, &question.kind) {
            (UNKNOWN_ROW, _) => self.answered(question, UNKNOWN, cx),
            (SKIP_ROW, _) => self.answered(question, "", cx),
            (ENOUGH_ROW, _) => {
                let picked = self.progress.picked.join(SEPARATOR);
                self.answered(question, &picked, cx)
            }
            ("all", Asked::Item { catalogue, .. }) => {
                self.progress.found = Some((cx.say("item-all"), shipped::find_items(*catalogue, "")));
                Step::Stay
            }
            (value, Asked::Item { many: true, .. } | Asked::Choice { many: true }) => {
                self.progress.picked.push(value.to_owned());
                self.progress.found = None;
                Step::Stay
            }
            ("on-file", Asked::Paper) => self.answered(question, "on-file", cx),
            (way, Asked::Paper) => {
                self.progress.paper = Some(match way {
                    "bring" => PaperWay::Bring,
                    "file" => PaperWay::File,
                    _ => PaperWay::Cannot,
                });
                Step::Stay
            }
            (value, _) => match self.answered(question, value, cx) {
                Step::Fault(fault) => Step::Refused(cx.text.with(
                    "part-fault",
                    &[("name", &question.label.get(cx.lang())), ("what", &fault.what), ("remedy", &fault.remedy)],
                )),
                step => step,
            },
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let Some((_, question)) = self.now(cx) else { return self.pin(text, cx) };
        if text.trim().is_empty() && !question.optional {
            return Step::Fault(question::fault(&crate::domain::form::Fault::Required, cx));
        }
        match (&question.kind, self.progress.paper) {
            (Asked::Item { catalogue, .. }, _) => {
                let found = shipped::find_items(*catalogue, text);
                if found.is_empty() {
                    return Step::Fault(Fault {
                        what: cx.say("fault-not-found"),
                        remedy: cx.say("fault-not-found.remedy"),
                    });
                }
                self.progress.found = Some((text.trim().to_owned(), found));
                Step::Stay
            }
            (Asked::Paper, Some(PaperWay::File)) => Step::Do(Effect::Attach {
                case: self.case,
                question: question.id.clone(),
                path: text.trim().to_owned(),
            }),
            (Asked::Paper, Some(way)) => self.answered(question, &format!("{} {text}", way.word()), cx),
            _ => self.answered(question, text, cx),
        }
    }

    fn left(&mut self, row: &str, text: &str, cx: &Cx<'_>) -> Option<Effect> {
        let (_, question) = self.now(cx).filter(|_| row == FIELD && self.progress == Progress::default())?;
        let kept = self.answers.get(&question.id).unwrap_or_default();
        if text == kept || matches!(question.kind, Asked::Item { .. } | Asked::Paper) {
            return None;
        }
        let typed = format!("{TYPED}{}", question.id);
        let value = (!text.is_empty()).then(|| text.to_owned());
        match &value {
            Some(text) => drop(self.answers.set(typed.clone(), text.clone())),
            None => drop(self.answers.remove(&typed)),
        }
        let next = Some(question.id.clone());
        Some(Effect::Answer { case: self.case, question: typed, value, next })
    }

    fn back(&mut self, cx: &Cx<'_>) -> Step {
        if self.progress != Progress::default() {
            if self.progress.found.is_some() || self.progress.paper.is_some() {
                self.progress.found = None;
                self.progress.paper = None;
            } else {
                self.progress.picked.pop();
            }
            return Step::Stay;
        }
        match &self.at {
            At::Pin { .. } => {
                self.at = At::Review;
                Step::Stay
            }
            At::Review => Step::Back,
            At::Question(_) if self.reviewed => {
                self.at = At::Review;
                Step::Stay
            }
            At::Question(id) => {
                let all = self.all(cx);
                let at = all.iter().position(|question| question.id == *id).unwrap_or(0);
                match at.checked_sub(1) {
                    Some(before) => {
                        self.at = At::Question(all[before].id.clone());
                        self.resumed = false;
                        Step::Stay
                    }
                    None => Step::Back,
                }
            }
        }
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Attached { question, name, described } => {
                let Some((_, asked)) = self.asked(&question, cx) else { return Step::Stay };
                let told = cx.text.with("paper-copied", &[("described", &described)]);
                self.answered(asked, &format!("file {name}"), cx).then(Step::Told(told))
            }
            Outcome::Known { has_pin } => {
                if matches!(cx.who, Who::Staff { .. }) && has_pin {
                    return Step::Do(Effect::Submit { case: self.case, pin: None });
                }
                self.at = At::Pin { has_pin, first: None };
                Step::Stay
            }
            Outcome::Submitted { receipt, file, due } => Step::Replace(Box::new(Handed { receipt, file, due })),
            Outcome::Written { file } => Step::Replace(Box::new(Written { file })),
            Outcome::Done => {
                self.undo = None;
                Step::Stay
            }
            outcome => {
                self.take_back();
                super::failed(outcome, cx)
            }
        }
    }
}
