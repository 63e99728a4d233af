//! Proposing a value of a rate: value, first day, last day and source, one after another, then all of it once more.

use rust_decimal::Decimal;

use crate::app::{Cx, Effect, Outcome, Page, Row, Screen, Step};
use crate::domain::data::Words;
use crate::domain::data::rate::{Unit, fits};
use crate::domain::form::{Fault as FormFault, read_date};
use crate::domain::person::{clean, fold};
use crate::domain::rate::{Held, NewRate, Standing, unit};
use crate::domain::shipped;
use crate::view::Fault;

use super::document::inside;
use super::programme::text_rows;
use super::question;
use super::rates::{Dated, days_words, value_words};
use super::steps::Steps;

/// Questions of a proposal, in their order.
const VALUE: usize = 0;
const FROM: usize = 1;
const TO: usize = 2;
const SOURCE: usize = 3;
const QUESTIONS: usize = 4;

/// A value being proposed.
#[derive(Debug)]
pub struct Propose {
    rate: String,
    asking: Steps,
}

impl Propose {
    /// For this rate.
    pub fn new(rate: &str) -> Self {
        Self { rate: rate.to_owned(), asking: Steps::new(vec![String::new(); QUESTIONS]) }
    }

    fn unit(&self) -> Unit {
        unit(shipped::rates(), &self.rate)
    }

    /// What is proposed, once everything was said.
    fn proposed(&self) -> Option<NewRate> {
        Some(NewRate {
            rate: self.rate.clone(),
            from: read_date(self.asking.said(FROM)).ok()?,
            to: match self.asking.said(TO) {
                "" => None,
                day => Some(read_date(day).ok()?),
            },
            value: read_value(self.asking.said(VALUE), self.unit())?,
            source: self.asking.said(SOURCE).to_owned(),
        })
    }

    fn summary(&self, cx: &Cx<'_>) -> Page {
        let mut rows = vec![Row::button("do", cx.say("propose-now")).with_help(cx.say("propose-now.help"))];
        if let Some(new) = self.proposed() {
            let standing = Standing::Proposed { federation: None, finance: None };
            let held = Held {
                rate: new.rate,
                from: new.from,
                to: new.to,
                value: new.value,
                standing,
                source: Words::default(),
                number: None,
            };
            rows.extend(text_rows(&[
                cx.text.with("rate-holds", &[("value", &value_words(&held, cx)), ("days", &days_words(&held, cx))]),
                cx.text.with("settled-source", &[("source", &inside(&new.source))]),
                cx.say("propose-note"),
            ]));
        }
        Page::new(format!("propose-{}", self.rate), cx.text.rate_name(&self.rate), rows).dialog()
    }
}

/// A value as somebody types it: yuan with or without the word, a share as a number or in percent.
fn read_value(text: &str, unit: Unit) -> Option<Decimal> {
    let text = fold(text);
    let text = text.trim_end_matches('元').trim().replace('％', "%");
    let (digits, percent) = text.strip_suffix('%').map_or((text.as_str(), false), |digits| (digits.trim(), true));
    let plain = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
    if !plain || !digits.chars().all(|c| c.is_ascii_digit() || c == '.') || (percent && unit == Unit::Yuan) {
        return None;
    }
    let number: Decimal = digits.parse().ok()?;
    let value = if percent { number / Decimal::ONE_HUNDRED } else { number };
    Some(value.normalize()).filter(|value| fits(*value, unit))
}

impl Screen for Propose {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let id = match (self.asking.at(), self.unit()) {
            (VALUE, Unit::Yuan) => "propose-yuan",
            (VALUE, Unit::Share) => "propose-share",
            (FROM, _) => "propose-from",
            (TO, _) => "propose-to",
            (SOURCE, _) => "propose-source",
            _ => return self.summary(cx),
        };
        let field = Row::field("answer", cx.say(id), self.asking.now());
        let mut rows = vec![field.with_help(cx.say(&format!("{id}.help"))).at_most(100)];
        if self.asking.at() == TO {
            rows.push(Row::item("skip", cx.say("propose-no-end")).with_help(cx.say("propose-no-end.help")));
        }
        Page::new(format!("{id}-{}", self.rate), cx.text.rate_name(&self.rate), rows)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match (row, self.proposed()) {
            ("do", Some(new)) => Step::Do(Effect::ProposeRate(Box::new(new))),
            ("do", None) => self.asking.back(),
            _ => self.asking.give(""),
        }
    }

    fn submit(&mut self, _row: &str, text: &str, cx: &Cx<'_>) -> Step {
        let of_form = |fault: &FormFault| Step::Fault(question::fault(fault, cx));
        match self.asking.at() {
            VALUE if read_value(text, self.unit()).is_none() => {
                let remedy = match self.unit() {
                    Unit::Yuan => "fault-rate-value.yuan",
                    Unit::Share => "fault-rate-value.share",
                };
                Step::Fault(Fault { what: cx.say("fault-rate-value"), remedy: cx.say(remedy) })
            }
            TO if text.trim().is_empty() => self.asking.give(""),
            FROM | TO => match (read_date(text), read_date(self.asking.said(FROM))) {
                (Err(fault), _) => of_form(&fault),
                (Ok(to), Ok(from)) if self.asking.at() == TO && to < from => of_form(&FormFault::DateOrder { from }),
                (Ok(day), _) => self.asking.give(day.to_string()),
            },
            SOURCE if clean(text).chars().count() < 2 => {
                Step::Fault(Fault { what: cx.say("fault-words"), remedy: cx.say("fault-words.act") })
            }
            SOURCE => self.asking.give(clean(text)),
            _ => self.asking.give(fold(text)),
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
            Outcome::Proposed(number) => {
                let told = Step::Told(cx.say("rate-proposed"));
                match cx.rates.row(number) {
                    Some(held) => Step::Replace(Box::new(Dated::new(held))).then(told),
                    None => Step::Back.then(told),
                }
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_write_them() {
        let read = |text, unit| read_value(text, unit).map(|value| value.to_string());
        assert_eq!(read("400", Unit::Yuan).as_deref(), Some("400"));
        assert_eq!(read("４００.50元", Unit::Yuan).as_deref(), Some("400.5"));
        assert_eq!(read("20%", Unit::Share).as_deref(), Some("0.2"));
        assert_eq!(read("20％", Unit::Share).as_deref(), Some("0.2"));
        assert_eq!(read("0.2", Unit::Share).as_deref(), Some("0.2"));
        for (wrong, unit) in [
            ("", Unit::Yuan),
            ("-1", Unit::Yuan),
            ("1e3", Unit::Yuan),
            ("1.234", Unit::Yuan),
            ("10%", Unit::Yuan),
            ("2", Unit::Share),
            ("120%", Unit::Share),
            (".5", Unit::Share),
        ] {
            assert_eq!(read(wrong, unit), None, "{wrong}");
        }
    }
}
