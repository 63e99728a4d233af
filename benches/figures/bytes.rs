//! How much is written for a key, counted exactly on a rehearsed walk through the sample office.

use zhucan::app::{Front, Key};
use zhucan::domain::case::Role;
use zhucan::front::Echoes;
use zhucan::front::layout::USUAL;
use zhucan::rehearse::{As, Data, Entry, Header, Player};
use zhucan::text::{Lang, Verbosity};

use super::{quantile, tell};

/// Keys of a walk: mostly moves, now and then one that opens or closes a page.
const KEYS: [Key; 16] = [
    Key::Down,
    Key::Down,
    Key::Down,
    Key::Down,
    Key::Up,
    Key::Up,
    Key::Char('j'),
    Key::Char('k'),
    Key::Tab,
    Key::Home,
    Key::End,
    Key::PageDown,
    Key::Char('r'),
    Key::Char('w'),
    Key::Enter,
    Key::Char('b'),
];

/// The same walk every time.
pub fn walk(seed: u64) -> impl Iterator<Item = Key> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        KEYS[usize::try_from(state >> 60).expect("four bits")]
    })
}

#[derive(Default)]
struct Counts {
    arrows: Vec<f64>,
    beyond_row: Vec<f64>,
    writes: Vec<f64>,
    beyond_heard: Vec<f64>,
    pages: Vec<f64>,
    beyond_page: Vec<f64>,
}

#[allow(clippy::cast_precision_loss, reason = "far below the limit of exact integers")]
fn count(lang: Lang, who: As, counts: &mut Counts) {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day");
    let header = Header {
        lang,
        today,
        data: Data::Demo,
        who,
        front: Front::Reader,
        verbosity: Verbosity::Normal,
        size: USUAL,
        echoes: Echoes::default(),
    };
    let mut player = Player::new(header).expect("the sample office");
    let mut before = player.beat(None, "").expect("it starts");
    for key in walk(7).take(600) {
        let beat = player.beat(Some(&Entry::Key(key)), "").expect("it goes on");
        let bytes = beat.line.bytes as f64;
        let heard: usize = beat.line.heard.iter().map(String::len).sum();
        let page = |beat: &zhucan::rehearse::Played| beat.view.as_ref().map(|view| view.root.id.clone());
        let focus = |beat: &zhucan::rehearse::Played| beat.view.as_ref().map(|view| view.focus.clone());
        if page(&before) != page(&beat) || beat.writes.len() > 1 {
            counts.pages.push(bytes);
            counts.beyond_page.push(bytes - heard as f64);
        } else if bytes > 0.0 {
            counts.writes.push(beat.writes.len() as f64);
            if matches!(key, Key::Down | Key::Up) && focus(&before) != focus(&beat) {
                counts.arrows.push(bytes);
                counts.beyond_row.push(bytes - beat.line.row.len() as f64);
            } else {
                counts.beyond_heard.push(bytes - heard as f64);
            }
        }
        before = beat;
    }
}

pub fn tell_all() {
    for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let mut counts = Counts::default();
        for who in [As::Nobody, As::Resident, As::Role(Role::StreetClerk)] {
            count(lang, who, &mut counts);
        }
        let most = |values: &[f64]| quantile(values, 1.0);
        let half = |values: &[f64]| quantile(values, 0.5);
        tell(&format!("{name}: arrow, most bytes beyond the row"), most(&counts.beyond_row), "bytes", "limit", 16.0);
        tell(&format!("{name}: arrow, bytes, median"), half(&counts.arrows), "bytes", "limit", 64.0);
        tell(&format!("{name}: writes for a key on one page, most"), most(&counts.writes), "", "limit", 1.0);
        tell(
            &format!("{name}: other key, most bytes beyond words"),
            most(&counts.beyond_heard),
            "bytes",
            "limit",
            24.0,
        );
        tell(&format!("{name}: other key, beyond words, median"), half(&counts.beyond_heard), "bytes", "limit", 24.0);
        tell(&format!("{name}: page, bytes, median"), half(&counts.pages), "bytes", "its words", {
            half(&counts.pages) - half(&counts.beyond_page)
        });
    }
}
