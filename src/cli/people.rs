//! People from a file of facts, one after the other: an object a line, or one that is spread over lines.
//!
//! Whatever the file is like, no more of it is held than one person's text.

use std::io::{self, BufRead, Read as _};

use crate::domain::eligibility::{Contradiction, FactReader, Known, ReadFault, Ruleset};

/// Longest text of one person.
const LONGEST: usize = 1 << 20;

/// Why a person is not taken.
#[derive(Debug)]
pub enum Unfit {
    /// The text cannot be read as facts.
    Misread(ReadFault),
    /// The facts cannot be true together.
    Contradiction(Contradiction),
    /// The text is longer than any person's.
    TooLong,
}

/// A person that is not taken.
#[derive(Debug)]
pub struct Fault {
    /// Which person, counted from 0.
    pub person: usize,
    /// Which line of the file, counted from 1.
    pub line: usize,
    /// Why.
    pub why: Unfit,
}

/// Reads people.
pub struct People<'r, 'p, R> {
    lines: Lines<R>,
    rules: &'r Ruleset<'p>,
    facts: FactReader<'p>,
    known: Known,
    count: usize,
}

impl<'r, 'p, R: BufRead> People<'r, 'p, R> {
    /// The people in `input`, as they are on the day of the rules.
    pub fn new(input: R, rules: &'r Ruleset<'p>) -> Self {
        let facts = FactReader::new(rules.facts, rules.day);
        Self { lines: Lines::new(input), rules, facts, known: Known::nothing(rules.facts.len()), count: 0 }
    }

    /// The next person, with a number counted from 0; none at the end.
    pub fn next_person(&mut self) -> io::Result<Option<(usize, Result<&Known, Fault>)>> {
        let Some(fits) = self.lines.next_text()? else { return Ok(None) };
        let person = self.count;
        self.count += 1;
        let read = if fits { self.read()? } else { Err((1, Unfit::TooLong)) };
        let line = self.lines.first;
        let read = read.map_err(|(below, why)| Fault { person, line: line + below - 1, why });
        Ok(Some((person, read.map(|()| &self.known))))
    }

    fn read(&mut self) -> io::Result<Result<(), (usize, Unfit)>> {
        let mut read = self.facts.read(&self.lines.text, &mut self.known);
        // Most texts are one line. One that is not is a part of an object, or broken.
        if read.is_err() && self.lines.is_open() {
            match self.lines.close()? {
                Closed::TooLong => return Ok(Err((1, Unfit::TooLong))),
                Closed::Yes | Closed::Never => read = self.facts.read(&self.lines.text, &mut self.known),
            }
        }
        Ok(match read {
            Ok(()) => self.rules.check(&self.known).map_err(|fault| (1, Unfit::Contradiction(fault))),
            Err(misread) => {
                // What ends too soon does so on its last line, not on the one that comes after.
                let last = self.lines.text.trim_ascii_end().split(|byte| *byte == b'\n').count();
                Err((misread.line.min(last), Unfit::Misread(misread.fault)))
            }
        })
    }

    /// Bytes of the input that were read.
    pub fn bytes(&self) -> u64 {
        self.lines.bytes
    }
}

/// Whether a text that was open is whole now.
enum Closed {
    Yes,
    Never,
    TooLong,
}

struct Lines<R> {
    input: R,
    /// The text at hand.
    text: Vec<u8>,
    /// Lines that were read and belong to somebody else.
    back: Vec<u8>,
    /// The line on which the text at hand begins.
    first: usize,
    /// The line that comes next.
    next: usize,
    bytes: u64,
}

impl<R: BufRead> Lines<R> {
    fn new(input: R) -> Self {
        Self { input, text: Vec::new(), back: Vec::new(), first: 0, next: 1, bytes: 0 }
    }

    /// Takes the next line that is not blank as the text; none at the end, no where it is too long.
    fn next_text(&mut self) -> io::Result<Option<bool>> {
        loop {
            self.text.clear();
            self.first = self.next;
            let Some(fits) = self.line()? else { return Ok(None) };
            if self.first == 1 && self.text.starts_with(b"\xEF\xBB\xBF") {
                self.text.drain(..3);
            }
            if !fits || !self.text.trim_ascii().is_empty() {
                return Ok(Some(fits));
            }
        }
    }

    /// Appends the next line to the text; none at the end, no where the text becomes too long.
    fn line(&mut self) -> io::Result<Option<bool>> {
        if !self.back.is_empty() {
            let end = self.back.iter().position(|byte| *byte == b'\n').map_or(self.back.len(), |at| at + 1);
            self.text.extend(self.back.drain(..end));
            self.next += 1;
            return Ok(Some(true));
        }
        let room = LONGEST.saturating_sub(self.text.len()) as u64;
        let read = self.input.by_ref().take(room).read_until(b'\n', &mut self.text)?;
        self.bytes += read as u64;
        if read == 0 && room > 0 {
            return Ok(None);
        }
        self.next += 1;
        if read > 0 && self.text.ends_with(b"\n") {
            return Ok(Some(true));
        }
        // Either the last line has no end, or there is no room for the rest of it.
        let mut whole = room > 0;
        loop {
            let rest = self.input.fill_buf()?;
            if rest.is_empty() {
                return Ok(Some(whole));
            }
            whole = false;
            let end = rest.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(rest.len(), |at| at + 1);
            self.input.consume(used);
            self.bytes += used as u64;
            if end.is_some() {
                return Ok(Some(false));
            }
        }
    }

