//! SQL of topics.

use ruche_kernel::{MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    DELETE_USES = "DELETE FROM topic_uses WHERE subject_kind = $1 AND subject_id = $2";
    INSERT_TOPIC = "INSERT INTO topics (id, key, name) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING";
    FIND_TOPIC = "SELECT id FROM topics WHERE key = $1";
    INSERT_USE = "INSERT INTO topic_uses (topic_id, subject_kind, subject_id, place_id, published_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (topic_id, published_at, subject_kind, subject_id) DO NOTHING";
    /// Completion: only topics that the viewer can already read somewhere, in what is not deleted.
    SUGGEST = "SELECT t.name FROM topics t WHERE t.key LIKE $2 AND EXISTS (
        SELECT 1 FROM topic_uses u LEFT JOIN comments k ON u.subject_kind = 'comment' AND k.id = u.subject_id
            JOIN posts p ON p.id = CASE WHEN u.subject_kind = 'comment' THEN k.root_id ELSE u.subject_id END
        WHERE u.topic_id = t.id AND u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) AND p.deleted_at IS NULL AND k.deleted_at IS NULL) ORDER BY t.key LIMIT 8";
    NAME = "SELECT name FROM topics WHERE key = $1";
}

/// Replaces what a subject names. `fresh_ids` are ids for topics that are new, at least as many as `topics`.
///
/// # Errors
/// What the database says.
pub async fn save_uses(
    tx: &mut Tx,
    subject: &SubjectRef,
    place: PlaceId,
    topics: &[(String, String)],
    published_at: i64,
    fresh_ids: &[i64],
) -> Result<()> {
    tx.exec(&DELETE_USES, values![&subject.kind, subject.id]).await?;
    for (topic, fresh) in topics.iter().zip(fresh_ids) {
        add_use(tx, subject, place, topic, published_at, *fresh).await?;
    }
    Ok(())
}

/// Adds a topic (its key and its name) to those of a subject; tells whether it was not among them. `fresh` is the id of a topic
/// that is new.
///
/// # Errors
/// What the database says.
pub async fn add_use(
    tx: &mut Tx,
    subject: &SubjectRef,
    place: PlaceId,
    (key, name): &(String, String),
    published_at: i64,
    fresh: i64,
) -> Result<bool> {
    tx.exec(&INSERT_TOPIC, values![fresh, key, name]).await?;
    let topic = tx.opt(&FIND_TOPIC, values![key], |r| r.int("id")).await?.unwrap_or(fresh);
    Ok(tx.exec(&INSERT_USE, values![topic, &subject.kind, subject.id, place, published_at]).await? == 1)
}

pub(super) async fn suggest(db: &Db, viewer: MemberId, text: &str) -> Result<Vec<String>> {
    let text: String = text.chars().take(80).collect();
    let key: String = ruche_kernel::names::sort_key(&text).chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    db.all(&SUGGEST, values![viewer, format!("{key}%")], |r| r.text("name")).await
}

/// The name of a topic as it was first written.
///
/// # Errors
/// What the database says.
pub async fn name(db: &Db, key: &str) -> Result<Option<String>> {
    db.opt(&NAME, values![key], |r| r.text("name")).await
}
