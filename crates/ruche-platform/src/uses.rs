//! On which day a secret was used last: what its owner is told, and what costs a write a day.

use crate::db::{Db, Statement, Value};
use crate::work;

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Keeps the day (UTC) of a use at `now`, unless `before` says that it is kept: `statement` is given `key`, then the beginning of the day
/// in milliseconds. In a task of its own: the answer does not wait for it, and losing it costs nothing.
pub fn note_day(db: &Db, statement: &'static Statement, key: &[Value], before: Option<i64>, now: i64) {
    let day = now - now.rem_euclid(DAY_MS);
    if before != Some(day) {
        let (db, values) = (db.clone(), [key, &[day.into()]].concat());
        tokio::spawn(async move { db.write(work!([values] | tx | { tx.exec(statement, &values).await })).await });
    }
}
