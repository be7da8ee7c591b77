//! Keys of sendings: a form that is sent twice makes one thing.

use crate::db::{Db, Row, Tx};
use crate::{sql, values};
use ruche_kernel::{Error, MemberId, Result};

sql! {
    FIND = "SELECT body_hash, subject_kind, subject_id FROM idempotency_keys WHERE member_id = $1 AND key = $2";
    INSERT = "INSERT INTO idempotency_keys (member_id, key, body_hash, subject_kind, subject_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    FORGET = "DELETE FROM idempotency_keys WHERE created_at < $1";
}

/// The most characters of a key.
pub const MAX_KEY: usize = 80;

/// One sending: the key that its form had, the digest of what was sent, and the kind of what it makes.
#[derive(Clone, Debug)]
pub struct Sending {
    /// Made with the form.
    pub key: String,
    /// What tells it from another one under the same key.
    pub hash: String,
    /// The kind of Subject.
    pub kind: &'static str,
}

/// What a key made before: an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// By this very sending.
    Same(i64),
    /// By another one that came with the same key.
    Other(i64),
}

impl Sending {
    /// What its key made before.
    ///
    /// # Errors
    /// `Conflict` when that is of another kind.
    pub async fn made(&self, tx: &mut Tx, member: MemberId) -> Result<Option<Made>> {
        tx.opt(&FIND, values![member, &self.key], known).await?.map(|known| self.compare(known)).transpose()
    }

    /// The same before any transaction, where making costs much.
    ///
    /// # Errors
    /// As [`Sending::made`].
    pub async fn made_before(&self, db: &Db, member: MemberId) -> Result<Option<Made>> {
        db.opt(&FIND, values![member, &self.key], known).await?.map(|known| self.compare(known)).transpose()
    }

    fn compare(&self, (hash, kind, id): (String, String, i64)) -> Result<Made> {
        if kind != self.kind {
            return Err(Error::Conflict);
        }
        Ok(if hash == self.hash { Made::Same(id) } else { Made::Other(id) })
    }

    /// Keeps what this sending made, in the transaction that makes it. `now` is in milliseconds UTC.
    ///
    /// # Errors
    /// `Conflict` when the same sending came at once and was faster: asked again, [`Sending::made`] knows.
    pub async fn keep(&self, tx: &mut Tx, member: MemberId, id: i64, now: i64) -> Result<()> {
        tx.exec(&INSERT, values![member, &self.key, &self.hash, self.kind, id, now]).await?;
        Ok(())
    }
}

fn known(r: &Row) -> Result<(String, String, i64)> {
    Ok((r.text("body_hash")?, r.text("subject_kind")?, r.int("subject_id")?))
}

/// Forgets the keys of sendings before a time, in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, before: i64) -> Result<()> {
    tx.exec(&FORGET, values![before]).await?;
    Ok(())
}
