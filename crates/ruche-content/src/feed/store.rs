//! SQL of the feed's mark.

use ruche_kernel::{Cursor, MemberId, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    MARK = "SELECT published_at, post_id FROM feed_marks WHERE member_id = $1";
    /// What feeds a home page, so that the browser counts only what would stand in it. More than anyone follows by hand.
    SOURCES = "SELECT 0 AS kind, place_id AS id FROM joined_places WHERE viewer_id = $1 UNION ALL SELECT 1 AS kind, member_id AS id FROM followed_members WHERE viewer_id = $1 LIMIT 2000";
    /// The mark only moves forward: two tabs do not pull it back.
    SAVE_MARK = "INSERT INTO feed_marks (member_id, published_at, post_id) VALUES ($1, $2, $3) ON CONFLICT (member_id) DO UPDATE
        SET published_at = excluded.published_at, post_id = excluded.post_id WHERE (feed_marks.published_at, feed_marks.post_id) < (excluded.published_at, excluded.post_id)";
}

/// Where a person stopped.
pub(super) async fn mark(db: &Db, member: MemberId) -> Result<Option<Cursor>> {
    db.opt(&MARK, values![member], |r| Ok(Cursor { at: r.int("published_at")?, id: r.int("post_id")? })).await
}

/// Moves the mark of a person forward, never back.
///
/// # Errors
/// What the database says.
pub async fn save_mark(tx: &mut Tx, member: MemberId, mark: Cursor) -> Result<()> {
    tx.exec(&SAVE_MARK, values![member, mark.at, mark.id]).await?;
    Ok(())
}

/// The places and the people whose posts stand in a person's home feed, the company left out.
pub(super) async fn sources(db: &Db, member: MemberId) -> Result<(Vec<i64>, Vec<i64>)> {
    let rows = db.all(&SOURCES, values![member], |r| Ok((r.flag("kind")?, r.int("id")?))).await?;
    let (people, places): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(person, _)| *person);
    let ids = |rows: Vec<(bool, i64)>| rows.into_iter().map(|(_, id)| id).collect();
    Ok((ids(places), ids(people)))
}
