//! Files in a store that speaks S3, so that any number of nodes share them: how it is reached, and what its errors mean.
//!
//! What is put under a key is one object. What grows is a few, its pieces ([`pieces`]), until somebody puts it whole elsewhere.
//! Deliberately not here: the making of a bucket, who else may read it, and its backup, which are the operator's.

mod blobs;
mod growing;
mod pieces;

pub use blobs::S3Blobs;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::{BackoffConfig, ClientOptions, RetryConfig};
use ruche_kernel::Error;
use std::time::Duration;
use url::Url;

/// How long a connection may take to be there.
const CONNECT: Duration = Duration::from_secs(5);
/// How long the store may say nothing, in an answer or before it (while it is sent a part, too), where nothing else is wanted.
pub const SILENCE: Duration = Duration::from_secs(30);
/// How often what failed is asked again, and how long after the first time at most: a person waits.
const RETRIES: usize = 2;
/// See [`RETRIES`].
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the store is, and who asks it.
#[derive(Clone)]
pub struct Settings {
    /// The bucket, which exists.
    pub bucket: String,
    /// The folder in it, without a slash at its ends; empty for the bucket itself.
    pub prefix: String,
    /// Where it answers: over https, or over http where the operator says so.
    pub endpoint: Url,
    /// The region that requests are signed for.
    pub region: String,
    /// The name of the key.
    pub key: String,
    /// The key itself.
    pub secret: String,
    /// Whether people are sent to the store for what is large.
    pub direct: bool,
    /// How long the store may say nothing: [`SILENCE`].
    pub silence: Duration,
}

/// The store of these settings.
///
/// # Errors
/// A sentence when the machine has no certificates to trust it by.
fn store(settings: &Settings) -> Result<AmazonS3, String> {
    // As for every client of this program; another part may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // No limit on a whole answer: a film is given as fast as its reader reads.
    let options = ClientOptions::new().with_timeout_disabled().with_connect_timeout(CONNECT).with_read_timeout(settings.silence);
    let options = options.with_allow_http(settings.endpoint.scheme() == "http");
    let backoff = BackoffConfig { max_backoff: Duration::from_secs(1), ..BackoffConfig::default() };
    AmazonS3Builder::new()
        .with_bucket_name(&settings.bucket)
        .with_endpoint(settings.endpoint.as_str().trim_end_matches('/'))
        .with_region(&settings.region)
        .with_access_key_id(&settings.key)
        .with_secret_access_key(&settings.secret)
        // One by one, as every store of the kind can; a file has few objects.
        .with_disable_bulk_delete(true)
        .with_client_options(options)
        .with_retry(RetryConfig { backoff, max_retries: RETRIES, retry_timeout: PATIENCE })
        .build()
        .map_err(|error| format!("files in S3: {error}"))
}

/// Whether what is missing is the bucket, which is no answer about a key.
fn no_bucket(error: &object_store::Error) -> bool {
    matches!(error, object_store::Error::NotFound { source, .. } if source.to_string().contains("NoSuchBucket"))
}

/// What an error of the store means to those who asked for bytes.
fn failed(error: object_store::Error) -> Error {
    use object_store::Error::{AlreadyExists, NotFound, Precondition};
    match error {
        NotFound { .. } if !no_bucket(&error) => Error::NotFound,
        AlreadyExists { .. } | Precondition { .. } => Error::Conflict,
        error => Error::Unavailable(format!("files: {error}")),
    }
}

/// The same of what keeps bytes, or lists them: nothing that it names can be missing.
fn unkept(error: object_store::Error) -> Error {
    match error {
        error @ object_store::Error::NotFound { .. } => Error::Unavailable(format!("files: {error}")),
        error => failed(error),
    }
}
