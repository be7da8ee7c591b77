//! Filling empty tables in bulk, in a transaction that is open: by COPY on PostgreSQL, row by row on the embedded engine.

use super::super::tx::Connection;
use super::super::{Value, sqlite};
use super::CopyError;
use super::read::{Cells, Table, postgres_failed, sqlite_failed};
use ruche_kernel::{Error, Result};
use sqlx::postgres::{PgConnection, PgCopyIn};
use sqlx::{AssertSqlSafe, Executor, Row as _};
use std::fmt::Write as _;

/// What migrations themselves leave: it is replaced by what was there. Counters of an empty database stand at nothing.
const LEFT: [(&str, &str); 2] = [("schema_migrations", ""), ("sequences", " WHERE value <> 0")];

const SQLITE_INDEXES: &str = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
/// Those of keys belong to their tables, and stay.
const POSTGRES_INDEXES: &str = "SELECT CAST(i.indexname AS TEXT) AS name, i.indexdef AS text FROM pg_indexes i
    WHERE i.schemaname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)";

/// A database that is being filled.
pub(super) struct Target<'c> {
    connection: &'c mut Connection,
    /// The texts that make its indexes.
    indexes: Vec<String>,
}

impl<'c> Target<'c> {
    /// Asks that the tables are empty, and takes the indexes away until they are full.
    pub(super) async fn begin(connection: &'c mut Connection, tables: &[Table]) -> Result<Self, CopyError> {
        for table in tables {
            let name = &table.name;
            let left = LEFT.iter().find(|(known, _)| known == name);
            let counts = left.map_or("", |(_, counts)| *counts);
            if (left.is_none() || !counts.is_empty()) && any(connection, &format!("SELECT 1 FROM \"{name}\"{counts} LIMIT 1")).await? {
                return Err(CopyError::NotEmpty(name.clone()));
            }
            if left.is_some() {
                script(connection, &format!("DELETE FROM \"{name}\"")).await?;
            }
        }
        let mut texts = Vec::new();
        for (name, text) in indexes(connection).await? {
            script(connection, &format!("DROP INDEX \"{name}\"")).await?;
            texts.push(text);
        }
        Ok(Self { connection, indexes: texts })
    }

    /// Begins to fill a table.
    pub(super) async fn table(&mut self, table: &Table) -> Result<Loading<'_>> {
        let (name, list) = (&table.name, table.list());
        match self.connection {
            Connection::Sqlite(c) => {
                let places = vec!["?"; table.columns.len()].join(",");
                Ok(Loading::Sqlite { connection: c, insert: format!("INSERT INTO \"{name}\" ({list}) VALUES ({places})") })
            }
            Connection::Postgres(c) => {
                let connection: &mut PgConnection = c;
                let copy = connection.copy_in_raw(&format!("COPY \"{name}\" ({list}) FROM STDIN")).await;
                Ok(Loading::Postgres { copy: copy.map_err(|e| postgres_failed(&e))? })
            }
        }
    }

    /// Makes the indexes.
    pub(super) async fn end(self) -> Result<()> {
        for text in &self.indexes {
            script(self.connection, text).await?;
        }
        Ok(())
    }
}

/// A table that is being filled.
pub(super) enum Loading<'c> {
    Sqlite { connection: &'c rusqlite::Connection, insert: String },
    Postgres { copy: PgCopyIn<&'c mut PgConnection> },
}

impl Loading<'_> {
    pub(super) async fn rows(&mut self, page: Vec<Cells>) -> Result<()> {
        match self {
            Self::Sqlite { connection, insert } => sqlite::aside(true, || {
                let mut statement = connection.prepare_cached(insert).map_err(|e| sqlite_failed(&e))?;
                for row in &page {
                    statement.execute(rusqlite::params_from_iter(row)).map_err(|e| sqlite_failed(&e))?;
                }
                Ok(())
            }),
            Self::Postgres { copy } => {
                let mut lines = String::new();
                for row in &page {
                    line(&mut lines, row);
                }
                copy.send(lines.into_bytes()).await.map(|_| ()).map_err(|e| postgres_failed(&e))
            }
        }
    }

    pub(super) async fn end(self) -> Result<()> {
        match self {
            Self::Sqlite { .. } => Ok(()),
            Self::Postgres { copy } => copy.finish().await.map(|_| ()).map_err(|e| postgres_failed(&e)),
        }
    }
}

