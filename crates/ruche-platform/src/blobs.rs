//! Files that people give: kept under generated names, never under theirs. Where nothing else is set, in a folder.
//!
//! Deliberately not here: the store that speaks S3, which has a crate of its own.

use async_trait::async_trait;
use bytes::Bytes;
use ruche_kernel::{Error, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncSeekExt, AsyncWriteExt, BufReader};

/// How many bytes are handed to the disk at a time.
const PIECE: usize = 1024 * 1024;

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
    /// Makes safe what was added, and tells how many bytes there are. `Conflict` when somebody else added too and was first:
    /// what this one added is then not there.
    async fn keep(&mut self) -> Result<u64>;
}

/// How bytes are handed out at an address of the store itself.
#[derive(Clone, Copy, Debug)]
pub struct Handing<'a> {
    /// Their media type.
    pub mime: &'a str,
    /// The header `Content-Disposition`.
    pub disposition: &'a str,
    /// How long the address is good for.
    pub time: Duration,
}

/// Keeps bytes under a key such as `42/1200.webp`. Everything is `Unavailable` while what keeps them does not answer.
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Keeps `bytes` under `key`, safe before it returns: all of them are there, or what was there before.
    async fn put(&self, key: &str, bytes: Bytes) -> Result<()>;
    /// The same of everything that `from` gives: what is large never stands in memory whole. `Unavailable` when it cannot be read.
    async fn put_from(&self, key: &str, from: &mut (dyn AsyncRead + Send + Unpin)) -> Result<()>;
    /// The bytes under `key`, or `NotFound`.
    async fn get(&self, key: &str) -> Result<Bytes>;
    /// How many there are, or `NotFound`.
    async fn length(&self, key: &str) -> Result<u64>;
    /// The bytes as they are read, or `NotFound`: what is large never stands in memory whole. The first `skip` of them, fewer than
    /// there are, are passed over, unread.
    async fn open(&self, key: &str, skip: u64) -> Result<Opened>;
    /// The bytes under `key`, made if need be, ready for more after the first `length` of them: what stood beyond is cut off.
    /// `Conflict` when there are fewer. Of two who add at once one is told `Conflict`: here, or when its bytes are kept.
    async fn grow(&self, key: &str, length: u64) -> Result<Box<dyn Growing>>;
    /// Forgets one key; one that is not there is forgotten already.
    async fn forget(&self, key: &str) -> Result<()>;
    /// Forgets every key that starts with `prefix/`.
    async fn remove(&self, prefix: &str) -> Result<()>;
    /// Every key, in no order: for the check of the data.
    async fn keys(&self) -> Result<Vec<String>>;
    /// An address at which whoever has it reads what was put under `key`, from the store itself and for a short time; nothing where
    /// only the server gives bytes. The store is not asked, so that the bytes may be missing.
    async fn signed(&self, _key: &str, _handing: Handing<'_>) -> Result<Option<String>> {
        Ok(None)
    }
    /// Where these addresses lead (`https://s3.example.com`), for the policy of pages.
    fn origin(&self) -> Option<&str> {
        None
    }
}

/// Asks that a key is one of ours: digits, letters, points and hyphens, in names between slashes.
///
/// # Errors
/// `Bug` for any other: none of them comes from outside.
pub fn check_key(key: &str) -> Result<()> {
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
    };
    if key.split('/').all(plain) { Ok(()) } else { Err(Error::bug(format!("blob key {key:?}"))) }
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

/// The same of what was to be read, and may not be there.
fn unread(error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound { Error::NotFound } else { unavailable(&error) }
}

/// Writes everything that `from` gives, and flushes it to the disk.
async fn fill(mut file: tokio::fs::File, from: &mut (dyn AsyncRead + Send + Unpin)) -> std::io::Result<()> {
    tokio::io::copy_buf(&mut BufReader::with_capacity(PIECE, from), &mut file).await?;
    file.flush().await?;
    file.sync_all().await
}

/// Does on another thread what waits for the disk.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::bug(format!("blob task: {e}")))?.map_err(|e| unavailable(&e))
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

    /// The path of a key.
    ///
    /// # Errors
    /// `Bug` when it is no key of ours.
    pub fn path(&self, key: &str) -> Result<PathBuf> {
        check_key(key)?;
        // Two characters of the key spread the folders.
        let head: String = key.chars().rev().skip_while(|c| *c != '/').skip(1).take_while(|c| *c != '/').take(2).collect();
        Ok(self.root.join(if head.is_empty() { "00".to_owned() } else { head }).join(key))
    }
}

#[async_trait]
impl Blobs for FolderBlobs {
    async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        self.put_from(key, &mut &bytes[..]).await
    }

    async fn put_from(&self, key: &str, from: &mut (dyn AsyncRead + Send + Unpin)) -> Result<()> {
        let path = self.path(key)?;
        let temporary = path.with_extension("part");
        let begun = aside({
            let temporary = temporary.clone();
            move || {
                create_folders(temporary.parent().unwrap_or(&temporary))?;
                std::fs::File::create(&temporary)
            }
        })
        .await?;
        if let Err(error) = fill(tokio::fs::File::from_std(begun), from).await {
            // What is half written is nothing; what cannot be removed either is found by the check of the data.
            let _ = tokio::fs::remove_file(&temporary).await;
            return Err(unavailable(&error));
        }
        aside(move || {
            std::fs::rename(&temporary, &path)?;
            // The name itself must survive a power loss.
            std::fs::File::open(path.parent().unwrap_or(&path))?.sync_all()
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Bytes> {
        Ok(tokio::fs::read(self.path(key)?).await.map_err(unread)?.into())
    }

    async fn length(&self, key: &str) -> Result<u64> {
        Ok(tokio::fs::metadata(self.path(key)?).await.map_err(unread)?.len())
    }

    async fn open(&self, key: &str, skip: u64) -> Result<Opened> {
        let mut file = tokio::fs::File::open(self.path(key)?).await.map_err(unread)?;
        let length = file.metadata().await.map_err(unread)?.len();
        if skip > 0 {
            file.seek(std::io::SeekFrom::Start(skip)).await.map_err(unread)?;
        }
        Ok(Opened { length, bytes: Box::new(file) })
    }

    async fn grow(&self, key: &str, length: u64) -> Result<Box<dyn Growing>> {
        let path = self.path(key)?;
        let opened = aside(move || {
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
        .await?;
        Ok(Box::new(GrowingFile { file: tokio::fs::File::from_std(opened.ok_or(Error::Conflict)?), length }))
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
        aside(move || {
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
        .await
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
