//! The same text however it was typed: width, case and space folded.

/// Full-width forms to ASCII, all lower case, runs of space to one space, none at the ends.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().map(narrow).flat_map(char::to_lowercase) {
        if !c.is_whitespace() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// A folded code without hyphens, spaces and the like.
pub(super) fn compact(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).expect("the block of full-width forms lies 0xFEE0 above ASCII")
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_space() {
        assert_eq!(fold("　ＡＤ－０１０　 轮椅\t x "), "ad-010 轮椅 x");
        assert_eq!(fold(" \u{3000}"), "");
        assert_eq!(compact("ad-010 x"), "ad010x");
    }
}
