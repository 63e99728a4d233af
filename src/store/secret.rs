//! PINs and passphrases: hashed with Argon2id, and counted when they are wrong.
//!
//! Hashes are kept as PHC strings, so that a later version can raise the cost and still check the old ones. A try is
//! counted and committed before it is checked: pulling the plug does not give another one.

use super::{Result, Store, StoreError};
use crate::domain::case::Who;
use argon2::{Algorithm, Argon2, Params, Version};
use rusqlite::{OptionalExtension, Transaction};

/// Wrong tries in a row that lock the entry.
pub const WRONG_TRIES: u32 = 5;

const SALT: usize = 16;
const HASH: usize = 32;

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Right.
    Granted,
    /// Wrong.
    Wrong {
        /// Tries left.
        left: u32,
    },
    /// Too many wrong ones; somebody must set a new secret.
    Locked,
    /// None was ever set.
    NotSet,
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 without padding, as PHC strings have it.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().enumerate().fold(0_u32, |sum, (at, byte)| sum | u32::from(*byte) << (16 - 8 * at));
        for at in 0..=chunk.len() {
            text.push(char::from(ALPHABET[(group >> (18 - 6 * at) & 63) as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0_u32;
        for (at, byte) in chunk.iter().enumerate() {
            let value = ALPHABET.iter().position(|it| it == byte)?;
            group |= u32::try_from(value).ok()? << (18 - 6 * at);
        }
        let all = group.to_be_bytes();
        bytes.extend_from_slice(all.get(1..chunk.len())?);
    }
    Some(bytes)
}

fn derive(secret: &str, salt: &[u8], m: u32, t: u32, p: u32) -> Option<[u8; HASH]> {
    let params = Params::new(m, t, p, Some(HASH)).ok()?;
    let mut out = [0; HASH];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret.as_bytes(), salt, &mut out)
        .ok()?;
    Some(out)
}

/// The hash of a secret with a fresh salt, as a PHC string.
pub(super) fn hash(secret: &str) -> Result<String> {
    let mut salt = [0; SALT];
    getrandom::fill(&mut salt).map_err(|_| StoreError::Secret)?;
    let (m, t, p) = (Params::DEFAULT_M_COST, Params::DEFAULT_T_COST, Params::DEFAULT_P_COST);
    let out = derive(secret, &salt, m, t, p).ok_or(StoreError::Secret)?;
    Ok(format!("$argon2id$v=19$m={m},t={t},p={p}${}${}", encode(&salt), encode(&out)))
}

/// Whether `secret` is the one hashed in `phc`. A string that is none of ours is no match.
pub(super) fn verify(secret: &str, phc: &str) -> bool {
    let check = || {
        let rest = phc.strip_prefix("$argon2id$v=19$m=")?;
        let (costs, rest) = rest.split_once('$')?;
        let (salt, kept) = rest.split_once('$')?;
        let (m, costs) = costs.split_once(",t=")?;
        let (t, p) = costs.split_once(",p=")?;
        let kept = decode(kept)?;
        let out = derive(secret, &decode(salt)?, m.parse().ok()?, t.parse().ok()?, p.parse().ok()?)?;
        // Every byte is looked at, so the time does not tell how many were right.
        let differs = kept.iter().zip(&out).fold(0, |sum, (a, b)| sum | (a ^ b));
        Some(kept.len() == out.len() && differs == 0)
    };
    check().unwrap_or(false)
}

/// The table and row of somebody who signs in. The timer never does.
fn place(who: Who) -> Result<(&'static str, i64)> {
    match who {
        Who::Person(id) => Ok(("persons", id.0)),
        Who::User(id) => Ok(("users", id.0)),
        Who::Timer => Err(StoreError::NotFound { what: "users" }),
    }
}

fn count(tx: &Transaction<'_>, table: &str, id: i64, tries: u32) -> Result<()> {
    tx.execute(&format!("UPDATE {table} SET wrong_tries = ?1 WHERE id = ?2"), (tries, id))?;
    Ok(())
}

impl Store {
    /// Sets a PIN or passphrase and unlocks the entry.
    pub fn set_secret(&mut self, who: Who, secret: &str) -> Result<()> {
        let (table, id) = place(who)?;
        let hash = hash(secret)?;
        self.durable(|tx| {
            let sql = format!("UPDATE {table} SET secret = ?1, wrong_tries = 0 WHERE id = ?2");
            if tx.execute(&sql, (hash, id))? == 0 { Err(StoreError::NotFound { what: table }) } else { Ok(()) }
        })
    }

    /// Gives everybody in `to` the secret of `from` and unlocks their entries, in one commit. For the sample office only:
    /// whoever reads two equal hashes knows that the secrets are equal.
    pub fn share_secret(&mut self, from: Who, to: &[Who]) -> Result<()> {
        let (table, id) = place(from)?;
        self.durable(|tx| {
            let read: Option<Option<String>> =
                tx.query_row(&format!("SELECT secret FROM {table} WHERE id = ?"), [id], |row| row.get(0)).optional()?;
            let hash = read.flatten().ok_or(StoreError::NotFound { what: table })?;
            for who in to {
                let (table, id) = place(*who)?;
                let sql = format!("UPDATE {table} SET secret = ?1, wrong_tries = 0 WHERE id = ?2");
                if tx.execute(&sql, (&hash, id))? == 0 {
                    return Err(StoreError::NotFound { what: table });
                }
            }
            Ok(())
        })
    }

    /// Tries a PIN or passphrase. Takes some twenty milliseconds on purpose.
    pub fn try_secret(&mut self, who: Who, secret: &str) -> Result<Access> {
        let (table, id) = place(who)?;
        let before = self.durable(|tx| {
            let sql = format!("SELECT secret, wrong_tries FROM {table} WHERE id = ?");
            let row: Option<(Option<String>, u32)> =
                tx.query_row(&sql, [id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let (hash, tries) = row.ok_or(StoreError::NotFound { what: table })?;
            if hash.is_some() && tries < WRONG_TRIES {
                count(tx, table, id, tries + 1)?;
            }
            Ok((hash, tries))
        })?;
        let (Some(hash), tries) = before else { return Ok(Access::NotSet) };
        if tries >= WRONG_TRIES {
            return Ok(Access::Locked);
        }
        if verify(secret, &hash) {
            self.durable(|tx| count(tx, table, id, 0))?;
            return Ok(Access::Granted);
        }
        match WRONG_TRIES - (tries + 1) {
            0 => Ok(Access::Locked),
            left => Ok(Access::Wrong { left }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_the_common_one() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(decode("Z"), Some(Vec::new()));
        assert_eq!(decode("Zg=="), None);
    }

    #[test]
    fn only_the_secret_itself_matches_and_hashes_differ() {
        let (one, two) = (hash("四七一一").unwrap(), hash("四七一一").unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two);
        assert!(verify("四七一一", &one));
        for wrong in ["四七一", "四七一一 ", ""] {
            assert!(!verify(wrong, &one), "{wrong}");
        }
        for broken in ["", "4711", "$argon2id$v=19$m=19456,t=2,p=1$AAAA", &one.replace("argon2id", "argon2i")] {
            assert!(!verify("四七一一", broken), "{broken}");
        }
    }
}
