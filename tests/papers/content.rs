//! Every entry as plain text and as large print, in both languages: nothing is missing, and it is built as it should be.

use std::collections::BTreeSet;

use zhucan::domain::shipped;
use zhucan::text::handout::{Part, html, plain};
use zhucan::text::{Lang, Text, columns};

use super::{day, entries, handout};

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// Without what only makes rows.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn plain_text_tells_all_of_every_entry_in_short_rows() {
    for lang in LANGS {
        let text = Text::new(lang);
        for (page, one) in entries(lang).iter().zip(shipped::catalogue(day())) {
            let plain = plain(page);
            for row in plain.lines() {
                assert!(columns(row) <= 40, "{}: {row}", one.id);
                assert_eq!(row, row.trim(), "{}", one.id);
            }
            assert!(plain.ends_with('\n') && !plain.contains("\n\n\n"), "{}", one.id);
            let words = one.text(lang);
            let squeezed = squeeze(&plain);
            let sections =
                [&words.what, &words.who, &words.amount, &words.papers, &words.decides, &words.how, &words.basis];
            let mut wanted: Vec<String> = sections.into_iter().flatten().cloned().collect();
            wanted.extend([words.name.clone(), one.id.clone(), text.place(one.article, one.item)]);
            wanted.extend(text.paid_from(one, day()));
            if let Some(conditions) = shipped::rules(day()).conditions(&one.id) {
                wanted.extend(conditions.iter().map(|condition| condition.text.get(lang).to_owned()));
            }
            for words in wanted {
                assert!(squeezed.contains(&squeeze(&words)), "{}: {words} is missing in\n{plain}", one.id);
            }
        }
    }
}

#[test]
fn the_files_of_two_entries_never_have_the_same_name() {
    for lang in LANGS {
        let pages = entries(lang);
        let names: BTreeSet<&str> = pages.iter().map(|page| page.stem.as_str()).collect();
        assert_eq!(names.len(), pages.len());
        assert!(names.iter().all(|name| !name.is_empty() && !name.contains(['/', '.', ' '])), "{names:?}");
    }
}

/// A tag of a page: its name, its attributes, and whether it closes.
#[derive(Debug, PartialEq)]
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    closes: bool,
}

/// What a page consists of: tags and the text between them, with its entities put back.
enum Token<'a> {
    Tag(Tag<'a>),
    Text(String),
}

/// Reads a page strictly: every `<` begins a tag, every attribute is quoted, every `&` begins one of five entities.
fn tokens(page: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").expect("the kind of document comes first");
    while !rest.is_empty() {
        let Some(inside) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            tokens.push(Token::Text(plain_of(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        let end = inside.find('>').expect("a tag ends");
        let (tag, after) = (&inside[..end], &inside[end + 1..]);
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let (name, mut left) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while !left.is_empty() {
            let (key, value) = left.split_once("=\"").expect("an attribute has a quoted value");
            let (value, more) = value.split_once('"').expect("the quote ends");
            attributes.push((key, value));
            left = more.trim_start();
        }
        tokens.push(Token::Tag(Tag { name, attributes, closes }));
        rest = after;
    }
    tokens
}

fn plain_of(text: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split('&');
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once(';').unwrap_or_else(|| panic!("a bare & in {text}"));
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            name => panic!("&{name}; is not known to every browser"),
        });
        out.push_str(rest);
    }
    assert!(!out.contains('\u{0}'));
    out
}

/// What a page holds: its language, its headings of both ranks and its paragraphs, each with the languages of its pieces.
#[derive(Default)]
struct Read {
    lang: String,
    title: String,
    first: Vec<String>,
    second: Vec<String>,
    paragraphs: Vec<String>,
    foreign: Vec<(String, String)>,
    style: String,
}

