//! What there is: listed, shown, found.

use std::collections::BTreeSet;

use super::{Desk, texts};

/// Every entry there has to be.
const IDS: &str = "
stat-district-disabled duty-departments-act duty-committee-and-streets principle-work-pattern
target-basic-housing target-employment-post target-four-goals-end target-framework-early
target-full-coverage target-relief-no-blind-spot target-zero-refusal-education
basic-health-and-psychiatric-drugs insurance-contribution-subsidy medical-assistance-low-income
residual-medical-hardship-aid assistive-device-service community-rehab-service
duty-assistive-network duty-new-rehab-projects duty-rehab-hospital duty-rehab-network
duty-rehab-workforce rehab-professional-subsidy duty-prevention-measures duty-prevention-system
duty-prevention-three-level prevention-education employment-security-fund fund-01-training-education
fund-02-self-employment fund-03-post-and-insurance fund-04-vocational-rehab-labour
fund-05-post-development fund-06-employment-service fund-07-employer-conditions
fund-08-accessibility fund-09-employer-award fund-10-employment-institution
fund-11-poor-living-security fund-12-other employment-hardship-listing
employer-social-insurance-subsidy scale-hiring-award public-welfare-post-insurance
public-welfare-post-subsidy free-archive-storage rehab-station-living-allowance
employer-training-subsidy skills-training-321 duty-hardship-family-focus
hardship-family-personal-service home-community-care-service residential-care-subsidy
child-living-allowance duty-special-education-centre duty-special-education-inspection
duty-special-teachers education-charity-activities home-teaching inclusive-class-enrolment
student-grant-poor-family student-grant-senior arts-troupe-activities
athlete-performer-competition-award athlete-performer-training-subsidy duty-community-fitness
duty-culture-sports-support mass-sports-participation para-special-deaf-events day-care-service
duty-project-funding facility-construction-grant facility-operating-grant home-help-service
vocational-rehab-labour deadline-district-vocational-centre duty-introduce-institutions
duty-warm-home-operation platform-assistive-device-centre platform-low-vision-centre
platform-orientation-mobility-centre platform-rehab-guidance-centre campaign-days
committee-joint-support duty-civility-creation party-league-household-support
volunteer-family-support duty-quality-education role-model-recognition duty-rights-protection
legal-literacy accessible-parking duty-accessibility-regulation duty-accessibility-supervision
duty-new-build-compliance duty-public-space-retrofit home-accessibility-retrofit
duty-information-network duty-service-technology ict-skills-training duty-budget-growth
duty-planning-assessment duty-federation-representation duty-federation-staffing
duty-special-associations duty-support-federation community-worker-standards duty-cadre-building
duty-charity-fundraising duty-enterprise-responsibility duty-mass-organisations effective-date
rate-setting-authority repeal-xicheng-2009-21 repeal-xuanwu-2009-5
";

#[test]
fn all_115_entries_are_listed_in_both_languages() {
    let desk = Desk::new();
    let wanted: Vec<&str> = IDS.split_whitespace().collect();
    assert_eq!(wanted.len(), 115);
    let mut names = BTreeSet::new();
    for lang in ["zh-CN", "en"] {
        let listed = desk.json(&["policy", "list", "--json", "--lang", lang], "");
        assert_eq!(texts(&listed, "id"), wanted, "{lang}");
        names.extend(texts(&listed, "name").into_iter().map(str::to_owned));
        let articles: BTreeSet<u64> = listed.iter().map(|one| one["article"].as_u64().expect("a number")).collect();
        assert_eq!(articles, (0..=22).collect(), "{lang}");
    }
    assert!(names.len() >= 2 * 115 - 2, "names are in two languages");
    let done = desk.run(&["policy", "list", "--json", "--lang", "en"], "");
    let first = done.out.lines().next().expect("a line");
    let keys = ["{\"id\":\"stat-district-disabled\"", "\"kind\":\"information\"", "\"article\":1", "\"name\":\""];
    assert!(first.starts_with(&keys.join(",")), "{first}");
    assert!(first.ends_with(",\"subject\":\"general\"}"), "{first}");
    assert!(!desk.path("zhucan.db").exists(), "reading makes no database");
}

