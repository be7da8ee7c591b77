//! What the child gives up before it reads a picture. Every limit is the kernel's, so it holds whatever a decoder does.
//!
//! Everywhere: memory, time, no new descriptor (so no file, device or socket can be opened, whatever the rights), no
//! new process, no new privilege. Where the system lets an ordinary user make namespaces: a network without any
//! interface, and a root folder with nothing in it. Where it does not, a decoder taken over by a picture could still
//! remove files by name or signal processes of the same user. The decoders are memory-safe; the only C here encodes
//! the copies and sees nothing but pixels.
//!
//! A service manager that filters system calls must answer the forbidden ones with an error: one that kills instead
//! kills every child that tries its luck with `unshare` or `chroot`.
//!
//! An outside program must open its libraries, its input and its output, and starts threads. It keeps memory, time, the size of
//! what it writes, no new privilege; it reads its libraries and the one file, writes in the one folder, and opens nothing else
//! (Landlock), nor makes a connection or a signal to another process where the kernel can forbid them. Where Linux has no
//! Landlock it is not started at all. On other systems, which serve to develop only, nothing stands around its files.
//!
//! Deliberately not here: a filter of system calls, which needs unsafe code or one more dependency.

use crate::child::Tmp;
use rustix::io;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::error::Error;
use std::path::Path;

/// Memory that the child may write to, in bytes: pixels of the largest picture, twice, and a decoder.
const MEMORY: u64 = 768 << 20;
/// Addresses in use, in bytes: that memory, the program and its libraries.
const ADDRESSES: u64 = 1 << 30;
/// Time of one processor, in seconds. The second after it is for the kernel to kill without asking.
const SECONDS: u64 = 10;
/// Addresses of an outside program, in bytes: its libraries are large, and each thread reserves more than it uses.
const TOOL_ADDRESSES: u64 = 2 << 30;
/// Time of one processor that an outside program may take, in seconds.
const TOOL_SECONDS: u64 = 20;
/// The most processes and threads of an outside program, where they are counted apart.
#[cfg(target_os = "linux")]
const TOOL_THREADS: u64 = 64;
/// The largest file that an outside program writes, in bytes: a copy of the heaviest film.
const TOOL_FILE: u64 = 64 << 20;
/// The most files that an outside program has open at once.
const TOOL_FILES: u64 = 64;
/// How much the child gives way to the pages being served (0 not at all, 19 always).
const POLITENESS: i32 = 5;

fn limit(resource: Resource, soft: u64, hard: u64) -> io::Result<()> {
    // Only ever lowered: what the system already forbids stays forbidden.
    let lower = |value: u64, now: Option<u64>| Some(now.map_or(value, |now| now.min(value)));
    let now = getrlimit(resource);
    let maximum = lower(hard, now.maximum);
    let current = lower(soft.min(maximum.unwrap_or(soft)), now.current);
    setrlimit(resource, Rlimit { current, maximum })
}

/// Whether [`limit_memory`] has been called in this process or before it became this program.
pub(crate) fn is_limited() -> bool {
    getrlimit(Resource::Data).maximum.is_some_and(|maximum| maximum <= MEMORY)
        && getrlimit(Resource::As).maximum.is_some_and(|maximum| maximum <= ADDRESSES)
}

/// Limits memory. An allocator may have reserved more than that when the program started, so the program has to be
/// started again in the same process: the limits stay.
pub(crate) fn limit_memory() -> io::Result<()> {
    limit(Resource::As, ADDRESSES, ADDRESSES)?;
    limit(Resource::Data, MEMORY, MEMORY)
}

/// Limits time and gives up files, network and other processes. After this only the open descriptors are of use.
pub(crate) fn confine() -> io::Result<()> {
    limit(Resource::Cpu, SECONDS, SECONDS + 1)?;
    limit(Resource::Core, 0, 0)?;
    // Where it is refused, the picture is still looked at: this only spares the neighbours.
    let _ = rustix::process::nice(POLITENESS);
    #[cfg(target_os = "linux")]
    linux::confine()?;
    // No new descriptor: neither file nor socket.
    limit(Resource::Nofile, 0, 0)?;
    limit(Resource::Fsize, 0, 0)?;
    limit(Resource::Nproc, 0, 0)
}

