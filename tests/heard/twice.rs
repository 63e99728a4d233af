//! What row writers get wrong: the same words twice, words that go, a page over a page, letters of an input method, another
//! size of the window. Through the whole painter and every model, with the keys far apart and one upon the other.

use zhucan::app::{Front, Key};
use zhucan::front::layout::Size;
use zhucan::rehearse::{Entry, Header, Played, Player, parse};
use zhucan::text::{Lang, Text};
use zhucan::view::View;

use crate::goals::{MODELS, Model};
use crate::measure::plain;

/// Plays keys for one model.
struct At<'a> {
    player: Player,
    model: &'a Model,
    lang: Lang,
    last: Option<Played>,
}

impl<'a> At<'a> {
    fn start(model: &'a Model, lang: Lang, hurried: bool) -> Self {
        let name = if lang == Lang::En { "en" } else { "zh-CN" };
        let script = parse(&format!("lang: {name}\ndata: empty\n\n")).expect("a header");
        let header = Header { echoes: model.echoes, front: Front::Reader, ..script.header };
        let mut player = Player::new(header).expect("a database in memory");
        if hurried {
            player.hurry();
        }
        let mut at = Self { player, model, lang, last: None };
        at.last = Some(at.player.beat(None, "start").expect("a database in memory"));
        at
    }

