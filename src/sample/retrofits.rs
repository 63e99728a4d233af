//! Works on homes: one application in every state, and some more in those where much can be said.

use super::answers::{COURTYARD, PUBLIC_RENTAL, RENTED, STREET_LEVEL, WHEELCHAIR, WITH_LIFT};
use super::people::RESIDENT;
use super::plot::{By, Plot};
use super::works::{BATHROOM, BEDSIDE, BY_SIGHT, BY_TOUCH, CALM, DOORS, GATE, KITCHEN, RAMP, SHOWER};
use crate::domain::case::Event;
use crate::domain::case::event::{Found, Reviewed, Yes};

/// All of them, in no order of time.
pub(super) fn all() -> Vec<Plot> {
    [intake(), planned(), decided(), built(), ended()].into_iter().flatten().collect()
}

fn intake() -> Vec<Plot> {
    vec![
        Plot::retrofit("崔玉芝", BATHROOM, 3).only(7),
        // Soon put away: nobody has written in it for five months.
        Plot::retrofit("姚金凤", BY_SIGHT, 110).only(15),
        Plot::retrofit("陈建国", BATHROOM, 1)
            .saying(STREET_LEVEL)
            .saying(&[("home.retrofitted", "yes"), ("home.last_retrofit", "@-15"), ("home.since", "grade")])
            .hand_in(0),
        // Late: nobody has looked at it in time.
        Plot::retrofit("贺小兰", KITCHEN, 5).saying(PUBLIC_RENTAL).through(By::Community, "clerk2").hand_in(0),
        Plot::retrofit("马玉兰", BY_TOUCH, 6)
            .saying(RENTED)
            .saying(&[("home.owner_consent", "not_asked"), ("retrofit.words", "我看不见，请把说明念给我听。")])
            .hand_in(1)
            .ask(2, &[6, 11], ""),
        Plot::retrofit("王浩然", SHOWER, 1).clerk("clerk2").taken_on(),
        // Late: no visit has been agreed.
        Plot::retrofit("苗秀珍", BEDSIDE, 9)
            .saying(&[("need.falls", "3"), ("need.moves", "frame")])
            .through(By::ClerkForPerson, "clerk")
            .taken_on(),
    ]
}

fn planned() -> Vec<Plot> {
    vec![
        Plot::retrofit("戴月娥", BEDSIDE, 2)
            .saying(&[("need.falls", "2")])
            .through(By::ClerkForPerson, "clerk2")
            .taken_on()
            .book(2),
        Plot::retrofit("彭海生", GATE, 2).saying(COURTYARD).taken_on().book(2).record(4),
        Plot::retrofit("石磊", DOORS, 4).saying(WITH_LIFT).saying(WHEELCHAIR).taken_on().book(1).record(5).propose(3),
        Plot::retrofit("刘淑芬", BATHROOM, 1)
            .saying(&[("home.right", "family"), ("home.floor", "6"), ("home.lift", "yes"), ("home.steps", "4")])
            .taken_on()
            .book(2)
            .record(4)
            .propose(2)
            .agree(3, Some(Yes::Thumb { witness: "赵春梅".into() })),
        Plot::retrofit("方念慈", DOORS, 2).saying(PUBLIC_RENTAL).saying(WHEELCHAIR).clerk("clerk2").at_district(),
        // Waits for the decision; the first plan was not what the person wanted.
        Plot::retrofit("仇万里", KITCHEN, 1)
            .saying(STREET_LEVEL)
            .saying(WHEELCHAIR)
            .taken_on()
            .book(1)
            .record(4)
            .propose(3)
            .object(2, "灶台不要动，吊柜低一点就行。")
            .propose(4)
            .agree(2, Some(Yes::Recorded))
            .forward(1)
            .recommend(2),
        // The reviewer asked back.
        Plot::retrofit("Tomas Reyes", SHOWER, 3)
            .saying(&[("retrofit.words", "I use crutches and the tub is hard to get into.")])
            .clerk("clerk-en")
            .at_district()
            .query(2, "Is there room for the folding seat beside the door? Please add a measure."),
    ]
}

