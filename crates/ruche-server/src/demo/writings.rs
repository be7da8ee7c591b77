//! Posts and comments of the demo company: their texts, dates, files and reactions, and what is told of the newest.

use super::data::{self, Comment, Photo, Reactions, wrong};
use super::names::mention;
use super::plan::{Cast, Makings, Parts, keep};
use ruche_content::files::File;
use ruche_content::reactions::Kind;
use ruche_content::writing;
use ruche_kernel::{Actor, Event, PlaceId, Result, SubjectRef};
use ruche_web::markdown;

/// The time between a text and the first reaction to it, and between two reactions, in milliseconds.
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
    Post { language: String, pinned: bool },
    Comment { post: SubjectRef, parent: Option<i64> },
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
            Form::Post { .. } => &self.subject,
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
    let mut all = Vec::new();
    for (key, posts) in &makings.data.posts {
        let place = cast.place(key)?;
        for p in posts {
            let said = Said { by: &p.by, at: p.at, body: &p.body, photos: &p.photos, documents: &p.documents, reactions: &p.reactions };
            let form = Form::Post { language: p.lang.clone(), pinned: p.pinned };
            let written = |said, form, parts: &mut Parts| {
                written(makings, cast, place, said, form, parts).map_err(|e| wrong(format_args!("{key}/{}: {e}", p.key)))
            };
            let post = written(said, form, parts)?;
            let root = post.subject.clone();
            all.push(post);
            for c in &p.comment {
                let comment = written(c.into(), Form::Comment { post: root.clone(), parent: None }, parts)?;
                let parent = Some(comment.subject.id);
                all.push(comment);
                for reply in &c.reply {
                    all.push(written(reply.into(), Form::Comment { post: root.clone(), parent }, parts)?);
                }
            }
        }
    }
    // Stable: what has the same date stays in the order of the folder.
    all.sort_by_key(|w| w.at);
    Ok(all)
}

fn written(makings: &Makings<'_>, cast: &Cast<'_>, place: PlaceId, said: Said<'_>, form: Form, parts: &mut Parts) -> Result<Writing> {
    let author = cast.person(said.by)?.actor;
    let at = cast.calendar.at(said.at);
    let who = |key: &str| cast.person(key).ok().map(|p| (p.actor.id, p.name.to_owned()));
    let body = mention(said.body, who).map_err(|key| wrong(format_args!("nobody is {key:?}")))?;
    let body = writing::clean(&body)?;
    let photos = said.photos.iter().map(|p| (data::photo(&p.file), p.alt.as_str()));
    let documents = said.documents.iter().map(|file| (data::document(file), ""));
    let files = photos.chain(documents).filter_map(|(path, alt)| Some((keep(makings, &path, &author, parts)?, alt.to_owned()))).collect();
    let kind = if matches!(form, Form::Post { .. }) { "post" } else { "comment" };
    Ok(Writing {
        subject: SubjectRef::new(kind, (makings.id)()),
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
            let next = at + FIRST_REACTION + i64::try_from(all.len()).unwrap_or(0) * NEXT_REACTION;
            let last = person.left_at.unwrap_or(now) - LAST_REACTION;
            all.push(Reaction { by: person.actor, kind, at: next.min(last) });
        }
    }
    Ok(all)
}

/// What happened since a date, oldest first, as the outbox would have recorded it then.
pub(super) fn events(writings: &[Writing], since: i64) -> Vec<(i64, Event)> {
    let mut all = Vec::new();
    for w in writings {
        let event = |kind: &str, by: &Actor| Event::new(kind, by.id, w.subject.clone(), w.place).under(w.root().clone());
        let published = if w.root() == &w.subject { "post.published" } else { "comment.published" };
        all.push((w.at, event(published, &w.author)));
        all.extend(w.reactions.iter().map(|r| (r.at, event("reaction.changed", &r.by))));
    }
    all.retain(|(at, _)| *at >= since);
    all.sort_by_key(|(at, _)| *at);
    all
}
