//! The rules of a day, made ready: definitions and open points of that day are put in, facts are found by their place.
//!
//! Made once for a day and asked as often as one likes. Reasons and plain verdicts come from the same tree and the same
//! tests, so the fast way cannot say anything else than the slow one.

use chrono::NaiveDate;

use super::known::{Cell, Known, bits, place, with_bit};
use super::state::State;
use crate::domain::data::Words;
use crate::domain::data::definition::{Ages, Definitions, Meaning, full_months};
use crate::domain::data::fact::{self, Fact, Shape};
use crate::domain::data::open_point::{self, OpenPoint};
use crate::domain::data::programme::Programme;
use crate::domain::data::rule::{Basis, CLAIMED_YEARS, Leaf, MONTHS_PAID, Rule, Saying, Test};

const BIRTH: &str = "p.birth";
const GRADE: &str = "p.grade";
const SEVERE: &str = "p.severe";
const SEX: &str = "p.sex";

/// What undefined words and open points are settled by.
#[derive(Clone, Copy, Debug)]
pub struct Settled<'p> {
    /// Every fact; its place here is its place in [`Known`].
    pub facts: &'p [Fact],
    /// What undefined words mean.
    pub definitions: &'p Definitions,
    /// How open points are settled.
    pub points: &'p [OpenPoint],
}

/// The rules in force on a day.
#[derive(Clone, Debug)]
pub struct Ruleset<'p> {
    /// The day asked about.
    pub day: NaiveDate,
    /// Every fact.
    pub facts: &'p [Fact],
    /// The programmes with a rule, in the order given.
    pub rules: Vec<Ready<'p>>,
    slots: Slots,
    /// What severe means: the grades; none where it is not defined for the day.
    severe: Option<Vec<i64>>,
}

/// The places of the facts that more than one test looks at.
#[derive(Clone, Copy, Debug)]
struct Slots {
    birth: usize,
    grade: usize,
    severe: usize,
    sex: usize,
    female: u8,
    months: usize,
    claimed: usize,
}

/// A programme with its rule made ready.
#[derive(Clone, Debug)]
pub struct Ready<'p> {
    /// The programme.
    pub programme: &'p Programme,
    /// Its rule.
    pub root: Part<'p>,
}

/// A rule or a part of one.
#[derive(Clone, Debug)]
pub struct Part<'p> {
    /// What it is made of.
    pub node: Node<'p>,
    /// How it is read; none where only its parts are.
    pub saying: Option<&'p Saying>,
    /// Undefined words it rests on, in the order of the rule.
    pub words: Vec<&'p str>,
}

/// What a part is made of.
#[derive(Clone, Debug)]
pub enum Node<'p> {
    /// Every part must hold.
    All(Vec<Part<'p>>),
    /// One part is enough.
    Any(Vec<Part<'p>>),
    /// A test of the fact at this place.
    Leaf(usize, Tried),
}

/// A test with the values of the day put in.
#[derive(Clone, Debug)]
pub enum Tried {
    Bool(bool),
    Int(i64),
    In(u64),
    Has(u64),
    Lacks(u64),
    Min(i64),
    Max(i64),
    UnderMonths(i64),
    PastMonths(i64),
    Severe,
    Ages {
        female: Ages,
        male: Ages,
    },
    Known,
    FullYear,
    /// The word is not defined for the day.
    Undefined,
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
    /// The facts that disagree, or the one that disagrees with the day.
    pub fn facts(&self) -> &'static [&'static str] {
        match self {
            Self::Severity { .. } => &[SEVERE, GRADE],
            Self::NotBorn { .. } => &[BIRTH],
        }
    }
}

