//! SQL of what a partner sees.

use crate::access::Standing;
use crate::members::store::person;
use ruche_kernel::{MemberId, PlaceId, Result};
use ruche_platform::db::{Db, Row};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

sql! {
    FIND = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.ends_at FROM members m JOIN member_cards c ON c.id = m.id WHERE m.id = $1 AND m.kind = 1";
    /// The communities of a partner ($2) that whoever asks ($1) reads too.
    PLACES = "SELECT p.id, p.name, p.icon, p.hue, p.picture_id, p.language, p.archived_at, p.member_count, b.joined_at, b.role, t.version, a.accepted_at,
            CASE WHEN EXISTS (SELECT 1 FROM withheld_places w WHERE w.viewer_id = b.member_id AND w.place_id = b.place_id) THEN 1 ELSE 0 END AS withheld,
            (SELECT j.role FROM joined_places j WHERE j.viewer_id = $1 AND j.place_id = p.id) AS own_role
        FROM memberships b JOIN places p ON p.id = b.place_id LEFT JOIN place_terms t ON t.place_id = p.id AND t.asks > 0
        LEFT JOIN place_terms_accepted a ON a.place_id = p.id AND a.member_id = b.member_id AND a.version = t.version
        WHERE b.member_id = $2 AND p.kind = 1 AND p.merged_into_id IS NULL AND p.id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
        ORDER BY p.sort_key, p.id LIMIT 200";
    COUNT = "SELECT count(*) AS n FROM memberships b JOIN places p ON p.id = b.place_id WHERE b.member_id = $1 AND p.kind = 1 AND p.merged_into_id IS NULL";
    /// Whom the partner ($2) meets in those communities, in how many of them: nobody where the text waits.
    PEOPLE = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, c.sort_key, count(*) AS places
        FROM memberships b JOIN memberships o ON o.place_id = b.place_id JOIN member_cards c ON c.id = o.member_id
        WHERE b.member_id = $2 AND o.member_id <> $2 AND c.state = 0 AND (c.sort_key, c.id) > ($3, $4)
            AND b.place_id IN (SELECT place_id FROM joined_places WHERE viewer_id = $2) AND b.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
        GROUP BY c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, c.sort_key ORDER BY c.sort_key, c.id LIMIT $5";
}

/// A partner, and when the access ends, in milliseconds UTC.
pub(super) async fn find(db: &Db, id: MemberId) -> Result<(Person, Option<i64>)> {
    db.one(&FIND, values![id], |r| Ok((person(r)?, r.opt_int("ends_at")?))).await
}

/// A community as a partner sees it.
pub(super) struct Seen {
    pub id: PlaceId,
    pub name: String,
    pub icon: String,
    pub hue: i64,
    pub picture: Option<i64>,
    pub language: String,
    pub archived: bool,
    /// Since when the partner belongs to it, in milliseconds UTC.
    pub since: i64,
    /// What the partner is there.
    pub role: Standing,
    /// How many others belong to it; nobody while its text waits.
    pub people: i64,
    /// Whether it asks to accept a text.
    pub asks: bool,
    /// When the partner accepted it as it is.
    pub accepted_at: Option<i64>,
    /// Whether the partner reads nothing of it before accepting it.
    pub withheld: bool,
    /// Whether whoever asks owns it.
    pub owned: bool,
}

fn seen(r: &Row) -> Result<Seen> {
    let withheld = r.flag("withheld")?;
    Ok(Seen {
        id: PlaceId(r.int("id")?),
        name: r.text("name")?,
        icon: r.text("icon")?,
        hue: r.int("hue")?,
        picture: r.opt_int("picture_id")?,
        language: r.text("language")?,
        archived: r.opt_int("archived_at")?.is_some(),
        since: r.int("joined_at")?,
        role: Standing::from_number(r.int("role")?),
        people: if withheld { 0 } else { r.int("member_count")? - 1 },
        asks: r.opt_int("version")?.is_some(),
        accepted_at: r.opt_int("accepted_at")?,
        withheld,
        owned: r.opt_int("own_role")?.map(Standing::from_number) == Some(Standing::Owner),
    })
}

/// The communities of a partner that `viewer` reads too, by name, two hundred at most.
pub(super) async fn places(db: &Db, viewer: MemberId, partner: MemberId) -> Result<Vec<Seen>> {
    db.all(&PLACES, values![viewer, partner], seen).await
}

/// To how many communities a partner was added in all.
pub(super) async fn count(db: &Db, partner: MemberId) -> Result<i64> {
    db.one(&COUNT, values![partner], |r| r.int("n")).await
}

/// Somebody whom a partner meets, in how many communities, and the key after which the next page begins.
pub(super) struct Met {
    pub person: Person,
    pub places: i64,
    pub key: String,
}

/// Whom a partner meets in the communities that `viewer` reads too, by name after a key.
pub(super) async fn people(db: &Db, viewer: MemberId, partner: MemberId, after: (String, i64), limit: i64) -> Result<Vec<Met>> {
    db.all(&PEOPLE, values![viewer, partner, after.0, after.1, limit], |r| {
        Ok(Met { person: person(r)?, places: r.int("places")?, key: format!("{}.{}", r.text("sort_key")?, r.int("id")?) })
    })
    .await
}
