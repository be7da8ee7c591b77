//! What can be done with drafts: one function a verb, one transaction each.

use super::access::may_review;
use super::model::{Stage, Unpublished, Writer, Written};
use super::store;
use crate::posts::model::PostId;
use crate::posts::publishing::{self as posts, NewPost, Published};
use crate::posts::rules::REVIEW_NEEDED;
use crate::{Content, files};
use jiff::tz::TimeZone;
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef, names};
use ruche_people::communities::Voice;
use ruche_people::members;
use ruche_platform::db::Tx;
use ruche_platform::keys::{MAX_KEY, Sending};
use ruche_platform::{outbox, work};
use std::sync::Arc;

/// The most drafts of one person.
const MOST: i64 = 100;
/// The most characters of a moderator's words.
pub const MAX_NOTE: usize = 500;
/// What stands before the code of a refusal in a note: no one can type it, names are cleaned of it.
pub const CODE: char = '\u{1}';

/// A draft as its author sends it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Names the sending: the post that it becomes bears the same one.
    pub key: String,
    /// The version that was read; 0 for one that was never kept.
    pub version: i64,
    /// Names the form that writes: what it wrote itself is no other's, even when the answer that told the version was lost.
    pub writer: String,
    /// Where it is to appear.
    pub place: PlaceId,
    /// What was written.
    pub written: Written,
}

/// What became of a draft that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept: its id and version.
    Now(i64, i64),
    /// It is empty, and nothing is kept.
    Nothing,
}

/// Keeps a draft, or forgets one that has become empty.
///
/// # Errors
/// `posts.draft_elsewhere` when another device wrote on it meanwhile, `posts.draft_gone` when it was published or thrown away
/// there, `posts.drafts_many`; else the refusals of files.
pub async fn keep(content: &Content, actor: &Actor, sent: &Sent) -> Result<Kept> {
    // A file that is gone by now does not keep the text from being kept.
    let ids: Vec<i64> = sent.written.files.iter().map(|(id, _)| *id).collect();
    let held = files::access::own(&content.platform.db, actor.id, &ids).await?;
    let files = sent.written.files.iter().filter(|(id, _)| held.iter().any(|file| file.id == *id)).cloned().collect();
    let sent = Sent { written: sent.written.clone().with(files), ..sent.clone() };
    put(content, actor, &sent, Stage::Draft, None).await
}

/// Plans a text: it waits for its hour, and before that for a moderator where the place asks for one. Everything that publishing
/// asks is asked now already, so that what is wrong is said to someone who can mend it.
///
/// # Errors
/// The refusals of publishing and of [`keep`].
pub async fn plan(content: &Content, actor: &Actor, sent: &Sent, post: &NewPost, publish_at: Option<i64>) -> Result<(i64, Stage)> {
    let voice = posts::check(content, actor, post).await?;
    let stage = if voice == Voice::Reviewed { Stage::Waiting } else { Stage::Scheduled };
    match put(content, actor, sent, stage, publish_at).await? {
        Kept::Now(id, _) => Ok((id, stage)),
        Kept::Nothing => Err(Refusal::new("posts.empty").at("body").into()),
    }
}

async fn put(content: &Content, actor: &Actor, sent: &Sent, stage: Stage, publish_at: Option<i64>) -> Result<Kept> {
    if sent.key.is_empty() || sent.key.len() > MAX_KEY || sent.writer.len() > MAX_KEY {
        return Err(Refusal::new("posts.key_missing").status(400).into());
    }
    crate::writing::clean(&sent.written.body)?;
    let (id, ids, now) = (content.platform.id(), [(); 2].map(|()| content.platform.id()), content.platform.now());
    let (actor, sent) = (*actor, Arc::new(sent.clone()));
    content
        .platform
        .db
        .write_once(work!(
            [sent] | tx | {
                let sending = Sending { key: sent.key.clone(), hash: String::new(), kind: "post" };
                let gone = || Error::from(Refusal::new("posts.draft_gone").status(410));
                if sending.made(tx, actor.id).await?.is_some() {
                    return Err(gone());
                }
                let before = store::by_key(tx, actor.id, &sent.key).await?;
                match &before {
                    // Taken back by the device that threw it away.
                    Some(state) if state.stage == Stage::Thrown => {}
                    Some(state) if state.version != sent.version && (state.writer.is_empty() || state.writer != sent.writer) => {
                        return Err(Refusal::new("posts.draft_elsewhere").status(409).into());
                    }
                    None if sent.version != 0 => return Err(gone()),
                    _ => {}
                }
                let empty = stage == Stage::Draft && sent.written.is_empty();
                let row = store::Content { place: sent.place, stage, written: &sent.written, publish_at, writer: &sent.writer };
                let (id, version) = match &before {
                    Some(state) if empty => {
                        let subject = SubjectRef::new("draft", state.id);
                        files::actions::attach(tx, &actor, sent.place, &subject, &[]).await?;
                        store::delete(tx, state.id).await?;
                        return Ok(Kept::Nothing);
                    }
                    None if empty => return Ok(Kept::Nothing),
                    Some(state) => {
                        store::save(tx, state.id, &row, now).await?;
                        (state.id, state.version + 1)
                    }
                    None => {
                        if store::count_in(tx, actor.id).await? >= MOST {
                            return Err(Refusal::new("posts.drafts_many").with("max", MOST).into());
                        }
                        store::insert(tx, id, actor.id, &sent.key, &row, now).await?;
                        (id, 1)
                    }
                };
                let subject = SubjectRef::new("draft", id);
                files::actions::attach(tx, &actor, sent.place, &subject, &sent.written.files).await?;
                if before.is_some_and(|state| state.stage == Stage::Waiting) && stage != Stage::Waiting {
                    outbox::record(tx, ids[0], now, &Event::new("draft.settled", actor.id, subject.clone(), sent.place)).await?;
                }
                if stage == Stage::Waiting {
                    outbox::record(tx, ids[1], now, &Event::new("draft.proposed", actor.id, subject, sent.place)).await?;
                }
                Ok(Kept::Now(id, version))
            }
        ))
        .await
}

