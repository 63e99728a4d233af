//! How much of what was wanted was heard after a key, and how much beside it.
//!
//! Letters, digits and Chinese characters count, nothing else: where a reader pauses and how it cuts its utterances is
//! its own affair. A symbol that a reader reads out by its name makes the name count as heard beside what was wanted.

/// A line that is to be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As the program declares it.
    pub words: String,
    /// The row of a field as it stands on the screen, which holds what was typed where the words say how much it is.
    pub row: Option<String>,
}

/// Names that readers have for symbols in running text.
const NAMES: [(char, &[&str]); 10] = [
    ('-', &["dash", "minus"]),
    ('/', &["slash"]),
    ('\\', &["backslash"]),
    ('*', &["star"]),
    ('+', &["plus"]),
    ('@', &["at"]),
    ('$', &["dollar"]),
    ('~', &["tilde"]),
    ('%', &["percent"]),
    ('#', &["hash", "number"]),
];

/// What was heard after one key, measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// All wanted lines were heard, whole and in their order.
    pub heard: bool,
    /// Characters that were said and not wanted.
    pub other: usize,
}

/// What is compared of a text: letters, digits and Chinese characters.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Measures `said`, utterance by utterance, against the lines `wanted`.
pub fn measure(wanted: &[Wanted], said: &[String]) -> Measured {
    let hay: Vec<char> = said.iter().flat_map(|text| plain(text).chars().collect::<Vec<_>>()).collect();
    let (mut heard, mut from, mut matched) = (true, 0, 0);
    for line in wanted {
        let found = [Some(&line.words), line.row.as_ref()].into_iter().flatten().find_map(|words| {
            let line: Vec<char> = words.chars().filter(|c| c.is_alphanumeric() || names(*c).is_some()).collect();
            let end = (from..=hay.len()).find_map(|at| behind(&line, &hay, at))?;
            Some((end, line.iter().filter(|c| c.is_alphanumeric()).count()))
        });
        match found {
            Some((end, letters)) => {
                from = end;
                matched += letters;
            }
            None => heard = false,
        }
    }
    Measured { heard, other: hay.len() - matched }
}

fn names(symbol: char) -> Option<&'static [&'static str]> {
    NAMES.iter().find(|(known, _)| *known == symbol).map(|(_, names)| *names)
}

/// Where `hay` goes on behind `line`, if that stands at `at`; a symbol may stand there by its name or not at all.
fn behind(line: &[char], hay: &[char], at: usize) -> Option<usize> {
    let Some((&first, rest)) = line.split_first() else { return Some(at) };
    let Some(names) = names(first) else {
        return if hay.get(at) == Some(&first) { behind(rest, hay, at + 1) } else { None };
    };
    let spoken = names.iter().filter(|name| hay[at..].iter().copied().take(name.len()).eq(name.chars()));
    spoken.map(|name| at + name.len()).chain([at]).find_map(|at| behind(rest, hay, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(wanted: &[&str], said: &[&str]) -> (bool, usize) {
        let wanted: Vec<Wanted> = wanted.iter().map(|words| Wanted { words: (*words).to_owned(), row: None }).collect();
        let said: Vec<String> = said.iter().map(|words| (*words).to_owned()).collect();
        let Measured { heard, other } = measure(&wanted, &said);
        (heard, other)
    }

    #[test]
    fn pauses_and_cuts_do_not_matter_but_order_does() {
        assert_eq!(of(&["就业，培训", "返回"], &["就业", "培训 返回"]), (true, 0));
        assert_eq!(of(&["就业", "返回"], &["返回", "就业"]), (false, 2));
        assert_eq!(of(&["就业"], &["福利", "就业"]), (true, 2));
        assert_eq!(of(&["就业"], &[]), (false, 0));
        assert_eq!(of(&["！"], &["福"]), (true, 1));
    }

    #[test]
    fn a_field_is_heard_as_it_stands_there_too() {
        let wanted = [Wanted { words: "电话，3位".into(), row: Some("电话：010".into()) }];
        assert_eq!(measure(&wanted, &["电话：010".into()]), Measured { heard: true, other: 0 });
        assert_eq!(measure(&wanted, &["电话，3位".into()]), Measured { heard: true, other: 0 });
        assert_eq!(measure(&wanted, &["电话".into()]), Measured { heard: false, other: 2 });
    }

    #[test]
    fn the_name_of_a_symbol_is_heard_beside_what_was_wanted() {
        assert_eq!(of(&["2026-11-23"], &["2026 dash 11 dash 23"]), (true, 8));
        assert_eq!(of(&["2026-11-23"], &["2026-11-23"]), (true, 0));
        assert_eq!(of(&["and/or"], &["and slash or"]), (true, 5));
        assert_eq!(of(&["-dash"], &["dash"]), (true, 0));
        assert_eq!(of(&["2026"], &["20 dash 26"]), (false, 8));
    }
}
