//! The child: limits first, then one file from standard input, one answer on standard output, and the end; or limits, and an
//! outside program in its own place.

use crate::tools::OWN_TMP;
use crate::{Keep, MAX_BYTES, Refusal, frame, picture, prison, probe, thumbnail};
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::CommandExt;
use std::panic::{UnwindSafe, catch_unwind};
use std::process::{Command, ExitCode};

/// The argument for [`Keep::Original`].
pub(crate) const KEEP_ORIGINAL: &str = "--keep-original";
/// The argument for [`Task::Probe`].
pub(crate) const PROBE: &str = "--probe";
/// The argument for [`Task::Thumbnail`].
pub(crate) const THUMBNAIL: &str = "--thumbnail";
/// The argument before an outside program: the folder it works in, the file it reads, its path and its arguments.
pub(crate) const TOOL: &str = "--tool";
/// The same, for a program whose temporary files are those of the folder.
pub(crate) const TOOL_WITH_TMP: &str = "--tool-with-tmp";
/// How the process ends when the outside program could not be limited or started, as a shell says it.
pub(crate) const NOT_STARTED: u8 = 127;

/// What an outside program finds under `/tmp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tmp {
    /// Nothing that it may open.
    None,
    /// The folder it works in: for a program that insists on temporary files and a socket there.
    Own,
}

impl Tmp {
    /// Where the program finds its home, if it needs one.
    fn home(self) -> Option<(&'static str, &'static str)> {
        (self == Self::Own).then_some(("HOME", OWN_TMP))
    }
}

/// What a child is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// The copies of a picture.
    Picture(Keep),
    /// Length and formats of a film or a sound.
    Probe,
    /// The copies of the picture that an office file carries.
    Thumbnail,
    /// An outside program: the folder it works in, the file it reads, its path and its arguments.
    Tool(Vec<OsString>, Tmp),
}

impl Task {
    /// What the arguments say; those that say nothing are passed over.
    #[must_use]
    pub fn from_arguments(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let mut arguments = arguments.into_iter();
        let mut task = Self::Picture(Keep::Copies);
        while let Some(argument) = arguments.next() {
            task = match argument.to_str() {
                Some(KEEP_ORIGINAL) => Self::Picture(Keep::Original),
                Some(PROBE) => Self::Probe,
                Some(THUMBNAIL) => Self::Thumbnail,
                Some(TOOL) => return Self::Tool(arguments.collect(), Tmp::None),
                Some(TOOL_WITH_TMP) => return Self::Tool(arguments.collect(), Tmp::Own),
                _ => task,
            };
        }
        task
    }
}

/// The whole life of the process that looks at one file. To be called first thing in `main`, before any thread is
/// started or any file opened, for a command that a person never types.
///
/// The first time, it limits memory and starts the same program again with the same arguments in the same process, so
/// that the limits count from the first allocation on. The second time it limits time, gives up files, network and
/// other processes, reads the file and answers.
///
/// The code is not zero only when no answer could be written.
pub fn child_main(task: Task) -> ExitCode {
    let out = &mut io::stdout().lock();
    let written = match task {
        Task::Picture(keep) => frame::write(out, &look(|bytes| picture::prepare(&bytes, keep))),
        Task::Thumbnail => frame::write(out, &look(|bytes| thumbnail::prepare(&bytes))),
        Task::Probe => probe::write(out, &look(probe::probe)),
        Task::Tool(command, tmp) => return become_tool(&command, tmp),
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Comes back only when it failed.
fn restart() -> Refusal {
    let mut arguments = std::env::args_os();
    let name = arguments.next().unwrap_or_default();
    // The program of this process even when its file was replaced meanwhile.
    let program = match cfg!(target_os = "linux") {
        true => Ok("/proc/self/exe".into()),
        false => std::env::current_exe(),
    };
    if let (Ok(()), Ok(program)) = (prison::limit_memory(), program) {
        let _failure = Command::new(program).arg0(name).args(arguments).exec();
    }
    Refusal::Unavailable
}

/// Comes back only when it failed, with the reason as its answer.
fn become_tool(command: &[OsString], tmp: Tmp) -> ExitCode {
    let [folder, input, program, arguments @ ..] = command else { return ExitCode::from(NOT_STARTED) };
    let reason = match prison::confine_tool(program.as_ref(), input.as_ref(), folder.as_ref(), tmp) {
        Ok(()) => Command::new(program).args(arguments).env_clear().envs(tmp.home()).exec().to_string(),
        Err(error) => error.to_string(),
    };
    let _ = io::stdout().write_all(reason.as_bytes());
    ExitCode::from(NOT_STARTED)
}

fn look<T>(with: impl FnOnce(Vec<u8>) -> Result<T, Refusal> + UnwindSafe) -> Result<T, Refusal> {
    if !prison::is_limited() {
        return Err(restart());
    }
    // A decoder that panics found damage: the answer says so, nobody reads the message.
    std::panic::set_hook(Box::new(|_| {}));
    prison::confine().map_err(|_| Refusal::Unavailable)?;
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|_| Refusal::Unavailable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Refusal::TooHeavy);
    }
    catch_unwind(|| with(bytes)).unwrap_or(Err(Refusal::Damaged))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_name_the_task() {
        let task = |arguments: &[&str]| Task::from_arguments(arguments.iter().map(Into::into));
        assert_eq!(task(&[]), Task::Picture(Keep::Copies));
        assert_eq!(task(&["decode-image", KEEP_ORIGINAL]), Task::Picture(Keep::Original));
        assert_eq!(task(&[PROBE]), Task::Probe);
        assert_eq!(task(&["x", THUMBNAIL]), Task::Thumbnail);
        assert_eq!(task(&["x", TOOL, "/bin/true", PROBE]), Task::Tool(vec!["/bin/true".into(), PROBE.into()], Tmp::None));
        assert_eq!(task(&[TOOL_WITH_TMP, "/bin/true"]), Task::Tool(vec!["/bin/true".into()], Tmp::Own));
    }
}
