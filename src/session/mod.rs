//! The seam: an input in, a turn out. It performs effects, asks the clock, and is the only thing that holds the store.

mod effects;
mod files;
mod idle;
mod people;
mod policy;
mod progress;
mod voice;

use std::rc::Rc;
use std::time::Instant;

use chrono::{NaiveDate, NaiveDateTime};

use crate::app::screens::{Home, Resume};
use crate::app::{Effect, Front, Input, Model, Outcome, Own, Place, Room, Setup, Turned, Who};
use crate::config::{Folders, NOT_ASKED, Saved};
use crate::domain::case::{CaseId, State, UserId};
use crate::domain::shipped;
use crate::store::{Result as Stored, Store};
use crate::text::{Text, words, words_as_shown};
use crate::view::{Ask, Cause, Role, View, announce, page_changed};

pub use policy::rate_table;
pub use progress::{Progress, Tell};

/// Names the draft that the person at the keyboard was filling in, so that the next start offers to go on.
const CURRENT: &str = "current-draft";

/// Exit code after Ctrl-C, by the convention 128 + signal number.
pub const INTERRUPTED: i32 = 130;

/// The lines above the first page: that this is a sample and how to sign in, and which mode is on and why.
pub fn notices(text: &Text, front: Front, why: &str, speech: (bool, &str), sample: bool) -> Vec<String> {
    let (on, speech_why) = speech;
    let never = speech_why == NOT_ASKED;
    let speech = match (on, front == Front::Line) {
        (false, false) if never => "speech-first-never",
        (false, true) if never => "speech-first-never-line",
        (true, false) => "speech-first-on",
        (true, true) => "speech-first-on-line",
        (false, false) => "speech-first-off",
        (false, true) => "speech-first-off-line",
    };
    let mut lines = vec![text.with(speech, &[("why", &text.say(speech_why))])];
    if sample {
        lines.push(text.say("mode-sample"));
        lines.push(text.with("mode-sample-sign-in", &[("passphrase", &crate::sample::PASSPHRASE)]));
    }
    let mode = match front {
        Front::Line => "mode-line",
        Front::Reader => "mode-reader",
        Front::Screen => "mode-screen",
    };
    lines.push(text.with(mode, &[("why", &why)]));
    lines
}

/// What an input led to.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The tree now.
    pub view: View,
    /// Why.
    pub cause: Cause,
    /// What is heard, in words, in order.
    pub heard: Vec<String>,
    /// How many of these are the page itself.
    pub page_rows: usize,
    /// The program is left with this exit code.
    pub leave: Option<i32>,
    /// The screen and its scrollback are to be cleared first.
    pub clear: bool,
    /// It must be shown by itself: an error, a result, a question.
    pub loud: bool,
    /// What the program's own voice says, as an engine is to read it; nothing while it is off.
    pub spoken: Vec<String>,
    /// The screen is kept empty.
    pub blank: bool,
}

/// Where a session gets the time from.
pub trait Clock {
    /// Now, local time of the district.
    fn now(&self) -> NaiveDateTime;
}

/// The district's time zone: UTC+8 without summer time, whatever the computer is set to.
#[derive(Clone, Copy, Debug)]
pub struct DistrictClock;

impl Clock for DistrictClock {
    fn now(&self) -> NaiveDateTime {
        (chrono::Utc::now() + chrono::TimeDelta::hours(8)).naive_utc()
    }
}

/// A clock that stands still, for rehearsals and tests.
#[derive(Clone, Copy, Debug)]
pub struct StillClock(pub NaiveDate);

impl Clock for StillClock {
    fn now(&self) -> NaiveDateTime {
        self.0.and_hms_opt(10, 0, 0).expect("ten o'clock exists every day")
    }
}

/// One person's conversation with the program.
#[allow(clippy::struct_excessive_bools, reason = "each is its own small memory, and none excludes another")]
pub struct Session {
    store: Store,
    model: Model,
    clock: Box<dyn Clock>,
    folders: Option<Folders>,
    saved: Saved,
    /// The member of staff who is signed in, with the rights the rules need.
    user: Option<UserId>,
    last: View,
    touched: Instant,
    warned: bool,
    lapsed_on: NaiveDate,
    clear: bool,
    /// The rates have been read.
    rates_read: bool,
    /// How the program's own voice was set when the program began: for whoever comes next.
    own: Own,
    /// Trouble with the voice that came while a secret was typed, when nothing is written.
    held: Option<String>,
    /// What was fed last came from the voice.
    news: bool,
    /// What whoever is here has handed in last.
    handed_in: Option<CaseId>,
}

/// What a session begins with.
pub struct Beginning {
    /// The database.
    pub store: Store,
    /// Language, front end, computer.
    pub setup: Setup,
    /// Who is signed in already; nobody outside rehearsals.
    pub who: Who,
    /// Said above the first page.
    pub notices: Vec<String>,
    /// The time.
    pub clock: Box<dyn Clock>,
    /// Where files go; none in rehearsals.
    pub folders: Option<Folders>,
    /// The settings as they are kept.
    pub saved: Saved,
}

