//! Chinese words in an English text and English ones in a Chinese text: each is read in its own language.

use crate::text::Lang;

/// Whether a character is Chinese: a character or a mark that only Chinese uses.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Letters of another script that stand alone, as in "A区", are no word of another language.
const SHORTEST_WORD: usize = 2;

/// `words` cut into pieces of one language each. Digits, blanks and plain marks go with what is around them: between two
/// pieces of the other language they belong to it, elsewhere to the text.
pub fn runs(words: &str, lang: Lang) -> Vec<(Lang, String)> {
    let chars: Vec<char> = words.chars().collect();
    let mut of: Vec<Option<Lang>> = chars
        .iter()
        .map(|c| match c {
            c if is_chinese(*c) => Some(Lang::Zh),
            c if c.is_alphabetic() => Some(Lang::En),
            _ => None,
        })
        .collect();
    let mut at = 0;
    while at < of.len() {
        let end = (at..of.len()).find(|&next| of[next] != of[at]).unwrap_or(of.len());
        if of[at] == Some(Lang::En) && lang == Lang::Zh && end - at < SHORTEST_WORD {
            of[at..end].fill(None);
        } else if of[at].is_none() {
            let around = [at.checked_sub(1).and_then(|before| of[before]), of.get(end).copied().flatten()];
            let inside = around[0].filter(|_| around[0] == around[1]);
            of[at..end].fill(inside.or(Some(lang)));
        }
        at = end;
    }
    let mut pieces: Vec<(Lang, String)> = Vec::new();
    for (c, of) in chars.into_iter().zip(of) {
        let of = of.unwrap_or(lang);
        match pieces.last_mut() {
            Some((last, piece)) if *last == of => piece.push(c),
            _ => pieces.push((of, c.to_string())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(words: &str, lang: Lang) -> Vec<(Lang, String)> {
        runs(words, lang)
    }

    #[test]
    fn names_in_the_other_language_are_pieces_of_their_own() {
        let (zh, en) = (Lang::Zh, Lang::En);
        let of = |lang, words: &str| (lang, words.to_owned());
        assert_eq!(
            cut("Article 9 of 西政发〔2011〕18号 (No. 18).", en),
            [of(en, "Article 9 of "), of(zh, "西政发〔2011〕18号"), of(en, " (No. 18).")]
        );
        assert_eq!(
            cut("编号 child-living-allowance，第9条", zh),
            [of(zh, "编号 "), of(en, "child-living-allowance"), of(zh, "，第9条")]
        );
        assert_eq!(cut("A区2026年", zh), [of(zh, "A区2026年")]);
        assert_eq!(cut("12385", zh), [of(zh, "12385")]);
        assert_eq!(cut("", en), []);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(words in "[a-zA-Z残疾人，。〔〕（） 0-9,.:-]{0,60}") {
            for lang in [Lang::Zh, Lang::En] {
                let pieces = runs(&words, lang);
                prop_assert_eq!(pieces.iter().map(|(_, piece)| piece.as_str()).collect::<String>(), words.clone());
                prop_assert!(pieces.windows(2).all(|two| two[0].0 != two[1].0));
                // No Chinese character is left to an English voice or table.
                prop_assert!(pieces.iter().all(|(of, piece)| *of == Lang::Zh || !piece.chars().any(is_chinese)));
            }
        }
    }
}
