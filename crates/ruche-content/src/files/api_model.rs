//! Files as the API tells them.

use super::model::{File, Kind};
use ruche_web::api::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A file that something holds.
#[derive(Serialize, ToSchema)]
#[schema(as = File)]
pub(crate) struct FileJson {
    /// Which one.
    id: Id,
    /// `photo`, `document`, `video` or `audio`.
    kind: &'static str,
    /// Its name.
    name: String,
    /// Its media type.
    mime: String,
    /// How many bytes.
    bytes: i64,
    /// What is to be seen on it, in words.
    alt: String,
    /// Where it is downloaded.
    url: String,
}

impl FileJson {
    pub(crate) fn of(file: &File) -> Self {
        let kind = match file.kind {
            Kind::Photo => "photo",
            Kind::Document => "document",
            Kind::Video => "video",
            Kind::Audio => "audio",
        };
        Self {
            id: Id(file.id),
            kind,
            name: file.name.clone(),
            mime: file.mime.clone(),
            bytes: file.bytes,
            alt: file.alt.clone(),
            url: format!("/api/v1/files/{}/content", file.id),
        }
    }
}

/// A file to hold: one that was sent before.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AttachedFile)]
pub(crate) struct AttachedFile {
    /// Which one.
    pub id: Id,
    /// What is to be seen on it, in words.
    #[serde(default)]
    pub alt: String,
}
