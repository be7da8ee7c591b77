//! `ruche restore`: a company out of a folder, a backup or an export, into an empty place. It has its data folder to itself.

use super::{Common, DATABASE, Failure, OFFLINE_NODE, Setting, check, progress, say};
use crate::backup::{self, Place};
use crate::lock::DataLock;
use clap::Args;
use ruche_import::{export, restore};
use ruche_kernel::{Clock as _, SystemClock};
use ruche_platform::migrate;
use std::path::PathBuf;

/// The options of `restore`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "The database must be empty: a new data folder, or a new PostgreSQL database. Everything is checked before anything is written.\n\nA backup brings everything back, passwords and sessions too, on the engine that the settings name, whichever it came from. Stopped half\nway, it is begun again.\n\nOf an export nobody has a password afterwards: `ruche member password LOGIN` gives the first administrator one, the others ask for a\nmail. Stopped half way, it leaves a database that no server serves: empty it and begin again.\n\nExamples:\n  ruche restore /var/backups/ruche/20260312T081500.000Z --data ./new-data\n  ruche restore ./ruche-2026-03-12 --data ./new-data"
)]
pub struct Restore {
    #[command(flatten)]
    common: Common,
    /// The folder that `ruche backup` or `ruche export` made
    folder: PathBuf,
}

impl Restore {
    /// Restores it, then tells whether the data holds together.
    ///
    /// # Errors
    /// A sentence; exit code 4 when the data folder is in use, 3 when the check of what was restored finds something.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        let is_backup = self.is_backup()?;
        let in_use = |text| Failure { code: 4, text };
        let _serve = DataLock::take(&setting.data, "serve.lock").map_err(in_use)?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(in_use)?;
        if is_backup {
            self.backup(&setting).await?
        } else {
            self.export(&setting).await?
        }
        let node = setting.node(OFFLINE_NODE, None).await?;
        let checked = check::tell_of(&node.platform.db, node.platform.blobs.as_ref()).await;
        node.platform.db.close().await;
        checked
    }

    /// Which of the two it is, before anything is opened.
    fn is_backup(&self) -> Result<bool, Failure> {
        let path = self.folder.join(backup::MANIFEST);
        let text = std::fs::read_to_string(&path)
            .map_err(|_| format!("{}: no manifest.json: this is no backup and no export, or one that was cut", self.folder.display()))?;
        match serde_json::from_str::<serde_json::Value>(&text).ok().as_ref().and_then(|manifest| manifest["format"].as_str()) {
            Some(backup::FORMAT) => Ok(true),
            Some(export::FORMAT) => Ok(false),
            _ => Err(format!("{}: the manifest of no backup and of no export", path.display()).into()),
        }
    }

    async fn backup(&self, setting: &Setting) -> Result<(), Failure> {
        let manifest = backup::manifest(&self.folder)?;
        let postgres = if setting.config.database_url.is_some() {
            let db = setting.database().await?;
            db.accepts().await?;
            migrate::run(&db, SystemClock.now_ms()).await?;
            restore::empty(&db).await?;
            Some(db)
        } else {
            None
        };
        let (database, blobs) = (setting.data.join(DATABASE), setting.blobs().await?);
        let place = Place { data: &setting.data, database: &database, postgres: postgres.as_ref(), blobs: blobs.as_ref() };
        backup::read(&self.folder, &manifest, &place, SystemClock.now_ms(), &mut progress()).await?;
        if let Some(db) = postgres {
            db.close().await;
        }
        let rows: u64 = manifest.rows.values().sum();
        say(&format!("{rows} rows and {} files are restored, as of {}.", manifest.files.count, manifest.made_at));
        Ok(())
    }

    async fn export(&self, setting: &Setting) -> Result<(), Failure> {
        let node = setting.any_node(OFFLINE_NODE, None).await?;
        let manifest = restore::read(&node.platform, &self.folder, &mut |step| say(&format!("{step}…"))).await?;
        node.platform.db.close().await;
        let records: u64 = manifest.kinds.iter().map(|records| records.records).sum();
        say(&format!("{records} records and {} different bytes of files are restored, as of {}.", manifest.files.count, manifest.made_at));
        Ok(())
    }
}
