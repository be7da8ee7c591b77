//! The side of the server: takes turns, starts a child for each file, stops it when it is late, checks its answer.

use crate::child::{self, KEEP_ORIGINAL, PROBE, THUMBNAIL, TOOL, TOOL_WITH_TMP, Tmp};
use crate::probe::Probe;
use crate::tools::{self, Tools};
use crate::{Kind, MAX_BYTES, Prepared, Refusal, frame, probe, sniff};
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;

/// The heaviest answer that is read: an original and its copies.
const MAX_ANSWER: u64 = MAX_BYTES * 2;
/// The most that is read of what an outside program says, in bytes.
const MAX_WORDS: u64 = 4096;
/// Where in a film its picture is taken, in milliseconds: the very first one is often black.
const MOMENT: u64 = 3_000;

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
    /// How many children live at once, at least one; the other files wait for their turn.
    pub at_once: usize,
    /// How long one child may live; an outside program twice that.
    pub lifetime: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { at_once: 2, lifetime: Duration::from_secs(15) }
    }
}

/// Where files are looked at. One for the whole server.
#[derive(Debug)]
pub struct Workshop {
    program: PathBuf,
    arguments: Vec<OsString>,
    lifetime: Duration,
    turns: Semaphore,
    /// Office files take seconds: they wait for each other, though not for long, and keep no photo waiting.
    office_turn: Semaphore,
    tools: Tools,
}

impl Workshop {
    /// `program` with `arguments` must call [`crate::child_main`] with the [`crate::Task`] of the arguments that follow. On
    /// Linux `/proc/self/exe` names the running program even after an upgrade has replaced its file.
    pub fn new(program: PathBuf, arguments: Vec<OsString>, limits: Limits) -> Self {
        let turns = Semaphore::new(limits.at_once.max(1));
        Self { program, arguments, lifetime: limits.lifetime, turns, office_turn: Semaphore::new(1), tools: Tools::default() }
    }

    /// The same with outside programs; without them nothing is copied or drawn.
    #[must_use]
    pub fn with(self, tools: Tools) -> Self {
        Self { tools, ..self }
    }

    /// The outside programs that it has.
    #[must_use]
    pub fn tools(&self) -> &Tools {
        &self.tools
    }

    /// Looks at the picture in the file `input`, whatever its name says, and gives back what to keep of it. Nothing is
    /// written anywhere, and the child sees neither the name nor the folder of the file.
    ///
    /// Waits for its turn first. Dropping the future gives the turn back and kills the child.
    ///
    /// # Errors
    /// A [`Refusal`]; `Unavailable` is also said to the log.
    pub async fn prepare(&self, input: &Path, keep: Keep) -> Result<Prepared, Refusal> {
        self.ask(input, (keep == Keep::Original).then_some(KEEP_ORIGINAL), frame::read).await
    }

    /// The copies of the picture that an office file carries of itself.
    ///
    /// # Errors
    /// As [`Self::prepare`]; `Damaged` when it carries none.
    pub async fn thumbnail(&self, input: &Path) -> Result<Prepared, Refusal> {
        self.ask(input, Some(THUMBNAIL), frame::read).await
    }

    /// How long a film or a sound lasts, and in which formats it is.
    ///
    /// # Errors
    /// As [`Self::prepare`]; `Damaged` for whatever cannot be read.
    pub async fn probe(&self, input: &Path) -> Result<Probe, Refusal> {
        self.ask(input, Some(PROBE), probe::read).await
    }

