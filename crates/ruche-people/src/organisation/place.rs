//! From the names that profiles and directories bear to units and sites: found, else made.

use super::rules;
use super::store::path_in;
use crate::{People, circles};
use async_trait::async_trait;
use ruche_kernel::{MemberId, Refusal, Result, names};
use ruche_platform::db::Tx;
use ruche_platform::{sql, values, work};
use ruche_web::Sweep;
use std::collections::{BTreeMap, HashMap};

/// How many people are placed in one transaction, and in one round of the sweep at most.
const BATCH: i64 = 100;
const ROUND: usize = 50;

sql! {
    /// Employees whose unit or site is a name alone.
    UNPLACED = "SELECT id, unit, site FROM members WHERE kind = 0 AND state = 0 AND ((unit <> '' AND unit_id IS NULL) OR (site <> '' AND site_id IS NULL)) ORDER BY id LIMIT $1";
    WHERE_IS = "SELECT kind, unit_id, site_id FROM members WHERE id = $1";
    SITE_BY_KEY = "SELECT id, name FROM sites WHERE key = $1";
    INSERT_SITE = "INSERT INTO sites (id, name, key, address, zone, member_count, created_at) VALUES ($1, $2, $3, '', '', 0, $4)";
    UNITS_BY_KEY = "SELECT id, name FROM units WHERE key = $1 ORDER BY id LIMIT 50";
    INSERT_UNIT = "INSERT INTO units (id, parent_id, name, key, about, member_count, created_at, circle_id) VALUES ($1, $2, $3, $4, '', 0, $5, (SELECT u.circle_id FROM units u WHERE u.id = $2))";
    CHILD = "SELECT id FROM units WHERE COALESCE(parent_id, 0) = $1 AND key = $2 ORDER BY id LIMIT 1";
    PLACE = "UPDATE members SET unit_id = $2, unit = $3, site_id = $4, site = $5 WHERE id = $1";
    COUNT_UNIT = "UPDATE units SET member_count = member_count + $2 WHERE id = $1";
    COUNT_SITE = "UPDATE sites SET member_count = member_count + $2 WHERE id = $1";
}

/// Makes the ids of what is new.
pub type Ids<'a> = dyn Fn() -> i64 + Sync + 'a;

/// What to do where a name fits several units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Ask whoever typed it.
    Ask,
    /// Take the oldest: nobody is there to be asked.
    Oldest,
}

/// Puts an employee into the unit and the site whose names they bear, and tells whether they were elsewhere; partners bear names of their
/// own company, which are left alone.
///
/// # Errors
/// Refused at `unit` where several are meant, with [`Doubt::Ask`].
pub async fn place(tx: &mut Tx, ids: &Ids<'_>, member: MemberId, (unit, site): (&str, &str), doubt: Doubt, now: i64) -> Result<bool> {
    let was = tx.opt(&WHERE_IS, values![member], |r| Ok((r.int("kind")?, r.opt_int("unit_id")?, r.opt_int("site_id")?))).await?;
    let Some((0, was_unit, was_site)) = was else { return Ok(false) };
    let unit = find_unit(tx, ids, unit, was_unit, doubt, now).await?;
    let site = find_site(tx, ids, site, now).await?;
    let of = |found: &Option<(i64, String)>| found.as_ref().map(|(id, _)| *id);
    for (was, is, count) in [(was_unit, of(&unit), &COUNT_UNIT), (was_site, of(&site), &COUNT_SITE)] {
        if was != is {
            for (id, change) in [(was, -1_i64), (is, 1)] {
                if let Some(id) = id {
                    tx.exec(count, values![id, change]).await?;
                }
            }
        }
    }
    let name = |found: &Option<(i64, String)>| found.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    tx.exec(&PLACE, values![member, of(&unit), name(&unit), of(&site), name(&site)]).await?;
    Ok((was_unit, was_site) != (of(&unit), of(&site)))
}

/// Puts people who are nowhere yet into the units and the sites whose names they bear; each name is looked for once.
///
/// # Errors
/// What the database says.
pub async fn place_new(tx: &mut Tx, ids: &Ids<'_>, people: &[(MemberId, &str, &str)], now: i64) -> Result<()> {
    type Found = Option<(i64, String)>;
    let (mut units, mut sites): (HashMap<&str, Found>, HashMap<&str, Found>) = (HashMap::new(), HashMap::new());
    let mut counts: BTreeMap<(bool, i64), i64> = BTreeMap::new();
    for (member, unit, site) in people {
        if !units.contains_key(unit) {
            units.insert(unit, find_unit(tx, ids, unit, None, Doubt::Oldest, now).await?);
        }
        if !sites.contains_key(site) {
            sites.insert(site, find_site(tx, ids, site, now).await?);
        }
        let (unit, site) = (units[unit].clone(), sites[site].clone());
        for (is_unit, found) in [(true, &unit), (false, &site)] {
            if let Some((id, _)) = found {
                *counts.entry((is_unit, *id)).or_default() += 1;
            }
        }
        let ((unit_id, unit), (site_id, site)) = (unit.unzip(), site.unzip());
        tx.exec(&PLACE, values![*member, unit_id, unit.unwrap_or_default(), site_id, site.unwrap_or_default()]).await?;
    }
    for ((is_unit, id), people) in counts {
        tx.exec(if is_unit { &COUNT_UNIT } else { &COUNT_SITE }, values![id, people]).await?;
    }
    let members: Vec<i64> = people.iter().map(|(member, ..)| member.0).collect();
    circles::store::follow_group(tx, &members, now).await
}

