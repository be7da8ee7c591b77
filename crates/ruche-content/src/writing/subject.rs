//! Posts and comments as other rooms see them: one statement for both.

use super::store;
use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, MemberId, Result, SubjectRef};
use ruche_people::access;
use ruche_platform::Platform;
use ruche_platform::db::Tx;
use ruche_platform::subjects::{Card, Concern, Subject};

/// Posts and comments.
pub(super) struct Writings(pub Platform);

fn ids(subjects: &[SubjectRef]) -> Vec<i64> {
    subjects.iter().map(|s| s.id).collect()
}

#[async_trait]
impl Subject for Writings {
    fn kinds(&self) -> &'static [&'static str] {
        &["post", "comment"]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        Ok(store::cards(&self.0.db, viewer.id, &ids(subjects)).await?.into_iter().filter(|card| subjects.contains(&card.subject)).collect())
    }

    async fn card_in(&self, tx: &mut Tx, viewer: &Actor, subject: &SubjectRef, now: i64) -> Result<Card> {
        let card = store::card_in(tx, viewer.id, subject).await?;
        access::read_place_in(tx, viewer.id, card.place, now).await?;
        Ok(card)
    }

    async fn concerns(&self, subjects: &[SubjectRef]) -> Result<Vec<Concern>> {
        Ok(store::concerns(&self.0.db, &ids(subjects)).await?.into_iter().filter(|c| subjects.contains(&c.subject)).collect())
    }

    async fn called(&self, event: &Event) -> Result<Vec<MemberId>> {
        match event.kind.as_str() {
            "announcement.published" | "announcement.reminded" => store::unconfirmed(&self.0.db, event.subject.id, event.place).await,
            "question.put" => store::put_to(&self.0.db, event.subject.id).await,
            "event.moved" => store::participants(&self.0.db, event.subject.id).await,
            _ => Ok(Vec::new()),
        }
    }

    async fn count_comment(&self, tx: &mut Tx, subject: &SubjectRef, change: i64) -> Result<()> {
        match subject.kind.as_str() {
            "post" => store::count_comment(tx, subject.id, change).await,
            _ => Err(Error::NotFound),
        }
    }
}
