//! Key practice: every key of the registry says its name and what it does, in both languages, with keys and line by line,
//! and does nothing; so does every key that has no use.

use zhucan::app::screens::key_name;
use zhucan::app::{COMMANDS, Front, Key};
use zhucan::front::layout::USUAL;
use zhucan::rehearse::{As, Data, Entry, Header, Player};
use zhucan::text::{Lang, Text, Verbosity};

/// A player in front of the practice page.
fn practising(lang: Lang, front: Front) -> Player {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day");
    let verbosity = Verbosity::Normal;
    let header = Header {
        lang,
        today,
        data: Data::Empty,
        who: As::Nobody,
        front,
        verbosity,
        size: USUAL,
        echoes: zhucan::front::Echoes::default(),
        own: zhucan::app::Own::default(),
    };
    let mut player = Player::new(header).expect("a database in memory");
    let text = Text::new(lang);
    player.beat(None, "start").expect("it starts");
    let way: Vec<Entry> = match front {
        Front::Line => ["home-settings", "practice-title"].map(|id| Entry::Line(text.say(id))).into(),
        _ => ["End", "Enter", "End", "Enter"].map(|key| Entry::Key(Key::parse(key).expect("a key"))).into(),
    };
    let mut page = String::new();
    for entry in way {
        let played = player.beat(Some(&entry), "way").expect("it goes on");
        played.view.expect("a page").root.id.as_str().clone_into(&mut page);
    }
    assert_eq!(page, "practice");
    player
}

/// What is heard of a key; the page is still there afterwards.
fn pressed(player: &mut Player, key: Key, front: Front) -> Vec<String> {
    let entry = match (front, key) {
        (Front::Line, Key::Enter) => Entry::Line(String::new()),
        (Front::Line, key) => Entry::Line(key.to_string()),
        _ => Entry::Key(key),
    };
    let played = player.beat(Some(&entry), "key").expect("it goes on");
    assert_eq!(played.view.expect("a page").root.id.as_str(), "practice", "{key} does nothing");
    played.line.heard
}

#[test]
fn every_key_says_its_name_and_what_it_does() {
    for lang in [Lang::Zh, Lang::En] {
        for front in [Front::Reader, Front::Screen, Front::Line] {
            let text = Text::new(lang);
            let mut player = practising(lang, front);
            let mut heard_of = 0;
            for spec in COMMANDS {
                for key in spec.keys {
                    let heard = pressed(&mut player, *key, front);
                    let [name, does] = heard.as_slice() else { panic!("{key}: {heard:?}") };
                    assert_eq!(*name, key_name(*key, &text), "{lang:?} {front:?}");
                    assert!(does.starts_with(&text.say(&format!("command-{}", spec.id))), "{key}: {does}");
                    heard_of += 1;
                }
            }
            for digit in '1'..='9' {
                let heard = pressed(&mut player, Key::Char(digit), front);
                let number = digit.to_digit(10).expect("a digit") as usize;
                let name = text.with("key-digit", &[("key", &digit.to_string())]);
                assert_eq!(heard, [name, text.with("practice-jump", &[("number", &number)])]);
                heard_of += 1;
            }
            assert!(heard_of > 30, "only {heard_of} keys");
        }
    }
}

/// The names are told apart by ear, and none is a bare sign that a reader would pass over.
#[test]
fn no_two_keys_have_one_name() {
    for lang in [Lang::Zh, Lang::En] {
        let text = Text::new(lang);
        let keys = COMMANDS.iter().flat_map(|spec| spec.keys).copied();
        let keys: Vec<Key> = keys.chain("yY0;".chars().map(Key::Char)).chain([Key::Left, Key::Right]).collect();
        let mut names: Vec<String> = keys.iter().map(|key| key_name(*key, &text)).collect();
        assert!(names.iter().all(|name| name.chars().filter(|c| c.is_alphanumeric()).count() > 1), "{names:?}");
        names.sort();
        names.dedup();
        assert_eq!(names.len(), keys.len());
    }
}

#[test]
fn a_key_that_has_no_use_says_so_and_what_helps() {
    for lang in [Lang::Zh, Lang::En] {
        for front in [Front::Reader, Front::Line] {
            let text = Text::new(lang);
            let mut player = practising(lang, front);
            for (key, id) in [
                (Key::Char('y'), "practice-nothing"),
                (Key::Char('0'), "practice-nothing"),
                (Key::Char('!'), "practice-nothing"),
                (Key::Ctrl('x'), "practice-nothing"),
                (Key::Char('J'), "practice-capital"),
                (Key::Char('残'), "practice-chinese"),
                (Key::Char('，'), "practice-chinese"),
                (Key::Left, "practice-left"),
                (Key::Right, "practice-right"),
            ] {
                let heard = pressed(&mut player, key, front);
                assert_eq!(heard, [key_name(key, &text), text.say(id)], "{lang:?} {front:?} {key}");
            }
        }
    }
}

/// The same key three times ends it, whichever it is, so that no key is needed that a terminal might keep for itself.
#[test]
fn the_same_key_three_times_ends_it() {
    for key in [Key::Char('x'), Key::Up, Key::Enter, Key::Char('q')] {
        let mut player = practising(Lang::En, Front::Reader);
        for _ in 0..2 {
            pressed(&mut player, key, Front::Reader);
        }
        let played = player.beat(Some(&Entry::Key(key)), "again").expect("it goes on");
        assert_eq!(played.view.expect("a page").root.id.as_str(), "settings");
    }
}