/// What became of a text that was sent to appear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appeared {
    /// It is published.
    Published(PostId),
    /// It waits for its hour or for a moderator: its id.
    Kept(i64, Stage),
    /// Its key made a post of another text before.
    Other(PostId),
}

/// Has a text appear: at once, at the hour that it says, or once a moderator has read it where the place asks for that.
///
/// # Errors
/// The refusals of publishing and of [`plan`].
pub async fn appear(content: &Content, actor: &Actor, writer: &Writer<'_>, sent: &Sent, voice: Voice) -> Result<Appeared> {
    let now = content.platform.now();
    let planned = sent.written.publish_at(writer.zone, now);
    let (new, publish_at) = match (sent.written.post(writer, sent.place, &sent.key, now), planned) {
        (Ok(new), Ok(publish_at)) => (new, publish_at),
        (new, planned) => return Err(Error::Refused(new.err().into_iter().flatten().chain(planned.err()).collect())),
    };
    if publish_at.is_some() || voice == Voice::Reviewed {
        let (id, stage) = plan(content, actor, sent, &new, publish_at).await?;
        return Ok(Appeared::Kept(id, stage));
    }
    Ok(match posts::publish(content, actor, &new).await? {
        Published::New(id) | Published::Again(id) => Appeared::Published(id),
        Published::Other(id) => Appeared::Other(id),
    })
}

/// How a text may appear in a place now, as whoever writes it or as the one in whose name it is written.
///
/// # Errors
/// As [`posts::voice`].
pub(in crate::posts) async fn voice(content: &Content, actor: &Actor, behalf: Option<i64>, place: PlaceId) -> Result<Voice> {
    let author = posts::author(content, actor, behalf.map(MemberId)).await?;
    posts::voice(content, actor, &author, place).await
}

/// Throws the own draft away, for a day.
///
/// # Errors
/// `NotFound` for a draft that is not the actor's.
pub async fn throw(content: &Content, actor: &Actor, id: i64) -> Result<()> {
    own_to(content, actor, id, Stage::Thrown).await
}

/// Takes the own draft out of what waits, to be written on; or back from where it was thrown.
///
/// # Errors
/// `NotFound` for a draft that is not the actor's.
pub async fn reopen(content: &Content, actor: &Actor, id: i64) -> Result<()> {
    own_to(content, actor, id, Stage::Draft).await
}

async fn own_to(content: &Content, actor: &Actor, id: i64, stage: Stage) -> Result<()> {
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    content
        .platform
        .db
        .write(work!(
            [] | tx | {
                let draft = store::one_in(tx, actor.id, id).await?;
                if draft.author.id != actor.id {
                    return Err(Error::NotFound);
                }
                store::move_to(tx, id, stage, "", None, now).await?;
                if draft.stage == Stage::Waiting {
                    outbox::record(tx, event_id, now, &Event::new("draft.settled", actor.id, draft.subject(), draft.place_id)).await?;
                }
                Ok(())
            }
        ))
        .await
}

/// What became of a text that a moderator let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approved {
    /// It is published.
    Published(PostId),
    /// It waits for its hour.
    Scheduled,
}

/// Lets a text through: it is published as its author's, or waits for its hour.
///
/// # Errors
/// `NotFound` for a text that the actor may not decide on; refused when it cannot be published, and then its author has it back.
pub async fn approve(content: &Content, actor: &Actor, id: i64) -> Result<Approved> {
    let draft = super::access::one(content, actor, id).await?;
    if !may_review(actor, &draft) {
        return Err(Error::NotFound);
    }
    let (actor, event_id, now) = (*actor, content.platform.id(), content.platform.now());
    if draft.publish_at.is_some_and(|at| at > now) {
        let version = draft.version;
        return content
            .platform
            .db
            .write(work!(
                [] | tx | {
                    let draft = still(tx, &actor, id, version).await?;
                    store::move_to(tx, id, Stage::Scheduled, "", Some(actor.id), now).await?;
                    let event = Event::new("draft.approved", actor.id, draft.subject(), draft.place_id).about(draft.author.id);
                    outbox::record(tx, event_id, now, &event).await?;
                    Ok(Approved::Scheduled)
                }
            ))
            .await;
    }
    publish(content, draft.author.id, id, Some(actor.id)).await?.map(Approved::Published).ok_or(Error::NotFound)
}

