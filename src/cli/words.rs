//! What is said when a command line cannot be read, in both languages.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::app::effect::Echo;
use crate::rehearse;
use crate::text::{Lang, Text};

use super::{DONE, USAGE};

/// Reads the value of `--lang`.
pub fn lang(value: &str) -> Result<Lang, String> {
    match value {
        "zh-CN" | "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err("zh-CN, en".to_owned()),
    }
}

/// Reads the value of `--letter-echo`.
pub fn letter_echo(value: &str) -> Result<Echo, String> {
    rehearse::letter_echo(value).ok_or_else(|| "speech, row".to_owned())
}

/// Reads the value of `--arrow-echo`.
pub fn arrow_echo(value: &str) -> Result<Echo, String> {
    rehearse::arrow_echo(value).ok_or_else(|| "row, speech, cursor".to_owned())
}

/// Says what is wrong with the command line and what to do; help and version are printed as asked.
pub fn usage(error: &clap::Error, lang: Lang) -> i32 {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        print!("{error}");
        return DONE;
    }
    let text = Text::new(lang);
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(name)) => Some(name.clone()),
        Some(ContextValue::Strings(names)) => Some(names.join(", ")),
        _ => None,
    };
    let what = named(ContextKind::InvalidArg).or_else(|| named(ContextKind::InvalidSubcommand)).unwrap_or_default();
    let id = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => "usage-unknown",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-value",
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => "usage-missing",
        ErrorKind::ArgumentConflict => "usage-conflict",
        _ => "usage-other",
    };
    super::complain(&text.with(id, &[("what", &what)]));
    USAGE
}
