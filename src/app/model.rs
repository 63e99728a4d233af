//! The model and how inputs change it.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::domain::case::Role as Office;
use crate::domain::rate::RateTable;
use crate::text::{Lang, Text, Verbosity, lines};
use crate::view::{Cause, Fault, Role, View};

use super::effect::Echo;
use super::page::{
    BACK_ROW, COMMANDS_ROW, Editing, FEWEST_ROWS, NEXT_ROW, PAPER, PREVIOUS_ROW, Room, Shown, parts, tree,
};
use super::screens;
use super::voice::{Trouble, Voice};
use super::{Cx, Effect, Lesson, Page, Screen};

/// How the person uses the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// The full screen for someone who looks: the row with the focus is highlighted.
    Screen,
    /// The full screen for a screen reader or a braille line.
    Reader,
    /// Line by line.
    Line,
}

/// Whose computer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The person's own: an application becomes a file for the office.
    Own,
    /// An office's: submitting is final and gives a receipt.
    Office,
}

/// The program's own voice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// It speaks.
    pub on: bool,
    /// How.
    pub voice: Voice,
    /// The names of the voices found for the language.
    pub found: Vec<String>,
    /// Why nothing is heard, as it was last told.
    pub trouble: Option<Trouble>,
    /// The screen is kept empty: what is heard is for the ears alone.
    pub blank: bool,
}

/// How the program is set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Language.
    pub lang: Lang,
    /// Front end.
    pub front: Front,
    /// Whose computer.
    pub place: Place,
    /// How much is said.
    pub verbosity: Verbosity,
    /// The sample office.
    pub sample: bool,
    /// Where a move by a letter is written.
    pub letter_echo: Echo,
    /// Where a move by an arrow is written.
    pub arrow_echo: Echo,
    /// Its own voice.
    pub own: Own,
    /// The lesson of the first minute that comes next.
    pub lesson: Lesson,
}

/// Who is at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody has said.
    Nobody,
    /// A resident who has signed in.
    Resident {
        /// Number in the database.
        person: i64,
        /// Name.
        name: String,
    },
    /// Someone who works for the office.
    Staff {
        /// Sign-in name.
        user: String,
        /// Name.
        name: String,
        /// Role.
        role: Office,
    },
}

/// What an input led to.
#[derive(Debug)]
pub struct Turned {
    /// Why something is to be heard.
    pub cause: Cause,
    /// What is to be done.
    pub effects: Vec<Effect>,
    /// The program is to be left.
    pub leave: bool,
}

/// The text being typed in a field.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) input: tui_input::Input,
    pub(super) fault: Option<Fault>,
}

/// One screen of the stack, with where the person is on it.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) screen: Box<dyn Screen>,
    /// The page that the rest is about; a screen may show one page after the other.
    page: String,
    pub(super) focus: Option<String>,
    /// The last row that had the focus among the page's own rows.
    pub(super) item: Option<String>,
    pub(super) part: usize,
    pub(super) typed: BTreeMap<String, Typed>,
}

impl Layer {
    fn new(screen: Box<dyn Screen>) -> Self {
        Self { screen, page: String::new(), focus: None, item: None, part: 0, typed: BTreeMap::new() }
    }
}

/// The state of the program.
#[derive(Debug)]
pub struct Model {
    /// Words.
    pub(super) text: Rc<Text>,
    /// The day it is.
    pub today: NaiveDate,
    /// The day whose rules are shown, when it is another one.
    pub(super) as_of: Option<NaiveDate>,
    /// Rates, as far as they are set.
    pub rates: Rc<RateTable>,
    /// How it is set up.
    pub setup: Setup,
    /// Who is signed in.
    pub who: Who,
    pub(super) room: Room,
    pub(super) layers: Vec<Layer>,
    /// Said once, above the first page, as long as that page stays.
    notices: Vec<String>,
    noticed: Option<String>,
    /// What `More` goes on with.
    pub(super) rest: Vec<String>,
}

impl Model {
    /// The model at the start, with `home` as its first screen and `notices` above its first page.
    pub fn new(setup: Setup, who: Who, today: NaiveDate, home: Box<dyn Screen>, notices: &[String]) -> Self {
        let text = Rc::new(Text::new(setup.lang));
        let notices = notices.iter().flat_map(|notice| lines(notice, 40)).collect();
        Self {
            text,
            today,
            as_of: None,
            rates: Rc::new(RateTable::default()),
            setup,
            who,
            room: PAPER,
            layers: vec![Layer::new(home)],
            notices,
            noticed: None,
            rest: Vec::new(),
        }
    }

    /// Words in the language of the moment.
    pub fn text(&self) -> Rc<Text> {
        Rc::clone(&self.text)
    }

