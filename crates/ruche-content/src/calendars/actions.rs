//! What can be done with the address of a calendar.

use super::{PAST_MS, store};
use crate::Content;
use crate::posts;
use crate::posts::formats::CalendarEvent;
use ruche_kernel::{Actor, Error, Result};
use ruche_people::members;
use ruche_people::members::store::Acting;
use ruche_platform::{secret, work};
use ruche_web::limits::{Act, Limits};

/// Makes the actor's address, in the place of the one before, and gives what it ends with, which is shown once.
///
/// # Errors
/// What the database says, or the system when it gives no randomness.
pub(super) async fn make(content: &Content, actor: &Actor) -> Result<String> {
    let token = secret::random_token()?;
    let (member, hash, now) = (actor.id, secret::digest(&token), content.platform.now());
    content.platform.db.write(work!([hash] | tx | { store::save(tx, member, &hash, now).await })).await?;
    Ok(token)
}

/// Takes the actor's address back. Twice is once.
///
/// # Errors
/// What the database says.
pub(super) async fn revoke(content: &Content, actor: &Actor) -> Result<()> {
    let member = actor.id;
    content.platform.db.write(work!([] | tx | { store::delete(tx, member).await })).await
}

/// What an address gives now: whose it is, and the events, by their hour.
///
/// # Errors
/// `NotFound` for an address that is not known or whose owner is not here any more, `TooMany` when it is asked for too often.
pub(super) async fn read(content: &Content, limits: &Limits, token: &str) -> Result<(Acting, Vec<CalendarEvent>)> {
    let (db, hash, now) = (&content.platform.db, secret::digest(token), content.platform.now());
    let calendar = store::of_token(db, &hash).await?.ok_or(Error::NotFound)?;
    limits.take(Act::Calendar, calendar.member.0)?;
    let acting = members::store::acting(db, calendar.member, now).await?.ok_or(Error::NotFound)?;
    let mut events = posts::store::events(db, calendar.member, now, now - PAST_MS).await?;
    events.sort_unstable_by_key(|event| (event.event.starts_at, event.id.0));
    store::note_use(db, calendar.member, &hash, calendar.used_on, now);
    Ok((acting, events))
}
