//! Keys while the program speaks by itself: beside the same program without a voice, in the same run, key by key in turn.

use std::path::Path;
use std::thread;
use std::time::Duration;

use super::live::{latency, program, say};
use super::pty::Pty;
use super::ssip::{Manner, Server};
use super::{quantile, tell};

const ROUNDS: usize = 300;
/// Longer than the limits of all calls, so that what is frozen is known to be.
const KNOWN: Duration = Duration::from_secs(6);

/// A program in the sample office that speaks to `address`, or does not speak.
fn open(folder: &Path, address: Option<&str>) -> Pty {
    let mut command = program(folder);
    if let Some(address) = address {
        command.arg("--speech");
        command.env("SPEECHD_ADDRESS", address);
    }
    let at = Pty::start(command, 24, 80);
    at.shows(&say("row-leave"));
    at
}

pub fn tell_all(folder: &Path) {
    let voices = vec![
        ("Chinese (Mandarin, latin as Pinyin)".to_owned(), "cmn-LATN-PINYIN".to_owned()),
        ("English (America)".to_owned(), "en-US".to_owned()),
    ];
    let manner = Manner { voices, ..Manner::default() };
    let speaks = Server::start(manner.clone()).expect("a socket");
    let frozen = Server::start(Manner { mute: true, ..manner }).expect("a socket");
    let missing = format!("unix_socket:{}", folder.join("nothing.sock").display());
    let mut programs = [
        open(folder, None),
        open(folder, Some(&speaks.address())),
        open(folder, Some(&frozen.address())),
        open(folder, Some(&missing)),
    ];
    let mut freezing = Vec::new();
    for round in 0..20 {
        freezing.push(latency(&mut programs[2], key(round), Duration::from_millis(15)).0);
    }
    thread::sleep(KNOWN);
    let mut took: [Vec<f64>; 4] = Default::default();
    for round in 0..ROUNDS {
        for (at, took) in programs.iter_mut().zip(&mut took) {
            took.push(latency(at, key(round), Duration::from_millis(15)).0);
        }
    }
    let [off, on, frozen, missing] = &took;
    assert!(!speaks.said(0).is_empty(), "the voice was on");
    let named = [("the voice on", on), ("what speaks frozen", frozen), ("nothing there that speaks", missing)];
    for (share, label) in [(0.5, "p50"), (0.99, "p99")] {
        for (name, values) in named {
            let name = format!("letter j or k, to first byte, {name}, {label}");
            tell(&name, quantile(values, share), "ms", "voice off", quantile(off, share));
        }
    }
    let name = "letter j or k, to first byte, as it freezes, p50";
    tell(name, quantile(&freezing, 0.5), "ms", "voice off", quantile(off, 0.5));
}

fn key(round: usize) -> &'static str {
    if round.is_multiple_of(2) { "j" } else { "k" }
}
