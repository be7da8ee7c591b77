//! A community changes hands: an owner passes it on to a colleague who belongs to it, and stays to keep order; or takes that back. Or it
//! is put away, and back.

use super::actions::event;
use super::rules::{self, Handed};
use super::store;
use crate::People;
use crate::access::Standing;
use ruche_kernel::{Actor, Error, MemberId, PlaceId, Result};
use ruche_platform::{outbox, work};

/// Passes a community on: `to` owns it, the actor keeps order there.
///
/// # Errors
/// `NotFound` for a community one may not see and for someone who does not belong to it, `Forbidden` for anyone but an owner, refused
/// for a partner and for oneself.
pub async fn hand_over(people: &People, actor: &Actor, place: PlaceId, to: MemberId) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                rules::own(community.tie.standing)?;
                let (role, kind) = store::member_in(tx, place, to).await?.ok_or(Error::NotFound)?;
                rules::hand_over(community.tie.standing, to == actor.id, kind)?;
                store::save_role(tx, place, to, Standing::Owner).await?;
                store::save_role(tx, place, actor.id, Standing::Moderator).await?;
                // Who owns no more has nobody to invite.
                store::delete_invitations(tx, place, actor.id).await?;
                store::save_handed(tx, place, Some(Handed { by: actor.id, to, role, at: now })).await?;
                outbox::record(tx, event_id, now, &event("community.handed", actor.id, place).about(to)).await
            }
        ))
        .await
}

/// Takes back what one passed on within the last hour: both are again what they were.
///
/// # Errors
/// `NotFound` for a community one may not see, `Conflict` when there is nothing to take back any more.
pub async fn take_back(people: &People, actor: &Actor, place: PlaceId) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                let handed = store::handed_in(tx, place).await?.ok_or(Error::Conflict)?;
                let (role, _) = store::member_in(tx, place, handed.to).await?.ok_or(Error::Conflict)?;
                if !handed.may_take_back(actor.id, community.tie.standing, role, now) {
                    return Err(Error::Conflict);
                }
                store::save_role(tx, place, actor.id, Standing::Owner).await?;
                store::save_role(tx, place, handed.to, handed.role).await?;
                store::save_handed(tx, place, None).await?;
                outbox::record(tx, event_id, now, &event("community.taken_back", actor.id, place).about(handed.to)).await
            }
        ))
        .await
}

/// Archives a community: it is read by those who read it, and changed no more. Or puts it back. Twice is once.
///
/// # Errors
/// `NotFound` for a community one may not see, `Forbidden` for anyone but an owner.
pub async fn archive(people: &People, actor: &Actor, place: PlaceId, archived: bool) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                let community = store::lock(tx, &actor, place, now).await?;
                rules::own(community.tie.standing)?;
                if community.archived_at.is_some() == archived {
                    return Ok(());
                }
                store::archive(tx, place, archived.then_some(now)).await?;
                let word = if archived { "community.archived" } else { "community.unarchived" };
                outbox::record(tx, event_id, now, &event(word, actor.id, place)).await
            }
        ))
        .await
}

/// Puts an archived community back, by somebody who administers the company and enters it no more than before.
///
/// # Errors
/// `NotFound` for someone who does not administer, and for a community that is not archived.
pub async fn put_back(people: &People, actor: &Actor, place: PlaceId) -> Result<()> {
    if !actor.is_admin() {
        return Err(Error::NotFound);
    }
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                if !store::hold(tx, place).await? || !store::is_archived(tx, place).await? {
                    return Err(Error::NotFound);
                }
                store::archive(tx, place, None).await?;
                outbox::record(tx, event_id, now, &event("community.unarchived", actor.id, place)).await
            }
        ))
        .await
}
