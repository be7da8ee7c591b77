//! Posts and comments of the demo company: their texts, formats, dates, files, reactions and responses, what is kept for later, and what
//! is told of the newest.

use super::data::{self, Comment, Photo, Post, Reactions, wrong};
use super::formats::Format;
use super::names::mention;
use super::plan::{Cast, Makings, Parts, Someone, keep};
use ruche_content::files::File;
use ruche_content::posts::drafts::Written;
use ruche_content::posts::formats::{Announcement, Details, field_of};
use ruche_content::posts::model::PostId;
use ruche_content::reactions::Kind;
use ruche_content::writing;
use ruche_kernel::{Actor, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::communities::Access;
use ruche_web::markdown;
use std::collections::HashMap;

/// The time between a text and the first reaction, vote or response to it, and between two, in milliseconds.
const FIRST_REACTION: i64 = 4 * 60_000;
const NEXT_REACTION: i64 = 11 * 60_000;
/// Nobody reacts later than this before now, or before leaving.
const LAST_REACTION: i64 = 60_000;

/// A post or a comment to come.
#[derive(Debug)]
pub(super) struct Writing {
    pub subject: SubjectRef,
    pub place: PlaceId,
    pub author: Actor,
    /// As it would be typed.
    pub body: String,
    pub at: i64,
    pub form: Form,
    /// Files with their descriptions.
    pub files: Vec<(File, String)>,
    pub reactions: Vec<Reaction>,
    /// Ids for the topics that it may bring.
    pub topics: Vec<i64>,
}

/// What posts and comments do not have in common.
#[derive(Debug)]
pub(super) enum Form {
    Post(Box<Published>),
    /// `votes` are those whom it helped, `accepted_at` is when it was accepted as the answer.
    Comment {
        post: SubjectRef,
        parent: Option<i64>,
        votes: Vec<(Actor, i64)>,
        accepted_at: Option<i64>,
    },
}

/// What posts alone have.
#[derive(Debug)]
pub(super) struct Published {
    pub language: String,
    pub pinned: bool,
    pub heading: String,
    pub details: Details,
    pub responses: Vec<Response>,
    /// The post that it shares, and whose that is.
    pub shared: Option<(PostId, MemberId)>,
    /// Who wrote it in the author's name.
    pub writer: Option<Actor>,
    pub bookmarks: Vec<(Actor, i64)>,
}

#[derive(Debug)]
pub(super) struct Response {
    pub by: Actor,
    pub choices: Vec<i64>,
    pub at: i64,
}

/// A text that is not published.
#[derive(Debug)]
pub(super) struct Draft {
    pub id: i64,
    pub author: Actor,
    pub place: PlaceId,
    pub written: Written,
    /// When it appears, where it is scheduled.
    pub publish_at: Option<i64>,
    pub at: i64,
}

#[derive(Debug)]
pub(super) struct Reaction {
    pub by: Actor,
    pub kind: Kind,
    pub at: i64,
}

impl Writing {
    /// What it hangs on; itself for a post.
    fn root(&self) -> &SubjectRef {
        match &self.form {
            Form::Post(_) => &self.subject,
            Form::Comment { post, .. } => post,
        }
    }
}

/// What stands in the folder for a post and for a comment alike.
struct Said<'a> {
    by: &'a str,
    at: super::dates::Moment,
    body: &'a str,
    photos: &'a [Photo],
    documents: &'a [String],
    reactions: &'a Reactions,
}

impl<'a> From<&'a Comment> for Said<'a> {
    fn from(c: &'a Comment) -> Self {
        Self { by: &c.by, at: c.at, body: &c.body, photos: &c.photos, documents: &[], reactions: &c.reactions }
    }
}

/// Everything that was written, oldest first.
///
/// # Errors
/// `Bug` with what is wrong in the folder.
pub(super) fn build(makings: &Makings<'_>, cast: &Cast<'_>, parts: &mut Parts) -> Result<Vec<Writing>> {
    let posts = makings.data.posts.iter().flat_map(|(_, posts)| posts);
    // Made first, since any of them may be shared.
    let ids: HashMap<&str, (i64, &str)> = posts.map(|p| (p.key.as_str(), ((makings.id)(), p.by.as_str()))).collect();
    let mut all = Vec::new();
    for (key, posts) in &makings.data.posts {
        for p in posts {
            thread(makings, cast, &ids, (key, p), parts, &mut all).map_err(|e| wrong(format_args!("{key}/{}: {e}", p.key)))?;
        }
    }
    // Stable: what has the same date stays in the order of the folder.
    all.sort_by_key(|w| w.at);
    Ok(all)
}

