//! Slices read ahead: while one is written, the next is read and its texts are rendered, by every processor.

use super::rows::{Lines, Ready};
use super::{RestoreError, SLICE};
use ruche_kernel::Error;
use std::thread;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

/// The slices of a file of records, in their order.
pub(super) struct Ahead {
    slices: mpsc::Receiver<Result<Vec<Ready>, RestoreError>>,
    reading: JoinHandle<()>,
}

impl Ahead {
    /// Begins to read; `texts` says whether its records hold texts.
    pub(super) fn of(mut lines: Lines, texts: bool) -> Self {
        let (read, slices) = mpsc::channel(1);
        let reading = spawn_blocking(move || {
            while let Some(mut slice) = lines.slice(SLICE).transpose() {
                if let Ok(ready) = &mut slice
                    && texts
                {
                    render(ready);
                }
                let failed = slice.is_err();
                // Nobody waits for more once the restore has failed.
                if read.blocking_send(slice).is_err() || failed {
                    return;
                }
            }
        });
        Self { slices, reading }
    }

    /// The next slice; nothing after the last.
    pub(super) async fn slice(&mut self) -> Result<Option<Vec<Ready>>, RestoreError> {
        match self.slices.recv().await {
            Some(slice) => slice.map(Some),
            None => {
                (&mut self.reading).await.map_err(|e| Error::bug(format!("restore task: {e}")))?;
                Ok(None)
            }
        }
    }
}

fn render(slice: &mut [Ready]) {
    let share = slice.len().div_ceil(thread::available_parallelism().map_or(1, usize::from)).max(1);
    thread::scope(|scope| {
        for some in slice.chunks_mut(share) {
            scope.spawn(|| some.iter_mut().for_each(Ready::render));
        }
    });
}
