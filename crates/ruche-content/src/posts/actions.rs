//! What can be done with posts that are there: one function a verb, one transaction each.

use super::formats::{self, Details, Stage};
use super::model::PostId;
use super::publishing::accept;
use super::{rules, store};
use crate::comments::model::CommentId;
use crate::{Content, files, translations, writing};
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::access;
use ruche_platform::db::Tx;
use ruche_platform::{outbox, work};
use std::sync::Arc;

/// A post as its author edits it.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The version that was shown: a text saved meanwhile elsewhere is not lost.
    pub version: i64,
    /// What its format knows now.
    pub details: Details,
    /// Its title.
    pub heading: String,
    /// The text, in Markdown.
    pub body: String,
    /// The language that its author chose for the text, if one was chosen.
    pub chosen_language: Option<&'static str>,
    /// The language of the text, when none was chosen and its words do not tell.
    pub language: String,
    /// Files with their descriptions, in order.
    pub files: Vec<(i64, String)>,
    /// When it leaves the feeds by itself, in milliseconds UTC.
    pub expires_at: Option<i64>,
}

/// Edits the own post.
///
/// # Errors
/// `NotFound` for a post the actor may not see or did not write, `posts.edited_meanwhile` for another version, else the refusals.
pub async fn edit(content: &Content, actor: &Actor, id: PostId, edit: &Edit) -> Result<()> {
    let post = super::access::own(content, actor, id).await?;
    let draft = writing::draft(content, post.place.id, &edit.body, &edit.language).await?.in_language(edit.chosen_language);
    accept(actor, &edit.details, &draft, edit.files.len() + usize::from(post.shared.is_some()))?;
    let (ids, now) = ([content.platform.id(), content.platform.id()], content.platform.now());
    let (actor, edit, draft) = (*actor, Arc::new(edit.clone()), Arc::new(draft));
    content
        .platform
        .db
        .write(work!(
            [edit, draft] | tx | {
                if matches!(edit.details, Details::Announcement(_)) {
                    store::lock(tx, id).await?;
                }
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                access::takes_part(&actor, state.place, state.closed)?;
                if state.deleted.is_some() || !rules::may_edit(&actor, state.hands) {
                    return Err(Error::NotFound);
                }
                if state.details.format() != edit.details.format() {
                    return Err(Refusal::new("web.unreadable").status(400).into());
                }
                if let (Details::Poll(before), Details::Poll(after)) = (&state.details, &edit.details)
                    && !before.asks_the_same(after)
                    && formats::store::has_responses(tx, id).await?
                {
                    return Err(Refusal::new("posts.poll_voted").at("option-1").status(409).into());
                }
                let moved = matches!((&state.details, &edit.details), (Details::Event(before), Details::Event(after)) if before != after);
                let text = draft.settle(tx, now).await?;
                let details = edit.details.clone().edited_from(&state.details);
                let remind_at = match (&state.details, &details) {
                    (Details::Announcement(before), Details::Announcement(after)) if before.confirm_by == after.confirm_by => {
                        state.remind_at
                    }
                    _ => details.remind_at(now),
                };
                if !store::save(tx, id, edit.version, &text, (&edit.heading, &details, edit.expires_at, remind_at), now).await? {
                    return Err(Refusal::new("posts.edited_meanwhile").status(409).into());
                }
                let subject = SubjectRef::new("post", id.0);
                writing::save_named(tx, &subject, state.place, &text, state.published_at, &draft.topic_ids).await?;
                translations::store::forget(tx, &subject).await?;
                files::actions::attach(tx, &actor, state.place, &subject, &edit.files).await?;
                if moved {
                    outbox::record(tx, ids[1], now, &Event::new("event.moved", actor.id, subject.clone(), state.place)).await?;
                }
                outbox::record(tx, ids[0], now, &Event::new("post.edited", actor.id, subject, state.place)).await
            }
        ))
        .await
}

