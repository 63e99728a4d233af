//! How inputs change the model: keys, commands, and what screens ask for.

use crate::text::{columns, lines, words};
use crate::view::{Ask, Cause, Role, View, announce};

use super::model::{Model, Turned};
use super::page::{BACK_ROW, COMMANDS_ROW, NEXT_ROW, PREVIOUS_ROW, parts, row_of};
use super::screens;
use super::typing::edit_of;
use super::voice::Change;
use super::{Command, Effect, Input, Key, Outcome, Screen, Step, Weighed};

/// What is asked for is said in pieces of at most two 40-column rows.
const PIECE_COLUMNS: usize = 78;
/// A row of the smallest window, and the longest a word about a wrong key may be, so that what is wanted stands below it.
const ROW_COLUMNS: usize = 40;

/// Letters of the longest word that an input method is taken to compose at once.
const LONGEST_WORD: usize = 8;

impl Model {
    /// Takes one input.
    pub fn input(&mut self, input: Input) -> Turned {
        let before = self.view();
        let mut turned = Turned { cause: Cause::None, effects: Vec::new(), leave: false };
        match input {
            Input::Key(key) => self.key(key, &before, &mut turned),
            Input::Text(text) => self.type_text(&text, &before, &mut turned),
            Input::Line(line) => self.line(&line, &before, &mut turned),
            Input::Answer(text) => self.answer(&text, &before, &mut turned),
            Input::Room(room) => {
                self.room = room;
                turned.cause = Cause::Started;
            }
            Input::Voice(news) => self.hear_voice(news, &mut turned),
            Input::Idle | Input::IdleOver => {}
        }
        if let Cause::Refused(words) = &turned.cause
            && let Some(wanted) = self.ask_screen(|screen, cx| screen.wanted(cx))
        {
            // In two lines: after an arrow a reader may take a single new row for a repaint and leave it out.
            let said = if columns(words) < ROW_COLUMNS { words.clone() } else { self.text.say("lesson-not") };
            turned.cause = Cause::Told(format!("{said}\n{wanted}"));
        }
        if !matches!(turned.cause, Cause::Asked(Ask::More)) {
            self.rest.clear();
        }
        turned
    }

    /// Takes what the program has done for the top screen.
    pub fn outcome(&mut self, outcome: Outcome, turned: &mut Turned) {
        let step = self.ask_screen(|screen, cx| screen.outcome(outcome, cx));
        self.apply(step, turned);
    }

    /// Cuts what was asked for into pieces; the first is said now, `More` goes on with the others.
    pub fn in_pieces(&mut self, words: String) -> String {
        if columns(&words) <= PIECE_COLUMNS {
            return words;
        }
        let mut pieces = lines(&words, PIECE_COLUMNS - 10).into_iter();
        let first = pieces.next().unwrap_or_default();
        let first = first.trim_end_matches(['，', '。', '；', ',', '.', ';']).to_owned();
        self.rest = pieces.collect();
        self.text.with("part-more-follows", &[("said", &first)])
    }

    pub(super) fn key(&mut self, key: Key, before: &View, turned: &mut Turned) {
        if self.top().screen.hears_keys() {
            let step = self.ask_screen(|screen, cx| screen.key(key, cx));
            turned.cause = Cause::Acted;
            self.apply(step, turned);
            return;
        }
        let field = before.focused().role.takes_text();
        if field && let Some(edit) = edit_of(key) {
            self.edit(edit, before, turned);
            return;
        }
        let command = if field { Command::of_in_field(key) } else { Command::of(key) };
        match command {
            Some(command) => {
                let arrow = matches!(key, Key::Up | Key::Down);
                self.command(command, arrow, before, turned);
            }
            None => turned.cause = Cause::Refused(self.no_meaning(key)),
        }
    }

    fn no_meaning(&self, key: Key) -> String {
        match key {
            Key::Char(c) if !c.is_ascii() => self.input_method(&c.to_string()),
            key => self.text.with("refused-key", &[("key", &screens::key_name(key, &self.text))]),
        }
    }

