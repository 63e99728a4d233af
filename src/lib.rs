//! Zhucan (助残): entitlements, home retrofits and assistive devices at a terminal that can be heard.

pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod front;
pub mod papers;
pub mod rehearse;
pub mod sample;
pub mod session;
pub mod site;
pub mod store;
pub mod text;
pub mod view;