impl<'p> Ruleset<'p> {
    /// The rules of these programmes on `day`; those without a rule and those not in force are left out.
    pub fn new(programmes: impl IntoIterator<Item = &'p Programme>, day: NaiveDate, settled: Settled<'p>) -> Self {
        let slot = |id: &str| settled.facts.iter().position(|fact| fact.id == id).unwrap_or(usize::MAX);
        let sex = fact::find(settled.facts, SEX).map_or(&[][..], |fact| fact.shape.answers());
        let slots = Slots {
            birth: slot(BIRTH),
            grade: slot(GRADE),
            severe: slot(SEVERE),
            sex: slot(SEX),
            female: place(sex, "female").unwrap_or(u8::MAX),
            months: slot(MONTHS_PAID),
            claimed: slot(CLAIMED_YEARS),
        };
        let severe = match settled.definitions.on("severe", day).map(|row| &row.meaning) {
            Some(Meaning::Grades(grades)) => Some(grades.iter().copied().collect()),
            _ => None,
        };
        let in_force = |one: &&Programme| crate::domain::data::in_force::InForce::holds(*one, day);
        let rules = programmes
            .into_iter()
            .filter(in_force)
            .filter_map(|programme| {
                let root = part(programme.rule.as_ref()?, day, settled)?;
                Some(Ready { programme, root })
            })
            .collect();
        Self { day, facts: settled.facts, rules, slots, severe }
    }

    /// Refuses facts that cannot be true together.
    pub fn check(&self, known: &Known) -> Result<(), Contradiction> {
        if let Cell::Date(birth) = at(known, self.slots.birth)
            && birth > self.day
        {
            return Err(Contradiction::NotBorn { birth, day: self.day });
        }
        if let (Cell::Bool(severe), Cell::Int(grade)) = (at(known, self.slots.severe), at(known, self.slots.grade))
            && self.severe_by_grade(grade).is_some_and(|derived| derived != severe)
        {
            return Err(Contradiction::Severity { severe, grade });
        }
        Ok(())
    }

    /// How a whole rule stands.
    pub fn verdict(&self, ready: &Ready<'p>, known: &Known) -> State {
        self.state(&ready.root, known)
    }

    /// How a part stands.
    pub fn state(&self, part: &Part<'p>, known: &Known) -> State {
        match &part.node {
            Node::All(parts) => State::all(parts.iter().map(|part| self.state(part, known))),
            Node::Any(parts) => State::any(parts.iter().map(|part| self.state(part, known))),
            Node::Leaf(slot, test) => self.leaf(*slot, test, known).map_or(State::Unknown, State::from),
        }
    }

    /// The places of the facts that an unknown leaf waits for. Of severity the grade is asked: it stands on the
    /// certificate, while what counts as severe depends on the definition. Sex matters where the ages of women and men
    /// differ.
    pub fn waits_for(&self, slot: usize, test: &Tried, known: &Known) -> Vec<usize> {
        let mut facts = match test {
            Tried::Severe => vec![self.slots.grade],
            Tried::Ages { female, male } if female != male => vec![self.slots.birth, self.slots.sex],
            Tried::FullYear => vec![self.slots.months, self.slots.claimed],
            _ => vec![slot],
        };
        facts.retain(|slot| at(known, *slot) == Cell::Unknown);
        facts
    }

    /// Whether a leaf holds; none when it is not known.
    fn leaf(&self, slot: usize, test: &Tried, known: &Known) -> Option<bool> {
        Some(match (test, at(known, slot)) {
            (Tried::Severe, said) => match (at(known, self.slots.grade), said) {
                (Cell::Int(grade), _) => return self.severe_by_grade(grade),
                (_, Cell::Bool(said)) => said,
                _ => return None,
            },
            (Tried::Bool(wanted), Cell::Bool(value)) => value == *wanted,
            (Tried::Int(wanted), Cell::Int(value)) => value == *wanted,
            (Tried::In(wanted), Cell::Choice(value)) => with_bit(0, value) & wanted != 0,
            (Tried::Has(wanted), Cell::Set(values)) => values & wanted != 0,
            (Tried::Lacks(wanted), Cell::Set(values)) => values & wanted == 0,
            (Tried::Min(least), Cell::Int(value)) => value >= *least,
            (Tried::Max(most), Cell::Int(value)) => value <= *most,
            (Tried::UnderMonths(months), Cell::Date(day)) => full_months(day, self.day) < *months,
            (Tried::PastMonths(months), Cell::Date(day)) => full_months(day, self.day) >= *months,
            (Tried::Ages { female, male }, Cell::Date(birth)) => return self.of_age(birth, female, male, known),
            (Tried::FullYear, Cell::Int(months)) => {
                // Without a full year there is nothing to claim, however little was claimed before.
                let full_years = months / 12;
                match at(known, self.slots.claimed) {
                    _ if full_years == 0 => false,
                    Cell::Int(claimed) => full_years > claimed,
                    _ => return None,
                }
            }
            (Tried::Known, cell) if cell != Cell::Unknown => true,
            _ => return None,
        })
    }

