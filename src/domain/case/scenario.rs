//! A case told as a story, for tests: one actor a role, one well-formed event a name.

use super::actor::{Actor, CaseId, Mandate, PersonId, UserId, Who};
use super::clock::Weekdays;
use super::event::{
    Approval, AskedPaper, Assessment, Check, DeviceFacts, Event, Found, Given, PaperAnswer, Plan, PlanLine, Reviewed,
    Supply, Waiver, Yes,
};
use super::reason::{Negative, ReasonCode, SupplementCode};
use super::snapshot::{Case, Step};
use super::{EventId, Kind, ReceiptNumber, Refusal, Role, State, apply};
use chrono::{Days, NaiveDate};

pub const PERSON: PersonId = PersonId(1);

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The usual actor of a role: staff are users numbered by role, the person is person 1, helpers hold an open mandate.
pub fn actor(role: Role, saw: u32) -> Actor {
    let number = 10 + Role::ALL.iter().position(|it| *it == role).map_or(0, |at| i64::try_from(at).unwrap());
    let mandate = Mandate { person: PERSON, from: day("2020-01-01"), until: None, scope: None };
    match role {
        Role::Applicant => Actor::applicant(PERSON, saw),
        Role::Guardian | Role::Agent => Actor::new(Who::Person(PersonId(number)), role, saw).with_mandate(mandate),
        Role::Timer => Actor::new(Who::Timer, role, saw),
        Role::CommunityWorker => Actor::staff(UserId(number), role, saw).with_mandate(mandate),
        _ => Actor::staff(UserId(number), role, saw),
    }
}

pub fn user_of(role: Role) -> UserId {
    match actor(role, 0).who {
        Who::User(id) => id,
        other => panic!("{other}"),
    }
}

pub fn negative() -> Negative {
    Negative {
        codes: vec![ReasonCode::new(4).unwrap()],
        text: "grade 4 is outside".into(),
        article: "17".into(),
        next_step: "ask the street office".into(),
        review_route: "within 60 days".into(),
    }
}

/// An event with everything it needs; with `spoilt` its first text or list is empty.
#[allow(clippy::too_many_lines, reason = "one arm for each event")]
pub fn event(id: EventId, case: &Case, today: NaiveDate, spoilt: bool) -> Event {
    let text = || if spoilt { " ".to_owned() } else { "words".to_owned() };
    let missing = || if spoilt { vec!["p.phone".to_owned()] } else { Vec::new() };
    let because = || Negative { text: text(), ..negative() };
    let retrofit = case.kind == Kind::Retrofit;
    let firm = user_of(if retrofit { Role::Contractor } else { Role::Supplier });
    let later = |days| today.checked_add_days(Days::new(days)).unwrap();
    let approval = || Approval {
        amount_fen: if spoilt { 0 } else { 855_000 },
        own_share_fen: 95_000,
        from_whom: "firm".into(),
        until: later(365),
    };
    match id {
        EventId::Submit => Event::Submit {
            receipt: ReceiptNumber::new(today, 1).unwrap(),
            missing: missing(),
            device: (!retrofit).then_some(DeviceFacts {
                assessment: Assessment::Centre,
                life_months: 36,
                supply: Supply::Loan,
            }),
        },
        EventId::Accept => Event::Accept {
            checks: Check::ALL.iter().copied().filter(|it| !spoilt || *it != Check::District).collect(),
        },
        EventId::DeemAccepted => Event::DeemAccepted,
        EventId::AskOnce => {
            Event::AskOnce { papers: vec![AskedPaper { code: SupplementCode::new(1).unwrap(), text: text() }] }
        }
        EventId::Extend => Event::Extend,
        EventId::Resubmit => Event::Resubmit {
            answers: if spoilt {
                Vec::new()
            } else {
                vec![PaperAnswer { code: SupplementCode::new(1).unwrap(), given: Given::Given }]
            },
        },
        EventId::Lapse => Event::Lapse,
        EventId::Reopen => Event::Reopen,
        EventId::Decline => Event::Decline { because: because() },
        EventId::ConfirmReason => Event::ConfirmReason { code: ReasonCode::UNTRUE, text: text() },
        EventId::Tell => Event::Tell { channel: text() },
        EventId::Book => {
            Event::Book { on: later(2), who_comes: text(), needs: "sign interpreter".into(), agreed: true }
        }
        EventId::Missed => Event::Missed,
        EventId::Record => Event::Record { missing: missing() },
        EventId::Prescribe => Event::Prescribe {
            items: vec!["AD-010".into()],
            missing: missing(),
            text: "trial went well".into(),
            made_to_measure: false,
        },
        EventId::SkipAssessment => Event::SkipAssessment,
        EventId::Propose => Event::Propose {
            plan: Plan {
                lines: vec![PlanLine { item: "HR-01".into(), reason: text(), fen: 950_000 }],
                not_proposed: vec![("HR-02".into(), "no need".into())],
                cap_fen: Some(1_000_000),
                own_share_fen: 95_000,
            },
        },
        EventId::Agree => Event::Agree { yes: Yes::Thumb { witness: text() }, plan_read: true },
        EventId::Object => Event::Object { text: text() },
        EventId::Forward => Event::Forward { missing: missing() },
        EventId::Query => Event::Query { text: text() },
        EventId::Recommend => Event::Recommend { opinion: text(), fund: "fund-10".into() },
        EventId::Approve => Event::Approve { approval: approval() },
        EventId::Reject => Event::Reject { because: because() },
        EventId::Wait => Event::Wait { again_on: later(90), text: text(), next_step: "wait".into() },
        EventId::Recall => Event::Recall,
        EventId::LogObjection => Event::LogObjection { text: text() },
        EventId::EndNotice => Event::EndNotice,
        EventId::Order => Event::Order { to: firm, start_on: later(10) },
        EventId::Assign => Event::Assign { to: firm },
        EventId::Start => Event::Start { confirmed: !spoilt },
        EventId::AskChange => Event::AskChange { text: text(), total_fen: 940_000, own_share_fen: 90_000 },
        EventId::AgreeChange => Event::AgreeChange,
        EventId::RefuseChange => Event::RefuseChange { text: text() },
        EventId::Done => Event::Done { missing: missing() },
        EventId::Pass => {
            Event::Pass { with_resident: true, waivers: vec![Waiver { measure: "door".into(), reason: text() }] }
        }
        EventId::Fail => Event::Fail { defects: vec![text()] },
        EventId::Pay => Event::Pay {
            fen: if case.paid_fen.is_some() { 0 } else { 80_000 },
            invoice: text(),
            fund: "fund-10".into(),
        },
        EventId::FollowUp => Event::FollowUp { found: Found::Well, text: text() },
        EventId::Defect => Event::Defect { text: text(), wet_room: false },
        EventId::Withdraw => Event::Withdraw { reason: None },
        EventId::Pause => Event::Pause { because: text() },
        EventId::Resume => Event::Resume,
        EventId::Cancel => Event::Cancel { because: because() },
        EventId::AskReview => Event::AskReview { text: String::new() },
        EventId::DecideReview => Event::DecideReview { outcome: Reviewed::Uphold(because()) },
        EventId::Complain => Event::Complain { text: text() },
        EventId::ChooseShop => Event::ChooseShop { shop: text() },
        EventId::FileReceipts => Event::FileReceipts { invoice: text(), fen: 80_000, dated: today },
        EventId::Ready => Event::Ready,
        EventId::HandOver => Event::HandOver { serial: text(), condition: "new".into(), manual_given: true },
        EventId::Fit => Event::Fit { missing: missing(), shows_use: true },
        EventId::StartUse => Event::StartUse,
        EventId::Fault => Event::Fault { text: text() },
        EventId::Repaired => Event::Repaired { text: text() },
        EventId::LifeOver => Event::LifeOver,
        EventId::Renew => Event::Renew { case: CaseId(99) },
        EventId::Return => Event::Return,
        EventId::Clean => Event::Clean { safe: !spoilt },
        EventId::Stock => Event::Stock,
        EventId::Scrap => Event::Scrap { text: text() },
    }
}

