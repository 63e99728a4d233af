//! What things cost in the sample office: the illustrative amounts of the catalogues and, for the shares, the rules of
//! Beijing of 2021 (retrofits) and 2016 (devices). The policy itself sets no amounts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::policy::{CAP, DEVICE_SHARE, FREE_LOW_INCOME, OWN_SHARE};
use super::works::Work;
use crate::domain::amount::{device_subsidy, retrofit_own_share};
use crate::domain::case::Case;
use crate::domain::case::event::{Approval, Plan, PlanLine, Supply};
use crate::domain::data::Lang;
use crate::domain::shipped;
use chrono::NaiveDate;

fn fen(yuan: Decimal) -> i64 {
    (yuan * Decimal::ONE_HUNDRED).to_i64().expect("amounts of the catalogue are small")
}

/// What the resident pays of works, in fen: a share of what lies over a free band, and everything over the limit.
fn own_share_fen(total_fen: i64, economic: &str) -> i64 {
    let free = match economic {
        "tekun" => CAP,
        "dibao" | "low_income" => FREE_LOW_INCOME,
        _ => Decimal::ZERO,
    };
    fen(retrofit_own_share(Decimal::new(total_fen, 2), CAP, free, OWN_SHARE))
}

/// The plan with these works for a resident with this hardship.
pub(super) fn plan(works: &[Work], economic: &str, lang: Lang) -> Plan {
    let line = |work: &Work| {
        let item = shipped::retrofit(work.code).expect("the works of the sample are in the catalogue");
        let reason = match lang {
            Lang::Zh => work.zh,
            Lang::En => work.en,
        };
        let each = fen(item.rate.yuan);
        PlanLine { item: item.code.clone(), reason: reason.to_owned(), fen: each * work.count }
    };
    let mut plan = Plan {
        lines: works.iter().map(line).collect(),
        not_proposed: Vec::new(),
        cap_fen: Some(fen(CAP)),
        own_share_fen: 0,
    };
    plan.own_share_fen = own_share_fen(plan.total_fen().unwrap_or(0), economic);
    plan
}

/// What is approved for a home with a plan, or for the device `item`.
pub(super) fn approval(case: &Case, item: &str, economic: &str, from_whom: String, until: NaiveDate) -> Approval {
    let (amount_fen, own_share_fen) = match (&case.plan, shipped::device(item)) {
        (Some(plan), _) => (plan.total_fen().unwrap_or(0) - plan.own_share_fen, plan.own_share_fen),
        (None, Some(device)) => {
            let standard = device.rate.yuan;
            let buys = case.device.as_ref().is_some_and(|device| device.supply == Supply::Purchase);
            let whole = !buys || matches!(economic, "dibao" | "low_income" | "tekun");
            let share = if whole { Decimal::ONE } else { DEVICE_SHARE };
            let amount = device_subsidy(standard, standard, share);
            (fen(amount), fen(standard - amount))
        }
        (None, None) => (0, 0),
    };
    Approval { amount_fen, own_share_fen, from_whom, until }
}
