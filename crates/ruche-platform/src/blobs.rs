//! Files that people give: kept under generated names, never under theirs.

use async_trait::async_trait;
use bytes::Bytes;
use ruche_kernel::{Error, Result};
use std::path::{Path, PathBuf};
use tokio::io::{AsyncRead, AsyncSeekExt, AsyncWriteExt};

/// Bytes as they are read.
pub struct Opened {
    /// How many there are under the key, also where only the end of them is read.
    pub length: u64,
    /// Reads them, from the first one asked for.
    pub bytes: Box<dyn AsyncRead + Send + Unpin>,
}

/// Bytes under a key that more are added to, by whoever holds this and by nobody else.
#[async_trait]
pub trait Growing: Send {
    /// Adds bytes, which are not safe yet.
    async fn write(&mut self, bytes: Bytes) -> Result<()>;
    /// Flushes to the disk what was added, and tells how many bytes there are.
    async fn keep(&mut self) -> Result<u64>;
}

/// Keeps bytes under a key such as `42/1200.webp`.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Keeps `bytes` under `key`, flushed to the disk before it returns.
    async fn put(&self, key: &str, bytes: Bytes) -> Result<()>;
    /// The bytes under `key`, or `NotFound`.
    async fn get(&self, key: &str) -> Result<Bytes>;
    /// The same as they are read, or `NotFound`: what is large never stands in memory whole. The first `skip` of them are
    /// passed over, unread.
    async fn open(&self, key: &str, skip: u64) -> Result<Opened>;
    /// The bytes under `key`, made if need be, ready for more after the first `length` of them: what stood beyond is cut off.
    /// `Conflict` when there are fewer, or when somebody else adds to them now.
    async fn grow(&self, key: &str, length: u64) -> Result<Box<dyn Growing>>;
    /// Forgets one key; one that is not there is forgotten already.
    async fn forget(&self, key: &str) -> Result<()>;
    /// Forgets every key that starts with `prefix/`.
    async fn remove(&self, prefix: &str) -> Result<()>;
    /// Every key, in no order: for the check of the data.
    async fn keys(&self) -> Result<Vec<String>>;
}

/// A file that is written, under the lock of the system: it holds between processes too, and ends with them.
struct GrowingFile {
    file: tokio::fs::File,
    length: u64,
}

#[async_trait]
impl Growing for GrowingFile {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.file.write_all(&bytes).await.map_err(|e| unavailable(&e))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    async fn keep(&mut self) -> Result<u64> {
        self.file.flush().await.map_err(|e| unavailable(&e))?;
        self.file.sync_data().await.map_err(|e| unavailable(&e))?;
        Ok(self.length)
    }
}

fn unavailable(error: &std::io::Error) -> Error {
    Error::Unavailable(format!("files: {error}"))
}

/// Files in a folder of the data folder.
#[derive(Debug)]
pub struct FolderBlobs {
    root: PathBuf,
}

impl FolderBlobs {
    /// Keeps files below `root`, which is created.
    ///
    /// # Errors
    /// `Unavailable` when the folder cannot be made.
    pub fn open(root: &Path) -> Result<Self> {
        std::fs::create_dir_all(root).map_err(|e| Error::Unavailable(format!("{}: {e}", root.display())))?;
        Ok(Self { root: root.to_owned() })
    }

    /// The path of a key. Keys are ours: digits, letters, points and one level of folders; anything else is a bug.
    ///
    /// # Errors
    /// `Bug` when it is no key of ours.
    pub fn path(&self, key: &str) -> Result<PathBuf> {
        let plain = |part: &str| {
            !part.is_empty() && !part.starts_with('.') && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
        };
        if !key.split('/').all(plain) {
            return Err(Error::bug(format!("blob key {key:?}")));
        }
        // Two characters of the key spread the folders.
        let head: String = key.chars().rev().skip_while(|c| *c != '/').skip(1).take_while(|c| *c != '/').take(2).collect();
        Ok(self.root.join(if head.is_empty() { "00".to_owned() } else { head }).join(key))
    }
}

