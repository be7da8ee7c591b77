//! The database, on either engine, behind one SQL text. The only place that names the database libraries.
//!
//! Reads go through [`Db::all`] and its kin; changes only through [`Db::write`], whose [`Tx`] is the only type that
//! executes. A write runs in its own task: a person who closes the page cannot cancel a begin or a commit.
//! Deliberately not here: a query builder, an object mapper, any table.

mod connect;
pub mod copy;
mod replica;
mod row;
pub mod snapshot;
mod sqlite;
mod statement;
mod tx;
mod writer;

pub use connect::Engine;
pub use replica::reading;
pub use row::{Row, Value};
pub use snapshot::Snapshot;
pub use statement::{Statement, count_statements};
pub use tx::Tx;

use crate::{sql, work};
use ruche_kernel::{Error, Result};
use sqlx::postgres::{PgRow, PgStatement};
use sqlx::{Either, Executor, PgPool, Statement as _, TypeInfo as _};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// How long the database may take to show that it is ready.
const PING: Duration = Duration::from_secs(5);

sql! {
    PROBE = "SELECT 1 AS one";
}

/// The future of a write: borrowed from its transaction.
pub type Work<'t, T> = std::pin::Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>;

/// A database that rooms read from and write to. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    /// Counts the commits that recorded events, so that the outbox wakes at once.
    events: Arc<watch::Sender<u64>>,
}

#[derive(Clone)]
enum Pools {
    Sqlite { read: Arc<sqlite::Readers>, writer: writer::Writer },
    Postgres { pool: PgPool, replica: Option<Arc<replica::Replica>> },
}

impl Db {
    /// Which engine answers.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Every row of a statement.
    ///
    /// # Errors
    /// `Unavailable` when no connection answers, else `Bug` with the statement's name.
    pub async fn all<T>(&self, statement: &Statement, values: &[Value], read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        statement::count();
        match &self.pools {
            Pools::Sqlite { read: readers, .. } => readers.with(|connection| sqlite::all(connection, statement, values, None, read)).await,
            Pools::Postgres { pool, replica } => {
                let rows = replica::fetch(pool, replica.as_deref(), || row::postgres(statement, values)).await;
                found(rows, read).map_err(|e| e.fault(statement))?
            }
        }
    }

