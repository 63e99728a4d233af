//! What can be applied for: assistive devices and retrofit items, and what both have in common.

pub mod device;
pub mod retrofit;

use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::DataFault;
use super::source::Source;

/// Where an amount or a service life comes from. Words for it are made elsewhere from [`Basis::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Basis {
    /// The Beijing list of 2018, 京残发〔2018〕46号.
    #[serde(rename = "BJ18")]
    Bj18,
    /// Service years of a county list of 2025 (Jinzhai).
    #[serde(rename = "JZ25")]
    Jz25,
    /// An example that must be shown as such until the district sets its own.
    #[serde(rename = "illustrative")]
    Illustrative,
}

impl Basis {
    /// Kebab-case id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bj18 => "bj18",
            Self::Jz25 => "jz25",
            Self::Illustrative => "illustrative",
        }
    }
}

/// Standard amount in yuan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Yuan, not negative, at most two decimals.
    pub yuan: Decimal,
    /// Where it comes from.
    pub basis: Basis,
}

impl Rate {
    /// Whether it may be shown and reckoned with: an example only in the sample office.
    pub fn counts(&self, sample: bool) -> bool {
        sample || self.basis != Basis::Illustrative
    }
}

/// How long a thing is meant to serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// Months from the day it is handed over.
    pub months: u16,
    /// Months when the user is a child, where the list says so.
    pub child_months: Option<u16>,
    /// Where it comes from.
    pub basis: Basis,
}

/// The grades of one category that a list names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grades {
    /// Category digit of the certificate, 1 to 7.
    pub category: u8,
    /// Most severe grade named, 1 to 4.
    pub from: u8,
    /// Least severe grade named, not below `from`.
    pub to: u8,
}

/// What a list says about children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Children {
    /// Children are not named: the grades decide.
    #[default]
    NotNamed,
    /// Children of a named category may have it whatever their grade.
    Also,
    /// It is for children only.
    Only,
}

/// For whom a list has an item. What it says is to be checked by staff; it is no rule of 西政发〔2011〕18号.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Categories with their grades, in the order of the list.
    pub grades: Vec<Grades>,
    /// Whether children are named.
    pub children: Children,
    /// Whether pupils and students are named.
    pub students: bool,
}

impl Who {
    /// Whether the list has the item for a person with this category (1 to 7) and grade (1 to 4).
    ///
    /// A person with several disabilities is asked about once for each category and once for 7.
    pub fn suits(&self, category: u8, grade: u8, child: bool, student: bool) -> bool {
        if self.children == Children::Only && !child {
            return false;
        }
        let any_grade = (child && self.children != Children::NotNamed) || (student && self.students);
        self.grades.iter().any(|g| g.category == category && (any_grade || (g.from..=g.to).contains(&grade)))
    }

    /// From `["4:1-3", "7"]`: a category alone has all four grades; `"all"` is every category.
    fn parse(
        source: &Source<'_>,
        raw: &Spanned<Vec<Spanned<String>>>,
        children: Children,
        students: bool,
    ) -> Result<Self, DataFault> {
        let mut grades: Vec<Grades> = Vec::new();
        for text in raw.get_ref() {
            let found = if text.get_ref() == "all" {
                (1..=7).map(|category| Grades { category, from: 1, to: 4 }).collect()
            } else {
                vec![one_category(text.get_ref()).ok_or_else(|| {
                    source.fault(
                        text.span(),
                        format!("{:?} is no category with grades", text.get_ref()),
                        "write \"4\", \"4:2\", \"4:1-3\" or \"all\"",
                    )
                })?]
            };
            if found.iter().any(|f| grades.iter().any(|g| g.category == f.category)) {
                return Err(source.fault(text.span(), "the category is named twice", "name it once"));
            }
            grades.extend(found);
        }
        if grades.is_empty() {
            return Err(source.fault(raw.span(), "nobody is named", "name a category or \"all\""));
        }
        Ok(Self { grades, children, students })
    }
}

fn one_category(text: &str) -> Option<Grades> {
    let (category, range) = text.split_once(':').unwrap_or((text, "1-4"));
    let (from, to) = range.split_once('-').unwrap_or((range, range));
    let digit = |text: &str, most: u8| text.parse::<u8>().ok().filter(|n| text.len() == 1 && (1..=most).contains(n));
    let (category, from, to) = (digit(category, 7)?, digit(from, 4)?, digit(to, 4)?);
    (from <= to).then_some(Grades { category, from, to })
}

fn yuan(source: &Source<'_>, raw: &Spanned<String>) -> Result<Decimal, DataFault> {
    Decimal::from_str(raw.get_ref()).ok().filter(|amount| !amount.is_sign_negative() && amount.scale() <= 2).ok_or_else(
        || {
            source.fault(
                raw.span(),
                format!("{:?} is no amount in yuan", raw.get_ref()),
                "write digits in quotes, with at most two decimals",
            )
        },
    )
}

fn months(source: &Source<'_>, raw: &Spanned<u16>) -> Result<u16, DataFault> {
    match *raw.get_ref() {
        months @ 1..=600 => Ok(months),
        months => Err(source.fault(raw.span(), format!("a life of {months} months"), "write 1 to 600 months")),
    }
}

/// A fault of a whole catalogue, which no single file has.
fn catalogue_fault(folder: &str, fault: String, remedy: &str) -> DataFault {
    DataFault { file: folder.to_owned(), line: 0, fault, remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(list: &str) -> Result<Who, DataFault> {
        #[derive(Deserialize)]
        struct One {
            who: Spanned<Vec<Spanned<String>>>,
        }
        let text = format!("\nwho = {list}\n");
        let source = Source::new("a.toml", &text);
        let one: One = source.read()?;
        Who::parse(&source, &one.who, Children::NotNamed, false)
    }

    #[test]
    fn categories_and_grades() {
        let limb = who(r#"["4:1-3", "7"]"#).unwrap();
        assert!(limb.suits(4, 3, false, false));
        assert!(!limb.suits(4, 4, false, false));
        assert!(limb.suits(7, 4, false, false));
        assert!(!limb.suits(1, 1, false, false));
        assert_eq!(who(r#"["all"]"#).unwrap().grades.len(), 7);
        for bad in [r#"["8"]"#, r#"["4:0-2"]"#, r#"["4:3-2"]"#, r#"["4:1-5"]"#, r#"["4", "4:1"]"#, "[]", r#"["04"]"#] {
            assert_eq!(who(bad).unwrap_err().line, 2, "{bad}");
        }
    }

    #[test]
    fn children_may_be_added_or_alone() {
        let mut device = who(r#"["4:3-4"]"#).unwrap();
        assert!(!device.suits(4, 1, true, false));
        device.children = Children::Also;
        assert!(device.suits(4, 1, true, false));
        assert!(device.suits(4, 3, false, false));
        device.children = Children::Only;
        assert!(!device.suits(4, 3, false, false));
        device.children = Children::NotNamed;
        device.students = true;
        assert!(device.suits(4, 1, false, true));
    }
}
