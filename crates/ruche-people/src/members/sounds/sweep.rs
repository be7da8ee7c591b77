//! Names that were there before their sounds were kept.

use super::store;
use crate::People;
use async_trait::async_trait;
use ruche_kernel::Result;
use ruche_platform::work;
use ruche_web::Sweep;

/// So many in one transaction.
const AT_ONCE: i64 = 500;

/// Hears the names that nobody has heard yet.
pub(in crate::members) struct Heard(pub People);

#[async_trait]
impl Sweep for Heard {
    fn name(&self) -> &'static str {
        "members.sounds"
    }

    async fn sweep(&self, _: i64) -> Result<()> {
        let db = &self.0.platform.db;
        loop {
            let names = store::unheard(db, AT_ONCE).await?;
            if names.is_empty() {
                return Ok(());
            }
            db.write(work!(
                [names] | tx | {
                    for (id, name) in names {
                        store::keep(tx, id, &name).await?;
                    }
                    Ok(())
                }
            ))
            .await?;
        }
    }
}
