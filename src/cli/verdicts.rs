//! Verdicts alone for any number of people: one line a person, in order, in the memory that one person takes.

use std::io::{self, BufRead, Write};

use crate::domain::eligibility::{Ruleset, State};

use super::people::{Fault, People};

/// What a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// People read.
    pub people: usize,
    /// Those that were not taken.
    pub faults: usize,
}

/// What failed.
#[derive(Debug)]
pub enum Broken {
    /// Reading.
    Input(io::Error),
    /// Writing.
    Output(io::Error),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Bytes between two looks at how far a run is.
const LOOK: u64 = 1 << 16;

/// Writes the verdicts of everybody in `input`; `far` is told the bytes read, now and then.
pub fn stream<R: BufRead, W: Write>(
    input: R,
    out: &mut W,
    rules: &Ruleset<'_>,
    mut refused: impl FnMut(&Fault),
    mut far: impl FnMut(u64),
) -> Result<Run, Broken> {
    let ids: Vec<Vec<u8>> =
        rules.rules.iter().map(|ready| format!(",\"{}\"", ready.programme.id).into_bytes()).collect();
    let mut people = People::new(input, rules);
    let mut run = Run::default();
    let (mut line, mut need) = (Vec::new(), Vec::new());
    let mut looked = 0;
    while let Some((person, known)) = people.next_person().map_err(Broken::Input)? {
        run.people += 1;
        match known {
            Ok(known) => {
                line.clear();
                need.clear();
                write!(line, "{{\"person\":{person},\"eligible\":[")?;
                let empty = line.len();
                for (ready, id) in rules.rules.iter().zip(&ids) {
                    match rules.verdict(ready, known) {
                        State::Met => join(&mut line, empty, id),
                        State::Unknown => join(&mut need, 0, id),
                        State::NotMet => {}
                    }
                }
                line.extend_from_slice(b"],\"need_facts\":[");
                line.extend_from_slice(&need);
                line.extend_from_slice(b"]}\n");
                out.write_all(&line)?;
            }
            Err(fault) => {
                run.faults += 1;
                refused(&fault);
            }
        }
        if people.bytes() - looked >= LOOK {
            looked = people.bytes();
            far(looked);
        }
    }
    out.flush()?;
    Ok(run)
}

/// Appends an id, without its comma where it is the first.
fn join(list: &mut Vec<u8>, empty: usize, id: &[u8]) {
    list.extend_from_slice(if list.len() == empty { &id[1..] } else { id });
}
