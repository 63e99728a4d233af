//! How much: amounts from facts and dated rates, with the numbers they are made of, or why there is none.
//!
//! Nothing is guessed: a rate that is not set for the day, or a fact that is not known, is said to be missing. The verdict
//! is for the day asked about; which month is paid last is a matter of the amount alone.

use chrono::{Datelike, Days, Months, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::data::open_point::{self, OpenPoint};
use super::data::pays::{Pays, Period};
use super::data::programme::Programme;
use super::data::rule::{CLAIMED_YEARS, MONTHS_PAID};
use super::eligibility::{Cell, Known, Settled};
use super::rate::{Held, RateTable};

/// The city's minimum wage, a dated rate.
pub const MINIMUM_WAGE: &str = "minimum-wage";
/// The amounts of the employer's part.
const EMPLOYER_PART: &str = "hire.employer_part";
const BIRTH: &str = "p.birth";

/// An amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Yuan, two decimals.
    pub yuan: Decimal,
    /// How often.
    pub period: Period,
    /// The numbers it is made of.
    pub made_of: MadeOf,
}

/// What an amount is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// A dated rate.
    Rate(Held),
    /// A share of the minimum wage.
    Wage {
        /// The wage that counts.
        wage: Held,
        /// 1 is all of it.
        share: Decimal,
    },
    /// The employer's part of a full year.
    EmployerPart {
        /// Which full year, counted from 1.
        year: i64,
        /// What was paid in it.
        paid: Decimal,
        /// 1 is all of it.
        share: Decimal,
    },
}

/// Why there is no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAmount {
    /// The rate with this id is not set for the day.
    NotSet(String),
    /// The employer's parts of the months of this full year are not known.
    MonthsUnknown(i64),
    /// It is not paid before this day.
    NotBefore(NaiveDate),
    /// It was paid up to the month that began on this day.
    LastMonth(NaiveDate),
    /// The social insurance contributions due, whatever they come to.
    Contributions,
    /// It depends on the device and its price.
    Device,
    /// It depends on the works.
    Retrofit,
    /// A service.
    InKind,
    /// Free of charge.
    Free,
    /// Rules outside the document decide.
    Outside,
    /// By the actual situation.
    Actual,
}

/// What amounts are reckoned with.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// Facts and open points.
    pub settled: Settled<'a>,
    /// Rates.
    pub rates: &'a RateTable,
    /// The day asked about.
    pub day: NaiveDate,
}

impl Means<'_> {
    /// What `programme` pays to somebody of whom this is known; none where one does not ask for it.
    pub fn amount(&self, programme: &Programme, known: &Known) -> Option<Result<Amount, NoAmount>> {
        Some(match programme.pays.as_ref()? {
            Pays::Rate { rate, period, until_age } => self.rate(rate, *period, *until_age, known),
            Pays::Wage { share, since } => self.wage(*share, since.as_deref(), known),
            Pays::EmployerPart => self.employer_part(known),
            Pays::Contributions => Err(NoAmount::Contributions),
            Pays::Device => Err(NoAmount::Device),
            Pays::Retrofit => Err(NoAmount::Retrofit),
            Pays::InKind => Err(NoAmount::InKind),
            Pays::Free => Err(NoAmount::Free),
            Pays::Outside => Err(NoAmount::Outside),
            Pays::Actual => Err(NoAmount::Actual),
        })
    }

    fn rate(&self, rate: &str, period: Period, until_age: Option<u32>, known: &Known) -> Result<Amount, NoAmount> {
        if let (Some(age), Some(birth)) = (until_age, self.date(BIRTH, known)) {
            let last = last_month(birth, age, self.choice("child-last-month"));
            if last.is_some_and(|last| first_of_month(self.day) > last) {
                return Err(last.map_or(NoAmount::NotSet(rate.to_owned()), NoAmount::LastMonth));
            }
        }
        let row = self.rates.on(rate, self.day).ok_or_else(|| NoAmount::NotSet(rate.to_owned()))?;
        Ok(Amount { yuan: cents(row.value), period, made_of: MadeOf::Rate(row.clone()) })
    }

    fn wage(&self, share: Decimal, since: Option<&str>, known: &Known) -> Result<Amount, NoAmount> {
        if let Some(since) = since.and_then(|fact| self.date(fact, known)).filter(|since| *since > self.day) {
            return Err(NoAmount::NotBefore(since));
        }
        // The wage of the year: of each month as it comes, or of January for all of it.
        let day = match self.choice("wage-of-month") {
            Some("january") => self.day.with_ordinal(1).unwrap_or(self.day),
            _ => self.day,
        };
        let wage = self.rates.on(MINIMUM_WAGE, day).ok_or_else(|| NoAmount::NotSet(MINIMUM_WAGE.to_owned()))?;
        let yuan = cents(wage.value * share);
        Ok(Amount { yuan, period: Period::Month, made_of: MadeOf::Wage { wage: wage.clone(), share } })
    }

    /// The employer's parts of the next full year that was not claimed. Amounts that cover the time from the beginning
    /// are read by their place; just twelve are those of the year in question.
    fn employer_part(&self, known: &Known) -> Result<Amount, NoAmount> {
        let claimed = self.int(CLAIMED_YEARS, known).unwrap_or(0);
        let year = claimed + 1;
        let unknown = NoAmount::MonthsUnknown(year);
        let slot = self.slot(EMPLOYER_PART).ok_or_else(|| unknown.clone())?;
        let amounts = known.money.iter().find(|(at, _)| *at == slot).map(|(_, amounts)| amounts.as_slice());
        let amounts = amounts.ok_or_else(|| unknown.clone())?;
        let start = usize::try_from(claimed).unwrap_or(0) * 12;
        let months = match amounts.get(start..start + 12) {
            Some(months) => months,
            None if amounts.len() == 12 => amounts,
            None => return Err(unknown),
        };
        if self.int(MONTHS_PAID, known).is_some_and(|months| months / 12 < year) {
            return Err(unknown);
        }
        let paid: Decimal = months.iter().sum();
        let share = self.choice("employer-share").and_then(|share| share.parse().ok()).unwrap_or(Decimal::ONE);
        let made_of = MadeOf::EmployerPart { year, paid: cents(paid), share };
        Ok(Amount { yuan: cents(paid * share), period: Period::Year, made_of })
    }

    fn choice(&self, point: &str) -> Option<&str> {
        let points: &[OpenPoint] = self.settled.points;
        open_point::find(points, point)?.on(self.day).map(|row| row.value.as_str())
    }

    fn slot(&self, fact: &str) -> Option<usize> {
        self.settled.facts.iter().position(|known| known.id == fact)
    }

    fn date(&self, fact: &str, known: &Known) -> Option<NaiveDate> {
        match known.cells.get(self.slot(fact)?)? {
            Cell::Date(day) => Some(*day),
            _ => None,
        }
    }

    fn int(&self, fact: &str, known: &Known) -> Option<i64> {
        match known.cells.get(self.slot(fact)?)? {
            Cell::Int(number) => Some(*number),
            _ => None,
        }
    }
}

