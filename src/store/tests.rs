//! The store on real files: killed, full, damaged, read-only, shared.

use super::*;
use crate::domain::case::clock::Weekdays;
use crate::domain::case::scenario;
use crate::domain::case::{
    Actor, CaseId, Event, EventId, Kind, PersonId, Place, ReceiptNumber, Refusal, Role, State, UserId, Who,
};
use std::fs;
use tempfile::TempDir;

fn now() -> NaiveDateTime {
    "2026-03-02T09:30:00".parse().unwrap()
}

fn later(days: u64) -> NaiveDateTime {
    now() + chrono::Days::new(days)
}

struct Desk {
    /// Keeps the folder until the test ends.
    folder: TempDir,
    store: Store,
    person: PersonId,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut store = Store::open(&folder.path().join("data/zhucan.db")).unwrap();
        let person = store.save_person(&person("王小明", "110199196503110018")).unwrap();
        assert_eq!(person, scenario::PERSON);
        for role in [Role::Contractor, Role::Supplier] {
            // Firms sit in the rows that the usual actors of the stories have.
            let UserId(at) = scenario::user_of(role);
            let sql = "INSERT INTO users (id, sign_in, name, language) VALUES (?1, 'user' || ?1, ?2, 'zh-CN')";
            store.conn.execute(sql, (at, role.as_str())).unwrap();
        }
        Self { folder, store, person }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("data/zhucan.db")
    }

    fn draft(&mut self, kind: Kind) -> CaseId {
        self.store.create_draft(kind, self.person, &Actor::applicant(self.person, 0), now()).unwrap()
    }

    fn act(&mut self, id: CaseId, role: Role, event: EventId) -> Result<crate::domain::case::Step, ApplyError> {
        act(&mut self.store, id, role, event)
    }
}

type Result<T, E = StoreError> = std::result::Result<T, E>;

fn act(store: &mut Store, id: CaseId, role: Role, event: EventId) -> Result<crate::domain::case::Step, ApplyError> {
    let case = store.case_file(id).unwrap().case;
    let actor = scenario::actor(role, case.version);
    match scenario::event(event, &case, now().date(), false) {
        Event::Submit { missing, device, .. } => store.submit(id, missing, device, &actor, now(), &Weekdays),
        other => store.apply(id, &other, &actor, now(), &Weekdays),
    }
}

fn person(name: &str, id_number: &str) -> NewPerson {
    NewPerson { name: name.into(), id_number: Some(id_number.into()), certificate: None }
}

#[test]
fn what_was_answered_survives_a_killed_program() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    desk.store.put_answer(id, "home.kind", Some("flat"), now().date()).unwrap();
    desk.store.set_question(id, Some("home.floor")).unwrap();
    // What a killed program leaves behind: the file and the log beside it, nothing written back.
    let left = TempDir::new().unwrap();
    for name in ["zhucan.db", "zhucan.db-wal"] {
        fs::copy(desk.path().with_file_name(name), left.path().join(name)).unwrap();
    }
    let store = Store::open(&left.path().join("zhucan.db")).unwrap();
    let file = store.case_file(id).unwrap();
    assert_eq!(file.answers["home.kind"], "flat");
    assert_eq!(file.question.as_deref(), Some("home.floor"));
    store.check().unwrap();
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Device);
    desk.store.put_answer(id, "q", Some("v"), now().date()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.folder.path().join("data")), 0o700);
    for name in ["zhucan.db", "zhucan.db-wal", "zhucan.db-shm"] {
        assert_eq!(mode(&desk.path().with_file_name(name)), 0o600, "{name}");
    }
    drop(desk.store);
    let path = desk.folder.path().join("data/zhucan.db");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    drop(Store::open(&path).unwrap());
    assert_eq!(mode(&path), 0o600, "a file that was open to others is closed");
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let fault = Store::open(&file.join("zhucan.db")).unwrap_err();
    assert!(matches!(&fault, StoreError::NotWritable { path: Some(_) }), "{fault:?}");
    // The folder itself where the file should be.
    let fault = Store::open(folder.path()).unwrap_err();
    assert!(matches!(&fault, StoreError::NotWritable { path: Some(_) }), "{fault:?}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let fault = if rustix::process::geteuid().is_root() {
        // Nothing is read-only to root but what the system itself keeps closed.
        Store::open(Path::new("/proc/zhucan/zhucan.db")).unwrap_err()
    } else {
        Store::open(&folder.path().join("zhucan.db")).unwrap_err()
    };
    assert!(matches!(&fault, StoreError::NotWritable { path: Some(_) }), "{fault:?}");
    let mut desk = Desk::new();
    desk.store.conn.pragma_update(None, "query_only", true).unwrap();
    let fault = desk.store.set_setting("a", Some("b")).unwrap_err();
    assert!(matches!(fault, StoreError::NotWritable { .. }), "{fault:?}");
}

