//! SQL of calendars.

use ruche_kernel::{MemberId, Result};
use ruche_people::members::ForgetLeavers;
use ruche_platform::db::{Db, Tx};
use ruche_platform::uses::note_day;
use ruche_platform::{Platform, sql, values};

sql! {
    OF_TOKEN = "SELECT member_id, created_at, used_on FROM calendars WHERE token_hash = $1";
    OF_MEMBER = "SELECT member_id, created_at, used_on FROM calendars WHERE member_id = $1";
    SAVE = "INSERT INTO calendars (member_id, token_hash, created_at, used_on) VALUES ($1, $2, $3, NULL)
        ON CONFLICT (member_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at, used_on = NULL";
    USE = "UPDATE calendars SET used_on = $3 WHERE member_id = $1 AND token_hash = $2";
    DELETE = "DELETE FROM calendars WHERE member_id = $1";
}

/// A person's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Whose.
    pub member: MemberId,
    /// When its address was made, in milliseconds UTC.
    pub created_at: i64,
    /// The beginning of the day (UTC) on which it was read last, in milliseconds.
    pub used_on: Option<i64>,
}

fn calendar(r: &ruche_platform::db::Row) -> Result<Calendar> {
    Ok(Calendar { member: MemberId(r.int("member_id")?), created_at: r.int("created_at")?, used_on: r.opt_int("used_on")? })
}

pub(super) async fn of_token(db: &Db, hash: &str) -> Result<Option<Calendar>> {
    db.opt(&OF_TOKEN, values![hash], calendar).await
}

pub(super) async fn of_member(db: &Db, member: MemberId) -> Result<Option<Calendar>> {
    db.opt(&OF_MEMBER, values![member], calendar).await
}

/// Keeps the digest of an address, in the place of the one before.
pub(super) async fn save(tx: &mut Tx, member: MemberId, hash: &str, now: i64) -> Result<()> {
    tx.exec(&SAVE, values![member, hash, now]).await?;
    Ok(())
}

/// Keeps the day on which an address was read, unless another one took its place meanwhile.
pub(super) fn note_use(db: &Db, member: MemberId, hash: &str, before: Option<i64>, now: i64) {
    note_day(db, &USE, values![member, hash], before, now);
}

pub(super) async fn delete(tx: &mut Tx, member: MemberId) -> Result<()> {
    tx.exec(&DELETE, values![member]).await?;
    Ok(())
}

/// Forgets the address of who has left.
pub(super) fn leavers(platform: &Platform) -> ForgetLeavers {
    ForgetLeavers { name: "calendars.leavers", platform: platform.clone(), statement: &DELETE }
}
