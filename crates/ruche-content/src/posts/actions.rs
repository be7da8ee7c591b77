//! What can be done with posts: one function a verb, one transaction each.

use super::model::PostId;
use super::store::NewRow;
use super::{rules, store};
use crate::{Content, files, writing};
use ruche_kernel::{Actor, Error, Event, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::{access, communities};
use ruche_platform::keys::{MAX_KEY, Made, Sending};
use ruche_platform::{outbox, secret, work};
use std::sync::Arc;

/// A post as someone sends it.
#[derive(Clone, Debug)]
pub struct NewPost {
    /// Where.
    pub place: PlaceId,
    /// The text, in Markdown.
    pub body: String,
    /// The language of the text, when its words do not tell: that of its author.
    pub language: String,
    /// Files with their descriptions, in order.
    pub files: Vec<(i64, String)>,
    /// Names this sending: the same key makes one post.
    pub key: String,
}

/// What became of a sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Published {
    /// A new post.
    New(PostId),
    /// The post that this very sending made before.
    Again(PostId),
    /// This key made a post of another text: nothing was published, the text is kept by whoever asks.
    Other(PostId),
}

/// Publishes.
///
/// # Errors
/// `NotFound` for a place the actor may not read, else the refusals.
pub async fn publish(content: &Content, actor: &Actor, new: &NewPost) -> Result<Published> {
    if new.key.is_empty() || new.key.len() > MAX_KEY {
        return Err(Refusal::new("posts.key_missing").status(400).into());
    }
    let draft = writing::draft(content, new.place, &new.body, &new.language).await?;
    rules::accept(&draft.body, new.files.len())?;
    let sending = Sending { key: new.key.clone(), hash: fingerprint(new.place, &draft.body, &new.files), kind: "post" };
    let (id, event_id, now) = (PostId(content.platform.id()), content.platform.id(), content.platform.now());
    let (actor, new, draft) = (*actor, new.clone(), Arc::new(draft));
    content
        .platform
        .db
        .write_once(work!(
            [sending, new, draft] | tx | {
                match sending.made(tx, actor.id).await? {
                    Some(Made::Same(made)) => return Ok(Published::Again(PostId(made))),
                    Some(Made::Other(made)) => return Ok(Published::Other(PostId(made))),
                    None => {}
                }
                communities::may_write_in(tx, &actor, new.place, now).await?;
                let text = draft.settle(tx, now).await?;
                let row = NewRow { id, place: new.place, author: actor.id, missing_file: false, created_at: now, published_at: now };
                store::insert(tx, &row, &text).await?;
                let subject = SubjectRef::new("post", id.0);
                writing::save_named(tx, &subject, new.place, &text, now, &draft.topic_ids).await?;
                files::actions::attach(tx, &actor, new.place, &subject, &new.files).await?;
                sending.keep(tx, actor.id, id.0, now).await?;
                outbox::record(tx, event_id, now, &Event::new("post.published", actor.id, subject, new.place)).await?;
                Ok(Published::New(id))
            }
        ))
        .await
}

/// Edits the own post. `version` is the one that was shown: a text saved meanwhile elsewhere is not lost.
///
/// # Errors
/// `NotFound` for a post the actor may not see or did not write, `posts.edited_meanwhile` for another version, else the refusals.
pub async fn edit(content: &Content, actor: &Actor, id: PostId, version: i64, body: &str, attached: &[(i64, String)]) -> Result<()> {
    let post = super::access::own(content, actor, id).await?;
    let draft = writing::draft(content, post.place.id, body, &post.language).await?;
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
                if state.deleted.is_some() || !rules::may_edit(&actor, state.author) {
                    return Err(Error::NotFound);
                }
                let text = draft.settle(tx, now).await?;
                if !store::save(tx, id, version, &text, now).await? {
                    return Err(Refusal::new("posts.edited_meanwhile").status(409).into());
                }
                let subject = SubjectRef::new("post", id.0);
                writing::save_named(tx, &subject, state.place, &text, state.published_at, &draft.topic_ids).await?;
                files::actions::attach(tx, &actor, state.place, &subject, &attached).await?;
                outbox::record(tx, event_id, now, &Event::new("post.edited", actor.id, subject, state.place)).await
            }
        ))
        .await
}

/// Deletes: gone everywhere at once, kept 30 days for whoever deleted it.
///
/// # Errors
/// `NotFound` for a post the actor may not see, `Forbidden` for one that is not theirs to delete.
pub async fn delete(content: &Content, actor: &Actor, id: PostId) -> Result<PlaceId> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                if state.deleted.is_some() {
                    return Err(Error::NotFound);
                }
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_delete(&actor, state.author, standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if !store::delete(tx, id, state.place, actor.id, now).await? {
                    return Err(Error::NotFound);
                }
                outbox::record(tx, event_id, now, &Event::new("post.deleted", actor.id, SubjectRef::new("post", id.0), state.place))
                    .await?;
                Ok(state.place)
            }
        ))
        .await
}

/// Brings back what the actor deleted.
///
/// # Errors
/// `NotFound` when it is not in the actor's bin, or the place is not the actor's any more.
pub async fn restore(content: &Content, actor: &Actor, id: PostId) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                match state.deleted {
                    Some((at, by)) if rules::may_restore(&actor, by, at, now) => {}
                    _ => return Err(Error::NotFound),
                }
                if !store::restore(tx, id, state.place, state.published_at).await? {
                    return Err(Error::NotFound);
                }
                outbox::record(tx, event_id, now, &Event::new("post.restored", actor.id, SubjectRef::new("post", id.0), state.place)).await
            }
        ))
        .await
}

/// Pins a post on top of its place, or takes it down.
///
/// # Errors
/// `NotFound` for a post the actor may not see, `Forbidden` for whoever does not keep order there.
pub async fn pin(content: &Content, actor: &Actor, id: PostId, pinned: bool) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                if state.deleted.is_some() {
                    return Err(Error::NotFound);
                }
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_pin(standing, state.company) {
                    return Err(Error::Forbidden);
                }
                store::pin(tx, id, state.place, pinned.then_some(now), rules::MAX_PINS).await?;
                outbox::record(tx, event_id, now, &Event::new("post.pinned", actor.id, SubjectRef::new("post", id.0), state.place)).await
            }
        ))
        .await
}

/// What tells one sending from another under the same key.
fn fingerprint(place: PlaceId, body: &str, files: &[(i64, String)]) -> String {
    let files: Vec<String> = files.iter().map(|(id, alt)| format!("{id}:{alt}")).collect();
    secret::digest(&format!("{place}\u{0}{body}\u{0}{}", files.join("\u{1}")))
}
