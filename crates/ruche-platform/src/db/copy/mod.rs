//! Every row of one state of a database, taken to the other engine or into a file of its own: what moving and backups stand on.
//!
//! Rules: which tables and columns there are is what the engines say, and both must say the same, so that nothing that a migration adds
//! is forgotten; a target that holds anything is refused; everything is one transaction there. Indexes are made after the rows. In the
//! end every table is read again where it was written, and its rows must be as many, with the same digest, as those that were read.
//! A text with NUL, which PostgreSQL has not, is changed as `row::kept` says, before its digest is taken.
//! Deliberately not here: rooms and their meaning, which the export knows; files.

mod file;
mod load;
mod read;

pub use file::{look, settle};

use super::tx::{Connection, Lent, Tx};
use super::{Db, Pools, Snapshot};
use crate::migrate;
use load::Target;
use read::{Contents, Reading, Table, tables};
use ruche_kernel::Error;
use std::path::Path;

/// Told the table that is being copied, and how many of its rows are there by now.
pub type Tell<'t> = &'t mut (dyn FnMut(&str, u64) + Send);

/// A table that was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// How many rows.
    pub rows: u64,
}

/// Why nothing was copied. The target is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The target holds rows.
    #[error("the database that is to be filled is not empty: there is something in its table {0}")]
    NotEmpty(String),
    /// The target holds the tables of something else.
    #[error("the database that is to be filled holds the table {0}, which is not of Ruche: give one of its own")]
    Foreign(String),
    /// The source is of another version than this program.
    #[error(
        "the database is of another version (step {schema}) than this program (step {newest}): use the program of the server, or `ruche migrate`"
    )]
    Schema {
        /// Its newest migration.
        schema: i64,
        /// That of this program.
        newest: i64,
    },
    /// Others are connected to the source, and would write what is not copied.
    #[error("{0} other connections to the database are open: stop every node, and whatever else is connected")]
    InUse(i64),
    /// The tables of both are not the same.
    #[error("the table {0} is not the same in both databases: nothing was copied")]
    Different(String),
    /// What was written is not what was read.
    #[error("what was written of the table {0} is not what was read: nothing was kept")]
    Lost(String),
    /// A database does not follow.
    #[error(transparent)]
    Data(#[from] Error),
}

/// How long others may hold what is to be filled.
const HELD: &str = "SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; \
                    LOCK TABLE schema_migrations IN ACCESS EXCLUSIVE MODE";

impl Db {
    /// Makes `file` hold everything as it is now, whatever is written meanwhile: a whole database of the embedded engine, flushed to
    /// the disk. From the embedded engine, by its own means; from PostgreSQL, row by row.
    ///
    /// # Errors
    /// When something bears the name, PostgreSQL is of another version than this program, or the disk or a database does not follow:
    /// the file is of no use then.
    pub async fn copy_to_file(&self, file: &Path, now: i64, tell: Tell<'_>) -> Result<(), CopyError> {
        match &self.pools {
            Pools::Sqlite { read, .. } => {
                let connection = read.another().map_err(|e| Error::Unavailable(format!("connection: {e}")))?;
                file::vacuum(connection, file.to_owned()).await?;
            }
            Pools::Postgres { .. } => self.snapshot().await?.copy_to_file(file, now, tell).await.map(|_| ())?,
        }
        Ok(file::flush(file)?)
    }

    /// Asks that this may be filled, before its tables are made: a database in which nothing is, or Ruche's.
    ///
    /// # Errors
    /// `Foreign` where something else is.
    pub async fn accepts(&self) -> Result<(), CopyError> {
        let Pools::Postgres { pool, .. } = &self.pools else { return Ok(()) };
        let connection = pool.acquire().await.map_err(|e| Error::Unavailable(format!("connection: {e}")))?;
        let found = tables(&mut Connection::Postgres(Lent::of(connection))).await?;
        match found.first() {
            Some(table) if !found.iter().any(|table| table.name == "schema_migrations") => Err(CopyError::Foreign(table.name.clone())),
            _ => Ok(()),
        }
    }
}

