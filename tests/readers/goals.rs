//! What is asked of every reader.

use crate::recorded::keep;
use crate::run::runs;

#[test]
fn look() {
    for run in runs() {
        assert!(run.alive);
        println!("{} {:?}", run.heard.name(), run.idle);
        keep(&run.heard);
    }
}
