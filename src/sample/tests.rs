use std::collections::BTreeMap;

use chrono::{Datelike, Months};

use super::*;
use crate::domain::case::clock::is_late;
use crate::domain::case::machine::open_to;
use crate::domain::case::table::{To, out_of};
use crate::domain::case::{Actor, CaseId, Kind, Mandate, NextStep, PersonId, Role, State, next};
use crate::domain::data::Lang;
use crate::domain::form::{Answers, Known, applicable, review, validate};
use crate::domain::person::{CertificateNumber, IdNumber, Phone, Pin};
use crate::domain::shipped::{self, Shipped};
use crate::store::{Access, CaseFile, StoreError, User, WRONG_TRIES};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn office(today: NaiveDate) -> Store {
    let mut store = Store::open_in_memory().unwrap();
    fill(&mut store, today, shipped::calendar()).unwrap();
    store
}

const TODAY: &str = "2026-06-15";

fn files(store: &Store) -> Vec<CaseFile> {
    let mut ids: Vec<CaseId> = store.queue(State::ALL).unwrap().iter().map(|row| row.id).collect();
    ids.sort();
    ids.into_iter().map(|id| store.case_file(id).unwrap()).collect()
}

fn residents(store: &Store) -> Vec<Person> {
    people::RESIDENTS.iter().flat_map(|it| store.find_persons(it.name).unwrap()).filter(is_resident).collect()
}

fn is_resident(person: &Person) -> bool {
    people::RESIDENTS.iter().any(|it| it.name == person.name)
}

/// Every pair of kind and state that the rule book leads to from a draft.
fn reachable() -> BTreeSet<(Kind, State)> {
    let mut found = BTreeSet::new();
    for kind in Kind::ALL {
        let mut todo = vec![State::Draft];
        while let Some(state) = todo.pop() {
            if !found.insert((*kind, state)) {
                continue;
            }
            for row in out_of(*kind, state) {
                if let To::One(targets) = row.to {
                    todo.extend(targets.iter().filter(|target| target.belongs_to(*kind)));
                }
            }
        }
    }
    found
}

#[test]
fn every_state_of_both_kinds_is_there() {
    let store = office(day(TODAY));
    let files = files(&store);
    let there: BTreeSet<_> = files.iter().map(|file| (file.case.kind, file.case.state)).collect();
    let missing: Vec<_> = reachable().difference(&there).copied().collect();
    assert_eq!(missing, []);
    assert_eq!(reachable().len(), 27 + 32);
    assert!((60..=90).contains(&files.len()), "{}", files.len());
}

#[test]
fn every_role_has_a_user_with_that_role_alone_and_the_passphrase() {
    let mut store = office(day(TODAY));
    let users = store.users().unwrap();
    assert_eq!(users.len(), 14);
    assert!(users.iter().all(|user| user.roles.len() == 1));
    for role in Role::ALL {
        let nobody = role.is_applicant_side() || *role == Role::Timer;
        assert_eq!(user_of(*role).is_none(), nobody, "{role}");
        let Some(sign_in) = user_of(*role) else { continue };
        assert!(store.user_called(sign_in).unwrap().is_some_and(|user| user.actor(*role, 0).is_some()));
    }
    for sign_in in ["community", "clerk-en", "admin"] {
        let user = store.user_called(sign_in).unwrap().unwrap();
        assert_eq!(store.try_secret(Who::User(user.id), PASSPHRASE).unwrap(), Access::Granted, "{sign_in}");
        assert_eq!(user.language == Lang::En, sign_in == "clerk-en");
    }
    let admin = store.user_called("admin").unwrap().unwrap();
    assert_eq!(store.try_secret(Who::User(admin.id), PIN).unwrap(), Access::Wrong { left: 4 });
}