    /// A film or a sound of this kind without its metadata, and the kind that it has become: copied as it is, or where no box
    /// takes it so, encoded anew.
    ///
    /// # Errors
    /// A [`Refusal`]: `Unavailable` without `ffmpeg`; `Damaged` when it can do neither, `TooSlow` when it takes too long.
    pub async fn without_metadata(&self, input: &Path, kind: Kind) -> Result<(Kind, Vec<u8>), Refusal> {
        let ffmpeg = self.tools.ffmpeg.as_deref().ok_or(Refusal::Unavailable)?;
        let folder = private_folder()?;
        let output = folder.path().join("copy");
        let copies = tools::writers(kind).iter().map(|writer| tools::copy(kind, input, writer, &output));
        for arguments in copies.chain([tools::encode(kind, input, &output)]) {
            let arguments = arguments.ok_or(Refusal::FormatNotSupported(kind))?;
            match self.run(ffmpeg, input, folder.path(), arguments).await {
                Ok(()) => {}
                Err(Refusal::Damaged) => continue,
                Err(refusal) => return Err(refusal),
            }
            let bytes = read(&output).await?;
            let kind = sniff(&bytes);
            if kind.is_video() || kind.is_audio() {
                return Ok((kind, bytes));
            }
        }
        Err(Refusal::Damaged)
    }

