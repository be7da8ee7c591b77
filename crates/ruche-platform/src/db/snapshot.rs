//! One state of the database, read for as long as one likes while others write: for an export.

use super::tx::{Connection, Lent, Tx};
use super::{Db, Pools, Row, Statement, Value};
use crate::sql;
use ruche_kernel::{Error, Result};

sql! {
    /// A first read, from which on the state is the same: beginning alone fixes nothing.
    SCHEMA = "SELECT max(number) AS number FROM schema_migrations";
}

/// The database as it was when this was opened. It keeps a connection until it is dropped, and the log of the embedded engine
/// grows meanwhile: what is long is read in pages and then let go.
pub struct Snapshot {
    pub(super) tx: Tx,
    /// The newest migration that the database has.
    pub schema: i64,
}

impl Db {
    /// Opens one state of the database.
    ///
    /// # Errors
    /// `Unavailable` when no connection answers, `Bug` where no migration was ever applied.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        let unavailable = |e: &dyn std::fmt::Display| Error::Unavailable(format!("connection: {e}"));
        let mut tx = match &self.pools {
            Pools::Sqlite { read, .. } => {
                // Its own: given back to the others, it would show them the past.
                let mut tx = Tx::on(Connection::Sqlite(read.another().map_err(|e| unavailable(&e))?));
                tx.word("BEGIN").await?;
                tx
            }
            Pools::Postgres { pool, .. } => {
                // Its connection is closed at its end. Between two pages large files may be copied, which is no idleness.
                let mut tx = Tx::on(Connection::Postgres(Lent::of(pool.acquire().await.map_err(|e| unavailable(&e))?)));
                tx.word("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
                tx
            }
        };
        let schema = tx.opt(&SCHEMA, &[], |r| r.opt_int("number")).await?.flatten().unwrap_or(0);
        Ok(Snapshot { tx, schema })
    }
}

impl Snapshot {
    /// Every row of a statement, as of then.
    ///
    /// # Errors
    /// As [`Db::all`].
    pub async fn all<T>(&mut self, statement: &Statement, values: &[Value], read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        self.tx.all(statement, values, read).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ground, migrate, values, work};

    static INSERT: Statement = Statement { name: "INSERT", text: "INSERT INTO attempts (key, window_start, count) VALUES ($1, 1, 1)" };
    static COUNT: Statement = Statement { name: "COUNT", text: "SELECT count(*) AS n FROM attempts" };

    #[tokio::test]
    async fn what_is_written_later_is_not_seen_and_waits_for_nobody() {
        let (_folder, platform, _) = ground::platform().await;
        let db = platform.db;
        let write = async |key: &'static str| db.write(work!([] | tx | { tx.exec(&INSERT, values![key]).await })).await.unwrap();
        write("before").await;
        let mut then = db.snapshot().await.unwrap();
        assert_eq!(then.schema, migrate::newest());
        write("after").await;
        let seen = async |snapshot: &mut Snapshot| snapshot.all(&COUNT, &[], |r| r.int("n")).await.unwrap();
        assert_eq!(seen(&mut then).await, [1]);
        assert_eq!(db.all(&COUNT, &[], |r| r.int("n")).await.unwrap(), [2]);
        assert_eq!(seen(&mut db.snapshot().await.unwrap()).await, [2]);
        assert_eq!(seen(&mut then).await, [1]);
        drop(then);
        write("at last").await;
        // Whoever reads next is not shown the past by a connection that was given back.
        for _ in 0..16 {
            assert_eq!(db.all(&COUNT, &[], |r| r.int("n")).await.unwrap(), [3]);
        }
    }
}
