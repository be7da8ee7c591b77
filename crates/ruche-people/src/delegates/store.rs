//! SQL of delegates.

use crate::access::sees;
use crate::members;
use ruche_kernel::{MemberId, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

sql! {
    OF_MEMBER = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state FROM delegations d JOIN members v ON v.id = d.member_id JOIN members m ON m.id = d.delegate_id JOIN member_cards c ON c.id = d.delegate_id WHERE d.member_id = $1 AND ", sees!(), " ORDER BY c.sort_key, c.id");
    PRINCIPALS = concat!("SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state FROM delegations d JOIN members v ON v.id = d.delegate_id JOIN members m ON m.id = d.member_id JOIN member_cards c ON c.id = d.member_id WHERE d.delegate_id = $1 AND ", sees!(), " ORDER BY c.sort_key, c.id LIMIT 100");
    /// Nobody acts for who is beyond a wall.
    EXISTS = concat!("SELECT 1 AS one FROM delegations d JOIN members v ON v.id = d.delegate_id JOIN members m ON m.id = d.member_id WHERE d.member_id = $1 AND d.delegate_id = $2 AND ", sees!());
    COUNT = "SELECT count(*) AS n FROM delegations WHERE member_id = $1";
    INSERT = "INSERT INTO delegations (member_id, delegate_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (member_id, delegate_id) DO NOTHING";
    DELETE = "DELETE FROM delegations WHERE member_id = $1 AND delegate_id = $2";
    FORGET = "DELETE FROM delegations WHERE member_id = $1 OR delegate_id = $1";
}

pub(super) async fn of_member(db: &Db, member: MemberId) -> Result<Vec<Person>> {
    db.all(&OF_MEMBER, values![member], members::store::person).await
}

pub(super) async fn principals(db: &Db, delegate: MemberId) -> Result<Vec<Person>> {
    db.all(&PRINCIPALS, values![delegate], members::store::person).await
}

pub(super) async fn exists(db: &Db, member: MemberId, delegate: MemberId) -> Result<bool> {
    Ok(db.opt(&EXISTS, values![member, delegate], |_| Ok(())).await?.is_some())
}

pub(super) async fn exists_in(tx: &mut Tx, member: MemberId, delegate: MemberId) -> Result<bool> {
    tx.exists(&EXISTS, values![member, delegate]).await
}

pub(super) async fn count_in(tx: &mut Tx, member: MemberId) -> Result<i64> {
    Ok(tx.opt(&COUNT, values![member], |r| r.int("n")).await?.unwrap_or(0))
}

/// Lets `delegate` publish in the name of `member`. Saying it twice changes nothing.
///
/// # Errors
/// What the database says.
pub async fn insert(tx: &mut Tx, member: MemberId, delegate: MemberId, now: i64) -> Result<()> {
    tx.exec(&INSERT, values![member, delegate, now]).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, member: MemberId, delegate: MemberId) -> Result<()> {
    tx.exec(&DELETE, values![member, delegate]).await?;
    Ok(())
}

/// Ends what somebody who leaves gave and was given.
pub(crate) async fn forget(tx: &mut Tx, member: MemberId) -> Result<()> {
    tx.exec(&FORGET, values![member]).await?;
    Ok(())
}
