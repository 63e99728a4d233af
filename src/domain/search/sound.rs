//! Matching what was typed against the readings of Chinese text.
//!
//! Each character is met by itself as written, by a whole syllable of any of its readings, by that syllable's initial
//! (`z` and also `zh`), or, where the typing ends, by the beginning of a syllable. So full pinyin, initials, a mixture,
//! and typing that has not come to its end are one case, and a character with several readings needs no list of the
//! readings of the whole text.

use pinyin::ToPinyinMulti;

use super::Rank;

/// One typed character: a tone mark is taken off its letter, and a tone digit stands on the letter before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    letter: char,
    tone: Option<u8>,
}

/// What was typed, without the space and apostrophes between syllables.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// With digits kept as characters.
    plain: Vec<Key>,
    /// With digits 1 to 5 after a letter read as tones, when there are any.
    toned: Option<Vec<Key>>,
}

impl Typed {
    pub fn new(folded: &str) -> Self {
        let between = |c: char| matches!(c, ' ' | '\'' | '\u{2019}');
        let plain: Vec<Key> = folded.chars().filter(|c| !between(*c)).map(key).collect();
        let mut toned: Vec<Key> = Vec::with_capacity(plain.len());
        for key in &plain {
            let digit = key.letter.to_digit(10).and_then(|d| u8::try_from(d).ok()).filter(|d| (1..=5).contains(d));
            match (digit, toned.last_mut()) {
                (Some(tone), Some(last)) if last.letter.is_ascii_lowercase() && last.tone.is_none() => {
                    last.tone = Some(tone);
                }
                _ => toned.push(*key),
            }
        }
        let toned = (toned.len() < plain.len()).then_some(toned);
        Self { plain, toned }
    }
}

/// Text of which at least one character is Chinese.
#[derive(Clone, Debug)]
pub(super) struct Sounds {
    places: Vec<Place>,
}

/// One character with its readings; none for what is not Chinese.
#[derive(Clone, Debug)]
struct Place {
    written: char,
    readings: Vec<Reading>,
    /// Whether a word begins here as far as writing shows: after punctuation or space.
    word: bool,
}

/// One syllable; `ü` is `v`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    letters: Vec<char>,
    tone: u8,
}

impl Sounds {
    /// `None` when nothing in the folded text has a reading.
    pub fn new(folded: &str) -> Option<Self> {
        let mut word = true;
        let mut places = Vec::new();
        for written in folded.chars() {
            if written.is_alphanumeric() {
                places.push(Place { written, readings: readings(written), word });
            }
            word = !written.is_alphanumeric();
        }
        places.iter().any(|place| !place.readings.is_empty()).then_some(Self { places })
    }

    /// The best match anywhere.
    pub fn rank(&self, typed: &Typed) -> Option<Rank> {
        let keys = std::iter::once(&typed.plain).chain(&typed.toned);
        keys.filter_map(|keys| self.rank_of(keys)).min()
    }

    fn rank_of(&self, keys: &[Key]) -> Option<Rank> {
        if keys.is_empty() {
            return None;
        }
        (0..self.places.len())
            .filter_map(|start| {
                let whole = self.run(start, keys)?;
                Some(match (start, self.places[start].word) {
                    (0, _) if whole => Rank::Exact,
                    (0, _) => Rank::Prefix,
                    (_, true) => Rank::WordStart,
                    _ => Rank::Inside,
                })
            })
            .min()
    }

    /// Whether the keys are met from `start` on; `true` when they come out at the end of the text with its last
    /// syllable whole or by its initial.
    fn run(&self, start: usize, keys: &[Key]) -> Option<bool> {
        // Positions in the keys that can be reached before the character at hand.
        let mut reached = vec![false; keys.len() + 1];
        reached[0] = true;
        let mut met = None;
        for (at, place) in self.places.iter().enumerate().skip(start) {
            let last = at + 1 == self.places.len();
            let mut after = vec![false; keys.len() + 1];
            for from in (0..keys.len()).filter(|from| reached[*from]) {
                let rest = &keys[from..];
                if begins_one_of(&place.readings, rest) {
                    met = met.or(Some(false));
                }
                for taken in place.taken(rest) {
                    after[from + taken] = true;
                }
            }
            if after[keys.len()] {
                met = Some(last || met == Some(true));
            }
            reached = after;
            if !reached[..keys.len()].contains(&true) {
                break;
            }
        }
        met
    }
}

