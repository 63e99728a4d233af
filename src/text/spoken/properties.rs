//! For each type: what is printed is read back and said as its type is. And for any words: nothing reaches an engine that
//! it cannot say.

use chrono::{Datelike, NaiveDate, NaiveTime};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::numbers::{Two, cardinal};
use super::*;
use crate::domain::case::ReceiptNumber;
use crate::domain::person::{CertificateNumber, IdNumber, Name, Phone};
use crate::text;

fn zh(words: &str) -> String {
    spoken(words, Lang::Zh, Reading { yao: false })
}

fn en(words: &str) -> String {
    spoken(words, Lang::En, Reading::default())
}

/// Reads a Chinese cardinal by its grammar, the other way round.
fn read_cardinal(said: &str) -> u128 {
    for (name, unit) in [('亿', 100_000_000), ('万', 10_000)] {
        if let Some((high, low)) = said.rsplit_once(name) {
            return read_cardinal(high) * unit + read_cardinal(low);
        }
    }
    let (mut sum, mut digit) = (0, None);
    for c in said.chars() {
        let unit = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            '零' => continue,
            '两' => {
                digit = Some(2);
                continue;
            }
            _ => {
                digit = "一二三四五六七八九".chars().position(|one| one == c).map(|at| at as u128 + 1);
                continue;
            }
        };
        sum += digit.take().unwrap_or(1) * unit;
    }
    sum + digit.unwrap_or(0)
}

fn both() -> [(Lang, Reading); 3] {
    [(Lang::Zh, Reading { yao: true }), (Lang::Zh, Reading { yao: false }), (Lang::En, Reading::default())]
}

fn id_number(birth: NaiveDate, order: u32) -> IdNumber {
    let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day");
    let first = format!("110199{}{order:03}", birth.format("%Y%m%d"));
    "0123456789X".chars().find_map(|check| IdNumber::parse(&format!("{first}{check}"), today).ok()).expect("one fits")
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (1_i32..3_650_000).prop_map(|day| NaiveDate::from_num_days_from_ce_opt(day).expect("within the calendar"))
}

fn births() -> impl Strategy<Value = NaiveDate> {
    (0_i64..45_000)
        .prop_map(|day| NaiveDate::from_ymd_opt(1900, 1, 1).expect("a real day") + chrono::TimeDelta::days(day))
}

/// Nothing but words and the marks that make a pause.
fn for_chinese_engine(said: &str) -> bool {
    said.chars().all(|c| signs::is_letter(c) || " '，。？！：；、".contains(c))
}

