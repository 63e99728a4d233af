//! The language, the terminal, and which way of working is chosen, each with its reason.

use std::env;

use serde_json::Value;

use crate::app::Front;
use crate::config::{self, Flags, Saved, Surroundings};
use crate::front::screen;
use crate::text::{Lang, Text};

use super::fact::Fact;
use super::or_null;

fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Which language, and why.
pub fn language(flags: Flags, around: &Surroundings, saved: Option<&Saved>, text: &Text) -> Vec<Fact> {
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(|name| set(name).is_some());
    let (id, why) = if flags.lang.is_some() {
        ("doctor-why-flag", "flag")
    } else if saved.is_some_and(|saved| saved.lang.is_some()) {
        ("doctor-why-saved", "settings")
    } else if name.is_some() {
        ("doctor-why-locale", "locale")
    } else {
        ("doctor-why-nothing", "usual")
    };
    let tag = match text.lang() {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let chosen = text.with("doctor-language", &[("why", &text.say(id))]);
    let locale = match (name, &around.locale) {
        (Some(name), Some(value)) => {
            let plain = value.to_lowercase().replace('-', "");
            let id = if plain.ends_with("utf8") { "doctor-locale" } else { "doctor-locale-plain" };
            text.with(id, &[("name", &name), ("value", &crate::domain::person::clean(value))])
        }
        _ => text.say("doctor-locale-none"),
    };
    vec![
        Fact::new("language", chosen).value("language", tag).value("why", why),
        Fact::new("language", locale)
            .value("variable", or_null(name))
            .value("locale", or_null(around.locale.as_deref())),
    ]
}

/// What the terminal is, and how the program works in it.
pub fn terminal(flags: Flags, around: &Surroundings, saved: Option<&Saved>, text: &Text) -> Vec<Fact> {
    let (front, why) = config::front(flags, around, saved);
    vec![kind(text), size(around, front, text), way(around, text), mode(front, why, text)]
}

fn kind(text: &Text) -> Fact {
    let term = set("TERM").map(|term| crate::domain::person::clean(&term));
    let words = match &term {
        Some(term) => text.with("doctor-term", &[("term", term)]),
        None => text.say("doctor-term-none"),
    };
    Fact::new("terminal", words).value("type", or_null(term.as_deref()))
}

fn size(around: &Surroundings, front: Front, text: &Text) -> Fact {
    if !around.terminal {
        let nothing = Fact::new("terminal", text.say("doctor-no-terminal"));
        return nothing.value("terminal", false).value("columns", Value::Null).value("rows", Value::Null);
    }
    let size = screen::size();
    let small = front != Front::Line && !size.is_enough();
    let id = if small { "doctor-size-small" } else { "doctor-size" };
    let (columns, rows) = (usize::from(size.cols), usize::from(size.rows));
    Fact::new("terminal", text.with(id, &[("columns", &columns), ("rows", &rows)]))
        .value("terminal", true)
        .value("columns", columns)
        .value("rows", rows)
        .wrong(small)
}

/// What stands between the program and the person's own terminal.
fn way(around: &Surroundings, text: &Text) -> Fact {
    // Where from is nobody's business: only that it is from elsewhere.
    let ssh = around.ssh;
    let between = [("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "zellij")];
    let between = between.into_iter().find(|(name, _)| set(name).is_some()).map(|(_, name)| name);
    let far = text.say(if ssh { "doctor-ssh" } else { "doctor-no-ssh" });
    let inside = match between {
        Some(name) => text.with("doctor-inside", &[("name", &name)]),
        None => text.say("doctor-inside-nothing"),
    };
    Fact::new("terminal", text.with("doctor-way", &[("far", &far), ("inside", &inside)]))
        .value("ssh", ssh)
        .value("multiplexer", or_null(between))
}

fn mode(front: Front, why: &'static str, text: &Text) -> Fact {
    let (id, name) = match front {
        Front::Line => ("mode-line", "line"),
        Front::Reader => ("mode-reader", "reader"),
        Front::Screen => ("mode-screen", "screen"),
    };
    let mode = text.with(id, &[("why", &text.say(why))]);
    Fact::new("mode", text.with("doctor-mode", &[("mode", &mode)]))
        .value("mode", name)
        .value("why", why.trim_start_matches("mode-"))
}
