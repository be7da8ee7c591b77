//! The addresses of somebody who leaves end with the account: they give nothing from that moment on, and are forgotten here.

use super::store;
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result};
use ruche_platform::outbox::Listener;
use ruche_platform::work;

/// Forgets the addresses of who has left.
pub(super) struct Leavers(pub Content);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "feeds.leavers"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events.iter().filter(|event| event.kind == "member.left") {
            let member = MemberId(event.subject.id);
            self.0.platform.db.write(work!([] | tx | { store::delete_all(tx, member).await })).await?;
        }
        Ok(())
    }
}
