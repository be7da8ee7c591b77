//! A transaction: the only thing that executes changes.

use super::{Failed, Row, Statement, Value, Work, found, row, sqlite, statement};
use ruche_kernel::{Error, Result};
use sqlx::pool::PoolConnection;
use sqlx::{Executor, PgConnection, PgPool, Postgres};
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// An open transaction.
pub struct Tx {
    pub(super) connection: Connection,
    /// Whether events were recorded, so that the outbox is woken after the commit.
    pub(super) recorded: bool,
    /// Whether it lost against another transaction, so that it may be run again.
    lost: bool,
}

pub(super) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Lent),
}

/// A connection that a pool lent for one transaction. One that is given up in the middle, since the work failed or its task ended,
/// is closed, and the server undoes what was begun: nobody else is lent it, and no read has to be followed by a rollback.
pub(super) struct Lent {
    connection: PoolConnection<Postgres>,
    /// Whether a transaction may be open on it.
    open: bool,
}

impl Lent {
    pub(super) fn of(connection: PoolConnection<Postgres>) -> Self {
        Self { connection, open: true }
    }
}

impl Deref for Lent {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if self.open {
            self.connection.close_on_drop();
        }
    }
}

impl Tx {
    /// A transaction on a connection on which none is open yet.
    pub(super) fn on(connection: Connection) -> Self {
        Self { connection, recorded: false, lost: false }
    }

    /// Our error for a failed statement; a lost conflict is kept in mind.
    fn failed(&mut self, statement: &Statement, error: &Failed) -> Error {
        self.lost |= error.lost();
        error.fault(statement)
    }

    /// Runs a change and tells how many rows it touched.
    ///
    /// # Errors
    /// `Conflict` when a unique key exists already, `Unavailable` when the engine does not follow, else `Bug`.
    pub async fn exec(&mut self, statement: &Statement, values: &[Value]) -> Result<u64> {
        statement::count();
        match &mut self.connection {
            Connection::Sqlite(c) => sqlite::exec(c, statement, values, None).map_err(Failed::Sqlite),
            Connection::Postgres(c) => {
                c.execute(row::postgres(statement, values)).await.map(|done| done.rows_affected()).map_err(Failed::Postgres)
            }
        }
        .map_err(|e| self.failed(statement, &e))
    }

    /// Runs a change on every id of a list (`{list}` in the text).
    ///
    /// # Errors
    /// As [`Tx::exec`].
    pub async fn exec_in(&mut self, statement: &Statement, values: &[Value], list: &[i64]) -> Result<u64> {
        if list.is_empty() {
            return Ok(0);
        }
        statement::count();
        match &mut self.connection {
            Connection::Sqlite(c) => sqlite::exec(c, statement, values, Some(list)).map_err(Failed::Sqlite),
            Connection::Postgres(c) => {
                let (text, values) = statement.with_list(values, list);
                c.execute(row::postgres_text(text, &values)).await.map(|done| done.rows_affected()).map_err(Failed::Postgres)
            }
        }
        .map_err(|e| self.failed(statement, &e))
    }

    /// Every row of a statement, as this transaction sees them.
    ///
    /// # Errors
    /// As [`super::Db::all`].
    pub async fn all<T>(&mut self, statement: &Statement, values: &[Value], read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        statement::count();
        match &mut self.connection {
            Connection::Sqlite(c) => sqlite::all(c, statement, values, None, read),
            Connection::Postgres(c) => {
                found(c.fetch_all(row::postgres(statement, values)).await, read).map_err(|e| self.failed(statement, &e))?
            }
        }
    }

