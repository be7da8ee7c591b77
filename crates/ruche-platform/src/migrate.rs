//! Migrations: numbered SQL files, one text for both engines, applied once each, in order, by one process at a time.

use crate::db::{Db, Engine};
use crate::{sql, values, work};
use ruche_kernel::{Error, Result};

/// One step of the schema.
struct Migration {
    number: i64,
    name: &'static str,
    text: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        &[$(Migration { number: $number, name: $name, text: include_str!(concat!("../../../migrations/", $name, ".sql")) }),+]
    };
}

/// Every step, oldest first. A step that was released is never edited: another one follows it.
const MIGRATIONS: &[Migration] = migrations![1 "0001-ground", 2 "0002-people", 3 "0003-content", 4 "0004-reach", 5 "0005-import", 6 "0006-retries", 7 "0007-people", 8 "0008-writing", 9 "0009-formats", 10 "0010-media", 11 "0011-links", 12 "0012-drafts", 13 "0013-uploads", 14 "0014-marks", 15 "0015-calendar", 16 "0016-language", 17 "0017-votes", 18 "0018-sharing", 19 "0019-delegates", 20 "0020-reminder", 21 "0021-topics", 22 "0022-relevance", 23 "0023-search", 24 "0024-tokens", 25 "0025-webhooks", 26 "0026-bots", 27 "0027-hands", 28 "0028-feeds", 29 "0029-merges", 30 "0030-skills", 31 "0031-organisation", 32 "0032-newcomers", 33 "0033-partners", 34 "0034-directory", 35 "0035-profiles", 36 "0036-asking", 37 "0037-sounds", 38 "0038-held", 39 "0039-circles", 40 "0040-groups", 41 "0041-cards"];

sql! {
    CREATE = "CREATE TABLE IF NOT EXISTS schema_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";
    APPLIED = "SELECT number FROM schema_migrations ORDER BY number";
    RECORD = "INSERT INTO schema_migrations (number, name, applied_at) VALUES ($1, $2, $3)";
}

/// The newest step this binary knows.
#[must_use]
pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |m| m.number)
}

/// Applies what is missing and tells how many steps that was.
///
/// # Errors
/// `Unavailable` when the database is of a newer version than this binary, `Bug` when a step fails: the step is undone whole.
pub async fn run(db: &Db, now: i64) -> Result<usize> {
    run_to(db, newest(), now).await
}

/// The same up to a step: what an older binary left, for those who test that its data is taken on.
///
/// # Errors
/// As [`run`].
pub async fn run_to(db: &Db, last: i64, now: i64) -> Result<usize> {
    db.write(work!([] | tx | { tx.exec(&CREATE, &[]).await.map(|_| ()) })).await?;
    let mut applied = 0;
    for migration in MIGRATIONS.iter().filter(|step| step.number <= last) {
        let engine = db.engine();
        let done = db
            .write(work!(
                [now, migration, engine] | tx | {
                    if engine == Engine::Postgres {
                        // Several nodes may start at once: they queue here. SQLite has one writer.
                        tx.script("LOCK TABLE schema_migrations IN EXCLUSIVE MODE").await?;
                    }
                    let known = tx.all(&APPLIED, &[], |r| r.int("number")).await?;
                    if known.last().is_some_and(|&n| n > newest()) {
                        return Err(Error::Unavailable("the database belongs to a newer version of Ruche".into()));
                    }
                    if known.contains(&migration.number) {
                        return Ok(false);
                    }
                    for text in statements(migration.text, engine) {
                        tx.script(&text).await.map_err(|e| Error::bug(format!("migration {}: {e}", migration.name)))?;
                    }
                    tx.exec(&RECORD, values![migration.number, migration.name, now]).await?;
                    Ok(true)
                }
            ))
            .await?;
        applied += usize::from(done);
    }
    Ok(applied)
}

/// The statements of a file, for an engine. `INTEGER PRIMARY KEY` is the only spelling that SQLite takes as the row's own
/// key, which saves a second tree per table.
fn statements(text: &str, engine: Engine) -> Vec<String> {
    let text: String = text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
    let text = if engine == Engine::Sqlite { text.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY") } else { text };
    text.split(";\n").map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// A number that changes whenever a step does: tests name their template database by it.
#[must_use]
pub fn fingerprint() -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for migration in MIGRATIONS {
        migration.text.hash(&mut hasher);
    }
    hasher.finish()
}
