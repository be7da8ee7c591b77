//! Webhooks: what a program of others is told, when, and what an owner sees of it.

use super::api::{ALL as ALL_SCOPES, Client, told};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use ruche_kernel::{Clock as _, PlaceId};
use ruche_platform::secret;
use ruche_testkit::{Kind, Site, Someone, both_engines, key};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// A program that is told, and answers as it was told to.
#[derive(Clone, Default)]
pub struct Program {
    got: Arc<Mutex<Vec<(HeaderMap, Bytes)>>>,
    /// The status of the next answers, the last of which stays.
    says: Arc<Mutex<Vec<u16>>>,
}

impl Program {
    /// Starts it.
    pub async fn start(&self) -> Site {
        let take = async |State(program): State<Self>, headers: HeaderMap, body: Bytes| {
            program.got.lock().unwrap().push((headers, body));
            let mut says = program.says.lock().unwrap();
            let status = if says.len() > 1 { says.remove(0) } else { says.first().copied().unwrap_or(204) };
            (StatusCode::from_u16(status).unwrap(), "<b>vu</b>\u{202e}")
        };
        let slow = async || tokio::time::sleep(Duration::from_secs(60)).await;
        Site::start(Router::new().route("/hook", post(take)).route("/slow", post(slow)).with_state(self.clone())).await
    }

    fn say(&self, statuses: &[u16]) {
        *self.says.lock().unwrap() = statuses.to_vec();
    }

    /// What it was told since it was asked last.
    pub fn told(&self) -> Vec<Value> {
        std::mem::take(&mut *self.got.lock().unwrap()).iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
    }

    /// The kinds and titles of the same.
    fn titles(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        self.told().iter().map(|told| (text(&told["type"]), text(&told["data"]["subject"]["title"]))).collect()
    }
}

/// Makes a webhook by its form, and gives its address and its secret.
pub async fn make(owner: &Someone, place: PlaceId, url: &str, kinds: &[&str]) -> (String, String) {
    let (base, key) = (format!("/communities/{place}/webhooks"), key());
    let mut fields = vec![("name", "Le tableau de bord"), ("url", url), ("key", &key)];
    fields.extend(kinds.iter().map(|kind| ("kind", *kind)));
    let page = owner.browser.post(&base, &fields).await.expect(200);
    let link = page.attributes("section[aria-labelledby=webhooks] .list a.name", "href").pop().unwrap();
    (link, page.texts("#secret").remove(0))
}

/// Posts to an address of a webhook, which must lead back to it.
async fn act(owner: &Someone, path: &str) {
    owner.browser.post_once(path, &[]).await.expect(303);
}

/// How a webhook says it is, and what became of each delivery, the newest first.
async fn state(owner: &Someone, link: &str) -> (String, Vec<String>) {
    let page = owner.browser.get(link).await.expect(200);
    (page.texts("section[aria-labelledby=state] .badge").remove(0), page.texts("section[aria-labelledby=log] .badge"))
}

/// Everything that a webhook can tell.
pub const ALL: [&str; 5] = ["post.published", "post.edited", "comment.published", "answer.accepted", "member.joined"];

