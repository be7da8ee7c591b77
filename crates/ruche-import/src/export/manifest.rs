//! The manifest: what an export is, and by which digests it is known to be whole. It is written last.

use serde::{Deserialize, Serialize};

/// The name of the format.
pub const FORMAT: &str = "ruche-export";
/// Its version: it rises when what was written before can no longer be read as it stands.
pub const VERSION: u32 = 1;
/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The folder of the bytes.
pub const FILES: &str = "files";

/// What an export is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The version of the program that wrote it.
    pub ruche: String,
    /// When it was begun: the state of the company that it holds.
    pub made_at: String,
    /// Its files of records, in their order.
    pub kinds: Vec<Records>,
    /// The bytes beside them.
    pub files: Bytes,
}

/// A file of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// The kind.
    pub kind: String,
    /// How many records, one a line.
    pub records: u64,
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// What lies in the folder of the bytes, each under its digest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bytes {
    /// How many different ones.
    pub count: u64,
    /// How many bytes together.
    pub bytes: u64,
    /// How many parts of files were not there any more: removed while the export was written.
    pub missing: u64,
}
