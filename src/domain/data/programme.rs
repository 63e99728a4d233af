//! The programmes of 西政发〔2011〕18号: what each is, for whom, how much, how, and the rule that decides.

mod kinds;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::in_force::{self, InForce};
use super::pays::{self, Pays, RawPays};
use super::rule::{self, RawNode, Rule};
use super::sheet::{Check, Source};
use super::{Base, DataFault, Lang, Words};

pub use kinds::{Applicant, Due, FundBasis, Kind, Owner, OwnerBasis, Subject};

/// One entry of the catalogue, as it is from a day to a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Kebab-case id; its file is named by it, a later version's file by it, a dot and more.
    pub id: String,
    /// What sort of entry it is.
    pub kind: Kind,
    /// Article 1 to 22; 0 for the closing paragraph.
    pub article: u8,
    /// Numbered item of articles 7, 8 and 9.
    pub item: Option<u8>,
    /// What it is about.
    pub subject: Subject,
    /// Who asks for it or who acts.
    pub applicant: Applicant,
    /// First day it is in force.
    pub from: NaiveDate,
    /// Last day; none where it is in force until a later version begins.
    pub to: Option<NaiveDate>,
    /// What one can apply for in this program: `retrofit` or `device`; none where one applies elsewhere.
    pub apply: Option<String>,
    /// The use of the employment security fund (article 7) it is booked to: the id of an entry of that kind.
    pub fund: Option<String>,
    /// What that booking rests on; given exactly when `fund` is.
    pub fund_basis: Option<FundBasis>,
    /// Who may have it; given for benefits and services and for nothing else.
    pub rule: Option<Rule>,
    /// What it pays; given with the rule.
    pub pays: Option<Pays>,
    /// Who has to do it; given for duties and targets.
    pub owner: Option<Owner>,
    /// The deadline, for targets that have one.
    pub due: Option<Due>,
    /// Everyday words it is searched by, in either language.
    pub keywords: Vec<String>,
    /// The Chinese text.
    pub zh: ProgrammeText,
    /// The English text.
    pub en: ProgrammeText,
}

