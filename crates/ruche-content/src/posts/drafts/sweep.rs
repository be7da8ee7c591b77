//! What comes round for drafts: those whose hour has come, those that were thrown away, those of people who leave, those of a community
//! that is archived.

use super::{actions, store};
use crate::{Content, files};
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result, SubjectRef};
use ruche_platform::outbox::Listener;
use ruche_platform::work;
use ruche_web::Sweep;

/// How long what was thrown away can be taken back, in milliseconds: a day.
const THROWN_MS: i64 = 86_400_000;

/// Publishes what is due. Two nodes may do so at once: the key of the draft makes one post.
pub(in crate::posts) struct Due(pub Content);

#[async_trait]
impl Sweep for Due {
    fn name(&self) -> &'static str {
        "drafts.due"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        for (id, author) in store::due(&self.0.platform.db, now).await? {
            actions::publish(&self.0, author, id, None).await?;
        }
        Ok(())
    }
}

/// Forgets what was thrown away a day ago, with its files.
pub(in crate::posts) struct Thrown(pub Content);

#[async_trait]
impl Sweep for Thrown {
    fn name(&self) -> &'static str {
        "drafts.thrown"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let db = &self.0.platform.db;
        for id in store::thrown(db, now - THROWN_MS).await? {
            let subject = SubjectRef::new("draft", id);
            let gone = db
                .write(work!(
                    [subject] | tx | {
                        store::delete(tx, id).await?;
                        files::store::delete_of_subject(tx, &subject).await
                    }
                ))
                .await?;
            files::actions::remove_blobs(&self.0, &gone).await;
        }
        Ok(())
    }
}

/// Throws away what somebody who leaves had not published: nobody else may read it.
pub(in crate::posts) struct Leavers(pub Content);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "drafts.leavers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let now = self.0.platform.now();
        for event in events {
            let author = MemberId(event.subject.id);
            self.0.platform.db.write(work!([] | tx | { store::throw_all(tx, author, now).await })).await?;
        }
        Ok(())
    }
}

/// Gives back to its author what was to appear in a community that is archived, with the reason.
pub(in crate::posts) struct Archived(pub Content);

#[async_trait]
impl Listener for Archived {
    fn name(&self) -> &'static str {
        "drafts.archived"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "community.archived"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            actions::give_all_back(&self.0, event.place, "communities.archived").await?;
        }
        Ok(())
    }
}
