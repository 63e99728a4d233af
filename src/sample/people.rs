//! The residents of the sample office. All of them are invented: their identity numbers have an area code that was never
//! given to any place, their telephone numbers and addresses are placeholders.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::answers;
use crate::domain::case::PersonId;
use crate::domain::data::Lang;
use crate::domain::form::Answers;
use crate::domain::person::IdNumber;
use crate::domain::shipped;
use crate::store::{NewPerson, Result, Store};

/// The resident who is meant by "a resident": applications in many states, and a PIN.
pub(super) const RESIDENT: &str = "林秋月";

/// Who acts for a resident, by name.
#[derive(Clone, Copy)]
pub(super) enum Helper {
    /// Nobody.
    Nobody,
    /// A guardian, who is this to them.
    Guardian(&'static str, &'static str),
    /// Somebody they asked, who is this to them.
    Agent(&'static str, &'static str),
}

/// One resident as the table has them.
#[derive(Clone, Copy)]
pub(super) struct Resident {
    /// Name.
    pub name: &'static str,
    /// Years between the year of birth and this year.
    age: i32,
    /// Month and day of birth.
    birthday: (u32, u32),
    /// The three order digits of the identity number; odd is male.
    order: u16,
    /// Category and grade of the certificate, or nothing.
    certificate: &'static str,
    /// Places in the lists of subdistricts and of communities.
    place: (usize, usize),
    economic: &'static str,
    channel: &'static str,
    language: &'static str,
    /// Who acts for them.
    pub helper: Helper,
    /// Answers that differ from the usual ones.
    more: &'static [(&'static str, &'static str)],
}

impl Resident {
    const fn new(
        name: &'static str,
        (age, month, day, order): (i32, u32, u32, u16),
        certificate: &'static str,
        place: (usize, usize),
        economic: &'static str,
        channel: &'static str,
    ) -> Self {
        let birthday = (month, day);
        let (language, helper, more): (_, _, &[_]) = ("chinese", Helper::Nobody, &[]);
        Self { name, age, birthday, order, certificate, place, economic, channel, language, helper, more }
    }

    const fn speaks(mut self, language: &'static str) -> Self {
        self.language = language;
        self
    }

    const fn helped(mut self, helper: Helper) -> Self {
        self.helper = helper;
        self
    }

    const fn with(mut self, more: &'static [(&'static str, &'static str)]) -> Self {
        self.more = more;
        self
    }

    /// The language letters to this person are written in.
    pub fn lang(&self) -> Lang {
        if self.language == "english" { Lang::En } else { Lang::Zh }
    }

    /// Talks with the hands.
    pub fn signs(&self) -> bool {
        self.language == "sign"
    }

