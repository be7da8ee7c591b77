//! What follows by itself: somebody who leaves follows nothing any more, and a merged topic keeps no use.

use super::store;
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result};
use ruche_platform::outbox::Listener;
use ruche_platform::work;
use ruche_web::Sweep;

/// Forgets what who has left followed.
pub(super) struct Leavers(pub Content);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "topics.leavers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            let member = MemberId(event.subject.id);
            let db = &self.0.platform.db;
            db.write(work!(
                [] | tx | {
                    for topic in store::followed_by(tx, member).await? {
                        store::unfollow(tx, member, topic).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        }
        Ok(())
    }
}

/// Gives what was being written with a word while it was merged to the topic that it became. Safe to run twice.
pub(super) struct Strays(pub Content);

#[async_trait]
impl Sweep for Strays {
    fn name(&self) -> &'static str {
        "topics.strays"
    }

    async fn sweep(&self, _: i64) -> Result<()> {
        let db = &self.0.platform.db;
        if store::has_strays(db).await? {
            db.write(work!([] | tx | { store::move_uses(tx).await })).await?;
        }
        Ok(())
    }
}
