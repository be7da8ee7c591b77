//! The index in a folder: one folder inside it is the one that answers, and the file `current` names it. Another one is made beside it,
//! and the file then names that one. Whatever is missing, damaged or of another version is absent, and made again from the data.

use crate::schema::{Fields, VERSION, schema};
use crate::{ask, complete, marks};
use async_trait::async_trait;
use ruche_kernel::{Error, Result, SubjectRef};
use ruche_platform::search::{Document, Found, Index, Marks, Query, Rebuild, Scope, State};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy};

/// The name of the file that names the folder.
const CURRENT: &str = "current";
/// How many threads a writer has, and what each keeps in memory before it writes, in bytes: the least that tantivy takes.
const FOLLOWING: (usize, usize) = (1, 15_000_000);
/// The same for an index that is being made: what is written in small pieces is merged again and again, which took a third of the time.
const MAKING: (usize, usize) = (2, 64_000_000);

/// The index of a node, in a folder. Nothing is read before it is asked something.
#[derive(Clone)]
pub struct DiskIndex(Arc<Shared>);

struct Shared {
    folder: PathBuf,
    slot: Mutex<Slot>,
}

enum Slot {
    Unopened,
    Absent,
    Ready(Arc<Live>),
}

/// One that answers.
struct Live {
    folder: PathBuf,
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    position: AtomicI64,
    /// Opened when something changes.
    writer: Mutex<Option<IndexWriter>>,
}

/// A mutex of which no holder leaves half a change behind.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Opens the one in a folder, if it is whole.
    fn open(folder: &Path) -> tantivy::Result<Self> {
        let index = tantivy::Index::open_in_dir(folder)?;
        let (expected, fields) = schema();
        let damaged = index.validate_checksum()?;
        if index.schema() != expected || !damaged.is_empty() {
            return Err(tantivy::TantivyError::SystemError(format!("of another schema, or damaged: {damaged:?}")));
        }
        let position = index.load_metas()?.payload.and_then(|payload| payload.parse().ok()).unwrap_or(0);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { folder: folder.to_owned(), index, reader, fields, position: AtomicI64::new(position), writer: Mutex::new(None) })
    }

    fn apply(&self, gone: &[SubjectRef], gone_under: &[SubjectRef], documents: &[Document], seq: i64) -> tantivy::Result<()> {
        let mut slot = lock(&self.writer);
        let mut writer = match slot.take() {
            Some(writer) => writer,
            None => writer(&self.index, FOLLOWING)?,
        };
        for subject in gone {
            writer.delete_term(self.fields.key_of(subject));
        }
        for root in gone_under {
            writer.delete_term(self.fields.under(root));
        }
        for document in documents {
            writer.delete_term(self.fields.key_of(&document.subject));
            writer.add_document(self.fields.document(document))?;
        }
        commit(&mut writer, seq)?;
        self.reader.reload()?;
        self.position.store(seq, Ordering::Release);
        // One that failed is dropped instead, and what it had not committed with it.
        *slot = Some(writer);
        Ok(())
    }
}

fn writer(index: &tantivy::Index, (threads, memory): (usize, usize)) -> tantivy::Result<IndexWriter> {
    index.writer_with_options(
        IndexWriterOptions::builder().num_worker_threads(threads).num_merge_threads(1).memory_budget_per_thread(memory).build(),
    )
}

fn commit(writer: &mut IndexWriter, seq: i64) -> tantivy::Result<()> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&seq.to_string());
    prepared.commit().map(|_| ())
}

