//! The shipped forms, walked through as a person would.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::domain::data::form::{Group, Kind, check_forms, parse};
use crate::domain::person::clean;

const FILES: [(&str, &str); 3] = [
    ("forms/person.toml", include_str!("../../../assets/forms/person.toml")),
    ("forms/retrofit.toml", include_str!("../../../assets/forms/retrofit.toml")),
    ("forms/device.toml", include_str!("../../../assets/forms/device.toml")),
];

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    FILES.iter().map(|(file, text)| parse(file, text).unwrap_or_else(|faults| panic!("{faults:?}"))).collect()
});

fn form(id: &str) -> &'static Form {
    FORMS.iter().find(|form| form.id == id).expect("a shipped form")
}

fn ask(id: &str) -> &'static Question {
    FORMS.iter().find_map(|form| form.question(id)).unwrap_or_else(|| panic!("nobody asks {id}"))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 6, 15).expect("a real day")
}

/// Two subdistricts that both have a community called 北里, and a few items.
struct Places;

impl Lookup for Places {
    fn subdistrict(&self, text: &str) -> Option<String> {
        ["110102009", "110102010"].into_iter().find(|code| *code == text).map(ToOwned::to_owned)
    }

    fn communities(&self, text: &str) -> Vec<Community> {
        let all = [("110102009001", "北里"), ("110102010001", "北里"), ("110102010002", "南里")];
        let found = all.into_iter().filter(|(code, name)| *code == text || *name == text);
        found.map(|(code, _)| Community { code: code.to_owned(), subdistrict: code[..9].to_owned() }).collect()
    }

    fn item(&self, catalogue: Catalogue, text: &str) -> Option<Item> {
        let (sides, measures): (bool, &[&str]) = match (catalogue, text) {
            (Catalogue::Device, "ad-010") => (false, &["height", "mass", "seat-width"]),
            (Catalogue::Device, "ad-078") => (true, &["hearing"]),
            (Catalogue::Device, "ad-048" | "ad-056") | (Catalogue::Retrofit, "rf-14" | "rf-16") => (false, &[]),
            _ => return None,
        };
        let measures = measures.iter().map(|measure| (*measure).to_owned()).collect();
        Some(Item { code: text.to_owned(), sides, measures })
    }
}

fn known(answers: &Answers) -> Known<'_> {
    Known::new(answers, today(), &Places)
}

/// Answers one question and keeps the answer.
fn answer(answers: &mut Answers, id: &str, raw: &str) {
    let canonical = validate(ask(id), raw, &known(answers)).unwrap_or_else(|problem| panic!("{raw}: {problem}"));
    answers.set(id, canonical);
}

fn fault(answers: &Answers, id: &str, raw: &str) -> Fault {
    validate(ask(id), raw, &known(answers)).expect_err("the answer is wrong").fault
}

/// Answers a form with whatever fits, in the order it is asked, and tells how many questions that were.
fn fill(answers: &mut Answers, id: &str, special: &[(&str, &str)]) -> usize {
    let mut count = 0;
    let mut last: Option<String> = None;
    while let Some(question) = next_open(form(id), &known(answers), last.as_deref()) {
        let raw = special.iter().find(|(id, _)| *id == question.id).map_or_else(|| usual(question), |(_, raw)| *raw);
        answer(answers, &question.id, raw);
        last = Some(question.id.clone());
        count += 1;
        assert!(count < 100, "{id} never ends");
    }
    count
}

fn usual(question: &Question) -> &'static str {
    match &question.kind {
        Kind::Consent => "yes",
        Kind::YesNo => "no",
        Kind::Choice { .. } => "1",
        _ if question.optional => "",
        Kind::Name => "王小明",
        Kind::IdNumber if question.group == Group::Guardian => "110199197512010195",
        Kind::IdNumber => "110199196503110018",
        Kind::Phone => "16900000000",
        Kind::Subdistrict => "110102010",
        Kind::Community => "北里",
        Kind::Text { .. } => "甲一号",
        Kind::Integer { .. } => "1",
        Kind::Date { .. } => "2026-06-15",
        Kind::Item { catalogue: Catalogue::Device, .. } => "ad-056",
        Kind::Item { catalogue: Catalogue::Retrofit, .. } => "rf-14，rf-16",
        Kind::Paper => "on-file",
        other => panic!("{} has no usual answer: {other:?}", question.id),
    }
}