/// A post and what was said below it. `ids` are those of all posts with their authors, by their keys.
fn thread(
    makings: &Makings<'_>,
    cast: &Cast<'_>,
    ids: &HashMap<&str, (i64, &str)>,
    (place, p): (&str, &Post),
    parts: &mut Parts,
    all: &mut Vec<Writing>,
) -> Result<()> {
    let find = |key: &str| ids.get(key).copied().ok_or_else(|| wrong(format_args!("no post is {key:?}")));
    let said = Said { by: &p.by, at: p.at, body: &p.body, photos: &p.photos, documents: &p.documents, reactions: &p.reactions };
    let author = cast.person(&p.by)?;
    let (heading, details, responses) = format(makings, cast, place, p)?;
    let question = details.is_question();
    let shared = match &p.shares {
        Some(key) => find(key).and_then(|(id, by)| Ok((PostId(id), cast.person(by)?.actor.id))).map(Some)?,
        None => None,
    };
    let writer = match &p.writer {
        Some(key) if author.delegates.contains(key) => Some(cast.person(key)?.actor),
        Some(key) => return Err(wrong(format_args!("{} does not let {key} write", p.by))),
        None => None,
    };
    let bookmarks = dated(cast, &p.bookmarks, cast.calendar.at(p.at), makings.now)?;
    let published = Published { language: p.lang.clone(), pinned: p.pinned, heading, details, responses, shared, writer, bookmarks };
    let subject = SubjectRef::new("post", find(&p.key)?.0);
    let (place, root) = (cast.place(place)?, subject.clone());
    all.push(written(makings, cast, place, said, (subject, Form::Post(Box::new(published))), parts)?);
    for c in &p.comment {
        if (c.accepted || !c.votes.is_empty()) && !question || c.reply.iter().any(|r| r.accepted || !r.votes.is_empty()) {
            return Err(wrong("votes and an accepted answer stand below questions, and not in replies"));
        }
        let at = cast.calendar.at(c.at);
        let votes = dated(cast, &c.votes, at, makings.now)?;
        let accepted_at = c.accepted.then(|| following(at, 0, author, makings.now));
        let subject = SubjectRef::new("comment", (makings.id)());
        let parent = Some(subject.id);
        let form = Form::Comment { post: root.clone(), parent: None, votes, accepted_at };
        all.push(written(makings, cast, place, c.into(), (subject, form), parts)?);
        for reply in &c.reply {
            let subject = SubjectRef::new("comment", (makings.id)());
            let form = Form::Comment { post: root.clone(), parent, votes: Vec::new(), accepted_at: None };
            all.push(written(makings, cast, place, reply.into(), (subject, form), parts)?);
        }
    }
    Ok(())
}

/// The title of a post, what its format knows, and how people responded.
fn format(makings: &Makings<'_>, cast: &Cast<'_>, place: &str, p: &Post) -> Result<(String, Details, Vec<Response>)> {
    let Some(format) = &p.format else { return Ok(Default::default()) };
    let (author, at) = (cast.person(&p.by)?, cast.calendar.at(p.at));
    let (heading, mut details) = format.said(&cast.calendar, &author.zone, at)?;
    if let Details::Announcement(Announcement { readers, .. }) = &mut details {
        *readers = self::readers(makings, cast, place, at)? - 1;
    }
    let mut responses = Vec::new();
    for (nth, (key, choices)) in format.responses().into_iter().enumerate() {
        let person = cast.person(key)?;
        let at = following(at, nth, person, makings.now);
        details.accept_response(&choices, at).map_err(|refusal| wrong(format_args!("{key}: {}", refusal.code)))?;
        responses.push(Response { by: person.actor, choices, at });
    }
    Ok((heading, details, responses))
}

/// How many people read a place at a date.
fn readers(makings: &Makings<'_>, cast: &Cast<'_>, place: &str, at: i64) -> Result<i64> {
    let community = makings.data.communities.iter().find(|c| c.key == place);
    let mut count = 0;
    for p in &makings.data.people {
        let someone = cast.person(&p.key)?;
        let reads = match community {
            None => someone.actor.is_employee(),
            Some(c) => {
                [&c.owners, &c.moderators, &c.members].into_iter().any(|people| people.contains(&p.key))
                    || (someone.actor.is_employee() && Access::from_word(&c.kind) == Some(Access::Open))
            }
        };
        count += i64::from(reads && someone.left_at.is_none_or(|left| at < left));
    }
    Ok(count)
}

/// What people are still writing, and what waits for its hour.
///
/// # Errors
/// `Bug` with what is wrong in the folder.
pub(super) fn drafts(makings: &Makings<'_>, cast: &Cast<'_>) -> Result<Vec<Draft>> {
    let mut all = Vec::new();
    for d in &makings.data.drafts {
        let author = cast.person(&d.by)?;
        let typed = d.format.as_ref().map(|format: &Format| format.typed(&cast.calendar, &author.zone)).unwrap_or_default();
        let publish_at = d.appears.map(|appears| cast.calendar.plain(appears));
        let planned = publish_at.map(|at| field_of(at, &author.zone)).unwrap_or_default();
        let written = Written { typed, body: typed_by(cast, &d.body)?, planned, ..Written::default() };
        let at = cast.calendar.at(d.at);
        all.push(Draft { id: (makings.id)(), author: author.actor, place: cast.place(&d.place)?, written, publish_at, at });
    }
    Ok(all)
}

