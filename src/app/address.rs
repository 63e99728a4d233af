//! Where speech-dispatcher listens: read from the environment, used by what speaks.

use std::path::PathBuf;

use super::voice::Trouble;

/// An address, or none that can be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The socket of this account's own daemon, which may be started when it is not there.
    Usual(PathBuf),
    /// A socket that somebody named: another daemon, or one forwarded from another computer.
    Socket(PathBuf),
    /// Host and port.
    Net(String, u16),
    /// What stands in the variable is no address.
    Unreadable,
}

const PORT: u16 = 6560;

impl Address {
    /// The address in `named` (the form of `SPEECHD_ADDRESS`), or the usual socket below `runtime` or `cache`.
    pub fn find(named: Option<&str>, runtime: Option<PathBuf>, cache: Option<PathBuf>) -> Self {
        let usual = || runtime.or(cache).map(|folder| folder.join("speech-dispatcher").join("speechd.sock"));
        match named.map(|named| named.split_once(':').unwrap_or((named, ""))) {
            None | Some(("" | "unix_socket", "")) => usual().map_or(Self::Unreadable, Self::Usual),
            Some(("unix_socket", path)) => Self::Socket(path.into()),
            Some(("inet_socket", "")) => Self::Net("127.0.0.1".into(), PORT),
            Some(("inet_socket", place)) => match place.rsplit_once(':') {
                None => Self::Net(place.to_owned(), PORT),
                Some((host, port)) => port.parse().map_or(Self::Unreadable, |port| Self::Net(host.to_owned(), port)),
            },
            Some(_) => Self::Unreadable,
        }
    }

    /// As one writes it.
    pub fn written(&self) -> Result<String, Trouble> {
        match self {
            Self::Usual(path) | Self::Socket(path) => Ok(format!("unix_socket:{}", path.display())),
            Self::Net(host, port) => Ok(format!("inet_socket:{host}:{port}")),
            Self::Unreadable => Err(Trouble::Address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_understood() {
        let find = |named| Address::find(named, Some("/run/user/1".into()), None);
        assert_eq!(find(None), Address::Usual("/run/user/1/speech-dispatcher/speechd.sock".into()));
        assert_eq!(find(Some("unix_socket")), find(None));
        assert_eq!(find(Some("unix_socket:/a b/c.sock")), Address::Socket("/a b/c.sock".into()));
        assert_eq!(find(Some("inet_socket")), Address::Net("127.0.0.1".into(), 6560));
        assert_eq!(find(Some("inet_socket:::1:77")), Address::Net("::1".into(), 77));
        assert_eq!(find(Some("inet_socket:host:port")), Address::Unreadable);
        assert_eq!(find(Some("telnet:host")), Address::Unreadable);
        assert_eq!(Address::find(None, None, None), Address::Unreadable);
        assert_eq!(find(Some("unix_socket:/x")).written().as_deref(), Ok("unix_socket:/x"));
    }
}
