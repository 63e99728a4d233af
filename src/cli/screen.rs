//! `zhucan policy screen`: who may have what on a day, by the facts in a file, with every reason or with verdicts alone.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;
use std::rc::Rc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::config::{Flags, Surroundings};
use crate::domain::amount::{Amount, Means, NoAmount};
use crate::domain::data::fact::{Fact, Shape};
use crate::domain::eligibility::{
    Condition, Contradiction, FactFault, Inquiry, ReadFault, Ready, Ruleset, Screening, State, Verdict,
};
use crate::domain::person::clean;
use crate::domain::shipped;
use crate::session::Progress;
use crate::text::{Argument, Text, date};

use super::ground::{Ground, Stop};
use super::people::{Fault, People, Unfit};
use super::policy::{Sum, basis_id, entry, steps};
use super::progress;
use super::verdicts::{self, Broken};
use super::{DATA, DONE, USAGE, complain};

/// Bytes of a file of which it is known that it takes long.
const LARGE: u64 = 5 << 20;
/// Bytes that are read at once.
const BUFFER: usize = 1 << 16;

/// What is asked.
pub struct Asked {
    /// The file, `-` for the standard input.
    pub facts: PathBuf,
    /// The day; today where none is named.
    pub as_of: Option<String>,
    /// One entry alone.
    pub id: Option<String>,
    /// JSON, an object a line.
    pub json: bool,
    /// Verdicts alone, a line a person.
    pub verdicts: bool,
}

/// Screens everybody in the file.
pub fn screen(asked: &Asked, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let (mut ground, day) = Ground::on(asked.as_of.as_deref(), flags, around)?;
    let text = Rc::clone(&ground.text);
    let mut rules = shipped::rules(day);
    if let Some(id) = &asked.id {
        let one = entry(&ground, id, day)?;
        rules.rules.retain(|ready| ready.programme.id == one.id);
        if rules.rules.is_empty() {
            return Err(ground.stop(USAGE, "cli-no-rule", id));
        }
    }
    let (input, size): (Box<dyn BufRead>, u64) = if asked.facts.as_os_str() == "-" {
        (Box::new(io::stdin().lock()), 0)
    } else {
        let file = File::open(&asked.facts).and_then(|file| Ok((file.metadata()?, file)));
        let (about, file) = file.map_err(|_| ground.stop(USAGE, "cli-no-file", &asked.facts.to_string_lossy()))?;
        let size = if about.is_file() { about.len() } else { 0 };
        (Box::new(BufReader::with_capacity(BUFFER, file)), size)
    };
    if asked.verdicts {
        return verdicts_of(ground, input, size, &rules, asked);
    }
    let rates = ground.rates()?;
    let means = Means { settled: shipped::settled(), rates: &rates, day };
    let mut people = People::new(input, &rules);
    let (mut code, mut first) = (DONE, None::<Vec<String>>);
    let mut count = 0;
    let mut progress = screening(size);
    loop {
        progress::far(&mut progress, people.bytes(), size, &text);
        let next = people.next_person().map_err(|_| unreadable(&ground, asked))?;
        let Some((person, known)) = next else { break };
        count += 1;
        // Nobody has to hear that there is a person 0 where there is no other.
        if person == 1 {
            for line in first.take().into_iter().flat_map(|lines| headed(&text, 0, lines)) {
                ground.line(&line)?;
            }
        }
        let inquiry = match known {
            Ok(known) => Inquiry::of_known(&rules, known.clone()),
            Err(fault) => {
                code = DATA;
                complain(&fault_words(&fault, &text));
                continue;
            }
        };
        // Contradictions were looked for when the person was read.
        let Ok(inquiry) = inquiry else { continue };
        let results = rules.rules.iter().map(|ready| Found::new(ready, &inquiry, &means));
        if asked.json {
            for result in results {
                ground.json(&result.object(person, &text))?;
            }
            continue;
        }
        let lines: Vec<String> = results.flat_map(|result| result.read_out(&text, means.day)).collect();
        if person == 0 {
            first = Some(lines);
            continue;
        }
        for line in headed(&text, person, lines) {
            ground.line(&line)?;
        }
    }
    for line in first.into_iter().flatten() {
        ground.line(&line)?;
    }
    if count == 0 {
        complain(&text.say("cli-nobody"));
    }
    progress::end(progress, &text);
    ground.done(code)
}

/// How far a file of so many bytes is screened; a large one says so from the beginning.
fn screening(size: u64) -> Progress {
    if size >= LARGE { Progress::of_long("work-screen") } else { Progress::of("work-screen") }
}

fn headed(text: &Text, person: usize, lines: Vec<String>) -> Vec<String> {
    let mut all = vec![text.with("cli-person", &[("person", &person.to_string())])];
    all.extend(lines);
    all
}

fn unreadable(ground: &Ground, asked: &Asked) -> Stop {
    ground.stop(DATA, "cli-file-unreadable", &asked.facts.to_string_lossy())
}

