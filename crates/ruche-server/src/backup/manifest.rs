//! What a backup is, and by which digests it is known to be whole. The list of digests is one that `sha256sum -c` reads.

use super::BackupError;
use ruche_kernel::Error;
use ruche_platform::secret;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Component, Path};

/// The name of the format.
pub const FORMAT: &str = "ruche-backup";
/// Its version: it rises when what was written before can no longer be read as it stands.
pub const VERSION: u32 = 1;
/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The list of digests.
pub(super) const SUMS: &str = "SHA256SUMS";
/// The database.
pub(super) const DATABASE: &str = "ruche.sqlite";
/// The folder of the bytes of files.
pub(super) const FILES: &str = "files";
/// The file of settings.
pub(super) const SETTINGS: &str = "settings.toml";

/// What a backup is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The version of the program that made it.
    pub ruche: String,
    /// When it was begun: what was acknowledged before is in it.
    pub made_at: String,
    /// The engine that the database was on: `sqlite` or `postgres`.
    pub engine: String,
    /// The newest migration of the database.
    pub schema: i64,
    /// How many rows each table holds.
    pub rows: BTreeMap<String, u64>,
    /// The bytes of files.
    pub files: Files,
    /// The SHA-256 of the list of digests, in hexadecimal digits.
    pub sums: String,
}

/// The bytes of files in a backup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// How many.
    pub count: u64,
    /// How many bytes together.
    pub bytes: u64,
    /// How many were not there any more: removed while the backup was made, or lost before.
    pub missing: u64,
}

impl Manifest {
    /// Writes it.
    pub(super) fn write(&self, file: &Path) -> Result<(), BackupError> {
        let text = serde_json::to_string_pretty(self).map_err(|e| Error::bug(format!("manifest: {e}")))?;
        std::fs::write(file, format!("{text}\n")).map_err(BackupError::io(file))
    }
}

/// The digest of each file of a backup, by its path in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums(pub(super) BTreeMap<String, String>);

impl Sums {
    /// Writes the list, and gives its own digest.
    pub(super) fn write(&self, file: &Path) -> Result<String, BackupError> {
        let mut list = std::io::BufWriter::new(File::create_new(file).map_err(BackupError::io(file))?);
        for (path, sum) in &self.0 {
            writeln!(list, "{sum}  {path}").map_err(BackupError::io(file))?;
        }
        list.flush().map_err(BackupError::io(file))?;
        digest(file).map(|(_, sum)| sum)
    }

    /// Reads the list of a backup.
    pub(super) fn read(file: &Path) -> Result<Self, BackupError> {
        let text = std::fs::read_to_string(file).map_err(BackupError::io(file))?;
        let line = |line: &str| {
            let (sum, path) = line.split_once("  ")?;
            let plain = sum.len() == 64 && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
            plain.then(|| (path.to_owned(), sum.to_owned()))
        };
        let read: Option<BTreeMap<_, _>> = text.lines().map(line).collect();
        read.map(Self).ok_or_else(|| BackupError::Damaged(file.to_owned(), "a line is no digest and no path".into()))
    }
}

/// How many bytes a file has, and their digest. A link is not followed.
pub(super) fn digest(path: &Path) -> Result<(u64, String), BackupError> {
    let meta = path.symlink_metadata().map_err(BackupError::io(path))?;
    if !meta.is_file() {
        return Err(BackupError::Damaged(path.to_owned(), "not a file".into()));
    }
    let mut file = File::open(path).map_err(BackupError::io(path))?;
    let (mut digest, mut length, mut piece) = (Sha256::new(), 0_u64, vec![0; 256 * 1024]);
    loop {
        let read = file.read(&mut piece).map_err(BackupError::io(path))?;
        if read == 0 {
            return Ok((length, secret::hex(&digest.finalize())));
        }
        digest.update(&piece[..read]);
        length += read as u64;
    }
}
