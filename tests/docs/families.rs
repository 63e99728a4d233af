//! Ids of messages that are made of a template and an id from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::visit::{self, Visit};
use zhucan::app::{COMMANDS, Front, Lesson};
use zhucan::domain::case::snapshot::Part;
use zhucan::domain::case::{EventId, Kind, NextStep, Role, State};
use zhucan::domain::data::programme::{Kind as Entry, Subject};
use zhucan::domain::form::Fault;
use zhucan::text::handout::Format;

use crate::source::root;
use crate::sources::Strings;
use crate::{files_below, read};

/// Every string literal of the item `name` in `file`: a function, a method or a constant.
fn literals_in(file: &str, name: &str) -> Vec<String> {
    struct Find<'a>(&'a str, Strings);
    impl<'ast> Visit<'ast> for Find<'_> {
        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            if item.sig.ident == self.0 {
                self.1.visit_item_fn(item);
            }
        }
        fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
            if item.sig.ident == self.0 {
                self.1.visit_impl_item_fn(item);
            }
        }
        fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
            if item.ident == self.0 {
                self.1.visit_item_const(item);
            }
        }
    }
    let parsed = syn::parse_file(&read(file)).expect("it compiles");
    let mut find = Find(name, Strings::default());
    find.visit_file(&parsed);
    assert!(!find.1.literals.is_empty(), "{file} has no {name} with strings any more");
    find.1.literals
}

/// What `#[error("...")]` says on each variant in `file`: the names of faults and refusals.
fn error_names(file: &str) -> Vec<String> {
    #[derive(Default)]
    struct Errors(Vec<String>);
    impl<'ast> Visit<'ast> for Errors {
        fn visit_variant(&mut self, variant: &'ast syn::Variant) {
            let errors = variant.attrs.iter().filter(|attribute| attribute.path().is_ident("error"));
            self.0.extend(errors.filter_map(|error| error.parse_args::<syn::LitStr>().ok()).map(|name| name.value()));
        }
    }
    let mut errors = Errors::default();
    errors.visit_file(&syn::parse_file(&read(file)).expect("it compiles"));
    assert!(!errors.0.is_empty(), "{file} names no error");
    errors.0
}

/// The acts that have pages: the events that `offered` lists.
fn acts() -> Vec<String> {
    struct Events(bool, BTreeSet<String>);
    impl<'ast> Visit<'ast> for Events {
        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            self.0 = item.sig.ident == "offered";
            visit::visit_item_fn(self, item);
            self.0 = false;
        }
        fn visit_path(&mut self, path: &'ast syn::Path) {
            if self.0 && path.segments.len() == 2 && path.segments[0].ident == "EventId" {
                self.1.insert(path.segments[1].ident.to_string());
            }
        }
    }
    let mut events = Events(false, BTreeSet::new());
    events.visit_file(&syn::parse_file(&read("src/app/screens/acts.rs")).expect("it compiles"));
    let acts = EventId::ALL.iter().filter(|event| events.1.contains(&format!("{event:?}")));
    let acts: Vec<String> = acts.map(ToString::to_string).collect();
    assert_eq!(acts.len(), events.1.len(), "each is an event");
    acts
}

