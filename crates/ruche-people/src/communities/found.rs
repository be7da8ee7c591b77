//! Communities as search finds them: by name and description. Who is shown one is who meets it in the list of communities.

use super::listing::met;
use async_trait::async_trait;
use ruche_kernel::{Actor, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::search::{Detail, Document, Findable, NAMED_MOST, Shown, Touched};
use ruche_platform::{Platform, sql, values};

/// The kind's word.
const KIND: &str = "community";

sql! {
    DOCUMENTS = "SELECT id, name, description, language, created_at FROM places WHERE kind = 1 AND merged_into_id IS NULL AND id IN ({list})";
    OWN = "SELECT place_id AS id FROM joined_places WHERE viewer_id = $1 LIMIT $2";
    /// Those that somebody in a circle meets.
    MEETS = concat!("SELECT p.id ", met!(), " LIMIT $2");
    IDS = "SELECT id FROM places WHERE kind = 1 AND id > $1 ORDER BY id LIMIT $2";
    /// How many belong is told to readers.
    SHOWN = concat!("SELECT p.id, p.name, p.description, p.language,
            CASE WHEN EXISTS (SELECT 1 FROM visible_places r WHERE r.viewer_id = m.id AND r.place_id = p.id) THEN p.member_count END AS members ",
        met!(), " AND p.id IN ({list})");
}

/// Communities.
pub(super) struct Communities(pub Platform);

#[async_trait]
impl Findable for Communities {
    fn kinds(&self) -> &'static [&'static str] {
        &[KIND]
    }

    /// A community is told of for the first time by its first membership.
    async fn touched(&self, event: &Event) -> Result<Touched> {
        let touches =
            event.subject.kind == KIND && matches!(event.kind.as_str(), "community.changed" | "community.merged" | "membership.joined");
        Ok(Touched { subjects: if touches { vec![event.subject.clone()] } else { Vec::new() }, roots: Vec::new() })
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
                    at: r.int("created_at")?,
                    language: r.text("language")?,
                    format: String::new(),
                    title: r.text("name")?,
                    body: r.text("description")?,
                    keywords: String::new(),
                })
            })
            .await
    }

    async fn ids(&self, _: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        self.0.db.all(&IDS, values![after, limit], |r| r.int("id")).await
    }

    async fn named(&self, viewer: &Actor) -> Result<Vec<SubjectRef>> {
        let named = if viewer.circle.is_some() { &MEETS } else { &OWN };
        self.0.db.all(named, values![viewer.id, NAMED_MOST], |r| Ok(SubjectRef::new(KIND, r.int("id")?))).await
    }

    async fn shown(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&SHOWN, values![viewer.id], &ids, |r| {
                let id = r.int("id")?;
                Ok(Shown {
                    subject: SubjectRef::new(KIND, id),
                    url: format!("/communities/{id}"),
                    title: r.text("name")?,
                    text: r.text("description")?,
                    format: String::new(),
                    language: r.text("language")?,
                    author: None,
                    place: Some(PlaceId(id)),
                    at: 0,
                    detail: r.opt_int("members")?.map_or(Detail::None, Detail::Count),
                })
            })
            .await
    }
}
