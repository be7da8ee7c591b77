//! An empty company in a database of its own, on either engine.

use ruche_kernel::{IdMaker, SystemClock};
use ruche_people::People;
use ruche_people::members::actions::NewMember;
use ruche_people::setup::{actions::start_company, store::NewCompany};
use ruche_platform::blobs::FolderBlobs;
use ruche_platform::db::{Db, Engine, Statement};
use ruche_platform::{Platform, migrate, secret, work};
use ruche_web::Settings;
use sqlx::{Connection, Executor, PgConnection};
use std::sync::Arc;
use tempfile::TempDir;

/// A company with one administrator and nothing else.
pub struct Company {
    pub platform: Platform,
    _dir: TempDir,
}

impl Company {
    /// Starts a company; nothing when only the embedded engine was asked for and this is the other one.
    #[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
    pub async fn start(engine: Engine) -> Option<Self> {
        let dir = TempDir::new().expect("a folder");
        let db = match engine {
            Engine::Sqlite => Db::sqlite(&dir.path().join("ruche.sqlite")).await,
            Engine::Postgres if std::env::var("RUCHE_TEST_ENGINES").is_ok_and(|engines| engines == "sqlite") => {
                eprintln!("SKIPPED on PostgreSQL: RUCHE_TEST_ENGINES=sqlite");
                return None;
            }
            Engine::Postgres => Db::postgres(&fresh_database().await, 4).await,
        }
        .expect("a database");
        migrate::run(&db, 0).await.expect("migrations");
        let platform = Platform {
            db,
            clock: Arc::new(SystemClock),
            ids: Arc::new(IdMaker::new(0, 0)),
            blobs: Arc::new(FolderBlobs::open(&dir.path().join("files")).expect("a folder")),
            outgoing: Arc::new(ruche_platform::outgoing::Off),
            translator: None,
            subjects: Arc::default(),
            index: Arc::new(ruche_platform::search::NoIndex),
            findables: Arc::default(),
        };
        let settings = Settings::at("http://localhost".parse().expect("an address"));
        let people = People::new(platform.clone(), settings, None, ruche_people::sign_in::passwords::Passwords::new(true));
        let company = NewCompany { name: "Orvane".into(), locale: "fr".into(), hue: 168 };
        let admin = NewMember { name: "Lucie Martel".into(), email: Some("lucie@orvane.example".into()), ..NewMember::default() };
        start_company(&people, &company, &admin).await.expect("a company");
        Some(Self { platform, _dir: dir })
    }

    /// One number out of the database.
    pub async fn number(&self, text: &'static str) -> i64 {
        let statement = Statement { name: "test", text };
        self.platform.db.one(&statement, &[], |row| row.int("n")).await.expect(text)
    }

    /// Changes the database behind the product's back.
    pub async fn change(&self, text: &'static str) {
        self.platform.db.write(work!([] | tx | { tx.exec(&Statement { name: "test", text }, &[]).await })).await.expect(text);
    }

    /// How many rows a table has, or those of it that fulfil a condition.
    pub async fn count(&self, rows: &str) -> i64 {
        let text = format!("SELECT count(*) AS n FROM {rows}");
        // A statement lives as long as the program; so do the few of the tests.
        self.number(text.leak()).await
    }
}

/// The address of an empty database on the server of the tests.
async fn fresh_database() -> String {
    let server =
        std::env::var("RUCHE_TEST_POSTGRES").expect("RUCHE_TEST_POSTGRES is not set: export what `scripts/postgres start DIR` prints");
    let name = format!("ruche_import_{}", secret::hex(&secret::random_bytes::<8>().expect("random bytes")));
    let mut admin = PgConnection::connect(&server).await.expect("the server of the tests");
    admin.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))).await.expect("a database");
    admin.close().await.expect("closed");
    let mut url = url::Url::parse(&server).expect("an address");
    url.set_path(&name);
    url.into()
}
