use super::super::definition::{self, Definitions};
use super::super::fact::{self, Fact};
use super::super::rate::{self, Rate};
use super::super::rule::{Basis, Test};
use super::*;

/// A programme as its file would have it.
const CHILD: &str = r#"id = "child-living-allowance"
kind = "benefit"
article = 9
item = 2
subject = "living"
applicant = "family"
from = "2011-01-01"
fund = "fund-11-poor-living-security"
fund_basis = "inferred"

[pays]
kind = "rate"
rate = "child-living-allowance"
period = "month"

[zh]
name = "残疾儿童生活补贴"
row = "残疾儿童生活补贴"
what = ["这是按月发给残疾儿童的生活补贴。"]
who = ["本区低保边缘困难家庭中未满16周岁的残疾儿童。"]
amount = ["金额没有写在文件里，由区残联和区财政局定。"]
papers = ["文件没有写要带什么。", "一般要带残疾人证和户口本。"]
decides = ["文件没有写由谁决定。"]
how = ["文件没有写在哪里申请。", "可以先问街道残联。"]
basis = ["西政发〔2011〕18号第（九）条第2项。"]

[en]
name = "Living allowance for disabled children"
row = "Living allowance, disabled children"
what = ["A monthly allowance for disabled children."]
who = ["Disabled children under 16 in families on the margin of the allowance."]
amount = ["The text gives no amount; the federation and the finance bureau set it."]
papers = ["The text names no papers."]
decides = ["The text does not say."]
how = ["The text does not say where to apply.", "The street federation can tell."]
basis = ["Article 9 item 2 of document 18 of 2011."]

[rule]
all = [
  { fact = "p.cert", is = "valid", basis = "inferred", zh = "残疾人证有效", en = "The certificate is valid" },
  { fact = "h.economic", definition = "margin", basis = "definition", zh = "家庭属于低保边缘", en = "The family is on the margin" },
  { fact = "p.birth", under_age = 16, basis = "stated", zh = "孩子未满16周岁", en = "The child is under 16" },
]
"#;

fn facts() -> Vec<Fact> {
    let sources = [
        Source::new("facts/person.toml", include_str!("../../../../assets/facts/person.toml")),
        Source::new("facts/household.toml", include_str!("../../../../assets/facts/household.toml")),
    ];
    let mut faults = Vec::new();
    let facts = fact::parse_all(&sources, &mut faults);
    assert_eq!(faults, []);
    facts
}

fn definitions() -> Definitions {
    let margin = Source::new("definitions/margin.toml", include_str!("../../../../assets/definitions/margin.toml"));
    definition::parse_all(&[margin], &facts(), &mut Vec::new())
}

fn rates() -> Vec<Rate> {
    let file = include_str!("../../../../assets/rates/child-living-allowance.toml");
    rate::parse_all(&[Source::new("rates/child-living-allowance.toml", file)], &mut Vec::new())
}

fn parse_file(file: &str, text: &str) -> Result<Programme, Vec<DataFault>> {
    let (facts, definitions, rates) = (facts(), definitions(), rates());
    let base = Base { facts: &facts, definitions: &definitions, points: &[], rates: &rates };
    parse(&Source::new(file, text), &base)
}

fn read(text: &str) -> Result<Programme, Vec<String>> {
    parse_file("policies/child-living-allowance.toml", text)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// What is told when `old` in the good file is replaced.
fn told(old: &str, new: &str) -> Vec<String> {
    assert!(CHILD.contains(old), "{old}");
    read(&CHILD.replace(old, new)).expect_err("the file is wrong")
}

#[test]
fn a_good_file_is_read_with_all_it_says() {
    let child = read(CHILD).expect("the file is right");
    assert_eq!((child.kind, child.article, child.item), (Kind::Benefit, 9, Some(2)));
    assert_eq!(child.from, NaiveDate::from_ymd_opt(2011, 1, 1).expect("a day"));
    assert_eq!(child.text(Lang::Zh).papers.len(), 2);
    assert_eq!(child.text(Lang::En).row, "Living allowance, disabled children");
    let Some(Rule::All(group)) = &child.rule else { panic!("{:?}", child.rule) };
    let Rule::Leaf(age) = &group.parts[2] else { panic!("{:?}", group.parts[2]) };
    assert_eq!((age.fact.as_str(), &age.test, age.saying.basis), ("p.birth", &Test::UnderAge(16), Basis::Stated));
}

#[test]
fn what_is_packed_is_what_is_unpacked() {
    let child = read(CHILD).expect("the file is right");
    let packed = postcard::to_stdvec(&child).expect("plain data");
    assert_eq!(postcard::from_bytes::<Programme>(&packed), Ok(child));
}

#[test]
fn an_unknown_key_is_told_with_file_line_fault_and_remedy() {
    let found = told("[en]\n", "[en]\ncolour = \"red\"\n");
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("policies/child-living-allowance.toml:28: unknown field `colour`, expected one of"),
        "{found:?}"
    );
    assert!(found[0].ends_with("; take the key out or spell it as one of those"), "{found:?}");
}

