//! A company on a database and a folder of its own, and a Subject that stands in for posts: it has a place, and can be deleted.

use crate::Content;
use crate::files::access::see;
use crate::files::actions::{self, attach, keep, receive};
use crate::files::{File, transfer};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use ruche_kernel::{Actor, Error, FakeClock, IdMaker, MemberKind, PlaceId, Result, Role, SubjectRef};
use ruche_media::{Limits, Prepared, Workshop};
use ruche_people::members::actions::NewMember;
use ruche_people::setup::store::NewCompany;
use ruche_people::sign_in::Sessions;
use ruche_people::{People, access, members};
use ruche_platform::blobs::FolderBlobs;
use ruche_platform::db::Db;
use ruche_platform::subjects::{Card, Subject, Subjects};
use ruche_platform::{Platform, migrate, work};
use ruche_texts::{Locale, T};
use ruche_web::assets::Assets;
use ruche_web::fields::Upload;
use ruche_web::slots::Slots;
use ruche_web::{App, Ctx, Member, Settings, Viewer};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

pub(super) const NOW: i64 = 1_800_000_000_000;
pub(super) const HOUR: i64 = 3_600_000;
pub(super) const PDF: &[u8] = b"%PDF-1.7 a report";
/// One black pixel.
pub(super) const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// What these tests attach to: everyone who reads the company sees it, until it is deleted.
pub(super) struct Note {
    pub(super) db: Db,
    pub(super) company: Mutex<Option<PlaceId>>,
    pub(super) deleted: AtomicBool,
}

#[async_trait]
impl Subject for Note {
    fn kinds(&self) -> &'static [&'static str] {
        &["note"]
    }

    async fn cards(&self, viewer: &Actor, subjects: &[SubjectRef]) -> Result<Vec<Card>> {
        let place = self.company.lock().unwrap().unwrap();
        if self.deleted.load(Ordering::SeqCst) || access::read_place(&self.db, viewer.id, place, NOW).await.is_err() {
            return Ok(Vec::new());
        }
        Ok(subjects
            .iter()
            .map(|subject| Card {
                subject: subject.clone(),
                root: subject.clone(),
                place,
                author: viewer.id,
                title: String::new(),
                format: String::new(),
                archived: false,
                closed: false,
                url: String::new(),
            })
            .collect())
    }
}

/// Camille administers, Bernard works, Paul is a partner who reads no place.
pub(super) struct Scene {
    pub(super) content: Content,
    pub(super) clock: Arc<FakeClock>,
    pub(super) note: Arc<Note>,
    pub(super) company: PlaceId,
    pub(super) camille: Actor,
    pub(super) bernard: Actor,
    pub(super) paul: Actor,
    pub(super) folder: tempfile::TempDir,
}

impl Scene {
    pub(super) async fn new() -> Self {
        Self::with("/nonexistent".into()).await
    }

