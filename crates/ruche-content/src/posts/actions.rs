//! What can be done with posts: one function a verb, one transaction each.

use super::formats::{Details, Kudos, Stage};
use super::model::PostId;
use super::store::NewRow;
use super::{drafts, rules, store};
use crate::comments::model::CommentId;
use crate::{Content, files, translations, writing};
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::communities::Voice;
use ruche_people::{access, communities, delegates, members};
use ruche_platform::db::Tx;
use ruche_platform::keys::{MAX_KEY, Made, Sending};
use ruche_platform::{outbox, secret, work};
use std::sync::Arc;

/// A post as someone sends it.
#[derive(Clone, Debug)]
pub struct NewPost {
    /// Where.
    pub place: PlaceId,
    /// What it is for.
    pub details: Details,
    /// Its title; empty for formats that have none.
    pub heading: String,
    /// The text, in Markdown.
    pub body: String,
    /// The language that its author chose for the text, if one was chosen.
    pub chosen_language: Option<&'static str>,
    /// The language of the text, when none was chosen and its words do not tell: that of its author.
    pub language: String,
    /// Files with their descriptions, in order.
    pub files: Vec<(i64, String)>,
    /// When it leaves the feeds by itself, in milliseconds UTC.
    pub expires_at: Option<i64>,
    /// The post that it shares.
    pub shared: Option<PostId>,
    /// In whose name, when that is not whoever sends it.
    pub behalf: Option<MemberId>,
    /// The moderator who read it first, where the place asks for one.
    pub approver: Option<MemberId>,
    /// Names this sending: the same key makes one post, and takes the place of the draft kept under it.
    pub key: String,
}

impl NewPost {
    /// How much stands beside the text: a post says or shows something.
    fn attached(&self) -> usize {
        self.files.len() + usize::from(self.shared.is_some())
    }
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
    let author = author(content, actor, new.behalf).await?;
    let draft = writing::draft(content, new.place, &new.body, &new.language).await?.in_language(new.chosen_language);
    accept(&author, &new.details, &draft, new.attached())?;
    let sending = Sending { key: new.key.clone(), hash: fingerprint(new, &draft.body), kind: "post" };
    let details = Arc::new(settled(content, &author, new).await?);
    let shared = match new.shared {
        // Who sends again what was published is told so, although the other post is gone since.
        Some(id) => Some(super::access::quote(content, actor, id).await.map_or(id, |quote| quote.id)),
        None => None,
    };
    let (id, ids, now) = (PostId(content.platform.id()), [(); 6].map(|()| content.platform.id()), content.platform.now());
    let (actor, new, draft) = (*actor, new.clone(), Arc::new(draft));
    content
        .platform
        .db
        .write_once(work!(
            [sending, new, draft, details] | tx | {
                match sending.made(tx, actor.id).await? {
                    Some(Made::Same(made)) => return Ok(Published::Again(PostId(made))),
                    Some(Made::Other(made)) => return Ok(Published::Other(PostId(made))),
                    None => {}
                }
                let mut voice = communities::may_write_in(tx, &actor, new.place, now).await?;
                if author.id != actor.id {
                    if !delegates::access::may_act_in(tx, actor.id, author.id).await? {
                        return Err(behalf_lost());
                    }
                    voice = communities::may_write_in(tx, &author, new.place, now).await.map_err(elsewhere)?;
                }
                if voice == Voice::Reviewed && new.approver.is_none() {
                    return Err(Refusal::new(rules::REVIEW_NEEDED).status(409).into());
                }
                if matches!(*details, Details::Announcement(_)) {
                    may_announce(&author, access::standing_in(tx, author.id, new.place).await?, new.place)?;
                }
                let shared_author = match shared {
                    Some(shared) => Some(alive_in(tx, &actor, shared, now).await.map_err(share_gone)?.hands.author),
                    None => None,
                };
                let text = draft.settle(tx, now).await?;
                let row = NewRow {
                    id,
                    place: new.place,
                    author: author.id,
                    details: (*details).clone(),
                    heading: new.heading.clone(),
                    missing_file: false,
                    created_at: now,
                    published_at: now,
                    expires_at: new.expires_at,
                    shared,
                    writer: (author.id != actor.id).then_some(actor.id),
                };
                store::insert(tx, &row, &text).await?;
                let subject = SubjectRef::new("post", id.0);
                // Its files are those of the draft it was.
                if let Some(draft) = drafts::store::take(tx, actor.id, &new.key).await? {
                    files::actions::attach(tx, &actor, new.place, &draft.subject(), &[]).await?;
                    if draft.stage == drafts::Stage::Waiting {
                        let event = Event::new("draft.settled", new.approver.unwrap_or(actor.id), draft.subject(), new.place);
                        outbox::record(tx, ids[2], now, &event).await?;
                    }
                }
                if let Some(approver) = new.approver {
                    let event = Event::new("post.approved", approver, subject.clone(), new.place).about(actor.id);
                    outbox::record(tx, ids[3], now, &event).await?;
                }
                writing::save_named(tx, &subject, new.place, &text, now, &draft.topic_ids).await?;
                files::actions::attach(tx, &actor, new.place, &subject, &new.files).await?;
                sending.keep(tx, actor.id, id.0, now).await?;
                if let Some(shared_author) = shared_author {
                    let event = Event::new("post.shared", author.id, subject.clone(), new.place).about(shared_author);
                    outbox::record(tx, ids[4], now, &event).await?;
                }
                if matches!(*details, Details::Announcement(_)) {
                    outbox::record(tx, ids[1], now, &Event::new("announcement.published", author.id, subject.clone(), new.place)).await?;
                }
                outbox::record(tx, ids[0], now, &Event::new("post.published", author.id, subject.clone(), new.place)).await?;
                if author.id != actor.id {
                    let event = Event::new("post.behalf", actor.id, subject, new.place).about(author.id);
                    outbox::record(tx, ids[5], now, &event).await?;
                }
                Ok(Published::New(id))
            }
        ))
        .await
}

