//! The side of the server: takes turns, starts a child for each picture, stops it when it is late, checks its answer.

use crate::{MAX_BYTES, Prepared, Refusal, frame};
use rustix::process::Signal;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

/// The argument that [`Workshop`] adds for [`Keep::Original`].
pub const KEEP_ORIGINAL: &str = "--keep-original";

/// The heaviest answer that is read: an original and its copies.
const MAX_ANSWER: u64 = MAX_BYTES * 2;

/// What is wanted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The re-encoded copies only.
    Copies,
    /// The picture as it was sent as well, without its metadata.
    Original,
}

/// What the children may take together. What each of them may take is fixed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many children live at once, at least one; the other pictures wait for their turn.
    pub at_once: usize,
    /// How long one child may live.
    pub lifetime: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { at_once: 2, lifetime: Duration::from_secs(15) }
    }
}

/// Where pictures are prepared. One for the whole server.
#[derive(Debug)]
pub struct Workshop {
    program: PathBuf,
    arguments: Vec<OsString>,
    lifetime: Duration,
    turns: Semaphore,
}

impl Workshop {
    /// `program` with `arguments` must call [`crate::child_main`]; [`KEEP_ORIGINAL`] may follow them. On Linux
    /// `/proc/self/exe` names the running program even after an upgrade has replaced its file.
    pub fn new(program: PathBuf, arguments: Vec<OsString>, limits: Limits) -> Self {
        Self { program, arguments, lifetime: limits.lifetime, turns: Semaphore::new(limits.at_once.max(1)) }
    }

    /// Looks at the picture in the file `input`, whatever its name says, and gives back what to keep of it. Nothing is
    /// written anywhere, and the child sees neither the name nor the folder of the file.
    ///
    /// Waits for its turn first. Dropping the future gives the turn back and kills the child.
    ///
    /// # Errors
    /// A [`Refusal`]; `Unavailable` is also said to the log.
    pub async fn prepare(&self, input: &Path, keep: Keep) -> Result<Prepared, Refusal> {
        let _turn = self.turns.acquire().await.map_err(unavailable)?;
        let input = tokio::fs::File::open(input).await.map_err(unavailable)?.into_std().await;
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .args((keep == Keep::Original).then_some(KEEP_ORIGINAL))
            .env_clear()
            .current_dir("/")
            .process_group(0)
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(unavailable)?;
        let outcome = tokio::time::timeout(self.lifetime, listen(&mut child)).await;
        match outcome {
            Ok(Ok((answer, status))) => match frame::read(&answer) {
                Some(Err(Refusal::Unavailable)) => Err(unavailable("the image process could not limit itself")),
                Some(answer) if status.success() => answer,
                _ => Err(autopsy(status)),
            },
            Ok(Err(error)) => {
                end(&mut child).await;
                Err(unavailable(error))
            }
            Err(_elapsed) => {
                end(&mut child).await;
                Err(Refusal::TooSlow)
            }
        }
    }
}

/// Everything the child says, then how it ended. A child that says too much is cut off.
async fn listen(child: &mut Child) -> std::io::Result<(Vec<u8>, ExitStatus)> {
    let mut answer = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(MAX_ANSWER).read_to_end(&mut answer).await?;
    }
    Ok((answer, child.wait().await?))
}

async fn end(child: &mut Child) {
    if let Err(error) = child.kill().await {
        tracing::error!(%error, "an image process could not be killed");
    }
}

fn unavailable(error: impl std::fmt::Display) -> Refusal {
    tracing::error!(%error, "an image could not be looked at");
    Refusal::Unavailable
}

/// What the death of a child without a whole answer says about the picture.
fn autopsy(status: ExitStatus) -> Refusal {
    use std::os::unix::process::ExitStatusExt;
    let Some(signal) = status.signal() else {
        return unavailable(format_args!("the image process ended without an answer, {status}"));
    };
    if signal == Signal::SYS.as_raw() {
        return unavailable("the image process was killed by a filter of system calls");
    }
    tracing::warn!(signal, "an image process was killed");
    match signal {
        _ if signal == Signal::XCPU.as_raw() => Refusal::TooSlow,
        // A refused allocation aborts; a system short of memory kills.
        _ if signal == Signal::ABORT.as_raw() || signal == Signal::KILL.as_raw() => Refusal::TooHeavy,
        _ => Refusal::Damaged,
    }
}