impl Snapshot {
    /// Asks that nobody else is connected to PostgreSQL; the embedded engine has the lock of its folder for that.
    ///
    /// # Errors
    /// `InUse` when somebody is.
    pub async fn alone(&mut self) -> Result<(), CopyError> {
        match read::others(&mut self.tx.connection).await? {
            0 => Ok(()),
            others => Err(CopyError::InUse(others)),
        }
    }

    /// Copies everything into a PostgreSQL database, whose tables are made and empty.
    ///
    /// # Errors
    /// When the target holds anything, the two are not of one version, or one of them does not follow: nothing was kept then.
    pub async fn copy_to(&mut self, to: &Db, tell: Tell<'_>) -> Result<Vec<Copied>, CopyError> {
        let Pools::Postgres { pool, .. } = &to.pools else {
            return Err(Error::bug("the embedded engine is filled as a file").into());
        };
        let connection = pool.acquire().await.map_err(|e| Error::Unavailable(format!("connection: {e}")))?;
        let mut tx = Tx::on(Connection::Postgres(Lent::of(connection)));
        tx.word("BEGIN").await?;
        tx.word(HELD).await?;
        // What fails is undone with its connection.
        let copied = self.copy(&mut tx.connection, tell).await?;
        tx.word("COMMIT").await?;
        tx.ended();
        // Nobody has looked at these tables yet, and the first plans would be bad ones.
        tx.word("ANALYZE").await?;
        Ok(copied)
    }

    /// Makes `file` a database of the embedded engine that holds everything.
    ///
    /// # Errors
    /// As [`Snapshot::copy_to`]; when something bears the name.
    pub async fn copy_to_file(&mut self, file: &Path, now: i64, tell: Tell<'_>) -> Result<Vec<Copied>, CopyError> {
        file::free(file)?;
        let made = Db::sqlite(file).await?;
        migrate::run(&made, now).await?;
        made.close().await;
        let mut tx = Tx::on(Connection::Sqlite(file::quick(file)?));
        tx.word("BEGIN IMMEDIATE").await?;
        let copied = self.copy(&mut tx.connection, tell).await?;
        tx.word("COMMIT").await?;
        drop(tx);
        file::flush(file)?;
        Ok(copied)
    }

    async fn copy(&mut self, to: &mut Connection, tell: Tell<'_>) -> Result<Vec<Copied>, CopyError> {
        let newest = migrate::newest();
        if self.schema != newest {
            return Err(CopyError::Schema { schema: self.schema, newest });
        }
        let found = tables(&mut self.tx.connection).await?;
        same(&found, &tables(to).await?)?;
        let mut target = Target::begin(to, &found).await?;
        let mut copied = Vec::new();
        for table in &found {
            let read = self.table(table, &mut target, tell).await?;
            copied.push((table, read));
        }
        tell("indexes", 0);
        target.end().await?;
        tell("comparing", 0);
        for (table, read) in &copied {
            if Contents::of(to, table).await? != *read {
                return Err(CopyError::Lost(table.name.clone()));
            }
        }
        Ok(copied.into_iter().map(|(table, read)| Copied { table: table.name.clone(), rows: read.rows }).collect())
    }

    /// The rows of one table, a page at a time.
    async fn table(&mut self, table: &Table, target: &mut Target<'_>, tell: Tell<'_>) -> Result<Contents, CopyError> {
        let mut contents = Contents::default();
        let mut reading = Reading::begin(&mut self.tx.connection, table).await?;
        let mut loading = target.table(table).await?;
        tell(&table.name, 0);
        loop {
            let page = reading.page(&mut self.tx.connection).await?;
            if page.is_empty() {
                break;
            }
            contents.add(&page);
            loading.rows(page).await?;
            tell(&table.name, contents.rows);
        }
        loading.end().await?;
        Ok(contents)
    }
}