    /// `child` is the program that looks at pictures.
    pub(super) async fn with(child: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("ruche.db")).await.unwrap();
        migrate::run(&db, NOW).await.unwrap();
        let clock = Arc::new(FakeClock::at(NOW));
        let note = Arc::new(Note { db: db.clone(), company: Mutex::new(None), deleted: AtomicBool::new(false) });
        let subjects = Subjects::default();
        subjects.register([Arc::clone(&note) as Arc<dyn Subject>]);
        let platform = Platform {
            db,
            clock: Arc::clone(&clock) as _,
            ids: Arc::new(IdMaker::new(0, 0)),
            blobs: Arc::new(FolderBlobs::open(&folder.path().join("blobs")).unwrap()),
            outgoing: Arc::new(ruche_platform::outgoing::Off),
            translator: None,
            subjects: Arc::new(subjects),
            index: Arc::new(ruche_platform::search::NoIndex),
            findables: Arc::default(),
        };
        let people = People::new(platform.clone(), settings(), None, ruche_people::sign_in::passwords::Passwords::new(true));
        let company = NewCompany { name: "Orvane".into(), locale: "fr".into(), hue: 168 };
        let member = |name: &str| NewMember { name: name.into(), username: Some(name.to_lowercase()), ..NewMember::default() };
        let (company, camille) =
            ruche_people::setup::actions::start_company(&people, &company, &NewMember { role: Role::Admin, ..member("Camille") })
                .await
                .unwrap();
        *note.company.lock().unwrap() = Some(company);
        let bernard = members::actions::create(&people, &member("Bernard")).await.unwrap();
        let partner = NewMember {
            kind: MemberKind::Partner,
            partner_company: Some(1),
            sponsor: Some(camille),
            ends_at: Some(NOW + 1000 * HOUR),
            ..member("Paul")
        };
        let paul = members::actions::create(&people, &partner).await.unwrap();
        let actor = |id, kind, role| Actor { id, kind, role, company, circle: None };
        Self {
            content: Content {
                platform,
                people,
                workshop: Arc::new(Workshop::new(child, Vec::new(), Limits::default())),
                desk: Arc::default(),
            },
            clock,
            note,
            company,
            camille: actor(camille, MemberKind::Employee, Role::Admin),
            bernard: actor(bernard, MemberKind::Employee, Role::Member),
            paul: actor(paul, MemberKind::Partner, Role::Member),
            folder,
        }
    }

    pub(super) fn db(&self) -> &Db {
        &self.content.platform.db
    }

    pub(super) async fn document(&self, owner: &Actor, name: &str) -> File {
        receive(&self.content, owner, &upload(name, PDF), false).await.unwrap()
    }

    /// A photo as the image process would have prepared it.
    pub(super) async fn photo(&self, owner: &Actor) -> File {
        let id = self.content.platform.id();
        let (file, parts) = actions::photo(id, owner.id, "hall.jpeg", ruche_media::Kind::Jpeg, prepared());
        keep(&self.content, file, parts, None).await.unwrap()
    }

    pub(super) async fn attach(&self, actor: &Actor, subject: i64, files: &[(i64, &str)]) -> Result<()> {
        let (actor, place, subject) = (*actor, self.company, SubjectRef::new("note", subject));
        let files: Vec<(i64, String)> = files.iter().map(|(id, alt)| (*id, (*alt).to_owned())).collect();
        self.db().write(work!([subject, files] | tx | { attach(tx, &actor, place, &subject, &files).await })).await
    }

    pub(super) async fn sees(&self, viewer: &Actor, file: &File) -> bool {
        match see(&self.content, viewer, file.id, NOW).await {
            Ok(seen) => {
                assert_eq!(seen.id, file.id);
                true
            }
            Err(Error::NotFound) => false,
            Err(error) => panic!("{error}"),
        }
    }

    pub(super) async fn has_bytes(&self, id: i64, part: &str) -> bool {
        self.content.platform.blobs.get(&format!("{id}/{part}")).await.is_ok()
    }

    /// How many files have bytes in the folder.
    pub(super) fn folders(&self) -> usize {
        let entries = |path: PathBuf| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        entries(self.folder.path().join("blobs")).flat_map(entries).count()
    }

    /// A request of this person.
    pub(super) fn member(&self, actor: &Actor, photo: Option<i64>) -> Member {
        let authenticate = Arc::new(Sessions(self.content.people.clone()));
        let app = App::new(self.content.platform.clone(), settings(), Assets::default(), authenticate, Slots::default(), Vec::new(), true);
        let me = Viewer {
            actor: *actor,
            session: 1,
            name: "Camille".into(),
            title: String::new(),
            photo,
            hue: 160,
            locale: Locale::Fr,
            zone: "UTC".into(),
            theme: String::new(),
            shortcuts: true,
            hidden_languages: Vec::new(),
            partner: None,
            starting_at: None,
            accompanies: false,
            sponsors: false,
        };
        let ctx = Ctx {
            app,
            token: None,
            viewer: Some(me.clone()),
            t: T(Locale::Fr),
            zone: jiff::tz::TimeZone::UTC,
            nonce: String::new(),
            now: NOW,
            seq: None,
            path: "/".into(),
            frame: None,
            streams: false,
            toast: None,
            ip: [127, 0, 0, 1].into(),
            agent: String::new(),
        };
        Member { ctx, me }
    }

    pub(super) async fn serve(&self, viewer: &Actor, id: i64, size: &str, tag: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(tag) = tag {
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(tag).unwrap());
        }
        transfer::serve(State(self.content.clone()), self.member(viewer, None), Path((id, size.to_owned())), headers).await.into_response()
    }

    pub(super) async fn send(&self, actor: &Actor, key: &str, name: &str, bytes: &[u8]) -> (StatusCode, serde_json::Value) {
        let answer =
            transfer::send(State(self.content.clone()), self.member(actor, None), form("file", name, bytes, key)).await.into_response();
        (answer.status(), serde_json::from_slice(&body(answer).await).unwrap())
    }
}

pub(super) fn settings() -> Settings {
    Settings::at("https://ruche.example".parse().unwrap())
}

pub(super) fn upload(name: &str, bytes: &[u8]) -> Upload {
    Upload::new(name, Bytes::copy_from_slice(bytes))
}

pub(super) fn prepared() -> Prepared {
    let variant = |name, width, height, bytes: &[u8]| ruche_media::Variant { name, width, height, bytes: bytes.to_vec() };
    Prepared {
        width: 900,
        height: 600,
        colour: [16, 32, 255],
        variants: vec![variant("480", 480, 320, b"small"), variant("1200", 900, 600, b"large")],
        original: Some(ruche_media::Original { kind: ruche_media::Kind::Jpeg, bytes: b"original".to_vec() }),
    }
}

pub(super) fn form(field: &str, name: &str, bytes: &[u8], key: &str) -> Request {
    let mut body =
        format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n")
            .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    Request::post("/files")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("idempotency-key", key)
        .body(Body::from(body))
        .unwrap()
}

pub(super) async fn body(answer: Response) -> Bytes {
    to_bytes(answer.into_body(), usize::MAX).await.unwrap()
}

pub(super) fn code<V: std::fmt::Debug>(result: Result<V>) -> &'static str {
    match result {
        Err(Error::Refused(refusals)) => refusals[0].code,
        other => panic!("{other:?}"),
    }
}
