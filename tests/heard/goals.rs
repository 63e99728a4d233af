//! What the models of the readers say, measured against what is asked of a reader: over every script, in both languages,
//! in reader mode and line by line, each reader with the settings that `docs/ACCESSIBILITY.md` recommends.
//!
//! The figures and the exceptions stand in that document; `ZHUCAN_ACCEPT=1 cargo test --test heard` writes them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use zhucan::app::effect::Echo;
use zhucan::app::{Front, Key};
use zhucan::front::Echoes;
use zhucan::rehearse::readers::Readers;
use zhucan::rehearse::{Entry, Played, Player, Script};
use zhucan::text::{Lang, Text};
use zhucan::view::View;

use crate::by_line::for_line_mode;
use crate::excuses::Excuse;
use crate::kind::Kind;
use crate::measure::{Measured, Wanted, measure, plain};
use crate::scripts::all;

/// Characters beside the wanted ones with which a key still counts as heard cleanly.
const CLEAN: usize = 12;
/// How many of the wanted keys have to be heard cleanly, in percent.
const CLEAN_PERCENT: usize = 95;
/// Characters beside what was typed.
pub const BESIDE_TYPED: usize = 3;
/// How many wanted keys may miss a goal for a reason that has a name, in percent.
const EXCUSED_PERCENT: usize = 5;

/// A model and the settings it is heard with.
pub struct Model {
    pub name: &'static str,
    pub echoes: Echoes,
    pub said: fn(&Readers) -> &Vec<String>,
}

const USUAL: Echoes = Echoes { letter: Echo::Speech, arrow: Echo::Row };
const BY_CURSOR: Echoes = Echoes { letter: Echo::Speech, arrow: Echo::Cursor };
const BY_ROW: Echoes = Echoes { letter: Echo::Row, arrow: Echo::Row };

/// The models, each as its section in the document says.
pub const MODELS: [Model; 6] = [
    Model { name: "NVDA, comparing", echoes: USUAL, said: |said| &said.nvda },
    Model { name: "NVDA, notifications", echoes: BY_CURSOR, said: |said| &said.nvda_notify },
    Model { name: "Orca", echoes: USUAL, said: |said| &said.orca },
    Model { name: "tdsr", echoes: USUAL, said: |said| &said.tdsr },
    Model { name: "yasr", echoes: BY_ROW, said: |said| &said.yasr },
    Model { name: "Fenrir", echoes: USUAL, said: |said| &said.fenrir },
];

/// One key as it was played.
pub struct Beat<'a> {
    pub entry: Option<&'a Entry>,
    pub kind: Kind,
    pub line_mode: bool,
    /// An arrow that found no further row.
    pub at_end: bool,
    /// The rows of the terminal before.
    pub before: &'a [String],
    pub played: &'a Played,
    pub wanted: Vec<Wanted>,
}

/// The figures of a model in one language and mode.
#[derive(Clone, Debug, Default)]
struct Figures {
    wanted: usize,
    heard: usize,
    clean: usize,
    list: usize,
    list_others: usize,
    silent: usize,
    typed: usize,
    typed_over: usize,
    by_itself: usize,
    excused: BTreeMap<Excuse, usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    model: usize,
    line_mode: bool,
    english: bool,
}

type Table = BTreeMap<Place, Figures>;

/// What is to be heard: as it is declared, or for the field with the focus as it stands there, with what was typed.
fn wanted(played: &Played, lang: Lang, line_mode: bool) -> Vec<Wanted> {
    let field = played.view.as_ref().map(View::focused).filter(|node| node.role.takes_text());
    let label = field.map(|node| Text::new(lang).with("part-label", &[("label", &node.name)]));
    let row = usize::from(played.line.cursor[0]);
    let shown = || played.rows[row..].iter().take(2).map(String::as_str).collect::<String>();
    let named = |words: &String| label.as_ref().is_some_and(|label| words.starts_with(label.as_str()));
    let lines = played.line.heard.iter();
    let mut wanted: Vec<Wanted> =
        lines.map(|words| Wanted { words: words.clone(), row: named(words).then(shown) }).collect();
    if line_mode {
        // The field with the focus is printed last, because the answer is typed behind it.
        wanted.sort_by_key(|line| line.row.is_some());
    }
    wanted
}

