//! Retrofit items: `assets/retrofits/*.toml`, one file a place of the home.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::super::source::{Label, RawLabel, RawSentences, RawWords, Sentences, Source};
use super::super::{DataFault, Words};
use super::{Basis, Children, Life, Rate, Who, catalogue_fault, months, yuan};

/// Whose consent the works need besides the owner's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consent {
    /// Nobody else's.
    None,
    /// Neighbours or manager, when the place is a shared part.
    WhenShared,
    /// Neighbours or manager, always: the place is a shared part.
    Shared,
}

impl Consent {
    /// Kebab-case id.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::WhenShared => "when-shared",
            Self::Shared => "shared",
        }
    }
}

/// Where an item was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// 民发〔2020〕86号, the national list for homes of old people; which part is not noted.
    #[serde(rename = "M30")]
    M30,
    /// The same list, its seven basic items.
    #[serde(rename = "M30-basic")]
    M30Basic,
    /// The same list, its optional items.
    #[serde(rename = "M30-optional")]
    M30Optional,
    /// Retrofit programmes of Federations in several counties.
    #[serde(rename = "CD")]
    County,
    /// The building code, GB 50763-2012.
    #[serde(rename = "GB")]
    Code,
    /// Usual practice without a list.
    #[serde(rename = "practice")]
    Practice,
}

/// One retrofit item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retrofit {
    /// `rf-01` to `rf-99`, ours.
    pub code: String,
    /// Name as on a row.
    pub name: Words,
    /// Everyday words people look for it with, mostly Chinese.
    pub keywords: Vec<String>,
    /// Main place: eight places to browse by.
    pub place: Label,
    /// Ids of other places it is also fitted in.
    pub also: Vec<String>,
    /// For whom.
    pub who: Who,
    /// What one of it is: a metre, a piece.
    pub unit: Words,
    /// Values to keep to and to record; empty when there are none.
    pub technical: Sentences,
    /// Consent besides the owner's.
    pub consent: Consent,
    /// Service life, always illustrative.
    pub life: Life,
    /// Amount for one unit, always illustrative.
    pub rate: Rate,
    /// Where it was found.
    pub sources: Vec<Origin>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    place: RawLabel,
    item: Vec<RawItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawItem {
    code: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    keywords: Vec<Spanned<String>>,
    #[serde(default)]
    also: Vec<Spanned<String>>,
    who: Spanned<Vec<Spanned<String>>>,
    unit: RawWords,
    #[serde(default)]
    technical: Option<RawSentences>,
    consent: Consent,
    life: Spanned<u16>,
    amount: Spanned<String>,
    sources: Vec<Origin>,
}

/// The items of one file, in its order. `file` is the name relative to the assets folder.
///
/// # Errors
/// The first mistake with its line.
pub fn parse(file: &str, text: &str) -> Result<Vec<Retrofit>, DataFault> {
    let source = Source::new(file, text);
    let raw: RawFile = source.read()?;
    let place = source.label(&raw.place)?;
    let mut items: Vec<Retrofit> = Vec::new();
    for raw in &raw.item {
        let item = one(&source, raw, &place)?;
        if items.iter().any(|i| i.code == item.code) {
            return Err(source.fault(
                raw.code.span(),
                format!("code {:?} is there twice", item.code),
                "give it a free code",
            ));
        }
        items.push(item);
    }
    Ok(items)
}

fn one(source: &Source<'_>, raw: &RawItem, place: &Label) -> Result<Retrofit, DataFault> {
    let life = Life { months: months(source, &raw.life)?, child_months: None, basis: Basis::Illustrative };
    Ok(Retrofit {
        code: source.code(&raw.code, "rf-", 2)?,
        name: source.name(&raw.zh, &raw.en)?,
        keywords: source.keywords(&raw.keywords)?,
        place: place.clone(),
        also: raw.also.iter().map(|id| source.id(id)).collect::<Result<_, _>>()?,
        who: Who::parse(source, &raw.who, Children::NotNamed, false)?,
        unit: source.words(&raw.unit)?,
        technical: raw.technical.as_ref().map(|t| source.sentences(t)).transpose()?.unwrap_or_default(),
        consent: raw.consent,
        life,
        rate: Rate { yuan: yuan(source, &raw.amount)?, basis: Basis::Illustrative },
        sources: raw.sources.clone(),
    })
}

