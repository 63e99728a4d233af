//! The programmes of 西政发〔2011〕18号: what each is, for whom, how much, how, and the rule that decides.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::fact::Fact;
use super::rule::{self, RawNode, Rule};
use super::sheet::{Check, Source};
use super::{DataFault, Lang};

/// One entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Kebab-case id, the name of its file.
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
    /// What one can apply for in this program: `retrofit` or `device`; none where one applies elsewhere.
    pub apply: Option<String>,
    /// The use of the employment security fund (article 7) it is booked to, one of [`FUND_USES`].
    pub fund: Option<String>,
    /// What that booking rests on; given exactly when `fund` is.
    pub fund_basis: Option<FundBasis>,
    /// Who may have it; given for benefits and services and for nothing else.
    pub rule: Option<Rule>,
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
    /// How much; an amount the text leaves open is said to be open.
    pub amount: Vec<String>,
    /// What to bring.
    pub papers: Vec<String>,
    /// How and where.
    pub how: Vec<String>,
    /// What it rests on.
    pub basis: Vec<String>,
}

/// What sort of entry a programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something one applies for.
    Benefit,
    /// A service or status one asks for, in kind.
    Service,
    /// Something to know.
    Information,
    /// A duty of an authority.
    Duty,
    /// A target or deadline.
    Target,
    /// About the document or the fund.
    Document,
}

/// What a programme is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// Medical care and medicines.
    Medical,
    /// Rehabilitation and assistive devices.
    Rehab,
    /// Employment and vocational training.
    Work,
    /// Living security.
    Living,
    /// Education.
    Study,
    /// Culture and sport.
    Culture,
    /// Care.
    Care,
    /// Accessibility and information.
    Access,
    /// Help and company from society.
    Support,
    /// The whole policy.
    General,
}

impl Subject {
    /// Every subject with its id, in the order in which they are browsed.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Medical, "medical"),
        (Self::Rehab, "rehab"),
        (Self::Work, "work"),
        (Self::Living, "living"),
        (Self::Study, "study"),
        (Self::Culture, "culture"),
        (Self::Care, "care"),
        (Self::Access, "access"),
        (Self::Support, "support"),
        (Self::General, "general"),
    ];

    /// Its id, as files write it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(subject, _)| *subject == self).map_or("", |(_, id)| id)
    }

    /// The subject with this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == id).map(|(subject, _)| *subject)
    }
}

/// Who asks for a programme or who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicant {
    /// A disabled person.
    Person,
    /// A disabled person's family.
    Family,
    /// A student.
    Student,
    /// An employer.
    Employer,
    /// An institution that serves disabled people.
    Institution,
    /// Somebody who works with disabled people.
    Professional,
    /// Everybody.
    Public,
    /// An authority.
    Authority,
}

/// What a booking to a use of the fund rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FundBasis {
    /// The text says so.
    Stated,
    /// The use names the same thing.
    Wording,
    /// Our reading.
    Inferred,
}

/// The twelve uses of the employment security fund, article 7, in its order.
pub const FUND_USES: [&str; 12] = [
    "fund-01-training-education",
    "fund-02-self-employment",
    "fund-03-post-and-insurance",
    "fund-04-vocational-rehab-labour",
    "fund-05-post-development",
    "fund-06-employment-service",
    "fund-07-employer-conditions",
    "fund-08-accessibility",
    "fund-09-employer-award",
    "fund-10-employment-institution",
    "fund-11-poor-living-security",
    "fund-12-other",
];

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
    apply: Option<Spanned<String>>,
    fund: Option<Spanned<String>>,
    fund_basis: Option<FundBasis>,
    rule: Option<Spanned<RawNode>>,
    zh: RawText,
    en: RawText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawText {
    name: Spanned<String>,
    row: Spanned<String>,
    what: Spanned<Vec<Spanned<String>>>,
    who: Spanned<Vec<Spanned<String>>>,
    amount: Spanned<Vec<Spanned<String>>>,
    papers: Spanned<Vec<Spanned<String>>>,
    how: Spanned<Vec<Spanned<String>>>,
    basis: Spanned<Vec<Spanned<String>>>,
}

