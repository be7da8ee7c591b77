//! The fields of a form, whichever way it was sent. Unknown fields, repeats of single ones and endless forms are refused.

use crate::failure::Failure;
use crate::routes::{BodyLimit, FORM_LIMIT};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::response::IntoResponse;
use bytes::Bytes;
use http::header;
use ruche_kernel::{Error, Refusal, Result};
use ruche_platform::keys::MAX_KEY;
use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The most fields that a form may have.
const MAX_FIELDS: usize = 200;
/// The most bytes that one text field may have.
const MAX_TEXT: usize = 256 * 1024;
/// The kibibytes of sent files that may be in memory at once, for everyone together; who comes next waits.
const ROOM: usize = 256 * 1024;

static MEMORY: std::sync::LazyLock<Arc<Semaphore>> = std::sync::LazyLock::new(|| Arc::new(Semaphore::new(ROOM)));

/// A file sent with a form, in memory.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name on the person's device; only shown, never a path of ours.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// Its place in memory, until it is let go.
    _room: Option<Arc<OwnedSemaphorePermit>>,
}

impl Upload {
    /// A file whose bytes are in memory anyway.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Bytes) -> Self {
        Self { name: name.into(), bytes, _room: None }
    }

    /// Brings `length` bytes that are read elsewhere into memory, when there is room.
    ///
    /// # Errors
    /// `Unavailable` when they cannot be read.
    pub async fn read(name: impl Into<String>, length: u64, mut from: impl AsyncRead + Unpin) -> Result<Self> {
        let room = room(length).await?;
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        from.read_to_end(&mut bytes).await.map_err(|e| unavailable(&e))?;
        Ok(Self { name: name.into(), bytes: bytes.into(), _room: Some(Arc::new(room)) })
    }
}

/// The place in memory of so many bytes, once there is some.
async fn room(length: u64) -> Result<OwnedSemaphorePermit> {
    let wanted = u32::try_from(length / 1024 + 1).unwrap_or(u32::MAX).min(u32::try_from(ROOM).unwrap_or(u32::MAX));
    Arc::clone(&MEMORY).acquire_many_owned(wanted).await.map_err(|e| Error::bug(format!("memory of files: {e}")))
}

/// A file sent with a form, on the disk under no name until it is read: a hundred slow senders take no memory.
#[derive(Clone, Debug)]
pub struct Sent {
    name: String,
    length: u64,
    file: Arc<File>,
}

impl Sent {
    /// Brings it into memory, when there is room.
    ///
    /// # Errors
    /// `Unavailable` when the disk does not follow.
    pub async fn read(&self) -> Result<Upload> {
        let room = room(self.length).await?;
        let file = Arc::clone(&self.file);
        let read = tokio::task::spawn_blocking(move || {
            let (mut bytes, mut file) = (Vec::new(), &*file);
            file.rewind()?;
            file.read_to_end(&mut bytes).map(|_| bytes)
        });
        let bytes = read.await.map_err(|e| Error::bug(format!("file task: {e}")))?.map_err(|e| unavailable(&e))?;
        Ok(Upload { name: self.name.clone(), bytes: bytes.into(), _room: Some(Arc::new(room)) })
    }

    /// Writes what arrives to the disk.
    async fn receive(name: String, part: &mut Field<'_>) -> std::result::Result<Self, Failure> {
        let file = tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(|e| Failure(Error::bug(format!("file task: {e}"))))?;
        let mut file = tokio::fs::File::from_std(file.map_err(|e| Failure(unavailable(&e)))?);
        let mut length = 0;
        while let Some(chunk) = part.chunk().await.map_err(|e| too_large_or_bad(e.status()))? {
            length += chunk.len() as u64;
            file.write_all(&chunk).await.map_err(|e| Failure(unavailable(&e)))?;
        }
        file.flush().await.map_err(|e| Failure(unavailable(&e)))?;
        Ok(Self { name, length, file: Arc::new(file.into_std().await) })
    }
}

fn unavailable(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("a temporary file: {error}"))
}

/// A form. Take every field it may have, then [`Fields::finish`].
#[derive(Clone, Debug, Default)]
pub struct Fields {
    texts: Vec<(String, String)>,
    uploads: Vec<(String, Sent)>,
}

impl Fields {
    /// The one value of a field, if it was sent.
    ///
    /// # Errors
    /// Refused when it was sent twice.
    pub fn opt(&mut self, name: &str) -> Result<Option<String>> {
        let mut found = self.all(name);
        if found.len() > 1 {
            return Err(Refusal::new("web.repeated_field").status(400).into());
        }
        Ok(found.pop())
    }

    /// The one value of a field; empty when it was not sent.
    ///
    /// # Errors
    /// As [`Fields::opt`].
    pub fn text(&mut self, name: &str) -> Result<String> {
        Ok(self.opt(name)?.unwrap_or_default())
    }

    /// The key of a form that makes one thing however often it is sent; none where the form has none.
    ///
    /// # Errors
    /// As [`Fields::opt`], and refused when it is longer than any key that is given.
    pub fn key(&mut self) -> Result<Option<String>> {
        let key = self.opt("key")?.filter(|key| !key.is_empty());
        if key.as_ref().is_some_and(|key| key.len() > MAX_KEY) {
            return Err(Refusal::new("web.unreadable").status(400).into());
        }
        Ok(key)
    }

    /// Whether a box was ticked.
    ///
    /// # Errors
    /// As [`Fields::opt`].
    pub fn ticked(&mut self, name: &str) -> Result<bool> {
        Ok(self.opt(name)?.is_some())
    }

