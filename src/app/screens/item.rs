//! One assistive device or one work on the home: what it is, for whom, what is known of money, and how to apply.

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::case::Kind;
use crate::domain::data::item::device::Device;
use crate::domain::data::item::retrofit::Retrofit;
use crate::domain::data::item::{self, Basis, Life, Who};
use crate::domain::data::{Lang, Words};
use crate::domain::shipped;

use super::apply;
use super::programme::text_rows;

/// Category digit of the certificate for several disabilities at once; the fact names the other six.
const SEVERAL: u8 = 7;

/// An item of a catalogue.
#[derive(Debug)]
pub struct ItemPage {
    code: &'static str,
    name: &'static Words,
    place: &'static Words,
    who: &'static Who,
    life: Life,
    rate: &'static item::Rate,
    unit: Option<&'static Words>,
    technical: Vec<(Lang, &'static [String])>,
    kind: Kind,
}

impl ItemPage {
    /// An assistive device.
    pub fn device(device: &'static Device) -> Self {
        Self {
            code: &device.code,
            name: &device.name,
            place: &device.area.name,
            who: &device.who,
            life: device.life,
            rate: &device.rate,
            unit: None,
            technical: Vec::new(),
            kind: Kind::Device,
        }
    }

    /// A work on the home.
    pub fn retrofit(retrofit: &'static Retrofit) -> Self {
        let technical = [Lang::Zh, Lang::En].map(|lang| (lang, retrofit.technical.get(lang)));
        Self {
            code: &retrofit.code,
            name: &retrofit.name,
            place: &retrofit.place.name,
            who: &retrofit.who,
            life: retrofit.life,
            rate: &retrofit.rate,
            unit: Some(&retrofit.unit),
            technical: technical.into(),
            kind: Kind::Retrofit,
        }
    }

    fn lines(&self, cx: &Cx<'_>) -> Vec<String> {
        let lang = cx.lang();
        let mut said = vec![cx.text.with("item-place", &[("place", &self.place.get(lang))])];
        said.push(cx.text.with("item-who", &[("who", &for_whom(self.who, cx))]));
        said.extend(self.technical.iter().filter(|(of, _)| *of == lang).flat_map(|(_, lines)| lines.iter().cloned()));
        said.push(match cx.rates.item(self.code, self.rate, cx.day(), cx.setup.sample) {
            Some(yuan) => {
                let set = cx.rates.on(self.code, cx.day());
                let basis = match set {
                    Some(row) => row.source.get(lang).to_owned(),
                    None => cx.say(&format!("rate-{}", self.rate.basis.id())),
                };
                let yuan = yuan.normalize().to_string();
                match self.unit {
                    Some(unit) => cx
                        .text
                        .with("item-standard-unit", &[("yuan", &yuan), ("unit", &unit.get(lang)), ("basis", &basis)]),
                    None => cx.text.with("item-standard", &[("yuan", &yuan), ("basis", &basis)]),
                }
            }
            None => cx.say("item-no-standard"),
        });
        if self.life.basis != Basis::Illustrative || cx.setup.sample {
            let basis = cx.say(&format!("rate-{}", self.life.basis.id()));
            said.push(cx.text.with("item-life", &[("months", &usize::from(self.life.months)), ("basis", &basis)]));
        }
        said.push(cx.text.with("item-code", &[("code", &self.code)]));
        said
    }
}

/// The standard of an item in yuan and what it rests on: what the office has set, else what was published. Example
/// amounts belong to the sample office; a real one has none until they are set.
pub fn standard(code: &str, listed: &item::Rate, cx: &Cx<'_>) -> Option<(String, String)> {
    let yuan = cx.rates.item(code, listed, cx.day(), cx.setup.sample)?;
    let basis = match cx.rates.on(code, cx.day()) {
        Some(row) => row.source.get(cx.lang()).trim_end_matches(['。', '.']).to_owned(),
        None => cx.say(&format!("rate-{}", listed.basis.id())),
    };
    Some((yuan.normalize().to_string(), basis))
}

/// The categories and grades a list names, in words.
fn for_whom(who: &Who, cx: &Cx<'_>) -> String {
    let categories = shipped::fact("p.categories").map_or(&[][..], |fact| fact.shape.answers());
    let every = usize::from(SEVERAL);
    if who.grades.len() == every && who.grades.iter().all(|one| (one.from, one.to) == (1, 4)) {
        return cx.say("item-who-all");
    }
    let named: Vec<String> = who
        .grades
        .iter()
        .map(|one| {
            let name = match categories.iter().find(|answer| answer.value == one.category.to_string()) {
                Some(answer) => answer.words.get(cx.lang()).to_owned(),
                None => cx.say("item-who-several"),
            };
            if (one.from, one.to) == (1, 4) {
                return name;
            }
            let (from, to) = (usize::from(one.from), usize::from(one.to));
            let id = if from == to { "item-who-grade" } else { "item-who-grades" };
            cx.text.with(id, &[("name", &name), ("from", &from), ("to", &to)])
        })
        .collect();
    named.join(&cx.say("list-comma"))
}

impl Screen for ItemPage {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let mut rows = text_rows(&self.lines(cx));
        rows.push(Row::item("apply", cx.say("programme-apply")).with_help(cx.say("programme-apply.help")));
        rows.push(Row::item("programme", cx.say("item-programme")).with_help(cx.say("item-programme.help")));
        Page::new(format!("item-{}", self.code), self.name.get(cx.lang()), rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        if row == "apply" {
            return apply::begin(self.kind, cx);
        }
        let all = shipped::catalogue(cx.day());
        match all.iter().find(|one| one.apply.as_deref() == Some(self.kind.as_str())) {
            Some(programme) => super::browse::open(&programme.id, cx),
            None => Step::Stay,
        }
    }
}
