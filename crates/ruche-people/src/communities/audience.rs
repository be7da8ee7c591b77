//! What other rooms ask of places: where someone writes, who will read, who decides.

use super::rules::{self, Access};
use super::store::{self, Community};
use crate::access::{self, Standing};
use ruche_kernel::{Actor, Error, MemberId, PlaceId, Refusal, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    /// The whole company first, then the communities of the person, the most recently active first.
    WRITABLE = "SELECT p.id, p.name, p.icon, p.hue, p.picture_id, p.kind
        FROM (SELECT s.place_id FROM memberships s WHERE s.member_id = $1 UNION ALL SELECT k.id AS place_id FROM companies k) w
        JOIN places p ON p.id = w.place_id JOIN members m ON m.id = $1
        WHERE (m.ends_at IS NULL OR m.ends_at > $2) AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.id)
        ORDER BY p.kind, COALESCE(p.last_post_at, p.created_at) DESC, p.id DESC LIMIT 200";
    /// One row for each outside company that reads, without one a single row.
    AUDIENCE = "SELECT p.kind, p.access, p.member_count, p.partner_count, e.employee_count, c.name AS company FROM places p CROSS JOIN companies e
        LEFT JOIN (SELECT DISTINCT o.place_id, k.id, k.name, k.sort_key FROM members x CROSS JOIN memberships o CROSS JOIN partner_companies k
            WHERE x.ends_at > $2 AND x.kind = 1 AND o.member_id = x.id AND o.place_id = $1 AND k.id = x.partner_company_id) c ON c.place_id = p.id
        WHERE p.id = $1 ORDER BY c.sort_key, c.id";
    COUNT_ASKED = "SELECT count(*) AS n FROM membership_requests WHERE place_id = $1 AND state = 0";
    RANKED = "SELECT member_id FROM memberships WHERE place_id = $1 AND role >= $2 ORDER BY role DESC, member_id LIMIT 200";
}

/// A place that someone may write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writable {
    /// Which one.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its sign.
    pub icon: String,
    /// Its hue.
    pub hue: i64,
    /// Its picture.
    pub picture: Option<i64>,
    /// Whether it is the whole company.
    pub is_company: bool,
}

/// Who will read what is written in a place, as the writer may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// How many people read. A partner is told the members only, never the number of employees.
    pub readers: i64,
    /// Whether every employee of the company reads.
    pub every_employee: bool,
    /// The outside companies that read, by name.
    pub partner_companies: Vec<String>,
}

/// The places that the actor may write to, at most 200: for employees the whole company first, then the own communities, the
/// most recently active first.
///
/// # Errors
/// What the database says.
pub async fn writable(db: &Db, actor: &Actor, now: i64) -> Result<Vec<Writable>> {
    db.all(&WRITABLE, values![actor.id, now], |r| {
        Ok(Writable {
            id: PlaceId(r.int("id")?),
            name: r.text("name")?,
            icon: r.text("icon")?,
            hue: r.int("hue")?,
            picture: r.opt_int("picture_id")?,
            is_company: r.int("kind")? == 0,
        })
    })
    .await
}

/// Who reads `place`: two statements.
///
/// # Errors
/// `NotFound` when the actor does not read it.
pub async fn audience(db: &Db, actor: &Actor, place: PlaceId, now: i64) -> Result<Audience> {
    access::read_place(db, actor.id, place, now).await?;
    let rows = db
        .all(&AUDIENCE, values![place, now], |r| {
            let every_employee = r.int("kind")? == 0 || Access::from_number(r.int("access")?) == Access::Open;
            let readers = if every_employee && actor.is_employee() {
                r.int("employee_count")? + r.int("partner_count")?
            } else {
                r.int("member_count")?
            };
            Ok((readers, every_employee, r.opt_text("company")?))
        })
        .await?;
    let (readers, every_employee) = rows.first().map(|(readers, every_employee, _)| (*readers, *every_employee)).ok_or(Error::NotFound)?;
    Ok(Audience { readers, every_employee, partner_companies: rows.into_iter().filter_map(|(.., company)| company).collect() })
}

/// Asks that the actor may write in `place` now: employees in the whole company, members in a community.
///
/// # Errors
/// `NotFound` when the actor does not read it; refused for an employee who reads an open community without belonging to it.
pub async fn may_write(db: &Db, actor: &Actor, place: PlaceId, now: i64) -> Result<()> {
    access::read_place(db, actor.id, place, now).await?;
    if place == actor.company || access::standing(db, actor.id, place).await?.is_some() {
        return Ok(());
    }
    Err(Refusal::new("communities.join_to_write").into())
}

/// The same, inside the transaction that writes.
///
/// # Errors
/// As [`may_write`].
pub async fn may_write_in(tx: &mut Tx, actor: &Actor, place: PlaceId, now: i64) -> Result<()> {
    access::read_place_in(tx, actor.id, place, now).await?;
    if place == actor.company || access::standing_in(tx, actor.id, place).await?.is_some() {
        return Ok(());
    }
    Err(Refusal::new("communities.join_to_write").into())
}

/// A community as the actor may see it now, from inside or from outside: one statement.
///
/// # Errors
/// `NotFound` for a community that the actor may not see.
pub async fn see(db: &Db, actor: &Actor, place: PlaceId, now: i64) -> Result<Community> {
    Ok(store::find(db, actor.id, place, now).await?.community)
}

/// A community that is the actor's to set now.
///
/// # Errors
/// `NotFound` for a community that the actor may not see, `Forbidden` for anyone but an owner.
pub async fn own(db: &Db, actor: &Actor, place: PlaceId, now: i64) -> Result<Community> {
    let community = see(db, actor, place, now).await?;
    rules::own(community.tie.standing)?;
    Ok(community)
}

/// The same, held until the transaction ends.
///
/// # Errors
/// As [`own`].
pub async fn own_in(tx: &mut Tx, actor: &Actor, place: PlaceId, now: i64) -> Result<Community> {
    let community = store::lock(tx, actor, place, now).await?;
    rules::own(community.tie.standing)?;
    Ok(community)
}

/// The owners of a community.
///
/// # Errors
/// What the database says.
pub async fn owners(db: &Db, place: PlaceId) -> Result<Vec<MemberId>> {
    ranked(db, place, Standing::Owner).await
}

/// How many ask to come into a community and wait.
///
/// # Errors
/// What the database says.
pub async fn waiting(db: &Db, place: PlaceId) -> Result<i64> {
    db.one(&COUNT_ASKED, values![place], |r| r.int("n")).await
}

/// Those who answer requests: owners first, then moderators.
///
/// # Errors
/// What the database says.
pub async fn deciders(db: &Db, place: PlaceId) -> Result<Vec<MemberId>> {
    ranked(db, place, Standing::Moderator).await
}

async fn ranked(db: &Db, place: PlaceId, least: Standing) -> Result<Vec<MemberId>> {
    db.all(&RANKED, values![place, least.number()], |r| Ok(MemberId(r.int("member_id")?))).await
}
