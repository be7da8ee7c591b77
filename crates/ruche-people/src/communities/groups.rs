//! Communities that follow groups of a directory: who belongs to one by a group, and ends with it.
//!
//! Rules: a membership remembers the directory that made it. Only that directory ends it, and only of somebody who is an ordinary member:
//! who came by hand, moderates or owns stays. Nothing changes in an archived community.
//! Deliberately not here: what a group is, and which community it became; both are of who reads the directory.

use super::actions::end_membership;
use super::store;
use crate::access::Standing;
use ruche_kernel::{Event, MemberId, MemberKind, PlaceId, Result, SubjectRef};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};
use std::collections::HashMap;

sql! {
    COMMUNITIES = "SELECT id, name, archived_at FROM places WHERE kind = 1 AND merged_into_id IS NULL AND id IN ({list})";
    BELONG = "SELECT place_id, member_id, role, directory FROM memberships WHERE place_id IN ({list})";
    BY = "UPDATE memberships SET directory = $3 WHERE member_id = $1 AND place_id = $2";
    IS_BY = "SELECT role FROM memberships WHERE member_id = $1 AND place_id = $2 AND role = 0 AND directory = $3";
}

/// Places at once.
const SLICE: usize = 500;

/// A community that follows a group.
#[derive(Clone, Debug)]
pub struct Followed {
    /// Its name.
    pub name: String,
    /// Whether it is archived.
    pub archived: bool,
    /// Who belongs to it; each with whether that ends with the group of the directory.
    pub members: HashMap<i64, bool>,
}

/// Communities by their ids, and who belongs to them by `directory`.
///
/// # Errors
/// What the database says.
pub async fn followed(db: &Db, ids: &[i64], directory: &str) -> Result<HashMap<i64, Followed>> {
    let mut all = HashMap::new();
    for ids in ids.chunks(SLICE) {
        let found = db.all_in(&COMMUNITIES, &[], ids, |r| {
            let one = Followed { name: r.text("name")?, archived: r.opt_int("archived_at")?.is_some(), members: HashMap::new() };
            Ok((r.int("id")?, one))
        });
        all.extend(found.await?);
        let belong = db.all_in(&BELONG, &[], ids, |r| {
            Ok((r.int("place_id")?, r.int("member_id")?, Standing::from_number(r.int("role")?), r.text("directory")?))
        });
        for (place, member, role, by) in belong.await? {
            if let Some(one) = all.get_mut(&place) {
                one.members.insert(member, role == Standing::Member && by == directory);
            }
        }
    }
    Ok(all)
}

/// Lets an employee in, by a group of a directory where that is not empty; tells whether that is new. `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn join_in(tx: &mut Tx, place: PlaceId, member: MemberId, directory: &str, now: i64) -> Result<bool> {
    let new = store::add_member_in(tx, place, member, Standing::Member, now, MemberKind::Employee).await?;
    if new && !directory.is_empty() {
        tx.exec(&BY, values![member, place, directory]).await?;
    }
    Ok(new)
}

/// Ends what a group of a directory began, if it is so still. `event` is the id of the event, `now` is in milliseconds UTC.
///
/// # Errors
/// What the database says.
pub async fn leave_in(tx: &mut Tx, place: PlaceId, member: MemberId, directory: &str, event: i64, now: i64) -> Result<()> {
    if store::is_archived(tx, place).await? || !tx.exists(&IS_BY, values![member, place, directory]).await? {
        return Ok(());
    }
    let left = Event::new("membership.left", member, SubjectRef::new("community", place.0), place);
    end_membership(tx, place, member, MemberKind::Employee, event, now, &left).await
}
