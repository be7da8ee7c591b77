//! SQL of the organisation: who reports to whom, units, sites.

use super::rules::WALK;
use crate::access::{no_wall, sees};
use crate::members::store::person;
use ruche_kernel::{Error, MemberId, PlaceId, Result, names};
use ruche_platform::db::{Db, Row, Tx};
use ruche_platform::{sql, values};
use ruche_web::parts::Person;
use std::collections::HashMap;

/// What a row of the chart needs of member `m` with card `c`, and of the viewer `v`.
macro_rules! node {
    () => {
        "c.id, c.name, c.title, c.photo_id, c.hue, c.partner, c.state, m.manager_id, m.report_count, m.team_count, m.sort_key, m.unit, m.site, v.circle_id AS viewer_circle"
    };
}

/// How many people are in a unit or a site `x`: for who is in a circle (`$circle`), of the head office and that one.
macro_rules! people_of {
    ($column:literal, $circle:literal) => {
        concat!(
            "CASE WHEN CAST(",
            $circle,
            " AS BIGINT) IS NULL THEN x.member_count ELSE (SELECT count(*) FROM members m WHERE m.",
            $column,
            " = x.id AND ",
            no_wall!("CAST(", $circle, " AS BIGINT)"; "m.circle_id"),
            ") END"
        )
    };
}

/// The units from `$1` up, whose step grows.
macro_rules! up_units {
    () => {
        "WITH RECURSIVE above(id, parent_id, step) AS (SELECT u.id, u.parent_id, CAST(0 AS BIGINT) FROM units u WHERE u.id = $1
            UNION ALL SELECT u.id, u.parent_id, a.step + 1 FROM above a JOIN units u ON u.id = a.parent_id WHERE a.step < $2)"
    };
}

/// `$1` and the units below.
macro_rules! below_units {
    () => {
        "WITH RECURSIVE below(id) AS (SELECT u.id FROM units u WHERE u.id = $1 UNION ALL SELECT u.id FROM below b JOIN units u ON u.parent_id = b.id)"
    };
}

