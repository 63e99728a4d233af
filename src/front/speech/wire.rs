//! The lines of SSIP, the protocol of speech-dispatcher: replies come in, text goes out.

use std::io::{BufRead, BufReader, Read};

/// A reply, or an event that came by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Three digits.
    pub code: u16,
    /// What stood before the last line, without the code.
    pub lines: Vec<String>,
}

impl Reply {
    /// It came by itself.
    pub fn is_event(&self) -> bool {
        (700..800).contains(&self.code)
    }

    /// What was asked is done.
    pub fn is_good(&self) -> bool {
        self.code < 300
    }
}

/// Lines longer than this are nobody's reply.
const LONGEST: u64 = 65_536;
/// Nor are replies of more bytes than this; the longest real one, all variants of all voices, is below a tenth of it.
const LARGEST: usize = 8 << 20;

/// Reads replies from a connection.
pub struct Replies<R> {
    from: BufReader<R>,
}

impl<R: Read> Replies<R> {
    /// Replies from `source`.
    pub fn new(source: R) -> Self {
        Self { from: BufReader::new(source) }
    }

    fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        let read = (&mut self.from).take(LONGEST).read_until(b'\n', &mut line).ok()?;
        if read == 0 || line.last() != Some(&b'\n') {
            return None;
        }
        // Names that come from a daemon are printed, so nothing in them may command a terminal.
        let line = String::from_utf8_lossy(&line);
        Some(line.trim_end().chars().filter(|c| *c == '\t' || !c.is_control()).collect())
    }
}

impl<R: Read> Iterator for Replies<R> {
    type Item = Reply;

    /// The next whole reply; `None` at the end, and for what is no reply.
    fn next(&mut self) -> Option<Reply> {
        let mut lines = Vec::new();
        let mut size = 0;
        loop {
            let line = self.line()?;
            size += line.len();
            if size > LARGEST {
                return None;
            }
            let code = line.get(..3)?.parse().ok()?;
            let rest = line.get(4..).unwrap_or_default().to_owned();
            if line.as_bytes().get(3) != Some(&b'-') {
                return Some(Reply { code, lines });
            }
            lines.push(rest);
        }
    }
}

/// Text as it is sent after SPEAK: lines end in CR LF, a line that begins with a point gets a second one, control
/// characters go, and a line with a point alone ends it.
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for line in words.split(['\n', '\r']) {
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        if line.is_empty() {
            continue;
        }
        if line.starts_with('.') {
            out.push('.');
        }
        out.push_str(&line);
        out.push_str("\r\n");
    }
    out.push_str(".\r\n");
    out
}

/// A word of a command: nothing in it can end the line or become another word of the command.
pub fn word(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_read_whole() {
        let source = "249-A\tzh\tnone\r\n249-B\ten\tnone\r\n249 OK\r\n701-1\r\n701-9\r\n701 BEGIN\r\nrubbish\r\n";
        let mut replies = Replies::new(source.as_bytes());
        let list = replies.next().expect("a reply");
        assert_eq!((list.code, list.lines.len(), list.is_event()), (249, 2, false));
        assert!(replies.next().expect("an event").is_event());
        assert_eq!(replies.next(), None);
    }

    #[test]
    fn half_a_reply_is_none() {
        assert_eq!(Replies::new(b"200 OK".as_slice()).next(), None);
        assert_eq!(Replies::new(b"2".as_slice()).next(), None);
        assert_eq!(Replies::new("中文\r\n".as_bytes()).next(), None);
    }

    #[test]
    fn a_reply_without_end_is_none() {
        let lines = format!("249-{}\r\n", "A".repeat(60_000)).repeat(200) + "249 OK\r\n";
        assert_eq!(Replies::new(lines.as_bytes()).next(), None);
        assert_eq!(Replies::new(std::io::repeat(b'2')).next(), None);
    }

    #[test]
    fn nothing_in_a_reply_commands_a_terminal() {
        let source = "249-\u{1b}[31mA\u{7}\tzh\u{9b}2J\tnone\r\n249 OK\r\n";
        let list = Replies::new(source.as_bytes()).next().expect("a reply");
        assert_eq!(list.lines, ["[31mA\tzh2J\tnone"]);
    }

    #[test]
    fn no_text_can_end_itself_or_give_a_command() {
        assert_eq!(text("一\n.\nSET ALL RATE 1"), "一\r\n..\r\nSET ALL RATE 1\r\n.\r\n");
        assert_eq!(text("a\0b\r.c\r\n"), "ab\r\n..c\r\n.\r\n");
        assert_eq!(word("a\r\nQUIT"), "aQUIT");
    }
}
