//! What every command about the policy stands on: words, the site's own folder, the database, a day, the output.

use std::io::{self, BufWriter, StdoutLock, Write};
use std::rc::Rc;

use chrono::NaiveDate;
use serde::Serialize;

use crate::config::{Flags, Folders, Saved, Surroundings};
use crate::domain::data::DataFault;
use crate::domain::data::in_force::POLICY_FROM;
use crate::domain::owed::Kept;
use crate::domain::rate::RateTable;
use crate::domain::shipped;
use crate::session::{Clock as _, DistrictClock, rate_table};
use crate::site;
use crate::store::Store;
use crate::text::{Text, date};

use super::open::cannot_open;
use super::{DATA, DONE, FAILED, USAGE, complain};

/// Why a command ends before its end.
#[derive(Debug)]
pub enum Stop {
    /// It was said why; this is the exit code.
    Code(i32),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The exit code of what a command came to. Whoever reads no further, as `head` does, needs no word about it.
pub fn code(done: Result<i32, Stop>) -> i32 {
    match done {
        Ok(code) | Err(Stop::Code(code)) => code,
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(Stop::Output(error)) => {
            complain(&error.to_string());
            FAILED
        }
    }
}

/// The site's own folder laid over what ships; what is wrong with it, and then nothing is laid over.
pub fn lay_site(folders: &Folders) -> Vec<DataFault> {
    // A link that leads nowhere is there as well, and is a fault and not nothing.
    if std::fs::symlink_metadata(folders.site()).is_err() {
        return Vec::new();
    }
    let (bundle, faults) = site::laid_over(&folders.site());
    if faults.is_empty() {
        shipped::install(bundle);
    }
    faults
}

/// The ground of a command.
pub struct Ground {
    /// Words.
    pub text: Rc<Text>,
    /// Where things are kept, where there is such a place.
    pub folders: Option<Folders>,
    /// The settings.
    pub saved: Saved,
    out: BufWriter<StdoutLock<'static>>,
}

impl Ground {
    /// Words and folders alone.
    pub fn bare(flags: Flags, around: &Surroundings) -> Self {
        let folders = Folders::find(false);
        let saved = folders.as_ref().and_then(|folders| Saved::load(&folders.config)).unwrap_or_default();
        let text = Rc::new(Text::new(flags.lang.or(saved.lang).unwrap_or_else(|| around.lang())));
        Self { text, folders, saved, out: BufWriter::with_capacity(1 << 16, io::stdout().lock()) }
    }

    /// With the site's folder laid over; one with faults stops the command.
    pub fn new(flags: Flags, around: &Surroundings) -> Result<Self, Stop> {
        let ground = Self::bare(flags, around);
        let faults = ground.folders.as_ref().map(lay_site).unwrap_or_default();
        if let Some(first) = faults.first() {
            complain(&first.to_string());
            complain(&ground.text.with("cli-site-faults", &[("count", &faults.len())]));
            return Err(Stop::Code(DATA));
        }
        Ok(ground)
    }

    /// The ground of a question about a day, with a word where nothing was in force on it yet.
    pub fn on(as_of: Option<&str>, flags: Flags, around: &Surroundings) -> Result<(Self, NaiveDate), Stop> {
        let ground = Self::new(flags, around)?;
        let day = ground.day(as_of)?;
        ground.tell_if_before(day);
        Ok((ground, day))
    }

    /// The day asked about; today where none is named.
    pub fn day(&self, named: Option<&str>) -> Result<NaiveDate, Stop> {
        let Some(named) = named else { return Ok(DistrictClock.now().date()) };
        self.day_of(named)
    }

    /// Says that nothing was in force on `day` yet, where that is so: an answer with nothing in it would read as a "no".
    fn tell_if_before(&self, day: NaiveDate) {
        if day < POLICY_FROM {
            let days = [day, POLICY_FROM].map(|day| date(day, self.text.lang()));
            complain(&self.text.with("cli-before", &[("day", &days[0]), ("from", &days[1])]));
        }
    }

    /// A day as it is written.
    pub fn day_of(&self, named: &str) -> Result<NaiveDate, Stop> {
        // The library would take a day without its zeros as well, and then nobody knows what else.
        let day = (named.len() == 10).then(|| named.parse().ok()).flatten();
        day.ok_or_else(|| self.stop(USAGE, "cli-no-day", named))
    }

    /// Says what is wrong with `what`; the stop.
    pub fn stop(&self, code: i32, message: &str, what: &str) -> Stop {
        complain(&self.text.with(message, &[("what", &crate::domain::person::clean(what))]));
        Stop::Code(code)
    }

    /// The rates of what ships, the site and the database. Where there is no database none is made.
    pub fn rates(&self) -> Result<RateTable, Stop> {
        let Some(folders) = self.folders.as_ref().filter(|folders| folders.database().exists()) else {
            return Ok(RateTable::new(shipped::rates(), Vec::new()));
        };
        let table = Store::open(&folders.database()).and_then(|store| rate_table(&store));
        table.map_err(|error| Stop::Code(cannot_open(&error, folders, &self.text)))
    }

    /// What staff keep about a duty or target. Where there is no database none is made.
    pub fn owed(&self, entry: &str) -> Result<Option<Kept>, Stop> {
        let Some(folders) = self.folders.as_ref().filter(|folders| folders.database().exists()) else {
            return Ok(None);
        };
        let kept = Store::open(&folders.database()).and_then(|store| store.owed());
        let kept = kept.map_err(|error| Stop::Code(cannot_open(&error, folders, &self.text)))?;
        Ok(kept.into_iter().find(|kept| kept.entry == entry))
    }

    /// Writes a line of words.
    pub fn line(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "{words}")
    }

    /// Writes an object on a line of its own.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// The output itself.
    pub fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// Everything was written; the exit code.
    pub fn done(mut self, code: i32) -> Result<i32, Stop> {
        self.out.flush()?;
        Ok(code)
    }
}
