//! Writes a mapped data set into the company, in batches that can be interrupted and run again.
//!
//! Rules: everything is read and held against plain counts before anything is written; each batch of at most 500 rows is one
//! transaction with the keys of its rows, so that a key is there exactly when its row was written; a row whose key is there is
//! left alone, even if it was changed or removed since. No event is recorded: nobody is told.
//! Deliberately not here: SQL of any table but `import_sources`.

mod insert;
mod report;

pub use crate::keys::STATEMENTS;
pub use report::{Line, Report};

use crate::ldbc::{Counts, Dataset};
use crate::mapping::{Key, Kind, Mapped, Mapping, NO_PLACE, Skip, SourceId};
use crate::{ImportError, keys};
use insert::{Ids, Insert};
use ruche_kernel::{Error, Result as Kernel};
use ruche_people::setup;
use ruche_platform::db::Db;
use ruche_platform::{Platform, search, work};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The most rows of one transaction.
const BATCH: usize = 500;

/// How a data set is loaded.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the source in the keys: the same data set under the same name is never doubled.
    pub source: String,
    /// Whether only the report is made, without writing anything.
    pub dry_run: bool,
}

/// How far a load is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being written.
    pub kind: Kind,
    /// How many rows of this kind were looked at.
    pub done: u64,
    /// How many there are; unknown for authors, who are found on the way.
    pub of: Option<u64>,
}

/// Told after each batch that was written; breaking stops the load there, with everything so far kept.
pub type OnProgress<'a> = &'a mut (dyn FnMut(Progress) -> ControlFlow<()> + Send);

/// Loads a data set into the company of this database.
///
/// Other writes take their turn between two batches.
///
/// # Errors
/// What is wrong with the files, before anything is written; `NotFound` without a company, `Conflict` when the same source is
/// loaded twice at the same time, and what the database says: what was written before stays, and the next run goes on.
pub async fn load(platform: &Platform, dataset: &Dataset, options: &Options, on_progress: OnProgress<'_>) -> Result<Report, ImportError> {
    let language = setup::store::settings(&platform.db).await?.company.locale;
    let files = dataset.clone();
    let read = tokio::task::spawn_blocking(move || Ok::<_, ImportError>((files.count()?, Mapping::read(&files)?))).await;
    let (counts, mapping) = read.map_err(|e| Error::bug(format!("reading: {e}")))??;
    let loader = |dry_run| Loader {
        platform,
        mapping: &mapping,
        counts: &counts,
        source: &options.source,
        dry_run,
        ids: Ids::new(platform.clone(), language.clone()),
        report: Report::new(dry_run),
    };
    let plan = loader(true).run(&mut |_| ControlFlow::Continue(())).await?;
    if options.dry_run {
        return Ok(plan);
    }
    let report = loader(false).run(on_progress).await?;
    // What comes in this way tells nothing: search finds it once the index was made again.
    let now = platform.now();
    platform.db.write(work!([] | tx | { search::order_rebuild(tx, now).await })).await?;
    Ok(report)
}

/// One pass over the whole data set.
struct Loader<'a> {
    platform: &'a Platform,
    mapping: &'a Mapping,
    counts: &'a Counts,
    source: &'a str,
    dry_run: bool,
    ids: Ids,
    report: Report,
}

