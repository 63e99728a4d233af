//! Assistive devices: `assets/devices/*.toml`, one file an area, groups inside, devices inside groups.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::super::source::{Label, RawLabel, RawWords, Source};
use super::super::{DataFault, Words};
use super::{Basis, Children, Life, Rate, Who, catalogue_fault, months, yuan};

/// An edition of ISO 9999; codes moved from one to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Edition {
    /// ISO 9999:2011 and 2016, taken over by GB/T 16432-2016.
    Iso2016,
    /// ISO 9999:2022, taken over by GB/T 16432-2025.
    Iso2022,
}

/// A reference into ISO 9999.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsoCode {
    /// The edition it belongs to.
    pub edition: Edition,
    /// One to three pairs of digits: `12 22 03`.
    pub code: String,
    /// Whether the code was read in a public list; others are to be checked before they are printed as official.
    pub seen: bool,
}

/// How far a need must be assessed before the device is given.
///
/// The Beijing list of 2018 names a level for each device; the rows that could be read have the first level for
/// wheelchairs. The others follow one rule: what is fitted to a body, an eye or an ear, or can hurt when it fits badly,
/// goes to the centre; what must have the right size for a person or a home is looked at by trained staff; the rest is
/// handed over without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assessment {
    /// No assessment.
    None,
    /// 初级: a trained community worker may do it.
    Basic,
    /// The district's assistive-device centre.
    Centre,
}

impl Assessment {
    /// Kebab-case id.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "basic",
            Self::Centre => "centre",
        }
    }
}

/// A measure that a device asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Body height in cm, 40 to 230.
    Height,
    /// Body mass in kg, 2 to 250.
    Mass,
    /// Seat width in cm.
    SeatWidth,
    /// Seat depth in cm.
    SeatDepth,
    /// Lower-leg length in cm.
    LowerLeg,
    /// Hand grip.
    HandGrip,
    /// Mean hearing level at 0.5, 1, 2 and 4 kHz of each ear in dB, -10 to 120.
    Hearing,
    /// Acuity of each eye with correction, 0 to 2.0.
    Acuity,
    /// Visual field in degrees.
    Field,
    /// Measures or casts that the provider takes itself.
    Provider,
}

impl Measure {
    /// Kebab-case id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Height => "height",
            Self::Mass => "mass",
            Self::SeatWidth => "seat-width",
            Self::SeatDepth => "seat-depth",
            Self::LowerLeg => "lower-leg",
            Self::HandGrip => "hand-grip",
            Self::Hearing => "hearing",
            Self::Acuity => "acuity",
            Self::Field => "field",
            Self::Provider => "provider",
        }
    }
}

/// What the standard amount is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// One piece, set or pair as the name says.
    #[default]
    Item,
    /// What is used up in a month.
    Month,
}