fn ids(form: &Form, answers: &Answers) -> Vec<String> {
    applicable(form, &known(answers)).iter().map(|question| question.id.clone()).collect()
}

#[test]
fn the_shipped_forms_fit_together() {
    let all: Vec<_> = FILES.iter().zip(FORMS.iter()).map(|((file, text), form)| (*file, *text, form)).collect();
    assert_eq!(check_forms(&all), Ok(()));
    assert_eq!(ask(ID_NUMBER).kind, Kind::IdNumber);
    assert_eq!(ask(CERTIFICATE).kind, Kind::Certificate);
    assert_eq!(ask(PHONE).kind, Kind::Phone);
    assert!(["self", "guardian", "agent"].iter().all(|value| ask(ACTS).choice(value).is_some()));
    assert!(matches!(ask(DEVICE).kind, Kind::Item { catalogue: Catalogue::Device, .. }));
    assert!(form("device").item_codes().contains(&(Catalogue::Device, "ad-048")));
    for form in FORMS.iter() {
        assert_eq!(postcard::from_bytes::<Form>(&postcard::to_stdvec(form).expect("packs")).as_ref(), Ok(form));
    }
}

#[test]
fn the_simple_case_is_short() {
    let mut answers = Answers::new();
    let person = fill(&mut answers, "person", &[("person.certificate", "11")]);
    assert_eq!(answers.get("person.certificate"), Some("11019919650311001811"));
    assert_eq!(answers.get("person.community"), Some("110102010001"));
    let before = answers.clone();
    let device = fill(&mut answers, "device", &[]);
    assert_eq!((person, device), (13, 12), "{answers:?}");
    assert!(review(form("person"), &known(&answers)).is_complete());
    assert!(review(form("device"), &known(&answers)).is_complete());
    answers = before;
    let retrofit = fill(&mut answers, "retrofit", &[]);
    assert_eq!(retrofit, 20, "{answers:?}");
    assert_eq!(answers.get("retrofit.items"), Some("rf-14,rf-16"));
    assert!(review(form("retrofit"), &known(&answers)).is_complete());
}

#[test]
fn a_minor_has_a_guardian_without_being_asked() {
    let mut answers = Answers::new();
    fill(&mut answers, "person", &[(ID_NUMBER, "110199201209300033")]);
    assert!(!answers.has(ACTS) && answers.has("guardian.name") && answers.has("guardian.relation"));
    assert!(!answers.has("guardian.from") && !answers.has("guardian.scope"));
    let asked = ids(form("device"), &answers);
    assert!(asked.contains(&"paper.guardian".to_owned()) && asked.contains(&"consent.child".to_owned()));
    assert!(!asked.contains(&"consent.sensitive".to_owned()) && !asked.contains(&"paper.agent".to_owned()));
}

#[test]
fn a_helper_says_what_for_and_until_when() {
    let mut answers = Answers::new();
    let helper = [(ACTS, "agent"), ("guardian.to", "2027-01-31"), ("guardian.scope", "receive，apply")];
    fill(&mut answers, "person", &helper);
    for id in ["guardian.name", "guardian.relation", "guardian.from", "guardian.to", "guardian.given"] {
        assert!(answers.has(id), "{id}");
    }
    assert_eq!(answers.get("guardian.scope"), Some("apply,receive"));
    assert!(ids(form("retrofit"), &answers).contains(&"paper.agent".to_owned()));
    assert_eq!(fault(&answers, "guardian.id_number", "110199196503110018"), Fault::SamePerson);
    answers.set("guardian.from", "2026-08-01");
    let from = "2026-08-01".parse().expect("a date");
    assert_eq!(fault(&answers, "guardian.to", "2026-07-31"), Fault::DateOrder { from });
    assert_eq!(fault(&answers, "guardian.to", "2026-06-14"), Fault::DatePast { today: today() });
}