    /// Letters of an input method arrived where a command was meant: which, and how to switch it.
    pub(super) fn input_method(&self, letters: &str) -> String {
        let full_width = letters.chars().all(|c| ('\u{ff01}'..='\u{ff5e}').contains(&c));
        let id = if full_width { "refused-full-width" } else { "refused-chinese" };
        self.text.with(id, &[("key", &letters)])
    }

    /// A burst of text where nothing can be typed: a word that an input method composed, or something pasted.
    pub(super) fn no_field(&self, text: &str) -> String {
        let word = text.trim();
        let composed = !word.is_empty() && word.chars().count() <= LONGEST_WORD && !word.chars().any(|c| c.is_ascii());
        if composed { self.input_method(word) } else { self.text.say("refused-no-field") }
    }

    pub(super) fn focus(&self) -> String {
        self.top().focus.clone().unwrap_or_else(|| COMMANDS_ROW.to_owned())
    }

    /// Carries a command out, unless the page teaches another one.
    pub(super) fn command(&mut self, command: Command, arrow: bool, before: &View, turned: &mut Turned) {
        let row = self.focus();
        match self.ask_screen(|screen, cx| screen.weigh(command, &row, cx)) {
            Weighed::Free => self.carry_out(command, arrow, before, turned),
            Weighed::Other(words) => turned.cause = Cause::Refused(words),
            Weighed::Wanted => {
                self.carry_out(command, arrow, before, turned);
                let heard = announce(before, &self.view(), &turned.cause);
                let heard: Vec<String> = heard.iter().map(|one| words(one, &self.text, self.setup.verbosity)).collect();
                let step = self.ask_screen(|screen, cx| screen.learned(&heard.join(" "), cx));
                self.apply(step, turned);
            }
        }
    }

    fn carry_out(&mut self, command: Command, arrow: bool, before: &View, turned: &mut Turned) {
        let rows = before.focusable();
        let at = rows.iter().position(|node| node.id == before.focus).unwrap_or(0);
        let main = rows.iter().filter(|node| node.position.is_some()).count();
        let target = match command {
            Command::Next => Some((at + 1).min(rows.len() - 1)),
            Command::Previous => Some(at.saturating_sub(1)),
            Command::First => Some(0),
            Command::Last => Some(main.saturating_sub(1)),
            // Groups: the rows of the page, Commands, Back.
            Command::NextGroup => Some(if at < main { main } else { (at + 1) % rows.len() }),
            Command::PreviousGroup if at == 0 || at < main => Some(rows.len() - 1),
            Command::PreviousGroup if at == main => None,
            Command::PreviousGroup => Some(at - 1),
            Command::Jump(number) if usize::from(number) <= main => Some(usize::from(number) - 1),
            Command::Jump(number) => {
                let number = usize::from(number);
                turned.cause = Cause::Refused(self.text.with("refused-jump", &[("number", &number), ("of", &main)]));
                return;
            }
            _ => return self.act(command, before, turned),
        };
        let row = match target {
            Some(index) => row_of(rows[index].id.as_str()),
            None => self.top().item.clone().unwrap_or_else(|| row_of(rows[0].id.as_str())),
        };
        self.top_mut().focus = Some(row);
        turned.cause = Cause::Moved { arrow, step: matches!(command, Command::Next | Command::Previous) };
    }

