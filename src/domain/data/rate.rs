//! Rates: amounts and shares that hold from a day to a day.
//!
//! 西政发〔2011〕18号 sets none itself: the district Federation and the district Finance Bureau do, together. So a rate of
//! the district is in force only when both have signed it, two different people; a figure the city publishes, such as
//! the minimum wage, needs no signature here.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::pays::Period;
use super::sheet::{Check, Source};
use super::{DataFault, Words, in_force};

/// What the numbers of a rate are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Yuan.
    Yuan,
    /// A share: 1 is all.
    Share,
}

impl Unit {
    /// As files and results write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yuan => "yuan",
            Self::Share => "share",
        }
    }
}

/// Who sets a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SetBy {
    /// The city; published.
    City,
    /// The district Federation and the district Finance Bureau, both.
    District,
}

/// A rate, without or with values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Kebab-case id, the name of its file.
    pub id: String,
    /// The article it serves; 0 where it serves none alone.
    pub article: u8,
    /// Numbered item of that article.
    pub item: Option<u8>,
    /// Yuan or a share.
    pub unit: Unit,
    /// How often it is paid.
    pub period: Period,
    /// Who sets it.
    pub set_by: SetBy,
    /// Its name as on a row.
    pub name: Words,
    /// What is known of its values, oldest first.
    pub rows: Vec<Row>,
}

/// A value and the days it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// First day.
    pub from: NaiveDate,
    /// Last day; none where it holds until the next row begins.
    pub to: Option<NaiveDate>,
    /// Not negative.
    pub value: Decimal,
    /// Whether somebody has compared it with what was published.
    pub confirmed: bool,
    /// Who signed for the Federation and who for Finance; none where it needs no signature or has none yet.
    pub signed: Option<(String, String)>,
    /// The document it comes from.
    pub source: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRate {
    id: Spanned<String>,
    article: Spanned<u8>,
    item: Option<u8>,
    unit: Unit,
    period: Period,
    set_by: SetBy,
    name: Spanned<Words>,
    #[serde(default)]
    row: Vec<Spanned<RawRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    from: Spanned<String>,
    to: Option<Spanned<String>>,
    value: Spanned<String>,
    #[serde(default)]
    confirmed: bool,
    federation: Option<String>,
    finance: Option<String>,
    source: Spanned<Words>,
}

/// Reads the files, one rate a file, by article.
pub fn parse_all(sources: &[Source], faults: &mut Vec<DataFault>) -> Vec<Rate> {
    let mut rates = Vec::new();
    for source in sources {
        match source.read::<RawRate>() {
            Ok(raw) => {
                let mut check = Check::new(source);
                rates.push(rate(raw, &mut check));
                faults.append(&mut check.faults);
            }
            Err(fault) => faults.push(fault),
        }
    }
    rates.sort_by_key(|rate: &Rate| (rate.article, rate.item, rate.id.clone()));
    rates
}

fn rate(raw: RawRate, check: &mut Check) -> Rate {
    let place = raw.id.span();
    if raw.id.as_ref() != check.source().stem() {
        let fault = format!("the id \"{}\" is not the name of its file", raw.id.as_ref());
        check.note(&place, fault, "give both the same name");
    }
    if *raw.article.as_ref() > 22 {
        check.note(&raw.article.span(), "there are 22 articles", "write 1 to 22, or 0 for none of them");
    }
    check.words(&raw.name, 30, 38);
    let mut rows: Vec<Row> = raw.row.iter().filter_map(|one| row(one, raw.unit, raw.set_by, check)).collect();
    rows.sort_by_key(|row| row.from);
    if rows.windows(2).any(|pair| pair[0].from == pair[1].from) {
        check.note(&place, "two rows begin on the same day", "keep one of them");
    }
    Rate {
        id: raw.id.into_inner(),
        article: raw.article.into_inner(),
        item: raw.item,
        unit: raw.unit,
        period: raw.period,
        set_by: raw.set_by,
        name: raw.name.into_inner(),
        rows,
    }
}