#[test]
fn a_damaged_file_is_said_to_be_damaged() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("zhucan.db");
    fs::write(&path, "this is a letter and no database, and it is long enough to be taken for one. ".repeat(40))
        .unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Corrupt)));

    let mut desk = Desk::new();
    for n in 0..400 {
        desk.store.set_setting(&format!("key-{n:04}"), Some(&"x".repeat(200))).unwrap();
    }
    let path = desk.path();
    drop(desk.store);
    let mut bytes = fs::read(&path).unwrap();
    let tail = bytes.len() * 3 / 4;
    bytes[tail..].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let sound = Store::open(&path).and_then(|store| store.check());
    assert!(matches!(sound, Err(StoreError::Corrupt)), "{sound:?}");
}

#[test]
fn files_of_newer_versions_and_of_others_are_left_alone() {
    let desk = Desk::new();
    let path = desk.path();
    desk.store.conn.pragma_update(None, "user_version", KNOWN + 1).unwrap();
    drop(desk.store);
    let before = fs::read(&path).unwrap();
    assert!(
        matches!(Store::open(&path), Err(StoreError::TooNew { found, known }) if found == KNOWN + 1 && known == KNOWN)
    );
    assert_eq!(fs::read(&path).unwrap(), before);

    let other = desk.folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE cookies (a); PRAGMA user_version = 1;").unwrap();
    assert!(matches!(Store::open(&other), Err(StoreError::NotOurs)));
}

#[test]
fn a_full_disk_loses_nothing_that_was_kept() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Device);
    desk.store.put_answer(id, "first", Some("kept"), now().date()).unwrap();
    let pages = pragma(&desk.store.conn, "page_count").unwrap();
    desk.store.conn.pragma_update(None, "max_page_count", pages).unwrap();
    let long = "长".repeat(50_000);
    let fault = desk.store.put_answer(id, "second", Some(&long), now().date()).unwrap_err();
    assert!(matches!(fault, StoreError::Full), "{fault:?}");
    assert_eq!(desk.store.answers(id).unwrap().len(), 1);
    desk.store.conn.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    desk.store.put_answer(id, "second", Some(&long), now().date()).unwrap();
    assert_eq!(desk.store.answers(id).unwrap().len(), 2);
}

#[test]
fn a_file_held_by_another_program_is_busy() {
    let mut desk = Desk::new();
    let other = Connection::open(desk.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.store.conn.busy_timeout(Duration::from_millis(20)).unwrap();
    assert!(matches!(desk.store.set_setting("a", Some("b")), Err(StoreError::Busy)));
    assert_eq!(desk.store.setting("a").unwrap(), None, "reading goes on");
}

#[test]
fn settings_are_set_changed_and_taken_away() {
    let mut store = Store::open_in_memory().unwrap();
    store.set_setting("language", Some("zh-CN")).unwrap();
    store.set_setting("language", Some("en")).unwrap();
    assert_eq!(store.setting("language").unwrap().as_deref(), Some("en"));
    store.set_setting("language", None).unwrap();
    assert_eq!(store.setting("language").unwrap(), None);
}

#[test]
fn two_desks_cannot_act_on_the_same_version() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    desk.act(id, Role::Applicant, EventId::Submit).unwrap();
    let mut other = Store::open(&desk.path()).unwrap();
    let seen = other.case_file(id).unwrap().case;
    desk.act(id, Role::StreetClerk, EventId::AskOnce).unwrap();
    let accept = scenario::event(EventId::Accept, &seen, now().date(), false);
    let late = scenario::actor(Role::StreetClerk, seen.version);
    let Err(ApplyError::Refused(Refusal::Moved { seen, now: version, since })) =
        other.apply(id, &accept, &late, now(), &Weekdays)
    else {
        panic!("accepted over a colleague")
    };
    assert_eq!((seen, version, since.len()), (1, 2, 1));
    assert_eq!(other.case_file(id).unwrap().case.state, State::Supplement);
}

