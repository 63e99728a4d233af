//! "May I have it?": one question at a time, then the answer with its reasons and articles, and what it comes to.

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::amount::Means;
use crate::domain::case::Kind as CaseKind;
use crate::domain::data::definition::Row as Meaning;
use crate::domain::data::fact::Fact;
use crate::domain::data::programme::{Applicant, Programme};
use crate::domain::data::rule::Basis;
use crate::domain::eligibility::{Facts, Inquiry, Known, Ruleset, Screening, State, Verdict};
use crate::domain::shipped;
use crate::text::{Lang, undefined};

use super::apply;
use super::ask::Asking;
use super::programme::{how, text_rows};

/// A check of one entitlement.
#[derive(Debug)]
pub struct Check {
    programme: &'static Programme,
    rules: Ruleset<'static>,
    asking: Asking,
}

impl Check {
    /// Begins to check, with what was said before.
    pub fn new(programme: &'static Programme, said: &[(String, String)], cx: &Cx<'_>) -> Self {
        let rules = Ruleset::new([programme], cx.day(), shipped::settled());
        Self { programme, rules, asking: Asking::knowing(said) }
    }

    /// The fact that is asked now; none when the answer stands.
    fn next(&self) -> Option<&'static Fact> {
        self.asking.next(&self.rules)
    }
}

impl Screen for Check {
    fn page(&self, cx: &Cx<'_>) -> Page {
        if let Some(fact) = self.next() {
            let page = self.asking.page(&format!("check-{}", self.programme.id), fact, None, cx);
            return if self.programme.applicant == Applicant::Employer { of_worker(page, fact, cx) } else { page };
        }
        match Inquiry::new(&self.rules, &self.asking.facts) {
            Ok(inquiry) => match inquiry.screen(&self.programme.id) {
                Some(screening) => {
                    let before = !self.asking.has_begun();
                    result(self.programme, &screening, inquiry.known(), before, cx)
                }
                None => Page::new("not-in-force", cx.say("check-not-in-force"), Vec::new()),
            },
            Err(_) => contradicted(cx),
        }
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        if let Some(fact) = self.next() {
            return self.asking.choose(&self.rules, fact, row, cx);
        }
        match (row, self.programme.apply.as_deref().and_then(CaseKind::parse)) {
            ("apply", Some(kind)) => apply::begin(kind, cx),
            ("how", _) => how(self.programme),
            ("meanings", _) => Step::Open(Box::new(Meanings::of(&self.rules))),
            _ => {
                // What this check does not ask about stays known.
                let mut facts = std::mem::take(&mut self.asking.facts);
                let mut step = Step::Stay;
                for fact in asked_about(&self.rules) {
                    facts.clear(fact);
                    step = step.then(Step::Do(Effect::KeepFact { fact: fact.to_owned(), value: None }));
                }
                self.asking = Asking::with(facts);
                step
            }
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let Some(fact) = self.next() else { return Step::Stay };
        self.asking.submit(&self.rules, fact, text, cx)
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        super::failed(outcome, cx)
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        // From the answer one goes back to the entitlement, not through every question again.
        if self.next().is_none() {
            return Step::Back;
        }
        self.asking.back().unwrap_or(Step::Back)
    }
}

/// An employer is asked about the worker where the question is about a person.
pub fn of_worker(mut page: Page, fact: &Fact, cx: &Cx<'_>) -> Page {
    if fact.id.starts_with("p.") {
        page.title = cx.text.with("might-worker", &[("ask", &page.title)]);
    }
    page
}

/// What was said before does not agree with the day that is asked about.
pub fn contradicted(cx: &Cx<'_>) -> Page {
    let rows = vec![Row::item("again", cx.say("check-again")).with_help(cx.say("check-again.help"))];
    Page::new("contradicted", cx.say("check-contradicted"), rows)
}

/// The answer: the verdict, what decides, what is still open, what it comes to, and the ways on. `before` says that it
/// rests on what was said earlier alone.
pub fn result(
    programme: &'static Programme,
    screening: &Screening<'static>,
    known: &Known,
    before: bool,
    cx: &Cx<'_>,
) -> Page {
    let lang = cx.lang();
    let verdict = match screening.verdict {
        Verdict::Eligible => "check-eligible",
        Verdict::NotEligible => "check-not-eligible",
        Verdict::NeedFacts => "check-need-facts",
    };
    let mut lines = vec![cx.say(&format!("{verdict}.then"))];
    if let Some(day) = cx.as_of {
        lines.push(cx.text.with("check-as-of", &[("day", &crate::text::date(day, lang))]));
    }
    if before {
        lines.push(cx.say("check-before"));
    }
    if screening.verdict != Verdict::NotEligible {
        lines.extend(amount_lines(programme, known, screening.verdict == Verdict::Eligible, cx));
    }
    // What decides is said first.
    let mut conditions: Vec<_> = screening.conditions.iter().collect();
    conditions.sort_by_key(|condition| match condition.state {
        State::NotMet => 0,
        State::Unknown => 1,
        State::Met => 2,
    });
    for condition in conditions {
        let state = match condition.state {
            State::Met => "condition-met",
            State::NotMet => "condition-not-met",
            State::Unknown => "condition-unknown",
        };
        let words = condition.text.get(lang).to_owned();
        let mut article = article(condition.article, condition.item, cx);
        if condition.basis == Basis::Inferred {
            article = cx.text.with("article-inferred", &[("article", &article)]);
        }
        lines.push(cx.text.with(state, &[("condition", &words), ("article", &article)]));
    }
    let open = labels(&screening.missing, lang);
    if !open.is_empty() {
        lines.push(cx.text.with("check-open", &[("facts", &open.join(&cx.say("list-comma")))]));
    }
    let mut rows = text_rows(&lines);
    if programme.apply.is_some() && screening.verdict != Verdict::NotEligible {
        rows.push(Row::item("apply", cx.say("programme-apply")).with_help(cx.say("programme-apply.help")));
    }
    if programme.apply.is_none() && screening.verdict != Verdict::NotEligible {
        let how = programme.text(lang).how.first().cloned().unwrap_or_default();
        rows.push(Row::item("how", cx.say("section-how")).with_help(how));
    }
    if screening.conditions.iter().any(|condition| !condition.words.is_empty()) {
        rows.push(Row::item("meanings", cx.say("check-meanings")).with_help(cx.say("check-meanings.help")));
    }
    rows.push(Row::item("again", cx.say("check-again")).with_help(cx.say("check-again.help")));
    let name = &programme.text(lang).row;
    Page::new(format!("checked-{}", programme.id), cx.text.with(verdict, &[("name", name)]), rows)
}

/// What a programme comes to on the day, with the numbers it is made of, or why there is no sum; where it is not certain
/// that somebody gets it, that it would come to that.
pub fn amount_lines(programme: &Programme, known: &Known, certain: bool, cx: &Cx<'_>) -> Vec<String> {
    let is = if certain { "amount-is" } else { "amount-would-be" };
    let means = Means { settled: shipped::settled(), rates: cx.rates, day: cx.day() };
    match means.amount(programme, known) {
        None => Vec::new(),
        Some(Ok(amount)) => vec![
            cx.text.with(is, &[("amount", &cx.text.amount(&amount))]),
            cx.text.with("amount-made-of", &[("words", &cx.text.made_of(&amount))]),
        ],
        Some(Err(why)) => vec![cx.text.with("amount-none", &[("why", &cx.text.no_amount(&why))])],
    }
}

/// The names of facts.
pub fn labels(facts: &[&str], lang: Lang) -> Vec<&'static str> {
    facts.iter().filter_map(|id| shipped::fact(id)).map(|fact| fact.label.get(lang)).collect()
}

