//! The spoken form of what the program really prints: every message and every text it ships, every journey, and each
//! message that holds a value, in both languages.

use std::fs;
use std::path::{Path, PathBuf};

use zhucan::rehearse::Player;
use zhucan::text::spoken::{Reading, homophones, runs, spoken};
use zhucan::text::{Argument, Lang, Text};

use crate::scripts;

/// Words, spaces and the marks that make a pause.
fn for_chinese_engine(said: &str) -> bool {
    said.chars().all(|c| (c.is_alphabetic() && !c.is_numeric()) || " '，。？！：；、".contains(c))
}

fn for_english_engine(said: &str) -> bool {
    said.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || " ',.?!:;-，。？！：；、".contains(c))
}

/// What is wrong with the spoken form of `words`, if anything.
fn wrong(words: &str, lang: Lang) -> Option<String> {
    let said = spoken(words, lang, Reading::default());
    let good = match lang {
        Lang::Zh => for_chinese_engine(&said),
        Lang::En => for_english_engine(&said),
    };
    // What goes to the Chinese voice holds no digit, in an English utterance either.
    let pieces = runs(&said, lang);
    let chinese = pieces
        .iter()
        .filter(|(its, _)| *its == Lang::Zh)
        .all(|(_, text)| for_chinese_engine(&homophones(text).replace([',', '.', '?', '!', ':', ';', '-'], " ")));
    (!good || !chinese).then(|| format!("{words}\n  said {said}"))
}

pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|other| other == ending) {
            found.push(path);
        }
    }
    found
}

/// The values of the messages of a language, with something in place of their arguments.
fn messages(lang: &str) -> Vec<String> {
    const SAMPLES: [&str; 8] = ["3", "2600 0017", "1160.50", "20%", "ad-010", "柳如烟", "110199196503110018", "12"];
    let mut words = Vec::new();
    for file in files(&Path::new("assets/locales").join(lang), "ftl") {
        let text = fs::read_to_string(file).expect("a file of messages is text");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let value = line.split_once('=').map_or(line, |(_, value)| value);
            for first in 0..SAMPLES.len() {
                let (mut filled, mut rest) = (String::new(), value);
                let mut at = first;
                while let Some((before, more)) = rest.split_once('{') {
                    filled.push_str(before);
                    filled.push_str(SAMPLES[at % SAMPLES.len()]);
                    at += 1;
                    rest = more.split_once('}').map_or("", |(_, rest)| rest);
                }
                filled.push_str(rest);
                words.push(filled);
                if !value.contains('{') {
                    break;
                }
            }
        }
    }
    words
}

