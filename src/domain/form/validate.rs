//! From what was typed to what is kept.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::fault::{Fault, Problem};
use super::{Catalogue, Known, Paper, SEPARATOR};
use crate::domain::data::form::{Bound, Kind, Question, UNKNOWN};
use crate::domain::person::{CertificateNumber, IdNumber, Name, Phone, Pin, clean, fold};

/// Decimal places kept of a measure.
const PLACES: u32 = 2;

/// The canonical form of `raw` as the answer to `question`, or what is wrong with it. A canonical answer is its own
/// canonical form and never has a control character.
///
/// # Errors
/// The first fault found, with the id of the question.
pub fn validate(question: &Question, raw: &str, known: &Known<'_>) -> Result<String, Problem> {
    canonical(question, raw, known).map_err(|fault| Problem { field: question.id.clone(), fault })
}

fn canonical(question: &Question, raw: &str, known: &Known<'_>) -> Result<String, Fault> {
    let text = clean(raw);
    if text.chars().any(|c| ('\u{2800}'..='\u{28ff}').contains(&c)) {
        return Err(Fault::BrailleCells);
    }
    if text.is_empty() {
        return match question.kind {
            // A consent nobody gave is refused; an empty row must not read as neither.
            Kind::Consent if question.optional => Ok("no".to_owned()),
            _ if question.optional => Ok(String::new()),
            _ => Err(Fault::Required),
        };
    }
    if fold(&text) == UNKNOWN {
        return if question.unknown { Ok(UNKNOWN.to_owned()) } else { Err(Fault::MustBeKnown) };
    }
    match &question.kind {
        Kind::Name => Ok(Name::parse(&text)?.to_string()),
        Kind::IdNumber => id_number(question, &text, known),
        Kind::Certificate => certificate(question, &text, known),
        Kind::Phone => Ok(Phone::parse(&text)?.to_string()),
        Kind::Text { min, max } => words(text, usize::from(*min), usize::from(*max)),
        Kind::Date { bound, .. } => date(question, &text, *bound, known),
        Kind::Integer { min, max } => {
            let number = number(&text)?;
            if !number.is_integer() {
                return Err(Fault::NotWhole);
            }
            within(number, (*min).into(), (*max).into())
        }
        Kind::Decimal { min, max } => {
            let number = number(&text)?;
            if number.scale() > PLACES {
                return Err(Fault::Places { max: PLACES });
            }
            within(number, *min, *max)
        }
        Kind::Choice { many: false } | Kind::YesNo => choice(question, &text),
        Kind::Choice { many: true } => choices(question, &text),
        Kind::Subdistrict => known.lookup.subdistrict(&fold(&text)).ok_or(Fault::NoSuchSubdistrict),
        Kind::Community => community(question, &text, known),
        Kind::Item { catalogue, many } => items(*catalogue, *many, &text, known),
        Kind::Paper => Ok(Paper::parse(&text, known.today)?.to_string()),
        Kind::Consent => match choice(question, &text)?.as_str() {
            "no" if !question.optional => Err(Fault::ConsentNeeded),
            given => Ok(given.to_owned()),
        },
        Kind::Pin => {
            let id = known.get(super::ID_NUMBER).and_then(|id| IdNumber::parse(id, known.today).ok());
            let phone = known.get(super::PHONE).and_then(|phone| Phone::parse(phone).ok());
            Ok(Pin::parse(&text, id.as_ref(), phone.as_ref())?.as_str().to_owned())
        }
    }
}

/// The answer this question is checked against.
fn against<'k>(question: &Question, known: &'k Known<'_>) -> Option<&'k str> {
    known.get(question.against.as_ref()?)
}

fn id_number(question: &Question, text: &str, known: &Known<'_>) -> Result<String, Fault> {
    let id = IdNumber::parse(text, known.today)?;
    if against(question, known) == Some(id.as_str()) {
        return Err(Fault::SamePerson);
    }
    Ok(id.to_string())
}

fn certificate(question: &Question, text: &str, known: &Known<'_>) -> Result<String, Fault> {
    let holder = against(question, known).and_then(|id| IdNumber::parse(id, known.today).ok());
    let Some(holder) = holder else {
        return Ok(CertificateNumber::parse(text, known.today)?.to_string());
    };
    let number = CertificateNumber::parse_for(text, &holder, known.today)?;
    if *number.holder() == holder { Ok(number.to_string()) } else { Err(Fault::OtherHolder) }
}

fn words(text: String, min: usize, max: usize) -> Result<String, Fault> {
    let got = text.chars().count();
    if got < min {
        Err(Fault::TooShort { min, got })
    } else if got > max {
        Err(Fault::TooLong { max, got })
    } else {
        Ok(text)
    }
}

