//! The pieces of what grows: objects `KEY/OFFSET`, each beginning where the one before it ends.
//!
//! An object is all there or not at all, and never grows, so that bytes which are added become another object. What does not
//! follow on what is before it, since two added at once or a process died, belongs to nothing: readers pass over it, and whoever
//! goes on removes it.

use crate::unkept;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, GetResult, ObjectStore as _, ObjectStoreExt as _};
use ruche_kernel::Result;
use tokio::io::AsyncRead;
use tokio_util::io::StreamReader;

/// A piece as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it begins.
    pub at: u64,
    pub length: u64,
    /// The mark of its content, another one after each change; without the quotes, which stores put or leave out.
    tag: String,
}

impl Piece {
    /// One that the store says it has, under this mark.
    pub fn new(at: u64, length: u64, e_tag: Option<&str>) -> Self {
        Self { at, length, tag: e_tag.unwrap_or_default().trim_matches('"').to_owned() }
    }

    /// Its mark, for a request that is only meant as long as its content is the same.
    pub fn condition(&self) -> String {
        format!("\"{}\"", self.tag)
    }

    pub fn end(&self) -> u64 {
        self.at + self.length
    }
}

/// Where the piece that begins at an offset is kept: with as many digits as make their order that of the numbers.
pub(crate) fn location(folder: &Path, at: u64) -> Path {
    folder.clone().join(format!("{at:020}"))
}

/// What is kept below a key.
#[derive(Default)]
pub(crate) struct Pieces {
    /// The pieces that follow on one another, in their order.
    pub chain: Vec<Piece>,
    /// Where those begin that do not.
    pub strays: Vec<u64>,
}

impl Pieces {
    /// Lists what is below the folder of a key.
    pub async fn list(store: &AmazonS3, folder: &Path) -> Result<Self> {
        let mut found: Vec<Piece> = store
            .list(Some(folder))
            .try_filter_map(|object| async move {
                let at = object.location.filename().and_then(|name| name.parse().ok());
                Ok(at.map(|at| Piece::new(at, object.size, object.e_tag.as_deref())))
            })
            .try_collect()
            .await
            .map_err(unkept)?;
        found.sort_unstable_by_key(|piece| piece.at);
        let mut pieces = Self::default();
        for piece in found {
            if piece.at == pieces.length() {
                pieces.chain.push(piece);
            } else {
                pieces.strays.push(piece.at);
            }
        }
        Ok(pieces)
    }

    /// How many bytes they hold together.
    pub fn length(&self) -> u64 {
        self.chain.last().map_or(0, Piece::end)
    }

    /// Reads them one after the other, from the byte `skip` on. Ends in an error when one is changed meanwhile.
    pub fn read(self, store: AmazonS3, folder: Path, skip: u64) -> Box<dyn AsyncRead + Send + Unpin> {
        let parts = self.chain.into_iter().filter(move |piece| piece.end() > skip).map(move |piece| {
            let from = skip.saturating_sub(piece.at);
            let range = (from > 0).then_some(GetRange::Offset(from));
            (location(&folder, piece.at), GetOptions { range, if_match: Some(piece.condition()), ..GetOptions::default() })
        });
        let bytes = stream::iter(parts)
            .then(move |(location, options)| {
                let store = store.clone();
                async move { store.get_opts(&location, options).await.map(GetResult::into_stream) }
            })
            .try_flatten()
            .map_err(std::io::Error::other);
        Box::new(StreamReader::new(bytes.boxed()))
    }

    /// Removes the pieces that begin at these offsets, the last first: what is left follows on one another at each moment.
    pub async fn remove(store: &AmazonS3, folder: &Path, mut at: Vec<u64>) -> Result<()> {
        at.sort_unstable();
        for at in at.into_iter().rev() {
            match store.delete(&location(folder, at)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(unkept(error)),
            }
        }
        Ok(())
    }
}
