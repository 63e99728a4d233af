//! How an application of the sample office went, told step by step. Each step says how many working days it came after
//! the one before; the last one fixes where the whole lies in time, counted back from today.

use chrono::Months;

use super::answers::Own;
use super::money;
use super::scene::Scene;
use super::works::Job;
use crate::domain::case::event::{AskedPaper, Check, Found, Given, PaperAnswer, Reviewed, Waiver, Yes};
use crate::domain::case::{Event, Kind, ReasonCode};
use crate::domain::shipped;

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
    pub job: Job,
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
    pub fn retrofit(who: &'static str, job: Job, ended: usize) -> Self {
        Self::new(who, Kind::Retrofit, "", job, "", ended)
    }

    /// A device for `who`, supplied in a way the form names, of which the last thing happened `ended` working days ago.
    pub fn device(who: &'static str, item: &'static str, supply: &'static str, ended: usize) -> Self {
        Self::new(who, Kind::Device, item, Job { works: &[], places: "" }, supply, ended)
    }

    fn new(who: &'static str, kind: Kind, item: &'static str, job: Job, supply: &'static str, ended: usize) -> Self {
        let begin = Beat { gap: 0, by: By::Person, deed: Deed::Begin };
        let (own, beats) = (Vec::new(), vec![begin]);
        Self { who, kind, item, job, own, supply, only: None, clerk: "clerk", hand: By::Person, beats, ended }
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

    /// Asks for papers, with a note to the first.
    pub fn ask(self, gap: usize, codes: &'static [u8], note: &'static str) -> Self {
        self.then(gap, By::Clerk, move |scene| Event::AskOnce {
            papers: codes
                .iter()
                .enumerate()
                .map(|(at, code)| scene.asked(*code, if at == 0 { note } else { "" }))
                .collect(),
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
            plan: money::plan(scene.plot.job.works, scene.resident.economic(), scene.lang()),
        })
    }

    /// Agrees to the plan; in the way that suits the person where none is given.
    pub fn agree(self, gap: usize, yes: Option<Yes>) -> Self {
        self.then(gap, By::Themselves, move |scene| {
            let usual = if scene.resident.is_blind() { Yes::Recorded } else { Yes::Signature };
            Event::Agree { yes: yes.clone().unwrap_or(usual), plan_read: true }
        })
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
            Kind::Retrofit => plot.book(1).record(4).propose(3).agree(4, None).forward(1),
            Kind::Device if plot.is_small() => plot.then(1, By::Clerk, |_| Event::SkipAssessment),
            Kind::Device => plot.book(1).prescribe(4, By::Assessor).forward(1),
        }
    }

    // Review and decision.

    pub fn query(self, gap: usize, text: &'static str) -> Self {
        self.then(gap, By::Reviewer, move |_| Event::Query { text: text.into() })
    }

    pub fn recommend(self, gap: usize) -> Self {
        self.then(gap, By::Reviewer, |scene| {
            let (zh, en) = match scene.number % 3 {
                0 => ("材料齐全，需要属实，建议批准。", "Papers complete, the need is real: approve."),
                1 => {
                    ("和评估记录核对过，金额在标准内，建议批准。", "Agrees with the assessment and the rates: approve.")
                }
                _ => ("没有查到重复补贴，建议批准。", "No other subsidy for this need was found: approve."),
            };
            Event::Recommend { opinion: scene.say(zh, en), fund: scene.fund() }
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