#[test]
fn no_character_by_itself_reaches_an_engine_that_cannot_say_it() {
    let mut wrong = Vec::new();
    for c in ('\0'..char::MAX).filter(|c| signs::is_latin(*c) || !c.is_alphabetic()) {
        let alone = c.to_string();
        let sayable = [spoken(&alone, Lang::Zh, Reading::default()), spelled(&alone, Lang::Zh, Reading::default())]
            .iter()
            .all(|said| for_chinese_engine(said));
        if !sayable || !for_english_engine(&en(&alone)) {
            wrong.push(alone);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn for_english_engine(said: &str) -> bool {
    said.chars().all(|c| signs::is_letter(c) || c.is_ascii_digit() || " ',.?!:;-，。？！：；、".contains(c))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_day_is_read_back(day in days()) {
        for (lang, reading) in both() {
            prop_assert_eq!(spoken(&text::date(day, lang), lang, reading), date(day, lang, reading));
            if day.year() >= 1000 {
                prop_assert_eq!(spoken(&day.to_string(), lang, reading), date(day, lang, reading));
            }
        }
    }

    #[test]
    fn a_time_is_read_back(seconds in 0_u32..86_400) {
        let at = NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).expect("within the day");
        let minute = NaiveTime::from_num_seconds_from_midnight_opt(seconds / 60 * 60, 0).expect("within the day");
        for (lang, reading) in both() {
            prop_assert_eq!(spoken(&at.format("%H:%M:%S").to_string(), lang, reading), time(at, lang, reading));
            prop_assert_eq!(spoken(&at.format("%H:%M").to_string(), lang, reading), time(minute, lang, reading));
        }
    }

    #[test]
    fn money_is_read_back(fen in prop_oneof![any::<i64>(), -1_000_000_i64..1_000_000]) {
        for (lang, reading) in both() {
            prop_assert_eq!(spoken(&text::money(fen, lang), lang, reading), money(fen, lang, reading));
            // Amounts and rates are printed without zeros at their end.
            let yuan = Decimal::new(fen, 2).normalize();
            let printed = if lang == Lang::Zh { format!("{yuan}元") } else { format!("{yuan} yuan") };
            prop_assert_eq!(spoken(&printed, lang, reading), money(fen, lang, reading));
        }
    }

    #[test]
    fn numbers_are_read_back(number in -99_999_i64..99_999, scale in 1_u32..4) {
        let decimal = Decimal::new(number, scale);
        for (lang, reading) in both() {
            if !matches!(number, 12_385 | 12_345) {
                prop_assert_eq!(spoken(&number.to_string(), lang, reading), super::number(number, lang, reading));
            }
            prop_assert_eq!(spoken(&decimal.to_string(), lang, reading), super::number(decimal, lang, reading));
            prop_assert_eq!(spoken(&format!("{number}%"), lang, reading), percent(number, lang, reading));
            prop_assert_eq!(spoken(&format!("{decimal}%"), lang, reading), percent(decimal, lang, reading));
        }
    }

    #[test]
    fn counts_are_read_back(count in prop_oneof![any::<u32>(), 0_u32..300]) {
        let of = |two| cardinal(u128::from(count), two);
        prop_assert_eq!(zh(&format!("{count}项")), format!("{}项", of(Two::Count)));
        prop_assert_eq!(zh(&format!("第{count}项")), format!("第{}项", of(Two::Order)));
        prop_assert_eq!(zh(&format!("{count}字")), format!("{}字", of(Two::Count)));
        prop_assert_eq!(zh(&format!("{count}天")), format!("{}天", of(Two::Count)));
        let number = super::number(count, Lang::En, Reading::default());
        prop_assert_eq!(en(&format!("{count} items")), format!("{number} items"));
    }

    #[test]
    fn fractions_and_ranges_are_read_back(over in 1_u32..40, more in 1_u32..40, step in 1_i64..40) {
        let under = over + more;
        let (from, to) = (i64::from(over), i64::from(over) + step);
        for (lang, reading) in both() {
            prop_assert_eq!(spoken(&format!("{over}/{under}"), lang, reading), fraction(over, under, lang, reading));
            prop_assert_eq!(spoken(&format!("{from}-{to}"), lang, reading), range(from, to, lang, reading));
        }
    }

    #[test]
    fn a_cardinal_means_its_number(number in any::<u64>(), two in prop::sample::select(vec![Two::Order, Two::Plain, Two::Count])) {
        // 亿 of 亿 cannot be told from 亿 twice; no sum of money comes near.
        for number in [number % 10_000_000_000_000_000, number % 1_000_000, number % 1000] {
            prop_assert_eq!(read_cardinal(&cardinal(u128::from(number), two)), u128::from(number));
        }
    }

    #[test]
    fn identity_and_certificate_numbers_are_read_back(birth in births(), order in 0_u32..1000, end in "[1-7][1-4](B[1-9])?") {
        let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day");
        let id = id_number(birth, order);
        let card = CertificateNumber::parse_for(&end, &id, today).expect("a good end");
        for (lang, reading) in both() {
            let said = identity_number(id.as_str(), lang, reading);
            prop_assert_eq!(spoken(&id.to_string(), lang, reading), said);
            prop_assert_eq!(spoken(&id.masked(), lang, reading), masked(&id.masked(), lang, reading));
            let said = certificate_number(&card.to_string(), lang, reading);
            prop_assert_eq!(spoken(&card.to_string(), lang, reading), said);
            prop_assert_eq!(spoken(&card.masked(), lang, reading), masked(&card.masked(), lang, reading));
        }
    }

    #[test]
    fn telephone_numbers_are_read_back(typed in "1[3-9][0-9]{9}|[2-8][0-9]{7}") {
        let phone = Phone::parse(&typed).expect("a good number");
        for (lang, reading) in both() {
            let said = super::phone(phone.as_str(), lang, reading);
            prop_assert_eq!(spoken(&phone.to_string(), lang, reading), said);
            prop_assert_eq!(spoken(&phone.masked(), lang, reading), masked(&phone.masked(), lang, reading));
        }
    }

    #[test]
    fn receipts_are_read_back(serial in 1..=ReceiptNumber::MAX_SERIAL, year in 2000_i32..2099) {
        let day = NaiveDate::from_ymd_opt(year, 1, 1).expect("a real day");
        let number = ReceiptNumber::new(day, serial).expect("within a year");
        for (lang, reading) in both() {
            let said = receipt(&number.to_string(), lang, reading);
            prop_assert_eq!(spoken(&number.to_string(), lang, reading), said.clone());
            prop_assert_eq!(spoken(&number.digits(), lang, reading), said.clone(), "as files are named");
            // Every digit is heard, and nothing else.
            let heard: String = said.chars().filter(|c| !" ,，".contains(*c)).collect();
            let back: String = heard.chars().map(|c| match c {
                '幺' => '1',
                _ => "零一二三四五六七八九".chars().position(|one| one == c)
                    .and_then(|at| char::from_digit(u32::try_from(at).ok()?, 10)).unwrap_or(c),
            }).collect();
            prop_assert_eq!(back, number.digits());
        }
    }

    #[test]
    fn masked_names_are_read_back(name in "[一-龥]{2,4}|[A-Z][a-z]{1,8}") {
        // The names of keys are said in Chinese.
        prop_assume!(zh(&name).is_ascii() == name.is_ascii());
        let name = Name::parse(&name).expect("a good name");
        for (lang, reading) in both() {
            prop_assert_eq!(spoken(&name.masked(), lang, reading), masked(&name.masked(), lang, reading));
        }
        prop_assert_eq!(zh(name.as_str()), name.as_str());
        prop_assert_eq!(en(name.as_str()), name.as_str());
    }

    #[test]
    fn the_length_and_end_of_a_private_value_are_heard(value in "[0-9]{11,17}[0-9X]|[a-z0-9]{12,20}") {
        let length = value.len();
        let end = &value[length - 4..];
        let said = zh(&text::Text::new(Lang::Zh).with("part-private", &[("length", &length), ("end", &end)]));
        prop_assert!(said.starts_with(&format!("{}位，尾号", cardinal(length as u128, Two::Count))), "{}", said);
        prop_assert!(for_chinese_engine(&said));
    }

    #[test]
    fn no_digit_sign_or_glyph_reaches_a_chinese_engine(words in any::<String>()) {
        for reading in [Reading { yao: true }, Reading { yao: false }] {
            for said in [spoken(&words, Lang::Zh, reading), spelled(&words, Lang::Zh, reading)] {
                prop_assert!(for_chinese_engine(&said), "{:?}", said);
                prop_assert!(for_chinese_engine(&homophones(&said)));
            }
            for c in words.chars() {
                prop_assert!(for_chinese_engine(&character(c, Lang::Zh, reading)), "{:?}", c);
            }
        }
    }

    #[test]
    fn nor_of_what_is_like_our_own_words(
        words in "([0-9]{1,22}|[-.,:/%*~¥$〔〕（）「」 ]|[年月日元项个级号第比到至尾王X]|[a-zA-Z]{1,4}|，|。){0,24}"
    ) {
        for reading in [Reading { yao: true }, Reading { yao: false }] {
            let said = spoken(&words, Lang::Zh, reading);
            prop_assert!(for_chinese_engine(&said), "{:?}", said);
            prop_assert!(!said.contains("，，") && !said.starts_with(['，', ' ']), "{:?}", said);
            let said = spoken(&words, Lang::En, reading);
            prop_assert!(for_english_engine(&said), "{:?}", said);
        }
    }

    #[test]
    fn no_glyph_reaches_an_english_engine(words in any::<String>()) {
        prop_assert!(for_english_engine(&en(&words)), "{:?}", en(&words));
        prop_assert!(for_english_engine(&spelled(&words, Lang::En, Reading::default())));
        for c in words.chars() {
            prop_assert!(for_english_engine(&character(c, Lang::En, Reading::default())), "{:?}", c);
        }
    }

    #[test]
    fn nothing_is_lost_in_cutting(words in "([一-龥]{1,3}|[a-zA-Z]{1,5}|[ ，。,.'-]|[0-9]){0,12}") {
        for lang in [Lang::Zh, Lang::En] {
            let runs = runs(&words, lang);
            prop_assert_eq!(runs.iter().map(|(_, text)| text.as_str()).collect::<String>(), words.clone());
            prop_assert!(runs.windows(2).all(|two| two[0].0 != two[1].0));
            for (its, text) in &runs {
                if *its != lang && runs.len() > 1 {
                    prop_assert!(text.chars().any(char::is_alphanumeric), "{:?}", runs);
                }
                prop_assert!(*its != Lang::En || lang == Lang::Zh || !text.chars().any(signs::is_han));
            }
        }
    }
}
