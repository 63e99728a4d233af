//! From the pages: an entry, the receipt just given, and a case, by entered lines in a real session with real folders.

use std::fs;
use std::path::Path;

use zhucan::app::effect::Takes;
use zhucan::app::{Effect, Front, Input, Outcome, Place, Setup, Who};
use zhucan::config::{Folders, Saved};
use zhucan::domain::case::{Role, State};
use zhucan::domain::shipped;
use zhucan::sample;
use zhucan::session::{Beginning, Session, StillClock};
use zhucan::store::Store;
use zhucan::text::handout::Format;
use zhucan::text::{Lang, Text, Verbosity};

use super::day;
use super::real::find;

fn begin(folder: &Path, lang: Lang, who: impl FnOnce(&Store) -> Who) -> Session {
    let folders = Folders { data: folder.to_owned(), config: folder.to_owned(), outbox: folder.join("outbox") };
    let mut store = Store::open(&folders.database()).expect("a store");
    sample::fill(&mut store, day(), shipped::calendar()).expect("the sample office");
    let saved = Saved::default();
    let setup = Setup {
        lang,
        front: Front::Line,
        place: Place::Office,
        verbosity: Verbosity::Normal,
        sample: true,
        letter_echo: saved.letter_echo(),
        arrow_echo: saved.arrow_echo(),
        lesson: zhucan::app::Lesson::Done,
        own: zhucan::app::Own::default(),
    };
    let who = who(&store);
    let notices = Vec::new();
    let clock = Box::new(StillClock(day()));
    Session::begin(Beginning { store, setup, who, notices, clock, folders: Some(folders), saved }).expect("a session")
}

fn staff(role: Role) -> impl FnOnce(&Store) -> Who {
    move |store| {
        let name = sample::user_of(role).expect("the sample has one");
        let user = store.user_called(name).expect("the store").expect("the user");
        Who::Staff { user: user.sign_in, name: user.name, role }
    }
}

fn resident(store: &Store) -> Who {
    let person = sample::resident(store).expect("the sample has one");
    Who::Resident { person: person.id.0, name: person.name }
}

/// Enters lines one after the other; what is heard after the last one.
fn enter(session: &mut Session, lines: &[&str]) -> Vec<String> {
    let mut heard = Vec::new();
    for line in lines {
        heard = session.feed(Input::Line((*line).to_owned())).heard;
    }
    heard
}

fn outbox(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("outbox")) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be listed").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

/// On the page with the four forms: makes each and goes back to it.
fn takes_all(session: &mut Session, folder: &Path, stem: &str, lang: Lang) {
    let text = Text::new(lang);
    for format in Format::ALL {
        let program = match format {
            Format::Braille => Some("lou_translate"),
            Format::Audio => Some("espeak-ng"),
            _ => None,
        };
        let name = text.say(&format!("take-{format}"));
        let heard = enter(session, &[&name]);
        let file = folder.join("outbox").join(format!("{stem}.{}", format.ending()));
        if program.is_none_or(|program| find(program).is_some()) {
            assert_eq!(heard[0], text.with("take-done", &[("format", &name)]), "{heard:?}");
            assert!(heard[1].contains(&format!("{stem}.{}", format.ending())), "{heard:?}");
            assert!(fs::metadata(&file).expect("it is there").len() > 100);
        } else {
            assert_eq!(heard[0], text.with("take-not-done", &[("format", &name)]), "{heard:?}");
            assert!(!file.exists());
        }
        enter(session, &["b"]);
    }
}

