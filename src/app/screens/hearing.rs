//! Asked once, when the program first speaks by itself: who else hears it.

use crate::app::voice::{Change, Listening};
use crate::app::{Cx, Page, Row, Screen, Step};

/// Headphones or loudspeaker.
#[derive(Debug)]
pub struct Hearing;

impl Screen for Hearing {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = ["headphones", "loudspeaker"].map(|id| {
            let row = Row::item(id, cx.say(&format!("voice-{id}")));
            row.with_help(cx.say(&format!("voice-{id}.help")))
        });
        let now = match cx.setup.own.voice.listening {
            Some(Listening::Loudspeaker) => "loudspeaker",
            _ => "headphones",
        };
        let asked = cx.setup.own.voice.listening.is_some();
        let rows = rows.into_iter().map(|row| {
            let selected = asked && row.id == now;
            row.selected(selected)
        });
        Page::new("hearing", cx.say("voice-listening"), rows.collect()).starting_at(Some(now.to_owned()))
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        let listening = if row == "headphones" { Listening::Headphones } else { Listening::Loudspeaker };
        Step::Back.then(Step::Voice(Change::Listening(listening)))
    }
}
