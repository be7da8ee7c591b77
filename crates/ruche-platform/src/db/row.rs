//! Values that go in, rows that come out: integers, texts and bytes, nullable or not. Booleans, times and ids are integers.

use super::Statement;
use ruche_kernel::{Error, Result};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, ValueRef};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU32;

/// A value bound to a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An integer, an id, a time in milliseconds, a yes or no.
    Int(i64),
    /// The same, or NULL.
    OptInt(Option<i64>),
    /// A text.
    Text(String),
    /// A text, or NULL.
    OptText(Option<String>),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! into_value {
    ($($type:ty => |$x:ident| $value:expr),+ $(,)?) => { $(impl From<$type> for Value { fn from($x: $type) -> Self { $value } })+ };
}
into_value!(
    i64 => |x| Self::Int(x), bool => |x| Self::Int(i64::from(x)), Option<i64> => |x| Self::OptInt(x),
    &str => |x| Self::Text(x.to_owned()), String => |x| Self::Text(x), &String => |x| Self::Text(x.clone()),
    Option<String> => |x| Self::OptText(x), Option<&str> => |x| Self::OptText(x.map(str::to_owned)), Vec<u8> => |x| Self::Bytes(x),
    ruche_kernel::MemberId => |x| Self::Int(x.0), ruche_kernel::PlaceId => |x| Self::Int(x.0),
    Option<ruche_kernel::MemberId> => |x| Self::OptInt(x.map(|id| id.0)), Option<ruche_kernel::PlaceId> => |x| Self::OptInt(x.map(|id| id.0)),
);

/// `values![a, b, c]`: the values of a statement, in the order of their numbers.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] as &[$crate::db::Value] };
}

/// A text as both engines keep it. PostgreSQL has no NUL in a text and answers an error, whatever an address or a form held;
/// the sign of what cannot be shown stands for it on either engine, so that both find and keep the same.
pub(super) fn kept(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = |text| match kept(text) {
            Cow::Borrowed(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cow::Owned(text) => ToSqlOutput::Owned(rusqlite::types::Value::Text(text)),
        };
        Ok(match self {
            Self::Int(value) | Self::OptInt(Some(value)) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Self::Text(value) | Self::OptText(Some(value)) => text(value),
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Self::OptInt(None) | Self::OptText(None) => ToSqlOutput::Borrowed(ValueRef::Null),
        })
    }
}

fn bind<'q>(query: sqlx::query::Query<'q, Postgres, PgArguments>, values: &[Value]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    values.iter().fold(query, |query, value| match value {
        Value::Int(v) => query.bind(*v),
        Value::OptInt(v) => query.bind(*v),
        Value::Text(v) => query.bind(kept(v).into_owned()),
        Value::OptText(v) => query.bind(v.as_deref().map(|v| kept(v).into_owned())),
        Value::Bytes(v) => query.bind(v.clone()),
    })
}

pub(super) fn postgres<'q>(statement: &Statement, values: &[Value]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    bind(sqlx::query::<Postgres>(statement.text), values)
}

pub(super) fn postgres_text<'q>(text: String, values: &[Value]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    // Safe: the text is a declared statement whose list was written out as numbered places.
    bind(sqlx::query::<Postgres>(AssertSqlSafe(text)), values)
}

/// Where the columns of a statement stand, by their names.
pub(super) type Columns = HashMap<String, usize, foldhash::fast::RandomState>;

/// What is known of a statement on the embedded engine.
pub(super) struct Known {
    /// Its text, with the numbered places of this engine: what begins by `$` is numbered there in the order of its coming.
    pub(super) text: String,
    columns: OnceLock<Columns>,
    /// How many microseconds it lately took.
    pub(super) micros: AtomicU32,
}

impl Known {
    /// A statement whose list has so many places, 0 where it has none.
    pub(super) fn of(statement: &Statement, size: usize) -> Self {
        let text = if size == 0 { statement.text.to_owned() } else { statement.with_places(size) };
        let mut numbered = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let begins = letter == '$' && letters.peek().is_some_and(char::is_ascii_digit);
            numbered.push(if begins { '?' } else { letter });
        }
        Self { text: numbered, columns: OnceLock::new(), micros: AtomicU32::new(0) }
    }

    pub(super) fn columns(&self, prepared: &rusqlite::Statement<'_>) -> &Columns {
        // Of two columns of one name the first is read, as on PostgreSQL.
        self.columns.get_or_init(|| prepared.column_names().enumerate().rev().map(|(place, name)| (name.to_owned(), place)).collect())
    }
}