/// A text as it would be typed, with the people that it names.
fn typed_by(cast: &Cast<'_>, body: &str) -> Result<String> {
    let who = |key: &str| cast.person(key).ok().map(|p| (p.actor.id, p.name.to_owned()));
    let body = mention(body, who).map_err(|key| wrong(format_args!("nobody is {key:?}")))?;
    Ok(writing::clean(&body)?)
}

fn written(
    makings: &Makings<'_>,
    cast: &Cast<'_>,
    place: PlaceId,
    said: Said<'_>,
    (subject, form): (SubjectRef, Form),
    parts: &mut Parts,
) -> Result<Writing> {
    if said.at.is_to_come() {
        return Err(wrong("what was written has a date to come"));
    }
    let author = cast.person(said.by)?.actor;
    let at = cast.calendar.at(said.at);
    let body = typed_by(cast, said.body)?;
    let photos = said.photos.iter().map(|p| (data::photo(&p.file), p.alt.as_str()));
    let documents = said.documents.iter().map(|file| (data::document(file), ""));
    let files = photos.chain(documents).filter_map(|(path, alt)| Some((keep(makings, &path, &author, parts)?, alt.to_owned()))).collect();
    Ok(Writing {
        subject,
        place,
        author,
        at,
        form,
        files,
        reactions: reactions(cast, said.reactions, at, makings.now)?,
        topics: markdown::named(&body).topics.iter().map(|_| (makings.id)()).collect(),
        body,
    })
}

/// The reactions of a text, one after the other. Their dates are not in the folder.
fn reactions(cast: &Cast<'_>, said: &Reactions, at: i64, now: i64) -> Result<Vec<Reaction>> {
    let mut all = Vec::new();
    for (word, people) in said {
        let kind = Kind::from_word(word).ok_or_else(|| wrong(format_args!("no reaction is {word:?}")))?;
        for key in people {
            let person = cast.person(key)?;
            all.push(Reaction { by: person.actor, kind, at: following(at, all.len(), person, now) });
        }
    }
    Ok(all)
}

/// People, each with the date of what they did with a text of `at`.
fn dated(cast: &Cast<'_>, keys: &[String], at: i64, now: i64) -> Result<Vec<(Actor, i64)>> {
    let one = |(nth, key): (usize, &String)| cast.person(key).map(|person| (person.actor, following(at, nth, person, now)));
    keys.iter().enumerate().map(one).collect()
}

/// When the `nth` person did something with a text of `at`: one after the other, none later than now or than they left.
fn following(at: i64, nth: usize, person: &Someone<'_>, now: i64) -> i64 {
    let next = at + FIRST_REACTION + i64::try_from(nth).unwrap_or(0) * NEXT_REACTION;
    next.min(person.left_at.unwrap_or(now) - LAST_REACTION)
}

/// What happened since a date, oldest first, as the outbox would have recorded it then.
pub(super) fn events(writings: &[Writing], since: i64) -> Vec<(i64, Event)> {
    let mut all = Vec::new();
    let askers: HashMap<i64, &Actor> = writings.iter().filter(|w| w.root() == &w.subject).map(|w| (w.subject.id, &w.author)).collect();
    for w in writings {
        let event = |kind: &str, by: &Actor| Event::new(kind, by.id, w.subject.clone(), w.place).under(w.root().clone());
        let published = if w.root() == &w.subject { "post.published" } else { "comment.published" };
        all.push((w.at, event(published, &w.author)));
        all.extend(w.reactions.iter().map(|r| (r.at, event("reaction.changed", &r.by))));
        match &w.form {
            Form::Post(post) => {
                if let Some((_, author)) = post.shared {
                    all.push((w.at, event("post.shared", &w.author).about(author)));
                }
                if matches!(post.details, Details::Announcement(_)) {
                    all.push((w.at, event("announcement.published", &w.author)));
                }
                if let Some(writer) = &post.writer {
                    all.push((w.at, event("post.behalf", writer).about(w.author.id)));
                }
                all.extend(post.responses.iter().map(|r| (r.at, event("response.changed", &r.by))));
            }
            Form::Comment { post, votes, accepted_at, .. } => {
                all.extend(votes.iter().map(|(voter, at)| (*at, event("answer.voted", voter))));
                if let Some((at, asker)) = accepted_at.zip(askers.get(&post.id)) {
                    all.push((at, event("answer.accepted", asker)));
                    all.push((at, Event::new("question.answered", asker.id, post.clone(), w.place)));
                }
            }
        }
    }
    all.retain(|(at, _)| *at >= since);
    all.sort_by_key(|(at, _)| *at);
    all
}