/// One assistive device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// `ad-001` to `ad-999`, ours.
    pub code: String,
    /// Name as on a row.
    pub name: Words,
    /// Everyday words people look for it with, mostly Chinese.
    pub keywords: Vec<String>,
    /// The file it stands in: nine areas to browse by.
    pub area: Label,
    /// Devices that meet the same need: none of them is given again inside the service life of another.
    pub group: Label,
    /// References into ISO 9999, older edition first.
    pub iso: Vec<IsoCode>,
    /// Product on the WHO list of priority assistive products of 2016 that it corresponds to.
    pub who_product: Option<String>,
    /// For whom.
    pub who: Who,
    /// Service life.
    pub life: Life,
    /// Standard amount, of which a share is paid by the rule in force.
    pub rate: Rate,
    /// What the amount is for.
    pub per: Per,
    /// Assessment level.
    pub assessment: Assessment,
    /// Measures it asks for, in the order to ask.
    pub measures: Vec<Measure>,
    /// Whether left, right or both must be said.
    pub sides: bool,
    /// Whether it is lent from the pool before one is bought.
    pub loan_first: bool,
    /// One sentence more, where the name is not enough.
    pub note: Option<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    area: RawLabel,
    group: Vec<RawGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    id: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    device: Vec<RawDevice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIso {
    edition: Spanned<u16>,
    code: Spanned<String>,
    #[serde(default)]
    seen: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDevice {
    code: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    keywords: Vec<Spanned<String>>,
    iso: Vec<RawIso>,
    #[serde(default)]
    who_product: Option<String>,
    who: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    children: Children,
    #[serde(default)]
    students: bool,
    life: Spanned<u16>,
    life_basis: Basis,
    #[serde(default)]
    child_life: Option<Spanned<u16>>,
    amount: Spanned<String>,
    amount_basis: Basis,
    #[serde(default)]
    per: Per,
    assessment: Assessment,
    #[serde(default)]
    measures: Vec<Measure>,
    #[serde(default)]
    sides: bool,
    #[serde(default)]
    loan_first: bool,
    #[serde(default)]
    note: Option<RawWords>,
}

/// The devices of one file, in its order. `file` is the name relative to the assets folder.
///
/// # Errors
/// The first mistake with its line.
pub fn parse(file: &str, text: &str) -> Result<Vec<Device>, DataFault> {
    let source = Source::new(file, text);
    let raw: RawFile = source.read()?;
    let area = source.label(&raw.area)?;
    let mut devices: Vec<Device> = Vec::new();
    for raw_group in &raw.group {
        let group = Label { id: source.id(&raw_group.id)?, name: source.name(&raw_group.zh, &raw_group.en)? };
        if devices.iter().any(|d| d.group.id == group.id) {
            return Err(source.fault(raw_group.id.span(), format!("group {:?} is there twice", group.id), "join them"));
        }
        for raw in &raw_group.device {
            let device = one(&source, raw, &area, &group)?;
            if devices.iter().any(|d| d.code == device.code) {
                return Err(source.fault(
                    raw.code.span(),
                    format!("code {:?} is there twice", device.code),
                    "give it a free code",
                ));
            }
            devices.push(device);
        }
    }
    Ok(devices)
}

fn one(source: &Source<'_>, raw: &RawDevice, area: &Label, group: &Label) -> Result<Device, DataFault> {
    let child_months = raw.child_life.as_ref().map(|life| months(source, life)).transpose()?;
    let yuan: Decimal = yuan(source, &raw.amount)?;
    Ok(Device {
        code: source.code(&raw.code, "ad-", 3)?,
        name: source.name(&raw.zh, &raw.en)?,
        keywords: source.keywords(&raw.keywords)?,
        area: area.clone(),
        group: group.clone(),
        iso: raw.iso.iter().map(|code| iso(source, code)).collect::<Result<_, _>>()?,
        who_product: raw.who_product.clone(),
        who: Who::parse(source, &raw.who, raw.children, raw.students)?,
        life: Life { months: months(source, &raw.life)?, child_months, basis: raw.life_basis },
        rate: Rate { yuan, basis: raw.amount_basis },
        per: raw.per,
        assessment: raw.assessment,
        measures: raw.measures.clone(),
        sides: raw.sides,
        loan_first: raw.loan_first,
        note: raw.note.as_ref().map(|note| source.one_sentence(note)).transpose()?,
    })
}

fn iso(source: &Source<'_>, raw: &RawIso) -> Result<IsoCode, DataFault> {
    let edition = match raw.edition.get_ref() {
        2016 => Edition::Iso2016,
        2022 => Edition::Iso2022,
        year => {
            return Err(source.fault(raw.edition.span(), format!("no edition of {year}"), "write 2016 or 2022"));
        }
    };
    let code = raw.code.get_ref();
    let pairs: Vec<&str> = code.split(' ').collect();
    if pairs.len() > 3 || !pairs.iter().all(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit())) {
        return Err(source.fault(
            raw.code.span(),
            format!("{code:?} is no ISO 9999 code"),
            "write one to three pairs of digits with a space between",
        ));
    }
    Ok(IsoCode { edition, code: code.clone(), seen: raw.seen })
}

/// The devices of all files as one catalogue, ordered by code.
///
/// # Errors
/// A code or a group that stands in two files.
pub fn arrange(mut devices: Vec<Device>) -> Result<Vec<Device>, DataFault> {
    devices.sort_by(|a, b| a.code.cmp(&b.code));
    for (at, device) in devices.iter().enumerate() {
        if at > 0 && devices[at - 1].code == device.code {
            let fault = format!("code {:?} stands in two files", device.code);
            return Err(catalogue_fault("devices", fault, "give one of them a free code"));
        }
        if devices[..at].iter().any(|d| d.group.id == device.group.id && d.area.id != device.area.id) {
            let fault = format!("group {:?} stands in two areas", device.group.id);
            return Err(catalogue_fault("devices", fault, "give one of them another id"));
        }
    }
    Ok(devices)
}

