//! A small company on a database of its own, without a port: requests go straight to the routes.

use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use ruche_kernel::{Actor, Error, Event, FakeClock, IdMaker, MemberId, PlaceId, Result, SubjectRef};
use ruche_people::members::actions::{NewMember, insert_member};
use ruche_people::setup::store::NewCompany;
use ruche_people::sign_in::{Sessions, actions::From};
use ruche_people::{People, access};
use ruche_platform::bus::NoBus;
use ruche_platform::db::{Db, Statement, Tx};
use ruche_platform::outbox::{self, Outbox};
use ruche_platform::subjects::{Card, Concern, Subject, Subjects};
use ruche_platform::{Platform, blobs::FolderBlobs, migrate, secret, sql, values, work};
use ruche_reach::Reach;
use ruche_web::slots::Slots;
use ruche_web::{App, Routes, Settings, assets::Assets, middleware};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

sql! {
    COMMUNITY = "INSERT INTO places (id, parent_id, kind, access, name, sort_key, description, icon, hue, language, member_count, partner_count, post_count, created_at)
        VALUES ($1, NULL, 1, 2, $2, $2, '', 'hexagon', 60, 'fr', 0, 0, 0, 0)";
    INVITE = "INSERT INTO membership_requests (place_id, member_id, state, inviter_id, message, created_at) VALUES ($2, $1, 1, $3, '', 0)";
    JOIN = "INSERT INTO memberships (member_id, place_id, role, joined_at) VALUES ($1, $2, 0, 0)";
    OWN = "UPDATE memberships SET role = 2 WHERE member_id = $1 AND place_id = $2";
    LEAVE = "DELETE FROM memberships WHERE member_id = $1 AND place_id = $2";
    END_SESSIONS = "DELETE FROM sessions WHERE member_id = $1";
    NOTIFICATIONS = "SELECT kind, group_key, actor_count, read_at FROM notifications WHERE member_id = $1 ORDER BY id";
    EVENTS = "SELECT target_id FROM events WHERE kind = $1 ORDER BY id";
}

/// The time at which tests begin: Thursday 12 March 2026, 10:00 UTC.
pub const NOW: i64 = 1_773_309_600_000;

/// A writing that a test made up.
#[derive(Clone)]
struct Text {
    concern: Concern,
    place: PlaceId,
    title: String,
    deleted: bool,
}

/// What can be seen in these tests.
pub struct Texts {
    db: Db,
    clock: Arc<FakeClock>,
    all: Mutex<HashMap<SubjectRef, Text>>,
}

#[async_trait]
impl Subject for Texts {
    fn kinds(&self) -> &'static [&'static str] {
        &["post", "comment"]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let places = access::visible_places(&self.db, viewer.id, ruche_kernel::Clock::now_ms(&*self.clock)).await?;
        let all = self.all.lock().unwrap();
        Ok(subjects
            .iter()
            .filter_map(|subject| all.get(subject))
            .filter(|text| !text.deleted && places.contains(&text.place))
            .map(|Text { concern, place, title, .. }| Card {
                subject: concern.subject.clone(),
                root: concern.root.clone(),
                place: *place,
                author: concern.author,
                title: title.clone(),
                format: String::new(),
                archived: false,
                closed: false,
                url: format!("/{}s/{}", concern.subject.kind, concern.subject.id),
            })
            .collect())
    }

    async fn card_in(&self, _: &mut Tx, _: &Actor, _: &SubjectRef, _: i64) -> Result<Card> {
        Err(Error::NotFound)
    }

    async fn concerns(&self, subjects: &[SubjectRef]) -> Result<Vec<Concern>> {
        let all = self.all.lock().unwrap();
        Ok(subjects.iter().filter_map(|subject| all.get(subject)).map(|text| text.concern.clone()).collect())
    }

    async fn count_comment(&self, _: &mut Tx, _: &SubjectRef, _: i64) -> Result<()> {
        Err(Error::NotFound)
    }
}

