//! Publishing: what is asked of a text that is to appear, as whose, and the one transaction in which it does.

use super::formats::{Details, Kudos};
use super::model::PostId;
use super::store::{self, NewRow};
use super::{drafts, rules};
use crate::{Content, files, writing};
use ruche_kernel::{Actor, Error, Event, MemberId, PlaceId, Refusal, Result, SubjectRef};
use ruche_people::access::Standing;
use ruche_people::communities::Voice;
use ruche_people::{access, communities, delegates, members, organisation};
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
    rules::names_few(actor, draft.asked().len())?;
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
                    Some(shared) => Some(super::actions::alive_in(tx, &actor, shared, now).await.map_err(share_gone)?.hands.author),
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
                if matches!(&*details, Details::Question(question) if question.level.is_some()) {
                    outbox::record(tx, ids[1], now, &Event::new("question.put", author.id, subject.clone(), new.place)).await?;
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
    rules::names_few(actor, draft.asked().len())?;
    if let Some(shared) = new.shared {
        super::access::one(content, actor, shared).await.map_err(share_gone)?;
    }
    if let Details::Question(question) = &new.details {
        put_to(content, &author, new.place, question.level).await?;
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
    if !delegates::access::may_act(db, actor.id, principal).await? {
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
pub(super) fn accept(actor: &Actor, details: &Details, draft: &writing::Draft, files: usize) -> Result<()> {
    match details {
        // The title says it already.
        details if details.format().has_heading() => {}
        Details::Kudos(_) => Kudos::accept(actor.id, draft.asked())?,
        _ => rules::accept(&draft.body, files)?,
    }
    Ok(())
}

/// Who stands on the level of the chart that a question is put to, above its author.
///
/// # Errors
/// Refused at `level` outside the place of the whole company, or of the author's circle, since it is put before everyone, and where
/// nobody stands there who reads it.
async fn put_to(content: &Content, author: &Actor, place: PlaceId, level: Option<u8>) -> Result<Vec<i64>> {
    let Some(level) = level else { return Ok(Vec::new()) };
    if place != author.home() || !author.is_employee() {
        return Err(Refusal::new("posts.level_elsewhere").at("level").into());
    }
    let mut asked = organisation::store::on_level_above(&content.platform.db, author.id, level.into()).await?;
    if author.circle.is_some() {
        let ids: Vec<i64> = asked.iter().map(|id| id.0).collect();
        let readers = ruche_people::access::readers_among(&content.platform.db, place, &ids, content.platform.now()).await?;
        asked.retain(|id| readers.contains(&id.0));
    }
    if asked.is_empty() {
        return Err(Refusal::new("posts.level_nobody").at("level").into());
    }
    Ok(asked.into_iter().map(|id| id.0).collect())
}

/// What the format knows once it is published: an announcement, how many are to read it; a question, to whom it is put.
async fn settled(content: &Content, actor: &Actor, new: &NewPost) -> Result<Details> {
    let mut details = new.details.clone();
    if let Details::Announcement(announcement) = &mut details {
        let audience = communities::audience(&content.platform.db, actor, new.place, content.platform.now()).await?;
        announcement.readers = (audience.readers - 1).max(0);
    }
    if let Details::Question(question) = &mut details {
        question.asked = put_to(content, actor, new.place, question.level).await?;
    }
    Ok(details)
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
