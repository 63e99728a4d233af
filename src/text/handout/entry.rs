//! An entry of the policy, all of it: where it stands, what it is, for whom, on which conditions, how much, what to bring,
//! who decides, how far it is, how one gets it, what it rests on.

use chrono::NaiveDate;

use super::{Handout, Part};
use crate::domain::amount::Means;
use crate::domain::data::programme::Programme;
use crate::domain::eligibility::{Known, Ruleset};
use crate::domain::owed::Kept;
use crate::domain::rate::RateTable;
use crate::domain::shipped;
use crate::text::{Lang, Text, date};

/// What is to be known of an entry on `day`, with the sum of that day and what staff keep of it.
pub fn entry(text: &Text, one: &Programme, day: NaiveDate, rates: &RateTable, owed: Option<&Kept>) -> Handout {
    let lang = text.lang();
    let words = one.text(lang);
    // A Chinese name can be said and found by those who use the program in Chinese, an English id by the others.
    let stem = if lang == Lang::Zh { &words.row } else { &one.id };
    let mut page = Handout::new(lang, stem, words.name.clone());
    let (place, kind) = (text.place(one.article, one.item), text.entry_kind(one.kind));
    page.paragraphs(&[text.with("cli-stands", &[("place", &place), ("kind", &kind), ("id", &one.id)])]);
    page.paragraphs(&[match one.to {
        None => text.with("cli-from", &[("from", &date(one.from, lang))]),
        Some(to) => text.with("cli-from-to", &[("from", &date(one.from, lang)), ("to", &date(to, lang))]),
    }]);
    page.parts.push(Part::Pair { label: text.say("take-day"), value: date(day, lang) });
    let asked = one.kind.is_asked_for();
    page.section(text.say("section-what"), &words.what);
    page.section(text.say(if asked { "section-who" } else { "section-who-known" }), &words.who);
    let rules = Ruleset::new([one], day, shipped::settled());
    let conditions = rules.conditions(&one.id).unwrap_or_default();
    page.section(text.say("cli-section-rule"), &text.conditions(&conditions, day));
    page.section(text.say("section-amount"), &words.amount);
    let means = Means { settled: shipped::settled(), rates, day };
    if let Some(amount) = means.amount(one, &Known::nothing(shipped::facts().len())) {
        let heading = text.with("cli-section-on-day", &[("day", &date(day, lang))]);
        page.section(heading, &[text.with("cli-sentence", &[("words", &text.sum(&amount))])]);
    }
    if let Some(fund) = text.paid_from(one, day) {
        page.section(text.say("cli-section-fund"), &[fund]);
    }
    page.section(text.say("section-papers"), &words.papers);
    page.section(text.say("section-decides"), &words.decides);
    if one.kind.is_owed() {
        let state = [text.owed_state(one, owed, day), text.owed_rest(one, owed)].concat();
        page.section(text.say("cli-section-owed"), &state);
    }
    page.section(text.say(if asked { "section-how" } else { "section-how-known" }), &words.how);
    let mut basis = words.basis.clone();
    basis.extend(text.booked_to(one, day));
    basis.extend(text.meanings(&rules, day));
    page.section(text.say("section-basis"), &basis);
    page
}
