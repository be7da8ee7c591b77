//! What can be done with marks.

use super::{Mark, store};
use crate::Content;
use ruche_kernel::{Actor, Result, SubjectRef};
use ruche_platform::work;

/// Marks a Subject that the actor may see, or takes the mark off. Twice is once.
///
/// # Errors
/// `NotFound` for a Subject that the actor may not see.
pub async fn set(content: &Content, actor: &Actor, subject: &SubjectRef, mark: Mark, on: bool) -> Result<()> {
    let room = content.platform.subjects.of(subject)?.clone();
    let (actor, now, subject) = (*actor, content.platform.now(), subject.clone());
    content
        .platform
        .db
        .write(work!(
            [room, subject] | tx | {
                let card = room.card_in(tx, &actor, &subject, now).await?;
                if !on {
                    return store::remove(tx, actor.id, &card.subject, mark).await;
                }
                if let Some(other) = mark.excludes() {
                    store::remove(tx, actor.id, &card.subject, other).await?;
                }
                store::add(tx, actor.id, &card.subject, mark, now).await
            }
        ))
        .await
}
