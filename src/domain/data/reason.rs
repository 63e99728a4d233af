//! Reasons for a negative decision, papers that can be asked for, and ways to have a decision looked at again:
//! `assets/reasons/*.toml`, of which `review.toml` holds the ways.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::source::{RawSentences, RawWords, Sentences, Source};
use super::{DataFault, Words};

/// Which kind of application a reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// Home retrofits only.
    Retrofit,
    /// Assistive devices only.
    Device,
    /// Both.
    Both,
}

impl Applies {
    /// Whether it is for retrofits.
    pub fn to_retrofit(self) -> bool {
        self != Self::Device
    }

    /// Whether it is for devices.
    pub fn to_device(self) -> bool {
        self != Self::Retrofit
    }
}

/// When a reason can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// At the counter: the case is not accepted.
    Intake,
    /// After review: the case is rejected.
    Decision,
    /// When papers are asked for.
    Supplement,
}

/// What is special about a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Two members of staff must confirm it.
    TwoStaff,
    /// It puts the case on the dated waiting list instead of ending it.
    NotARejection,
    /// The other case must be named.
    Linked,
    /// Staff must describe it in their own words.
    Describe,
}

/// Why a case is not accepted, rejected or waits for papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// `R01` to `R99` for a negative decision, `S01` to `S99` for papers.
    pub code: String,
    /// Row that staff choose from.
    pub name: Words,
    /// What the person is told.
    pub text: Sentences,
    /// What the person can do now; never empty.
    pub next: Sentences,
    /// What it rests on, one sentence; says so when that is a service rule and not the document.
    pub basis: Words,
    /// Article 1 to 22 of 西政发〔2011〕18号 that it belongs to.
    pub article: Option<u8>,
    /// Retrofit, device or both.
    pub applies: Applies,
    /// When it can be given.
    pub stages: Vec<Stage>,
    /// What is special about it.
    pub flags: Vec<Flag>,
}

impl Reason {
    /// Whether it has the flag.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

/// How long a way is open, from the day the person was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// Calendar days.
    Days(u16),
    /// Calendar months.
    Months(u16),
}