/// A post that the actor may see now and that is not deleted.
pub(super) async fn alive_in(tx: &mut Tx, actor: &Actor, id: PostId, now: i64) -> Result<store::State> {
    let state = store::state(tx, id).await?;
    access::read_place_in(tx, actor.id, state.place, now).await?;
    if state.deleted.is_none() { Ok(state) } else { Err(Error::NotFound) }
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
                let state = alive_in(tx, &actor, id, now).await?;
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_delete(&actor, state.hands, standing, state.company) {
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
                let state = alive_in(tx, &actor, id, now).await?;
                access::changes(state.closed)?;
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_pin(standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if state.archived_at.is_some() && pinned {
                    return Err(Refusal::new("posts.archived").status(409).into());
                }
                store::pin(tx, id, state.place, pinned.then_some(now), rules::MAX_PINS).await?;
                outbox::record(tx, event_id, now, &Event::new("post.pinned", actor.id, SubjectRef::new("post", id.0), state.place)).await
            }
        ))
        .await
}

/// Puts a post into the archives, or takes it out.
///
/// # Errors
/// `NotFound` for a post the actor may not see, `Forbidden` for one that is not theirs to put away.
pub async fn archive(content: &Content, actor: &Actor, id: PostId, archived: bool) -> Result<PlaceId> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = alive_in(tx, &actor, id, now).await?;
                access::changes(state.closed)?;
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_archive(&actor, state.hands, standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if store::archive(tx, id, archived, now).await? {
                    let word = if archived { "post.archived" } else { "post.unarchived" };
                    outbox::record(tx, event_id, now, &Event::new(word, actor.id, SubjectRef::new("post", id.0), state.place)).await?;
                }
                Ok(state.place)
            }
        ))
        .await
}