fn date(question: &Question, text: &str, bound: Bound, known: &Known<'_>) -> Result<String, Fault> {
    let (day, today) = (read_date(text)?, known.today);
    match bound {
        Bound::Past if day > today => return Err(Fault::DateAhead { today }),
        Bound::Future if day < today => return Err(Fault::DatePast { today }),
        _ => {}
    }
    match against(question, known).and_then(|from| from.parse::<NaiveDate>().ok()) {
        Some(from) if day < from => Err(Fault::DateOrder { from }),
        _ => Ok(day.to_string()),
    }
}

/// A date as people type it: 2026-3-1, 2026/03/01, 2026.3.1, 2026 3 1, 20260301 or 2026年3月1日.
///
/// # Errors
/// Not a date at all, or no day of the calendar.
pub fn read_date(text: &str) -> Result<NaiveDate, Fault> {
    let folded = fold(text);
    let is_between = |c: char| matches!(c, '-' | '/' | '.' | ' ' | '年' | '月' | '日' | '号' | '。' | '、');
    if !folded.chars().all(|c| c.is_ascii_digit() || is_between(c)) {
        return Err(Fault::NotADate);
    }
    let parts: Vec<&str> = folded.split(is_between).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match parts[..] {
        [whole] if whole.len() == 8 => (&whole[..4], &whole[4..6], &whole[6..]),
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => (year, month, day),
        _ => return Err(Fault::NotADate),
    };
    let read = || NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let in_calendar = "1900".."2200";
    read().filter(|_| in_calendar.contains(&year)).ok_or(Fault::NoSuchDate)
}

fn number(text: &str) -> Result<Decimal, Fault> {
    let folded = fold(text);
    let digits = folded.strip_prefix(['-', '+']).unwrap_or(&folded);
    let is_number = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit());
    let number: Option<Decimal> = is_number.then(|| folded.parse().ok()).flatten();
    number.map(|number| number.normalize()).ok_or(Fault::NotANumber)
}

fn within(number: Decimal, min: Decimal, max: Decimal) -> Result<String, Fault> {
    if number < min {
        Err(Fault::TooSmall { min: min.normalize() })
    } else if number > max {
        Err(Fault::TooLarge { max: max.normalize() })
    } else {
        Ok(number.to_string())
    }
}

/// A choice by its value, its words in either language, or its place in the list from 1.
fn choice(question: &Question, text: &str) -> Result<String, Fault> {
    let typed = fold(text).to_lowercase();
    let place = typed.parse::<usize>().ok().and_then(|place| place.checked_sub(1));
    let found = question.choices.iter().enumerate().find(|(at, choice)| {
        place == Some(*at)
            || typed == choice.value
            || typed == choice.words.zh.to_lowercase()
            || typed == choice.words.en.to_lowercase()
    });
    found.map(|(_, choice)| choice.value.clone()).ok_or(Fault::NotAChoice)
}

/// Several choices, each once, in the order of the list.
fn choices(question: &Question, text: &str) -> Result<String, Fault> {
    // Words of one choice may hold a comma or a space, so a single choice is looked for first.
    if let Ok(one) = choice(question, text) {
        return Ok(one);
    }
    let chosen: Result<Vec<String>, Fault> = parts(text).map(|part| choice(question, part)).collect();
    let chosen = chosen?;
    let in_order: Vec<&str> =
        question.choices.iter().map(|choice| choice.value.as_str()).filter(|v| chosen.iter().any(|c| c == v)).collect();
    if in_order.is_empty() { Err(Fault::Required) } else { Ok(in_order.join(SEPARATOR)) }
}

/// What stands between commas, semicolons and the Chinese marks that serve as such.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '，', '、', '；']).map(str::trim).filter(|part| !part.is_empty())
}

fn community(question: &Question, text: &str, known: &Known<'_>) -> Result<String, Fault> {
    let found = known.lookup.communities(&fold(text));
    match (against(question, known), &found[..]) {
        (_, []) => Err(Fault::NoSuchCommunity),
        (Some(subdistrict), _) => found
            .iter()
            .find(|community| community.subdistrict == subdistrict)
            .map(|community| community.code.clone())
            .ok_or(Fault::OtherSubdistrict),
        (None, [one]) => Ok(one.code.clone()),
        (None, _) => Err(Fault::SubdistrictFirst),
    }
}

/// Items by code or name, each once, in the order they were chosen.
fn items(catalogue: Catalogue, many: bool, text: &str, known: &Known<'_>) -> Result<String, Fault> {
    let find = |text: &str| known.lookup.item(catalogue, &fold(text)).map(|item| item.code);
    if let Some(one) = find(text) {
        return Ok(one);
    }
    let mut codes: Vec<String> = Vec::new();
    for part in parts(text) {
        let code = find(part).ok_or(Fault::NoSuchItem)?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    match codes.len() {
        0 => Err(Fault::Required),
        2.. if !many => Err(Fault::OnlyOne),
        _ => Ok(codes.join(SEPARATOR)),
    }
}
