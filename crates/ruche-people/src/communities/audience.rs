//! What other rooms ask of places: where someone writes, who will read, who decides.

use super::rules::{self, Access};
use super::store::{self, Community};
use crate::access::{self, Standing, only_reads};
use ruche_kernel::{Actor, Error, MemberId, PlaceId, Refusal, Result};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_texts::T;

sql! {
    /// The whole company first, or the circle of a person who is in one, then the communities of the person, the most recently active first.
    WRITABLE = concat!("SELECT p.id, p.name, p.icon, p.hue, p.picture_id, p.kind
        FROM (SELECT s.place_id FROM memberships s WHERE s.member_id = $1 UNION ALL SELECT k.id AS place_id FROM companies k) w
        JOIN places p ON p.id = w.place_id JOIN members m ON m.id = $1
        WHERE NOT ", only_reads!(), " AND p.archived_at IS NULL AND (m.ends_at IS NULL OR m.ends_at > $2) AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = p.id)
        ORDER BY CASE WHEN p.kind = 1 THEN 1 ELSE 0 END, COALESCE(p.last_post_at, p.created_at) DESC, p.id DESC LIMIT 200");
    /// One row for each outside company that reads, without one a single row.
    AUDIENCE = "SELECT p.kind, p.access, p.member_count, p.partner_count, e.employee_count, c.name AS company,
            (SELECT CAST(COALESCE(SUM(k.member_count), 0) AS BIGINT) FROM places k WHERE k.kind = 2 AND k.archived_at IS NULL) AS circled,
            (SELECT k.member_count FROM members v JOIN places k ON k.id = v.circle_id WHERE v.id = $3) AS own_circle,
            CASE WHEN p.access = 0 AND EXISTS (SELECT 1 FROM places k WHERE k.kind = 2 AND k.archived_at IS NULL)
                THEN (SELECT count(*) FROM memberships s JOIN members x ON x.id = s.member_id WHERE s.place_id = p.id AND x.circle_id IS NOT NULL) ELSE 0 END AS inside,
            CASE WHEN p.reviewed = 1 AND NOT EXISTS (SELECT 1 FROM memberships s WHERE s.member_id = $3 AND s.place_id = p.id AND s.role > 0) THEN 1 ELSE 0 END AS reviewed FROM places p CROSS JOIN companies e
        LEFT JOIN (SELECT DISTINCT o.place_id, k.id, k.name, k.sort_key FROM members x CROSS JOIN memberships o CROSS JOIN partner_companies k
            WHERE x.ends_at > $2 AND x.kind = 1 AND o.member_id = x.id AND o.place_id = $1 AND k.id = x.partner_company_id) c ON c.place_id = p.id
        WHERE p.id = $1 ORDER BY c.sort_key, c.id";
    /// The outside companies that read, for those who read.
    OUTSIDE = "SELECT DISTINCT k.id, k.name, k.sort_key FROM members x CROSS JOIN memberships o CROSS JOIN partner_companies k
        WHERE x.ends_at > $3 AND x.kind = 1 AND o.member_id = x.id AND o.place_id = $2 AND k.id = x.partner_company_id
            AND EXISTS (SELECT 1 FROM visible_places v WHERE v.viewer_id = $1 AND v.place_id = $2) ORDER BY k.sort_key, k.id";
    /// What a person is to a place, whether its moderators read first what others write, and whether it is archived.
    VOICE = "SELECT p.reviewed, p.archived_at, s.role FROM places p LEFT JOIN memberships s ON s.place_id = p.id AND s.member_id = $1 WHERE p.id = $2";
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
    /// Whether a moderator reads what the actor writes there before it appears.
    pub reviewed: bool,
}

/// How someone writes in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// What they write appears at once.
    Direct,
    /// A moderator reads it first.
    Reviewed,
}

