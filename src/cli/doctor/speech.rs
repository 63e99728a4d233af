//! What is known of speech: whether it was asked for, where a speech service would be reached, whether one answers there,
//! and with which voices.

use crate::app::address::Address;
use crate::app::voice::Trouble;
use crate::config::{self, Flags, Saved, Surroundings};
use crate::front::speech::{Found, look};
use crate::text::{Lang, Text};

use super::fact::Fact;
use super::files::Home;
use super::or_null;

/// Whether it speaks and why, and who would be spoken to. Nothing is started for the question.
pub fn speech_facts(flags: Flags, around: &Surroundings, saved: Option<&Saved>, home: &Home, text: &Text) -> Vec<Fact> {
    let (on, why) = config::speech(flags, around, saved);
    let state = text.with(if on { "doctor-speech-on" } else { "doctor-speech-off" }, &[("why", &text.say(why))]);
    let named = around.speechd.is_some();
    let mut facts = vec![
        Fact::new("speech", state).value("on", on).value("why", why.trim_start_matches("speech-")),
        Fact::new("speech", text.say(if named { "doctor-address" } else { "doctor-address-none" }))
            .value("address_set", named),
    ];
    let address = around.speech_address();
    let (told, socket) = match &address {
        Address::Usual(path) | Address::Socket(path) => (Some(home.told(path)), true),
        // A host's name is nobody's business.
        Address::Net(..) => (Some(text.say("doctor-network")), false),
        Address::Unreadable => (None, false),
    };
    let found = look(&address);
    // Frozen is there and does not answer; to the person it is the same as nobody there, with another remedy.
    let words = match (&told, &found) {
        (Some(_), Err(Trouble::Frozen)) => text.say("doctor-frozen"),
        (Some(place), found) => {
            text.with(if found.is_ok() { "doctor-answers" } else { "doctor-silent" }, &[("place", place)])
        }
        (None, _) => text.say("doctor-no-place"),
    };
    let socket = told.filter(|_| socket);
    facts.push(Fact::new("speech", words).value("socket", or_null(socket.as_deref())).value("answers", found.is_ok()));
    if let Ok(found) = found {
        facts.extend(voices(&found, text));
    }
    facts
}

/// The back end's parts, and the voice for each language.
fn voices(found: &Found, text: &Text) -> Vec<Fact> {
    let modules = found.modules.join(", ");
    let mut facts = vec![
        Fact::new("speech", text.with("doctor-modules", &[("modules", &modules)]))
            .value("modules", found.modules.clone()),
    ];
    for (lang, key, some, none) in [
        (Lang::Zh, "voice_zh", "doctor-voice-zh", "doctor-voice-zh-none"),
        (Lang::En, "voice_en", "doctor-voice-en", "doctor-voice-en-none"),
    ] {
        let voice = found.pick(lang, None).map(|voice| voice.name.clone());
        let words = match &voice {
            Some(name) => text.with(some, &[("name", name), ("count", &found.of(lang).len())]),
            None => text.say(none),
        };
        facts.push(Fact::new("speech", words).value(key, or_null(voice.as_deref())));
    }
    facts
}
