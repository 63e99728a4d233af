//! How a person gives a paper.

use std::fmt;

use chrono::NaiveDate;

use super::fault::Fault;
use super::validate::read_date;
use crate::domain::person::{clean, fold};

/// The answer to a question for a paper. Kept as one of the words `on-file`, `bring`, `file` and `cannot`, a space, and
/// what belongs to it.
#[derive(Clone, PartialEq, Eq)]
pub enum Paper {
    /// The office has it already, or has seen the original.
    OnFile,
    /// It is brought to the counter by this day.
    Bring(NaiveDate),
    /// It is attached; the name of the file.
    File(String),
    /// It cannot be given, and why.
    Cannot(String),
}

impl Paper {
    /// Longest file name and longest reason, in characters.
    pub const MAX: usize = 200;

    /// Reads an answer typed or kept.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, Fault> {
        let text = clean(text);
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let got = rest.chars().count();
        let within = |least: usize| match got {
            _ if got < least => Err(Fault::TooShort { min: least, got }),
            _ if got > Self::MAX => Err(Fault::TooLong { max: Self::MAX, got }),
            _ => Ok(rest.to_owned()),
        };
        match fold(word).to_ascii_lowercase().as_str() {
            "on-file" if rest.is_empty() => Ok(Self::OnFile),
            "bring" => match read_date(rest)? {
                day if day < today => Err(Fault::DatePast { today }),
                day => Ok(Self::Bring(day)),
            },
            "file" if rest.is_empty() => Err(Fault::PaperFile),
            "file" => within(1).map(Self::File),
            "cannot" if rest.is_empty() => Err(Fault::PaperReason),
            "cannot" => within(2).map(Self::Cannot),
            _ => Err(Fault::NotAChoice),
        }
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnFile => f.write_str("on-file"),
            Self::Bring(day) => write!(f, "bring {day}"),
            Self::File(name) => write!(f, "file {name}"),
            Self::Cannot(why) => write!(f, "cannot {why}"),
        }
    }
}

/// Without the file's name and the reason, which are the person's.
impl fmt::Debug for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnFile => "Paper(on-file)",
            Self::Bring(_) => "Paper(bring)",
            Self::File(_) => "Paper(file)",
            Self::Cannot(_) => "Paper(cannot)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_is_read_and_kept() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day");
        let read = |text| Paper::parse(text, today).map(|paper| paper.to_string());
        assert_eq!(read("on-file"), Ok("on-file".to_owned()));
        assert_eq!(read("Bring 2026年7月1日"), Ok("bring 2026-07-01".to_owned()));
        assert_eq!(read("file 照片 1.jpg"), Ok("file 照片 1.jpg".to_owned()));
        assert_eq!(read("cannot 在外地补办"), Ok("cannot 在外地补办".to_owned()));
        assert_eq!(read("bring 2026-06-14"), Err(Fault::DatePast { today }));
        assert_eq!(read("bring soon"), Err(Fault::NotADate));
        assert_eq!(read("file"), Err(Fault::PaperFile));
        assert_eq!(read("cannot"), Err(Fault::PaperReason));
        assert_eq!(read("cannot x"), Err(Fault::TooShort { min: 2, got: 1 }));
        assert_eq!(read("later"), Err(Fault::NotAChoice));
        assert_eq!(read(&format!("cannot {}", "因".repeat(201))), Err(Fault::TooLong { max: 200, got: 201 }));
    }
}