    /// The message for the way in which the program is used: with keys, or line by line.
    pub(super) fn by_front(&self, keys: &'static str, line: &'static str) -> &'static str {
        if self.setup.front == Front::Line { line } else { keys }
    }

    /// Changes the language.
    pub fn speak(&mut self, lang: Lang) {
        self.setup.lang = lang;
        self.text = Rc::new(Text::new(lang));
    }

    /// Goes back to a first screen, as when somebody signs in or out.
    pub fn begin(&mut self, who: Who, home: Box<dyn Screen>) {
        self.who = who;
        self.as_of = None;
        self.layers = vec![Layer::new(home)];
        self.rest.clear();
    }

    /// Puts words above the page, where they are heard first and stay until another page comes.
    pub fn notify(&mut self, words: &str) {
        self.notices = words.lines().flat_map(|line| lines(line, 40)).collect();
        self.noticed = None;
    }

    /// Takes away what stands above the page. There is more room then, and the row with the focus decides which part of a
    /// long page is shown.
    pub(super) fn forget_notices(&mut self) {
        self.notices.clear();
    }

    /// Opens a screen above the current one.
    pub fn open(&mut self, screen: Box<dyn Screen>) {
        self.layers.push(Layer::new(screen));
    }

    /// Somebody is in the middle of something.
    pub fn is_busy(&self) -> bool {
        self.layers.len() > 1
    }

    /// What must be kept when the program is left or killed politely.
    pub fn leaving(&mut self) -> Vec<Effect> {
        self.left()
    }

    pub(super) fn top(&self) -> &Layer {
        self.layers.last().expect("the first screen is never closed")
    }

    pub(super) fn top_mut(&mut self) -> &mut Layer {
        self.layers.last_mut().expect("the first screen is never closed")
    }

    pub(super) fn page(&self) -> Page {
        self.top().screen.page(&self.cx())
    }

    fn cx(&self) -> Cx<'_> {
        Cx {
            text: &self.text,
            today: self.today,
            as_of: self.as_of,
            rates: &self.rates,
            who: &self.who,
            setup: &self.setup,
        }
    }

    /// Calls the top screen with what it may look at.
    pub(super) fn ask_screen<T>(&mut self, call: impl FnOnce(&mut dyn Screen, &Cx<'_>) -> T) -> T {
        let text = Rc::clone(&self.text);
        let rates = Rc::clone(&self.rates);
        let cx =
            Cx { text: &text, today: self.today, as_of: self.as_of, rates: &rates, who: &self.who, setup: &self.setup };
        let layer = self.layers.last_mut().expect("the first screen is never closed");
        call(&mut *layer.screen, &cx)
    }

    /// How many rows of the page's own fit beside the notices.
    pub(super) fn room_now(&self, title: &str) -> Room {
        let below = self.room.below(title);
        let rows = below.rows.saturating_sub(self.notices.len());
        // In a small window the notices are only said, and scroll away above the page.
        Room { rows: if rows > FEWEST_ROWS { rows } else { below.rows }, ..below }
    }

    /// The tree of this moment. Also makes the field with the focus ready for typing.
    pub fn view(&mut self) -> View {
        let page = self.page();
        if self.noticed.as_ref().is_some_and(|noticed| *noticed != page.id) {
            self.notices.clear();
        }
        self.noticed.get_or_insert_with(|| page.id.clone());
        let room = self.room_now(&page.title);
        let first = self.layers.len() == 1;
        let layer = self.top_mut();
        if layer.page != page.id {
            // Nothing typed or chosen on one page may turn up on another; what was typed has been kept by then.
            *layer = Layer {
                page: page.id.clone(),
                ..Layer::new(std::mem::replace(&mut layer.screen, Box::new(screens::Leave)))
            };
        }
        let parts = parts(&page.rows, room);
        layer.part = layer.part.min(parts.len() - 1);
        let known = |row: &str| {
            page.rows.iter().any(|r| r.id == row) || [COMMANDS_ROW, BACK_ROW, NEXT_ROW, PREVIOUS_ROW].contains(&row)
        };
        if layer.focus.as_deref().is_none_or(|row| !known(row)) {
            let start = page.start.clone().or_else(|| page.rows.first().map(|row| row.id.clone()));
            if let Some(index) = start.as_ref().and_then(|start| page.rows.iter().position(|row| row.id == *start)) {
                layer.part = parts.iter().position(|part| part.contains(&index)).unwrap_or(0);
            }
            layer.focus = Some(start.unwrap_or_else(|| COMMANDS_ROW.to_owned()));
        }
        let focus = layer.focus.clone().expect("set just above");
        // A part that was cut anew, after a change of the window, may no longer hold the row with the focus.
        if let Some(index) = page.rows.iter().position(|row| row.id == focus)
            && !parts[layer.part].contains(&index)
        {
            layer.part = parts.iter().position(|part| part.contains(&index)).unwrap_or(0);
        }
        if let Some(row) = page.rows.iter().find(|row| row.id == focus && row.role.takes_text()) {
            let value = row.value.clone().unwrap_or_default();
            layer
                .typed
                .entry(focus.clone())
                .or_insert_with(|| Typed { input: tui_input::Input::new(value), fault: None });
            layer.item = Some(focus.clone());
        } else if page.rows.iter().any(|row| row.id == focus) {
            layer.item = Some(focus.clone());
        }
        let part = layer.part;
        let layer = self.top();
        let editing = layer.typed.get(&focus).map(|typed| Editing {
            row: &focus,
            text: typed.input.value(),
            caret: typed.input.cursor(),
        });
        let faults: Vec<(&str, &Fault)> = layer
            .typed
            .iter()
            .filter_map(|(row, typed)| typed.fault.as_ref().map(|fault| (row.as_str(), fault)))
            .collect();
        // Fields that were left without Enter keep showing what was typed.
        let mut page = page;
        for row in &mut page.rows {
            if row.role == Role::TextField
                && let Some(typed) = layer.typed.get(&row.id)
            {
                row.value = Some(typed.input.value().to_owned());
            }
        }
        let back = if first { "row-leave" } else { "row-back" };
        let shown = Shown { part, room, focus: &focus, editing, faults: &faults, notices: &self.notices, back };
        tree(&page, &shown, &self.text)
    }
}
