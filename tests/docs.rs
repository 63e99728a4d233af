//! What is written about the program is true of the program: its key page, its words in both languages, its commands.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use source::{Module, modules, root};
use syn::visit::{self, Visit};
use zhucan::app::{COMMANDS, Valid, screens::key_name};
use zhucan::domain::case::snapshot::Part;
use zhucan::domain::case::{EventId, Kind, NextStep, Role, State};
use zhucan::domain::data::programme::Subject;
use zhucan::domain::form::Fault;
use zhucan::rehearse::{self, Player};
use zhucan::text::{Argument, Lang, Text};

const LANGS: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh-CN")];

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

// Words in both languages.

/// Where a message is written and, for its value (under "") and each attribute, the arguments it takes.
#[derive(Debug, PartialEq, Eq)]
struct Message {
    file: String,
    parts: BTreeMap<String, BTreeSet<String>>,
}

/// Every message of a language by its id.
fn messages(folder: &str) -> BTreeMap<String, Message> {
    let mut found = BTreeMap::new();
    for path in files_below(&root().join("assets/locales").join(folder), "ftl") {
        let file = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("it was just listed");
        let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{file}: {faults:?}"));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut parts = BTreeMap::new();
                    parts.extend(message.value.iter().map(|value| (String::new(), arguments(value))));
                    for attribute in &message.attributes {
                        parts.insert(attribute.id.name.clone(), arguments(&attribute.value));
                    }
                    let id = message.id.name.clone();
                    let before = found.insert(id.clone(), Message { file: file.clone(), parts });
                    assert!(before.is_none(), "{folder}/{file}: {id} is there twice");
                }
                Entry::Junk { content } => panic!("{folder}/{file}: {content}"),
                _ => {}
            }
        }
    }
    found
}

fn arguments(pattern: &Pattern<String>) -> BTreeSet<String> {
    fn inline(expression: &InlineExpression<String>, found: &mut BTreeSet<String>) {
        match expression {
            InlineExpression::VariableReference { id } => drop(found.insert(id.name.clone())),
            InlineExpression::Placeable { expression } => whole(expression, found),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            other => panic!("messages use arguments and literals only, not {other:?}"),
        }
    }
    fn whole(expression: &Expression<String>, found: &mut BTreeSet<String>) {
        match expression {
            Expression::Inline(expression) => inline(expression, found),
            Expression::Select { selector, variants } => {
                inline(selector, found);
                variants.iter().for_each(|variant| found.extend(arguments(&variant.value)));
            }
        }
    }
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            whole(expression, &mut found);
        }
    }
    found
}

fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be read to its end").path();
        if path.is_dir() {
            files.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|known| known == ending) {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn both_languages_have_the_same_messages() {
    let [english, chinese] = ["en", "zh-CN"].map(messages);
    let only = |one: &BTreeMap<String, Message>, other: &BTreeMap<String, Message>| {
        one.keys().filter(|id| !other.contains_key(*id)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&english, &chinese), [""; 0], "only in English");
    assert_eq!(only(&chinese, &english), [""; 0], "only in Chinese");
    for (id, message) in &english {
        assert_eq!(message, &chinese[id], "{id} differs in its file, its attributes or its arguments");
    }
}

/// Finds messages that no file given to `Text` holds, and those that cannot be worded.
#[test]
fn every_message_can_be_said() {
    for (lang, folder) in LANGS {
        let text = Text::new(lang);
        for (id, message) in messages(folder) {
            for (part, arguments) in message.parts {
                let id = if part.is_empty() { id.clone() } else { format!("{id}.{part}") };
                let arguments: Vec<(&str, &dyn Argument)> =
                    arguments.iter().map(|name| (name.as_str(), &"7" as &dyn Argument)).collect();
                let said = text.find(&id, &arguments).unwrap_or_else(|| panic!("{folder}: {id} is in no file of Text"));
                assert!(!said.is_empty() && !said.contains(['{', '}']), "{folder}: {id} is said as {said:?}");
            }
        }
    }
}

fn exists(id: &str) -> bool {
    let (message, part) = id.split_once('.').unwrap_or((id, ""));
    ENGLISH.with(|known| known.get(message).is_some_and(|message| message.parts.contains_key(part)))
}

thread_local! {
    static ENGLISH: BTreeMap<String, Message> = messages("en");
}

/// String literals and `format!` templates in syntax, those among the tokens of other macros included.
#[derive(Default)]
struct Strings {
    literals: Vec<String>,
    templates: Vec<String>,
}

impl Strings {
    fn of(visit: impl FnOnce(&mut Self)) -> Self {
        let mut strings = Self::default();
        visit(&mut strings);
        strings
    }
}

impl<'ast> Visit<'ast> for Strings {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.literals.push(literal.value());
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut inside = Vec::new();
        call.parse_body_with(|input: syn::parse::ParseStream<'_>| strings(input, &mut inside))
            .expect("they are tokens");
        if call.path.is_ident("format") {
            self.templates.extend(inside.drain(..1).map(|template| holes(&template)));
        }
        self.literals.extend(inside);
    }

    // Doc comments are attributes that hold a string.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// A template with every hole written as `{}`.
fn holes(template: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in template.chars() {
        inside = (inside || c == '{') && c != '}';
        if !inside || c == '{' {
            out.push(c);
        }
    }
    out
}

fn strings(input: syn::parse::ParseStream<'_>, out: &mut Vec<String>) -> syn::Result<()> {
    while !input.is_empty() {
        let inner;
        if input.peek(syn::LitStr) {
            out.push(input.parse::<syn::LitStr>()?.value());
            continue;
        } else if input.peek(syn::token::Paren) {
            syn::parenthesized!(inner in input);
        } else if input.peek(syn::token::Bracket) {
            syn::bracketed!(inner in input);
        } else if input.peek(syn::token::Brace) {
            syn::braced!(inner in input);
        } else {
            input.step(|cursor| match cursor.token_tree() {
                Some((_, rest)) => Ok(((), rest)),
                None => Err(cursor.error("there is one more token")),
            })?;
            continue;
        }
        strings(&inner, out)?;
    }
    Ok(())
}

/// What a module asks words for: the strings where an id is meant.
#[derive(Default)]
struct Asked(Strings);

impl Asked {
    fn of(module: &Module) -> Strings {
        let mut asked = Self::default();
        module.items.iter().filter(|_| !module.test).for_each(|item| asked.visit_item(item));
        asked.0
    }

    fn take(&mut self, id: &syn::Expr) {
        self.0.visit_expr(id);
    }
}

impl<'ast> Visit<'ast> for Asked {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let takes = match call.method.to_string().as_str() {
            "say" | "refuse" => 1,
            "with" | "find" => 2,
            _ => 0,
        };
        if takes > 0 && call.args.len() == takes {
            self.take(&call.args[0]);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let syn::Expr::Path(name) = &*call.func
            && name.path.is_ident("failed")
            && matches!(call.args.first(), Some(syn::Expr::Lit(_)))
        {
            self.take(&call.args[0]);
        }
        visit::visit_expr_call(self, call);
    }

    /// What stands between the brackets of `vec!`, `format!` and their like is mostly a list of expressions.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let list = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(list) = call.parse_body_with(list) {
            // The expressions do not live as long as the file, so another collector looks at them.
            let mut inside = Asked::default();
            list.iter().for_each(|expression| inside.visit_expr(expression));
            self.0.literals.append(&mut inside.0.literals);
            self.0.templates.append(&mut inside.0.templates);
        }
    }

    fn visit_expr_struct(&mut self, made: &'ast syn::ExprStruct) {
        if made.path.segments.last().is_some_and(|name| name.ident == "Failed") {
            let id = made.fields.iter().find(|field| matches!(&field.member, syn::Member::Named(name) if name == "id"));
            id.into_iter().for_each(|field| self.take(&field.expr));
        }
        visit::visit_expr_struct(self, made);
    }
}

