//! Reads values back from their printed form.
//!
//! The forms are those of `text::values`, of the domain types' `Display` and `masked`, of the messages, and of what
//! people type into the fields: a closed set, told apart by length, signs and what stands next to them. Nothing is looked
//! up and nothing depends on the day.

use chrono::{NaiveDate, NaiveTime};

use super::Lang;
use super::numbers::{Numeral, Two};
use super::signs::is_han;
use super::value::Value;

/// What counts things in Chinese, so that 2 before it is 两. 级, 号, 月, 日, 层 and the like number things instead.
const MEASURES: &str = "个项年天件条位名人岁周元角分米毫厘公平摄度次种份家所套张支间户辆台只双把部本页行列字样处千万亿倍\
                        小秒季点口顶副根对块盒瓶袋步题兆";
/// Words that begin with a measure but number things: 二年级, 二字号.
const NO_MEASURES: [&str; 3] = ["年级", "分之", "点钟方向"];
/// What counts things in English, so that a long number before it is no code.
const UNITS: [&str; 22] = [
    "yuan",
    "items",
    "item",
    "people",
    "persons",
    "person",
    "years",
    "year",
    "months",
    "month",
    "days",
    "day",
    "hours",
    "minutes",
    "entries",
    "cases",
    "applications",
    "characters",
    "kilobytes",
    "metres",
    "mm",
    "percent",
];
/// Telephone numbers of five digits: the disabled persons' line and the citizens' line.
const HOTLINES: [&str; 2] = ["12385", "12345"];
/// From here on a bare string of digits is a code and no number.
const LONG: usize = 6;

/// The characters of an utterance, asked by place. Outside of it there is a NUL, which is part of nothing.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    chars: &'a [char],
    lang: Lang,
}

impl<'a> Source<'a> {
    pub(super) fn new(chars: &'a [char], lang: Lang) -> Self {
        Self { chars, lang }
    }

    pub(super) fn at(&self, place: usize) -> char {
        self.chars.get(place).copied().unwrap_or('\0')
    }

    pub(super) fn before(&self, place: usize) -> char {
        place.checked_sub(1).map_or('\0', |before| self.at(before))
    }

    fn is_digit(&self, place: usize) -> bool {
        self.at(place).is_ascii_digit()
    }

    /// The first place from `place` on that holds no digit.
    fn digits(&self, place: usize) -> usize {
        (place..self.chars.len()).find(|&at| !self.is_digit(at)).unwrap_or(self.chars.len())
    }

    pub(super) fn text(&self, from: usize, end: usize) -> String {
        self.chars.get(from..end).unwrap_or_default().iter().collect()
    }

    fn number<T: std::str::FromStr>(&self, from: usize, end: usize) -> Option<T> {
        self.text(from, end).parse().ok()
    }

    pub(super) fn follows(&self, place: usize, words: &str) -> bool {
        words.chars().enumerate().all(|(at, c)| self.at(place + at) == c)
    }

    fn precedes(&self, place: usize, words: &str) -> bool {
        let length = words.chars().count();
        place >= length && self.follows(place - length, words)
    }

    /// Exactly `length` digits from `place` on: their end.
    fn exactly(&self, place: usize, length: usize) -> Option<usize> {
        (self.digits(place) == place + length).then_some(place + length)
    }

    /// Neither letter nor digit stands there.
    fn is_bound(&self, place: usize) -> bool {
        !self.at(place).is_ascii_alphanumeric()
    }

    /// The value that begins at `place`, and where it ends.
    pub(super) fn value(&self, place: usize) -> Option<(Value, usize)> {
        match self.at(place) {
            '0'..='9' => self
                .end(place)
                .or_else(|| self.day(place))
                .or_else(|| self.clock(place))
                .or_else(|| self.code(place))
                .or_else(|| self.fraction(place))
                .or_else(|| self.numeric(place, false)),
            '-' if self.is_negative(place) => self.numeric(place + 1, true),
            '¥' | '￥' => {
                let (numeral, end) = self.numeral(place + 1, false)?;
                let end = if self.at(end) == '元' { end + 1 } else { end };
                Some((Value::Yuan(numeral), end))
            }
            '〔' => self.document(place),
            '*' => self.stars(place),
            c if is_han(c) || c.is_ascii_alphabetic() => self.name_with_stars(place).or_else(|| self.end(place)),
            _ => None,
        }
    }

    /// A hyphen before a number is a minus where nothing joins it to what stands before it.
    fn is_negative(&self, place: usize) -> bool {
        let before = self.before(place);
        if !self.is_digit(place + 1) || before.is_ascii_alphanumeric() || before == '-' {
            return false;
        }
        // 写-1, 是-5: a number is to come, and nothing that a hyphen could join it to.
        if !is_han(before) || "写填是为到于约".contains(before) {
            return true;
        }
        self.numeral(place + 1, false).is_some_and(|(_, end)| matches!(self.at(end), '元' | '%' | '度'))
    }