#[async_trait]
impl Blobs for FolderBlobs {
    async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        let path = self.path(key)?;
        let written = tokio::task::spawn_blocking(move || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&path).to_owned();
            create_folders(&folder)?;
            let temporary = path.with_extension("part");
            let mut file = std::fs::File::create(&temporary)?;
            std::io::Write::write_all(&mut file, &bytes)?;
            file.sync_all()?;
            std::fs::rename(&temporary, &path)?;
            // The name itself must survive a power loss.
            std::fs::File::open(&folder)?.sync_all()
        })
        .await;
        written.map_err(|e| Error::bug(format!("blob task: {e}")))?.map_err(|e| unavailable(&e))
    }

    async fn get(&self, key: &str) -> Result<Bytes> {
        match tokio::fs::read(self.path(key)?).await {
            Ok(bytes) => Ok(bytes.into()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound),
            Err(e) => Err(unavailable(&e)),
        }
    }

    async fn open(&self, key: &str, skip: u64) -> Result<Opened> {
        let failed = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::NotFound => Error::NotFound,
            _ => unavailable(&e),
        };
        let mut file = tokio::fs::File::open(self.path(key)?).await.map_err(failed)?;
        let length = file.metadata().await.map_err(failed)?.len();
        if skip > 0 {
            file.seek(std::io::SeekFrom::Start(skip)).await.map_err(failed)?;
        }
        Ok(Opened { length, bytes: Box::new(file) })
    }

    async fn grow(&self, key: &str, length: u64) -> Result<Box<dyn Growing>> {
        let path = self.path(key)?;
        let opened = tokio::task::spawn_blocking(move || -> std::io::Result<Option<std::fs::File>> {
            let folder = path.parent().unwrap_or(&path).to_owned();
            create_folders(&folder)?;
            let mut file = std::fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
            match file.try_lock() {
                Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
                Err(std::fs::TryLockError::Error(error)) => return Err(error),
                Ok(()) => {}
            }
            if file.metadata()?.len() < length {
                return Ok(None);
            }
            file.set_len(length)?;
            std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(length))?;
            // The name itself must survive a power loss.
            std::fs::File::open(&folder)?.sync_all()?;
            Ok(Some(file))
        })
        .await;
        let file = opened.map_err(|e| Error::bug(format!("blob task: {e}")))?.map_err(|e| unavailable(&e))?.ok_or(Error::Conflict)?;
        Ok(Box::new(GrowingFile { file: tokio::fs::File::from_std(file), length }))
    }

    async fn forget(&self, key: &str) -> Result<()> {
        match tokio::fs::remove_file(self.path(key)?).await {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(unavailable(&e)),
            _ => Ok(()),
        }
    }

    async fn remove(&self, prefix: &str) -> Result<()> {
        let folder = self.path(&format!("{prefix}/x"))?;
        let folder = folder.parent().unwrap_or(&folder).to_owned();
        match tokio::fs::remove_dir_all(&folder).await {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(unavailable(&e)),
            _ => Ok(()),
        }
    }

    async fn keys(&self) -> Result<Vec<String>> {
        let root = self.root.clone();
        let found = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<String>> {
            let mut keys = Vec::new();
            // The folders that spread the others, those of the files, their parts.
            for spread in entries(&root)? {
                for folder in entries(&spread.path())? {
                    for part in entries(&folder.path())? {
                        keys.push(format!("{}/{}", folder.file_name().to_string_lossy(), part.file_name().to_string_lossy()));
                    }
                }
            }
            Ok(keys)
        })
        .await;
        found.map_err(|e| Error::bug(format!("blob task: {e}")))?.map_err(|e| unavailable(&e))
    }
}