both_engines! {
    async fn what_happens_in_a_community_is_told_and_signed(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (place, other) = (app.community(Kind::Closed, "Chantier", &camille).await, app.community(Kind::Closed, "Ailleurs", &camille).await);
        camille.publish(place, "Avant le webhook").await;
        let program = Program::default();
        let site = program.start().await;
        app.clock.advance(1_000);
        let (link, secret) = make(&camille, place, &site.url("/hook"), &ALL).await;
        let (_, silent) = (camille.publish(other, "Ailleurs").await, camille.publish(app.company, "À tous").await);
        app.join(place, &camille, &yanis).await;
        let post = yanis.publish(place, "Le **toit** est posé").await;
        let comment = camille.comment(post, "Bravo à toute l’équipe").await;
        app.settle().await;
        let got = program.got.lock().unwrap().clone();
        let told = program.told();
        let mut kinds: Vec<_> = told.iter().map(|told| told["type"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["comment.published", "member.joined", "post.published"], "nothing of {silent}");
        let of = |kind: &str| told.iter().find(|told| told["type"] == kind).unwrap();
        assert_eq!(of("post.published")["data"], json!({
            "place": { "id": place.to_string(), "name": "Chantier", "url": format!("{}/communities/{place}", app.url()) },
            "actor": { "id": yanis.id.to_string(), "name": "Yanis Haddad", "url": format!("{}/members/{}", app.url(), yanis.id) },
            "subject": { "kind": "post", "id": post.to_string(), "title": "Le toit est posé", "format": "message", "url": format!("{}/posts/{post}", app.url()) },
        }));
        let reply = &of("comment.published")["data"];
        assert_eq!((&reply["subject"]["id"], &reply["root"]["id"]), (&json!(comment.to_string()), &json!(post.to_string())));
        assert_eq!(of("member.joined")["data"]["subject"]["title"], "Yanis Haddad");
        // As a receiver checks it, by the specification.
        let signing = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        for (headers, body) in &got {
            let header = |name: &str| headers[name].to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), "application/json");
            let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
            assert_eq!(timestamp.parse::<i64>().unwrap(), app.clock.now_ms() / 1_000);
            let signed = secret::sign(&signing, &[format!("{id}.{timestamp}.").as_bytes(), body]).unwrap();
            assert_eq!(header("webhook-signature"), format!("v1,{}", STANDARD.encode(signed)));
        }
        let (how, log) = state(&camille, &link).await;
        assert_eq!((how.as_str(), log), ("Actif", vec!["Arrivé".to_owned(); 3]));
        let page = camille.browser.get(&link).await;
        assert!((1..=6).contains(&page.statements), "{} statements", page.statements);
        assert!(!page.body.contains(&secret) && !page.body.contains("<b>vu</b>") && !page.body.contains('\u{202e}'), "{}", page.body);
        // Edited, accepted; what was not chosen is not told.
        let chosen = [("name", "Le tableau"), ("url", &site.url("/hook")), ("kind", "post.edited")];
        camille.browser.post_once(&link, &chosen).await.expect(303);
        yanis.browser.post_once(&format!("/posts/{post}"), &[("version", "1"), ("body", "Le toit est fini")]).await.expect(303);
        camille.comment(post, "Encore bravo").await;
        app.settle().await;
        assert_eq!(program.titles(), [("post.edited".to_owned(), "Le toit est fini".to_owned())]);
    }
}

both_engines! {
    async fn what_does_not_arrive_is_tried_again_then_given_up_and_can_be_sent_again(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Chantier", &camille).await;
        let program = Program::default();
        let site = program.start().await;
        let (link, _) = make(&camille, place, &site.url("/hook"), &["post.published"]).await;
        program.say(&[500, 302, 200]);
        camille.publish(place, "Le toit").await;
        app.settle().await;
        assert_eq!(state(&camille, &link).await, ("Sans réponse".into(), vec!["En attente".into()]));
        let first = program.got.lock().unwrap()[0].0["webhook-id"].clone();
        app.clock.advance(4_999);
        app.settle().await;
        assert_eq!(program.got.lock().unwrap().len(), 1, "it waits");
        app.clock.advance(1_001);
        app.settle().await;
        assert_eq!(program.got.lock().unwrap().len(), 2, "a redirect is no arrival, and is not followed");
        app.clock.advance(6 * MINUTE_MS);
        app.settle().await;
        assert_eq!(state(&camille, &link).await, ("Actif".into(), vec!["Arrivé".into()]));
        assert!(program.got.lock().unwrap().iter().all(|(headers, _)| headers["webhook-id"] == first), "the same id each time");
        assert_eq!(program.told().len(), 3);
        // Sent again from the log, as often as one likes; to the page of another place it does not exist.
        let replay = camille.browser.get(&link).await.attributes("form[action$='/replay']", "action").remove(0);
        act(&camille, &replay).await;
        app.settle().await;
        assert_eq!(program.titles(), [("post.published".to_owned(), "Le toit".to_owned())]);
        let elsewhere = app.community(Kind::Open, "Ailleurs", &camille).await;
        let wrong = replay.replace(&format!("/communities/{place}/"), &format!("/communities/{elsewhere}/"));
        camille.browser.post_once(&wrong, &[]).await.expect(404);
        // In vain to the end.
        program.say(&[503]);
        camille.publish(place, "Les murs").await;
        for _ in 0..9 {
            app.settle().await;
            app.clock.advance(2 * 3_600_000 * 10);
            camille.sign_in_again().await;
        }
        app.settle().await;
        let (how, log) = state(&camille, &link).await;
        assert_eq!((how.as_str(), log[0].as_str(), program.told().len()), ("Arrêté", "En attente", 8), "a day of failures stops it before the last");
        act(&camille, &format!("{link}/pause?_method=delete")).await;
        app.settle().await;
        assert_eq!(state(&camille, &link).await.1[0], "Abandonné");
        program.say(&[204]);
        let replay = camille.browser.get(&link).await.attributes("form[action$='/replay']", "action").remove(0);
        act(&camille, &replay).await;
        app.settle().await;
        assert_eq!(state(&camille, &link).await, ("Actif".into(), vec!["Arrivé".into(), "Arrivé".into()]));
        // The log is forgotten in its time.
        app.clock.advance(31 * DAY_MS);
        app.sweep().await;
        camille.sign_in_again().await;
        assert_eq!(state(&camille, &link).await.1, Vec::<String>::new());
        // Gone for good is said by 410.
        program.say(&[410]);
        act(&camille, &format!("{link}/trial")).await;
        app.settle().await;
        assert_eq!(state(&camille, &link).await.0, "Arrêté");
    }
}