    fn severe_by_grade(&self, grade: i64) -> Option<bool> {
        self.severe.as_ref().map(|grades| grades.contains(&grade))
    }

    /// By sex where it is known; where it is not, as far as it is the same for both.
    fn of_age(&self, birth: NaiveDate, female: &Ages, male: &Ages, known: &Known) -> Option<bool> {
        let (female, male) = (female.hold(birth, self.day), male.hold(birth, self.day));
        match at(known, self.slots.sex) {
            Cell::Choice(sex) if sex == self.slots.female => Some(female),
            Cell::Choice(_) => Some(male),
            _ => (female == male).then_some(female),
        }
    }
}

fn at(known: &Known, slot: usize) -> Cell {
    known.cells.get(slot).copied().unwrap_or_default()
}

/// A rule made ready; none where an open point of the day leaves it out.
fn part<'p>(rule: &'p Rule, day: NaiveDate, settled: Settled<'p>) -> Option<Part<'p>> {
    match rule {
        Rule::When(when) => {
            let on = open_point::find(settled.points, &when.point).and_then(|point| point.on(day));
            on.filter(|row| row.value == when.value).and_then(|_| part(&when.rule, day, settled))
        }
        Rule::All(group) | Rule::Any(group) => {
            let parts: Vec<Part<'p>> = group.parts.iter().filter_map(|one| part(one, day, settled)).collect();
            let mut words: Vec<&str> = group.saying.iter().filter_map(|saying| saying.means.as_deref()).collect();
            for word in parts.iter().flat_map(|part| &part.words) {
                if !words.contains(word) {
                    words.push(word);
                }
            }
            let node = if matches!(rule, Rule::All(_)) { Node::All(parts) } else { Node::Any(parts) };
            Some(Part { node, saying: group.saying.as_ref(), words })
        }
        Rule::Leaf(leaf) => {
            let slot = settled.facts.iter().position(|fact| fact.id == leaf.fact).unwrap_or(usize::MAX);
            let mut words: Vec<&str> = leaf.saying.means.as_deref().into_iter().collect();
            if let Test::Definition(word) = &leaf.test {
                words.push(word);
            }
            Some(Part { node: Node::Leaf(slot, tried(leaf, day, settled)), saying: Some(&leaf.saying), words })
        }
    }
}

fn tried(leaf: &Leaf, day: NaiveDate, settled: Settled<'_>) -> Tried {
    let shape = fact::find(settled.facts, &leaf.fact).map_or(&Shape::Date, |fact| &fact.shape);
    match &leaf.test {
        Test::IsBool(wanted) => Tried::Bool(*wanted),
        Test::IsInt(wanted) => Tried::Int(*wanted),
        Test::In(values) => Tried::In(bits(shape, values)),
        Test::Has(values) => Tried::Has(bits(shape, values)),
        Test::Lacks(values) => Tried::Lacks(bits(shape, values)),
        Test::Min(least) => Tried::Min(*least),
        Test::Max(most) => Tried::Max(*most),
        Test::UnderAge(years) => Tried::UnderMonths(i64::from(*years) * 12),
        Test::YearsAgo(years) => Tried::PastMonths(i64::from(*years) * 12),
        Test::Known => Tried::Known,
        Test::FullYearUnclaimed => Tried::FullYear,
        Test::Definition(word) => match settled.definitions.on(word, day).map(|row| &row.meaning) {
            Some(Meaning::Grades(_)) => Tried::Severe,
            Some(Meaning::Values(values)) => Tried::Has(bits(shape, values)),
            Some(Meaning::Ages { female, male }) => Tried::Ages { female: female.clone(), male: male.clone() },
            Some(Meaning::AtLeast(least)) => Tried::Min(*least),
            Some(Meaning::Asked(_)) | None => Tried::Undefined,
        },
    }
}

/// How a condition is read, with the article it rests on: its own, or its programme's.
pub fn cited<'p>(saying: &'p Saying, programme: &Programme) -> (&'p Words, u8, Option<u8>, Basis) {
    let (article, item) = match saying.article {
        Some(article) => (article, saying.item),
        None => (programme.article, programme.item),
    };
    (&saying.words, article, item, saying.basis)
}
