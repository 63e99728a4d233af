//! What the program knows about: pure rules without a terminal, SQL, a clock or an environment. `today` is an argument.

pub mod case;
pub mod data;
