//! What comes round for webhooks: forgetting what was told.

use super::store;
use async_trait::async_trait;
use ruche_kernel::Result;
use ruche_platform::{Platform, work};
use ruche_web::Sweep;

/// How long the log is kept, in milliseconds: 30 days.
pub(super) const KEPT_MS: i64 = 30 * 86_400_000;
/// How many slices are forgotten in one round.
const SLICES: usize = 10;

/// Forgets what was told, or waits in vain, thirty days after it happened.
pub(super) struct Forget(pub Platform);

#[async_trait]
impl Sweep for Forget {
    fn name(&self) -> &'static str {
        "webhooks.forget"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        for _ in 0..SLICES {
            if self.0.db.write(work!([] | tx | { store::forget(tx, now - KEPT_MS).await })).await? == 0 {
                break;
            }
        }
        Ok(())
    }
}
