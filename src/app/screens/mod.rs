//! One file a screen.

mod apply;
mod browse;
mod cases;
mod check;
mod commands;
mod find;
mod home;
mod leave;
mod office;
mod people;
mod practice;
mod programme;
mod search;
mod settings;
mod sign_in;

pub use commands::Commands;
pub use find::Find;
pub use home::{Home, Resume};
pub use leave::Leave;
pub use practice::key_name;
