//! Days and times in words.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};

use super::numbers::{Two, cardinal, digits};
use super::{Lang, Reading};
use crate::text;

/// A day with its weekday: 二零二六年十一月二十三日，星期一; Monday, 23 November 2026.
pub fn date(day: NaiveDate, lang: Lang, _reading: Reading) -> String {
    match lang {
        Lang::Zh => format!("{}，{}", plain(day, lang), weekday(day, lang)),
        Lang::En => format!("{}, {}", weekday(day, lang), plain(day, lang)),
    }
}

/// A day without its weekday, which would be in the way inside a sentence: 从二零一一年三月一日起.
pub(super) fn plain(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "{}年{}月{}日",
            digits(&day.year().to_string()),
            cardinal(u128::from(day.month()), Two::Order),
            cardinal(u128::from(day.day()), Two::Order)
        ),
        Lang::En => text::date(day, lang),
    }
}

/// A day as it is typed, for examples of how to type one: 二零二六杠十二杠零一.
pub(super) fn typed(day: NaiveDate, lang: Lang) -> String {
    let parts = [day.year().to_string(), format!("{:02}", day.month()), format!("{:02}", day.day())];
    match lang {
        Lang::Zh => parts.map(|part| digits(&part)).join("杠"),
        Lang::En => parts.map(|part| part.chars().map(String::from).collect::<Vec<_>>().join(" ")).join(" dash "),
    }
}

fn weekday(day: NaiveDate, lang: Lang) -> &'static str {
    let (zh, en) = match day.weekday() {
        Weekday::Mon => ("星期一", "Monday"),
        Weekday::Tue => ("星期二", "Tuesday"),
        Weekday::Wed => ("星期三", "Wednesday"),
        Weekday::Thu => ("星期四", "Thursday"),
        Weekday::Fri => ("星期五", "Friday"),
        Weekday::Sat => ("星期六", "Saturday"),
        Weekday::Sun => ("星期日", "Sunday"),
    };
    if lang == Lang::Zh { zh } else { en }
}

/// A time of day: 十四点三十分; 14 30.
pub fn time(at: NaiveTime, lang: Lang, _reading: Reading) -> String {
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    match lang {
        Lang::Zh => {
            let small = |number: u32| {
                let zero = if number < 10 { "零" } else { "" };
                format!("{zero}{}", cardinal(u128::from(number), Two::Order))
            };
            let mut said = format!("{}点", cardinal(u128::from(hour), Two::Count));
            if minute > 0 {
                said += &small(minute);
                said.push('分');
            }
            if second > 0 {
                // Seconds need minutes before them, or one waits for those.
                said += if minute > 0 { "" } else { "零分" };
                said += &small(second);
                said.push('秒');
            }
            said
        }
        Lang::En => {
            let clock = match minute {
                0 => format!("{hour} o'clock"),
                1..10 => format!("{hour} oh {minute}"),
                _ => format!("{hour} {minute}"),
            };
            match second {
                0 => clock,
                1 => format!("{clock} and 1 second"),
                _ => format!("{clock} and {second} seconds"),
            }
        }
    }
}
