//! Files as search finds them: by their name, and what is said to see on a photo. A file is found where the post or comment that holds it is read.

use async_trait::async_trait;
use ruche_kernel::{Actor, Event, MemberId, PlaceId, Result, SubjectRef};
use ruche_platform::search::{Detail, Document, Findable, Shown, Touched};
use ruche_platform::{Platform, sql, values};

/// The kind's word.
const KIND: &str = "file";

/// Files with the post that they stand below, as far as they are there.
macro_rules! held {
    ($columns:literal, $condition:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM files f LEFT JOIN comments k ON f.subject_kind = 'comment' AND k.id = f.subject_id
                JOIN posts p ON p.id = CASE WHEN f.subject_kind = 'comment' THEN k.root_id ELSE f.subject_id END
            WHERE f.subject_kind IN ('post', 'comment') AND k.deleted_at IS NULL AND p.deleted_at IS NULL AND ",
            $condition
        )
    };
}

sql! {
    DOCUMENTS = held!("f.id, f.subject_kind, f.subject_id, f.place_id, f.owner_id, f.name, f.alt, f.created_at, p.language", "f.id IN ({list})");
    IDS = held!("f.id", "f.id > $1 ORDER BY f.id LIMIT $2");
    UNDER = "SELECT id FROM files WHERE subject_kind = $1 AND subject_id = $2 AND id > $3 ORDER BY id LIMIT $4";
    /// The comments of a post that hold files.
    HOLDERS = "SELECT DISTINCT f.subject_id AS id FROM comments k JOIN files f ON f.subject_kind = 'comment' AND f.subject_id = k.id WHERE k.root_kind = 'post' AND k.root_id = $1";
    SHOWN = held!("f.id, f.subject_kind, f.subject_id, f.place_id, f.owner_id, f.name, f.alt, f.mime, f.bytes, f.created_at, p.title AS title",
        "f.id IN ({list}) AND f.place_id IN (SELECT place_id FROM visible_places WHERE viewer_id = $1)");
}

/// Files.
pub(super) struct FoundFiles(pub Platform);

/// By what the files of a post or comment go together.
fn held_by(holder: &SubjectRef) -> SubjectRef {
    SubjectRef::new(if holder.kind == "comment" { "filesofcomment" } else { "filesofpost" }, holder.id)
}

/// The holder that a root stands for.
fn holder(root: &SubjectRef) -> Option<&'static str> {
    match root.kind.as_str() {
        "filesofcomment" => Some("comment"),
        "filesofpost" => Some("post"),
        _ => None,
    }
}

#[async_trait]
impl Findable for FoundFiles {
    fn kinds(&self) -> &'static [&'static str] {
        &[KIND]
    }

    async fn touched(&self, event: &Event) -> Result<Touched> {
        let mut roots = Vec::new();
        if matches!(
            event.kind.as_str(),
            "post.published"
                | "post.edited"
                | "post.deleted"
                | "post.restored"
                | "comment.published"
                | "comment.edited"
                | "comment.deleted"
                | "comment.restored"
        ) {
            roots.push(held_by(&event.subject));
        }
        if matches!(event.kind.as_str(), "post.deleted" | "post.restored") {
            let holders = self.0.db.all(&HOLDERS, values![event.subject.id], |r| r.int("id")).await?;
            roots.extend(holders.into_iter().map(|id| held_by(&SubjectRef::new("comment", id))));
        }
        Ok(Touched { subjects: Vec::new(), roots })
    }

    async fn documents(&self, subjects: &[SubjectRef]) -> Result<Vec<Document>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&DOCUMENTS, &[], &ids, |r| {
                Ok(Document {
                    subject: SubjectRef::new(KIND, r.int("id")?),
                    root: held_by(&SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? }),
                    place: PlaceId(r.opt_int("place_id")?.unwrap_or_default()),
                    author: MemberId(r.int("owner_id")?),
                    at: r.int("created_at")?,
                    language: r.text("language")?,
                    format: String::new(),
                    title: r.text("name")?,
                    body: r.text("alt")?,
                    keywords: String::new(),
                })
            })
            .await
    }

    async fn ids(&self, _: &str, after: i64, limit: i64) -> Result<Vec<i64>> {
        self.0.db.all(&IDS, values![after, limit], |r| r.int("id")).await
    }

    async fn ids_under(&self, _: &str, root: &SubjectRef, after: i64, limit: i64) -> Result<Vec<i64>> {
        let Some(kind) = holder(root) else { return Ok(Vec::new()) };
        self.0.db.all(&UNDER, values![kind, root.id, after, limit], |r| r.int("id")).await
    }

    async fn shown(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Shown>> {
        let ids: Vec<i64> = subjects.iter().map(|subject| subject.id).collect();
        self.0
            .db
            .all_in(&SHOWN, values![viewer.id], &ids, |r| {
                let holder = SubjectRef { kind: r.text("subject_kind")?, id: r.int("subject_id")? };
                let name = r.text("name")?;
                let alt = r.text("alt")?;
                Ok(Shown {
                    subject: SubjectRef::new(KIND, r.int("id")?),
                    url: format!("/{}s/{}", holder.kind, holder.id),
                    title: if name.is_empty() { alt.clone() } else { name },
                    text: if alt.is_empty() { r.text("title")? } else { alt },
                    format: String::new(),
                    language: String::new(),
                    author: Some(MemberId(r.int("owner_id")?)),
                    place: r.opt_int("place_id")?.map(PlaceId),
                    at: r.int("created_at")?,
                    detail: Detail::File(r.int("bytes")?, r.text("mime")?),
                })
            })
            .await
    }
}
