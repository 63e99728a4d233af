//! One person on a day: verdicts with their reasons, and what to ask next.

use std::collections::BTreeSet;

use serde::Serialize;

use super::facts::Facts;
use super::known::Known;
use super::ruleset::{Contradiction, Node, Part, Ready, Ruleset, cited};
use super::state::State;
use crate::domain::data::Words;
use crate::domain::data::rule::Basis;

/// The answer to "may I have it?". It is likely, not final: staff check the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every condition that has to be met is met.
    Eligible,
    /// A condition that has to be met is not.
    NotEligible,
    /// It depends on facts that are still open.
    NeedFacts,
}

impl From<State> for Verdict {
    fn from(state: State) -> Self {
        match state {
            State::Met => Self::Eligible,
            State::NotMet => Self::NotEligible,
            State::Unknown => Self::NeedFacts,
        }
    }
}

/// A screened programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening<'p> {
    /// The answer.
    pub verdict: Verdict,
    /// The reasons, in the order of the rule.
    pub conditions: Vec<Condition<'p>>,
    /// Ids of the facts that are still open and can still matter, those that decide most first; empty unless the
    /// verdict is [`Verdict::NeedFacts`].
    pub missing: Vec<&'p str>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition<'p> {
    /// The condition as a statement.
    pub text: &'p Words,
    /// Article of 西政发〔2011〕18号 it rests on.
    pub article: u8,
    /// Numbered item of that article.
    pub item: Option<u8>,
    /// What it rests on.
    pub basis: Basis,
    /// How it stands.
    pub state: State,
    /// The undefined words it rests on, in the order of the rule: ids of definitions.
    pub words: Vec<&'p str>,
}

/// Facts that agree with each other, and the rules of a day.
#[derive(Clone, Debug)]
pub struct Inquiry<'r, 'p> {
    rules: &'r Ruleset<'p>,
    known: Known,
}

impl<'r, 'p> Inquiry<'r, 'p> {
    /// Asks about `facts`.
    pub fn new(rules: &'r Ruleset<'p>, facts: &Facts) -> Result<Self, Contradiction> {
        Self::of_known(rules, Known::of(facts, rules.facts))
    }

    /// Asks about facts that are in cells already.
    pub fn of_known(rules: &'r Ruleset<'p>, known: Known) -> Result<Self, Contradiction> {
        rules.check(&known)?;
        Ok(Self { rules, known })
    }

    /// What is known.
    pub fn known(&self) -> &Known {
        &self.known
    }