impl Session {
    /// Begins: performs what has fallen due since the last time, and looks for a draft to go on with.
    pub fn begin(from: Beginning) -> Stored<Self> {
        let Beginning { mut store, setup, who, notices, clock, folders, saved } = from;
        let now = clock.now();
        store.run_lapses(now, shipped::calendar())?;
        if setup.place == Place::Office {
            // Whoever left without saying so is not to be met by the next person.
            store.forget_facts(policy::CURRENT)?;
        }
        store.shrink()?;
        let resume = resume(&store)?;
        let user = match &who {
            Who::Staff { user, .. } => store.user_called(user)?.map(|user| user.id),
            _ => None,
        };
        let home = Box::new(Home::new(resume));
        let own = setup.own.clone();
        let mut model = Model::new(setup, who, now.date(), home, &notices);
        let last = model.view();
        Ok(Self {
            store,
            model,
            clock,
            folders,
            saved,
            user,
            last,
            touched: Instant::now(),
            warned: false,
            lapsed_on: now.date(),
            clear: false,
            rates_read: false,
            own,
            held: None,
            news: false,
            handed_in: None,
        })
    }

    /// The first turn.
    pub fn start(&mut self) -> Turn {
        let turned = Turned { cause: Cause::Started, effects: Vec::new(), leave: false };
        self.finish(turned)
    }

    /// Takes an input.
    pub fn feed(&mut self, input: Input) -> Turn {
        self.feed_telling(input, &mut |_, _| {})
    }

    /// Takes an input; `tell` is told about work that takes long, before the turn is there.
    pub fn feed_telling(&mut self, input: Input, mut tell: Tell<'_>) -> Turn {
        if !matches!(input, Input::Idle | Input::IdleOver | Input::Room(_) | Input::Voice(_)) {
            self.touched = Instant::now();
            self.warned = false;
        }
        self.news = matches!(input, Input::Voice(_));
        self.catch_up();
        self.need_rates();
        let mut turned = self.model.input(input);
        // Each effect may lead to an outcome that leads to the next effect.
        while !turned.effects.is_empty() {
            let effect = turned.effects.remove(0);
            if effect == Effect::NextPerson {
                self.perform(effect);
                turned.cause = Cause::Told(self.model.text().say("next-person-done"));
                continue;
            }
            let quiet = effect == Effect::KeepVoice;
            let outcome = self.perform_telling(effect, &mut tell);
            match outcome {
                // The voice sounds as it was told to, kept or not; no screen waits for it.
                Outcome::Failed { id, .. } if quiet => turned.cause = Cause::Refused(self.model.text().say(id)),
                _ if quiet => {}
                outcome => self.model.outcome(outcome, &mut turned),
            }
        }
        self.finish(turned)
    }

    /// Does one thing without a page, as the command line does, and says what came of it.
    pub fn carry_out(&mut self, effect: Effect) -> Outcome {
        self.carry_out_telling(effect, &mut |_, _| {})
    }

    /// The same, telling about work that takes long.
    pub fn carry_out_telling(&mut self, effect: Effect, mut tell: Tell<'_>) -> Outcome {
        self.need_rates();
        self.perform_telling(effect, &mut tell)
    }

    /// Something to be heard while the page stays as it is and its turn is not there yet.
    fn in_between(&self, words: String) -> Turn {
        Turn {
            view: self.last.clone(),
            cause: Cause::Told(words.clone()),
            spoken: vec![words.clone()],
            heard: vec![words],
            page_rows: 0,
            leave: None,
            clear: false,
            blank: self.model.setup.own.blank,
            loud: true,
        }
    }

    /// Reads the rates when they are first needed: the first page shows none, and a start should not wait for them.
    fn need_rates(&mut self) {
        if !std::mem::replace(&mut self.rates_read, true) {
            // Without them every amount is said to be not set; the database tells its trouble with the next act.
            let _ = self.read_rates();
        }
    }

    /// Says that something entered could not be taken before it reached the program.
    pub fn refuse(&mut self, message: &str) -> Turn {
        let cause = Cause::Refused(self.model.text().say(message));
        self.finish(Turned { cause, effects: Vec::new(), leave: false })
    }

    /// Ctrl-C: says that everything is kept and leaves.
    pub fn interrupt(&mut self) -> Turn {
        self.hang_up();
        let cause = Cause::Told(self.model.text().say("goodbye"));
        let mut turn = self.finish(Turned { cause, effects: Vec::new(), leave: true });
        turn.leave = Some(INTERRUPTED);
        turn
    }

    /// Gives the database back.
    pub fn into_store(self) -> Store {
        self.store
    }

    /// The terminal is gone or the program is asked to end: keeps what was typed and not sent.
    pub fn hang_up(&mut self) {
        for effect in self.model.leaving() {
            self.perform(effect);
        }
    }

    /// Work that no key should wait for.
    pub fn between_keys(&self) {
        // A checkpoint that does not succeed now succeeds later; nothing depends on it.
        let _ = self.store.checkpoint();
    }

