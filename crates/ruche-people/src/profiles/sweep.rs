//! What comes round: what was taken away is forgotten after 30 days, and all of it when somebody leaves.

use super::store;
use crate::People;
use crate::skills::rules::BACK_MS;
use async_trait::async_trait;
use ruche_kernel::{Event, Result};
use ruche_platform::outbox::Listener;
use ruche_platform::work;
use ruche_web::Sweep;

/// Forgets what was taken away, and can be brought back no more.
pub(super) struct Forget(pub People);

#[async_trait]
impl Sweep for Forget {
    fn name(&self) -> &'static str {
        "profiles.forget"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.0.platform.db.write(work!([] | tx | { store::forget_removed(tx, now - BACK_MS).await })).await
    }
}

/// Forgets what somebody who leaves said of themselves.
pub(super) struct Leavers(pub People);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "profiles.leavers"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            let member = event.subject.id;
            self.0.platform.db.write(work!([] | tx | { store::forget(tx, member).await })).await?;
        }
        Ok(())
    }
}
