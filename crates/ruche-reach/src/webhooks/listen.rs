//! What an event is to the webhooks of its place: something to tell, queued. Rights are asked when it is sent.

use super::model::Happening;
use super::rules::Kind;
use super::store;
use async_trait::async_trait;
use ruche_kernel::{Event, Result};
use ruche_people::communities;
use ruche_platform::outbox::Listener;
use ruche_platform::{Platform, work};
use std::collections::BTreeSet;

/// How many deliveries one transaction queues.
const SLICE: usize = 200;

/// The listener.
pub(super) struct Queue(pub Platform);

#[async_trait]
impl Listener for Queue {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    fn hears(&self, event: &Event) -> bool {
        event.kind == "community.merged" || Kind::of(event).is_some()
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        let happened: Vec<_> = events.iter().filter_map(|event| Some((event, Kind::of(event)?))).collect();
        let places: BTreeSet<i64> = happened.iter().map(|(event, _)| event.place.0).collect();
        let told = store::told(&self.0.db, &places.into_iter().collect::<Vec<_>>()).await?;
        let mut queued = Vec::new();
        for (event, (kind, subject)) in happened {
            // What happened before it was made is not told.
            for webhook in told.iter().filter(|w| w.place == event.place && w.kinds.contains(&kind) && w.created_at <= event.at) {
                let what = Happening {
                    event: event.id,
                    kind,
                    actor: event.actor,
                    subject: subject.clone(),
                    root: event.root.clone(),
                    at: event.at,
                };
                queued.push((self.0.id(), webhook.id, what));
            }
        }
        let now = self.0.now();
        for slice in queued.chunks(SLICE) {
            let slice = slice.to_vec();
            self.0
                .db
                .write(work!(
                    [slice] | tx | {
                        for (id, webhook, what) in &slice {
                            store::queue(tx, *id, *webhook, what, now).await?;
                        }
                        Ok(())
                    }
                ))
                .await?;
        }
        self.follow_merges(events).await
    }
}

impl Queue {
    /// The webhooks of a community that was merged are those of the one that it became, once all that happened before is queued.
    async fn follow_merges(&self, events: &[Event]) -> Result<()> {
        let merged: Vec<i64> = events.iter().filter(|event| event.kind == "community.merged").map(|event| event.place.0).collect();
        for (from, into) in communities::merged_among(&self.0.db, &merged).await? {
            self.0.db.write(work!([] | tx | { store::move_all(tx, from, into).await })).await?;
        }
        Ok(())
    }
}