#[test]
fn a_case_reads_back_as_it_was_left() {
    use EventId as E;
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    let steps = [
        (Role::Applicant, E::Submit),
        (Role::StreetClerk, E::Accept),
        (Role::StreetClerk, E::Book),
        (Role::Assessor, E::Record),
        (Role::Assessor, E::Propose),
        (Role::Applicant, E::Agree),
        (Role::StreetClerk, E::Forward),
        (Role::DistrictReviewer, E::Recommend),
        (Role::DistrictApprover, E::Approve),
    ];
    let mut last = None;
    for (role, event) in steps {
        last = Some(desk.act(id, role, event).unwrap());
    }
    assert_eq!(desk.store.case_file(id).unwrap().case, last.unwrap().case);
    let noted: Vec<_> = desk.store.audit(Some(id), None).unwrap().into_iter().map(|row| row.action).collect();
    let expected =
        ["create", "submit", "accept", "book", "record", "propose", "agree", "forward", "recommend", "approve"];
    assert_eq!(noted, expected);
    let kept: i64 = desk.store.conn.query_row("SELECT amount_fen FROM cases", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 855_000);
}

#[test]
fn a_refused_step_leaves_no_trace_and_draws_no_number() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    let actor = Actor::applicant(desk.person, 0);
    let open = vec!["person.phone".to_owned()];
    let refused = desk.store.submit(id, open.clone(), None, &actor, now(), &Weekdays);
    assert!(matches!(refused, Err(ApplyError::Refused(Refusal::NotComplete { what })) if what == open));
    assert_eq!(desk.store.receipts_given(now().date()).unwrap(), 0);
    assert_eq!(desk.store.case_file(id).unwrap().case.version, 0);
    let step = desk.act(id, Role::Applicant, EventId::Submit).unwrap();
    assert_eq!(step.case.receipt.map(ReceiptNumber::serial), Some(1));
}

#[test]
fn receipts_count_within_a_year_and_find_their_case() {
    let mut desk = Desk::new();
    let ids = [desk.draft(Kind::Retrofit), desk.draft(Kind::Device)];
    let receipts = ids.map(|id| desk.act(id, Role::Applicant, EventId::Submit).unwrap().case.receipt.unwrap());
    assert_eq!(receipts.map(ReceiptNumber::serial), [1, 2]);
    let next_year = desk.store.next_receipt("2027-01-02".parse().unwrap()).unwrap();
    assert_eq!(next_year.serial(), 1);
    assert_eq!(desk.store.case_by_receipt(receipts[1]).unwrap(), Some(ids[1]));
    assert_eq!(desk.store.case_by_receipt(next_year).unwrap(), None);
    let found = desk.store.find_persons(&receipts[0].to_string()).unwrap();
    assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), [desk.person]);
    desk.store.conn.execute("UPDATE serials SET last = 99999", []).unwrap();
    assert!(matches!(desk.store.next_receipt(now().date()), Err(StoreError::SerialsUsedUp)));
}

#[test]
fn what_falls_due_is_performed_once_and_before_anything_else() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    assert_eq!(desk.store.run_lapses(later(180), &Weekdays).unwrap(), 0);
    // An answer keeps a draft.
    desk.store.put_answer(id, "q", Some("v"), later(100).date()).unwrap();
    assert_eq!(desk.store.run_lapses(later(200), &Weekdays).unwrap(), 0);
    let refused = desk.store.submit(id, vec![], None, &Actor::applicant(desk.person, 0), later(290), &Weekdays);
    assert!(matches!(refused, Err(ApplyError::Refused(Refusal::Moved { now: 1, .. }))), "{refused:?}");
    assert_eq!(desk.store.case_file(id).unwrap().case.state, State::Lapsed, "the lapse stays");
    assert_eq!(desk.store.run_lapses(later(290), &Weekdays).unwrap(), 0);

    let other = desk.draft(Kind::Retrofit);
    assert_eq!(desk.store.run_lapses(later(290), &Weekdays).unwrap(), 1);
    let last = desk.store.audit(Some(other), None).unwrap().pop().unwrap();
    assert_eq!((last.who, last.role, last.action.as_str()), (Who::Timer, Role::Timer, "lapse"));
}