impl Loader<'_> {
    /// Every kind, each after those it hangs on.
    async fn run(mut self, on_progress: OnProgress<'_>) -> Result<Report, ImportError> {
        let mapping = self.mapping;
        self.stage(Kind::Person, mapping.members()?, Insert::member, on_progress).await?;
        self.stage(Kind::Knows, mapping.follows(), Insert::follows, on_progress).await?;
        self.stage(Kind::Forum, mapping.communities(), Insert::community, on_progress).await?;
        self.stage(Kind::ForumMember, mapping.memberships(), Insert::membership, on_progress).await?;
        self.stage(Kind::Author, mapping.authors()?, Insert::membership, on_progress).await?;
        self.stage(Kind::Post, mapping.posts(), Insert::post, on_progress).await?;
        self.stage(Kind::PostTag, mapping.post_topics(), Insert::topic, on_progress).await?;
        self.stage(Kind::Comment, mapping.comments(), Insert::comment, on_progress).await?;
        self.stage(Kind::CommentTag, mapping.comment_topics(), Insert::topic, on_progress).await?;
        self.stage(Kind::PostLike, mapping.post_likes(), Insert::reaction, on_progress).await?;
        self.stage(Kind::CommentLike, mapping.comment_likes(), Insert::reaction, on_progress).await?;
        for file in NO_PLACE {
            let found = self.counts.get(&file).copied().unwrap_or(0);
            self.report.lines.push(Line { name: file.name(), found, skipped: [(Skip::NoPlace, found)].into(), ..Line::default() });
        }
        Ok(self.report)
    }

    /// Every row of one kind: those whose key is new are written, in batches. `prepare` is given the row's fresh id.
    async fn stage<T>(
        &mut self,
        kind: Kind,
        rows: impl Iterator<Item = Result<Mapped<T>, ImportError>> + Send,
        prepare: fn(&Ids, i64, T) -> Kernel<Insert>,
        on_progress: OnProgress<'_>,
    ) -> Result<(), ImportError> {
        let of = kind.file().map(|file| self.counts.get(&file).copied().unwrap_or(0));
        *self.ids.of(kind) = known(&self.platform.db, self.source, kind).await?;
        let mut line = Line { name: kind.word(), ..Line::default() };
        let mut batch = Vec::with_capacity(BATCH);
        for row in rows {
            let (Key { id, .. }, row) = row?;
            line.found += 1;
            match row {
                Err(skip) => *line.skipped.entry(skip).or_default() += 1,
                Ok(row) => match self.ids.of(kind).get_mut(&id) {
                    Some(Written { seen: true, .. }) => *line.skipped.entry(Skip::Repeated).or_default() += 1,
                    Some(before) => {
                        before.seen = true;
                        line.already += 1;
                    }
                    None => {
                        let target = self.platform.id();
                        if !self.dry_run {
                            batch.push((id, prepare(&self.ids, target, row)?));
                        }
                        line.created += 1;
                        self.ids.of(kind).insert(id, Written { target, seen: true });
                    }
                },
            }
            if batch.len() == BATCH {
                self.write(kind, &mut batch, &mut line).await?;
                tell(on_progress, Progress { kind, done: line.found, of })?;
            } else if line.found.is_multiple_of(BATCH as u64) {
                // Reading never waits by itself: others get their turn here.
                tokio::task::yield_now().await;
            }
        }
        if !batch.is_empty() {
            self.write(kind, &mut batch, &mut line).await?;
            tell(on_progress, Progress { kind, done: line.found, of })?;
        }
        if let Some((file, lines)) = kind.file().zip(of)
            && lines != line.found
        {
            return Err(ImportError::Miscounted { file: file.name(), lines, rows: line.found });
        }
        self.ids.forget_links();
        self.report.lines.push(line);
        Ok(())
    }

    /// Writes a batch and its keys, all or nothing. Rows that stood there under another key are counted as such.
    async fn write(&self, kind: Kind, batch: &mut Vec<(SourceId, Insert)>, line: &mut Line) -> Kernel<()> {
        let rows = Arc::new(std::mem::replace(batch, Vec::with_capacity(BATCH)));
        let source: Arc<str> = self.source.into();
        let twins = self
            .platform
            .db
            .write(work!(
                [rows, source] | tx | {
                    let mut twins = 0;
                    for (id, insert) in rows.iter() {
                        keys::insert(tx, &source, kind.word(), &id.to_string(), insert.target()).await?;
                        twins += u64::from(!insert.run(tx).await?);
                    }
                    Ok(twins)
                }
            ))
            .await?;
        line.created -= twins;
        line.already += twins;
        Ok(())
    }
}

fn tell(on_progress: OnProgress<'_>, progress: Progress) -> Result<(), ImportError> {
    match on_progress(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ImportError::Stopped),
    }
}

/// The rows of a kind that are written.
type Known = HashMap<SourceId, Written>;

/// What was written of a kind.
async fn known(db: &Db, source: &str, kind: Kind) -> Kernel<Known> {
    let mut known = Known::new();
    let keep = |id: String, target| {
        let id: SourceId = id.parse().map_err(|e| Error::bug(format!("import key {id:?}: {e}")))?;
        known.insert(id, Written { target, seen: false });
        Ok(())
    };
    keys::known(db, source, kind.word(), keep).await?;
    Ok(known)
}

/// A row that is written, or about to be.
#[derive(Clone, Copy)]
struct Written {
    /// What it became: our id.
    target: i64,
    /// Whether this pass came by it already.
    seen: bool,
}
