//! Answers to the forms of the two applications: the usual ones, and over them what an application says of its own.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use super::people::{Kept, Resident};
use super::plot::Plot;
use crate::domain::case::Kind;
use crate::domain::data::form::Form;
use crate::domain::form::{Answers, Known, SEPARATOR, applicable};
use crate::domain::shipped::{self, Shipped};

/// Answers of its own: question and answer. `@-40` is the day 40 months before the application was begun, `bring` is a
/// paper that is brought ten days after.
pub(super) type Own = &'static [(&'static str, &'static str)];

/// Days after which a paper is brought.
const BRING_DAYS: u64 = 10;

/// Those of `all` that answer a question of `form` that is asked, when `others` is known as well.
pub(super) fn asked(form: &Form, all: &BTreeMap<&str, String>, others: &Answers, day: NaiveDate) -> Answers {
    let mut answers = others.clone();
    answers.extend(all.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())));
    let known = Known::new(&answers, day, &Shipped);
    let questions = applicable(form, &known).into_iter();
    questions.filter_map(|question| Some((question.id.clone(), all.get(question.id.as_str())?.clone()))).collect()
}

/// The answers to the form of `kind`, in the order of its questions, of an application begun on `day`.
pub(super) fn of_application(plot: &Plot, person: &Kept, day: NaiveDate) -> Vec<(String, String)> {
    let form = shipped::form(plot.kind.as_str());
    let usual = match plot.kind {
        Kind::Retrofit => RETROFIT,
        Kind::Device => DEVICE,
    };
    let works: Vec<&str> = plot.job.works.iter().map(|work| work.code).collect();
    let mut all: BTreeMap<&str, String> = BTreeMap::new();
    all.extend(COMMON.iter().chain(usual).map(|(id, answer)| (*id, resolved(answer, day))));
    all.insert("retrofit.items", works.join(SEPARATOR));
    all.insert("device.item", plot.item.to_owned());
    all.insert("device.supply", plot.supply.to_owned());
    all.insert("need.places", plot.job.places.to_owned());
    all.extend(body(person.resident));
    all.extend(home(person.resident));
    all.extend(use_of(plot.item));
    all.extend(plot.own.iter().copied().flatten().map(|(id, answer)| (*id, resolved(answer, day))));
    let answers = asked(form, &all, &person.answers, day);
    let in_order = form.questions.iter();
    in_order.filter_map(|question| Some((question.id.clone(), answers_of(&answers, &question.id)?))).collect()
}

/// An answer, be it that the question was left empty.
fn answers_of(answers: &Answers, id: &str) -> Option<String> {
    answers.has(id).then(|| answers.get(id).unwrap_or_default().to_owned())
}

fn resolved(answer: &str, day: NaiveDate) -> String {
    if answer == "bring" {
        let by = day.checked_add_days(Days::new(BRING_DAYS)).unwrap_or(day);
        return format!("bring {by}");
    }
    let Some(months) = answer.strip_prefix('@').and_then(|months| months.parse::<i32>().ok()) else {
        return answer.to_owned();
    };
    let by = Months::new(months.unsigned_abs());
    let moved = if months < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) };
    moved.unwrap_or(day).to_string()
}