fn cents(yuan: Decimal) -> Decimal {
    let mut yuan = yuan.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    yuan.rescale(2);
    yuan
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The first day of the month paid last to somebody who has to be under `age`: the last month on whose first day they
/// are, or the month before that of the birthday.
fn last_month(birth: NaiveDate, age: u32, choice: Option<&str>) -> Option<NaiveDate> {
    let birthday = birth.checked_add_months(Months::new(age * 12))?;
    let month = first_of_month(birthday);
    let before = first_of_month(month.checked_sub_days(Days::new(1))?);
    match choice {
        Some("before-birthday-month") => Some(before),
        // Born on the first of a month, one is of age on its first day.
        _ if birthday == month && birth.day() == 1 => Some(before),
        _ => Some(month),
    }
}

/// What an applicant pays of works on the home, by the formula that Beijing published in 2021: a tenth (`share`) of what
/// lies over a free band, and everything over the cap. Amounts in yuan. That the part over the cap is the applicant's own
/// is inferred.
pub fn retrofit_own_share(cost: Decimal, cap: Decimal, free: Decimal, share: Decimal) -> Decimal {
    let counted = (cost.min(cap) - free).max(Decimal::ZERO);
    cents(share * counted + (cost - cap).max(Decimal::ZERO))
}

/// What is paid for a device, by the formula that Beijing published in 2016: the price, but not more than a share of the
/// standard. Amounts in yuan.
pub fn device_subsidy(price: Decimal, standard: Decimal, share: Decimal) -> Decimal {
    cents(price.min(share * standard))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::data::Words;
    use crate::domain::eligibility::Facts;
    use crate::domain::rate::Standing;
    use crate::domain::shipped;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn number(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    fn amount(id: &str, facts: &[(&str, &str)], on: &str, kept: Vec<Held>) -> Result<String, NoAmount> {
        let facts = Facts::parse(shipped::facts(), facts.iter().copied()).expect("good facts");
        let rates = RateTable::new(shipped::rates(), kept);
        let means = Means { settled: shipped::settled(), rates: &rates, day: day(on) };
        let programme = shipped::programme(id, day("2011-01-01")).expect("it ships");
        let known = Known::of(&facts, shipped::facts());
        means.amount(programme, &known).expect("it pays").map(|amount| amount.yuan.to_string())
    }

    #[test]
    fn the_published_examples_of_2021_come_out() {
        let own = |free| retrofit_own_share(number("9500"), number("10000"), free, number("0.1"));
        assert_eq!(own(number("0")), number("950"));
        assert_eq!(own(number("5000")), number("450"));
        assert_eq!(own(number("10000")), number("0"));
        for (free, subsidy) in [("0", "8550"), ("5000", "9050"), ("10000", "9500")] {
            assert_eq!(number("9500") - own(number(free)), number(subsidy));
        }
        let at = |cost: &str| retrofit_own_share(number(cost), number("10000"), number("0"), number("0.1"));
        assert_eq!(
            (at("9999.99"), at("10000"), at("10000.01")),
            (number("1000.00"), number("1000"), number("1000.01"))
        );
    }

    #[test]
    fn the_published_examples_of_2016_come_out() {
        assert_eq!(device_subsidy(number("800"), number("800"), number("0.5")), number("400"));
        assert_eq!(device_subsidy(number("800"), number("800"), number("0.3")), number("240"));
        assert_eq!(device_subsidy(number("800"), number("800"), number("1")), number("800"));
        assert_eq!(device_subsidy(number("399.99"), number("800"), number("0.5")), number("399.99"));
        assert_eq!(device_subsidy(number("400.01"), number("800"), number("0.5")), number("400"));
    }

    #[test]
    fn half_and_all_of_the_minimum_wage_follow_the_wage_of_the_day() {
        let half = |on| amount("rehab-station-living-allowance", &[], on, Vec::new());
        assert_eq!(half("2011-03-01").as_deref(), Ok("580.00"));
        assert_eq!(half("2011-12-31").as_deref(), Ok("580.00"));
        assert_eq!(half("2012-01-01").as_deref(), Ok("630.00"));
        assert_eq!(half("2014-03-31").as_deref(), Ok("700.00"));
        assert_eq!(half("2014-04-01").as_deref(), Ok("780.00"));
        assert_eq!(half("2010-12-31"), Err(NoAmount::NotSet(MINIMUM_WAGE.into())));
        let whole = |from, on| amount("public-welfare-post-subsidy", &[("post.from", from)], on, Vec::new());
        assert_eq!(whole("2011-03-01", "2011-03-01").as_deref(), Ok("1160.00"));
        assert_eq!(whole("2011-03-02", "2011-03-01"), Err(NoAmount::NotBefore(day("2011-03-02"))));
    }

    fn signed(rate: &str, from: &str, value: &str) -> Held {
        Held {
            rate: rate.into(),
            from: day(from),
            to: None,
            value: number(value),
            standing: Standing::Signed { federation: "甲".into(), finance: "乙".into() },
            source: Words::default(),
            number: Some(1),
        }
    }

    #[test]
    fn a_rate_that_is_not_set_is_said_to_be_missing() {
        let rate = "child-living-allowance";
        assert_eq!(amount(rate, &[], "2026-03-01", Vec::new()), Err(NoAmount::NotSet(rate.into())));
        let kept = vec![signed(rate, "2012-01-01", "400")];
        assert_eq!(amount(rate, &[], "2011-12-31", kept.clone()), Err(NoAmount::NotSet(rate.into())));
        assert_eq!(amount(rate, &[], "2012-01-01", kept).as_deref(), Ok("400.00"));
    }

    #[test]
    fn a_child_is_paid_for_the_last_month_on_whose_first_day_it_is_under_16() {
        let paid = |birth, on| {
            let kept = vec![signed("child-living-allowance", "2011-01-01", "400")];
            amount("child-living-allowance", &[("p.birth", birth)], on, kept)
        };
        assert_eq!(paid("2010-03-15", "2026-03-14").as_deref(), Ok("400.00"));
        assert_eq!(paid("2010-03-15", "2026-04-01"), Err(NoAmount::LastMonth(day("2026-03-01"))));
        assert_eq!(paid("2010-03-01", "2026-02-28").as_deref(), Ok("400.00"));
        assert_eq!(paid("2010-03-01", "2026-03-01"), Err(NoAmount::LastMonth(day("2026-02-01"))));
        let last = |choice| last_month(day("2010-03-15"), 16, choice);
        assert_eq!(last(Some("before-birthday-month")), Some(day("2026-02-01")));
    }

    #[test]
    fn the_employer_gets_the_part_of_the_next_full_year() {
        let months: Vec<String> = (1..=24).map(|month| format!("{month}00.50")).collect();
        let all = months.join(",");
        let year = months[..12].join(",");
        let paid = |months: &str, paid: &str, claimed: &str| {
            let facts = [("hire.employer_part", months), ("hire.months_paid", paid), ("hire.claimed_years", claimed)];
            amount("employer-social-insurance-subsidy", &facts, "2026-03-01", Vec::new())
        };
        assert_eq!(paid(&all, "24", "0").as_deref(), Ok("7806.00"));
        assert_eq!(paid(&all, "24", "1").as_deref(), Ok("22206.00"));
        assert_eq!(paid(&year, "24", "1").as_deref(), Ok("7806.00"), "twelve are those of the year in question");
        assert_eq!(paid("100,200", "24", "1"), Err(NoAmount::MonthsUnknown(2)));
        assert_eq!(paid(&all, "11", "0"), Err(NoAmount::MonthsUnknown(1)));
    }
}
