//! How a script begins: its database, who sits there, the day. The same for a rehearsal without a terminal and for the
//! real program opened at one.

use crate::app::effect::Setting;
use crate::app::{Lesson, Place, Setup, Who};
use crate::config::{NOT_ASKED, Saved};
use crate::domain::case::Role;
use crate::domain::shipped;
use crate::sample;
use crate::session::{Beginning, StillClock, notices};
use crate::store::{Result, Store};
use crate::text::Text;

use super::script::{As, Data, Header};

/// The database a script begins with, gone when it is dropped.
pub fn store(header: &Header) -> Result<Store> {
    let mut store = Store::open_in_memory()?;
    fill(header, &mut store)?;
    Ok(store)
}

/// Puts into an empty database what a script begins with.
pub fn fill(header: &Header, store: &mut Store) -> Result<()> {
    match header.data {
        Data::New => Ok(()),
        Data::Empty => sample::fill_staff(store),
        Data::Demo => sample::fill(store, header.today, shipped::calendar()),
    }
}

/// Whose computer it is before anybody has said so: a person's own at the first start, else an office's.
pub fn place(header: &Header) -> Place {
    if header.data == Data::New { Place::Own } else { Place::Office }
}

/// How the session of a script begins on a database that holds what its header asks for; `why` says why this front end
/// is used.
pub fn beginning(header: &Header, place: Place, store: Store, why: &str) -> Result<Beginning> {
    let who = who(header, &store)?;
    let mut saved = Saved::default();
    saved.set(Setting::LetterEcho(header.echoes.letter));
    saved.set(Setting::ArrowEcho(header.echoes.arrow));
    let setup = Setup {
        lang: header.lang,
        front: header.front,
        place,
        verbosity: header.verbosity,
        sample: header.data == Data::Demo,
        letter_echo: header.echoes.letter,
        arrow_echo: header.echoes.arrow,
        own: header.own.clone(),
        // After the questions of a first start the first minute is offered where it is by the real program.
        lesson: match (header.data, place) {
            (Data::New, Place::Own) => Lesson::first(header.front),
            _ => Lesson::Done,
        },
    };
    let speech = (setup.own.on, if setup.own.on { "speech-flag" } else { NOT_ASKED });
    let notices = notices(&Text::new(header.lang), setup.front, why, speech, setup.sample);
    let clock = Box::new(StillClock(header.today));
    Ok(Beginning { store, setup, who, notices, clock, folders: None, saved })
}

fn who(header: &Header, store: &Store) -> Result<Who> {
    Ok(match header.who {
        As::Nobody => Who::Nobody,
        As::Resident | As::Role(Role::Applicant) => match sample::resident(store) {
            Some(person) => Who::Resident { person: person.id.0, name: person.name },
            None => Who::Nobody,
        },
        As::Role(role) => match sample::user_of(role).map(|name| store.user_called(name)).transpose()?.flatten() {
            Some(user) => Who::Staff { user: user.sign_in, name: user.name, role },
            None => Who::Nobody,
        },
    })
}
