//! Rates of the sample office, all invented, one proposal that waits for signatures, and a few notes on what is owed.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use super::staff::Staff;
use crate::domain::case::Role;
use crate::domain::data::rate::{SetBy, Unit};
use crate::domain::owed::{NewKept, Progress};
use crate::domain::rate::{NewRate, Side};
use crate::domain::shipped;
use crate::store::{RateFault, Result, Store};

/// The most paid for one home, in yuan.
pub(super) const CAP: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);
/// What a household on the minimum living allowance or of low income gets in full, in yuan.
pub(super) const FREE_LOW_INCOME: Decimal = Decimal::from_parts(5_000, 0, 0, false, 0);
/// The share of the rest that a resident pays.
pub(super) const OWN_SHARE: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// The share of a device's standard that is paid to ordinary applicants.
pub(super) const DEVICE_SHARE: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Where every rate here comes from.
const SOURCE: &str = "样例办公室编的，不是真的标准 (example)";

/// An invented value.
fn invented(rate: &str, unit: Unit) -> Decimal {
    let yuan = |yuan: i64| Decimal::from(yuan);
    match (rate, unit) {
        ("retrofit-cap", _) => CAP,
        ("retrofit-free-low-income", _) => FREE_LOW_INCOME,
        ("retrofit-own-share", _) => OWN_SHARE,
        ("device-share", _) => DEVICE_SHARE,
        ("child-living-allowance", _) => yuan(400),
        ("residential-care-subsidy", _) => yuan(1_200),
        ("student-grant-senior", _) => yuan(4_000),
        ("student-grant-poor-family", _) => yuan(3_000),
        ("insurance-contribution-subsidy", _) => yuan(180),
        ("residual-medical-hardship-aid", _) => yuan(2_000),
        ("scale-hiring-award", _) => yuan(30_000),
        ("employer-training-subsidy", _) => yuan(800),
        ("facility-construction-grant", _) => yuan(100_000),
        ("community-worker-pay", _) => yuan(3_500),
        ("rehab-professional-subsidy", _) => yuan(600),
        ("athlete-performer-training-subsidy", _) => yuan(100),
        (_, Unit::Share) => Decimal::ONE,
        (_, Unit::Yuan) => yuan(1_000),
    }
}

/// Keeps a signed value for every rate of the district, one proposal, and what staff have noted on a few duties.
pub(super) fn keep(store: &mut Store, staff: &Staff, today: NaiveDate) -> Result<()> {
    let begun = today.checked_sub_months(Months::new(36)).unwrap_or(today);
    let at = begun.and_hms_opt(8, 30, 0).expect("half past eight exists");
    for rate in shipped::rates().iter().filter(|rate| rate.set_by == SetBy::District) {
        let value = invented(&rate.id, rate.unit);
        let new = NewRate { rate: rate.id.clone(), from: day(2011, 1, 1), to: None, value, source: SOURCE.into() };
        let number = propose(store, staff, &new, at)?;
        for (side, sign_in, role) in
            [(Side::Federation, "approver", Role::DistrictApprover), (Side::Finance, "finance", Role::Finance)]
        {
            store.sign_rate(number, side, staff[sign_in].id, role, at).or_else(never)?;
        }
    }
    let (rate, from) = ("retrofit-own-share".to_owned(), day(today.year() + 1, 1, 1));
    propose(store, staff, &NewRate { rate, from, to: None, value: OWN_SHARE + OWN_SHARE, source: SOURCE.into() }, at)?;
    owed(store, staff, at)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the sample names days that exist")
}

fn propose(store: &mut Store, staff: &Staff, new: &NewRate, at: NaiveDateTime) -> Result<i64> {
    store.propose_rate(new, staff["reviewer"].id, Role::DistrictReviewer, at)
}

/// Two people sign each rate once, so only the store itself can fail.
fn never(fault: RateFault) -> Result<()> {
    match fault {
        RateFault::Store(error) => Err(error),
        fault => unreachable!("the sample keeps to the rules: {fault}"),
    }
}

fn owed(store: &mut Store, staff: &Staff, at: NaiveDateTime) -> Result<()> {
    let notes = [
        ("duty-new-rehab-projects", "区残联康复部", Progress::UnderWay, "样例：两个新项目正在三个街道试点。"),
        ("duty-special-education-centre", "区特殊教育中心", Progress::Done, "样例：中心已经挂牌，有验收单。"),
        ("target-zero-refusal-education", "区教育部门", Progress::UnderWay, "样例：入学情况每年九月核一次。"),
    ];
    for (entry, owner, progress, evidence) in notes {
        let new = NewKept { entry: entry.into(), owner: owner.into(), progress, due: None, evidence: evidence.into() };
        store.keep_owed(&new, staff["reviewer"].id, Role::DistrictReviewer, at)?;
    }
    Ok(())
}
