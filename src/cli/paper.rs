//! `zhucan paper`: an entry of the policy or a receipt as plain text, large print, braille or sound.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::app::Outcome;
use crate::config::{Flags, Surroundings, private_folder};
use crate::domain::case::ReceiptNumber;
use crate::papers::{Tools, make, text_of};
use crate::text::handout::{self, Format, Handout};

use super::ground::{Ground, Stop};
use super::progress::Watched;
use super::{DATA, DONE, FAILED, NOT_PERMITTED, USAGE, chores, complain, policy};

/// What is asked for and where it goes.
pub struct Asked {
    /// The form.
    pub format: Format,
    /// The file; without one text is printed and the rest goes into the folder for people's files.
    pub out: Option<PathBuf>,
    /// A file of that name may be replaced.
    pub replace: bool,
}

/// An entry of the policy.
pub fn entry(id: &str, as_of: Option<&str>, asked: &Asked, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let (ground, day) = Ground::on(as_of, flags, around)?;
    let one = policy::entry(&ground, id, day)?;
    let (rates, owed) = (ground.rates()?, ground.owed(&one.id)?);
    let page = handout::entry(&ground.text, one, day, &rates, owed.as_ref());
    give(ground, &page, asked)
}

/// The receipt of an application, for a member of staff who may see it.
pub fn receipt(number: &str, user: &str, asked: &Asked, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let ground = Ground::new(flags, around)?;
    let number = ReceiptNumber::parse(number).map_err(|_| ground.stop(USAGE, "take-bad-receipt", number))?;
    let session = chores::signed_in(&ground, user)?;
    let page = session.receipt(number, &ground.text).map_err(|refused| {
        complain(&chores::told(&refused, &ground.text));
        let role = matches!(refused, Outcome::Failed { id: "not-your-role", .. });
        Stop::Code(if role { NOT_PERMITTED } else { FAILED })
    })?;
    give(ground, &page, asked)
}

/// Prints the handout or makes its file, and says where that is.
fn give(mut ground: Ground, page: &Handout, asked: &Asked) -> Result<i32, Stop> {
    let target = match (&asked.out, text_of(page, asked.format)) {
        (Some(file), _) => file.clone(),
        (None, Some(text)) => {
            ground.out().write_all(text.as_bytes())?;
            return ground.done(DONE);
        }
        (None, None) => outbox(&ground)?.join(page.file_name(asked.format)),
    };
    // What the program names itself it may replace; a name that somebody gave belongs to them.
    let replace = asked.replace || asked.out.is_none();
    let making = Watched::new("work-take", &ground.text);
    let made = make(page, asked.format, &target, replace, &Tools::default());
    drop(making);
    match made {
        Ok(replaced) => {
            let format = ground.text.say(&format!("take-{}", asked.format));
            let file = shown(&target);
            let words = ground.text.with("take-where", &[("format", &format), ("file", &file)]);
            ground.line(&words)?;
            if replaced {
                let words = ground.text.say("take-replaced");
                ground.line(&words)?;
            }
            ground.done(DONE)
        }
        Err(fault) => {
            let (id, args) = fault.message(&ground.text);
            complain(&chores::told(&Outcome::Failed { id, args }, &ground.text));
            Err(Stop::Code(FAILED))
        }
    }
}

/// The folder for people's files.
fn outbox(ground: &Ground) -> Result<PathBuf, Stop> {
    let Some(folders) = &ground.folders else {
        complain(&ground.text.say("no-home"));
        return Err(Stop::Code(DATA));
    };
    private_folder(&folders.outbox).map_err(|_| ground.stop(FAILED, "take-no-folder", &shown(&folders.outbox)))?;
    Ok(folders.outbox.clone())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
