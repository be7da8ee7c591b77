//! The way back: a backup into an empty place, on either engine. The database comes last, so that nothing half is served.

use super::manifest::{DATABASE, FILES, Manifest, SUMS, Sums};
use super::{BackupError, whole};
use ruche_kernel::Error;
use ruche_people::sign_in::passwords::REFUSED_FILE;
use ruche_platform::blobs::Blobs;
use ruche_platform::db::Db;
use ruche_platform::db::copy::{self, Tell};
use ruche_platform::{migrate, search, secret, work};
use sha2::{Digest as _, Sha256};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use tokio_util::io::InspectReader;

/// Where a backup is restored.
pub struct Place<'a> {
    /// The data folder.
    pub data: &'a Path,
    /// The file of the embedded database, which must not be there.
    pub database: &'a Path,
    /// A PostgreSQL database in its place, which must be empty.
    pub postgres: Option<&'a Db>,
    /// The files.
    pub blobs: &'a dyn Blobs,
}

/// Restores the backup in `from`, whose manifest this is, as of now (`now` in milliseconds UTC). Everything is checked before anything
/// is written. An older database is brought to this version; the search index is made again.
///
/// # Errors
/// When the backup is damaged or of a newer version, or the place is not empty. When the disk or a database does not follow: there is
/// no database then, and it may be begun again.
pub async fn read(from: &Path, manifest: &Manifest, place: &Place<'_>, now: i64, tell: Tell<'_>) -> Result<(), BackupError> {
    if place.postgres.is_none() && place.database.symlink_metadata().is_ok() {
        return Err(BackupError::Taken(place.database.to_owned()));
    }
    tell("checking that the backup is whole", 0);
    whole::check(from, manifest).await?;

    tell("the database", 0);
    let restoring = beside(place.database);
    for end in ["", "-wal", "-shm"] {
        let left = PathBuf::from(format!("{}{end}", restoring.display()));
        if left.is_file() {
            std::fs::remove_file(&left).map_err(BackupError::io(&left))?;
        }
    }
    copied(&from.join(DATABASE), &restoring)?;
    let db = Db::sqlite(&restoring).await?;
    migrate::run(&db, now).await?;
    db.write(work!([now] | tx | { search::order_rebuild(tx, now).await })).await?;

    tell("the files", 0);
    let sums = Sums::read(&from.join(SUMS))?.0;
    for (at, (path, sum)) in sums.iter().filter(|(path, _)| Path::new(path).starts_with(FILES)).enumerate() {
        // Below two folders that only spread them: `files/42/1042/480.webp` is that of the key `1042/480.webp`.
        let key = path.splitn(3, '/').nth(2).ok_or_else(|| Error::bug(format!("a path of a backup: {path}")))?;
        bytes(place.blobs, key, &from.join(path), sum).await?;
        tell("the files", at as u64 + 1);
    }
    if sums.contains_key(REFUSED_FILE) && !place.data.join(REFUSED_FILE).exists() {
        copied(&from.join(REFUSED_FILE), &place.data.join(REFUSED_FILE))?;
    }

    if let Some(postgres) = place.postgres {
        let into = db.snapshot().await?.copy_to(postgres, tell).await;
        db.close().await;
        copy::settle(&restoring)?;
        std::fs::remove_file(&restoring).map_err(BackupError::io(&restoring))?;
        into?;
        return Ok(());
    }
    db.close().await;
    copy::settle(&restoring)?;
    std::fs::rename(&restoring, place.database).map_err(BackupError::io(place.database))?;
    File::open(place.data).and_then(|folder| folder.sync_all()).map_err(BackupError::io(place.data))
}

/// What the database is called until everything is there.
fn beside(database: &Path) -> PathBuf {
    database.with_extension("restoring")
}

/// Copies a file that nobody else may read, and flushes it to the disk.
fn copied(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut read = File::open(from).map_err(BackupError::io(from))?;
    let mut written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(BackupError::io(to))?;
    std::io::copy(&mut read, &mut written).map_err(BackupError::io(to))?;
    written.sync_all().map_err(BackupError::io(to))
}

/// Keeps the bytes of one key: also of what still comes in pieces, to which more are added there.
async fn bytes(blobs: &dyn Blobs, key: &str, from: &Path, sum: &str) -> Result<(), BackupError> {
    let mut digest = Sha256::new();
    let file = tokio::fs::File::open(from).await.map_err(BackupError::io(from))?;
    let mut file = InspectReader::new(file, |bytes: &[u8]| digest.update(bytes));
    blobs.put_from(key, &mut file).await?;
    if secret::hex(&digest.finalize()) != sum {
        return Err(BackupError::Damaged(from.to_owned(), "it changed while it was restored".into()));
    }
    Ok(())
}
