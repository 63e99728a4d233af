//! A site's own folder: laid over what ships, in whatever order its files are written, and told where it is wrong.

use std::fs;
use std::path::Path;

use super::{Desk, objects};

const CHILD: &str = r#"id = "child-living-allowance"
article = 9
item = 2
unit = "yuan"
period = "month"
set_by = "district"
name = { zh = "残疾儿童生活补贴标准", en = "Living allowance for children" }
[[row]]
from = "2016-01-01"
value = "500.00"
federation = "甲"
finance = "乙"
source = { zh = "样例文件二。", en = "Example paper two." }
[[row]]
from = "2013-01-01"
value = "400.00"
federation = "甲"
finance = "乙"
source = { zh = "样例文件一。", en = "Example paper one." }
"#;

const SEVERE: &str = r#"id = "severe"
name = { zh = "重度", en = "severe" }
places = ["4", "9.1", "10"]
[[row]]
from = "2011-01-01"
confirmed = true
zh = "重度残疾指残疾等级为一级、二级或三级。"
en = "Severe means disability grade 1, 2 or 3."
source = { zh = "样例。", en = "Example." }
grades = [1, 2, 3]
"#;

fn shipped(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(file)).expect("it ships")
}

/// The folder of a site that changes a programme from 2015 on, sets a rate and defines a word.
fn files() -> [(&'static str, String); 3] {
    let version =
        shipped("policies/child-living-allowance.toml").replacen("from = \"2011-01-01\"", "from = \"2015-01-01\"", 1);
    let row = version.lines().find(|line| line.starts_with("row = ")).expect("a row").to_owned();
    let version = version.replacen(&row, "row = \"残疾孩子的补贴\"", 1);
    [
        ("site/policies/child-living-allowance.2015.toml", version),
        ("site/rates/child-living-allowance.toml", CHILD.to_owned()),
        ("site/definitions/severe.toml", SEVERE.to_owned()),
    ]
}

#[test]
fn a_site_changes_programmes_rates_and_definitions_without_code() {
    for turned in [false, true] {
        let desk = Desk::new();
        let mut files = files().to_vec();
        if turned {
            files.reverse();
        }
        for (name, text) in files {
            desk.write(name, &text);
        }
        let valid = desk.run(&["policy", "validate"], "");
        assert_eq!((valid.code, valid.err.as_str()), (0, ""), "{}", valid.out);
        let rows = |day| desk.run(&["policy", "list", "--as-of", day], "").out;
        assert!(rows("2015-01-01").contains("残疾孩子的补贴，第9条第2项，待遇"));
        assert!(!rows("2014-12-31").contains("残疾孩子的补贴"));
        assert_eq!(rows("2015-01-01").lines().count(), 115);

        let grade = r#"{"p.cert":"valid","p.insured":true,"p.grade":3,"h.economic":"none"}"#;
        let asked = ["policy", "screen", "--facts", "-", "--json", "--as-of", "2020-01-01", "--id"];
        let found = desk.json(&[&asked[..], &["insurance-contribution-subsidy"]].concat(), grade);
        assert_eq!(found[0]["verdict"], "eligible");
        assert_eq!(
            Desk::new().json(&[&asked[..], &["insurance-contribution-subsidy"]].concat(), grade)[0]["verdict"],
            "not_eligible"
        );

        let value = |day: &str| {
            let shown = desk.json(&["policy", "show", "child-living-allowance", "--json", "--as-of", day], "");
            shown[0]["amount_on_day"]["value"].clone()
        };
        let days = ["2012-12-31", "2013-01-01", "2015-12-31", "2016-01-01"].map(value);
        assert_eq!(days, [serde_json::Value::Null, "400.00".into(), "400.00".into(), "500.00".into()]);
        let listed = desk.json(&["rate", "list", "--json", "--all"], "");
        let rows = listed.iter().filter(|row| row["id"] == "child-living-allowance").count();
        assert_eq!(rows, 2);
        assert!(!desk.path("zhucan.db").exists(), "reading makes no database");
    }
}

#[test]
fn a_folder_with_faults_is_told_with_file_and_line_and_not_used() {
    let desk = Desk::new();
    desk.write("site/rates/child-living-allowance.toml", &CHILD.replace("\"500.00\"", "\"much\""));
    desk.write("site/polices/a.toml", "id = 1\n");
    let done = desk.run(&["policy", "validate", "--lang", "en"], "");
    assert_eq!(done.code, 4);
    let faults: Vec<&str> = done.out.lines().collect();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with("polices:0: "), "{faults:?}");
    assert!(faults[1].starts_with("rates/child-living-allowance.toml:10: \"much\" is no value"), "{faults:?}");
    let told = desk.run(&["policy", "validate", "--json"], "");
    assert_eq!(objects(&told.out)[1]["line"], 10);
    for args in [&["policy", "list"][..], &["rate", "list"], &["policy", "show", "child-living-allowance"]] {
        let done = desk.run(&[args, &["--lang", "en"]].concat(), "");
        assert_eq!((done.code, done.out.as_str()), (4, ""), "{args:?}");
        assert!(done.err.contains("polices:0") && done.err.contains("2 faults"), "{}", done.err);
    }
    let open = desk.run(&["--line", "--lang", "en"], "1\n1\n1\n");
    assert_eq!(open.code, 0, "{}", open.err);
    assert!(open.out.contains("zhucan policy validate"), "{}", open.out);
}

