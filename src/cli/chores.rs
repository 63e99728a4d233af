//! The office's chores from the command line: staff, and taking in application files.

use std::io::{self, BufRead, IsTerminal as _, Write as _};
use std::path::Path;

use crate::app::{Effect, Front, Outcome, Place, Setup, Who};
use crate::config::{Flags, Folders, Saved, Surroundings};
use crate::domain::case::{Role, UserId, Who as Acts};
use crate::domain::person::clean;
use crate::front::line::Hidden;
use crate::front::screen::on_signals;
use crate::session::{Beginning, DistrictClock, Session};
use crate::store::{Access, Store, User};
use crate::text::{Argument, Text};

use super::ground::{Ground, Stop};
use super::open::cannot_open;
use super::progress;
use super::{DATA, DONE, FAILED, NOT_PERMITTED, USAGE, complain};

/// Fewest characters of a passphrase.
const SHORTEST: usize = 8;

/// A member of staff to be added.
pub struct NewUser {
    /// Sign-in name.
    pub sign_in: String,
    /// Name.
    pub name: String,
    /// Role id; the first user is always an administrator.
    pub role: Option<String>,
    /// Who adds.
    pub admin: Option<String>,
}

fn database(flags: Flags, around: &Surroundings) -> Result<(Store, Text), i32> {
    let Some(folders) = Folders::find(false) else {
        complain(&super::text(flags, around).say("no-home"));
        return Err(DATA);
    };
    let saved = Saved::load(&folders.config).unwrap_or_default();
    let text = Text::new(flags.lang.or(saved.lang).unwrap_or_else(|| around.lang()));
    match Store::open(&folders.database()) {
        Ok(store) => Ok((store, text)),
        Err(error) => Err(cannot_open(&error, &folders, &text)),
    }
}

