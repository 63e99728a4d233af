//! What people type, made safe to keep and to show again.

/// Full-width digits, letters and signs of numbers as ASCII, the ideographic space as a space, trimmed at both ends.
///
/// For fields that hold numbers and codes: an input method left in Chinese mode types `１２３Ｘ`, and nobody hears the
/// difference. Chinese commas and stops stay as they are, so the function does no harm to words.
pub fn fold(text: &str) -> String {
    let folded: String = text.chars().map(fold_char).collect();
    folded.trim().to_owned()
}

fn fold_char(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＋' | '－' | '．' | '／' | '？' => {
            // The full-width forms stand in the order of ASCII, 0xFEE0 above it.
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// A typed code as it is kept: folded, without spaces and hyphens, in capitals.
pub(super) fn squeeze(text: &str) -> String {
    let kept = fold(text);
    kept.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect()
}

/// `text` without anything that could steer a terminal or turn the reading order round.
///
/// Whole `ESC [ ...` sequences, control characters, bidirectional controls, invisible formatting characters and box
/// drawing are dropped; line breaks, tabs and runs of spaces become one space; the ends are trimmed. Everything a
/// person can see or hear stays. Cleaning twice gives the same as cleaning once.
pub fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{9b}' || (c == '\u{1b}' && chars.peek() == Some(&'[')) {
            if c == '\u{1b}' {
                chars.next();
            }
            // Parameters and intermediates, then one final byte. What does not fit the pattern is text and stays.
            while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
            chars.next_if(|c| ('@'..='~').contains(c));
        } else if c.is_whitespace() {
            if !kept.ends_with(' ') {
                kept.push(' ');
            }
        } else if !is_dropped(c) {
            kept.push(c);
        }
    }
    kept.trim().to_owned()
}

/// Whether a character has no place in kept text: it is not seen or heard, or it draws instead of saying.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{2500}'..='\u{259f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffd}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn full_width_becomes_ascii_and_words_stay() {
        assert_eq!(fold("　１１０１９９ｘＸ　"), "110199xX");
        assert_eq!(fold("－３．５"), "-3.5");
        assert_eq!(fold("好的，谢谢。"), "好的，谢谢。");
    }

    #[test]
    fn an_escape_sequence_leaves_nothing_behind() {
        assert_eq!(clean("a\u{1b}[31;1mb\u{1b}[0mc"), "abc");
        assert_eq!(clean("a\u{9b}2Jb"), "ab");
        assert_eq!(clean("\u{1b}]0;title\u{7}x"), "]0;titlex");
        assert_eq!(clean("\u{1b}"), "");
        assert_eq!(clean("\u{1b}["), "");
    }

    #[test]
    fn lines_become_one_and_reading_order_cannot_be_turned() {
        assert_eq!(clean(" 第一行\r\n\t第二行  \u{2028}完 "), "第一行 第二行 完");
        assert_eq!(clean("ab\u{202e}cd\u{2066}e\u{200f}"), "abcde");
        assert_eq!(clean("┌表格┐"), "表格");
    }

    proptest! {
        #[test]
        fn cleaning_is_safe_and_settled(text in any::<String>()) {
            let once = clean(&text);
            prop_assert!(!once.chars().any(|c| c.is_control() || is_dropped(c)));
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