#[test]
fn lists_and_queues_have_their_order() {
    let mut desk = Desk::new();
    let second = desk.store.save_person(&person("曾丽", "11019919880229002X")).unwrap();
    let ids = [desk.draft(Kind::Retrofit), desk.draft(Kind::Device)];
    let third = desk.store.create_draft(Kind::Device, second, &Actor::applicant(second, 0), now()).unwrap();
    for id in [ids[1], ids[0]] {
        desk.act(id, Role::Applicant, EventId::Submit).unwrap();
    }
    desk.store.conn.execute("UPDATE cases SET entered_on = '2026-01-05' WHERE id = ?", [ids[1].0]).unwrap();
    let order = |rows: Vec<CaseRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(order(desk.store.queue(&[State::Submitted, State::Supplement]).unwrap()), [ids[1], ids[0]]);
    assert_eq!(order(desk.store.queue(&[State::Draft]).unwrap()), [third]);
    assert_eq!(order(desk.store.queue(&[]).unwrap()), []);
    assert_eq!(order(desk.store.cases_of(desk.person).unwrap()), [ids[1], ids[0]]);
    let row = desk.store.queue(&[State::Draft]).unwrap().remove(0);
    assert_eq!((row.name.as_str(), row.kind, row.receipt), ("曾丽", Kind::Device, None));
}

#[test]
fn an_invoice_is_used_once() {
    let mut desk = Desk::new();
    let bought = |desk: &mut Desk| {
        let id = desk.draft(Kind::Device);
        desk.act(id, Role::Applicant, EventId::Submit).unwrap();
        // Straight to the day the person buys; the steps before it are told elsewhere.
        let mut case = desk.store.case_file(id).unwrap().case;
        case.state = State::ToBuy;
        cases::keep(&desk.store.conn, &case).unwrap();
        id
    };
    let (one, two) = (bought(&mut desk), bought(&mut desk));
    desk.act(one, Role::Applicant, EventId::FileReceipts).unwrap();
    let again = desk.act(two, Role::Applicant, EventId::FileReceipts);
    assert!(matches!(again, Err(ApplyError::Store(StoreError::Duplicate { what: "invoice" }))), "{again:?}");
    assert_eq!(desk.store.case_file(two).unwrap().case.state, State::ToBuy);
}

#[test]
fn audit_and_history_cannot_be_changed() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    desk.act(id, Role::Applicant, EventId::Submit).unwrap();
    for sql in [
        "UPDATE audit SET who = 'timer'",
        "DELETE FROM audit",
        "UPDATE history SET who = 'timer'",
        "DELETE FROM history",
    ] {
        assert!(desk.store.conn.execute(sql, []).is_err(), "{sql}");
    }
    let clerk = scenario::actor(Role::StreetClerk, 0);
    let look = Note {
        at: now(),
        who: clerk.who,
        role: clerk.role,
        place: Place::Counter,
        action: "look",
        case: Some(id),
        person: Some(desk.person),
        detail: "",
    };
    desk.store.note(&look).unwrap();
    let last = desk.store.audit(None, Some(desk.person)).unwrap().pop().unwrap();
    assert_eq!((last.at, last.who, last.place, last.action.as_str()), (now(), clerk.who, Place::Counter, "look"));
    assert!(desk.store.audit(None, Some(PersonId(99))).unwrap().is_empty());
}

