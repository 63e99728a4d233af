//! The readers: how each is started around a program, with its words going to a server of ours.

use std::fs;
use std::path::Path;

use portable_pty::CommandBuilder;

use zhucan::app::effect::Echo;
use zhucan::front::Echoes;
use zhucan::rehearse::readers::Key;

use crate::real::{find, needs};
use crate::ssip::Server;

/// A screen reader for the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// yasr, which speaks what is written.
    Yasr,
    /// Fenrir, which compares the screen before and after.
    Fenrir,
}

/// All that can be run here.
pub const READERS: [Reader; 2] = [Reader::Yasr, Reader::Fenrir];

/// Where Debian's package of yasr keeps its settings.
const YASR_SETTINGS: &str = "/etc/yasr/yasr.conf";
/// Where Debian's package of Fenrir keeps its settings.
const FENRIR_SETTINGS: &str = "/etc/fenrirscreenreader/settings/settings.conf";

impl Reader {
    /// Its name: that of the program, and of the folder with its recordings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yasr => "yasr",
            Self::Fenrir => "fenrir",
        }
    }

    /// Its name as people write it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Yasr => "yasr",
            Self::Fenrir => "Fenrir",
        }
    }

    /// Whether it can be run here; says so where it cannot.
    pub fn is_here(self) -> bool {
        // Fenrir speaks through a module of its own language, which the package brings along with a small program.
        needs(self.name(), self.name()) && (self != Self::Fenrir || needs("spd-conf", "python3-speechd"))
    }

    /// Whether it keeps the key that sends these bytes for itself, so that no program ever gets it.
    pub fn keeps(self, bytes: &[u8]) -> bool {
        self == Self::Fenrir && [Key::F(1), Key::Esc].iter().any(|key| key.bytes() == bytes)
    }

    /// What is to be set in the program for it.
    pub fn echoes(self) -> Echoes {
        match self {
            // It says what is written and then the row the cursor went to, so both have to be the same row.
            Self::Yasr => Echoes { letter: Echo::Row, ..Echoes::default() },
            Self::Fenrir => Echoes::default(),
        }
    }

    /// The reader around `program`, with its own usual settings but for where its words go; `home` is an empty folder.
    pub fn around(self, program: &Path, home: &Path, server: &Server) -> CommandBuilder {
        let path = find(self.name()).expect("it was asked for before");
        let mut command = CommandBuilder::new(path);
        match self {
            Self::Yasr => {
                let usual = fs::read_to_string(YASR_SETTINGS).expect("the settings come with the program");
                let port = format!("synthesizer port={}", server.tcp());
                let line = |line: &str| {
                    if line.starts_with("synthesizer port=") { port.clone() } else { line.to_owned() }
                };
                let own = usual.lines().map(line).collect::<Vec<_>>().join("\n") + "\n";
                let file = home.join("yasr.conf");
                fs::write(&file, own).expect("the folder can be written to");
                command.arg("-C");
                command.arg(file);
                command.arg(program);
                command.env("LOGNAME", "reader");
            }
            Self::Fenrir => {
                let shell = format!("general#shell={}", program.display());
                let changes = [
                    "speech#driver=speechdDriver",
                    "sound#driver=dummyDriver",
                    &shell,
                    // It would open a socket that all Fenrirs of this computer share.
                    "remote#enabled=False",
                    "remote#enable=False",
                ];
                command.args(["-e", "-s", FENRIR_SETTINGS, "-o", &changes.join(";")]);
            }
        }
        for (name, value) in
            [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8"), ("SHELL", "/bin/sh")]
        {
            command.env(name, value);
        }
        command.env("HOME", home);
        command.env("SPEECHD_ADDRESS", server.address());
        command.cwd(home);
        command
    }
}
