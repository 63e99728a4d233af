//! What is known of speech: whether it was asked for, where a speech service would be reached, whether one answers there.

use std::env;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::config::Saved;
use crate::text::Text;

use super::fact::Fact;
use super::files::Home;
use super::or_null;

/// No longer than this is waited for an answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// The port of a speech service that is reached over the network.
const PORT: u16 = 6560;

/// Where a speech service would be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Address {
    Socket(PathBuf),
    Network(String),
}

/// What is known without a voice of the program's own.
pub fn speech_facts(saved: Option<&Saved>, home: &Home, text: &Text) -> Vec<Fact> {
    let asked = saved.is_some_and(|saved| saved.speech);
    let named = env::var("SPEECHD_ADDRESS").ok().filter(|address| !address.is_empty());
    let address = address(named.as_deref());
    let mut facts = vec![
        Fact::new("speech", text.say(if asked { "doctor-speech-asked" } else { "doctor-speech-not-asked" }))
            .value("asked_for", asked),
        Fact::new("speech", text.say(if named.is_some() { "doctor-address" } else { "doctor-address-none" }))
            .value("address_set", named.is_some()),
    ];
    let (told, answers) = match &address {
        Some(Address::Socket(path)) => (Some(home.told(path)), reaches_socket(path)),
        // A host's name is nobody's business.
        Some(Address::Network(host)) => (Some(text.say("doctor-network")), reaches_host(host)),
        None => (None, false),
    };
    let words = match &told {
        Some(place) => text.with(if answers { "doctor-answers" } else { "doctor-silent" }, &[("place", place)]),
        None => text.say("doctor-no-place"),
    };
    let socket = matches!(address, Some(Address::Socket(_))).then_some(told).flatten();
    facts.push(Fact::new("speech", words).value("socket", or_null(socket.as_deref())).value("answers", answers));
    facts
}

/// The address that is named, or the socket that a service of this account would have.
fn address(named: Option<&str>) -> Option<Address> {
    let usual = || {
        let folder = env::var_os("XDG_RUNTIME_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let folder = folder.or_else(|| env::home_dir().map(|home| home.join(".cache")))?;
        Some(Address::Socket(folder.join("speech-dispatcher/speechd.sock")))
    };
    let Some(named) = named else { return usual() };
    let (kind, rest) = named.split_once(':').map_or((named, ""), |(kind, rest)| (kind, rest));
    match (kind, rest) {
        ("unix_socket", "") => usual(),
        ("unix_socket", path) => Some(Address::Socket(path.into())),
        ("inet_socket", "") => Some(Address::Network(format!("127.0.0.1:{PORT}"))),
        ("inet_socket", host) if host.contains(':') => Some(Address::Network(host.to_owned())),
        ("inet_socket", host) => Some(Address::Network(format!("{host}:{PORT}"))),
        _ => None,
    }
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

fn reaches_host(host: &str) -> bool {
    let host = host.to_owned();
    in_time(move || {
        let Ok(mut places) = host.to_socket_addrs() else { return false };
        places.any(|place| TcpStream::connect_timeout(&place, PATIENCE).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_address_is_understood() {
        let socket = |path: &str| Some(Address::Socket(path.into()));
        let network = |host: &str| Some(Address::Network(host.into()));
        assert_eq!(address(Some("unix_socket:/tmp/a:b.sock")), socket("/tmp/a:b.sock"));
        assert_eq!(address(Some("unix_socket")), address(None));
        assert_eq!(address(Some("inet_socket")), network("127.0.0.1:6560"));
        assert_eq!(address(Some("inet_socket:host")), network("host:6560"));
        assert_eq!(address(Some("inet_socket:host:7000")), network("host:7000"));
        assert_eq!(address(Some("something else")), None);
    }

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