/// Makes a folder and those above it. Each new name is flushed in the folder that holds it: a power loss would take the
/// whole folder otherwise, with the files in it.
fn create_folders(folder: &Path) -> std::io::Result<()> {
    let Some(above) = folder.parent().filter(|_| !folder.is_dir()) else { return Ok(()) };
    create_folders(above)?;
    match std::fs::create_dir(folder) {
        // Another file was faster; both flush.
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => Err(e),
        _ => std::fs::File::open(above)?.sync_all(),
    }
}

/// What stands in a folder; nothing in one that has gone meanwhile, or in what is no folder.
fn entries(folder: &Path) -> std::io::Result<Vec<std::fs::DirEntry>> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(e) if matches!(e.kind(), NotFound | NotADirectory) => Ok(Vec::new()),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keeps_gives_back_and_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = FolderBlobs::open(folder.path()).unwrap();
        blobs.put("42/480.webp", Bytes::from_static(b"a")).await.unwrap();
        blobs.put("42/1200.webp", Bytes::from_static(b"b")).await.unwrap();
        assert_eq!(blobs.get("42/480.webp").await.unwrap(), "a");
        blobs.put("7/file", Bytes::from_static(b"c")).await.unwrap();
        let mut keys = blobs.keys().await.unwrap();
        keys.sort();
        assert_eq!(keys, ["42/1200.webp", "42/480.webp", "7/file"]);
        let mut end = String::new();
        let mut opened = blobs.open("7/file", 0).await.unwrap();
        tokio::io::AsyncReadExt::read_to_string(&mut opened.bytes, &mut end).await.unwrap();
        assert_eq!((opened.length, end.as_str()), (1, "c"));
        blobs.put("7/file", Bytes::from_static(b"abcdef")).await.unwrap();
        let mut opened = blobs.open("7/file", 4).await.unwrap();
        tokio::io::AsyncReadExt::read_to_string(&mut opened.bytes, &mut end).await.unwrap();
        assert_eq!((opened.length, end.as_str()), (6, "cef"));
        blobs.put("42/a.vtt", Bytes::from_static(b"d")).await.unwrap();
        blobs.forget("42/a.vtt").await.unwrap();
        blobs.forget("42/a.vtt").await.unwrap();
        assert!(blobs.get("42/a.vtt").await.is_err() && blobs.get("42/480.webp").await.is_ok());
        blobs.remove("42").await.unwrap();
        assert!(matches!(blobs.get("42/1200.webp").await, Err(Error::NotFound)));
        blobs.remove("42").await.unwrap();
    }

    #[tokio::test]
    async fn grows_from_where_it_is_safe() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = FolderBlobs::open(folder.path()).unwrap();
        let grow = |length| blobs.grow("42/upload", length);
        assert!(matches!(grow(1).await.map(|_| ()), Err(Error::Conflict)), "there is nothing yet");
        let mut growing = grow(0).await.unwrap();
        growing.write(Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(growing.keep().await.unwrap(), 3);
        growing.write(Bytes::from_static(b"lost")).await.unwrap();
        assert_eq!(growing.keep().await.unwrap(), 7);
        assert!(matches!(grow(3).await.map(|_| ()), Err(Error::Conflict)), "one at a time");
        drop(growing);
        assert!(matches!(grow(8).await.map(|_| ()), Err(Error::Conflict)));
        let mut growing = grow(3).await.unwrap();
        growing.write(Bytes::from_static(b"d")).await.unwrap();
        assert_eq!(growing.keep().await.unwrap(), 4);
        assert_eq!(blobs.get("42/upload").await.unwrap(), "abcd", "what stood beyond is cut off");
    }

    #[tokio::test]
    async fn keys_never_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = FolderBlobs::open(folder.path()).unwrap();
        for key in ["../x", "/etc/passwd", "a/../../b", ".hidden", "", "a//b"] {
            assert!(matches!(blobs.get(key).await, Err(Error::Bug(_))), "{key}");
        }
    }
}
