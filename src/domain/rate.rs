//! Rates on a day: what holds, what is only proposed, what is missing.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::case::Role;
use super::data::Words;
use super::data::in_force::{InForce, latest};
use super::data::item;
use super::data::rate::{Rate, SetBy, Unit};

/// A value of a rate with the days it holds and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The rate's id; a device or a work on the home has its code.
    pub rate: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none where it holds until a later row begins.
    pub to: Option<NaiveDate>,
    /// In the rate's unit.
    pub value: Decimal,
    /// Whether it is in force.
    pub standing: Standing,
    /// The document it comes from.
    pub source: Words,
    /// Its number in the database; none for what ships or stands in a site's folder.
    pub number: Option<i64>,
}

/// Whether a row is in force, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Published by the city; compared with what was published, or not yet.
    Published {
        /// Whether somebody has compared it.
        confirmed: bool,
    },
    /// Signed by both: names of the one of the Federation and of the one of Finance.
    Signed {
        /// For the Federation.
        federation: String,
        /// For Finance.
        finance: String,
    },
    /// Not in force: a signature is missing.
    Proposed {
        /// Who has signed for the Federation.
        federation: Option<String>,
        /// Who has signed for Finance.
        finance: Option<String>,
    },
}

impl Standing {
    /// As results write it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Published { confirmed: true } => "published",
            Self::Published { confirmed: false } => "published_unconfirmed",
            Self::Signed { .. } => "signed",
            Self::Proposed { federation: None, finance: None } => "proposed",
            Self::Proposed { federation: None, .. } => "waits_for_federation",
            Self::Proposed { .. } => "waits_for_finance",
        }
    }

    /// Whether the row counts.
    pub fn is_in_force(&self) -> bool {
        !matches!(self, Self::Proposed { .. })
    }
}

impl InForce for Held {
    fn id(&self) -> &str {
        &self.rate
    }

    fn from(&self) -> NaiveDate {
        self.from
    }

    fn to(&self) -> Option<NaiveDate> {
        self.to
    }
}

/// Everything that is known of rates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateTable {
    rows: Vec<Held>,
}

impl RateTable {
    /// What ships or stands in a site's folder, and what is kept in the database.
    pub fn new(rates: &[Rate], kept: Vec<Held>) -> Self {
        let shipped = rates.iter().flat_map(|rate| {
            rate.rows.iter().map(move |row| Held {
                rate: rate.id.clone(),
                from: row.from,
                to: row.to,
                value: row.value,
                standing: match (rate.set_by, &row.signed) {
                    (SetBy::City, _) => Standing::Published { confirmed: row.confirmed },
                    (SetBy::District, Some((federation, finance))) => {
                        Standing::Signed { federation: federation.clone(), finance: finance.clone() }
                    }
                    (SetBy::District, None) => Standing::Proposed { federation: None, finance: None },
                },
                source: row.source.clone(),
                number: None,
            })
        });
        // Behind what ships, so that of two rows that begin on one day the one of the office counts.
        Self { rows: shipped.chain(kept).collect() }
    }

    /// The row in force on `day`; none where the rate is not set for that day.
    pub fn on(&self, rate: &str, day: NaiveDate) -> Option<&Held> {
        latest(self.rows.iter().filter(|row| row.rate == rate && row.standing.is_in_force()), day)
    }

