//! Facts on a day: screening a programme, and what to ask next.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::facts::Facts;
use super::state::State;
use crate::domain::data::Words;
use crate::domain::data::definition::{Ages, Concept, Definitions, Meaning, full_months};
use crate::domain::data::programme::Programme;
use crate::domain::data::rule::{Basis, CLAIMED_YEARS, Group, Leaf, MONTHS_PAID, Rule, Saying, Test};

const BIRTH: &str = "p.birth";
const GRADE: &str = "p.grade";
const SEVERE: &str = "p.severe";
const SEX: &str = "p.sex";

/// The answer to "may I have it?". It is likely, not final: staff check the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every condition that has to be met is met.
    Eligible,
    /// A condition that has to be met is not.
    NotEligible,
    /// It depends on facts that are still open.
    NeedFacts,
}

/// A screened programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Screening<'p> {
    /// The answer.
    pub verdict: Verdict,
    /// The reasons, in the order of the rule.
    pub conditions: Vec<Condition<'p>>,
    /// Ids of the facts that are still open and can still matter, those that decide most first; empty unless the
    /// verdict is [`Verdict::NeedFacts`].
    pub missing: Vec<String>,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// The undefined words it rests on, in the order of the rule; [`Definitions::on`] has their meanings on the day
    /// and whether these are confirmed.
    pub concepts: Vec<Concept>,
}

/// Facts that cannot be true together on the day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// What was said about severity is not what the grade means by the definition.
    #[error("p.severe is {severe} and p.grade is {grade}")]
    Severity {
        /// The value of `p.severe`.
        severe: bool,
        /// The value of `p.grade`.
        grade: i64,
    },
    /// The person is not born yet on the day.
    #[error("p.birth is {birth}, after {day}")]
    NotBorn {
        /// The value of `p.birth`.
        birth: NaiveDate,
        /// The day asked about.
        day: NaiveDate,
    },
}

impl Contradiction {
    /// The facts that contradict each other or the day.
    pub fn facts(&self) -> &'static [&'static str] {
        match self {
            Self::Severity { .. } => &[SEVERE, GRADE],
            Self::NotBorn { .. } => &[BIRTH],
        }
    }
}

/// Facts that agree with each other on a day, with what undefined words mean on it.
#[derive(Clone, Copy, Debug)]
pub struct Inquiry<'a> {
    facts: &'a Facts,
    definitions: &'a Definitions,
    today: NaiveDate,
}

impl<'a> Inquiry<'a> {
    /// Asks about `facts` as of `today`.
    pub fn new(facts: &'a Facts, today: NaiveDate, definitions: &'a Definitions) -> Result<Self, Contradiction> {
        let inquiry = Self { facts, definitions, today };
        if let Some(birth) = facts.date(BIRTH).filter(|birth| *birth > today) {
            return Err(Contradiction::NotBorn { birth, day: today });
        }
        if let (Some(severe), Some(grade)) = (facts.bool(SEVERE), facts.int(GRADE))
            && inquiry.severe_by_grade(grade).is_some_and(|derived| derived != severe)
        {
            return Err(Contradiction::Severity { severe, grade });
        }
        Ok(inquiry)
    }