#[test]
fn an_item_brings_its_own_questions() {
    let mut answers = Answers::new();
    fill(&mut answers, "person", &[]);
    let about = |code: &str| {
        let mut answers = answers.clone();
        answer(&mut answers, DEVICE, code);
        ids(form("device"), &answers)
    };
    let chair = about("ad-010");
    assert!(["measure.height", "measure.mass", "measure.seat_width"].iter().all(|id| chair.iter().any(|c| c == id)));
    assert!(!["device.side", "device.quantity", "paper.diagnosis"].iter().any(|id| chair.iter().any(|c| c == id)));
    let aid = about("ad-078");
    let wanted = ["device.side", "measure.hearing_left", "measure.hearing_right", "paper.diagnosis"];
    assert!(wanted.iter().all(|id| aid.iter().any(|c| c == id)));
    assert!(about("ad-048").contains(&"device.quantity".to_owned()));
}

#[test]
fn later_answers_survive_a_change_and_are_only_hidden() {
    let mut answers = Answers::new();
    fill(&mut answers, "person", &[]);
    let rented = [("home.right", "private_tenancy"), ("home.lease_end", "2030-01-01"), ("home.kind", "flat")];
    fill(&mut answers, "retrofit", &rented);
    assert!(ids(form("retrofit"), &answers).contains(&"home.lease_end".to_owned()));
    answer(&mut answers, "home.right", "owner");
    assert!(!ids(form("retrofit"), &answers).contains(&"home.lease_end".to_owned()));
    assert_eq!(answers.get("home.lease_end"), Some("2030-01-01"));
    answer(&mut answers, "home.right", "private_tenancy");
    assert_eq!(next_open(form("retrofit"), &known(&answers), None), None);
}

#[test]
fn a_hidden_answer_asks_nothing_further() {
    let mut answers = Answers::new();
    answer(&mut answers, "home.kind", "flat");
    answer(&mut answers, "home.floor", "5");
    assert!(ids(form("retrofit"), &answers).contains(&"home.lift".to_owned()));
    answer(&mut answers, "home.floor", "1");
    assert!(!ids(form("retrofit"), &answers).contains(&"home.lift".to_owned()));
    answer(&mut answers, "home.retrofitted", "?");
    assert!(!ids(form("retrofit"), &answers).contains(&"home.since".to_owned()));
}

#[test]
fn what_was_left_out_comes_back() {
    let person = form("person");
    let mut answers = Answers::new();
    let open = |answers: &Answers, after| next_open(person, &known(answers), after).map(|question| question.id.clone());
    assert_eq!(open(&answers, None).as_deref(), Some("person.name"));
    assert_eq!(open(&answers, Some("person.name")).as_deref(), Some(ID_NUMBER));
    fill(&mut answers, "person", &[]);
    answers.remove("person.name");
    assert_eq!(open(&answers, Some("person.phone")).as_deref(), Some("person.name"));
    let found = review(person, &known(&answers));
    assert_eq!(found.problems, [Problem { field: "person.name".to_owned(), fault: Fault::Required }]);
    answers.remove(CERTIFICATE);
    assert_eq!(review(person, &known(&answers)).problems.len(), 1, "an optional answer may be missing");
}

#[test]
fn answers_are_checked_against_each_other() {
    let mut answers = Answers::new();
    answer(&mut answers, ID_NUMBER, "１１０１９９１９６５０３１１００１８");
    assert_eq!(fault(&answers, CERTIFICATE, "11019919880229002X11"), Fault::OtherHolder);
    answer(&mut answers, CERTIFICATE, "43");
    answer(&mut answers, "person.register", "xicheng");
    assert_eq!(fault(&answers, "person.community", "北里"), Fault::SubdistrictFirst);
    answer(&mut answers, "person.subdistrict", "110102009");
    answer(&mut answers, "person.community", "北里");
    assert_eq!(answers.get("person.community"), Some("110102009001"));
    assert_eq!(fault(&answers, "person.community", "南里"), Fault::OtherSubdistrict);
    assert_eq!(fault(&answers, "person.community", "西里"), Fault::NoSuchCommunity);
    // Both were right when given; the review sees that they no longer fit.
    answer(&mut answers, "person.subdistrict", "110102010");
    answer(&mut answers, ID_NUMBER, "110199197512010195");
    let problems = review(form("person"), &known(&answers)).problems;
    let of = |id: &str| problems.iter().find(|problem| problem.field == id).map(|problem| &problem.fault);
    assert_eq!(of("person.community"), Some(&Fault::OtherSubdistrict));
    assert_eq!(of(CERTIFICATE), Some(&Fault::OtherHolder));
}

