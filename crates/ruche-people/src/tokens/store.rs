//! SQL of tokens.

use crate::members::ForgetLeavers;
use ruche_kernel::{MemberId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::uses::note_day;
use ruche_platform::{Platform, sql, values};
use ruche_web::api::Scopes;

sql! {
    INSERT = "INSERT INTO api_tokens (id, member_id, name, token_hash, scopes, created_at, expires_at, used_on) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";
    COUNT = "SELECT count(*) AS n FROM api_tokens WHERE member_id = $1";
    LIST = "SELECT id, name, scopes, created_at, expires_at, used_on FROM api_tokens WHERE member_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100";
    DELETE = "DELETE FROM api_tokens WHERE id = $1 AND member_id = $2";
    DELETE_ALL = "DELETE FROM api_tokens WHERE member_id = $1";
    EXPIRE = "DELETE FROM api_tokens WHERE expires_at < $1";
    USE = "UPDATE api_tokens SET used_on = $2 WHERE id = $1";
}

/// A token, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which one.
    pub id: i64,
    /// What it is for, in the owner's words.
    pub name: String,
    /// What it may be used for.
    pub scopes: Scopes,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
    /// When it ends, in milliseconds UTC.
    pub expires_at: i64,
    /// The beginning of the day (UTC) on which it was used last, in milliseconds.
    pub used_on: Option<i64>,
}

/// A token to keep.
#[derive(Clone, Debug)]
pub(super) struct New {
    pub id: i64,
    pub member: MemberId,
    pub name: String,
    pub hash: String,
    pub scopes: Scopes,
    pub created_at: i64,
    pub expires_at: i64,
}

pub(super) async fn insert(tx: &mut Tx, new: &New) -> Result<()> {
    let New { id, member, name, hash, scopes, created_at, expires_at } = new;
    tx.exec(&INSERT, values![*id, *member, name, hash, scopes.to_string(), *created_at, *expires_at]).await?;
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(tx.opt(&COUNT, values![member], |r| r.int("n")).await?.unwrap_or_default())
}

fn kept(r: &Row) -> Result<Kept> {
    Ok(Kept {
        id: r.int("id")?,
        name: r.text("name")?,
        scopes: Scopes::stored(&r.text("scopes")?),
        created_at: r.int("created_at")?,
        expires_at: r.int("expires_at")?,
        used_on: r.opt_int("used_on")?,
    })
}

/// The tokens of a person, the newest first.
///
/// # Errors
/// What the database says.
pub async fn list(db: &Db, member: MemberId) -> Result<Vec<Kept>> {
    db.all(&LIST, values![member], kept).await
}

pub(super) async fn delete(tx: &mut Tx, id: i64, member: MemberId) -> Result<u64> {
    tx.exec(&DELETE, values![id, member]).await
}

/// Forgets the tokens of who has left.
pub(super) fn leavers(platform: &Platform) -> ForgetLeavers {
    ForgetLeavers { name: "tokens.leavers", platform: platform.clone(), statement: &DELETE_ALL }
}

pub(super) async fn expire(tx: &mut Tx, before: i64) -> Result<u64> {
    tx.exec(&EXPIRE, values![before]).await
}

/// Keeps the day on which a token was used.
pub(crate) fn note_use(db: &Db, id: i64, before: Option<i64>, now: i64) {
    note_day(db, &USE, values![id], before, now);
}
