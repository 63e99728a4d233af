//! Amounts in words: the sum, how often, and the numbers it is made of; or why there is none.

use rust_decimal::Decimal;

use super::{Text, date};
use crate::domain::amount::{Amount, MadeOf, NoAmount};
use crate::domain::data::Words;
use crate::domain::data::rate::Unit;
use crate::domain::shipped;

impl Text {
    /// The sum and how often it is paid.
    pub fn amount(&self, amount: &Amount) -> String {
        let id = format!("amount-{}", amount.period.as_str());
        self.with(&id, &[("yuan", &plain(amount.yuan))])
    }

    /// The numbers a sum is made of.
    pub fn made_of(&self, amount: &Amount) -> String {
        match &amount.made_of {
            MadeOf::Rate(row) => {
                let (from, source) = (date(row.from, self.lang()), row.source.get(self.lang()).to_owned());
                self.with("made-of-rate", &[("from", &from), ("source", &without_stop(&source))])
            }
            MadeOf::Wage { wage, share } => {
                let from = date(wage.from, self.lang());
                let id = if *share == Decimal::ONE { "made-of-wage" } else { "made-of-wage-share" };
                let sum = [("wage", plain(wage.value)), ("share", percent(*share)), ("from", from)];
                self.with(id, &[("wage", &sum[0].1), ("share", &sum[1].1), ("from", &sum[2].1)])
            }
            MadeOf::EmployerPart { year, paid, share } => {
                let year = usize::try_from(*year).unwrap_or_default();
                let args = [plain(*paid), percent(*share)];
                self.with("made-of-employer-part", &[("year", &year), ("paid", &args[0]), ("share", &args[1])])
            }
        }
    }

    /// Why there is no sum.
    pub fn no_amount(&self, why: &NoAmount) -> String {
        match why {
            NoAmount::NotSet(rate) => self.with("no-amount-not-set", &[("rate", &self.rate_name(rate))]),
            NoAmount::MonthsUnknown(year) => {
                let year = usize::try_from(*year).unwrap_or_default();
                self.with("no-amount-months", &[("year", &year)])
            }
            NoAmount::NotBefore(day) => self.with("no-amount-not-before", &[("day", &date(*day, self.lang()))]),
            NoAmount::LastMonth(day) => self.with("no-amount-last-month", &[("day", &date(*day, self.lang()))]),
            NoAmount::Contributions => self.say("no-amount-contributions"),
            NoAmount::Device => self.say("no-amount-device"),
            NoAmount::Retrofit => self.say("no-amount-retrofit"),
            NoAmount::InKind => self.say("no-amount-in-kind"),
            NoAmount::Free => self.say("no-amount-free"),
            NoAmount::Outside => self.say("no-amount-outside"),
            NoAmount::Actual => self.say("no-amount-actual"),
        }
    }

    /// The name of a rate, or of the item whose standard it is.
    pub fn rate_name(&self, id: &str) -> String {
        let rate = shipped::rates().iter().find(|rate| rate.id == id).map(|rate| &rate.name);
        let item =
            || shipped::device(id).map(|item| &item.name).or_else(|| shipped::retrofit(id).map(|item| &item.name));
        rate.or_else(item).map_or_else(|| id.to_owned(), |name: &Words| name.get(self.lang()).to_owned())
    }

    /// A value of a rate: yuan, or a share as a percentage.
    pub fn rate_value(&self, value: Decimal, unit: Unit) -> String {
        match unit {
            Unit::Yuan => self.with("rate-yuan", &[("yuan", &plain(value))]),
            Unit::Share => percent(value),
        }
    }
}

fn without_stop(sentence: &str) -> String {
    sentence.trim_end_matches(['。', '.']).to_owned()
}

/// A number without zeros that say nothing: 580 and 386.67.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

fn percent(share: Decimal) -> String {
    format!("{}%", plain(share * Decimal::ONE_HUNDRED))
}
