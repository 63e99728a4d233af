//! What a step of a story sees, and what is written in it: days, sums, reasons and words in the person's language.

use chrono::{Days, Months, NaiveDate};

use super::money;
use super::people::Resident;
use super::plot::Plot;
use super::staff::Staff;
use crate::domain::case::event::{Approval, AskedPaper, Supply};
use crate::domain::case::{Case, Kind, Negative, ReasonCode, SupplementCode, UserId, WorkingDays};
use crate::domain::data::Lang;
use crate::domain::shipped;

/// Retrofits are booked here; the name says so.
const FUND_RETROFIT: &str = "fund-08-accessibility";
/// Devices have no use of their own in article 7.
const FUND_DEVICE: &str = "fund-12-other";

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
    /// The language the person is written to in.
    pub fn lang(&self) -> Lang {
        self.resident.lang()
    }

    /// The words in that language.
    pub fn say(&self, zh: &str, en: &str) -> String {
        match self.lang() {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    /// A user by sign-in name.
    pub fn user(&self, sign_in: &str) -> UserId {
        self.staff[sign_in].id
    }

    /// The day of the next step, or a working day about `days` days on.
    pub fn ahead(&self, days: u64) -> NaiveDate {
        let later = self.day.checked_add_days(Days::new(days)).unwrap_or(self.day);
        self.next.unwrap_or_else(|| self.calendar.roll(later).0)
    }

    pub fn months_on(&self, months: u32) -> NaiveDate {
        self.day.checked_add_months(Months::new(months)).unwrap_or(self.day)
    }

    /// The use of the fund it is booked to.
    pub fn fund(&self) -> String {
        if self.case.kind == Kind::Retrofit { FUND_RETROFIT.into() } else { FUND_DEVICE.into() }
    }

    /// Eight digits, none of them a real invoice.
    pub fn invoice(&self) -> String {
        format!("990000{:02}", self.number)
    }

    /// From whom the works or the device come.
    pub fn supplied_by(&self) -> String {
        let buys = self.case.device.as_ref().is_some_and(|device| device.supply == Supply::Purchase);
        match self.case.kind {
            Kind::Retrofit => self.say("样例安居施工队", "Sample Home Builders"),
            Kind::Device if buys => self.say("本人自选的商店", "a shop of the applicant's choice"),
            Kind::Device => self.say("样例辅具供应站", "Sample Device Supply"),
        }
    }

    /// What is approved, to be used within so many months.
    pub fn approval(&self, months: u32) -> Approval {
        let until = self.months_on(months);
        money::approval(self.case, self.plot.item, self.resident.economic(), self.supplied_by(), until)
    }

    /// A decision against the person, with everything it must carry.
    pub fn negative(&self, code: u8, text: String) -> Negative {
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
    pub fn trial(&self) -> String {
        let area = shipped::device(self.plot.item).map_or("", |device| device.area.id.as_str());
        let (zh, en) = match (self.plot.item, area) {
            ("ad-074", _) => ("试用过，路口声音大，提示听不清。", "Tried: its signals are hard to hear at a crossing."),
            ("ad-023", _) => ("量过楼门口的台阶，长度够。", "The steps at the block were measured; it is long enough."),
            ("ad-057" | "ad-058" | "ad-059" | "ad-060" | "ad-061" | "ad-062", _) => {
                ("试用过，看得清多了，要教一次怎么用。", "Tried: sees much better with it; needs one lesson.")
            }
            (_, "seeing") => ("试用过，会操作了，要再教一次。", "Tried: can work it; needs one more lesson."),
            (_, "hearing") => ("试戴后能听清说话，要调两次。", "Tried: follows speech; two adjustments needed."),
            (_, "speaking") => {
                ("试用过，能说出日常要求，家里人也要学。", "Tried: can ask for daily things; the family learns too.")
            }
            (_, "wheels") => ("试坐合适，尺寸已量，家里转得开。", "Tried: fits, measured, turns at home."),
            (_, "care") => ("按体重和身高选的，家里人会用。", "Chosen by weight and height; the family can use it."),
            (_, "fitted") => ("已取型，要试穿两次。", "Cast taken; two fittings needed."),
            (_, "walking") => ("试走过，高度已调好，走得稳。", "Tried: height set, walks safely with it."),
            _ => ("试用过，本人和家里人都会用。", "Tried: the person and the family can use it."),
        };
        self.say(zh, en)
    }

    /// One paper asked for, with a note of the clerk.
    pub fn asked(&self, code: u8, note: &str) -> AskedPaper {
        let code = SupplementCode::new(code).expect("papers of the sample are numbered 1 to 12");
        let reason = shipped::reason(&code.to_string()).expect("every paper is shipped");
        let lang = self.lang();
        let gap = if lang == Lang::Zh { "" } else { " " };
        let said = reason.text.get(lang).iter().map(String::as_str).chain(Some(note).filter(|note| !note.is_empty()));
        AskedPaper { code, text: said.collect::<Vec<_>>().join(gap) }
    }
}
