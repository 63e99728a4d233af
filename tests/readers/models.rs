//! The models behind `rehearse` say, key by key, what the real readers were recorded to say.

use std::fs;

use zhucan::app::{Front, Key};
use zhucan::rehearse::readers::Readers;
use zhucan::rehearse::{self, Entry, Player};

use crate::by_line::for_line_mode;
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

#[test]
fn look_models() {
    let mut keys = 0;
    let mut wrong = 0;
    for heard in recordings() {
        let said = modelled(&heard);
        if said.len() != heard.said.len() {
            println!("LEN {} {} {}", heard.name(), said.len(), heard.said.len());
            continue;
        }
        for (at, (step, (model, real))) in heard.journey.steps.iter().zip(said.iter().zip(&heard.said)).enumerate() {
            keys += 1;
            if essence(model) != essence(real) && !heard.reader.keeps(&step.bytes) {
                wrong += 1;
                println!("{} key {at} {}\n  model {model:?}\n  real  {real:?}", heard.name(), step.key);
            }
        }
    }
    println!("{wrong} of {keys}");
}