#[test]
fn five_wrong_tries_lock_and_are_not_forgotten() {
    let mut desk = Desk::new();
    let who = Who::Person(desk.person);
    assert_eq!(desk.store.try_secret(who, "4711").unwrap(), Access::NotSet);
    desk.store.set_secret(who, "4711").unwrap();
    assert_eq!(desk.store.try_secret(who, "4711").unwrap(), Access::Granted);
    for left in [4, 3, 2] {
        assert_eq!(desk.store.try_secret(who, "1").unwrap(), Access::Wrong { left });
    }
    let mut again = Store::open(&desk.path()).unwrap();
    assert_eq!(again.try_secret(who, "1").unwrap(), Access::Wrong { left: 1 });
    assert_eq!(again.try_secret(who, "1").unwrap(), Access::Locked);
    assert_eq!(again.try_secret(who, "4711").unwrap(), Access::Locked, "even the right one");
    again.set_secret(who, "0815").unwrap();
    assert_eq!(again.try_secret(who, "0815").unwrap(), Access::Granted);
    assert!(matches!(again.set_secret(Who::User(UserId(99)), "x"), Err(StoreError::NotFound { .. })));
}

#[test]
fn staff_read_back_and_act_only_in_their_roles() {
    let mut desk = Desk::new();
    let mut user = User {
        sign_in: "reviewer".into(),
        id: UserId(0),
        name: "赵审".into(),
        roles: [Role::DistrictReviewer, Role::Finance].into(),
        language: crate::domain::data::Lang::En,
        person: None,
        relatives: [desk.person].into(),
        tied_to: [scenario::user_of(Role::Contractor)].into(),
        active: true,
    };
    user.id = desk.store.save_user(&user).unwrap();
    assert_eq!(desk.store.user(user.id).unwrap(), user);
    assert_eq!(desk.store.users().unwrap().last(), Some(&user));
    assert!(user.actor(Role::DistrictApprover, 0).is_none());
    assert_eq!(user.actor(Role::Finance, 3).unwrap().relatives, user.relatives);
    user.active = false;
    user.relatives.clear();
    desk.store.save_user(&user).unwrap();
    assert_eq!(desk.store.user(user.id).unwrap(), user);
    assert!(user.actor(Role::Finance, 0).is_none());
}

#[test]
fn a_revoked_mandate_has_ended_the_day_before() {
    let mut desk = Desk::new();
    let holder = Who::Person(desk.store.save_person(&person("王建国", "110199197512010195")).unwrap());
    let mandate = scenario::actor(Role::Guardian, 0).mandate.unwrap();
    let held = HeldMandate {
        id: 0,
        holder,
        role: Role::Guardian,
        mandate: crate::domain::case::Mandate { scope: Some([EventId::Submit].into()), ..mandate },
        how_given: "court".into(),
        revoked_on: None,
    };
    let id = desk.store.add_mandate(&held).unwrap();
    assert_eq!(desk.store.mandates_of(holder).unwrap(), [HeldMandate { id, ..held }]);
    desk.store.revoke_mandate(id, now().date()).unwrap();
    let kept = desk.store.mandates_of(holder).unwrap().remove(0);
    assert_eq!(kept.mandate.until, Some("2026-03-01".parse().unwrap()));
    assert!(desk.store.revoke_mandate(id, now().date()).is_err());
}

#[test]
fn papers_are_copied_under_their_hash() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    let source = desk.folder.path().join("残疾人证\u{1b}[2J.JPG");
    fs::write(&source, "abc").unwrap();
    let given = desk.store.copy_paper(&source).unwrap();
    let PaperGiven::File { stored, sha256, original_name } = &given else { panic!("{given:?}") };
    assert_eq!(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(*stored, format!("{sha256}.jpg"));
    assert_eq!(original_name, "残疾人证[2J.JPG");
    assert_eq!(fs::read(desk.store.paper_path(stored).unwrap()).unwrap(), b"abc");
    assert_eq!(desk.store.copy_paper(&source).unwrap(), given, "twice is once");
    assert_eq!(fs::read_dir(desk.folder.path().join("data/papers")).unwrap().count(), 1);
    assert_eq!(desk.store.paper_path("../zhucan.db"), None);
    assert!(matches!(desk.store.copy_paper(desk.folder.path()), Err(StoreError::NotAFile)));
    assert!(desk.store.copy_paper(&desk.folder.path().join("none")).is_err());

    let paper = Paper { given, description: "证件的正面".into(), original_seen: true };
    desk.store.put_paper(id, "certificate", &paper, now().date()).unwrap();
    let by =
        Paper { given: PaperGiven::Bring { by: Some(now().date()) }, description: String::new(), original_seen: false };
    desk.store.put_paper(id, "lease", &by, now().date()).unwrap();
    let papers = desk.store.case_file(id).unwrap().papers;
    assert_eq!((&papers["certificate"], &papers["lease"]), (&paper, &by));
}

