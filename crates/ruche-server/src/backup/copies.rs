//! The files of a backup as they come: copied and read again, or shared with the backup before.

use super::BackupError;
use super::manifest::{FILES, Files, SUMS, Sums, digest};
use ruche_kernel::Error;
use ruche_platform::blobs::{Blobs, FolderBlobs};
use ruche_platform::secret;
use sha2::{Digest as _, Sha256};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use tokio::io::AsyncReadExt as _;

/// How much of a file stands in memory at once.
const PIECE: usize = 256 * 1024;

/// What is copied into a backup.
pub(super) struct Copies {
    folder: PathBuf,
    /// Lays them out as a data folder does.
    layout: FolderBlobs,
    before: Option<(PathBuf, Sums)>,
    sums: Sums,
    files: Files,
    shared: u64,
}

impl Copies {
    /// Begins in `folder`; `before` is the backup before.
    pub(super) fn begin(folder: &Path, before: Option<&Path>) -> Result<Self, BackupError> {
        let before = match before {
            Some(before) => Some((before.to_owned(), Sums::read(&before.join(SUMS))?)),
            None => None,
        };
        let layout = FolderBlobs::open(&folder.join(FILES))?;
        Ok(Self { folder: folder.to_owned(), layout, before, sums: Sums::default(), files: Files::default(), shared: 0 })
    }

    /// A file that is there already.
    pub(super) fn known(&mut self, path: &str) -> Result<(), BackupError> {
        let (_, sum) = digest(&self.folder.join(path))?;
        self.sums.0.insert(path.to_owned(), sum);
        Ok(())
    }

    /// The bytes of a key, which never change.
    pub(super) async fn bytes(&mut self, blobs: &dyn Blobs, key: &str) -> Result<(), BackupError> {
        let (to, path) = self.place(key)?;
        if let Some((before, sums)) = &self.before
            && let Some(sum) = sums.0.get(&path)
            && std::fs::hard_link(before.join(&path), &to).is_ok()
        {
            // Where another file system or a limit on links refuses, it is copied.
            self.sums.0.insert(path, sum.clone());
            self.files.count += 1;
            self.files.bytes += to.metadata().map_err(BackupError::io(&to))?.len();
            self.shared += 1;
            return Ok(());
        }
        if !self.copied(blobs, key, &to, path).await? {
            self.files.missing += 1;
        }
        Ok(())
    }

    /// The bytes of a key that more are added to; there may be none yet.
    pub(super) async fn growing(&mut self, blobs: &dyn Blobs, key: &str) -> Result<(), BackupError> {
        let (to, path) = self.place(key)?;
        self.copied(blobs, key, &to, path).await.map(|_| ())
    }

    /// A small file of elsewhere.
    pub(super) fn plain(&mut self, from: &Path, name: &str) -> Result<(), BackupError> {
        std::fs::copy(from, self.folder.join(name)).map_err(BackupError::io(from))?;
        self.known(name)
    }

    /// The digests, what there is, and how many files are shared.
    pub(super) fn end(self) -> (Sums, Files, u64) {
        (self.sums, self.files, self.shared)
    }

    /// Where the bytes of a key are put, and the path in the backup.
    fn place(&self, key: &str) -> Result<(PathBuf, String), BackupError> {
        let to = self.layout.path(key)?;
        let path = to.strip_prefix(&self.folder).ok().and_then(Path::to_str).ok_or_else(|| Error::bug(format!("blob key {key:?}")))?;
        let path = path.to_owned();
        let above = to.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(above).map_err(BackupError::io(above))?;
        Ok((to, path))
    }

    /// Copies bytes and reads them again. Whether they were there.
    async fn copied(&mut self, blobs: &dyn Blobs, key: &str, to: &Path, path: String) -> Result<bool, BackupError> {
        let mut opened = match blobs.open(key, 0).await {
            Ok(opened) => opened,
            Err(Error::NotFound) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to).map_err(BackupError::io(to))?;
        let (mut sum, mut length, mut piece) = (Sha256::new(), 0_u64, vec![0; PIECE]);
        loop {
            let read = opened.bytes.read(&mut piece).await.map_err(|e| Error::Unavailable(format!("files: {key}: {e}")))?;
            if read == 0 {
                break;
            }
            sum.update(&piece[..read]);
            file.write_all(&piece[..read]).map_err(BackupError::io(to))?;
            length += read as u64;
        }
        // What comes in pieces may have grown meanwhile.
        if length < opened.length {
            return Err(Error::Unavailable(format!("files: {key}: {length} of {} bytes were read", opened.length)).into());
        }
        drop(file);
        let sum = secret::hex(&sum.finalize());
        if digest(to)? != (length, sum.clone()) {
            return Err(BackupError::Damaged(to.to_owned(), "what was written is not what is read".into()));
        }
        self.sums.0.insert(path, sum);
        self.files.count += 1;
        self.files.bytes += length;
        Ok(true)
    }
}