/// The places that the actor may write to, at most 200: for employees the whole company or their circle first, then the own communities, the
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
        .all(&AUDIENCE, values![place, now, actor.id], |r| {
            let (whole, open) = (r.int("kind")? == 0, Access::from_number(r.int("access")?) == Access::Open);
            let (employees, circled) = (r.int("employee_count")?, r.int("circled")?);
            // An open community is read by the head office, and by those of its members who are in a circle.
            let every_employee = whole || (open && circled == 0);
            let readers = match (whole, open) {
                _ if !actor.is_employee() => r.int("member_count")?,
                // Who is in a circle counts those whom they see.
                (true, _) => employees - r.opt_int("own_circle")?.map_or(0, |own| circled - own),
                (_, true) => employees - circled + r.int("inside")? + r.int("partner_count")?,
                _ => r.int("member_count")?,
            };
            Ok((Audience { readers, every_employee, partner_companies: Vec::new(), reviewed: r.flag("reviewed")? }, r.opt_text("company")?))
        })
        .await?;
    let audience = rows.first().map(|(audience, _)| audience.clone()).ok_or(Error::NotFound)?;
    Ok(Audience { partner_companies: rows.into_iter().filter_map(|(_, company)| company).collect(), ..audience })
}

/// The outside companies that read `place`, by name; none for who does not read it: one statement.
///
/// # Errors
/// What the database says.
pub async fn outside_companies(db: &Db, actor: &Actor, place: PlaceId, now: i64) -> Result<Vec<String>> {
    db.all(&OUTSIDE, values![actor.id, place, now], |r| r.text("name")).await
}

/// The most companies that a line names; of more it names the first few.
const NAMED: usize = 4;

/// Outside companies in a few words: each by name, of many the first and how many more.
#[must_use]
pub fn companies_in_words(t: T, companies: &[String]) -> String {
    if companies.len() <= NAMED {
        return t.list(companies);
    }
    let (named, others) = companies.split_at(NAMED - 1);
    let others = t.communities_other_companies(others.len());
    t.list(&named.iter().map(String::as_str).chain([others.as_str()]).collect::<Vec<_>>())
}

/// Asks that the actor may write in `place` now, employees in the whole company, members in a community, and tells how.
///
/// # Errors
/// `NotFound` when the actor does not read it; refused in an archived one, in the whole company for who is in a circle, and for an employee who reads an open community without
/// belonging to it.
pub async fn may_write(db: &Db, actor: &Actor, place: PlaceId, now: i64) -> Result<Voice> {
    access::read_place(db, actor.id, place, now).await?;
    voice(actor, place, db.opt(&VOICE, values![actor.id, place], tie).await?)
}

/// The same, inside the transaction that writes.
///
/// # Errors
/// As [`may_write`].
pub async fn may_write_in(tx: &mut Tx, actor: &Actor, place: PlaceId, now: i64) -> Result<Voice> {
    access::read_place_in(tx, actor.id, place, now).await?;
    voice(actor, place, tx.opt(&VOICE, values![actor.id, place], tie).await?)
}

/// What a person is to a place, whether it is reviewed, whether it is archived.
fn tie(r: &Row) -> Result<(Option<Standing>, bool, bool)> {
    Ok((r.opt_int("role")?.map(Standing::from_number), r.flag("reviewed")?, r.opt_int("archived_at")?.is_some()))
}

fn voice(actor: &Actor, place: PlaceId, tie: Option<(Option<Standing>, bool, bool)>) -> Result<Voice> {
    access::takes_part(actor, place, tie.is_some_and(|(.., archived)| archived))?;
    match tie {
        _ if place == actor.company => Ok(Voice::Direct),
        Some((Some(standing), reviewed, _)) => Ok(if reviewed && standing == Standing::Member { Voice::Reviewed } else { Voice::Direct }),
        _ => Err(Refusal::new("communities.join_to_write").into()),
    }
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

#[cfg(test)]
mod tests {
    use super::companies_in_words;
    use ruche_texts::{Locale, T};

    #[test]
    fn many_companies_are_named_in_a_few_words() {
        let names: Vec<String> = ["Axa", "Bosch", "Cargo", "Delmas", "Esteban", "Fabre"].map(str::to_owned).into();
        for (n, words) in [
            (1, "Axa"),
            (2, "Axa et Bosch"),
            (4, "Axa, Bosch, Cargo et Delmas"),
            (5, "Axa, Bosch, Cargo et 2 autres"),
            (6, "Axa, Bosch, Cargo et 3 autres"),
        ] {
            assert_eq!(companies_in_words(T(Locale::Fr), &names[..n]), words);
        }
    }
}