    /// How notices reach this person.
    pub fn channel(&self) -> &'static str {
        self.channel
    }

    /// Which hardship is recognised.
    pub fn economic(&self) -> &'static str {
        self.economic
    }

    /// Full years at most, by the year of birth alone.
    pub fn age(&self) -> i32 {
        self.age
    }

    /// The category digit of the certificate; 0 without one.
    fn category(&self) -> u8 {
        self.certificate.bytes().next().map_or(0, |digit| digit - b'0')
    }

    /// Whether the certificate says that this person sees badly.
    pub fn is_blind(&self) -> bool {
        self.category() == 1
    }

    /// How this person moves about at home.
    pub fn moves(&self) -> &'static str {
        match self.category() {
            1 => "cane",
            4 if self.certificate == "41" => "wheelchair",
            4 => "crutches",
            7 => "frame",
            _ => "nothing",
        }
    }

    /// Counts floors, so that not everybody lives on the same one.
    pub fn floors_up(&self) -> u16 {
        1 + self.order % 3
    }

    /// Whether the number says woman.
    pub fn is_woman(&self) -> bool {
        self.order.is_multiple_of(2)
    }

    fn id_number(&self, today: NaiveDate) -> String {
        let (month, day) = self.birthday;
        let first = format!("110199{}{month:02}{day:02}{:03}", today.year() - self.age, self.order);
        let whole = "0123456789X".chars().map(|check| format!("{first}{check}"));
        let valid = whole.into_iter().find(|number| IdNumber::parse(number, today).is_ok());
        valid.expect("every birthday of the table is a day of every year, and one check character is right")
    }

    fn phone(&self) -> String {
        let row = RESIDENTS.iter().position(|it| it.name == self.name).map_or(0, |row| row + 1);
        format!("199000000{row:02}")
    }

    fn answers(&self, today: NaiveDate) -> Answers {
        let (subdistrict, community) = self.place;
        let subdistrict = &shipped::subdistricts()[subdistrict];
        let address = match self.lang() {
            Lang::Zh => format!("样例胡同{}号", self.order),
            Lang::En => format!("Sample Lane {}", self.order),
        };
        let number = self.id_number(today);
        let certificate =
            if self.certificate.is_empty() { String::new() } else { format!("{number}{}", self.certificate) };
        let mut all: BTreeMap<&str, String> = BTreeMap::from([
            ("person.name", self.name.to_owned()),
            ("person.id_number", number),
            ("person.certificate", certificate),
            ("person.register", "xicheng".to_owned()),
            ("person.subdistrict", subdistrict.code.clone()),
            ("person.community", subdistrict.communities[community].code.clone()),
            ("person.address", address),
            ("person.residence", "same".to_owned()),
            ("person.economic", self.economic.to_owned()),
            ("person.phone", self.phone()),
            ("person.channel", self.channel.to_owned()),
            ("person.language", self.language.to_owned()),
            ("person.acts", "self".to_owned()),
        ]);
        let (acts, name, relation) = match self.helper {
            Helper::Nobody => ("self", None, ""),
            Helper::Guardian(name, relation) => ("guardian", Some(name), relation),
            Helper::Agent(name, relation) => ("agent", Some(name), relation),
        };
        if let Some(helper) = name.and_then(|name| RESIDENTS.iter().find(|it| it.name == name)) {
            let until = today.checked_add_months(Months::new(30)).unwrap_or(today);
            all.extend([
                ("person.acts", acts.to_owned()),
                ("guardian.name", helper.name.to_owned()),
                ("guardian.id_number", helper.id_number(today)),
                ("guardian.relation", relation.to_owned()),
                ("guardian.scope", "apply,papers,visit,receive".to_owned()),
                ("guardian.from", acts_since(today).to_string()),
                ("guardian.to", until.to_string()),
                ("guardian.given", "signature".to_owned()),
            ]);
        }
        all.extend(self.more.iter().map(|(id, answer)| (*id, (*answer).to_owned())));
        answers::asked(shipped::form("person"), &all, &Answers::new(), today)
    }
}

/// Since when those who act for somebody do so.
pub(super) fn acts_since(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(36)).unwrap_or(today)
}

/// A resident as kept.
pub(super) struct Kept {
    /// Which.
    pub id: PersonId,
    /// The row of the table.
    pub resident: &'static Resident,
    /// Answers to the form of the person.
    pub answers: Answers,
}

/// The residents by name.
pub(super) type People = BTreeMap<&'static str, Kept>;

/// Keeps all residents with their answers.
pub(super) fn keep(store: &mut Store, today: NaiveDate) -> Result<People> {
    let mut people = People::new();
    for resident in RESIDENTS {
        let answers = resident.answers(today);
        let given = |id| answers.get(id).map(str::to_owned);
        let id = store.save_person(&NewPerson {
            name: resident.name.to_owned(),
            id_number: given("person.id_number"),
            certificate: given("person.certificate"),
        })?;
        for (question, answer) in answers.iter() {
            store.put_person_answer(id, question, Some(answer))?;
        }
        people.insert(resident.name, Kept { id, resident, answers });
    }
    Ok(people)
}

const fn row(
    name: &'static str,
    born: (i32, u32, u32, u16),
    certificate: &'static str,
    place: (usize, usize),
    economic: &'static str,
    channel: &'static str,
) -> Resident {
    Resident::new(name, born, certificate, place, economic, channel)
}

const ELSEWHERE: &[(&str, &str)] = &[
    ("person.register", "elsewhere"),
    ("person.residence", "other"),
    ("person.home_address", "西城区样例里7号楼2单元301"),
];
const OTHER_DISTRICT: &[(&str, &str)] = &[
    ("person.register", "beijing"),
    ("person.residence", "other"),
    ("person.home_address", "西城区样例里3号楼1单元102"),
];
const MOVED_IN_WITH_SON: &[(&str, &str)] =
    &[("person.residence", "other"), ("person.home_address", "西城区样例里11号楼5单元601")];

