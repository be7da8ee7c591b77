//! What comes round for those who arrive: the message of a day, the questions of day 30 and day 90, the end, and what is forgotten.

use super::rules;
use super::store::{self, Newcomer};
use super::{journeys, subject};
use crate::People;
use async_trait::async_trait;
use ruche_kernel::{Event, PlaceId, Result};
use ruche_platform::{outbox, work};
use ruche_web::Sweep;

/// Tells each who arrives what the day brings, in the morning of a weekday. Who was looked at by another node meanwhile is left to it.
pub(super) struct Days(pub People);

#[async_trait]
impl Sweep for Days {
    fn name(&self) -> &'static str {
        "newcomers.days"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        for (of, company) in store::due(&self.0.platform.db, now).await? {
            self.look_at(of, company, now).await?;
        }
        Ok(())
    }
}

impl Days {
    async fn look_at(&self, of: Newcomer, company: PlaceId, now: i64) -> Result<()> {
        let platform = &self.0.platform;
        let day = of.day(now);
        let (ids, next_at) = ([platform.id(), platform.id()], rules::next_morning(now, &of.zone));
        let journey = of.journey.as_ref().map(|(id, ..)| *id);
        if rules::is_over(day, journey.is_some()) {
            return platform.db.write(work!([of] | tx | { store::end(tx, &of, now).await.map(|_| ()) })).await;
        }
        // What comes at night or on a weekend waits for the next morning, and is told then with the rest.
        let tells = rules::may_tell(now, &of.zone) && day > of.told_day;
        // Its face is that of whoever accompanies, where somebody does.
        let from = of.buddy.or(of.manager).unwrap_or(of.member);
        platform
            .db
            .write(work!(
                [of] | tx | {
                    let told = if tells { day } else { of.told_day };
                    if !store::advance(tx, &of, told, next_at).await? || !tells || of.away_at.is_some() {
                        return Ok(());
                    }
                    let Some(journey) = journey else { return Ok(()) };
                    if let Some(step) = store::first_due(tx, of.member, journey, of.told_day, day).await? {
                        let due = Event::new("newcomer.due", from, subject::step(step), company).about(of.member);
                        outbox::record(tx, ids[0], now, &due).await?;
                    }
                    let survey = rules::SURVEYS.into_iter().rfind(|survey| (of.told_day + 1..=day).contains(survey));
                    if let Some(survey) = survey {
                        let asked = Event::new("newcomer.asked", from, subject::survey(survey), company).about(of.member);
                        outbox::record(tx, ids[1], now, &asked).await?;
                    }
                    Ok(())
                }
            ))
            .await
    }
}

/// Forgets what was over half a year ago, and the journeys and steps that were taken away 30 days ago.
pub(super) struct Forget(pub People);

#[async_trait]
impl Sweep for Forget {
    fn name(&self) -> &'static str {
        "newcomers.forget"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.0
            .platform
            .db
            .write(work!(
                [] | tx | {
                    store::forget_over(tx, now - rules::KEPT_MS).await?;
                    journeys::forget_removed(tx, now).await
                }
            ))
            .await
    }
}
