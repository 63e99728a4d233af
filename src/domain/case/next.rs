//! What happens next in a case and who does it, as ids.

use super::effect::is_mediated;
use super::event::{Assessment, Supply};
use super::snapshot::Case;
use super::{Kind, Role, State};

ids! {
    /// What happens next.
    NextStep {
        /// Finish the questions and hand in.
        FinishAndSubmit = "finish-and-submit",
        /// Intake looks at the application.
        CheckApplication = "check-application",
        /// Bring the papers on the list, or say why not.
        BringPapers = "bring-papers",
        /// Agree the day of a visit or an assessment.
        AgreeVisit = "agree-visit",
        /// Send on to the district; no assessment is needed.
        SendOn = "send-on",
        /// The visit.
        Visit = "visit",
        /// The assessment of the device.
        AssessDevice = "assess-device",
        /// Answer the reviewer's question.
        AnswerQuery = "answer-query",
        /// Put a plan to the person.
        MakePlan = "make-plan",
        /// Mediate and put a plan to the person.
        Mediate = "mediate",
        /// Say yes to the plan or object.
        AnswerPlan = "answer-plan",
        /// Review.
        Review = "review",
        /// Decide.
        Decide = "decide",
        /// Wait for the new year's money.
        WaitForMoney = "wait-for-money",
        /// Wait until the public notice has run.
        WaitForNotice = "wait-for-notice",
        /// Order.
        Order = "order",
        /// Choose a shop.
        ChooseShop = "choose-shop",
        /// Begin the works.
        StartWorks = "start-works",
        /// Finish the works.
        FinishWorks = "finish-works",
        /// Answer the change asked for.
        AnswerChange = "answer-change",
        /// Inspect together.
        Inspect = "inspect",
        /// Pay.
        Pay = "pay",
        /// Buy and hand in the invoice.
        BuyAndHandIn = "buy-and-hand-in",
        /// Get the device ready.
        GetReady = "get-ready",
        /// Hand it over.
        HandOver = "hand-over",
        /// Fit it and show its use.
        Fit = "fit",
        /// Begins to count as in use.
        StartUse = "start-use",
        /// Visit and ask how it goes.
        FollowUp = "follow-up",
        /// Use it; report faults.
        UseIt = "use-it",
        /// Repair it.
        Repair = "repair",
        /// Apply for the next one, prefilled.
        Renew = "renew",
        /// Clean and check it.
        Clean = "clean",
        /// Put it in stock or scrap it.
        Restock = "restock",
        /// Give it to somebody else.
        Reissue = "reissue",
        /// Say when to go on.
        Resume = "resume",
        /// Decide the review.
        DecideReview = "decide-review",
        /// Report defects while the warranty runs.
        ReportDefects = "report-defects",
        /// May ask for a review, or go where the letter says.
        MayAskReview = "may-ask-review",
        /// Reviewed: the ways the letter names.
        OtherRoutes = "other-routes",
        /// May take it up again with nothing typed anew.
        MayReopen = "may-reopen",
        /// May apply again at any time.
        MayApplyAgain = "may-apply-again",
        /// Nothing; the file is kept.
        KeptOnFile = "kept-on-file",
    }
}

/// What happens next and who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// What.
    pub step: NextStep,
    /// Who; never empty.
    pub who: Vec<Role>,
}

/// What happens next in this case.
pub fn next(case: &Case) -> Next {
    use NextStep as N;
    let device = case.device.as_ref();
    let (step, who) = match case.state {
        State::Draft => (N::FinishAndSubmit, Role::Applicant),
        State::Submitted => (N::CheckApplication, Role::StreetClerk),
        State::Supplement => (N::BringPapers, Role::Applicant),
        State::Accepted if device.is_some_and(|it| it.assessment == Assessment::None) => (N::SendOn, Role::StreetClerk),
        State::Accepted => (N::AgreeVisit, Role::StreetClerk),
        State::VisitBooked => (N::Visit, Role::Assessor),
        State::AssessmentBooked => (N::AssessDevice, Role::Assessor),
        State::Assessed if is_mediated(case) => (N::Mediate, Role::DistrictReviewer),
        State::Assessed if case.query.is_some() => (N::AnswerQuery, Role::Assessor),
        State::Assessed if case.kind == Kind::Retrofit => (N::MakePlan, Role::Assessor),
        State::Assessed | State::PlanAgreed => (N::SendOn, Role::StreetClerk),
        State::PlanProposed => (N::AnswerPlan, Role::Applicant),
        State::UnderReview if case.recommended_by.is_some() => (N::Decide, Role::DistrictApprover),
        State::UnderReview => (N::Review, Role::DistrictReviewer),
        State::WaitingList => (N::WaitForMoney, Role::DistrictReviewer),
        State::OnNotice => (N::WaitForNotice, Role::DistrictApprover),
        State::Approved if device.is_some_and(|it| it.supply == Supply::Purchase) => (N::ChooseShop, Role::Applicant),
        State::Approved => (N::Order, Role::DistrictReviewer),
        State::Ordered => (N::StartWorks, Role::Contractor),
        State::InWorks => (N::FinishWorks, Role::Contractor),
        State::ChangePending => return Next { step: N::AnswerChange, who: change_waits_for(case) },
        State::InspectionDue => (N::Inspect, Role::Inspector),
        State::WorksAccepted | State::ReceiptsIn => (N::Pay, Role::Finance),
        State::ToBuy => (N::BuyAndHandIn, Role::Applicant),
        State::Ordering => (N::GetReady, Role::Supplier),
        State::Ready => (N::HandOver, Role::Supplier),
        State::Paid if case.kind == Kind::Device => (N::Fit, Role::Assessor),
        State::Delivered => (N::Fit, Role::Assessor),
        State::FittedTrained => (N::StartUse, Role::Timer),
        State::InUse if case.visits > 1 => (N::UseIt, Role::Applicant),
        State::Paid | State::InUse | State::FollowUp => (N::FollowUp, Role::CommunityWorker),
        State::RepairOpen => (N::Repair, Role::Supplier),
        State::ReplacementDue => (N::Renew, Role::Applicant),
        State::Returned => (N::Clean, Role::Supplier),
        State::Cleaned => (N::Restock, Role::Supplier),
        State::OnHold => (N::Resume, Role::Applicant),
        State::InternalReview => (N::DecideReview, Role::DistrictApprover),
        State::Closed if case.kind == Kind::Retrofit => (N::ReportDefects, Role::Applicant),
        State::Closed => (N::UseIt, Role::Applicant),
        State::Stock => (N::Reissue, Role::DistrictReviewer),
        State::Lapsed if case.can_reopen() => (N::MayReopen, Role::Applicant),
        State::NotAccepted | State::Rejected | State::Lapsed if case.review_done => (N::OtherRoutes, Role::Applicant),
        State::NotAccepted | State::Rejected | State::Lapsed => (N::MayAskReview, Role::Applicant),
        State::Withdrawn => (N::MayApplyAgain, Role::Applicant),
        State::Scrapped | State::Cancelled => (N::KeptOnFile, Role::Auditor),
    };
    Next { step, who: vec![who] }
}

fn change_waits_for(case: &Case) -> Vec<Role> {
    let Some(change) = &case.change else { return vec![Role::DistrictReviewer] };
    let needed = change.needs_approver(case.amount_fen, case.own_share_fen);
    [
        (!change.person, Role::Applicant),
        (!change.reviewer, Role::DistrictReviewer),
        (needed && !change.approver, Role::DistrictApprover),
    ]
    .into_iter()
    .filter_map(|(open, role)| open.then_some(role))
    .collect()
}