/// Reads the programme files; what is wrong is added to `faults`. The result is in the order of the articles, the
/// closing paragraph last.
pub fn parse_all(sources: &[Source], facts: &[Fact], faults: &mut Vec<DataFault>) -> Vec<Programme> {
    let mut programmes = Vec::new();
    for source in sources {
        match parse(source, facts) {
            Ok(programme) => programmes.push(programme),
            Err(mut found) => faults.append(&mut found),
        }
    }
    programmes.sort_by_key(|one| (one.article == 0, one.article, one.item, one.id.clone()));
    programmes
}

/// Reads one programme file, against the facts its rule may name. The faults come with their lines, all of them.
pub fn parse(source: &Source, facts: &[Fact]) -> Result<Programme, Vec<DataFault>> {
    let raw: RawProgramme = source.read().map_err(|fault| vec![fault])?;
    let mut check = Check::new(source);
    head(&raw, &mut check);
    let from = check.date(&raw.from);
    let zh = text(raw.zh, 30, &["。", "？", "！"], &mut check);
    let en = text(raw.en, 38, &[".", "?", "!"], &mut check);
    let needs_rule = matches!(raw.kind.as_ref(), Kind::Benefit | Kind::Service);
    if needs_rule != raw.rule.is_some() {
        let (fault, remedy) = if needs_rule {
            ("a benefit or service has no rule", "add [rule]")
        } else {
            ("only benefits and services have a rule", "take [rule] out")
        };
        check.note(&raw.kind.span(), fault, remedy);
    }
    let rule = raw.rule.as_ref().and_then(|node| rule::rule(node, facts, &mut check));
    match from {
        Some(from) if check.faults.is_empty() => Ok(Programme {
            id: raw.id.into_inner(),
            kind: raw.kind.into_inner(),
            article: raw.article.into_inner(),
            item: raw.item.map(Spanned::into_inner),
            subject: raw.subject,
            applicant: raw.applicant,
            from,
            apply: raw.apply.map(Spanned::into_inner),
            fund: raw.fund.map(Spanned::into_inner),
            fund_basis: raw.fund_basis,
            rule,
            zh,
            en,
        }),
        _ => Err(check.faults),
    }
}

fn head(raw: &RawProgramme, check: &mut Check) {
    let id = raw.id.as_ref();
    if id != check.source().stem() {
        check.note(&raw.id.span(), format!("the id \"{id}\" is not the name of its file"), "give both the same name");
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
        (Some(fund), _) if !FUND_USES.contains(&fund.as_ref().as_str()) => {
            check.note(
                &fund.span(),
                format!("article 7 has no use \"{}\"", fund.as_ref()),
                "write one of its twelve, such as \"fund-12-other\"",
            );
        }
        (Some(fund), None) => check.note(&fund.span(), "the fund has no fund_basis", "add stated, wording or inferred"),
        (None, Some(_)) => {
            check.note(&raw.id.span(), "fund_basis without a fund", "add the fund or take fund_basis out");
        }
        _ => {}
    }
}

fn text(raw: RawText, row: usize, stops: &[&str], check: &mut Check) -> ProgrammeText {
    check.glyphs(&raw.name.span(), raw.name.as_ref());
    check.glyphs(&raw.row.span(), raw.row.as_ref());
    check.width(&raw.row.span(), raw.row.as_ref(), row);
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
    ProgrammeText {
        what: section(raw.what),
        who: section(raw.who),
        amount: section(raw.amount),
        papers: section(raw.papers),
        how: section(raw.how),
        basis: section(raw.basis),
        name: raw.name.into_inner(),
        row: raw.row.into_inner(),
    }
}

#[cfg(test)]
mod tests;
