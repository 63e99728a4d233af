//! Scripts: a header, then keys and what is heard after each.

use chrono::NaiveDate;

use crate::app::effect::Echo;
use crate::app::{Front, Key};
use crate::domain::case::Role;
use crate::front::Echoes;
use crate::front::layout::Size;
use crate::text::{Lang, Verbosity};

/// Which database the script begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// None: the first start.
    New,
    /// An installed office without cases.
    Empty,
    /// The sample office.
    Demo,
}

/// Who sits at the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// Nobody has signed in.
    Nobody,
    /// The sample resident, signed in.
    Resident,
    /// The sample person of this role, signed in.
    Role(Role),
}

/// What the lines at the top say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Language.
    pub lang: Lang,
    /// The day it is.
    pub today: NaiveDate,
    /// The database.
    pub data: Data,
    /// Who.
    pub who: As,
    /// Front end.
    pub front: Front,
    /// How much is said.
    pub verbosity: Verbosity,
    /// Window.
    pub size: Size,
    /// Where moves are written.
    pub echoes: Echoes,
}

/// What is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A key; in line mode the word for its command.
    Key(Key),
    /// A burst of text.
    Type(String),
    /// In line mode: a line that is neither.
    Line(String),
}

impl Entry {
    /// The line that a person in line mode enters for it.
    pub fn as_line(&self) -> String {
        match self {
            Self::Key(key) => key.to_string(),
            Self::Type(text) | Self::Line(text) => text.clone(),
        }
    }
}

/// One entry and what is to be heard after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beat {
    /// Line of the script, from 1; 0 for the start.
    pub line: usize,
    /// What is entered; `None` for the start.
    pub entry: Option<Entry>,
    /// As it is written in the script.
    pub written: String,
    /// What is to be heard; nothing is checked where there is nothing.
    pub expected: Vec<String>,
}

/// A whole script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its header.
    pub header: Header,
    /// The start, then one beat for each entry.
    pub beats: Vec<Beat>,
}

/// A script that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}; {remedy}")]
pub struct ScriptFault {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
    /// What to do.
    pub remedy: &'static str,
}

fn fault(line: usize, fault: impl Into<String>, remedy: &'static str) -> ScriptFault {
    ScriptFault { line, fault: fault.into(), remedy }
}

/// Reads a script.
pub fn parse(source: &str) -> Result<Script, ScriptFault> {
    let mut header = Header {
        lang: Lang::Zh,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a real day"),
        data: Data::Empty,
        who: As::Nobody,
        front: Front::Reader,
        verbosity: Verbosity::Normal,
        size: crate::front::layout::USUAL,
        echoes: Echoes::default(),
    };
    let mut lines = source.lines().enumerate().map(|(i, line)| (i + 1, line.trim_end()));
    for (number, line) in lines.by_ref() {
        if line.is_empty() {
            break;
        }
        if line.starts_with('#') {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Err(fault(
                number,
                format!("no colon in the header line {line:?}"),
                "write name: value, and a blank line before the first key",
            ));
        };
        header_line(&mut header, number, name.trim(), value.trim())?;
    }
    let mut beats = vec![Beat { line: 0, entry: None, written: "start".into(), expected: Vec::new() }];
    for (number, line) in lines {
        if let Some(written) = line.strip_prefix('>') {
            let written = written.trim();
            let entry = entry(written, header.front).ok_or_else(|| {
                fault(
                    number,
                    format!("no key is called {written:?}"),
                    "use a key's name, one character, or type \"text\"",
                )
            })?;
            beats.push(Beat { line: number, entry: Some(entry), written: written.into(), expected: Vec::new() });
        } else if !line.is_empty() && !line.starts_with('#') {
            beats.last_mut().expect("the start is always there").expected.push(line.to_owned());
        }
    }
    Ok(Script { header, beats })
}

