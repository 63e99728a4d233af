//! What `zhucan doctor` says of a speech service that answers.

use serde_json::Value;
use zhucan::app::{Front, Place};

use crate::office::Computer;
use crate::server;
use crate::ssip::Sent;

#[test]
fn the_doctor_finds_the_service_and_a_voice_for_each_language_and_says_nothing_aloud() {
    let service = server();
    let computer = Computer::chosen(Front::Reader, Place::Own).with("SPEECHD_ADDRESS", &service.address());
    let out = computer.run(&["doctor", "--json"], "");
    let said: Value = serde_json::from_slice(&out.stdout).expect("one object");
    assert_eq!((out.status.code(), &said["speech"]["answers"]), (Some(0), &true.into()), "{said}");
    assert!(said["speech"]["voice_zh"].as_str().is_some_and(|name| name.contains("Pinyin")), "{said}");
    assert!(said["speech"]["voice_en"].as_str().is_some_and(|name| name.contains("English (America)")), "{said}");
    let aloud = service.since(0).into_iter().any(|record| matches!(record.sent, Sent::Speak(_) | Sent::Char(_)));
    assert!(!aloud, "it only looks");
}
