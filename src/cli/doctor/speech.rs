//! What is known of speech: whether it was asked for, where a speech service would be reached, whether one answers there.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::app::address::Address;
use crate::config::{self, Flags, Saved, Surroundings};
use crate::text::Text;

use super::fact::Fact;
use super::files::Home;
use super::or_null;

/// No longer than this is waited for an answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether it speaks and why, and who would be spoken to.
pub fn speech_facts(flags: Flags, around: &Surroundings, saved: Option<&Saved>, home: &Home, text: &Text) -> Vec<Fact> {
    let (on, why) = config::speech(flags, around, saved);
    let state = text.with(if on { "doctor-speech-on" } else { "doctor-speech-off" }, &[("why", &text.say(why))]);
    let named = around.speechd.is_some();
    let mut facts = vec![
        Fact::new("speech", state).value("on", on).value("why", why.trim_start_matches("speech-")),
        Fact::new("speech", text.say(if named { "doctor-address" } else { "doctor-address-none" }))
            .value("address_set", named),
    ];
    let (told, socket, answers) = match around.speech_address() {
        Address::Usual(path) | Address::Socket(path) => (Some(home.told(&path)), true, reaches_socket(&path)),
        // A host's name is nobody's business.
        Address::Net(host, port) => (Some(text.say("doctor-network")), false, reaches_host(host, port)),
        Address::Unreadable => (None, false, false),
    };
    let words = match &told {
        Some(place) => text.with(if answers { "doctor-answers" } else { "doctor-silent" }, &[("place", place)]),
        None => text.say("doctor-no-place"),
    };
    let socket = told.filter(|_| socket);
    facts.push(Fact::new("speech", words).value("socket", or_null(socket.as_deref())).value("answers", answers));
    facts
}

/// Whether `reach` succeeds before we have lost patience.
fn in_time(reach: impl FnOnce() -> bool + Send + 'static) -> bool {
    let (sender, answer) = channel();
    // A thread that never comes back ends with the program.
    thread::spawn(move || sender.send(reach()));
    answer.recv_timeout(PATIENCE).unwrap_or(false)
}

#[cfg(unix)]
fn reaches_socket(path: &Path) -> bool {
    let path = path.to_owned();
    in_time(move || std::os::unix::net::UnixStream::connect(path).is_ok())
}

#[cfg(not(unix))]
fn reaches_socket(_: &Path) -> bool {
    false
}

fn reaches_host(host: String, port: u16) -> bool {
    in_time(move || {
        let Ok(mut places) = (host, port).to_socket_addrs() else { return false };
        places.any(|place| TcpStream::connect_timeout(&place, PATIENCE).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_answer_is_waited_for_a_second_and_no_longer() {
        let begun = std::time::Instant::now();
        assert!(!in_time(|| {
            thread::sleep(Duration::from_secs(5));
            true
        }));
        assert!(begun.elapsed() < Duration::from_secs(3));
    }
}
