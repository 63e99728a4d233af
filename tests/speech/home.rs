//! Far away: the program runs behind a real sshd, and what it says comes out at home, through a forwarded socket.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use zhucan::text::Lang;

use crate::journey::Journey;
use crate::office::PROGRAM;
use crate::pty::Pty;
use crate::real::{find, needs};
use crate::{PATIENCE, server};

/// An sshd for this test alone, gone with its owner.
struct Sshd {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

fn key(path: &Path) {
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path).status();
    assert!(made.expect("ssh-keygen runs").success());
}

impl Sshd {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        key(&at("host"));
        key(&at("user"));
        fs::copy(at("user.pub"), at("authorized")).expect("a copy");
        fs::set_permissions(at("authorized"), fs::Permissions::from_mode(0o600)).expect("it is ours");
        let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).expect("a port").port();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\n\
             UsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\nAcceptEnv ZHUCAN_* SPEECHD_ADDRESS LANG\n\
             StreamLocalBindUnlink yes\n",
            at("host").display(),
            at("authorized").display()
        );
        fs::write(at("config"), config).expect("a file");
        // sshd wants its full path, and a folder that its package makes when the system starts.
        let _ = fs::create_dir_all("/run/sshd");
        let program = find("sshd").expect("looked for before");
        let child = Command::new(program)
            .args(["-D", "-f"])
            .arg(at("config"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sshd starts");
        let sshd = Self { child, port, folder };
        let until = Instant::now() + PATIENCE;
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "sshd does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        sshd
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_journey_over_ssh_is_heard_at_home() {
    if ![("sshd", "openssh-server"), ("ssh", "openssh-client")].iter().all(|(program, package)| needs(program, package))
    {
        return;
    }
    let sshd = Sshd::start();
    let server = server();
    let journey = Journey::new(Lang::Zh, "a-first-start-to-device-receipt.script");
    let far = sshd.folder.path().join("far.sock");
    let user = Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("a name").trim().to_owned();
    // No wish on the command line: over SSH it speaks because the environment asks for it and says where.
    let args: Vec<String> =
        journey.args().iter().filter(|arg| **arg != "--speech").map(|arg| (*arg).to_owned()).collect();
    let remote = format!(
        "ZHUCAN_SPEECH=on SPEECHD_ADDRESS=unix_socket:{} LANG=zh_CN.UTF-8 ZHUCAN_DATA={} {PROGRAM} {}",
        far.display(),
        sshd.folder.path().join("data").display(),
        args.join(" ")
    );
    let mut ssh = CommandBuilder::new("ssh");
    ssh.args(["-tt", "-F", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"]);
    ssh.args(["-o", "LogLevel=ERROR", "-o", "ExitOnForwardFailure=yes", "-o", "IdentitiesOnly=yes", "-i"]);
    ssh.arg(sshd.folder.path().join("user"));
    ssh.args(["-R", &format!("{}:{}", far.display(), server.unix().display())]);
    ssh.args(["-p", &sshd.port.to_string(), &format!("{user}@127.0.0.1"), &remote]);
    ssh.env_clear();
    ssh.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    ssh.env("HOME", sshd.folder.path());
    ssh.env("TERM", "xterm-256color");
    let mut at = Pty::start(ssh, 24, 80);
    at.shows("1 中文");
    journey.walk(&mut at, &server, 0..journey.keys());
    println!("{} keys over ssh, all heard at home", journey.keys());
}
