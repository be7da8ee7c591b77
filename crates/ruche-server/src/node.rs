//! A node: the features on their ground, with their routes, listeners and recurring work.

use crate::openapi;
use async_trait::async_trait;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ruche_content::Content;
use ruche_import::directories;
use ruche_kernel::{Clock, Error, IdMaker, Result};
use ruche_media::{Limits, Tools, Workshop};
use ruche_people::People;
use ruche_people::sign_in::Sessions;
use ruche_people::sign_in::passwords::Passwords;
use ruche_platform::blobs::Blobs;
use ruche_platform::bus::Bus;
use ruche_platform::db::{self, Db, Statement};
use ruche_platform::mail::{Mailer, Postman};
use ruche_platform::outbox::{self, Outbox};
use ruche_platform::outgoing::Outgoing;
use ruche_platform::search::{Findables, Index};
use ruche_platform::subjects::Subjects;
use ruche_platform::translation::Translator;
use ruche_platform::{Platform, guarded, keys, mail, migrate, search, secret};
use ruche_reach::Reach;
use ruche_web::assets::{self, Assets};
use ruche_web::slots::Slots;
use ruche_web::{App, Failure, Feature, Needs, Routes, Settings, Sweep, middleware};
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

/// What a node is made from.
pub struct Options {
    /// The database, open.
    pub db: Db,
    /// The folder of what is this node's own.
    pub data: PathBuf,
    /// Keeps files.
    pub blobs: Arc<dyn Blobs>,
    /// Addresses, cookies, proxies.
    pub settings: Settings,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// Asks others over HTTP.
    pub outgoing: Arc<dyn Outgoing>,
    /// Tells the other nodes, and hears them.
    pub bus: Arc<dyn Bus>,
    /// The translation engine, where the company has one.
    pub translator: Option<Arc<dyn Translator>>,
    /// The search index.
    pub index: Arc<dyn Index>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The number of this node among those that share the database, 0 to 63.
    pub number: u8,
    /// The program whose `decode-image` word looks at pictures: this one.
    pub program: PathBuf,
    /// The outside programs that copy films and draw pictures.
    pub tools: Tools,
    /// The directories that are followed.
    pub directories: Vec<directories::Source>,
    /// Makes password hashing quick, for tests only.
    pub cheap_passwords: bool,
}

/// A node, ready to serve.
pub struct Node {
    /// The ground.
    pub platform: Platform,
    /// What requests share.
    pub app: App,
    /// The rooms of people.
    pub people: People,
    /// The rooms of content.
    pub content: Content,
    /// The rooms of reach.
    pub reach: Reach,
    /// Follows directories.
    pub directories: Arc<directories::Runner>,
    /// Numbers and delivers events.
    pub outbox: Arc<Outbox>,
    /// Sends what waits.
    pub postman: Arc<Postman>,
    /// Every statement of every feature.
    pub statements: Vec<&'static [&'static Statement]>,
    /// Every address with what it needs.
    pub routes: Vec<(http::Method, String, Needs)>,
    /// The description of the API.
    pub description: String,
    /// The work that comes round.
    pub sweeps: Vec<Arc<dyn Sweep>>,
    router: Router,
}

impl Node {
    /// Applies migrations and puts the features together.
    ///
    /// # Errors
    /// What the database or the file system says, or that the web files are not built.
    pub async fn build(options: Options) -> Result<Self> {
        let now = options.clock.now_ms();
        let applied = migrate::run(&options.db, now).await?;
        if applied > 0 {
            tracing::info!(applied, "migrations");
        }
        let platform = Platform {
            ids: Arc::new(IdMaker::new(options.number, outbox::greatest_id(&options.db).await?)),
            db: options.db,
            clock: options.clock,
            blobs: options.blobs,
            outgoing: options.outgoing,
            translator: options.translator,
            subjects: Arc::new(Subjects::default()),
            index: options.index,
            findables: Arc::new(Findables::default()),
        };
        let code = match ruche_people::setup::store::exists(&platform.db).await? {
            true => None,
            false => Some(secret::random_code()?),
        };
        let passwords = Passwords::new(options.cheap_passwords).refusing(&options.data)?;
        let people = People::new(platform.clone(), options.settings.clone(), code, passwords);
        let workshop = Workshop::new(options.program, vec!["decode-image".into()], Limits::default()).with(options.tools);
        let content = Content { platform: platform.clone(), people: people.clone(), workshop: Arc::new(workshop), desk: Arc::default() };
        let reach = Reach::new(platform.clone(), options.settings.clone(), options.number);
        let directories = Arc::new(directories::Runner::new(content.clone(), options.directories));
        let mut features = features(&people, &content, &reach);
        features.push(directories::feature(&directories));
        let (mut slots, mut routes) = (Slots::default(), Routes::default());
        let (mut listeners, mut subjects, mut findables, mut described, mut sweeps, mut moved) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut statements = vec![
            db::STATEMENTS,
            db::snapshot::STATEMENTS,
            migrate::STATEMENTS,
            keys::STATEMENTS,
            outbox::STATEMENTS,
            outbox::aside::STATEMENTS,
            outbox::deliver::STATEMENTS,
            mail::STATEMENTS,
            search::STATEMENTS,
            ruche_import::load::STATEMENTS,
            ruche_import::export::statements(),
            ruche_import::restore::STATEMENTS,
            ruche_import::restore::COUNT_STATEMENTS,
            crate::check::STATEMENTS,
        ];
        for feature in features {
            routes = routes.merge(feature.routes);
            listeners.extend(feature.listeners);
            subjects.extend(feature.subjects);
            findables.extend(feature.findables);
            described.extend(feature.api);
            sweeps.extend(feature.sweeps);
            moved.extend(feature.moved);
            statements.extend(feature.statements);
            for (name, slot) in feature.slots {
                slots.add(name, slot);
            }
        }
        platform.subjects.register(subjects);
        platform.findables.register(findables);
        let web_files = Assets::load().map_err(Error::Unavailable)?;
        let app = App::new(
            platform.clone(),
            options.settings,
            web_files,
            Arc::new(Sessions(people.clone())),
            slots,
            moved,
            options.mailer.delivers(),
        );
        app.refresh_company().await?;
        let outbox = Arc::new(Outbox::new(platform.clone(), listeners, secret::random_token()?, options.bus));
        sweeps.push(Arc::new(Retention { outbox: Arc::clone(&outbox), platform: platform.clone() }));
        // Before the first request, so that no browser that comes back is told to wait.
        reach.live.begin().await?;
        // Set once: the outbox is made after what it feeds.
        let _ = app.newest_event.set(outbox.newest());
        let description = openapi::text(&openapi::together(described)).map_err(|error| Error::bug(format!("the API: {error}")))?;
        let (pages, routes) = routes.merge(openapi::routes(description.clone())).finish();
        let router = router(&app, pages);
        Ok(Self {
            postman: Arc::new(Postman::new(platform.clone(), options.mailer)),
            platform,
            app,
            people,
            content,
            reach,
            directories,
            outbox,
            statements,
            routes,
            description,
            router,
            sweeps,
        })
    }

