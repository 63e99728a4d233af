//! What is said of an entry wherever it is read: where it stands, what it rests on, what it comes to, who pays.

use chrono::NaiveDate;

use super::Text;
use crate::domain::amount::{Amount, NoAmount};
use crate::domain::data::programme::{FundBasis, Kind, Programme};
use crate::domain::data::rule::Basis;
use crate::domain::eligibility::{Ruleset, Stated};
use crate::domain::shipped;

impl Text {
    /// Where something stands: article and item, or the closing paragraph.
    pub fn place(&self, article: u8, item: Option<u8>) -> String {
        let number = article.to_string();
        match (article, item) {
            (0, _) => self.say("cli-closing"),
            (_, None) => self.with("cli-article", &[("article", &number)]),
            (_, Some(item)) => self.with("cli-article-item", &[("article", &number), ("item", &item.to_string())]),
        }
    }

    /// The kind of an entry.
    pub fn entry_kind(&self, kind: Kind) -> String {
        self.say(&format!("entry-{}", kind.as_str()))
    }

    /// What a condition rests on; `words` are those the document leaves undefined.
    pub fn basis(&self, basis: Basis, words: &[&str], day: NaiveDate) -> String {
        let confirmed = |word: &&str| shipped::definitions().on(word, day).is_some_and(|row| row.confirmed);
        self.say(match basis {
            Basis::Definition if !words.is_empty() && words.iter().all(confirmed) => "cli-basis-confirmed",
            Basis::Stated => "cli-basis-stated",
            Basis::Inferred => "cli-basis-inferred",
            Basis::Definition => "cli-basis-definition",
        })
    }

    /// The conditions of an entry, each with its place and what it rests on.
    pub fn conditions(&self, conditions: &[Stated<'_>], day: NaiveDate) -> Vec<String> {
        let line = |(at, condition): (usize, &Stated<'_>)| {
            let before = at.checked_sub(1).and_then(|before| conditions.get(before));
            let or = condition.any_of.is_some() && before.is_some_and(|before| before.any_of == condition.any_of);
            let place = self.place(condition.article, condition.item);
            let basis = self.basis(condition.basis, &condition.words, day);
            let id = if or { "cli-condition-or" } else { "cli-condition" };
            self.with(id, &[("text", &condition.text.get(self.lang())), ("place", &place), ("basis", &basis)])
        };
        conditions.iter().enumerate().map(line).collect()
    }

    /// An amount in a sentence: the sum and what it is made of, or why there is none.
    pub fn sum(&self, amount: &Result<Amount, NoAmount>) -> String {
        match amount {
            Ok(amount) => self.with("cli-sum", &[("amount", &self.amount(amount)), ("basis", &self.made_of(amount))]),
            Err(why) => self.no_amount(why),
        }
    }

    /// Which use of the fund pays for an entry, and how we know.
    pub fn paid_from(&self, entry: &Programme, day: NaiveDate) -> Option<String> {
        let (fund, basis) = (entry.fund.as_ref()?, entry.fund_basis?);
        let name = shipped::programme(fund, day).map_or(fund.as_str(), |fund| &fund.text(self.lang()).name);
        let id = match basis {
            FundBasis::Stated => "cli-fund-stated",
            FundBasis::Wording => "cli-fund-wording",
            FundBasis::Inferred => "cli-fund-inferred",
        };
        Some(self.with(id, &[("fund", &name)]))
    }

    /// What is booked to a use of the fund on the day, by our reading.
    pub fn booked_to(&self, fund: &Programme, day: NaiveDate) -> Option<String> {
        if fund.kind != Kind::Fund {
            return None;
        }
        let all = shipped::catalogue(day);
        let booked = all.iter().filter(|one| one.fund.as_ref() == Some(&fund.id));
        let names: Vec<&str> = booked.map(|one| one.text(self.lang()).row.as_str()).collect();
        if names.is_empty() {
            return Some(self.say("fund-books-nothing"));
        }
        Some(self.with("fund-books", &[("names", &names.join(&self.say("list-comma")))]))
    }

    /// What the words mean on the day that these rules rest on and the document leaves undefined; that nobody has
    /// confirmed a meaning where nobody has.
    pub fn meanings(&self, rules: &Ruleset<'_>, day: NaiveDate) -> Vec<String> {
        let rows = undefined(rules).into_iter().filter_map(|word| shipped::definitions().on(word, day));
        rows.map(|row| {
            let words = row.words.get(self.lang());
            if row.confirmed { words.to_owned() } else { self.with("meaning-open", &[("words", &words)]) }
        })
        .collect()
    }
}

/// The undefined words that these rules rest on, in their order.
pub fn undefined<'p>(rules: &Ruleset<'p>) -> Vec<&'p str> {
    let mut found: Vec<&str> = Vec::new();
    for word in rules.rules.iter().flat_map(|ready| &ready.root.words) {
        if !found.contains(word) {
            found.push(word);
        }
    }
    found
}
