//! What merging two communities does: one decision, then the slices that follow it.

use super::store;
use crate::People;
use crate::access::{self, Standing};
use crate::communities::actions::event;
use crate::communities::rules::{self, Access, Pending};
use crate::communities::store::{self as communities, Community};
use ruche_kernel::{Actor, Error, MemberId, PlaceId, Refusal, Result, names};
use ruche_platform::db::Tx;
use ruche_platform::{outbox, work};
use std::sync::Arc;

/// How many people one transaction brings: each costs a few statements, and others wait for the place.
const SLICE: i64 = 100;

/// Those who come to read what they did not read before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Readers {
    /// Every employee; `people` then counts those from outside alone.
    pub everyone: bool,
    /// How many people.
    pub people: i64,
    /// How many of them are partners.
    pub partners: i64,
}

impl Readers {
    /// Whether there is anybody.
    pub fn any(self) -> bool {
        self.everyone || self.people > 0
    }
}

/// What a merge would do, told before it is decided.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    /// The community that goes.
    pub from: Community,
    /// The one that stays.
    pub into: Community,
    /// Who comes to read what was written in the one that goes.
    pub read_from: Readers,
    /// Who comes to read what was written in the one that stays.
    pub read_into: Readers,
}

impl Preview {
    /// Whether anybody comes to read what they did not: whoever decides says that they know.
    pub fn widens(&self) -> bool {
        self.read_from.any() || self.read_into.any()
    }
}

/// What merging would do, for somebody who may decide it.
///
/// # Errors
/// `NotFound` for a community one may not see, `Forbidden` for anyone but an owner of it, refused at `into` for another that the actor
/// does not own, for itself and for an archived one.
pub(super) async fn preview(people: &People, actor: &Actor, from: PlaceId, into: PlaceId) -> Result<Preview> {
    let (db, now) = (&people.platform.db, people.platform.now());
    let from = communities::find(db, actor.id, from, now).await?.community;
    rules::own(from.tie.standing)?;
    let into = match communities::find(db, actor.id, into, now).await {
        Ok(found) => Some(found.community),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let into = target(from.id, into)?;
    let gained = |of: PlaceId, to: PlaceId, open: bool| async move {
        let (people, partners) = store::newcomers(db, of, to, open).await?;
        Ok::<_, Error>(Readers { everyone: false, people, partners })
    };
    let (opens, read) = (rules::opens_past(from.access, into.access), from.access == Access::Open);
    let read_from = Readers { everyone: opens, ..gained(into.id, from.id, opens || read).await? };
    let read_into = gained(from.id, into.id, into.access == Access::Open).await?;
    Ok(Preview { from, into, read_from, read_into })
}

/// The community that another can be brought into.
fn target(from: PlaceId, into: Option<Community>) -> Result<Community> {
    let refused = |code: &'static str| Err(Refusal::new(code).at("into").into());
    match into {
        Some(into) if into.id == from => refused("communities.merge_same"),
        Some(into) if rules::own(into.tie.standing).is_err() => refused("communities.merge_unknown"),
        None => refused("communities.merge_unknown"),
        Some(into) if access::changes(into.archived_at.is_some()).is_err() => refused("communities.merge_archived"),
        Some(into) => Ok(into),
    }
}

/// Merges a community into another. `typed` is the name of the one that goes; `known` says that the actor knows who comes to read what.
///
/// # Errors
/// As [`preview`]; else the refusals, each at its field: `typed`, and `known` where somebody comes to read more.
pub(super) async fn merge(people: &People, actor: &Actor, from: PlaceId, into: PlaceId, typed: &str, known: bool) -> Result<()> {
    let typed = names::sort_key(&names::clean_line(typed));
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [typed] | tx | {
                // In one order, so that two who merge them the other way round do not wait for each other.
                communities::hold(tx, from.min(into)).await?;
                let community = communities::lock(tx, &actor, from, now).await?;
                rules::own(community.tie.standing)?;
                let other = match communities::lock(tx, &actor, into, now).await {
                    Ok(other) => Some(other),
                    Err(Error::NotFound) => None,
                    Err(error) => return Err(error),
                };
                let other = target(from, other)?;
                let mut refusals = Vec::new();
                if typed != names::sort_key(&community.name) {
                    refusals.push(Refusal::new("communities.merge_name").at("typed"));
                }
                let opens = rules::opens_past(community.access, other.access);
                let widens = opens
                    || store::any_newcomer(tx, into, from, community.access == Access::Open).await?
                    || store::any_newcomer(tx, from, into, other.access == Access::Open).await?;
                if widens && !known {
                    refusals.push(Refusal::new("communities.merge_known").at("known"));
                }
                if !refusals.is_empty() {
                    return Err(Error::Refused(refusals));
                }
                store::merge(tx, from, into, now).await?;
                outbox::record(tx, event_id, now, &event("community.merged", actor.id, from)).await
            }
        ))
        .await
}

/// Brings everyone who belongs to one community into the other, as simple members, and what waits for an answer there. Safe to run twice.
///
/// # Errors
/// What the database says.
pub async fn bring(people: &People, by: MemberId, from: PlaceId, into: PlaceId) -> Result<()> {
    let (platform, now) = (&people.platform, people.platform.now());
    loop {
        let some = store::to_bring(&platform.db, from, into, SLICE).await?;
        if some.is_empty() {
            break;
        }
        let some: Arc<Vec<_>> = Arc::new(some.into_iter().map(|(member, kind)| (member, kind, platform.id())).collect());
        platform
            .db
            .write(work!(
                [some] | tx | {
                    communities::hold(tx, into).await?;
                    for (member, kind, event_id) in some.iter() {
                        if communities::add_member_in(tx, into, *member, Standing::Member, now, *kind).await? {
                            outbox::record(tx, *event_id, now, &event("membership.joined", by, into).about(*member)).await?;
                        }
                    }
                    Ok(())
                }
            ))
            .await?;
    }
    while platform.db.write(work!([] | tx | { bring_waiting(tx, by, from, into).await })).await? {}
    Ok(())
}

/// Moves some of what waits for an answer, and tells whether there was any: an invitation is from now on the invitation of `by`, who owns
/// the place; who asked may just join an open one.
async fn bring_waiting(tx: &mut Tx, by: MemberId, from: PlaceId, into: PlaceId) -> Result<bool> {
    let waiting = store::waiting(tx, from, SLICE).await?;
    let open = store::is_open(tx, into).await?;
    for one in &waiting {
        communities::delete_pending(tx, from, one.member).await?;
        let asked = one.pending == Pending::Asked;
        if (asked && open) || access::standing_in(tx, one.member, into).await?.is_some() {
            continue;
        }
        communities::insert_pending(tx, into, one.member, (!asked).then_some(by), &one.message, one.created_at).await?;
    }
    Ok(!waiting.is_empty())
}

/// Ends what people are to a community that was merged, once everything has moved: nobody reads anything there any more. Safe to run twice.
///
/// # Errors
/// What the database says.
pub async fn close(people: &People, by: MemberId, from: PlaceId, into: PlaceId) -> Result<()> {
    let (platform, now) = (&people.platform, people.platform.now());
    while platform.db.write(work!([] | tx | { store::end_memberships(tx, from, SLICE).await })).await? {}
    let event_id = platform.id();
    platform
        .db
        .write(work!(
            [] | tx | {
                store::empty(tx, from).await?;
                // Who is mentioned where by people who read it by now: its texts are made again.
                outbox::record(tx, event_id, now, &event("community.changed", by, into)).await
            }
        ))
        .await
}
