//! Status and errors are heard exactly once: no line twice after one key, and what stands above a page is said with the
//! page and not again with the next key, unless somebody asks for all of it.

use std::collections::BTreeSet;

use zhucan::app::{Front, Key};
use zhucan::domain::case::Role;
use zhucan::front::layout::{Size, USUAL};
use zhucan::rehearse::{As, Entry, Header, Played, Player};
use zhucan::store::Store;
use zhucan::text::Lang;
use zhucan::view::{Role as Kind, View};

use crate::help::step;
use crate::scripts;
use crate::walk::{Dice, Office, header};

/// What stands above a page.
fn notices(view: &View) -> Vec<String> {
    view.rows().into_iter().filter(|node| node.role == Kind::Status).map(|node| node.name.clone()).collect()
}

/// The lines of a page that its tree has twice are there twice, as two answers that read the same.
fn twice_on_page(view: &View) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    view.rows().into_iter().filter(|node| !seen.insert(&node.name)).map(|node| node.name.clone()).collect()
}

/// What is wrong after a key, if anything is.
fn wrong(before: Option<&View>, entry: Option<&Entry>, played: &Played) -> Option<String> {
    let heard = &played.line.heard;
    let view = played.view.as_ref()?;
    let mut seen = BTreeSet::new();
    let mut alike = twice_on_page(view);
    // A command from the list of commands brings the page back and then answers about its row.
    let from_list = before.is_some_and(|before| before.root.id.as_str().starts_with("commands-here"));
    alike.extend(heard.last().filter(|_| from_list).cloned());
    if let Some(line) = heard.iter().find(|line| !seen.insert(*line) && !alike.contains(*line)) {
        return Some(format!("{line:?} is heard twice"));
    }
    let asked = matches!(entry, None | Some(Entry::Key(Key::Char('a'))));
    let page = |view: &View| view.root.id.as_str().split('#').next().unwrap_or_default().to_owned();
    let before = before.filter(|before| !asked && page(before) == page(view))?;
    let again = notices(before).into_iter().find(|notice| heard.contains(notice));
    again.map(|notice| format!("{notice:?} is said again"))
}

fn play(header: &Header, store: Option<Store>, entries: impl Iterator<Item = (Option<Entry>, String)>) -> usize {
    let mut player = match store {
        Some(store) => Player::on(header.clone(), store),
        None => Player::new(header.clone()).expect("a database in memory"),
    };
    let mut before: Option<View> = None;
    let mut told = 0;
    let mut path: Vec<String> = Vec::new();
    for (entry, written) in entries {
        path.push(written.clone());
        let played = player.beat(entry.as_ref(), &written).expect("a database");
        if let Some(wrong) = wrong(before.as_ref(), entry.as_ref(), &played) {
            let tail = &path[path.len().saturating_sub(10)..];
            panic!("{header:?}\nafter {tail:?}\nheard {:?}\n{wrong}", played.line.heard);
        }
        told += played.view.as_ref().map_or(0, |view| notices(view).len());
        before = played.view;
    }
    told
}

#[test]
fn scripts_say_everything_once() {
    let mut told = 0;
    for (_, _, script) in scripts::all() {
        let beats = script.beats.iter().map(|beat| (beat.entry.clone(), beat.written.clone()));
        told += play(&script.header, None, beats);
    }
    assert!(told > 100, "only {told} notices stood above a page");
}

#[test]
fn a_random_walk_says_everything_once() {
    let people: Vec<As> =
        [As::Nobody, As::Resident].into_iter().chain(Role::ALL.iter().map(|role| As::Role(*role))).collect();
    let office = Office::new(header(Lang::Zh, Front::Reader, As::Nobody, USUAL, false).today);
    let small = Size { cols: 40, rows: 12 };
    let mut told = 0;
    for (i, who) in people.into_iter().enumerate() {
        for (lang, front, size) in [(Lang::Zh, Front::Reader, small), (Lang::En, Front::Line, USUAL)] {
            let header = header(lang, front, who, size, false);
            let store = office.copy(&format!("once-{i}-{lang:?}.db"));
            let mut dice = Dice(1_801 + i as u64 * 2 + u64::from(lang == Lang::En));
            let walk = (0..200).map(|at| {
                let (entry, written) = step(&mut dice);
                if at == 0 { (None, "start".to_owned()) } else { (Some(entry), written) }
            });
            told += play(&header, Some(store), walk);
        }
    }
    assert!(told > 100, "only {told} notices stood above a page");
}
