//! Finding an entry by whatever a person types: Chinese, pinyin with or without tones, initials, English, a code, or a
//! mixture, in any width and case.
//!
//! The order is always the same: how well the entry matches, then the order in which the entries were given. Nothing is
//! left out, so that a list of hits can be walked to its end.

mod fold;
mod sound;

use fold::{compact, fold};
use sound::{Sounds, Typed};

/// What can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Given back by the search; not searched itself.
    pub id: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Code, found with or without its hyphen.
    pub code: String,
    /// Everyday words in either language.
    pub keywords: Vec<String>,
}

/// How well an entry matches; the better, the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A name, a keyword or the code is what was typed.
    Exact,
    /// One of them begins with it.
    Prefix,
    /// A later word of one of them begins with it.
    WordStart,
    /// It stands somewhere inside, or its words stand in different places.
    Inside,
}

/// An entry that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    /// The entry's id.
    pub id: &'a str,
    /// How well it matches.
    pub rank: Rank,
}

/// Entries made ready for searching. Build it once; a search walks all of it.
#[derive(Clone, Debug, Default)]
pub struct Index {
    entries: Vec<Ready>,
}

#[derive(Clone, Debug)]
struct Ready {
    id: String,
    code: String,
    fields: Vec<Field>,
}

/// One name or keyword.
#[derive(Clone, Debug)]
struct Field {
    /// Folded, with single spaces between words.
    text: String,
    /// Readings, when there is Chinese in it.
    sounds: Option<Sounds>,
}

impl Field {
    fn new(text: &str) -> Self {
        let text = fold(text);
        Self { sounds: Sounds::new(&text), text }
    }

    fn rank(&self, query: &Query) -> Option<Rank> {
        let written = place(&self.text, &query.text);
        let heard = self.sounds.as_ref().and_then(|sounds| sounds.rank(&query.typed));
        written.into_iter().chain(heard).min()
    }
}

/// What was typed, or one word of it.
struct Query {
    text: String,
    code: String,
    typed: Typed,
}

impl Query {
    fn new(folded: &str) -> Self {
        Self { code: compact(folded), typed: Typed::new(folded), text: folded.to_owned() }
    }
}

impl Index {
    /// Of these entries, in the order that breaks ties.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let ready = |entry: Entry| {
            let names = [&entry.zh, &entry.en].into_iter().filter(|name| !name.is_empty());
            let fields = names.chain(&entry.keywords).map(|text| Field::new(text)).collect();
            Ready { code: compact(&fold(&entry.code)), id: entry.id, fields }
        };
        Self { entries: entries.into_iter().map(ready).collect() }
    }

    /// All entries that match, best first; when nothing but space was typed, all entries in their order.
    pub fn find(&self, query: &str) -> Vec<Hit<'_>> {
        let folded = fold(query);
        let whole = Query::new(&folded);
        let words: Vec<Query> = folded.split(' ').map(Query::new).collect();
        let mut hits: Vec<Hit<'_>> = self
            .entries
            .iter()
            .filter_map(|entry| {
                let rank = if folded.is_empty() { Rank::Inside } else { entry.rank(&whole, &words)? };
                Some(Hit { id: &entry.id, rank })
            })
            .collect();
        hits.sort_by_key(|hit| hit.rank);
        hits
    }
}

impl Ready {
    fn rank(&self, whole: &Query, words: &[Query]) -> Option<Rank> {
        self.rank_of(whole).or_else(|| {
            let apart = words.len() > 1 && words.iter().all(|word| self.rank_of(word).is_some());
            apart.then_some(Rank::Inside)
        })
    }

    fn rank_of(&self, query: &Query) -> Option<Rank> {
        let code = (!query.code.is_empty()).then(|| place(&self.code, &query.code)).flatten();
        self.fields.iter().filter_map(|field| field.rank(query)).chain(code).min()
    }
}

/// Where `needle` stands in `hay`, at its best place.
fn place(hay: &str, needle: &str) -> Option<Rank> {
    let rank = |(at, _): (usize, &str)| {
        if at == 0 && hay.len() == needle.len() {
            Rank::Exact
        } else if at == 0 {
            Rank::Prefix
        } else if hay[..at].chars().next_back().is_some_and(|before| !before.is_alphanumeric()) {
            Rank::WordStart
        } else {
            Rank::Inside
        }
    };
    hay.match_indices(needle).map(rank).min()
}

