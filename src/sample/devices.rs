//! Devices: one application in every state, and some more in those where much can be said.

use super::answers::WORN;
use super::people::RESIDENT;
use super::plot::{By, Plot};
use crate::domain::case::Event;
use crate::domain::case::event::Found;

/// All of them, in no order of time.
pub(super) fn all() -> Vec<Plot> {
    [of_the_resident(), intake(), decided(), supplied(), used(), ended()].into_iter().flatten().collect()
}

/// The applications of [`RESIDENT`], so that one person sees much.
fn of_the_resident() -> Vec<Plot> {
    vec![
        Plot::device(RESIDENT, "ad-071", "subsidy", 1).hand_in(0),
        Plot::device(RESIDENT, "ad-065", "loan", 5)
            .saying(&[("need.where", "home,work"), ("need.words", "上班要看文件，希望能摸着读。")])
            .hand_in(1)
            .ask(2, &[8, 9], "报价单要写明型号。"),
        Plot::device(RESIDENT, "ad-069", "subsidy", 6).at_district().recommend(2).approve(1, 12),
        Plot::device(RESIDENT, "ad-066", "subsidy", 14)
            .saying(&[
                ("device.present", "yes"),
                ("device.since", "@-14"),
                ("device.state", "good"),
                ("need.where", "home,work"),
            ])
            .at_district()
            .recommend(2)
            .reject(1, 7, "去年领的读屏软件还能用，年限是三年。")
            .tell(1),
        Plot::device(RESIDENT, "ad-067", "subsidy", 25).paid().fit(4).follow_up(
            30,
            Found::Well,
            "每天听两小时，很好用。",
        ),
    ]
}

fn intake() -> Vec<Plot> {
    vec![
        Plot::device("苗秀珍", "ad-001", "free", 2).only(3),
        // Late: nobody has looked at it in time.
        Plot::device("Ingrid Halvorsen", "ad-083", "free", 5)
            .saying(&[("need.words", "I do not hear the bell when a visitor comes.")])
            .clerk("clerk-en")
            .hand_in(1),
        // The term for the papers was extended.
        Plot::device("陆佳宁", "ad-078", "subsidy", 8)
            .saying(&[("need.where", "home,school")])
            .hand_in(1)
            .ask(3, &[7], "要三个月内的听力图。")
            .extend(9),
        Plot::device("白云霞", "ad-089", "free", 1).taken_on(),
        Plot::device("王浩然", "ad-029", "subsidy", 2)
            .saying(&[("device.side", "left"), ("need.where", "home,outdoors,school")])
            .clerk("clerk2")
            .taken_on()
            .book(1),
        Plot::device("董秀英", "ad-010", "free", 1)
            .saying(WORN)
            .through(By::ClerkForPerson, "clerk")
            .taken_on()
            .book(2)
            .prescribe(4, By::Community),
        Plot::device("方念慈", "ad-013", "subsidy", 2).saying(WORN).saying(&[("device.state", "broken")]).at_district(),
        // Only the approver's word is missing.
        Plot::device("张子涵", "ad-098", "free", 1)
            .through(By::Community, "clerk2")
            .taken_on()
            .book(1)
            .prescribe(3, By::Community)
            .forward(1)
            .recommend(3),
        // Two visits at which nobody was there.
        Plot::device("贺小兰", "ad-092", "loan", 3)
            .saying(&[("measure.hand_grip", "?")])
            .taken_on()
            .book(1)
            .missed(3)
            .book(2)
            .missed(4),
    ]
}

fn decided() -> Vec<Plot> {
    vec![
        Plot::device("石磊", "ad-016", "subsidy", 35)
            .saying(&[("need.where", "outdoors,work")])
            .at_district()
            .recommend(2)
            .wait(1),
        // Papers first, then approved; not bought yet.
        Plot::device("Elena Novak", "ad-068", "subsidy", 9)
            .saying(&[("need.words", "For letters and forms. Please call, do not write."), ("need.where", "home,work")])
            .clerk("clerk-en")
            .hand_in(1)
            .ask(2, &[8], "Please name the model.")
            .bring(6, "")
            .accept(1)
            .book(2)
            .prescribe(4, By::Assessor)
            .forward(1)
            .recommend(2)
            .approve(2, 12),
        Plot::device("尹长海", "ad-079", "subsidy", 12).approved().choose_shop(3),
        Plot::device("沈静怡", "ad-062", "subsidy", 3)
            .saying(&[("need.where", "work")])
            .approved()
            .choose_shop(2)
            .receipts(9, 11),
        Plot::device("何志远", "ad-053", "free", 15).hand_in(1).decline(2, 2, "还没有办残疾人证，查不到登记。"),
        Plot::device("孟祥云", "ad-002", "free", 30).through(By::ClerkForPerson, "clerk").hand_in(0).decline(
            1,
            1,
            "户口不在本区，请到户口所在地的残联申请。",
        ),
        Plot::device("Tomas Reyes", "ad-003", "free", 18)
            .saying(&[("need.words", "I would like one with a light and a radio.")])
            .clerk("clerk-en")
            .at_district()
            .recommend(2)
            .reject(2, 15, "A stick with a light and a radio is not on the list; a stick with a seat is.")
            .tell(1),
        // Reviewed, and it stays.
        Plot::device("郭德旺", "ad-015", "subsidy", 25)
            .at_district()
            .recommend(1)
            .reject(2, 4, "四级不在电动轮椅的范围内。")
            .ask_review(9, "腿越来越没力气，走不远。")
            .uphold(12, 4, "复核过，等级没有变化。可以先申请重新评定。"),
        // Two members of staff found the papers untrue.
        Plot::device("仇万里", "ad-036", "subsidy", 22)
            .at_district()
            .confirm_untrue(1, "报价单上的商店说没有开过。")
            .reject(2, 17, "报价单是改过的，两个人都核对过。"),
        Plot::device("叶知秋", "ad-074", "subsidy", 7)
            .at_district()
            .recommend(2)
            .reject(2, 13, "试用时听不清提示，过街有危险。")
            .ask_review(6, "我戴耳机听得清，请换个人再评估。"),
    ]
}