#[test]
fn who_handed_in_has_a_good_pin_and_nobody_else() {
    let mut store = office(day(TODAY));
    let today = day(TODAY);
    let mut expected: BTreeSet<Who> = BTreeSet::new();
    for file in files(&store) {
        if file.case.submitted_on.is_some() {
            expected.insert(Who::Person(file.case.applicant));
            let submitted = file.case.history.iter().find(|entry| entry.to == State::Submitted).unwrap();
            expected.extend(Some(submitted.who).filter(|who| matches!(who, Who::Person(_))));
        }
    }
    for person in residents(&store) {
        assert_eq!(person.has_secret, expected.contains(&Who::Person(person.id)), "{}", person.name);
        let id = IdNumber::parse(person.id_number.as_deref().unwrap(), today).unwrap();
        let phone = Phone::parse(&store.person_answers(person.id).unwrap()["person.phone"]).unwrap();
        assert!(Pin::parse(PIN, Some(&id), Some(&phone)).is_ok(), "{}", person.name);
    }
    let last = expected.iter().next_back().copied().unwrap();
    assert_eq!(store.try_secret(last, PIN).unwrap(), Access::Granted);
}

#[test]
fn residents_are_invented_many_kinds_and_complete() {
    let today = day(TODAY);
    let store = office(today);
    let people = residents(&store);
    assert_eq!(people.len(), people::RESIDENTS.len());
    assert!(people.len() >= 40);
    let (mut kinds, mut grades, mut births) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut said: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut ages = BTreeSet::new();
    for person in &people {
        let answers = Answers::from(store.person_answers(person.id).unwrap());
        let number = IdNumber::parse(person.id_number.as_deref().unwrap(), today).unwrap();
        assert!(number.as_str().starts_with("110199"), "{}", person.name);
        births.insert(number.birth());
        ages.insert(number.age_on(today));
        if let Some(certificate) = &person.certificate {
            let certificate = CertificateNumber::parse(certificate, today).unwrap();
            kinds.insert(certificate.category().digit());
            grades.insert(certificate.grade());
        }
        for id in ["person.phone", "guardian.id_number"] {
            let Some(answer) = answers.get(id) else { continue };
            assert!(answer.starts_with("199000000") || answer.starts_with("110199"), "{}", person.name);
        }
        for id in ["person.economic", "person.language", "person.channel", "person.acts"] {
            said.entry(id).or_default().extend(answers.get(id).map(str::to_owned));
        }
        let known = Known::new(&answers, today, &Shipped);
        let form = shipped::form("person");
        assert_eq!(review(form, &known).problems, [], "{}", person.name);
        for question in applicable(form, &known) {
            let kept = answers.get(&question.id).unwrap_or_default();
            assert!(answers.has(&question.id), "{} {}", person.name, question.id);
            assert_eq!(validate(question, kept, &known).as_deref(), Ok(kept), "{} {}", person.name, question.id);
        }
    }
    assert_eq!(kinds, (1..=7).collect());
    assert_eq!(grades, (1..=4).collect());
    assert_eq!(births.len(), people.len(), "all were born on different days");
    assert!(ages.first().is_some_and(|age| *age < 14) && ages.last().is_some_and(|age| *age > 80));
    assert!(ages.iter().any(|age| (18..=19).contains(age)));
    for (id, said) in said {
        let question = shipped::form("person").question(id).unwrap();
        assert_eq!(said.len(), question.choices.len(), "{id}");
    }
}

#[test]
fn what_was_handed_in_was_complete_that_day() {
    let store = office(day(TODAY));
    for file in files(&store) {
        let answers = Answers::from(file.answers.clone());
        let on = file.case.submitted_on.unwrap_or(file.case.opened_on);
        let known = Known::new(&answers, on, &Shipped);
        let who = format!("{} {} of {}", file.case.id, file.case.kind, file.case.applicant);
        let forms = ["person", file.case.kind.as_str()].map(shipped::form);
        let problems: Vec<_> = forms.iter().flat_map(|form| review(form, &known).problems).collect();
        if file.case.submitted_on.is_some() {
            assert_eq!(problems, [], "{who}");
            assert_eq!(file.question, None, "{who}");
        } else if file.case.state == State::Draft {
            assert!(!problems.is_empty(), "{who} is no draft any more");
            assert_eq!(file.question.as_deref(), problems.first().map(|problem| problem.field.as_str()), "{who}");
        }
        for form in forms {
            for question in applicable(form, &known).into_iter().filter(|question| answers.has(&question.id)) {
                let kept = answers.get(&question.id).unwrap_or_default();
                assert_eq!(validate(question, kept, &known).as_deref(), Ok(kept), "{who} {}", question.id);
            }
        }
    }
}

