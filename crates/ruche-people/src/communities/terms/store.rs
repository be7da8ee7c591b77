//! SQL of the texts that communities ask to accept.

use crate::members::store::person;
use ruche_kernel::{Error, MemberId, PlaceId, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;

/// A place that waits for the viewer ($1) to accept its text: one that they belong to, or that every employee reads.
macro_rules! asked {
    ($columns:literal, $condition:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM withheld_places w JOIN places p ON p.id = w.place_id JOIN place_terms t ON t.place_id = w.place_id JOIN members m ON m.id = w.viewer_id
            WHERE w.viewer_id = $1 AND m.state = 0 AND (m.ends_at IS NULL OR m.ends_at > $2) AND p.merged_into_id IS NULL
                AND (EXISTS (SELECT 1 FROM memberships s WHERE s.member_id = w.viewer_id AND s.place_id = w.place_id) OR (m.kind = 0 AND p.access = 0))",
            $condition
        )
    };
}

sql! {
    ASKED = asked!("p.id, p.name, p.language, t.body, t.version", " AND w.place_id = $3");
    /// Only of those that one belongs to: the others are found like any place.
    WAITING = asked!("p.id, p.name", " AND EXISTS (SELECT 1 FROM memberships o WHERE o.member_id = w.viewer_id AND o.place_id = w.place_id) ORDER BY p.sort_key, p.id LIMIT 50");
    FIND = "SELECT t.asks, t.body, t.version, a.accepted_at FROM place_terms t
        LEFT JOIN place_terms_accepted a ON a.place_id = t.place_id AND a.version = t.version AND a.member_id = $2 WHERE t.place_id = $1";
    SAVE = "INSERT INTO place_terms (place_id, asks, body, version, saved_by_id, saved_at) VALUES ($1, $2, $3, 1, $4, $5)
        ON CONFLICT (place_id) DO UPDATE SET asks = $2, version = CASE WHEN place_terms.body <> $3 THEN place_terms.version + 1 ELSE place_terms.version END,
            body = $3, saved_by_id = $4, saved_at = $5";
    ACCEPT = "INSERT INTO place_terms_accepted (place_id, member_id, version, accepted_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (place_id, member_id) DO UPDATE SET version = $3, accepted_at = $4 WHERE place_terms_accepted.version <> $3";
    VERSION = "SELECT version FROM place_terms WHERE place_id = $1";
    /// Those of whom it is asked and who belong to the place, who has not accepted first.
    ANSWERS = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, a.accepted_at FROM place_terms t JOIN memberships s ON s.place_id = t.place_id
        JOIN member_cards c ON c.id = s.member_id
        LEFT JOIN place_terms_accepted a ON a.place_id = t.place_id AND a.member_id = s.member_id AND a.version = t.version
        WHERE t.place_id = $1 AND ((t.asks = 2 AND c.kind <> 2) OR (t.asks = 1 AND c.kind = 1))
        ORDER BY COALESCE(a.accepted_at, 0), c.sort_key, c.id LIMIT 500";
}

/// Of whom a text is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::communities) enum Asks {
    /// Of nobody.
    #[default]
    Nobody,
    /// Of partners.
    Partners,
    /// Of everybody.
    Everyone,
}

impl Asks {
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Partners, Self::Everyone];

    /// The word of forms and of the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Partners => "partners",
            Self::Everyone => "everyone",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asks| asks.word() == word)
    }

    fn from_number(number: i64) -> Self {
        Self::ALL.into_iter().find(|asks| *asks as i64 == number).unwrap_or_default()
    }
}

/// What a place asks of somebody who has not accepted it.
#[derive(Clone, Debug)]
pub(in crate::communities) struct Asked {
    pub id: PlaceId,
    pub name: String,
    pub language: String,
    pub body: String,
    pub version: i64,
}

/// What the place asks of `viewer` now.
///
/// # Errors
/// `NotFound` where it asks nothing.
pub(in crate::communities) async fn asked(db: &Db, viewer: MemberId, place: PlaceId, now: i64) -> Result<Asked> {
    db.one(&ASKED, values![viewer, now, place], |r| {
        Ok(Asked {
            id: PlaceId(r.int("id")?),
            name: r.text("name")?,
            language: r.text("language")?,
            body: r.text("body")?,
            version: r.int("version")?,
        })
    })
    .await
}

/// The version that the place asks of `viewer`, inside the transaction that accepts it.
pub(super) async fn asked_in(tx: &mut Tx, viewer: MemberId, place: PlaceId, now: i64) -> Result<i64> {
    tx.opt(&ASKED, values![viewer, now, place], |r| r.int("version")).await?.ok_or(Error::NotFound)
}

/// The places that `viewer` belongs to and does not read before accepting.
pub(in crate::communities) async fn waiting(db: &Db, viewer: MemberId, now: i64) -> Result<Vec<(PlaceId, String)>> {
    db.all(&WAITING, values![viewer, now], |r| Ok((PlaceId(r.int("id")?), r.text("name")?))).await
}

/// The text of a place.
#[derive(Clone, Debug, Default)]
pub(in crate::communities) struct Terms {
    pub asks: Asks,
    pub body: String,
    /// 0 where there is none yet.
    pub version: i64,
    /// When the viewer accepted this one.
    pub accepted_at: Option<i64>,
}

/// The text of a place that `viewer` reads, if there was ever one.
pub(in crate::communities) async fn find(db: &Db, place: PlaceId, viewer: MemberId) -> Result<Option<Terms>> {
    db.opt(&FIND, values![place, viewer], |r| {
        Ok(Terms {
            asks: Asks::from_number(r.int("asks")?),
            body: r.text("body")?,
            version: r.int("version")?,
            accepted_at: r.opt_int("accepted_at")?,
        })
    })
    .await
}

/// Keeps a text, as another version when its words changed, and gives its version.
pub(super) async fn save(tx: &mut Tx, place: PlaceId, asks: Asks, body: &str, by: MemberId, now: i64) -> Result<i64> {
    tx.exec(&SAVE, values![place, asks as i64, body, by, now]).await?;
    tx.opt(&VERSION, values![place], |r| r.int("version")).await?.ok_or(Error::NotFound)
}

/// Notes that somebody accepted a version.
pub(super) async fn accept(tx: &mut Tx, place: PlaceId, member: MemberId, version: i64, now: i64) -> Result<()> {
    tx.exec(&ACCEPT, values![place, member, version, now]).await?;
    Ok(())
}

/// Those of whom the text is asked, and when each accepted it: who has not comes first.
pub(in crate::communities) async fn answers(db: &Db, place: PlaceId) -> Result<Vec<(Person, Option<i64>)>> {
    db.all(&ANSWERS, values![place], |r| Ok((person(r)?, r.opt_int("accepted_at")?))).await
}
