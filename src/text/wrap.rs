//! Columns, and text cut into rows that a 40-cell line can show.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Fewest columns of the last row of a text that is broken.
const SHORTEST_TAIL: usize = 8;

/// How many terminal columns `text` takes: two for a Chinese character.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// `text` as rows of at most `width` columns, broken after punctuation where that leaves rows at least two fifths full,
/// else between Chinese characters or Latin words. A single word longer than a row is broken anywhere.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    let mut rest = text.trim();
    while columns(rest) > width {
        let mut at = cut(rest, width);
        // A row of one or two characters is dropped by readers that wait for real text.
        if columns(&rest[at..]) < SHORTEST_TAIL && columns(rest) > 2 * SHORTEST_TAIL {
            at = cut(rest, columns(rest) - SHORTEST_TAIL);
        }
        let (row, tail) = rest.split_at(at);
        rows.push(row.trim_end().to_owned());
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        rows.push(rest.to_owned());
    }
    rows
}

/// The byte at which the row that begins `text` ends.
fn cut(text: &str, width: usize) -> usize {
    let mut used = 0;
    let (mut hard, mut soft, mut stop) = (0, 0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        let after = at + c.len_utf8();
        hard = after;
        let Some(&(_, next)) = chars.peek() else { break };
        if closes(next) {
            continue;
        }
        if c == ' ' || next == ' ' || (breaks(c) && !opens(c)) || breaks(next) {
            soft = after;
        }
        if is_stop(c, next) && used * 5 >= width * 2 {
            stop = after;
        }
    }
    [stop, soft, hard].into_iter().find(|&at| at > 0).unwrap_or(text.len())
}

fn breaks(c: char) -> bool {
    c.width() == Some(2)
}

fn opens(c: char) -> bool {
    matches!(c, '「' | '《' | '（' | '〔' | '(')
}

fn closes(c: char) -> bool {
    is_mark(c) || matches!(c, '」' | '》' | '）' | '〕' | ')' | '.' | ',' | ';' | ':' | '?' | '!')
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '？' | '！' | '、')
}

fn is_stop(c: char, next: char) -> bool {
    is_mark(c) || (matches!(c, '.' | ',' | ';' | ':' | '?' | '!') && next == ' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn breaks_after_punctuation_first() {
        let rows = lines("这是给本区低保边缘家庭的钱，孩子未满16周岁，按月给。", 40);
        assert_eq!(rows, ["这是给本区低保边缘家庭的钱，", "孩子未满16周岁，按月给。"]);
    }

    #[test]
    fn keeps_latin_words_whole() {
        let rows = lines("Living allowance for children under sixteen years of age", 20);
        assert!(rows.iter().all(|row| columns(row) <= 20));
        assert_eq!(rows.join(" "), "Living allowance for children under sixteen years of age");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_row_fits(text in "[a-z残疾人，。（） ]{0,120}", width in 4usize..60) {
            let rows = lines(&text, width);
            let squeeze = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(squeeze(&rows.concat()), squeeze(&text));
            prop_assert!(rows.iter().all(|row| columns(row) <= width));
        }
    }
}
