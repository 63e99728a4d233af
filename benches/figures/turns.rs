//! A turn's own work: from a key to the tree and the words, without any terminal.

use std::time::Instant;

use zhucan::app::{Front, Input, Place, Setup, Who};
use zhucan::config::Saved;
use zhucan::domain::case::Role;
use zhucan::domain::shipped;
use zhucan::sample;
use zhucan::session::{Beginning, Session, StillClock};
use zhucan::store::Store;
use zhucan::text::{Lang, Verbosity};

use super::bytes::walk;
use super::{quantile, tell};

fn session(role: Option<Role>) -> Session {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day");
    let mut store = Store::open_in_memory().expect("a store");
    sample::fill(&mut store, today, shipped::calendar()).expect("the sample office");
    let saved = Saved::default();
    let setup = Setup {
        lang: Lang::Zh,
        front: Front::Reader,
        place: Place::Office,
        verbosity: Verbosity::Normal,
        sample: true,
        letter_echo: saved.letter_echo(),
        arrow_echo: saved.arrow_echo(),
        own: zhucan::app::Own::default(),
        lesson: saved.lesson(),
    };
    let user = role.and_then(sample::user_of).map(|name| store.user_called(name).expect("a store"));
    let who = match (user.flatten(), role) {
        (Some(user), Some(role)) => Who::Staff { user: user.sign_in, name: user.name, role },
        _ => Who::Nobody,
    };
    let clock = Box::new(StillClock(today));
    let beginning = Beginning { store, setup, who, notices: Vec::new(), clock, folders: None, saved };
    Session::begin(beginning).expect("it begins")
}

pub fn tell_all() {
    let (mut moves, mut pages) = (Vec::new(), Vec::new());
    for role in [None, Some(Role::StreetClerk)] {
        let mut session = session(role);
        session.start();
        for key in walk(11).take(2_000) {
            let begin = Instant::now();
            let turn = session.feed(Input::Key(key));
            let took = begin.elapsed().as_secs_f64() * 1e6;
            if turn.page_rows > 0 { pages.push(took) } else { moves.push(took) }
        }
    }
    tell("turn: a move, median", quantile(&moves, 0.5), "us", "limit", 1_000.0);
    tell("turn: a move, p99", quantile(&moves, 0.99), "us", "limit", 1_000.0);
    tell("turn: another page, median", quantile(&pages, 0.5), "us", "limit", 1_000.0);
    tell("turn: another page, p99", quantile(&pages, 0.99), "us", "limit", 1_000.0);
}