/// Name; years, month and day of birth, order digits; certificate; place; hardship; channel.
pub(super) const RESIDENTS: &[Resident] = &[
    row(RESIDENT, (46, 5, 21, 24), "11", (2, 1), "none", "braille"),
    row("陈建国", (71, 10, 1, 13), "42", (0, 0), "dibao", "call"),
    row("刘淑芬", (78, 1, 9, 46), "41", (1, 2), "none", "large_print")
        .helped(Helper::Agent("何志远", "child"))
        .with(MOVED_IN_WITH_SON),
    row("何志远", (49, 7, 15, 31), "", (1, 2), "none", "sms"),
    row("张子涵", (9, 4, 12, 28), "53", (3, 0), "low_income", "guardian").helped(Helper::Guardian("罗晓敏", "parent")),
    row("罗晓敏", (38, 11, 23, 62), "", (3, 0), "low_income", "sms"),
    row("王浩然", (16, 8, 30, 17), "43", (4, 3), "none", "guardian").helped(Helper::Guardian("王立新", "parent")),
    row("王立新", (45, 2, 18, 53), "", (4, 3), "none", "sms"),
    row("李一鸣", (19, 3, 3, 35), "63", (5, 1), "none", "sms"),
    row("曾丽娟", (55, 6, 6, 48), "22", (6, 2), "none", "sign_video").speaks("sign"),
    row("单雪峰", (62, 12, 12, 71), "12", (7, 0), "none", "large_print"),
    row("解红梅", (67, 9, 27, 82), "43", (8, 1), "low_income", "letter"),
    row("赵铁柱", (83, 2, 2, 15), "41", (9, 2), "tekun", "call"),
    row("马玉兰", (59, 7, 7, 26), "72", (10, 3), "margin", "braille").with(&[("person.parts", "vision,limb")]),
    row("金哲", (34, 5, 4, 39), "21", (11, 0), "none", "sign_video").speaks("sign"),
    row("白云霞", (51, 3, 14, 44), "31", (12, 1), "none", "sms"),
    row("高文博", (28, 10, 20, 57), "52", (13, 2), "none", "easy_read").helped(Helper::Guardian("宋桂英", "parent")),
    row("宋桂英", (57, 4, 25, 60), "", (13, 2), "none", "call"),
    row("郭德旺", (69, 8, 8, 19), "44", (14, 0), "none", "call"),
    row("唐小龙", (41, 1, 30, 33), "62", (0, 1), "dibao", "call"),
    row("沈静怡", (36, 12, 24, 88), "13", (1, 3), "none", "large_print"),
    row("彭海生", (64, 6, 18, 95), "43", (2, 2), "dibao", "call"),
    row("陆佳宁", (12, 9, 9, 22), "24", (3, 1), "none", "guardian").helped(Helper::Guardian("陆明远", "parent")),
    row("陆明远", (42, 3, 28, 51), "", (3, 1), "none", "sms"),
    row("戴月娥", (88, 11, 11, 66), "14", (4, 0), "none", "large_print"),
    row("尹长海", (74, 5, 16, 77), "23", (5, 2), "none", "letter"),
    row("方念慈", (47, 2, 14, 40), "42", (6, 0), "none", "sms"),
    row("石磊", (33, 7, 21, 85), "41", (7, 1), "none", "sms"),
    row("崔玉芝", (70, 10, 10, 54), "42", (8, 2), "none", "call"),
    row("范永平", (52, 4, 4, 91), "11", (9, 0), "low_income", "call"),
    row("孟祥云", (61, 12, 5, 29), "43", (0, 0), "none", "letter").with(ELSEWHERE),
    row("董秀英", (76, 1, 22, 68), "42", (0, 0), "none", "call").with(OTHER_DISTRICT),
    row("叶知秋", (30, 9, 23, 42), "12", (10, 1), "none", "sms"),
    row("姚金凤", (66, 6, 30, 74), "21", (11, 2), "none", "letter").speaks("sign"),
    row("贺小兰", (44, 8, 19, 80), "71", (12, 0), "dibao", "easy_read").with(&[("person.parts", "speech,limb")]),
    row("仇万里", (58, 3, 8, 37), "41", (13, 1), "none", "sms"),
    row("纪晓晨", (22, 5, 30, 59), "51", (14, 2), "margin", "guardian").helped(Helper::Guardian("纪建业", "parent")),
    row("纪建业", (54, 10, 28, 93), "", (14, 2), "margin", "call"),
    row("苗秀珍", (80, 7, 1, 86), "43", (1, 0), "none", "large_print"),
    row("Elena Novak", (39, 11, 3, 72), "11", (2, 0), "none", "braille").speaks("english"),
    row("James Okoye", (50, 4, 17, 61), "42", (6, 1), "none", "sms").speaks("english"),
    row("Ingrid Halvorsen", (68, 8, 26, 90), "23", (4, 2), "none", "large_print").speaks("english"),
    row("Tomas Reyes", (27, 1, 19, 45), "43", (5, 0), "none", "sms").speaks("english"),
];