#[test]
fn a_short_lease_is_a_warning_and_no_error() {
    let mut answers = Answers::new();
    fill(&mut answers, "person", &[]);
    let lease = |end| [("home.right", "private_tenancy"), ("home.lease_end", end)];
    let warnings = |end| {
        let mut answers = answers.clone();
        fill(&mut answers, "retrofit", &lease(end));
        let found = review(form("retrofit"), &known(&answers));
        assert!(found.is_complete());
        found.warnings
    };
    let date = "2028-06-14".parse().expect("a date");
    let soon = Warning::EndsSoon { field: "home.lease_end".to_owned(), date, months: 24 };
    assert_eq!(warnings("2028年6月14日"), [soon]);
    assert_eq!(warnings("2028-06-15"), []);
    assert_eq!(warnings("?"), []);
}

#[test]
fn each_kind_refuses_with_its_own_fault() {
    let none = Answers::new();
    assert_eq!(fault(&none, "person.name", " "), Fault::Required);
    assert_eq!(fault(&none, "person.address", &"胡".repeat(61)), Fault::TooLong { max: 60, got: 61 });
    assert_eq!(fault(&none, "person.address", "\u{1b}[2J胡"), Fault::TooShort { min: 2, got: 1 });
    assert_eq!(fault(&none, "person.address", "\u{2801}\u{2803}"), Fault::BrailleCells);
    assert_eq!(fault(&none, "home.floor", "三楼"), Fault::NotANumber);
    assert_eq!(fault(&none, "home.floor", "1.5"), Fault::NotWhole);
    assert_eq!(fault(&none, "home.floor", "81"), Fault::TooLarge { max: 80.into() });
    assert_eq!(fault(&none, "home.floor", "?"), Fault::MustBeKnown);
    assert_eq!(fault(&none, "home.steps", "-1"), Fault::TooSmall { min: 0.into() });
    assert_eq!(fault(&none, "measure.mass", "60.125"), Fault::Places { max: 2 });
    assert_eq!(fault(&none, "home.last_retrofit", "2026-06-16"), Fault::DateAhead { today: today() });
    assert_eq!(fault(&none, "home.last_retrofit", "2025-02-29"), Fault::NoSuchDate);
    assert_eq!(fault(&none, "home.last_retrofit", "1899-12-31"), Fault::NoSuchDate);
    assert_eq!(fault(&none, "home.last_retrofit", "去年"), Fault::NotADate);
    assert_eq!(fault(&none, "home.kind", "castle"), Fault::NotAChoice);
    assert_eq!(fault(&none, "home.kind", "0"), Fault::NotAChoice);
    assert_eq!(fault(&none, "person.subdistrict", "110105001"), Fault::NoSuchSubdistrict);
    assert_eq!(fault(&none, "retrofit.items", "rf-14, rf-99"), Fault::NoSuchItem);
    assert_eq!(fault(&none, "retrofit.items", "，，"), Fault::Required);
    assert_eq!(fault(&none, DEVICE, "ad-010,ad-056"), Fault::OnlyOne);
    assert_eq!(fault(&none, "consent.use", "no"), Fault::ConsentNeeded);
    assert_eq!(fault(&none, "paper.certificate", "cannot"), Fault::PaperReason);
}