    /// Whether the programme can be had; none when there is nothing to decide: it has no rule, or is not yet in force
    /// on the day.
    pub fn screen<'p>(&self, programme: &'p Programme) -> Option<Screening<'p>> {
        let rule = programme.rule.as_ref().filter(|_| programme.from <= self.today)?;
        let verdict = match self.state(rule) {
            State::Met => Verdict::Eligible,
            State::NotMet => Verdict::NotEligible,
            State::Unknown => Verdict::NeedFacts,
        };
        let mut conditions = Vec::new();
        self.conditions(programme, rule, &mut conditions);
        Some(Screening { verdict, conditions, missing: self.missing(rule) })
    }

    /// The fact to ask next so that most of the programmes are decided soonest; none when all are decided or only the
    /// `passed` facts are open, those that were asked and not answered.
    ///
    /// Each undecided programme counts for its open facts, the more the nearer the front a fact stands.
    pub fn next_question<'p>(
        &self,
        programmes: impl IntoIterator<Item = &'p Programme>,
        passed: &BTreeSet<String>,
    ) -> Option<String> {
        const FIRST: usize = 720_720; // divisible by every place up to 16, so that places compare exactly
        let mut weights: Vec<(String, usize)> = Vec::new();
        for programme in programmes {
            let missing = self.screen(programme).map(|screening| screening.missing).unwrap_or_default();
            let open = missing.into_iter().filter(|fact| !passed.contains(fact));
            for (place, fact) in open.enumerate() {
                let weight = FIRST / (place + 1);
                match weights.iter_mut().find(|(other, _)| *other == fact) {
                    Some((_, sum)) => *sum += weight,
                    None => weights.push((fact, weight)),
                }
            }
        }
        // Of equal facts the one met first: `max_by_key` keeps the last, so the list is read from its end.
        weights.into_iter().rev().max_by_key(|(_, weight)| *weight).map(|(fact, _)| fact)
    }

    fn conditions<'p>(&self, programme: &Programme, rule: &'p Rule, list: &mut Vec<Condition<'p>>) {
        let saying = match rule {
            Rule::Leaf(Leaf { saying, .. })
            | Rule::All(Group { saying: Some(saying), .. })
            | Rule::Any(Group { saying: Some(saying), .. }) => saying,
            Rule::All(group) | Rule::Any(group) => {
                return group.parts.iter().for_each(|part| self.conditions(programme, part, list));
            }
        };
        let Saying { words, basis, article, item } = saying;
        let (article, item) = match article {
            Some(article) => (*article, *item),
            None => (programme.article, programme.item),
        };
        let mut concepts = Vec::new();
        collect_concepts(rule, &mut concepts);
        list.push(Condition { text: words, article, item, basis: *basis, state: self.state(rule), concepts });
    }

    fn state(&self, rule: &Rule) -> State {
        match rule {
            Rule::All(group) => State::all(group.parts.iter().map(|part| self.state(part))),
            Rule::Any(group) => State::any(group.parts.iter().map(|part| self.state(part))),
            Rule::Leaf(leaf) => self.leaf(leaf).map_or(State::Unknown, State::from),
        }
    }

    /// Whether a leaf holds; none when it is not known.
    fn leaf(&self, leaf: &Leaf) -> Option<bool> {
        let fact = leaf.fact.as_str();
        match &leaf.test {
            Test::IsBool(wanted) => Some(self.facts.bool(fact)? == *wanted),
            Test::IsInt(wanted) => Some(self.facts.int(fact)? == *wanted),
            Test::In(wanted) => Some(wanted.contains(self.facts.choice(fact)?)),
            Test::Has(wanted) => Some(!wanted.is_disjoint(self.facts.values(fact)?)),
            Test::Lacks(wanted) => Some(wanted.is_disjoint(self.facts.values(fact)?)),
            Test::Min(least) => Some(self.facts.int(fact)? >= *least),
            Test::Max(most) => Some(self.facts.int(fact)? <= *most),
            Test::UnderAge(age) => Some(full_months(self.facts.date(fact)?, self.today) < i64::from(*age) * 12),
            Test::Definition(concept) => self.concept(*concept),
            Test::Known => self.facts.get(fact).map(|_| true),
            Test::FullYearUnclaimed => {
                let full_years = self.facts.int(MONTHS_PAID)? / 12;
                // Without a full year there is nothing to claim, however little was claimed before.
                if full_years == 0 { Some(false) } else { Some(full_years > self.facts.int(CLAIMED_YEARS)?) }
            }
        }
    }

    fn concept(&self, concept: Concept) -> Option<bool> {
        match (concept, &self.definitions.on(concept, self.today)?.meaning) {
            (Concept::Severe, _) => match self.facts.int(GRADE) {
                Some(grade) => self.severe_by_grade(grade),
                None => self.facts.bool(SEVERE),
            },
            (_, Meaning::Values(values)) => Some(!values.is_disjoint(self.facts.values(concept.main_fact())?)),
            (_, Meaning::Ages { female, male }) => self.of_age(female, male),
            (_, Meaning::Grades(_)) => None,
        }
    }

    fn severe_by_grade(&self, grade: i64) -> Option<bool> {
        match &self.definitions.on(Concept::Severe, self.today)?.meaning {
            Meaning::Grades(grades) => Some(grades.contains(&grade)),
            _ => None,
        }
    }

    /// By sex where it is known; where it is not, as far as it is the same for both.
    fn of_age(&self, female: &Ages, male: &Ages) -> Option<bool> {
        let birth = self.facts.date(BIRTH)?;
        let (female, male) = (female.hold(birth, self.today), male.hold(birth, self.today));
        match self.facts.choice(SEX) {
            Some("female") => Some(female),
            Some(_) => Some(male),
            None => (female == male).then_some(female),
        }
    }

    /// What is open in a rule: those facts first that can decide it alone, else in the order of the rule.
    fn missing(&self, rule: &Rule) -> Vec<String> {
        let mut open = Vec::new();
        self.open(rule, 0, None, &mut open);
        open.sort_by_key(|(_, depth)| *depth);
        let mut seen = BTreeSet::new();
        open.retain(|(fact, _)| seen.insert(*fact));
        open.into_iter().map(|(fact, _)| fact.to_owned()).collect()
    }

    /// The open facts of a rule with their depth. A part of an "all" can decide it alone by not being met, a part of an
    /// "any" inside it cannot: every change from "all" to "any" or back is one deeper. Parts that are decided, and all
    /// parts of a whole that is decided, can no longer matter.
    fn open<'r>(&self, rule: &'r Rule, depth: usize, parent: Option<bool>, list: &mut Vec<(&'r str, usize)>) {
        if self.state(rule) != State::Unknown {
            return;
        }
        let (parts, all) = match rule {
            Rule::All(group) => (&group.parts, true),
            Rule::Any(group) => (&group.parts, false),
            Rule::Leaf(leaf) => return list.extend(self.open_facts(leaf).into_iter().map(|fact| (fact, depth))),
        };
        let depth = depth + usize::from(parent.is_some_and(|parent| parent != all && parts.len() > 1));
        for part in parts {
            self.open(part, depth, Some(all), list);
        }
    }

    /// The facts that an unknown leaf waits for. Of severity the grade is asked: it stands on the certificate, while
    /// what counts as severe depends on the definition. Sex matters where the ages of women and men differ.
    fn open_facts<'r>(&self, leaf: &'r Leaf) -> Vec<&'r str> {
        let mut facts = match leaf.test {
            Test::Definition(Concept::Severe) => vec![GRADE],
            Test::Definition(concept @ (Concept::WorkingAge | Concept::SchoolAge)) if self.by_sex(concept) => {
                vec![BIRTH, SEX]
            }
            Test::FullYearUnclaimed => vec![MONTHS_PAID, CLAIMED_YEARS],
            _ => vec![leaf.fact.as_str()],
        };
        facts.retain(|fact| self.facts.get(fact).is_none());
        facts
    }

    fn by_sex(&self, concept: Concept) -> bool {
        let row = self.definitions.on(concept, self.today);
        matches!(row.map(|row| &row.meaning), Some(Meaning::Ages { female, male }) if female != male)
    }
}

fn collect_concepts(rule: &Rule, list: &mut Vec<Concept>) {
    match rule {
        Rule::All(group) | Rule::Any(group) => group.parts.iter().for_each(|part| collect_concepts(part, list)),
        Rule::Leaf(Leaf { test: Test::Definition(concept), .. }) if !list.contains(concept) => list.push(*concept),
        Rule::Leaf(_) => {}
    }
}
