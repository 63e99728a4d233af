//! Works on the home as the assessors of the sample office plan them, each with the need it meets.

/// One line of a plan.
#[derive(Clone, Copy)]
pub(super) struct Work {
    /// Code of the catalogue.
    pub code: &'static str,
    /// How many pieces, metres or places.
    pub count: i64,
    /// The need, in Chinese.
    pub zh: &'static str,
    /// The need, in English.
    pub en: &'static str,
}

const fn work(code: &'static str, count: i64, zh: &'static str, en: &'static str) -> Work {
    Work { code, count, zh, en }
}

/// Works that go together, and the places of the home they are for, as the form names them.
#[derive(Clone, Copy)]
pub(super) struct Job {
    /// The lines of the plan.
    pub works: &'static [Work],
    /// Which places are hard.
    pub places: &'static str,
}

const fn job(places: &'static str, works: &'static [Work]) -> Job {
    Job { works, places }
}

/// Bars and a floor for a bathroom in which somebody has fallen.
pub(super) const BATHROOM: Job = job(
    "toilet,bath",
    &[
        work("rf-14", 3, "起身和转身时有地方抓", "something to hold on to when standing up and turning"),
        work("rf-10", 5, "地面湿了容易滑", "the floor is slippery when wet"),
        work("rf-16", 1, "膝盖弯不下去，不能蹲", "the knees do not bend enough to squat"),
    ],
);

/// A shower to sit in.
pub(super) const SHOWER: Job = job(
    "bath",
    &[
        work("rf-18", 1, "浴缸边太高，跨不进去", "the edge of the tub is too high to step over"),
        work("rf-19", 1, "站着洗澡站不稳", "standing in the shower is not safe"),
        work("rf-20", 1, "坐着够不到花洒", "the shower cannot be reached when sitting"),
        work("rf-14", 2, "坐下和起身时有地方抓", "something to hold on to when sitting down and getting up"),
    ],
);

/// Doors and floors for a wheelchair.
pub(super) const DOORS: Job = job(
    "corridor,bedroom,toilet",
    &[
        work("rf-07", 2, "轮椅进不了卧室和卫生间", "the wheelchair does not pass into bedroom and bathroom"),
        work("rf-03", 2, "门槛挡住轮椅", "thresholds stop the wheelchair"),
        work("rf-11", 1, "屋里有一处高低差", "there is one change of level inside"),
        work("rf-08", 1, "平开门挡住轮椅转弯", "the hinged door leaves no room to turn"),
    ],
);

/// A kitchen to sit in.
pub(super) const KITCHEN: Job = job(
    "kitchen",
    &[
        work("rf-24", 1, "坐着够不到灶台", "the cooker cannot be reached when sitting"),
        work("rf-25", 1, "吊柜太高，够不到", "the cupboards hang too high"),
        work("rf-22", 1, "手没有力气拧龙头", "the hand is too weak to turn the tap"),
    ],
);

/// What a blind person finds by touch and hears.
pub(super) const BY_TOUCH: Job = job(
    "corridor,kitchen,bath",
    &[
        work("rf-34", 1, "摸着就能分清开关和抽屉", "switches and drawers can be told apart by touch"),
        work("rf-13", 6, "走廊里有扶手带路", "a handrail shows the way along the corridor"),
        work("rf-23", 1, "看不见水温，怕烫伤", "the warmth of the water cannot be seen"),
        work("rf-33", 4, "墙角和桌角碰伤过", "corners have caused injuries"),
    ],
);

/// What a deaf person sees and feels.
pub(super) const BY_SIGHT: Job = job(
    "entrance,alarm",
    &[
        work("rf-28", 1, "听不见门铃", "the doorbell is not heard"),
        work("rf-27", 1, "听不见烟感报警", "the smoke alarm is not heard"),
        work("rf-32", 4, "晚上靠灯光看手语", "hands must be seen in the evening"),
    ],
);

/// A courtyard with a step at the gate.
pub(super) const GATE: Job = job(
    "entrance,toilet",
    &[
        work("rf-02", 1, "院门有门槛，轮椅过不去", "the gate has a threshold the wheelchair cannot pass"),
        work("rf-12", 12, "院里砖地不平，绊倒过", "the bricks of the yard are uneven and have caused a fall"),
        work("rf-16", 1, "院里只有蹲便", "there is only a squat toilet"),
    ],
);

/// Calm and safe for somebody with an intellectual disability.
pub(super) const CALM: Job = job(
    "living_room,kitchen",
    &[
        work("rf-33", 5, "会撞到墙角，也爬过窗户", "bumps into corners and has climbed to the window"),
        work("rf-26", 1, "忘记关火", "forgets to turn off the gas"),
        work("rf-39", 8, "害怕楼道里的声响", "is afraid of the noise from the stairs"),
    ],
);

/// A bed to get out of and a button to call with.
pub(super) const BEDSIDE: Job = job(
    "bedroom,toilet,alarm",
    &[
        work("rf-35", 1, "夜里起身没有地方扶", "nothing to hold on to when getting up at night"),
        work("rf-30", 2, "一个人在家，摔倒了叫不到人", "alone at home, nobody hears a call after a fall"),
        work("rf-32", 3, "夜里去厕所看不清路", "the way to the toilet is dark at night"),
        work("rf-14", 1, "马桶边没有抓杆", "no bar beside the toilet"),
    ],
);

/// A ramp in front of the block, which is a shared part.
pub(super) const RAMP: Job = job(
    "entrance,stairs",
    &[
        work("rf-01", 4, "楼门口有三级台阶", "three steps in front of the block"),
        work("rf-05", 8, "楼道里没有扶手", "no handrail in the stairs"),
    ],
);