#[test]
fn answers_are_understood_as_people_type_them() {
    let none = Answers::new();
    let read = |id: &str, raw: &str| validate(ask(id), raw, &known(&none)).map_err(|problem| problem.fault);
    let kept = |text: &str| Ok(text.to_owned());
    assert_eq!(read("home.floor", "－１"), kept("-1"));
    assert_eq!(read("home.floor", "-0"), kept("0"));
    assert_eq!(read("home.floor", "012"), kept("12"));
    assert_eq!(read("measure.mass", "６０．５０"), kept("60.5"));
    assert_eq!(read("home.steps", "？"), kept("?"));
    for day in ["2026-3-1", "2026/03/01", "2026.3.1", "20260301", "2026年3月1日", "２０２６－０３－０１", "2026 3 1"]
    {
        assert_eq!(read("home.last_retrofit", day), kept("2026-03-01"), "{day}");
    }
    assert_eq!(read("home.kind", "２"), kept("courtyard"));
    assert_eq!(read("home.kind", "平房院落"), kept("courtyard"));
    assert_eq!(read("home.kind", "A COURTYARD house"), kept("courtyard"));
    assert_eq!(read("need.places", "8、bath，1,entrance"), kept("entrance,bath"));
    assert_eq!(read("guardian.given", "按手印，有人见证"), kept("thumbprint"));
    assert_eq!(read("consent.photos", ""), kept("no"));
    assert_eq!(read("retrofit.words", "第一行\n第二行"), kept("第一行 第二行"));
}

#[test]
fn a_new_pin_is_not_made_of_what_others_know() {
    let pin = Question { kind: Kind::Pin, optional: false, ..ask("person.name").clone() };
    let mut answers = Answers::new();
    answer(&mut answers, ID_NUMBER, "110199196503110018");
    let read = |raw: &str| validate(&pin, raw, &known(&answers)).map_err(|problem| problem.fault.id());
    assert_eq!(read("274091"), Ok("274091".to_owned()));
    assert_eq!(read("650311"), Err("pin-known".to_owned()));
    assert_eq!(read("111111"), Err("pin-simple".to_owned()));
}

#[test]
fn debug_shows_whose_answers_they_are_to_nobody() {
    let mut answers = Answers::new();
    answer(&mut answers, "person.name", "王小明");
    assert_eq!(format!("{answers:?}"), r#"Answers{"person.name"}"#);
}

/// Typed text, from noise to almost right.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9xX０-９ -]{0,24}",
        "[-+0-9./年月日 ]{0,14}",
        "(bring|file|cannot|on-file) .{0,12}",
        "(ad-|rf-|[a-z_]{0,8})[0-9]{0,3}[,，、; ].{0,8}",
        "[\u{0}-\u{9f}\u{200b}-\u{202e}\u{2500}王·.]{0,8}",
        Just("110199196503110018".to_owned()),
        Just("1,2,3,entrance".to_owned()),
        Just("rf-14,rf-16".to_owned()),
    ]
}

proptest! {
    #[test]
    fn whatever_is_typed_is_refused_or_kept_clean(raw in typed(), at in 0_usize..200) {
        let questions: Vec<&Question> = FORMS.iter().flat_map(|form| &form.questions).collect();
        let question = questions[at % questions.len()];
        let answers: Answers = [(ID_NUMBER, "110199197512010195"), ("person.subdistrict", "110102010")].into_iter().collect();
        let known = known(&answers);
        if let Ok(canonical) = validate(question, &raw, &known) {
            prop_assert!(!canonical.chars().any(char::is_control), "{canonical:?}");
            prop_assert_eq!(clean(&canonical), canonical.clone());
            prop_assert_eq!(validate(question, &canonical, &known), Ok(canonical));
        }
    }

    #[test]
    fn order_and_conditions_do_not_depend_on_chance(given in proptest::collection::btree_map(0_usize..60, "[a-z?0-9]{0,6}", 0..30)) {
        for form in FORMS.iter() {
            let answers: Answers = given
                .iter()
                .filter_map(|(at, text)| form.questions.get(*at).map(|question| (question.id.clone(), text.clone())))
                .collect();
            let first = ids(form, &answers);
            prop_assert_eq!(&first, &ids(form, &answers));
            let in_order: Vec<&String> = form.questions.iter().map(|q| &q.id).filter(|id| first.contains(id)).collect();
            prop_assert_eq!(first.iter().collect::<Vec<_>>(), in_order);
            // Every answer that applies was asked; asking ends.
            if next_open(form, &known(&answers), None).is_none() {
                prop_assert!(first.iter().all(|id| answers.has(id)));
            }
        }
    }
}
