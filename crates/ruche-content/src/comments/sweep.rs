//! What comes round for comments: purging those that were deleted for good.

use super::store;
use crate::posts::rules;
use crate::{Content, files};
use async_trait::async_trait;
use ruche_kernel::Result;
use ruche_platform::work;
use ruche_web::Sweep;

/// Purges what has been in the bin for 30 days.
pub(super) struct Purge(pub Content);

#[async_trait]
impl Sweep for Purge {
    fn name(&self) -> &'static str {
        "comments.purge"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let before = now - rules::BIN_MS;
        let gone = self.0.platform.db.write(work!([before] | tx | { store::purge(tx, before).await })).await?;
        files::actions::remove_blobs(&self.0, &gone).await;
        Ok(())
    }
}