    /// The picture of a film that lasts `duration` milliseconds.
    ///
    /// # Errors
    /// As [`Self::without_metadata`].
    pub async fn still(&self, input: &Path, kind: Kind, duration: u64) -> Result<Prepared, Refusal> {
        let ffmpeg = self.tools.ffmpeg.as_deref().ok_or(Refusal::Unavailable)?;
        let folder = private_folder()?;
        let output = folder.path().join("still.jpg");
        // A film may be shorter than it says: then its beginning serves.
        for moment in [MOMENT.min(duration / 3), 0] {
            let arguments = tools::still(kind, input, moment, &output).ok_or(Refusal::FormatNotSupported(kind))?;
            match self.run(ffmpeg, input, folder.path(), arguments).await {
                Ok(()) if output.is_file() => return self.prepare(&output, Keep::Copies).await,
                Ok(()) | Err(Refusal::Damaged) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Err(Refusal::Damaged)
    }

    /// The picture of the first page of a PDF file.
    ///
    /// # Errors
    /// A [`Refusal`]: `Unavailable` without `pdftoppm`; `Damaged` when it cannot draw it.
    pub async fn first_page(&self, input: &Path) -> Result<Prepared, Refusal> {
        let pdftoppm = self.tools.pdftoppm.as_deref().ok_or(Refusal::Unavailable)?;
        let folder = private_folder()?;
        let page = folder.path().join("page");
        self.run(pdftoppm, input, folder.path(), tools::first_page(input, &page)).await?;
        self.prepare(&page.with_extension("jpg"), Keep::Copies).await
    }

    /// The picture of the first page of an office file, `label` being that of the document.
    ///
    /// # Errors
    /// A [`Refusal`]: `Unavailable` without LibreOffice or `pdftoppm`, or where the system gives it no `/tmp` of its own; `Damaged`
    /// when it cannot be drawn, `TooSlow` also when others take too long before it.
    pub async fn office_page(&self, input: &Path, label: &str) -> Result<Prepared, Refusal> {
        let soffice = self.tools.soffice.as_deref().filter(|_| self.tools.pdftoppm.is_some()).ok_or(Refusal::Unavailable)?;
        let name = format!("document.{}", label.to_ascii_lowercase());
        let arguments = tools::to_pdf(label, &name).ok_or(Refusal::Damaged)?;
        let folder = private_folder()?;
        let (copy, page) = (folder.path().join(&name), folder.path().join("document.pdf"));
        tokio::fs::copy(input, &copy).await.map_err(unavailable)?;
        // It asks to be started again once it has made its profile.
        for _ in 0..2 {
            match self.run_as(Tmp::Own, soffice, &copy, folder.path(), arguments.clone()).await {
                Ok(()) | Err(Refusal::Damaged) if page.is_file() => return self.first_page(&page).await,
                Ok(()) | Err(Refusal::Damaged) => {}
                Err(refusal) => return Err(refusal),
            }
        }
        Err(Refusal::Damaged)
    }

    /// Has a child look at a file, and believes its answer only where `read` does.
    async fn ask<T>(&self, input: &Path, task: Option<&str>, read: Read<T>) -> Result<T, Refusal> {
        let _turn = self.turns.acquire().await.map_err(unavailable)?;
        let input = tokio::fs::File::open(input).await.map_err(unavailable)?.into_std().await;
        let mut child = self.command().args(task).current_dir("/").stdin(input).stdout(Stdio::piped()).spawn().map_err(unavailable)?;
        let outcome = tokio::time::timeout(self.lifetime, listen(&mut child, MAX_ANSWER)).await;
        match outcome {
            Ok(Ok((answer, status))) => match read(&answer) {
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

    /// Runs an outside program in the place of a child: it reads `input`, and writes in `folder` alone.
    async fn run(&self, program: &Path, input: &Path, folder: &Path, arguments: Vec<OsString>) -> Result<(), Refusal> {
        self.run_as(Tmp::None, program, input, folder, arguments).await
    }

    /// The same, which says what the program finds under `/tmp`.
    async fn run_as(&self, tmp: Tmp, program: &Path, input: &Path, folder: &Path, arguments: Vec<OsString>) -> Result<(), Refusal> {
        let (turns, task) = if tmp == Tmp::Own { (&self.office_turn, TOOL_WITH_TMP) } else { (&self.turns, TOOL) };
        let turn = turns.acquire();
        let _turn = if tmp == Tmp::Own {
            // Someone waits for the answer, and a document without a picture is a document all the same.
            tokio::time::timeout(self.lifetime, turn).await.map_err(|_| Refusal::TooSlow)?
        } else {
            turn.await
        }
        .map_err(unavailable)?;
        let mut command = self.command();
        command.arg(task).args([folder, input, program]).args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(unavailable)?;
        let program = program.display();
        match tokio::time::timeout(self.lifetime * 2, listen(&mut child, MAX_WORDS)).await {
            Ok(Ok((reason, status))) if status.code() == Some(child::NOT_STARTED.into()) => {
                let reason = String::from_utf8_lossy(&reason);
                tracing::error!(%program, %reason, "an outside program could not be limited or started");
                Err(Refusal::Unavailable)
            }
            Ok(Ok((_, status))) if status.success() => Ok(()),
            Ok(Ok((_, status))) => {
                // Files that it does not understand are an everyday matter.
                tracing::debug!(%program, %status, "an outside program gave up");
                Err(if status.code().is_some() { Refusal::Damaged } else { autopsy(status) })
            }
            late_or_lost => {
                tracing::warn!(%program, in_time = late_or_lost.is_ok(), "an outside program was killed");
                // Whatever it started goes with it.
                if let Some(group) = child.id().and_then(|id| Pid::from_raw(id.cast_signed())) {
                    let _ = kill_process_group(group, Signal::KILL);
                }
                end(&mut child).await;
                Err(Refusal::TooSlow)
            }
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).env_clear().process_group(0).stderr(Stdio::null()).kill_on_drop(true);
        command
    }
}

/// Reads an answer; nothing for one that no honest child gives.
type Read<T> = fn(&[u8]) -> Option<Result<T, Refusal>>;

/// A folder that nobody else opens and that goes away with what is in it.
fn private_folder() -> Result<tempfile::TempDir, Refusal> {
    tempfile::tempdir().map_err(unavailable)
}

/// What an outside program wrote, when it is not too much.
async fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    // A program that says that it went well, and wrote nothing, read nothing.
    let length = tokio::fs::metadata(path).await.map_err(|_| Refusal::Damaged)?.len();
    if length > MAX_BYTES {
        return Err(Refusal::TooHeavy);
    }
    tokio::fs::read(path).await.map_err(unavailable)
}

/// Everything the child says, then how it ended. A child that says too much is cut off.
async fn listen(child: &mut Child, most: u64) -> std::io::Result<(Vec<u8>, ExitStatus)> {
    let mut answer = Vec::new();
    if let Some(output) = child.stdout.take() {
        output.take(most).read_to_end(&mut answer).await?;
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
