//! Facts from a file: what is taken, what is not and why, and what comes of it.

use super::{Desk, objects};

const STATION: [&str; 4] = ["policy", "screen", "--id", "rehab-station-living-allowance"];
const IN_THE_STATION: &str = r#"{"p.cert":"valid","p.station_enrolled":true,"p.categories":["1"]}"#;

#[test]
fn the_amount_is_that_of_the_day() {
    let desk = Desk::new();
    let file = desk.write("a.json", IN_THE_STATION);
    for (day, value) in [("2011-03-01", "580.00"), ("2026-11-23", "1270.00")] {
        let args = [&STATION[..], &["--facts", &file, "--as-of", day, "--json"]].concat();
        let found = desk.json(&args, "");
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0]["verdict"], &found[0]["person"]), (&"eligible".into(), &0.into()));
        assert_eq!((&found[0]["amount"]["value"], &found[0]["amount"]["period"]), (&value.into(), &"month".into()));
        assert_eq!((&found[0]["missing"], found[0]["conditions"].as_array().map(Vec::len)), (&[""; 0].into(), Some(3)));
        assert_eq!(found[0]["conditions"][0]["basis"], "inferred");
    }
    assert!(!desk.path("zhucan.db").exists(), "reading makes no database");
}

#[test]
fn one_object_may_be_spread_over_lines_and_come_from_the_standard_input() {
    let desk = Desk::new();
    let pretty = "{\n  \"p.cert\": \"valid\",\n  \"p.station_enrolled\": {\n    \"value\": true,\n    \"source\": \"x\"\n  },\n  \"p.categories\": [\n    1\n  ]\n}\n";
    let args = [&STATION[..], &["--facts", "-", "--as-of", "2011-03-01", "--json"]].concat();
    assert_eq!(desk.json(&args, pretty), desk.json(&args, IN_THE_STATION));
}

#[test]
fn all_37_rules_are_asked_in_the_order_of_the_catalogue() {
    let desk = Desk::new();
    let found = desk.json(&["policy", "screen", "--facts", "-", "--json", "--as-of", "2026-01-01"], "{}\n{}\n");
    assert_eq!(found.len(), 2 * 37);
    assert!(found.iter().all(|one| one["verdict"] == "need_facts"), "nothing is known");
    assert!(found[37..].iter().all(|one| one["person"] == 1));
    let listed = desk.json(&["policy", "list", "--json"], "");
    let asked: Vec<_> = listed.iter().filter(|one| one["kind"] == "benefit" || one["kind"] == "service").collect();
    assert!(asked.iter().zip(&found).all(|(listed, found)| listed["id"] == found["id"]));
}

#[test]
fn what_does_not_hold_on_the_day_is_unknown_and_so_is_null() {
    let desk = Desk::new();
    let verdict = |cert: &str, day: &str| {
        let facts = format!("{{\"p.cert\":{cert},\"p.station_enrolled\":true,\"p.categories\":\"1\"}}");
        let args = [&STATION[..], &["--facts", "-", "--json", "--as-of", day]].concat();
        let found = desk.json(&args, &facts);
        (found[0]["verdict"].as_str().expect("a verdict").to_owned(), found[0]["missing"].clone())
    };
    let year = r#"{"value":"valid","from":"2015-01-01","to":"2015-12-31","source":"register"}"#;
    for (day, wanted) in [
        ("2014-12-31", "need_facts"),
        ("2015-01-01", "eligible"),
        ("2015-12-31", "eligible"),
        ("2016-01-01", "need_facts"),
    ] {
        assert_eq!(verdict(year, day).0, wanted, "{day}");
    }
    let (null, missing) = verdict("null", "2015-06-01");
    assert_eq!((null.as_str(), missing), ("need_facts", ["p.cert"].into()));
    assert_eq!(verdict("\"expired\"", "2015-06-01").0, "not_eligible");
}

