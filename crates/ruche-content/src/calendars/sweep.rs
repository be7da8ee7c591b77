//! The address of somebody who leaves ends with the account: it gives nothing from that moment on, and is forgotten here.

use super::store;
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::{Event, MemberId, Result};
use ruche_platform::outbox::Listener;
use ruche_platform::work;

/// Forgets the address of who has left.
pub(super) struct Leavers(pub Content);

#[async_trait]
impl Listener for Leavers {
    fn name(&self) -> &'static str {
        "calendars.leavers"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events.iter().filter(|event| event.kind == "member.left") {
            let member = MemberId(event.subject.id);
            self.0.platform.db.write(work!([] | tx | { store::delete(tx, member).await })).await?;
        }
        Ok(())
    }
}
