//! Writes everything the company holds in an open format: a folder of JSON lines, one file a kind, and the bytes of files.
//!
//! Rules: one state of the database from beginning to end, whatever is written meanwhile; records in pages by key, so that memory
//! does not grow with the company; ids as strings, moments in words, Markdown as it was typed; no secret. The folder is written
//! beside its place under another name, the manifest last, and then renamed: what bears the name is whole. Each column of each table
//! is a field, or is named here with the reason why it is not.
//! Deliberately not here: compression and archives, which `tar` and `zstd` do to a folder; encryption; a part of the company.

mod kind;
mod kinds;
mod manifest;
mod nested;
mod page;
mod shape;
mod writer;
mod writing;

pub use kind::{Field, Filled, Key, Kind, Parts, Prepared, ROWS, With, prepared, statements};
pub use kinds::{KINDS, LEFT_OUT};
pub use manifest::{Bytes, FILES, FORMAT, MANIFEST, Manifest, Records, VERSION};
pub use page::documented;
pub(crate) use shape::moment;
pub use shape::{Shape, time};
pub(crate) use writer::place;
pub use writing::Writing;

use ruche_content::files::{rules, store as files};
use ruche_content::writing::links;
use ruche_kernel::{Error, Result as Kernel};
use ruche_platform::blobs::Blobs;
use ruche_platform::db::{Db, Row, Snapshot, Value as Bound};
use ruche_platform::migrate;
use serde_json::Value;
use std::path::{Path, PathBuf};
use writer::Store;

/// How many records stand in memory at once.
const PAGE: i64 = 200;

/// Why an export was not made. What was begun bears another name and is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Something bears the name.
    #[error("{} is there already: give a name that is free", .0.display())]
    Taken(PathBuf),
    /// An export of that name was cut, or is being written.
    #[error("{} is there: an export of that name is being written, or was cut; remove it in that case", .0.display())]
    Begun(PathBuf),
    /// The name has no end to write beside.
    #[error("{}: not the name of a folder to make", .0.display())]
    Name(PathBuf),
    /// The database is of another version than this program.
    #[error(
        "the database is of another version (step {schema}) than this program (step {newest}): use the program of the server, or `ruche migrate`"
    )]
    Schema {
        /// Its newest migration.
        schema: i64,
        /// That of this program.
        newest: i64,
    },
    /// A record is not what the format says.
    #[error("a record of {kind}: {reason}")]
    Record {
        /// The kind.
        kind: String,
        /// What is wrong with it.
        reason: String,
    },
    /// There is nothing to export.
    #[error("there is no company yet")]
    Empty,
    /// The disk does not follow.
    #[error("{}: {}", .0.display(), .1)]
    Io(PathBuf, #[source] std::io::Error),
    /// The database or the files do not follow.
    #[error(transparent)]
    Data(#[from] Error),
}

/// Writes an export of the company to `to`, as of now (`now` in milliseconds UTC), and gives its manifest. `tell` is given each kind
/// as it begins. It may run beside a server.
///
/// # Errors
/// When the name is taken, the database is of another version, or the disk, the database or the files do not follow: nothing bears
/// the name then.
pub async fn write(db: &Db, blobs: &dyn Blobs, to: &Path, now: i64, tell: &mut (dyn FnMut(&str) + Send)) -> Result<Manifest, ExportError> {
    let mut snapshot = db.snapshot().await?;
    if snapshot.schema != migrate::newest() {
        return Err(ExportError::Schema { schema: snapshot.schema, newest: migrate::newest() });
    }
    let mut writing = Writing::begin(to)?;
    let mut store = Store::of(writing.files(), blobs);
    for prepared in prepared() {
        tell(prepared.kind.name);
        records(&mut snapshot, prepared, &mut writing, &mut store).await?;
        if writing.count(KINDS[0].name)? == 0 {
            writing.abandon()?;
            return Err(ExportError::Empty);
        }
    }
    writing.end(now, store.end()?)
}

/// One record as it is read: where it stands, its values, the keys of its bytes.
type Read = (Vec<Bound>, Vec<Value>, Vec<String>);

async fn records(snapshot: &mut Snapshot, prepared: &Prepared, writing: &mut Writing, store: &mut Store<'_>) -> Result<(), ExportError> {
    let kind = prepared.kind;
    let mut after = kind.beginning();
    loop {
        let values: Vec<Bound> = after.iter().cloned().chain([PAGE.into()]).collect();
        let page: Vec<Read> =
            snapshot.all(&prepared.select, &values, |r| Ok((kind.place(r)?, kind.read(r)?, bytes_of(kind.parts, r)?))).await?;
        for (_, values, keys) in &page {
            let parts = if kind.parts == Parts::None { None } else { Some(copied(keys, store).await?) };
            writing.line(kind.name, &kind.line(&values.iter().collect::<Vec<_>>(), parts.as_ref()))?;
        }
        match page.into_iter().next_back() {
            Some((last, _, _)) => after = last,
            None => return Ok(()),
        }
    }
}

async fn copied(keys: &[String], store: &mut Store<'_>) -> Result<Value, ExportError> {
    let mut parts = Vec::new();
    for key in keys {
        parts.push(store.copy(key).await?);
    }
    Ok(parts.into())
}

/// Where the bytes of a row are kept.
fn bytes_of(parts: Parts, r: &Row) -> Kernel<Vec<String>> {
    Ok(match parts {
        Parts::None => Vec::new(),
        Parts::File => rules::keys(&files::read(r)?),
        Parts::Card => r.opt_int("picture_id")?.map(links::blob).into_iter().collect(),
    })
}