/// The items of all files as one catalogue, ordered by code.
///
/// # Errors
/// A code that stands in two files, or another place that no file has.
pub fn arrange(mut items: Vec<Retrofit>) -> Result<Vec<Retrofit>, DataFault> {
    items.sort_by(|a, b| a.code.cmp(&b.code));
    if let Some(pair) = items.windows(2).find(|pair| pair[0].code == pair[1].code) {
        let fault = format!("code {:?} stands in two files", pair[0].code);
        return Err(catalogue_fault("retrofits", fault, "give one of them a free code"));
    }
    for item in &items {
        if let Some(id) = item.also.iter().find(|id| items.iter().all(|other| &&other.place.id != id)) {
            let fault = format!("{} names the place {id:?}, which no file has", item.code);
            return Err(catalogue_fault("retrofits", fault, "name the id of a place file"));
        }
    }
    Ok(items)
}

/// The item with this code in an arranged catalogue.
pub fn find<'a>(items: &'a [Retrofit], code: &str) -> Option<&'a Retrofit> {
    items.binary_search_by(|i| i.code.as_str().cmp(code)).ok().map(|at| &items[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 8] = [
        ("retrofits/balcony.toml", include_str!("../../../../assets/retrofits/balcony.toml")),
        ("retrofits/bath.toml", include_str!("../../../../assets/retrofits/bath.toml")),
        ("retrofits/bedroom.toml", include_str!("../../../../assets/retrofits/bedroom.toml")),
        ("retrofits/doors.toml", include_str!("../../../../assets/retrofits/doors.toml")),
        ("retrofits/entrance.toml", include_str!("../../../../assets/retrofits/entrance.toml")),
        ("retrofits/kitchen.toml", include_str!("../../../../assets/retrofits/kitchen.toml")),
        ("retrofits/rooms.toml", include_str!("../../../../assets/retrofits/rooms.toml")),
        ("retrofits/shared.toml", include_str!("../../../../assets/retrofits/shared.toml")),
    ];

    fn shipped() -> Vec<Retrofit> {
        let all = FILES.iter().flat_map(|(file, text)| parse(file, text).unwrap_or_else(|fault| panic!("{fault}")));
        arrange(all.collect()).unwrap()
    }

    #[test]
    fn ships_forty_items() {
        let items = shipped();
        assert_eq!(items.len(), 40);
        assert_eq!((items[0].code.as_str(), items[39].code.as_str()), ("rf-01", "rf-40"));
        assert!(items.iter().all(|i| !i.keywords.is_empty() && !i.sources.is_empty()));
        assert_eq!(find(&items, "rf-05").unwrap().consent, Consent::Shared);
        let non_slip = find(&items, "rf-10").unwrap();
        assert!((1..=7).all(|category| non_slip.who.suits(category, 4, false, false)));
    }

    #[test]
    fn both_languages_say_as_much() {
        for item in shipped() {
            assert_eq!(item.technical.zh.len(), item.technical.en.len(), "{}", item.code);
        }
    }

    #[test]
    fn survives_packing() {
        let items = shipped();
        let packed = postcard::to_stdvec(&items).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Retrofit>>(&packed).unwrap(), items);
    }

    #[test]
    fn mistakes_are_found() {
        let (file, text) = FILES[1];
        let fault = parse(file, &text.replacen("code = \"rf-15\"", "code = \"rf-14\"", 1)).unwrap_err();
        assert!(fault.fault.contains("twice"), "{fault}");
        let fault = parse(file, &text.replacen("consent = \"none\"\n", "", 1)).unwrap_err();
        assert!(fault.fault.contains("missing field `consent`"), "{fault}");
        let mut items = shipped();
        items[0].also.push("attic".to_owned());
        assert!(arrange(items).unwrap_err().fault.contains("attic"));
    }
}
