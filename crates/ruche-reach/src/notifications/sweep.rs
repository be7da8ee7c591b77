//! What comes round for notifications: forgetting the old ones.

use super::store;
use async_trait::async_trait;
use ruche_kernel::Result;
use ruche_platform::{Platform, outbox, work};
use ruche_web::Sweep;

/// How long a notification is kept once it was read, in milliseconds: 90 days.
const READ_MS: i64 = 90 * 86_400_000;
/// How many slices are forgotten in one round.
const SLICES: usize = 10;

/// Forgets notifications 90 days after they were read, and those that nobody read as long after the last event as events are
/// kept.
pub(super) struct Forget(pub Platform);

#[async_trait]
impl Sweep for Forget {
    fn name(&self) -> &'static str {
        "notifications.forget"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        for _ in 0..SLICES {
            let forgotten = self.0.db.write(work!([now] | tx | { store::forget(tx, now - READ_MS, now - outbox::KEPT_MS).await })).await?;
            if forgotten == 0 {
                break;
            }
        }
        Ok(())
    }
}
