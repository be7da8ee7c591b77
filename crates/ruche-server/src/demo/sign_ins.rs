//! The sign-ins of the demo company: a random password per person and data folder, kept in a file that only its owner reads.

use ruche_kernel::{Error, Result};
use std::fs::{File, OpenOptions, Permissions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

/// The file in the data folder: a login, a tab and a password a line, the featured ones first.
pub const FILE: &str = "demo-sign-ins.txt";

/// The people whose sign-ins are printed, by their key, each with a few words on what the person is there to show.
pub const FEATURED: [(&str, &str); 4] = [
    ("lucie", "administrator, in French"),
    ("camille", "sells cars in Lyon, in French"),
    ("james", "sells to fleets, in English"),
    ("paul", "partner of another company, in French"),
];

/// What a person signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The address or the user name.
    pub login: String,
    /// The password as it was given first.
    pub password: String,
}

/// Keeps the sign-ins, flushed to the disk.
pub(super) fn write(folder: &Path, sign_ins: &[SignIn]) -> Result<()> {
    let text: String = sign_ins.iter().map(|s| format!("{}\t{}\n", s.login, s.password)).collect();
    let kept = || {
        let path = folder.join(FILE);
        let mut file = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&path)?;
        // The mode above is for a new file only.
        std::fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        File::open(folder)?.sync_all()
    };
    kept().map_err(|e| unavailable(folder, &e))
}

/// The sign-ins that were kept; none where the file is not there.
///
/// # Errors
/// `Unavailable` when it cannot be read.
pub fn read(folder: &Path) -> Result<Option<Vec<SignIn>>> {
    match std::fs::read_to_string(folder.join(FILE)) {
        Ok(text) => Ok(Some(
            text.lines()
                .filter_map(|line| line.split_once('\t'))
                .map(|(login, password)| SignIn { login: login.into(), password: password.into() })
                .collect(),
        )),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(unavailable(folder, &e)),
    }
}

fn unavailable(folder: &Path, error: &std::io::Error) -> Error {
    Error::Unavailable(format!("{}: {error}", folder.join(FILE).display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_ins_are_kept_for_their_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap(), None);
        let path = folder.path().join(FILE);
        std::fs::write(&path, "old").unwrap();
        let sign_ins = ["a@orvane.example", "b"].map(|login| SignIn { login: login.into(), password: "AAAA-BBBB".into() });
        write(folder.path(), &sign_ins).unwrap();
        assert_eq!(read(folder.path()).unwrap().unwrap(), sign_ins);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "a@orvane.example\tAAAA-BBBB\nb\tAAAA-BBBB\n");
    }
}