    /// How many rows of a list fit.
    pub fn set_room(&mut self, room: Room) {
        self.model.input(Input::Room(room));
        self.last = self.model.view();
    }

    /// Words in the language of the moment.
    pub fn text(&self) -> Rc<Text> {
        self.model.text()
    }

    /// The front end that was chosen.
    pub fn front(&self) -> Front {
        self.model.setup.front
    }

    /// The settings as they are kept.
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// Performs what has fallen due since the day changed.
    fn catch_up(&mut self) {
        let now = self.clock.now();
        if now.date() != self.lapsed_on {
            self.model.today = now.date();
            self.lapsed_on = now.date();
            // What could not be performed now is performed before the next act on the case.
            let _ = self.store.run_lapses(now, shipped::calendar());
        }
    }

    fn finish(&mut self, turned: Turned) -> Turn {
        let mut view = self.model.view();
        let mut cause = self.hold_while_secret(turned.cause, &mut view);
        // The result first: what was done stands above the page that comes with it.
        if let Cause::Told(words) = &cause
            && !turned.leave
            && (self.clear || page_changed(&self.last, &view))
        {
            self.model.notify(words);
            view = self.model.view();
            cause = Cause::Acted;
        }
        debug_assert_eq!(crate::view::check(&view), Ok(()), "on the page {}", view.root.id);
        let text = self.model.text();
        let verbosity = self.model.setup.verbosity;
        // A screen that was cleared is written anew, and so it is heard anew.
        let cleared = self.clear && !page_changed(&self.last, &view);
        let mut utterances = if cleared { announce(&self.last, &view, &Cause::Started) } else { Vec::new() };
        utterances.extend(announce(&self.last, &view, &cause));
        let anew = cleared || matches!(cause, Cause::Started | Cause::Asked(Ask::WholePage));
        let page = anew || (cause != Cause::None && page_changed(&self.last, &view));
        let page_rows = if page { view.rows().len() + 1 } else { 0 };
        // Pages, and rows reached with an arrow, are heard as they stand on the screen.
        let arrow = matches!(cause, Cause::Moved { arrow: true, .. });
        let mut heard: Vec<String> = utterances
            .iter()
            .enumerate()
            .map(|(i, one)| {
                let shown = arrow || i < page_rows;
                if shown { words_as_shown(one, &text, verbosity) } else { words(one, &text, verbosity) }
            })
            .collect();
        let whole = heard.clone();
        for piece in heard.iter_mut().skip(page_rows) {
            *piece = self.model.in_pieces(std::mem::take(piece));
        }
        if page_rows == 0
            && let Some(kept) = self.kept_in_field(&cause, &heard)
        {
            heard.push(kept);
        }
        let spoken = self.spoken(&utterances, &whole, &heard, page_rows, &cause, &view);
        let fault = view.focused().fault.is_some() && cause == Cause::Acted;
        let loud = fault
            || matches!(
                cause,
                Cause::Refused(_) | Cause::TextRefused(_) | Cause::Told(_) | Cause::Asked(_) | Cause::Event
            )
            || (page && view.root.role == Role::Dialog);
        self.last = view.clone();
        let clear = std::mem::take(&mut self.clear);
        let blank = self.model.setup.own.blank;
        Turn { view, cause, heard, page_rows, leave: turned.leave.then_some(0), clear, loud, spoken, blank }
    }

    /// That what was typed stays, when the focus leaves a field or something else is said beside it. It also makes the
    /// words more than one line: a reader that has heard many letters typed takes one short line for their echo.
    fn kept_in_field(&self, cause: &Cause, heard: &[String]) -> Option<String> {
        let field = self.last.focused();
        let typed = field.value.as_ref().filter(|_| field.role == Role::TextField)?.chars().count();
        let beside = matches!(cause, Cause::Moved { arrow: false, .. } | Cause::Refused(_));
        let [words] = heard else { return None };
        (beside && typed >= words.chars().count())
            .then(|| self.model.text().with("field-kept", &[("label", &field.name)]))
    }

    /// Back to the first page with nobody signed in.
    fn sign_out(&mut self) {
        self.user = None;
        self.handed_in = None;
        self.clear = true;
        self.forget_voice();
        // What somebody else left open is not offered to the next person.
        let _ = self.store.set_setting(CURRENT, None);
        self.forget_current();
        // Somebody at another computer may have signed one in the meantime.
        self.rates_read = false;
        self.model.begin(Who::Nobody, Box::new(Home::new(None)));
    }
}

/// The draft that was being filled in when the program last ended.
fn resume(store: &Store) -> Stored<Option<Resume>> {
    let Some(id) = store.setting(CURRENT)?.and_then(|id| id.parse().ok()) else { return Ok(None) };
    match store.case_file(CaseId(id)) {
        Ok(file) if file.case.state == State::Draft => Ok(Some(Resume { case: file.case.id, kind: file.case.kind })),
        // Gone or handed in: nothing to go on with.
        _ => Ok(None),
    }
}