#[test]
fn every_message_the_sources_name_exists() {
    let mut asked = 0;
    for module in modules() {
        for id in Asked::of(&module).literals {
            asked += 1;
            assert!(exists(&id), "{}: there is no message {id:?}", module.file);
        }
    }
    assert!(asked > 200, "only {asked} ids were found, so they are asked for in another way now");
}

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

/// Every template with which an id is made, and what fills it. A template that is not here fails the test below.
fn families() -> BTreeMap<&'static str, Vec<String>> {
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
        .chain(list(&["amount", "own-share", "from-whom", "until", "cannot"]))
        .collect::<Vec<_>>();
    let typed_papers = list(&["bring", "file", "cannot"]);
    let jump = || vec!["jump".to_owned()];
    BTreeMap::from([
        ("act-{}", acts()),
        ("act-{}-do", acts()),
        ("act-{}.help", acts()),
        ("apply-{}", kinds.clone()),
        ("apply-intro-{}", [kinds.clone(), list(&["own", "office"])].concat()),
        ("article-{}", articles()),
        ("ask-{}", asks.clone()),
        ("ask-{}.help", asks),
        ("browse-{}", list(&["subjects", "articles", "search", "all"])),
        ("browse-{}.help", list(&["subjects", "articles", "search", "all"])),
        ("command-{}", [commands.clone(), jump()].concat()),
        ("command-{}.help", [commands.clone(), jump()].concat()),
        ("command-{}.words", commands),
        ("consent-{}", list(&["signature", "thumb", "recorded"])),
        ("did-{}", events),
        ("fault-{}", faults.clone()),
        ("fault-{}.remedy", faults),
        ("home-{}", home.clone()),
        ("home-{}.help", home),
        ("kind-{}", kinds),
        ("next-{}", all(&mut NextStep::ALL.iter().map(ToString::to_string))),
        ("paper-{}", list(&["on-file", "bring", "file", "cannot"])),
        ("paper-{}-label", typed_papers.clone()),
        ("paper-{}-label.help", typed_papers.clone()),
        ("paper-{}-title", typed_papers),
        ("part-{}", part_names()),
        ("person-{}", list(&["cases", "device", "retrofit"])),
        ("person-{}.help", list(&["cases", "device", "retrofit"])),
        ("refusal-{}", error_names("src/domain/case/refusal.rs")),
        ("role-{}", all(&mut Role::ALL.iter().map(ToString::to_string))),
        ("section-{}", screens("programme", "SECTIONS")),
        ("setting-{}", screens("settings", "NAMES")),
        ("setting-{}.help", screens("settings", "NAMES")),
        ("sign-in-{}", list(&["resident", "staff"])),
        ("sign-in-{}-name", list(&["resident", "staff"])),
        ("sign-in-{}-secret", list(&["resident", "staff"])),
        ("state-{}", states.clone()),
        ("state-{}.help", states),
        ("subject-{}", subjects.clone()),
        ("subject-{}.help", subjects),
        ("warning-{}", error_names("src/domain/form/fault.rs").into_iter().filter(|id| id == "ends-soon").collect()),
        // The first half of these is a whole id, found by the tests above and below.
        ("{}.act", list(&["fault-words", "fault-amount", "fault-day"])),
        ("{}.help", list(&["row-back", "row-leave", "sign-in-resident-name", "sign-in-resident-secret"])),
        ("{}.remedy", Vec::new()),
        ("{}.then", list(&["check-eligible", "check-not-eligible", "check-need-facts"])),
    ])
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

#[test]
fn every_made_id_has_its_message() {
    let families = families();
    let mut templates = BTreeSet::new();
    for module in modules() {
        for template in Asked::of(&module).templates {
            assert!(
                families.contains_key(template.as_str()),
                "{}: ids made as {template:?} are not checked; add them to families()",
                module.file
            );
            templates.insert(template);
        }
    }
    for (template, names) in families {
        for name in names {
            let id = template.replacen("{}", &name, 1);
            assert!(exists(&id), "there is no message {id:?}, made from {template:?}");
        }
    }
    assert!(templates.len() > 30, "only {} templates were found", templates.len());
}

