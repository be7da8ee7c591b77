//! SQL of circles. A circle is a place of kind 2; `members.circle_id` and a membership there say the same of each of its people.

use crate::members::store::person;
use ruche_kernel::{Error, MemberId, PlaceId, Result, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::{BTreeMap, HashSet};

sql! {
    LIST = "SELECT p.id, p.name, p.member_count, p.created_at, p.archived_at FROM places p WHERE p.kind = 2 ORDER BY p.sort_key, p.id LIMIT 200";
    FIND = "SELECT p.id, p.name, p.member_count, p.created_at, p.archived_at FROM places p WHERE p.kind = 2 AND p.id = $1";
    COUNT = "SELECT count(*) AS n FROM places WHERE kind = 2";
    CALLED = "SELECT id FROM places WHERE kind = 2 AND archived_at IS NULL AND sort_key = $1 AND id <> $2";
    INSERT = "INSERT INTO places (id, parent_id, kind, access, name, sort_key, description, icon, hue, language, reviewed, member_count, partner_count, post_count, created_at)
        SELECT $1, c.id, 2, 3, $2, $3, '', 'users', $4, c.locale, 0, 0, 0, 0, $5 FROM companies c";
    RENAME = "UPDATE places SET name = $2, sort_key = $3 WHERE id = $1 AND kind = 2";
    ARCHIVE = "UPDATE places SET archived_at = $2 WHERE id = $1 AND kind = 2";
    /// Those who change who is in a circle take turns.
    LOCK = "UPDATE places SET member_count = member_count WHERE kind = 2";
    PEOPLE = "SELECT c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.site, m.sort_key FROM members m JOIN member_cards c ON c.id = m.id
        WHERE m.circle_id = $1 AND m.state = 0 AND (m.sort_key, m.id) > ($2, $3) ORDER BY m.sort_key, m.id LIMIT $4";
    IN_UNITS = "SELECT id FROM members WHERE kind = 0 AND state = 0 AND unit_id IN ({list})";
    AT_SITE = "SELECT id FROM members WHERE kind = 0 AND state = 0 AND site_id = $1";
    /// Where some people are: employees who are here.
    WHERE_ARE = "SELECT id, circle_id FROM members WHERE kind = 0 AND state = 0 AND id IN ({list})";
    CIRCLE_OF = "SELECT circle_id FROM members WHERE id = $1 AND circle_id IS NOT NULL";
    /// Those in no circle who are in a unit, else on a site, whose people are put in one.
    GROUPED = "SELECT m.id, p.id AS circle FROM members m LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN sites s ON s.id = m.site_id JOIN places p ON p.id = COALESCE(u.circle_id, s.circle_id) AND p.archived_at IS NULL
        WHERE m.kind = 0 AND m.state = 0 AND m.circle_id IS NULL AND m.id IN ({list})";
    /// The circle of the unit, else of the site, in which somebody is, if that is another one than theirs.
    MOVED = "SELECT p.id AS circle FROM members m LEFT JOIN units u ON u.id = m.unit_id LEFT JOIN sites s ON s.id = m.site_id JOIN places p ON p.id = COALESCE(u.circle_id, s.circle_id) AND p.archived_at IS NULL
        WHERE m.kind = 0 AND m.state = 0 AND COALESCE(m.circle_id, 0) <> p.id AND m.id = $1";
    MARK_UNITS = "UPDATE units SET circle_id = $1 WHERE id IN ({list})";
    MARK_SITE = "UPDATE sites SET circle_id = $2 WHERE id = $1";
    LEAVE = "DELETE FROM memberships WHERE place_id IN (SELECT id FROM places WHERE kind = 2) AND member_id IN ({list})";
    JOIN = "INSERT INTO memberships (member_id, place_id, role, joined_at) SELECT id, CAST($1 AS BIGINT), 0, CAST($2 AS BIGINT) FROM members WHERE id IN ({list})";
    SET = "UPDATE members SET circle_id = $1 WHERE id IN ({list})";
    /// Who was in a circle that is dissolved belongs to its place still.
    FREE = "UPDATE members SET circle_id = NULL WHERE circle_id = $1";
    GATHER = "UPDATE members SET circle_id = $1 WHERE circle_id IS NULL AND kind = 0 AND state = 0 AND id IN (SELECT member_id FROM memberships WHERE place_id = $1)";
    RECOUNT = "UPDATE places SET member_count = (SELECT count(*) FROM memberships s WHERE s.place_id = places.id) WHERE kind = 2";
    /// The communities of some people in which there is somebody of another circle than $1.
    MIXED = "SELECT DISTINCT a.place_id AS id FROM memberships a JOIN places p ON p.id = a.place_id AND p.kind = 1
        WHERE a.member_id IN ({list}) AND EXISTS (SELECT 1 FROM memberships b JOIN members m ON m.id = b.member_id WHERE b.place_id = a.place_id AND m.circle_id IS NOT NULL AND m.circle_id <> $1)";
    /// What an administrator is told of the company before anything changes.
    COMPANY = "SELECT c.employee_count, (SELECT count(*) FROM places p WHERE p.kind = 1 AND p.access = 0 AND p.archived_at IS NULL AND p.merged_into_id IS NULL) AS open_count,
        (SELECT count(*) FROM (SELECT s.place_id FROM members m JOIN memberships s ON s.member_id = m.id JOIN places p ON p.id = s.place_id AND p.kind = 1
            WHERE m.circle_id IS NOT NULL GROUP BY s.place_id HAVING count(DISTINCT m.circle_id) > 1) AS x) AS mixed_count FROM companies c";
}

/// How many ids a statement is given at once.
const SLICE: usize = 500;

/// A circle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Its place.
    pub id: PlaceId,
    /// Its name, in the company's words.
    pub name: String,
    /// How many people are in it; of a dissolved one, how many were.
    pub people: i64,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
    /// Since when it is dissolved.
    pub dissolved_at: Option<i64>,
}