#[test]
fn an_entry_is_taken_from_its_page() {
    for (lang, stem) in [(Lang::Zh, "残疾儿童生活补贴"), (Lang::En, "child-living-allowance")] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = begin(folder.path(), lang, |_| Who::Nobody);
        session.start();
        let text = Text::new(lang);
        let row = &shipped::programme("child-living-allowance", day()).expect("it is there").text(lang).row;
        let ways = [text.say("home-browse"), text.say("browse-search"), "child-living-allowance".into()];
        for way in &ways {
            enter(&mut session, &[way]);
        }
        let page = enter(&mut session, &[row]);
        assert_eq!(&page[0], row, "{page:?}");
        let forms = enter(&mut session, &[&text.say("take-row")]);
        assert_eq!(forms[0], text.with("take-title", &[("name", row)]), "{forms:?}");
        takes_all(&mut session, folder.path(), stem, lang);
        assert_eq!(outbox(folder.path()).iter().filter(|name| !name.starts_with(stem)).count(), 0);
        // The second time an older file is there, and that is said.
        let again = enter(&mut session, &[&text.say("take-text")]);
        let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert!(squeeze(&again.concat()).contains(&squeeze(&text.say("take-replaced"))), "{again:?}");
    }
}

#[test]
fn a_resident_takes_the_receipt_of_their_own_case_and_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = begin(folder.path(), Lang::Zh, resident);
    session.start();
    let store = Store::open(&folder.path().join("zhucan.db")).expect("the store");
    let person = sample::resident(&store).expect("the sample has one").id;
    let states: Vec<State> = State::ALL.iter().copied().filter(|state| *state != State::Draft).collect();
    let all = store.queue(&states).expect("the cases");
    let text = Text::new(Lang::Zh);
    let case = enter(&mut session, &[&text.say("home-cases"), "1"]);
    let number = text.say("receipt-number");
    // A case has much to say: its receipt may stand on the second part of its page.
    if !case.iter().any(|row| row.starts_with(&number)) {
        enter(&mut session, &[&text.say("page-next")]);
    }
    let forms = enter(&mut session, &[&number]);
    let own = all.iter().filter(|row| row.applicant == person).filter_map(|row| row.receipt);
    let number =
        own.into_iter().find(|number| forms[0].contains(&number.to_string())).expect("the title has the number");
    takes_all(&mut session, folder.path(), &format!("receipt-{}", number.digits()), Lang::Zh);
    let other = all.iter().find(|row| row.applicant != person).and_then(|row| row.receipt).expect("somebody else's");
    let before = outbox(folder.path());
    let refused = session.carry_out(Effect::Take { what: Takes::Receipt(other), format: Format::Text });
    assert!(matches!(refused, Outcome::Failed { id: "take-no-receipt", .. }), "{refused:?}");
    assert_eq!(outbox(folder.path()), before);
}

#[test]
fn only_whoever_may_see_a_case_is_given_its_receipt() {
    let may = |who: fn() -> Who, role: Option<Role>| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut session = match role {
            Some(role) => begin(folder.path(), Lang::En, staff(role)),
            None => begin(folder.path(), Lang::En, |_| who()),
        };
        let store = Store::open(&folder.path().join("zhucan.db")).expect("the store");
        let row = store.queue(&[State::Submitted]).expect("the cases").into_iter().next().expect("one");
        let what = Takes::Receipt(row.receipt.expect("it was handed in"));
        match session.carry_out(Effect::Take { what, format: Format::Text }) {
            Outcome::Taken { .. } => "taken",
            Outcome::Failed { id, .. } => id,
            other => panic!("{other:?}"),
        }
    };
    let nobody = || Who::Nobody;
    assert_eq!(may(nobody, None), "take-no-receipt");
    assert_eq!(may(nobody, Some(Role::Admin)), "not-your-role");
    // What a contractor or a supplier has nothing to do with is not theirs to see.
    assert_eq!(may(nobody, Some(Role::Contractor)), "take-no-receipt");
    for role in [Role::StreetClerk, Role::CommunityWorker, Role::DistrictReviewer, Role::Auditor] {
        assert_eq!(may(nobody, Some(role)), "taken", "{role}");
    }
}

#[test]
fn where_the_folder_cannot_be_used_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut session = begin(folder.path(), Lang::En, |_| Who::Nobody);
    fs::write(folder.path().join("outbox"), "a file in its place").expect("it can be written");
    let what = Takes::Entry { id: "child-living-allowance".into(), day: day() };
    for format in Format::ALL {
        let refused = session.carry_out(Effect::Take { what: what.clone(), format });
        assert!(matches!(refused, Outcome::Failed { id: "store-read-only", .. }), "{refused:?}");
    }
}
