//! The embedded engine: connections that answer on the thread that asks, since a thread between costs more than most answers.
//!
//! Rules: what a statement is in this engine (its numbered places, the place of each of its columns) is found out once a process;
//! one that has lately taken long lets the other tasks of its thread go on elsewhere.

use super::row::{Known, Row, Standing, Value};
use super::{Failed, Statement};
use ruche_kernel::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, OpenFlags};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How many prepared statements a connection keeps.
const STATEMENTS: usize = 500;
/// How long to wait for a reader that is free.
const PATIENCE: Duration = Duration::from_secs(5);
/// From how many microseconds on a statement is one that others are not to wait for.
const LONG: u32 = 1_000;

/// Opens the database in `file`; `reads` for a connection that changes nothing.
pub(super) fn open(file: &Path, reads: bool) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // One plan a statement, whatever its values: otherwise the engine, built with STAT4, plans it anew each time that they change.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // FULL: the log is flushed at each commit, so that what was acknowledged survives a power loss.
    // No ANALYZE, ever: statistics taken while tables were small made the planner scan them once they had grown. Without any, it takes
    // every table for a large one, which is what the statements are written for.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = memory;
         PRAGMA cache_size = -32000; PRAGMA mmap_size = 268435456;",
    )?;
    if reads {
        connection.execute_batch("PRAGMA query_only = ON")?;
    }
    Ok(connection)
}

/// The connections that read.
pub(super) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
    free: Semaphore,
}

impl Readers {
    /// Opens so many connections.
    pub(super) fn open(file: &Path, count: usize) -> rusqlite::Result<Self> {
        let idle = (0..count).map(|_| open(file, true)).collect::<rusqlite::Result<_>>()?;
        Ok(Self { file: file.to_owned(), idle: Mutex::new(idle), free: Semaphore::new(count) })
    }

    /// One more connection, which is nobody else's.
    pub(super) fn another(&self) -> rusqlite::Result<Connection> {
        open(&self.file, true)
    }

    /// Runs `work` with a connection that is free.
    pub(super) async fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let free = timeout(PATIENCE, self.free.acquire()).await.map_err(|_| Error::Unavailable("every reader is busy".into()))?;
        let _free = free.map_err(|_| Error::Unavailable("the database is closed".into()))?;
        let connection = self.take().ok_or_else(|| Error::bug("no reader"))?;
        // Given back whatever happens, a panic too.
        let lent = Lent { readers: self, connection: Some(connection) };
        lent.connection.as_ref().map_or_else(|| Err(Error::bug("no reader")), work)
    }

    fn take(&self) -> Option<Connection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Lets nobody read any more.
    pub(super) async fn close(&self) {
        // Whoever reads now goes on to the end.
        let all = self.idle.lock().unwrap_or_else(PoisonError::into_inner).len();
        let _ = self.free.acquire_many(u32::try_from(all).unwrap_or(0)).await;
        self.free.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A connection that is given back when this is dropped.
struct Lent<'r> {
    readers: &'r Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).extend(self.connection.take());
    }
}

/// Asks the engine to prepare a statement without running it.
pub(super) fn prepare(connection: &Connection, statement: &Statement) -> std::result::Result<(), String> {
    let size = usize::from(statement.text.contains("{list}"));
    connection.prepare(&Known::of(statement, size).text).map(|_| ()).map_err(|e| e.to_string())
}

/// Every row of a statement.
pub(super) fn all<T>(
    connection: &Connection,
    statement: &Statement,
    values: &[Value],
    list: Option<&[i64]>,
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let known = known(statement, list);
    let begun = Instant::now();
    let found = aside(known.micros.load(Ordering::Relaxed) > LONG, || {
        let failed = |error| Failed::Sqlite(error).fault(statement);
        let mut prepared = bound(connection, &known, values, list).map_err(failed)?;
        let columns = known.columns(&prepared);
        let mut rows = prepared.raw_query();
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            found.push(read(&Row::Sqlite(Standing { row, columns }))?);
        }
        Ok(found)
    });
    let took = u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX);
    // The mean of what it took lately, the last time counting for an eighth.
    let before = known.micros.load(Ordering::Relaxed);
    known.micros.store(before - before / 8 + took / 8, Ordering::Relaxed);
    found
}

/// Runs a change, and tells how many rows it touched.
pub(super) fn exec(connection: &Connection, statement: &Statement, values: &[Value], list: Option<&[i64]>) -> rusqlite::Result<u64> {
    let known = known(statement, list);
    let changed = bound(connection, &known, values, list)?.raw_execute()?;
    Ok(changed as u64)
}

/// The statement, prepared, with its values.
fn bound<'c>(connection: &'c Connection, known: &Known, values: &[Value], list: Option<&[i64]>) -> rusqlite::Result<CachedStatement<'c>> {
    let mut prepared = connection.prepare_cached(&known.text)?;
    let places = prepared.parameter_count();
    for (at, value) in values.iter().enumerate().take(places) {
        prepared.raw_bind_parameter(at + 1, value)?;
    }
    // The last id fills what is left.
    if let Some(list) = list {
        for (at, place) in (values.len() + 1..=places).enumerate() {
            prepared.raw_bind_parameter(place, list[at.min(list.len() - 1)])?;
        }
    }
    Ok(prepared)
}

