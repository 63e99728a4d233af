//! What one screen is to the rest of the program.

use chrono::NaiveDate;

use crate::domain::rate::RateTable;
use crate::text::{Lang, Text};
use crate::view::Fault;

use super::voice::Change;
use super::{Command, Effect, Key, Outcome, Page, Setup, Who};

/// What a screen may look at.
pub struct Cx<'a> {
    /// Words in the language of the moment.
    pub text: &'a Text,
    /// The day it is.
    pub today: NaiveDate,
    /// The day whose rules are shown, when it is another one.
    pub as_of: Option<NaiveDate>,
    /// Rates, as far as they are set.
    pub rates: &'a RateTable,
    /// Who is signed in.
    pub who: &'a Who,
    /// How the program is set up.
    pub setup: &'a Setup,
}

impl Cx<'_> {
    /// The language of the moment.
    pub fn lang(&self) -> Lang {
        self.text.lang()
    }

    /// The day whose rules are shown.
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }

    /// A message.
    pub fn say(&self, id: &str) -> String {
        self.text.say(id)
    }
}

/// What a screen wants to happen next.
#[derive(Debug)]
pub enum Step {
    /// Nothing more than what the screen changed in itself.
    Stay,
    /// Say this; the page stays.
    Told(String),
    /// The choice cannot be taken; say why and what to do.
    Refused(String),
    /// The field's text cannot be taken.
    Fault(Fault),
    /// Open a screen above this one.
    Open(Box<dyn Screen>),
    /// Open a screen in place of this one.
    Replace(Box<dyn Screen>),
    /// Go back one screen.
    Back,
    /// Go back to the first screen.
    Home,
    /// Show the rules of another day from now on, or those of today again.
    AsOf(Option<NaiveDate>),
    /// Go back one screen and run a command on the row that had the focus there.
    Run(Command),
    /// Go back one screen and look for the next row with these words in the list there.
    FindBelow(String),
    /// Change the program's own voice.
    Voice(Change),
    /// Have something done.
    Do(Effect),
    /// One after the other.
    Both(Box<Step>, Box<Step>),
    /// Leave the program.
    Leave,
}

impl Step {
    /// This step, then `next`.
    #[must_use]
    pub fn then(self, next: Step) -> Step {
        Step::Both(Box::new(self), Box::new(next))
    }
}

/// What a screen makes of a command before it is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weighed {
    /// It is carried out as everywhere.
    Free,
    /// It is carried out, and the screen is told what was heard.
    Wanted,
    /// It is not what the page teaches: these words are said instead, and then what is wanted.
    Other(String),
}

/// One screen: a page, and what its rows do.
pub trait Screen: std::fmt::Debug {
    /// What it shows.
    fn page(&self, cx: &Cx<'_>) -> Page;

    /// A row was chosen.
    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step;

    /// A field was left with Enter.
    fn submit(&mut self, _row: &str, _text: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    /// The page is left in another way while a field holds text that was not submitted.
    fn left(&mut self, _row: &str, _text: &str, _cx: &Cx<'_>) -> Option<Effect> {
        None
    }

    /// The program has done what the screen asked for.
    fn outcome(&mut self, _outcome: Outcome, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    /// The screen above was closed.
    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    /// The person wants to go back; a screen of several pages goes back inside itself.
    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Back
    }

    /// What it makes of a command on a row, before that is carried out; only a page that teaches commands minds.
    fn weigh(&self, _command: Command, _row: &str, _cx: &Cx<'_>) -> Weighed {
        Weighed::Free
    }

    /// What a page that teaches wants, for somebody who pressed something that cannot be taken.
    fn wanted(&self, _cx: &Cx<'_>) -> Option<String> {
        None
    }

    /// The command that was wanted was carried out; this is what was heard.
    fn learned(&mut self, _heard: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }

    /// The screen wants every key itself and answers it, as key practice does.
    fn hears_keys(&self) -> bool {
        false
    }

    /// A key, for a screen that wants every key.
    fn key(&mut self, _key: Key, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}