/// Asks that two databases have the same tables with the same columns.
fn same(one: &[Table], other: &[Table]) -> Result<(), CopyError> {
    let lacks = |these: &[Table], those: &[Table]| these.iter().find(|table| !those.contains(table)).map(|table| table.name.clone());
    lacks(one, other).or_else(|| lacks(other, one)).map_or(Ok(()), |name| Err(CopyError::Different(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Statement;
    use crate::ground::{self, NOW};
    use crate::work;

    static INSERT: Statement = Statement {
        name: "INSERT",
        text: "INSERT INTO mails (id, recipient, recipient_name, subject, body, html, attempts, next_at, created_at)
            VALUES (9, 'a', CAST(x'610062' AS TEXT), char(9, 10, 13, 92), 'é', NULL, -1, NULL, 4611686018427387904)",
    };
    static READ: Statement = Statement {
        name: "READ",
        text: "SELECT recipient_name || subject || body AS text, html, attempts, created_at FROM mails WHERE id = 9",
    };
    static ADD: Statement = Statement { name: "ADD", text: "CREATE TABLE another (n BIGINT NOT NULL)" };
    static FORGET: Statement = Statement { name: "FORGET", text: "DELETE FROM schema_migrations WHERE number > 40" };

    #[tokio::test]
    async fn every_row_is_there_and_nothing_is_written_over() {
        let (folder, platform, _) = ground::platform().await;
        platform.db.write(work!([] | tx | { tx.exec(&INSERT, &[]).await })).await.unwrap();
        let file = folder.path().join("copy.sqlite");
        let mut told = Vec::new();
        let copied = platform.db.snapshot().await.unwrap().copy_to_file(&file, 7, &mut |step, _| told.push(step.to_owned())).await.unwrap();
        let rows = |table: &str| copied.iter().find(|copied| copied.table == table).unwrap().rows;
        assert_eq!((rows("mails"), rows("sequences"), rows("events")), (1, 2, 0));
        assert!(told.contains(&"mails".to_owned()) && told.last().is_some_and(|step| step == "comparing"));
        settle(&file).unwrap();
        assert_eq!(look(&file).await.unwrap(), (migrate::newest(), copied));
        let copy = Db::sqlite(&file).await.unwrap();
        let read = |r: &crate::db::Row<'_>| Ok((r.text("text")?, r.opt_text("html")?, r.int("attempts")?, r.int("created_at")?));
        assert_eq!(copy.one(&READ, &[], read).await.unwrap(), ("a\u{fffd}b\t\n\r\\é".into(), None, -1, 1 << 62));
        copy.close().await;
        let again = platform.db.copy_to_file(&file, NOW, &mut |_, _| {}).await;
        assert!(again.unwrap_err().to_string().contains("is there already"));
    }

    #[tokio::test]
    async fn what_the_two_do_not_share_is_refused() {
        let (folder, platform, _) = ground::platform().await;
        let copy =
            async |name: &str| platform.db.snapshot().await.unwrap().copy_to_file(&folder.path().join(name), NOW, &mut |_, _| {}).await;
        assert!(copy("a").await.is_ok());
        platform.db.write(work!([] | tx | { tx.exec(&ADD, &[]).await })).await.unwrap();
        assert!(matches!(copy("b").await, Err(CopyError::Different(table)) if table == "another"));
        platform.db.write(work!([] | tx | { tx.exec(&FORGET, &[]).await })).await.unwrap();
        assert!(matches!(copy("c").await, Err(CopyError::Schema { schema: 40, .. })));
    }

    #[tokio::test]
    async fn a_file_is_looked_at_and_not_changed() {
        let (folder, platform, _) = ground::platform().await;
        let file = folder.path().join("copy.sqlite");
        platform.db.copy_to_file(&file, NOW, &mut |_, _| {}).await.unwrap();
        let before = std::fs::read(&file).unwrap();
        let (schema, tables) = look(&file).await.unwrap();
        assert!(schema == migrate::newest() && tables.iter().any(|table| table.table == "schema_migrations" && table.rows > 40));
        assert_eq!(std::fs::read(&file).unwrap(), before);
        assert_eq!(
            std::fs::read_dir(folder.path())
                .unwrap()
                .filter(|e| e.as_ref().unwrap().file_name().to_str().unwrap().starts_with("copy"))
                .count(),
            1
        );
        let mut damaged = before.clone();
        damaged.truncate(before.len() / 2);
        std::fs::write(&file, damaged).unwrap();
        assert!(look(&file).await.is_err());
    }
}