/// Runs `work` here; the other tasks of this thread go on elsewhere meanwhile where it is long.
pub(super) fn aside<T>(long: bool, work: impl FnOnce() -> T) -> T {
    let several = Handle::try_current().is_ok_and(|handle| handle.runtime_flavor() == RuntimeFlavor::MultiThread);
    if long && several { tokio::task::block_in_place(work) } else { work() }
}

/// What is known of the statements that were run: by the address of their text, and the size of their list.
type AllKnown = RwLock<HashMap<(usize, usize, usize), Arc<Known>>>;

fn known(statement: &Statement, list: Option<&[i64]>) -> Arc<Known> {
    static ALL: LazyLock<AllKnown> = LazyLock::new(AllKnown::default);
    let size = list.map_or(0, |list| Statement::list_size(list.len()));
    let key = (statement.text.as_ptr() as usize, statement.text.len(), size);
    if let Some(known) = ALL.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Arc::clone(known);
    }
    let known = Arc::new(Known::of(statement, size));
    // A list longer than the largest size has a text of its own, which is not likely to come again.
    if !Statement::is_beyond(size) {
        ALL.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&known));
    }
    known
}

#[cfg(test)]
mod tests {
    use super::super::Db;
    use super::*;
    use crate::{values, work};

    static CREATE: Statement = Statement { name: "CREATE", text: "CREATE TABLE notes (n INTEGER, body TEXT, bytes BLOB)" };
    static INSERT: Statement = Statement { name: "INSERT", text: "INSERT INTO notes (body, n, bytes) VALUES ($2, $1, $3)" };
    static FIND: Statement =
        Statement { name: "FIND", text: "SELECT n, body, bytes FROM notes WHERE body <> $2 AND n IN ({list}) AND n < $1 ORDER BY n" };
    static ABSENT: Statement = Statement { name: "ABSENT", text: "SELECT nope FROM notes" };
    static SLOW: Statement = Statement {
        name: "SLOW",
        text: "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 100000) SELECT max(n) AS n FROM x",
    };

    async fn notes(folder: &tempfile::TempDir) -> Db {
        let db = Db::sqlite(&folder.path().join("notes.sqlite")).await.unwrap();
        db.write(work!([] | tx | { tx.exec(&CREATE, &[]).await })).await.unwrap();
        for n in 1..=30_i64 {
            db.write(work!([n] | tx | { tx.exec(&INSERT, values![n, (n % 2 == 0).then_some("even"), vec![7_u8]]).await })).await.unwrap();
        }
        db
    }

    #[tokio::test]
    async fn values_are_bound_by_their_number_and_lists_are_filled_up() {
        let folder = tempfile::tempdir().unwrap();
        let db = notes(&folder).await;
        for (list, expected) in [
            (vec![2], vec![2]),
            (vec![4, 2, 9], vec![2, 4]),
            ((1..=30).collect(), vec![2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]),
            ((1..=600).collect(), vec![2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]),
        ] {
            let read = |r: &Row<'_>| {
                assert_eq!((r.opt_text("body")?.as_deref(), r.bytes("bytes")?), (Some("even"), vec![7]));
                r.int("n")
            };
            let found = db.all_in(&FIND, values![25, "odd"], &list, read).await.unwrap();
            assert_eq!(found, expected, "{list:?}");
        }
    }

    #[tokio::test]
    async fn what_is_not_there_or_of_another_kind_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let db = notes(&folder).await;
        let asked = async |read: fn(&Row) -> Result<i64>| db.all_in(&FIND, values![3, ""], &[2], read).await.unwrap_err().to_string();
        assert!(asked(|r| r.int("other")).await.contains("no column other"));
        assert!(asked(|r| r.int("body")).await.contains("column body: Text is there"));
        assert!(db.all(&ABSENT, &[], |r| r.int("nope")).await.unwrap_err().to_string().contains("ABSENT"));
        assert!(db.prepare(&ABSENT).await.unwrap_err().contains("no such column: nope"));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_reader_that_panicked_or_took_long_is_there_for_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let db = notes(&folder).await;
        for _ in 0..20 {
            let reading = db.clone();
            let panicked = tokio::spawn(async move { reading.all(&SLOW, &[], |_| -> Result<i64> { panic!("on purpose") }).await });
            assert!(panicked.await.unwrap_err().is_panic());
            assert_eq!(db.one(&SLOW, &[], |r| r.int("n")).await.unwrap(), 100_000);
        }
        db.close().await;
        assert!(matches!(db.one(&SLOW, &[], |r| r.int("n")).await, Err(Error::Unavailable(_))));
    }
}