fn row(raw: &Spanned<RawRow>, unit: Unit, set_by: SetBy, check: &mut Check) -> Option<Row> {
    let place = raw.span();
    let raw = raw.as_ref();
    let from = check.date(&raw.from);
    let to = raw.to.as_ref().and_then(|to| check.date(to));
    in_force::check_order(from, to, &place, check);
    let value = raw.value.as_ref().parse::<Decimal>().ok();
    let value = value.filter(|value| fits(*value, unit));
    if value.is_none() {
        check.note(
            &raw.value.span(),
            format!("\"{}\" is no value of this rate", raw.value.as_ref()),
            "write yuan with at most two decimals, or a share from 0 to 1, in quotes",
        );
    }
    check.words(&raw.source, usize::MAX, usize::MAX);
    let signed = match (set_by, &raw.federation, &raw.finance) {
        (SetBy::City, None, None) | (SetBy::District, None, _) | (SetBy::District, _, None) => None,
        (SetBy::City, ..) => {
            check.note(&place, "a figure of the city is not signed here", "take federation and finance out");
            None
        }
        (SetBy::District, Some(federation), Some(finance)) => {
            if federation.trim() == finance.trim() || federation.trim().is_empty() || finance.trim().is_empty() {
                check.note(&place, "two different people sign a rate", "name the one of the Federation and of Finance");
            }
            Some((federation.clone(), finance.clone()))
        }
    };
    Some(Row { from: from?, to, value: value?, confirmed: raw.confirmed, signed, source: raw.source.as_ref().clone() })
}

/// Whether a number can be a value of a rate with this unit.
pub fn fits(value: Decimal, unit: Unit) -> bool {
    let most = match unit {
        Unit::Yuan => Decimal::from(100_000_000),
        Unit::Share => Decimal::ONE,
    };
    value >= Decimal::ZERO && value <= most && (unit == Unit::Share || value.normalize().scale() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHILD: &str = r#"id = "child-living-allowance"
article = 9
item = 2
unit = "yuan"
period = "month"
set_by = "district"
name = { zh = "残疾儿童生活补贴标准", en = "Living allowance for children" }
[[row]]
from = "2013-01-01"
value = "400.00"
federation = "甲"
finance = "乙"
source = { zh = "样例。", en = "Example." }
[[row]]
from = "2011-01-01"
to = "2012-12-31"
value = "350"
source = { zh = "样例。", en = "Example." }
"#;

    fn read(text: &str) -> (Vec<Rate>, Vec<String>) {
        let mut faults = Vec::new();
        let rates = parse_all(&[Source::new("rates/child-living-allowance.toml", text)], &mut faults);
        (rates, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn rows_may_stand_in_any_order_and_an_unsigned_one_says_so() {
        let (rates, faults) = read(CHILD);
        assert_eq!(faults, [""; 0]);
        let rows = &rates[0].rows;
        assert_eq!((rows[0].value.to_string().as_str(), &rows[0].signed), ("350", &None));
        assert_eq!(rows[1].signed, Some(("甲".to_owned(), "乙".to_owned())));
    }

    #[test]
    fn wrong_values_ends_and_signatures_are_told_with_their_line() {
        for (old, new, fault) in [
            ("\"400.00\"", "\"400.005\"", ":10: \"400.005\" is no value of this rate"),
            ("\"400.00\"", "\"-1\"", ":10: \"-1\" is no value of this rate"),
            ("\"2012-12-31\"", "\"2010-12-31\"", ":14: it ends before it begins"),
            ("\"乙\"", "\"甲\"", ":8: two different people sign a rate"),
            ("\"district\"", "\"city\"", ":8: a figure of the city is not signed here"),
            ("\"2013-01-01\"", "\"2011-01-01\"", ":1: two rows begin on the same day"),
        ] {
            let (_, faults) = read(&CHILD.replace(old, new));
            assert!(faults[0].contains(fault), "{faults:?}");
        }
    }
}