/// The site of a name, made when there is none: its id and its name; nothing for an empty name.
///
/// # Errors
/// What the database says.
pub async fn find_site(tx: &mut Tx, ids: &Ids<'_>, typed: &str, now: i64) -> Result<Option<(i64, String)>> {
    let name = names::clean_line(typed);
    let key = names::sort_key(&name);
    if key.is_empty() {
        return Ok(None);
    }
    if let Some(found) = tx.opt(&SITE_BY_KEY, values![&key], |r| Ok((r.int("id")?, r.text("name")?))).await? {
        return Ok(Some(found));
    }
    let id = ids();
    tx.exec(&INSERT_SITE, values![id, &name, &key, now]).await?;
    Ok(Some((id, name)))
}

/// The unit that is meant by a name or the end of a path, made when there is none; `was` is where the person is, which fits first.
async fn find_unit(tx: &mut Tx, ids: &Ids<'_>, typed: &str, was: Option<i64>, doubt: Doubt, now: i64) -> Result<Option<(i64, String)>> {
    let path = rules::path(typed);
    if path.is_empty() {
        return Ok(None);
    }
    let meant = units_meant(tx, &path).await?;
    let chosen = match meant.as_slice() {
        [] => return make_units(tx, ids, &path, now).await.map(Some),
        [one] => one,
        several => match several.iter().find(|one| Some(one.id) == was).or_else(|| several.iter().find(|one| one.whole)) {
            Some(one) => one,
            None if doubt == Doubt::Oldest => &several[0],
            None => return Err(Refusal::new("organisation.which_unit").at("unit").into()),
        },
    };
    Ok(Some((chosen.id, chosen.name.clone())))
}

/// A unit that a path may mean.
struct Meant {
    id: i64,
    name: String,
    /// Whether the path is the whole of its own.
    whole: bool,
}

/// The units whose path ends as `path`, the oldest first.
async fn units_meant(tx: &mut Tx, path: &[String]) -> Result<Vec<Meant>> {
    let keys: Vec<String> = path.iter().map(|name| names::sort_key(name)).collect();
    let Some(last) = keys.last() else { return Ok(Vec::new()) };
    let mut meant = Vec::new();
    for (id, name) in tx.all(&UNITS_BY_KEY, values![last], |r| Ok((r.int("id")?, r.text("name")?))).await? {
        let above: Vec<String> = path_in(tx, id).await?.iter().map(|(_, name)| names::sort_key(name)).collect();
        if rules::means(&keys, &above) {
            meant.push(Meant { id, name, whole: above.len() == keys.len() });
        }
    }
    Ok(meant)
}

/// The unit at a path that is there; none for an empty path.
///
/// # Errors
/// Refused at `field` where there is none, or several.
pub(super) async fn existing_unit(tx: &mut Tx, path: &[String], field: &'static str) -> Result<Option<i64>> {
    if path.is_empty() {
        return Ok(None);
    }
    let meant = units_meant(tx, path).await?;
    match meant.as_slice() {
        [] => Err(Refusal::new("organisation.no_unit").at(field).into()),
        [one] => Ok(Some(one.id)),
        several => match several.iter().find(|one| one.whole) {
            Some(one) => Ok(Some(one.id)),
            None => Err(Refusal::new("organisation.which_unit").at(field).into()),
        },
    }
}

/// The unit at the end of a path that begins with an uppermost one, made with those above that are not there yet.
///
/// # Errors
/// What the database says.
pub async fn make_units(tx: &mut Tx, ids: &Ids<'_>, path: &[String], now: i64) -> Result<(i64, String)> {
    let mut above = None;
    for name in path {
        let key = names::sort_key(name);
        let there = tx.opt(&CHILD, values![above.unwrap_or(0), &key], |r| r.int("id")).await?;
        above = Some(match there {
            Some(id) => id,
            None => insert_unit(tx, ids(), above, (name, &key), now).await?,
        });
    }
    Ok((above.unwrap_or_default(), path.last().cloned().unwrap_or_default()))
}

/// Makes a unit.
pub(super) async fn insert_unit(tx: &mut Tx, id: i64, parent: Option<i64>, (name, key): (&str, &str), now: i64) -> Result<i64> {
    tx.exec(&INSERT_UNIT, values![id, parent, name, key, now]).await?;
    Ok(id)
}

/// Places those whose unit or site is a name alone: who was made by an administrator, invited, or came from a directory.
pub(super) struct PlaceMembers(pub People);

#[async_trait]
impl Sweep for PlaceMembers {
    fn name(&self) -> &'static str {
        "organisation.place"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        for _ in 0..ROUND {
            if place_some(&self.0, now).await? == 0 {
                break;
            }
        }
        Ok(())
    }
}

/// Places the next hundred, and tells how many these were.
async fn place_some(people: &People, now: i64) -> Result<usize> {
    let platform = &people.platform;
    let ground = platform.clone();
    platform
        .db
        .write(work!(
            [ground] | tx | {
                let rows = tx.all(&UNPLACED, values![BATCH], |r| Ok((MemberId(r.int("id")?), r.text("unit")?, r.text("site")?))).await?;
                for (id, unit, site) in &rows {
                    place(tx, &|| ground.id(), *id, (unit, site), Doubt::Oldest, now).await?;
                }
                circles::store::follow_group(tx, &rows.iter().map(|(id, ..)| id.0).collect::<Vec<_>>(), now).await?;
                Ok(rows.len())
            }
        ))
        .await
}