impl DiskIndex {
    /// The index in a folder, which need not exist. Nothing is read or written yet.
    #[must_use]
    pub fn open(folder: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Shared { folder: folder.into(), slot: Mutex::new(Slot::Unopened) }))
    }

    /// Does something with the one that answers, on a thread that may wait.
    async fn with<T: Send + 'static>(&self, work: impl FnOnce(&Live) -> tantivy::Result<T> + Send + 'static) -> Result<T> {
        let shared = Arc::clone(&self.0);
        blocking(move || {
            let live = shared.live().ok_or_else(|| Error::Unavailable("there is no search index".into()))?;
            // What is damaged is met as an error, or by code that takes it for whole.
            let why = match catch_unwind(AssertUnwindSafe(|| work(&live))) {
                Ok(Ok(done)) => return Ok(done),
                Ok(Err(error)) => error.to_string(),
                Err(_) => "it met something impossible".to_owned(),
            };
            shared.doubt(&live, &why);
            Err(Error::Unavailable(format!("search index: {why}")))
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::bug)?
}

impl Shared {
    /// The one that answers, opened if it has not been.
    fn live(&self) -> Option<Arc<Live>> {
        let mut slot = lock(&self.slot);
        if let Slot::Unopened = *slot {
            *slot = self.load();
        }
        match &*slot {
            Slot::Ready(live) => Some(Arc::clone(live)),
            _ => None,
        }
    }

    fn load(&self) -> Slot {
        let current = fs::read_to_string(self.folder.join(CURRENT)).unwrap_or_default();
        self.sweep(&current);
        if current.is_empty() {
            return Slot::Absent;
        }
        if !current.starts_with(&prefix()) {
            tracing::warn!(current, "the search index is of another version: it is made again");
            return Slot::Absent;
        }
        open(&self.folder.join(&current))
    }

    /// Removes what an interrupted making, or a replaced index, left behind.
    fn sweep(&self, current: &str) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if entry.file_name() != current && entry.path().is_dir() {
                remove(&entry.path());
            }
        }
    }

    /// After a failure: what is on the disk is read again, and if it is not whole there is no index any more.
    fn doubt(&self, live: &Arc<Live>, why: &str) {
        let mut slot = lock(&self.slot);
        if !matches!(&*slot, Slot::Ready(now) if Arc::ptr_eq(now, live)) {
            return;
        }
        tracing::warn!(why, "the search index failed: it is read again from the disk");
        drop(lock(&live.writer).take());
        *slot = open(&live.folder);
    }

    /// A new empty folder beside the others.
    fn make(&self) -> std::io::Result<PathBuf> {
        fs::create_dir_all(&self.folder)?;
        for number in 1.. {
            let folder = self.folder.join(format!("{}{number}", prefix()));
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                made => return made.map(|()| folder),
            }
        }
        unreachable!("there is always a greater number")
    }

    /// Names the folder that answers from now on, and removes the one that did.
    fn replace(&self, live: Live) -> std::io::Result<()> {
        let mut slot = lock(&self.slot);
        let name = live.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let (current, new) = (self.folder.join(CURRENT), self.folder.join("current.new"));
        let mut file = File::create(&new)?;
        file.write_all(name.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, &current)?;
        File::open(&self.folder)?.sync_all()?;
        if let Slot::Ready(old) = std::mem::replace(&mut *slot, Slot::Ready(Arc::new(live))) {
            drop(lock(&old.writer).take());
            remove(&old.folder);
        }
        Ok(())
    }
}

/// The beginning of the name of every folder of this version.
fn prefix() -> String {
    format!("v{VERSION}-")
}

fn open(folder: &Path) -> Slot {
    match catch_unwind(|| Live::open(folder)) {
        Ok(Ok(live)) => return Slot::Ready(Arc::new(live)),
        Ok(Err(error)) => tracing::warn!(%error, "the search index cannot be read: it is made again"),
        Err(_) => tracing::warn!("the search index is damaged: it is made again"),
    }
    Slot::Absent
}

fn remove(folder: &Path) {
    // What stays is swept at the next start.
    if let Err(error) = fs::remove_dir_all(folder) {
        tracing::warn!(%error, "a folder of the search index stays for now");
    }
}

#[async_trait]
impl Index for DiskIndex {
    fn state(&self) -> State {
        if self.0.live().is_some() { State::Ready } else { State::Absent }
    }

    fn position(&self) -> i64 {
        self.0.live().map_or(0, |live| live.position.load(Ordering::Acquire))
    }