#[test]
fn a_missing_language_is_told() {
    let (before, after) = CHILD.split_once("[en]").expect("it has English");
    let rule = after.split_once("[rule]").expect("it has a rule").1;
    assert_eq!(
        read(&format!("{before}[rule]{rule}")).expect_err("it has no English"),
        ["policies/child-living-allowance.toml:0: missing field `en`; add it; every text needs its zh and its en"]
    );
}

#[test]
fn a_missing_section_is_told_with_the_line_of_its_language() {
    assert_eq!(
        told("papers = [\"The text names no papers.\"]\n", ""),
        ["policies/child-living-allowance.toml:29: papers is missing; say what is known of it, or that it is open"]
    );
    let found = told("how = [\"The text does not say where", "hows = [\"The text does not say where");
    assert!(found[0].starts_with("policies/child-living-allowance.toml:35: unknown field `hows`"), "{found:?}");
}

#[test]
fn a_bad_date_is_told_with_its_line() {
    assert_eq!(
        told("from = \"2011-01-01\"", "from = \"2011-13-01\""),
        [
            "policies/child-living-allowance.toml:7: \"2011-13-01\" is not a date; write year, month and day as in \"2011-01-01\""
        ]
    );
}

#[test]
fn an_unknown_fact_is_told_with_its_line() {
    assert_eq!(
        told("\"h.economic\"", "\"h.money\""),
        [
            "policies/child-living-allowance.toml:41: there is no fact \"h.money\"; use a fact of assets/facts or add it there"
        ]
    );
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let found = read(&CHILD.replace("item = 2", "item = 3").replace("fund_basis = \"inferred\"\n", ""))
        .expect_err("two faults");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains(":4: article 9 has 2 numbered items;"), "{found:?}");
    assert!(found[1].contains(":8: the fund has no fund_basis;"), "{found:?}");
}

#[test]
fn heads_that_contradict_themselves_are_told() {
    for (old, new, fault) in [
        ("id = \"child-living-allowance\"", "id = \"child\"", ":1: the id \"child\" is not the name of its file"),
        ("article = 9\n", "article = 23\n", ":3: there is no article 23"),
        ("kind = \"benefit\"", "kind = \"duty\"", ":2: duties and targets, and only they, have an owner"),
        ("kind = \"benefit\"", "kind = \"grant\"", ":2: unknown variant `grant`"),
        ("fund_basis = \"inferred\"\n", "", ":8: the fund has no fund_basis"),
        ("from = ", "apply = \"parking\"\nfrom = ", ":7: nothing is applied for as \"parking\""),
    ] {
        let found = told(old, new);
        assert!(found[0].contains(fault), "{found:?}");
    }
    let (text, _) = CHILD.split_once("[rule]").expect("it has a rule");
    assert!(read(text).expect_err("it has no rule")[0].contains(":2: a benefit or service has no rule; add [rule]"));
}

#[test]
fn texts_that_cannot_be_heard_or_shown_well_are_told() {
    for (old, new, fault) in [
        ("补贴。\"]", "补贴\"]", ":19: the sentence has no stop at its end; end it with 。"),
        ("A monthly allowance", "A \u{2018}monthly\u{2019} allowance", ":30: the character U+2018"),
        (
            "row = \"残疾儿童生活补贴\"",
            "row = \"低保边缘困难家庭残疾儿童生活补贴\"",
            ":18: the text takes 32 columns of at most 30",
        ),
        ("who = [\"Disabled", "who = [\"\", \"Disabled", ":31: the text is empty"),
        ("what = [\"A monthly allowance for disabled children.\"]", "what = []", ":30: the section has 0 sentences"),
    ] {
        let found = told(old, new);
        assert!(found[0].contains(fault), "{found:?}");
    }
}

#[test]
fn programmes_are_in_the_order_of_the_articles_and_the_closing_paragraph_is_last() {
    let text = |id: &str, article: &str| {
        let head = CHILD.replacen("child-living-allowance", id, 1).replace("article = 9\nitem = 2", article);
        Source::new(format!("policies/{id}.toml"), head)
    };
    let sources = [
        text("z-closing", "article = 0"),
        text("a-ten", "article = 10"),
        text("b-eight-two", "article = 8\nitem = 2"),
        text("c-eight", "article = 8"),
    ];
    let mut faults = Vec::new();
    let (facts, definitions, rates) = (facts(), definitions(), rates());
    let base = Base { facts: &facts, definitions: &definitions, points: &[], rates: &rates };
    let order: Vec<String> = parse_all(&sources, &base, &mut faults).into_iter().map(|one| one.id).collect();
    assert_eq!(faults, []);
    assert_eq!(order, ["c-eight", "b-eight-two", "a-ten", "z-closing"]);
}
