//! The scripts once more with the program's own voice switched on. What holds of it after every key is looked at with
//! the other invariants.

use zhucan::app::Own;
use zhucan::app::voice::{Listening, Voice};

use crate::scripts::{all, play};

fn speaking(listening: Listening) -> Own {
    Own { on: true, voice: Voice { listening: Some(listening), ..Voice::default() }, ..Own::default() }
}

#[test]
fn scripts_can_be_heard_by_its_own_voice() {
    for listening in [Listening::Headphones, Listening::Loudspeaker] {
        for (path, _, mut script) in all() {
            script.header.own = speaking(listening);
            let lines = play(&path.display().to_string(), &script);
            assert!(lines.iter().any(|line| !line.spoken.is_empty()), "{}", path.display());
        }
    }
}
