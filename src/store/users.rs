//! Staff and firms, and who holds a mandate for whom.

use super::{Result, Store, StoreError, day, from_json, to_json};
use crate::domain::case::{Actor, Mandate, PersonId, Role, UserId, Who};
use crate::domain::data::Lang;
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// A member of staff or of a firm.
///
/// One row a human being, with all their roles: the parts that are kept apart in a case are kept apart by person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Which; ignored when new.
    pub id: UserId,
    /// The name they sign in with, in small letters.
    pub sign_in: String,
    /// Name.
    pub name: String,
    /// Roles they may act in.
    pub roles: BTreeSet<Role>,
    /// The language they are spoken to in.
    pub language: Lang,
    /// Their own record as a resident.
    pub person: Option<PersonId>,
    /// Declared relatives.
    pub relatives: BTreeSet<PersonId>,
    /// Firms they are tied to.
    pub tied_to: BTreeSet<UserId>,
    /// Works here.
    pub active: bool,
}

impl User {
    /// This user acting in `role` on version `saw`; `None` if it is not one of theirs or they have left.
    pub fn actor(&self, role: Role, saw: u32) -> Option<Actor> {
        (self.active && self.roles.contains(&role)).then(|| {
            let mut actor = Actor::staff(self.id, role, saw);
            actor.person = self.person;
            actor.relatives.clone_from(&self.relatives);
            actor.tied_to.clone_from(&self.tied_to);
            actor
        })
    }
}

/// A mandate as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldMandate {
    /// Which; ignored when new.
    pub id: i64,
    /// Who holds it.
    pub holder: Who,
    /// As guardian, agent or community worker.
    pub role: Role,
    /// For whom, from when to when, for what. A revoked one ends the day before it was revoked at the latest.
    pub mandate: Mandate,
    /// Signature, thumb-print with witness, recorded speech, sign video, court or register.
    pub how_given: String,
    /// Revoked.
    pub revoked_on: Option<NaiveDate>,
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

fn ids(conn: &Connection, sql: &str, id: i64) -> Result<Vec<i64>> {
    let mut read = conn.prepare_cached(sql)?;
    let rows = read.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn get(conn: &Connection, id: i64) -> Result<User> {
    let row = conn
        .prepare_cached("SELECT name, language, person, active, sign_in FROM users WHERE id = ?")?
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?, row.get::<_, Option<i64>>(2)?, row.get(3)?, row.get(4)?))
        })
        .optional()?;
    let (name, lang, person, active, sign_in) = row.ok_or(StoreError::NotFound { what: "users" })?;
    let roles: Vec<String> = conn
        .prepare_cached("SELECT role FROM user_roles WHERE user = ?")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let roles = roles.iter().map(|it| Role::parse(it).ok_or(StoreError::Corrupt)).collect::<Result<_>>()?;
    Ok(User {
        id: UserId(id),
        sign_in,
        name,
        roles,
        language: if lang == language(Lang::En) { Lang::En } else { Lang::Zh },
        person: person.map(PersonId),
        relatives: ids(conn, "SELECT person FROM user_relatives WHERE user = ?", id)?
            .into_iter()
            .map(PersonId)
            .collect(),
        tied_to: ids(conn, "SELECT firm FROM user_ties WHERE user = ?", id)?.into_iter().map(UserId).collect(),
        active,
    })
}

