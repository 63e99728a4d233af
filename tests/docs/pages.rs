//! The pages that people read: their commands, links, examples and terms.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use zhucan::domain::case::{Kind, Role, State};
use zhucan::rehearse::{self, Player};
use zhucan::text::{Lang, Text};

use crate::source::root;
use crate::{files_below, read};

const READMES: [&str; 2] = ["README.md", "docs/README.zh-CN.md"];

/// The lines of the code blocks of a page.
fn code(page: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            lines.push(line.trim().to_owned());
        }
    }
    lines
}

/// The words of a command line; quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("there is always one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn readmes_begin_with_the_three_commands() {
    for file in READMES {
        let lines = code(&read(file));
        let begins: Vec<&str> = lines.iter().take(3).map(|line| line.split('#').next().unwrap_or("").trim()).collect();
        assert_eq!(begins, ["cargo run --release", "cargo run --release -- demo", "cargo test"], "{file}");
    }
}

#[test]
fn the_commands_of_the_readmes_exist() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in READMES {
        let mut tried = 0;
        for line in code(&read(file)) {
            let line = line.split(" #").next().unwrap_or("");
            let arguments = match words(line) {
                line if line.first().is_some_and(|word| word == "zhucan") => line[1..].to_vec(),
                line if line.starts_with(&["cargo".into(), "run".into()]) => {
                    line.iter().skip_while(|word| *word != "--").skip(1).cloned().collect()
                }
                _ => continue,
            };
            // The help of a command is printed only when everything before it can be read.
            let done = Command::new(env!("CARGO_BIN_EXE_zhucan"))
                .args(&arguments)
                .arg("--help")
                .env_clear()
                .env("ZHUCAN_DATA", folder.path())
                .output()
                .expect("the program runs");
            assert!(done.status.success(), "{file}: {line}: {}", String::from_utf8_lossy(&done.stderr));
            tried += 1;
        }
        assert!(tried >= 8, "{file} shows only {tried} commands");
    }
}

#[test]
fn the_example_of_a_script_is_heard_as_written() {
    let page = read("docs/CONTRIBUTING.md");
    let example = page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is one");
    let script = rehearse::parse(example).unwrap_or_else(|fault| panic!("{fault}"));
    let lines = Player::play(&script).expect("it can be played");
    assert_eq!(rehearse::check(&script, &lines), []);
    assert!(script.beats.iter().filter(|beat| !beat.expected.is_empty()).count() >= 4);
}

/// The files that the page on policy data shows, laid over what ships all at once.
#[test]
fn the_examples_of_policy_data_are_right() {
    let page = read("docs/POLICY.md");
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = 0;
    for example in page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let name =
            example.lines().next().and_then(|line| line.strip_prefix("# ")).expect("its first line names the file");
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, example).expect("it can be written");
        files += 1;
    }
    assert!(files >= 4);
    let (_, faults) = zhucan::site::laid_over(folder.path());
    assert_eq!(faults, []);
}

/// Every page that people read.
fn pages() -> Vec<PathBuf> {
    let mut pages = files_below(&root().join("docs"), "md");
    pages.push(root().join("README.md"));
    pages
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("it was just listed");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or("");
            if link.contains("://") || file.is_empty() {
                continue;
            }
            let target = page.parent().expect("a page is in a folder").join(file);
            assert!(target.exists(), "{}: {link} leads nowhere", page.display());
        }
    }
}

/// Names in backticks that look like tests are tests, and names that look like files are files.
#[test]
fn what_the_pages_point_at_exists() {
    let sources: String = ["src", "tests"]
        .iter()
        .flat_map(|folder| files_below(&root().join(folder), "rs"))
        .map(|file| fs::read_to_string(file).expect("it was just listed"))
        .collect();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("it was just listed");
        for name in text.split('`').skip(1).step_by(2) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if name.chars().all(plain) && name.matches('_').count() >= 3 {
                assert!(sources.contains(&format!("fn {name}(")), "{}: there is no test {name}", page.display());
            }
            let ours = ["src/", "assets/", "tests/", "docs/", ".ci/"].iter().any(|folder| name.starts_with(folder));
            if ours && !name.contains([' ', '*', '{', 'N']) {
                assert!(root().join(name).exists(), "{}: there is no {name}", page.display());
            }
        }
    }
}

#[test]
fn the_glossary_has_the_words_of_the_program_and_one_for_each() {
    let page = read("docs/GLOSSARY.md");
    let rows: Vec<(&str, &str)> = page
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
            Some((cells.next()?, cells.next()?))
        })
        .filter(|(chinese, _)| *chinese != "Chinese" && !chinese.starts_with("---"))
        .collect();
    let [english, chinese] = [Lang::En, Lang::Zh].map(Text::new);
    let ids = State::ALL.iter().map(|state| format!("state-{state}"));
    let ids = ids.chain(Role::ALL.iter().map(|role| format!("role-{role}")));
    for id in ids.chain(Kind::ALL.iter().map(|kind| format!("kind-{kind}"))) {
        let pair = (chinese.say(&id), english.say(&id));
        assert!(rows.contains(&(&pair.0, &pair.1)), "the glossary lacks {id}: | {} | {} |", pair.0, pair.1);
    }
    let mut known = BTreeMap::new();
    for (chinese, english) in rows {
        let before = known.insert(chinese, english);
        assert!(before.is_none_or(|before| before == english), "{chinese} is both {before:?} and {english:?}");
    }
}