/// The next of `names` behind `at` that matches `query`, or the first one before it; `None` when nothing else does.
pub fn next_match(names: &[&str], query: &str, at: Option<usize>) -> Option<usize> {
    let index = Index::new(names.iter().enumerate().map(|(place, name)| Entry {
        id: place.to_string(),
        zh: (*name).to_owned(),
        ..Entry::default()
    }));
    let mut places: Vec<usize> = index.find(query).iter().filter_map(|hit| hit.id.parse().ok()).collect();
    places.sort_unstable();
    let behind = places.iter().find(|place| at.is_none_or(|at| **place > at));
    behind.or_else(|| places.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::data::item::{device, retrofit};
    use crate::domain::data::place;

    fn read(folder: &str) -> Vec<(String, String)> {
        let path = format!("{}/assets/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> = std::fs::read_dir(path).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| (file.display().to_string(), std::fs::read_to_string(file).unwrap())).collect()
    }

    fn entry(code: String, zh: String, en: String, keywords: Vec<String>) -> Entry {
        Entry { id: code.clone(), zh, en, code, keywords }
    }

    /// All devices and retrofit items.
    fn catalogue() -> Index {
        let devices = read("devices").iter().flat_map(|(f, t)| device::parse(f, t).unwrap()).collect();
        let items = read("retrofits").iter().flat_map(|(f, t)| retrofit::parse(f, t).unwrap()).collect();
        let devices = device::arrange(devices).unwrap().into_iter();
        let items = retrofit::arrange(items).unwrap().into_iter();
        Index::new(
            devices
                .map(|d| entry(d.code, d.name.zh, d.name.en, d.keywords))
                .chain(items.map(|i| entry(i.code, i.name.zh, i.name.en, i.keywords))),
        )
    }

    fn ids<'a>(index: &'a Index, query: &str) -> Vec<&'a str> {
        index.find(query).into_iter().map(|hit| hit.id).collect()
    }

    const WHEELCHAIRS: [&str; 9] =
        ["ad-010", "ad-011", "ad-012", "ad-013", "ad-014", "ad-015", "ad-016", "ad-017", "ad-018"];

    #[test]
    fn a_wheelchair_is_found_however_it_is_typed() {
        let index = catalogue();
        for query in [
            "轮椅",
            "lunyi",
            "LUNYI",
            "ｌｕｎｙｉ",
            "lun yi",
            "lún yǐ",
            "lun2yi3",
            "lun2 yi3",
            "轮yi",
            "lun椅",
            "ly",
            "LY",
            "wheelchair",
            "Wheelchair",
        ] {
            let found = ids(&index, query);
            assert_eq!(found.get(..9), Some(&WHEELCHAIRS[..]), "{query}");
        }
    }

    #[test]
    fn a_tone_that_is_typed_must_be_right() {
        let index = catalogue();
        assert!(!ids(&index, "lun4yi3").contains(&"ad-010"));
        assert!(!ids(&index, "lūn yǐ").contains(&"ad-010"));
        assert!(ids(&index, "lunyǐ").contains(&"ad-010"), "one tone is enough");
    }

    #[test]
    fn codes_are_found_with_and_without_their_hyphen() {
        let index = catalogue();
        for query in ["ad-010", "AD-010", "ad010", "ａｄ－０１０", " ad-010 ", "010"] {
            assert_eq!(ids(&index, query).first(), Some(&"ad-010"), "{query}");
        }
        assert_eq!(index.find("ad-010")[0].rank, Rank::Exact);
        let items = ids(&index, "rf-");
        assert_eq!(items.len(), 40, "a hyphen belongs to a code, not between syllables");
        assert!(items.iter().all(|id| id.starts_with("rf-")), "{items:?}");
    }

    #[test]
    fn everyday_words_are_found() {
        let index = catalogue();
        for (query, id) in [
            ("盲杖", "ad-056"),
            ("mangzhang", "ad-056"),
            ("mz", "ad-056"),
            ("拐杖", "ad-001"),
            ("拐棍", "ad-001"),
            ("马桶扶手", "rf-14"),
            ("matongfushou", "rf-14"),
            ("mtfs", "rf-14"),
            ("助听器", "ad-077"),
            ("zhutingqi", "ad-077"),
            ("zhtq", "ad-077"),
            ("尿不湿", "ad-048"),
            ("读屏", "ad-066"),
            ("坡道", "ad-023"),
            ("grab bar", "rf-14"),
            ("white cane", "ad-056"),
            ("NVDA", "ad-066"),
        ] {
            assert_eq!(ids(&index, query).first(), Some(&id), "{query}");
        }
    }

    #[test]
    fn one_character_finds_every_stick() {
        let index = catalogue();
        let found = ids(&index, "杖");
        for id in ["ad-001", "ad-002", "ad-003", "ad-004", "ad-005", "ad-006", "ad-056"] {
            assert!(found.contains(&id), "{id}");
        }
        assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "all inside, so in catalogue order");
    }

    #[test]
    fn words_may_stand_in_any_order_and_language() {
        let index = catalogue();
        assert_eq!(ids(&index, "indoors wheelchair"), ["ad-015"]);
        assert_eq!(ids(&index, "轮椅 indoors"), ["ad-015"]);
        assert_eq!(ids(&index, "indoors　lunyi"), ["ad-015"]);
        assert!(ids(&index, "轮椅 zzz").is_empty());
    }

    #[test]
    fn the_order_is_rank_then_catalogue() {
        let of = |code: &str, zh: &str, en: &str| entry(code.to_owned(), zh.to_owned(), en.to_owned(), Vec::new());
        let index = Index::new([
            of("a1", "", "A remote bed"),
            of("a2", "", "Care bed, manual"),
            of("a3", "", "Embedded"),
            of("a4", "", "Bed rail"),
            of("a5", "", "Bed"),
            of("a6", "", "Bedroom"),
        ]);
        let hits: Vec<(&str, Rank)> = index.find("BED").into_iter().map(|hit| (hit.id, hit.rank)).collect();
        assert_eq!(
            hits,
            [
                ("a5", Rank::Exact),
                ("a4", Rank::Prefix),
                ("a6", Rank::Prefix),
                ("a1", Rank::WordStart),
                ("a2", Rank::WordStart),
                ("a3", Rank::Inside),
            ]
        );
        assert_eq!(ids(&index, " "), ["a1", "a2", "a3", "a4", "a5", "a6"]);
        assert!(index.find("xyz").is_empty());
    }

    #[test]
    fn what_is_found_is_found_again_with_each_letter_less() {
        let index = catalogue();
        for query in ["matongfushou", "wheelchair", "轮椅坡道", "ad-010", "mtfs", "lun2yi3"] {
            let best = ids(&index, query)[0];
            for (end, _) in query.char_indices().skip(1) {
                assert!(ids(&index, &query[..end]).contains(&best), "{}", &query[..end]);
            }
        }
    }

    #[test]
    fn communities_are_found_by_sound() {
        let (file, text) = read("places").remove(0);
        let all = place::parse(&file, &text).unwrap();
        let subdistricts = all.iter().map(|s| entry(s.code.clone(), s.official.clone(), s.en.clone(), Vec::new()));
        let communities = all.iter().flat_map(|s| &s.communities);
        let communities = communities.map(|c| entry(c.code.clone(), c.zh.clone(), String::new(), Vec::new()));
        let index = Index::new(subdistricts.chain(communities));
        assert_eq!(index.find("").len(), 278);
        assert_eq!(ids(&index, "yuetan")[..2], ["110102007", "110102007003"]);
        assert_eq!(ids(&index, "dashilan")[0], "110102013", "by its name in pinyin");
        assert_eq!(ids(&index, "dazhalan")[0], "110102013", "by another reading");
        assert_eq!(ids(&index, "changchunjie"), ["110102017004", "110102017015"], "长 has two readings");
        assert_eq!(ids(&index, "guang'anmennei")[0], "110102017");
        assert_eq!(ids(&index, "lvchang"), ids(&index, "lüchang"));
        assert_eq!(ids(&index, "luchangjie"), ["110102014004"], "禄长街");
    }
}
