//! `zhucan policy` and `zhucan rate`, driven from outside: the real program, a folder of its own for each test, an empty
//! environment.

mod catalogue;
mod facts;
mod rates;
mod site;
mod verdicts;

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder in which the program keeps everything.
struct Desk(tempfile::TempDir);

/// What a run came to.
struct Done {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders above it.
    fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    fn run(&self, args: &[&str], input: &str) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zhucan"));
        command.args(args).env_clear().env("ZHUCAN_DATA", self.0.path()).current_dir(self.0.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let input = input.to_owned();
        // A program that answers while it reads must not wait for somebody who still writes.
        let writer = std::thread::spawn(move || drop(pipe.write_all(input.as_bytes())));
        let Output { status, stdout, stderr } = child.wait_with_output().expect("the program ends");
        writer.join().expect("it writes");
        let words = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Done { code: status.code().expect("it was not killed"), out: words(stdout), err: words(stderr) }
    }

    /// The objects that a command prints, one a line.
    fn json(&self, args: &[&str], input: &str) -> Vec<Value> {
        let done = self.run(args, input);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{args:?}");
        objects(&done.out)
    }
}

fn objects(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn texts<'v>(values: &'v [Value], key: &str) -> Vec<&'v str> {
    values.iter().map(|value| value[key].as_str().unwrap_or_else(|| panic!("no {key} in {value}"))).collect()
}
