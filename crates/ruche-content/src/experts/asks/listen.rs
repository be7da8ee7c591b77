//! What happens elsewhere and matters to questions that were put to people: somebody answers, or leaves.

use super::store;
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result};
use ruche_platform::outbox::Listener;
use ruche_platform::work;

/// Whoever was asked and comments has answered.
pub(in crate::experts) struct Answers(pub Content);

#[async_trait]
impl Listener for Answers {
    fn name(&self) -> &'static str {
        "experts.answers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "comment.published"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let comments: Vec<i64> = events.iter().map(|event| event.subject.id).collect();
        let db = &self.0.platform.db;
        for (ask, at) in store::answers(db, &comments).await? {
            db.write(work!([] | tx | { store::answer(tx, ask, at).await })).await?;
        }
        Ok(())
    }
}

/// Who leaves is asked no more.
pub(in crate::experts) struct Leavers(pub Content);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "experts.leavers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            let member = MemberId(event.subject.id);
            self.0.platform.db.write(work!([] | tx | { store::forget_of(tx, member).await })).await?;
        }
        Ok(())
    }
}
