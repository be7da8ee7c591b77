//! Bytes under keys: one object each, at `PREFIX/KEY`; those that grow as pieces below it.

use crate::growing::GrowingPieces;
use crate::pieces::{Pieces, location};
use crate::{Settings, failed, no_bucket, store, unkept};
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::TryStreamExt as _;
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::signer::{Method, SignedUrlOptions, Signer as _};
use object_store::{GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _, WriteMultipart};
use ruche_kernel::{Error, Result};
use ruche_platform::blobs::{Blobs, Growing, Handing, Opened, check_key};
use std::collections::BTreeSet;
use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio_util::io::StreamReader;

/// What is longer is sent in parts of so many bytes, each in its own time: every store takes parts from 5 MiB on.
const PART: usize = 8 * 1024 * 1024;
/// How many parts are on their way at once.
const AT_ONCE: usize = 2;

/// Files in a bucket.
pub struct S3Blobs {
    store: AmazonS3,
    prefix: Path,
    /// Where people are sent to, if they are.
    origin: Option<String>,
}

impl S3Blobs {
    /// Files in the bucket of these settings. One that does not answer now may later: that is said to the log alone.
    ///
    /// # Errors
    /// A sentence when there is no such bucket, or the key does not open it.
    pub async fn open(settings: &Settings) -> std::result::Result<Self, String> {
        use object_store::Error::{PermissionDenied, Unauthenticated};
        let origin = settings.direct.then(|| settings.endpoint.origin().ascii_serialization());
        let blobs = Self { store: store(settings)?, prefix: Path::from(settings.prefix.as_str()), origin };
        // An object that is never there: what is said instead of it tells what is wrong.
        let Err(error) = blobs.store.get(&blobs.prefix.clone().join("0").join("none")).await else { return Ok(blobs) };
        let Settings { bucket, endpoint, .. } = settings;
        match error {
            PermissionDenied { source, .. } | Unauthenticated { source, .. } => {
                Err(format!("files: s3_key and s3_secret do not open the bucket {bucket:?}: {source}"))
            }
            error if no_bucket(&error) => Err(format!("files: there is no bucket {bucket:?} at {endpoint}")),
            object_store::Error::NotFound { .. } => Ok(blobs),
            error => {
                tracing::warn!(%error, "files in S3 do not answer yet");
                Ok(blobs)
            }
        }
    }

    fn path(&self, key: &str) -> Result<Path> {
        check_key(key)?;
        Ok(key.split('/').fold(self.prefix.clone(), |path, part| path.join(part)))
    }

    /// What was put under a key, or nothing.
    async fn whole(&self, path: &Path) -> Result<Option<u64>> {
        match self.store.head(path).await {
            Ok(object) => Ok(Some(object.size)),
            Err(error) => match failed(error) {
                Error::NotFound => Ok(None),
                error => Err(error),
            },
        }
    }

    /// What grows under a key, or `NotFound`.
    async fn pieces(&self, path: &Path) -> Result<Pieces> {
        let pieces = Pieces::list(&self.store, path).await?;
        if pieces.chain.is_empty() { Err(Error::NotFound) } else { Ok(pieces) }
    }