/// Asks everything of a post that publishing it would ask now, but publishes nothing. Tells whether it would appear at once.
///
/// # Errors
/// As [`publish`].
pub async fn check(content: &Content, actor: &Actor, new: &NewPost) -> Result<Voice> {
    let author = author(content, actor, new.behalf).await?;
    let (db, voice) = (&content.platform.db, voice(content, actor, &author, new.place).await?);
    let draft = writing::draft(content, new.place, &new.body, &new.language).await?;
    accept(&author, &new.details, &draft, new.attached())?;
    if let Some(shared) = new.shared {
        super::access::one(content, actor, shared).await.map_err(share_gone)?;
    }
    if matches!(new.details, Details::Announcement(_)) {
        may_announce(&author, access::standing(db, author.id, new.place).await?, new.place)?;
    }
    Ok(voice)
}

/// As whom a text is published: whoever sends it, or the one who lets them.
///
/// # Errors
/// Refused at `behalf` when nobody lets them, or not any more.
pub(super) async fn author(content: &Content, actor: &Actor, behalf: Option<MemberId>) -> Result<Actor> {
    let Some(principal) = behalf.filter(|principal| *principal != actor.id) else { return Ok(*actor) };
    let db = &content.platform.db;
    if !delegates::access::principals(db, actor.id).await?.iter().any(|person| person.id == principal) {
        return Err(behalf_lost());
    }
    members::store::acting(db, principal, content.platform.now()).await?.map(|acting| acting.actor).ok_or_else(behalf_lost)
}

/// How what is sent appears in a place where both write: as the author's own would.
///
/// # Errors
/// As [`communities::may_write`]; refused at `behalf` where the author does not write.
pub(super) async fn voice(content: &Content, actor: &Actor, author: &Actor, place: PlaceId) -> Result<Voice> {
    let (db, now) = (&content.platform.db, content.platform.now());
    let voice = communities::may_write(db, actor, place, now).await?;
    if author.id == actor.id { Ok(voice) } else { communities::may_write(db, author, place, now).await.map_err(elsewhere) }
}

/// What a delegate is told where the author does not write: no more than that.
fn elsewhere(error: Error) -> Error {
    if matches!(error, Error::NotFound | Error::Refused(_)) {
        Refusal::new("posts.behalf_elsewhere").at("behalf").status(409).into()
    } else {
        error
    }
}

fn behalf_lost() -> Error {
    Refusal::new("posts.behalf_lost").at("behalf").status(409).into()
}

