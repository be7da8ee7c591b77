//! The folder of backups: their names, which is the newest, which may go.

use super::BackupError;
use super::manifest::{FORMAT, MANIFEST};
use jiff::Timestamp;
use ruche_kernel::Error;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The end of the name of what is not whole.
const PART: &str = ".part";

/// The name of the backup of a moment: `20260312T081500.000Z`. Names are in the order of time.
pub(super) fn name(now: i64) -> Result<String, BackupError> {
    let at = Timestamp::from_millisecond(now).map_err(|e| Error::bug(format!("a moment: {e}")))?;
    Ok(at.strftime("%Y%m%dT%H%M%S%.3fZ").to_string())
}

/// Whether a name is one of ours, without its end.
fn is_name(name: &str) -> bool {
    name.len() == 20
        && name.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'T',
            15 => byte == b'.',
            19 => byte == b'Z',
            _ => byte.is_ascii_digit(),
        })
}

/// What a backup is called until it is whole.
pub(super) fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(PART);
    name.into()
}

/// The folders in `to` whose names, without `end`, are ours; by name.
fn found(to: &Path, end: &str) -> Result<Vec<PathBuf>, BackupError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(to).map_err(BackupError::io(to))? {
        let entry = entry.map_err(BackupError::io(to))?;
        if entry.file_name().to_str().and_then(|name| name.strip_suffix(end)).is_some_and(is_name) && entry.path().is_dir() {
            found.push(entry.path());
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// The whole backups in `to`, the oldest first.
fn whole(to: &Path) -> Result<Vec<PathBuf>, BackupError> {
    let ours = |folder: &PathBuf| {
        let text = std::fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|manifest| manifest["format"] == FORMAT)
    };
    Ok(found(to, "")?.into_iter().filter(ours).collect())
}

/// The newest backup in `to`.
pub(super) fn newest(to: &Path) -> Result<Option<PathBuf>, BackupError> {
    Ok(whole(to)?.pop())
}

/// Removes what was begun in `to` and never ended. Nobody else may be making a backup there.
///
/// # Errors
/// When the disk does not follow.
pub fn clean(to: &Path) -> Result<(), BackupError> {
    for part in found(to, PART)? {
        std::fs::remove_dir_all(&part).map_err(BackupError::io(&part))?;
    }
    Ok(())
}

/// Removes all but the newest `count` backups in `to`, and tells which.
///
/// # Errors
/// When the disk does not follow.
pub fn keep(to: &Path, count: usize) -> Result<Vec<PathBuf>, BackupError> {
    let mut old = whole(to)?;
    old.truncate(old.len().saturating_sub(count));
    for folder in &old {
        // Under its name it is whole, until the end.
        let going = beside(folder);
        std::fs::rename(folder, &going).map_err(BackupError::io(folder))?;
        std::fs::remove_dir_all(&going).map_err(BackupError::io(&going))?;
    }
    Ok(old)
}

/// Gives a backup its name once all of it is on the disk.
pub(super) fn finish(beside: &Path, folder: &Path) -> Result<(), BackupError> {
    flush(beside).map_err(BackupError::io(beside))?;
    std::fs::rename(beside, folder).map_err(BackupError::io(folder))?;
    let above = folder.parent().unwrap_or(Path::new("."));
    File::open(above).and_then(|above| above.sync_all()).map_err(BackupError::io(above))
}

/// Flushes the whole file system: one flush instead of two for each file and each of their folders.
fn flush(folder: &Path) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    return Ok(rustix::fs::syncfs(File::open(folder)?)?);
    #[cfg(not(target_os = "linux"))]
    {
        File::open(folder)?.sync_all()?;
        rustix::fs::sync();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(to: &Path, name: &str, format: &str) {
        std::fs::create_dir(to.join(name)).unwrap();
        std::fs::write(to.join(name).join(MANIFEST), format!("{{\"format\":\"{format}\"}}")).unwrap();
    }

    #[test]
    fn only_whole_backups_are_counted_and_only_ours_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path();
        assert_eq!(name(1_773_303_300_123).unwrap(), "20260312T081500.123Z");
        for day in 1..=4 {
            backup(to, &format!("2026030{day}T000000.000Z"), FORMAT);
        }
        backup(to, "20260101T000000.000Z", "ruche-export");
        backup(to, "mine", FORMAT);
        backup(to, "20260305T000000.000Z.part", FORMAT);
        std::fs::write(to.join("20260306T000000.000Z"), "a file").unwrap();
        assert_eq!(newest(to).unwrap().unwrap(), to.join("20260304T000000.000Z"));
        assert_eq!(keep(to, 3).unwrap(), [to.join("20260301T000000.000Z")]);
        assert!(keep(to, 3).unwrap().is_empty());
        clean(to).unwrap();
        let mut left: Vec<String> = std::fs::read_dir(to).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(
            left,
            [
                "20260101T000000.000Z",
                "20260302T000000.000Z",
                "20260303T000000.000Z",
                "20260304T000000.000Z",
                "20260306T000000.000Z",
                "mine"
            ]
        );
    }
}
