//! What a person does with the own notifications. Each change wakes the bell on the person's other pages.

use super::CHANGED;
use super::rules::Kind;
use super::store::{self, Matter};
use crate::Reach;
use ruche_kernel::{Actor, Event, Result, SubjectRef};
use ruche_platform::{outbox, work};

/// Marks one as read, and tells what it is about.
///
/// # Errors
/// `NotFound` for one that is not the person's.
pub(super) async fn read(reach: &Reach, actor: &Actor, id: i64) -> Result<Matter> {
    let matter = store::find(&reach.platform.db, actor.id, id).await?;
    let (me, event_id, now) = (actor.id, reach.platform.id(), reach.platform.now());
    let event = Event::new(CHANGED, me, SubjectRef::new("notification", id), actor.company).about(me);
    reach
        .platform
        .db
        .write(work!(
            [event] | tx | {
                if store::save_read(tx, me, id, now).await? { outbox::record(tx, event_id, now, &event).await } else { Ok(()) }
            }
        ))
        .await?;
    Ok(matter)
}

/// Marks all as read.
///
/// # Errors
/// What the database says.
pub(super) async fn read_all(reach: &Reach, actor: &Actor, kind: Option<Kind>) -> Result<()> {
    let (me, event_id, now) = (actor.id, reach.platform.id(), reach.platform.now());
    let event = Event::new(CHANGED, me, SubjectRef::new("member", me.0), actor.company).about(me);
    reach
        .platform
        .db
        .write(work!(
            [event] | tx | {
                if store::save_all_read(tx, me, kind, now).await? { outbox::record(tx, event_id, now, &event).await } else { Ok(()) }
            }
        ))
        .await
}

/// Keeps the kinds that the person wants to be told of; the others are off.
///
/// # Errors
/// What the database says.
pub(super) async fn save_choices(reach: &Reach, actor: &Actor, on: &[Kind]) -> Result<()> {
    let (me, off) = (actor.id, Kind::choices().filter(|kind| !on.contains(kind)).collect::<Vec<_>>());
    reach.platform.db.write(work!([off] | tx | { store::save_off(tx, me, &off).await })).await
}