#[test]
fn kinds_are_counted_and_can_be_listed_alone() {
    let desk = Desk::new();
    let count = |kind| desk.json(&["policy", "list", "--kind", kind, "--json"], "").len();
    let kinds = ["benefit", "service", "information", "duty", "target", "document", "fund"];
    assert_eq!(kinds.map(count).iter().sum::<usize>(), 115);
    assert_eq!((count("benefit"), count("service"), count("fund")), (22, 15, 12));
    let done = desk.run(&["policy", "list", "--kind", "benefits", "--lang", "en"], "");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("benefits") && done.err.contains("target"), "{}", done.err);
    let before = desk.run(&["policy", "list", "--as-of", "2010-12-31", "--json"], "");
    assert_eq!((before.code, before.out.as_str()), (0, ""));
    assert!(before.err.contains("2011"), "{}", before.err);
}

#[test]
fn rows_read_well_aloud() {
    let desk = Desk::new();
    for (lang, row) in [
        ("zh-CN", "职业康复训练生活补贴，第8条第5项，待遇，rehab-station-living-allowance"),
        ("en", "Living allowance, vocational rehab, article 8 item 5, benefit, rehab-station-living-allowance"),
    ] {
        let done = desk.run(&["policy", "list", "--lang", lang], "");
        assert!(done.out.lines().any(|line| line == row), "{}", done.out);
        assert_eq!(done.out.lines().count(), 115);
    }
}

#[test]
fn an_entry_is_shown_in_full() {
    let desk = Desk::new();
    let show = ["policy", "show", "rehab-station-living-allowance", "--as-of", "2011-03-01", "--lang", "en"];
    let done = desk.run(&show, "");
    assert_eq!(done.code, 0, "{}", done.err);
    for words in [
        "article 8 item 5, benefit",
        "Who decides",
        "The disability certificate is valid; article 8 item 5, our inference.",
        "580 yuan a month, 50% of the minimum wage of 1160 yuan",
        "this is our inference",
    ] {
        assert!(done.out.contains(words), "{words}: {}", done.out);
    }
    let shown = desk.json(&[&show[..], &["--json"]].concat(), "");
    let [shown] = &shown[..] else { panic!("one object") };
    assert_eq!((&shown["amount_on_day"]["value"], &shown["fund_basis"]), (&"580.00".into(), &"inferred".into()));
    for section in ["what", "who", "amount", "papers", "decides", "how", "basis", "rule", "keywords"] {
        assert!(!shown[section].as_array().unwrap_or_else(|| panic!("{section}")).is_empty(), "{section}");
    }
    assert_eq!(shown["rule"].as_array().map(Vec::len), Some(3));
}

#[test]
fn an_unknown_id_is_answered_with_the_nearest() {
    let desk = Desk::new();
    let done = desk.run(&["policy", "show", "child-living", "--lang", "en"], "");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("child-living-allowance"), "{}", done.err);
    let done = desk.run(&["policy", "show", "child-living-allowance", "--as-of", "2010-01-01"], "");
    assert_eq!(done.code, 2);
    let done = desk.run(&["policy", "show", "child-living-allowance", "--as-of", "yesterday"], "");
    assert_eq!(done.code, 2);
    assert!(done.err.contains("yesterday"), "{}", done.err);
}

#[test]
fn words_find_entries_devices_and_works() {
    let desk = Desk::new();
    let found = desk.json(&["policy", "search", "wheelchair", "--json", "--lang", "en"], "");
    let device = found.iter().find(|one| one["id"] == "ad-010").expect("the wheelchair");
    assert_eq!((&device["kind"], device["article"].as_u64()), (&"device".into(), Some(5)));
    assert!(found.iter().any(|one| one["id"] == "assistive-device-service"));
    let found = desk.json(&["policy", "search", "rf-07", "--json"], "");
    assert_eq!(
        (&found[found.len() - 1]["kind"], found[found.len() - 1]["article"].as_u64()),
        (&"retrofit".into(), Some(17))
    );
    for words in [&["liangyi", "zzz"][..], &["qqqqq"]] {
        let done = desk.run(&[&["policy", "search", "--json"][..], words].concat(), "");
        assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", ""));
    }
    let done = desk.run(&["policy", "search", "qqqqq", "--lang", "en"], "");
    assert_eq!((done.code, done.out.as_str()), (0, "0 found\n"));
    let done = desk.run(&["policy", "search", "轮椅"], "");
    assert!(done.out.starts_with("找到"), "{}", done.out);
}