fn read(page: &str) -> Read {
    const EMPTY: [&str; 1] = ["meta"];
    const KNOWN: [&str; 12] =
        ["html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "strong", "span"];
    let mut read = Read::default();
    let mut open: Vec<&str> = Vec::new();
    let mut block = String::new();
    for token in tokens(page) {
        match token {
            Token::Text(text) => {
                if open.last() == Some(&"span") {
                    read.foreign.last_mut().expect("a span was opened").1.push_str(&text);
                }
                let between = open.iter().all(|name| ["html", "head", "body", "main"].contains(name));
                assert!(!between || text.trim().is_empty(), "words outside of any block: {text}");
                block.push_str(&text);
            }
            Token::Tag(tag) if tag.closes => {
                assert_eq!(open.pop(), Some(tag.name), "tags are closed in their order");
                let words = || block.trim().to_owned();
                match tag.name {
                    "title" => read.title = words(),
                    "style" => read.style = words(),
                    "h1" => read.first.push(words()),
                    "h2" => read.second.push(words()),
                    "p" => read.paragraphs.push(words()),
                    _ => continue,
                }
                block.clear();
            }
            Token::Tag(tag) => {
                // No table, script, link, picture or frame can be among these.
                assert!(KNOWN.contains(&tag.name), "<{}>", tag.name);
                match (tag.name, &tag.attributes[..]) {
                    ("html", [("lang", lang)]) => (*lang).clone_into(&mut read.lang),
                    ("span", [("lang", lang)]) => read.foreign.push(((*lang).to_owned(), String::new())),
                    ("meta", attributes) => {
                        assert!(attributes.iter().all(|(key, _)| ["charset", "name", "content"].contains(key)));
                    }
                    (name, attributes) => assert!(attributes.is_empty(), "<{name}> {attributes:?}"),
                }
                if !EMPTY.contains(&tag.name) {
                    open.push(tag.name);
                }
            }
        }
    }
    assert_eq!(open, [""; 0], "everything is closed");
    read
}

#[test]
fn large_print_has_real_headings_its_language_and_nothing_from_elsewhere() {
    for lang in LANGS {
        let (own, other) = if lang == Lang::Zh { ("zh-CN", "en") } else { ("en", "zh-CN") };
        for page in entries(lang) {
            let out = html(&page);
            let read = read(&out);
            assert_eq!((read.lang.as_str(), &read.title), (own, &page.title));
            assert_eq!(read.first, std::slice::from_ref(&page.title), "one heading of the first rank");
            let (headings, rest): (Vec<&Part>, Vec<&Part>) = page.parts.iter().partition(|part| part.is_heading());
            assert_eq!(read.second, headings.iter().map(|part| part.words()).collect::<Vec<_>>());
            assert!(read.second.len() >= 4, "{}", page.title);
            assert_eq!(read.paragraphs, rest.iter().map(|part| part.words()).collect::<Vec<_>>());
            assert!(read.foreign.iter().all(|(lang, words)| lang == other && !words.trim().is_empty()));
            for asks in ["url(", "@import", "http", "src"] {
                assert!(!out.contains(asks), "{}: {asks}", page.title);
            }
            for wants in ["prefers-color-scheme: dark", "/1.6 ", "max-width"] {
                assert!(read.style.contains(wants), "{wants}");
            }
        }
    }
}

#[test]
fn words_in_the_other_language_are_marked() {
    let page = entries(Lang::En).into_iter().find(|page| page.stem == "child-living-allowance").expect("it is there");
    let read = read(&html(&page));
    assert!(read.foreign.contains(&("zh-CN".into(), "残疾儿童生活补贴".into())), "{:?}", read.foreign);
    let page = entries(Lang::Zh).into_iter().find(|page| page.stem == "残疾儿童生活补贴").expect("it is there");
    assert!(self::read(&html(&page)).foreign.contains(&("en".into(), "child-living-allowance".into())));
}

#[test]
fn what_looks_like_a_tag_is_read_as_it_was_written() {
    let words = "<script>alert('a & b')</script> \"c\" &amp; </p><table>";
    let read = read(&html(&handout(Lang::En, words, &[words])));
    assert_eq!((read.title, read.first, read.paragraphs), (words.into(), vec![words.into()], vec![words.into()]));
}
