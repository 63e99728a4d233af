//! How an application of the sample office went, told step by step. Each step says how many working days it came after
//! the one before; the last one fixes where the whole lies in time, counted back from today.

use chrono::{Days, Months, NaiveDate};

use super::answers::Own;
use super::money;
use super::people::Resident;
use super::staff::Staff;
use super::works::Work;
use crate::domain::case::event::{
    Approval, AskedPaper, Check, Found, Given, PaperAnswer, Reviewed, Supply, Waiver, Yes,
};
use crate::domain::case::{Case, Event, Kind, Negative, ReasonCode, SupplementCode, UserId, WorkingDays};
use crate::domain::data::Lang;
use crate::domain::shipped;

/// Retrofits are booked here; the name says so.
const FUND_RETROFIT: &str = "fund-08-accessibility";
/// Devices have no use of their own in article 7.
const FUND_DEVICE: &str = "fund-12-other";

/// Who does a step.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The resident, or whoever acts for them.
    Person,
    /// The resident alone, also where somebody acts for them.
    Themselves,
    /// The clerk at the counter, for the resident who is there.
    ClerkForPerson,
    /// The disability worker of the community.
    Community,
    /// Intake.
    Clerk,
    /// Assessor.
    Assessor,
    /// Reviewer.
    Reviewer,
    /// Approver.
    Approver,
    /// The other approver, who took no part so far.
    SecondApprover,
    /// Contractor.
    Contractor,
    /// Supplier.
    Supplier,
    /// Inspector.
    Inspector,
    /// Finance.
    Finance,
}

/// What a step can see when it is made.
pub(super) struct Scene<'a> {
    /// The day of the step.
    pub day: NaiveDate,
    /// The day of the next step.
    pub next: Option<NaiveDate>,
    /// The day the sample is made for.
    pub today: NaiveDate,
    /// The case before the step.
    pub case: &'a Case,
    /// The whole story.
    pub plot: &'a Plot,
    /// Counts the stories, for numbers that must be unique.
    pub number: usize,
    /// Whose it is.
    pub resident: &'static Resident,
    /// Who works here.
    pub staff: &'a Staff,
    /// Working days.
    pub calendar: &'a dyn WorkingDays,
}

