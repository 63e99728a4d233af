//! Bytes in, bytes out, no decisions: the full screen and line mode. What is heard is decided before it gets here.

mod keys;
pub mod layout;
pub mod line;
mod painter;
pub mod rows;
pub mod screen;
pub mod speech;

pub use painter::{Echoes, PAGE_PAUSE, Painter, Write};
