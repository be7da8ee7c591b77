//! What can go wrong in an import.

use std::path::{Path, PathBuf};

/// Why an import stopped. What was written before stays, and the next run goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file of the data set is not there.
    #[error("{}: no such file, plain or with .zst", .0.display())]
    Missing(PathBuf),
    /// The same part is there plain and compressed: counting both would double it.
    #[error("{}: there twice, plain and with .zst", .0.display())]
    Twice(PathBuf),
    /// A file cannot be read.
    #[error("{}: cannot be read", .0.display())]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// A line is not what the format says.
    #[error("{}, line {line}: {reason}", .file.display())]
    Line {
        /// The file, as it was found.
        file: PathBuf,
        /// The line, the header being 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// Fewer or more rows were read than the file has lines: its format is not what it seems.
    #[error("{file}: {rows} rows were read from {lines} lines")]
    Miscounted {
        /// The file's name.
        file: &'static str,
        /// The lines besides the header.
        lines: u64,
        /// The rows.
        rows: u64,
    },
    /// A directory server.
    #[error("{server}: {reason}")]
    Ldap {
        /// Its name.
        server: String,
        /// What is wrong.
        reason: String,
    },
    /// Whoever follows the progress asked to stop.
    #[error("stopped; what was written stays")]
    Stopped,
    /// The database or a rule of a room said no.
    #[error(transparent)]
    Refused(#[from] ruche_kernel::Error),
}

impl ImportError {
    /// A reading error of `file`.
    pub(crate) fn unreadable(file: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let file = file.to_owned();
        |error| Self::Unreadable(file, error)
    }
}
