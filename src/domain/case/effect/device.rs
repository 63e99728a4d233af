//! Prescribing, buying, handing over, using and giving back a device.

use super::super::event::{Assessment, Supply};
use super::super::{CaseId, Refusal, Role, State};
use super::{Cx, To, all, amount, blank, complete, words};
use chrono::{Months, NaiveDate};

pub(super) fn prescribe(
    cx: &mut Cx<'_>,
    items: &[String],
    missing: &[String],
    text: &str,
    made_to_measure: bool,
) -> To {
    let basic = cx.case.device.as_ref().is_some_and(|device| device.assessment == Assessment::Basic);
    if cx.actor.role == Role::CommunityWorker && !basic {
        return Err(Refusal::WrongRole { needed: vec![Role::Assessor] });
    }
    complete(missing)?;
    all(&[("items", !items.is_empty())])?;
    words(text)?;
    cx.case.made_to_measure = made_to_measure;
    Ok(super::plan::assessed(cx))
}

pub(super) fn skip_assessment(cx: &mut Cx<'_>) -> To {
    let small = cx.case.device.as_ref().is_some_and(|device| device.assessment == Assessment::None);
    all(&[("assessment", small)])?;
    Ok(super::decision::again_under_review(cx))
}

pub(super) fn choose_shop(cx: &mut Cx<'_>, shop: &str) -> To {
    if let Some(device) = cx.case.device.as_ref().filter(|device| device.supply != Supply::Purchase) {
        return Err(Refusal::NotForSupply { supply: device.supply });
    }
    all(&[("shop", !blank(shop))])?;
    cx.case.from_whom = Some(shop.to_owned());
    Ok(State::ToBuy)
}

pub(super) fn file_receipts(cx: &mut Cx<'_>, invoice: &str, fen: i64, dated: NaiveDate) -> To {
    all(&[("invoice", !blank(invoice))])?;
    amount(fen)?;
    let until = cx.case.usable_until.map_or(cx.today, |until| until.min(cx.today));
    if dated > until {
        return Err(Refusal::TooLate { until });
    }
    if let Some(from) = cx.case.approved_on.filter(|approved| dated < *approved) {
        return Err(Refusal::TooEarly { from });
    }
    cx.case.invoice = Some(invoice.to_owned());
    cx.case.price_fen = Some(fen);
    Ok(State::ReceiptsIn)
}

pub(super) fn hand_over(cx: &mut Cx<'_>, serial: &str, condition: &str, manual_given: bool) -> To {
    all(&[("serial", !blank(serial)), ("condition", !blank(condition)), ("manual", manual_given)])?;
    cx.case.serial = Some(serial.to_owned());
    Ok(State::Delivered)
}

pub(super) fn fit(missing: &[String], shows_use: bool) -> To {
    complete(missing)?;
    all(&[("shows-use", shows_use)])?;
    Ok(State::FittedTrained)
}

pub(super) fn start_use(cx: &mut Cx<'_>) -> State {
    // Fitting anew does not lengthen the service life.
    if cx.case.in_use_on.is_none() {
        cx.case.in_use_on = Some(cx.today);
        let months = cx.case.device.as_ref().map(|device| Months::new(device.life_months));
        cx.case.life_ends_on = months.and_then(|months| cx.today.checked_add_months(months));
    }
    State::InUse
}

pub(super) fn renew(cx: &mut Cx<'_>, case: CaseId) -> State {
    cx.case.renewed_as = Some(case);
    State::Closed
}

pub(super) fn clean(safe: bool) -> To {
    if safe { Ok(State::Cleaned) } else { Err(Refusal::NotComplete { what: vec!["safe".into()] }) }
}

/// The device goes on without the person: the case no longer says which one it was.
pub(super) fn release(cx: &mut Cx<'_>, to: State) -> State {
    cx.case.serial = None;
    to
}
