//! SQL of what people answer to a post, besides words: votes, places at an event, confirmations; with the stored counts.

use super::PEOPLE;
use crate::posts::model::PostId;
use crate::posts::store as posts;
use ruche_kernel::{MemberId, PlaceId, Result};
use ruche_people::members;
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

sql! {
    OWN = "SELECT choice FROM responses WHERE post_id = $1 AND member_id = $2";
    RESPOND = "INSERT INTO responses (post_id, member_id, choice, created_at) VALUES ($1, $2, $3, $4)";
    TAKE_BACK = "DELETE FROM responses WHERE post_id = $1 AND member_id = $2 AND choice = $3";
    COUNT = "INSERT INTO response_counts (post_id, choice, count) VALUES ($1, $2, $3) ON CONFLICT (post_id, choice) DO UPDATE SET count = response_counts.count + excluded.count";
    RESPONSES = "SELECT o.choice, o.created_at, c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state FROM responses o JOIN member_cards c ON c.id = o.member_id
        WHERE o.post_id = $1 AND (o.choice, o.created_at, o.member_id) > ($2, $3, $4) ORDER BY o.choice, o.created_at, o.member_id LIMIT $5";
    /// Readers of the place who have not confirmed, by name.
    UNCONFIRMED = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state FROM visible_places v JOIN member_cards c ON c.id = v.viewer_id JOIN posts p ON p.id = $1
        WHERE v.place_id = $2 AND c.state = 0 AND v.viewer_id <> p.author_id AND NOT EXISTS (SELECT 1 FROM responses o WHERE o.post_id = $1 AND o.member_id = v.viewer_id)
        ORDER BY c.sort_key, c.id LIMIT $3";
    HAS_RESPONSES = "SELECT 1 AS one FROM responses WHERE post_id = $1 LIMIT 1";
    FORGET_RESPONSES = "DELETE FROM responses WHERE post_id = $1";
    FORGET_COUNTS = "DELETE FROM response_counts WHERE post_id = $1";
}

/// Makes the choices of a person those given; the counts follow. Tells whether anything changed.
///
/// # Errors
/// What the database says.
pub async fn respond(tx: &mut Tx, id: PostId, member: MemberId, choices: &[i64], now: i64) -> Result<bool> {
    // The counts are of what is there.
    posts::lock(tx, id).await?;
    let before = tx.all(&OWN, values![id.0, member], |r| r.int("choice")).await?;
    let mut changes: Vec<(i64, i64)> = Vec::new();
    for choice in choices.iter().filter(|choice| !before.contains(choice)) {
        tx.exec(&RESPOND, values![id.0, member, *choice, now]).await?;
        changes.push((*choice, 1));
    }
    for choice in before.iter().filter(|choice| !choices.contains(choice)) {
        tx.exec(&TAKE_BACK, values![id.0, member, *choice]).await?;
        changes.push((*choice, -1));
    }
    match (before.is_empty(), choices.is_empty()) {
        (true, false) => changes.push((PEOPLE, 1)),
        (false, true) => changes.push((PEOPLE, -1)),
        _ => {}
    }
    for (choice, change) in &changes {
        tx.exec(&COUNT, values![id.0, *choice, *change]).await?;
    }
    Ok(!changes.is_empty())
}

/// Whether anyone responded.
pub(in crate::posts) async fn has_responses(tx: &mut Tx, id: PostId) -> Result<bool> {
    tx.exists(&HAS_RESPONSES, values![id.0]).await
}

/// The most people of an announcement who are named as not having confirmed it.
pub(in crate::posts) const MOST_WAITING: usize = 200;

/// Readers who have not confirmed an announcement, by name.
pub(in crate::posts) async fn unconfirmed(db: &Db, id: PostId, place: PlaceId) -> Result<Vec<Person>> {
    db.all(&UNCONFIRMED, values![id.0, place, i64::try_from(MOST_WAITING).unwrap_or(200)], members::store::person).await
}

/// One response of a list, and where the list goes on after it.
pub(in crate::posts) struct Response {
    pub choice: i64,
    pub at: i64,
    pub person: Person,
}

/// Who responded, by choice and date, after a place in that order.
pub(in crate::posts) async fn responses(db: &Db, id: PostId, after: (i64, i64, i64), limit: i64) -> Result<Vec<Response>> {
    db.all(&RESPONSES, values![id.0, after.0, after.1, after.2, limit], |r| {
        Ok(Response { choice: r.int("choice")?, at: r.int("created_at")?, person: members::store::person(r)? })
    })
    .await
}

/// Forgets every response to a post that is purged.
pub(in crate::posts) async fn forget(tx: &mut Tx, id: PostId) -> Result<()> {
    for statement in [&FORGET_RESPONSES, &FORGET_COUNTS] {
        tx.exec(statement, values![id.0]).await?;
    }
    Ok(())
}
