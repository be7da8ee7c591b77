//! What owners do with webhooks.

use super::model::{Delivery, Happening, Wanted, Webhook};
use super::rules::{self, Kind, State};
use super::{message, store};
use crate::Reach;
use ruche_kernel::{Actor, Error, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::communities::{self, store::Community};
use ruche_platform::keys::{Made, Sending};
use ruche_platform::{secret, work};

/// Asks that what is wanted can be, and gives it cleaned.
fn checked(reach: &Reach, wanted: &Wanted) -> Result<Wanted> {
    let mut wanted = wanted.clone();
    let outgoing = &reach.platform.outgoing;
    if !outgoing.asks() {
        return Err(Refusal::new("webhooks.off").into());
    }
    let refusals = rules::check(&mut wanted, |url| outgoing.posts_to(url));
    if refusals.is_empty() { Ok(wanted) } else { Err(Error::Refused(refusals)) }
}

/// Makes a webhook of a community of the actor's, once for a key. Its secret is shown once.
///
/// # Errors
/// As [`communities::own`], else the refusals, each at its field.
pub(super) async fn make(reach: &Reach, actor: &Actor, place: PlaceId, wanted: &Wanted, key: Option<String>) -> Result<Webhook> {
    let now = reach.platform.now();
    communities::own(&reach.platform.db, actor, place, now).await?;
    let wanted = checked(reach, wanted)?;
    let sending = key.map(|key| Sending { key, hash: secret::digest(&format!("{place:?}{wanted:?}")), kind: "webhook" });
    let webhook = Webhook {
        id: reach.platform.id(),
        place,
        maker: actor.id,
        name: wanted.name,
        url: wanted.url,
        kinds: wanted.kinds,
        secret: message::new_secret()?,
        state: State::On,
        failures: 0,
        failing_since: None,
        created_at: now,
    };
    let actor = *actor;
    let made = reach
        .platform
        .db
        .write_once(work!(
            [webhook, sending] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                if let Some(sending) = &sending
                    && let Some(made) = sending.made(tx, actor.id).await?
                {
                    let Made::Same(made) = made else { return Err(Error::Conflict) };
                    return Ok(made);
                }
                if store::count(tx, place).await? >= rules::MOST {
                    return Err(Refusal::new("webhooks.many").with("max", rules::MOST).into());
                }
                store::insert(tx, &webhook).await?;
                if let Some(sending) = &sending {
                    sending.keep(tx, actor.id, webhook.id, now).await?;
                }
                Ok(webhook.id)
            }
        ))
        .await?;
    if made == webhook.id { Ok(webhook) } else { store::of_place(&reach.platform.db, place, made).await }
}

/// A community of the actor's, and its webhooks.
///
/// # Errors
/// As [`communities::own`].
pub(super) async fn list(reach: &Reach, actor: &Actor, place: PlaceId) -> Result<(Community, Vec<Webhook>)> {
    let community = communities::own(&reach.platform.db, actor, place, reach.platform.now()).await?;
    Ok((community, store::list(&reach.platform.db, place).await?))
}

/// The same with one of them.
///
/// # Errors
/// As [`communities::own`], and `NotFound`.
pub(super) async fn find(reach: &Reach, actor: &Actor, place: PlaceId, id: i64) -> Result<(Community, Webhook)> {
    let community = communities::own(&reach.platform.db, actor, place, reach.platform.now()).await?;
    Ok((community, store::of_place(&reach.platform.db, place, id).await?))
}

/// Changes what a webhook is; the actor answers for it from now on.
///
/// # Errors
/// As [`make`].
pub(super) async fn save(reach: &Reach, actor: &Actor, place: PlaceId, id: i64, wanted: &Wanted) -> Result<()> {
    find(reach, actor, place, id).await?;
    let (wanted, actor, now) = (checked(reach, wanted)?, *actor, reach.platform.now());
    changed(
        reach
            .platform
            .db
            .write(work!(
                [wanted] | tx | {
                    communities::own_in(tx, &actor, place, now).await?;
                    store::save(tx, place, id, &wanted, actor.id).await
                }
            ))
            .await?,
    )
}

/// Gives a webhook another secret, which is shown once; the one before signs no more.
///
/// # Errors
/// As [`find`].
pub(super) async fn replace_secret(reach: &Reach, actor: &Actor, place: PlaceId, id: i64) -> Result<String> {
    let (made, actor, now) = (message::new_secret()?, *actor, reach.platform.now());
    let saved = reach
        .platform
        .db
        .write(work!(
            [made] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                store::save_secret(tx, place, id, &made, actor.id).await
            }
        ))
        .await?;
    changed(saved)?;
    Ok(made)
}

/// Pauses a webhook, or lets it tell again. Twice is once; whoever lets it tell again answers for it.
///
/// # Errors
/// As [`find`].
pub(super) async fn set_paused(reach: &Reach, actor: &Actor, place: PlaceId, id: i64, paused: bool) -> Result<()> {
    find(reach, actor, place, id).await?;
    let (actor, now) = (*actor, reach.platform.now());
    reach
        .platform
        .db
        .write(work!(
            [] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                match paused {
                    true => store::pause(tx, place, id, State::Paused).await,
                    false => store::resume(tx, place, id, actor.id).await,
                }
            }
        ))
        .await?;
    reach.courier.wake();
    Ok(())
}

/// Takes a webhook away.
///
/// # Errors
/// As [`find`].
pub(super) async fn remove(reach: &Reach, actor: &Actor, place: PlaceId, id: i64) -> Result<()> {
    let (actor, now) = (*actor, reach.platform.now());
    let removed = reach
        .platform
        .db
        .write(work!(
            [] | tx | {
                communities::own_in(tx, &actor, place, now).await?;
                store::delete(tx, place, id).await
            }
        ))
        .await?;
    changed(removed)
}

/// Sends something to see whether it arrives, and gives its delivery.
///
/// # Errors
/// As [`find`], and refused while it is paused.
pub(super) async fn send_trial(reach: &Reach, actor: &Actor, place: PlaceId, id: i64) -> Result<i64> {
    sends(&find(reach, actor, place, id).await?.1)?;
    let (delivery, now) = (reach.platform.id(), reach.platform.now());
    let what = Happening {
        event: delivery,
        kind: Kind::Trial,
        actor: actor.id,
        subject: SubjectRef::new("community", place.0),
        root: SubjectRef::new("community", place.0),
        at: now,
    };
    reach.platform.db.write(work!([what] | tx | { store::queue(tx, delivery, id, &what, now).await })).await?;
    reach.courier.wake();
    Ok(delivery)
}

/// Sends one delivery again, whatever became of it.
///
/// # Errors
/// As [`find`], `NotFound` for what is not in its log, and refused while it is paused.
pub(super) async fn replay(reach: &Reach, actor: &Actor, place: PlaceId, id: i64, delivery: i64) -> Result<Delivery> {
    sends(&find(reach, actor, place, id).await?.1)?;
    let now = reach.platform.now();
    store::one(&reach.platform.db, id, delivery).await?;
    reach.platform.db.write(work!([] | tx | { store::replay(tx, id, delivery, now).await })).await?;
    reach.courier.wake();
    store::one(&reach.platform.db, id, delivery).await
}

fn sends(webhook: &Webhook) -> Result<()> {
    if webhook.state == State::On { Ok(()) } else { Err(Refusal::new("webhooks.paused").into()) }
}

fn changed(rows: u64) -> Result<()> {
    if rows == 0 { Err(Error::NotFound) } else { Ok(()) }
}