/// Asks that the actor may announce in a place.
fn may_announce(actor: &Actor, standing: Option<Standing>, place: PlaceId) -> Result<()> {
    let may = rules::may_announce(actor, standing, place == actor.company);
    if may { Ok(()) } else { Err(Refusal::new("posts.announcement_others").at("format").into()) }
}

/// What whoever shares a post is told when it is there no more, or theirs to read no more.
fn share_gone(error: Error) -> Error {
    if matches!(error, Error::NotFound) { Refusal::new("posts.share_gone").at("shared").status(409).into() } else { error }
}

/// What a post of this format needs of its text.
fn accept(actor: &Actor, details: &Details, draft: &writing::Draft, files: usize) -> Result<()> {
    match details {
        // The title says it already.
        details if details.format().has_heading() => {}
        Details::Kudos(_) => Kudos::accept(actor.id, draft.asked())?,
        _ => rules::accept(&draft.body, files)?,
    }
    Ok(())
}

/// What the format knows once it is published: an announcement, how many are to read it.
async fn settled(content: &Content, actor: &Actor, new: &NewPost) -> Result<Details> {
    let mut details = new.details.clone();
    if let Details::Announcement(announcement) = &mut details {
        let audience = communities::audience(&content.platform.db, actor, new.place, content.platform.now()).await?;
        announcement.readers = (audience.readers - 1).max(0);
    }
    Ok(details)
}

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
                if state.deleted.is_some() || !rules::may_edit(&actor, state.hands) {
                    return Err(Error::NotFound);
                }
                if state.details.format() != edit.details.format() {
                    return Err(Refusal::new("web.unreadable").status(400).into());
                }
                if let (Details::Poll(before), Details::Poll(after)) = (&state.details, &edit.details)
                    && !before.asks_the_same(after)
                    && store::has_responses(tx, id).await?
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
async fn alive_in(tx: &mut Tx, actor: &Actor, id: PostId, now: i64) -> Result<store::State> {
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
                if state.archived_at.is_some() {
                    return Err(Refusal::new("posts.archived").status(409).into());
                }
                state.details.accept_response(&choices, now)?;
                if store::respond(tx, id, actor.id, &choices, now).await? {
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
                if !announcement.is_open(now) || announcement.reminded_lately(now) {
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
                if state.deleted.is_some() || state.details != Details::Question {
                    return Err(Error::NotFound);
                }
                let standing = access::standing_in(tx, actor.id, state.place).await?;
                if !rules::may_accept(&actor, state.hands, standing, state.company) {
                    return Err(Error::Forbidden);
                }
                if (state.answer == Some(answer)) == accepted {
                    return Ok(id);
                }
                store::save_answer(tx, id, accepted.then_some(answer)).await?;
                let post = SubjectRef::new("post", id.0);
                let word = if accepted { "answer.accepted" } else { "answer.unaccepted" };
                let told = Event::new(word, actor.id, SubjectRef::new("comment", answer.0), state.place).under(post.clone());
                outbox::record(tx, ids[0], now, &told).await?;
                // Apart, since the question is shown elsewhere than the answer.
                outbox::record(tx, ids[1], now, &Event::new("question.answered", actor.id, post, state.place)).await?;
                Ok(id)
            }
        ))
        .await
}

/// What tells one sending from another under the same key.
fn fingerprint(new: &NewPost, body: &str) -> String {
    let files: Vec<String> = new.files.iter().map(|(id, alt)| format!("{id}:{alt}")).collect();
    let NewPost { place, details, heading, expires_at, shared, behalf, chosen_language, .. } = new;
    let format = if *details == Details::Message {
        String::new()
    } else {
        format!("\u{0}{}\u{0}{heading}\u{0}{}", details.format().word(), details.stored())
    };
    let expires = expires_at.map(|at| format!("\u{0}{at}")).unwrap_or_default();
    let shared = shared.map(|id| format!("\u{0}{id}")).unwrap_or_default();
    let behalf = behalf.map(|id| format!("\u{0}by {id}")).unwrap_or_default();
    let language = chosen_language.map(|chosen| format!("\u{2}{chosen}")).unwrap_or_default();
    secret::digest(&format!("{place}\u{0}{body}\u{0}{}{format}{expires}{shared}{behalf}{language}", files.join("\u{1}")))
}
