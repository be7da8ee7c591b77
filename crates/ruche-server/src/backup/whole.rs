//! Whether a backup is whole: everything that it names is there and is what was written.

use super::BackupError;
use super::manifest::{DATABASE, FORMAT, MANIFEST, Manifest, SUMS, Sums, VERSION, digest};
use ruche_kernel::Error;
use ruche_platform::db::copy;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// How many damaged files are named.
const EXAMPLES: usize = 5;

/// The manifest of the backup in `from`.
///
/// # Errors
/// When there is none, or it is of another version or of something else.
pub fn manifest(from: &Path) -> Result<Manifest, BackupError> {
    let path = from.join(MANIFEST);
    if path.symlink_metadata().is_err() {
        return Err(BackupError::NoManifest(from.to_owned()));
    }
    let text = std::fs::read_to_string(&path).map_err(BackupError::io(&path))?;
    let wrong = |reason: String| BackupError::Manifest(path.clone(), reason);
    let value: Value = serde_json::from_str(&text).map_err(|e| wrong(e.to_string()))?;
    if value["format"] != FORMAT {
        return Err(wrong(format!("\"format\" is not {FORMAT:?}")));
    }
    match value["version"].as_u64() {
        Some(version) if version != u64::from(VERSION) => Err(BackupError::Version(u32::try_from(version).unwrap_or(u32::MAX))),
        _ => serde_json::from_value(value).map_err(|e| wrong(e.to_string())),
    }
}

/// Reads all of the backup in `from`, whose manifest this is: every digest, and whether the database is sound.
///
/// # Errors
/// `Damaged` with what is not as it was written.
pub async fn check(from: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let (folder, known) = (from.to_owned(), manifest.sums.clone());
    let checked = tokio::task::spawn_blocking(move || sums(&folder, &known)).await;
    checked.map_err(|e| Error::bug(format!("backup task: {e}")))??;
    let database = from.join(DATABASE);
    let (schema, tables) = copy::look(&database).await.map_err(|e| BackupError::Damaged(database.clone(), e.to_string()))?;
    let rows: BTreeMap<String, u64> = tables.into_iter().map(|table| (table.table, table.rows)).collect();
    if schema != manifest.schema || rows != manifest.rows {
        return Err(BackupError::Damaged(database, "its rows are not those that the manifest tells".into()));
    }
    Ok(())
}

/// Asks that each file has its digest.
fn sums(from: &Path, known: &str) -> Result<(), BackupError> {
    let list = from.join(SUMS);
    if digest(&list)?.1 != known {
        return Err(BackupError::Damaged(list, "it is not as it was written".into()));
    }
    let sums = Sums::read(&list)?.0;
    let wrong: Vec<&String> =
        sums.iter().filter(|(path, sum)| !digest(&from.join(path)).is_ok_and(|(_, found)| found == **sum)).map(|(path, _)| path).collect();
    let Some(first) = wrong.first() else { return Ok(()) };
    let others: Vec<&str> = wrong.iter().skip(1).take(EXAMPLES - 1).map(|path| path.as_str()).collect();
    let more = if others.is_empty() { String::new() } else { format!(" ({} files in all: also {})", wrong.len(), others.join(", ")) };
    Err(BackupError::Damaged(from.join(first), format!("it lacks, or is not as it was written{more}")))
}
