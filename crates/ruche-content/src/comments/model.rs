//! A comment, and a thread of them.

use crate::files::model::File;
use crate::reactions::store::Summary;
use crate::writing::LinkCard;
use crate::writing::own::OwnCard;
use ruche_kernel::{Cursor, MemberId, PlaceId, SubjectRef};
use ruche_people::access::Standing;
use ruche_web::parts::Person;
use std::fmt;
use std::str::FromStr;

ruche_kernel::id_type!(
    /// A comment or a reply.
    CommentId
);

/// A comment as its readers see it.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Which one.
    pub id: CommentId,
    /// What it hangs on.
    pub root: SubjectRef,
    /// The comment it replies to.
    pub parent: Option<CommentId>,
    /// Where.
    pub place: PlaceId,
    /// Whether the place is the whole company.
    pub company: bool,
    /// Whether the place is archived: what stands there is read, and changed no more.
    pub closed: bool,
    /// Who wrote it.
    pub author: Person,
    /// Safe HTML; empty once deleted.
    pub html: String,
    /// The card of its first link, if it has one.
    pub card: Option<LinkCard>,
    /// The language of the text; empty when nobody knows.
    pub language: String,
    /// How many replies.
    pub replies: i64,
    /// When.
    pub published_at: i64,
    /// When it was edited last.
    pub edited_at: Option<i64>,
    /// Whether it was deleted: shown as a gap when replies hang on it.
    pub deleted: bool,
    /// What the viewer is to the place.
    pub standing: Option<Standing>,
    /// Where it answers a question: what became of it.
    pub answer: Option<Answer>,
}

/// What an answer to a question is to the others. Replies to it are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who asked.
    pub asked_by: MemberId,
    /// Whether it is the one that was accepted.
    pub accepted: bool,
    /// How many people found that it helped.
    pub votes: i64,
    /// Whether the viewer did.
    pub voted: bool,
}

impl Comment {
    /// The Subject it is.
    #[must_use]
    pub fn subject(&self) -> SubjectRef {
        SubjectRef::new("comment", self.id.0)
    }

    /// Where it stands in its listing.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.published_at, id: self.id.0 }
    }

    /// Where it stands among the answers, the most helpful first.
    #[must_use]
    pub fn rank(&self) -> Rank {
        Rank { votes: self.answer.map_or(0, |answer| answer.votes), from: self.cursor() }
    }
}

/// A place among answers: those with more votes before, and the older before the newer. In an address `VOTES~CURSOR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Votes.
    pub votes: i64,
    /// Among those with as many votes.
    pub from: Cursor,
}

impl Rank {
    /// Before every answer.
    pub const FIRST: Self = Self { votes: i64::MAX, from: Cursor::OLDEST };
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.votes, self.from)
    }
}

impl FromStr for Rank {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (votes, from) = text.split_once('~').ok_or(())?;
        Ok(Self { votes: votes.parse().map_err(|_| ())?, from: from.parse()? })
    }
}

/// A comment with its reactions, files and first replies.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The comment.
    pub comment: Comment,
    /// Its reactions.
    pub reactions: Summary,
    /// Its photos and documents.
    pub files: Vec<File>,
    /// Its first replies.
    pub replies: Vec<Shown>,
    /// What its first link of our own leads to, as the viewer sees it.
    pub own: Option<OwnCard>,
}

/// The order of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The oldest first.
    Date,
    /// The accepted answer, then those that helped the most people.
    Helpful,
}

/// A part of a thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Comments, in their order.
    pub comments: Vec<Shown>,
    /// Which order that is.
    pub order: Order,
    /// Where the earlier ones end, when there are any.
    pub earlier: Option<Cursor>,
    /// Where the later ones start, when there are any, as the query of an address.
    pub later: Option<String>,
    /// The comment that was asked for by its address.
    pub target: Option<i64>,
}
