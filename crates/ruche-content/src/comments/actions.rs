//! What can be done with comments.

use super::model::CommentId;
use super::store::{self, NewRow};
use crate::posts::rules;
use crate::{Content, files, translations, writing};
use ruche_kernel::{Actor, Error, Event, Refusal, Result, SubjectRef};
use ruche_people::{access, communities};
use ruche_platform::keys::{MAX_KEY, Made, Sending};
use ruche_platform::{outbox, secret, work};
use std::sync::Arc;

/// A comment as someone sends it.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// What it hangs on.
    pub root: SubjectRef,
    /// The comment it answers, itself a reply or not.
    pub parent: Option<CommentId>,
    /// The text, in Markdown.
    pub body: String,
    /// Files with their descriptions, in order.
    pub files: Vec<(i64, String)>,
    /// The language of the text, when its words do not tell: that of its author.
    pub language: String,
    /// Names this sending: the same key makes one comment.
    pub key: String,
}

/// What became of a sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// The comment that this sending made, now or before.
    Made(CommentId),
    /// This key made a comment of another text: nothing was published, the text is kept by whoever asks.
    Other(CommentId),
}

/// Publishes a comment, once a key.
///
/// # Errors
/// `NotFound` for what the actor may not see, else the refusals.
pub async fn publish(content: &Content, actor: &Actor, new: &NewComment) -> Result<Published> {
    if new.key.is_empty() || new.key.len() > MAX_KEY {
        return Err(Refusal::new("posts.key_missing").status(400).into());
    }
    let room = content.platform.subjects.of(&new.root)?.clone();
    let card = room.cards(actor, std::slice::from_ref(&new.root)).await?.pop().ok_or(Error::NotFound)?;
    let draft = writing::draft(content, card.place, &new.body, &new.language).await?;
    rules::accept(&draft.body, new.files.len())?;
    let (id, event_id, now) = (CommentId(content.platform.id()), content.platform.id(), content.platform.now());
    let hash = secret::digest(&format!("{}\u{0}{:?}\u{0}{}\u{0}{:?}", new.root, new.parent, draft.body, new.files));
    let sending = Sending { key: new.key.clone(), hash, kind: "comment" };
    let (actor, new, draft) = (*actor, new.clone(), Arc::new(draft));
    content
        .platform
        .db
        .write_once(work!(
            [room, sending, draft, new] | tx | {
                let card = room.card_in(tx, &actor, &new.root, now).await?;
                match sending.made(tx, actor.id).await? {
                    Some(Made::Same(made)) => return Ok(Published::Made(CommentId(made))),
                    Some(Made::Other(made)) => return Ok(Published::Other(CommentId(made))),
                    None => {}
                }
                communities::may_write_in(tx, &actor, card.place, now).await?;
                if card.archived {
                    return Err(Refusal::new("posts.archived").at("body").status(409).into());
                }
                // Replies stand one level deep: an answer to a reply goes under the same comment.
                let parent = match new.parent {
                    None => None,
                    Some(asked) => {
                        let state = store::state(tx, asked).await?;
                        if state.root != new.root || state.deleted.is_some() {
                            return Err(Error::NotFound);
                        }
                        Some(state.parent.unwrap_or(asked))
                    }
                };
                let text = draft.settle(tx, now).await?;
                store::insert(
                    tx,
                    &NewRow { id, place: card.place, root: new.root.clone(), parent, author: actor.id, published_at: now },
                    &text,
                )
                .await?;
                let subject = SubjectRef::new("comment", id.0);
                writing::save_named(tx, &subject, card.place, &text, now, &draft.topic_ids).await?;
                files::actions::attach(tx, &actor, card.place, &subject, &new.files).await?;
                room.count_comment(tx, &new.root, 1).await?;
                sending.keep(tx, actor.id, id.0, now).await?;
                outbox::record(tx, event_id, now, &Event::new("comment.published", actor.id, subject, card.place).under(new.root.clone()))
                    .await?;
                Ok(Published::Made(id))
            }
        ))
        .await
}

