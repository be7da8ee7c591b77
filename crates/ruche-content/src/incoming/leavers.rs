//! Forgets the address of a bot that was closed: it opens nothing from that moment on.

use super::store;
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result};
use ruche_platform::outbox::Listener;
use ruche_platform::work;

/// The listener.
pub(super) struct Leavers(pub Content);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "incoming.leavers"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events.iter().filter(|event| event.kind == "member.left") {
            let bot = MemberId(event.subject.id);
            self.0.platform.db.write(work!([] | tx | { store::delete_of_bot(tx, bot).await })).await?;
        }
        Ok(())
    }
}