/// A row as COPY reads it: fields between tabs, what would end one escaped, `\N` for nothing.
fn line(lines: &mut String, row: &[Value]) {
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            lines.push('\t');
        }
        match cell {
            Value::Int(value) | Value::OptInt(Some(value)) => {
                // Writing to a text does not fail.
                let _ = write!(lines, "{value}");
            }
            Value::Text(text) | Value::OptText(Some(text)) => {
                for letter in text.chars() {
                    match letter {
                        '\\' => lines.push_str("\\\\"),
                        '\n' => lines.push_str("\\n"),
                        '\r' => lines.push_str("\\r"),
                        '\t' => lines.push_str("\\t"),
                        other => lines.push(other),
                    }
                }
            }
            Value::Bytes(bytes) => {
                lines.push_str("\\\\x");
                lines.push_str(&crate::secret::hex(bytes));
            }
            Value::OptInt(None) | Value::OptText(None) => lines.push_str("\\N"),
        }
    }
    lines.push('\n');
}

async fn indexes(connection: &mut Connection) -> Result<Vec<(String, String)>> {
    match connection {
        Connection::Sqlite(c) => (|| {
            let mut statement = c.prepare(SQLITE_INDEXES)?;
            let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            found.collect::<rusqlite::Result<_>>()
        })()
        .map_err(|e| sqlite_failed(&e)),
        Connection::Postgres(c) => {
            let rows = c.fetch_all(sqlx::query(POSTGRES_INDEXES)).await.map_err(|e| postgres_failed(&e))?;
            let read = |row: &sqlx::postgres::PgRow| Ok((row.try_get("name")?, row.try_get("text")?));
            rows.iter().map(read).collect::<sqlx::Result<_>>().map_err(|e| postgres_failed(&e))
        }
    }
}

async fn any(connection: &mut Connection, text: &str) -> Result<bool> {
    match connection {
        Connection::Sqlite(c) => c.prepare(text).and_then(|mut statement| statement.exists([])).map_err(|e| sqlite_failed(&e)),
        // Safe, here and below: names and texts of our own catalog.
        Connection::Postgres(c) => {
            let found = c.fetch_optional(sqlx::query(AssertSqlSafe(text))).await;
            found.map(|row| row.is_some()).map_err(|e| postgres_failed(&e))
        }
    }
}

async fn script(connection: &mut Connection, text: &str) -> Result<()> {
    match connection {
        Connection::Sqlite(c) => sqlite::aside(true, || c.execute_batch(text)).map_err(|e| sqlite_failed(&e)),
        Connection::Postgres(c) => c.execute(sqlx::raw_sql(AssertSqlSafe(text))).await.map(|_| ()).map_err(|e| postgres_failed(&e)),
    }
    .map_err(|e| Error::Unavailable(format!("{}: {e}", text.lines().next().unwrap_or_default())))
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::db::Value;

    #[test]
    fn what_would_end_a_field_is_escaped() {
        let mut lines = String::new();
        let row = [
            Value::Int(-3),
            Value::Text("a\tb\\N\r\né".into()),
            Value::OptInt(None),
            Value::Text(String::new()),
            Value::Bytes(vec![0, 255]),
        ];
        line(&mut lines, &row);
        assert_eq!(lines, "-3\ta\\tb\\\\N\\r\\né\t\\N\t\t\\\\x00ff\n");
    }
}