/// A way to have a decision looked at again, or to be heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// Kebab-case id.
    pub id: String,
    /// Name as on a row.
    pub name: Words,
    /// What it is and how.
    pub text: Sentences,
    /// What it rests on, one sentence.
    pub basis: Words,
    /// How long it is open; a hotline always is.
    pub within: Option<Within>,
    /// Number to call.
    pub phone: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    reason: Vec<RawReason>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReason {
    code: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    applies: Applies,
    stages: Spanned<Vec<Stage>>,
    #[serde(default)]
    article: Option<Spanned<u8>>,
    #[serde(default)]
    flags: Vec<Flag>,
    text: RawSentences,
    next: RawSentences,
    basis: RawWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReview {
    route: Vec<RawRoute>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoute {
    id: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    #[serde(default)]
    days: Option<Spanned<u16>>,
    #[serde(default)]
    months: Option<Spanned<u16>>,
    #[serde(default)]
    phone: Option<Spanned<String>>,
    text: RawSentences,
    basis: RawWords,
}

/// The reasons of one file, in its order. `file` is the name relative to the assets folder.
///
/// # Errors
/// The first mistake of each reason, with its line.
pub fn parse(file: &str, text: &str) -> Result<Vec<Reason>, Vec<DataFault>> {
    let source = Source::new(file, text);
    let raw: RawFile = source.read().map_err(|fault| vec![fault])?;
    let mut reasons: Vec<Reason> = Vec::new();
    let mut faults = Vec::new();
    for raw in &raw.reason {
        match one(&source, raw) {
            Ok(reason) if reasons.iter().any(|r| r.code == reason.code) => {
                let fault = format!("code {:?} is there twice", reason.code);
                faults.push(source.fault(raw.code.span(), fault, "give it a free code"));
            }
            Ok(reason) => reasons.push(reason),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(reasons) } else { Err(faults) }
}

fn one(source: &Source<'_>, raw: &RawReason) -> Result<Reason, DataFault> {
    let papers = raw.code.get_ref().starts_with('S');
    let code = source.code(&raw.code, if papers { "S" } else { "R" }, 2)?;
    let stages = raw.stages.get_ref().clone();
    if stages.is_empty() || stages.iter().any(|stage| (*stage == Stage::Supplement) != papers) {
        return Err(source.fault(
            raw.stages.span(),
            format!("{code} cannot be given at these stages"),
            "R codes have intake and decision, S codes have supplement",
        ));
    }
    if let Some(article) = &raw.article
        && !(1..=22).contains(article.get_ref())
    {
        return Err(source.fault(article.span(), format!("no article {}", article.get_ref()), "write 1 to 22"));
    }
    Ok(Reason {
        code,
        name: source.name(&raw.zh, &raw.en)?,
        text: source.sentences(&raw.text)?,
        next: source.sentences(&raw.next)?,
        basis: source.one_sentence(&raw.basis)?,
        article: raw.article.as_ref().map(|article| *article.get_ref()),
        applies: raw.applies,
        stages,
        flags: raw.flags.clone(),
    })
}

/// The reasons of all files, ordered by code.
///
/// # Errors
/// A code that stands in two files.
pub fn arrange(mut reasons: Vec<Reason>) -> Result<Vec<Reason>, DataFault> {
    reasons.sort_by(|a, b| a.code.cmp(&b.code));
    match reasons.windows(2).find(|pair| pair[0].code == pair[1].code) {
        None => Ok(reasons),
        Some(pair) => Err(DataFault {
            file: "reasons".to_owned(),
            line: 0,
            fault: format!("code {:?} stands in two files", pair[0].code),
            remedy: "give one of them a free code".to_owned(),
        }),
    }
}

/// The reason with this code in an arranged list.
pub fn find<'a>(reasons: &'a [Reason], code: &str) -> Option<&'a Reason> {
    reasons.binary_search_by(|r| r.code.as_str().cmp(code)).ok().map(|at| &reasons[at])
}

/// The ways to have a decision looked at again, in the order to print them. `file` is relative to the assets folder.
///
/// # Errors
/// The first mistake with its line.
pub fn parse_review(file: &str, text: &str) -> Result<Vec<Route>, DataFault> {
    let source = Source::new(file, text);
    let raw: RawReview = source.read()?;
    let mut routes: Vec<Route> = Vec::new();
    for raw in &raw.route {
        let route = route(&source, raw)?;
        if routes.iter().any(|r| r.id == route.id) {
            return Err(source.fault(raw.id.span(), format!("route {:?} is there twice", route.id), "remove one"));
        }
        routes.push(route);
    }
    Ok(routes)
}

fn route(source: &Source<'_>, raw: &RawRoute) -> Result<Route, DataFault> {
    let (within, number) = match (&raw.days, &raw.months) {
        (Some(days), None) => (Some(Within::Days(*days.get_ref())), Some(days)),
        (None, Some(months)) => (Some(Within::Months(*months.get_ref())), Some(months)),
        (None, None) => (None, None),
        (Some(_), Some(months)) => {
            return Err(source.fault(months.span(), "both days and months", "write one of them"));
        }
    };
    if let Some(number) = number.filter(|n| *n.get_ref() == 0) {
        return Err(source.fault(number.span(), "no time at all", "write 1 or more"));
    }
    if let Some(phone) = &raw.phone
        && (phone.get_ref().is_empty() || !phone.get_ref().bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(source.fault(phone.span(), "no telephone number", "write digits only"));
    }
    Ok(Route {
        id: source.id(&raw.id)?,
        name: source.name(&raw.zh, &raw.en)?,
        text: source.sentences(&raw.text)?,
        basis: source.one_sentence(&raw.basis)?,
        within,
        phone: raw.phone.as_ref().map(|phone| phone.get_ref().clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REJECTIONS: &str = include_str!("../../../assets/reasons/rejections.toml");
    const SUPPLEMENTS: &str = include_str!("../../../assets/reasons/supplements.toml");
    const REVIEW: &str = include_str!("../../../assets/review/review.toml");

    fn shipped() -> Vec<Reason> {
        let mut all = parse("reasons/rejections.toml", REJECTIONS).unwrap_or_else(|faults| panic!("{faults:?}"));
        all.extend(parse("reasons/supplements.toml", SUPPLEMENTS).unwrap_or_else(|faults| panic!("{faults:?}")));
        arrange(all).unwrap()
    }

    #[test]
    fn ships_22_reasons_and_12_papers() {
        let all = shipped();
        let codes: Vec<&str> = all.iter().map(|r| r.code.as_str()).collect();
        let expected: Vec<String> =
            (1..=22).map(|n| format!("R{n:02}")).chain((1..=12).map(|n| format!("S{n:02}"))).collect();
        assert_eq!(codes, expected);
    }

    #[test]
    fn flags_are_where_the_rules_want_them() {
        let all = shipped();
        let with = |flag: fn(&Reason) -> bool| -> Vec<&str> {
            all.iter().filter(|r| flag(r)).map(|r| r.code.as_str()).collect()
        };
        assert_eq!(with(|r| r.has(Flag::TwoStaff)), ["R17"]);
        assert_eq!(with(|r| r.has(Flag::NotARejection)), ["R22"]);
        assert_eq!(with(|r| r.has(Flag::Linked)), ["R18"]);
        assert_eq!(with(|r| r.has(Flag::Describe)), ["S12"]);
        assert_eq!(with(|r| !r.applies.to_device()), ["R06", "R09", "R10", "R11", "R12", "S06"]);
        assert_eq!(with(|r| !r.applies.to_retrofit()), ["R07", "S07"]);
        assert!(find(&all, "R23").is_none());
    }

    #[test]
    fn both_languages_say_as_much() {
        for reason in shipped() {
            assert_eq!(reason.text.zh.len(), reason.text.en.len(), "{}", reason.code);
            assert_eq!(reason.next.zh.len(), reason.next.en.len(), "{}", reason.code);
        }
    }

    #[test]
    fn ships_three_routes_and_two_hotlines() {
        let routes = parse_review("review/review.toml", REVIEW).unwrap_or_else(|faults| panic!("{faults:?}"));
        let within: Vec<Option<Within>> = routes.iter().map(|r| r.within).collect();
        let days = Some(Within::Days(60));
        assert_eq!(within, [days, days, Some(Within::Months(6)), None, None]);
        let phones: Vec<&str> = routes.iter().filter_map(|r| r.phone.as_deref()).collect();
        assert_eq!(phones, ["12385", "12345"]);
    }

    #[test]
    fn survives_packing() {
        let all = shipped();
        let packed = postcard::to_stdvec(&all).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Reason>>(&packed).unwrap(), all);
        let routes = parse_review("review/review.toml", REVIEW).unwrap();
        let packed = postcard::to_stdvec(&routes).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Route>>(&packed).unwrap(), routes);
    }

    #[test]
    fn mistakes_have_their_line() {
        for (from, to, says) in [
            ("stages = [\"intake\", \"decision\"]", "stages = [\"supplement\"]", "cannot be given"),
            ("code = \"R02\"", "code = \"R01\"", "twice"),
            ("article = 17", "article = 23", "no article"),
            ("next.zh = [\"请到户口所在区的残联申请。\"", "next.zh = [\"请到户口所在区的残联申请\"", "no end"),
        ] {
            let line = 1 + REJECTIONS[..REJECTIONS.find(from).unwrap()].matches('\n').count();
            let fault = parse("r.toml", &REJECTIONS.replacen(from, to, 1)).unwrap_err().remove(0);
            assert_eq!((fault.line, fault.fault.contains(says)), (line, true), "{fault}");
        }
        let fault = parse_review("r.toml", &REVIEW.replacen("months = 6", "months = 6\ndays = 180", 1)).unwrap_err();
        assert!(fault.fault.contains("both"), "{fault}");
        let fault = parse_review("r.toml", &REVIEW.replacen("phone = \"12385\"", "phone = \"010-1\"", 1)).unwrap_err();
        assert!(fault.fault.contains("telephone"), "{fault}");
    }
}