/// An article, with its item where it has one.
pub fn article(article: u8, item: Option<u8>, cx: &Cx<'_>) -> String {
    let article = usize::from(article);
    match item {
        Some(item) => cx.text.with("article-item", &[("article", &article), ("item", &usize::from(item))]),
        None if article == 0 => cx.say("article-0"),
        None => cx.text.with("article-only", &[("article", &article)]),
    }
}

/// The facts that these rules ask about.
fn asked_about(rules: &Ruleset<'static>) -> Vec<&'static str> {
    let Ok(inquiry) = Inquiry::new(rules, &Facts::new()) else { return Vec::new() };
    rules.rules.iter().flat_map(|ready| inquiry.screen_ready(ready).missing).collect()
}

/// What the words mean that the document leaves undefined.
#[derive(Debug)]
pub struct Meanings {
    words: Vec<&'static str>,
}

impl Meanings {
    /// Of the words that these rules rest on.
    pub fn of(rules: &Ruleset<'static>) -> Self {
        Self { words: undefined(rules) }
    }

    fn rows(&self, cx: &Cx<'_>) -> impl Iterator<Item = &'static Meaning> + use<> {
        let (words, day) = (self.words.clone(), cx.day());
        words.into_iter().filter_map(move |word| shipped::definitions().on(word, day))
    }
}

impl Screen for Meanings {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let mut lines = Vec::new();
        for row in self.rows(cx) {
            lines.push(row.words.get(cx.lang()).to_owned());
            lines.push(row.source.get(cx.lang()).to_owned());
        }
        Page::new(format!("meanings-{}", self.words.join("-")), cx.say("check-meanings"), text_rows(&lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}
