//! brltty: the 40 cells that hold the cursor, and nothing else.
//!
//! Seen with brltty 6.7 on a display of 40 cells: the window follows the cursor, hidden or not, in whole widths,
//! so its left edge is the multiple of the width that holds the cursor's column.

use crate::rehearse::terminal::Snapshot;

/// Cells of the display.
const CELLS: u16 = 40;

/// The window as text, without trailing blanks. A wide character covers two cells and stands once;
/// one cut by the left edge is left out.
pub(super) fn window(now: &Snapshot) -> String {
    let (row, column) = now.cursor;
    let left = usize::from(column.min(now.columns.saturating_sub(1)) / CELLS * CELLS);
    let cells = now.cells(row);
    let shown: String = cells.iter().skip(left).take(usize::from(CELLS)).flatten().collect();
    shown.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::terminal::Terminal;

    fn shown(bytes: &str) -> String {
        let mut terminal = Terminal::new(4, 80);
        terminal.feed(bytes.as_bytes());
        window(&terminal.snapshot())
    }

    #[test]
    fn the_window_is_the_row_of_the_cursor() {
        assert_eq!(shown("标题\r\n电话: 123 错误: 应为11位\x1b[2;10H"), "电话: 123 错误: 应为11位");
    }

    #[test]
    fn a_chinese_row_fills_the_window_with_twenty_characters() {
        let row = "残".repeat(30);
        assert_eq!(shown(&format!("{row}\x1b[1;1H")).chars().count(), 20);
        assert_eq!(shown(&format!("{row}\x1b[1;50H")).chars().count(), 10);
    }

    #[test]
    fn the_window_moves_in_whole_widths() {
        let row = "Wheelchair loan, walking frame and bath seat";
        assert_eq!(shown(&format!("{row}\x1b[1;40H")), "Wheelchair loan, walking frame and bath");
        assert_eq!(shown(&format!("{row}\x1b[1;41H")), "seat");
    }
}
