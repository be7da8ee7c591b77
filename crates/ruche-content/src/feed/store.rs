//! SQL of the feed's mark, and of the order in which a person wants it.

use crate::posts::relevance::{Weight, Weights};
use ruche_kernel::{Cursor, Error, MemberId, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    STATE = "SELECT f.published_at, f.post_id, c.useful_first, c.people, c.needs, c.echo FROM (SELECT CAST($1 AS BIGINT) AS member_id) x
        LEFT JOIN feed_marks f ON f.member_id = x.member_id LEFT JOIN feed_choices c ON c.member_id = x.member_id";
    SAVE_CHOICE = "INSERT INTO feed_choices (member_id, useful_first, people, needs, echo) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (member_id) DO UPDATE
        SET useful_first = excluded.useful_first, people = excluded.people, needs = excluded.needs, echo = excluded.echo";
    /// What feeds a home page, so that the browser counts only what would stand in it. More than anyone follows by hand.
    SOURCES = "SELECT 0 AS kind, place_id AS id FROM joined_places WHERE viewer_id = $1 UNION ALL SELECT 1 AS kind, member_id AS id FROM followed_members WHERE viewer_id = $1 LIMIT 2000";
    /// The mark only moves forward: two tabs do not pull it back.
    SAVE_MARK = "INSERT INTO feed_marks (member_id, published_at, post_id) VALUES ($1, $2, $3) ON CONFLICT (member_id) DO UPDATE
        SET published_at = excluded.published_at, post_id = excluded.post_id WHERE (feed_marks.published_at, feed_marks.post_id) < (excluded.published_at, excluded.post_id)";
}

/// In which order a person wants the home feed, and what the rules of the other order weigh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Whether it opens with the most useful first.
    pub useful_first: bool,
    /// What each rule weighs.
    pub weights: Weights,
}

/// Where a person stopped, and in which order they want the feed.
pub(super) async fn state(db: &Db, member: MemberId) -> Result<(Option<Cursor>, Choice)> {
    db.one(&STATE, values![member], |r| {
        let mark = r.opt_int("published_at")?.zip(r.opt_int("post_id")?).map(|(at, id)| Cursor { at, id });
        let weight = |column: &str| Ok::<_, Error>(r.opt_int(column)?.and_then(Weight::from_number).unwrap_or_default());
        let weights = Weights { people: weight("people")?, needs: weight("needs")?, echo: weight("echo")? };
        Ok((mark, Choice { useful_first: r.opt_int("useful_first")? == Some(1), weights }))
    })
    .await
}

/// Keeps in which order a person wants the feed.
///
/// # Errors
/// What the database says.
pub async fn save_choice(tx: &mut Tx, member: MemberId, choice: Choice) -> Result<()> {
    let Choice { useful_first, weights: Weights { people, needs, echo } } = choice;
    tx.exec(&SAVE_CHOICE, values![member, useful_first, people as i64, needs as i64, echo as i64]).await?;
    Ok(())
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
