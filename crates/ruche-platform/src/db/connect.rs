//! Opening a database: connection options of each engine, and why.

use super::{Db, Pools, writer::Writer};
use ruche_kernel::{Error, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The two engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: one file, one writer.
    Sqlite,
    /// A server shared by several nodes.
    Postgres,
}

impl Db {
    /// Opens (and creates) the embedded database in `file`.
    ///
    /// # Errors
    /// `Unavailable` when the file cannot be opened.
    pub async fn sqlite(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: the log is flushed at each commit, so that what was acknowledged survives a power loss.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .statement_cache_capacity(500)
            .pragma("temp_store", "memory")
            .pragma("cache_size", "-32000")
            // No ANALYZE, ever: statistics taken while tables were small made the planner scan them once they had grown. Without
            // any, it takes every table for a large one, which is what the statements are written for.
            .pragma("mmap_size", "268435456");
        let connection = options.connect().await.map_err(|e| Error::Unavailable(format!("{}: {e}", file.display())))?;
        let readers = std::thread::available_parallelism().map_or(4, |n| n.get().clamp(4, 8));
        let read = SqlitePoolOptions::new()
            .max_connections(u32::try_from(readers).unwrap_or(4))
            .acquire_timeout(Duration::from_secs(5))
            .connect_with(options.pragma("query_only", "on"))
            .await
            .map_err(|e| Error::Unavailable(format!("{}: {e}", file.display())))?;
        Ok(Self { pools: Pools::Sqlite { read, writer: Writer::start(connection) }, events: Arc::new(watch::Sender::new(0)) })
    }

    /// Opens the PostgreSQL database at `url` with at most `connections` connections.
    ///
    /// # Errors
    /// `Unavailable` when the server does not answer, `Bug` when the address is wrong.
    pub async fn postgres(url: &str, connections: u32) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|e| Error::bug(format!("database address: {e}")))?
            // What was acknowledged is on the disk, even where the server, the database or the role says that it need not be.
            .options([("client_min_messages", "error"), ("jit", "off"), ("synchronous_commit", "on")])
            .statement_cache_capacity(500);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(Duration::from_secs(5))
            // A request that was cancelled between begin and commit leaves its transaction open in sqlx 0.9: end it.
            .after_release(|connection, _| {
                Box::pin(async move {
                    connection.execute(sqlx::raw_sql("ROLLBACK")).await?;
                    Ok(true)
                })
            })
            .connect_with(options)
            .await
            .map_err(|e| Error::Unavailable(format!("PostgreSQL: {e}")))?;
        Ok(Self { pools: Pools::Postgres(pool), events: Arc::new(watch::Sender::new(0)) })
    }
}