/// Verdicts alone. For a large file it is said on standard error how far it is, in lines of their own.
fn verdicts_of(
    mut ground: Ground,
    input: Box<dyn BufRead>,
    size: u64,
    rules: &Ruleset<'_>,
    asked: &Asked,
) -> Result<i32, Stop> {
    let text = Rc::clone(&ground.text);
    let mut progress = screening(size);
    let far = |bytes: u64| progress::far(&mut progress, bytes, size, &text);
    let refused = |fault: &Fault| complain(&fault_words(fault, &text));
    let run = verdicts::stream(input, ground.out(), rules, refused, far);
    let run = match run {
        Ok(run) => run,
        Err(Broken::Output(error)) => return Err(error.into()),
        Err(Broken::Input(_)) => return Err(unreadable(&ground, asked)),
    };
    if run.people == 0 {
        complain(&text.say("cli-nobody"));
    }
    progress::end(progress, &text);
    ground.done(if run.faults == 0 { DONE } else { DATA })
}

/// A screened programme with its amount.
struct Found<'p> {
    ready: &'p Ready<'p>,
    screening: Screening<'p>,
    amount: Option<Result<Amount, NoAmount>>,
}

#[derive(Serialize)]
struct Object<'a> {
    person: usize,
    id: &'a str,
    verdict: Verdict,
    conditions: Vec<ObjectCondition<'a>>,
    missing: &'a [&'a str],
    amount: Option<Sum>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_note: Option<String>,
}

#[derive(Serialize)]
struct ObjectCondition<'a> {
    text: &'a str,
    article: u8,
    basis: &'a str,
    state: &'a str,
}

impl<'p> Found<'p> {
    fn new(ready: &'p Ready<'p>, inquiry: &Inquiry<'_, 'p>, means: &Means<'_>) -> Self {
        let screening = inquiry.screen_ready(ready);
        Self { ready, screening, amount: means.amount(ready.programme, inquiry.known()) }
    }

    /// The amount, or in words why there is none.
    fn sum(&self, text: &Text) -> Result<&Amount, String> {
        if self.screening.verdict == Verdict::NotEligible {
            return Err(text.say("cli-amount-not-eligible"));
        }
        match &self.amount {
            Some(Ok(amount)) => Ok(amount),
            Some(Err(why)) => Err(text.no_amount(why)),
            None => Err(text.say("cli-amount-none")),
        }
    }

    fn object<'a>(&'a self, person: usize, text: &'a Text) -> Object<'a> {
        let sum = self.sum(text);
        let conditions = self.screening.conditions.iter().map(|one| ObjectCondition {
            text: one.text.get(text.lang()),
            article: one.article,
            basis: basis_id(one.basis),
            state: match one.state {
                State::Met => "met",
                State::NotMet => "not_met",
                State::Unknown => "unknown",
            },
        });
        Object {
            person,
            id: &self.ready.programme.id,
            verdict: self.screening.verdict,
            conditions: conditions.collect(),
            missing: &self.screening.missing,
            amount: sum.as_ref().ok().map(|amount| Sum::new(amount, text)),
            amount_note: sum.err(),
        }
    }

    /// Verdict, reasons with those that decide first, what is to be asked, the amount; a blank line at the end.
    fn read_out(&self, text: &Text, day: NaiveDate) -> Vec<String> {
        let programme = self.ready.programme;
        let name = &programme.text(text.lang()).name;
        let at = text.place(programme.article, programme.item);
        let (verdict, deciding) = match self.screening.verdict {
            Verdict::Eligible => ("cli-verdict-eligible", State::Met),
            Verdict::NotEligible => ("cli-verdict-not-eligible", State::NotMet),
            Verdict::NeedFacts => ("cli-verdict-need-facts", State::Unknown),
        };
        let mut lines = vec![text.with(verdict, &[("name", name), ("place", &at)])];
        let mut reasons: Vec<&Condition<'_>> = self.screening.conditions.iter().collect();
        // Where somebody may have it, an alternative that does not hold, or that nobody asked about, is of no account.
        reasons.retain(|one| self.screening.verdict != Verdict::Eligible || one.state == State::Met);
        reasons.sort_by_key(|one| one.state != deciding);
        lines.extend(reasons.into_iter().map(|one| {
            let id = match one.state {
                State::Met => "cli-reason-met",
                State::NotMet => "cli-reason-not-met",
                State::Unknown => "cli-reason-unknown",
            };
            let (place, basis) = (text.place(one.article, one.item), text.basis(one.basis, &one.words, day));
            text.with(id, &[("text", &one.text.get(text.lang())), ("place", &place), ("basis", &basis)])
        }));
        if !self.screening.missing.is_empty() {
            let named = |id: &&str| match shipped::fact(id) {
                Some(fact) => text.with("cli-fact", &[("label", &fact.label.get(text.lang())), ("id", id)]),
                None => (*id).to_owned(),
            };
            let facts: Vec<String> = self.screening.missing.iter().map(named).collect();
            lines.push(text.with("cli-open", &[("facts", &facts.join(&text.say("cli-between")))]));
        }
        let id = if self.screening.verdict == Verdict::NeedFacts { "cli-amount-if" } else { "cli-amount" };
        let sum = match self.sum(text) {
            Ok(amount) => text.sum(&Ok(amount.clone())),
            Err(why) => why,
        };
        lines.push(text.with(id, &[("words", &sum)]));
        lines.push(String::new());
        lines
    }
}

