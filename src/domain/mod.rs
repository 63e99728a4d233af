//! What the program knows about: pure rules without a terminal, SQL, a clock or an environment. `today` is an argument.

pub mod amount;
pub mod calendar;
pub mod case;
pub mod data;
pub mod eligibility;
pub mod form;
pub mod owed;
pub mod person;
pub mod rate;
pub mod search;
pub mod shipped;
pub mod simulate;

/// With this every user of the sample office signs in; it is printed wherever the sample is opened.
pub const SAMPLE_PASSPHRASE: &str = "zhucan-demo";
