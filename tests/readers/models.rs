//! The models behind `rehearse` say, key by key, what the real readers were recorded to say.

use std::fs;

use zhucan::app::{Front, Key};
use zhucan::rehearse::readers::Readers;
use zhucan::rehearse::{self, Entry, Player};

use crate::by_line::for_line_mode;
use crate::kind::Kind;
use crate::reader::Reader;
use crate::recorded::{Heard, essence, recordings};

/// What the model says after each key of a recording.
fn modelled(heard: &Heard) -> Vec<Vec<String>> {
    let of = |said: &Readers| match heard.reader {
        Reader::Yasr => said.yasr.clone(),
        Reader::Fenrir => said.fenrir.clone(),
    };
    let source = fs::read_to_string(&heard.journey.path).expect("a script is text");
    let mut script = rehearse::parse(&source).expect("it was played before");
    if heard.journey.front == Front::Line {
        script = for_line_mode(&script);
    }
    script.header.echoes = heard.reader.echoes();
    let mut player = Player::new(script.header.clone()).expect("a database in memory");
    let mut said = Vec::new();
    let mut in_lines = false;
    for beat in &script.beats {
        let left = player.has_left();
        let done = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
        let interrupts = beat.entry == Some(Entry::Key(Key::Ctrl('c')));
        if in_lines && !left && !interrupts && beat.entry.is_some() {
            said.push(of(&done.echoed));
        }
        said.push(of(&done.line.readers));
        in_lines = heard.journey.front == Front::Line || done.view.is_none();
    }
    said
}

/// Text typed at once may reach a reader in two pieces, and yasr then loses the first letter.
const TORN: usize = 4;

#[test]
fn the_models_agree_with_the_recordings_key_by_key() {
    let (mut keys, mut torn) = (0, 0);
    let mut wrong = Vec::new();
    for heard in recordings() {
        let said = modelled(&heard);
        assert_eq!(said.len(), heard.said.len(), "{}", heard.name());
        for (step, (model, real)) in heard.journey.steps.iter().zip(said.iter().zip(&heard.said)) {
            if heard.reader.keeps(&step.bytes) {
                continue;
            }
            keys += 1;
            let (one, other) = (essence(model), essence(real));
            if one == other {
                continue;
            }
            if step.kind == Kind::Typed && one.ends_with(&other) && !other.is_empty() {
                torn += 1;
            } else {
                wrong.push(format!("{}, {}: model {model:?}, real {real:?}", heard.name(), step.key));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {keys} keys\n{}", wrong.len(), wrong.join("\n"));
    assert!(keys > 5_000 && torn <= TORN, "{keys} keys, {torn} torn");
}