    /// Whether the text at hand is the beginning of an object that goes on.
    fn is_open(&self) -> bool {
        let mut depth = Depth::default();
        depth.walk(&self.text);
        depth.is_open()
    }

    /// Appends lines until the object is whole. Where it never is, what is not its own is given back: what looks like the
    /// next person, and behind a line that was not alone with its bracket everything.
    fn close(&mut self) -> io::Result<Closed> {
        let mut depth = Depth::default();
        depth.walk(&self.text);
        let mut next_person = (self.text.trim_ascii() != b"{").then_some(self.text.len());
        while depth.is_open() {
            let at = self.text.len();
            match self.line()? {
                None => break,
                Some(false) => return Ok(Closed::TooLong),
                Some(true) => {}
            }
            if self.text[at..].trim_ascii_start().starts_with(b"{") {
                next_person = next_person.or(Some(at));
                // Inside an object another one stands behind a colon only.
                if !self.text[..at].trim_ascii_end().ends_with(b":") {
                    break;
                }
            }
            depth.walk(&self.text[at..]);
        }
        if depth.is_closed() {
            return Ok(Closed::Yes);
        }
        if let Some(at) = next_person {
            self.give_back(at);
        }
        Ok(Closed::Never)
    }

    fn give_back(&mut self, at: usize) {
        let mut back = self.text.split_off(at);
        self.next -= back.split_inclusive(|byte| *byte == b'\n').count();
        back.append(&mut self.back);
        self.back = back;
    }
}

/// How deep inside brackets a text is.
#[derive(Default)]
struct Depth {
    brackets: usize,
    begun: bool,
    string: InString,
    broken: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum InString {
    #[default]
    No,
    Yes,
    /// Behind a backslash.
    Escaped,
}

impl Depth {
    fn walk(&mut self, text: &[u8]) {
        for byte in text {
            match (self.string, byte) {
                // No string goes on in the next line.
                (InString::Yes | InString::Escaped, b'\n') => self.broken = true,
                (InString::Escaped, _) | (InString::No, b'"') => self.string = InString::Yes,
                (InString::Yes, b'\\') => self.string = InString::Escaped,
                (InString::Yes, b'"') => self.string = InString::No,
                (InString::No, b'{' | b'[') => {
                    self.begun = true;
                    self.brackets += 1;
                }
                (InString::No, b'}' | b']') if self.brackets > 0 => self.brackets -= 1,
                (InString::No, b'}' | b']') => self.broken = true,
                (InString::Yes | InString::No, _) => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        !self.broken && self.begun && self.brackets > 0
    }

    fn is_closed(&self) -> bool {
        !self.broken && self.begun && self.brackets == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::shipped;

    /// Person, line and whether it was taken, for each person of a text.
    fn people(text: &str) -> Vec<(usize, usize, bool)> {
        let rules = shipped::rules("2026-03-01".parse().expect("a day"));
        let mut people = People::new(text.as_bytes(), &rules);
        let mut found = Vec::new();
        while let Some((person, read)) = people.next_person().expect("it can be read") {
            let line = read.as_ref().err().map_or(0, |fault| fault.line);
            found.push((person, line, read.is_ok()));
        }
        found
    }

    #[test]
    fn one_object_a_line_or_one_over_many_lines() {
        assert_eq!(people(""), []);
        assert_eq!(people("{}"), [(0, 0, true)]);
        assert_eq!(people("\u{feff}{\"p.grade\":1}\r\n\r\n{\"p.grade\":2}\r\n"), [(0, 0, true), (1, 0, true)]);
        assert_eq!(people("{\n  \"p.grade\": 1,\n  \"p.cert\":\n  {\n\"value\": \"valid\"}\n}\n"), [(0, 0, true)]);
        assert_eq!(people("{\n\"p.grade\": 1\n}\n{\n\"p.grade\": 2\n}"), [(0, 0, true), (1, 0, true)]);
    }

    #[test]
    fn a_broken_line_does_not_stop_the_others() {
        let good = "{\"p.grade\":1}\n";
        let alone = |broken: &str| people(&format!("{good}{broken}{good}"))[1..=broken.lines().count()].to_vec();
        assert_eq!(alone("{\"p.grade\":\nx\n[]\n"), [(1, 2, false), (2, 3, false), (3, 4, false)]);
        for broken in
            ["{\"p.grade\":1\n", "{\"p.grade\":\n", "{\"p.gra\n", "nothing\n", "{\"p.grade\":1}}\n", "[]\n", "7\n"]
        {
            let found = people(&format!("{good}{broken}{good}{good}"));
            assert_eq!(found[1].1, 2, "{broken:?} {found:?}");
            let taken: Vec<bool> = found.iter().map(|one| one.2).collect();
            assert_eq!(taken, [true, false, true, true], "{broken:?}");
        }
    }

    #[test]
    fn faults_are_told_with_their_line() {
        assert_eq!(people("{}\n\n{\"p.grade\":9}\n"), [(0, 0, true), (1, 3, false)]);
        assert_eq!(people("{\n\"p.grade\": 9,\n\"p.cert\": \"valid\"\n}\n{}\n"), [(0, 2, false), (1, 0, true)]);
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let long = format!("{{\"p.cert\":\"{}\"}}\n{{\"p.grade\":1}}\n", "x".repeat(3 * LONGEST));
        assert_eq!(people(&long), [(0, 1, false), (1, 0, true)]);
        let deep = format!("{{\"p.grade\":1,\n{}\n{{}}\n", "\n".repeat(3 * LONGEST));
        assert!(people(&deep).iter().any(|(_, _, taken)| *taken));
    }
}
