//! The first page: what can be done here, for whoever is there.

use crate::app::effect::Listing;
use crate::app::{Cx, Effect, Lesson, Outcome, Page, Place, Row, Screen, Step, Who};
use crate::domain::case::{CaseId, Kind, PersonId, Role};

use super::apply;
use super::browse::Browse;
use super::cases::CaseList;
use super::first_minute::FirstMinute;
use super::import::Import;
use super::might::Askers;
use super::people::{Consent, People};
use super::settings::Settings;
use super::sign_in::SignIn;

/// A draft that was not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {
    /// Which.
    pub case: CaseId,
    /// What for.
    pub kind: Kind,
}

/// The first page.
#[derive(Debug, Default)]
pub struct Home {
    resume: Option<Resume>,
    /// The list that was asked for.
    asked: Option<Listing>,
}

impl Home {
    /// With a draft to go on with, if there is one.
    pub fn new(resume: Option<Resume>) -> Self {
        Self { resume, asked: None }
    }

    fn list(&mut self, listing: Listing) -> Step {
        self.asked = Some(listing);
        Step::Do(Effect::List(listing))
    }

    fn rows(&self, cx: &Cx<'_>) -> Vec<&'static str> {
        let mut rows = Vec::new();
        if self.resume.is_some() {
            rows.push("resume");
        }
        match cx.who {
            Who::Staff { role, .. } => rows.extend(staff_rows(*role)),
            Who::Resident { .. } => {
                rows.extend(["cases", "browse", "might", "device", "retrofit", "settings", "next-person"]);
            }
            Who::Nobody => {
                if cx.setup.lesson != Lesson::Done {
                    rows.insert(0, "lesson");
                }
                rows.extend(["browse", "might", "device", "retrofit"]);
                if cx.setup.place == Place::Office {
                    rows.extend(["track", "staff", "next-person"]);
                }
                rows.push("settings");
            }
        }
        rows
    }
}

/// What each role finds on its first page.
fn staff_rows(role: Role) -> Vec<&'static str> {
    let mut rows = match role {
        Role::StreetClerk => vec!["waiting", "people", "new-device", "new-retrofit", "import", "open"],
        Role::CommunityWorker => vec!["people", "new-device", "new-retrofit"],
        Role::Auditor => vec!["open", "people"],
        Role::Admin => vec![],
        Role::Assessor | Role::DistrictReviewer | Role::DistrictApprover | Role::Inspector | Role::Finance => {
            vec!["waiting", "open", "people"]
        }
        _ => vec!["waiting"],
    };
    rows.extend(["browse", "settings", "next-person"]);
    rows
}

impl Screen for Home {
    fn page(&self, cx: &Cx<'_>) -> Page {
        let rows = self
            .rows(cx)
            .into_iter()
            .map(|id| {
                let row = Row::item(id, cx.say(&format!("home-{id}"))).with_help(cx.say(&format!("home-{id}.help")));
                match (&self.resume, id) {
                    (Some(resume), "resume") => row.with_value(cx.say(&format!("kind-{}", resume.kind))),
                    _ => row,
                }
            })
            .collect();
        let title = match cx.who {
            Who::Nobody => cx.say("home-title"),
            Who::Resident { name, .. } => cx.text.with("home-title-resident", &[("name", name)]),
            Who::Staff { name, role, .. } => {
                cx.text.with("home-title-staff", &[("name", name), ("role", &cx.say(&format!("role-{role}")))])
            }
        };
        Page::new("home", title, rows)
    }

    fn choose(&mut self, row: &str, cx: &Cx<'_>) -> Step {
        match row {
            "resume" => self.resume.as_ref().map_or(Step::Stay, |resume| Step::Do(Effect::GoOn(resume.case))),
            "lesson" => Step::Open(Box::new(FirstMinute::new(cx))),
            "browse" => Step::Open(Box::new(Browse)),
            "might" => Step::Do(Effect::KnownFacts),
            "device" => apply::begin(Kind::Device, cx),
            "retrofit" => apply::begin(Kind::Retrofit, cx),
            "new-device" => Step::Open(Box::new(Consent::new(Kind::Device, None))),
            "new-retrofit" => Step::Open(Box::new(Consent::new(Kind::Retrofit, None))),
            "track" => Step::Open(Box::new(SignIn::resident())),
            "staff" => Step::Open(Box::new(SignIn::staff())),
            "next-person" => Step::Do(Effect::NextPerson),
            "settings" => Step::Open(Box::new(Settings)),
            "people" => Step::Open(Box::new(People::default())),
            "import" => Step::Open(Box::new(Import)),
            "waiting" => self.list(Listing::Waiting),
            "open" => self.list(Listing::Open),
            "cases" => match cx.who {
                Who::Resident { person, .. } => self.list(Listing::Of(PersonId(*person))),
                _ => Step::Stay,
            },
            _ => Step::Stay,
        }
    }

    fn uncovered(&mut self, _cx: &Cx<'_>) -> Step {
        Step::Do(Effect::Resumable)
    }

    fn outcome(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Step {
        match outcome {
            Outcome::Facts(said) => Step::Open(Box::new(Askers::new(said))),
            Outcome::Draft(draft) => Step::Open(apply::go_on(*draft, cx)),
            Outcome::Resumable(resume) => {
                self.resume = resume;
                Step::Stay
            }
            Outcome::Cases(lines) => {
                let Some(listing) = self.asked else { return Step::Stay };
                let title = match listing {
                    Listing::Of(_) => cx.say("home-cases"),
                    Listing::Open => cx.say("home-open"),
                    Listing::Waiting => cx.say("home-waiting"),
                };
                Step::Open(Box::new(CaseList::new(title, listing, lines)))
            }
            outcome => super::failed(outcome, cx),
        }
    }
}