/// Words that nobody says are wrong sooner or later, because nobody reads them.
#[test]
fn no_message_is_left_over() {
    let mut used: BTreeSet<String> = families()
        .iter()
        .flat_map(|(template, names)| names.iter().map(|name| template.replacen("{}", name, 1)))
        .collect();
    for module in modules().iter().filter(|module| !module.test) {
        used.extend(Strings::of(|strings| module.items.iter().for_each(|item| strings.visit_item(item))).literals);
    }
    let used: BTreeSet<&str> = used.iter().map(|id| id.split('.').next().unwrap_or(id)).collect();
    // A fund use is named by the data. Article 7 has nothing to ask for. Nothing is said yet when one person has left
    // and the next may come: a debt.
    let known = |id: &str| id.starts_with("fund-") || ["article-7", "next-person-done"].contains(&id);
    let left: Vec<String> = messages("en").into_keys().filter(|id| !used.contains(id.as_str()) && !known(id)).collect();
    assert_eq!(left, [""; 0], "nobody says these");
}

// The key page.

fn keys_page() -> String {
    let mut page =
        String::from("# Keys\n\nMade by `tests/docs.rs` from the table of commands; do not edit it by hand.\n");
    for (lang, title, about, keys, words, long, digits) in [
        (
            Lang::En,
            "In English",
            "In a field letters, digits, Home, End and Backspace edit the text. In line mode enter one of the words, or \
             the letter; in a field a single letter is an answer.",
            "Keys",
            "Line mode",
            "Only in lists of several pages.",
            "digits 1 to 9",
        ),
        (
            Lang::Zh,
            "中文",
            "在要打字的地方，字母、数字、Home、End和退格键是改字用的。一行一行用的时候，打下面的词或者字母；在要打字的地方，单独一个字母算答案。",
            "按键",
            "一行一行用的时候打",
            "只在有好几页的列表里。",
            "数字1到9",
        ),
    ] {
        let text = Text::new(lang);
        let (colon, comma, stop) = if lang == Lang::Zh { ("：", "，", "。") } else { (": ", ", ", ".") };
        let _ = write!(page, "\n## {title}\n\n{about}\n");
        let mut entry = |id: &str, held: &str, spoken: Option<String>, valid: Valid| {
            let help = text.say(&format!("command-{id}.help"));
            let _ = write!(page, "\n### {}\n\n", text.say(&format!("command-{id}")));
            let _ = writeln!(page, "- {help}{stop}");
            if valid == Valid::LongLists {
                let _ = writeln!(page, "- {long}");
            }
            let _ = writeln!(page, "- {keys}{colon}{held}");
            if let Some(spoken) = spoken {
                let _ = writeln!(page, "- {words}{colon}{spoken}");
            }
        };
        for spec in COMMANDS {
            let held: Vec<String> = spec.keys.iter().map(|key| key_name(*key, &text)).collect();
            let spoken = text.say(&format!("command-{}.words", spec.id));
            let spoken = spoken.split_whitespace().collect::<Vec<_>>().join(comma);
            entry(spec.id, &held.join(comma), Some(spoken), spec.valid);
        }
        entry("jump", digits, None, Valid::Everywhere);
    }
    page
}

#[test]
fn the_key_page_is_made_from_the_commands() {
    let file = root().join("docs/KEYS.md");
    let page = keys_page();
    if std::env::var_os("ZHUCAN_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(&file, &page).expect("the folder docs can be written");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == page, "docs/KEYS.md is old; ZHUCAN_ACCEPT=1 cargo test --test docs writes it anew");
}

// The other pages.

const READMES: [&str; 2] = ["README.md", "docs/README.zh-CN.md"];

/// The lines of the code blocks of a page.
fn code(page: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if inside {
            lines.push(line.trim().to_owned());
        }
    }
    lines
}

/// The words of a command line; quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("there is always one").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn readmes_begin_with_the_three_commands() {
    for file in READMES {
        let lines = code(&read(file));
        let begins: Vec<&str> = lines.iter().take(3).map(|line| line.split('#').next().unwrap_or("").trim()).collect();
        assert_eq!(begins, ["cargo run --release", "cargo run --release -- demo", "cargo test"], "{file}");
    }
}