fn supplied() -> Vec<Plot> {
    vec![
        Plot::device("陈建国", "ad-010", "free", 3).saying(WORN).approved().order(1),
        // Late: the supplier should have delivered.
        Plot::device("马玉兰", "ad-014", "loan", 20).saying(&[("need.where", "outdoors")]).approved().order(2),
        Plot::device("赵铁柱", "ad-040", "loan", 2).through(By::Community, "clerk").approved().order(2).ready(8),
        Plot::device("刘淑芬", "ad-043", "free", 3).delivered(),
        Plot::device("范永平", "ad-060", "subsidy", 4).paid(),
        // Fitted today: it counts as in use as soon as the day's terms are looked at.
        Plot::device("唐小龙", "ad-094", "free", 0).delivered().fit(3),
        Plot::device("单雪峰", "ad-061", "subsidy", 10).paid().fit(5),
    ]
}

fn used() -> Vec<Plot> {
    vec![
        Plot::device("高文博", "ad-093", "free", 12)
            .saying(&[("need.words", "出门会迷路，妈妈要找得到他。")])
            .through(By::Community, "clerk2")
            .delivered()
            .fit(4)
            .follow_up(24, Found::Well, "天天带着，妈妈会用了。"),
        Plot::device("石磊", "ad-011", "free", 6)
            .delivered()
            .fit(3)
            .follow_up(22, Found::Well, "上下班都用。")
            .fault(90, "右边扶手卡住，拆不下来。"),
        // Bought, so a supplier had to be named for the repair.
        Plot::device("金哲", "ad-087", "subsidy", 15)
            .paid()
            .fit(2)
            .follow_up(22, Found::Well, "开会能跟上了。")
            .fault(30, "字幕断断续续。")
            .assign_supplier(2)
            .repaired(6, "换了麦克风，又试了一次。"),
        // Near the end of its service life.
        Plot::device("叶知秋", "ad-056", "free", 100)
            .delivered()
            .fit(2)
            .follow_up(22, Found::Well, "会用了，上下班都带着。")
            .follow_up(110, Found::Well, "杖尖磨了，还能用。"),
        Plot::device("解红梅", "ad-007", "loan", 4)
            .delivered()
            .fit(3)
            .follow_up(21, Found::Well, "走得稳了。")
            .give_back(60),
        Plot::device("苗秀珍", "ad-008", "loan", 3).delivered().fit(2).give_back(50).clean(5),
        Plot::device("崔玉芝", "ad-014", "loan", 50).delivered().fit(2).give_back(45).clean(4).then(
            2,
            By::Supplier,
            |_| Event::Stock,
        ),
        Plot::device("彭海生", "ad-023", "loan", 70)
            .delivered()
            .fit(3)
            .follow_up(25, Found::TakeBack, "家里改了坡道，用不上了。")
            .then(6, By::Supplier, |_| Event::Scrap { text: "板面开裂，不能再用。".into() }),
        Plot::device("姚金凤", "ad-084", "free", 100)
            .delivered()
            .fit(2)
            .follow_up(22, Found::Well, "放在枕头下，能震醒。")
            .follow_up(115, Found::Well, "还好用。"),
        Plot::device("James Okoye", "ad-045", "free", 40)
            .clerk("clerk-en")
            .delivered()
            .fit(2)
            .follow_up(22, Found::Well, "Uses it every day and feels safe.")
            .follow_up(110, Found::Well, "Still in good order."),
    ]
}

fn ended() -> Vec<Plot> {
    vec![
        Plot::device("纪晓晨", "ad-069", "free", 45).taken_on().withdraw(2, ""),
        // The papers never came.
        Plot::device("戴月娥", "ad-058", "subsidy", 45).clerk("clerk2").hand_in(1).ask(3, &[7], ""),
        // Approved and never bought.
        Plot::device("李一鸣", "ad-097", "subsidy", 110).at_district().recommend(2).approve(2, 3),
        Plot::device("方念慈", "ad-053", "free", 80).hand_in(1).accept(2).cancel(
            3,
            18,
            "同一件申请交了两次，另一件照常办。",
        ),
        // Left lying until it lapsed, taken up again with nothing typed anew.
        Plot::device("彭海生", "ad-045", "free", 2).reopen(140).taken_on(),
        // On hold over a journey, and gone on with.
        Plot::device("曾丽娟", "ad-083", "free", 5)
            .taken_on()
            .pause(1, By::Themselves, "回老家两个星期。")
            .resume(10)
            .then(1, By::Clerk, |_| Event::SkipAssessment),
    ]
}
