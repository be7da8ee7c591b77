//! Opening a database: connection options of each engine, and why.

use super::replica::Replica;
use super::sqlite::{self, Readers};
use super::{Db, Pools, writer::Writer};
use ruche_kernel::{Error, Result};
use sqlx::Connection as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
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
        let readers = std::thread::available_parallelism().map_or(4, |n| n.get().clamp(4, 8));
        let path = file.to_owned();
        let opened = tokio::task::spawn_blocking(move || {
            // The one that writes first: it makes the file.
            let writes = sqlite::open(&path, false)?;
            Ok::<_, rusqlite::Error>((writes, Readers::open(&path, readers)?))
        });
        let opened = opened.await.map_err(|e| Error::bug(format!("opening: {e}")))?;
        let (writes, read) = opened.map_err(|e| Error::Unavailable(format!("{}: {e}", file.display())))?;
        let writer = Writer::start(writes)?;
        Ok(Self { pools: Pools::Sqlite { read: Arc::new(read), writer }, events: Arc::new(watch::Sender::new(0)) })
    }

    /// Opens the PostgreSQL database at `url` with at most `connections` connections.
    ///
    /// # Errors
    /// `Unavailable` when the server does not answer, `Bug` when the address is wrong.
    pub async fn postgres(url: &str, connections: u32) -> Result<Self> {
        let pool = pool(connections).connect_with(options(url)?).await.map_err(|e| Error::Unavailable(format!("PostgreSQL: {e}")))?;
        Ok(Self { pools: Pools::Postgres { pool, replica: None }, events: Arc::new(watch::Sender::new(0)) })
    }

    /// The same with a replica at `url`, on as many connections, which is asked for pages while it is hardly late. It need not answer now.
    ///
    /// # Errors
    /// `Bug` when the address is wrong, or the database is none of PostgreSQL.
    pub fn with_replica(mut self, url: &str, connections: u32) -> Result<Self> {
        let Pools::Postgres { pool: primary, replica } = &mut self.pools else {
            return Err(Error::bug("the embedded database has no replica"));
        };
        *replica = Some(Replica::follow(primary.clone(), pool(connections).connect_lazy_with(options(url)?)));
        Ok(self)
    }
}

/// How a connection to PostgreSQL is opened.
fn options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url).map_err(|e| Error::bug(format!("database address: {e}")))?;
    // What was acknowledged is on the disk, even where the server, the database or the role says that it need not be.
    let options = options.options([("client_min_messages", "error"), ("jit", "off"), ("synchronous_commit", "on")]);
    // One plan for all values of a statement, as on the embedded engine: a home page took four times as long with plans made anew.
    let options = options.options([("plan_cache_mode", "force_generic_plan")]);
    Ok(options.statement_cache_capacity(500))
}

/// For how long an unused connection is taken as still there.
const FRESH: Duration = Duration::from_secs(1);

/// A pool of connections. Each is looked at when it is given back; what broke while nobody used it is found before it is lent again,
/// but not asked for between two statements of one page.
fn pool(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(5)).test_before_acquire(false).before_acquire(
        |connection, lent| {
            Box::pin(async move {
                if lent.idle_for > FRESH {
                    connection.ping().await?;
                }
                Ok(true)
            })
        },
    )
}
