//! Values that go in, rows that come out: integers, texts and bytes, nullable or not. Booleans, times and ids are integers.

use super::Statement;
use ruche_kernel::{Error, Result};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Postgres, Row as _, Sqlite};

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
fn kept(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

macro_rules! bind_all {
    ($query:expr, $values:expr) => {{
        let mut query = $query;
        for value in $values {
            query = match value {
                Value::Int(v) => query.bind(*v),
                Value::OptInt(v) => query.bind(*v),
                Value::Text(v) => query.bind(kept(v)),
                Value::OptText(v) => query.bind(v.as_deref().map(kept)),
                Value::Bytes(v) => query.bind(v.clone()),
            };
        }
        query
    }};
}

pub(super) fn sqlite<'q>(statement: &Statement, values: &[Value]) -> sqlx::query::Query<'q, Sqlite, SqliteArguments> {
    bind_all!(sqlx::query::<Sqlite>(statement.text), values)
}

pub(super) fn postgres<'q>(statement: &Statement, values: &[Value]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    bind_all!(sqlx::query::<Postgres>(statement.text), values)
}

pub(super) fn sqlite_text<'q>(text: String, values: &[Value]) -> sqlx::query::Query<'q, Sqlite, SqliteArguments> {
    // Safe: the text is a declared statement whose list was written out as numbered places.
    bind_all!(sqlx::query::<Sqlite>(AssertSqlSafe(text)), values)
}

pub(super) fn postgres_text<'q>(text: String, values: &[Value]) -> sqlx::query::Query<'q, Postgres, PgArguments> {
    // Safe: as above.
    bind_all!(sqlx::query::<Postgres>(AssertSqlSafe(text)), values)
}

/// One row, read by column name.
pub enum Row {
    /// From the embedded engine.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

macro_rules! getter {
    ($(#[$doc:meta])* $name:ident -> $type:ty) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// `Bug` when the column is absent or of another type.
        pub fn $name(&self, column: &str) -> Result<$type> {
            match self {
                Self::Sqlite(row) => row.try_get(column),
                Self::Postgres(row) => row.try_get(column),
            }
            .map_err(|e| Error::bug(format!("column {column}: {e}")))
        }
    };
}

impl Row {
    /// An integer; a computed one is of 32 bits on PostgreSQL.
    ///
    /// # Errors
    /// `Bug` when the column is absent or of another type.
    pub fn int(&self, column: &str) -> Result<i64> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column).or_else(|_| row.try_get::<i32, _>(column).map(i64::from)),
        }
        .map_err(|e| Error::bug(format!("column {column}: {e}")))
    }

    getter!(
        /// An integer or NULL.
        opt_int -> Option<i64>
    );
    getter!(
        /// A text.
        text -> String
    );
    getter!(
        /// A text or NULL.
        opt_text -> Option<String>
    );
    getter!(
        /// Bytes.
        bytes -> Vec<u8>
    );

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
