//! The end of an application: the receipt, or on a person's own computer the file for the office.

use chrono::NaiveDate;

use crate::app::{Cx, Page, Row, Screen, Step};
use crate::domain::case::ReceiptNumber;

use super::programme::text_rows;

/// The receipt.
#[derive(Debug)]
pub struct Handed {
    /// Its number.
    pub receipt: ReceiptNumber,
    /// The receipt as a file.
    pub file: String,
    /// By when the office looks at it.
    pub due: Option<NaiveDate>,
}

impl Screen for Handed {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let number = self.receipt.to_string();
        let row = Row::text("receipt", cx.say("receipt-number")).with_value(number);
        let mut rows = vec![row.with_help(cx.say("receipt-number.help"))];
        let lines: Vec<String> = vec![
            cx.text.with("receipt-day", &[("day", &crate::text::date(cx.today, cx.lang()))]),
            match self.due {
                Some(day) => cx.text.with("receipt-next-by", &[("day", &crate::text::date(day, cx.lang()))]),
                None => cx.say("receipt-next"),
            },
            cx.say("receipt-call"),
            cx.text.with("receipt-file", &[("file", &self.file)]),
        ];
        rows.extend(text_rows(&lines));
        Page::new("receipt", cx.say("receipt-title"), rows)
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Home
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Home
    }
}

/// On a person's own computer: the file for the office.
#[derive(Debug)]
pub struct Written {
    /// Where it is.
    pub file: String,
}

impl Screen for Written {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let lines = vec![
            cx.say("written-not-yet"),
            cx.say("written-bring"),
            cx.text.with("written-file", &[("file", &self.file)]),
        ];
        Page::new("written", cx.say("written-title"), text_rows(&lines))
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Home
    }

    fn back(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Home
    }
}
