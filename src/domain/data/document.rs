//! The document itself: its dates, its parts, the rules it names and the two it repeals.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::sheet::{Check, Source};
use super::{DataFault, Words};

/// 西政发〔2011〕18号 as a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: Words,
    /// Who issued it.
    pub issuer: Words,
    /// Day of signature.
    pub signed: NaiveDate,
    /// Day of printing.
    pub printed: NaiveDate,
    /// First day in force; it lies before the signature.
    pub in_force: NaiveDate,
    /// What it is, in sentences: Chinese and English.
    pub about: [Vec<String>; 2],
    /// Its sections, in order.
    pub parts: Vec<Part>,
    /// The rules it names, in its order.
    pub references: Vec<Reference>,
    /// The rules it repeals.
    pub repealed: Vec<Reference>,
}

/// A section of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is about.
    pub name: Words,
    /// Its articles.
    pub articles: Vec<u8>,
}

/// A rule that the document names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Its name as on a row.
    pub row: Words,
    /// Its title.
    pub title: Words,
    /// Its number, where one is given.
    pub number: Option<String>,
    /// Articles that name it; 0 is the preamble or the closing paragraph.
    #[serde(default)]
    pub articles: Vec<u8>,
    /// What it is used for and what is known of it since.
    pub note: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocument {
    number: Spanned<String>,
    title: Spanned<Words>,
    issuer: Spanned<Words>,
    signed: Spanned<String>,
    printed: Spanned<String>,
    in_force: Spanned<String>,
    about: RawAbout,
    part: Vec<Spanned<Part>>,
    reference: Vec<Spanned<Reference>>,
    repealed: Vec<Spanned<Reference>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAbout {
    zh: Vec<String>,
    en: Vec<String>,
}

/// Reads the one file there is; none where there is no file.
pub fn parse_all(sources: &[Source], faults: &mut Vec<DataFault>) -> Option<Document> {
    let source = sources.first()?;
    if let Some(second) = sources.get(1) {
        faults.push(second.fault_as_whole("there is one document", "keep one file in this folder"));
    }
    match source.read::<RawDocument>() {
        Ok(raw) => {
            let mut check = Check::new(source);
            let document = document(raw, &mut check);
            faults.append(&mut check.faults);
            document
        }
        Err(fault) => {
            faults.push(fault);
            None
        }
    }
}

fn document(raw: RawDocument, check: &mut Check) -> Option<Document> {
    for words in [&raw.title, &raw.issuer] {
        check.words(words, usize::MAX, usize::MAX);
    }
    let articles: Vec<u8> = raw.part.iter().flat_map(|part| part.as_ref().articles.clone()).collect();
    if articles != (1..=22).collect::<Vec<u8>>() {
        let fault = "the parts do not hold the articles 1 to 22 in order";
        check.note(&raw.number.span(), fault, "name every article once");
    }
    for reference in raw.reference.iter().chain(&raw.repealed) {
        let place = reference.span();
        check.words(&Spanned::new(place.clone(), reference.as_ref().row.clone()), 30, 38);
        for words in [&reference.as_ref().title, &reference.as_ref().note] {
            check.words(&Spanned::new(place.clone(), words.clone()), usize::MAX, usize::MAX);
        }
    }
    let plain = |list: Vec<Spanned<Reference>>| list.into_iter().map(Spanned::into_inner).collect();
    Some(Document {
        signed: check.date(&raw.signed)?,
        printed: check.date(&raw.printed)?,
        in_force: check.date(&raw.in_force)?,
        number: raw.number.into_inner(),
        title: raw.title.into_inner(),
        issuer: raw.issuer.into_inner(),
        about: [raw.about.zh, raw.about.en],
        parts: raw.part.into_iter().map(Spanned::into_inner).collect(),
        references: plain(raw.reference),
        repealed: plain(raw.repealed),
    })
}