/// A case and the day it is.
pub struct Story {
    pub case: Case,
    pub today: NaiveDate,
}

impl Story {
    pub fn new(kind: Kind) -> Self {
        let today = day("2026-03-02");
        Self { case: Case::draft(CaseId(1), kind, PERSON, Who::Person(PERSON), today), today }
    }

    pub fn attempt(&self, role: Role, event: &Event) -> Result<Step, Refusal> {
        self.attempt_as(&actor(role, self.case.version), event)
    }

    pub fn attempt_as(&self, actor: &Actor, event: &Event) -> Result<Step, Refusal> {
        apply(&self.case, event, actor, self.today, &Weekdays)
    }

    pub fn usual(&self, id: EventId) -> Event {
        event(id, &self.case, self.today, false)
    }

    /// The usual event by the usual actor of this role; it must be possible.
    pub fn act(&mut self, role: Role, id: EventId) -> &mut Self {
        self.say(role, &self.usual(id))
    }

    pub fn say(&mut self, role: Role, event: &Event) -> &mut Self {
        let step = self.attempt(role, event);
        self.case = step.unwrap_or_else(|no| panic!("{} in {}: {no:?}", event.id(), self.case.state)).case;
        self
    }

    pub fn wait_days(&mut self, days: u64) -> &mut Self {
        self.today = self.today.checked_add_days(Days::new(days)).unwrap();
        self
    }

    pub fn tick(&mut self) -> &mut Self {
        if let Some(step) = super::lapses(&self.case, self.today, &Weekdays).pop() {
            self.case = step.case;
        }
        self
    }

    pub fn stands_in(&self, state: State) {
        assert_eq!(self.case.state, state);
    }

    /// To the district's desk.
    pub fn under_review(kind: Kind) -> Self {
        let mut story = Self::new(kind);
        story.act(Role::Applicant, EventId::Submit).act(Role::StreetClerk, EventId::Accept);
        story.act(Role::StreetClerk, EventId::Book);
        if kind == Kind::Retrofit {
            story.act(Role::Assessor, EventId::Record).act(Role::Assessor, EventId::Propose);
            story.act(Role::Applicant, EventId::Agree);
        } else {
            story.act(Role::Assessor, EventId::Prescribe);
        }
        story.act(Role::StreetClerk, EventId::Forward);
        story
    }

    /// A home whose works are approved, or a device that is.
    pub fn approved(kind: Kind) -> Self {
        let mut story = Self::under_review(kind);
        story.act(Role::DistrictReviewer, EventId::Recommend).act(Role::DistrictApprover, EventId::Approve);
        if kind == Kind::Retrofit {
            story.wait_days(8).act(Role::DistrictApprover, EventId::EndNotice);
        }
        story
    }
}
