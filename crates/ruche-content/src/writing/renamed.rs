//! Who is named in a text changed: a person has another name or left, came into the place or lost it, or the company chose otherwise
//! how who left is called. The texts that mention them are made again, a few at a time. Nothing else of them changes: an edit in
//! between wins, and whom they mention stays.

use super::store::{self, Written};
use crate::{Content, translations};
use async_trait::async_trait;
use ruche_kernel::{Error, Event, MemberId, PlaceId, Result};
use ruche_platform::outbox::{self, Listener};
use ruche_platform::work;
use std::sync::Arc;

/// The event of a text that was made again.
pub(super) const AGAIN: &str = "writing.rendered";

/// The listener.
pub(super) struct Renamed(pub Content);

impl Renamed {
    /// Makes every text that mentions this person again, in one place or in all.
    async fn make_again(&self, member: MemberId, place: Option<PlaceId>) -> Result<()> {
        let mut after = 0;
        loop {
            let slice = store::mentioning(&self.0.platform.db, member, place, after).await?;
            let Some(last) = slice.last().map(|written| written.subject.id) else { return Ok(()) };
            self.render(slice).await?;
            after = last;
        }
    }

    /// Makes every text of a place that mentions someone again: others may read it now.
    async fn make_place_again(&self, place: PlaceId) -> Result<()> {
        let mut after = 0;
        loop {
            let slice = store::mentioning_in(&self.0.platform.db, place, after).await?;
            let Some(last) = slice.last().map(|written| written.subject.id) else { return Ok(()) };
            self.render(slice).await?;
            after = last;
        }
    }

    /// Renders some texts, then stores in one transaction those that came out otherwise.
    async fn render(&self, slice: Vec<Written>) -> Result<()> {
        let mut drafts = Vec::with_capacity(slice.len());
        for written in slice {
            let draft = match super::draft(&self.0, written.place, &written.body, "").await {
                Ok(draft) => draft,
                // Written when longer texts were allowed: it stays as it is.
                Err(Error::Refused(_)) => continue,
                Err(error) => return Err(error),
            };
            if draft.rendered.html != written.html {
                let event = Event::new(AGAIN, MemberId(0), written.subject, written.place);
                drafts.push((draft, self.0.platform.id(), event));
            }
        }
        if drafts.is_empty() {
            return Ok(());
        }
        let (drafts, now) = (Arc::new(drafts), self.0.platform.now());
        self.0
            .platform
            .db
            .write(work!(
                [drafts] | tx | {
                    for (draft, id, event) in drafts.iter() {
                        let text = draft.settle(tx, now).await?;
                        store::save_again(tx, &event.subject, &text).await?;
                        translations::store::forget(tx, &event.subject).await?;
                        outbox::record(tx, *id, now, event).await?;
                    }
                    Ok(())
                }
            ))
            .await
    }
}

#[async_trait]
impl Listener for Renamed {
    fn name(&self) -> &'static str {
        "writing.renamed"
    }

    fn hears(&self, event: &Event) -> bool {
        matches!(
            event.kind.as_str(),
            "member.renamed"
                | "member.left"
                | "membership.joined"
                | "membership.accepted"
                | "membership.agreed"
                | "membership.left"
                | "community.changed"
                | "company.changed"
        )
    }

    async fn handle(&self, events: &[Event]) -> Result<()> {
        for event in events {
            match event.kind.as_str() {
                "member.renamed" | "member.left" => self.make_again(MemberId(event.subject.id), None).await?,
                "membership.joined" | "membership.accepted" | "membership.agreed" | "membership.left" => {
                    self.make_again(event.target.unwrap_or(event.actor), Some(event.place)).await?;
                }
                "community.changed" => self.make_place_again(event.place).await?,
                "company.changed" => {
                    let mut after = MemberId(0);
                    loop {
                        let former = store::former(&self.0.platform.db, after).await?;
                        for member in &former {
                            self.make_again(*member, None).await?;
                        }
                        let Some(last) = former.last() else { break };
                        after = *last;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}
