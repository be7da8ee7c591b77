//! Drafts as other rooms see them: their files and what is told of them, never anything to comment or react to.

use super::store;
use async_trait::async_trait;
use ruche_kernel::{Actor, Result, SubjectRef};
use ruche_platform::Platform;
use ruche_platform::subjects::{Card, Subject};

/// What is not published.
pub(in crate::posts) struct Drafts(pub Platform);

#[async_trait]
impl Subject for Drafts {
    fn kinds(&self) -> &'static [&'static str] {
        &["draft"]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        let cards = store::cards(&self.0.db, viewer.id, &ids).await?;
        Ok(cards
            .into_iter()
            .map(|(id, place, author, title)| {
                let subject = SubjectRef::new("draft", id);
                Card {
                    root: subject.clone(),
                    subject,
                    place,
                    author,
                    title,
                    url: format!("/drafts/{id}"),
                    format: String::new(),
                    archived: true,
                    closed: false,
                }
            })
            .collect())
    }
}