    /// Every model, both languages, slowly and in a hurry.
    fn each(mut walk: impl FnMut(At<'_>)) {
        for model in &MODELS {
            for lang in [Lang::Zh, Lang::En] {
                for hurried in [false, true] {
                    walk(At::start(model, lang, hurried));
                }
            }
        }
    }

    fn play(&mut self, entry: &Entry) -> (Vec<String>, Vec<String>) {
        let written = format!("{entry:?}");
        let played = self.player.beat(Some(entry), &written).expect("a database in memory");
        let heard = played.line.heard.clone();
        let said = (self.model.said)(&played.line.readers).clone();
        assert!((self.model.said)(&played.idle).is_empty(), "{} {written}: says something by itself", self.model.name);
        self.last = Some(played);
        (heard, said)
    }

    /// Presses a key; what the program declares and what the reader says.
    fn key(&mut self, name: &str) -> (Vec<String>, Vec<String>) {
        self.play(&Entry::Key(Key::parse(name).expect("a key's name")))
    }

    fn keys(&mut self, names: &str) {
        for name in names.split(' ') {
            self.key(name);
        }
    }

    fn types(&mut self, text: &str) -> (Vec<String>, Vec<String>) {
        self.play(&Entry::Type(text.to_owned()))
    }

    fn view(&self) -> &View {
        self.last.as_ref().and_then(|played| played.view.as_ref()).expect("the program runs")
    }

    fn text(&self, id: &str) -> String {
        Text::new(self.lang).say(id)
    }

    /// All that is heard is said, once, and nothing else but `beside`.
    fn exactly(&self, what: &str, (heard, said): &(Vec<String>, Vec<String>), beside: &str) {
        let all: String = said.iter().map(|words| plain(words)).collect();
        let wanted: String = heard.iter().map(|words| plain(words)).collect();
        let fits = all == wanted || (!beside.is_empty() && all.strip_prefix(plain(beside).as_str()) == Some(&wanted));
        assert!(
            !wanted.is_empty() && fits,
            "{} {:?} {what}: {said:?} instead of {heard:?}",
            self.model.name,
            self.lang
        );
    }

    /// The words are said, once.
    fn once(&self, what: &str, (heard, said): &(Vec<String>, Vec<String>)) {
        let all: String = said.iter().map(|words| plain(words)).collect();
        for words in heard {
            let times = all.matches(&plain(words)).count();
            assert_eq!(times, 1, "{} {:?} {what}: {words:?} in {said:?}", self.model.name, self.lang);
        }
    }

    /// Nothing is said of the words, nor of any row but that of the field.
    fn nothing_of(&self, what: &str, words: &[String], (_, said): &(Vec<String>, Vec<String>)) {
        let all: String = said.iter().map(|said| plain(said)).collect();
        let view = self.view();
        let others = view.rows().into_iter().filter(|node| node.id != view.focus).map(|node| node.name.clone());
        for words in words.iter().cloned().chain(others).chain([view.root.name.clone()]) {
            let there = all.contains(&plain(&words));
            assert!(!there, "{} {:?} {what}: {words:?} in {said:?}", self.model.name, self.lang);
        }
    }
}

/// To the field that asks what to look for, among what help there is.
const TO_A_FIELD: &str = "1 Enter 3 Enter";

#[test]
fn the_same_error_twice_in_a_row_is_heard_twice() {
    At::each(|mut at| {
        at.keys(TO_A_FIELD);
        at.types("zzzz");
        let first = at.key("Enter");
        assert!(at.view().focused().fault.is_some(), "nothing is called zzzz");
        at.once("an error", &first);
        for time in ["the same error again", "and once more"] {
            let again = at.key("Enter");
            assert_eq!(again.0, first.0);
            at.once(time, &again);
        }
    });
}

#[test]
fn the_same_error_twice_is_heard_twice_where_nothing_is_shown() {
    At::each(|mut at| {
        at.keys("5 Enter");
        at.types("clerk");
        at.key("Enter");
        assert!(at.view().focused().role.takes_text(), "a field for the passphrase");
        let first = at.key("Enter");
        assert!(at.view().focused().fault.is_some(), "nothing was typed");
        at.once("an error", &first);
        let again = at.key("Enter");
        at.once("the same error again", &again);
        // What is typed takes the error out of the tree, while nothing is written.
        at.types("x");
        at.key("Backspace");
        let again = at.key("Enter");
        assert_eq!(again.0, first.0);
        at.once("the same error after typing", &again);
    });
}

#[test]
fn clearing_an_error_makes_no_other_row_speak() {
    At::each(|mut at| {
        for edit in ["x", "Backspace"] {
            if edit == "Backspace" && at.model.name == "Orca" {
                // It says whatever Backspace makes disappear; see the exceptions.
                continue;
            }
            let mut at = At::start(at.model, at.lang, false);
            at.keys(TO_A_FIELD);
            at.types("zzzz");
            let (error, _) = at.key("Enter");
            let edited = if edit == "Backspace" { at.key(edit) } else { at.types(edit) };
            assert!(at.view().focused().fault.is_none(), "the error has gone");
            at.nothing_of("an edit", &error, &edited);
            // And the next letter is a letter again.
            let more = at.types("y");
            at.nothing_of("the next letter", &error, &more);
        }
        at.keys(TO_A_FIELD);
        at.types("zzzz");
        at.key("Enter");
        for key in ["Tab", "Down"] {
            let left = at.key(key);
            at.exactly("leaving the field", &left, "");
        }
    });
}

#[test]
fn a_page_is_heard_whole_and_once_whatever_key_opens_it() {
    At::each(|mut at| {
        // Esc and Backspace open pages too; Orca says nothing of what comes after them.
        let keys: &[&str] = if at.model.name == "Orca" {
            &["Enter", "b", "?", "PageDown", "b", "/", "Tab", "Tab", "Enter", "a", "q", "b"]
        } else {
            &["Enter", "Backspace", "?", "PageDown", "Esc", "/", "Esc", "a", "q", "b", "a"]
        };
        for key in keys {
            let played = at.key(key);
            // While the old page goes the cursor is on a blank row, which an NVDA that looks at the cursor says.
            let beside = if *key == "PageDown" && at.model.name.starts_with("NVDA") { "blank" } else { "" };
            at.exactly(key, &played, beside);
        }
    });
}

#[test]
fn the_same_words_again_are_heard_again() {
    At::each(|mut at| {
        for (key, id) in
            [("r", None), ("w", None), ("x", None), ("h", None), ("9", None), ("残", Some("残")), ("ｊ", Some("ｊ"))]
        {
            let first = at.key(key);
            assert!(id.is_none_or(|letter| first.0[0].contains(letter)), "{:?}", first.0);
            for time in 1..=3 {
                let again = at.key(key);
                assert_eq!(again.0, first.0, "{key}");
                at.exactly(&format!("{key}, time {time}"), &again, "");
            }
        }
    });
}

#[test]
fn letters_of_an_input_method_are_answered_in_words() {
    At::each(|mut at| {
        let focus = at.view().focus.clone();
        for letters in ["看", "看看", "，", "ｊ", "１", "？", "ｊｋ"] {
            let answer = match letters.chars().count() {
                1 => at.key(letters),
                _ => at.types(letters),
            };
            assert_eq!(at.view().focus, focus, "{letters} moved something");
            assert!(answer.0[0].contains(letters) && answer.0[0].contains("Shift"), "{:?}", answer.0);
            at.exactly(letters, &answer, "");
        }
        let refused = at.types("ordinary text that was pasted");
        assert_eq!(refused.0[0], at.text("refused-no-field"));
    });
    // In a field they are text.
    let mut at = At::start(&MODELS[0], Lang::Zh, false);
    at.keys(TO_A_FIELD);
    at.types("１看看");
    assert_eq!(at.view().focused().value.as_deref(), Some("１看看"));
}

#[test]
fn a_window_that_changes_its_size_is_heard_whole_and_once() {
    At::each(|mut at| {
        if at.model.name == "Orca" {
            // Without a key it says only what the cursor stands right behind.
            return;
        }
        at.keys("1 Enter Down");
        for size in [Size { cols: 40, rows: 12 }, Size { cols: 80, rows: 24 }, Size { cols: 100, rows: 40 }] {
            let focus = at.view().focus.clone();
            let played = at.player.resize(size).expect("it runs on a screen");
            let said = (at.model.said)(&played.line.readers).clone();
            let heard = played.line.heard.clone();
            at.last = Some(played);
            at.exactly("another size", &(heard, said), "");
            assert_eq!(at.view().focus.as_str().rsplit('/').next(), focus.as_str().rsplit('/').next());
        }
        let after = at.key("r");
        at.exactly("a key after it", &after, "");
    });
}