impl Scene<'_> {
    fn lang(&self) -> Lang {
        self.resident.lang()
    }

    fn say(&self, zh: &str, en: &str) -> String {
        match self.lang() {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    fn user(&self, sign_in: &str) -> UserId {
        self.staff[sign_in].id
    }

    /// The day of the next step, or a working day about `days` days on.
    fn ahead(&self, days: u64) -> NaiveDate {
        let later = self.day.checked_add_days(Days::new(days)).unwrap_or(self.day);
        self.next.unwrap_or_else(|| self.calendar.roll(later).0)
    }

    fn months_on(&self, months: u32) -> NaiveDate {
        self.day.checked_add_months(Months::new(months)).unwrap_or(self.day)
    }

    fn fund(&self) -> String {
        if self.case.kind == Kind::Retrofit { FUND_RETROFIT.into() } else { FUND_DEVICE.into() }
    }

    /// Eight digits, none of them a real invoice.
    fn invoice(&self) -> String {
        format!("990000{:02}", self.number)
    }

    fn from_whom(&self) -> String {
        let buys = self.case.device.as_ref().is_some_and(|device| device.supply == Supply::Purchase);
        match self.case.kind {
            Kind::Retrofit => self.say("样例安居施工队", "Sample Home Builders"),
            Kind::Device if buys => self.say("本人自选的商店", "a shop of the applicant's choice"),
            Kind::Device => self.say("样例辅具供应站", "Sample Device Supply"),
        }
    }

    fn approval(&self, months: u32) -> Approval {
        let until = self.months_on(months);
        money::approval(self.case, self.plot.item, self.resident.economic(), self.from_whom(), until)
    }

    fn negative(&self, code: u8, text: String) -> Negative {
        let code = ReasonCode::new(code).expect("reasons of the sample are numbered 1 to 22");
        let lang = self.lang();
        let reason = shipped::reason(&code.to_string()).expect("every reason is shipped");
        let usual = if self.case.kind == Kind::Retrofit { 17 } else { 5 };
        let article = reason.article.unwrap_or(usual);
        let routes: Vec<&str> = shipped::review_routes().iter().map(|route| route.name.get(lang)).collect();
        let (gap, comma) = if lang == Lang::Zh { ("", "、") } else { (" ", ", ") };
        Negative {
            codes: vec![code],
            text,
            article: self.say(&format!("第{article}条"), &format!("article {article}")),
            next_step: reason.next.get(lang).join(gap),
            review_route: routes.join(comma),
        }
    }

    /// What the assessor writes about a device that was tried.
    fn trial(&self) -> String {
        let (zh, en) = match shipped::device(self.plot.item).map_or("", |device| device.area.id.as_str()) {
            "seeing" => ("试用过，看得清多了，要教一次怎么用。", "Tried: sees much better with it; needs one lesson."),
            "hearing" => ("试戴后能听清说话，要调两次。", "Tried: follows speech; two adjustments needed."),
            "speaking" => {
                ("试用过，能说出日常要求，家里人也要学。", "Tried: can ask for daily things; the family learns too.")
            }
            "wheels" => ("试坐合适，尺寸已量，家里转得开。", "Tried: fits, measured, turns at home."),
            "care" => ("按体重和身高选的，家里人会用。", "Chosen by weight and height; the family can use it."),
            "fitted" => ("已取型，要试穿两次。", "Cast taken; two fittings needed."),
            _ => ("试走过，高度已调好，会用。", "Tried: height set, walks safely with it."),
        };
        self.say(zh, en)
    }

    fn asked(&self, code: u8, note: &str) -> AskedPaper {
        let code = SupplementCode::new(code).expect("papers of the sample are numbered 1 to 12");
        let reason = shipped::reason(&code.to_string()).expect("every paper is shipped");
        let lang = self.lang();
        let text = reason.text.get(lang).join(if lang == Lang::Zh { "" } else { " " });
        AskedPaper { code, text: if note.is_empty() { text } else { format!("{text} {note}") } }
    }
}

type Make = Box<dyn Fn(&Scene<'_>) -> Event>;

/// What a step does.
pub(super) enum Deed {
    /// A draft is begun and answered.
    Begin,
    /// It is handed in.
    HandIn,
    /// Anything after that.
    Event(Make),
}

/// One step.
pub(super) struct Beat {
    /// Working days after the one before.
    pub gap: usize,
    /// Who.
    pub by: By,
    /// What.
    pub deed: Deed,
}

/// One application.
pub(super) struct Plot {
    /// Name of the resident.
    pub who: &'static str,
    /// What for.
    pub kind: Kind,
    /// Code of the device; empty for a home.
    pub item: &'static str,
    /// Works wished for and planned; none for a device.
    pub works: &'static [Work],
    /// Answers of its own.
    pub own: Vec<Own>,
    /// How it is supplied, as answered.
    pub supply: &'static str,
    /// A draft with only so many answers.
    pub only: Option<usize>,
    /// Sign-in name of the clerk.
    pub clerk: &'static str,
    /// Who fills in and hands in.
    pub hand: By,
    /// What happened.
    pub beats: Vec<Beat>,
    /// Working days from the last step to today; 0 is today.
    pub ended: usize,
}

impl Plot {
    /// Works on the home of `who`, of which the last thing happened `ended` working days ago.
    pub fn retrofit(who: &'static str, works: &'static [Work], ended: usize) -> Self {
        Self::new(who, Kind::Retrofit, "", works, "", ended)
    }

    /// A device for `who`, supplied in a way the form names, of which the last thing happened `ended` working days ago.
    pub fn device(who: &'static str, item: &'static str, supply: &'static str, ended: usize) -> Self {
        Self::new(who, Kind::Device, item, &[], supply, ended)
    }

    fn new(
        who: &'static str,
        kind: Kind,
        item: &'static str,
        works: &'static [Work],
        supply: &'static str,
        ended: usize,
    ) -> Self {
        let begin = Beat { gap: 0, by: By::Person, deed: Deed::Begin };
        let (own, beats) = (Vec::new(), vec![begin]);
        Self { who, kind, item, works, own, supply, only: None, clerk: "clerk", hand: By::Person, beats, ended }
    }

    /// With answers of its own.
    pub fn saying(mut self, own: Own) -> Self {
        self.own.push(own);
        self
    }

    /// Left off after so many answers.
    pub fn only(mut self, answers: usize) -> Self {
        self.only = Some(answers);
        self
    }

    /// Filled in and handed in by somebody for the person, handled by `clerk`.
    pub fn through(mut self, hand: By, clerk: &'static str) -> Self {
        self.hand = hand;
        self.clerk = clerk;
        self.beats[0].by = hand;
        self
    }

    /// The same, by another clerk.
    pub fn clerk(mut self, clerk: &'static str) -> Self {
        self.clerk = clerk;
        self
    }

    fn beat(mut self, gap: usize, by: By, deed: Deed) -> Self {
        self.beats.push(Beat { gap, by, deed });
        self
    }

    /// Any event.
    pub fn then(self, gap: usize, by: By, make: impl Fn(&Scene<'_>) -> Event + 'static) -> Self {
        self.beat(gap, by, Deed::Event(Box::new(make)))
    }

    /// Whether the catalogue says that the device needs no assessment.
    fn is_small(&self) -> bool {
        use crate::domain::data::item::device::Assessment;
        shipped::device(self.item).is_some_and(|device| device.assessment == Assessment::None)
    }

    // Handing in and intake.

    pub fn hand_in(self, gap: usize) -> Self {
        let hand = self.hand;
        self.beat(gap, hand, Deed::HandIn)
    }

    pub fn accept(self, gap: usize) -> Self {
        self.then(gap, By::Clerk, |_| Event::Accept { checks: Check::ALL.iter().copied().collect() })
    }

    pub fn ask(self, gap: usize, codes: &'static [u8], note: &'static str) -> Self {
        self.then(gap, By::Clerk, move |scene| Event::AskOnce {
            papers: codes.iter().map(|code| scene.asked(*code, note)).collect(),
        })
    }

    /// Brings all papers asked for; or, with a reason, not the last of them.
    pub fn bring(self, gap: usize, cannot: &'static str) -> Self {
        let hand = self.hand;
        self.then(gap, hand, move |scene| {
            let last = scene.case.asked.len().saturating_sub(1);
            let answer = |(at, asked): (usize, &AskedPaper)| {
                let given = if at == last && !cannot.is_empty() { Given::Cannot(cannot.into()) } else { Given::Given };
                PaperAnswer { code: asked.code, given }
            };
            Event::Resubmit { answers: scene.case.asked.iter().enumerate().map(answer).collect() }
        })
    }

    pub fn extend(self, gap: usize) -> Self {
        self.then(gap, By::Person, |_| Event::Extend)
    }

    pub fn decline(self, gap: usize, code: u8, text: &'static str) -> Self {
        self.then(gap, By::Clerk, move |scene| Event::Decline { because: scene.negative(code, text.into()) })
    }

    /// Handed in and taken on.
    pub fn taken_on(self) -> Self {
        self.hand_in(1).accept(2)
    }

    // Visit, assessment, plan.

    pub fn book(self, gap: usize) -> Self {
        self.then(gap, By::Clerk, |scene| Event::Book {
            on: scene.ahead(5),
            who_comes: scene.say("评估员郑海涛，上午9点到11点", "the assessor Zheng Haitao, between 9 and 11"),
            needs: if scene.resident.signs() {
                scene.say("要手语翻译", "a sign interpreter")
            } else {
                String::new()
            },
            agreed: true,
        })
    }

    pub fn missed(self, gap: usize) -> Self {
        self.then(gap, By::Assessor, |_| Event::Missed)
    }

    pub fn record(self, gap: usize) -> Self {
        self.then(gap, By::Assessor, |_| Event::Record { missing: Vec::new() })
    }

    pub fn propose(self, gap: usize) -> Self {
        self.then(gap, By::Assessor, |scene| Event::Propose {
            plan: money::plan(scene.plot.works, scene.resident.economic(), scene.lang()),
        })
    }

    pub fn agree(self, gap: usize, yes: Yes) -> Self {
        self.then(gap, By::Themselves, move |_| Event::Agree { yes: yes.clone(), plan_read: true })
    }

    pub fn object(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Themselves, move |_| Event::Object { text: text.into() })
    }

    /// Prescribed after the assessment, by whom the catalogue lets.
    pub fn prescribe(self, gap: usize, by: By) -> Self {
        self.then(gap, by, |scene| Event::Prescribe {
            items: vec![scene.plot.item.to_owned()],
            missing: Vec::new(),
            text: scene.trial(),
            made_to_measure: matches!(scene.plot.item, "ad-013" | "ad-018" | "ad-025" | "ad-026" | "ad-029"),
        })
    }

    pub fn forward(self, gap: usize) -> Self {
        self.then(gap, By::Clerk, |_| Event::Forward { missing: Vec::new() })
    }

    /// Taken on, seen to and sent to the district.
    pub fn at_district(self) -> Self {
        let plot = self.taken_on();
        match plot.kind {
            Kind::Retrofit => plot.book(1).record(4).propose(3).agree(4, Yes::Signature).forward(1),
            Kind::Device if plot.is_small() => plot.then(1, By::Clerk, |_| Event::SkipAssessment),
            Kind::Device => plot.book(1).prescribe(4, By::Assessor).forward(1),
        }
    }

    // Review and decision.

    pub fn query(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Reviewer, move |_| Event::Query { text: text.into() })
    }

    pub fn recommend(self, gap: usize) -> Self {
        self.then(gap, By::Reviewer, |scene| Event::Recommend {
            opinion: scene.say("材料齐全，需要属实，建议批准。", "Papers complete, the need is real: approve."),
            fund: scene.fund(),
        })
    }

    /// Approved; what is bought must be bought within so many months.
    pub fn approve(self, gap: usize, months: u32) -> Self {
        self.then(gap, By::Approver, move |scene| Event::Approve { approval: scene.approval(months) })
    }

    pub fn reject(self, gap: usize, code: u8, text: &'static str) -> Self {
        self.then(gap, By::Approver, move |scene| Event::Reject { because: scene.negative(code, text.into()) })
    }

    pub fn confirm_untrue(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Reviewer, move |_| Event::ConfirmReason { code: ReasonCode::UNTRUE, text: text.into() })
    }

    pub fn tell(self, gap: usize) -> Self {
        self.then(gap, By::Clerk, |scene| Event::Tell { channel: scene.resident.channel().into() })
    }

    /// No money left this year.
    pub fn wait(self, gap: usize) -> Self {
        self.then(gap, By::Approver, |scene| Event::Wait {
            again_on: scene.today.checked_add_months(Months::new(2)).unwrap_or(scene.today),
            text: scene
                .say("今年这一项的经费用完了，这不是拒绝。", "This year's money is used up; this is no rejection."),
            next_step: scene
                .say("不用再申请，有了经费我们通知您。", "You need not apply again; we tell you when there is money."),
        })
    }

    /// Approved, and for a home the public notice has run.
    pub fn approved(self) -> Self {
        let plot = self.at_district().recommend(2).approve(2, 12);
        if plot.kind == Kind::Retrofit { plot.end_notice(6) } else { plot }
    }

    pub fn end_notice(self, gap: usize) -> Self {
        self.then(gap, By::Approver, |_| Event::EndNotice)
    }

    /// Works or a device ordered.
    pub fn order(self, gap: usize) -> Self {
        self.then(gap, By::Reviewer, |scene| Event::Order {
            to: scene.user(if scene.case.kind == Kind::Retrofit { "contractor" } else { "supplier" }),
            start_on: scene.ahead(12),
        })
    }

    // Works.

    pub fn start(self, gap: usize) -> Self {
        self.then(gap, By::Contractor, |_| Event::Start { confirmed: true })
    }

    pub fn done(self, gap: usize) -> Self {
        self.then(gap, By::Contractor, |_| Event::Done { missing: Vec::new() })
    }

    pub fn pass(self, gap: usize, waivers: &'static [(&'static str, &'static str)]) -> Self {
        self.then(gap, By::Inspector, move |_| Event::Pass {
            with_resident: true,
            waivers: waivers
                .iter()
                .map(|(measure, reason)| Waiver { measure: (*measure).into(), reason: (*reason).into() })
                .collect(),
        })
    }

    /// Works approved, ordered, done and accepted.
    pub fn works_accepted(self) -> Self {
        self.approved().order(3).start(8).done(12).pass(4, &[])
    }

    /// Settled: what was approved, and of a device no more than its price.
    pub fn pay(self, gap: usize) -> Self {
        self.then(gap, By::Finance, |scene| {
            let approved = scene.case.amount_fen.unwrap_or(0);
            let fen = scene.case.price_fen.map_or(approved, |price| price.min(approved));
            let fund = scene.case.fund.clone().unwrap_or_else(|| scene.fund());
            Event::Pay { fen: fen - scene.case.paid_fen.unwrap_or(0), invoice: scene.invoice(), fund }
        })
    }

    pub fn follow_up(self, gap: usize, found: Found, text: &'static str) -> Self {
        self.then(gap, By::Community, move |_| Event::FollowUp { found, text: text.into() })
    }

    // A device.

    pub fn choose_shop(self, gap: usize) -> Self {
        self.then(gap, By::Person, |scene| Event::ChooseShop {
            shop: scene.say("样例辅具商店", "Sample Device Shop")
        })
    }

    /// The invoice is handed in, a tenth above or below the standard amount.
    pub fn receipts(self, gap: usize, tenths: i64) -> Self {
        self.then(gap, By::Person, move |scene| {
            let standard = scene.case.amount_fen.unwrap_or(0) + scene.case.own_share_fen.unwrap_or(0);
            Event::FileReceipts { invoice: scene.invoice(), fen: standard / 10 * tenths, dated: scene.day }
        })
    }

    pub fn ready(self, gap: usize) -> Self {
        self.then(gap, By::Supplier, |_| Event::Ready)
    }

    pub fn hand_over(self, gap: usize) -> Self {
        self.then(gap, By::Supplier, |scene| Event::HandOver {
            serial: format!("YL{:04}", scene.number),
            condition: scene.say("全新，配件齐全", "new, all parts there"),
            manual_given: true,
        })
    }

    pub fn fit(self, gap: usize) -> Self {
        self.then(gap, By::Assessor, |_| Event::Fit { missing: Vec::new(), shows_use: true })
    }

    /// A device approved, ordered and handed over.
    pub fn delivered(self) -> Self {
        self.approved().order(2).ready(6).hand_over(2)
    }

    /// A device bought and paid.
    pub fn paid(self) -> Self {
        self.approved().choose_shop(2).receipts(8, 9).pay(6)
    }

    pub fn fault(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Person, move |_| Event::Fault { text: text.into() })
    }

    pub fn assign_supplier(self, gap: usize) -> Self {
        self.then(gap, By::Clerk, |scene| Event::Assign { to: scene.user("supplier") })
    }

    pub fn repaired(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Supplier, move |_| Event::Repaired { text: text.into() })
    }

    pub fn give_back(self, gap: usize) -> Self {
        self.then(gap, By::Person, |_| Event::Return)
    }

    pub fn clean(self, gap: usize) -> Self {
        self.then(gap, By::Supplier, |_| Event::Clean { safe: true })
    }

    // At any time.

    pub fn withdraw(self, gap: usize, reason: &'static str) -> Self {
        self.then(gap, By::Themselves, move |_| Event::Withdraw {
            reason: Some(reason.to_owned()).filter(|text| !text.is_empty()),
        })
    }

    pub fn pause(self, gap: usize, by: By, because: &'static str) -> Self {
        self.then(gap, by, move |_| Event::Pause { because: because.into() })
    }

    pub fn resume(self, gap: usize) -> Self {
        self.then(gap, By::Themselves, |_| Event::Resume)
    }

    pub fn cancel(self, gap: usize, code: u8, text: &'static str) -> Self {
        self.then(gap, By::Clerk, move |scene| Event::Cancel { because: scene.negative(code, text.into()) })
    }

    pub fn ask_review(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Themselves, move |_| Event::AskReview { text: text.into() })
    }

    pub fn uphold(self, gap: usize, code: u8, text: &'static str) -> Self {
        self.then(gap, By::SecondApprover, move |scene| Event::DecideReview {
            outcome: Reviewed::Uphold(scene.negative(code, text.into())),
        })
    }

    pub fn complain(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Themselves, move |_| Event::Complain { text: text.into() })
    }

    pub fn reopen(self, gap: usize) -> Self {
        self.then(gap, By::Person, |_| Event::Reopen)
    }
}
