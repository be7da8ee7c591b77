//! What rows become: plain values, which name people, forums, posts and comments by their numbers in the data set.

use super::{Skip, text};
use crate::ldbc;
use ruche_web::markdown::MAX_CHARS;

/// A member: an employee without address and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// First and last name.
    pub name: String,
    /// `ldbc-` and the person's number.
    pub username: String,
    /// The company of the latest job; empty without one.
    pub unit: String,
    /// The city; empty when unknown.
    pub site: String,
    /// Codes of languages, separated by commas.
    pub languages: String,
    /// When they joined, in milliseconds UTC.
    pub created_at: i64,
}

/// Two members who follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follows {
    /// One.
    pub a: i64,
    /// The other.
    pub b: i64,
    /// Since when, in milliseconds UTC.
    pub at: i64,
}

/// An open community and who owns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Its number in the data set.
    pub forum: i64,
    /// A name that no other community of the data set is read as.
    pub name: String,
    /// The person who owns it.
    pub owner: i64,
    /// When it was made, in milliseconds UTC.
    pub created_at: i64,
}

/// A member of a community who does not own it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The community.
    pub forum: i64,
    /// The person.
    pub person: i64,
    /// Since when, in milliseconds UTC.
    pub joined_at: i64,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The community.
    pub forum: i64,
    /// The person who wrote it.
    pub author: i64,
    /// Markdown that shows the text as it was; empty for a picture.
    pub body: String,
    /// The code of its language; empty when unknown.
    pub language: String,
    /// Whether it is a picture, whose file no data set holds.
    pub missing_file: bool,
    /// When it was written, in milliseconds UTC.
    pub published_at: i64,
}

/// Where a comment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentPlace {
    /// The community.
    pub forum: i64,
    /// The post.
    pub post: i64,
    /// The top-level comment that it is a reply to, whatever lies between; nothing for a top-level comment.
    pub parent: Option<i64>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Where.
    pub place: CommentPlace,
    /// The person who wrote it.
    pub author: i64,
    /// Markdown that shows the text as it was.
    pub body: String,
    /// When it was written, in milliseconds UTC.
    pub published_at: i64,
}

/// A post or a comment that a like or a topic belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The community.
    pub forum: i64,
    /// Whether it is a comment.
    pub is_comment: bool,
    /// The number of the post or comment.
    pub id: i64,
    /// When it was written, in milliseconds UTC.
    pub published_at: i64,
}

/// A like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Of what.
    pub subject: Subject,
    /// By whom.
    pub person: i64,
    /// Since when, in milliseconds UTC.
    pub at: i64,
}

/// A topic of a post or comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicUse {
    /// Of what.
    pub subject: Subject,
    /// The word, without `#`.
    pub name: String,
}

/// The most characters of a community's name.
pub(super) const MAX_NAME: usize = 60;
/// The most characters of a line of a profile.
const MAX_LINE: usize = 80;

pub(crate) fn member(person: &ldbc::Person) -> Result<Member, Skip> {
    let name = text::line(&format!("{} {}", person.first, person.last), MAX_LINE);
    if name.is_empty() {
        return Err(Skip::NoName);
    }
    let job = person.works_at.iter().max_by_key(|work| work.from);
    Ok(Member {
        name,
        username: format!("ldbc-{}", person.id),
        unit: job.map(|work| text::line(&work.organisation, MAX_LINE)).unwrap_or_default(),
        site: person.place.as_deref().map(|place| text::line(place, MAX_LINE)).unwrap_or_default(),
        languages: text::line(&person.languages.join(", "), MAX_LINE),
        created_at: person.created_at_ms,
    })
}

pub(super) fn community_name(title: &str) -> Result<String, Skip> {
    Some(text::line(title, MAX_NAME)).filter(|name| !name.is_empty()).ok_or(Skip::NoName)
}

/// A post whose author and forum are known.
pub(super) fn post(post: ldbc::Post) -> Result<Post, Skip> {
    let body = match (post.content.trim(), &post.image_file) {
        ("", Some(_)) => String::new(),
        (content, _) => text(content)?,
    };
    let plain = (2..=3).contains(&post.language.len()) && post.language.bytes().all(|b| b.is_ascii_lowercase());
    Ok(Post {
        forum: post.forum,
        author: post.creator,
        body,
        language: if plain { post.language } else { String::new() },
        missing_file: post.image_file.is_some(),
        published_at: post.created_at,
    })
}

/// A text as Markdown, no longer than what is typed may be.
pub(super) fn text(content: &str) -> Result<String, Skip> {
    let body = text::markdown(content);
    match body.chars().count() {
        0 => Err(Skip::NoText),
        1..=MAX_CHARS => Ok(body),
        _ => Err(Skip::TextTooLong),
    }
}
