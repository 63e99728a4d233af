//! What ships with the program, decoded when it is first asked for.
//!
//! `build.rs` has checked and packed it; the decoded data live as long as the program.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use super::data::definition::Definitions;
use super::data::fact::{self, Fact};
use super::data::programme::Programme;

/// The packed file of a kind, decoded on first use.
macro_rules! shipped {
    ($kind:literal) => {
        LazyLock::new(|| decode(include_bytes!(concat!(env!("OUT_DIR"), "/", $kind, ".bin"))))
    };
}

static PROGRAMMES: LazyLock<Vec<Programme>> = shipped!("policies");
static FACTS: LazyLock<Vec<Fact>> = shipped!("facts");
static DEFINITIONS: LazyLock<Definitions> = shipped!("definitions");

fn decode<T: DeserializeOwned>(packed: &[u8]) -> T {
    postcard::from_bytes(packed).expect("the build packed the same type with the same code")
}

/// Every programme, in the order of the articles, the closing paragraph last.
pub fn programmes() -> &'static [Programme] {
    &PROGRAMMES
}

/// The programme called `id`.
pub fn programme(id: &str) -> Option<&'static Programme> {
    programmes().iter().find(|programme| programme.id == id)
}

/// Every fact that can be asked.
pub fn facts() -> &'static [Fact] {
    &FACTS
}

/// The fact called `id`.
pub fn fact(id: &str) -> Option<&'static Fact> {
    fact::find(facts(), id)
}

/// What the words mean that the policy leaves undefined.
pub fn definitions() -> &'static Definitions {
    &DEFINITIONS
}
