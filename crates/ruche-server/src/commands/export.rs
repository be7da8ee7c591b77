//! `ruche export`: everything the company holds as a folder in an open format. It may run beside a server.

use super::{Common, Failure, Setting, say};
use clap::Args;
use ruche_import::export;
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