#[test]
fn who_is_not_eligible_hears_no_amount() {
    let desk = Desk::new();
    let facts = IN_THE_STATION.replace("valid", "expired");
    let args = [&STATION[..], &["--facts", "-", "--json", "--lang", "en"]].concat();
    let found = desk.json(&args, &facts);
    assert_eq!((&found[0]["amount"], found[0]["amount_note"].is_string()), (&serde_json::Value::Null, true));
    let done = desk.run(&[&STATION[..], &["--facts", "-", "--lang", "en"]].concat(), &facts);
    let lines: Vec<&str> = done.out.lines().collect();
    assert!(lines[0].starts_with("Not now: "), "{lines:?}");
    assert!(lines[1].starts_with("Not met: The disability certificate is valid"), "{lines:?}");
    assert!(!done.out.contains("Person"), "there is nobody else");
}

#[test]
fn faults_name_the_facts_the_person_and_the_line_and_the_others_go_on() {
    let desk = Desk::new();
    for (wrong, facts) in [
        (r#"{"p.rich":true}"#, &["p.rich"][..]),
        (r#"{"p.insured":"yes"}"#, &["p.insured", "true"]),
        (r#"{"p.insured":1}"#, &["p.insured"]),
        (r#"{"p.cert":"good"}"#, &["p.cert", "good", "valid"]),
        (r#"{"p.cert":true}"#, &["p.cert"]),
        (r#"{"p.categories":["1","7"]}"#, &["p.categories", "7"]),
        (r#"{"p.categories":[]}"#, &["p.categories"]),
        (r#"{"p.categories":[7]}"#, &["p.categories"]),
        (r#"{"p.grade":5}"#, &["p.grade", "1", "4"]),
        (r#"{"p.grade":"2"}"#, &["p.grade"]),
        (r#"{"p.grade":1.5}"#, &["p.grade"]),
        (r#"{"p.birth":"2007-02-29"}"#, &["p.birth"]),
        (r#"{"p.birth":"2007-2-3"}"#, &["p.birth"]),
        (r#"{"hire.employer_part":[100]}"#, &["hire.employer_part"]),
        (r#"{"hire.employer_part":["-1"]}"#, &["hire.employer_part"]),
        (r#"{"h.economic":["none","dibao"]}"#, &["h.economic", "none"]),
        (r#"{"p.grade":1,"p.grade":2}"#, &["p.grade"]),
        (r#"{"p.grade":1,"p.grade":{"value":2,"to":"2011-01-01"}}"#, &["p.grade"]),
        (r#"{"p.severe":true,"p.grade":3}"#, &["p.severe", "p.grade"]),
        (r#"{"p.birth":"2030-01-01"}"#, &["p.birth"]),
        (r#"{"p.grade":{"value":1,"until":"2011-01-01"}}"#, &["p.grade", "until"]),
        (r#"{"p.grade":{"from":"2011-01-01"}}"#, &["p.grade", "value"]),
        (r#"{"p.grade":{"value":1,"from":"soon"}}"#, &["p.grade", "from"]),
        (r#"{"p.grade":{"value":1,"source":7}}"#, &["p.grade", "source"]),
        (r#"{"p.grade":{"value":1,"from":"2012-01-01","to":"2011-01-01"}}"#, &["p.grade"]),
        (r#"{"p.grade":{"value":{"value":1}}}"#, &["p.grade"]),
        (r#"{"p.grade":1"#, &[]),
        (r#"{"p.gra"#, &[]),
        ("not JSON", &[]),
        (r#"["p.grade"]"#, &[]),
    ] {
        let input = format!("{{}}\n\n{wrong}\n{{\"p.cert\":\"valid\"}}\n");
        for lang in ["zh-CN", "en"] {
            let args = ["policy", "screen", "--facts", "-", "--json", "--as-of", "2026-01-01", "--lang", lang];
            let done = desk.run(&args, &input);
            assert_eq!(done.code, 4, "{wrong} {}", done.err);
            let [fault] = done.err.lines().collect::<Vec<_>>()[..] else { panic!("{wrong}: {}", done.err) };
            assert!(facts.iter().all(|fact| done.err.contains(fact)), "{wrong}: {}", done.err);
            let place = if lang == "en" {
                "Person 1, counted from 0, line 3: "
            } else {
                "第1号人员，从0数起，第3行："
            };
            assert!(fault.starts_with(place), "{wrong}: {fault}");
            let people: Vec<_> = objects(&done.out).iter().map(|one| one["person"].as_u64()).collect();
            assert_eq!(people, [[Some(0); 37], [Some(2); 37]].concat(), "{wrong}");
        }
    }
}

#[test]
fn the_same_value_twice_is_no_fault() {
    let desk = Desk::new();
    let facts =
        r#"{"p.grade":2,"p.grade":2,"p.severe":true,"hire.employer_part":["1.50"],"hire.employer_part":["1.5"]}"#;
    assert_eq!(desk.json(&["policy", "screen", "--facts", "-", "--json"], facts).len(), 37);
}

#[test]
fn what_cannot_be_asked_is_said() {
    let desk = Desk::new();
    for (args, wanted) in [
        (&["--id", "no-such-thing"][..], "no-such-thing"),
        (&["--id", "fund-12-other"], "fund-12-other"),
        (&["--as-of", "2011-13-01"], "2011-13-01"),
    ] {
        let done = desk.run(&[&["policy", "screen", "--facts", "-"][..], args].concat(), "{}");
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{args:?}");
        assert!(done.err.contains(wanted), "{}", done.err);
    }
    assert_eq!(desk.run(&["policy", "screen", "--facts", "nowhere.json"], "").code, 2);
    assert_eq!(desk.run(&["policy", "screen"], "").code, 2);
}

#[test]
fn amounts_and_days_nobody_has_are_faults() {
    for (facts, name) in [
        (r#"{"hire.employer_part":["1e28"]}"#, "hire.employer_part"),
        (r#"{"hire.employer_part":["100000000.01"]}"#, "hire.employer_part"),
        (r#"{"hire.employer_part":["1.005"]}"#, "hire.employer_part"),
        (r#"{"hire.employer_part":["+5"]}"#, "hire.employer_part"),
        (r#"{"p.birth":"0000-01-01"}"#, "p.birth"),
        (r#"{"p.birth":"1800-01-01"}"#, "p.birth"),
    ] {
        let done = Desk::new().run(&["policy", "screen", "--facts", "-"], facts);
        assert_eq!(done.code, 4, "{facts}");
        assert!(done.err.contains(name), "{facts}: {}", done.err);
    }
}

#[test]
fn contributions_that_begin_later_are_not_being_paid() {
    let verdict = |from: &str| {
        let facts = format!(
            r#"{{"e.kind":"enterprise","hire.new":true,"p.district":"xicheng","p.cert":"valid","hire.contract":true,
            "hire.full_wage":true,"hire.insured_from":"{from}","hire.months_paid":24,"hire.claimed_years":0}}"#
        );
        let id = "employer-social-insurance-subsidy";
        let args = ["policy", "screen", "--facts", "-", "--as-of", "2014-03-01", "--id", id, "--json"];
        Desk::new().json(&args, &facts)[0]["verdict"].clone()
    };
    assert_eq!(verdict("2012-03-01"), "eligible");
    assert_eq!(verdict("2014-03-02"), "not_eligible");
}

#[test]
fn a_day_before_the_document_is_told() {
    let desk = Desk::new();
    let done = desk.run(&["--lang", "en", "policy", "screen", "--facts", "-", "--as-of", "2010-12-31"], "{}");
    assert_eq!((done.code, done.out.as_str()), (0, ""));
    assert!(done.err.contains("1 January 2011"), "{}", done.err);
}
