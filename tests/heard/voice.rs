//! The homophones of the Chinese voice of espeak, and the voice itself, where it is installed.

use std::collections::HashSet;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use zhucan::text::spoken::homophones;

use crate::spoken::is_han;

/// A word of the table, what stands for it, and its reading; none for a word that only shields itself.
fn table() -> Vec<(String, String, Option<String>)> {
    let text = fs::read_to_string("assets/locales/zh-CN/homophones.txt").expect("the table is there");
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut fields = line.splitn(3, ' ');
            let word = fields.next().unwrap_or_default().to_owned();
            let other = fields.next().map_or_else(|| word.clone(), str::to_owned);
            (word, other, fields.next().map(str::to_owned))
        })
        .collect()
}

#[test]
fn the_table_of_homophones_is_sound() {
    let table = table();
    let mut seen = HashSet::new();
    for (word, other, reading) in &table {
        assert!(seen.insert(word), "{word} stands there twice");
        assert!(word.chars().chain(other.chars()).all(is_han), "{word} {other}");
        assert_eq!(word == other, reading.is_none(), "{word}");
        if let Some(reading) = reading {
            assert_eq!(reading.split(' ').count(), word.chars().count(), "{word} {reading}");
        }
        assert_eq!(homophones(word), *other);
    }
    assert_eq!(homophones("项目的数量和目的地址"), "项目的数量和目第第址");
    assert_eq!(homophones("没有要换的"), "没有要换的");
}

/// What the Chinese voice says for each line, a syllable an entry: its sounds and its tone.
fn voice(lines: &[String]) -> Vec<Vec<(String, char)>> {
    let mut child = Command::new("espeak-ng")
        .args(["-v", "cmn-latn-pinyin", "-q", "-x"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("espeak-ng was found before");
    let mut input = child.stdin.take().expect("it is piped");
    for line in lines {
        writeln!(input, "{line}。").expect("espeak-ng reads");
    }
    drop(input);
    let said = child.wait_with_output().expect("espeak-ng ends").stdout;
    let said = String::from_utf8(said).expect("its signs are ASCII");
    said.lines()
        .map(|line| {
            let syllables = line.split('_').map(|syllable| syllable.trim_matches(['|', ' ']));
            syllables.filter(|syllable| !syllable.is_empty()).map(syllable).collect()
        })
        .collect()
}

fn syllable(text: &str) -> (String, char) {
    let sounds = text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '\'' | ',')).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let tone = match digits.as_str() {
        "55" => '1',
        "35" => '2',
        "214" | "21" => '3',
        "51" => '4',
        _ => '5',
    };
    (sounds, tone)
}

/// Whether the voice is there; without it these tests show nothing and say so.
fn has_voice() -> bool {
    let there = Command::new("espeak-ng").args(["-v", "cmn-latn-pinyin", "-q", "好"]).output();
    let there = there.is_ok_and(|output| output.status.success());
    assert!(there || std::env::var_os("ZHUCAN_REQUIRE_REAL").is_none(), "espeak-ng with its Chinese voice is missing");
    if !there {
        eprintln!("skipped: espeak-ng with its Chinese voice is not installed");
    }
    there
}

#[test]
fn the_voice_reads_each_homophone_right_and_the_word_itself_wrong() {
    if !has_voice() {
        return;
    }
    let table: Vec<_> =
        table().into_iter().filter_map(|(word, other, reading)| Some((word, other, reading?))).collect();
    let column = |of: fn(&(String, String, String)) -> String| voice(&table.iter().map(of).collect::<Vec<_>>());
    let (words, others) = (column(|row| row.0.clone()), column(|row| row.1.clone()));
    // The voice reads pinyin too; a neutral tone is written as any.
    let readings = column(|row| row.2.replace('5', "4"));
    assert!(table.len() == words.len() && table.len() == others.len() && table.len() == readings.len());
    let right = |said: &[(String, char)], wanted: &[(String, char)], reading: &str, word: &str| {
        let tones: Vec<char> = reading.split(' ').filter_map(|syllable| syllable.chars().next_back()).collect();
        said.len() == wanted.len()
            && said.iter().zip(wanted).zip(tones).zip(word.chars()).all(|(((said, wanted), tone), c)| {
                // 不 and 一 change their tone with what follows, a third tone before a third.
                let moves = matches!(c, '一' | '不') || tone == '5' || said.1 == '5';
                said.0 == wanted.0 && (moves || said.1 == wanted.1 || (tone == '3' && said.1 == '2'))
            })
    };
    let mut faults = Vec::new();
    for (at, (word, other, reading)) in table.iter().enumerate() {
        if !right(&others[at], &readings[at], reading, other) {
            faults.push(format!("{other} for {word} is not read {reading}: {:?} {:?}", others[at], readings[at]));
        }
        if words[at] == others[at] {
            faults.push(format!("{word} needs no homophone"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_voice_reads_numbers_as_we_write_them() {
    if !has_voice() {
        return;
    }
    let written = "零一二三四五六七八九十百千万亿两幺负点第";
    let readings = "ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3 shi2 bai3 qian1 wan4 yi4 liang3 yao1 fu4 dian3 di4";
    let said = voice(&written.chars().map(String::from).collect::<Vec<_>>());
    let wanted = voice(&readings.split(' ').map(str::to_owned).collect::<Vec<_>>());
    for ((c, said), wanted) in written.chars().zip(said).zip(wanted) {
        assert_eq!(said, wanted, "{c}");
    }
}
