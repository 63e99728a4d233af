//! A sample office for rehearsals, training and tests: invented residents, staff and applications in every state.
//!
//! Everything is told relative to one day, so terms make sense whatever that day is: the same day gives the same office.
//! Cases get where they are only by the steps that the rules allow, played in the order of time.

mod answers;
mod devices;
mod money;
mod people;
mod play;
mod plot;
mod policy;
mod retrofits;
mod scene;
mod staff;
mod works;

pub use staff::user_of;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::case::{Who, WorkingDays};
use crate::store::{Person, Result, Store};

/// With this every user of the sample office signs in.
pub const PASSPHRASE: &str = crate::domain::SAMPLE_PASSPHRASE;
/// With this every resident of the sample office signs in who has handed in an application.
pub const PIN: &str = "135792";

/// Fills an empty store with the sample office as it stands on `today`. The latest steps are of that very day; where it
/// is a day off, those of the office are of the working days before.
///
/// # Errors
/// Those of the store; an identity number that is there already is one.
pub fn fill(store: &mut Store, today: NaiveDate, calendar: &dyn WorkingDays) -> Result<()> {
    fill_telling(store, today, calendar, &mut |_, _| {})
}

/// The same; `far` is told how many of how many steps are done.
///
/// # Errors
/// Those of the store.
pub fn fill_telling(
    store: &mut Store,
    today: NaiveDate,
    calendar: &dyn WorkingDays,
    far: &mut dyn FnMut(usize, usize),
) -> Result<()> {
    let people = people::keep(store, today)?;
    let staff = staff::keep(store)?;
    policy::keep(store, &staff, today)?;
    let plots: Vec<_> = devices::all().into_iter().chain(retrofits::all()).collect();
    play::keep_mandates(store, &people, &staff, &plots, today)?;
    let handed_in = play::Office { store, today, calendar, people: &people, staff: &staff }.play(&plots, far)?;
    give_all(store, PASSPHRASE, &staff.values().map(|user| Who::User(user.id)).collect())?;
    give_all(store, PIN, &handed_in)
}

/// Puts the staff of the sample office into an empty store, and nobody else: an office that has just been set up.
///
/// # Errors
/// Those of the store.
pub fn fill_staff(store: &mut Store) -> Result<()> {
    let staff = staff::keep(store)?;
    give_all(store, PASSPHRASE, &staff.values().map(|user| Who::User(user.id)).collect())
}

/// Gives all of them the same secret, hashed once: hashing is slow on purpose.
fn give_all(store: &mut Store, secret: &str, all: &BTreeSet<Who>) -> Result<()> {
    let mut all = all.iter().copied();
    let Some(first) = all.next() else { return Ok(()) };
    store.set_secret(first, secret)?;
    store.share_secret(first, &all.collect::<Vec<_>>())
}

/// The resident of the sample office who is meant by "a resident": grown up, with a PIN and applications in many states.
/// `None` in a store that is not filled with it.
pub fn resident(store: &Store) -> Option<Person> {
    let found = store.find_persons(people::RESIDENT).ok()?;
    found.into_iter().find(|person| person.name == people::RESIDENT && person.has_secret)
}

#[cfg(test)]
mod tests;
