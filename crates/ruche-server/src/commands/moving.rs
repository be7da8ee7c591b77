//! `ruche move`: everything from one engine to the other. The server is stopped meanwhile; what was there stays as it was.

use super::{Common, DATABASE, Failure, Setting, check, progress, say};
use crate::lock::DataLock;
use clap::Args;
use ruche_import::restore;
use ruche_kernel::{Clock as _, SystemClock};
use ruche_platform::db::Db;
use ruche_platform::db::copy::{Copied, settle};
use ruche_platform::migrate;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Instant;

/// The options of `move`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Stop the server first, every node of it. Everything is kept: ids, passwords, sessions, tokens, what waits to be told. Files stay\nwhere they are. The target must be empty; it is filled in one transaction, compared row by row with what was read, then checked.\nWhat was there before is not touched: with the settings of before, the server starts on it again.\n\nExamples:\n  ruche move --data /var/lib/ruche --to postgres://ruche:secret@db.example.com/ruche\n  ruche move --data /var/lib/ruche --database-url postgres://ruche@db.example.com/ruche --to sqlite"
)]
pub struct Move {
    #[command(flatten)]
    common: Common,
    /// Where to: the address of an empty PostgreSQL database, or `sqlite` for a new file in the data folder
    #[arg(long, value_name = "TARGET")]
    to: To,
}

/// The engine that everything goes to.
#[derive(Clone, Debug)]
enum To {
    Sqlite,
    Postgres(String),
}

impl FromStr for To {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "sqlite" => Ok(Self::Sqlite),
            url if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(Self::Postgres(url.to_owned())),
            _ => Err("postgres://USER:PASSWORD@HOST/DATABASE, or sqlite"),
        }
    }
}

impl Move {
    /// Moves everything, then tells whether the data holds together.
    ///
    /// # Errors
    /// A sentence, and nothing is moved; exit code 4 when the data folder is in use, 3 when the check of what was moved finds something.
    pub async fn run(self) -> Result<(), Failure> {
        let setting = Setting::read(&self.common)?;
        setting.existing()?;
        match (&self.to, &setting.config.database_url) {
            (To::Postgres(_), Some(_)) => {
                return Err("the data is in PostgreSQL already: from one server to another it goes by pg_dump and pg_restore".into());
            }
            (To::Sqlite, None) => return Err("the data is in the embedded database already".into()),
            _ => {}
        }
        let in_use = |text| Failure { code: 4, text };
        let _serve = DataLock::take(&setting.data, "serve.lock").map_err(in_use)?;
        let _lock = DataLock::take(&setting.data, "cli.lock").map_err(in_use)?;
        let from = match &setting.config.database_url {
            // One connection: every other one is somebody else’s.
            Some(url) => Db::postgres(url, 1).await?,
            None => setting.database().await?,
        };
        if restore::unfinished(&from).await? {
            return Err(restore::RestoreError::Unfinished.into());
        }
        let started = Instant::now();
        let (to, copied) = match &self.to {
            To::Postgres(url) => to_postgres(&from, url).await?,
            To::Sqlite => to_sqlite(&from, setting.data.join(DATABASE)).await?,
        };
        let took = started.elapsed();
        from.close().await;
        for table in copied.iter().filter(|table| table.rows > 0) {
            say(&format!("{:>10}  {}", table.rows, table.table));
        }
        let rows: u64 = copied.iter().map(|table| table.rows).sum();
        say(&format!("{rows} rows of {} tables are moved and compared, in {:.1} s.", copied.len(), took.as_secs_f64()));
        let checked = check::tell_of(&to, setting.blobs().await?.as_ref()).await;
        to.close().await;
        checked?;
        say(match self.to {
            To::Postgres(_) => {
                "Now set database_url to this address in the settings, and start the server. The embedded database is no longer used: \
                 put it away once everybody is back."
            }
            To::Sqlite => {
                "Now take database_url out of the settings, and start the server. The PostgreSQL database is no longer used: put it \
                 away once everybody is back."
            }
        });
        Ok(())
    }
}

async fn to_postgres(from: &Db, url: &str) -> Result<(Db, Vec<Copied>), Failure> {
    let to = Db::postgres(url, 2).await?;
    to.accepts().await?;
    migrate::run(&to, SystemClock.now_ms()).await?;
    let copied = from.snapshot().await?.copy_to(&to, &mut progress()).await?;
    Ok((to, copied))
}

/// Under another name until it is whole: a server that finds the name takes it for the company.
async fn to_sqlite(from: &Db, file: PathBuf) -> Result<(Db, Vec<Copied>), Failure> {
    if file.symlink_metadata().is_ok() {
        return Err(format!("{} is there already: give another data folder, or put it away", file.display()).into());
    }
    let moving = file.with_extension("moving");
    for end in ["", "-wal", "-shm"] {
        let left = PathBuf::from(format!("{}{end}", moving.display()));
        if left.is_file() {
            std::fs::remove_file(&left).map_err(|e| format!("{}: {e}", left.display()))?;
        }
    }
    let mut snapshot = from.snapshot().await?;
    snapshot.alone().await?;
    let copied = snapshot.copy_to_file(&moving, SystemClock.now_ms(), &mut progress()).await?;
    settle(&moving)?;
    std::fs::rename(&moving, &file).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok((Db::sqlite(&file).await?, copied))
}

#[cfg(test)]
mod tests {
    use super::To;

    #[test]
    fn a_target_is_one_of_two() {
        assert!(matches!("sqlite".parse(), Ok(To::Sqlite)));
        assert!(matches!("postgres://db/ruche".parse(), Ok(To::Postgres(_))));
        for wrong in ["", "mysql://db", "SQLite", "/var/lib/ruche"] {
            assert!(wrong.parse::<To>().is_err(), "{wrong}");
        }
    }
}