impl Store {
    /// Keeps a new user (id 0) or changes one. The secret is set with [`Store::set_secret`].
    pub fn save_user(&mut self, user: &User) -> Result<UserId> {
        self.durable(|tx| {
            let lang = language(user.language);
            let person = user.person.map(|it| it.0);
            let id = if user.id.0 == 0 {
                tx.execute(
                    "INSERT INTO users (name, language, person, active, sign_in) VALUES (?1, ?2, ?3, ?4, ?5)",
                    (&user.name, lang, person, user.active, &user.sign_in),
                )?;
                tx.last_insert_rowid()
            } else {
                let changed = tx.execute(
                    "UPDATE users SET name = ?2, language = ?3, person = ?4, active = ?5, sign_in = ?6 WHERE id = ?1",
                    (user.id.0, &user.name, lang, person, user.active, &user.sign_in),
                )?;
                if changed == 0 {
                    return Err(StoreError::NotFound { what: "users" });
                }
                user.id.0
            };
            for table in ["user_roles", "user_relatives", "user_ties"] {
                tx.execute(&format!("DELETE FROM {table} WHERE user = ?"), [id])?;
            }
            for role in &user.roles {
                tx.execute("INSERT INTO user_roles (user, role) VALUES (?1, ?2)", (id, role.as_str()))?;
            }
            for person in &user.relatives {
                tx.execute("INSERT INTO user_relatives (user, person) VALUES (?1, ?2)", (id, person.0))?;
            }
            for firm in &user.tied_to {
                tx.execute("INSERT INTO user_ties (user, firm) VALUES (?1, ?2)", (id, firm.0))?;
            }
            Ok(UserId(id))
        })
    }

    /// A user.
    pub fn user(&self, id: UserId) -> Result<User> {
        get(&self.conn, id.0)
    }

    /// The user who signs in with this name, and still works here.
    pub fn user_called(&self, sign_in: &str) -> Result<Option<User>> {
        let mut read = self.conn.prepare_cached("SELECT id FROM users WHERE sign_in = ? AND active = 1")?;
        let id: Option<i64> = read.query_row([sign_in.to_lowercase()], |row| row.get(0)).optional()?;
        id.map(|id| get(&self.conn, id)).transpose()
    }

    /// All users, in the order they were added.
    pub fn users(&self) -> Result<Vec<User>> {
        let mut read = self.conn.prepare_cached("SELECT id FROM users ORDER BY id")?;
        let rows: Vec<i64> = read.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        rows.into_iter().map(|id| get(&self.conn, id)).collect()
    }

    /// Keeps a mandate.
    pub fn add_mandate(&mut self, held: &HeldMandate) -> Result<i64> {
        self.durable(|tx| {
            tx.execute(
                "INSERT INTO mandates (person, holder, role, from_day, until_day, scope, how_given)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                (
                    held.mandate.person.0,
                    held.holder.to_string(),
                    held.role.as_str(),
                    held.mandate.from.to_string(),
                    held.mandate.until.map(|it| it.to_string()),
                    held.mandate.scope.as_ref().map(to_json),
                    &held.how_given,
                ),
            )?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// Revokes a mandate from `today` on.
    pub fn revoke_mandate(&mut self, id: i64, today: NaiveDate) -> Result<()> {
        self.durable(|tx| {
            let sql = "UPDATE mandates SET revoked_on = ?2 WHERE id = ?1 AND revoked_on IS NULL";
            let changed = tx.execute(sql, (id, today.to_string()))?;
            if changed == 0 { Err(StoreError::NotFound { what: "mandates" }) } else { Ok(()) }
        })
    }

    /// The mandates somebody holds, oldest first.
    pub fn mandates_of(&self, holder: Who) -> Result<Vec<HeldMandate>> {
        type Kept = (i64, i64, String, String, Option<String>, Option<String>, String, Option<String>);
        let mut read = self.conn.prepare_cached(
            "SELECT id, person, role, from_day, until_day, scope, how_given, revoked_on FROM mandates
             WHERE holder = ? ORDER BY id",
        )?;
        let rows: Vec<Kept> = read
            .query_map([holder.to_string()], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                    row.get(7)?,
                ))
            })?
            .collect::<rusqlite::Result<_>>()?;
        rows.into_iter()
            .map(|(id, person, role, from, until, scope, how_given, revoked)| {
                let revoked_on = revoked.as_deref().map(day).transpose()?;
                let until = until.as_deref().map(day).transpose()?;
                let last_valid = revoked_on.and_then(|it| it.pred_opt());
                Ok(HeldMandate {
                    id,
                    holder,
                    role: Role::parse(&role).ok_or(StoreError::Corrupt)?,
                    mandate: Mandate {
                        person: PersonId(person),
                        from: day(&from)?,
                        until: [until, last_valid].into_iter().flatten().min(),
                        scope: scope.as_deref().map(from_json).transpose()?,
                    },
                    how_given,
                    revoked_on,
                })
            })
            .collect()
    }
}
