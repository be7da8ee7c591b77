//! `ruche import`: fills a company from data of elsewhere, beside a running server or without one.

use super::{Common, Failure, OFFLINE_NODE, Setting, say};
use crate::lock::DataLock;
use clap::{Args, Subcommand};
use ruche_import::ldbc::Dataset;
use ruche_import::load::{self, Options};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// The options of `import`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Nothing is written without --write: the first run tells what would come.\nAn import that was stopped is run again with the same words: what is there already is left alone.\nNobody is notified."
)]
pub struct Import {
    #[command(subcommand)]
    source: Source,
}

#[derive(Subcommand, Clone, Debug)]
enum Source {
    /// The LDBC social network data (interactive v1, CSV with merged foreign keys): a folder with `static` and `dynamic`
    Ldbc {
        #[command(flatten)]
        common: Common,
        /// The folder; its files plain or compressed by zstd
        dir: PathBuf,
        /// Write; without it, only tell what would come
        #[arg(long)]
        write: bool,
    },
}

impl Import {
    /// Tells what would come, or writes it.
    ///
    /// # Errors
    /// A sentence that names the file and the line, or what the database says.
    pub async fn run(self) -> Result<(), Failure> {
        let Source::Ldbc { common, dir, write } = self.source;
        let setting = Setting::read(&common)?;
        setting.existing()?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(|text| Failure { code: 4, text })?;
        let node = setting.node(OFFLINE_NODE, None).await?;
        if node.app.company().is_none() {
            return Err("there is no company yet: start it first, with `ruche serve`".into());
        }
        let dataset = Dataset::open(&dir)?;
        let options = Options { source: "ldbc".into(), dry_run: !write };
        let mut last = None;
        let report = load::load(&node.platform, &dataset, &options, &mut |progress| {
            if last != Some(progress.kind) {
                say(&format!("{}…", progress.kind.word()));
                last = Some(progress.kind);
            }
            ControlFlow::Continue(())
        })
        .await?;
        say(&report.to_string());
        if !write {
            say("Nothing was written. Run it again with --write.");
        }
        node.platform.db.close().await;
        Ok(())
    }
}
