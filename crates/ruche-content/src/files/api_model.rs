//! Files as the API tells them.

use super::model::File;
use super::rules;
use ruche_web::api::Id;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

/// The names under which a file can be given, but that of its download.
const SIZES: [&str; 6] = ["480", "1200", "2560", "original", "play", "captions"];

/// A file.
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
    /// The width of a photo, or of the picture of a film or of a document, in pixels; 0 where there is none.
    width: i64,
    /// Its height, likewise.
    height: i64,
    /// How long a film or a sound lasts, in milliseconds; 0 where nothing tells.
    duration: i64,
    /// The tag of the language of its subtitles; null where there are none.
    #[schema(required)]
    captions: Option<String>,
    /// What is to be seen on it, in words.
    alt: String,
    /// Where it is downloaded.
    url: String,
    /// What else `size` of that address gives: `480`, `1200` and `2560` are small copies of that width or height, `original` the photo
    /// as it was sent, `play` a film or a sound that browsers play, `captions` its subtitles.
    sizes: Vec<&'static str>,
}

impl FileJson {
    pub(crate) fn of(file: &File) -> Self {
        Self {
            id: Id(file.id),
            kind: file.kind.word(),
            name: file.name.clone(),
            mime: file.mime.clone(),
            bytes: file.bytes,
            width: file.width,
            height: file.height,
            duration: file.duration,
            captions: file.captions.as_ref().map(|captions| captions.language.clone()),
            alt: file.alt.clone(),
            url: format!("/api/v1/files/{}/content", file.id),
            sizes: SIZES.into_iter().filter(|size| rules::piece(file, size).is_some()).collect(),
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

/// The bytes of a file, as they are sent and given.
pub(super) struct Binary;

impl PartialSchema for Binary {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).into()
    }
}

impl ToSchema for Binary {}

/// A form that carries a file.
#[derive(serde::Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FileForm)]
#[expect(dead_code, reason = "it describes what `transfer::form` reads")]
pub(super) struct FormJson {
    /// The file, with its name.
    #[schema(format = Binary)]
    pub file: String,
    /// `1` also keeps a photo as it was sent, without its metadata.
    pub original: Option<String>,
}
