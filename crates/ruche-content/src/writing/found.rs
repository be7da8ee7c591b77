//! Posts and comments as search finds them: by their heading, their words, and the choices of a poll or the venue of an event.

use super::store;
use async_trait::async_trait;
use ruche_kernel::{Actor, Error, Event, Result, SubjectRef};
use ruche_platform::Platform;
use ruche_platform::search::{Document, Findable, Shown, Touched};

/// Posts and comments.
pub(super) struct FoundWritings(pub Platform);

fn ids(subjects: &[SubjectRef]) -> Vec<i64> {
    subjects.iter().map(|subject| subject.id).collect()
}

#[async_trait]
impl Findable for FoundWritings {
    fn kinds(&self) -> &'static [&'static str] {
        &["post", "comment"]
    }

    async fn touched(&self, event: &Event) -> Result<Touched> {
        let mut touched = Touched::default();
        match event.kind.as_str() {
            "post.deleted" | "post.restored" | "post.moved" => touched.roots.push(event.subject.clone()),
            "post.published"
            | "post.edited"
            | "comment.published"
            | "comment.edited"
            | "comment.deleted"
            | "comment.restored"
            | super::renamed::AGAIN => touched.subjects.push(event.subject.clone()),
            _ => {}
        }
        Ok(touched)
    }

    async fn documents(&self, subjects: &[SubjectRef]) -> Result<Vec<Document>> {
        let found = store::documents(&self.0.db, &ids(subjects)).await?;
        Ok(found.into_iter().filter(|document| subjects.contains(&document.subject)).collect())
    }

    async fn ids(&self, kind: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        match kind {
            "post" => store::post_ids(&self.0.db, after, limit).await,
            "comment" => store::comment_ids(&self.0.db, after, limit).await,
            _ => Err(Error::NotFound),
        }
    }

    async fn ids_under(&self, kind: &str, root: &SubjectRef, after: i64, limit: i64) -> Result<Vec<i64>> {
        match kind {
            "post" if root.kind == "post" && root.id > after => Ok(vec![root.id]),
            "comment" => store::comment_ids_under(&self.0.db, root, after, limit).await,
            _ => Ok(Vec::new()),
        }
    }

    async fn shown(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>> {
        let found = store::shown(&self.0.db, viewer.id, &ids(subjects)).await?;
        Ok(found.into_iter().filter(|shown| subjects.contains(&shown.subject)).collect())
    }
}
