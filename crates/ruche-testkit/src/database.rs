//! A database per test: a file, or a copy of a PostgreSQL template that was migrated once.

use ruche_platform::db::{Db, Engine};
use ruche_platform::{migrate, secret};
use sqlx::{Connection, Executor, PgConnection};
use std::path::{Path, PathBuf};

/// A database of its own for one test.
#[derive(Clone)]
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    pub(crate) async fn create(engine: Engine, folder: &Path) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(folder.join("ruche.sqlite")),
            Engine::Postgres => Self::Postgres(copy_of_template().await),
        }
    }

    /// One that a binary which knew the steps up to `step` has left, with the rows that a script inserts.
    pub(crate) async fn left_at(engine: Engine, folder: &Path, step: i64, script: &str) -> Self {
        let database = match engine {
            Engine::Sqlite => Self::Sqlite(folder.join("ruche.sqlite")),
            Engine::Postgres => Self::Postgres(blank().await),
        };
        let db = database.open().await;
        migrate::run_to(&db, step, 0).await.unwrap();
        db.close().await;
        match &database {
            Self::Sqlite(file) => {
                let connection = rusqlite::Connection::open(file).unwrap();
                connection.execute_batch("PRAGMA foreign_keys = ON").unwrap();
                connection.execute_batch(script).unwrap();
            }
            Self::Postgres(url) => {
                let mut connection = PgConnection::connect(url).await.unwrap();
                connection.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(script.to_owned()))).await.unwrap();
                connection.close().await.unwrap();
            }
        }
        database
    }

    pub(crate) async fn open(&self) -> Db {
        match self {
            Self::Sqlite(file) => Db::sqlite(file).await.unwrap(),
            Self::Postgres(url) => Db::postgres(url, 3).await.unwrap(),
        }
    }

    /// Ends the PostgreSQL database, whoever is connected to it.
    pub(crate) async fn drop(&self) {
        let Self::Postgres(url) = self else { panic!("a file is taken from nobody who has it open") };
        let name = url::Url::parse(url).unwrap().path().trim_start_matches('/').to_owned();
        let mut admin = PgConnection::connect(&server()).await.unwrap();
        admin.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))).await.unwrap();
        admin.close().await.unwrap();
    }
}

/// The address of the server of the tests.
fn server() -> String {
    std::env::var("RUCHE_TEST_POSTGRES")
        .expect("RUCHE_TEST_POSTGRES is not set: run `make test`, or `scripts/postgres start DIR` and export what it prints")
}

/// The address of a PostgreSQL database in which nothing is.
pub async fn blank() -> String {
    let name = format!("ruche_test_{}", secret::hex(&secret::random_bytes::<8>().unwrap()));
    let mut admin = PgConnection::connect(&server()).await.unwrap();
    admin
        .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        ))))
        .await
        .unwrap();
    admin.close().await.unwrap();
    let mut url = url::Url::parse(&server()).unwrap();
    url.set_path(&name);
    url.to_string()
}

/// The address of a fresh database. A lock in the server makes the template once, whichever process comes first.
async fn copy_of_template() -> String {
    let server = server();
    let template = format!("ruche_template_{:016x}", migrate::fingerprint());
    let name = format!("ruche_test_{}", secret::hex(&secret::random_bytes::<8>().unwrap()));
    let at = |database: &str| {
        let mut url = url::Url::parse(&server).unwrap();
        url.set_path(database);
        url.to_string()
    };
    let mut admin = PgConnection::connect(&server).await.unwrap();
    admin.execute("SELECT pg_advisory_lock(7011)").await.unwrap();
    let known = admin.fetch_optional(sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(&template)).await.unwrap().is_some();
    if !known {
        let half = format!("{template}_new");
        for text in [
            format!("DROP DATABASE IF EXISTS {half}"),
            format!("CREATE DATABASE {half} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"),
        ] {
            admin.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(text))).await.unwrap();
        }
        let db = Db::postgres(&at(&half), 2).await.unwrap();
        migrate::run(&db, 0).await.unwrap();
        db.close().await;
        admin.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("ALTER DATABASE {half} RENAME TO {template}")))).await.unwrap();
    }
    admin.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}")))).await.unwrap();
    admin.execute("SELECT pg_advisory_unlock(7011)").await.unwrap();
    admin.close().await.unwrap();
    at(&name)
}