/// Sends a text back to its author, with a few words.
///
/// # Errors
/// `NotFound` for a text that the actor may not decide on; refused without a word.
pub async fn send_back(content: &Content, actor: &Actor, id: i64, note: &str) -> Result<()> {
    let note = names::clean_text(note).trim().to_owned();
    if note.is_empty() {
        return Err(Refusal::new("posts.note_missing").at("note").into());
    }
    if note.chars().count() > MAX_NOTE {
        return Err(Refusal::new("members.line_too_long").at("note").with("max", 500).into());
    }
    let draft = super::access::one(content, actor, id).await?;
    let (actor, event_id, now, version) = (*actor, content.platform.id(), content.platform.now(), draft.version);
    content
        .platform
        .db
        .write(work!(
            [note] | tx | {
                let draft = still(tx, &actor, id, version).await?;
                store::move_to(tx, id, Stage::Returned, &note, None, now).await?;
                let event = Event::new("draft.returned", actor.id, draft.subject(), draft.place_id).about(draft.author.id);
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}

/// The text that a moderator decides on, as it was read.
async fn still(tx: &mut Tx, actor: &Actor, id: i64, version: i64) -> Result<Unpublished> {
    let draft = store::one_in(tx, actor.id, id).await?;
    if draft.version == version && may_review(actor, &draft) { Ok(draft) } else { Err(Error::NotFound) }
}

/// Publishes a text as its author's, with everything asked again as of now. What cannot appear goes back to its author with the
/// reason, and gives nothing.
///
/// # Errors
/// What the database says, so that it is tried again.
pub(super) async fn publish(content: &Content, author: MemberId, id: i64, approver: Option<MemberId>) -> Result<Option<PostId>> {
    let now = content.platform.now();
    let draft = match store::one(&content.platform.db, author, id).await {
        Ok(draft) => draft,
        // Published meanwhile, or thrown away.
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let Some(acting) = members::store::acting(&content.platform.db, author, now).await? else {
        give_back(content, &draft, "posts.author_left").await?;
        return Ok(None);
    };
    let zone = TimeZone::get(&acting.zone).unwrap_or(TimeZone::UTC);
    let writer = Writer { zone: &zone, language: &acting.locale };
    let outcome = match draft.written.post(&writer, draft.place_id, &draft.key, now) {
        Ok(post) => posts::publish(content, &acting.actor, &NewPost { approver: approver.or(draft.approver), ..post }).await,
        Err(refusals) => Err(Error::Refused(refusals)),
    };
    match outcome {
        Ok(Published::New(post) | Published::Again(post)) => Ok(Some(post)),
        Ok(Published::Other(_)) => Ok(None),
        // The place came to ask for a moderator since.
        Err(Error::Refused(refusals)) if refusals.iter().any(|r| r.code == REVIEW_NEEDED) => {
            settle(content, &draft, Stage::Waiting, "", "draft.proposed").await?;
            Ok(None)
        }
        Err(Error::Refused(refusals)) => {
            give_back(content, &draft, refusals.first().map_or("web.unreadable", |refusal| refusal.code)).await?;
            Ok(None)
        }
        Err(Error::NotFound | Error::Forbidden) => {
            give_back(content, &draft, "posts.place_lost").await?;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Gives back to their authors, with the code of the reason, all that was to appear in a place where nothing appears any more.
///
/// # Errors
/// What the database says, so that it is tried again.
pub(super) async fn give_all_back(content: &Content, place: PlaceId, code: &str) -> Result<()> {
    let mut after = 0;
    loop {
        let planned = store::planned_in(&content.platform.db, place, after).await?;
        let Some((last, _)) = planned.last() else { return Ok(()) };
        after = *last;
        for (id, author) in planned {
            match store::one(&content.platform.db, author, id).await {
                Ok(draft) => give_back(content, &draft, code).await?,
                // Thrown away meanwhile.
                Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// Gives a text that could not appear back to its author, with the code of the reason.
async fn give_back(content: &Content, draft: &Unpublished, code: &str) -> Result<()> {
    settle(content, draft, Stage::Returned, &format!("{CODE}{code}"), "draft.failed").await
}

async fn settle(content: &Content, draft: &Unpublished, stage: Stage, note: &str, word: &'static str) -> Result<()> {
    let (event_id, now) = (content.platform.id(), content.platform.now());
    let (id, version, author, note) = (draft.id, draft.version, draft.author.id, note.to_owned());
    let event = Event::new(word, author, draft.subject(), draft.place_id);
    let event = if stage == Stage::Returned { event.about(author) } else { event };
    content
        .platform
        .db
        .write(work!(
            [note, event] | tx | {
                let draft = store::one_in(tx, author, id).await?;
                if draft.version != version {
                    return Ok(());
                }
                store::move_to(tx, id, stage, &note, None, now).await?;
                outbox::record(tx, event_id, now, &event).await
            }
        ))
        .await
}