/// Adds one key to the figures; the words tell of a goal that is missed without an excuse.
fn count(figures: &mut Figures, model: &Model, beat: &Beat<'_>) -> Option<String> {
    let said = (model.said)(&beat.played.line.readers);
    let idle = (model.said)(&beat.played.idle);
    figures.by_itself += idle.len();
    if !idle.is_empty() {
        return Some(format!("says {idle:?} by itself"));
    }
    let missed = if beat.kind == Kind::Typed { typed(figures, beat, said) } else { other(figures, beat, said) }?;
    if let Some(excuse) = Excuse::of(model, beat, said) {
        *figures.excused.entry(excuse).or_default() += 1;
        return None;
    }
    Some(format!("{missed}\n  wanted {:?}\n  said {said:?}", beat.wanted))
}

fn other(figures: &mut Figures, beat: &Beat<'_>, said: &[String]) -> Option<String> {
    if beat.wanted.is_empty() {
        return None;
    }
    let Measured { heard, other } = measure(&beat.wanted, said);
    figures.wanted += 1;
    figures.heard += usize::from(heard);
    figures.clean += usize::from(heard && other <= CLEAN);
    figures.silent += usize::from(said.is_empty());
    if beat.kind == Kind::List {
        figures.list += 1;
        figures.list_others += other;
        if other > 0 {
            return Some(format!("says {other} other characters on a list key"));
        }
    }
    (!heard).then(|| "does not say it all".to_owned())
}

/// Whether a reader echoes typing is its own setting; what counts is what it says beside that.
fn typed(figures: &mut Figures, beat: &Beat<'_>, said: &[String]) -> Option<String> {
    let all: String = said.iter().map(|words| plain(words)).collect();
    // What was typed or deleted, or a part of it where a long text moves on in its field.
    let edited: String = beat.played.line.heard.iter().map(|words| plain(words)).collect();
    let other = if edited.contains(&all) { 0 } else { measure(&beat.wanted, said).other };
    figures.typed += 1;
    figures.typed_over += usize::from(other > BESIDE_TYPED);
    (other > BESIDE_TYPED).then(|| format!("says {other} other characters beside what was typed"))
}

/// Plays a script with each of the settings, and counts for the models that use them.
fn play(name: &str, script: &Script, line_mode: bool, table: &mut Table, wrong: &mut Vec<String>) {
    let english = script.header.lang == Lang::En;
    // Line by line nothing is written into rows, so the settings make no difference.
    let settings: &[Echoes] = if line_mode { &[USUAL] } else { &[USUAL, BY_CURSOR, BY_ROW] };
    for &echoes in settings {
        let mut script = script.clone();
        script.header.echoes = echoes;
        let mut player = Player::new(script.header.clone()).expect("a database in memory");
        let mut before: (Option<View>, Vec<String>) = (None, Vec::new());
        for beat in &script.beats {
            let done = player.beat(beat.entry.as_ref(), &beat.written).expect("a database in memory");
            let entry = beat.entry.as_ref();
            let kept = before.0.as_ref().zip(done.view.as_ref()).is_some_and(|(old, new)| old.focus == new.focus);
            let one = Beat {
                entry,
                kind: Kind::of(entry, before.0.as_ref(), done.view.as_ref(), line_mode),
                line_mode,
                at_end: kept && matches!(entry, Some(Entry::Key(Key::Up | Key::Down))),
                before: &before.1,
                played: &done,
                wanted: wanted(&done, player.lang(), line_mode),
            };
            for (at, model) in MODELS.iter().enumerate().filter(|(_, model)| line_mode || model.echoes == echoes) {
                let figures = table.entry(Place { model: at, line_mode, english }).or_default();
                if let Some(missed) = count(figures, model, &one) {
                    let mode = if line_mode { "line" } else { "reader" };
                    wrong.push(format!("{name}:{} ({mode}) > {}: {} {missed}", beat.line, beat.written, model.name));
                }
            }
            before = (done.view, done.rows);
        }
    }
}

