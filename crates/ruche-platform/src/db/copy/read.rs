//! Reading whole tables: which there are, their rows in pages, and what they hold as a number that can be compared.

use super::super::row::kept;
use super::super::tx::Connection;
use super::super::{Value, sqlite};
use ruche_kernel::{Error, Result};
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Executor, Row as _, TypeInfo as _, ValueRef as _};

/// How many rows stand in memory at once.
const PAGE: usize = 1000;

// These ask the catalog of one engine each, and are therefore no statements that both prepare.
const SQLITE_COLUMNS: &str =
    "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'";
const POSTGRES_COLUMNS: &str = "SELECT CAST(c.table_name AS TEXT) AS t, CAST(c.column_name AS TEXT) AS c FROM information_schema.columns c
    JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'";
const POSTGRES_OTHERS: &str = "SELECT count(*) AS n FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

/// A table, as either engine says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    /// By name, since a column that was added later stands elsewhere in a table that was made at once.
    pub(super) columns: Vec<String>,
}

impl Table {
    /// Its columns as a list between commas.
    pub(super) fn list(&self) -> String {
        self.columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(",")
    }
}

pub(super) fn postgres_failed(error: &sqlx::Error) -> Error {
    Error::Unavailable(format!("PostgreSQL: {error}"))
}

pub(super) fn sqlite_failed(error: &rusqlite::Error) -> Error {
    Error::Unavailable(format!("SQLite: {error}"))
}

/// The tables of a database, by name.
pub(super) async fn tables(connection: &mut Connection) -> Result<Vec<Table>> {
    let mut columns: Vec<(String, String)> = match connection {
        Connection::Sqlite(c) => (|| {
            let mut statement = c.prepare(SQLITE_COLUMNS)?;
            let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.collect::<rusqlite::Result<_>>()
        })()
        .map_err(|e| sqlite_failed(&e))?,
        Connection::Postgres(c) => {
            let rows = c.fetch_all(sqlx::query(POSTGRES_COLUMNS)).await.map_err(|e| postgres_failed(&e))?;
            rows.iter()
                .map(|row| Ok((row.try_get("t")?, row.try_get("c")?)))
                .collect::<sqlx::Result<_>>()
                .map_err(|e| postgres_failed(&e))?
        }
    };
    columns.sort_unstable();
    let mut tables: Vec<Table> = Vec::new();
    for (name, column) in columns {
        match tables.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table { name, columns: vec![column] }),
        }
    }
    Ok(tables)
}

/// How many others are connected to a database of PostgreSQL.
pub(super) async fn others(connection: &mut Connection) -> Result<i64> {
    match connection {
        Connection::Sqlite(_) => Ok(0),
        Connection::Postgres(c) => {
            let row = c.fetch_one(sqlx::query(POSTGRES_OTHERS)).await.map_err(|e| postgres_failed(&e))?;
            row.try_get("n").map_err(|e| postgres_failed(&e))
        }
    }
}

/// A row: the values of its columns, in the order of [`Table::columns`].
pub(super) type Cells = Vec<Value>;

/// The rows of a table that are still to be read.
pub(super) enum Reading {
    /// After a row of the embedded engine, by the key that each has.
    Sqlite { text: String, after: i64 },
    /// Through a cursor of the transaction.
    Postgres { fetch: String },
}

impl Reading {
    pub(super) async fn begin(connection: &mut Connection, table: &Table) -> Result<Self> {
        let (name, list) = (&table.name, table.list());
        match connection {
            Connection::Sqlite(_) => {
                let text = format!("SELECT rowid, {list} FROM \"{name}\" WHERE rowid > ?1 ORDER BY rowid LIMIT {PAGE}");
                Ok(Self::Sqlite { text, after: i64::MIN })
            }
            Connection::Postgres(c) => {
                // Safe: names of our own catalog. A name for each table, since the driver keeps the shape of what was fetched.
                let declare = format!("DECLARE \"all_{name}\" NO SCROLL CURSOR FOR SELECT {list} FROM \"{name}\"");
                c.execute(sqlx::raw_sql(AssertSqlSafe(declare))).await.map_err(|e| postgres_failed(&e))?;
                Ok(Self::Postgres { fetch: format!("FETCH {PAGE} FROM \"all_{name}\"") })
            }
        }
    }