    /// The row of a statement, if there is one.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub async fn opt<T>(&self, statement: &Statement, values: &[Value], read: impl Fn(&Row) -> Result<T>) -> Result<Option<T>> {
        Ok(self.all(statement, values, read).await?.into_iter().next())
    }

    /// The row of a statement that always has one.
    ///
    /// # Errors
    /// `NotFound` without a row, else as [`Db::all`].
    pub async fn one<T>(&self, statement: &Statement, values: &[Value], read: impl Fn(&Row) -> Result<T>) -> Result<T> {
        self.opt(statement, values, read).await?.ok_or(Error::NotFound)
    }

    /// The rows of a statement whose `{list}` stands for these ids. No statement is run for an empty list.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub async fn all_in<T>(
        &self,
        statement: &Statement,
        values: &[Value],
        list: &[i64],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        if list.is_empty() {
            return Ok(Vec::new());
        }
        statement::count();
        match &self.pools {
            Pools::Sqlite { read: readers, .. } => {
                readers.with(|connection| sqlite::all(connection, statement, values, Some(list), read)).await
            }
            Pools::Postgres { pool, replica } => {
                let (text, values) = statement.with_list(values, list);
                let rows = replica::fetch(pool, replica.as_deref(), || row::postgres_text(text.clone(), &values)).await;
                found(rows, read).map_err(|e| e.fault(statement))?
            }
        }
    }

    /// Runs `work` in one transaction: all of it is kept, flushed to the disk before this returns, or nothing is.
    ///
    /// `work` may run again after a conflict between transactions or when the batch it shared was lost: ids and times
    /// are made before, and nothing is awaited in it but the transaction. Use [`crate::work!`] to write it.
    ///
    /// # Errors
    /// What `work` returns, or `Unavailable` when the database does not accept the commit.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx) -> Work<'t, T> + Send + Sync + 'static,
    {
        let started = Instant::now();
        replica::writes();
        let (value, recorded) = match &self.pools {
            Pools::Sqlite { writer, .. } => writer.submit(work).await?,
            Pools::Postgres { pool, .. } => {
                let pool = pool.clone();
                tokio::spawn(async move { tx::in_postgres(&pool, &work).await }).await.map_err(|e| Error::bug(format!("write: {e}")))??
            }
        };
        metrics::histogram!("ruche_write_seconds").record(started.elapsed());
        if recorded {
            self.events.send_modify(|n| *n += 1);
        }
        Ok(value)
    }

    /// The same, done once more when it met a conflict: what a form makes once is asked for twice at once, and the other one was
    /// faster. The second time it finds what was made.
    ///
    /// # Errors
    /// What `work` says.
    pub async fn write_once<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx) -> Work<'t, T> + Clone + Send + Sync + 'static,
    {
        match self.write(work.clone()).await {
            Err(Error::Conflict) => self.write(work).await,
            done => done,
        }
    }

    /// Whether there is a replica, whatever its state.
    #[must_use]
    pub fn has_replica(&self) -> bool {
        matches!(self.pools, Pools::Postgres { replica: Some(_), .. })
    }

    /// The number of an event that a replica has, with all before it, when one is there to be asked: what is read inside of
    /// [`reading`] is at least as new.
    #[must_use]
    pub fn replica_seq(&self) -> Option<i64> {
        match &self.pools {
            Pools::Postgres { replica: Some(replica), .. } => replica.is_fresh().then(|| replica.seq()),
            _ => None,
        }
    }

    /// Changes whenever a commit recorded events on this node.
    #[must_use]
    pub fn events_recorded(&self) -> watch::Receiver<u64> {
        self.events.subscribe()
    }

    /// Whether the database takes a write and answers a read now: one that writes no longer is not ready either.
    ///
    /// # Errors
    /// `Unavailable` when it does not, or takes too long.
    pub async fn ping(&self) -> Result<()> {
        let answered = tokio::time::timeout(PING, async {
            self.write(work!([] | _tx | { Ok(()) })).await?;
            self.opt(&PROBE, &[], |_| Ok(())).await
        });
        match answered.await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(Error::Unavailable(error.to_string())),
            Err(_) => Err(Error::Unavailable("the database takes too long".into())),
        }
    }

    /// Asks the engine to prepare a statement without running it; tests do it for every statement on both engines.
    ///
    /// # Errors
    /// The engine's text, when a table, a column or a type is wrong; or the parameters that PostgreSQL, left to guess, takes
    /// for what we never bind: beside a bare number that is an integer of 32 bits, which a `CAST` prevents.
    pub async fn prepare(&self, statement: &Statement) -> Result<(), String> {
        let prepared = match &self.pools {
            Pools::Sqlite { read, .. } => {
                read.with(|connection| Ok(sqlite::prepare(connection, statement))).await.map_err(|e| e.to_string())?
            }
            Pools::Postgres { pool, .. } => {
                let (text, _) = statement.with_list(&vec![Value::Int(0); statement.parameters()], &[0]);
                let text = sqlx::AssertSqlSafe(text);
                match pool.prepare(sqlx::SqlSafeStr::into_sql_str(text)).await.map(|s| foreign(&s)) {
                    Ok(Some(guessed)) => return Err(format!("{}: {guessed}", statement.name)),
                    known => known.map(|_| ()).map_err(|e| e.to_string()),
                }
            }
        };
        prepared.map_err(|e| format!("{}: {e}", statement.name))
    }

    /// Closes every connection; what was acknowledged is on the disk already.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, writer } => {
                writer.close().await;
                read.close().await;
            }
            Pools::Postgres { pool, replica } => {
                if let Some(replica) = replica {
                    replica.pool.close().await;
                }
                pool.close().await;
            }
        }
    }
}

/// The first parameter whose type is none of those that a [`Value`] has, in words.
fn foreign(statement: &PgStatement) -> Option<String> {
    let Some(Either::Left(types)) = statement.parameters() else { return None };
    let (at, guessed) = types.iter().enumerate().find(|(_, t)| !["INT8", "TEXT", "BYTEA"].contains(&t.name()))?;
    Some(format!("${} is taken for {guessed}", at + 1))
}