    async fn apply(&self, gone: Vec<SubjectRef>, gone_under: Vec<SubjectRef>, documents: Vec<Document>, seq: i64) -> Result<()> {
        self.with(move |live| live.apply(&gone, &gone_under, &documents, seq)).await
    }

    async fn rebuild(&self) -> Result<Box<dyn Rebuild>> {
        let shared = Arc::clone(&self.0);
        blocking(move || {
            // The sweep of a first opening would take the new one for a leftover.
            drop(shared.live());
            let folder = shared.make().map_err(refused)?;
            let (schema, fields) = schema();
            let mut work = Work { shared, folder, fields, writer: None, added: HashSet::new(), finished: false };
            let index = tantivy::Index::create_in_dir(&work.folder, schema).map_err(refused)?;
            work.writer = Some(writer(&index, MAKING).map_err(refused)?);
            Ok(Box::new(Making(Some(work))) as Box<dyn Rebuild>)
        })
        .await
    }

    async fn search_each(&self, queries: &[Query], scope: &Scope) -> Result<Vec<Found>> {
        let Some(shared) = queries.first().map(Query::shared) else { return Ok(Vec::new()) };
        if queries.iter().any(|query| query.shared() != shared) {
            return Err(Error::bug("queries that are asked together ask the same"));
        }
        let (queries, scope) = (queries.to_vec(), scope.clone());
        self.with(move |live| ask::ask(&live.reader.searcher(), &live.fields, &shared, &queries, &scope)).await
    }

    async fn complete(&self, words: &str, kinds: &[&str], scope: &Scope, limit: usize) -> Result<Vec<SubjectRef>> {
        let (words, scope) = (words.to_owned(), scope.clone());
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        self.with(move |live| {
            let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
            complete::complete(&live.reader.searcher(), &live.fields, &words, &kinds, &scope, limit)
        })
        .await
    }

    fn marks(&self, words: &str) -> Marks {
        let words = marks::Marked::of(words);
        Box::new(move |text| words.within(text))
    }
}

fn refused(error: impl std::fmt::Display) -> Error {
    Error::Unavailable(format!("search index: {error}"))
}

/// One that is being made. It goes to the thread that may wait, and comes back; lost there, it is thrown away.
struct Making(Option<Work>);

struct Work {
    shared: Arc<Shared>,
    folder: PathBuf,
    fields: Fields,
    writer: Option<IndexWriter>,
    /// Which ones it holds: what comes again replaces.
    added: HashSet<SubjectRef>,
    finished: bool,
}

impl Work {
    fn writer(&mut self) -> tantivy::Result<IndexWriter> {
        self.writer.take().ok_or_else(|| tantivy::TantivyError::InternalError("it failed before".into()))
    }

    fn add(&mut self, documents: &[Document]) -> tantivy::Result<()> {
        let writer = self.writer()?;
        for document in documents {
            if !self.added.insert(document.subject.clone()) {
                writer.delete_term(self.fields.key_of(&document.subject));
            }
            writer.add_document(self.fields.document(document))?;
        }
        self.writer = Some(writer);
        Ok(())
    }

    fn finish(mut self, seq: i64) -> tantivy::Result<()> {
        let mut writer = self.writer()?;
        commit(&mut writer, seq)?;
        writer.wait_merging_threads()?;
        self.shared.replace(Live::open(&self.folder)?)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if !self.finished {
            drop(self.writer.take());
            remove(&self.folder);
        }
    }
}

#[async_trait]
impl Rebuild for Making {
    async fn add(&mut self, documents: Vec<Document>) -> Result<()> {
        let mut work = self.0.take().ok_or_else(|| refused("it failed before"))?;
        let add = move || {
            let added = work.add(&documents);
            Ok((work, added))
        };
        let (work, added) = blocking(add).await?;
        self.0 = Some(work);
        added.map_err(refused)
    }

    async fn finish(mut self: Box<Self>, seq: i64) -> Result<()> {
        let work = self.0.take().ok_or_else(|| refused("it failed before"))?;
        blocking(move || work.finish(seq).map_err(refused)).await
    }
}
