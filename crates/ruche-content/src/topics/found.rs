//! Topics as search finds them: by name. One that the viewer reads nowhere does not exist, nor does one that became another.

use super::store::use_where;
use async_trait::async_trait;
use ruche_kernel::{Actor, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::search::{Detail, Document, Findable, NAMED_MOST, Shown, Touched};
use ruche_platform::{Platform, sql, values};

/// The kind's word.
const KIND: &str = "topic";

sql! {
    DOCUMENTS = "SELECT id, name FROM topics WHERE merged_into_id IS NULL AND id IN ({list})";
    READ = "SELECT DISTINCT topic_id AS id FROM topic_uses WHERE place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) LIMIT $2";
    IDS = "SELECT id FROM topics WHERE merged_into_id IS NULL AND id > $1 ORDER BY id LIMIT $2";
    NAMED_BY = "SELECT topic_id AS id FROM topic_uses WHERE subject_kind = $1 AND subject_id = $2";
    SHOWN = concat!("SELECT t.id, t.key, t.name FROM topics t WHERE t.id IN ({list}) AND ", use_where!("u.topic_id = t.id"), " IS NOT NULL");
}

/// Topics.
pub(super) struct Topics(pub Platform);

#[async_trait]
impl Findable for Topics {
    fn kinds(&self) -> &'static [&'static str] {
        &[KIND]
    }

    async fn touched(&self, event: &Event) -> Result<Touched> {
        let subjects = match event.kind.as_str() {
            "topic.changed" => vec![event.subject.clone()],
            "post.published" | "post.edited" | "comment.published" | "comment.edited" => {
                let of = values![&event.subject.kind, event.subject.id];
                self.0.db.all(&NAMED_BY, of, |r| Ok(SubjectRef::new(KIND, r.int("id")?))).await?
            }
            _ => Vec::new(),
        };
        Ok(Touched { subjects, roots: Vec::new() })
    }

    async fn documents(&self, subjects: &[SubjectRef]) -> Result<Vec<Document>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&DOCUMENTS, &[], &ids, |r| {
                let subject = SubjectRef::new(KIND, r.int("id")?);
                Ok(Document {
                    root: subject.clone(),
                    subject,
                    place: PlaceId(0),
                    author: MemberId(0),
                    at: 0,
                    language: String::new(),
                    format: String::new(),
                    title: r.text("name")?,
                    body: String::new(),
                    keywords: String::new(),
                })
            })
            .await
    }

    async fn ids(&self, _: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        self.0.db.all(&IDS, values![after, limit], |r| r.int("id")).await
    }

    async fn named(&self, viewer: &Actor) -> Result<Vec<SubjectRef>> {
        self.0.db.all(&READ, values![viewer.id, NAMED_MOST], |r| Ok(SubjectRef::new(KIND, r.int("id")?))).await
    }

    async fn shown(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&SHOWN, values![viewer.id], &ids, |r| {
                Ok(Shown {
                    subject: SubjectRef::new(KIND, r.int("id")?),
                    url: format!("/topics/{}", r.text("key")?),
                    title: r.text("name")?,
                    text: String::new(),
                    format: String::new(),
                    language: String::new(),
                    author: None,
                    place: None,
                    at: 0,
                    detail: Detail::None,
                })
            })
            .await
    }
}
