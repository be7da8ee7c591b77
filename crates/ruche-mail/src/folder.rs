//! Mail as files: for trying Ruche without a mail server, and for tests. Nothing is delivered, and nothing is ever removed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use jiff::Timestamp;
use lettre::message::Mailbox;
use ruche_platform::mail::{Mail, MailError, Mailer};

use crate::message::{Form, compose, encoded_key, mailbox};

/// Writes each message as `TIME_KEY.eml`, where the time is in UTC and to the millisecond: sorted names are in the order of
/// writing. Headers and bodies are in UTF-8, not encoded, so that both eyes and search tools find what they look for.
///
/// Only the owner of the process may read the files: some hold links that sign a person in.
pub struct FolderMailer {
    dir: PathBuf,
    from: Mailbox,
}

impl FolderMailer {
    /// Writes into `dir`, made if absent, in the name of `from_name <from>`.
    ///
    /// # Errors
    /// A permanent one when `from` is not a mail address, a transient one when the folder cannot be made.
    pub fn new(dir: impl Into<PathBuf>, from: &str, from_name: &str) -> Result<Self, MailError> {
        let dir = dir.into();
        let from = mailbox("sender", from, from_name)?;
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&dir).map_err(|error| unwritten(&dir, &error))?;
        Ok(Self { dir, from })
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    /// The message is on the disk under its final name when this returns; a half-written one is never under such a name.
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let bytes = compose(&self.from, mail, Form::Readable)?.formatted();
        let time = Timestamp::now().strftime("%Y%m%dT%H%M%S.%3fZ");
        let name = format!("{time}_{}.eml", encoded_key(&mail.key)?);
        let dir = self.dir.clone();
        tokio::task::spawn_blocking(move || write(&dir, &name, &bytes).map_err(|error| unwritten(&dir, &error)))
            .await
            .map_err(|error| MailError { transient: true, reason: format!("writing a message was interrupted: {error}") })?
    }

    fn delivers(&self) -> bool {
        false
    }
}

fn write(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = dir.join(format!(".{name}.part"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, dir.join(name))?;
    // The new name is kept in the folder itself.
    File::open(dir)?.sync_all()
}

/// A full disk or a missing right can be mended: the message is worth another attempt.
fn unwritten(dir: &Path, error: &io::Error) -> MailError {
    MailError { transient: true, reason: format!("cannot write mail to {}: {error}", dir.display()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mail(key: &str) -> Mail {
        Mail {
            to: "elise@orvane.example".into(),
            to_name: "Élise".into(),
            subject: "Choisissez votre mot de passe".into(),
            text: "Voici le lien :\nhttps://ruche.example/reset?token=abc=def".into(),
            html: Some("<p><a href=\"https://ruche.example/reset\">Le lien</a></p>".into()),
            headers: vec![("List-Id".into(), "<ruche.orvane.example>".into())],
            key: key.into(),
        }
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn a_message_becomes_one_readable_private_file() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("mail/out");
        let mailer = FolderMailer::new(&dir, "ruche@orvane.example", "Ruche").unwrap();
        assert!(!mailer.delivers());
        let before = Timestamp::now().strftime("%Y%m%dT%H%M%S.%3fZ").to_string();
        mailer.send(&mail("reset/7")).await.unwrap();

        let names = names(&dir);
        assert_eq!(names.len(), 1, "{names:?}");
        let (time, key) = names[0].split_once('_').unwrap();
        assert_eq!(key, "reset=2F7.eml");
        assert!(time.len() == before.len() && time >= before.as_str(), "{time}");

        let path = dir.join(&names[0]);
        let text = fs::read_to_string(&path).unwrap();
        for line in [
            "From: Ruche <ruche@orvane.example>",
            "To: Élise <elise@orvane.example>",
            "Subject: Choisissez votre mot de passe",
            "List-Id: <ruche.orvane.example>",
            "https://ruche.example/reset?token=abc=def",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in {text}");
        }
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&dir)), (0o600, 0o700));
    }

    #[tokio::test]
    async fn names_are_in_the_order_of_writing() {
        let dir = tempfile::tempdir().unwrap();
        let mailer = FolderMailer::new(dir.path(), "ruche@orvane.example", "").unwrap();
        for key in ["c", "a", "b"] {
            mailer.send(&mail(key)).await.unwrap();
            tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        }
        let keys: Vec<_> = names(dir.path()).iter().map(|name| name.split_once('_').unwrap().1.to_owned()).collect();
        assert_eq!(keys, ["c.eml", "a.eml", "b.eml"]);
    }

    #[tokio::test]
    async fn a_refused_message_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let mailer = FolderMailer::new(dir.path(), "ruche@orvane.example", "").unwrap();
        let mut mail = mail("k");
        mail.subject = "a\r\nBcc: b@evil.example".into();
        assert!(!mailer.send(&mail).await.unwrap_err().transient);
        assert_eq!(names(dir.path()), Vec::<String>::new());
    }

    #[tokio::test]
    async fn a_folder_that_went_away_is_worth_another_attempt() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("out");
        let mailer = FolderMailer::new(&dir, "ruche@orvane.example", "").unwrap();
        fs::remove_dir(&dir).unwrap();
        let error = mailer.send(&mail("k")).await.unwrap_err();
        assert!(error.transient && error.reason.contains("out"), "{error}");
        fs::create_dir(&dir).unwrap();
        mailer.send(&mail("k")).await.unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_or_a_bad_sender_is_told_at_once() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let new = |dir: &Path, from| FolderMailer::new(dir, from, "").err().unwrap();
        assert!(new(&file.join("out"), "ruche@orvane.example").transient);
        assert!(!new(home.path(), "ruche").transient);
    }
}
