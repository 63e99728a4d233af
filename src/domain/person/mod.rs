//! People: their names, identity and certificate numbers, telephones and PINs.
//!
//! Every type here is made by reading what a person typed and cannot exist in a wrong form. Each one's `Debug` is
//! masked, so that a log, a panic or a failed test never shows whose data it was; `Display` gives the whole value.

mod certificate;
mod id_number;
mod name;
mod phone;
mod pin;
mod typed;

pub use certificate::{Category, CertificateFault, CertificateNumber};
pub use id_number::{IdFault, IdNumber, Sex};
pub use name::{Name, NameFault};
pub use phone::{Phone, PhoneFault};
pub use pin::{PIN_DIGITS, Pin, PinFault};
pub use typed::{clean, fold};

/// `text` with a star for every character but the last four.
fn last_four_only(text: &str) -> String {
    let count = text.chars().count();
    text.chars().enumerate().map(|(at, c)| if at + 4 < count { '*' } else { c }).collect()
}
