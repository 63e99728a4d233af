//! The steps of the protocol for trying it with NVDA are what the program says.

use zhucan::rehearse::{self, Player};

use crate::{LANGS, read};

/// The table of steps as a script: its keys, and behind each what should be heard, rows parted by a slash.
fn script(page: &str, lang: &str) -> (String, usize) {
    let mut script = format!("lang: {lang}\ndata: demo\nfront: reader\n\n");
    let mut steps = 0;
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let Some(number) = cells.first().and_then(|cell| cell.parse::<usize>().ok()) else { continue };
        steps += 1;
        assert_eq!(number, steps, "the steps are counted");
        for key in cells[1].split('`').skip(1).step_by(2) {
            match key.strip_prefix("type ") {
                Some(text) => script.extend(["> type \"", text, "\"\n"]),
                None => script.extend(["> ", key, "\n"]),
            }
        }
        // What stands in italics is a remark.
        let words = cells[2].split('*').next().unwrap_or("").trim();
        for line in words.split(" / ") {
            script.push_str(line);
            script.push('\n');
        }
    }
    (script, steps)
}

#[test]
fn the_steps_for_nvda_are_what_is_heard() {
    let mut counted = Vec::new();
    for (file, (_, lang)) in ["docs/TRY-WITH-NVDA.md", "docs/TRY-WITH-NVDA.zh-CN.md"].into_iter().zip(LANGS) {
        let (script, steps) = script(&read(file), lang);
        let script = rehearse::parse(&script).unwrap_or_else(|fault| panic!("{file}: {fault}\n{script}"));
        let lines = Player::play(&script).expect("it can be played");
        assert_eq!(rehearse::check(&script, &lines), [], "{file}");
        let keys: Vec<String> = script.beats.iter().map(|beat| beat.written.clone()).collect();
        counted.push((steps, keys));
    }
    assert!(counted[0].0 >= 30, "{} steps", counted[0].0);
    assert_eq!(counted[0], counted[1], "both languages try the same keys");
}
