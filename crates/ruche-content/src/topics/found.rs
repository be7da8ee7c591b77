//! Topics as search finds them: by name. One that the viewer reads nowhere does not exist.

use async_trait::async_trait;
use ruche_kernel::{Actor, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::search::{Detail, Document, Findable, NAMED_MOST, Shown, Touched};
use ruche_platform::{Platform, sql, values};

/// The kind's word.
const KIND: &str = "topic";
/// How many uses are counted: beyond, one only knows that there are many.
const COUNTED: i64 = 100;

sql! {
    DOCUMENTS = "SELECT id, name FROM topics WHERE id IN ({list})";
    READ = "SELECT DISTINCT topic_id AS id FROM topic_uses WHERE place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1) LIMIT $2";
    IDS = "SELECT id FROM topics WHERE id > $1 ORDER BY id LIMIT $2";
    NAMED_BY = "SELECT topic_id AS id FROM topic_uses WHERE subject_kind = $1 AND subject_id = $2";
    /// With how many uses the viewer reads, as far as they are counted.
    SHOWN = "SELECT * FROM (SELECT t.id, t.key, t.name, (SELECT count(*) FROM (SELECT 1 AS one
            FROM topic_uses u LEFT JOIN comments k ON u.subject_kind = 'comment' AND k.id = u.subject_id
                JOIN posts p ON p.id = CASE WHEN u.subject_kind = 'comment' THEN k.root_id ELSE u.subject_id END
            WHERE u.topic_id = t.id AND u.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)
                AND p.deleted_at IS NULL AND k.deleted_at IS NULL LIMIT $2) AS counted) AS uses
        FROM topics t WHERE t.id IN ({list})) AS found WHERE uses > 0";
}

/// Topics.
pub(super) struct Topics(pub Platform);

#[async_trait]
impl Findable for Topics {
    fn kinds(&self) -> &'static [&'static str] {
        &[KIND]
    }

    async fn touched(&self, event: &Event) -> Result<Touched> {
        let names = matches!(event.kind.as_str(), "post.published" | "post.edited" | "comment.published" | "comment.edited");
        let subjects = if names {
            let of = values![&event.subject.kind, event.subject.id];
            self.0.db.all(&NAMED_BY, of, |r| Ok(SubjectRef::new(KIND, r.int("id")?))).await?
        } else {
            Vec::new()
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
            .all_in(&SHOWN, values![viewer.id, COUNTED], &ids, |r| {
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
                    detail: Detail::Count(r.int("uses")?),
                })
            })
            .await
    }
}
