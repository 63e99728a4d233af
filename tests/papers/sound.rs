//! Sound by the real `espeak-ng`, listened to by `sox`.

use std::process::Command;
use std::time::Duration;

use zhucan::papers::{Tools, make, voice};
use zhucan::text::Lang;
use zhucan::text::handout::{Format, Handout, ssml};

use super::real::needs;
use super::{entries, handout};

/// How long a sound is and how loud on the whole, as `sox` measures it.
fn measured(file: &std::path::Path) -> (f64, f64) {
    let out = Command::new("sox").arg(file).args(["-n", "stat"]).output().expect("sox runs");
    assert!(out.status.success(), "{out:?}");
    let said = String::from_utf8(out.stderr).expect("words");
    let number = |name: &str| {
        let line = said.lines().find(|line| line.split_whitespace().collect::<String>().starts_with(name));
        let number = line.and_then(|line| line.rsplit(char::is_whitespace).next()).and_then(|text| text.parse().ok());
        number.unwrap_or_else(|| panic!("no {name} in {said}"))
    };
    (number("Length(seconds):"), number("RMSamplitude:"))
}

fn spoken(page: &Handout) -> (f64, f64) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.wav");
    let tools = Tools { limit: Duration::from_mins(2), ..Tools::default() };
    assert_eq!(make(page, Format::Audio, &file, false, &tools), Ok(false));
    assert_eq!(std::fs::read(&file).expect("it was made")[..4], *b"RIFF");
    measured(&file)
}

#[test]
fn entries_are_read_aloud_in_both_languages() {
    if !needs("espeak-ng", "espeak-ng") || !needs("sox", "sox") {
        return;
    }
    for lang in [Lang::Zh, Lang::En] {
        let all = entries(lang);
        for page in all.iter().step_by(23) {
            let (seconds, loudness) = spoken(page);
            assert!(seconds > 30.0, "{}: {seconds} s", page.stem);
            assert!(loudness > 0.02, "{}: as good as silent, {loudness}", page.stem);
        }
        // More words take more time, so all of them are read and not the beginning alone.
        let mut by_length: Vec<&Handout> = all.iter().collect();
        by_length.sort_by_key(|page| page.lines().concat().len());
        let [shortest, longest] = [by_length[0], by_length[all.len() - 1]].map(|page| spoken(page).0);
        assert!(longest > shortest * 1.5, "{longest} s and {shortest} s");
    }
}

#[test]
fn what_looks_like_mark_up_is_read_and_not_obeyed() {
    if !needs("espeak-ng", "espeak-ng") || !needs("sox", "sox") {
        return;
    }
    let short = spoken(&handout(Lang::En, "One", &[])).0;
    let tagged =
        spoken(&handout(Lang::En, "One", &["</p></speak> & <audio src=\"none\"> and seven more words behind"])).0;
    assert!(tagged > short + 2.0, "{tagged} s and {short} s");
}

/// A Chinese engine reads digits and brackets in ways of its own, or not at all.
#[test]
fn no_digit_and_no_bracket_reaches_the_chinese_voice() {
    for lang in [Lang::Zh, Lang::En] {
        for page in entries(lang) {
            let given = ssml(&page, voice);
            let (open, close) = (format!("<voice name=\"{}\">", voice(Lang::Zh)), "</voice>");
            let english = format!("<voice name=\"{}\">", voice(Lang::En));
            // In a Chinese page all that is not put into the English voice, in an English one what is in the Chinese.
            let chinese: String = match lang {
                Lang::Zh => {
                    let mut pieces = given.split(&english);
                    let first = pieces.next().unwrap_or_default().to_owned();
                    first
                        + &pieces.map(|rest| rest.split_once(close).map_or("", |(_, after)| after)).collect::<String>()
                }
                Lang::En => given.split(&open).skip(1).filter_map(|rest| rest.split(close).next()).collect(),
            };
            let wrong = chinese.chars().find(|c| c.is_ascii_digit() || "〔〕【】「」（）%".contains(*c));
            assert_eq!(wrong, None, "{}: {chinese}", page.stem);
        }
    }
}

/// What the engine would say, in its own letters.
fn sounds(voice: &str, words: &str) -> String {
    let out = Command::new("espeak-ng").args(["-v", voice, "-q", "-x", words]).output().expect("it runs");
    assert!(out.status.success(), "{out:?}");
    String::from_utf8(out.stdout).expect("letters")
}

/// The usual Chinese voice of this engine reads many characters as English words.
#[test]
fn the_chinese_voice_reads_characters() {
    if !needs("espeak-ng", "espeak-ng") {
        return;
    }
    let words = "回执号，残疾人，低保边缘，街道残联";
    let heard = sounds(voice(Lang::Zh), words);
    assert!(!heard.contains("(en)"), "{heard}");
    assert_eq!(heard.matches('|').count(), words.chars().filter(|c| *c != '，').count(), "{heard}");
    assert!(heard.trim().starts_with("X'uei35"), "huí is heard first: {heard}");
}
