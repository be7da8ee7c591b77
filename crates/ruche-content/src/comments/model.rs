//! A comment, and a thread of them.

use crate::files::model::File;
use crate::reactions::store::Summary;
use crate::writing::LinkCard;
use ruche_kernel::{Cursor, MemberId, PlaceId, SubjectRef};
use ruche_people::access::Standing;
use ruche_web::parts::Person;

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
    /// Where it answers a question: who asked it, and whether this answer was accepted.
    pub question: Option<(MemberId, bool)>,
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
}

/// A part of a thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Comments, oldest first.
    pub comments: Vec<Shown>,
    /// Where the earlier ones end, when there are any.
    pub earlier: Option<Cursor>,
    /// Where the later ones start, when there are any.
    pub later: Option<Cursor>,
    /// The comment that was asked for by its address.
    pub target: Option<i64>,
}