fn consent(person: PersonId, case: Option<CaseId>) -> Consent {
    Consent {
        id: 0,
        person,
        case,
        line: "photos".into(),
        given_on: now().date(),
        given_by: Who::Person(person),
        how: "program".into(),
        revoked_on: None,
    }
}

#[test]
fn consents_are_dated_and_can_be_taken_back() {
    let mut desk = Desk::new();
    let id = desk.draft(Kind::Retrofit);
    let given = desk.store.add_consent(&consent(desk.person, Some(id))).unwrap();
    desk.store.add_consent(&consent(desk.person, None)).unwrap();
    assert_eq!(desk.store.case_file(id).unwrap().consents.len(), 1);
    desk.store.revoke_consent(given, later(3).date()).unwrap();
    let list = desk.store.consents(desk.person).unwrap();
    assert_eq!(list.iter().map(|it| it.revoked_on).collect::<Vec<_>>(), [Some(later(3).date()), None]);
    assert!(desk.store.revoke_consent(given, later(4).date()).is_err(), "once is enough");
}

/// An application written at home: answers, a paper, a consent, handed in.
fn written_at_home() -> (Desk, CaseId) {
    let mut home = Desk::new();
    let id = home.draft(Kind::Device);
    home.store.put_answer(id, "need.words", Some("出门走不远"), now().date()).unwrap();
    home.store.put_person_answer(home.person, "person.phone", Some("13900000000")).unwrap();
    let source = home.folder.path().join("a.pdf");
    fs::write(&source, "abc").unwrap();
    let paper =
        Paper { given: home.store.copy_paper(&source).unwrap(), description: "诊断".into(), original_seen: true };
    home.store.put_paper(id, "diagnosis", &paper, now().date()).unwrap();
    home.store.add_consent(&consent(home.person, Some(id))).unwrap();
    home.act(id, Role::Applicant, EventId::Submit).unwrap();
    (home, id)
}

#[test]
fn an_application_is_carried_to_another_store() {
    let (home, id) = written_at_home();
    // As a person might carry it: written out prettily and read again.
    let file = serde_json::to_string_pretty(&home.store.export_case(id).unwrap()).unwrap();
    let file = serde_json::from_str(&file).unwrap();

    let folder = TempDir::new().unwrap();
    let mut office = Store::open(&folder.path().join("zhucan.db")).unwrap();
    let other = office.save_person(&person("曾丽", "11019919880229002X")).unwrap();
    let known = office.save_person(&person("王小明", "110199196503110018")).unwrap();
    office.put_person_answer(known, "person.phone", Some("13911111111")).unwrap();
    office.next_receipt(now().date()).unwrap();
    let clerk = scenario::actor(Role::StreetClerk, 0);
    let there = office.import_case(&file, &clerk, later(10)).unwrap();
    let taken = office.case_file(there).unwrap();
    assert_eq!((taken.case.state, taken.case.applicant), (State::Submitted, known));
    assert_ne!(known, other);
    assert_eq!(taken.case.receipt.map(ReceiptNumber::serial), Some(2));
    assert_eq!(taken.case.entered_on, later(10).date(), "the office's clock runs from here");
    assert_eq!(taken.case.history[0].who, Who::Person(known));
    assert_eq!(taken.answers["need.words"], "出门走不远");
    let paper = &taken.papers["diagnosis"];
    assert_eq!((&paper.given, paper.original_seen), (&PaperGiven::Bring { by: None }, false));
    assert_eq!(taken.consents[0].given_by, Who::Person(known));
    assert_eq!(office.person_answers(known).unwrap()["person.phone"], "13911111111", "a file overwrites nothing");

    let again = office.import_case(&file, &clerk, later(10));
    assert!(matches!(again, Err(ImportFault::AlreadyImported { case, receipt })
        if case == there && receipt == taken.case.receipt));
    act(&mut office, there, Role::StreetClerk, EventId::Accept).unwrap();
    let worked_on = office.export_case(there).unwrap();
    let mut third = Store::open_in_memory().unwrap();
    let refused = third.import_case(&worked_on, &clerk, later(10));
    assert!(matches!(refused, Err(ImportFault::AlreadyHandled { state: State::Accepted })), "{refused:?}");
}

