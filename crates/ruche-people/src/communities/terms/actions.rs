//! What is done about the text that a community asks to accept.

use super::super::actions::{end_membership, event};
use super::super::{rules, store as communities};
use super::store::{self, Asks};
use crate::{People, access};
use ruche_kernel::{Actor, Error, PlaceId, Refusal, Result, names};
use ruche_platform::{outbox, work};

/// The most characters of a text.
const MAX_CHARS: usize = 20_000;

/// Keeps the text of a community, and of whom it is asked. Its writer accepts it by that.
///
/// # Errors
/// `NotFound` for someone who may not see the community, `Forbidden` for anyone but an owner, refused at `body` for a text that is asked
/// of somebody and says nothing, and for a long one; in an archived community.
pub(in crate::communities) async fn save(people: &People, actor: &Actor, place: PlaceId, asks: Asks, body: &str) -> Result<()> {
    let body = names::clean_text(body).trim().to_owned();
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [body] | tx | {
                let community = communities::lock(tx, &actor, place, now).await?;
                rules::own(community.tie.standing)?;
                access::changes(community.archived_at.is_some())?;
                if body.is_empty() && asks != Asks::Nobody {
                    return Err(Refusal::new("communities.terms_missing").at("body").into());
                }
                if body.chars().count() > MAX_CHARS {
                    return Err(Refusal::new("communities.too_long").at("body").with("max", 20_000).into());
                }
                let version = store::save(tx, place, asks, &body, actor.id, now).await?;
                store::accept(tx, place, actor.id, version, now).await?;
                outbox::record(tx, event_id, now, &event("community.changed", actor.id, place)).await
            }
        ))
        .await
}

/// Accepts the text as it was read: `version` is the one that was shown.
///
/// # Errors
/// `NotFound` where nothing is asked of the actor; refused where the text changed meanwhile.
pub(in crate::communities) async fn accept(people: &People, actor: &Actor, place: PlaceId, version: i64) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                communities::hold(tx, place).await?;
                if store::asked_in(tx, actor.id, place, now).await? != version {
                    return Err(Refusal::new("communities.terms_changed").status(409).into());
                }
                store::accept(tx, place, actor.id, version, now).await?;
                outbox::record(tx, event_id, now, &event("membership.agreed", actor.id, place)).await
            }
        ))
        .await
}

/// Leaves instead of accepting.
///
/// # Errors
/// `NotFound` where nothing is asked of the actor; refused for the last owner.
pub(in crate::communities) async fn decline(people: &People, actor: &Actor, place: PlaceId) -> Result<()> {
    let (actor, event_id, now) = (*actor, people.platform.id(), people.platform.now());
    people
        .platform
        .db
        .write(work!(
            [] | tx | {
                communities::hold(tx, place).await?;
                store::asked_in(tx, actor.id, place, now).await?;
                let Some((role, kind)) = communities::member_in(tx, place, actor.id).await? else { return Err(Error::NotFound) };
                rules::leave(role, communities::owners_in(tx, place).await?)?;
                end_membership(tx, place, actor.id, kind, event_id, now, &event("membership.left", actor.id, place)).await
            }
        ))
        .await
}
