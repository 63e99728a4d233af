//! What is asked of every reader.

use crate::run::runs;

#[test]
fn look() {
    for run in runs() {
        println!("== {} alive {} idle {:?}", run.name(), run.alive, run.idle);
        for (step, said) in run.journey.steps.iter().zip(&run.said) {
            let Some(said) = said else {
                println!("> {} kept", step.key);
                continue;
            };
            let measured = crate::measure::measure(&step.wanted, said);
            let limit = match step.kind {
                crate::journey::Kind::List => 0,
                crate::journey::Kind::Typed => 3,
                _ => 12,
            };
            let bad = !measured.heard || (measured.other > limit) || (said.is_empty() && !step.wanted.is_empty());
            if bad {
                println!(
                    "> {} {:?} {measured:?}\n   wanted {:?}\n   said   {:?}",
                    step.key, step.kind, step.wanted, said
                );
            }
        }
    }
}