both_engines! {
    async fn a_webhook_tells_what_whoever_answers_for_it_sees_at_that_moment(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let program = Program::default();
        let site = program.start().await;
        let (link, _) = make(&camille, place, &site.url("/hook"), &["post.published"]).await;
        // What is not there any more when it is sent is not told.
        program.say(&[500]);
        let post = yanis.publish(place, "À retirer").await;
        app.settle().await;
        program.told();
        yanis.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        program.say(&[204]);
        app.clock.advance(MINUTE_MS);
        app.settle().await;
        assert_eq!((program.told().len(), state(&camille, &link).await.1), (0, vec!["Plus rien à dire".to_owned()]));
        // Only owners see it; others are answered as everywhere in the settings.
        let pages = [format!("/communities/{place}/webhooks"), link.clone()];
        for page in &pages {
            yanis.browser.get(page).await.expect(403);
            app.admin.browser.get(page).await.expect(403);
        }
        yanis.browser.post_once(&format!("{link}?_method=delete"), &[]).await.expect(403);
        app.admin.browser.post_once(&format!("{link}/trial"), &[]).await.expect(403);
        // Yanis owns as well, Camille does no longer: nothing is told until he says so.
        let role = |who: &Someone| format!("/communities/{place}/members/{}/role", who.id);
        camille.browser.post_once(&role(&yanis), &[("role", "owner")]).await.expect(303);
        yanis.browser.post_once(&role(&camille), &[("role", "member")]).await.expect(303);
        yanis.publish(place, "Sans réponse de personne").await;
        app.settle().await;
        assert_eq!((program.told().len(), state(&yanis, &link).await.0), (0, "Sans responsable".into()));
        yanis.publish(place, "Pendant la pause").await;
        app.settle().await;
        act(&yanis, &format!("{link}/pause?_method=delete")).await;
        app.settle().await;
        assert_eq!(program.titles(), [("post.published".to_owned(), "Sans réponse de personne".to_owned())], "not what happened during the pause");
        // Whoever leaves answers for nothing any more.
        app.close_account(&yanis).await;
        camille.publish(place, "Après un départ").await;
        app.settle().await;
        assert!(program.told().is_empty());
    }
}

both_engines! {
    async fn a_slow_receiver_holds_nobody_up(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Chantier", &camille).await;
        let program = Program::default();
        let site = program.start().await;
        let (slow, _) = make(&camille, place, &site.url("/slow"), &["post.published"]).await;
        let (quick, _) = make(&camille, place, &site.url("/hook"), &["post.published"]).await;
        let began = Instant::now();
        camille.publish(place, "Le toit").await;
        while program.got.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(began.elapsed() < Duration::from_secs(5), "before the slow one is given up: {:?}", began.elapsed());
        app.settle().await;
        assert_eq!(state(&camille, &quick).await.0, "Actif");
        assert_eq!(state(&camille, &slow).await, ("Sans réponse".into(), vec!["En attente".into()]));
    }
}

both_engines! {
    async fn two_nodes_send_a_delivery_once(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Chantier", &camille).await;
        let program = Program::default();
        let site = program.start().await;
        make(&camille, place, &site.url("/hook"), &["post.published"]).await;
        for n in 0..30 {
            app.publish_quickly(camille.id, place, &format!("Publication {n}")).await;
        }
        // The courier of the node runs beside; two more on the same database.
        app.node.outbox.settle().await.unwrap();
        let others: Vec<_> = (0..2).map(|_| Arc::new(ruche_reach::webhooks::Courier::new(app.node.platform.clone(), app.node.app.settings.clone()))).collect();
        let (one, two) = tokio::join!(others[0].settle(), others[1].settle());
        one.and(two).unwrap();
        app.settle().await;
        let mut titles = program.titles();
        titles.sort();
        titles.dedup();
        assert_eq!((titles.len(), site.asked().len()), (30, 30));
    }
}

