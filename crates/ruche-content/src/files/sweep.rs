//! What nobody published goes away: rows first, so that nothing ever points at bytes that are gone.

use super::{actions, rules, store};
use crate::Content;
use async_trait::async_trait;
use ruche_kernel::Result;
use ruche_platform::work;
use ruche_web::Sweep;

/// How many files one round forgets at most.
const ROUND: i64 = 200;

/// Forgets files that stayed loose for two days.
pub(super) struct LooseFiles(pub Content);

#[async_trait]
impl Sweep for LooseFiles {
    fn name(&self) -> &'static str {
        "files.loose"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let before = now - rules::LOOSE_MS;
        let gone = self.0.platform.db.write(work!([before] | tx | { store::delete_loose(tx, before, ROUND).await })).await?;
        actions::remove_blobs(&self.0, &gone).await;
        Ok(())
    }
}