/// What is wrong with a person's facts, where, and what to do.
pub fn fault_words(fault: &Fault, text: &Text) -> String {
    let what = match &fault.why {
        Unfit::TooLong => text.say("cli-fault-long"),
        Unfit::Contradiction(contradiction) => contradiction_words(contradiction, text),
        Unfit::Misread(misread) => misread_words(misread, text),
    };
    let (person, line) = (fault.person.to_string(), fault.line.to_string());
    text.with("cli-fault", &[("person", &person), ("line", &line), ("what", &what)])
}

fn contradiction_words(contradiction: &Contradiction, text: &Text) -> String {
    match contradiction {
        Contradiction::Severity { severe, grade } => {
            text.with("cli-fault-severity", &[("severe", &severe.to_string()), ("grade", &grade.to_string())])
        }
        Contradiction::NotBorn { birth, day } => {
            let days = [birth, day].map(|day| date(*day, text.lang()));
            text.with("cli-fault-not-born", &[("birth", &days[0]), ("day", &days[1])])
        }
    }
}

fn misread_words(misread: &ReadFault, text: &Text) -> String {
    let with = |id: &str, arguments: &[(&str, &str)]| {
        let arguments: Vec<(&str, String)> = arguments.iter().map(|(name, value)| (*name, clean(value))).collect();
        let arguments: Vec<(&str, &dyn Argument)> =
            arguments.iter().map(|(name, value)| (*name, value as &dyn Argument)).collect();
        text.with(id, &arguments)
    };
    match misread {
        ReadFault::NotJson { column } => with("cli-fault-json", &[("column", &column.to_string())]),
        ReadFault::Unfinished => text.say("cli-fault-unfinished"),
        ReadFault::NotAnObject => text.say("cli-fault-object"),
        ReadFault::UnknownKey { fact, key } => with("cli-fault-key", &[("fact", fact), ("key", &short(key))]),
        ReadFault::NoValue { fact } => with("cli-fault-no-value", &[("fact", fact)]),
        ReadFault::WrongKey { fact, key: "source" } => with("cli-fault-source", &[("fact", fact)]),
        ReadFault::WrongKey { fact, key } => with("cli-fault-day", &[("fact", fact), ("key", key)]),
        ReadFault::EndsBefore { fact } => with("cli-fault-ends", &[("fact", fact)]),
        ReadFault::Value(FactFault::NoSuchFact { fact }) => {
            let near = alike(fact).join(", ");
            with("cli-fault-no-fact", &[("fact", &short(fact)), ("near", &near)])
        }
        ReadFault::Value(FactFault::WrongKind { fact, value, .. }) => {
            let wanted = shipped::fact(fact).map(|fact| wanted(fact, text)).unwrap_or_default();
            with("cli-fault-kind", &[("fact", fact), ("value", &short(value)), ("wanted", &wanted)])
        }
        ReadFault::Value(FactFault::NoSuchValue { fact, value, known }) => {
            with("cli-fault-no-choice", &[("fact", fact), ("value", &short(value)), ("known", &known.join(", "))])
        }
        ReadFault::Value(FactFault::NotAlone { fact, value }) => {
            with("cli-fault-alone", &[("fact", fact), ("value", value)])
        }
        ReadFault::Value(FactFault::OutOfRange { fact, value, min, max }) => {
            let numbers = [value, min, max].map(ToString::to_string);
            let numbers = [("value", &*numbers[0]), ("min", &*numbers[1]), ("max", &*numbers[2])];
            with("cli-fault-range", &[&[("fact", fact.as_str())][..], &numbers].concat())
        }
        ReadFault::Value(FactFault::GivenTwice { fact }) => with("cli-fault-twice", &[("fact", fact)]),
    }
}

/// No more of a value than one can listen to.
fn short(value: &str) -> String {
    value.chars().take(40).collect()
}

/// The facts spelt most like this one.
fn alike(id: &str) -> Vec<&'static str> {
    let mut all: Vec<(usize, &str)> = shipped::facts().iter().map(|fact| (steps(&fact.id, id), &*fact.id)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).take(3).collect()
}

/// How a value of the fact is written.
fn wanted(fact: &Fact, text: &Text) -> String {
    let values: Vec<&str> = fact.shape.answers().iter().map(|answer| answer.value.as_str()).collect();
    let values = values.join(", ");
    match &fact.shape {
        Shape::Bool { .. } => text.say("cli-write-bool"),
        Shape::Choice(_) => text.with("cli-write-choice", &[("values", &values)]),
        Shape::Set(_) => text.with("cli-write-set", &[("values", &values)]),
        Shape::Int { min, max, .. } => {
            text.with("cli-write-int", &[("min", &min.to_string()), ("max", &max.to_string())])
        }
        Shape::Date => text.say("cli-write-date"),
        Shape::Money => text.say("cli-write-money"),
    }
}
