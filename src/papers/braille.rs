//! Braille through `lou_translate` of liblouis: the national common braille scheme for Chinese, uncontracted Unified
//! English Braille for English.

use std::collections::{BTreeMap, BTreeSet};

use super::run::{Failure, run};
use super::{Fault, Tools};
use crate::text::Lang;
use crate::text::handout::{Cells, Format, Handout, brf as pages, has_unknown, is_chinese, runs};

const PROGRAM: &str = "lou_translate";
/// The Debian package it comes in; the tables come with it.
const PACKAGE: &str = "liblouis-bin";
/// Stands before and behind Chinese cells in an English text: the signs for a passage in another code.
const OTHER_CODE: [&str; 2] = ["⠐⠐⠸⠷", "⠐⠐⠸⠾"];
/// Stands for a sign that the table does not know.
const FULL_CELL: char = '⠿';
const BLANK: char = '\u{2800}';
/// The program cuts longer lines.
const LONGEST_LINE: usize = 400;

/// The table of a language.
fn table(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "unicode.dis,zhcn-cbs.ctb",
        Lang::En => "unicode.dis,en-ueb-g1.ctb",
    }
}

/// The handout as a file for an embosser or a braille line.
pub fn brf(page: &Handout, tools: &Tools) -> Result<String, Fault> {
    let parts = page.parts.iter().map(|part| (part.is_heading(), part.words()));
    let texts: Vec<(bool, String)> = std::iter::once((true, page.title.clone())).chain(parts).collect();
    let mut words = Translated::default();
    for lang in [Lang::Zh, Lang::En] {
        let pieces = texts.iter().flat_map(|(_, text)| pieces(text, page.lang));
        let pieces: BTreeSet<String> = pieces.filter(|(of, _)| *of == lang).map(|(_, piece)| piece).collect();
        words.add(lang, &pieces, tools)?;
    }
    let passages = texts.iter().map(|(heading, text)| {
        let mut passage = Cells { heading: *heading, ..Cells::default() };
        for (lang, piece) in pieces(text, page.lang) {
            words.append(&mut passage, lang, &piece, page.lang);
        }
        passage
    });
    Ok(pages(&passages.collect::<Vec<_>>()))
}

/// A text in pieces that are translated by themselves. The Chinese table knows Latin letters, the English one no Chinese.
fn pieces(text: &str, lang: Lang) -> Vec<(Lang, String)> {
    let whole = if lang == Lang::Zh { vec![(lang, text.to_owned())] } else { runs(text, lang) };
    let short = |(lang, piece): (Lang, String)| {
        let chars: Vec<char> = piece.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        chars.chunks(LONGEST_LINE).map(|chunk| (lang, chunk.iter().collect())).collect::<Vec<_>>()
    };
    whole.into_iter().flat_map(short).collect()
}

/// The cells of each piece, and where long ones may be broken.
#[derive(Default)]
struct Translated {
    cells: BTreeMap<(Lang, String), String>,
    breaks: BTreeMap<(Lang, String), BTreeSet<usize>>,
}

impl Translated {
    fn add(&mut self, lang: Lang, pieces: &BTreeSet<String>, tools: &Tools) -> Result<(), Fault> {
        if pieces.is_empty() {
            return Ok(());
        }
        // Each character by itself as well: what the table does not know is found before it is in the text.
        let chars: BTreeSet<char> = pieces.iter().flat_map(|piece| piece.chars()).filter(|c| *c != ' ').collect();
        let alone: Vec<String> = chars.iter().map(char::to_string).collect();
        let unknown: Vec<char> = translate(&alone, lang, tools)?
            .iter()
            .zip(&chars)
            .filter(|(cells, _)| cells.is_empty() || has_unknown(cells))
            .map(|(_, c)| *c)
            .collect();
        let known: Vec<String> =
            pieces.iter().map(|piece| piece.replace(&unknown[..], &FULL_CELL.to_string())).collect();
        let cells = translate(&known, lang, tools)?;
        for ((piece, known), cells) in pieces.iter().zip(known).zip(cells) {
            if Cells::is_too_long(&cells) {
                self.breaks.insert((lang, piece.clone()), breaks(&known, &cells, lang, tools)?);
            }
            self.cells.insert((lang, piece.clone()), cells);
        }
        Ok(())
    }

    /// Puts a piece behind a passage; Chinese in an English text between the signs for another code.
    fn append(&self, passage: &mut Cells, lang: Lang, piece: &str, around: Lang) {
        let key = (lang, piece.to_owned());
        let [before, behind] = if lang == around { ["", ""] } else { OTHER_CODE };
        passage.cells.extend(before.chars());
        let start = passage.cells.len();
        passage.cells.extend(self.cells[&key].chars());
        if let Some(breaks) = self.breaks.get(&key) {
            passage.breaks.extend(breaks.iter().map(|at| start + at));
        }
        passage.cells.extend(behind.chars());
    }
}

/// Where cells may be broken: between two Chinese characters whose halves are written by themselves as they are together.
fn breaks(piece: &str, whole: &str, lang: Lang, tools: &Tools) -> Result<BTreeSet<usize>, Fault> {
    let chars: Vec<char> = piece.chars().collect();
    let between = |at: &usize| is_chinese(chars[at - 1]) && chars[*at].is_alphabetic() && is_chinese(chars[*at]);
    let cuts: Vec<usize> = (1..chars.len()).filter(between).collect();
    let halves: Vec<String> =
        cuts.iter().flat_map(|at| [chars[..*at].iter().collect(), chars[*at..].iter().collect()]).collect();
    let cells = translate(&halves, lang, tools)?;
    let same = cells.chunks(2).filter(|halves| halves.concat() == whole);
    Ok(same.map(|halves| halves[0].chars().count()).collect())
}

/// The lines in cells, as many as were given.
fn translate(lines: &[String], lang: Lang, tools: &Tools) -> Result<Vec<String>, Fault> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |said: String| Fault::Failed { program: PROGRAM.into(), said };
    // A blank line keeps what stands at the end of the last one apart from the end of the text.
    let input = lines.join("\n") + "\n";
    let said = run(&tools.louis, &["--forward".as_ref(), table(lang).as_ref()], input, tools.limit);
    let said = said.map_err(|failure| match failure {
        Failure::Missing => Fault::Missing { format: Format::Braille, program: PROGRAM.into(), package: PACKAGE },
        Failure::Slow => Fault::Slow { program: PROGRAM.into(), seconds: tools.limit.as_secs() },
        Failure::Failed(said) => failed(said),
    })?;
    // Without its table the program says so and ends as if all were well.
    let text = String::from_utf8(said.out).map_err(|_| failed(String::new()))?;
    let cells: Vec<String> = text.lines().map(|line| line.replace(' ', &BLANK.to_string())).collect();
    if cells.len() == lines.len() { Ok(cells) } else { Err(failed(said.complaint)) }
}
