//! SQL of communities that are merged.

use crate::communities::rules::Pending;
use ruche_kernel::{MemberId, MemberKind, PlaceId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

/// People ($3 = 1: partners alone) who belong to one community ($1) and not to another ($2). Programs are nobody.
macro_rules! newcomers {
    () => {
        "FROM memberships a JOIN members m ON m.id = a.member_id WHERE a.place_id = $1 AND m.state = 0 AND m.kind <> 2 AND (m.kind = 1 OR CAST($3 AS BIGINT) = 0)
            AND NOT EXISTS (SELECT 1 FROM memberships b WHERE b.place_id = $2 AND b.member_id = a.member_id)"
    };
}

sql! {
    COUNT_NEWCOMERS = concat!("SELECT count(*) AS people, count(CASE WHEN m.kind = 1 THEN 1 END) AS partners ", newcomers!());
    ANY_NEWCOMER = concat!("SELECT 1 AS one ", newcomers!(), " LIMIT 1");
    /// The other communities of an owner that can take one in, by name.
    TARGETS = "SELECT p.id, p.name FROM memberships s JOIN places p ON p.id = s.place_id
        WHERE s.member_id = $1 AND s.role = 2 AND p.id <> $2 AND p.archived_at IS NULL AND p.merged_into_id IS NULL ORDER BY p.sort_key, p.id LIMIT 200";
    MERGE = "UPDATE places SET merged_into_id = $2, merged_at = $3, archived_at = COALESCE(archived_at, $3) WHERE id = $1";
    /// What was merged into the one that goes leads straight to the other.
    LEAD_ON = "UPDATE places SET merged_into_id = $2 WHERE merged_into_id = $1";
    MERGED_AMONG = "SELECT id, merged_into_id FROM places WHERE merged_into_id IS NOT NULL AND id IN ({list})";
    /// Those who belong to the one that goes and not yet to the other.
    TO_BRING = "SELECT a.member_id, m.kind FROM memberships a JOIN members m ON m.id = a.member_id
        WHERE a.place_id = $1 AND NOT EXISTS (SELECT 1 FROM memberships b WHERE b.place_id = $2 AND b.member_id = a.member_id) ORDER BY a.role, a.member_id LIMIT $3";
    WAITING = "SELECT member_id, state, message, created_at FROM membership_requests WHERE place_id = $1 ORDER BY member_id LIMIT $2";
    IS_OPEN = "SELECT 1 AS one FROM places WHERE id = $1 AND access = 0";
    END_MEMBERSHIPS = "DELETE FROM memberships WHERE place_id = $1 AND member_id IN (SELECT member_id FROM memberships WHERE place_id = $1 ORDER BY member_id LIMIT $2)";
    /// Nothing is there any more to be read, by anybody.
    EMPTY = "UPDATE places SET access = 3, member_count = 0, partner_count = 0 WHERE id = $1 AND merged_into_id IS NOT NULL";
    /// The ones that came in last.
    CAME = "SELECT name, merged_at FROM places WHERE merged_into_id = $1 ORDER BY merged_at DESC, id DESC LIMIT 3";
}

/// How many people belong to `of` and not to `to`, and how many of them are partners; `partners` counts these alone.
pub(super) async fn newcomers(db: &Db, of: PlaceId, to: PlaceId, partners: bool) -> Result<(i64, i64)> {
    let counted = db.opt(&COUNT_NEWCOMERS, values![of, to, partners], |r| Ok((r.int("people")?, r.int("partners")?))).await?;
    Ok(counted.unwrap_or_default())
}

/// Whether there is any such person.
pub(super) async fn any_newcomer(tx: &mut Tx, of: PlaceId, to: PlaceId, partners: bool) -> Result<bool> {
    tx.exists(&ANY_NEWCOMER, values![of, to, partners]).await
}

/// The communities that `owner` can bring `place` into, by name, 200 at most.
pub(super) async fn targets(db: &Db, owner: MemberId, place: PlaceId) -> Result<Vec<(PlaceId, String)>> {
    db.all(&TARGETS, values![owner, place], |r| Ok((PlaceId(r.int("id")?), r.text("name")?))).await
}

/// Notes that a community is another from now on, and archives it.
pub(super) async fn merge(tx: &mut Tx, from: PlaceId, into: PlaceId, now: i64) -> Result<()> {
    tx.exec(&MERGE, values![from, into, now]).await?;
    tx.exec(&LEAD_ON, values![from, into]).await?;
    Ok(())
}

/// Those among `places` that were merged, each with what it became.
///
/// # Errors
/// What the database says.
pub async fn merged_among(db: &Db, places: &[i64]) -> Result<HashMap<PlaceId, PlaceId>> {
    let rows = db.all_in(&MERGED_AMONG, &[], places, |r| Ok((PlaceId(r.int("id")?), PlaceId(r.int("merged_into_id")?)))).await?;
    Ok(rows.into_iter().collect())
}

/// Some of those who are still to be brought from one community into another.
pub(super) async fn to_bring(db: &Db, from: PlaceId, into: PlaceId, limit: i64) -> Result<Vec<(MemberId, MemberKind)>> {
    db.all(&TO_BRING, values![from, into, limit], |r| Ok((MemberId(r.int("member_id")?), MemberKind::from_number(r.int("kind")?)))).await
}

/// A request or an invitation that waits for its answer.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub member: MemberId,
    pub pending: Pending,
    pub message: String,
    pub created_at: i64,
}

/// Some of what waits for an answer.
pub(super) async fn waiting(tx: &mut Tx, place: PlaceId, limit: i64) -> Result<Vec<Waiting>> {
    tx.all(&WAITING, values![place, limit], |r: &Row| {
        Ok(Waiting {
            member: MemberId(r.int("member_id")?),
            pending: Pending::from_number(r.int("state")?),
            message: r.text("message")?,
            created_at: r.int("created_at")?,
        })
    })
    .await
}

/// Whether every employee reads a place.
pub(super) async fn is_open(tx: &mut Tx, place: PlaceId) -> Result<bool> {
    tx.exists(&IS_OPEN, values![place]).await
}

/// Ends some of the memberships of a place, and tells whether there were any.
pub(super) async fn end_memberships(tx: &mut Tx, place: PlaceId, limit: i64) -> Result<bool> {
    Ok(tx.exec(&END_MEMBERSHIPS, values![place, limit]).await? > 0)
}

/// Closes a place that was merged to everybody.
pub(super) async fn empty(tx: &mut Tx, place: PlaceId) -> Result<()> {
    tx.exec(&EMPTY, values![place]).await?;
    Ok(())
}

/// What came into a community, the last first, three at most: its name, and when it came.
pub(in crate::communities) async fn came(db: &Db, place: PlaceId) -> Result<Vec<(String, i64)>> {
    db.all(&CAME, values![place], |r| Ok((r.text("name")?, r.int("merged_at")?))).await
}

/// What a place became, where it was merged.
pub(super) async fn became(db: &Db, place: PlaceId) -> Result<Option<PlaceId>> {
    Ok(merged_among(db, &[place.0]).await?.remove(&place))
}