/// Somebody in this role of whom the case is, as far as they are concerned.
fn somebody(store: &Store, role: Role, file: &CaseFile) -> Actor {
    let saw = file.case.version;
    match user_of(role).and_then(|name| store.user_called(name).unwrap()) {
        Some(User { id, .. }) if role == Role::CommunityWorker => Actor::staff(id, role, saw).with_mandate(Mandate {
            person: file.case.applicant,
            from: file.case.opened_on,
            until: None,
            scope: None,
        }),
        Some(user) => user.actor(role, saw).unwrap(),
        None if role == Role::Timer => Actor::new(Who::Timer, role, saw),
        None => Actor::applicant(file.case.applicant, saw),
    }
}

#[test]
fn every_open_case_waits_for_somebody_who_can_act() {
    let today = day(TODAY);
    let store = office(today);
    for file in files(&store).iter().filter(|file| file.case.state.is_open()) {
        let next = next(&file.case);
        for role in &next.who {
            let may = open_to(&file.case, &somebody(&store, *role, file), today);
            assert!(!may.is_empty(), "{} in {} waits for {role}", file.case.id, file.case.state);
        }
        assert!(!next.who.is_empty() && next.step != NextStep::KeptOnFile);
    }
}

#[test]
fn a_resident_sees_an_application_at_every_turn() {
    let today = day(TODAY);
    assert_eq!(resident(&Store::open_in_memory().unwrap()), None);
    let store = office(today);
    let person = resident(&store).unwrap();
    let id = IdNumber::parse(person.id_number.as_deref().unwrap(), today).unwrap();
    assert!(id.age_on(today) > 18);
    let states: BTreeSet<State> = store.cases_of(person.id).unwrap().iter().map(|row| row.state).collect();
    for state in [State::Submitted, State::Supplement, State::Approved, State::Rejected, State::FollowUp, State::Closed]
    {
        assert!(states.contains(&state), "{state}");
    }
}

#[test]
fn time_goes_forward_in_the_office() {
    let today = day(TODAY);
    let calendar = shipped::calendar();
    let store = office(today);
    let begin = today.checked_sub_months(Months::new(25)).unwrap();
    let (mut handed_in, mut late) = (Vec::new(), 0);
    for file in files(&store) {
        let case = &file.case;
        assert!(case.opened_on >= begin, "{} was begun on {}", case.id, case.opened_on);
        let days: Vec<NaiveDate> = case.history.iter().map(|entry| entry.when).collect();
        assert!(days.is_sorted() && days.iter().all(|day| (case.opened_on..=today).contains(day)), "{}", case.id);
        for entry in &case.history {
            let works = matches!(entry.who, Who::User(_)) && entry.when != today;
            assert!(!works || calendar.is_working_day(entry.when).0, "{} on {}", case.id, entry.when);
        }
        handed_in.extend(case.receipt.map(|receipt| (case.submitted_on.unwrap(), receipt.digits())));
        late += usize::from(is_late(case, today, calendar));
    }
    handed_in.sort();
    assert!(handed_in.is_sorted_by_key(|(_, receipt)| receipt.clone()), "receipts come in the order of time");
    assert!((3..=9).contains(&late), "{late}");
    assert_eq!(
        store.receipts_given(today).unwrap() as usize,
        handed_in.iter().filter(|it| it.0.year() == 2026).count()
    );
}

