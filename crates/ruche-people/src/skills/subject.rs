//! What somebody holds, as notifications see it: never anything to comment or react to.

use super::store;
use async_trait::async_trait;
use ruche_kernel::{Actor, PlaceId, Result, SubjectRef};
use ruche_platform::Platform;
use ruche_platform::subjects::{Card, Subject};

/// The skills of people.
pub(super) struct Held(pub Platform);

#[async_trait]
impl Subject for Held {
    fn kinds(&self) -> &'static [&'static str] {
        &["skill"]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        // The registry knows no language: the name as it was first written.
        let cards = store::cards(&self.0.db, viewer.id, "", &ids).await?;
        Ok(cards
            .into_iter()
            .map(|(id, member, skill, name)| {
                let subject = SubjectRef::new("skill", id);
                Card {
                    root: subject.clone(),
                    subject,
                    place: PlaceId(viewer.company.0),
                    author: member,
                    title: name,
                    url: format!("/members/{member}/skills/{skill}"),
                    format: String::new(),
                    archived: true,
                    closed: false,
                }
            })
            .collect())
    }
}