/// Edits the own comment.
///
/// # Errors
/// `NotFound` for a comment that is not the actor's, else the refusals.
pub async fn edit(content: &Content, actor: &Actor, id: CommentId, body: &str, attached: &[(i64, String)]) -> Result<SubjectRef> {
    let comment = super::access::own(content, actor, id).await?;
    let draft = writing::draft(content, comment.place, body, &comment.language).await?;
    rules::accept(&draft.body, attached.len())?;
    let (event_id, now) = (content.platform.id(), content.platform.now());
    let (actor, attached, draft) = (*actor, attached.to_vec(), Arc::new(draft));
    content
        .platform
        .db
        .write(work!(
            [attached, draft] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                access::takes_part(&actor, state.place, state.closed)?;
                if state.deleted.is_some() || !rules::may_edit(&actor, state.author) {
                    return Err(Error::NotFound);
                }
                let text = draft.settle(tx, now).await?;
                store::save(tx, id, &text, now).await?;
                let subject = SubjectRef::new("comment", id.0);
                writing::save_named(tx, &subject, state.place, &text, state.published_at, &draft.topic_ids).await?;
                translations::store::forget(tx, &subject).await?;
                files::actions::attach(tx, &actor, state.place, &subject, &attached).await?;
                outbox::record(tx, event_id, now, &Event::new("comment.edited", actor.id, subject, state.place).under(state.root.clone()))
                    .await?;
                Ok(state.root)
            }
        ))
        .await
}

/// Deletes a comment; its replies stay.
///
/// # Errors
/// `NotFound` for a comment the actor may not see, `Forbidden` for one that is not theirs to delete.
pub async fn delete(content: &Content, actor: &Actor, id: CommentId) -> Result<SubjectRef> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    let subjects = content.platform.subjects.clone();
    content
        .platform
        .db
        .write(work!(
            [subjects] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                if state.deleted.is_some() {
                    return Err(Error::NotFound);
                }
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_delete(&actor, state.author, standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if !store::delete(tx, id, state.parent, actor.id, now).await? {
                    return Err(Error::NotFound);
                }
                subjects.of(&state.root)?.count_comment(tx, &state.root, -1).await?;
                outbox::record(
                    tx,
                    event_id,
                    now,
                    &Event::new("comment.deleted", actor.id, SubjectRef::new("comment", id.0), state.place).under(state.root.clone()),
                )
                .await?;
                Ok(state.root)
            }
        ))
        .await
}

/// Says that an answer to a question helped, or takes that back. Saying it twice changes nothing.
///
/// # Errors
/// `NotFound` for a comment that the actor may not see, that is no answer, or that is the actor's own; refused in the archives.
pub async fn vote(content: &Content, actor: &Actor, id: CommentId, helped: bool) -> Result<()> {
    let comment = super::access::one(content, actor, id).await?;
    if comment.answer.is_none() || comment.author.id == actor.id {
        return Err(Error::NotFound);
    }
    let room = content.platform.subjects.of(&comment.root)?.clone();
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write_once(work!(
            [room, comment] | tx | {
                let card = room.card_in(tx, &actor, &comment.root, now).await?;
                access::takes_part(&actor, card.place, card.closed)?;
                if card.archived {
                    return Err(Refusal::new("posts.archived").status(409).into());
                }
                if store::state(tx, id).await?.deleted.is_some() {
                    return Err(Error::NotFound);
                }
                if store::vote(tx, id, actor.id, helped, now).await? {
                    let event = Event::new("answer.voted", actor.id, comment.subject(), comment.place).under(comment.root.clone());
                    outbox::record(tx, event_id, now, &event).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Brings back what the actor deleted.
///
/// # Errors
/// `NotFound` when the actor did not delete it, or too long ago.
pub async fn restore(content: &Content, actor: &Actor, id: CommentId) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    let subjects = content.platform.subjects.clone();
    content
        .platform
        .db
        .write(work!(
            [subjects] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                match state.deleted {
                    Some((at, by)) if rules::may_restore(&actor, by, at, now) => {}
                    _ => return Err(Error::NotFound),
                }
                if !store::restore(tx, id, state.parent).await? {
                    return Err(Error::NotFound);
                }
                subjects.of(&state.root)?.count_comment(tx, &state.root, 1).await?;
                outbox::record(
                    tx,
                    event_id,
                    now,
                    &Event::new("comment.restored", actor.id, SubjectRef::new("comment", id.0), state.place).under(state.root.clone()),
                )
                .await
            }
        ))
        .await
}
