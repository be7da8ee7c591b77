//! What comes round for partners: an access that ends, and the warnings before it.

use super::store::Ending;
use super::{rules, store, subject};
use crate::sign_in::DAY_MS;
use crate::{People, members};
use async_trait::async_trait;
use ruche_kernel::{Event, Result};
use ruche_platform::{outbox, work};
use ruche_web::Sweep;

/// Closes the accounts of partners whose end date has come. Their rights ended at that very moment already.
pub(super) struct End(pub People);

#[async_trait]
impl Sweep for End {
    fn name(&self) -> &'static str {
        "partners.end"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let Some(company) = crate::sign_in::Sessions(self.0.clone()).company_place().await? else { return Ok(()) };
        for member in store::ended(&self.0.platform.db, now).await? {
            members::actions::leave(&self.0, company, member).await?;
        }
        Ok(())
    }
}

/// Tells those who answer for a partner that the access ends, 30 days and 7 days before, once each.
pub(super) struct Warn(pub People);

#[async_trait]
impl Sweep for Warn {
    fn name(&self) -> &'static str {
        "partners.warn"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        let (soon, last) = (now + rules::SOON_MS, now + rules::LAST * DAY_MS);
        for of in store::ending(&self.0.platform.db, now, soon, last).await? {
            if let Some(days) = rules::warning(of.ends_at, of.told, now) {
                self.tell(of, days, now).await?;
            }
        }
        Ok(())
    }
}

impl Warn {
    async fn tell(&self, of: Ending, days: i64, now: i64) -> Result<()> {
        let platform = &self.0.platform;
        let kind = if days == rules::LAST { "partner.ending" } else { "partner.ending_soon" };
        // Its face is that of the partner.
        let events: Vec<(i64, Event)> = of
            .sponsors
            .iter()
            .map(|sponsor| (platform.id(), Event::new(kind, of.id, subject::partner(of.id), of.place).about(*sponsor)))
            .collect();
        platform
            .db
            .write(work!(
                [of, events] | tx | {
                    if store::tell(tx, &of, days).await? {
                        for (id, event) in &events {
                            outbox::record(tx, *id, now, event).await?;
                        }
                    }
                    Ok(())
                }
            ))
            .await
    }
}
