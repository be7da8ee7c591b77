//! What each row of the data set becomes here. Pure: it reads files, and knows no database.
//!
//! Rules: a person becomes an employee without address and password, whom nobody signs in as and no mail reaches; a forum an
//! open community kept by its moderator; whoever joined it or wrote a post in it a member of it; a text a post at its own date;
//! a picture a post that says that its file was not supplied; a reply to a reply hangs on the top-level comment, since
//! conversations are one level deep here; two people who know each other follow each other; a tag of a post or comment a topic.
//! The same files always give the same rows in the same order, each under a key of its own. A row that cannot be placed gives
//! its reason instead.
//! Deliberately not here: tags of forums, interests, studies and addresses, for which there is no place.

mod index;
mod key;
pub(crate) mod rows;
pub(crate) mod text;

pub use key::{Key, Kind, SourceId};
pub use rows::{Comment, CommentPlace, Community, Follows, Member, Membership, Post, Reaction, Subject, TopicUse};

use crate::ImportError;
use crate::ldbc::{self, Dataset, File};
use index::Index;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// The person is not in the data set, or was left out.
    UnknownPerson,
    /// The forum is not in the data set, or was left out.
    UnknownForum,
    /// The post or comment is not in the data set, or was left out; or a reply answers itself in a circle.
    UnknownSubject,
    /// The tag is not in the data set.
    UnknownTag,
    /// Nothing is left of the name once it is cleaned.
    NoName,
    /// There is neither text nor picture.
    NoText,
    /// The text is longer than a post or comment may be.
    TextTooLong,
    /// No letter is left of the tag once it is made one word.
    NotAWord,
    /// Another tag of the same post or comment is the same word.
    SameWord,
    /// The person keeps the forum, and is in it already for that.
    OwnsIt,
    /// The same row stands in the files twice.
    Repeated,
    /// A person who would follow themselves.
    Oneself,
    /// There is no place for such a row.
    NoPlace,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownPerson => "the person is unknown",
            Self::UnknownForum => "the community is unknown",
            Self::UnknownSubject => "the post or comment is unknown",
            Self::UnknownTag => "the tag is unknown",
            Self::NoName => "no name",
            Self::NoText => "neither text nor picture",
            Self::TextTooLong => "the text is too long",
            Self::NotAWord => "not a word",
            Self::SameWord => "another tag is the same word",
            Self::OwnsIt => "the person owns the community",
            Self::Repeated => "the same row again",
            Self::Oneself => "nobody follows oneself",
            Self::NoPlace => "there is no place for it",
        })
    }
}

/// One row of the data set: its key, and what it becomes or why it is left out.
pub type Mapped<T> = (Key, Result<T, Skip>);

/// A data set, ready to be mapped. Holds the numbers of its people, forums, posts and comments, and the words of its tags.
#[derive(Debug)]
pub struct Mapping {
    dataset: Dataset,
    index: Index,
}

impl Mapping {
    /// Reads people, forums, posts, comments and tags once, to know what hangs on what. Blocks for as long as that takes.
    ///
    /// # Errors
    /// When a file cannot be read or a line is not what the format says.
    pub fn read(dataset: &Dataset) -> Result<Self, ImportError> {
        Ok(Self { dataset: dataset.clone(), index: Index::read(dataset)? })
    }

