//! An office's computer that nobody touches: a warning, as much more time as one asks for, and nothing lost.

use std::fs;
use std::time::{Duration, Instant};

use zhucan::app::{Front, Place};

use super::office::{Applicant, Computer, Way, question, say};
use super::pty::{Pty, find};

/// More often than ten times somebody may ask for more time.
const MORE: usize = 12;
/// A minute after the warning, and what a busy machine needs.
const LOCKED: Duration = Duration::from_secs(90);

fn sign_in(at: &mut Pty) {
    for (entered, next) in [
        ("6", say("sign-in-staff-name")),
        ("clerk", say("sign-in-staff-secret")),
        ("clerk-passphrase", say("home-import")),
    ] {
        let mark = at.mark();
        at.send(format!("{entered}\r"));
        at.writes(mark, &next);
    }
}

#[test]
fn an_idle_office_warns_goes_on_at_any_key_and_locks_without_loss() {
    let computer = Computer::chosen(Front::Reader, Place::Office);
    computer.staff();
    let settings = computer.data().join("settings.toml");
    let chosen = fs::read_to_string(&settings).expect("they are there");
    fs::write(&settings, format!("idle_minutes = 0\n{chosen}")).expect("they can be written");
    let mut at = computer.open(&[]);
    at.shows(&say("home-staff"));
    sign_in(&mut at);
    at.send("3\r");
    at.shows(&say("consent-title"));
    at.send("1\r");
    at.shows(&say("apply-begin"));
    at.send("\r");
    at.shows(&question("person", "person.name").ask.zh);
    Applicant::default().fill(&mut at, Way::Keys, "device", Some("person.address"));
    for _ in 0..MORE {
        at.writes(0, &say("idle-warning"));
        let mark = at.mark();
        at.send("样");
        at.writes(mark, &say("idle-warning"));
    }
    let typed = "样".repeat(MORE);
    at.shows(&typed);
    let (mark, began) = (at.mark(), Instant::now());
    while !find(&at.since(mark), say("idle-locked").as_bytes()) {
        assert!(began.elapsed() < LOCKED, "it does not lock");
        at.quiet(Duration::from_millis(200));
        std::thread::sleep(Duration::from_millis(200));
    }
    at.shows(&say("home-staff"));
    assert!(!at.rows().iter().any(|row| row.contains('样')), "it is still shown: {:?}", at.rows());
    assert!(find(&at.since(mark), b"\x1b[3J"), "what was on the screen can be scrolled back to");
    sign_in(&mut at);
    // It is with the others that are not finished, and goes on at the same question.
    at.send("6\r");
    at.shows(&say("state-draft"));
    at.send("1\r");
    let ask = &question("person", "person.address").ask.zh;
    at.wait(ask, |rows, _| rows[0].contains(ask.as_str()));
    at.shows(&typed);
}