/// Every string of the shipped data.
fn shipped() -> Vec<String> {
    files(Path::new("assets"), "toml")
        .into_iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("data is text");
            text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn everything_we_ship_can_be_said() {
    let (zh, en) = (messages("zh-CN"), messages("en"));
    let data = shipped();
    let chinese: Vec<&String> = zh.iter().chain(data.iter().filter(|words| words.contains(is_han))).collect();
    let english: Vec<&String> = en.iter().chain(data.iter().filter(|words| !words.contains(is_han))).collect();
    assert!(chinese.len() > 3000 && english.len() > 3000, "{} {}", chinese.len(), english.len());
    let faults: Vec<String> = chinese
        .into_iter()
        .filter_map(|words| wrong(words, Lang::Zh))
        .chain(english.into_iter().filter_map(|words| wrong(words, Lang::En)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn everything_heard_in_the_journeys_can_be_said() {
    let mut heard = 0;
    let mut faults = Vec::new();
    for (path, _, script) in scripts::all() {
        let lines = Player::play(&script).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for line in lines {
            heard += line.heard.len();
            faults.extend(line.heard.iter().filter_map(|words| wrong(words, script.header.lang)));
        }
    }
    assert!(heard > 1000, "{heard}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A message, its arguments in Chinese and in English, and how both are said.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)], &'a str, &'a str);

const DAY: (&str, &str, &str) = ("day", "2026年11月23日", "23 November 2026");
const CASES: &[Case<'_>] = &[
    ("amount-month", &[("yuan", "580", "580")], "每月五百八十元", "580 yuan a month"),
    ("amount-year", &[("yuan", "7806", "7806")], "一年七千八百零六元", "7,806 yuan for a year"),
    ("amount-once", &[("yuan", "386.67", "386.67")], "一次三百八十六元六角七分", "386.67 yuan, once"),
    ("amount-open", &[("yuan", "2", "2")], "两元", "2 yuan"),
    ("rate-yuan", &[("yuan", "400.5", "400.5")], "四百元五角", "400.50 yuan"),
    (
        "made-of-wage-share",
        &[("wage", "1160", "1160"), ("share", "50%", "50%"), ("from", "2011年1月1日", "1 January 2011")],
        "最低工资一千一百六十元的百分之五十，这个工资从二零一一年一月一日起执行",
        "50 percent of the minimum wage of 1,160 yuan, in force since Saturday, 1 January 2011",
    ),
    (
        "made-of-employer-part",
        &[("year", "2", "2"), ("paid", "22206", "22206"), ("share", "80%", "80%")],
        "第二个满年单位实际交了两万二千二百零六元，补其中的百分之八十",
        "80 percent of the 22,206 yuan the employer paid in full year 2",
    ),
    ("no-amount-not-before", &[DAY], "从二零二六年十一月二十三日起才有", "not before Monday, 23 November 2026"),
    ("case-due", &[DAY], "这一步最晚二零二六年十一月二十三日，星期一", "This step is due by Monday, 23 November 2026"),
    (
        "case-late-staff",
        &[DAY],
        "这一步本来最晚二零二六年十一月二十三日，星期一，已经超期了",
        "This step was due on 23 November 2026 and is late",
    ),
    (
        "case-line.help",
        &[("receipt", "2600 0017", "2600 0017"), DAY],
        "回执号二六零零，零零幺七，二零二六年十一月二十三日交的",
        "Receipt number 2 6 0 0, 0 0 1 7, handed in on Monday, 23 November 2026",
    ),
    ("import-done", &[("receipt", "2600 0017", "2600 0017")], "收下了，回执号二六零零，零零幺七", ""),
    (
        "act-approve-amounts",
        &[("amount", "3200元", "3200 yuan"), ("own", "12.50元", "12.50 yuan")],
        "补贴三千二百元，自付十二元五角",
        "Subsidy 3,200 yuan, own share 12.50 yuan",
    ),
    (
        "case-reason",
        &[("code", "R07", "R07"), ("reason", "不在本区", "elsewhere")],
        "原因 R零七：不在本区",
        "Reason R 0 7: elsewhere",
    ),
    ("cases-title", &[("title", "我的申请", "Mine"), ("count", "2", "2")], "我的申请，两件", "Mine, 2"),
    ("part-position", &[("at", "2", "2"), ("of", "12", "12")], "第二项，共十二项", "2 of 12"),
    (
        "part-private",
        &[("length", "18", "18"), ("end", "002X", "002X")],
        "十八位，尾号零零二X",
        "18 characters ending in 0 0 2 X",
    ),
    ("part-private-short", &[("length", "2", "2")], "两位，不念出来", "2 characters, not read out"),
    ("count-of", &[("count", "22", "22")], "二十二项", ""),
    ("ago-years-months", &[("years", "2", "2"), ("months", "2", "2")], "两年零两个月", ""),
    ("ago-days", &[("days", "2", "2")], "两天", ""),
    (
        "item-who-grades",
        &[("name", "肢体", "limb"), ("from", "1", "1"), ("to", "2", "2")],
        "肢体一到二级",
        "limb grades 1 to 2",
    ),
    ("item-life", &[("months", "24", "24"), ("basis", "推断", "inferred")], "一般用二十四个月，推断。", ""),
    ("item-code", &[("code", "ad-010", "ad-010")], "编号 A D杠零幺零。", "Code A D dash 0 1 0."),
    (
        "page-part",
        &[("title", "帮助", "Help"), ("at", "1", "1"), ("of", "2", "2")],
        "帮助 第一页，共两页",
        "Help, page 1 of 2",
    ),
    ("refused-jump", &[("number", "9", "9"), ("of", "2", "2")], "没有第九行，这里一共两行", ""),
    ("secret-wrong", &[("left", "2", "2")], "号码或密码不对，还可以试两次", ""),
    (
        "progress-quarter",
        &[("work", "核对条件", "Screening"), ("percent", "50", "50")],
        "核对条件，做了百分之五十",
        "Screening: 50 percent done",
    ),
    ("article-item", &[("article", "8", "8"), ("item", "2", "2")], "第八条第二项", ""),
    ("document-part", &[("first", "4", "4"), ("last", "12", "12")], "第四条到第十二条", ""),
    (
        "document-number",
        &[("number", "西政发〔2011〕18号", "Xizhengfa〔2011〕No. 18")],
        "文号：西政发二零一一年十八号",
        "",
    ),
    ("state-cancelled.help", &[], "这件申请不用再办了，有疑问请打幺二三八五。", ""),
    (
        "file-described",
        &[("sort", "图片", "picture "), ("name", "a-1.jpg", "a-1.jpg"), ("size", "2048", "2048")],
        "图片 A杠一点jpg，两千零四十八千字节",
        "",
    ),
    ("key-enter", &[], "回车键", "Enter"),
    ("key-home", &[], "行首键", "Home"),
    ("key-esc", &[], "退出键", "Escape"),
    ("key-char", &[("key", "j", "j")], "字母键 J", "Key j"),
    ("command-jump.help", &[], "按数字一到九，跳到那一行", ""),
    ("ask-visit.help", &[], "写和本人说好的日子，今天或以后，比如二零二六杠一二杠零一", ""),
    ("propose-share.help", &[], "写百分数，比如百分之二十，写零点二也可以", ""),
    ("window-too-small", &[], "窗口太小，请放大到四十列十二行，填过的都在", ""),
];

#[test]
fn each_message_with_a_value_says_it_by_its_type() {
    let mut wrong = Vec::new();
    for (id, args, zh, en) in CASES {
        for (lang, wanted) in [(Lang::Zh, zh), (Lang::En, en)] {
            let filled: Vec<(&str, &dyn Argument)> = args
                .iter()
                .map(|(name, zh, en)| (*name, (if lang == Lang::Zh { zh } else { en }) as &dyn Argument))
                .collect();
            if lang == Lang::En && wanted.is_empty() {
                continue;
            }
            let printed = Text::new(lang).with(id, &filled);
            let said = spoken(&printed, lang, Reading::default());
            if said != **wanted {
                wrong.push(format!("{id}: {printed}\n  wanted {wanted}\n  said   {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
