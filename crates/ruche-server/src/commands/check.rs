//! `ruche check`: tells whether the data holds together. It changes nothing and may run beside a server.

use super::{Common, Failure, Setting, say};
use crate::check::{self, Finding};
use clap::Args;
use ruche_kernel::{Clock as _, SystemClock};
use ruche_platform::blobs::Blobs;
use ruche_platform::db::Db;

/// The options of `check`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "One line a check: OK, or the number of differences with up to five examples.\nIt looks at references between rows, stored counts, the bytes of files, and events and mails that wait.\nNothing is changed. Exit code 0 when everything holds, 3 when something does not."
)]
pub struct Check {
    #[command(flatten)]
    common: Common,
}

impl Check {
    /// Prints what it finds.
    ///
    /// # Errors
    /// Exit code 3 when there is a difference, else a sentence.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        setting.existing()?;
        let db = setting.database().await?;
        let findings = check::run(&db, setting.blobs().await?.as_ref(), SystemClock.now_ms()).await?;
        db.close().await;
        for finding in &findings {
            say(&line(finding));
        }
        conclude(&findings)
    }
}

/// The check of what was just written; what holds is not told line by line.
///
/// # Errors
/// As of the word itself.
pub(super) async fn tell_of(db: &Db, blobs: &dyn Blobs) -> Result<(), Failure> {
    let findings = check::run(db, blobs, SystemClock.now_ms()).await?;
    for finding in findings.iter().filter(|finding| finding.differences > 0) {
        say(&line(finding));
    }
    conclude(&findings)
}

fn conclude(findings: &[Finding]) -> Result<(), Failure> {
    let wrong = findings.iter().filter(|f| f.differences > 0).count();
    if wrong == 0 {
        say(&format!("{} checks, all OK.", findings.len()));
        return Ok(());
    }
    Err(Failure { code: 3, text: format!("{wrong} of {} checks found something", findings.len()) })
}

/// A finding as a line.
fn line(finding: &Finding) -> String {
    let state = if finding.differences == 0 { "OK".to_owned() } else { finding.differences.to_string() };
    let note = finding.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let examples = if finding.examples.is_empty() { String::new() } else { format!(": {}", finding.examples.join("; ")) };
    format!("{state:>6}  {}{note}{examples}", finding.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_a_line() {
        let mut finding = Finding { name: "numbers of posts", differences: 0, examples: Vec::new(), note: None };
        assert_eq!(line(&finding), "    OK  numbers of posts");
        finding.note = Some("3 wait".into());
        assert_eq!(line(&finding), "    OK  numbers of posts (3 wait)");
        finding = Finding { differences: 12, examples: vec!["a".into(), "b".into()], note: None, ..finding };
        assert_eq!(line(&finding), "    12  numbers of posts: a; b");
    }
}
