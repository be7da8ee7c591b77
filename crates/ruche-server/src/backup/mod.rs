//! Backups: one state of everything in a dated folder, whole or not there, and the way back.
//!
//! Rules: the database first, then the bytes that its rows name, since bytes are kept before their row. The folder is written under
//! another name, read again, flushed to the disk and then renamed: what bears a date is whole. Bytes never change under their key, so
//! that what the backup before has is shared with it by a hard link; what still comes in pieces is copied each time. A backup of either
//! engine is a database of the embedded one, so that it is restored into either.
//! Deliberately not here: encryption and other machines, which the disk and `rsync` do; kept messages and the search index, which is
//! made again.

mod copies;
mod dated;
mod manifest;
mod restore;
mod whole;

pub use dated::{clean, keep};
pub use manifest::{FORMAT, Files, MANIFEST, Manifest, VERSION};
pub use restore::{Place, read};
pub use whole::{check, manifest};

use crate::check::{coming, named};
use copies::Copies;
use manifest::{DATABASE, SETTINGS, SUMS};
use ruche_import::export::time;
use ruche_kernel::Error;
use ruche_people::sign_in::passwords::REFUSED_FILE;
use ruche_platform::blobs::Blobs;
use ruche_platform::db::copy::{self, CopyError, Tell};
use ruche_platform::db::{Db, Engine};
use ruche_platform::migrate;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Something bears the name.
    #[error("{} is there already", .0.display())]
    Taken(PathBuf),
    /// There is no manifest.
    #[error("{}: no manifest.json: this is no backup, or one that was cut", .0.display())]
    NoManifest(PathBuf),
    /// The manifest is not one of ours.
    #[error("{}: not the manifest of a backup: {}", .0.display(), .1)]
    Manifest(PathBuf, String),
    /// Another version of the format.
    #[error("the backup is of version {0} of its format, and this program reads version {VERSION}")]
    Version(u32),
    /// Something is not as it was written.
    #[error("the backup is damaged: {}: {}", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// The database does not follow.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The disk does not follow.
    #[error("{}: {}", .0.display(), .1)]
    Io(PathBuf, #[source] std::io::Error),
    /// The database or the files do not follow.
    #[error(transparent)]
    Data(#[from] Error),
}

impl BackupError {
    /// What the system says of a file.
    fn io(file: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let file = file.to_owned();
        |error| Self::Io(file, error)
    }
}

/// What a backup is made of, and where.
pub struct Order<'a> {
    /// The database.
    pub db: &'a Db,
    /// The files.
    pub blobs: &'a dyn Blobs,
    /// The data folder, for what else lies there.
    pub data: &'a Path,
    /// The file of settings, where there is one.
    pub settings: Option<&'a Path>,
    /// The folder of dated backups, which nobody else fills meanwhile.
    pub to: &'a Path,
}

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// Its folder.
    pub folder: PathBuf,
    /// What it holds.
    pub manifest: Manifest,
    /// How many files it shares with the one before.
    pub shared: u64,
}

/// Makes a backup as of now (`now` in milliseconds UTC). It may run beside a server of the same version.
///
/// # Errors
/// When the name is taken, or the database, the files or the disk do not follow: nothing bears the name then.
pub async fn make(order: &Order<'_>, now: i64, tell: Tell<'_>) -> Result<Made, BackupError> {
    let folder = order.to.join(dated::name(now)?);
    let beside = dated::beside(&folder);
    for path in [&folder, &beside] {
        if path.symlink_metadata().is_ok() {
            return Err(BackupError::Taken(path.clone()));
        }
    }
    crate::lock::own_folder(&beside).map_err(BackupError::io(&beside))?;

    let database = beside.join(DATABASE);
    tell("the database", 0);
    order.db.copy_to_file(&database, now, tell).await?;
    let (schema, tables) = copy::look(&database).await?;
    if schema != migrate::newest() {
        return Err(CopyError::Schema { schema, newest: migrate::newest() }.into());
    }
    let (keys, still_coming) = keys(&database).await?;

    tell("the files", 0);
    let mut copies = Copies::begin(&beside, dated::newest(order.to)?.as_deref())?;
    copies.known(DATABASE)?;
    for (at, key) in keys.iter().enumerate() {
        copies.bytes(order.blobs, key).await?;
        tell("the files", at as u64 + 1);
    }
    for key in &still_coming {
        copies.growing(order.blobs, key).await?;
    }
    for (from, name) in [(Some(order.data.join(REFUSED_FILE)), REFUSED_FILE), (order.settings.map(Path::to_owned), SETTINGS)] {
        if let Some(from) = from.filter(|from| from.is_file()) {
            copies.plain(&from, name)?;
        }
    }
    let (sums, files, shared) = copies.end();

    let engine = if order.db.engine() == Engine::Sqlite { "sqlite" } else { "postgres" };
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        ruche: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: time(now)?,
        engine: engine.to_owned(),
        schema,
        rows: tables.into_iter().map(|table| (table.table, table.rows)).collect(),
        files,
        sums: sums.write(&beside.join(SUMS))?,
    };
    manifest.write(&beside.join(MANIFEST))?;
    dated::finish(&beside, &folder)?;
    Ok(Made { folder, manifest, shared })
}

/// The keys that the rows of the copy name, and those of what still comes in pieces.
async fn keys(database: &Path) -> Result<(BTreeSet<String>, Vec<String>), BackupError> {
    let db = Db::sqlite(database).await?;
    let found = async { Ok::<_, Error>((named(&db).await?.into_keys().collect(), coming(&db).await?)) }.await;
    db.close().await;
    copy::settle(database)?;
    Ok(found?)
}
