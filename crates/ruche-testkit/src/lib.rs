//! Tests only: a running company on either engine, its people, a mailbox, a browser without script.
//!
//! Everything goes through HTTP on a real port. [`both_engines!`] runs a test on SQLite and on PostgreSQL; the latter is found
//! by `RUCHE_TEST_POSTGRES`, without which the test fails rather than being skipped (unless `RUCHE_TEST_ENGINES=sqlite`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says so at once")]

mod browser;
mod database;
pub mod films;
mod harm;
mod live;
mod mailbox;
mod nats;
pub mod pictures;
mod program;
mod s3;
mod scene;
mod site;
mod translation;

pub use browser::{Answer, Browser, Upload};
pub use database::blank as blank_database;
pub use live::{Message, Reader};
pub use mailbox::Mailbox;
pub use nats::Nats;
pub use program::Program;
pub use ruche_platform::db::Engine;
pub use s3::S3;
pub use scene::{Kind, key};
pub use site::Site;
pub use translation::{ENGINE_KEY, Question, Says, TranslationEngine};

use ruche_index::DiskIndex;
use ruche_kernel::{Clock, FakeClock, MemberId, MemberKind, PlaceId, Role, SystemClock};
use ruche_media::{Tools, find_program, office_program};
use ruche_people::members::actions::{self, NewMember};
use ruche_people::setup::store::NewCompany;
use ruche_platform::blobs::{Blobs, FolderBlobs};
use ruche_platform::bus::NoBus;
use ruche_platform::db::Db;
use ruche_platform::search::{NoIndex, State};
use ruche_platform::translation::Translator;
use ruche_platform::{outbox, work};
use ruche_server::node::{Node, Options};
use ruche_web::{Settings, middleware};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tower::Layer;

/// The password of everyone in the cast.
pub const PASSWORD: &str = "vélo trompette nuage sept";

