//! The ground that rooms stand on: database, outbox, Subjects, blobs, mail queue, search, what is asked of others.
//!
//! Deliberately not here: any table of a feature, HTTP, and the heavy libraries behind the traits (mail, files in S3 and outgoing requests have their own crates).

pub mod blobs;
pub mod bus;
pub mod db;
pub mod keys;
pub mod mail;
pub mod migrate;
pub mod outbox;
pub mod outgoing;
pub mod retry;
pub mod search;
pub mod secret;
pub mod subjects;
pub mod translation;
pub mod uses;

use futures_util::FutureExt as _;
use ruche_kernel::{Clock, Error, IdMaker, Result};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// What every room is given: the database, the clock, ids, files and the registry of Subjects. Cheap to clone.
#[derive(Clone)]
pub struct Platform {
    /// The one door to the database.
    pub db: db::Db,
    /// The one clock.
    pub clock: Arc<dyn Clock>,
    /// Makes ids.
    pub ids: Arc<IdMaker>,
    /// Keeps files.
    pub blobs: Arc<dyn blobs::Blobs>,
    /// Asks others over HTTP.
    pub outgoing: Arc<dyn outgoing::Outgoing>,
    /// The translation engine, where the company has one.
    pub translator: Option<Arc<dyn translation::Translator>>,
    /// Everything that people can see, by kind.
    pub subjects: Arc<subjects::Subjects>,
    /// The search index of this node.
    pub index: Arc<dyn search::Index>,
    /// Everything that people find, by kind.
    pub findables: Arc<search::Findables>,
}

impl Platform {
    /// Now, in milliseconds UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now_ms()
    }

    /// A fresh id.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.ids.next(self.clock.as_ref())
    }
}

/// What `work` gives. A panic in it is a `Bug` like any other, so that the loop which calls it goes on to the next.
///
/// # Errors
/// What `work` says, or `Bug` with the words of the panic.
pub async fn guarded<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
        Err(Error::bug(format!("a panic: {}", text.unwrap_or("without words"))))
    })
}

/// The ground of the tests: an embedded database in a folder, and a clock.
#[cfg(test)]
mod ground {
    use super::{Platform, blobs::FolderBlobs, db::Db, migrate, outgoing};
    use ruche_kernel::{FakeClock, IdMaker};
    use std::sync::Arc;

    pub(crate) const NOW: i64 = 1_800_000_000_000;

    pub(crate) async fn platform() -> (tempfile::TempDir, Platform, Arc<FakeClock>) {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FakeClock::at(NOW));
        let db = Db::sqlite(&folder.path().join("ruche.sqlite")).await.unwrap();
        migrate::run(&db, NOW).await.unwrap();
        let platform = Platform {
            db,
            clock: clock.clone(),
            ids: Arc::new(IdMaker::new(0, 0)),
            blobs: Arc::new(FolderBlobs::open(folder.path()).unwrap()),
            outgoing: Arc::new(outgoing::Off),
            translator: None,
            subjects: Arc::default(),
            index: Arc::new(crate::search::NoIndex),
            findables: Arc::default(),
        };
        (folder, platform, clock)
    }
}