    /// The last characters of a number, behind the words that announce them.
    fn end(&self, place: usize) -> Option<(Value, usize)> {
        let announced = match self.lang {
            Lang::Zh => self.precedes(place, "尾号"),
            Lang::En => self.precedes(place, "ending in "),
        };
        if !announced {
            return None;
        }
        let stop = (place..self.chars.len()).find(|&at| self.is_bound(at)).unwrap_or(self.chars.len());
        (place..stop).any(|at| self.is_digit(at)).then(|| (Value::End(self.text(place, stop)), stop))
    }

    fn day(&self, place: usize) -> Option<(Value, usize)> {
        let first = self.digits(place);
        if first - place <= 6 && self.at(first) == '年' && self.is_digit(first + 1) {
            let month = self.digits(first + 1);
            let end = self.digits(month + 1);
            if self.at(month) == '月' && end > month + 1 && matches!(self.at(end), '日' | '号') {
                let day = self.ymd((place, first), (first + 1, month), (month + 1, end))?;
                return Some((Value::Day { day, weekday: self.says_weekday(place, end + 1) }, end + 1));
            }
            return None;
        }
        if first - place == 4 && matches!(self.at(first), '-' | '/' | '.') {
            let sign = self.at(first);
            let month = self.digits(first + 1);
            let end = self.digits(month + 1);
            let parted = self.at(month) == sign && end > month + 1 && end - month <= 3;
            if !parted || !self.is_bound(end) || (self.at(end) == sign && self.is_digit(end + 1)) {
                return None;
            }
            let day = self.ymd((place, first), (first + 1, month), (month + 1, end))?;
            return Some(if self.is_example(place) {
                (Value::DayAsTyped(day), end)
            } else {
                (Value::Day { day, weekday: self.says_weekday(place, end) }, end)
            });
        }
        if self.at(first) == ' ' && first - place <= 2 {
            return self.english_day(place, first);
        }
        None
    }

    fn english_day(&self, place: usize, first: usize) -> Option<(Value, usize)> {
        let name_end = (first + 1..self.chars.len()).find(|&at| !self.at(at).is_ascii_alphabetic())?;
        let length = name_end - first - 1;
        if !(3..=9).contains(&length) || self.at(name_end) != ' ' || !self.is_digit(name_end + 1) {
            return None;
        }
        let end = self.digits(name_end + 1);
        let name = self.text(first + 1, name_end);
        let month: chrono::Month = name.parse().ok()?;
        let (year, day) = (self.number(name_end + 1, end)?, self.number(place, first)?);
        let day = NaiveDate::from_ymd_opt(year, month.number_from_month(), day)?;
        (end - name_end <= 7).then(|| (Value::Day { day, weekday: self.says_weekday(place, end) }, end))
    }