both_engines! {
    async fn bad_addresses_and_empty_fields_are_refused_at_their_field(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Chantier", &camille).await;
        let base = format!("/communities/{place}/webhooks");
        let long = format!("https://site.example/{}", "x".repeat(2_000));
        for (name, url, kind, field) in [
            ("", "https://site.example", "post.published", "name-error"),
            ("a", "", "post.published", "url-error"),
            ("a", "ftp://site.example", "post.published", "url-error"),
            ("a", "https://10.0.0.7/hook", "post.published", "url-error"),
            ("a", "https://localhost/hook", "post.published", "url-error"),
            ("a", "https://moi:secret@site.example", "post.published", "url-error"),
            ("a", &long, "post.published", "url-error"),
            ("a", "https://site.example", "webhook.trial", "kind"),
        ] {
            let page = camille.browser.post(&base, &[("name", name), ("url", url), ("kind", kind)]).await.expect(422);
            let error = if field == "kind" { "fieldset .error".to_owned() } else { format!("#{field}") };
            assert_eq!(page.texts(&error).len(), 1, "{name} {url}");
            assert_eq!(page.attributes("#url", "value"), [url], "what was typed is kept");
        }
        // The same form twice makes one webhook; an address that leads inside once it is resolved gets nothing.
        let key = key();
        let fields = [("name", "Dedans"), ("url", "http://inside.example/hook"), ("kind", "post.published"), ("key", key.as_str())];
        let first = camille.browser.post(&base, &fields).await.expect(200);
        let again = camille.browser.post(&base, &fields).await.expect(200);
        assert_eq!(first.texts("#secret"), again.texts("#secret"));
        let links = again.attributes("section[aria-labelledby=webhooks] .list a.name", "href");
        assert_eq!(links.len(), 1);
        act(&camille, &format!("{}/trial", links[0])).await;
        app.settle().await;
        assert_eq!(state(&camille, &links[0]).await, ("Sans réponse".into(), vec!["En attente".into()]));
        act(&camille, &format!("{}?_method=delete", links[0])).await;
        camille.browser.get(&links[0]).await.expect(404);
    }
}

both_engines! {
    async fn the_api_does_the_same(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let program = Program::default();
        let site = program.start().await;
        let (owner, member) = (Client::of(app, &camille, &ALL_SCOPES).await, Client::of(app, &yanis, &ALL_SCOPES).await);
        let root = format!("/communities/{place}/webhooks");
        let wanted = json!({ "name": "Tableau", "url": site.url("/hook"), "kinds": ["post.published"] });
        let made = told(&owner.keyed(&root, "one", wanted.clone()).await.expect(201));
        assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
        assert_eq!(told(&owner.keyed(&root, "one", wanted).await.expect(201)), made, "the same key makes one");
        let one = format!("{root}/{}", made["webhook"]["id"].as_str().unwrap());
        member.ask(Method::GET, &one, None).await.expect(403);
        let unknown = json!({ "name": "Tableau", "url": site.url("/hook"), "kinds": ["all"] });
        owner.ask(Method::POST, &root, Some(unknown)).await.expect(422);
        let trial = told(&owner.ask(Method::POST, &format!("{one}/trial"), None).await.expect(201));
        app.settle().await;
        assert_eq!(program.told()[0]["type"], "webhook.trial");
        let log = owner.get(&format!("{one}/deliveries?limit=1")).await;
        assert_eq!((&log["items"][0]["id"], &log["items"][0]["state"], &log["items"][0]["status"]), (&trial["id"], &json!("delivered"), &json!(204)));
        owner.ask(Method::POST, &format!("{one}/deliveries/{}/replay", trial["id"].as_str().unwrap()), None).await.expect(200);
        app.settle().await;
        assert_eq!(program.told().len(), 1);
        let edited = told(&owner.ask(Method::PATCH, &one, Some(json!({ "kinds": ["member.joined"] }))).await.expect(200));
        assert_eq!((&edited["name"], &edited["kinds"]), (&json!("Tableau"), &json!(["member.joined"])));
        let other = told(&owner.ask(Method::POST, &format!("{one}/secret"), None).await.expect(201));
        assert_ne!(other["secret"], made["secret"]);
        owner.ask(Method::PUT, &format!("{one}/pause"), None).await.expect(204);
        assert_eq!(told(&owner.ask(Method::POST, &format!("{one}/trial"), None).await.expect(422))["code"], "webhooks.paused");
        assert_eq!(owner.get(&one).await["state"], "paused");
        owner.ask(Method::DELETE, &format!("{one}/pause"), None).await.expect(204);
        owner.ask(Method::DELETE, &one, None).await.expect(204);
        owner.ask(Method::GET, &one, None).await.expect(404);
    }
}
