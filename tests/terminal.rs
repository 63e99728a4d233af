//! The program itself, behind a real pseudo terminal: what it writes, what it keeps, how it ends.
#![cfg(unix)]

#[path = "terminal/apply.rs"]
mod apply;
#[path = "terminal/doctor.rs"]
mod doctor;
#[path = "terminal/files.rs"]
mod files;
#[path = "terminal/hostile.rs"]
mod hostile;
#[path = "terminal/idle.rs"]
mod idle;
#[path = "terminal/office.rs"]
mod office;
#[path = "terminal/progress.rs"]
mod progress;
#[path = "terminal/pty.rs"]
#[allow(dead_code, reason = "the figures need more of it")]
mod pty;
#[path = "terminal/start.rs"]
mod start;
#[path = "terminal/survive.rs"]
mod survive;
