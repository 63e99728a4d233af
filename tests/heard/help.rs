//! Help on every item: on every page that scripts and a random walk come to, every row has help that says more than what
//! kind of row it is.

use std::collections::BTreeMap;

use zhucan::app::{Front, Key};
use zhucan::domain::case::Role;
use zhucan::front::layout::USUAL;
use zhucan::rehearse::{As, Entry, Player};
use zhucan::text::{Lang, Text};
use zhucan::view::{Node, Role as Kind, View};

use crate::scripts;
use crate::walk::{Dice, Office, entry, header};

/// Rows without help, or with help that says nothing beyond their name: page and row, with an example.
#[derive(Default)]
struct Bare {
    rows: BTreeMap<String, String>,
    seen: std::collections::BTreeSet<String>,
}

impl Bare {
    fn look(&mut self, view: &View) {
        for node in view.focusable() {
            if self.seen.insert(node.id.to_string()) && !helps(node) {
                // Of many pages of one kind one is enough.
                let page = node.id.as_str().split(['#', '/']).next().unwrap_or_default().to_owned();
                let told = format!("{}: {:?}, help {:?}", node.id, node.name, node.description);
                self.rows.entry(page).or_insert(told);
            }
        }
    }

    fn none(&self, at_least: usize) {
        assert!(self.seen.len() >= at_least, "only {} rows were seen", self.seen.len());
        let told: Vec<&str> = self.rows.values().map(String::as_str).collect();
        assert!(told.is_empty(), "{} kinds of rows have no help:\n{}", told.len(), told.join("\n"));
    }
}

/// A row that is only to be read may have no help of its own; what can be done with it is said then.
fn helps(node: &Node) -> bool {
    node.role == Kind::Text
        || node.description.as_ref().is_some_and(|help| help.chars().count() > 3 && *help != node.name)
}

#[test]
fn every_row_of_every_script_has_help() {
    let mut bare = Bare::default();
    for (_, _, script) in scripts::all() {
        let mut player = Player::new(script.header.clone()).expect("a database in memory");
        for beat in &script.beats {
            let played = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
            played.view.iter().for_each(|view| bare.look(view));
        }
    }
    bare.none(1_000);
}

/// Walks like somebody who wants to get somewhere: down, and in.
pub fn step(dice: &mut Dice) -> (Entry, String) {
    let key = |name: &str| (Entry::Key(Key::parse(name).expect("a key's name")), name.to_owned());
    match dice.roll(10) {
        0..=2 => key("Down"),
        3..=6 => key("Enter"),
        7 => key(["1", "2", "3", "4", "5", "6", "7", "8", "9"][dice.roll(9)]),
        8 => key(["Esc", "PageDown"][dice.roll(2)]),
        _ => entry(dice),
    }
}

#[test]
fn every_row_of_a_random_walk_has_help() {
    let people: Vec<As> =
        [As::Nobody, As::Resident].into_iter().chain(Role::ALL.iter().map(|role| As::Role(*role))).collect();
    let office = Office::new(header(Lang::Zh, Front::Reader, As::Nobody, USUAL, false).today);
    let mut bare = Bare::default();
    for (i, who) in people.into_iter().enumerate() {
        for lang in [Lang::Zh, Lang::En] {
            let header = header(lang, Front::Line, who, USUAL, false);
            let mut player = Player::on(header.clone(), office.copy(&format!("help-{i}-{lang:?}.db")));
            let mut dice = Dice(4_711 + i as u64 * 2 + u64::from(lang == Lang::En));
            for at in 0..250 {
                let (entry, written) = step(&mut dice);
                let entry = (at > 0).then_some(entry);
                let played = player.beat(entry.as_ref(), &written).expect("a database");
                let Some(view) = &played.view else { continue };
                bare.look(view);
                // What is asked for with the key is the same help.
                let node = view.focused();
                if at % 10 == 0 && !player.has_left() && helps(node) {
                    let asked = player.beat(Some(&Entry::Key(Key::F1)), "F1").expect("a database");
                    // The language may have been changed on the way.
                    let reading = [Lang::Zh, Lang::En].map(|lang| Text::new(lang).say("role-text.help"));
                    let help = node.description.clone().map_or(reading.to_vec(), |help| vec![help]);
                    let heard = asked.line.heard.concat();
                    let begins = |help: &String| heard.contains(&help.chars().take(8).collect::<String>());
                    let practising = view.root.id.as_str() == "practice";
                    assert!(
                        practising || help.iter().any(begins),
                        "{}: {help:?} is asked for, {heard:?} is heard",
                        node.id
                    );
                }
            }
        }
    }
    bare.none(1_500);
}