fn circle(r: &Row) -> Result<Circle> {
    Ok(Circle {
        id: PlaceId(r.int("id")?),
        name: r.text("name")?,
        people: r.int("member_count")?,
        created_at: r.int("created_at")?,
        dissolved_at: r.opt_int("archived_at")?,
    })
}

pub(super) async fn list(db: &Db) -> Result<Vec<Circle>> {
    db.all(&LIST, &[], circle).await
}

pub(super) async fn find(db: &Db, id: PlaceId) -> Result<Circle> {
    db.opt(&FIND, values![id], circle).await?.ok_or(Error::NotFound)
}

/// A circle, held until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, id: PlaceId) -> Result<Circle> {
    tx.exec(&LOCK, &[]).await?;
    tx.opt(&FIND, values![id], circle).await?.ok_or(Error::NotFound)
}

pub(super) async fn count(tx: &mut Tx) -> Result<i64> {
    tx.exec(&LOCK, &[]).await?;
    Ok(tx.opt(&COUNT, &[], |r| r.int("n")).await?.unwrap_or(0))
}

/// Whether another circle that is not dissolved bears a name.
pub(super) async fn is_called(tx: &mut Tx, name: &str, but: PlaceId) -> Result<bool> {
    tx.exists(&CALLED, values![names::sort_key(name), but]).await
}

pub(super) async fn insert(tx: &mut Tx, id: PlaceId, name: &str, now: i64) -> Result<()> {
    tx.exec(&INSERT, values![id, name, names::sort_key(name), id.0 / 64 % 36 * 10, now]).await?;
    Ok(())
}

pub(super) async fn rename(tx: &mut Tx, id: PlaceId, name: &str) -> Result<()> {
    tx.exec(&RENAME, values![id, name, names::sort_key(name)]).await?;
    Ok(())
}

/// Somebody in a circle.
pub(super) struct Inside {
    pub person: Person,
    pub site: String,
    pub key: String,
}

/// The people of a circle by name, strictly after a key.
pub(super) async fn people(db: &Db, id: PlaceId, after: (&str, i64), limit: i64) -> Result<Vec<Inside>> {
    db.all(&PEOPLE, values![id, after.0, after.1, limit], |r| {
        Ok(Inside { person: person(r)?, site: r.text("site")?, key: r.text("sort_key")? })
    })
    .await
}

pub(super) async fn in_units(db: &Db, units: &[i64]) -> Result<Vec<i64>> {
    let mut all = Vec::new();
    for units in units.chunks(SLICE) {
        all.extend(db.all_in(&IN_UNITS, &[], units, |r| r.int("id")).await?);
    }
    Ok(all)
}

pub(super) async fn at_site(db: &Db, site: i64) -> Result<Vec<i64>> {
    db.all(&AT_SITE, values![site], |r| r.int("id")).await
}

/// The employees among some people, each with the circle they are in.
pub(super) async fn whereabouts(db: &Db, ids: &[i64]) -> Result<Vec<(i64, Option<i64>)>> {
    let mut all = Vec::new();
    for ids in ids.chunks(SLICE) {
        all.extend(db.all_in(&WHERE_ARE, &[], ids, |r| Ok((r.int("id")?, r.opt_int("circle_id")?))).await?);
    }
    Ok(all)
}

