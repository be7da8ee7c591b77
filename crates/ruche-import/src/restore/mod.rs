//! Fills an empty database from an export, on either engine: the same company, under the same ids.
//!
//! Rules: everything that the manifest names is there and has its digest before anything is written; what is not whole, not of this
//! version or not for an empty database is refused. Records are read line by line and written in slices, the next one read and its texts
//! rendered while one is written, the company last: until then
//! a mark says that a restore was begun, and no server starts on what is unfinished. Texts are rendered again, stored counts are
//! counted again, the search index is made again. Nobody is told.
//! Deliberately not here: going on with a restore that was stopped (one empties the database and begins again), merging into a company.

mod ahead;
mod counts;
mod rows;
mod store;
mod whole;

pub use counts::STATEMENTS as COUNT_STATEMENTS;
pub use store::{STATEMENTS, empty, unfinished};

use crate::export::{FORMAT, KINDS, Manifest, Parts, VERSION, prepared};
use ahead::Ahead;
use rows::{Lines, Ready};
use ruche_kernel::{Error, Event, IdMaker, MemberId, PlaceId, SubjectRef};
use ruche_platform::{Platform, outbox, search, work};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many records one transaction writes. Three slices stand in memory at once.
const SLICE: usize = 1000;
/// The kind of the event that ends a restore. Its id is above those of all that was restored, so that ids go on from there.
const RESTORED: &str = "company.restored";
/// The node whose ids it bears: that of the words beside a server.
const NODE: u8 = 63;

/// Why nothing, or not everything, was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// There is no manifest.
    #[error("{}: no manifest.json: this is no export, or one that was cut", .0.display())]
    NoManifest(PathBuf),
    /// The manifest is not one of ours.
    #[error("{}: not the manifest of an export: {}", .0.display(), .1)]
    Manifest(PathBuf, String),
    /// Another version of the format.
    #[error("the export is of version {0} of its format, and this program reads version {VERSION}")]
    Version(u32),
    /// What the manifest names is not as it was written.
    #[error("{}: {}", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// A line is not what the format says.
    #[error("{}, line {line}: {reason}", .file.display())]
    Line {
        /// The file.
        file: PathBuf,
        /// The line, the first being 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The database holds something.
    #[error("the database is not empty, and a company is restored into an empty one: give another data folder, or another database")]
    NotEmpty,
    /// An earlier restore was stopped.
    #[error(
        "a restore into this database was begun and not finished: empty the data folder (and the PostgreSQL database, where there is one), and begin again"
    )]
    Unfinished,
    /// The disk does not follow.
    #[error("{}: {}", .0.display(), .1)]
    Io(PathBuf, #[source] std::io::Error),
    /// The database or the files do not follow.
    #[error(transparent)]
    Data(#[from] Error),
}

impl RestoreError {
    /// A reading error of `file`.
    fn io(file: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let file = file.to_owned();
        |error| Self::Io(file, error)
    }
}

/// Restores the export in `from` into the empty database of `platform`, and gives its manifest. `tell` is given each step as it begins.
///
/// # Errors
/// When the export is not whole, or the database not empty: nothing was written then. When a line cannot be read, or the disk or the
/// database does not follow: the database then says that it is unfinished.
pub async fn read(platform: &Platform, from: &Path, tell: &mut (dyn FnMut(&str) + Send)) -> Result<Manifest, RestoreError> {
    let manifest = whole::manifest(from)?;
    store::empty(&platform.db).await?;
    tell("checking that the export is whole");
    let (folder, known) = (from.to_owned(), manifest.clone());
    let checked = tokio::task::spawn_blocking(move || whole::check(&folder, &known)).await;
    checked.map_err(|e| Error::bug(format!("restore task: {e}")))??;

    let company = &prepared()[0];
    let settings = Arc::new(Lines::open(from, company.kind)?.slice(SLICE)?.unwrap_or_default());
    let id = settings.first().map_or(0, Ready::id);
    let now = platform.now();
    platform.db.write(work!([now] | tx | { store::begin(tx, now).await })).await.map_err(store::begun)?;
    let mut greatest = 0;
    // The company is the first in the export and the last to be there.
    for prepared in prepared().iter().skip(1) {
        tell(prepared.kind.name);
        let mut ahead = Ahead::of(Lines::open(from, prepared.kind)?, prepared.kind.has_text());
        while let Some(slice) = ahead.slice().await? {
            greatest = slice.iter().map(Ready::id).max().unwrap_or(0).max(greatest);
            if prepared.kind.parts != Parts::None {
                whole::copy(platform.blobs.as_ref(), from, prepared.kind, &slice).await?;
            }
            let names = prepared.kind.has_text() && !slice.iter().all(Ready::is_rendered);
            let slice = Arc::new(slice);
            let slicing = platform.db.write(work!(
                [slice, settings, names, now] | tx | {
                    if !names {
                        return rows::insert(tx, prepared, &slice, now).await;
                    }
                    // How people are named is the company's choice; outside of this transaction there is no company yet.
                    rows::insert(tx, company, &settings, now).await?;
                    rows::insert(tx, prepared, &slice, now).await?;
                    store::take_company(tx).await
                }
            ));
            slicing.await?;
        }
    }
    tell("counting");
    counts::count(&platform.db).await?;

    let event = IdMaker::new(NODE, greatest).next(platform.clock.as_ref());
    platform
        .db
        .write(work!(
            [settings, now, event] | tx | {
                rows::insert(tx, company, &settings, now).await?;
                counts::count_employees(tx).await?;
                search::order_rebuild(tx, now).await?;
                let restored = Event::new(RESTORED, MemberId(0), SubjectRef::new("company", id), PlaceId(id));
                outbox::record(tx, event, now, &restored).await?;
                store::end(tx).await
            }
        ))
        .await?;
    Ok(manifest)
}

/// Asks that a manifest is one that this program reads.
fn accept(manifest: &Value) -> Result<Manifest, String> {
    if manifest["format"] != FORMAT {
        return Err(format!("\"format\" is not {FORMAT:?}"));
    }
    let manifest: Manifest = serde_json::from_value(manifest.clone()).map_err(|e| e.to_string())?;
    if !manifest.kinds.iter().map(|records| records.kind.as_str()).eq(KINDS.iter().map(|kind| kind.name)) {
        return Err("it does not name the kinds of records that this version has, in their order".into());
    }
    if manifest.kinds[0].records != 1 {
        return Err("it does not hold one company".into());
    }
    Ok(manifest)
}