    /// A number or an id.
    ///
    /// # Errors
    /// Refused when it is sent and is not one.
    pub fn number(&mut self, name: &str) -> Result<Option<i64>> {
        match self.opt(name)?.filter(|v| !v.is_empty()) {
            None => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| Refusal::new("web.not_a_number").status(400).into()),
        }
    }

    /// Every value of a field that may repeat.
    pub fn all(&mut self, name: &str) -> Vec<String> {
        let (found, rest) = std::mem::take(&mut self.texts).into_iter().partition(|(n, _)| n == name);
        self.texts = rest;
        let found: Vec<(String, String)> = found;
        found.into_iter().map(|(_, value)| value).collect()
    }

    /// Every field whose name starts with `prefix`: the rest of the name, and the value.
    pub fn prefixed(&mut self, prefix: &str) -> Vec<(String, String)> {
        let (found, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.texts).into_iter().partition(|(n, _)| n.starts_with(prefix));
        self.texts = rest;
        found.into_iter().map(|(name, value)| (name[prefix.len()..].to_owned(), value)).collect()
    }

    /// Every file of a field; browsers send an empty one when none was chosen, which does not count.
    pub fn files(&mut self, name: &str) -> Vec<Sent> {
        let (found, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.uploads).into_iter().partition(|(n, _)| n == name);
        self.uploads = rest;
        found.into_iter().map(|(_, upload)| upload).filter(|sent| !(sent.name.is_empty() && sent.length == 0)).collect()
    }

    /// Says that every field was taken.
    ///
    /// # Errors
    /// Refused when a field is left that nobody knows.
    pub fn finish(self) -> Result<()> {
        if self.texts.is_empty() && self.uploads.is_empty() { Ok(()) } else { Err(Refusal::new("web.unknown_field").status(400).into()) }
    }

    fn push_text(&mut self, name: String, value: String) -> Result<()> {
        if value.len() > MAX_TEXT {
            return Err(Refusal::new("web.too_large").status(413).into());
        }
        self.texts.push((name, value));
        self.count()
    }

    fn count(&self) -> Result<()> {
        if self.texts.len() + self.uploads.len() > MAX_FIELDS { Err(Refusal::new("web.too_large").status(413).into()) } else { Ok(()) }
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> std::result::Result<Self, Failure> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        // Whoever announces too much is answered before any of it is read.
        let limit = request.extensions().get::<BodyLimit>().map_or(usize::MAX, |limit| limit.0);
        if announced(&request).is_some_and(|length| length > limit) {
            return Err(too_large_or_bad(http::StatusCode::PAYLOAD_TOO_LARGE));
        }
        if kind.starts_with("multipart/form-data") { multipart(request, state).await } else { urlencoded(request, state).await }
    }
}

/// The bytes that a request says it has.
#[must_use]
pub fn announced(request: &Request) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn urlencoded<S: Send + Sync>(request: Request, state: &S) -> std::result::Result<Fields, Failure> {
    // Such a form carries no file, also where another one may.
    if announced(&request).is_some_and(|length| length > FORM_LIMIT) {
        return Err(too_large_or_bad(http::StatusCode::PAYLOAD_TOO_LARGE));
    }
    let body = Bytes::from_request(request, state).await.map_err(|e| too_large_or_bad(e.into_response().status()))?;
    if body.len() > FORM_LIMIT {
        return Err(too_large_or_bad(http::StatusCode::PAYLOAD_TOO_LARGE));
    }
    let mut fields = Fields::default();
    for (name, value) in url::form_urlencoded::parse(&body) {
        // Of a form without a field Turbo sends the query of its address instead.
        if name == "_method" {
            continue;
        }
        fields.push_text(name.into_owned(), value.into_owned())?;
    }
    Ok(fields)
}

async fn multipart<S: Send + Sync>(request: Request, state: &S) -> std::result::Result<Fields, Failure> {
    let mut parts = Multipart::from_request(request, state).await.map_err(|e| too_large_or_bad(e.status()))?;
    let mut fields = Fields::default();
    while let Some(mut part) = parts.next_field().await.map_err(|e| too_large_or_bad(e.status()))? {
        let name = part.name().unwrap_or("").to_owned();
        if let Some(file) = part.file_name().map(str::to_owned) {
            fields.uploads.push((name, Sent::receive(file, &mut part).await?));
            fields.count()?;
        } else {
            fields.push_text(name, String::from_utf8_lossy(&text(&mut part).await?).into_owned())?;
        }
    }
    Ok(fields)
}

/// The bytes of a text field, which are few.
async fn text(part: &mut Field<'_>) -> std::result::Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|e| too_large_or_bad(e.status()))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAX_TEXT {
            return Err(too_large_or_bad(http::StatusCode::PAYLOAD_TOO_LARGE));
        }
    }
    Ok(bytes)
}

fn too_large_or_bad(status: http::StatusCode) -> Failure {
    let refusal = if status == http::StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::new("web.too_large").status(413)
    } else {
        Refusal::new("web.unreadable").status(400)
    };
    Failure(Error::from(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Fields {
        Fields { texts: url::form_urlencoded::parse(text.as_bytes()).into_owned().collect(), uploads: Vec::new() }
    }

    #[test]
    fn single_fields_refuse_repeats_and_forms_refuse_strangers() {
        let mut fields = form("a=1&b=2&b=3&c-7=x");
        assert_eq!(fields.text("a").unwrap(), "1");
        assert!(fields.clone().opt("b").is_err());
        assert_eq!(fields.all("b"), ["2", "3"]);
        assert!(fields.clone().finish().is_err());
        assert_eq!(fields.prefixed("c-"), [("7".to_owned(), "x".to_owned())]);
        fields.finish().unwrap();
    }
}
