//! Why an act on a case was refused, in words.

use crate::app::Cx;
use crate::domain::case::Refusal;
use crate::text::date;

/// The words of a refusal: what, why, what to do.
pub fn words(refusal: &Refusal, cx: &Cx<'_>) -> String {
    let id = format!("refusal-{refusal}");
    match refusal {
        Refusal::WrongState { from, .. } => cx.text.with(&id, &[("state", &cx.say(&format!("state-{from}")))]),
        Refusal::WrongRole { needed } => {
            let roles: Vec<String> = needed.iter().map(|role| cx.say(&format!("role-{role}"))).collect();
            cx.text.with(&id, &[("roles", &roles.join(&cx.say("list-comma")))])
        }
        Refusal::SamePerson { did } => cx.text.with(&id, &[("did", &cx.say(&format!("part-{did}")))]),
        Refusal::Moved { since, .. } => {
            // The last change is what the person needs to hear; all of them are in the history.
            let changes: Vec<String> = since
                .iter()
                .rev()
                .take(2)
                .map(|entry| {
                    let what = cx.say(&format!("did-{}", entry.event_id()));
                    let role = cx.say(&format!("role-{}", entry.role));
                    cx.text.with("refusal-change", &[("role", &role), ("what", &what)])
                })
                .collect();
            cx.text.with(&id, &[("changes", &changes.join(&cx.say("list-comma")))])
        }
        Refusal::NeedsSecondStaff { code } | Refusal::NotARejection { code } => {
            cx.text.with(&id, &[("reason", &super::cases::reason_name(&code.to_string(), cx))])
        }
        Refusal::TooLate { until } => cx.text.with(&id, &[("day", &date(*until, cx.lang()))]),
        Refusal::TooEarly { from } | Refusal::MandateNotBegun { from } => {
            cx.text.with(&id, &[("day", &date(*from, cx.lang()))])
        }
        Refusal::AlreadyAsked { on } | Refusal::MandateEnded { on } => {
            cx.text.with(&id, &[("day", &date(*on, cx.lang()))])
        }
        _ => cx.text.find(&id, &[]).unwrap_or_else(|| cx.say("refusal-other")),
    }
}