    /// The next rows; none at the end.
    pub(super) async fn page(&mut self, connection: &mut Connection) -> Result<Vec<Cells>> {
        match (self, connection) {
            (Self::Sqlite { text, after }, Connection::Sqlite(c)) => sqlite::aside(true, || {
                let mut statement = c.prepare_cached(text).map_err(|e| sqlite_failed(&e))?;
                let width = statement.column_count();
                let mut rows = statement.query([*after]).map_err(|e| sqlite_failed(&e))?;
                let mut page = Vec::with_capacity(PAGE);
                while let Some(row) = rows.next().map_err(|e| sqlite_failed(&e))? {
                    *after = row.get(0).map_err(|e| sqlite_failed(&e))?;
                    page.push((1..width).map(|at| of_sqlite(row.get_ref(at).map_err(|e| sqlite_failed(&e))?)).collect::<Result<_>>()?);
                }
                Ok(page)
            }),
            (Self::Postgres { fetch }, Connection::Postgres(c)) => {
                let rows = c.fetch_all(sqlx::query(AssertSqlSafe(fetch.as_str()))).await.map_err(|e| postgres_failed(&e))?;
                rows.iter().map(|row| (0..row.len()).map(|at| of_postgres(row, at)).collect()).collect()
            }
            _ => Err(Error::bug("a reading of another engine")),
        }
    }
}

fn of_sqlite(value: ValueRef<'_>) -> Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::OptInt(None),
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|e| Error::bug(format!("a text: {e}")))?;
            Value::Text(kept(text).into_owned())
        }
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Real(_) => return Err(Error::bug("a fraction, which no column holds")),
    })
}

fn of_postgres(row: &PgRow, at: usize) -> Result<Value> {
    let raw = row.try_get_raw(at).map_err(|e| postgres_failed(&e))?;
    if raw.is_null() {
        return Ok(Value::OptInt(None));
    }
    match raw.type_info().name() {
        "INT8" => row.try_get(at).map(Value::Int),
        "TEXT" => row.try_get(at).map(Value::Text),
        "BYTEA" => row.try_get(at).map(Value::Bytes),
        other => return Err(Error::bug(format!("a value of type {other}, which no column holds"))),
    }
    .map_err(|e| postgres_failed(&e))
}

/// What a table holds, whatever the order of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Contents {
    pub(super) rows: u64,
    /// The sum of the digests of the rows.
    sum: [u64; 4],
}

impl Contents {
    pub(super) fn add(&mut self, page: &[Cells]) {
        for row in page {
            let mut digest = Sha256::new();
            for cell in row {
                let (kind, bytes): (u8, &[u8]) = match cell {
                    Value::Int(value) | Value::OptInt(Some(value)) => (1, &value.to_be_bytes()),
                    Value::Text(text) | Value::OptText(Some(text)) => (2, text.as_bytes()),
                    Value::Bytes(bytes) => (3, bytes),
                    Value::OptInt(None) | Value::OptText(None) => (0, &[]),
                };
                digest.update([kind]);
                digest.update((bytes.len() as u64).to_be_bytes());
                digest.update(bytes);
            }
            for (sum, eight) in self.sum.iter_mut().zip(digest.finalize().chunks_exact(8)) {
                *sum = sum.wrapping_add(eight.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)));
            }
            self.rows += 1;
        }
    }

    /// What a table holds now.
    pub(super) async fn of(connection: &mut Connection, table: &Table) -> Result<Self> {
        let mut contents = Self::default();
        let mut reading = Reading::begin(connection, table).await?;
        loop {
            let page = reading.page(connection).await?;
            if page.is_empty() {
                return Ok(contents);
            }
            contents.add(&page);
        }
    }
}
