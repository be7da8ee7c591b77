//! Reacting.

use super::{Kind, store};
use crate::Content;
use ruche_kernel::{Actor, Event, Result, SubjectRef};
use ruche_people::access;
use ruche_platform::{outbox, work};

/// Sets the actor's reaction to a Subject, or removes it.
///
/// # Errors
/// `NotFound` for a Subject the actor may not see, refused in an archived community and where the actor only reads.
pub async fn react(content: &Content, actor: &Actor, subject: &SubjectRef, kind: Option<Kind>) -> Result<()> {
    let room = content.platform.subjects.of(subject)?.clone();
    let (actor, subject, event_id, now) = (*actor, subject.clone(), content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write_once(work!(
            [room, subject] | tx | {
                let card = room.card_in(tx, &actor, &subject, now).await?;
                access::takes_part(&actor, card.place, card.closed)?;
                if !store::set(tx, &subject, card.place, actor.id, kind, now).await? {
                    return Ok(());
                }
                // Taking a reaction back changes the page of others, and tells nobody.
                let word = if kind.is_some() { "reaction.changed" } else { "reaction.removed" };
                outbox::record(tx, event_id, now, &Event::new(word, actor.id, subject.clone(), card.place).under(card.root)).await
            }
        ))
        .await
}