    fn ymd(&self, year: (usize, usize), month: (usize, usize), day: (usize, usize)) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(
            self.number(year.0, year.1)?,
            self.number(month.0, month.1)?,
            self.number(day.0, day.1)?,
        )
    }

    /// Where a day ends its clause its weekday is worth hearing; an example has none.
    fn says_weekday(&self, place: usize, end: usize) -> bool {
        self.ends_clause(end) && !self.is_example(place)
    }

    /// Whether a clause ends there: nothing more, or a mark that makes a pause.
    fn ends_clause(&self, place: usize) -> bool {
        let closing = |c: char| matches!(c, '」' | '』' | '》' | '”' | '"' | '）' | ')');
        let place = (place..=self.chars.len()).find(|&at| !closing(self.at(at))).unwrap_or(place);
        match self.at(place) {
            '\0' | '，' | '。' | '；' | '！' | '？' => true,
            ',' | '.' | ';' | '!' | '?' => matches!(self.at(place + 1), '\0' | ' '),
            _ => false,
        }
    }

    /// Whether the words before show how something is typed.
    fn is_example(&self, place: usize) -> bool {
        let mut place = place;
        while matches!(self.before(place), ' ' | '"' | '“' | '「') {
            place -= 1;
        }
        ["比如", "例如", "写成", "such as", "like", " as", "as in", "example"]
            .iter()
            .any(|words| self.precedes(place, words))
    }

    fn clock(&self, place: usize) -> Option<(Value, usize)> {
        let hour = self.digits(place);
        let colon = |at: usize| matches!(self.at(at), ':' | '：');
        if hour - place > 2 || !colon(hour) {
            return None;
        }
        let minute = self.exactly(hour + 1, 2)?;
        let (second, end) = match self.exactly(minute + 1, 2) {
            Some(end) if colon(minute) => (self.number(minute + 1, end)?, end),
            _ => (0, minute),
        };
        let at = NaiveTime::from_hms_opt(self.number(place, hour)?, self.number(hour + 1, minute)?, second)?;
        self.is_bound(end).then_some((Value::Clock(at), end))
    }

    /// A code that is known by its length and its signs.
    fn code(&self, place: usize) -> Option<(Value, usize)> {
        let first = self.digits(place);
        let capital_x = |at: usize| matches!(self.at(at), 'X' | 'x');
        let run = first - place;
        // Seventeen digits and X are an identity number; so are eighteen digits.
        let after_id = if run == 17 && capital_x(first) { first + 1 } else { place + 18 };
        if run == 17 && capital_x(first) || run >= 18 {
            let end = self.digits(after_id);
            let reissued = matches!(self.at(end), 'B' | 'b') && self.exactly(end + 1, 1).is_some();
            let code = |end| self.text(place, end).to_uppercase();
            return match end - after_id {
                0 if self.is_bound(end) => Some((Value::Identity(code(end)), end)),
                2 if reissued && self.is_bound(end + 2) => Some((Value::Certificate(code(end + 2)), end + 2)),
                2 if self.is_bound(end) => Some((Value::Certificate(code(end)), end)),
                _ => None,
            }
            .filter(|_| !self.counts(end) || run < 18);
        }
        if run == 11 && self.at(place) == '1' && !self.counts(first) && self.at(first) != '.' {
            return Some((Value::Phone(self.text(place, first)), first));
        }
        if self.follows(place, "010-")
            && let Some(end) = self.exactly(place + 4, 8)
        {
            return Some((Value::Phone(self.text(place, end)), end));
        }
        // As a receipt is printed, and as people type a mobile number.
        let grouped = |at: usize| (self.at(at) == ' ').then(|| self.exactly(at + 1, 4)).flatten();
        if run == 4
            && let Some(end) = grouped(first)
            && self.is_bound(end)
            && !(self.at(end) == ' ' && self.is_digit(end + 1))
            && !self.counts(end)
        {
            return Some((Value::Receipt(self.text(place, end)), end));
        }
        if run == 3
            && self.at(place) == '1'
            && let Some(end) = grouped(first).and_then(grouped)
        {
            return Some((Value::Phone(self.text(place, end).replace(' ', "")), end));
        }
        self.chain(place)
    }

    /// Three or more numbers with hyphens between them.
    fn chain(&self, place: usize) -> Option<(Value, usize)> {
        let (mut end, mut numbers) = (self.digits(place), 1);
        while self.at(end) == '-' && self.is_digit(end + 1) {
            end = self.digits(end + 1);
            numbers += 1;
        }
        (numbers > 2).then(|| (Value::Chain(self.text(place, end)), end))
    }

    fn fraction(&self, place: usize) -> Option<(Value, usize)> {
        let first = self.digits(place);
        if self.at(first) != '/' || !self.is_digit(first + 1) || self.before(place) == '/' {
            return None;
        }
        let end = self.digits(first + 1);
        let (over, under): (u32, u32) = (self.number(place, first)?, self.number(first + 1, end)?);
        let plain = self.is_bound(end) && self.at(end) != '/' && self.at(place) != '0' && self.at(first + 1) != '0';
        (plain && under >= 2 && over < under).then_some((Value::Fraction(over, under), end))
    }

    /// Digits with their commas and their decimals.
    fn numeral(&self, place: usize, negative: bool) -> Option<(Numeral, usize)> {
        let mut end = self.digits(place);
        if end == place {
            return None;
        }
        let mut whole = self.text(place, end);
        if whole.len() <= 3 {
            while self.at(end) == ','
                && let Some(next) = self.exactly(end + 1, 3)
            {
                whole += &self.text(end + 1, next);
                end = next;
            }
        }
        let point = self.digits(end + 1);
        // A second point makes it a version or an address of the network.
        let is_point = self.at(end) == '.' && point > end + 1 && !(self.at(point) == '.' && self.is_digit(point + 1));
        let decimals = if is_point { self.text(end + 1, point) } else { String::new() };
        let end = if is_point { point } else { end };
        Some((Numeral { negative, whole, decimals }, end))
    }

    /// Whether what stands there counts things, so that the number before it is a number and no code.
    fn counts(&self, place: usize) -> bool {
        match self.lang {
            Lang::Zh => {
                let c = self.at(place);
                is_han(c) && MEASURES.contains(c) && !NO_MEASURES.iter().any(|word| self.follows(place, word))
            }
            Lang::En => {
                self.at(place) == ' '
                    && UNITS.iter().any(|unit| self.follows(place + 1, unit) && self.is_bound(place + 1 + unit.len()))
            }
        }
    }

    fn two(&self, place: usize, end: usize) -> Two {
        if self.before(place) == '第' {
            Two::Order
        } else if self.counts(end) {
            Two::Count
        } else {
            Two::Plain
        }
    }

    /// Where the second number of a range begins, if there is one.
    fn range_to(&self, end: usize) -> Option<usize> {
        let sign = matches!(self.at(end), '-' | '~' | '～' | '至' | '到' | '—');
        (sign && self.is_digit(end + 1)).then_some(end + 1)
    }

    fn numeric(&self, place: usize, negative: bool) -> Option<(Value, usize)> {
        let (number, end) = self.numeral(place, negative)?;
        if let Some(next) = self.range_to(end)
            && let Some(range) = self.range(place, &number, next)
        {
            return Some(range);
        }
        if self.at(end) == '%'
            && let Some(next) = self.range_to(end + 1)
            && let Some((until, last)) = self.numeral(next, false)
            && self.at(last) == '%'
        {
            return Some((Value::Percents(number, until), last + 1));
        }
        Some(match self.at(end) {
            '%' => (Value::Percent(number), end + 1),
            '元' if self.before(place) != '第' => (Value::Yuan(number), end + 1),
            ' ' if self.lang == Lang::En && self.follows(end, " yuan") && self.is_bound(end + 5) => {
                (Value::Yuan(number), end + 5)
            }
            _ => (self.plain(place, number, end), end),
        })
    }

    fn range(&self, place: usize, from: &Numeral, next: usize) -> Option<(Value, usize)> {
        let (until, end) = self.numeral(next, false)?;
        if self.at(end) == '%' {
            return Some((Value::Percents(from.clone(), until), end + 1));
        }
        let leading = |number: &Numeral| number.whole.len() > 1 && number.whole.starts_with('0');
        let hyphen = matches!(self.at(next - 1), '-' | '~' | '～' | '—');
        if leading(from) || leading(&until) || (hyphen && from.value()? >= until.value()?) {
            return None;
        }
        let is_year = |number: &Numeral| number.whole.len() == 4 && number.decimals.is_empty();
        let like_years = is_year(from) && is_year(&until);
        if like_years && (self.at(end) == '年' || (!self.counts(end) && from.whole.starts_with(['1', '2']))) {
            return Some((Value::Years(from.whole.clone(), until.whole), end));
        }
        (from.whole.len() < LONG && until.whole.len() < LONG)
            .then(|| (Value::Range(from.clone(), until, self.two(place, end)), end))
    }

    fn plain(&self, place: usize, number: Numeral, end: usize) -> Value {
        let two = self.two(place, end);
        let whole = &number.whole;
        if number.negative || !number.decimals.is_empty() {
            return Value::Number(number, two);
        }
        if whole.len() == 4 && self.at(end) == '年' {
            return Value::Year(number.whole);
        }
        if whole.len() > 1 && whole.starts_with('0') {
            return if whole.len() < LONG { Value::Short(number.whole) } else { Value::Receipt(number.whole) };
        }
        // Doors are numbered digit by digit: 501室.
        if matches!(whole.len(), 3 | 4) && self.at(end) == '室' {
            return Value::Short(number.whole);
        }
        if !self.counts(end) && end - place == whole.len() {
            if HOTLINES.contains(&whole.as_str()) {
                return Value::Short(number.whole);
            }
            if whole.len() >= LONG {
                return Value::Receipt(number.whole);
            }
        }
        Value::Number(number, two)
    }

    /// Year and number of a document, from the bracket on.
    fn document(&self, place: usize) -> Option<(Value, usize)> {
        let year = self.exactly(place + 1, 4).filter(|&end| self.at(end) == '〕')?;
        let begin = match self.lang {
            Lang::Zh => year + 1,
            Lang::En => self.follows(year + 1, "No. ").then_some(year + 5)?,
        };
        let number = self.digits(begin);
        let end = if self.lang == Lang::En { number } else { number + 1 };
        let whole = number > begin && (self.lang == Lang::En || self.at(number) == '号');
        whole.then(|| (Value::Document { year: self.text(place + 1, year), number: self.text(begin, number) }, end))
    }

    /// Stars with the end of a number behind them, or nothing but stars.
    fn stars(&self, place: usize) -> Option<(Value, usize)> {
        let stars = (place..self.chars.len()).find(|&at| self.at(at) != '*').unwrap_or(self.chars.len());
        let end = (stars..self.chars.len()).find(|&at| self.is_bound(at)).unwrap_or(self.chars.len());
        (stars - place >= 2).then(|| (Value::Masked(self.text(place, end)), end))
    }

    /// The first character of a name with stars behind it.
    fn name_with_stars(&self, place: usize) -> Option<(Value, usize)> {
        if self.at(place + 1) != '*' {
            return None;
        }
        let end = (place + 1..self.chars.len()).find(|&at| self.at(at) != '*').unwrap_or(self.chars.len());
        self.is_bound(end).then(|| (Value::Masked(self.text(place, end)), end))
    }
}