#[test]
fn every_model_of_a_reader_meets_the_goals() {
    let (mut table, mut wrong) = (Table::new(), Vec::new());
    for (path, _, script) in all() {
        let name = path.display().to_string();
        match script.header.front {
            Front::Reader => {
                play(&name, &script, false, &mut table, &mut wrong);
                play(&name, &for_line_mode(&script), true, &mut table, &mut wrong);
            }
            Front::Line => play(&name, &script, true, &mut table, &mut wrong),
            Front::Screen => {}
        }
    }
    assert!(wrong.is_empty(), "{} misses\n{}", wrong.len(), wrong.join("\n"));
    for (place, figures) in &table {
        let name = MODELS[place.model].name;
        let excused: usize = figures.excused.values().sum();
        let missed = figures.wanted - figures.heard;
        assert!(figures.clean * 100 >= figures.wanted * CLEAN_PERCENT, "{name}: {figures:?}");
        assert!(missed * 100 <= figures.wanted * EXCUSED_PERCENT && missed <= excused, "{name}: {figures:?}");
        assert_eq!((figures.list_others, figures.by_itself), (0, 0), "{name}: {figures:?}");
        assert!(figures.wanted > 800 && figures.list >= 35, "{name}: {figures:?}");
    }
    stands_in_the_document(&section(&table));
}

const DOCUMENT: &str = "docs/ACCESSIBILITY.md";
const BEGIN: &str = "<!-- the models over all scripts, written by `ZHUCAN_ACCEPT=1 cargo test --test heard` -->\n";
const END: &str = "<!-- end of the models over all scripts -->\n";

fn section(table: &Table) -> String {
    let mut out = String::from(
        "| Reader (model) | Mode, language | Keys | Heard | Cleanly | Others on list keys | Silent | Typed | Over 3 others | By itself |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (place, f) in table {
        let mode = if place.line_mode { "lines" } else { "reader" };
        let lang = if place.english { "en" } else { "zh" };
        let (over, by) = (f.typed_over, f.by_itself);
        let list = format!("{} in {}", f.list_others, f.list);
        let _ = writeln!(
            out,
            "| {} | {mode}, {lang} | {} | {} | {} | {list} | {} | {} | {over} | {by} |",
            MODELS[place.model].name, f.wanted, f.heard, f.clean, f.silent, f.typed
        );
    }
    out.push_str("\n| Exception | Model | Keys |\n| --- | --- | --- |\n");
    for excuse in Excuse::ALL {
        for (at, model) in MODELS.iter().enumerate() {
            let of =
                |(place, f): (&Place, &Figures)| (place.model == at).then(|| f.excused.get(&excuse)).flatten().copied();
            let keys: usize = table.iter().filter_map(of).sum();
            if keys > 0 {
                let _ = writeln!(out, "| {} | {} | {keys} |", excuse.words(), model.name);
            }
        }
    }
    out
}

/// The figures, and with them the number of exceptions, are those of the document, neither more nor fewer.
fn stands_in_the_document(section: &str) {
    let page = fs::read_to_string(DOCUMENT).expect("the document is there");
    let (head, rest) = page.split_once(BEGIN).expect("the section begins");
    let (stands, tail) = rest.split_once(END).expect("the section ends");
    if std::env::var_os("ZHUCAN_ACCEPT").is_some() {
        fs::write(DOCUMENT, format!("{head}{BEGIN}{section}{END}{tail}")).expect("the document can be written");
    } else {
        assert!(stands == section, "{DOCUMENT} has other figures; write it with ZHUCAN_ACCEPT=1. Now:\n{section}");
    }
}
