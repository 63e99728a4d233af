//! Rates: proposed by one, signed by two, in force only then.

use serde_json::Value;

use super::{Desk, Done};

const PASSPHRASE: &str = "long enough\n";
const RATE: &str = "child-living-allowance";

/// A desk with an administrator, an approver, somebody of Finance, a reviewer and a clerk.
fn office() -> Desk {
    let desk = Desk::new();
    let twice = PASSPHRASE.repeat(2);
    assert_eq!(desk.run(&["user", "add", "boss", "--name", "周明"], PASSPHRASE).code, 0);
    for (name, role) in
        [("fed", "district_approver"), ("fin", "finance"), ("rev", "district_reviewer"), ("clerk", "street_clerk")]
    {
        let done = desk.run(&["user", "add", name, "--name", name, "--role", role, "--as", "boss"], &twice);
        assert_eq!(done.code, 0, "{}", done.err);
    }
    desk
}

fn propose(desk: &Desk, user: &str) -> Done {
    let args = ["rate", "propose", RATE, "--value", "450.00", "--from", "2014-01-01", "--source", "样例文件", "--as"];
    desk.run(&[&args[..], &[user]].concat(), PASSPHRASE)
}

fn sign(desk: &Desk, user: &str) -> Done {
    desk.run(&["rate", "sign", "1", "--as", user, "--lang", "en"], PASSPHRASE)
}

fn amount(desk: &Desk, day: &str) -> Value {
    let shown = desk.json(&["policy", "show", RATE, "--json", "--as-of", day], "");
    shown[0]["amount_on_day"]["value"].clone()
}

#[test]
fn two_signatures_of_two_people_make_a_rate_count() {
    let desk = office();
    let done = propose(&desk, "rev");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains('1'), "{}", done.out);
    assert_eq!(amount(&desk, "2014-01-01"), Value::Null);
    let waiting = desk.json(&["rate", "list", "--json", "--lang", "en"], "");
    let row = waiting.iter().find(|row| row["number"] == 1).expect("it waits");
    assert_eq!(row["standing"], "proposed", "{row}");

    for user in ["clerk", "rev"] {
        let done = sign(&desk, user);
        assert_eq!((done.code, done.out.as_str()), (3, ""), "{user} {}", done.err);
    }
    assert_eq!(sign(&desk, "fed").code, 0);
    assert_eq!(amount(&desk, "2014-01-01"), Value::Null, "one signature is not enough");
    let again = sign(&desk, "fed");
    assert_eq!(again.code, 1, "{}", again.out);
    let done = sign(&desk, "fin");
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("in force from 1 January 2014"), "{}", done.out);
    assert_eq!(amount(&desk, "2014-01-01"), Value::from("450.00"));
    assert_eq!(amount(&desk, "2013-12-31"), Value::Null);
    assert_eq!(desk.run(&["rate", "withdraw", "1", "--as", "rev"], PASSPHRASE).code, 1);

    let facts = r#"{"p.cert":"valid","p.district":"xicheng","h.economic":"margin","p.birth":"2010-05-05"}"#;
    let args = ["policy", "screen", "--facts", "-", "--json", "--as-of", "2020-01-01", "--id", RATE];
    assert_eq!(desk.json(&args, facts)[0]["amount"]["value"], "450.00");
}

#[test]
fn nobody_signs_for_both_sides() {
    let desk = office();
    assert_eq!(propose(&desk, "fin").code, 0);
    // Somebody with both roles: the store can hold it though the command line adds one role only.
    let mut store = zhucan::store::Store::open(&desk.path("zhucan.db")).expect("the database");
    let mut both = store.user_called("fed").expect("read").expect("there is one");
    both.roles.insert(zhucan::domain::case::Role::Finance);
    store.save_user(&both).expect("kept");
    drop(store);
    assert_eq!(sign(&desk, "fed").code, 0);
    let second = sign(&desk, "fed");
    assert_eq!(second.code, 1, "{}", second.out);
    assert!(second.err.contains("different people"), "{}", second.err);
    assert_eq!(amount(&desk, "2014-01-01"), Value::Null);
    assert_eq!(sign(&desk, "fin").code, 0);
    assert_eq!(amount(&desk, "2014-01-01"), Value::from("450.00"));
}

#[test]
fn a_proposal_can_be_tried_and_taken_back() {
    let desk = office();
    let args =
        ["rate", "propose", "ad-010", "--value", "800", "--from", "2014-01-01", "--source", "样例", "--as", "boss"];
    assert_eq!(desk.run(&args, PASSPHRASE).code, 0);
    let tried = desk.run(&["rate", "simulate", "1", "--as", "rev", "--json"], PASSPHRASE);
    let found: Value = serde_json::from_str(&tried.out).expect("one object");
    assert_eq!((&found["touched"], &found["rate"]), (&0.into(), &"ad-010".into()));
    assert_eq!(desk.run(&["rate", "simulate", "1", "--as", "clerk"], PASSPHRASE).code, 3);
    assert_eq!(desk.run(&["rate", "withdraw", "1", "--as", "rev"], PASSPHRASE).code, 0);
    assert_eq!(sign(&desk, "fed").code, 2, "it is gone");
}

#[test]
fn what_cannot_be_proposed_is_said_before_anybody_types_a_passphrase() {
    let desk = office();
    let good = [RATE, "450.00", "2014-01-01", "2015-01-01", "样例"];
    for (at, wrong) in [
        (0, "no-such-rate"),
        (1, "much"),
        (1, "-1"),
        (1, "1.005"),
        (2, "2014-1-1"),
        (3, "2013-12-31"),
        (3, "later"),
        (4, " "),
    ] {
        let mut said = good;
        said[at] = wrong;
        let args =
            ["rate", "propose", said[0], "--value", said[1], "--from", said[2], "--to", said[3], "--source", said[4]];
        let done = desk.run(&[&args[..], &["--as", "boss"]].concat(), "");
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{wrong}: {}", done.err);
        assert_eq!(done.err.lines().count(), 1, "{wrong}: {}", done.err);
    }
    assert_eq!(propose(&desk, "clerk").code, 3);
    assert_eq!(propose(&desk, "nobody").code, 3);
    assert_eq!(desk.run(&["rate", "sign", "7", "--as", "fed"], PASSPHRASE).code, 2);
}

#[test]
fn the_rates_of_a_day_are_listed_with_their_standing() {
    let desk = Desk::new();
    let wage = |day| {
        let listed = desk.json(&["rate", "list", "--json", "--as-of", day], "");
        assert_eq!(listed.len(), 19);
        listed.iter().find(|row| row["id"] == "minimum-wage").expect("it ships")["value"].clone()
    };
    assert_eq!((wage("2011-03-01"), wage("2026-11-23")), ("1160".into(), "2540".into()));
    let all = desk.json(&["rate", "list", "--json", "--all"], "");
    assert_eq!(all.iter().filter(|row| row["id"] == "minimum-wage").count(), 12);
    assert!(!desk.path("zhucan.db").exists(), "reading makes no database");
}
