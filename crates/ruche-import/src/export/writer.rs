//! Files of an export as they are written: counted, digested, flushed to the disk.

use super::ExportError;
use super::manifest::{Bytes, Records};
use ruche_kernel::Error;
use ruche_platform::blobs::Blobs;
use ruche_platform::secret;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use tokio::io::AsyncReadExt as _;

/// How much of a file stands in memory at once.
const PIECE: usize = 64 * 1024;

/// Makes a folder that nobody else on the machine may look into, and that was not there.
pub(super) fn new_folder(path: &Path) -> Result<(), ExportError> {
    std::fs::DirBuilder::new().mode(0o700).create(path).map_err(|e| ExportError::Io(path.to_owned(), e))
}

fn new_file(path: &Path) -> Result<File, ExportError> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|e| ExportError::Io(path.to_owned(), e))
}

/// Flushes a folder: the names in it.
pub(super) fn flush_folder(path: &Path) -> Result<(), ExportError> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(|e| ExportError::Io(path.to_owned(), e))
}

/// A whole file, flushed.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), ExportError> {
    let mut file = new_file(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|e| ExportError::Io(path.to_owned(), e))
}

/// A file of records.
pub(super) struct Lines {
    path: PathBuf,
    file: BufWriter<File>,
    digest: Sha256,
    written: Records,
}

impl Lines {
    pub(super) fn begin(path: PathBuf, kind: &str) -> Result<Self, ExportError> {
        let file = BufWriter::new(new_file(&path)?);
        let written = Records { kind: kind.to_owned(), records: 0, bytes: 0, sha256: String::new() };
        Ok(Self { path, file, digest: Sha256::new(), written })
    }

    pub(super) fn add(&mut self, line: &str) -> Result<(), ExportError> {
        self.file.write_all(line.as_bytes()).map_err(|e| ExportError::Io(self.path.clone(), e))?;
        self.digest.update(line);
        self.written.records += 1;
        self.written.bytes += line.len() as u64;
        Ok(())
    }

    pub(super) fn count(&self) -> u64 {
        self.written.records
    }

    pub(super) fn end(self) -> Result<Records, ExportError> {
        let Self { path, file, digest, written } = self;
        let flushed = file.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        flushed.map_err(|e| ExportError::Io(path, e))?;
        Ok(Records { sha256: secret::hex(&digest.finalize()), ..written })
    }
}

/// The folder of the bytes: each once, under its digest, below the first two digits of it.
pub(super) struct Store<'b> {
    folder: PathBuf,
    blobs: &'b dyn Blobs,
    pub(super) held: Bytes,
    folders: BTreeSet<String>,
}

impl<'b> Store<'b> {
    pub(super) fn of(folder: PathBuf, blobs: &'b dyn Blobs) -> Self {
        Self { folder, blobs, held: Bytes::default(), folders: BTreeSet::new() }
    }

    /// Copies the bytes under a key, and says what they are; null stands for a digest where they are gone.
    pub(super) async fn copy(&mut self, key: &str) -> Result<Value, ExportError> {
        let name = key.rsplit('/').next().unwrap_or(key);
        let mut opened = match self.blobs.open(key, 0).await {
            Ok(opened) => opened,
            Err(Error::NotFound) => {
                self.held.missing += 1;
                return Ok(json!({ "name": name, "bytes": 0, "sha256": null }));
            }
            Err(error) => return Err(error.into()),
        };
        let part = self.folder.join("part");
        let io = |e| ExportError::Io(part.clone(), e);
        let mut file = new_file(&part)?;
        let (mut digest, mut length, mut piece) = (Sha256::new(), 0_u64, vec![0; PIECE]);
        loop {
            let read = opened.bytes.read(&mut piece).await.map_err(io)?;
            if read == 0 {
                break;
            }
            digest.update(&piece[..read]);
            file.write_all(&piece[..read]).map_err(io)?;
            length += read as u64;
        }
        let digest = secret::hex(&digest.finalize());
        let (below, path) = place(&self.folder, &digest);
        if path.exists() {
            std::fs::remove_file(&part).map_err(io)?;
        } else {
            file.sync_all().map_err(io)?;
            if self.folders.insert(digest[..2].to_owned()) {
                new_folder(&below)?;
            }
            std::fs::rename(&part, &path).map_err(io)?;
            self.held.count += 1;
            self.held.bytes += length;
        }
        Ok(json!({ "name": name, "bytes": length, "sha256": digest }))
    }

    pub(super) fn end(self) -> Result<Bytes, ExportError> {
        for below in &self.folders {
            flush_folder(&self.folder.join(below))?;
        }
        flush_folder(&self.folder)?;
        Ok(self.held)
    }
}

/// Where the bytes of a digest lie: the folder, and the file in it.
pub(crate) fn place(folder: &Path, digest: &str) -> (PathBuf, PathBuf) {
    let below = folder.join(&digest[..2]);
    let path = below.join(digest);
    (below, path)
}
