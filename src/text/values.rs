//! Values in the form in which they are printed: dates, money, numbers in groups.

use chrono::{Datelike, NaiveDate};

use super::Lang;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day in words and digits: 2026年11月23日, 23 November 2026.
pub fn date(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
    }
}

/// An amount of `fen` in yuan, with fen only where there are any: 3200元, 12.50 yuan.
pub fn money(fen: i64, lang: Lang) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let (yuan, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    let amount = if rest == 0 { format!("{sign}{yuan}") } else { format!("{sign}{yuan}.{rest:02}") };
    match lang {
        Lang::Zh => format!("{amount}元"),
        Lang::En => format!("{amount} yuan"),
    }
}

/// A number in the groups in which it is read: an identity number 6-8-4, a mobile number 3-4-4, all else in fours.
pub fn grouped(number: &str) -> Vec<String> {
    let chars: Vec<char> = number.chars().collect();
    let sizes: &[usize] = match chars.len() {
        18 => &[6, 8, 4],
        11 => &[3, 4, 4],
        _ => &[],
    };
    let mut groups = Vec::new();
    let mut at = 0;
    let mut sizes = sizes.iter();
    while at < chars.len() {
        let end = (at + sizes.next().copied().unwrap_or(4)).min(chars.len());
        groups.push(chars[at..end].iter().collect());
        at = end;
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_money_read_as_people_say_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 3).expect("a real day");
        assert_eq!(date(day, Lang::Zh), "2026年11月3日");
        assert_eq!(date(day, Lang::En), "3 November 2026");
        assert_eq!(money(320_000, Lang::Zh), "3200元");
        assert_eq!(money(-1_250, Lang::En), "-12.50 yuan");
    }

    #[test]
    fn numbers_fall_into_their_groups() {
        assert_eq!(grouped("110199196503110018"), ["110199", "19650311", "0018"]);
        assert_eq!(grouped("26000017"), ["2600", "0017"]);
        assert_eq!(grouped("13800138000"), ["138", "0013", "8000"]);
    }
}