impl Programme {
    /// The text in `lang`.
    pub fn text(&self, lang: Lang) -> &ProgrammeText {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl InForce for Programme {
    fn id(&self) -> &str {
        &self.id
    }

    fn from(&self) -> NaiveDate {
        self.from
    }

    fn to(&self) -> Option<NaiveDate> {
        self.to
    }
}

/// The words of a programme. Each section is a list of sentences, one idea a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeText {
    /// The official name, short.
    pub name: String,
    /// The name as a row of a list: at most 30 columns in Chinese, 38 in English.
    pub row: String,
    /// What it is.
    pub what: Vec<String>,
    /// For whom.
    pub who: Vec<String>,
    /// How much; an amount the text leaves open is said to be open. Empty where nobody asks for it.
    pub amount: Vec<String>,
    /// What to bring. Empty where nobody asks for it.
    pub papers: Vec<String>,
    /// Who decides. Empty where nobody asks for it.
    pub decides: Vec<String>,
    /// How and where.
    pub how: Vec<String>,
    /// What it rests on.
    pub basis: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProgramme {
    id: Spanned<String>,
    kind: Spanned<Kind>,
    article: Spanned<u8>,
    item: Option<Spanned<u8>>,
    subject: Subject,
    applicant: Applicant,
    from: Spanned<String>,
    to: Option<Spanned<String>>,
    apply: Option<Spanned<String>>,
    fund: Option<Spanned<String>>,
    fund_basis: Option<FundBasis>,
    rule: Option<Spanned<RawNode>>,
    pays: Option<Spanned<RawPays>>,
    owner: Option<Spanned<Owner>>,
    due: Option<Spanned<RawDue>>,
    zh: RawText,
    en: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDue {
    zh: String,
    en: String,
    by: Spanned<String>,
    #[serde(rename = "basis")]
    _basis: FundBasis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    name: Spanned<String>,
    row: Spanned<String>,
    #[serde(default)]
    keywords: Vec<Spanned<String>>,
    what: Spanned<Vec<Spanned<String>>>,
    who: Spanned<Vec<Spanned<String>>>,
    amount: Option<Spanned<Vec<Spanned<String>>>>,
    papers: Option<Spanned<Vec<Spanned<String>>>>,
    decides: Option<Spanned<Vec<Spanned<String>>>>,
    how: Spanned<Vec<Spanned<String>>>,
    basis: Spanned<Vec<Spanned<String>>>,
}

/// Reads the programme files; what is wrong is added to `faults`. The result is in the order of the articles, the
/// closing paragraph last.
pub fn parse_all(sources: &[Source], base: &Base<'_>, faults: &mut Vec<DataFault>) -> Vec<Programme> {
    let mut programmes: Vec<Programme> = Vec::new();
    for source in sources {
        match parse(source, base) {
            Ok(programme) if programmes.iter().any(|one| one.id == programme.id && one.from == programme.from) => {
                let fault = format!("another version of {} begins on {}", programme.id, programme.from);
                faults.push(source.fault_as_whole(fault, "give each version a first day of its own"));
            }
            Ok(programme) => programmes.push(programme),
            Err(mut found) => faults.append(&mut found),
        }
    }
    arrange(&mut programmes);
    programmes
}

/// Brings programmes into the order of the articles, the closing paragraph last.
pub fn arrange(programmes: &mut [Programme]) {
    programmes.sort_by_key(|one| (one.article == 0, one.article, one.item, one.id.clone(), one.from));
}

/// What is wrong with programmes only together: a fund use that is none, names that two of them share.
pub fn check_together(programmes: &[Programme]) -> Vec<DataFault> {
    let mut faults = Vec::new();
    let mut note = |one: &Programme, fault: String, remedy: &str| {
        let file = format!("policies/{}.toml", one.id);
        faults.push(DataFault { file, line: 0, fault, remedy: remedy.to_owned() });
    };
    for (place, one) in programmes.iter().enumerate() {
        if let Some(fund) = &one.fund
            && !programmes.iter().any(|other| other.kind == Kind::Fund && &other.id == fund)
        {
            note(one, format!("article 7 has no use \"{fund}\""), "write one of its twelve, such as \"fund-12-other\"");
        }
        for other in programmes[..place].iter().filter(|other| other.id != one.id) {
            if other.zh.row == one.zh.row || other.en.row == one.en.row {
                note(
                    one,
                    format!("{} has the same name on its row", other.id),
                    "give every programme a name of its own",
                );
            }
        }
    }
    faults
}

/// Reads one programme file. The faults come with their lines, all of them.
pub fn parse(source: &Source, base: &Base<'_>) -> Result<Programme, Vec<DataFault>> {
    let raw: RawProgramme = source.read().map_err(|fault| vec![fault])?;
    let mut check = Check::new(source);
    head(&raw, &mut check);
    let from = check.date(&raw.from);
    let to = raw.to.as_ref().and_then(|to| check.date(to));
    in_force::check_order(from, to, &raw.from.span(), &mut check);
    let asked_for = raw.kind.as_ref().is_asked_for();
    let keywords: Vec<String> =
        raw.zh.keywords.iter().chain(&raw.en.keywords).map(|one| one.as_ref().clone()).collect();
    let zh = text(raw.zh, 30, asked_for, &["。", "？", "！"], &mut check);
    let en = text(raw.en, 38, asked_for, &[".", "?", "!"], &mut check);
    for (key, given) in [("rule", raw.rule.is_some()), ("pays", raw.pays.is_some())] {
        if asked_for != given {
            let (fault, remedy) = if asked_for {
                (format!("a benefit or service has no {key}"), format!("add [{key}]"))
            } else {
                (format!("only benefits and services have a {key}"), format!("take [{key}] out"))
            };
            check.note(&raw.kind.span(), fault, remedy);
        }
    }
    let rule = raw.rule.as_ref().and_then(|node| rule::rule(node, base, &mut check));
    let rates: Vec<&str> = base.rates.iter().map(|rate| rate.id.as_str()).collect();
    let pays = raw.pays.as_ref().and_then(|pays| pays::pays(pays, base.facts, &rates, &mut check));
    let due = raw.due.as_ref().and_then(|due| self::due(due, &mut check));
    match from {
        Some(from) if check.faults.is_empty() => Ok(Programme {
            id: raw.id.into_inner(),
            kind: raw.kind.into_inner(),
            article: raw.article.into_inner(),
            item: raw.item.map(Spanned::into_inner),
            subject: raw.subject,
            applicant: raw.applicant,
            from,
            to,
            apply: raw.apply.map(Spanned::into_inner),
            fund: raw.fund.map(Spanned::into_inner),
            fund_basis: raw.fund_basis,
            rule,
            pays,
            owner: raw.owner.map(Spanned::into_inner),
            due,
            keywords,
            zh,
            en,
        }),
        _ => Err(check.faults),
    }
}

fn due(raw: &Spanned<RawDue>, check: &mut Check) -> Option<Due> {
    let RawDue { zh, en, by, .. } = raw.as_ref();
    let words = Words { zh: zh.clone(), en: en.clone() };
    check.words(&Spanned::new(raw.span(), words.clone()), OWNER.0, OWNER.1);
    Some(Due { words, by: check.date(by)? })
}

/// Columns of the words for an owner and for a deadline.
const OWNER: (usize, usize) = (60, 76);

fn head(raw: &RawProgramme, check: &mut Check) {
    let id = raw.id.as_ref();
    let stem = check.source().stem();
    if stem != id && !stem.strip_prefix(id).is_some_and(|rest| rest.starts_with('.')) {
        check.note(
            &raw.id.span(),
            format!("the id \"{id}\" is not the name of its file"),
            "give both the same name; a later version adds a dot and more to its file's name",
        );
    }
    if id.split('-').any(|word| word.is_empty() || !word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
    {
        check.note(
            &raw.id.span(),
            format!("\"{id}\" is not an id"),
            "write small letters and digits with hyphens between words",
        );
    }
    let article = *raw.article.as_ref();
    if article > 22 {
        check.note(
            &raw.article.span(),
            format!("there is no article {article}"),
            "write 1 to 22, or 0 for the closing paragraph",
        );
    }
    if let Some(item) = &raw.item {
        let items = match article {
            7 => 12,
            8 => 6,
            9 => 2,
            _ => 0,
        };
        if !(1..=items).contains(item.as_ref()) {
            check.note(
                &item.span(),
                format!("article {article} has {items} numbered items"),
                "write one of them or take item out",
            );
        }
    }
    if let Some(apply) = &raw.apply {
        if !["retrofit", "device"].contains(&apply.as_ref().as_str()) {
            check.note(
                &apply.span(),
                format!("nothing is applied for as \"{}\"", apply.as_ref()),
                "write \"retrofit\" or \"device\", or take apply out",
            );
        }
        if *raw.kind.as_ref() != Kind::Benefit {
            check.note(&apply.span(), "only a benefit is applied for", "take apply out or make it a benefit");
        }
    }
    match (&raw.fund, raw.fund_basis) {
        (Some(fund), None) => check.note(&fund.span(), "the fund has no fund_basis", "add stated, wording or inferred"),
        (None, Some(_)) => {
            check.note(&raw.id.span(), "fund_basis without a fund", "add the fund or take fund_basis out");
        }
        _ => {}
    }
    if raw.kind.as_ref().is_owed() != raw.owner.is_some() {
        check.note(&raw.kind.span(), "duties and targets, and only they, have an owner", "add [owner] or take it out");
    }
    if let Some(owner) = &raw.owner {
        let Owner { zh, en, .. } = owner.as_ref();
        check.words(&Spanned::new(owner.span(), Words { zh: zh.clone(), en: en.clone() }), OWNER.0, OWNER.1);
    }
    if raw.due.is_some() && *raw.kind.as_ref() != Kind::Target {
        check.note(&raw.kind.span(), "only a target has a deadline", "take [due] out or make it a target");
    }
    if *raw.kind.as_ref() == Kind::Fund && (article != 7 || raw.item.is_none()) {
        check.note(
            &raw.kind.span(),
            "the uses of the fund are the items of article 7",
            "write article = 7 and its item",
        );
    }
}

fn text(raw: RawText, row: usize, asked_for: bool, stops: &[&str], check: &mut Check) -> ProgrammeText {
    check.glyphs(&raw.name.span(), raw.name.as_ref());
    check.glyphs(&raw.row.span(), raw.row.as_ref());
    check.width(&raw.row.span(), raw.row.as_ref(), row);
    for keyword in &raw.keywords {
        check.glyphs(&keyword.span(), keyword.as_ref());
    }
    let mut section = |sentences: Spanned<Vec<Spanned<String>>>| {
        let count = sentences.as_ref().len();
        if !(1..=5).contains(&count) {
            check.note(&sentences.span(), format!("the section has {count} sentences"), "write 1 to 5");
        }
        let sentences = sentences.into_inner().into_iter();
        sentences
            .map(|sentence| {
                check.glyphs(&sentence.span(), sentence.as_ref());
                if !stops.iter().any(|stop| sentence.as_ref().ends_with(stop)) {
                    check.note(
                        &sentence.span(),
                        "the sentence has no stop at its end",
                        format!("end it with {}", stops[0]),
                    );
                }
                sentence.into_inner()
            })
            .collect()
    };
    let text = ProgrammeText {
        amount: raw.amount.map(&mut section).unwrap_or_default(),
        papers: raw.papers.map(&mut section).unwrap_or_default(),
        decides: raw.decides.map(&mut section).unwrap_or_default(),
        what: section(raw.what),
        who: section(raw.who),
        how: section(raw.how),
        basis: section(raw.basis),
        name: raw.name.as_ref().clone(),
        row: raw.row.as_ref().clone(),
    };
    for (key, section) in [("amount", &text.amount), ("papers", &text.papers), ("decides", &text.decides)] {
        if asked_for && section.is_empty() {
            check.note(&raw.row.span(), format!("{key} is missing"), "say what is known of it, or that it is open");
        }
    }
    text
}

#[cfg(test)]
mod tests;