/// Measures that fit a person of this age and sex.
fn body(resident: &Resident) -> [(&'static str, String); 5] {
    let (height, mass, width, depth, leg) = match (resident.age(), resident.is_woman()) {
        (..14, _) => (138, 34, 30, 34, 33),
        (_, true) => (159, 58, 39, 41, 39),
        (_, false) => (172, 71, 42, 44, 43),
    };
    [
        ("measure.height", height.to_string()),
        ("measure.mass", mass.to_string()),
        ("measure.seat_width", width.to_string()),
        ("measure.seat_depth", depth.to_string()),
        ("measure.lower_leg", leg.to_string()),
    ]
}

/// A flat some floors up without a lift, and how somebody gets about in it.
fn home(resident: &Resident) -> [(&'static str, String); 4] {
    let up = resident.floors_up();
    let falls = if resident.age() >= 70 { 2 } else { 0 };
    [
        ("home.floor", (up + 1).to_string()),
        ("home.steps", (up * 18).to_string()),
        ("need.falls", falls.to_string()),
        ("need.moves", resident.moves().to_owned()),
    ]
}

/// What is hard for somebody who asks for this device, and where it is used.
fn use_of(item: &str) -> Vec<(&'static str, String)> {
    let Some(device) = shipped::device(item) else { return Vec::new() };
    let (hard, place) = match device.area.id.as_str() {
        "seeing" => ("see", "home,outdoors"),
        // Of what helps to hear, the aids are worn; bells and alarms hang on a wall.
        "hearing" if device.sides => ("hear", "home,outdoors"),
        "hearing" => ("hear", "home"),
        "speaking" => ("speak", "home,outdoors"),
        "wheels" => ("walk,sit", "home,outdoors"),
        "care" => ("sit,wash", "home"),
        "daily" => ("eat,house", "home"),
        "safety" => ("remember", "home,outdoors"),
        _ => ("walk", "home,outdoors"),
    };
    vec![("need.activity", hard.to_owned()), ("need.where", place.to_owned())]
}

const COMMON: Own = &[
    ("paper.certificate", "on-file"),
    ("paper.id_card", "on-file"),
    ("paper.economic", "on-file"),
    ("paper.guardian", "on-file"),
    ("paper.agent", "on-file"),
    ("consent.use", "yes"),
    ("consent.share", "yes"),
    ("consent.sensitive", "yes"),
    ("consent.child", "yes"),
    ("consent.advice", "yes"),
];

const RETROFIT: Own = &[
    ("home.kind", "flat"),
    ("home.lift", "no"),
    ("home.right", "owner"),
    ("home.owner_consent", "agrees"),
    ("home.lease_end", "@40"),
    ("home.expropriation", "no"),
    ("home.protected", "no"),
    ("home.shared", "no"),
    ("home.retrofitted", "no"),
    ("home.last_retrofit", "@-30"),
    ("home.since", "none"),
    ("retrofit.words", ""),
    ("paper.home", "on-file"),
    ("paper.owner", "bring"),
    ("paper.shared", "bring"),
    ("consent.photos", "yes"),
];

const DEVICE: Own = &[
    ("need.words", ""),
    ("device.side", "pair"),
    ("device.quantity", "1"),
    ("device.present", "no"),
    ("device.since", "@-40"),
    ("device.state", "worn"),
    ("device.given_by", "federation"),
    ("measure.hand_grip", "weak"),
    ("measure.hearing_left", "75"),
    ("measure.hearing_right", "80"),
    ("measure.acuity", "0.06"),
    ("measure.field", ""),
    ("paper.diagnosis", "on-file"),
    ("paper.fault", "bring"),
];

/// A flat high up that a lift reaches.
pub(super) const WITH_LIFT: Own = &[("home.floor", "12"), ("home.lift", "yes"), ("home.steps", "4")];
/// A flat at street level.
pub(super) const STREET_LEVEL: Own = &[("home.floor", "1"), ("home.steps", "3")];
/// A room in a courtyard, let by the city.
pub(super) const COURTYARD: Own =
    &[("home.kind", "courtyard"), ("home.steps", "2"), ("home.right", "public_tenancy"), ("home.lease_end", "?")];
/// A flat in rented public housing.
pub(super) const PUBLIC_RENTAL: Own = &[
    ("home.kind", "public_rental"),
    ("home.floor", "9"),
    ("home.lift", "yes"),
    ("home.steps", "5"),
    ("home.right", "public_tenancy"),
];
/// A flat let by its owner.
pub(super) const RENTED: Own =
    &[("home.kind", "private_rental"), ("home.floor", "6"), ("home.steps", "58"), ("home.right", "private_tenancy")];
/// Somebody who moves about in a wheelchair.
pub(super) const WHEELCHAIR: Own = &[("need.moves", "wheelchair"), ("need.falls", "0")];
/// Somebody who has one of that sort, worn out.
pub(super) const WORN: Own = &[("device.present", "yes")];