sql! {
    /// Somebody and those above, the uppermost first.
    ABOVE = concat!("WITH RECURSIVE above(id, manager_id, step) AS (SELECT m.id, m.manager_id, CAST(0 AS BIGINT) FROM members m WHERE m.id = $1 AND m.state = 0 AND m.kind = 0
            UNION ALL SELECT m.id, m.manager_id, a.step + 1 FROM above a JOIN members m ON m.id = a.manager_id WHERE a.step < $2)
        SELECT ", node!(), " FROM members v CROSS JOIN above a JOIN members m ON m.id = a.id JOIN member_cards c ON c.id = a.id WHERE v.id = $3 AND ", sees!(), " ORDER BY a.step DESC");
    /// The first six who report to each of some people: each is looked up in the index after the one before, so that a team of thousands
    /// costs as one of six.
    FIRST_REPORTS = concat!("WITH RECURSIVE walk(above, id, sort_key, n) AS (
            SELECT k.id, m.id, m.sort_key, 0 FROM members v CROSS JOIN members k JOIN members m ON m.id = (SELECT x.id FROM members x WHERE x.manager_id = k.id AND ", sees!("v", "x"), " ORDER BY x.sort_key, x.id LIMIT 1) WHERE v.id = $1 AND k.id IN ({list})
            UNION ALL SELECT w.above, m.id, m.sort_key, w.n + 1 FROM walk w CROSS JOIN members v
            JOIN members m ON m.id = (SELECT x.id FROM members x WHERE x.manager_id = w.above AND (x.sort_key, x.id) > (w.sort_key, w.id) AND ", sees!("v", "x"), " ORDER BY x.sort_key, x.id LIMIT 1) WHERE v.id = $1 AND w.n < 5)
        SELECT ", node!(), " FROM members v CROSS JOIN walk w JOIN members m ON m.id = w.id JOIN member_cards c ON c.id = w.id WHERE v.id = $1 ORDER BY w.above, w.n");
    REPORTS = concat!("SELECT ", node!(), " FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id
        WHERE v.id = $5 AND m.manager_id = $1 AND (m.sort_key, m.id) > ($2, $3) AND ", sees!(), " ORDER BY m.sort_key, m.id LIMIT $4");
    /// Those who report to nobody, and to whom others do.
    ON_TOP = concat!("SELECT ", node!(), " FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id
        WHERE v.id = $4 AND m.manager_id IS NULL AND m.report_count > 0 AND (m.sort_key, m.id) > ($1, $2) AND ", sees!(), " ORDER BY m.sort_key, m.id LIMIT $3");
    /// How many of those who report to some people a viewer sees.
    SEEN_BELOW = concat!("SELECT m.manager_id AS id, count(*) AS n FROM members v CROSS JOIN members m WHERE v.id = $1 AND m.manager_id IN ({list}) AND ", sees!(), " GROUP BY m.manager_id");
    /// How many stand on the chart, and how many people there are.
    PLACED = "SELECT CAST((SELECT COALESCE(sum(m.team_count + 1), 0) FROM members m WHERE m.manager_id IS NULL AND m.report_count > 0) AS BIGINT) AS placed, employee_count FROM companies";
    /// Someone as who reports, or is reported to.
    REPORTING_TO = concat!("SELECT c.id, c.name FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id
        WHERE v.id = $1 AND m.manager_id = v.id AND m.state = 0 AND m.id IN ({list}) AND ", sees!());
    REPORTING = "SELECT m.kind, m.state, m.manager_id, m.report_count, m.team_count FROM members m WHERE m.id = $1";
    CHAIN = "WITH RECURSIVE above(id, manager_id, step) AS (SELECT m.id, m.manager_id, CAST(0 AS BIGINT) FROM members m WHERE m.id = $1
            UNION ALL SELECT m.id, m.manager_id, a.step + 1 FROM above a JOIN members m ON m.id = a.manager_id WHERE a.step < $2) SELECT id FROM above ORDER BY step";
    /// How many levels stand below somebody.
    HEIGHT = "WITH RECURSIVE below(id, step) AS (SELECT m.id, CAST(0 AS BIGINT) FROM members m WHERE m.id = $1
            UNION ALL SELECT m.id, b.step + 1 FROM below b JOIN members m ON m.manager_id = b.id WHERE b.step < $2) SELECT max(step) AS height FROM below";
    SET_MANAGER = "UPDATE members SET manager_id = $2 WHERE id = $1";
    COUNT_REPORTS = "UPDATE members SET report_count = report_count + $2 WHERE id = $1";
    COUNT_TEAM = "UPDATE members SET team_count = team_count + $1 WHERE id IN ({list})";
    /// Those who reported to somebody who leaves ($1) report to whoever was above ($2), if anyone.
    PASS_REPORTS = "UPDATE members SET manager_id = $2 WHERE manager_id = $1";
    UNPLACE = "UPDATE members SET manager_id = NULL, report_count = 0, team_count = 0, unit_id = NULL, site_id = NULL WHERE id = $1";
    UNCOUNT_UNIT = "UPDATE units SET member_count = member_count - 1 WHERE id = (SELECT m.unit_id FROM members m WHERE m.id = $1)";
    UNCOUNT_SITE = "UPDATE sites SET member_count = member_count - 1 WHERE id = (SELECT m.site_id FROM members m WHERE m.id = $1)";
    UNLEAD = "UPDATE units SET lead_id = NULL WHERE lead_id = $1";
    NAMED_SO = "SELECT id FROM members WHERE state = 0 AND kind = 0 AND sort_key = $1 ORDER BY id LIMIT 2";
    /// Somebody, whom they report to, the first who report to the same person, and the first who report to them.
    AROUND = concat!("SELECT ", node!(), " FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id WHERE v.id = $2 AND m.state = 0 AND m.kind = 0 AND ", sees!(), " AND m.id IN (
            SELECT k.id FROM members k WHERE k.id = $1 UNION ALL SELECT k.manager_id FROM members k WHERE k.id = $1
            UNION ALL SELECT p.id FROM (SELECT x.id FROM members x WHERE x.manager_id = (SELECT k.manager_id FROM members k WHERE k.id = $1) AND x.id <> $1 ORDER BY x.sort_key, x.id LIMIT 4) p
            UNION ALL SELECT r.id FROM (SELECT x.id FROM members x WHERE x.manager_id = $1 ORDER BY x.sort_key, x.id LIMIT 4) r)
        ORDER BY m.sort_key, m.id");
    SOMEONE = concat!("SELECT ", node!(), " FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id WHERE v.id = $2 AND m.id = $1 AND m.state = 0 AND m.kind = 0 AND ", sees!());

    UNIT = concat!("SELECT x.id, x.parent_id, x.name, x.about, x.lead_id, ", people_of!("unit_id", "$2"), " AS member_count FROM units x WHERE x.id = $1");
    /// The units above one, the uppermost first, itself last.
    PATH = concat!(up_units!(), " SELECT u.id, u.name FROM above a JOIN units u ON u.id = a.id ORDER BY a.step DESC");
    /// The units right below one, with how many people are in each and below.
    BELOW = concat!("WITH RECURSIVE below(top, id) AS (SELECT u.id, u.id FROM units u WHERE u.parent_id = $1 UNION ALL SELECT b.top, u.id FROM below b JOIN units u ON u.parent_id = b.id)
        SELECT u.id, u.parent_id, u.name, u.about, u.lead_id, t.people AS member_count FROM (SELECT b.top, CAST(sum(", people_of!("unit_id", "$2"), ") AS BIGINT) AS people FROM below b CROSS JOIN units x WHERE x.id = b.id GROUP BY b.top) t
        JOIN units u ON u.id = t.top ORDER BY u.key, u.id LIMIT 200");
    /// The uppermost units, in the same way.
    ROOTS = concat!("WITH RECURSIVE below(top, id) AS (SELECT u.id, u.id FROM units u WHERE u.parent_id IS NULL UNION ALL SELECT b.top, u.id FROM below b JOIN units u ON u.parent_id = b.id)
        SELECT u.id, u.parent_id, u.name, u.about, u.lead_id, t.people AS member_count FROM (SELECT b.top, CAST(sum(", people_of!("unit_id", "$1"), ") AS BIGINT) AS people FROM below b CROSS JOIN units x WHERE x.id = b.id GROUP BY b.top) t
        JOIN units u ON u.id = t.top ORDER BY u.key, u.id LIMIT 500");
    EVERY_UNIT = "SELECT id, parent_id, name FROM units";
    /// The largest ones, to choose among.
    LARGEST_UNITS = "SELECT u.id, u.parent_id, u.name, u.about, u.lead_id, u.member_count FROM units u ORDER BY u.member_count DESC, u.id LIMIT 100";
    UNIT_PEOPLE = concat!("SELECT ", node!(), " FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id WHERE v.id = $5 AND m.unit_id = $1 AND (m.sort_key, m.id) > ($2, $3) AND ", sees!(), " ORDER BY m.sort_key, m.id LIMIT $4");
    SITE_PEOPLE = concat!("SELECT ", node!(), " FROM members v CROSS JOIN members m JOIN member_cards c ON c.id = m.id WHERE v.id = $5 AND m.site_id = $1 AND (m.sort_key, m.id) > ($2, $3) AND ", sees!(), " ORDER BY m.sort_key, m.id LIMIT $4");
    SITE = concat!("SELECT x.id, x.name, x.address, x.zone, x.latitude, x.longitude, ", people_of!("site_id", "$2"), " AS member_count FROM sites x WHERE x.id = $1");
    SITES = concat!("SELECT x.id, x.name, x.address, x.zone, x.latitude, x.longitude, ", people_of!("site_id", "$1"), " AS member_count FROM sites x ORDER BY x.member_count DESC, x.id LIMIT 500");
    IS_BELOW = concat!(below_units!(), " SELECT id FROM below WHERE id = $2");
    WITH_BELOW = concat!(below_units!(), " SELECT u.id, u.member_count FROM below b CROSS JOIN units u WHERE u.id = b.id");
    HAS_UNITS = "SELECT id FROM units WHERE parent_id = $1 LIMIT 1";
    SAVE_UNIT = "UPDATE units SET name = $2, key = $3, parent_id = $4, about = $5, lead_id = $6 WHERE id = $1";
    RENAME_UNIT_OF = "UPDATE members SET unit = $2 WHERE unit_id = $1 AND unit <> $2";
    DELETE_UNIT = "DELETE FROM units WHERE id = $1";
    SAVE_SITE = "UPDATE sites SET name = $2, key = $3, address = $4, zone = $5, latitude = $6, longitude = $7 WHERE id = $1";
    RENAME_SITE_OF = "UPDATE members SET site = $2 WHERE site_id = $1 AND site <> $2";
    SITE_CALLED = "SELECT id FROM sites WHERE key = $1 AND id <> $2";
    TWIN = "SELECT id FROM units WHERE key = $1 AND id <> $2 AND COALESCE(parent_id, 0) = $3";
    UNIT_IDS = "SELECT id FROM members WHERE unit_id = $1";
    SITE_IDS = "SELECT id FROM members WHERE site_id = $1";
}

/// Someone on the chart.
#[derive(Clone, Debug)]
pub struct Node {
    /// Who.
    pub person: Person,
    /// Whom they report to.
    pub manager: Option<MemberId>,
    /// How many report to them.
    pub reports: i64,
    /// How many are below them on any level.
    pub team: i64,
    /// The name of their unit; may be empty.
    pub unit: String,
    /// The name of their site; may be empty.
    pub site: String,
    /// By which they are sorted.
    pub key: String,
}

fn node(r: &Row) -> Result<Node> {
    Ok(Node {
        person: person(r)?,
        manager: r.opt_int("manager_id")?.map(MemberId),
        reports: r.int("report_count")?,
        team: r.int("team_count")?,
        unit: r.text("unit")?,
        site: r.text("site")?,
        key: r.text("sort_key")?,
    })
}

/// Someone on the chart, and whether the viewer is in a circle.
fn row(r: &Row) -> Result<(Node, bool)> {
    Ok((node(r)?, r.opt_int("viewer_circle")?.is_some()))
}

/// What a viewer is told of people on the chart: in a circle, of whom they see alone. For everybody else it takes no statement.
async fn told(db: &Db, viewer: MemberId, rows: Vec<(Node, bool)>) -> Result<Vec<Node>> {
    let walled = rows.iter().any(|(_, walled)| *walled);
    let mut nodes: Vec<Node> = rows.into_iter().map(|(node, _)| node).collect();
    if walled {
        let ids: Vec<i64> = nodes.iter().map(|node| node.person.id.0).collect();
        let managers: Vec<i64> = nodes.iter().filter_map(|node| Some(node.manager?.0)).collect();
        let seen = crate::access::seen_among(db, viewer, &managers).await?;
        let below: HashMap<i64, i64> =
            db.all_in(&SEEN_BELOW, values![viewer], &ids, |r| Ok((r.int("id")?, r.int("n")?))).await?.into_iter().collect();
        for node in &mut nodes {
            node.manager = node.manager.filter(|manager| seen.contains(manager));
            node.reports = below.get(&node.person.id.0).copied().unwrap_or(0);
            node.team = node.reports;
        }
    }
    Ok(nodes)
}

/// Somebody and those above whom the viewer sees, the uppermost first.
///
/// # Errors
/// `NotFound` for who is no employee, left, or is not the viewer's to see.
pub(super) async fn above(db: &Db, viewer: MemberId, id: MemberId) -> Result<Vec<Node>> {
    let chain = told(db, viewer, db.all(&ABOVE, values![id, WALK, viewer], row).await?).await?;
    if chain.last().is_some_and(|node| node.person.id == id) { Ok(chain) } else { Err(Error::NotFound) }
}

/// The first six who report to each of `ids`.
pub(super) async fn first_reports(db: &Db, viewer: MemberId, ids: &[i64]) -> Result<Vec<Node>> {
    told(db, viewer, db.all_in(&FIRST_REPORTS, values![viewer], ids, row).await?).await
}

/// Those who report to somebody, strictly after a key.
pub(super) async fn reports(db: &Db, viewer: MemberId, id: MemberId, after: (&str, i64), limit: i64) -> Result<Vec<Node>> {
    told(db, viewer, db.all(&REPORTS, values![id, after.0, after.1, limit, viewer], row).await?).await
}

/// Those on top, strictly after a key.
pub(super) async fn on_top(db: &Db, viewer: MemberId, after: (&str, i64), limit: i64) -> Result<Vec<Node>> {
    told(db, viewer, db.all(&ON_TOP, values![after.0, after.1, limit, viewer], row).await?).await
}

/// How many employees the chart shows, of how many.
pub(super) async fn placed(db: &Db) -> Result<(i64, i64)> {
    db.one(&PLACED, &[], |r| Ok((r.int("placed")?, r.int("employee_count")?))).await
}

/// Somebody on the chart.
pub(super) async fn someone(db: &Db, viewer: MemberId, id: MemberId) -> Result<Option<Node>> {
    Ok(told(db, viewer, db.all(&SOMEONE, values![id, viewer], row).await?).await?.pop())
}

/// Somebody, whom they report to, up to four who report to the same person, and up to four who report to them; by name.
pub(super) async fn around(db: &Db, viewer: MemberId, id: MemberId) -> Result<Vec<Node>> {
    told(db, viewer, db.all(&AROUND, values![id, viewer], row).await?).await
}

/// How somebody reports.
#[derive(Clone, Copy, Debug)]
pub struct Reporting {
    /// Whether it is an employee who is here.
    pub employee: bool,
    /// Whom they report to.
    pub manager: Option<MemberId>,
    /// How many report to them.
    pub reports: i64,
    /// How many are below.
    pub team: i64,
}

/// How somebody reports; nothing for who is not there.
///
/// # Errors
/// What the database says.
pub async fn reporting(tx: &mut Tx, id: MemberId) -> Result<Option<Reporting>> {
    tx.opt(&REPORTING, values![id], |r| {
        Ok(Reporting {
            employee: r.int("kind")? == 0 && r.int("state")? == 0,
            manager: r.opt_int("manager_id")?.map(MemberId),
            reports: r.int("report_count")?,
            team: r.int("team_count")?,
        })
    })
    .await
}

/// Those of some people who report to somebody, with their names.
pub(super) async fn reporting_to(db: &Db, manager: MemberId, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    db.all_in(&REPORTING_TO, values![manager], ids, |r| Ok((r.int("id")?, r.opt_text("name")?.unwrap_or_default()))).await
}

/// Somebody and those above, upwards.
pub(super) async fn chain(tx: &mut Tx, id: MemberId) -> Result<Vec<i64>> {
    tx.all(&CHAIN, values![id, WALK], |r| r.int("id")).await
}

/// Who of those above somebody stands on a level of the chart, 1 being the top; on the top level, for who reports to nobody, those who
/// stand there, at most ten. Empty where nobody does.
///
/// # Errors
/// What the database says.
pub async fn on_level_above(db: &Db, id: MemberId, level: usize) -> Result<Vec<MemberId>> {
    let chain = db.all(&CHAIN, values![id, WALK], |r| Ok(MemberId(r.int("id")?))).await?;
    // Upwards, with the person first: the top is the last.
    let above = chain.len().checked_sub(level).filter(|at| *at > 0).and_then(|at| chain.get(at));
    match above {
        Some(one) => Ok(vec![*one]),
        None if level == 1 => {
            Ok(on_top(db, id, ("", 0), 10).await?.into_iter().map(|node| node.person.id).filter(|top| *top != id).collect())
        }
        None => Ok(Vec::new()),
    }
}

/// How many levels stand below somebody.
pub(super) async fn height(tx: &mut Tx, id: MemberId) -> Result<i64> {
    Ok(tx.opt(&HEIGHT, values![id, WALK], |r| r.int("height")).await?.unwrap_or(0))
}

/// Has somebody report to another person, or to nobody; the counts of both chains follow. `was` is how they reported.
///
/// # Errors
/// What the database says.
pub async fn report_to(tx: &mut Tx, id: MemberId, was: Reporting, to: Option<MemberId>) -> Result<()> {
    for (manager, sign) in [(was.manager, -1), (to, 1)] {
        let Some(manager) = manager else { continue };
        tx.exec(&COUNT_REPORTS, values![manager, sign]).await?;
        let above = chain(tx, manager).await?;
        tx.exec_in(&COUNT_TEAM, values![sign * (was.team + 1)], &above).await?;
    }
    tx.exec(&SET_MANAGER, values![id, to]).await?;
    Ok(())
}

/// Takes somebody who leaves out of the organisation; those who reported to them report to whoever was above.
///
/// # Errors
/// What the database says.
pub async fn forget(tx: &mut Tx, id: MemberId) -> Result<()> {
    let Some(was) = reporting(tx, id).await? else { return Ok(()) };
    if let Some(above) = was.manager {
        tx.exec(&COUNT_REPORTS, values![above, was.reports - 1]).await?;
        let chain = chain(tx, above).await?;
        tx.exec_in(&COUNT_TEAM, values![-1_i64], &chain).await?;
    }
    tx.exec(&PASS_REPORTS, values![id, was.manager]).await?;
    tx.exec(&UNCOUNT_UNIT, values![id]).await?;
    tx.exec(&UNCOUNT_SITE, values![id]).await?;
    tx.exec(&UNLEAD, values![id]).await?;
    tx.exec(&UNPLACE, values![id]).await?;
    Ok(())
}

/// The employees who bear a name: none, one, or two of several.
pub(super) async fn named_so(db: &Db, name: &str) -> Result<Vec<MemberId>> {
    db.all(&NAMED_SO, values![names::sort_key(name)], |r| Ok(MemberId(r.int("id")?))).await
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which one.
    pub id: i64,
    /// The one it stands below.
    pub parent: Option<i64>,
    /// Its name.
    pub name: String,
    /// What it does; may be empty.
    pub about: String,
    /// Who leads it.
    pub lead: Option<MemberId>,
    /// How many people are in it; of those of a list of units below, with all further below.
    pub people: i64,
}

fn unit_row(r: &Row) -> Result<Unit> {
    Ok(Unit {
        id: r.int("id")?,
        parent: r.opt_int("parent_id")?,
        name: r.text("name")?,
        about: r.text("about")?,
        lead: r.opt_int("lead_id")?.map(MemberId),
        people: r.int("member_count")?,
    })
}

pub(super) async fn unit(db: &Db, id: i64, circle: Option<PlaceId>) -> Result<Unit> {
    db.opt(&UNIT, values![id, circle], unit_row).await?.ok_or(Error::NotFound)
}

pub(super) async fn unit_in(tx: &mut Tx, id: i64) -> Result<Unit> {
    tx.opt(&UNIT, values![id, None::<i64>], unit_row).await?.ok_or(Error::NotFound)
}

/// The units above one, the uppermost first, itself last: ids and names.
pub(super) async fn path(db: &Db, id: i64) -> Result<Vec<(i64, String)>> {
    db.all(&PATH, values![id, WALK], |r| Ok((r.int("id")?, r.text("name")?))).await
}

/// The same, inside a transaction.
pub(super) async fn path_in(tx: &mut Tx, id: i64) -> Result<Vec<(i64, String)>> {
    tx.all(&PATH, values![id, WALK], |r| Ok((r.int("id")?, r.text("name")?))).await
}

/// The units right below one, or the uppermost, by name.
pub(super) async fn units_below(db: &Db, id: Option<i64>, circle: Option<PlaceId>) -> Result<Vec<Unit>> {
    match id {
        Some(id) => db.all(&BELOW, values![id, circle], unit_row).await,
        None => db.all(&ROOTS, values![circle], unit_row).await,
    }
}

/// A unit and those below it, and how many people are in them all.
///
/// # Errors
/// What the database says.
pub async fn with_below(db: &Db, id: i64) -> Result<(Vec<i64>, i64)> {
    let rows = db.all(&WITH_BELOW, values![id], |r| Ok((r.int("id")?, r.int("member_count")?))).await?;
    Ok((rows.iter().map(|(id, _)| *id).collect(), rows.iter().map(|(_, people)| people).sum()))
}

/// The whole path of each unit, the uppermost name first.
///
/// # Errors
/// What the database says.
pub async fn unit_paths(db: &Db) -> Result<HashMap<i64, Vec<String>>> {
    let units = db.all(&EVERY_UNIT, &[], |r| Ok((r.int("id")?, (r.opt_int("parent_id")?, r.text("name")?)))).await?;
    let units: HashMap<i64, (Option<i64>, String)> = units.into_iter().collect();
    let path = |id: &i64| {
        let (mut path, mut at) = (Vec::new(), Some(*id));
        while let Some((above, name)) = at.and_then(|id| units.get(&id))
            && path.len() < 64
        {
            path.insert(0, name.clone());
            at = *above;
        }
        (*id, path)
    };
    Ok(units.keys().map(path).collect())
}

/// The hundred largest units.
///
/// # Errors
/// What the database says.
pub async fn largest_units(db: &Db) -> Result<Vec<Unit>> {
    db.all(&LARGEST_UNITS, &[], unit_row).await
}

pub(super) async fn unit_people(db: &Db, viewer: MemberId, id: i64, after: (&str, i64), limit: i64) -> Result<Vec<Node>> {
    told(db, viewer, db.all(&UNIT_PEOPLE, values![id, after.0, after.1, limit, viewer], row).await?).await
}

pub(super) async fn site_people(db: &Db, viewer: MemberId, id: i64, after: (&str, i64), limit: i64) -> Result<Vec<Node>> {
    told(db, viewer, db.all(&SITE_PEOPLE, values![id, after.0, after.1, limit, viewer], row).await?).await
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Which one.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Where it is; may be empty.
    pub address: String,
    /// Its time zone; may be empty.
    pub zone: String,
    /// Where it is on the map: latitude and longitude in millionths of a degree.
    pub point: Option<(i64, i64)>,
    /// How many people work there.
    pub people: i64,
}

fn site_row(r: &Row) -> Result<Site> {
    Ok(Site {
        id: r.int("id")?,
        name: r.text("name")?,
        address: r.text("address")?,
        zone: r.text("zone")?,
        point: r.opt_int("latitude")?.zip(r.opt_int("longitude")?),
        people: r.int("member_count")?,
    })
}

pub(super) async fn site(db: &Db, id: i64, circle: Option<PlaceId>) -> Result<Site> {
    db.opt(&SITE, values![id, circle], site_row).await?.ok_or(Error::NotFound)
}

pub(super) async fn site_in(tx: &mut Tx, id: i64) -> Result<Site> {
    tx.opt(&SITE, values![id, None::<i64>], site_row).await?.ok_or(Error::NotFound)
}

/// The sites, the largest first; at most 500.
///
/// # Errors
/// What the database says.
pub async fn sites(db: &Db, circle: Option<PlaceId>) -> Result<Vec<Site>> {
    db.all(&SITES, values![circle], site_row).await
}

/// Whether a unit is another one, or stands below it.
pub(super) async fn is_below(tx: &mut Tx, unit: i64, top: i64) -> Result<bool> {
    tx.exists(&IS_BELOW, values![top, unit]).await
}

pub(super) async fn has_units(tx: &mut Tx, id: i64) -> Result<bool> {
    tx.exists(&HAS_UNITS, values![id]).await
}

/// Whether another unit beside this one has the same name.
pub(super) async fn has_twin(tx: &mut Tx, id: i64, parent: Option<i64>, key: &str) -> Result<bool> {
    tx.exists(&TWIN, values![key, id, parent.unwrap_or(0)]).await
}

/// Saves a unit, whose name the profiles of its people bear.
///
/// # Errors
/// What the database says.
pub async fn save_unit(tx: &mut Tx, unit: &Unit) -> Result<()> {
    tx.exec(&SAVE_UNIT, values![unit.id, &unit.name, names::sort_key(&unit.name), unit.parent, &unit.about, unit.lead]).await?;
    tx.exec(&RENAME_UNIT_OF, values![unit.id, &unit.name]).await?;
    Ok(())
}

pub(super) async fn delete_unit(tx: &mut Tx, id: i64) -> Result<()> {
    tx.exec(&DELETE_UNIT, values![id]).await?;
    Ok(())
}

/// Saves a site, whose name the profiles of its people bear; refused names are looked for before.
///
/// # Errors
/// What the database says.
pub async fn save_site(tx: &mut Tx, site: &Site) -> Result<()> {
    let key = names::sort_key(&site.name);
    let (latitude, longitude) = site.point.unzip();
    tx.exec(&SAVE_SITE, values![site.id, &site.name, key, &site.address, &site.zone, latitude, longitude]).await?;
    tx.exec(&RENAME_SITE_OF, values![site.id, &site.name]).await?;
    Ok(())
}

/// Whether another site bears a name.
pub(super) async fn site_called(tx: &mut Tx, id: i64, key: &str) -> Result<bool> {
    tx.exists(&SITE_CALLED, values![key, id]).await
}

/// The people of a unit (`true`) or a site, to be found by its new name.
///
/// # Errors
/// What the database says.
pub async fn ids_of(db: &Db, unit: bool, id: i64) -> Result<Vec<i64>> {
    db.all(if unit { &UNIT_IDS } else { &SITE_IDS }, values![id], |r| r.int("id")).await
}
