//! Where a row comes from: the key under which it is imported once.

use crate::ldbc::File;
use std::fmt;

/// What a row of the data set is. Its word is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person, who becomes a member.
    Person,
    /// Two people, who follow each other.
    Knows,
    /// A forum, which becomes a community.
    Forum,
    /// A person in a forum.
    ForumMember,
    /// A person who wrote in a forum without being in it.
    Author,
    /// A post.
    Post,
    /// A tag of a post, which becomes a topic.
    PostTag,
    /// A comment.
    Comment,
    /// A tag of a comment, which becomes a topic.
    CommentTag,
    /// A like of a post.
    PostLike,
    /// A like of a comment.
    CommentLike,
}

impl Kind {
    /// Every kind, each after those it hangs on.
    pub const ALL: [Self; 11] = [
        Self::Person,
        Self::Knows,
        Self::Forum,
        Self::ForumMember,
        Self::Author,
        Self::Post,
        Self::PostTag,
        Self::Comment,
        Self::CommentTag,
        Self::PostLike,
        Self::CommentLike,
    ];

    /// The stored word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Knows => "knows",
            Self::Forum => "forum",
            Self::ForumMember => "forum-member",
            Self::Author => "author",
            Self::Post => "post",
            Self::PostTag => "post-tag",
            Self::Comment => "comment",
            Self::CommentTag => "comment-tag",
            Self::PostLike => "post-like",
            Self::CommentLike => "comment-like",
        }
    }

    /// The file whose every line is one row of this kind; authors are found among the posts.
    #[must_use]
    pub const fn file(self) -> Option<File> {
        Some(match self {
            Self::Person => File::Person,
            Self::Knows => File::Knows,
            Self::Forum => File::Forum,
            Self::ForumMember => File::ForumMember,
            Self::Author => return None,
            Self::Post => File::Post,
            Self::PostTag => File::PostTag,
            Self::Comment => File::Comment,
            Self::CommentTag => File::CommentTag,
            Self::PostLike => File::PostLike,
            Self::CommentLike => File::CommentLike,
        })
    }
}

/// One row of the data set, written `person:933` or `post-like:933:1234`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// Its number, or its two.
    pub id: SourceId,
}

/// The part of a key after its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub i64, pub Option<i64>);

impl Key {
    /// The key of a thing with a number of its own.
    #[must_use]
    pub const fn one(kind: Kind, id: i64) -> Self {
        Self { kind, id: SourceId(id, None) }
    }

    /// The key of a link between two things.
    #[must_use]
    pub const fn two(kind: Kind, a: i64, b: i64) -> Self {
        Self { kind, id: SourceId(a, Some(b)) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.word(), self.id)
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            Some(second) => write!(f, "{}:{second}", self.0),
            None => write!(f, "{}", self.0),
        }
    }
}

impl std::str::FromStr for SourceId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.split_once(':') {
            Some((first, second)) => Self(first.parse()?, Some(second.parse()?)),
            None => Self(text.parse()?, None),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn keys_are_written_and_read_again() {
        for (key, text) in [(Key::one(Kind::Person, 933), "person:933"), (Key::two(Kind::PostLike, 933, 1234), "post-like:933:1234")] {
            assert_eq!(key.to_string(), text);
            assert_eq!(text.split_once(':').and_then(|(_, id)| id.parse().ok()), Some(key.id));
        }
        assert!("9x".parse::<SourceId>().is_err());
    }

    #[test]
    fn words_differ() {
        assert_eq!(Kind::ALL.iter().map(|kind| kind.word()).collect::<HashSet<_>>().len(), Kind::ALL.len());
    }
}