/// What an outside program gives up before it takes the place of this process: it reads `input` and works in `folder`, which with a
/// `/tmp` of its own is what it finds there.
pub(crate) fn confine_tool(program: &Path, input: &Path, folder: &Path, tmp: Tmp) -> Result<(), Box<dyn Error>> {
    limit(Resource::Cpu, TOOL_SECONDS, TOOL_SECONDS + 1)?;
    limit(Resource::Core, 0, 0)?;
    let _ = rustix::process::nice(POLITENESS);
    #[cfg(target_os = "linux")]
    linux::confine_tool(program, input, folder, tmp)?;
    #[cfg(not(target_os = "linux"))]
    let _ = (program, input, folder, tmp);
    limit(Resource::Nofile, TOOL_FILES, TOOL_FILES)?;
    limit(Resource::Fsize, TOOL_FILE, TOOL_FILE)?;
    limit(Resource::Data, MEMORY, MEMORY)?;
    limit(Resource::As, TOOL_ADDRESSES, TOOL_ADDRESSES)?;
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use super::{TOOL_THREADS, Tmp, limit};
    use crate::tools::OWN_TMP;
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _, RulesetCreatedAttr as _,
        Scope, make_bitflags, path_beneath_rules,
    };
    use rustix::io;
    use rustix::mount::{MountPropagationFlags, mount_bind, mount_change};
    use rustix::process::Resource;
    use rustix::process::{DumpableBehavior, chdir, chroot, set_dumpable_behavior};
    use rustix::thread::{CapabilitySet, CapabilitySets, UnshareFlags, set_capabilities, set_no_new_privs};
    use std::error::Error;
    use std::path::Path;

    pub(super) fn confine() -> io::Result<()> {
        set_no_new_privs(true)?;
        // Some systems and containers forbid one or the other to ordinary users; the rest holds without them.
        if namespaces().is_ok() {
            // A folder that holds three descriptors, cannot be written to and goes away with the process.
            let _ = chroot("/proc/self/fdinfo").and_then(|()| chdir("/"));
        }
        no_capabilities()?;
        // Other processes of the same user cannot look inside.
        set_dumpable_behavior(DumpableBehavior::NotDumpable)
    }

    /// Where systems keep programs, their libraries, and the letters that a page is drawn with. What is absent is passed over.
    const LIBRARIES: [&str; 13] = [
        "/usr",
        "/bin",
        "/lib",
        "/lib32",
        "/lib64",
        "/nix/store",
        "/gnu/store",
        "/etc/ld.so.cache",
        "/etc/fonts",
        "/var/cache/fontconfig",
        "/etc/libreoffice",
        "/var/spool/libreoffice",
        "/dev/urandom",
    ];

    /// The same for a program that must find its files.
    pub(super) fn confine_tool(program: &Path, input: &Path, folder: &Path, tmp: Tmp) -> Result<(), Box<dyn Error>> {
        set_no_new_privs(true)?;
        if tmp == Tmp::Own {
            return confine_office(program, folder);
        }
        if namespaces().is_ok() {
            // Without a namespace of its own, everything else of this user would count.
            limit(Resource::Nproc, TOOL_THREADS, TOOL_THREADS)?;
        }
        no_capabilities()?;
        wall(program, input, folder, WORK)
    }

    /// A program that insists on a socket in `/tmp`: the folder, with the file in it, stands there, in a view of the file system
    /// that no other process has. Where the system refuses one, it is not started.
    fn confine_office(program: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
        namespaces()?;
        own_view(folder)?;
        limit(Resource::Nproc, TOOL_THREADS, TOOL_THREADS)?;
        no_capabilities()?;
        let folder = Path::new(OWN_TMP);
        wall(program, folder, folder, WORK | AccessFs::MakeDir | AccessFs::RemoveDir | AccessFs::MakeSock | AccessFs::Refer)
    }

    /// Another view of the file system, in which `/tmp` is this folder.
    #[expect(deprecated, reason = "unsafe for shared tables of descriptors only, which these flags leave alone")]
    fn own_view(folder: &Path) -> io::Result<()> {
        rustix::thread::unshare(UnshareFlags::NEWNS)?;
        // What is mounted here is not seen outside.
        mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)?;
        mount_bind(folder, OWN_TMP)?;
        chdir(OWN_TMP)
    }

    /// What a program does in the folder it works in.
    const WORK: BitFlags<AccessFs> = make_bitflags!(AccessFs::{ReadFile | ReadDir | WriteFile | Truncate | MakeReg | RemoveFile});

    /// Files that are not named here cannot be opened, whoever owns them.
    fn wall(program: &Path, input: &Path, folder: &Path, work: BitFlags<AccessFs>) -> Result<(), Box<dyn Error>> {
        // What the first version knows is required; later ones add truncating, connections and signals.
        Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(ABI::V1))?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(ABI::V5))?
            .handle_access(AccessNet::from_all(ABI::V5))?
            .scope(Scope::from_all(ABI::V6))?
            .create()?
            .add_rules(path_beneath_rules(LIBRARIES, AccessFs::from_read(ABI::V1)))?
            .add_rules(path_beneath_rules([program], AccessFs::from_read(ABI::V1)))?
            .add_rules(path_beneath_rules([input], AccessFs::ReadFile))?
            .add_rules(path_beneath_rules([folder], work))?
            .restrict_self()?;
        Ok(())
    }

    /// Without rights of the administrator, of this namespace or of the machine, no limit can be raised again.
    fn no_capabilities() -> io::Result<()> {
        let none = CapabilitySet::empty();
        set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })
    }

    /// A network without any interface, and the right to leave the file system.
    #[expect(deprecated, reason = "unsafe for shared tables of descriptors only, which these flags leave alone")]
    fn namespaces() -> io::Result<()> {
        rustix::thread::unshare(UnshareFlags::NEWUSER | UnshareFlags::NEWNET | UnshareFlags::NEWIPC)
    }
}
