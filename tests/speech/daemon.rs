//! The real speech-dispatcher with espeak-ng, on a socket and in a home of its own, with no sound card anywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use zhucan::app::{Front, Place};
use zhucan::text::{Lang, Text};

use crate::PATIENCE;
use crate::office::{Computer, say};
use crate::pty::Pty;
use crate::real::needs;

/// A daemon that is gone with its owner. A wedged one takes no polite request, so it is killed.
struct Daemon {
    child: Child,
    folder: tempfile::TempDir,
}

impl Daemon {
    /// With the module `config` describes: the line that adds it, and its own file.
    fn start(module: &str, file: &str) -> Self {
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

    fn address(&self) -> String {
        format!("unix_socket:{}", self.socket().display())
    }

    fn pid(&self) -> Pid {
        i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).expect("a process has a number")
    }

    fn signal(&self, signal: Signal) {
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

/// A module that writes a file of sound for each message.
fn writing(folder: &Path) -> String {
    let command = format!(
        "printf %s \\'$DATA\\' | espeak-ng --stdin -v $VOICE -s $RATE -w {}/$(date +%s%N).wav",
        folder.display()
    );
    format!(
        "GenericExecuteSynth \"{command}\"\nGenericCmdDependency \"espeak-ng\"\nGenericRateAdd 175\nGenericRateMultiply 100\n\
         GenericPitchAdd 50\nGenericVolumeAdd 100\nGenericMaxChunkLength 600\nGenericDelimiters \".。\"\n\
         GenericDefaultCharset \"utf-8\"\nGenericLanguage \"zh\" \"zh\" \"utf-8\"\nGenericLanguage \"en\" \"en\" \"utf-8\"\n\
         AddVoice \"zh\" \"MALE1\" \"cmn-latn-pinyin\"\nAddVoice \"en\" \"MALE1\" \"en-us\"\n"
    )
}

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

fn here() -> bool {
    let all = [
        ("speech-dispatcher", "speech-dispatcher"),
        ("espeak-ng", "espeak-ng"),
        ("sox", "sox"),
        ("sd_generic", "speech-dispatcher"),
    ];
    all[..3].iter().all(|(program, package)| needs(program, package))
}

#[test]
fn the_first_page_is_a_sound_that_is_not_silence_in_both_languages() {
    if !here() {
        return;
    }
    for lang in [Lang::Zh, Lang::En] {
        let sound = tempfile::tempdir().expect("a folder");
        let daemon = Daemon::start("sd_generic", &writing(sound.path()));
        let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &daemon.address());
        let tag = if lang == Lang::Zh { "zh-CN" } else { "en" };
        let mut at = computer.open(&["--speech", "--lang", tag]);
        at.shows(&Text::new(lang).say("home-title"));
        let until = Instant::now() + PATIENCE;
        let long_enough = || {
            let whole = sounds(sound.path()).into_iter().filter_map(|file| measured(&file)).map(|(length, _)| length);
            whole.sum::<f64>() > 3.0
        };
        while !long_enough() {
            assert!(Instant::now() < until, "{lang:?}: {:?}\n{}", sounds(sound.path()), at.rows().join("\n"));
            thread::sleep(Duration::from_millis(50));
        }
        let loudest = sounds(sound.path()).into_iter().filter_map(|file| measured(&file)).map(|(_, loud)| loud);
        let loudest = loudest.fold(0.0, f64::max);
        assert!(loudest > 0.05, "{lang:?}: silence, {loudest}");
        assert!(!at.text_since(0).contains("没有声音"), "{}", at.text_since(0));
        at.send("q");
    }
}

/// Keys up and down, each waited for; how long they took, the longest last.
fn keys(at: &mut Pty, count: usize) -> Vec<Duration> {
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

#[test]
fn a_daemon_that_freezes_and_thaws_is_told_once_and_speaks_again() {
    if !here() {
        return;
    }
    let daemon = Daemon::start("sd_espeak-ng", "EspeakPunctuationList \"\"\n");
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &daemon.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    at.quiet(Duration::from_millis(500));
    let before = keys(&mut at, 30);
    daemon.signal(Signal::STOP);
    let during = keys(&mut at, 60);
    at.writes(0, &say("voice-trouble-frozen"));
    let after = keys(&mut at, 30);
    let half = |times: &[Duration]| times[times.len() / 2];
    println!(
        "key to first byte, median: before {:?}, as it freezes {:?}, frozen {:?}; longest {:?}, {:?}, {:?}",
        half(&before),
        half(&during),
        half(&after),
        before.last(),
        during.last(),
        after.last()
    );
    assert_eq!(at.text_since(0).matches(&say("voice-trouble-frozen")).count(), 1);
    daemon.signal(Signal::CONT);
    let mark = at.mark();
    at.send("o");
    at.writes(mark, &say("voice-on"));
    // A voice that is in order again tells no trouble within all its limits.
    thread::sleep(Duration::from_secs(4));
    keys(&mut at, 4);
    assert_eq!(at.text_since(mark).matches("没有声音").count(), 0, "{}", at.text_since(mark));
}

#[test]
fn a_daemon_that_is_killed_is_told_once() {
    if !here() {
        return;
    }
    let daemon = Daemon::start("sd_espeak-ng", "EspeakPunctuationList \"\"\n");
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &daemon.address());
    let mut at = computer.open(&["--speech"]);
    at.shows(&say("home-title"));
    at.quiet(Duration::from_millis(500));
    keys(&mut at, 4);
    daemon.signal(Signal::KILL);
    keys(&mut at, 10);
    at.writes(0, "没有声音");
    keys(&mut at, 10);
    assert_eq!(at.text_since(0).matches("没有声音").count(), 1, "{}", at.text_since(0));
}