    /// The rows of a statement whose `{list}` stands for these ids.
    ///
    /// # Errors
    /// As [`super::Db::all`].
    pub async fn all_in<T>(
        &mut self,
        statement: &Statement,
        values: &[Value],
        list: &[i64],
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        if list.is_empty() {
            return Ok(Vec::new());
        }
        statement::count();
        match &mut self.connection {
            Connection::Sqlite(c) => sqlite::all(c, statement, values, Some(list), read),
            Connection::Postgres(c) => {
                let (text, values) = statement.with_list(values, list);
                found(c.fetch_all(row::postgres_text(text, &values)).await, read).map_err(|e| self.failed(statement, &e))?
            }
        }
    }

    /// The row of a statement, if there is one.
    ///
    /// # Errors
    /// As [`super::Db::all`].
    pub async fn opt<T>(&mut self, statement: &Statement, values: &[Value], read: impl Fn(&Row) -> Result<T>) -> Result<Option<T>> {
        Ok(self.all(statement, values, read).await?.into_iter().next())
    }

    /// Whether a statement has a row.
    ///
    /// # Errors
    /// As [`super::Db::all`].
    pub async fn exists(&mut self, statement: &Statement, values: &[Value]) -> Result<bool> {
        Ok(self.opt(statement, values, |_| Ok(())).await?.is_some())
    }

    /// Runs one statement of a migration.
    pub(crate) async fn script(&mut self, text: &str) -> Result<()> {
        match &mut self.connection {
            Connection::Sqlite(c) => c.execute_batch(text).map_err(|e| Error::bug(e.to_string())),
            // Safe: the text comes from a file of the migrations folder, compiled in.
            Connection::Postgres(c) => {
                let text = sqlx::AssertSqlSafe(text.to_owned());
                c.execute(sqlx::raw_sql(text)).await.map(|_| ()).map_err(|e| Error::bug(e.to_string()))
            }
        }
    }

    /// Says that events were recorded: the outbox is woken after the commit.
    pub(crate) fn mark_recorded(&mut self) {
        self.recorded = true;
    }

    /// Says that its end was acknowledged, so that its connection may be lent again.
    pub(super) fn ended(&mut self) {
        if let Connection::Postgres(lent) = &mut self.connection {
            lent.open = false;
        }
    }

    /// Runs one of our own fixed words: BEGIN, COMMIT, SAVEPOINT.
    pub(super) async fn word(&mut self, word: &'static str) -> Result<()> {
        match &mut self.connection {
            Connection::Sqlite(c) => c.execute_batch(word).map_err(|e| Error::Unavailable(format!("{word}: {e}"))),
            Connection::Postgres(c) => c.execute(sqlx::raw_sql(word)).await.map(|_| ()).map_err(|e| {
                let said = Error::Unavailable(format!("{word}: {e}"));
                self.lost |= Failed::Postgres(e).lost();
                said
            }),
        }
    }
}

/// How often a transaction that lost against another is run again.
const ATTEMPTS: u64 = 4;

/// Runs `work` in a PostgreSQL transaction, again when it lost against another one.
pub(super) async fn in_postgres<T, F>(pool: &PgPool, work: &F) -> Result<(T, bool)>
where
    F: for<'t> Fn(&'t mut Tx) -> Work<'t, T>,
{
    let mut attempt = 0;
    loop {
        attempt += 1;
        let connection = pool.acquire().await.map_err(|e| Error::Unavailable(format!("connection: {e}")))?;
        let mut tx = Tx::on(Connection::Postgres(Lent::of(connection)));
        tx.word("BEGIN").await?;
        let outcome = match work(&mut tx).await {
            Ok(value) => tx.word("COMMIT").await.map(|()| value),
            Err(error) => Err(error),
        };
        match outcome {
            Ok(value) => {
                tx.ended();
                return Ok((value, tx.recorded));
            }
            Err(error) => {
                tx.word("ROLLBACK").await?;
                tx.ended();
                if !tx.lost || attempt == ATTEMPTS {
                    return Err(error);
                }
                // Different waits for different losers, without a random number: the attempt and the pool's state differ.
                tokio::time::sleep(Duration::from_millis(5 * attempt * attempt + u64::from(pool.size()))).await;
            }
        }
    }
}