/// Asks for a secret without showing it.
fn secret(prompt: &str) -> io::Result<String> {
    let hidden = io::stdin().is_terminal().then(Hidden::now);
    // Ctrl-C at a hidden prompt must not leave the terminal without its echo.
    on_signals(|code| {
        Hidden::shown();
        std::process::exit(code)
    });
    let mut out = io::stderr().lock();
    write!(out, "{prompt}: ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    drop(hidden);
    writeln!(out)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// Adds a member of staff; the exit code.
pub fn add_user(new: &NewUser, flags: Flags, around: &Surroundings) -> i32 {
    let (mut store, text) = match database(flags, around) {
        Ok(found) => found,
        Err(code) => return code,
    };
    match try_add(new, &mut store, &text) {
        Ok(()) => {
            println!("{}", text.with("user-added", &[("name", &new.sign_in)]));
            DONE
        }
        Err((code, words)) => {
            complain(&words);
            code
        }
    }
}

fn try_add(new: &NewUser, store: &mut Store, text: &Text) -> Result<(), (i32, String)> {
    let failed = |id: &str| (FAILED, text.say(id));
    // A name is shown on other people's terminals.
    let plain = |name: &str| clean(name) == name && !name.trim().is_empty();
    if !plain(&new.name) || !plain(&new.sign_in) || new.sign_in.contains(' ') {
        return Err((USAGE, text.say("user-plain-name")));
    }
    let users = store.users().map_err(|_| failed("store-other"))?;
    let role = if users.is_empty() {
        Role::Admin
    } else {
        let known = |role: &Role| role.is_staff();
        let role = new.role.as_deref().and_then(Role::parse).filter(known);
        role.ok_or_else(|| (USAGE, text.with("user-no-role", &[("roles", &roles())])))?
    };
    if !users.is_empty() {
        let name = new.admin.as_deref().ok_or_else(|| (NOT_PERMITTED, text.say("user-who-adds")))?;
        check_admin(name, store, text)?;
    }
    let chosen = new_secret(text)?;
    let user = User {
        id: UserId(0),
        sign_in: new.sign_in.to_lowercase(),
        name: new.name.clone(),
        roles: [role].into_iter().collect(),
        language: text.lang(),
        person: None,
        relatives: std::collections::BTreeSet::new(),
        tied_to: std::collections::BTreeSet::new(),
        active: true,
    };
    let id = store.save_user(&user).map_err(|_| (FAILED, text.with("user-exists", &[("name", &new.sign_in)])))?;
    store.set_secret(Acts::User(id), &chosen).map_err(|_| failed("store-other"))
}

/// The administrator's passphrase, asked for and right.
fn check_admin(name: &str, store: &mut Store, text: &Text) -> Result<(), (i32, String)> {
    let user = store.user_called(name).ok().flatten();
    let admin = user.filter(|user| user.roles.contains(&Role::Admin));
    let admin = admin.ok_or_else(|| (NOT_PERMITTED, text.say("user-not-admin")))?;
    let given = secret(&text.say("sign-in-staff-secret")).map_err(|_| (FAILED, text.say("store-other")))?;
    match store.try_secret(Acts::User(admin.id), &given) {
        Ok(Access::Granted) => Ok(()),
        _ => Err((NOT_PERMITTED, text.say("secret-wrong-staff"))),
    }
}

/// A new passphrase, long enough.
fn new_secret(text: &Text) -> Result<String, (i32, String)> {
    let chosen = secret(&text.say("user-new-secret")).map_err(|_| (FAILED, text.say("store-other")))?;
    if chosen.chars().count() < SHORTEST {
        return Err((FAILED, text.with("user-secret-short", &[("min", &SHORTEST)])));
    }
    Ok(chosen)
}

/// Sets a new passphrase for a member of staff, which also opens a lock; the exit code.
pub fn set_passphrase(sign_in: &str, admin: &str, flags: Flags, around: &Surroundings) -> i32 {
    let (mut store, text) = match database(flags, around) {
        Ok(found) => found,
        Err(code) => return code,
    };
    let mut set = || {
        check_admin(admin, &mut store, &text)?;
        let user = store.user_called(sign_in).ok().flatten();
        let user = user.ok_or_else(|| (FAILED, text.with("user-unknown", &[("name", &sign_in)])))?;
        let chosen = new_secret(&text)?;
        store.set_secret(Acts::User(user.id), &chosen).map_err(|_| (FAILED, text.say("store-other")))
    };
    match set() {
        Ok(()) => {
            println!("{}", text.with("user-secret-set", &[("name", &sign_in)]));
            DONE
        }
        Err((code, words)) => {
            complain(&words);
            code
        }
    }
}

fn roles() -> String {
    let staff = Role::ALL.iter().filter(|role| role.is_staff());
    staff.map(|role| role.as_str()).collect::<Vec<_>>().join(", ")
}

/// Lists the staff; the exit code.
pub fn list_users(json: bool, flags: Flags, around: &Surroundings) -> i32 {
    let (store, text) = match database(flags, around) {
        Ok(found) => found,
        Err(code) => return code,
    };
    let Ok(users) = store.users() else {
        complain(&text.say("store-other"));
        return FAILED;
    };
    for user in users {
        let roles: Vec<&str> = user.roles.iter().map(|role| role.as_str()).collect();
        if json {
            println!(
                "{}",
                serde_json::json!({"sign_in": user.sign_in, "name": user.name, "roles": roles, "active": user.active})
            );
        } else {
            let words: Vec<String> = roles.iter().map(|role| text.say(&format!("role-{role}"))).collect();
            println!("{}, {}, {}", user.sign_in, user.name, words.join(", "));
        }
    }
    DONE
}

/// A session in which somebody of the staff has signed in; the passphrase is asked for.
pub fn signed_in(ground: &Ground, user: &str) -> Result<Session, Stop> {
    let (text, saved) = (&ground.text, ground.saved.clone());
    let Some(folders) = ground.folders.clone() else {
        complain(&text.say("no-home"));
        return Err(Stop::Code(DATA));
    };
    let setup = Setup {
        lang: text.lang(),
        front: Front::Line,
        place: Place::Office,
        verbosity: saved.verbosity(),
        sample: false,
        letter_echo: saved.letter_echo(),
        arrow_echo: saved.arrow_echo(),
        own: crate::app::Own::default(),
        lesson: saved.lesson(),
    };
    let session = Store::open(&folders.database()).and_then(|store| {
        Session::begin(Beginning {
            store,
            setup,
            who: Who::Nobody,
            notices: Vec::new(),
            clock: Box::new(DistrictClock),
            folders: Some(folders.clone()),
            saved,
        })
    });
    let mut session = session.map_err(|error| Stop::Code(cannot_open(&error, &folders, text)))?;
    let Ok(passphrase) = secret(&text.say("sign-in-staff-secret")) else { return Err(Stop::Code(NOT_PERMITTED)) };
    if let refused @ (Outcome::Failed { .. } | Outcome::WrongSecret { .. }) =
        session.carry_out(Effect::SignInStaff { user: user.to_owned(), passphrase })
    {
        complain(&told(&refused, text));
        return Err(Stop::Code(NOT_PERMITTED));
    }
    Ok(session)
}

/// Takes in an application file; the exit code.
pub fn import(file: &Path, user: &str, flags: Flags, around: &Surroundings) -> Result<i32, Stop> {
    let mut ground = Ground::new(flags, around)?;
    let mut session = signed_in(&ground, user)?;
    match session.carry_out_telling(Effect::Import(file.display().to_string()), &mut progress::tell) {
        Outcome::Imported { receipt, .. } => {
            let words = ground.text.with("import-done", &[("receipt", &receipt.to_string())]);
            ground.line(&words)?;
            ground.done(DONE)
        }
        refused => {
            complain(&told(&refused, &ground.text));
            ground.done(FAILED)
        }
    }
}

/// Why something was not done.
pub fn told(outcome: &Outcome, text: &Text) -> String {
    match outcome {
        Outcome::Failed { id, args } => {
            let args: Vec<(&str, &dyn Argument)> =
                args.iter().map(|(name, value)| (*name, value as &dyn Argument)).collect();
            text.with(id, &args)
        }
        Outcome::WrongSecret { left: 0 } => text.say("secret-locked"),
        Outcome::WrongSecret { .. } => text.say("secret-wrong-staff"),
        _ => text.say("store-other"),
    }
}
