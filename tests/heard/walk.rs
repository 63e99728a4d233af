//! Thousands of random keys over every page, as every role, in both languages and through all three front ends.
//!
//! The seed is fixed, so a failure comes back; `ZHUCAN_SEED` and `ZHUCAN_KEYS` make another or a longer walk.

use zhucan::app::{Front, Key};
use zhucan::domain::case::Role;
use zhucan::domain::shipped;
use zhucan::front::Echoes;
use zhucan::front::layout::Size;
use zhucan::rehearse::{As, Data, Entry, Header, Player};
use zhucan::sample;
use zhucan::store::Store;
use zhucan::text::{Lang, Verbosity};

use crate::invariants::{Before, hold, silent};

/// A small generator of its own, so that the walk is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).expect("fewer sides than a word has values")
    }
}

const TEXTS: [&str; 14] = [
    "王小明",
    "110199196503110018",
    "110199201209300033",
    "11",
    "19900000001",
    "盲杖",
    "lunyi",
    "60",
    "2027-01-01",
    "测试胡同1号",
    "no such thing",
    "３６０",
    "zhucan-demo",
    "clerk",
];

fn entry(dice: &mut Dice) -> (Entry, String) {
    let keys = [
        "Down",
        "Down",
        "Down",
        "Up",
        "j",
        "j",
        "k",
        "Enter",
        "Enter",
        "Enter",
        "Enter",
        "Enter",
        "Tab",
        "S-Tab",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Left",
        "Right",
        "Space",
        "Backspace",
        "Esc",
        "F1",
        "C-j",
        "1",
        "2",
        "3",
        "4",
        "5",
        "7",
        "9",
        "b",
        "h",
        "r",
        "w",
        "m",
        "s",
        "a",
        "/",
        "?",
        "x",
        "残",
        "，",
        "0",
        "C-x",
    ];
    if dice.roll(8) == 0 {
        let text = TEXTS[dice.roll(TEXTS.len())];
        return (Entry::Type(text.to_owned()), format!("type {text:?}"));
    }
    let name = keys[dice.roll(keys.len())];
    (Entry::Key(Key::parse(name).expect("a key's name")), name.to_owned())
}

/// The sample office, filled once and copied for each walk.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    fn new(today: chrono::NaiveDate) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut store = Store::open(&folder.path().join("office.db")).expect("a database");
        sample::fill(&mut store, today, shipped::calendar()).expect("the sample office");
        store.checkpoint().expect("all in one file");
        Self { folder }
    }

    fn copy(&self, name: &str) -> Store {
        let path = self.folder.path().join(name);
        std::fs::copy(self.folder.path().join("office.db"), &path).expect("a copy");
        Store::open(&path).expect("the same database")
    }
}

fn walk(header: &Header, store: Store, seed: u64, keys: usize) -> usize {
    let mut dice = Dice(seed);
    let mut player = Player::on(header.clone(), store);
    let mut before = Before::nothing();
    let mut path: Vec<String> = Vec::new();
    let mut pages = std::collections::BTreeSet::new();
    for at in 0..=keys {
        let (entry, written) = if at == 0 {
            (None, "start".to_owned())
        } else {
            let (e, w) = entry(&mut dice);
            (Some(e), w)
        };
        path.push(written.clone());
        let done = player.beat(entry.as_ref(), &written).expect("a database in memory");
        let told = |wrong: &str| {
            let tail = path.len().saturating_sub(12);
            format!(
                "{header:?}\nseed {seed}, key {at}, after {:?}\nheard {:?}\nrow {:?}\n{wrong}",
                &path[tail..],
                done.line.heard,
                done.line.row
            )
        };
        if let Err(wrong) = hold(header, player.lang(), &before, entry.as_ref(), &done) {
            panic!("{}", told(&wrong));
        }
        if header.front != Front::Line && !done.line.heard.is_empty() && header.size.is_enough() {
            let silent = silent(&before, &done.line, entry.as_ref());
            assert!(silent.is_empty(), "{}", told(&format!("{silent:?} say nothing")));
        }
        if let Some(view) = &done.view {
            pages.insert(view.root.id.as_str().split('#').next().unwrap_or_default().to_owned());
        }
        before = before.after(entry.as_ref(), done);
    }
    pages.len()
}

fn header(lang: Lang, front: Front, who: As, size: Size) -> Header {
    Header {
        lang,
        today: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day"),
        data: Data::Demo,
        who,
        front,
        verbosity: Verbosity::Normal,
        size,
        echoes: Echoes::default(),
    }
}

#[test]
fn no_key_is_silent_anywhere() {
    let number = |name: &str, usual: usize| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (seed, keys) = (number("ZHUCAN_SEED", 20_111_018) as u64, number("ZHUCAN_KEYS", 60));
    let usual = Size { cols: 80, rows: 24 };
    let small = Size { cols: 40, rows: 12 };
    let people: Vec<As> =
        [As::Nobody, As::Resident].into_iter().chain(Role::ALL.iter().map(|role| As::Role(*role))).collect();
    let office = Office::new(header(Lang::Zh, Front::Reader, As::Nobody, usual).today);
    let mut walked = 0;
    for (i, who) in people.into_iter().enumerate() {
        for lang in [Lang::Zh, Lang::En] {
            for (j, front) in [Front::Reader, Front::Screen, Front::Line].into_iter().enumerate() {
                let size = if (i + j) % 2 == 0 { usual } else { small };
                let seed = seed + (i * 10 + j) as u64 + if lang == Lang::En { 1_000 } else { 0 };
                let header = header(lang, front, who, size);
                walk(&header, office.copy(&format!("walk-{i}-{j}-{lang:?}.db")), seed, keys);
                walked += keys;
            }
        }
    }
    assert!(walked >= 5_000, "only {walked} keys");
}

#[test]
fn the_first_start_answers_every_key() {
    for (i, lang) in [Lang::Zh, Lang::En].into_iter().enumerate() {
        for front in [Front::Reader, Front::Screen, Front::Line] {
            let mut header = header(lang, front, As::Nobody, Size { cols: 80, rows: 24 });
            header.data = Data::New;
            walk(&header, Store::open_in_memory().expect("a database"), 7 + i as u64, 300);
        }
    }
}
