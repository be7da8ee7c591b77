//! `ruche backup`: dated copies of everything, once or again and again, beside a running server.

use super::{Common, Failure, Setting, say, tell};
use crate::backup::{self, Made, Order};
use crate::lock::DataLock;
use crate::serve::stop_signal;
use clap::{ArgGroup, Args};
use jiff::SignedDuration;
use ruche_kernel::{Clock as _, SystemClock};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::time::MissedTickBehavior;

/// The options of `backup`.
#[derive(Args, Clone, Debug)]
#[command(
    group(ArgGroup::new("what").required(true).args(["to", "verify"])),
    after_help = "Makes a folder named after the moment, below the one that is given: the database, the bytes of files, a manifest with digests.\nIt is read again before it gets its name, so that what bears a date is whole. `ruche restore` brings it back, on either engine.\nIt holds what everybody wrote, and the digests of their passwords: keep it where nobody else reads it.\n\nExamples:\n  ruche backup --to /var/backups/ruche --keep 14\n  ruche backup --to /var/backups/ruche --keep 96 --every 15m\n  ruche backup --verify /var/backups/ruche/20260312T081500.000Z\n  ruche restore /var/backups/ruche/20260312T081500.000Z --data ./new-data"
)]
pub struct Backup {
    #[command(flatten)]
    common: Common,
    /// The folder of backups; made if need be
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// How many backups stay there: older ones are removed once a new one is whole
    #[arg(long, value_name = "N", requires = "to")]
    keep: Option<NonZeroUsize>,
    /// Make another one each time, until the process is asked to end: 15m, 1h, 1d
    #[arg(long, value_name = "TIME", value_parser = often, requires = "to")]
    every: Option<Duration>,
    /// Read all of a backup and tell whether it is as it was written
    #[arg(long, value_name = "BACKUP")]
    verify: Option<PathBuf>,
}

/// How often: ten seconds at least.
fn often(text: &str) -> Result<Duration, String> {
    let every: SignedDuration = text.parse().map_err(|_| "a time such as 15m, 1h or 1d".to_owned())?;
    Duration::try_from(every).ok().filter(|every| *every >= Duration::from_secs(10)).ok_or_else(|| "ten seconds at least".into())
}

impl Backup {
    /// Makes them, or reads one.
    ///
    /// # Errors
    /// A sentence; exit code 4 when another process fills the folder of backups.
    pub async fn run(self) -> Result<(), Failure> {
        if let Some(folder) = &self.verify {
            return verify(folder).await;
        }
        let Some(to) = &self.to else { return Err("--to lacks".into()) };
        let setting = Setting::read(&self.common)?;
        setting.existing()?;
        let _lock = DataLock::take(to, "backup.lock").map_err(|text| Failure { code: 4, text })?;
        let db = setting.database().await?;
        let blobs = setting.blobs().await?;
        let order = Order { db: &db, blobs: blobs.as_ref(), data: &setting.data, settings: self.common.config.as_deref(), to };
        let done = match self.every {
            None => self.once(&order).await,
            Some(every) => {
                tokio::select! {
                    done = self.again(&order, every) => done,
                    () = stop_signal() => Ok(()),
                }
            }
        };
        db.close().await;
        done
    }

    async fn once(&self, order: &Order<'_>) -> Result<(), Failure> {
        backup::clean(order.to)?;
        let started = Instant::now();
        let made = backup::make(order, SystemClock.now_ms(), &mut |_, _| {}).await?;
        say(&line(&made, started.elapsed()));
        if let Some(count) = self.keep {
            for folder in backup::keep(order.to, count.get())? {
                say(&format!("{} is removed.", folder.display()));
            }
        }
        Ok(())
    }

    /// The first one must succeed, so that what is set wrong is said at once; one that fails later is told, and the next one tried.
    async fn again(&self, order: &Order<'_>, every: Duration) -> Result<(), Failure> {
        let mut ticks = tokio::time::interval(every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.tick().await;
        self.once(order).await?;
        loop {
            ticks.tick().await;
            if let Err(failure) = self.once(order).await {
                tell(&format!("no backup was made: {}", failure.text));
            }
        }
    }
}

async fn verify(folder: &Path) -> Result<(), Failure> {
    let manifest = backup::manifest(folder)?;
    backup::check(folder, &manifest).await?;
    let rows: u64 = manifest.rows.values().sum();
    say(&format!("{} is whole: {rows} rows and {} files, as of {}.", folder.display(), manifest.files.count, manifest.made_at));
    Ok(())
}

fn line(made: &Made, took: Duration) -> String {
    let (files, rows): (_, u64) = (made.manifest.files, made.manifest.rows.values().sum());
    let missing = if files.missing > 0 { format!(", {} files are not there any more", files.missing) } else { String::new() };
    format!(
        "{} is whole: {rows} rows, {} files ({} shared with the one before), {} bytes of files together, in {:.1} s{missing}.",
        made.folder.display(),
        files.count,
        made.shared,
        files.bytes,
        took.as_secs_f64()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_never_too_short() {
        assert_eq!(often("15m").unwrap(), Duration::from_secs(900));
        assert_eq!(often("1h").unwrap(), Duration::from_secs(3600));
        for wrong in ["", "15", "soon", "5s", "-1h"] {
            assert!(often(wrong).is_err(), "{wrong}");
        }
    }
}
