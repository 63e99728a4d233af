//! Subdistricts and communities: `assets/places/*.toml`.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::DataFault;
use super::source::Source;

/// A community with its residents' committee (社区居委会).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// 12 digits; the first nine are the subdistrict's.
    pub code: String,
    /// Chinese name without 居委会; there is no other.
    pub zh: String,
}

/// A subdistrict (街道).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subdistrict {
    /// 9 digits.
    pub code: String,
    /// Chinese name without 街道.
    pub zh: String,
    /// Official Chinese name.
    pub official: String,
    /// Name in pinyin.
    pub en: String,
    /// Its communities, ordered by code.
    pub communities: Vec<Community>,
    /// The date of the statistical codes it was taken from.
    pub edition: String,
}

impl Subdistrict {
    /// The community of this subdistrict with the code.
    pub fn community(&self, code: &str) -> Option<&Community> {
        self.communities.iter().find(|c| c.code == code)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    edition: String,
    subdistrict: Vec<RawSubdistrict>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSubdistrict {
    code: Spanned<String>,
    zh: Spanned<String>,
    official: Spanned<String>,
    en: Spanned<String>,
    communities: Spanned<Vec<RawCommunity>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCommunity {
    code: Spanned<String>,
    zh: Spanned<String>,
}

/// The subdistricts of one file with their communities, ordered by code. `file` is relative to the assets folder.
///
/// # Errors
/// The first mistake with its line.
pub fn parse(file: &str, text: &str) -> Result<Vec<Subdistrict>, DataFault> {
    let source = Source::new(file, text);
    let raw: RawFile = source.read()?;
    let mut found: Vec<Subdistrict> = Vec::new();
    for raw_subdistrict in &raw.subdistrict {
        let code = source.code(&raw_subdistrict.code, "", 9)?;
        if found.last().is_some_and(|last| last.code >= code) {
            return Err(source.fault(
                raw_subdistrict.code.span(),
                format!("subdistrict {code} is out of order"),
                "order the subdistricts by code, each once",
            ));
        }
        let official = source.name(&raw_subdistrict.official, &raw_subdistrict.en)?;
        let zh = raw_subdistrict.zh.get_ref();
        if official.zh != format!("{zh}街道") {
            return Err(source.fault(
                raw_subdistrict.official.span(),
                format!("{:?} is not {zh:?} with 街道", official.zh),
                "write the same name in both keys",
            ));
        }
        found.push(Subdistrict {
            communities: communities(&source, &code, &raw_subdistrict.communities)?,
            code,
            zh: zh.clone(),
            official: official.zh,
            en: official.en,
            edition: raw.edition.clone(),
        });
    }
    Ok(found)
}

fn communities(
    source: &Source<'_>,
    subdistrict: &str,
    raw: &Spanned<Vec<RawCommunity>>,
) -> Result<Vec<Community>, DataFault> {
    let mut found: Vec<Community> = Vec::new();
    for community in raw.get_ref() {
        let code = source.code(&community.code, subdistrict, 3)?;
        if found.last().is_some_and(|last| last.code >= code) {
            return Err(source.fault(
                community.code.span(),
                format!("community {code} is out of order"),
                "order the communities by code, each once",
            ));
        }
        let zh = source.keywords(std::slice::from_ref(&community.zh))?.remove(0);
        found.push(Community { code, zh });
    }
    if found.is_empty() {
        return Err(source.fault(raw.span(), "no community", "list at least one"));
    }
    Ok(found)
}

/// The subdistrict with this 9-digit code.
pub fn subdistrict<'a>(all: &'a [Subdistrict], code: &str) -> Option<&'a Subdistrict> {
    all.iter().find(|s| s.code == code)
}

/// The community with this 12-digit code, and its subdistrict.
pub fn community<'a>(all: &'a [Subdistrict], code: &str) -> Option<(&'a Subdistrict, &'a Community)> {
    let subdistrict = subdistrict(all, code.get(..9)?)?;
    Some((subdistrict, subdistrict.community(code)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "places/places.toml";
    const TEXT: &str = include_str!("../../../assets/places/places.toml");

    #[test]
    fn ships_15_subdistricts_and_263_communities() {
        let all = parse(FILE, TEXT).unwrap();
        assert_eq!(all.len(), 15);
        assert_eq!(all.iter().map(|s| s.communities.len()).sum::<usize>(), 263);
        assert_eq!(subdistrict(&all, "110102007").unwrap().official, "月坛街道");
        let (of, found) = community(&all, "110102013008").unwrap();
        assert_eq!((of.en.as_str(), found.zh.as_str()), ("Dashilan", "大安澜营社区"));
        assert!(community(&all, "110102013999").is_none());
        assert!(community(&all, "栅").is_none());
    }

    #[test]
    fn survives_packing() {
        let all = parse(FILE, TEXT).unwrap();
        let packed = postcard::to_stdvec(&all).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Subdistrict>>(&packed).unwrap(), all);
    }

    #[test]
    fn mistakes_have_their_line() {
        for (from, to, says) in [
            ("110102001007", "110102003007", "no code"),
            ("110102001007", "110102001004", "out of order"),
            ("official = \"月坛街道\"", "official = \"月坛镇街道\"", "with 街道"),
            ("code = \"110102003\"", "code = \"11010200\"", "no code"),
        ] {
            let line = 1 + TEXT[..TEXT.find(from).unwrap()].matches('\n').count();
            let fault = parse(FILE, &TEXT.replacen(from, to, 1)).unwrap_err();
            assert_eq!((fault.line, fault.fault.contains(says)), (line, true), "{fault}");
        }
    }
}