#[test]
fn a_file_that_is_not_whole_is_not_taken_in() {
    let (home, id) = written_at_home();
    let file = home.store.export_case(id).unwrap();
    let mut office = Store::open_in_memory().unwrap();
    let clerk = scenario::actor(Role::StreetClerk, 0);
    let mut with = |change: &dyn Fn(&mut serde_json::Value), sealed: bool| {
        let mut it = file.clone();
        change(&mut it);
        if sealed {
            it["checksum"] = transfer::checksum(&it["body"]).into();
        }
        office.import_case(&it, &clerk, now()).unwrap_err()
    };
    assert!(matches!(with(&|it| it["format"] = "letter".into(), false), ImportFault::NotOurFormat));
    assert!(matches!(with(&|it| *it = 3.into(), false), ImportFault::NotOurFormat));
    let newer = with(&|it| it["version"] = 2.into(), false);
    assert!(matches!(newer, ImportFault::NewerVersion { found: 2, known: 1 }));
    let changed: &dyn Fn(&mut serde_json::Value) = &|it| it["body"]["answers"]["need.words"] = "别的".into();
    assert!(matches!(with(changed, false), ImportFault::Damaged));
    // Sealed anew, yet not what this program writes.
    let escape: &dyn Fn(&mut serde_json::Value) = &|it| it["body"]["answers"]["need.words"] = "\u{1b}[2J".into();
    assert!(matches!(with(escape, true), ImportFault::Damaged));
    let skipped: &dyn Fn(&mut serde_json::Value) = &|it| it["body"]["case"]["version"] = 7.into();
    assert!(matches!(with(skipped, true), ImportFault::Damaged));
    let stranger: &dyn Fn(&mut serde_json::Value) = &|it| it["body"]["persons"] = serde_json::json!([]);
    assert!(matches!(with(stranger, true), ImportFault::Damaged));
    assert_eq!(office.queue(State::ALL).unwrap(), [], "nothing of it stays");
    assert!(office.find_persons("王小明").unwrap().is_empty());
}

#[test]
fn what_is_decided_is_written_with_full_and_drafts_are_not() {
    let mut desk = Desk::new();
    let level = |conn: &Connection| pragma(conn, "synchronous");
    let (normal, full) = (1, 2);
    assert_eq!(desk.store.write(|tx| level(tx)).unwrap(), normal);
    assert_eq!(desk.store.durable(|tx| level(tx)).unwrap(), full);
    let failed: Result<()> = desk.store.durable(|_| Err(StoreError::Busy));
    assert!(failed.is_err());
    assert_eq!(level(&desk.store.conn).unwrap(), normal);
    assert_eq!(pragma(&desk.store.conn, "foreign_keys").unwrap(), 1);
}

#[test]
fn a_checkpoint_moves_the_log_into_the_file() {
    let mut desk = Desk::new();
    let before = fs::metadata(desk.path()).unwrap().len();
    let id = desk.draft(Kind::Device);
    desk.store.put_answer(id, "q", Some(&"x".repeat(200_000)), now().date()).unwrap();
    assert_eq!(fs::metadata(desk.path()).unwrap().len(), before, "no commit writes the file itself");
    desk.store.checkpoint().unwrap();
    assert!(fs::metadata(desk.path()).unwrap().len() > before + 200_000);
}

#[test]
fn a_store_of_the_first_version_goes_on_with_what_it_holds() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("zhucan.db");
    let mut old = Connection::open(&path).unwrap();
    Migrations::from_slice(&MIGRATIONS[..1]).to_latest(&mut old).unwrap();
    old.execute("INSERT INTO settings (key, value) VALUES ('kept', 'yes')", []).unwrap();
    drop(old);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.setting("kept").unwrap().as_deref(), Some("yes"));
    assert_eq!(store.rates().unwrap(), []);
    assert_eq!(store.owed().unwrap(), []);
    store.keep_fact("own", "p.cert", Some("valid"), now().date()).unwrap();
    assert_eq!(store.known_facts("own").unwrap(), [("p.cert".to_owned(), "valid".to_owned())]);
}