    /// Every row of a rate, in the order in which they begin.
    pub fn rows_of<'t>(&'t self, rate: &str) -> impl Iterator<Item = &'t Held> + use<'t> {
        let mut rows: Vec<&Held> = self.rows.iter().filter(|row| row.rate == rate).collect();
        rows.sort_by_key(|row| row.from);
        rows.into_iter()
    }

    /// The row with this number in the database.
    pub fn row(&self, number: i64) -> Option<&Held> {
        self.rows.iter().find(|row| row.number == Some(number))
    }

    /// Rows that wait for a signature, oldest first.
    pub fn waiting(&self) -> impl Iterator<Item = &Held> {
        self.rows.iter().filter(|row| !row.standing.is_in_force())
    }

    /// The same table with this row in force, as if both had signed it: for trying it out.
    #[must_use]
    pub fn with_trial(&self, row: &Held) -> Self {
        let mut rows = self.rows.clone();
        let standing = Standing::Published { confirmed: false };
        rows.push(Held { standing, ..row.clone() });
        Self { rows }
    }

    /// The standard of a device or a work on the home on `day`: what the office has set, else what was published. Example
    /// amounts count in the sample office only.
    pub fn item(&self, code: &str, listed: &item::Rate, day: NaiveDate, sample: bool) -> Option<Decimal> {
        self.on(code, day).map(|row| row.value).or_else(|| listed.counts(sample).then_some(listed.yuan))
    }
}

/// A value to be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRate {
    /// The rate's id.
    pub rate: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// The value.
    pub value: Decimal,
    /// The document it comes from, in words.
    pub source: String,
}

/// Whether a person may propose or sign rates, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The district Federation: its approver.
    Federation,
    /// The district Finance Bureau.
    Finance,
}

impl Side {
    /// For whom a role signs; none for roles that do not.
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::DistrictApprover => Some(Self::Federation),
            Role::Finance => Some(Self::Finance),
            _ => None,
        }
    }

    /// As it is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Federation => "federation",
            Self::Finance => "finance",
        }
    }
}

/// Whether a role may propose rates and try them out.
pub fn proposes(role: Role) -> bool {
    Side::of(role).is_some() || matches!(role, Role::DistrictReviewer | Role::Admin)
}

/// Why a row is not signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignFault {
    /// This side has signed already.
    SideHasSigned,
    /// The same person has signed for the other side.
    SamePerson,
}

/// The unit of a rate or of an item's standard.
pub fn unit(rates: &[Rate], rate: &str) -> Unit {
    rates.iter().find(|known| known.id == rate).map_or(Unit::Yuan, |known| known.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(from: &str, to: Option<&str>, value: i64, standing: Standing) -> Held {
        Held {
            rate: "child-living-allowance".into(),
            from: from.parse().expect("a day"),
            to: to.map(|to| to.parse().expect("a day")),
            value: Decimal::from(value),
            standing,
            source: Words::default(),
            number: None,
        }
    }

    fn signed() -> Standing {
        Standing::Signed { federation: "甲".into(), finance: "乙".into() }
    }

    #[test]
    fn the_latest_row_that_has_begun_holds_in_whatever_order_they_were_written() {
        let table = RateTable::new(
            &[],
            vec![
                row("2015-01-01", None, 500, signed()),
                row("2011-01-01", Some("2012-12-31"), 300, signed()),
                row("2014-01-01", None, 450, Standing::Proposed { federation: None, finance: None }),
                row("2013-07-01", None, 400, signed()),
            ],
        );
        let on = |day: &str| {
            table.on("child-living-allowance", day.parse().expect("a day")).map(|row| row.value.to_string())
        };
        assert_eq!(on("2010-12-31"), None);
        assert_eq!(on("2011-01-01").as_deref(), Some("300"));
        assert_eq!(on("2012-12-31").as_deref(), Some("300"));
        assert_eq!(on("2013-01-01"), None, "nothing is set for the gap");
        assert_eq!(on("2014-06-01").as_deref(), Some("400"), "a proposal is not in force");
        assert_eq!(on("2026-01-01").as_deref(), Some("500"));
    }

    #[test]
    fn a_trial_counts_only_in_its_own_table() {
        let proposal = row("2020-01-01", None, 600, Standing::Proposed { federation: None, finance: None });
        let table = RateTable::new(&[], vec![row("2015-01-01", None, 500, signed()), proposal.clone()]);
        let day = "2021-01-01".parse().expect("a day");
        let value = |table: &RateTable| table.on("child-living-allowance", day).map(|row| row.value.to_string());
        assert_eq!(value(&table.with_trial(&proposal)).as_deref(), Some("600"));
        assert_eq!(value(&table).as_deref(), Some("500"));
    }
}