#[test]
fn both_languages_and_the_usual_reasons_are_there() {
    let store = office(day(TODAY));
    let (mut chinese, mut english, mut codes) = (0, 0, BTreeSet::new());
    for file in files(&store) {
        let words = serde_json::to_string(&file.case.history).unwrap();
        for bad in ['“', '”', '…', '·', '—', '‘', '’'] {
            assert!(!words.contains(bad), "{bad} in {}", file.case.id);
        }
        let is_english = file.answers["person.language"] == "english";
        // Names of witnesses and staff apart, a letter is in one language.
        let has_han = words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!(is_english && has_han), "{words}");
        *if is_english { &mut english } else { &mut chinese } += 1;
        codes.extend(file.case.reasons.iter().map(ToString::to_string));
        codes.extend(file.case.asked.iter().map(|asked| asked.code.to_string()));
    }
    assert!(chinese > 50 && english >= 5, "{chinese} {english}");
    for code in ["R01", "R06", "R07", "R15", "R17", "R22", "S07", "S08"] {
        assert!(codes.contains(code), "{code}");
    }
}

#[test]
fn the_same_day_gives_the_same_office() {
    let [one, other] = [(); 2].map(|()| office(day(TODAY)));
    assert_eq!(files(&one), files(&other));
    assert_eq!(one.users().unwrap(), other.users().unwrap());
    assert_eq!(residents(&one), residents(&other));
    assert_ne!(files(&one), files(&office(day("2026-06-16"))));
}

#[test]
fn any_day_will_do() {
    // A Sunday, the first day of a year, a leap day, the end of two long holidays, a year without a calendar.
    for today in ["2026-06-14", "2026-01-01", "2024-02-29", "2025-10-08", "2026-02-23", "2031-05-17"] {
        let there: BTreeSet<_> =
            files(&office(day(today))).iter().map(|file| (file.case.kind, file.case.state)).collect();
        assert!(reachable().is_subset(&there), "{today}: {:?}", reachable().difference(&there));
    }
}

#[test]
fn a_shared_secret_opens_for_all_or_for_nobody() {
    let mut store = office(day(TODAY));
    let user = |store: &Store, name: &str| Who::User(store.user_called(name).unwrap().unwrap().id);
    let (clerk, admin) = (user(&store, "clerk"), user(&store, "admin"));
    store.set_secret(clerk, "another one").unwrap();
    let nobody = Who::Person(PersonId(9_999));
    assert!(matches!(store.share_secret(clerk, &[admin, nobody]), Err(StoreError::NotFound { what: "persons" })));
    assert_eq!(store.try_secret(admin, PASSPHRASE).unwrap(), Access::Granted);
    let without = residents(&store).into_iter().find(|person| !person.has_secret).unwrap();
    assert!(store.share_secret(Who::Person(without.id), &[admin]).is_err());
    for _ in 0..WRONG_TRIES {
        store.try_secret(admin, "wrong").unwrap();
    }
    store.share_secret(clerk, &[admin]).unwrap();
    assert_eq!(store.try_secret(admin, "another one").unwrap(), Access::Granted);
}

#[test]
fn every_rate_of_the_district_is_set_by_two_and_one_proposal_waits() {
    use crate::domain::data::rate::SetBy;
    use crate::domain::rate::RateTable;
    let store = office(day(TODAY));
    let table = RateTable::new(shipped::rates(), store.rates().unwrap());
    for rate in shipped::rates().iter().filter(|rate| rate.set_by == SetBy::District) {
        assert!(table.on(&rate.id, day("2011-01-01")).is_some(), "{}", rate.id);
    }
    let waiting: Vec<_> = table.waiting().map(|row| (row.rate.as_str(), row.from)).collect();
    assert_eq!(waiting, [("retrofit-own-share", day("2027-01-01"))]);
    assert_eq!(store.owed().unwrap().len(), 3);
}
