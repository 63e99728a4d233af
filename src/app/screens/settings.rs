//! Settings: each a page of choices, heard when chosen and kept.

use crate::app::effect::{Echo, Setting};
use crate::app::{Cx, Effect, Front, Outcome, Page, Place, Row, Screen, Step, Who};
use crate::domain::case::Role;
use crate::text::{Lang, Verbosity};

use super::first_minute::FirstMinute;
use super::practice::Practice;
use super::voice::VoiceSettings;

/// The list of settings.
#[derive(Debug)]
pub struct Settings;

const NAMES: [&str; 6] = ["lang", "front", "verbosity", "place", "letter-echo", "arrow-echo"];

impl Screen for Settings {
    fn page(&self, cx: &Cx<'_>) -> Page {
        // Whose computer it is, is not for whoever happens to sit at an office's counter to change.
        let admin = matches!(cx.who, Who::Staff { role: Role::Admin, .. });
        let shared = cx.setup.place == Place::Office && !admin;
        let mut rows: Vec<Row> = NAMES
            .iter()
            .filter(|name| !(shared && **name == "place"))
            .map(|name| {
                let now = choices(name).into_iter().find(|(_, setting)| is_now(*setting, cx)).map(|(id, _)| cx.say(id));
                Row::item(*name, cx.say(&format!("setting-{name}")))
                    .with_value(now.unwrap_or_default())
                    .with_help(cx.say(&format!("setting-{name}.help")))
            })
            .collect();
        let voice = if cx.setup.own.on { "voice-state-on" } else { "voice-state-off" };
        rows.push(
            Row::item("voice", cx.say("setting-voice"))
                .with_value(cx.say(voice))
                .with_help(cx.say("setting-voice.help")),
        );
        rows.push(Row::item("lesson", cx.say("home-lesson")).with_help(cx.say("home-lesson.help")));
        rows.push(Row::item("practice", cx.say("practice-title")).with_help(cx.say("practice-title.help")));
        Page::new("settings", cx.say("settings-title"), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match NAMES.iter().find(|name| **name == row) {
            Some(name) => Step::Open(Box::new(Choosing { name })),
            None if row == "voice" => Step::Open(Box::new(VoiceSettings)),
            None if row == "lesson" => Step::Open(Box::new(FirstMinute::new(cx))),
            None => Step::Open(Box::new(Practice::default())),
        }
    }
}

/// The choices of one setting.
#[derive(Debug)]
struct Choosing {
    name: &'static str,
}

fn choices(name: &str) -> Vec<(&'static str, Setting)> {
    match name {
        "lang" => vec![("lang-zh", Setting::Lang(Lang::Zh)), ("lang-en", Setting::Lang(Lang::En))],
        "front" => vec![
            ("first-look", Setting::Front(Front::Screen)),
            ("first-reader", Setting::Front(Front::Reader)),
            ("first-line", Setting::Front(Front::Line)),
        ],
        "verbosity" => vec![
            ("verbosity-brief", Setting::Verbosity(Verbosity::Brief)),
            ("verbosity-normal", Setting::Verbosity(Verbosity::Normal)),
            ("verbosity-learning", Setting::Verbosity(Verbosity::Learning)),
        ],
        "letter-echo" => {
            vec![("echo-speech", Setting::LetterEcho(Echo::Speech)), ("echo-row", Setting::LetterEcho(Echo::Row))]
        }
        "arrow-echo" => vec![
            ("echo-row", Setting::ArrowEcho(Echo::Row)),
            ("echo-speech", Setting::ArrowEcho(Echo::Speech)),
            ("echo-cursor", Setting::ArrowEcho(Echo::Cursor)),
        ],
        _ => vec![("first-own", Setting::Place(Place::Own)), ("first-office", Setting::Place(Place::Office))],
    }
}

fn is_now(setting: Setting, cx: &Cx<'_>) -> bool {
    match setting {
        Setting::Lang(lang) => lang == cx.setup.lang,
        Setting::Front(front) => front == cx.setup.front,
        Setting::Verbosity(verbosity) => verbosity == cx.setup.verbosity,
        Setting::Place(place) => place == cx.setup.place,
        Setting::LetterEcho(echo) => echo == cx.setup.letter_echo,
        Setting::ArrowEcho(echo) => echo == cx.setup.arrow_echo,
        Setting::Lesson(lesson) => lesson == cx.setup.lesson,
    }
}

impl Screen for Choosing {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows: Vec<Row> = choices(self.name)
            .into_iter()
            .map(|(id, setting)| {
                Row::item(id, cx.say(id))
                    .selected(is_now(setting, cx))
                    .with_help(cx.say(&format!("setting-{}.help", self.name)))
            })
            .collect();
        let now = rows.iter().find(|row| row.selected).map(|row| row.id.clone());
        Page::new(format!("setting-{}", self.name), cx.say(&format!("setting-{}", self.name)), rows).starting_at(now)
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        match choices(self.name).into_iter().find(|(id, _)| *id == row) {
            Some((_, setting)) => Step::Do(Effect::Keep(setting)),
            None => Step::Stay,
        }
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Done if ["front", "letter-echo", "arrow-echo"].contains(&self.name) => {
                Step::Back.then(Step::Told(cx.say("setting-front-next-start")))
            }
            Outcome::Done => Step::Back,
            outcome => super::failed(outcome, cx),
        }
    }
}
