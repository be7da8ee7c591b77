//! What nobody goes on sending goes away: rows first, so that nothing ever points at bytes that are gone.

use super::store;
use crate::Content;
use crate::files::actions::remove_blobs;
use async_trait::async_trait;
use ruche_kernel::Result;
use ruche_platform::work;
use ruche_web::Sweep;

/// How many uploads one round forgets at most.
const ROUND: i64 = 200;

/// Forgets uploads of which no piece came for a day. What one became stays.
pub(super) struct Abandoned(pub Content);

#[async_trait]
impl Sweep for Abandoned {
    fn name(&self) -> &'static str {
        "uploads.abandoned"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let gone = self.0.platform.db.write(work!([] | tx | { store::delete_expired(tx, now, ROUND).await })).await?;
        remove_blobs(&self.0, &gone).await;
        Ok(())
    }
}
