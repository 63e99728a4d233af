//! The receipt of an application: its number, when it was handed in, what happens next, whom to call. It names nobody
//! and holds no identity number, so that whoever finds the paper learns nothing of the person.

use chrono::NaiveDate;

use super::{Handout, Part};
use crate::domain::case::{Case, ReceiptNumber, State, due};
use crate::domain::shipped;
use crate::text::{Text, date};

/// The receipt of a case that was handed in, as it stands on `day`.
pub fn receipt(text: &Text, case: &Case, number: ReceiptNumber, day: NaiveDate) -> Handout {
    let lang = text.lang();
    let what = text.say(&format!("kind-{}", case.kind));
    let mut page =
        Handout::new(lang, &format!("receipt-{}", number.digits()), text.with("take-receipt", &[("what", &what)]));
    page.parts.push(Part::Pair { label: text.say("receipt-number"), value: number.to_string() });
    page.paragraphs(case.submitted_on.map(|day| text.with("receipt-day", &[("day", &date(day, lang))])).as_slice());
    if case.state == State::Submitted {
        let next = match due(case, shipped::calendar()) {
            Some(due) => text.with("receipt-next-by", &[("day", &date(due.date, lang))]),
            None => text.say("receipt-next"),
        };
        page.section(text.say("take-next"), &[next]);
    } else {
        // What happens first is long past; where it stands is what one wants to know, and of which day that is.
        page.parts.push(Part::Heading(text.say("take-now")));
        let value = text.say(&format!("state-{}", case.state));
        page.parts.push(Part::Pair { label: date(day, lang), value });
        page.paragraphs(&[text.say(&format!("state-{}.help", case.state))]);
    }
    page.section(text.say("take-ask"), &[text.say("receipt-call")]);
    page
}
