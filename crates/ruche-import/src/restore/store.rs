//! Whether a database is empty, and the mark of a restore that is not finished.

use super::RestoreError;
use ruche_kernel::{Error, Result};
use ruche_platform::db::{Db, Tx};
use ruche_platform::{sql, values};

sql! {
    /// What any use of a database leaves.
    HOLDS = "SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM companies) OR EXISTS (SELECT 1 FROM members) OR EXISTS (SELECT 1 FROM places) OR EXISTS (SELECT 1 FROM posts)
        OR EXISTS (SELECT 1 FROM files) OR EXISTS (SELECT 1 FROM events) OR EXISTS (SELECT 1 FROM import_sources)";
    UNFINISHED = "SELECT 1 AS one FROM import_sources WHERE source = 'ruche' AND kind = 'restore'";
    BEGIN = "INSERT INTO import_sources (source, kind, source_id, target_id) VALUES ('ruche', 'restore', 'unfinished', $1)";
    TAKE_COMPANY = "DELETE FROM companies";
    END = "DELETE FROM import_sources WHERE source = 'ruche' AND kind = 'restore'";
}

/// Whether a restore into the database was begun and not finished: no company can be started there, and none is there.
///
/// # Errors
/// What the database says.
pub async fn unfinished(db: &Db) -> Result<bool> {
    Ok(db.opt(&UNFINISHED, &[], |_| Ok(())).await?.is_some())
}

/// Asks that the database is empty.
///
/// # Errors
/// `NotEmpty`, or `Unfinished` where a restore of an export was stopped.
pub async fn empty(db: &Db) -> Result<(), RestoreError> {
    if unfinished(db).await? {
        return Err(RestoreError::Unfinished);
    }
    match db.opt(&HOLDS, &[], |_| Ok(())).await? {
        Some(()) => Err(RestoreError::NotEmpty),
        None => Ok(()),
    }
}

/// Marks the database, which is asked again whether it is empty. `Conflict` when it is not.
pub(super) async fn begin(tx: &mut Tx, now: i64) -> Result<()> {
    if tx.exists(&HOLDS, &[]).await? {
        return Err(Error::Conflict);
    }
    tx.exec(&BEGIN, values![now]).await?;
    Ok(())
}

/// The refusal of what [`begin`] refuses.
pub(super) fn begun(error: Error) -> RestoreError {
    match error {
        Error::Conflict => RestoreError::NotEmpty,
        other => other.into(),
    }
}

/// Takes the company away again, in the transaction that needed its settings.
pub(super) async fn take_company(tx: &mut Tx) -> Result<()> {
    tx.exec(&TAKE_COMPANY, &[]).await?;
    Ok(())
}

/// Takes the mark away.
pub(super) async fn end(tx: &mut Tx) -> Result<()> {
    tx.exec(&END, &[]).await?;
    Ok(())
}
