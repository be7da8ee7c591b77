//! Uploads in the database.

use super::Partial;
use ruche_kernel::{Error, MemberId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values, work};

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, owner_id, key, name, original, length, received, file_id, expires_at FROM uploads ", $rest)
    };
}

sql! {
    INSERT = "INSERT INTO uploads (id, owner_id, key, name, original, length, received, file_id, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, NULL, $7)";
    FIND = select!("WHERE id = $1 AND owner_id = $2 AND expires_at > $3");
    FIND_BY_KEY = select!("WHERE owner_id = $1 AND key = $2");
    HAS_FILE = "SELECT 1 AS n FROM files WHERE id = $1";
    /// Only from what was known: on another node somebody may have gone on.
    ADVANCE = "UPDATE uploads SET received = $3, expires_at = $4 WHERE id = $1 AND received = $2 AND file_id IS NULL";
    SAVE_FILE = "UPDATE uploads SET file_id = $2, received = length, expires_at = $3 WHERE id = $1";
    DELETE = "DELETE FROM uploads WHERE id = $1";
    DELETE_EXPIRED = "DELETE FROM uploads
        WHERE id IN (SELECT id FROM uploads WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2) RETURNING id";
    AMONG = "SELECT id FROM uploads WHERE id IN ({list})";
    AFTER = "SELECT id FROM uploads WHERE id > $1 AND file_id IS NULL ORDER BY id LIMIT $2";
}

fn partial(r: &Row) -> Result<Partial> {
    let bytes = |name| r.int(name).and_then(|n| u64::try_from(n).map_err(|_| Error::bug(format!("uploads.{name} is {n}"))));
    Ok(Partial {
        id: r.int("id")?,
        owner: MemberId(r.int("owner_id")?),
        key: r.text("key")?,
        name: r.text("name")?,
        original: r.flag("original")?,
        length: bytes("length")?,
        received: bytes("received")?,
        file: r.opt_int("file_id")?,
        expires_at: r.int("expires_at")?,
    })
}

fn number(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// One of a person's own, that was not given up.
pub(super) async fn find(db: &Db, owner: MemberId, id: i64, now: i64) -> Result<Option<Partial>> {
    db.opt(&FIND, values![id, owner, now], partial).await
}

/// The one that a key names, given up or not.
pub(super) async fn find_by_key(tx: &mut Tx, owner: MemberId, key: &str) -> Result<Option<Partial>> {
    tx.opt(&FIND_BY_KEY, values![owner, key], partial).await
}

/// Whether a file is still there.
pub(super) async fn has_file(tx: &mut Tx, id: i64) -> Result<bool> {
    Ok(tx.opt(&HAS_FILE, values![id], |_| Ok(())).await?.is_some())
}

/// Keeps a new one, of which nothing has come.
pub(super) async fn insert(tx: &mut Tx, p: &Partial) -> Result<()> {
    tx.exec(&INSERT, values![p.id, p.owner, &p.key, &p.name, p.original, number(p.length), p.expires_at]).await?;
    Ok(())
}

/// Notes how many bytes are safe. `Conflict` when it is not as it was known, or not there any more.
pub(super) async fn advance(db: &Db, id: i64, from: u64, to: u64, expires_at: i64) -> Result<()> {
    let (from, to) = (number(from), number(to));
    let changed = db.write(work!([from, to] | tx | { tx.exec(&ADVANCE, values![id, from, to, expires_at]).await })).await?;
    if changed == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Notes what it became.
pub(super) async fn save_file(db: &Db, id: i64, file: i64, expires_at: i64) -> Result<()> {
    db.write(work!([] | tx | { tx.exec(&SAVE_FILE, values![id, file, expires_at]).await })).await?;
    Ok(())
}

/// Forgets one, in the caller's transaction.
pub(super) async fn delete_in(tx: &mut Tx, id: i64) -> Result<()> {
    tx.exec(&DELETE, values![id]).await?;
    Ok(())
}

/// Forgets one.
pub(super) async fn delete(db: &Db, id: i64) -> Result<()> {
    db.write(work!([] | tx | { delete_in(tx, id).await })).await
}

/// Forgets at most `limit` that were given up.
pub(super) async fn delete_expired(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<i64>> {
    tx.all(&DELETE_EXPIRED, values![now, limit], |r| r.int("id")).await
}

/// Every upload after an id that is no file yet, at most `limit`: for a backup.
///
/// # Errors
/// What the database says.
pub async fn after(db: &Db, id: i64, limit: i64) -> Result<Vec<i64>> {
    db.all(&AFTER, values![id, limit], |r| r.int("id")).await
}

/// Those among `ids` that are uploads: for the check of the data.
///
/// # Errors
/// What the database says.
pub async fn among(db: &Db, ids: &[i64]) -> Result<Vec<i64>> {
    db.all_in(&AMONG, &[], ids, |r| r.int("id")).await
}
