//! What the real programs said, key by key: yasr 0.6.9, Fenrir 1.9.5 and tdsr2 0.2.1 in their default
//! configurations, each around a program that wrote exactly these bytes on a terminal of 24 rows and 80
//! columns. One line of a recording is one key, in the order in which they were pressed. `list` and `form` are
//! made by hand, `mixed` by chance, with rows longer than a reader's pieces.

use serde::Deserialize;

use super::{Heard, Key, Readers, spoken};
use crate::rehearse::terminal::Terminal;

const RECORDINGS: [(&str, &str); 3] = [
    ("list", include_str!("recorded/list.jsonl")),
    ("form", include_str!("recorded/form.jsonl")),
    ("mixed", include_str!("recorded/mixed.jsonl")),
];

#[derive(Deserialize)]
struct Line {
    key: String,
    writes: Vec<(u32, String)>,
    yasr: Vec<String>,
    fenrir: Vec<String>,
    tdsr: Vec<String>,
}

/// Plays every recording through the models and compares one reader with its recording.
pub(super) fn compare(reader: &str, said: impl Fn(&Readers) -> &Vec<String>) {
    let mut wrong = Vec::new();
    for (recording, lines) in RECORDINGS {
        let mut terminal = Terminal::new(24, 80);
        let mut heard = Heard::at(&terminal.snapshot());
        for (n, line) in lines.lines().enumerate() {
            let line: Line = serde_json::from_str(line).expect("a recorded line is JSON");
            let writes: Vec<(u32, &[u8])> = line.writes.iter().map(|(ms, text)| (*ms, text.as_bytes())).collect();
            let readers = heard.hear(&terminal.play(key(&line.key), &writes));
            let real = match reader {
                "yasr" => &line.yasr,
                "fenrir" => &line.fenrir,
                _ => &line.tdsr,
            };
            let model = said(&readers);
            if plain(model) != plain(real) {
                let n = n + 1;
                wrong.push(format!("{recording}:{n} {}: model {model:?}, real {real:?}", line.key));
            }
        }
    }
    assert!(wrong.is_empty(), "{reader}\n{}", wrong.join("\n"));
}

fn plain(said: &[String]) -> Vec<String> {
    said.iter().map(|text| spoken(text)).filter(|text| !text.is_empty()).collect()
}

fn key(name: &str) -> Key {
    match name {
        "start" => Key::Start,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "shift-tab" => Key::BackTab,
        "space" => Key::Space,
        "bs" => Key::Backspace,
        "idle" => Key::Idle,
        text => match text.strip_prefix('"') {
            Some(burst) => Key::Text(burst.to_owned()),
            None => Key::Char(text.chars().next().expect("a key has a name")),
        },
    }
}