/// Responds to a post by these choices, which replace those made before.
///
/// # Errors
/// `NotFound` for a post the actor may not see; refused when it is closed or does not offer them.
pub async fn respond(content: &Content, actor: &Actor, id: PostId, choices: &[i64]) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    let mut choices = choices.to_vec();
    choices.sort_unstable();
    choices.dedup();
    content
        .platform
        .db
        .write_once(work!(
            [choices] | tx | {
                let state = alive_in(tx, &actor, id, now).await?;
                // That an announcement was read is told to its author and those who keep order, who are of the head office.
                if matches!(state.details, Details::Announcement(_)) {
                    access::changes(state.closed)?;
                } else {
                    access::takes_part(&actor, state.place, state.closed)?;
                }
                if state.archived_at.is_some() {
                    return Err(Refusal::new("posts.archived").status(409).into());
                }
                state.details.accept_response(&choices, now)?;
                if formats::store::respond(tx, id, actor.id, &choices, now).await? {
                    let event = Event::new("response.changed", actor.id, SubjectRef::new("post", id.0), state.place);
                    outbox::record(tx, event_id, now, &event).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// Reminds those who have not confirmed an announcement yet. Once a day at most: who was reminded an hour ago has not forgotten.
///
/// # Errors
/// `NotFound` for a post the actor may not see or follow up, or that is no announcement; refused within a day of the last reminder.
pub async fn remind(content: &Content, actor: &Actor, id: PostId) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                store::lock(tx, id).await?;
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                access::takes_part(&actor, state.place, state.closed)?;
                let Details::Announcement(mut announcement) = state.details else { return Err(Error::NotFound) };
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if state.deleted.is_some() || !rules::may_follow_up(&actor, state.hands, standing, state.company) {
                    return Err(Error::NotFound);
                }
                if announcement.reminded_lately(now) {
                    return Err(Refusal::new("posts.reminded_already").status(409).into());
                }
                announcement.reminded_at = Some(now);
                store::save_details(tx, id, &Details::Announcement(announcement)).await?;
                let event = Event::new("announcement.reminded", actor.id, SubjectRef::new("post", id.0), state.place);
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Reminds those who have not confirmed an announcement, as its author would, where its hour has come. Safe to run twice, on several
/// nodes at once: the first takes the hour away. It tells nobody once the date is past, nor within a day of a reminder by hand.
///
/// # Errors
/// What the database says.
pub(super) async fn remind_by_itself(content: &Content, id: PostId, now: i64) -> Result<()> {
    let event_id = content.platform.id();
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                if !store::take_reminder(tx, id, now).await? {
                    return Ok(());
                }
                let state = store::state(tx, id).await?;
                let Details::Announcement(mut announcement) = state.details else { return Ok(()) };
                if state.closed || !announcement.is_open(now) || announcement.reminded_lately(now) {
                    return Ok(());
                }
                (announcement.reminded_at, announcement.reminded_by_itself) = (Some(now), true);
                store::save_details(tx, id, &Details::Announcement(announcement)).await?;
                let event = Event::new("announcement.reminded", state.hands.author, SubjectRef::new("post", id.0), state.place);
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// Says how far an idea is.
///
/// # Errors
/// `NotFound` for a post the actor may not see or that is no idea, `Forbidden` for whoever does not keep order there.
pub async fn steer(content: &Content, actor: &Actor, id: PostId, stage: Stage) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                access::takes_part(&actor, state.place, state.closed)?;
                let Details::Idea(mut idea) = state.details else { return Err(Error::NotFound) };
                if state.deleted.is_some() {
                    return Err(Error::NotFound);
                }
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_steer(&actor, standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if idea.stage == stage {
                    return Ok(());
                }
                idea.stage = stage;
                store::save_details(tx, id, &Details::Idea(idea)).await?;
                outbox::record(tx, event_id, now, &Event::new("response.changed", actor.id, SubjectRef::new("post", id.0), state.place))
                    .await
            }
        ))
        .await
}

/// Accepts a comment as the answer to the question it stands below, or takes that back.
///
/// # Errors
/// `NotFound` for a comment the actor may not see, a reply, or one below anything else than a question; `Forbidden` for whoever did
/// not ask and does not keep order there.
pub async fn accept_answer(content: &Content, actor: &Actor, answer: CommentId, accepted: bool) -> Result<PostId> {
    let comment = crate::comments::access::one(content, actor, answer).await?;
    if comment.parent.is_some() || comment.root.kind != "post" {
        return Err(Error::NotFound);
    }
    let id = PostId(comment.root.id);
    let (actor, ids, now) = (*actor, [content.platform.id(), content.platform.id()], content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = store::state(tx, id).await?;
                access::read_place_in(tx, actor.id, state.place, now).await?;
                access::takes_part(&actor, state.place, state.closed)?;
                if state.deleted.is_some() || !state.details.is_question() {
                    return Err(Error::NotFound);
                }
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_accept(&actor, state.hands, standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if (state.answer == Some(answer)) == accepted {
                    return Ok(id);
                }
                settle_answer(tx, &state, (id, answer), accepted, actor.id, ids, now).await?;
                Ok(id)
            }
        ))
        .await
}

/// Accepts what somebody answers to a question that was put to them, unless an answer was accepted meanwhile.
///
/// # Errors
/// What the database says.
pub(super) async fn accept_by_itself(content: &Content, id: PostId, answer: CommentId, author: MemberId) -> Result<()> {
    let (ids, now) = ([content.platform.id(), content.platform.id()], content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let state = store::state(tx, id).await?;
                if state.deleted.is_some() || state.answer.is_some() {
                    return Ok(());
                }
                settle_answer(tx, &state, (id, answer), true, author, ids, now).await
            }
        ))
        .await
}

/// Keeps which comment is the answer, and tells so.
async fn settle_answer(
    tx: &mut Tx,
    state: &store::State,
    (id, answer): (PostId, CommentId),
    accepted: bool,
    by: MemberId,
    ids: [i64; 2],
    now: i64,
) -> Result<()> {
    store::save_answer(tx, id, accepted.then_some(answer)).await?;
    let post = SubjectRef::new("post", id.0);
    let word = if accepted { "answer.accepted" } else { "answer.unaccepted" };
    let told = Event::new(word, by, SubjectRef::new("comment", answer.0), state.place).under(post.clone());
    outbox::record(tx, ids[0], now, &told).await?;
    // Apart, since the question is shown elsewhere than the answer.
    outbox::record(tx, ids[1], now, &Event::new("question.answered", by, post, state.place)).await
}
