//! Points that 西政发〔2011〕18号 leaves open and that somebody has to settle: dated choices with their source, which an
//! office can replace and staff can read.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::sheet::{Check, Source};
use super::{DataFault, Words, in_force};

/// A point left open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPoint {
    /// Kebab-case id, the name of its file.
    pub id: String,
    /// Article 1 to 22, or 0 where it is not of one article.
    pub article: u8,
    /// Numbered item of that article.
    pub item: Option<u8>,
    /// The words of the text that leave it open, in Chinese.
    pub word: String,
    /// The question.
    pub ask: Words,
    /// What the text says and does not say.
    pub why: Words,
    /// What one can choose between; empty where it is a share, from 0 to 1.
    pub options: Vec<Choice>,
    /// What was chosen, oldest first.
    pub rows: Vec<Row>,
}

/// One way to settle a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// As rows and rules write it.
    pub value: String,
    /// As people read it.
    pub words: Words,
}

/// What holds from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// First day.
    pub from: NaiveDate,
    /// A value of one of the options, or a share.
    pub value: String,
    /// Whether the district has confirmed it.
    pub confirmed: bool,
    /// Where it comes from.
    pub source: Words,
}

impl OpenPoint {
    /// How it is settled on `day`; none before the first row.
    pub fn on(&self, day: NaiveDate) -> Option<&Row> {
        self.rows.iter().rev().find(|row| row.from <= day)
    }

    /// The words of a value.
    pub fn words(&self, value: &str) -> Option<&Words> {
        self.options.iter().find(|option| option.value == value).map(|option| &option.words)
    }
}

/// The point called `id`.
pub fn find<'p>(points: &'p [OpenPoint], id: &str) -> Option<&'p OpenPoint> {
    points.iter().find(|point| point.id == id)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPoint {
    id: Spanned<String>,
    article: Spanned<u8>,
    item: Option<u8>,
    word: Spanned<String>,
    ask: Spanned<Words>,
    why: Spanned<Words>,
    #[serde(default)]
    number: bool,
    #[serde(default)]
    option: Vec<Spanned<RawOption>>,
    row: Vec<Spanned<RawRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOption {
    value: String,
    zh: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    from: Spanned<String>,
    value: Spanned<String>,
    confirmed: bool,
    source: Spanned<Words>,
}

/// Columns of the question, of an option.
const ASK: (usize, usize) = (40, 76);
const OPTION: (usize, usize) = (30, 60);

/// Reads the files, one point a file, by article.
pub fn parse_all(sources: &[Source], faults: &mut Vec<DataFault>) -> Vec<OpenPoint> {
    let mut points = Vec::new();
    for source in sources {
        match source.read::<RawPoint>() {
            Ok(raw) => {
                let mut check = Check::new(source);
                points.push(point(raw, &mut check));
                faults.append(&mut check.faults);
            }
            Err(fault) => faults.push(fault),
        }
    }
    points.sort_by_key(|point| (point.article, point.item, point.id.clone()));
    points
}

fn point(raw: RawPoint, check: &mut Check) -> OpenPoint {
    let place = raw.id.span();
    if raw.id.as_ref() != check.source().stem() {
        check.note(
            &place,
            format!("the id \"{}\" is not the name of its file", raw.id.as_ref()),
            "give both the same name",
        );
    }
    if *raw.article.as_ref() > 22 {
        check.note(&raw.article.span(), "there are 22 articles", "write 1 to 22, or 0 for none of them");
    }
    check.glyphs(&raw.word.span(), raw.word.as_ref());
    check.words(&raw.ask, ASK.0, ASK.1);
    check.words(&raw.why, usize::MAX, usize::MAX);
    let mut options: Vec<Choice> = Vec::new();
    for option in raw.option {
        let at = option.span();
        let RawOption { value, zh, en } = option.into_inner();
        check.words(&Spanned::new(at.clone(), Words { zh: zh.clone(), en: en.clone() }), OPTION.0, OPTION.1);
        if options.iter().any(|known| known.value == value) {
            check.note(&at, format!("the option \"{value}\" is there twice"), "keep one of them");
        }
        options.push(Choice { value, words: Words { zh, en } });
    }
    if raw.number != options.is_empty() {
        check.note(&place, "a point is a number or has options", "write number = true or [[option]], not both");
    }
    let mut rows = Vec::new();
    for row in raw.row {
        let row = row.into_inner();
        let value = row.value.as_ref();
        let fits = if raw.number {
            value
                .parse::<Decimal>()
                .is_ok_and(|share| share >= Decimal::ZERO && share <= Decimal::ONE && share.scale() <= 4)
        } else {
            options.iter().any(|option| &option.value == value)
        };
        if !fits {
            check.note(
                &row.value.span(),
                format!("\"{value}\" settles nothing"),
                "write the value of an option, or a share from 0 to 1",
            );
        }
        check.words(&row.source, usize::MAX, usize::MAX);
        if let Some(from) = check.date(&row.from) {
            let (value, source) = (row.value.into_inner(), row.source.into_inner());
            rows.push(Row { from, value, confirmed: row.confirmed, source });
        }
    }
    rows.sort_by_key(|row| row.from);
    in_force::starts_with_the_policy(rows.first().map(|row| row.from), &place, check);
    OpenPoint {
        id: raw.id.into_inner(),
        article: raw.article.into_inner(),
        item: raw.item,
        word: raw.word.into_inner(),
        ask: raw.ask.into_inner(),
        why: raw.why.into_inner(),
        options,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAGE: &str = r#"id = "wage-of-month"
article = 8
word = "当年最低工资标准"
ask = { zh = "补贴跟着变吗？", en = "Does it follow?" }
why = { zh = "文件没有写。", en = "The text does not say." }
[[option]]
value = "month"
zh = "跟着变"
en = "Yes"
[[option]]
value = "january"
zh = "不变"
en = "No"
[[row]]
from = "2020-01-01"
value = "january"
confirmed = true
source = { zh = "甲。", en = "A." }
[[row]]
from = "2011-01-01"
value = "month"
confirmed = false
source = { zh = "乙。", en = "B." }
"#;

    fn read(text: &str) -> (Vec<OpenPoint>, Vec<String>) {
        let mut faults = Vec::new();
        let points = parse_all(&[Source::new("open-points/wage-of-month.toml", text)], &mut faults);
        (points, faults.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_row_of_the_day_settles_it_in_whatever_order_the_rows_stand() {
        let (points, faults) = read(WAGE);
        assert_eq!(faults, [""; 0]);
        let on = |day: &str| points[0].on(day.parse().expect("a day")).map(|row| row.value.as_str());
        assert_eq!(on("2010-12-31"), None);
        assert_eq!(on("2019-12-31"), Some("month"));
        assert_eq!(on("2020-01-01"), Some("january"));
    }

    #[test]
    fn values_that_settle_nothing_are_told_with_their_line() {
        let (_, faults) = read(&WAGE.replace("value = \"january\"\nconfirmed", "value = \"july\"\nconfirmed"));
        assert!(faults[0].starts_with("open-points/wage-of-month.toml:16: \"july\" settles nothing"), "{faults:?}");
        let (_, faults) = read(&WAGE.replace("article = 8", "article = 8\nnumber = true"));
        assert!(faults.iter().any(|one| one.contains("a number or has options")), "{faults:?}");
    }
}
