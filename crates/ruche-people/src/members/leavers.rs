//! What a room forgets of somebody who leaves.

use async_trait::async_trait;
use ruche_kernel::{Event, Result};
use ruche_platform::db::Statement;
use ruche_platform::outbox::Listener;
use ruche_platform::{Platform, values, work};

/// Forgets what a room kept of who has left, by one statement that is given the id of that member. What it forgets gives nothing from
/// the moment of the departure on.
pub struct ForgetLeavers {
    /// The name of the listener.
    pub name: &'static str,
    /// The ground.
    pub platform: Platform,
    /// What forgets.
    pub statement: &'static Statement,
}

#[async_trait]
impl Listener for ForgetLeavers {
    fn name(&self) -> &'static str {
        self.name
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "member.left"
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let statement = self.statement;
        for event in events {
            let member = event.subject.id;
            self.platform.db.write(work!([] | tx | { tx.exec(statement, values![member]).await })).await?;
        }
        Ok(())
    }
}