#[test]
fn what_ships_has_no_faults_and_a_folder_that_is_not_there_has_one() {
    let desk = Desk::new();
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").display().to_string();
    for args in [&["policy", "validate"][..], &["policy", "validate", &assets]] {
        let done = desk.run(args, "");
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{}", done.out);
        assert_eq!(done.out.lines().count(), 1);
    }
    assert_eq!(desk.run(&["policy", "validate", "nowhere"], "").code, 4);
}

#[test]
fn what_ships_and_is_rested_on_cannot_be_taken_away() {
    let cert = r#"[[fact]]
id = "p.cert"
type = "choice"
ask = { zh = "您有残疾人证吗？", en = "Do you have it?" }
label = { zh = "残疾人证", en = "Certificate" }
help = { zh = "看证件。", en = "See the card." }
values = [{ value = "valid", zh = "有，有效的", en = "Valid one" }, { value = "none", zh = "没有证件", en = "None at all" }]
"#;
    let severe = SEVERE.replace("grades = [1, 2, 3]", "asked = \"p.severe\"");
    let point = shipped("open-points/wage-of-month.toml").replace("\"january\"", "\"june\"");
    let form = shipped("forms/device.toml").replace("\"device.item\"", "\"device.thing\"");
    let share = shipped("open-points/employer-share.toml").replace("value = \"1.00\"", "value = \"9.00\"");
    let age = shipped("policies/child-living-allowance.toml").replace("until_age = 16", "until_age = 4000000000");
    for (name, text, told) in [
        ("facts/a.toml", cert.to_owned(), "p.cert loses the value pending, expired, cancelled"),
        ("definitions/severe.toml", severe, "another kind of meaning"),
        ("open-points/wage-of-month.toml", point, "wage-of-month cannot be settled as before: january"),
        ("forms/device.toml", form, "device.item is gone"),
        ("open-points/employer-share.toml", share, "\"9.00\" settles nothing"),
        ("policies/child-living-allowance.toml", age, "nobody becomes as old as until_age"),
        ("policies/2015/a.toml", String::new(), "policies/2015:0: this is not read"),
        ("rates/a.TOML", String::new(), "rates/a.TOML:0: this is not read"),
        ("policy/a.toml", String::new(), "nothing is read from this folder"),
    ] {
        let desk = Desk::new();
        desk.write(&format!("site/{name}"), &text);
        let done = desk.run(&["policy", "validate"], "");
        assert_eq!(done.code, 4, "{name}: {}", done.out);
        assert!(done.out.contains(told), "{name}: {}", done.out);
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_a_fault_and_not_nothing() {
    let desk = Desk::new();
    std::os::unix::fs::symlink("/nowhere", desk.path("site")).expect("it can be made");
    let done = desk.run(&["policy", "list"], "");
    assert_eq!(done.code, 4, "{}", done.err);
}
