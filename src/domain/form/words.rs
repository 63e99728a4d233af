//! Every fault has words in both languages, and they fit where they are shown.

use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

use super::{Arg, Fault, Warning};

const ZH: &str = include_str!("../../../assets/locales/zh-CN/faults.ftl");
const EN: &str = include_str!("../../../assets/locales/en/faults.ftl");

fn bundle(lang: &str, text: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![lang.parse().expect("a language")]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).expect("the file is right");
    bundle.add_resource(resource).expect("each id once");
    bundle
}

/// What can be said: its id, and its values with dates as they are longest in that language.
fn all(lang: &str) -> Vec<(String, FluentArgs<'static>)> {
    let written = |args: Vec<(&'static str, Arg)>| {
        let mut fluent = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Number(number) => fluent.set(name, number.to_string()),
                Arg::Date(_) if lang == "en" => fluent.set(name, "30 September 2026"),
                Arg::Date(_) => fluent.set(name, "2026年12月31日"),
            }
        }
        fluent
    };
    let date = "2026-06-15".parse().expect("a date");
    let warning = Warning::EndsSoon { field: "home.lease_end".to_owned(), date, months: 24 };
    let faults = Fault::samples().into_iter().map(|fault| (format!("fault-{}", fault.id()), written(fault.args())));
    faults.chain([(format!("warning-{}", warning.id()), written(warning.args()))]).collect()
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn every_fault_has_words_that_fit_their_row() {
    for (lang, text, most) in [("zh-CN", ZH, 16), ("en", EN, 22)] {
        let bundle = bundle(lang, text);
        for (id, args) in all(lang) {
            let message = bundle.get_message(&id).unwrap_or_else(|| panic!("{lang} has no {id}"));
            let remedy = message.get_attribute("remedy").unwrap_or_else(|| panic!("{lang} {id} has no remedy"));
            let mut errors = Vec::new();
            let what = message.value().unwrap_or_else(|| panic!("{lang} {id} has no words"));
            let what = bundle.format_pattern(what, Some(&args), &mut errors).into_owned();
            let remedy = bundle.format_pattern(remedy.value(), Some(&args), &mut errors).into_owned();
            assert!(errors.is_empty(), "{lang} {id}: {errors:?}");
            assert!(columns(&what) <= most, "{lang} {id}: {what}");
            assert!(columns(&remedy) <= 38, "{lang} {id}: {remedy}");
            assert!(remedy.ends_with(['。', '.']), "{lang} {id}: {remedy}");
            let plain = |c: char| c.is_ascii() || (lang != "en" && !matches!(c, '\u{b7}' | '\u{2000}'..='\u{2fff}'));
            assert!(what.chars().chain(remedy.chars()).all(plain), "{lang} {id}: {what} {remedy}");
        }
    }
}

#[test]
fn there_is_a_sample_of_every_fault() {
    let sources = [
        include_str!("fault.rs").split("pub struct Problem").next().unwrap_or_default(),
        include_str!("../person/name.rs"),
        include_str!("../person/id_number.rs"),
        include_str!("../person/certificate.rs"),
        include_str!("../person/phone.rs"),
        include_str!("../person/pin.rs"),
    ];
    let named = sources.iter().flat_map(|source| source.split("#[error(\"").skip(1));
    let named: BTreeSet<&str> =
        named.filter_map(|rest| rest.split('"').next()).filter(|id| !id.contains('{')).collect();
    let samples: Vec<String> = Fault::samples().iter().map(Fault::id).collect();
    assert_eq!(samples.iter().map(String::as_str).collect::<BTreeSet<_>>(), named);
    assert_eq!(samples.len(), named.len(), "no two faults have one name");
}

#[test]
fn no_words_are_left_over() {
    for (lang, text) in [("zh-CN", ZH), ("en", EN)] {
        let said: BTreeSet<String> = all(lang).into_iter().map(|(id, _)| id).collect();
        let written = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        let written: BTreeSet<String> =
            written.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(written, said, "{lang}");
    }
}