    fn act(&mut self, command: Command, before: &View, turned: &mut Turned) {
        let ask = |ask| Cause::Asked(ask);
        if let Some(refused) = self.needs_voice(command) {
            turned.cause = refused;
            return;
        }
        match command {
            Command::SayAgain => turned.cause = ask(Ask::Again),
            Command::WhereAmI => turned.cause = ask(Ask::Where),
            Command::Spell => turned.cause = ask(Ask::Spell),
            Command::WholePage => turned.cause = ask(Ask::WholePage),
            Command::Help => turned.cause = ask(Ask::Help),
            Command::More if !self.rest.is_empty() => {
                let rest = std::mem::take(&mut self.rest).concat();
                turned.cause = Cause::Told(rest);
            }
            Command::More => turned.cause = ask(Ask::More),
            Command::Activate => self.activate(before, turned),
            Command::Back => self.back(turned),
            Command::NextPage => self.turn_page(1, turned),
            Command::PreviousPage => self.turn_page(-1, turned),
            Command::CommandsHere => self.open_over(Box::new(screens::Commands::new(before)), turned),
            Command::Find => self.open_over(Box::new(screens::Find::new(&self.page().title)), turned),
            Command::Leave => self.open_over(Box::new(screens::Leave), turned),
            Command::Voice => self.switch_voice(turned),
            // The voice has been stopped by the key itself; chosen from the list of commands, the page comes back.
            Command::Hush => {}
            Command::Slower => self.change_voice(&Change::Rate(Some(-1)), turned),
            Command::Faster => self.change_voice(&Change::Rate(Some(1)), turned),
            Command::Lower => self.change_voice(&Change::Pitch(Some(-1)), turned),
            Command::Higher => self.change_voice(&Change::Pitch(Some(1)), turned),
            Command::Quieter => self.change_voice(&Change::Volume(Some(-1)), turned),
            Command::Louder => self.change_voice(&Change::Volume(Some(1)), turned),
            Command::Verbosity => self.next_verbosity(turned),
            Command::Blank => self.blank(turned),
            _ => unreachable!("moves are made before"),
        }
    }

    fn open_over(&mut self, screen: Box<dyn Screen>, turned: &mut Turned) {
        turned.effects.extend(self.left());
        self.open(screen);
        turned.cause = Cause::Acted;
    }

    fn activate(&mut self, before: &View, turned: &mut Turned) {
        let row = self.focus();
        if before.focused().role.takes_text() {
            self.submit(&row, turned);
        } else {
            self.choose_row(&row, turned);
        }
    }

    pub(super) fn choose_row(&mut self, row: &str, turned: &mut Turned) {
        self.top_mut().focus = Some(row.to_owned());
        turned.cause = Cause::Acted;
        match row {
            COMMANDS_ROW => {
                // Commands act on the item that had the focus before.
                let item = self.top().item.clone();
                self.top_mut().focus = item;
                let view = self.view();
                self.open_over(Box::new(screens::Commands::new(&view)), turned);
            }
            BACK_ROW => self.back(turned),
            NEXT_ROW => self.turn_page(1, turned),
            PREVIOUS_ROW => self.turn_page(-1, turned),
            row => match self.page().rows.iter().find(|known| known.id == row).map(|known| known.role) {
                Some(Role::Text) => {
                    let id = self.by_front("refused-text-row", "refused-text-row-line");
                    turned.cause = Cause::Refused(self.text.say(id));
                }
                Some(role) if role.takes_text() => turned.cause = Cause::Moved { arrow: false, step: false },
                _ => {
                    let step = self.ask_screen(|screen, cx| screen.choose(row, cx));
                    self.apply(step, turned);
                }
            },
        }
    }

    pub(super) fn submit(&mut self, row: &str, turned: &mut Turned) {
        let text = self.top().typed.get(row).map(|typed| typed.input.value().to_owned()).unwrap_or_default();
        turned.cause = Cause::Acted;
        let step = self.ask_screen(|screen, cx| screen.submit(row, &text, cx));
        if let Step::Fault(fault) = step {
            if let Some(typed) = self.top_mut().typed.get_mut(row) {
                typed.fault = Some(fault);
            }
            return;
        }
        // What could not be taken stays where it was typed.
        if !matches!(step, Step::Refused(_)) {
            self.top_mut().typed.remove(row);
        }
        self.apply(step, turned);
    }

    fn back(&mut self, turned: &mut Turned) {
        turned.cause = Cause::Acted;
        if self.layers.len() == 1 {
            self.top_mut().focus = None;
            self.open_over(Box::new(screens::Leave), turned);
            return;
        }
        turned.effects.extend(self.left());
        let step = self.ask_screen(|screen, cx| screen.back(cx));
        self.apply(step, turned);
    }