fn decided() -> Vec<Plot> {
    vec![
        Plot::retrofit("郭德旺", RAMP, 30).saying(&[("home.shared", "yes")]).at_district().recommend(2).wait(2),
        Plot::retrofit("赵铁柱", GATE, 3)
            .saying(COURTYARD)
            .saying(&[("need.moves", "bed")])
            .through(By::Community, "clerk")
            .taken_on()
            .book(1)
            .record(4)
            .propose(3)
            .agree(3, Some(Yes::Thumb { witness: "赵春梅".into() }))
            .forward(1)
            .recommend(3)
            .approve(2, 12),
        Plot::retrofit("金哲", BY_SIGHT, 2).saying(WITH_LIFT).clerk("clerk2").approved(),
        Plot::retrofit("沈静怡", BY_TOUCH, 6)
            .at_district()
            .recommend(2)
            .reject(2, 11, "走廊一面墙是承重墙，不能开槽装扶手。")
            .ask_review(5, "只想装扶手，不用开槽，请再看一看。"),
        Plot::retrofit("尹长海", BY_SIGHT, 20)
            .saying(RENTED)
            .saying(&[("home.owner_consent", "refuses"), ("paper.owner", "cannot 房主不同意签字")])
            .at_district()
            .recommend(2)
            .reject(2, 10, "房主书面答复不同意在门上装新门铃。")
            .tell(1),
        Plot::retrofit("董秀英", BATHROOM, 12)
            .saying(&[("home.retrofitted", "yes"), ("home.last_retrofit", "@-30")])
            .hand_in(2)
            .decline(3, 6, "上次改造是两年半前验收的，情况没有变化。")
            .complain(4, "等的时间太长，电话也没人接。"),
    ]
}

fn built() -> Vec<Plot> {
    vec![
        Plot::retrofit("唐小龙", CALM, 5).clerk("clerk2").approved().order(2),
        Plot::retrofit("范永平", BY_TOUCH, 8).saying(STREET_LEVEL).approved().order(3).start(6),
        Plot::retrofit("白云霞", SHOWER, 2).approved().order(2).start(7).then(6, By::Contractor, |_| {
            Event::AskChange {
                text: "拆开后发现水管锈了，要换四米。".into(),
                total_fen: 440_000,
                own_share_fen: 44_000,
            }
        }),
        Plot::retrofit("James Okoye", DOORS, 3)
            .saying(WITH_LIFT)
            .saying(WHEELCHAIR)
            .clerk("clerk-en")
            .approved()
            .order(2)
            .start(6)
            .done(9),
        Plot::retrofit("曾丽娟", BY_SIGHT, 4).saying(WITH_LIFT).clerk("clerk2").works_accepted(),
        Plot::retrofit("纪晓晨", CALM, 20).works_accepted().pay(6),
        Plot::retrofit("单雪峰", BY_TOUCH, 10).works_accepted().pay(6).follow_up(
            62,
            Found::Well,
            "扶手天天用，一次也没摔过。",
        ),
        // Mended under warranty.
        Plot::retrofit("解红梅", GATE, 4)
            .saying(COURTYARD)
            .works_accepted()
            .pay(5)
            .follow_up(60, Found::Well, "都好用，坡板有点响。")
            .then(70, By::Person, |_| Event::Defect { text: "坡板松了，踩上去晃。".into(), wet_room: false }),
        Plot::retrofit("崔玉芝", RAMP, 15).saying(&[("home.shared", "yes")]).approved().pause(
            3,
            By::Themselves,
            "住院了，出院再开工。",
        ),
        Plot::retrofit(RESIDENT, BY_TOUCH, 40)
            .works_accepted()
            .pay(7)
            .follow_up(64, Found::Well, "标识和扶手都在用。")
            .follow_up(190, Found::Well, "一年了，没有坏，做饭不怕烫了。"),
        // Built after an inspection that found something.
        Plot::retrofit("陈建国", BEDSIDE, 60)
            .saying(STREET_LEVEL)
            .approved()
            .order(3)
            .start(7)
            .done(10)
            .then(4, By::Inspector, |_| Event::Fail { defects: vec!["抓杆松动，要重新固定。".into()] })
            .done(5)
            .pass(3, &[("抓杆高度", "本人个子矮，装低五厘米更顺手。")])
            .pay(8)
            .follow_up(60, Found::Well, "夜里起身有地方扶了。")
            .follow_up(192, Found::Well, "还好用。"),
    ]
}

fn ended() -> Vec<Plot> {
    vec![
        Plot::retrofit("叶知秋", BY_TOUCH, 60).taken_on().book(1).withdraw(2, "要搬家了，搬完再申请。"),
        // A draft nobody went on with.
        Plot::retrofit("李一鸣", CALM, 150).only(12),
        Plot::retrofit("孟祥云", BATHROOM, 90)
            .saying(PUBLIC_RENTAL)
            .through(By::ClerkForPerson, "clerk2")
            .taken_on()
            .cancel(20, 21, "户口和家都迁到外地了。"),
        // Rejected, reviewed, and sent back to be handled again.
        Plot::retrofit("Elena Novak", BATHROOM, 4)
            .saying(STREET_LEVEL)
            .clerk("clerk-en")
            .at_district()
            .recommend(1)
            .reject(2, 14, "A neighbour helps with bathing every day.")
            .ask_review(9, "The neighbour has moved away. I am alone now.")
            .then(8, By::SecondApprover, |_| Event::DecideReview {
                outcome: Reviewed::SendBack {
                    text: "Nobody helps any more, so the need has to be looked at again.".into(),
                },
            }),
    ]
}