    /// The routes, for a server.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Starts what runs beside the requests.
    pub fn start(&self) {
        tokio::spawn(Arc::clone(&self.outbox).run());
        tokio::spawn(Arc::clone(&self.reach.live).run(self.outbox.newest()));
        tokio::spawn(Arc::clone(&self.reach.keeper).run(self.outbox.newest()));
        tokio::spawn(Arc::clone(&self.reach.courier).run());
        tokio::spawn(Arc::clone(&self.directories).run());
        tokio::spawn(Arc::clone(&self.postman).run());
        let (sweeps, app) = (self.sweeps.clone(), self.app.clone());
        tokio::spawn(async move {
            let mut round: u64 = 0;
            loop {
                // The company's settings may have been changed by another node or by the command line.
                if let Err(error) = guarded(app.refresh_company()).await {
                    tracing::warn!(%error, "the company's settings");
                }
                if round.is_multiple_of(12) {
                    app.limits.sweep();
                    for sweep in &sweeps {
                        if let Err(error) = guarded(sweep.sweep(app.platform.now())).await {
                            tracing::warn!(sweep = sweep.name(), %error, "recurring work");
                        }
                    }
                }
                round += 1;
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        });
    }
}

/// Forgets what has been done with: old events, mails that were sent or given up. What rooms keep, they forget themselves.
struct Retention {
    outbox: Arc<Outbox>,
    platform: Platform,
}

#[async_trait]
impl Sweep for Retention {
    fn name(&self) -> &'static str {
        "retention"
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.outbox.forget(now).await?;
        mail::forget(&self.platform.db, now).await
    }
}

/// The features of the product. Taking one out is removing its line in its group.
fn features(people: &People, content: &Content, reach: &Reach) -> Vec<Feature> {
    let mut all = ruche_people::features(people);
    all.extend(ruche_content::features(content));
    all.extend(ruche_reach::features(reach));
    all
}

fn router(app: &App, pages: Router) -> Router {
    let ready = app.clone();
    let files = Router::new()
        .route(
            "/assets/{*path}",
            get(|Path(path): Path<String>, headers: HeaderMap| async move { assets::serve(&format!("assets/{path}"), &headers) }),
        )
        .route(
            "/icons/{*path}",
            get(|Path(path): Path<String>, headers: HeaderMap| async move { assets::serve(&format!("icons/{path}"), &headers) }),
        )
        .route("/brand.css", get(brand))
        .route("/health/live", get(|| async { "live\n" }))
        .route("/health/ready", get(move || ready_answer(ready.clone())));
    let manifest = app.clone();
    let pages = pages
        .route("/manifest.webmanifest", get(move || manifest_answer(manifest.clone())))
        .fallback(|| async { Failure(Error::NotFound) })
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| Failure(Error::bug("a panic")).into_response()))
        .layer(middleware::csrf())
        .layer(axum::middleware::from_fn_with_state(app.clone(), middleware::context));
    // Films and sounds are compressed already, and a player counts their bytes.
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new("video/")).and(NotForContentType::const_new("audio/"));
    files
        .layer(axum::middleware::from_fn_with_state(app.clone(), middleware::protected))
        .merge(pages)
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest).compress_when(compressed))
}

#[derive(Deserialize)]
struct Hue {
    h: u16,
}

/// The company's hue: the one thing that re-brands the pages.
async fn brand(Query(hue): Query<Hue>) -> Response {
    let css = format!(":root{{--brand-h:{}}}\n", hue.h % 360);
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], css)
        .into_response()
}

async fn ready_answer(app: App) -> Response {
    match app.platform.db.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// What makes the product installable on a phone.
async fn manifest_answer(app: App) -> Response {
    let name = app.company().map_or_else(|| "Ruche".to_owned(), |c| c.name.clone());
    let icon = |size: &str, purpose: &str| serde_json::json!({ "src": format!("/icons/icon-{}{size}.png", if purpose == "maskable" { "maskable-" } else { "" }), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose });
    let manifest = serde_json::json!({
        "name": format!("Ruche · {name}"), "short_name": "Ruche", "id": "/", "start_url": "/", "scope": "/", "display": "standalone",
        "background_color": "#f7f6f2", "theme_color": "#f7f6f2",
        "icons": [icon("192", "any"), icon("512", "any"), icon("512", "maskable")],
    });
    let mut answer = axum::Json(manifest).into_response();
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}
