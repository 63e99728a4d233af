//! Trying a proposed rate out: what it would change in the cases there are, before anybody signs it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::amount::{device_subsidy, retrofit_own_share};
use super::case::{CaseId, Kind};
use super::data::item::Rate as Listed;
use super::rate::{Held, RateTable};

/// The rates of the published formula for works on the home.
pub const RETROFIT: [&str; 3] = ["retrofit-cap", "retrofit-own-share", "retrofit-free-low-income"];
/// The rates of the published formula for devices: for those named first, and for all others.
pub const DEVICE: [&str; 2] = ["device-share-full", "device-share"];

/// What a case brings along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Which.
    pub case: CaseId,
    /// Its number as people know it.
    pub receipt: String,
    /// What for.
    pub kind: Kind,
    /// The household's recognised hardship: a value of the question on it.
    pub economic: String,
    /// What the works cost by the plan, in yuan.
    pub cost: Option<Decimal>,
    /// The device, as the catalogue lists it.
    pub device: Option<(String, Listed)>,
}

/// A case with what is paid for it before and after; none where a rate is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number as people know it.
    pub receipt: String,
    /// Yuan now.
    pub before: Option<Decimal>,
    /// Yuan with the proposed value.
    pub after: Option<Decimal>,
}

/// What a proposed value would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulation {
    /// Open cases that the rate is about.
    pub touched: usize,
    /// Those for which something else would be paid.
    pub changed: Vec<Change>,
    /// Rates that are not set, so that some cases cannot be reckoned.
    pub missing: Vec<&'static str>,
}

impl Simulation {
    /// Yuan now and with the proposed value, over the changed cases that have both.
    pub fn totals(&self) -> (Decimal, Decimal) {
        let both = self.changed.iter().filter_map(|change| change.before.zip(change.after));
        both.fold((Decimal::ZERO, Decimal::ZERO), |(now, then), (before, after)| (now + before, then + after))
    }
}

/// What `row` would change in these cases on `day`.
pub fn simulate(row: &Held, table: &RateTable, cases: &[Brought], day: NaiveDate, sample: bool) -> Simulation {
    let trial = table.with_trial(row);
    let mut found = Simulation::default();
    let concerned = |case: &&Brought| match case.kind {
        Kind::Retrofit => RETROFIT.contains(&row.rate.as_str()) && case.cost.is_some(),
        Kind::Device => {
            case.device.as_ref().is_some_and(|(code, _)| DEVICE.contains(&row.rate.as_str()) || *code == row.rate)
        }
    };
    for case in cases.iter().filter(concerned) {
        found.touched += 1;
        let before = paid(case, table, day, sample);
        let after = paid(case, &trial, day, sample);
        for missing in after.as_ref().err().into_iter().flatten() {
            if !found.missing.contains(missing) {
                found.missing.push(missing);
            }
        }
        let (before, after) = (before.ok(), after.ok());
        if before != after {
            found.changed.push(Change { receipt: case.receipt.clone(), before, after });
        }
    }
    found
}

/// What is paid for a case by the rates of a table; the rates that are not set, if some are not.
pub fn paid(case: &Brought, table: &RateTable, day: NaiveDate, sample: bool) -> Result<Decimal, Vec<&'static str>> {
    let on = |rate: &'static str| table.on(rate, day).map(|row| row.value).ok_or(rate);
    match (&case.kind, case.cost, &case.device) {
        (Kind::Retrofit, Some(cost), _) => {
            let [cap, share, low] = RETROFIT.map(on);
            let missing: Vec<&str> = [cap, share, low].into_iter().filter_map(Result::err).collect();
            let (Ok(cap), Ok(share), Ok(low)) = (cap, share, low) else { return Err(missing) };
            let free = match case.economic.as_str() {
                "tekun" => cap,
                "dibao" | "low_income" => low,
                _ => Decimal::ZERO,
            };
            Ok(cost - retrofit_own_share(cost, cap, free, share))
        }
        (Kind::Device, _, Some((code, listed))) => {
            let rate =
                if matches!(case.economic.as_str(), "tekun" | "dibao" | "low_income") { DEVICE[0] } else { DEVICE[1] };
            let share = on(rate).map_err(|rate| vec![rate])?;
            let standard = table.item(code, listed, day, sample).ok_or_else(|| vec!["device-standard"])?;
            Ok(device_subsidy(standard, standard, share))
        }
        _ => Ok(Decimal::ZERO),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::data::Words;
    use crate::domain::rate::Standing;

    fn row(rate: &str, value: &str, in_force: bool) -> Held {
        let standing = if in_force {
            Standing::Signed { federation: "甲".into(), finance: "乙".into() }
        } else {
            Standing::Proposed { federation: None, finance: None }
        };
        Held {
            rate: rate.into(),
            from: "2021-01-01".parse().expect("a day"),
            to: None,
            value: value.parse().expect("a number"),
            standing,
            source: Words::default(),
            number: None,
        }
    }

    fn works(receipt: &str, economic: &str, cost: &str) -> Brought {
        Brought {
            case: CaseId(1),
            receipt: receipt.into(),
            kind: Kind::Retrofit,
            economic: economic.into(),
            cost: cost.parse().ok(),
            device: None,
        }
    }

    #[test]
    fn a_higher_share_of_ones_own_is_felt_where_there_is_one() {
        let rates = [("retrofit-cap", "10000"), ("retrofit-own-share", "0.1"), ("retrofit-free-low-income", "5000")];
        let table = RateTable::new(&[], rates.map(|(rate, value)| row(rate, value, true)).into());
        let cases = [works("1", "none", "9500"), works("2", "dibao", "9500"), works("3", "tekun", "9500")];
        let day = "2026-03-01".parse().expect("a day");
        let found = simulate(&row("retrofit-own-share", "0.2", false), &table, &cases, day, false);
        assert_eq!((found.touched, found.missing.len()), (3, 0));
        let paid: Vec<_> = found
            .changed
            .iter()
            .map(|one| {
                (one.receipt.as_str(), one.before.expect("set").to_string(), one.after.expect("set").to_string())
            })
            .collect();
        assert_eq!(
            paid,
            [("1", "8550.00".to_owned(), "7600.00".to_owned()), ("2", "9050.00".to_owned(), "8600.00".to_owned())]
        );
        assert_eq!(found.totals(), (Decimal::from(17_600), Decimal::from(16_200)));
    }

    #[test]
    fn what_is_not_set_is_named() {
        let day = "2026-03-01".parse().expect("a day");
        let cases = [works("1", "none", "9500")];
        let found = simulate(&row("retrofit-cap", "10000", false), &RateTable::default(), &cases, day, false);
        assert_eq!(found.missing, ["retrofit-own-share", "retrofit-free-low-income"]);
        assert_eq!((found.touched, found.changed.len()), (1, 0));
    }
}