#[test]
fn the_commands_of_the_readmes_exist() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in READMES {
        let mut tried = 0;
        for line in code(&read(file)) {
            let line = line.split(" #").next().unwrap_or("");
            let arguments = match words(line) {
                line if line.first().is_some_and(|word| word == "zhucan") => line[1..].to_vec(),
                line if line.starts_with(&["cargo".into(), "run".into()]) => {
                    line.iter().skip_while(|word| *word != "--").skip(1).cloned().collect()
                }
                _ => continue,
            };
            // The help of a command is printed only when everything before it can be read.
            let done = Command::new(env!("CARGO_BIN_EXE_zhucan"))
                .args(&arguments)
                .arg("--help")
                .env_clear()
                .env("ZHUCAN_DATA", folder.path())
                .output()
                .expect("the program runs");
            assert!(done.status.success(), "{file}: {line}: {}", String::from_utf8_lossy(&done.stderr));
            tried += 1;
        }
        assert!(tried >= 8, "{file} shows only {tried} commands");
    }
}

#[test]
fn the_example_of_a_script_is_heard_as_written() {
    let page = read("docs/CONTRIBUTING.md");
    let example = page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is one");
    let script = rehearse::parse(example).unwrap_or_else(|fault| panic!("{fault}"));
    let lines = Player::play(&script).expect("it can be played");
    assert_eq!(rehearse::check(&script, &lines), []);
    assert!(script.beats.iter().filter(|beat| !beat.expected.is_empty()).count() >= 4);
}

/// Every page that people read.
fn pages() -> Vec<PathBuf> {
    let mut pages = files_below(&root().join("docs"), "md");
    pages.push(root().join("README.md"));
    pages
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("it was just listed");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or("");
            if link.contains("://") || file.is_empty() {
                continue;
            }
            let target = page.parent().expect("a page is in a folder").join(file);
            assert!(target.exists(), "{}: {link} leads nowhere", page.display());
        }
    }
}

/// Names in backticks that look like tests are tests, and names that look like files are files.
#[test]
fn what_the_pages_point_at_exists() {
    let sources: String = ["src", "tests"]
        .iter()
        .flat_map(|folder| files_below(&root().join(folder), "rs"))
        .map(|file| fs::read_to_string(file).expect("it was just listed"))
        .collect();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("it was just listed");
        for name in text.split('`').skip(1).step_by(2) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if name.chars().all(plain) && name.matches('_').count() >= 3 {
                assert!(sources.contains(&format!("fn {name}(")), "{}: there is no test {name}", page.display());
            }
            let ours = ["src/", "assets/", "tests/", "docs/", ".ci/"].iter().any(|folder| name.starts_with(folder));
            if ours && !name.contains([' ', '*', '{', 'N']) {
                assert!(root().join(name).exists(), "{}: there is no {name}", page.display());
            }
        }
    }
}

#[test]
fn the_glossary_has_the_words_of_the_program_and_one_for_each() {
    let page = read("docs/GLOSSARY.md");
    let rows: Vec<(&str, &str)> = page
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
            Some((cells.next()?, cells.next()?))
        })
        .filter(|(chinese, _)| *chinese != "Chinese" && !chinese.starts_with("---"))
        .collect();
    let [english, chinese] = [Lang::En, Lang::Zh].map(Text::new);
    let ids = State::ALL.iter().map(|state| format!("state-{state}"));
    let ids = ids.chain(Role::ALL.iter().map(|role| format!("role-{role}")));
    for id in ids.chain(Kind::ALL.iter().map(|kind| format!("kind-{kind}"))) {
        let pair = (chinese.say(&id), english.say(&id));
        assert!(rows.contains(&(&pair.0, &pair.1)), "the glossary lacks {id}: | {} | {} |", pair.0, pair.1);
    }
    let mut known = BTreeMap::new();
    for (chinese, english) in rows {
        let before = known.insert(chinese, english);
        assert!(before.is_none_or(|before| before == english), "{chinese} is both {before:?} and {english:?}");
    }
}