fn header_line(header: &mut Header, line: usize, name: &str, value: &str) -> Result<(), ScriptFault> {
    let wrong = |remedy| fault(line, format!("{name} cannot be {value:?}"), remedy);
    match name {
        "lang" => {
            header.lang = match value {
                "zh-CN" => Lang::Zh,
                "en" => Lang::En,
                _ => return Err(wrong("use zh-CN or en")),
            }
        }
        "today" => header.today = value.parse().map_err(|_| wrong("use a real day as YYYY-MM-DD"))?,
        "data" => {
            header.data = match value {
                "new" => Data::New,
                "empty" => Data::Empty,
                "demo" => Data::Demo,
                _ => return Err(wrong("use new, empty or demo")),
            }
        }
        "as" => {
            header.who = match value {
                "nobody" => As::Nobody,
                "resident" => As::Resident,
                role => As::Role(Role::parse(role).ok_or_else(|| wrong("use nobody, resident or the id of a role"))?),
            }
        }
        "front" => {
            header.front = match value {
                "screen" => Front::Screen,
                "reader" => Front::Reader,
                "line" => Front::Line,
                _ => return Err(wrong("use screen, reader or line")),
            }
        }
        "verbosity" => {
            header.verbosity = match value {
                "brief" => Verbosity::Brief,
                "normal" => Verbosity::Normal,
                "learning" => Verbosity::Learning,
                _ => return Err(wrong("use brief, normal or learning")),
            }
        }
        "size" => {
            header.size = value
                .split_once('x')
                .and_then(|(cols, rows)| Some(Size { cols: cols.parse().ok()?, rows: rows.parse().ok()? }))
                .ok_or_else(|| wrong("use columns x rows, as in 80x24"))?;
        }
        "letter-echo" => {
            header.echoes.letter = letter_echo(value).ok_or_else(|| wrong("use speech or row"))?;
        }
        "arrow-echo" => {
            header.echoes.arrow = arrow_echo(value).ok_or_else(|| wrong("use row, speech or cursor"))?;
        }
        _ => {
            return Err(fault(
                line,
                format!("no header line is called {name:?}"),
                "use lang, today, data, as, front, verbosity, size, letter-echo or arrow-echo",
            ));
        }
    }
    Ok(())
}

/// Where moves by letters are written, by its name.
pub fn letter_echo(name: &str) -> Option<Echo> {
    match name {
        "speech" => Some(Echo::Speech),
        "row" => Some(Echo::Row),
        _ => None,
    }
}

/// Where moves by arrows are written, by its name.
pub fn arrow_echo(name: &str) -> Option<Echo> {
    match name {
        "cursor" => Some(Echo::Cursor),
        name => letter_echo(name),
    }
}

fn entry(written: &str, front: Front) -> Option<Entry> {
    if let Some(text) = written.strip_prefix("type ") {
        return unquote(text.trim()).map(Entry::Type);
    }
    match Key::parse(written) {
        Some(key) => Some(Entry::Key(key)),
        None if front == Front::Line => Some(Entry::Line(written.to_owned())),
        None => None,
    }
}

/// The text between double quotes; `\"`, `\\`, `\n`, `\t` and `\e` stand for what they do everywhere.
fn unquote(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'e' => '\u{1b}',
                other @ ('"' | '\\') => other,
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "lang: en\ntoday: 2026-11-23\ndata: demo\nas: street_clerk\nfront: line\nsize: 40x12\nletter-echo: row\narrow-echo: cursor\n\n# a comment\nHome\n> Down\nNext row\n> type \"a \\\"b\\\"\"\n> find words\n";

    #[test]
    fn a_script_is_read_as_it_is_written() {
        let script = parse(SCRIPT).expect("it is well formed");
        assert_eq!(script.header.size, Size { cols: 40, rows: 12 });
        assert_eq!(script.header.echoes, Echoes { letter: Echo::Row, arrow: Echo::Cursor });
        assert_eq!(script.beats[0].expected, ["Home"]);
        assert_eq!(script.beats[1].entry, Some(Entry::Key(Key::Down)));
        assert_eq!(script.beats[2].entry, Some(Entry::Type("a \"b\"".into())));
        assert_eq!(script.beats[3].entry, Some(Entry::Line("find words".into())));
    }

    #[test]
    fn what_cannot_be_read_says_where_and_what_to_do() {
        for (source, line) in [
            ("lang: fr\n\n", 1),
            ("lang: en\ncolour: red\n\n", 2),
            ("lang: en\n\n> Uup\n", 3),
            ("size: big\n\n", 1),
            ("letter-echo: cursor\n\n", 1),
            ("today: 2026-02-30\n\n", 1),
            ("oops\n\n", 1),
        ] {
            let fault = parse(source).expect_err(source);
            assert_eq!(fault.line, line, "{source}");
            assert!(!fault.remedy.is_empty());
        }
    }
}