    /// Whether the programme can be had; none when it has no rule in force on the day.
    pub fn screen(&self, id: &str) -> Option<Screening<'p>> {
        self.rules.rules.iter().find(|ready| ready.programme.id == id).map(|ready| self.screen_ready(ready))
    }

    /// The same for a rule in hand.
    pub fn screen_ready(&self, ready: &Ready<'p>) -> Screening<'p> {
        let mut conditions = Vec::new();
        self.conditions(ready, &ready.root, &mut conditions);
        let missing = self.missing(&ready.root).into_iter().map(|slot| self.id(slot)).collect();
        Screening { verdict: self.verdict(ready), conditions, missing }
    }

    /// The answer alone.
    pub fn verdict(&self, ready: &Ready<'p>) -> Verdict {
        self.rules.state(&ready.root, &self.known).into()
    }

    /// The fact to ask next so that most of the rules are decided soonest; none when all are decided or only the
    /// `passed` facts are open, those that were asked and not answered.
    ///
    /// Each undecided programme counts for its open facts, the more the nearer the front a fact stands.
    pub fn next_question(&self, passed: &BTreeSet<String>) -> Option<&'p str> {
        const FIRST: usize = 720_720; // divisible by every place up to 16, so that places compare exactly
        let mut weights: Vec<(usize, usize)> = Vec::new();
        for ready in &self.rules.rules {
            let open = self.missing(&ready.root).into_iter().filter(|slot| !passed.contains(self.id(*slot)));
            for (place, slot) in open.enumerate() {
                let weight = FIRST / (place + 1);
                match weights.iter_mut().find(|(other, _)| *other == slot) {
                    Some((_, sum)) => *sum += weight,
                    None => weights.push((slot, weight)),
                }
            }
        }
        // Of equal facts the one met first: `max_by_key` keeps the last, so the list is read from its end.
        weights.into_iter().rev().max_by_key(|(_, weight)| *weight).map(|(slot, _)| self.id(slot))
    }

    fn id(&self, slot: usize) -> &'p str {
        self.rules.facts.get(slot).map_or("", |fact| fact.id.as_str())
    }

    fn conditions(&self, ready: &Ready<'p>, part: &Part<'p>, list: &mut Vec<Condition<'p>>) {
        let Some(saying) = part.saying else {
            if let Node::All(parts) | Node::Any(parts) = &part.node {
                for part in parts {
                    self.conditions(ready, part, list);
                }
            }
            return;
        };
        let (text, article, item, basis) = cited(saying, ready.programme);
        let state = self.rules.state(part, &self.known);
        list.push(Condition { text, article, item, basis, state, words: part.words.clone() });
    }

    /// What is open in a rule: those facts first that can decide it alone, else in the order of the rule.
    fn missing(&self, root: &Part<'p>) -> Vec<usize> {
        let mut open = Vec::new();
        self.open(root, 0, None, &mut open);
        open.sort_by_key(|(_, depth)| *depth);
        let mut seen = BTreeSet::new();
        open.retain(|(slot, _)| seen.insert(*slot));
        open.into_iter().map(|(slot, _)| slot).collect()
    }

    /// The open facts of a rule with their depth. A part of an "all" can decide it alone by not being met, a part of an
    /// "any" inside it cannot: every change from "all" to "any" or back is one deeper. Parts that are decided, and all
    /// parts of a whole that is decided, can no longer matter.
    fn open(&self, part: &Part<'p>, depth: usize, parent: Option<bool>, list: &mut Vec<(usize, usize)>) {
        if self.rules.state(part, &self.known) != State::Unknown {
            return;
        }
        let (parts, all) = match &part.node {
            Node::All(parts) => (parts, true),
            Node::Any(parts) => (parts, false),
            Node::Leaf(slot, test) => {
                let open = self.rules.waits_for(*slot, test, &self.known);
                return list.extend(open.into_iter().map(|slot| (slot, depth)));
            }
        };
        let depth = depth + usize::from(parent.is_some_and(|parent| parent != all && parts.len() > 1));
        for part in parts {
            self.open(part, depth, Some(all), list);
        }
    }
}

/// The conditions of a rule in force, in its order.
pub type Conditions<'p> = Vec<Stated<'p>>;

/// A condition as it is written, whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<'p> {
    /// The condition as a statement.
    pub text: &'p Words,
    /// Article of 西政发〔2011〕18号 it rests on.
    pub article: u8,
    /// Numbered item of that article.
    pub item: Option<u8>,
    /// What it rests on.
    pub basis: Basis,
    /// One of the conditions with this number is enough.
    pub any_of: Option<usize>,
    /// The undefined words it rests on.
    pub words: Vec<&'p str>,
}

impl<'p> Ruleset<'p> {
    /// The conditions of a programme; none where it has no rule in force on the day.
    pub fn conditions(&self, id: &str) -> Option<Conditions<'p>> {
        let ready = self.rules.iter().find(|ready| ready.programme.id == id)?;
        let mut found = Vec::new();
        state(ready, &ready.root, None, &mut 0, &mut found);
        Some(found)
    }
}

fn state<'p>(
    ready: &Ready<'p>,
    part: &Part<'p>,
    any_of: Option<usize>,
    groups: &mut usize,
    found: &mut Conditions<'p>,
) {
    if let Some(saying) = part.saying {
        let (text, article, item, basis) = cited(saying, ready.programme);
        return found.push(Stated { text, article, item, basis, any_of, words: part.words.clone() });
    }
    let any_of = match &part.node {
        Node::Any(parts) if parts.len() > 1 => {
            *groups += 1;
            Some(*groups)
        }
        _ => any_of,
    };
    if let Node::All(parts) | Node::Any(parts) = &part.node {
        for part in parts {
            state(ready, part, any_of, groups, found);
        }
    }
}