/// One row, read by column name.
pub enum Row<'r> {
    /// From the embedded engine, while it stands there.
    #[doc(hidden)]
    Sqlite(Standing<'r>),
    /// From PostgreSQL.
    #[doc(hidden)]
    Postgres(PgRow),
}

/// A row of the embedded engine, and where its columns are.
pub struct Standing<'r> {
    pub(super) row: &'r rusqlite::Row<'r>,
    pub(super) columns: &'r Columns,
}

impl Standing<'_> {
    fn get<T>(&self, column: &str, read: impl FnOnce(ValueRef<'_>) -> Option<T>) -> Result<T> {
        let place = self.columns.get(column).ok_or_else(|| Error::bug(format!("no column {column}")))?;
        let value = self.row.get_ref(*place).map_err(|e| Error::bug(format!("column {column}: {e}")))?;
        let kind = value.data_type();
        read(value).ok_or_else(|| Error::bug(format!("column {column}: {kind:?} is there")))
    }
}

fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Text(text) => std::str::from_utf8(text).ok().map(str::to_owned),
        _ => None,
    }
}

fn int(value: ValueRef<'_>) -> Option<i64> {
    match value {
        ValueRef::Integer(value) => Some(value),
        _ => None,
    }
}

/// Nothing, where nothing is there.
fn or_null<T>(read: fn(ValueRef<'_>) -> Option<T>) -> impl FnOnce(ValueRef<'_>) -> Option<Option<T>> {
    move |value| if matches!(value, ValueRef::Null) { Some(None) } else { read(value).map(Some) }
}

impl Row<'_> {
    fn postgres<'a, T: sqlx::Decode<'a, Postgres> + sqlx::Type<Postgres>>(row: &'a PgRow, column: &str) -> Result<T> {
        row.try_get(column).map_err(|e| Error::bug(format!("column {column}: {e}")))
    }

    /// An integer; a computed one is of 32 bits on PostgreSQL.
    ///
    /// # Errors
    /// `Bug` when the column is absent or of another type.
    pub fn int(&self, column: &str) -> Result<i64> {
        match self {
            Self::Sqlite(row) => row.get(column, int),
            Self::Postgres(row) => Self::postgres(row, column).or_else(|_| Self::postgres::<i32>(row, column).map(i64::from)),
        }
    }

    /// An integer or NULL.
    ///
    /// # Errors
    /// `Bug` when the column is absent or of another type.
    pub fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(row) => row.get(column, or_null(int)),
            Self::Postgres(row) => Self::postgres(row, column),
        }
    }

    /// A text.
    ///
    /// # Errors
    /// `Bug` when the column is absent or of another type.
    pub fn text(&self, column: &str) -> Result<String> {
        match self {
            Self::Sqlite(row) => row.get(column, text),
            Self::Postgres(row) => Self::postgres(row, column),
        }
    }

    /// A text or NULL.
    ///
    /// # Errors
    /// `Bug` when the column is absent or of another type.
    pub fn opt_text(&self, column: &str) -> Result<Option<String>> {
        match self {
            Self::Sqlite(row) => row.get(column, or_null(text)),
            Self::Postgres(row) => Self::postgres(row, column),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// `Bug` when the column is absent or of another type.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        match self {
            Self::Sqlite(row) => row.get(column, |value| value.as_bytes().ok().map(<[u8]>::to_vec)),
            Self::Postgres(row) => Self::postgres(row, column),
        }
    }

    /// A yes or no, stored as an integer.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn no_text_holds_what_postgresql_refuses() {
        assert_eq!(kept("a\0é\0"), "a\u{fffd}é\u{fffd}");
        assert_eq!(kept("a\n\u{7}é"), "a\n\u{7}é", "everything else is kept as it is");
    }
}
