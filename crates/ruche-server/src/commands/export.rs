//! `ruche export` and `ruche restore`: everything the company holds as a folder in an open format, and back. An export may run beside
//! a server; a restore has its data folder to itself.

use super::{Common, Failure, OFFLINE_NODE, Setting, say};
use crate::check;
use crate::lock::DataLock;
use clap::Args;
use ruche_import::{export, restore};
use ruche_kernel::{Clock as _, SystemClock};
use std::path::PathBuf;

/// The options of `export`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Makes the folder, which must not be there: JSON lines, one file a kind of record, the bytes of files, and a manifest.\nIt holds one state of the company, whatever is written meanwhile. No password and no other secret is in it, but everything that people\nwrote is: keep it where nobody else reads it. docs/operate/export.md says the format.\n\nExamples:\n  ruche export /var/backups/ruche-2026-03-12\n  tar --zstd -cf ruche.tar.zst -C /var/backups ruche-2026-03-12"
)]
pub struct Export {
    #[command(flatten)]
    common: Common,
    /// The folder to make
    folder: PathBuf,
}

impl Export {
    /// Writes it.
    ///
    /// # Errors
    /// A sentence; nothing bears the name then.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        setting.existing()?;
        let db = setting.database().await?;
        let blobs = setting.blobs().await?;
        let written = export::write(&db, blobs.as_ref(), &self.folder, SystemClock.now_ms(), &mut |kind| say(&format!("{kind}…"))).await;
        db.close().await;
        let manifest = written?;
        for records in manifest.kinds.iter().filter(|records| records.records > 0) {
            say(&format!("{:>10}  {}", records.records, records.kind));
        }
        let files = manifest.files;
        say(&format!("{:>10}  different bytes of files, {} bytes together", files.count, files.bytes));
        if files.missing > 0 {
            say(&format!("{:>10}  parts of files that are not there any more", files.missing));
        }
        say(&format!("{} is whole.", self.folder.display()));
        Ok(())
    }
}

/// The options of `restore`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "The database must be empty: a new data folder, or a new PostgreSQL database. Everything is checked before anything is written.\nStopped half way, it leaves a database that no server serves: empty it and begin again.\nNobody has a password afterwards: `ruche member password LOGIN` gives the first administrator one, the others ask for a mail.\n\nExample:\n  ruche restore ./ruche-2026-03-12 --data ./new-data"
)]
pub struct Restore {
    #[command(flatten)]
    common: Common,
    /// The folder that `ruche export` made
    folder: PathBuf,
}

impl Restore {
    /// Restores it, then tells whether the data holds together.
    ///
    /// # Errors
    /// A sentence; exit code 4 when the data folder is in use, 3 when the check of what was restored finds something.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        let in_use = |text| Failure { code: 4, text };
        let _serve = DataLock::take(&setting.data, "serve.lock").map_err(in_use)?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(in_use)?;
        let node = setting.any_node(OFFLINE_NODE, None).await?;
        let platform = &node.platform;
        let manifest = restore::read(platform, &self.folder, &mut |step| say(&format!("{step}…"))).await?;
        let records: u64 = manifest.kinds.iter().map(|records| records.records).sum();
        let findings = check::run(&platform.db, platform.blobs.as_ref(), platform.now()).await?;
        platform.db.close().await;
        say(&format!("{records} records and {} different bytes of files are restored, as of {}.", manifest.files.count, manifest.made_at));
        let wrong: Vec<_> = findings.iter().filter(|finding| finding.differences > 0).collect();
        for finding in &wrong {
            say(&super::check::line(finding));
        }
        if wrong.is_empty() {
            say(&format!("{} checks, all OK.", findings.len()));
            return Ok(());
        }
        Err(Failure { code: 3, text: format!("{} of {} checks found something", wrong.len(), findings.len()) })
    }
}
