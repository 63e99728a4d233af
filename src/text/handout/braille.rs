//! Braille pages: cells as Unicode patterns in, North American ASCII braille out, the form in which embossers and braille
//! lines take files: at most 40 cells a line, 25 lines a page, a form feed between pages.
//!
//! The table has turned words into cells before; here they are only put into lines. A line is broken at blanks. Chinese
//! cells come without blanks inside a clause, because the table does not divide words; where such a clause is longer
//! than a line it is broken between two characters, with the hyphen that stands at the end of a broken line.

use std::collections::BTreeSet;

/// Cells of a line.
const WIDTH: usize = 40;
/// Lines of a page.
const HEIGHT: usize = 25;
/// A paragraph begins in the third cell.
const INDENT: usize = 2;
/// At the end of a line: the word goes on in the next one.
const HYPHEN: char = '⠤';
/// Empty cell.
const BLANK: char = '\u{2800}';
/// Carriage return and line feed, which embossers without a driver need.
const LINE_END: &str = "\r\n";

/// The 64 cells in the order of their dots, from the empty one to all six.
const ASCII: &[u8; 64] = b" A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=";

/// A passage in cells, and where a word that is too long for a line may be broken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// It begins a section.
    pub heading: bool,
    /// Unicode braille patterns.
    pub cells: Vec<char>,
    /// Before which cells a word may be broken.
    pub breaks: BTreeSet<usize>,
}

impl Cells {
    /// Whether a word of it is longer than a line, so that it has to be known where it may be broken.
    pub fn is_too_long(cells: &str) -> bool {
        cells.split([BLANK, ' ']).any(|word| word.chars().count() > WIDTH - INDENT)
    }
}

/// Whether there are cells that are not of six dots: what a table writes for a sign it does not know.
pub fn has_unknown(cells: &str) -> bool {
    cells.chars().any(|cell| ascii(cell).is_none())
}

/// A cell as a character of North American ASCII braille.
fn ascii(cell: char) -> Option<char> {
    let dots = match cell {
        ' ' => 0,
        cell => u32::from(cell).checked_sub(u32::from(BLANK))?,
    };
    ASCII.get(usize::try_from(dots).ok()?).map(|byte| char::from(*byte))
}

/// Breaks a passage into lines, the first one indented by so many cells.
fn lines(passage: &Cells, indent: usize) -> Vec<String> {
    let mut lines = vec![String::from(BLANK).repeat(indent)];
    let mut used = indent;
    let mut at = 0;
    let cells = &passage.cells;
    let is_blank = |cell: &char| *cell == BLANK || *cell == ' ';
    while at < cells.len() {
        if is_blank(&cells[at]) {
            at += 1;
            continue;
        }
        let end = (at..cells.len()).find(|&next| is_blank(&cells[next])).unwrap_or(cells.len());
        let begins = used == indent && lines.len() == 1;
        let gap = usize::from(!begins && used > 0);
        if used + gap + end - at <= WIDTH {
            lines.last_mut().expect("there is a first line").extend(std::iter::repeat_n(BLANK, gap));
            used += gap;
        } else if !begins {
            lines.push(String::new());
            used = 0;
        }
        // A word longer than a line goes on in the next one, behind a hyphen; one cell of each line is kept for it.
        while used + end - at > WIDTH {
            let room = at + WIDTH - used - 1;
            let to = passage.breaks.range(at + 1..=room).next_back().copied().unwrap_or(room);
            lines.last_mut().expect("there is a first line").extend(&cells[at..to]);
            lines.last_mut().expect("there is a first line").push(HYPHEN);
            lines.push(String::new());
            (at, used) = (to, 0);
        }
        lines.last_mut().expect("there is a first line").extend(&cells[at..end]);
        used += end - at;
        at = end;
    }
    lines
}

/// The passages as a file: the title first, an empty line around each heading, a heading never at the foot of a page.
pub fn brf(passages: &[Cells]) -> String {
    let mut pages: Vec<Vec<String>> = vec![Vec::new()];
    // Headings wait for the line that follows them.
    let mut waiting: Vec<String> = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let heading = passage.heading || at == 0;
        let mut block = lines(passage, if heading { 0 } else { INDENT });
        if heading {
            waiting.push(String::new());
            waiting.append(&mut block);
            waiting.push(String::new());
            continue;
        }
        waiting.push(block.remove(0));
        put(&mut pages, std::mem::take(&mut waiting));
        for line in block {
            put(&mut pages, vec![line]);
        }
    }
    // Nothing follows the last heading.
    waiting.pop();
    put(&mut pages, waiting);
    let mut out = String::new();
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            out.push('\u{c}');
        }
        for line in page {
            out.extend(line.trim_end_matches([BLANK, ' ']).chars().filter_map(ascii));
            out.push_str(LINE_END);
        }
    }
    out
}