    /// People.
    ///
    /// # Errors
    /// When a file that completes them cannot be read.
    pub fn members(&self) -> Result<impl Iterator<Item = Result<Mapped<Member>, ImportError>> + Send + use<'_>, ImportError> {
        Ok(self.dataset.persons()?.map(|person| {
            let person = person?;
            Ok((Key::one(Kind::Person, person.id), rows::member(&person)))
        }))
    }

    /// Pairs of people who follow each other.
    pub fn follows(&self) -> impl Iterator<Item = Result<Mapped<Follows>, ImportError>> + Send + use<'_> {
        self.dataset.knows().map(|row| {
            let ldbc::Knows { a, b, at } = row?;
            let row = match self.index.person(a).and_then(|()| self.index.person(b)) {
                Ok(()) if a == b => Err(Skip::Oneself),
                known => known.map(|()| Follows { a, b, at }),
            };
            // Whichever way round the pair stands, it is the same pair.
            Ok((Key::two(Kind::Knows, a.min(b), a.max(b)), row))
        })
    }

    /// Communities. Names are told apart by a number when two would be read as the same.
    pub fn communities(&self) -> impl Iterator<Item = Result<Mapped<Community>, ImportError>> + Send + use<'_> {
        let mut names = text::Names::default();
        self.dataset.forums().map(move |forum| {
            let forum = forum?;
            let row = self.index.person(forum.moderator).and_then(|()| rows::community_name(&forum.title)).map(|name| Community {
                forum: forum.id,
                name: names.unique(&name),
                owner: forum.moderator,
                created_at: forum.created_at,
            });
            Ok((Key::one(Kind::Forum, forum.id), row))
        })
    }

    /// Those who joined a community. Who owns it is in it with the community itself.
    pub fn memberships(&self) -> impl Iterator<Item = Result<Mapped<Membership>, ImportError>> + Send + use<'_> {
        self.dataset.forum_members().map(|row| {
            let row = row?;
            let (forum, person) = (row.forum, row.person);
            let membership = self.index.membership(forum, person).map(|()| Membership { forum, person, joined_at: row.joined_at });
            Ok((Key::two(Kind::ForumMember, forum, person), membership))
        })
    }

    /// Those who wrote a post in a community without having joined it, from their first post in the file on. Holds who is where.
    ///
    /// # Errors
    /// When the file of those who joined cannot be read.
    pub fn authors(&self) -> Result<impl Iterator<Item = Result<Mapped<Membership>, ImportError>> + Send + use<'_>, ImportError> {
        let mut inside: HashSet<(i64, i64)> =
            self.dataset.forum_members().map(|row| row.map(|m| (m.forum, m.person))).collect::<Result<_, _>>()?;
        Ok(self.dataset.posts().filter_map(move |post| match post {
            Err(error) => Some(Err(error)),
            Ok(ldbc::Post { forum, creator: person, created_at: joined_at, .. }) => {
                let outside = self.index.membership(forum, person).is_ok() && inside.insert((forum, person));
                outside.then(|| Ok((Key::two(Kind::Author, forum, person), Ok(Membership { forum, person, joined_at }))))
            }
        }))
    }

    /// Posts.
    pub fn posts(&self) -> impl Iterator<Item = Result<Mapped<Post>, ImportError>> + Send + use<'_> {
        self.dataset.posts().map(|post| {
            let post = post?;
            let key = Key::one(Kind::Post, post.id);
            Ok((key, self.index.post(post)))
        })
    }

    /// Comments: first those on a post, then, in a second reading, the replies, so that what a reply hangs on comes before it.
    pub fn comments(&self) -> impl Iterator<Item = Result<Mapped<Comment>, ImportError>> + Send + use<'_> {
        [false, true].into_iter().flat_map(|replies| {
            let wanted = move |row: &Result<ldbc::Comment, _>| row.as_ref().map_or(true, |c| c.reply_of_comment.is_some() == replies);
            self.dataset.comments().filter(wanted).map(|comment| {
                let comment = comment?;
                let row = rows::text(&comment.content).and_then(|body| {
                    self.index.person(comment.creator)?;
                    let place = self.index.comment_place(comment.id)?;
                    Ok(Comment { place, author: comment.creator, body, published_at: comment.created_at })
                });
                Ok((Key::one(Kind::Comment, comment.id), row))
            })
        })
    }

    /// Reactions to posts.
    pub fn post_likes(&self) -> impl Iterator<Item = Result<Mapped<Reaction>, ImportError>> + Send + use<'_> {
        self.likes(self.dataset.post_likes(), Kind::PostLike, |id| self.index.post_subject(id))
    }

    /// Reactions to comments.
    pub fn comment_likes(&self) -> impl Iterator<Item = Result<Mapped<Reaction>, ImportError>> + Send + use<'_> {
        self.likes(self.dataset.comment_likes(), Kind::CommentLike, |id| self.index.comment_subject(id))
    }

    /// Topics of posts.
    pub fn post_topics(&self) -> impl Iterator<Item = Result<Mapped<TopicUse>, ImportError>> + Send + use<'_> {
        self.topics(self.dataset.post_tags(), Kind::PostTag, |id| self.index.post_subject(id))
    }

    /// Topics of comments.
    pub fn comment_topics(&self) -> impl Iterator<Item = Result<Mapped<TopicUse>, ImportError>> + Send + use<'_> {
        self.topics(self.dataset.comment_tags(), Kind::CommentTag, |id| self.index.comment_subject(id))
    }

    fn likes<'m>(
        &'m self,
        likes: ldbc::Rows<ldbc::Like>,
        kind: Kind,
        subject: impl Fn(i64) -> Result<Subject, Skip> + Send + 'm,
    ) -> impl Iterator<Item = Result<Mapped<Reaction>, ImportError>> + Send + 'm {
        likes.map(move |like| {
            let like = like?;
            let row = self.index.person(like.person).and_then(|()| subject(like.subject));
            let row = row.map(|subject| Reaction { subject, person: like.person, at: like.at });
            Ok((Key::two(kind, like.person, like.subject), row))
        })
    }

    /// Holds every pair that a second tag could repeat: those of words that several tags share.
    fn topics<'m>(
        &'m self,
        tags: ldbc::Rows<ldbc::Tagged>,
        kind: Kind,
        subject: impl Fn(i64) -> Result<Subject, Skip> + Send + 'm,
    ) -> impl Iterator<Item = Result<Mapped<TopicUse>, ImportError>> + Send + 'm {
        let mut first = HashMap::new();
        tags.map(move |row| {
            let ldbc::Tagged { subject: id, tag } = row?;
            let topic = self.index.word(tag).and_then(|word| {
                let subject = subject(id)?;
                let repeats = word.shared.is_some_and(|shared| *first.entry((id, shared)).or_insert(tag) != tag);
                if repeats { Err(Skip::SameWord) } else { Ok(TopicUse { subject, name: word.name.clone() }) }
            });
            Ok((Key::two(kind, id, tag), topic))
        })
    }
}

/// The rows of the data set that have no place here, by their file.
pub const NO_PLACE: [File; 4] = [File::Email, File::Study, File::Interest, File::ForumTag];
