//! Adding to what grows. No store of the kind has locks: each piece is written on the condition that nobody wrote it meanwhile.

use crate::pieces::{Piece, Pieces, location};
use crate::{failed, unkept};
use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use object_store::aws::AmazonS3;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore as _, PutMode, PutOptions, UpdateVersion};
use ruche_kernel::{Error, Result};
use ruche_platform::blobs::Growing;

/// A piece of fewer bytes is not left alone: what comes next is added to it. It bounds how many objects small additions make.
const LEAST: usize = 1_000_000;
/// So many bytes are a piece of their own before anyone asks to keep them: they bound the memory of one who adds.
const MOST: usize = 8_000_000;

/// Bytes that are added to.
pub(crate) struct GrowingPieces {
    store: AmazonS3,
    folder: Path,
    /// The pieces that are stored and stay as they are.
    closed: Vec<Piece>,
    /// The one after them as it is stored, small enough to be written again.
    open: Option<Piece>,
    /// What follows on the closed pieces: the bytes of the open one, and those that were added.
    waiting: BytesMut,
    /// Whether some of that is not stored.
    added: bool,
}

impl GrowingPieces {
    /// Goes on after the first `length` bytes. What is beyond is removed.
    pub async fn begin(store: AmazonS3, folder: Path, length: u64) -> Result<Self> {
        let Pieces { chain, strays } = Pieces::list(&store, &folder).await?;
        if chain.last().map_or(0, Piece::end) < length {
            return Err(Error::Conflict);
        }
        let (mut closed, beyond): (Vec<_>, Vec<_>) = chain.into_iter().partition(|piece| piece.at < length);
        Pieces::remove(&store, &folder, beyond.iter().map(|piece| piece.at).chain(strays).collect()).await?;
        // Only the last one can be small, or reach beyond.
        let open = closed.pop_if(|last| last.end() > length || last.length < LEAST as u64);
        let mut growing = Self { store, folder, closed, open: None, waiting: BytesMut::new(), added: false };
        if let Some(last) = open {
            growing.waiting = growing.first_of(&last, length - last.at).await?;
            growing.added = last.end() > length;
            growing.open = Some(last);
            growing.store().await?;
        }
        Ok(growing)
    }

    async fn first_of(&self, piece: &Piece, length: u64) -> Result<BytesMut> {
        let range = Some(GetRange::Bounded(0..length));
        let options = GetOptions { range, if_match: Some(piece.condition()), ..GetOptions::default() };
        // Whoever removed it meanwhile adds to the same bytes.
        let gone = |error| match failed(error) {
            Error::NotFound => Error::Conflict,
            error => error,
        };
        let bytes = self.store.get_opts(&location(&self.folder, piece.at), options).await.map_err(gone)?.bytes().await.map_err(gone)?;
        Ok(BytesMut::from(bytes))
    }

    /// Stores what was added, on the condition that the piece it goes to is as it was found. What fails may be tried again.
    async fn store(&mut self) -> Result<()> {
        if !self.added {
            return Ok(());
        }
        let at = self.closed.last().map_or(0, Piece::end);
        let mode = match &self.open {
            Some(piece) => PutMode::Update(UpdateVersion { e_tag: Some(piece.condition()), version: None }),
            None => PutMode::Create,
        };
        let bytes = self.waiting.split().freeze();
        let options = PutOptions { mode, ..PutOptions::default() };
        let stored = self.store.put_opts(&location(&self.folder, at), bytes.clone().into(), options).await;
        let (small, length) = (bytes.len() < LEAST, bytes.len() as u64);
        if small || stored.is_err() {
            self.waiting = BytesMut::from(bytes);
        }
        let piece = Piece::new(at, length, stored.map_err(unkept)?.e_tag.as_deref());
        if small {
            self.open = Some(piece);
        } else {
            self.open = None;
            self.closed.push(piece);
        }
        self.added = false;
        Ok(())
    }
}

#[async_trait]
impl Growing for GrowingPieces {
    async fn write(&mut self, bytes: Bytes) -> Result<()> {
        self.waiting.extend_from_slice(&bytes);
        self.added |= !bytes.is_empty();
        if self.waiting.len() >= MOST { self.store().await } else { Ok(()) }
    }

    async fn keep(&mut self) -> Result<u64> {
        self.store().await?;
        // Somebody who goes on from fewer bytes removes pieces that this one builds upon, or puts others in their place.
        let found = Pieces::list(&self.store, &self.folder).await?;
        if found.chain.iter().eq(self.closed.iter().chain(&self.open)) { Ok(found.length()) } else { Err(Error::Conflict) }
    }
}
