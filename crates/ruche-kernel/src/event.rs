//! An event: who did what, on which Subject, in which place, when. Ids only, never text.

use crate::{MemberId, PlaceId, SubjectRef};

/// One row of the outbox. It feeds notifications, live updates and whatever listens later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Made before the transaction; tells nothing about the order of commits.
    pub id: i64,
    /// Given after the commit; 0 until then. Listeners read in this order.
    pub seq: i64,
    /// What happened: `post.published`, `comment.published`...
    pub kind: String,
    /// Who did it.
    pub actor: MemberId,
    /// On what.
    pub subject: SubjectRef,
    /// What the subject hangs on: the post of a comment, else the subject itself.
    pub root: SubjectRef,
    /// Where; rights are asked for this place.
    pub place: PlaceId,
    /// The one person it concerns, when it concerns one only.
    pub target: Option<MemberId>,
    /// When, in milliseconds UTC.
    pub at: i64,
}

impl Event {
    /// An event about `subject` itself, without a target and not yet identified; `record` gives the id and the time.
    #[must_use]
    pub fn new(kind: &str, actor: MemberId, subject: SubjectRef, place: PlaceId) -> Self {
        Self { id: 0, seq: 0, kind: kind.to_owned(), actor, root: subject.clone(), subject, place, target: None, at: 0 }
    }

    /// The same event, hanging on `root`.
    #[must_use]
    pub fn under(mut self, root: SubjectRef) -> Self {
        self.root = root;
        self
    }

    /// The same event, concerning one person.
    #[must_use]
    pub fn about(mut self, target: MemberId) -> Self {
        self.target = Some(target);
        self
    }
}
