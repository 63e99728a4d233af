//! One file a screen.

mod acts;
mod apply;
mod ask;
mod browse;
mod cases;
mod check;
mod commands;
mod document;
mod find;
mod first_minute;
mod hearing;
mod home;
mod import;
mod item;
mod leave;
mod might;
mod owed;
mod people;
mod practice;
mod programme;
mod propose;
mod question;
mod rates;
mod receipt;
mod refusal;
mod search;
mod settings;
mod sign_in;
mod steps;
mod take;
mod voice;

use super::{Cx, Outcome, Step};
use crate::text::Argument;

pub use commands::Commands;
pub use find::Find;
pub use hearing::Hearing;
pub use home::{Home, Resume};
pub use leave::Leave;
pub use practice::key_name;

/// What a screen does with an outcome it did not ask for: a refusal or a failure is said, all else is ignored.
fn failed(outcome: Outcome, cx: &Cx<'_>) -> Step {
    match outcome {
        Outcome::Refused(refusal) => Step::Refused(refusal::words(&refusal, cx)),
        Outcome::WrongSecret { left } => Step::Refused(wrong_secret(left, cx)),
        Outcome::Failed { id, args } => {
            let args: Vec<(&str, &dyn Argument)> =
                args.iter().map(|(name, value)| (*name, value as &dyn Argument)).collect();
            Step::Refused(cx.text.with(id, &args))
        }
        _ => Step::Stay,
    }
}

/// How many tries are left, or where to go.
fn wrong_secret(left: u32, cx: &Cx<'_>) -> String {
    match left {
        0 => cx.say("secret-locked"),
        left => cx.text.with("secret-wrong", &[("left", &(left as usize))]),
    }
}
