//! The lock of a data folder: one server at a time.

use rustix::fs::{FlockOperation, flock};
use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

/// Makes a folder that nobody else on the machine may look into. One that is there keeps the rights it was given.
///
/// # Errors
/// What the system says.
pub fn own_folder(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Holds the folder until it is dropped or the process ends.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

impl DataLock {
    /// Takes the lock called `name` in `folder`, which is created.
    ///
    /// # Errors
    /// A sentence for the person at the terminal.
    pub fn take(folder: &Path, name: &str) -> Result<Self, String> {
        own_folder(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let path = folder.join(name);
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        flock(&file, FlockOperation::NonBlockingLockExclusive)
            .map_err(|_| format!("{} is in use by another ruche process", folder.display()))?;
        Ok(Self { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::DataLock;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = DataLock::take(folder.path(), "serve.lock").unwrap();
        assert!(DataLock::take(folder.path(), "serve.lock").unwrap_err().contains("in use"));
        drop(first);
        DataLock::take(folder.path(), "serve.lock").unwrap();
    }
}
