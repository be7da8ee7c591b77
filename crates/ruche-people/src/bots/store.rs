//! SQL of bots.

use ruche_kernel::{Error, MemberId, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};

sql! {
    COUNT = "SELECT count(*) AS n FROM members WHERE kind = 2 AND state = 0";
    LIST = "SELECT m.id, m.name, m.bio, m.created_at, m.sort_key, s.id AS sponsor_id, s.name AS sponsor FROM members m LEFT JOIN members s ON s.id = m.sponsor_id
        WHERE m.kind = 2 AND m.state = 0 AND (m.sort_key, m.id) > ($1, $2) ORDER BY m.sort_key, m.id LIMIT $3";
    FIND = "SELECT m.id, m.name, m.bio, m.created_at, m.sort_key, s.id AS sponsor_id, s.name AS sponsor FROM members m LEFT JOIN members s ON s.id = m.sponsor_id
        WHERE m.kind = 2 AND m.state = 0 AND m.id = $1";
}

/// A bot, as administrators see it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which one.
    pub id: MemberId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub purpose: String,
    /// Who answers for it.
    pub sponsor: Option<MemberId>,
    /// The name of the same.
    pub sponsor_name: Option<String>,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
    /// By which the list is ordered.
    pub sort_key: String,
}

fn listed(r: &Row) -> Result<Listed> {
    Ok(Listed {
        id: MemberId(r.int("id")?),
        name: r.text("name")?,
        purpose: r.text("bio")?,
        sponsor: r.opt_int("sponsor_id")?.map(MemberId),
        sponsor_name: r.opt_text("sponsor")?,
        created_at: r.int("created_at")?,
        sort_key: r.text("sort_key")?,
    })
}

pub(super) async fn count(tx: &mut Tx) -> Result<i64> {
    Ok(tx.opt(&COUNT, &[], |r| r.int("n")).await?.unwrap_or_default())
}

/// Bots by name, after a key.
pub(super) async fn list(db: &Db, after: &(String, i64), most: i64) -> Result<Vec<Listed>> {
    db.all(&LIST, values![&after.0, after.1, most], listed).await
}

/// A bot that is not closed.
pub(super) async fn find(db: &Db, id: MemberId) -> Result<Listed> {
    db.opt(&FIND, values![id], listed).await?.ok_or(Error::NotFound)
}
