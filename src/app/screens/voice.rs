//! Settings of the program's own voice, each heard while it changes.

use crate::app::voice::{Change, Listening};
use crate::app::{Cx, Page, Row, Screen, Step};

use super::hearing::Hearing;

/// The list of them.
#[derive(Debug)]
pub struct VoiceSettings;

/// What can be turned up and down.
#[derive(Clone, Copy, Debug)]
enum Knob {
    Rate,
    Pitch,
    Volume,
}

impl Knob {
    const ALL: [(&'static str, Self); 3] = [("rate", Self::Rate), ("pitch", Self::Pitch), ("volume", Self::Volume)];

    fn id(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    fn change(self, by: Option<i8>) -> Change {
        match self {
            Self::Rate => Change::Rate(by),
            Self::Pitch => Change::Pitch(by),
            Self::Volume => Change::Volume(by),
        }
    }
}

fn on_or_off(on: bool, cx: &Cx<'_>) -> String {
    cx.say(if on { "voice-state-on" } else { "voice-state-off" })
}

impl Screen for VoiceSettings {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let own = &cx.setup.own;
        let row = |id: &str| {
            let row = Row::item(id, cx.say(&format!("setting-voice-{id}")));
            row.with_help(cx.say(&format!("setting-voice-{id}.help")))
        };
        let mut rows = vec![row("on").with_value(on_or_off(own.on, cx))];
        rows.extend(Knob::ALL.map(|(id, knob)| row(id).with_value(knob_value(knob, cx))));
        let name = own.voice.name.clone().unwrap_or_else(|| cx.say("voice-name-best"));
        rows.push(row("name").with_value(name));
        let listening = match own.voice.listening {
            Some(Listening::Headphones) => cx.say("voice-headphones"),
            Some(Listening::Loudspeaker) => cx.say("voice-loudspeaker"),
            None => cx.say("voice-listening-unknown"),
        };
        rows.push(row("listening").with_value(listening));
        rows.push(row("yao").with_value(on_or_off(own.voice.yao, cx)));
        Page::new("setting-voice", cx.say("setting-voice"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let own = &cx.setup.own;
        match row {
            "on" => Step::Voice(Change::On(!own.on)),
            "yao" => Step::Voice(Change::Yao(!own.voice.yao)),
            "listening" => Step::Open(Box::new(Hearing)),
            "name" => Step::Open(Box::new(Names)),
            row => match Knob::ALL.iter().find(|(id, _)| *id == row) {
                Some((_, knob)) => Step::Open(Box::new(Turning { knob: *knob })),
                None => Step::Stay,
            },
        }
    }
}

fn knob_value(knob: Knob, cx: &Cx<'_>) -> String {
    let voice = &cx.setup.own.voice;
    let level = |level: i8| match level {
        0 => cx.say("voice-level-usual"),
        level => {
            let id = if level < 0 { "voice-level-down" } else { "voice-level-up" };
            cx.text.with(id, &[("level", &usize::from(level.unsigned_abs()))])
        }
    };
    match knob {
        Knob::Rate => level(voice.rate),
        Knob::Pitch => level(voice.pitch),
        Knob::Volume => cx.text.with("voice-level-percent", &[("percent", &usize::from(voice.volume))]),
    }
}

/// Up, down, and back to usual; the page stays, so that it can be turned until it is right.
#[derive(Debug)]
struct Turning {
    knob: Knob,
}

const TURNS: [(&str, Option<i8>); 3] = [("up", Some(1)), ("down", Some(-1)), ("usual", None)];

impl Screen for Turning {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let id = self.knob.id();
        let rows = TURNS.map(|(turn, _)| {
            let key = [id, "-", turn].concat();
            let row = Row::item(turn, cx.say(&format!("turn-{key}")));
            row.with_help(cx.say(&format!("setting-voice-{id}.help")))
        });
        let title = format!("setting-voice-{id}");
        Page::new(&*title, cx.say(&title), rows.to_vec())
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match TURNS.iter().find(|(turn, _)| *turn == row) {
            Some((_, by)) => Step::Voice(self.knob.change(*by)),
            None => Step::Stay,
        }
    }
}

/// The voices found for the language.
#[derive(Debug)]
struct Names;

const BEST: &str = "best";

impl Screen for Names {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let own = &cx.setup.own;
        let help = cx.say("setting-voice-name.help");
        let chosen = own.voice.name.as_deref();
        let best = Row::item(BEST, cx.say("voice-name-best")).selected(chosen.is_none()).with_help(&*help);
        let found = own
            .found
            .iter()
            .enumerate()
            .map(|(at, name)| Row::item(at.to_string(), &**name).selected(chosen == Some(name)).with_help(&*help));
        let mut rows: Vec<Row> = std::iter::once(best).chain(found).collect();
        if own.found.is_empty() {
            rows.push(Row::text("none", cx.say("voice-name-none")).with_help(&*help));
        }
        Page::new("setting-voice-name", cx.say("setting-voice-name"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        let name = row.parse::<usize>().ok().and_then(|at| cx.setup.own.found.get(at).cloned());
        if name.is_none() && row != BEST {
            return Step::Stay;
        }
        Step::Back.then(Step::Voice(Change::Name(name)))
    }
}
