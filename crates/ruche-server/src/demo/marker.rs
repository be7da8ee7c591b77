//! The mark of a filling under way: the files whose bytes it keeps, so that the next start forgets those of one that was
//! interrupted. Everything else of a filling is one transaction, which leaves nothing behind.

use ruche_kernel::{Error, Result};
use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// The file in the data folder: an id a line.
const FILE: &str = "demo-filling";

/// A filling under way in a data folder.
pub(super) struct Marker(PathBuf);

impl Marker {
    /// The mark of the folder, whether it is there or not.
    pub fn of(folder: &Path) -> Self {
        Self(folder.join(FILE))
    }

    /// The files of a filling that was interrupted; none when there was no such filling.
    pub fn left(&self) -> Result<Vec<i64>> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) => Ok(text.lines().filter_map(|line| line.parse().ok()).collect()),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(e) => Err(self.unavailable(&e)),
        }
    }

    /// Marks that the bytes of these files are about to be kept; flushed to the disk.
    pub fn set(&self, files: &[i64]) -> Result<()> {
        let text: String = files.iter().map(|id| format!("{id}\n")).collect();
        let kept = || {
            let mut file = File::create(&self.0)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        };
        kept().map_err(|e| self.unavailable(&e))
    }

    /// Takes the mark away: the filling is done, or what it left is forgotten.
    pub fn clear(&self) -> Result<()> {
        match std::fs::remove_file(&self.0) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(self.unavailable(&e)),
            _ => Ok(()),
        }
    }

    fn unavailable(&self, error: &std::io::Error) -> Error {
        Error::Unavailable(format!("{}: {error}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::Marker;

    #[test]
    fn what_was_marked_is_found_until_it_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let marker = Marker::of(folder.path());
        assert!(marker.left().unwrap().is_empty());
        marker.clear().unwrap();
        marker.set(&[7, 9]).unwrap();
        assert_eq!(marker.left().unwrap(), [7, 9]);
        marker.clear().unwrap();
        assert!(marker.left().unwrap().is_empty());
    }
}
