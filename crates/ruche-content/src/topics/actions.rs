//! What can be done with topics.

use super::model::{Mark, TopicId};
use super::{rules, store};
use crate::Content;
use ruche_kernel::{Actor, Error, Event, Refusal, Result, SubjectRef};
use ruche_platform::{outbox, work};

/// The name of a topic changed, or it became another one. Told to nobody but who did it: others may read it nowhere.
fn changed(actor: &Actor, id: TopicId) -> Event {
    Event::new("topic.changed", actor.id, SubjectRef::new("topic", id.0), actor.company).about(actor.id)
}

/// Follows a topic that the actor can read somewhere, or no more. Twice is once.
///
/// # Errors
/// `NotFound` for a topic that the actor can read nowhere.
pub async fn follow(content: &Content, actor: &Actor, key: &str, on: bool) -> Result<(TopicId, Mark)> {
    let (me, now, key) = (actor.id, content.platform.now(), key.to_owned());
    let db = &content.platform.db;
    db.write(work!(
        [key] | tx | {
            let topic = store::find_in(tx, me, &key).await?;
            if on {
                store::follow(tx, me, topic.id, now).await?;
            } else {
                store::unfollow(tx, me, topic.id).await?;
            }
            Ok((topic.id, topic.mark))
        }
    ))
    .await
}

/// Says what a topic is about. `seen` is when it was last changed for whoever typed: somebody else may have been faster.
///
/// # Errors
/// `Forbidden` for partners, `NotFound` for what one can read nowhere, refused at `description` when it is too long or was changed.
pub async fn describe(content: &Content, actor: &Actor, key: &str, text: &str, seen: i64) -> Result<TopicId> {
    rules::describe(actor)?;
    let (description, summary) = rules::description(text)?;
    let (me, now, fresh, key) = (actor.id, content.platform.now(), content.platform.id(), key.to_owned());
    let db = &content.platform.db;
    db.write(work!(
        [key, description, summary] | tx | {
            let id = store::find_in(tx, me, &key).await?.id;
            let state = store::state(tx, id).await?;
            if state.changed_at.unwrap_or(0) != seen && state.description != description {
                return Err(Refusal::new("topics.changed").at("description").into());
            }
            if state.description != description {
                let mark = state.mark.clone();
                store::save(tx, &state, &mark, (&description, &summary), (me, now), fresh).await?;
            }
            Ok(id)
        }
    ))
    .await
}

/// Calls a topic otherwise. Its old word leads on to it.
///
/// # Errors
/// `Forbidden` for who does not administer, `NotFound` for what one can read nowhere, refused at `name` for what is no word of a topic
/// or is that of another one.
pub async fn rename(content: &Content, actor: &Actor, key: &str, typed: &str) -> Result<(TopicId, Mark)> {
    rules::rename(actor)?;
    let mark = rules::mark(typed, "name")?;
    let (actor, now, key) = (*actor, content.platform.now(), key.to_owned());
    let (fresh, event_id) = (content.platform.id(), content.platform.id());
    let db = &content.platform.db;
    db.write(work!(
        [key, mark] | tx | {
            let id = store::find_in(tx, actor.id, &key).await?.id;
            let state = store::state(tx, id).await?;
            free(tx, &mark, id).await?;
            if state.mark != mark {
                let (description, summary) = (state.description.clone(), state.summary.clone());
                store::save(tx, &state, &mark, (&description, &summary), (actor.id, now), fresh).await?;
                outbox::record(tx, event_id, now, &changed(&actor, id)).await?;
            }
            Ok((id, mark))
        }
    ))
    .await
}

/// Asks that a word is no other topic's, nor leads to one.
async fn free(tx: &mut ruche_platform::db::Tx, mark: &Mark, id: TopicId) -> Result<()> {
    match store::owner_of(tx, &mark.key).await? {
        Some((owner, leads_to)) if leads_to.unwrap_or(owner) != id => Err(Refusal::new("topics.taken").at("name").into()),
        _ => Ok(()),
    }
}

/// Takes back the last change of name or description, for whoever made it.
///
/// # Errors
/// `NotFound` for a topic that is not there any more, `Conflict` when somebody else changed it since or nothing is left to take back;
/// else as [`describe`] and [`rename`].
pub async fn undo(content: &Content, actor: &Actor, id: TopicId) -> Result<Mark> {
    rules::describe(actor)?;
    let (actor, now) = (*actor, content.platform.now());
    let (fresh, event_id) = (content.platform.id(), content.platform.id());
    let db = &content.platform.db;
    db.write(work!(
        [] | tx | {
            let state = store::state(tx, id).await?;
            store::find_in(tx, actor.id, &state.mark.key).await?;
            let Some((name, description)) = state.before.clone().filter(|_| state.changed_by == Some(actor.id)) else {
                return Err(Error::Conflict);
            };
            let mark = rules::mark(&name, "name")?;
            if mark != state.mark {
                rules::rename(&actor)?;
                free(tx, &mark, id).await?;
            }
            let (description, summary) = rules::description(&description)?;
            store::save(tx, &state, &mark, (&description, &summary), (actor.id, now), fresh).await?;
            outbox::record(tx, event_id, now, &changed(&actor, id)).await?;
            Ok(mark)
        }
    ))
    .await
}

/// Makes a topic another one, for good: what bears it bears the other, who followed it follows the other, its words lead there.
/// `typed` is its name again, since this cannot be undone.
///
/// # Errors
/// `Forbidden` for who does not administer, `NotFound` for what one can read nowhere; refused at `into` for a topic that the actor can
/// read nowhere or that is the same, at `typed` for another name.
pub async fn merge(content: &Content, actor: &Actor, key: &str, into: &str, typed: &str) -> Result<Mark> {
    rules::rename(actor)?;
    let into = rules::mark(into, "into")?;
    let (actor, key, typed) = (*actor, key.to_owned(), rules::mark(typed, "typed").map(|mark| mark.key).ok());
    let (now, event_id) = (content.platform.now(), content.platform.id());
    let db = &content.platform.db;
    db.write(work!(
        [key, into, typed] | tx | {
            let from = store::find_in(tx, actor.id, &key).await?;
            let target = match store::find_in(tx, actor.id, &into.key).await {
                Ok(target) if target.id != from.id => target,
                Ok(_) => return Err(Refusal::new("topics.merge_same").at("into").into()),
                Err(Error::NotFound) => return Err(Refusal::new("topics.merge_unknown").at("into").into()),
                Err(error) => return Err(error),
            };
            if typed.as_ref() != Some(&from.mark.key) {
                return Err(Refusal::new("topics.merge_name").at("typed").into());
            }
            store::merge(tx, from.id, target.id).await?;
            outbox::record(tx, event_id, now, &changed(&actor, from.id)).await?;
            Ok(target.mark)
        }
    ))
    .await
}