/// The same, inside a transaction.
pub(super) async fn whereabouts_in(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, Option<i64>)>> {
    let mut all = Vec::new();
    for ids in ids.chunks(SLICE) {
        all.extend(tx.all_in(&WHERE_ARE, &[], ids, |r| Ok((r.int("id")?, r.opt_int("circle_id")?))).await?);
    }
    Ok(all)
}

/// Puts employees into a circle, or into none; who was in another one, or in one that is dissolved, leaves its place.
pub(super) async fn set(tx: &mut Tx, ids: &[i64], circle: Option<PlaceId>, now: i64) -> Result<()> {
    for ids in ids.chunks(SLICE) {
        tx.exec_in(&LEAVE, &[], ids).await?;
        if let Some(circle) = circle {
            tx.exec_in(&JOIN, values![circle, now], ids).await?;
        }
        tx.exec_in(&SET, values![circle], ids).await?;
    }
    tx.exec(&RECOUNT, &[]).await?;
    Ok(())
}

/// Puts a new employee where whoever brought them is. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub(crate) async fn follow_in(tx: &mut Tx, member: MemberId, by: MemberId, now: i64) -> Result<()> {
    let Some(circle) = tx.opt(&CIRCLE_OF, values![by], |r| Ok(PlaceId(r.int("circle_id")?))).await? else { return Ok(()) };
    // Partners and bots are in none.
    if whereabouts_in(tx, &[member.0]).await?.is_empty() { Ok(()) } else { set(tx, &[member.0], Some(circle), now).await }
}

/// Puts those whom a directory or an administrator brought to a unit or a site into its circle. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub(crate) async fn follow_group(tx: &mut Tx, members: &[i64], now: i64) -> Result<()> {
    let mut groups: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for members in members.chunks(SLICE) {
        for (member, circle) in tx.all_in(&GROUPED, &[], members, |r| Ok((r.int("id")?, r.int("circle")?))).await? {
            groups.entry(circle).or_default().push(member);
        }
    }
    for (circle, members) in groups {
        set(tx, &members, Some(PlaceId(circle)), now).await?;
    }
    Ok(())
}

/// Puts somebody whom a directory has moved to another unit or site into its circle. Where that has none they keep theirs: a wall comes
/// down by the hand of an administrator alone. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub(crate) async fn follow_move(tx: &mut Tx, member: MemberId, now: i64) -> Result<()> {
    match tx.opt(&MOVED, values![member], |r| Ok(PlaceId(r.int("circle")?))).await? {
        Some(circle) => set(tx, &[member.0], Some(circle), now).await,
        None => Ok(()),
    }
}

/// Says into which circle whoever comes to some units or a site is put, or that it is none.
pub(super) async fn mark(tx: &mut Tx, units: &[i64], site: Option<i64>, circle: Option<PlaceId>) -> Result<()> {
    for units in units.chunks(SLICE) {
        tx.exec_in(&MARK_UNITS, values![circle], units).await?;
    }
    if let Some(site) = site {
        tx.exec(&MARK_SITE, values![site, circle]).await?;
    }
    Ok(())
}

/// Dissolves a circle: its people see everybody, and keep its place to read.
pub(super) async fn dissolve(tx: &mut Tx, id: PlaceId, now: i64) -> Result<()> {
    tx.exec(&FREE, values![id]).await?;
    tx.exec(&ARCHIVE, values![id, now]).await?;
    Ok(())
}

/// Undoes that, but for who is in another circle by now.
pub(super) async fn restore(tx: &mut Tx, id: PlaceId) -> Result<()> {
    tx.exec(&GATHER, values![id]).await?;
    tx.exec(&ARCHIVE, values![id, None::<i64>]).await?;
    Ok(())
}

/// The communities in which some people meet those of other circles than one.
pub(super) async fn mixed(db: &Db, ids: &[i64], circle: PlaceId) -> Result<usize> {
    let mut all = HashSet::new();
    for ids in ids.chunks(SLICE) {
        all.extend(db.all_in(&MIXED, values![circle], ids, |r| r.int("id")).await?);
    }
    Ok(all.len())
}

/// The company as circles change it.
pub(super) struct Company {
    /// How many employees there are.
    pub employees: i64,
    /// How many communities are open.
    pub open: i64,
    /// In how many communities people of several circles meet.
    pub mixed: i64,
}

pub(super) async fn company(db: &Db) -> Result<Company> {
    db.one(&COMPANY, &[], |r| Ok(Company { employees: r.int("employee_count")?, open: r.int("open_count")?, mixed: r.int("mixed_count")? }))
        .await
}
