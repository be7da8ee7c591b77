//! The file of a copy: made in one go, flushed, and looked at without being changed.

use super::Copied;
use super::read::{sqlite_failed, tables};
use crate::db::tx::Connection as Either;
use ruche_kernel::{Error, Result};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// Asks that nothing bears the name.
pub(super) fn free(file: &Path) -> Result<()> {
    if file.symlink_metadata().is_ok() {
        return Err(Error::Unavailable(format!("{} is there already", file.display())));
    }
    Ok(())
}

/// Writes one state of the database into `file`, by the engine's own means: others write meanwhile.
pub(super) async fn vacuum(connection: Connection, file: PathBuf) -> Result<()> {
    free(&file)?;
    let name =
        file.to_str().ok_or_else(|| Error::Unavailable(format!("{}: not a name that the database takes", file.display())))?.to_owned();
    let done = tokio::task::spawn_blocking(move || {
        // This connection only reads, and the engine takes what it writes elsewhere for a change.
        connection.execute_batch("PRAGMA query_only = OFF")?;
        connection.execute("VACUUM INTO ?1", [name])
    });
    done.await.map_err(|e| Error::bug(format!("copy task: {e}")))?.map(|_| ()).map_err(|e| sqlite_failed(&e))
}

/// Opens a file that nobody else has open and that is of no use until it is whole: without log and without waiting for the disk.
pub(super) fn quick(file: &Path) -> Result<Connection> {
    let open = || {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;",
        )?;
        Ok(connection)
    };
    open().map_err(|e| sqlite_failed(&e))
}

/// Brings everything into the one file of a database that nobody has open any more: no log stands beside it afterwards.
///
/// # Errors
/// `Unavailable` when somebody has it open, or the disk does not follow.
pub fn settle(file: &Path) -> Result<()> {
    let mode = || {
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
    };
    match mode().map_err(|e| sqlite_failed(&e))?.as_str() {
        "delete" => flush(file),
        _ => Err(Error::Unavailable(format!("{} is in use", file.display()))),
    }
}

/// Flushes a file and its name to the disk.
pub(super) fn flush(file: &Path) -> Result<()> {
    let flushed = || {
        std::fs::File::open(file)?.sync_all()?;
        let above = file.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(above)?.sync_all()
    };
    flushed().map_err(|e: std::io::Error| Error::Unavailable(format!("{}: {e}", file.display())))
}

/// Looks at a database of the embedded engine that nobody writes to, as at a file that cannot change: whether it is sound, the newest
/// migration that it has, and how many rows each table holds.
///
/// # Errors
/// `Unavailable` with what the engine found.
pub async fn look(file: &Path) -> Result<(i64, Vec<Copied>)> {
    let path = file.canonicalize().map_err(|e| Error::Unavailable(format!("{}: {e}", file.display())))?;
    let mut uri = url::Url::from_file_path(&path)
        .map_err(|()| Error::Unavailable(format!("{}: not a name that the database takes", path.display())))?;
    uri.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = tokio::task::spawn_blocking(move || {
        let connection = Connection::open_with_flags(uri.as_str(), flags)?;
        let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok::<_, rusqlite::Error>((connection, said))
    });
    let (connection, said) = connection.await.map_err(|e| Error::bug(format!("look task: {e}")))?.map_err(|e| sqlite_failed(&e))?;
    if said != "ok" {
        return Err(Error::Unavailable(format!("{} is damaged: {said}", file.display())));
    }
    let mut either = Either::Sqlite(connection);
    let found = tables(&mut either).await?;
    let Either::Sqlite(connection) = either else { return Err(Error::bug("another engine")) };
    let count = |text: &str| connection.query_row(text, [], |row| row.get::<_, i64>(0)).map_err(|e| sqlite_failed(&e));
    let schema = count("SELECT COALESCE(max(number), 0) FROM schema_migrations")?;
    let counted = found.into_iter().map(|table| {
        let rows = count(&format!("SELECT count(*) FROM \"{}\"", table.name))?;
        Ok(Copied { table: table.name, rows: u64::try_from(rows).unwrap_or(0) })
    });
    Ok((schema, counted.collect::<Result<_>>()?))
}