/// Runs `async fn name(app: TestApp)` on both engines, then checks that no event was left or lost.
#[macro_export]
macro_rules! both_engines {
    ($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block) => {
        $crate::both_engines! { @module $(#[$meta])* $name
            async fn on(engine: $crate::Engine) {
                async fn body($app: &$crate::TestApp) $body
                let app = $crate::TestApp::start(engine).await;
                body(&app).await;
                app.finish().await;
            }
        }
    };
    // The same with a search index.
    ($(#[$meta:meta])* async fn $name:ident($app:ident: FindingApp) $body:block) => {
        $crate::both_engines! { @module $(#[$meta])* $name
            async fn on(engine: $crate::Engine) {
                async fn body($app: &$crate::TestApp) $body
                let app = $crate::TestApp::start_finding(engine).await;
                body(&app).await;
                app.finish().await;
            }
        }
    };
    // The same where a directory is followed.
    ($(#[$meta:meta])* async fn $name:ident($app:ident: FollowingApp) $body:block) => {
        $crate::both_engines! { @module $(#[$meta])* $name
            async fn on(engine: $crate::Engine) {
                async fn body($app: &$crate::TestApp) $body
                let app = $crate::TestApp::start_following(engine).await;
                body(&app).await;
                app.finish().await;
            }
        }
    };
    // The same where nobody asks too much, for what takes many acts.
    ($(#[$meta:meta])* async fn $name:ident($app:ident: LenientApp) $body:block) => {
        $crate::both_engines! { @module $(#[$meta])* $name
            async fn on(engine: $crate::Engine) {
                async fn body($app: &$crate::TestApp) $body
                let app = $crate::TestApp::start_lenient(engine).await;
                body(&app).await;
                app.finish().await;
            }
        }
    };
    // The same in a company that has a translation engine.
    ($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp, $translation:ident: TranslationEngine) $body:block) => {
        $crate::both_engines! { @module $(#[$meta])* $name
            async fn on(engine: $crate::Engine) {
                async fn body($app: &$crate::TestApp, $translation: &$crate::TranslationEngine) $body
                let translation = $crate::TranslationEngine::start().await;
                let app = $crate::TestApp::start_translating(engine, &translation).await;
                body(&app, &translation).await;
                app.finish().await;
            }
        }
    };
    // The same in a company that keeps its files in a store that speaks S3.
    ($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp, $s3:ident: S3) $body:block) => {
        $crate::both_engines! { @module $(#[$meta])* $name
            async fn on(engine: $crate::Engine) {
                async fn body($app: &$crate::TestApp, $s3: &$crate::S3) $body
                let Some(s3) = $crate::S3::start().await else { return };
                let app = $crate::TestApp::start_storing(engine, &s3).await;
                body(&app, &s3).await;
                app.finish().await;
            }
        }
    };
    (@module $(#[$meta:meta])* $name:ident $on:item) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "what the file imports serves the bodies")]
            use super::*;

            $on

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                on($crate::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if !$crate::skips_postgres() {
                    on($crate::Engine::Postgres).await;
                }
            }
        }
    };
}

/// Whether only the embedded engine was asked for, which is said loudly.
#[must_use]
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
pub fn skips_postgres() -> bool {
    let only = std::env::var("RUCHE_TEST_ENGINES").is_ok_and(|v| v == "sqlite");
    if only {
        eprintln!("SKIPPED on PostgreSQL: RUCHE_TEST_ENGINES=sqlite");
    }
    only
}

/// A person of the cast, with a browser that is signed in.
pub struct Someone {
    /// Who.
    pub id: MemberId,
    /// The name.
    pub name: &'static str,
    /// The address, which is also the login.
    pub email: String,
    /// The browser.
    pub browser: Browser,
}

/// A running company: on its own database and data folder, on a free port.
pub struct TestApp {
    /// The node behind the port.
    pub node: Arc<Node>,
    /// The place of the whole company.
    pub company: PlaceId,
    /// The administrator.
    pub admin: Someone,
    /// Messages that were sent.
    pub mailbox: Mailbox,
    /// The clock, which tests move.
    pub clock: Arc<FakeClock>,
    address: SocketAddr,
    folder: tempfile::TempDir,
    database: database::Database,
}

impl TestApp {
    /// Starts an empty company with one administrator, Lucie.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// The same, with other settings than usual.
    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        Self::founded(Empty::start_with(engine, change).await).await
    }

    /// The same on a machine that has no outside programs.
    pub async fn start_without_tools(engine: Engine) -> Self {
        Self::founded(Empty::create(engine, |_| {}, Means::default()).await).await
    }

    /// The same in a company that has this translation engine, which is given a second for an answer.
    pub async fn start_translating(engine: Engine, translation: &TranslationEngine) -> Self {
        Self::founded(Empty::create(engine, |_| {}, Means { translator: Some(translation.client()), ..Means::usual() }).await).await
    }

    /// The same in a company that keeps its files in this store.
    pub async fn start_storing(engine: Engine, s3: &S3) -> Self {
        Self::founded(Empty::create(engine, |_| {}, Means { blobs: Some(Arc::new(s3.blobs().await)), ..Means::usual() }).await).await
    }

    /// The same with a search index, which most tests do without.
    pub async fn start_finding(engine: Engine) -> Self {
        Self::founded(Empty::create(engine, |_| {}, Means { finds: true, ..Means::usual() }).await).await
    }

    /// The same in a company that follows the directory `annuaire.csv` of its data folder.
    pub async fn start_following(engine: Engine) -> Self {
        Self::founded(Empty::create(engine, |_| {}, Means { follows: true, ..Means::usual() }).await).await
    }

    /// The same with a search index, where one may ask much in little time.
    pub async fn start_lenient(engine: Engine) -> Self {
        Self::founded(Empty::create(engine, |settings| settings.leniency = 1_000, Means { finds: true, ..Means::usual() }).await).await
    }

    async fn founded(empty: Empty) -> Self {
        let company = NewCompany { name: "Orvane".into(), locale: "fr".into(), hue: 168 };
        let hash = empty.node.people.passwords.hash(PASSWORD).await.unwrap();
        let admin = NewMember {
            name: "Lucie Martel".into(),
            email: Some("lucie@orvane.example".into()),
            role: Role::Admin,
            password_hash: Some(hash),
            ..NewMember::default()
        };
        let (company, id) = ruche_people::setup::actions::start_company(&empty.node.people, &company, &admin).await.unwrap();
        empty.node.app.refresh_company().await.unwrap();
        let browser = Browser::new(empty.address);
        browser.sign_in("lucie@orvane.example", PASSWORD).await;
        let Empty { node, mailbox, clock, address, folder, database } = empty;
        Self {
            node,
            company,
            admin: Someone { id, name: "Lucie Martel", email: "lucie@orvane.example".into(), browser },
            mailbox,
            clock,
            address,
            folder,
            database,
        }
    }

    /// A browser that nobody is signed in with.
    #[must_use]
    pub fn stranger(&self) -> Browser {
        Browser::new(self.address)
    }

    /// The same, in another network: `127.0.0.number`.
    #[must_use]
    pub fn stranger_in(&self, number: u8) -> Browser {
        Browser::from_network(self.address, [127, 0, 0, number].into())
    }

    /// An employee, signed in.
    pub async fn employee(&self, name: &'static str) -> Someone {
        self.someone(name, NewMember::default()).await
    }

    /// A partner of the company `Delmas`, signed in, with a year to go.
    pub async fn partner(&self, name: &'static str) -> Someone {
        let (fresh, now) = (self.node.platform.id(), self.clock.now_ms());
        let company = self
            .node
            .platform
            .db
            .write(work!([] | tx | { ruche_people::partners::store::company_named(tx, "Delmas Logistique", fresh, now).await }))
            .await
            .unwrap();
        let member = NewMember {
            kind: MemberKind::Partner,
            partner_company: Some(company),
            sponsor: Some(self.admin.id),
            ends_at: Some(now + 365 * 86_400_000),
            ..NewMember::default()
        };
        self.someone(name, member).await
    }

    async fn someone(&self, name: &'static str, member: NewMember) -> Someone {
        let email = format!("{}@orvane.example", ruche_kernel::names::sort_key(name).replace(' ', "."));
        let hash = self.node.people.passwords.hash(PASSWORD).await.unwrap();
        let member = NewMember { name: name.into(), email: Some(email.clone()), password_hash: Some(hash), ..member };
        let id = actions::create(&self.node.people, &member).await.unwrap();
        let browser = Browser::new(self.address);
        browser.sign_in(&email, PASSWORD).await;
        Someone { id, name, email, browser }
    }

    /// Waits until every event was numbered and delivered, and every message and every webhook that waits was sent.
    pub async fn settle(&self) {
        for _ in 0..200 {
            self.node.outbox.settle().await.unwrap();
            let (waiting, failed) = outbox::waiting_and_failed(&self.node.platform.db).await.unwrap();
            assert_eq!(failed, 0, "a listener set an event aside");
            if waiting == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        if self.node.platform.index.state() != State::Off {
            self.node.reach.keeper.settle().await.unwrap();
        }
        self.node.postman.round().await.unwrap();
        self.node.reach.courier.settle().await.unwrap();
    }

    /// Does the recurring work once, as of now.
    pub async fn sweep(&self) {
        for sweep in &self.node.sweeps {
            sweep.sweep(self.clock.now_ms()).await.unwrap();
        }
    }

    /// Ends a test: nothing may be left undelivered.
    pub async fn finish(&self) {
        self.settle().await;
        let (waiting, failed) = outbox::waiting_and_failed(&self.node.platform.db).await.unwrap();
        assert_eq!((waiting, failed), (0, 0), "events are left");
        self.node.platform.db.close().await;
    }

    /// The same database once more, by connections of its own.
    pub async fn open_database(&self) -> Db {
        self.database.open().await
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the port.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// A node without a company: what a first start gives.
pub struct Empty {
    /// The node behind the port.
    pub node: Arc<Node>,
    /// Messages that were sent.
    pub mailbox: Mailbox,
    /// The clock.
    pub clock: Arc<FakeClock>,
    address: SocketAddr,
    folder: tempfile::TempDir,
    database: database::Database,
}

impl Empty {
    /// Starts a node without a company.
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// The same, with other settings than usual.
    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Settings)) -> Self {
        Self::create(engine, change, Means::usual()).await
    }

    async fn create(engine: Engine, change: impl FnOnce(&mut Settings), means: Means) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = database::Database::create(engine, folder.path()).await;
        Self::start_on(folder, database, change, means).await
    }

    /// A node on what an older binary left: one that knew the steps up to `step`, with the rows that a script inserts.
    pub async fn upgrade(engine: Engine, step: i64, script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = database::Database::left_at(engine, folder.path(), step, script).await;
        Self::start_on(folder, database, |_| {}, Means::usual()).await
    }

    async fn start_on(folder: tempfile::TempDir, database: database::Database, change: impl FnOnce(&mut Settings), means: Means) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mailbox = Mailbox::default();
        // Real time to start with, so that cookies and the clock of the machine agree; tests move it from there.
        let clock = Arc::new(FakeClock::at(SystemClock.now_ms()));
        // The browsers of the tests are on this machine: what they say of where they come from is believed.
        let trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        let mut settings =
            Settings { count_statements: true, trusted_proxies, ..Settings::at(url::Url::parse(&format!("http://{address}")).unwrap()) };
        change(&mut settings);
        let options = Options {
            db: database.open().await,
            data: folder.path().to_owned(),
            blobs: means.blobs.unwrap_or_else(|| Arc::new(FolderBlobs::open(&folder.path().join("files")).unwrap())),
            settings,
            mailer: Arc::new(mailbox.clone()),
            outgoing: site::client(),
            bus: Arc::new(NoBus::default()),
            translator: means.translator,
            index: if means.finds { Arc::new(DiskIndex::open(folder.path().join("search"))) } else { Arc::new(NoIndex) },
            clock: clock.clone(),
            number: 0,
            program: program(),
            tools: means.tools,
            directories: means.follows.then(|| followed(folder.path())).into_iter().collect(),
            cheap_passwords: true,
        };
        let node = Arc::new(Node::build(options).await.unwrap());
        let service = tower::util::MapRequestLayer::new(middleware::method_override).layer(node.router());
        let service = axum::ServiceExt::<axum::extract::Request>::into_make_service_with_connect_info::<SocketAddr>(service);
        tokio::spawn(async move { axum::serve(listener, service).await });
        node.start();
        Self { node, mailbox, clock, address, folder, database }
    }

    /// A browser that nobody is signed in with.
    #[must_use]
    pub fn stranger(&self) -> Browser {
        Browser::new(self.address)
    }
}

/// What the machine of a node has besides its database.
#[derive(Default)]
struct Means {
    tools: Tools,
    translator: Option<Arc<dyn Translator>>,
    /// What keeps files; its data folder does by itself.
    blobs: Option<Arc<dyn Blobs>>,
    /// Whether it keeps a search index.
    finds: bool,
    /// Whether it follows a directory: `annuaire.csv` of the data folder, called `rh`.
    follows: bool,
}

impl Means {
    /// What most tests want.
    fn usual() -> Self {
        Self { tools: tools(), ..Self::default() }
    }
}

/// A directory that is followed.
fn followed(folder: &Path) -> ruche_import::directories::Source {
    let text = serde_json::json!({ "name": "rh", "files": [folder.join("annuaire.csv")], "leavers": true, "groups": "closed", "owner": "lucie@orvane.example" });
    serde_json::from_value(text).unwrap()
}

/// The outside programs of this machine, which the tests of films and documents want.
fn tools() -> Tools {
    let find = |program| find_program(None, program, std::env::var_os("PATH"));
    Tools { ffmpeg: find("ffmpeg"), pdftoppm: find("pdftoppm"), soffice: find("soffice").and_then(|found| office_program(&found)) }
}

/// The built program, whose `decode-image` word looks at pictures.
#[must_use]
pub fn program() -> PathBuf {
    if let Ok(path) = std::env::var("RUCHE_BIN") {
        return path.into();
    }
    // Beside the test binaries: target/debug/deps/x -> target/debug/ruche.
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    if path.ends_with("deps") {
        path.pop();
    }
    path.join("ruche")
}