/// Writes the closure of [`Db::write`]: clones what it names for each run, then borrows the transaction.
///
/// `db.write(work!([new, now] |tx| { insert(tx, &new).await?; Ok(()) })).await`
#[macro_export]
macro_rules! work {
    ([$($name:ident),* $(,)?] |$tx:ident| $body:block) => {{
        $(let $name = $name.clone();)*
        move |$tx: &mut $crate::db::Tx| -> $crate::db::Work<'_, _> {
            $(#[allow(clippy::clone_on_copy, reason = "the macro cannot know what is Copy")] let $name = $name.clone();)*
            Box::pin(async move $body)
        }
    }};
}

/// What was read of the rows of PostgreSQL.
fn found<T>(rows: sqlx::Result<Vec<PgRow>>, read: impl Fn(&Row) -> Result<T>) -> std::result::Result<Result<Vec<T>>, Failed> {
    Ok(rows.map_err(Failed::Postgres)?.into_iter().map(|row| read(&Row::Postgres(row))).collect())
}

/// What a library said of a statement that failed.
enum Failed {
    Sqlite(rusqlite::Error),
    Postgres(sqlx::Error),
}

impl Failed {
    /// Whether a transaction lost against another one and may be run again: SQLSTATE 40001 and 40P01, whatever the language of the
    /// server's messages. The embedded engine has one writer, which loses against nobody.
    fn lost(&self) -> bool {
        matches!(self, Self::Postgres(sqlx::Error::Database(db)) if matches!(db.code().as_deref(), Some("40001" | "40P01")))
    }

    /// Our error for it; the statement is named, its values (personal data) never.
    fn fault(&self, statement: &Statement) -> Error {
        let name = statement.name;
        match self {
            Self::Sqlite(error) => match error.sqlite_error().map(|e| e.extended_code) {
                Some(code) if UNIQUE.contains(&code) => Error::Conflict,
                Some(code) if engine_passes(code) => Error::Unavailable(format!("{name}: {error}")),
                _ => Error::bug(format!("{name}: {error}")),
            },
            Self::Postgres(error) => match error {
                sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => {
                    Error::Unavailable(format!("{name}: {error}"))
                }
                sqlx::Error::Database(db) if db.is_unique_violation() => Error::Conflict,
                sqlx::Error::Database(db) if db.code().is_some_and(|code| server_passes(&code)) => {
                    Error::Unavailable(format!("{name}: {error}"))
                }
                _ => Error::bug(format!("{name}: {error}")),
            },
        }
    }
}

/// The codes of SQLite for a key that is there already: UNIQUE, and that of a primary key.
const UNIQUE: [i32; 2] = [2067, 1555];

/// Whether an error of SQLite is that of the disk or another process and not of our text, so that trying later may help: busy, locked,
/// read-only, input or output, full, cannot open, each with finer codes above its eight bits.
fn engine_passes(code: i32) -> bool {
    [5, 6, 8, 10, 13, 14].contains(&(code & 0xff))
}

/// The same of PostgreSQL, by SQLSTATE: connection, conflict between transactions, resources, an operator who intervenes, the system; a
/// standby that only reads, a database or a sign-in that is not there.
fn server_passes(code: &str) -> bool {
    code.get(..2).is_some_and(|class| ["08", "28", "3D", "40", "53", "57", "58"].contains(&class)) || code == "25006"
}

#[cfg(test)]
mod tests {
    use super::{engine_passes, server_passes};

    #[test]
    fn what_passes_is_told_from_what_is_wrong_in_our_text() {
        for (code, expected) in [(5, true), (517, true), (10, true), (4874, true), (13, true), (1, false), (11, false), (1299, false)] {
            assert_eq!(engine_passes(code), expected, "{code}");
        }
        for (code, expected) in [
            ("40001", true),
            ("40P01", true),
            ("53100", true),
            ("53300", true),
            ("57P01", true),
            ("3D000", true),
            ("25006", true),
            ("42P01", false),
            ("23502", false),
            ("22021", false),
            ("", false),
        ] {
            assert_eq!(server_passes(code), expected, "{code}");
        }
    }
}