/// Every template with which an id is made, and what fills it. A template that is not here fails a test.
pub fn families() -> BTreeMap<&'static str, Vec<String>> {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let screens = |file: &str, name: &str| literals_in(&format!("src/app/screens/{file}.rs"), name);
    let all = |names: &mut dyn Iterator<Item = String>| names.collect::<Vec<_>>();
    let kinds = all(&mut Kind::ALL.iter().map(ToString::to_string));
    let states = all(&mut State::ALL.iter().map(ToString::to_string));
    let events = all(&mut EventId::ALL.iter().map(ToString::to_string));
    let commands = all(&mut COMMANDS.iter().map(|spec| spec.id.to_owned()));
    let subjects = all(&mut Subject::ALL.iter().map(|(_, id)| (*id).to_owned()));
    let faults = all(&mut Fault::samples().iter().map(Fault::id));
    let mut home = screens("home", "rows");
    home.extend(screens("home", "staff_rows"));
    let asks = list(&["note", "why", "reason", "visit", "who-comes", "needs", "prescription", "opinion"])
        .into_iter()
        .chain(list(&["amount", "own-share", "from-whom", "until", "cannot", "question"]))
        .collect::<Vec<_>>();
    let typed_papers = list(&["bring", "file", "cannot"]);
    let browse = list(&["subjects", "articles", "search", "all", "might", "owed", "document"]);
    let entries = all(&mut Entry::ALL.iter().map(|(_, id)| (*id).to_owned()));
    let askers = list(&["person", "employer", "institution", "professional", "all"]);
    let verdicts = list(&["eligible", "need-facts", "not-eligible"]);
    let takes = all(&mut Format::ALL.iter().map(ToString::to_string));
    let jump = || vec!["jump".to_owned()];
    let voice = list(&["on", "rate", "pitch", "volume", "name", "listening", "yao"]);
    let each = |of: &[&str], ways: &[&str]| -> Vec<String> {
        of.iter().flat_map(|one| ways.iter().map(move |way| format!("{one}-{way}"))).collect()
    };
    let turns = each(&["rate", "pitch", "volume"], &["up", "down", "usual"]);
    let ways = ["usual", "up", "down", "usual-end", "up-end", "down-end"];
    let levels = each(&["rate", "pitch"], &ways);
    BTreeMap::from([
        ("act-{}", acts()),
        ("act-{}-do", acts()),
        ("act-{}.help", acts()),
        ("apply-{}", kinds.clone()),
        ("apply-intro-{}", [kinds.clone(), list(&["own", "office"])].concat()),
        ("article-{}", articles()),
        ("ask-{}", asks.clone()),
        ("ask-{}.help", asks),
        ("amount-{}", list(&["month", "year", "once", "open"])),
        ("browse-{}", browse.clone()),
        ("browse-{}.help", browse),
        ("command-{}", [commands.clone(), jump()].concat()),
        ("command-{}.help", [commands.clone(), jump()].concat()),
        ("command-{}.words", commands),
        ("consent-{}", list(&["signature", "thumb", "recorded"])),
        ("did-{}", events),
        ("doctor-folder-{}", list(&["data", "outbox"])),
        ("doctor-of-{}", list(&["folders", "settings", "site", "terminal", "database", "speech"])),
        ("entry-{}", entries),
        ("fault-{}", faults.clone()),
        ("fault-{}.remedy", faults),
        ("home-{}", home.clone()),
        ("home-{}.help", home),
        ("kind-{}", kinds),
        ("lesson-{}", lessons(Front::Reader)),
        ("lesson-{}-line", lessons(Front::Line)),
        ("lesson-{}.help", lessons(Front::Reader)),
        ("lesson-{}-line.help", lessons(Front::Line)),
        ("might-{}", [askers, verdicts.clone()].concat()),
        ("might-{}.help", verdicts),
        ("next-{}", all(&mut NextStep::ALL.iter().map(ToString::to_string))),
        ("paper-{}", list(&["on-file", "bring", "file", "cannot"])),
        ("paper-{}-label", typed_papers.clone()),
        ("paper-{}-label.help", typed_papers.clone()),
        ("paper-{}-title", typed_papers),
        ("part-{}", part_names()),
        ("person-{}", list(&["cases", "device", "retrofit", "pin"])),
        ("person-{}.help", list(&["cases", "device", "retrofit", "pin"])),
        ("rate-{}", list(&["bj18", "jz25", "illustrative"])),
        ("refusal-{}", error_names("src/domain/case/refusal.rs")),
        ("role-{}", all(&mut Role::ALL.iter().map(ToString::to_string))),
        ("section-{}", screens("programme", "SECTIONS")),
        ("section-{}-known", list(&["who", "how"])),
        ("setting-{}", screens("settings", "NAMES")),
        ("setting-{}.help", screens("settings", "NAMES")),
        ("sign-in-{}", list(&["resident", "staff"])),
        ("sign-in-{}-name", list(&["resident", "staff"])),
        ("sign-in-{}-secret", list(&["resident", "staff"])),
        ("state-{}", states.clone()),
        ("state-{}.help", states),
        ("subject-{}", subjects.clone()),
        ("subject-{}.help", subjects),
        ("take-{}", takes.clone()),
        ("take-{}.help", takes),
        ("warning-{}", error_names("src/domain/form/fault.rs").into_iter().filter(|id| id == "ends-soon").collect()),
        // The first half of these is a whole id, found where it is written.
        ("setting-voice-{}", voice.clone()),
        ("setting-voice-{}.help", voice),
        ("turn-{}", turns),
        ("voice-{}", [list(&["headphones", "loudspeaker"]), levels].concat()),
        ("voice-{}.help", list(&["headphones", "loudspeaker"])),
        // The first half of these is a whole id, found where it is written.
        ("{}.act", list(&["fault-words", "fault-amount", "fault-amount-large", "fault-day"])),
        ("{}.help", list(&["row-back", "row-leave", "sign-in-resident-name", "sign-in-resident-secret"])),
        ("{}.remedy", Vec::new()),
        ("{}.then", list(&["check-eligible", "check-not-eligible", "check-need-facts"])),
    ])
}

/// The lessons of the first minute.
fn lessons(front: Front) -> Vec<String> {
    let all = std::iter::successors(Some(Lesson::first(front)), |lesson| Some(lesson.next(front)));
    all.take_while(|lesson| *lesson != Lesson::Done).map(|lesson| lesson.id().to_owned()).collect()
}

/// Articles of the policy with something to ask for.
fn articles() -> Vec<String> {
    let files = files_below(&root().join("assets/policies"), "toml");
    let numbers = files.iter().map(|file| {
        let text = fs::read_to_string(file).expect("it was just listed");
        let line = text.lines().find_map(|line| line.strip_prefix("article = "));
        line.unwrap_or_else(|| panic!("{} names no article", file.display())).to_owned()
    });
    numbers.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The parts of a case that different people take.
fn part_names() -> Vec<String> {
    Part::ALL.iter().map(ToString::to_string).collect()
}