/// Puts lines that belong together on the page, or on the next one where they do not fit. No page begins with an empty
/// line, and no two empty lines follow each other.
fn put(pages: &mut Vec<Vec<String>>, block: Vec<String>) {
    let last = pages.last().expect("there is a first page");
    if last.len() + block.len() > HEIGHT {
        pages.push(Vec::new());
    }
    for line in block {
        let page = pages.last_mut().expect("there is a first page");
        if line.is_empty() && page.last().is_none_or(String::is_empty) {
            continue;
        }
        if page.len() == HEIGHT {
            pages.push(vec![line]);
        } else {
            page.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passage(heading: bool, cells: &str) -> Cells {
        Cells { heading, cells: cells.chars().collect(), breaks: BTreeSet::new() }
    }

    fn pages(out: &str) -> Vec<Vec<&str>> {
        out.split('\u{c}')
            .map(|page| page.split(LINE_END).collect::<Vec<_>>())
            .map(|mut lines| {
                assert_eq!(lines.pop(), Some(""), "each line has its end");
                lines
            })
            .collect()
    }

    #[test]
    fn cells_are_written_as_embossers_read_them() {
        // Three characters of the national scheme, the letters a to j, and the full cell.
        assert_eq!("⠉⠧⠛⠊⠂⠚⠴".chars().filter_map(ascii).collect::<String>(), "CVGI1J0");
        assert_eq!("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚".chars().filter_map(ascii).collect::<String>(), "ABCDEFGHIJ");
        assert_eq!((ascii('⠿'), ascii(BLANK), ascii('⡀'), ascii('a')), (Some('='), Some(' '), None, None));
        let all: BTreeSet<char> = (0..64).filter_map(|dots| ascii(char::from_u32(0x2800 + dots)?)).collect();
        assert_eq!(all.len(), 64, "no two cells are written alike");
    }

    #[test]
    fn headings_stand_apart_and_paragraphs_are_indented() {
        let out = brf(&[passage(true, "⠁"), passage(false, "⠃⠀⠃"), passage(true, "⠉"), passage(false, "⠙")]);
        assert_eq!(pages(&out), [["A", "", "  B B", "", "C", "", "  D"]]);
    }

    #[test]
    fn a_long_clause_is_broken_where_it_may_be() {
        let mut long = passage(false, &"⠁".repeat(60));
        long.breaks = [3, 30, 39, 45].into_iter().collect();
        let out = brf(&[passage(true, "⠃"), long]);
        assert_eq!(pages(&out)[0][2..], [&format!("  {}-", "A".repeat(30)), &"A".repeat(30)]);
    }

    #[test]
    fn a_heading_is_never_at_the_foot_of_a_page() {
        let mut all = vec![passage(true, "⠁")];
        all.extend(std::iter::repeat_n(passage(false, "⠃"), 21));
        all.extend([passage(true, "⠉"), passage(false, "⠙")]);
        let out = brf(&all);
        let pages = pages(&out);
        assert_eq!(pages.len(), 2);
        assert_eq!(pages[1], ["C", "", "  D"]);
        assert_eq!(pages[0].last(), Some(&"  B"));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_line_fits(
            texts in proptest::collection::vec(("[⠁-⠿⠀]{0,200}", any::<bool>(), proptest::collection::btree_set(0_usize..200, 0..20)), 1..30)
        ) {
            let passages: Vec<Cells> = texts.into_iter()
                .map(|(cells, heading, breaks)| Cells { heading, cells: cells.chars().collect(), breaks })
                .collect();
            let out = brf(&passages);
            for page in pages(&out) {
                prop_assert!(page.len() <= HEIGHT);
                prop_assert!(page.iter().all(|line| line.len() <= WIDTH), "{page:?}");
            }
            let squeeze = |text: &str| text.chars().filter(|c| !" -\r\n\u{c}".contains(*c)).collect::<String>();
            let whole: String = passages.iter().flat_map(|one| &one.cells).filter_map(|cell| ascii(*cell)).collect();
            prop_assert_eq!(squeeze(&out), squeeze(&whole));
        }
    }
}