    async fn delete(&self, path: &Path) -> Result<()> {
        match self.store.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(unkept(error)),
        }
    }

    /// Removes everything below a folder.
    async fn clear(&self, folder: &Path) -> Result<()> {
        let objects: Vec<Path> = self.store.list(Some(folder)).map_ok(|object| object.location).try_collect().await.map_err(unkept)?;
        for path in &objects {
            self.delete(path).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Blobs for S3Blobs {
    async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        if bytes.len() > PART {
            return self.put_from(key, &mut &bytes[..]).await;
        }
        self.store.put(&self.path(key)?, bytes.into()).await.map_err(unkept)?;
        Ok(())
    }

    async fn put_from(&self, key: &str, from: &mut (dyn AsyncRead + Send + Unpin)) -> Result<()> {
        let path = self.path(key)?;
        let first = part(from).await?;
        if first.len() < PART {
            return self.put(key, first).await;
        }
        let mut parts = WriteMultipart::new_with_chunk_size(self.store.put_multipart(&path).await.map_err(unkept)?, PART);
        let sent = async {
            let mut next = first;
            while !next.is_empty() {
                parts.put(next);
                parts.wait_for_capacity(AT_ONCE).await.map_err(unkept)?;
                next = part(from).await?;
            }
            Ok(())
        };
        match sent.await {
            Ok(()) => parts.finish().await.map(drop).map_err(unkept),
            Err(error) => {
                // The store forgets parts of nothing by its own rules where this does not reach it.
                let _ = parts.abort().await;
                Err(error)
            }
        }
    }

    async fn get(&self, key: &str) -> Result<Bytes> {
        let mut opened = self.open(key, 0).await?;
        let mut bytes = Vec::new();
        opened.bytes.read_to_end(&mut bytes).await.map_err(unread)?;
        Ok(bytes.into())
    }

    async fn length(&self, key: &str) -> Result<u64> {
        let path = self.path(key)?;
        match self.whole(&path).await? {
            Some(length) => Ok(length),
            None => Ok(self.pieces(&path).await?.length()),
        }
    }

    async fn open(&self, key: &str, skip: u64) -> Result<Opened> {
        let path = self.path(key)?;
        let range = (skip > 0).then_some(GetRange::Offset(skip));
        match self.store.get_opts(&path, GetOptions { range, ..GetOptions::default() }).await.map_err(failed) {
            Ok(found) => {
                let length = found.meta.size;
                let bytes = StreamReader::new(found.into_stream().map_err(std::io::Error::other));
                Ok(Opened { length, bytes: Box::new(bytes) })
            }
            Err(Error::NotFound) => {
                let pieces = self.pieces(&path).await?;
                Ok(Opened { length: pieces.length(), bytes: pieces.read(self.store.clone(), path, skip) })
            }
            Err(error) => Err(error),
        }
    }

    async fn grow(&self, key: &str, length: u64) -> Result<Box<dyn Growing>> {
        let path = self.path(key)?;
        if self.whole(&path).await?.is_some() {
            // What was put whole, by the copy of a folder for instance, is the first piece of what it becomes.
            self.clear(&path).await?;
            self.store.copy(&path, &location(&path, 0)).await.map_err(failed)?;
            self.delete(&path).await?;
        }
        Ok(Box::new(GrowingPieces::begin(self.store.clone(), path, length).await?))
    }

    async fn forget(&self, key: &str) -> Result<()> {
        let path = self.path(key)?;
        self.clear(&path).await?;
        self.delete(&path).await
    }

    async fn remove(&self, prefix: &str) -> Result<()> {
        self.clear(&self.path(prefix)?).await
    }

    async fn keys(&self) -> Result<Vec<String>> {
        let mut objects = self.store.list(Some(&self.prefix));
        let mut keys = BTreeSet::new();
        while let Some(object) = objects.try_next().await.map_err(unkept)? {
            // An id and a name; what is below is a piece.
            let parts = object.location.prefix_match(&self.prefix).into_iter().flatten().take(2);
            keys.insert(parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"));
        }
        Ok(keys.into_iter().collect())
    }

    async fn signed(&self, key: &str, handing: Handing<'_>) -> Result<Option<String>> {
        if self.origin.is_none() {
            return Ok(None);
        }
        let said = SignedUrlOptions::new().with_query([
            ("response-content-type", handing.mime),
            ("response-content-disposition", handing.disposition),
            ("response-cache-control", "private, no-store"),
        ]);
        let signed = self.store.signed_url_opts(Method::GET, &self.path(key)?, handing.time, &said).await.map_err(failed)?;
        Ok(Some(signed.into()))
    }

    fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }
}

/// The next bytes, as many as a part has while there are as many.
async fn part(from: &mut (dyn AsyncRead + Send + Unpin)) -> Result<Bytes> {
    let mut bytes = Vec::new();
    from.take(PART as u64).read_to_end(&mut bytes).await.map_err(unread)?;
    Ok(bytes.into())
}

/// What breaks off while it is read.
fn unread(error: std::io::Error) -> Error {
    Error::Unavailable(format!("files: {error}"))
}
