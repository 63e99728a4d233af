//! The real speech-dispatcher with espeak-ng, on a socket and in a home of its own, with no sound card anywhere.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use zhucan::app::{Front, Place};
use zhucan::text::{Lang, Text};

use crate::PATIENCE;
use crate::office::Computer;
use crate::pty::Pty;
use crate::real::needs;

/// A daemon that is gone with its owner. A wedged one takes no polite request, so it is killed.
pub struct Daemon {
    child: Child,
    folder: tempfile::TempDir,
}

impl Daemon {
    /// With the module `config` describes: the line that adds it, and its own file.
    pub fn start(module: &str, file: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("conf/modules")).expect("a folder");
        fs::write(at(".libao"), "default_driver=null\n").expect("a file");
        fs::write(at("conf/modules/own.conf"), file).expect("a file");
        let daemon = format!(
            "LogLevel 1\nAudioOutputMethod \"libao\"\nAddModule \"own\" \"{module}\" \"own.conf\"\nDefaultModule own\nTimeout 0\n"
        );
        fs::write(at("conf/speechd.conf"), daemon).expect("a file");
        let child = Command::new("speech-dispatcher")
            .args(["-s", "-c", "unix_socket", "-S"])
            .arg(at("sock"))
            .arg("-C")
            .arg(at("conf"))
            .arg("-P")
            .arg(at("pid"))
            .arg("-L")
            .arg(folder.path())
            .env("HOME", folder.path())
            .env("XDG_RUNTIME_DIR", folder.path())
            .env("LC_ALL", "C.UTF-8")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let daemon = Self { child, folder };
        let until = Instant::now() + PATIENCE;
        while !daemon.socket().exists() {
            assert!(Instant::now() < until, "the daemon does not listen");
            thread::sleep(Duration::from_millis(20));
        }
        daemon
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("sock")
    }

    /// What `SPEECHD_ADDRESS` is to be for it.
    pub fn address(&self) -> String {
        format!("unix_socket:{}", self.socket().display())
    }

    fn pid(&self) -> Pid {
        i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).expect("a process has a number")
    }

    /// Stops it, lets it go on, or kills it.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the daemon is there");
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Its modules are its children and end when it does.
        let _ = kill_process(self.pid(), Signal::KILL);
        let _ = self.child.wait();
    }
}

/// A module that has espeak-ng write a file of sound for each message, with the voice in its name. The daemon's own
/// module for such commands reads behind the end of its text, and refuses some pages for what it finds there.
const WRITING: &str = r#"#!/bin/sh
values() {
    while IFS= read -r line && [ "$line" != . ]; do
        case $line in synthesis_voice=*) voice=${line#*=} ;; esac
    done
}
while IFS= read -r line; do
    case $line in
    INIT) printf '299-ready\n299 OK LOADED SUCCESSFULLY\n' ;;
    AUDIO) echo '207 OK RECEIVING AUDIO SETTINGS'; values; echo '203 OK AUDIO INITIALIZED' ;;
    LOGLEVEL) echo '207 OK RECEIVING LOGLEVEL SETTINGS'; values; echo '203 OK LOG LEVEL SET' ;;
    SET) echo '203 OK RECEIVING SETTINGS'; values; echo '203 OK SETTINGS RECEIVED' ;;
    'LIST VOICES') printf '200-cmn-latn-pinyin\tzh\tnone\n200-en-us\ten\tnone\n200 OK VOICE LIST SENT\n' ;;
    SPEAK)
        echo '202 OK RECEIVING MESSAGE'
        text=
        while IFS= read -r line && [ "$line" != . ]; do text="$text$line "; done
        printf '200 OK SPEAKING\n701 BEGIN\n'
        printf %s "$text" | espeak-ng -m --stdin -v "$voice" -w "FOLDER/$(date +%s%N)-$voice.wav"
        echo '702 END'
        ;;
    STOP | PAUSE) ;;
    QUIT) echo '210 OK QUIT'; exit ;;
    *) echo '300 ERR UNKNOWN COMMAND' ;;
    esac
done
"#;

/// The files of sound, the oldest first.
fn sounds(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|ending| ending == "wav"));
    found.sort();
    found
}

/// Seconds and loudest point of a file of sound, as sox measures them.
fn measured(file: &Path) -> Option<(f64, f64)> {
    let sox = Command::new("sox").arg(file).args(["-n", "stat"]).output().expect("sox runs");
    let told = String::from_utf8_lossy(&sox.stderr).into_owned();
    let value = |name: &str| {
        let line = told.lines().find(|line| line.starts_with(name))?;
        line.rsplit_once(':')?.1.trim().parse::<f64>().ok()
    };
    Some((value("Length (seconds)")?, value("Maximum amplitude")?))
}

/// Whether all that these tests need is installed.
pub fn here() -> bool {
    ["speech-dispatcher", "espeak-ng", "sox"].iter().all(|name| needs(name, name))
}

/// Keys up and down, each waited for; how long they took, the longest last.
pub fn keys(at: &mut Pty, count: usize) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..count)
        .map(|key| {
            at.quiet(Duration::from_millis(20));
            let (mark, began) = (at.mark(), Instant::now());
            at.send(if key % 2 == 0 { "j" } else { "k" });
            at.wait("an answer", |_, bytes| bytes.len() > mark);
            at.first_byte(mark).expect("it came").duration_since(began)
        })
        .collect();
    times.sort();
    times
}

/// The first page is a sound that is not silence, in the voice of the language.
pub fn first_page_sounds(lang: Lang) {
    let sound = tempfile::tempdir().expect("a folder");
    let module = sound.path().join("module");
    fs::write(&module, WRITING.replace("FOLDER", &sound.path().display().to_string())).expect("a file");
    fs::set_permissions(&module, fs::Permissions::from_mode(0o755)).expect("it is ours");
    let daemon = Daemon::start(&module.display().to_string(), "");
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &daemon.address());
    let (tag, voice) = if lang == Lang::Zh { ("zh-CN", "-cmn-latn-pinyin.wav") } else { ("en", "-en-us.wav") };
    let mut at = computer.open(&["--speech", "--lang", tag]);
    let text = Text::new(lang);
    at.shows(&text.say("home-title"));
    let until = Instant::now() + PATIENCE;
    let spoken = || -> Vec<(f64, f64)> {
        let all = sounds(sound.path()).into_iter();
        all.filter(|file| file.to_string_lossy().ends_with(voice)).filter_map(|file| measured(&file)).collect()
    };
    while spoken().iter().map(|(length, _)| length).sum::<f64>() <= 3.0 {
        assert!(Instant::now() < until, "{lang:?}: {:?}\n{}", sounds(sound.path()), at.rows().join("\n"));
        thread::sleep(Duration::from_millis(50));
    }
    let loudest = spoken().into_iter().map(|(_, loud)| loud).fold(0.0, f64::max);
    println!("{lang:?}: {:?}, loudest point {loudest}", sounds(sound.path()));
    assert!(loudest > 0.05, "{lang:?}: silence, {loudest}");
    for trouble in ["voice-trouble-frozen", "voice-trouble-lost", "voice-trouble-refused", "voice-trouble-no-voice"] {
        assert!(!at.text_since(0).contains(&text.say(trouble)), "{}", at.text_since(0));
    }
    at.send("q");
}
