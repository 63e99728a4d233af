//! "Take it with you": the four forms in which an entry or a receipt becomes a file, and what came of it.

use crate::app::effect::Takes;
use crate::app::{Cx, Effect, MOST_ROWS, Outcome, Page, Row, Screen, Step};
use crate::domain::case::ReceiptNumber;
use crate::text::Argument;
use crate::text::handout::Format;

use super::programme::text_rows;

/// The row that leads here.
pub const ROW: &str = "take";
/// The row of a receipt number, which leads here as well.
pub const NUMBER_ROW: &str = "receipt";

/// The row that leads here, for the page of whatever can be taken along.
pub fn row(cx: &Cx<'_>) -> Row {
    Row::item(ROW, cx.say("take-row")).with_help(cx.say("take-row.help"))
}

/// Puts the row behind the others where there is room: no page becomes two pages for its sake.
pub fn add_row(rows: &mut Vec<Row>, cx: &Cx<'_>) {
    if rows.len() < MOST_ROWS {
        rows.push(row(cx));
    }
}

/// A receipt number. To choose it is to take the receipt along, so that there is a way even on a page that is full.
pub fn number_row(receipt: ReceiptNumber, cx: &Cx<'_>) -> Row {
    let row = Row::item(NUMBER_ROW, cx.say("receipt-number")).with_value(receipt.to_string());
    row.with_help(cx.say("take-receipt.help"))
}

/// The four forms.
#[derive(Debug)]
pub struct Take {
    what: Takes,
    name: String,
    /// The one that was asked for.
    asked: Format,
}

impl Take {
    /// Of this, called so.
    pub fn new(what: Takes, name: String) -> Self {
        Self { what, name, asked: Format::Text }
    }

    /// Of a receipt.
    pub fn receipt(receipt: ReceiptNumber, cx: &Cx<'_>) -> Self {
        let name = cx.text.with("take-receipt-name", &[("receipt", &receipt.to_string())]);
        Self::new(Takes::Receipt(receipt), name)
    }
}

impl Screen for Take {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let row = |format: Format| {
            Row::item(format.as_str(), cx.say(&format!("take-{format}")))
                .with_help(cx.say(&format!("take-{format}.help")))
        };
        let title = cx.text.with("take-title", &[("name", &self.name)]);
        Page::new("take", title, Format::ALL.map(row).into())
    }

    fn choose(&mut self, row: &str, _cx: &Cx<'_>) -> Step {
        let Some(format) = Format::parse(row) else { return Step::Stay };
        self.asked = format;
        Step::Do(Effect::Take { what: self.what.clone(), format })
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        let named = |id: &str| cx.text.with(id, &[("format", &cx.say(&format!("take-{}", self.asked)))]);
        match outcome {
            Outcome::Taken { file, folder, replaced } => {
                let mut lines = Vec::new();
                lines.extend(folder.map(|folder| cx.text.with("take-folder", &[("folder", &folder)])));
                lines.extend(replaced.then(|| cx.say("take-replaced")));
                Step::Open(Box::new(Made { title: named("take-done"), file: Some(file), lines }))
            }
            Outcome::Failed { id, args } => {
                let args: Vec<(&str, &dyn Argument)> =
                    args.iter().map(|(name, value)| (*name, value as &dyn Argument)).collect();
                let lines = vec![cx.text.with(id, &args)];
                Step::Open(Box::new(Made { title: named("take-not-done"), file: None, lines }))
            }
            outcome => super::failed(outcome, cx),
        }
    }
}

/// Where the file is, or why there is none. A page and no passing word: a name has to be heard letter by letter.
#[derive(Debug)]
struct Made {
    title: String,
    file: Option<String>,
    lines: Vec<String>,
}

impl Screen for Made {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let file = self.file.iter().map(|file| Row::text("file", cx.say("take-file")).with_value(file.clone()));
        Page::new("taken", self.title.clone(), file.chain(text_rows(&self.lines)).collect())
    }

    fn choose(&mut self, _row: &str, _cx: &Cx<'_>) -> Step {
        Step::Stay
    }
}