/// The device with this code in an arranged catalogue.
pub fn find<'a>(devices: &'a [Device], code: &str) -> Option<&'a Device> {
    devices.binary_search_by(|d| d.code.as_str().cmp(code)).ok().map(|at| &devices[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 9] = [
        ("devices/care.toml", include_str!("../../../../assets/devices/care.toml")),
        ("devices/daily.toml", include_str!("../../../../assets/devices/daily.toml")),
        ("devices/fitted.toml", include_str!("../../../../assets/devices/fitted.toml")),
        ("devices/hearing.toml", include_str!("../../../../assets/devices/hearing.toml")),
        ("devices/safety.toml", include_str!("../../../../assets/devices/safety.toml")),
        ("devices/seeing.toml", include_str!("../../../../assets/devices/seeing.toml")),
        ("devices/speaking.toml", include_str!("../../../../assets/devices/speaking.toml")),
        ("devices/walking.toml", include_str!("../../../../assets/devices/walking.toml")),
        ("devices/wheels.toml", include_str!("../../../../assets/devices/wheels.toml")),
    ];

    fn shipped() -> Vec<Device> {
        let all = FILES.iter().flat_map(|(file, text)| parse(file, text).unwrap_or_else(|fault| panic!("{fault}")));
        arrange(all.collect()).unwrap()
    }

    #[test]
    fn ships_a_hundred_devices_in_nine_areas() {
        let devices = shipped();
        assert_eq!(devices.len(), 100);
        assert_eq!(devices[0].code, "ad-001");
        assert_eq!(devices[99].code, "ad-100");
        let mut areas: Vec<&str> = devices.iter().map(|d| d.area.id.as_str()).collect();
        areas.dedup();
        assert_eq!(areas.len(), 9, "an area is one run of codes");
        assert!(devices.iter().all(|d| !d.keywords.is_empty() && d.iso.len() >= 2));
    }

    #[test]
    fn names_are_not_shared() {
        let devices = shipped();
        for (at, device) in devices.iter().enumerate() {
            for other in &devices[..at] {
                assert_ne!(device.name.zh, other.name.zh, "{} {}", device.code, other.code);
                assert_ne!(device.name.en, other.name.en, "{} {}", device.code, other.code);
            }
        }
    }

    #[test]
    fn the_beijing_rows_carry_their_source() {
        let devices = shipped();
        let beijing: Vec<(&str, String, u16)> = devices
            .iter()
            .filter(|d| d.rate.basis == Basis::Bj18)
            .map(|d| (d.code.as_str(), d.rate.yuan.to_string(), d.life.months))
            .collect();
        let rows = [("ad-010", "1200"), ("ad-011", "1300"), ("ad-012", "1600"), ("ad-013", "3500")];
        let expected: Vec<(&str, String, u16)> = rows.map(|(code, yuan)| (code, yuan.to_owned(), 48)).to_vec();
        assert_eq!(beijing, expected);
        assert_eq!(find(&devices, "ad-010").unwrap().assessment, Assessment::Basic);
        assert!(find(&devices, "ad-101").is_none());
    }

    #[test]
    fn fitted_things_go_to_the_centre() {
        for device in shipped() {
            let fitted = device.measures.iter().any(|m| matches!(m, Measure::Provider | Measure::Hearing));
            assert!(!fitted || device.assessment == Assessment::Centre, "{}", device.code);
        }
    }

    #[test]
    fn survives_packing() {
        let devices = shipped();
        let packed = postcard::to_stdvec(&devices).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Device>>(&packed).unwrap(), devices);
    }

    #[test]
    fn mistakes_have_their_line() {
        let (file, text) = FILES[8];
        let line_of = |needle: &str| 1 + text[..text.find(needle).unwrap()].matches('\n').count();
        for (from, to, says) in [
            ("amount = \"1200\"", "amount = \"12oo\"", "no amount"),
            ("who = [\"4:1-3\", \"7\"]", "who = [\"4:1-9\"]", "no category"),
            ("life = 48", "life = 0", "life of 0"),
            ("code = \"ad-010\"", "code = \"ad-10\"", "no code"),
            ("assessment = \"basic\"", "assessment = \"easy\"", "unknown variant"),
            ("sides = true", "side = true", "unknown field"),
        ] {
            let (text, line) = if text.contains(from) {
                (text.replacen(from, to, 1), line_of(from))
            } else {
                (format!("{text}{to}\n"), text.matches('\n').count() + 1)
            };
            let fault = parse(file, &text).unwrap_err();
            assert_eq!(fault.line, line, "{fault}");
            assert!(fault.fault.contains(says), "{fault}");
            assert!(!fault.remedy.is_empty());
        }
    }

    #[test]
    fn a_code_stands_once() {
        let (file, text) = FILES[8];
        let fault = parse(file, &text.replacen("ad-011", "ad-010", 1)).unwrap_err();
        assert!(fault.fault.contains("twice"), "{fault}");
        let mut twice = shipped();
        twice.push(twice[3].clone());
        assert!(arrange(twice).unwrap_err().fault.contains("ad-004"));
    }
}
