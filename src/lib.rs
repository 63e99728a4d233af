//! Zhucan (助残): entitlements, home retrofits and assistive devices at a terminal that can be heard.

pub mod domain;
pub mod store;
