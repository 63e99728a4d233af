//! The key page, made from the table of commands.

use std::fmt::Write as _;
use std::fs;

use zhucan::app::{COMMANDS, Valid, screens::key_name};
use zhucan::text::{Lang, Text};

use crate::source::root;

fn keys_page() -> String {
    let mut page =
        String::from("# Keys\n\nMade by `tests/docs/keys.rs` from the table of commands; do not edit it by hand.\n");
    for (lang, title, about, keys, words, long, digits) in [
        (
            Lang::En,
            "In English",
            "In a field letters, digits, Home, End and Backspace edit the text. In line mode enter one of the words, or \
             the letter; in a field a single letter is an answer.",
            "Keys",
            "Line mode",
            "Only in lists of several pages.",
            "digits 1 to 9",
        ),
        (
            Lang::Zh,
            "中文",
            "在要打字的地方，字母、数字、Home、End和退格键是改字用的。一行一行用的时候，打下面的词或者字母；在要打字的地方，单独一个字母算答案。",
            "按键",
            "一行一行用的时候打",
            "只在有好几页的列表里。",
            "数字1到9",
        ),
    ] {
        let text = Text::new(lang);
        let (colon, comma, stop) = if lang == Lang::Zh { ("：", "，", "。") } else { (": ", ", ", ".") };
        let _ = write!(page, "\n## {title}\n\n{about}\n");
        let mut entry = |id: &str, held: &str, spoken: Option<String>, valid: Valid| {
            let help = text.say(&format!("command-{id}.help"));
            let _ = write!(page, "\n### {}\n\n", text.say(&format!("command-{id}")));
            let _ = writeln!(page, "- {help}{stop}");
            if valid == Valid::LongLists {
                let _ = writeln!(page, "- {long}");
            }
            let _ = writeln!(page, "- {keys}{colon}{held}");
            if let Some(spoken) = spoken {
                let _ = writeln!(page, "- {words}{colon}{spoken}");
            }
        };
        for spec in COMMANDS {
            let held: Vec<String> = spec.keys.iter().map(|key| key_name(*key, &text)).collect();
            let spoken = text.say(&format!("command-{}.words", spec.id));
            let spoken = spoken.split_whitespace().collect::<Vec<_>>().join(comma);
            entry(spec.id, &held.join(comma), Some(spoken), spec.valid);
        }
        entry("jump", digits, None, Valid::Everywhere);
    }
    page
}

#[test]
fn the_key_page_is_made_from_the_commands() {
    let file = root().join("docs/KEYS.md");
    let page = keys_page();
    if std::env::var_os("ZHUCAN_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(&file, &page).expect("the folder docs can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == page, "docs/KEYS.md is old; ZHUCAN_ACCEPT=1 cargo test --test docs writes it anew");
}