impl Place {
    /// How many keys this character can take from the beginning of `rest`.
    fn taken(&self, rest: &[Key]) -> Vec<usize> {
        let mut taken = Vec::new();
        if rest[0].letter == self.written && rest[0].tone.is_none() {
            taken.push(1);
        }
        for reading in &self.readings {
            let syllable = reading.letters.len();
            if rest.len() >= syllable && reading.agrees(&rest[..syllable]) {
                taken.push(syllable);
            }
            let initial = if reading.letters.get(1) == Some(&'h') { 2 } else { 1 };
            for length in 1..=initial {
                if rest.len() >= length && reading.agrees(&rest[..length]) {
                    taken.push(length);
                }
            }
        }
        taken
    }
}

/// Whether the typing ends in the middle of a syllable.
fn begins_one_of(readings: &[Reading], rest: &[Key]) -> bool {
    readings.iter().any(|reading| rest.len() < reading.letters.len() && reading.agrees(rest))
}

impl Reading {
    /// Whether the keys are the first letters of the syllable, with no tone that is not its own.
    fn agrees(&self, keys: &[Key]) -> bool {
        keys.iter().zip(&self.letters).all(|(key, letter)| {
            // Many type u for ü, and some dictionaries do too.
            let same = key.letter == *letter || (*letter == 'v' && key.letter == 'u');
            same && key.tone.is_none_or(|tone| tone == self.tone)
        })
    }
}

fn readings(written: char) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::new();
    for reading in written.to_pinyin_multi().into_iter().flatten() {
        let keys: Vec<Key> = reading.with_tone().chars().map(key).collect();
        let tone = keys.iter().find_map(|key| key.tone).unwrap_or(5);
        let reading = Reading { letters: keys.into_iter().map(|key| key.letter).collect(), tone };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// A letter with its tone mark taken off; `ü` becomes `v`, which has no other use in pinyin.
fn key(c: char) -> Key {
    const MARKED: [(&str, char); 6] =
        [("āáǎà", 'a'), ("ēéěè", 'e'), ("īíǐì", 'i'), ("ōóǒò", 'o'), ("ūúǔù", 'u'), ("ǖǘǚǜ", 'v')];
    for (marks, letter) in MARKED {
        if let Some(tone) = (1..).zip(marks.chars()).find_map(|(tone, mark)| (mark == c).then_some(tone)) {
            return Key { letter, tone: Some(tone) };
        }
    }
    Key { letter: if c == 'ü' { 'v' } else { c }, tone: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(text: &str, typed: &str) -> Option<Rank> {
        Sounds::new(text).unwrap().rank(&Typed::new(typed))
    }

    #[test]
    fn syllables_initials_and_beginnings() {
        for typed in ["lunyi", "ly", "lyi", "luny", "lun yi", "lún yǐ", "lun2yi3", "lun2yi", "l椅", "轮y", "轮椅"]
        {
            assert_eq!(rank("轮椅", typed), Some(Rank::Exact), "{typed}");
        }
        for typed in ["l", "lu", "lun", "轮"] {
            assert_eq!(rank("轮椅", typed), Some(Rank::Prefix), "{typed}");
        }
        assert_eq!(rank("普通轮椅", "lunyi"), Some(Rank::Inside));
        assert_eq!(rank("多脚，轮椅", "lunyi"), Some(Rank::WordStart));
        for typed in ["yilun", "lunyii", "lx", "lun3yi3", "yi4", "unyi"] {
            assert_eq!(rank("轮椅", typed), None, "{typed}");
        }
    }

    #[test]
    fn every_reading_counts() {
        assert_eq!(rank("长椿街", "changchunjie"), Some(Rank::Exact));
        assert_eq!(rank("长椿街", "zhangchunjie"), Some(Rank::Exact));
        assert_eq!(rank("重庆", "chongqing"), Some(Rank::Exact));
    }

    #[test]
    fn zh_is_an_initial_too() {
        assert_eq!(rank("助听器", "zhtq"), Some(Rank::Exact));
        assert_eq!(rank("助听器", "ztq"), Some(Rank::Exact));
    }

    #[test]
    fn umlaut_is_typed_in_three_ways() {
        for typed in ["lvse", "lüse", "luse", "lǜse", "lv4se4"] {
            assert_eq!(rank("绿色", typed), Some(Rank::Exact), "{typed}");
        }
    }

    #[test]
    fn digits_and_letters_in_the_text_are_met_as_written() {
        assert_eq!(rank("黄寺大街24号社区", "大街24号"), Some(Rank::Inside));
        assert_eq!(rank("黄寺大街24号社区", "dajie24hao"), Some(Rank::Inside));
        assert_eq!(rank("复兴门外大街甲7号院", "jia7haoyuan"), Some(Rank::Inside));
        assert!(Sounds::new("wheelchair").is_none());
    }

    #[test]
    fn nothing_typed_meets_nothing() {
        assert_eq!(rank("轮椅", ""), None);
        assert_eq!(rank("轮椅", "'"), None);
    }
}
