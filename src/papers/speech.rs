//! Speech by `espeak-ng`, written as a WAV file.

use std::ffi::OsStr;
use std::path::Path;

use super::run::{Failure, run};
use super::{Fault, Tools};
use crate::text::Lang;
use crate::text::handout::{Format, Handout, ssml};

const PROGRAM: &str = "espeak-ng";
/// The Debian package it comes in.
const PACKAGE: &str = "espeak-ng";
/// The head of a WAV file; one that holds no more holds no sound.
const HEAD: u64 = 44;

/// The voice of a language. Of the two Chinese voices the other one reads many characters as if they were English.
pub fn voice(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "cmn-latn-pinyin",
        Lang::En => "en",
    }
}

/// Speaks the handout into the file `target`, which is there already.
pub fn wav(page: &Handout, target: &Path, tools: &Tools) -> Result<(), Fault> {
    let args: [&OsStr; 8] = [
        "-v".as_ref(),
        voice(page.lang).as_ref(),
        // Words are UTF-8 with speech mark-up.
        "-b".as_ref(),
        "1".as_ref(),
        "-m".as_ref(),
        "-w".as_ref(),
        target.as_os_str(),
        "--stdin".as_ref(),
    ];
    let failed = |said: String| Fault::Failed { program: PROGRAM.into(), said };
    let said = run(&tools.espeak, &args, ssml(page, voice), tools.limit).map_err(|failure| match failure {
        Failure::Missing => Fault::Missing { format: Format::Audio, program: PROGRAM.into(), package: PACKAGE },
        Failure::Slow => Fault::Slow { program: PROGRAM.into(), seconds: tools.limit.as_secs() },
        Failure::Failed(said) => failed(said),
    })?;
    // Where the disk is full it writes what fits and says nothing of it.
    let size = std::fs::metadata(target).map_or(0, |about| about.len());
    if size <= HEAD { Err(failed(said.complaint)) } else { Ok(()) }
}