    /// Gives the screen the text that was typed and not submitted.
    pub(super) fn left(&mut self) -> Vec<Effect> {
        let typed: Vec<(String, String)> =
            self.top().typed.iter().map(|(row, typed)| (row.clone(), typed.input.value().to_owned())).collect();
        typed.iter().filter_map(|(row, text)| self.ask_screen(|screen, cx| screen.left(row, text, cx))).collect()
    }

    fn turn_page(&mut self, by: isize, turned: &mut Turned) {
        let page = self.page();
        let parts = parts(&page.rows, self.room_now(&page.title));
        let layer = self.top_mut();
        if let Some(part) = layer.part.checked_add_signed(by).filter(|part| *part < parts.len()) {
            layer.part = part;
            layer.focus = Some(page.rows[parts[part].start].id.clone());
            // What stood above the page was heard with its first part.
            self.forget_notices();
            turned.cause = Cause::Acted;
        } else {
            let id = match (parts.len(), by > 0) {
                (1, _) => "refused-one-page",
                (_, true) => "refused-last-page",
                (_, false) => "refused-first-page",
            };
            turned.cause = Cause::Refused(self.text.say(id));
        }
    }

    fn close(&mut self, turned: &mut Turned) {
        if self.layers.len() > 1 {
            self.layers.pop();
            let step = self.ask_screen(|screen, cx| screen.uncovered(cx));
            self.apply(step, turned);
        }
    }

    fn apply(&mut self, step: Step, turned: &mut Turned) {
        match step {
            Step::Stay => {}
            Step::Told(words) => turned.cause = Cause::Told(words),
            Step::Refused(words) => turned.cause = Cause::Refused(words),
            Step::Fault(fault) => {
                let row = self.focus();
                if let Some(typed) = self.top_mut().typed.get_mut(&row) {
                    typed.fault = Some(fault);
                } else {
                    turned.cause = Cause::Refused(format!("{} {}", fault.what, fault.remedy));
                }
            }
            Step::Open(screen) => self.open(screen),
            Step::Replace(screen) => {
                self.layers.pop();
                self.open(screen);
            }
            Step::Back => self.close(turned),
            Step::Home => {
                self.layers.truncate(1);
                let step = self.ask_screen(|screen, cx| screen.uncovered(cx));
                self.apply(step, turned);
            }
            Step::AsOf(day) => self.as_of = day,
            Step::Run(command) => {
                self.close(turned);
                let item = self.top().item.clone();
                let layer = self.top_mut();
                if item.is_some() {
                    layer.focus = item;
                }
                let view = self.view();
                self.run_after_return(command, &view, turned);
            }
            Step::FindBelow(words) => {
                self.close(turned);
                self.find(&words, turned);
            }
            Step::Voice(change) => self.change_voice(&change, turned),
            Step::Do(effect) => turned.effects.push(effect),
            Step::Both(first, second) => {
                self.apply(*first, turned);
                self.apply(*second, turned);
            }
            Step::Leave => {
                turned.leave = true;
                turned.cause = Cause::Told(self.text.say("goodbye"));
            }
        }
    }

    /// A command chosen from the list of commands. The page it acts on comes back first, so asking about the item is
    /// answered by that page and the words together.
    fn run_after_return(&mut self, command: Command, view: &View, turned: &mut Turned) {
        match command {
            Command::Next | Command::Previous | Command::First | Command::Last | Command::NextGroup => {
                self.command(command, false, view, turned);
                turned.cause = Cause::Acted;
            }
            command => self.command(command, false, view, turned),
        }
    }

    fn find(&mut self, words: &str, turned: &mut Turned) {
        let page = self.page();
        let names: Vec<&str> = page.rows.iter().map(|row| row.name.as_str()).collect();
        let at = self.top().item.as_ref().and_then(|item| page.rows.iter().position(|row| row.id == *item));
        match crate::domain::search::next_match(&names, words, at) {
            Some(index) => {
                self.top_mut().focus = Some(page.rows[index].id.clone());
                turned.cause = Cause::Told(self.text.with("find-found", &[("row", &page.rows[index].name)]));
            }
            None => turned.cause = Cause::Refused(self.text.with("refused-not-found", &[("words", &words)])),
        }
    }
}