/// Someone who is signed in.
#[derive(Clone)]
pub struct Someone {
    pub id: MemberId,
    pub token: String,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

pub struct Ground {
    pub platform: Platform,
    pub clock: Arc<FakeClock>,
    pub reach: Reach,
    pub outbox: Arc<Outbox>,
    pub company: PlaceId,
    people: People,
    texts: Arc<Texts>,
    router: Router,
    _folder: tempfile::TempDir,
}

impl Ground {
    pub async fn on_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("ruche.sqlite")).await.unwrap();
        Self::start(folder, db).await
    }

    /// A company in a schema of its own; none where only the embedded engine was asked for, which is said loudly.
    #[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
    pub async fn on_postgres() -> Option<Self> {
        if std::env::var("RUCHE_TEST_ENGINES").is_ok_and(|v| v == "sqlite") {
            eprintln!("SKIPPED on PostgreSQL: RUCHE_TEST_ENGINES=sqlite");
            return None;
        }
        let server = std::env::var("RUCHE_TEST_POSTGRES").expect("RUCHE_TEST_POSTGRES is not set");
        let schema = format!("reach_{}", secret::hex(&secret::random_bytes::<8>().unwrap()));
        let create: &'static Statement = Box::leak(Box::new(Statement { name: "CREATE", text: format!("CREATE SCHEMA {schema}").leak() }));
        let admin = Db::postgres(&server, 1).await.unwrap();
        admin.write(work!([] | tx | { tx.exec(create, &[]).await })).await.unwrap();
        admin.close().await;
        let mut url = url::Url::parse(&server).unwrap();
        url.query_pairs_mut().append_pair("options", &format!("-csearch_path={schema}"));
        Some(Self::start(tempfile::tempdir().unwrap(), Db::postgres(url.as_str(), 4).await.unwrap()).await)
    }

    async fn start(folder: tempfile::TempDir, db: Db) -> Self {
        let clock = Arc::new(FakeClock::at(NOW));
        migrate::run(&db, NOW).await.unwrap();
        let platform = Platform {
            db,
            clock: clock.clone(),
            ids: Arc::new(IdMaker::new(0, 0)),
            blobs: Arc::new(FolderBlobs::open(folder.path()).unwrap()),
            outgoing: Arc::new(ruche_platform::outgoing::Off),
            translator: None,
            subjects: Arc::new(Subjects::default()),
            index: Arc::new(ruche_platform::search::NoIndex),
            findables: Arc::default(),
        };
        let settings = Settings { count_statements: true, ..Settings::at(url::Url::parse("http://ruche.example").unwrap()) };
        let people = People::new(platform.clone(), settings.clone(), None, ruche_people::sign_in::passwords::Passwords::new(true));
        let company = NewCompany { name: "Orvane".into(), locale: "fr".into(), hue: 168 };
        let admin = NewMember { name: "Lucie Martel".into(), email: Some("lucie@orvane.example".into()), ..NewMember::default() };
        let (company, _) = ruche_people::setup::actions::start_company(&people, &company, &admin).await.unwrap();
        let texts = Arc::new(Texts { db: platform.db.clone(), clock: clock.clone(), all: Mutex::default() });
        platform.subjects.register([texts.clone() as Arc<dyn Subject>]);
        let reach = Reach::new(platform.clone(), settings.clone(), 0);
        let (mut slots, mut routes, mut listeners) = (Slots::default(), Routes::default(), Vec::new());
        for feature in ruche_reach::features(&reach) {
            routes = routes.merge(feature.routes);
            listeners.extend(feature.listeners);
            for (name, slot) in feature.slots {
                slots.add(name, slot);
            }
        }
        let app = App::new(platform.clone(), settings, Assets::default(), Arc::new(Sessions(people.clone())), slots, Vec::new(), true);
        app.refresh_company().await.unwrap();
        let router = routes.finish().0.layer(from_fn_with_state(app, middleware::context));
        let outbox = Arc::new(Outbox::new(platform.clone(), listeners, "test".into(), Arc::new(NoBus::default())));
        Self { platform, clock, reach, outbox, company, people, texts, router, _folder: folder }
    }

    pub async fn someone(&self, name: &str) -> Someone {
        let member = NewMember {
            name: name.into(),
            email: Some(format!("{}@orvane.example", ruche_kernel::names::sort_key(name).replace(' ', "."))),
            ..NewMember::default()
        };
        // The events are the test's.
        let (id, now) = (MemberId(self.platform.id()), self.platform.now());
        self.platform.db.write(work!([member] | tx | { insert_member(tx, id, &member, now).await })).await.unwrap();
        let from = From { ip: [127, 0, 0, 1].into(), agent: String::new() };
        Someone { id, token: ruche_people::sign_in::actions::open_session(&self.people, id, &from).await.unwrap() }
    }

    /// So many people who never signed in.
    pub async fn crowd(&self, count: usize) -> Vec<Someone> {
        let members: Vec<Someone> = (0..count).map(|_| Someone { id: MemberId(self.platform.id()), token: String::new() }).collect();
        let (members, now) = (Arc::new(members), self.platform.now());
        self.platform
            .db
            .write(work!(
                [members] | tx | {
                    for someone in members.iter() {
                        let member = NewMember { name: "Foule".into(), username: Some(format!("f{}", someone.id)), ..NewMember::default() };
                        insert_member(tx, someone.id, &member, now).await?;
                    }
                    Ok(())
                }
            ))
            .await
            .unwrap();
        members.to_vec()
    }

    /// A closed community of these people.
    pub async fn community(&self, name: &str, members: &[&Someone]) -> PlaceId {
        let (id, name) = (PlaceId(self.platform.id()), name.to_owned());
        self.platform.db.write(work!([name] | tx | { tx.exec(&COMMUNITY, values![id, &name]).await })).await.unwrap();
        for someone in members {
            self.join(someone, id).await;
        }
        id
    }

    pub async fn join(&self, someone: &Someone, place: PlaceId) {
        let member = someone.id;
        self.platform.db.write(work!([] | tx | { tx.exec(&JOIN, values![member, place]).await })).await.unwrap();
    }

    /// The row of an open invitation; the event is the test's.
    pub async fn invite(&self, inviter: &Someone, someone: &Someone, place: PlaceId) {
        let (inviter, member) = (inviter.id, someone.id);
        self.platform.db.write(work!([] | tx | { tx.exec(&INVITE, values![member, place, inviter]).await })).await.unwrap();
    }

    pub async fn make_owner(&self, someone: &Someone, place: PlaceId) {
        let member = someone.id;
        self.platform.db.write(work!([] | tx | { tx.exec(&OWN, values![member, place]).await })).await.unwrap();
    }

    pub async fn leave(&self, someone: &Someone, place: PlaceId) {
        let member = someone.id;
        self.platform.db.write(work!([] | tx | { tx.exec(&LEAVE, values![member, place]).await })).await.unwrap();
    }

    pub async fn end_sessions(&self, someone: &Someone) {
        let member = someone.id;
        self.platform.db.write(work!([] | tx | { tx.exec(&END_SESSIONS, values![member]).await })).await.unwrap();
    }

    /// Makes up a post, or with `on` a comment.
    pub fn text(&self, author: &Someone, place: PlaceId, on: Option<&SubjectRef>, title: &str, mentioned: &[&Someone]) -> SubjectRef {
        let subject = SubjectRef::new(if on.is_some() { "comment" } else { "post" }, self.platform.id());
        let mut all = self.texts.all.lock().unwrap();
        let answers = on.and_then(|root| all.get(root)).map(|root| root.concern.author).into_iter().collect();
        let concern = Concern {
            subject: subject.clone(),
            root: on.unwrap_or(&subject).clone(),
            author: author.id,
            mentioned: mentioned.iter().map(|s| s.id).collect(),
            followers: Vec::new(),
            muted: Vec::new(),
            answers,
        };
        all.insert(subject.clone(), Text { concern, place, title: title.to_owned(), deleted: false });
        subject
    }

    pub fn mention(&self, subject: &SubjectRef, someone: &Someone) {
        self.texts.all.lock().unwrap().get_mut(subject).unwrap().concern.mentioned.push(someone.id);
    }

    pub fn delete(&self, subject: &SubjectRef) {
        self.texts.all.lock().unwrap().get_mut(subject).unwrap().deleted = true;
    }

    /// Records events, and numbers and delivers them.
    pub async fn happen(&self, events: &[Event]) {
        let events: Vec<(i64, Event)> = events.iter().map(|event| (self.platform.id(), event.clone())).collect();
        let (events, now) = (Arc::new(events), self.platform.now());
        self.platform
            .db
            .write(work!(
                [events] | tx | {
                    for (id, event) in events.iter() {
                        outbox::record(tx, *id, now, event).await?;
                    }
                    Ok(())
                }
            ))
            .await
            .unwrap();
        self.outbox.settle().await.unwrap();
        let (_, failed) = outbox::waiting_and_failed(&self.platform.db).await.unwrap();
        assert_eq!(failed, 0, "a listener set an event aside");
    }

    /// What is stored for someone: kind, group, distinct actors, whether it is unread.
    pub async fn stored(&self, someone: &Someone) -> Vec<(String, String, i64, bool)> {
        self.platform
            .db
            .all(&NOTIFICATIONS, values![someone.id], |r| {
                Ok((r.text("kind")?, r.text("group_key")?, r.int("actor_count")?, r.opt_int("read_at")?.is_none()))
            })
            .await
            .unwrap()
    }

    /// Whose bells were rung, in order.
    pub async fn rung(&self) -> Vec<i64> {
        self.platform.db.all(&EVENTS, values!["notification"], |r| r.int("target_id")).await.unwrap()
    }

    /// The answer to a request, its body not read yet.
    pub async fn ask(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub async fn get(&self, who: &Someone, path: &str) -> Answer {
        self.read(Request::get(path).header(header::COOKIE, format!("ruche={}", who.token)).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, who: &Someone, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, format!("ruche={}", who.token))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.read(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn read(&self, request: Request<Body>) -> Answer {
        let answer = self.ask(request).await;
        let (head, body) = answer.into_parts();
        let bytes = to_bytes(body, 4_000_000).await.unwrap();
        Answer { status: head.status, headers: head.headers, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// How many statements it took.
    pub fn statements(&self) -> u32 {
        self.headers["x-statements"].to_str().unwrap().parse().unwrap()
    }
}
