//! The API of what people share: files, what stands around posts, drafts, topics, the feed, the address of a calendar.

use super::api::{ALL, Client, told};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use ruche_kernel::Clock as _;
use ruche_testkit::{Answer, Kind, both_engines, films, pictures};
use serde_json::{Value, json};

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Sends a file by the form that the API describes.
async fn send(client: &Client, key: &str, name: &str, bytes: &[u8]) -> Answer {
    let form = Form::new().part("file", Part::bytes(bytes.to_vec()).file_name(name.to_owned()));
    client.send(client.request(Method::POST, "/files").header("idempotency-key", key).multipart(form)).await
}

/// The id of what was made.
fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}

/// Publishes, and gives the path of the post.
async fn publish(client: &Client, post: Value) -> String {
    format!("/posts/{}", id(&told(&client.ask(Method::POST, "/posts", Some(post)).await.expect(201))))
}

/// What stands in a field of each item.
fn each(list: &Value, field: &str) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap_or_default().to_owned()).collect()
}

both_engines! {
    async fn a_file_is_sent_attached_and_given_to_those_who_read_what_holds_it(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Direction", &camille).await.to_string();
        let (author, outside) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let made = send(&author, "plan-1", "plan.txt", b"le plan").await.expect(201);
        let file = told(&made);
        let path = format!("/files/{}", id(&file));
        assert_eq!(made.headers["location"], format!("/api/v1{path}"));
        assert_eq!((&file["kind"], &file["name"], &file["bytes"], &file["sizes"]), (&json!("document"), &json!("plan.txt"), &json!(7), &json!([])));
        // Sent again it is the same; another file under the same key is none.
        assert_eq!(told(&send(&author, "plan-1", "plan.txt", b"le plan").await.expect(201))["id"], file["id"]);
        assert_eq!(told(&send(&author, "plan-1", "plan.txt", b"un autre").await.expect(409))["code"], "conflict");
        // Loose it is its owner's alone; then it is seen by whoever reads what holds it.
        outside.ask(Method::GET, &path, None).await.expect(404);
        let post = publish(&author, json!({ "place": place, "body": "Voici", "files": [{ "id": file["id"] }] })).await;
        assert_eq!(author.get(&post).await["files"][0]["id"], file["id"]);
        for hidden in [path.clone(), format!("{path}/content")] {
            outside.ask(Method::GET, &hidden, None).await.expect(404);
        }
        let given = author.ask(Method::GET, &format!("{path}/content"), None).await.expect(200);
        assert_eq!(given.body, "le plan");
        for (name, value) in [("content-disposition", "attachment"), ("content-security-policy", "sandbox"), ("x-content-type-options", "nosniff"), ("cache-control", "no-store")] {
            assert!(given.headers[name].to_str().unwrap().starts_with(value), "{name}: {:?}", given.headers[name]);
        }
        let part = author.send(author.request(Method::GET, &format!("{path}/content")).header("range", "bytes=3-")).await.expect(206);
        assert_eq!((part.body.as_str(), part.headers["content-range"].to_str().unwrap()), ("plan", "bytes 3-6/7"));
        author.ask(Method::GET, &format!("{path}/content?size=480"), None).await.expect(404);
        author.ask(Method::GET, &format!("{path}/content?width=480"), None).await.expect(422);
        // A photo is given in its sizes, a sound to be played.
        let photo = told(&send(&author, "photo", "pont.png", &pictures::png(16, 12)).await.expect(201));
        assert_eq!((&photo["kind"], &photo["width"], &photo["height"]), (&json!("photo"), &json!(16), &json!(12)));
        assert_eq!(photo["sizes"], json!(["480", "1200", "2560"]));
        author.ask(Method::GET, &format!("/files/{}/content?size=480", id(&photo)), None).await.expect(200);
        if let Some(film) = films::mov() {
            let film = told(&send(&author, "film", "film.mp4", &film).await.expect(201));
            let path = format!("/files/{}", id(&film));
            let captions = json!({ "language": "fr", "text": "00:00.000 --> 00:01.000\nBonjour" });
            outside.ask(Method::PUT, &format!("{path}/captions"), Some(captions.clone())).await.expect(404);
            let wrong = author.ask(Method::PUT, &format!("{path}/captions"), Some(json!({ "language": "fr", "text": "rien" }))).await.expect(422);
            assert_eq!(told(&wrong)["code"], "files.captions_unreadable");
            let told = told(&author.ask(Method::PUT, &format!("{path}/captions"), Some(captions)).await.expect(200));
            assert_eq!(told["captions"], "fr");
            assert!(author.ask(Method::GET, &format!("{path}/content?size=captions"), None).await.expect(200).body.contains("Bonjour"));
            author.ask(Method::DELETE, &format!("{path}/captions"), None).await.expect(204);
            assert_eq!(author.get(&path).await["captions"], Value::Null);
        }
    }
}

both_engines! {
    async fn a_file_that_cannot_be_taken_is_refused_in_words(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let client = Client::of(app, &camille, &["content:read", "content:write"]).await;
        let forms = [
            (Form::new().text("original", "1"), 422, "files.no_file"),
            (Form::new().part("file", Part::bytes(vec![0; 4]).file_name("vide.png")).text("alt", "x"), 400, "web.unknown_field"),
            (Form::new().part("file", Part::bytes(b"\x89PNG\r\n\x1a\nxx".to_vec()).file_name("a.png")), 422, "files.damaged"),
        ];
        for (form, status, code) in forms {
            let answer = client.send(client.request(Method::POST, "/files").multipart(form)).await;
            assert_eq!((told(&answer)["code"].as_str(), answer.status.as_u16()), (Some(code), status), "{}", answer.body);
        }
        let reader = Client::of(app, &camille, &["content:read"]).await;
        assert_eq!(told(&send(&reader, "a", "a.txt", b"a").await.expect(403))["code"], "api.scope");
        client.ask(Method::GET, "/files/x", None).await.expect(404);
    }
}

both_engines! {
    async fn responses_versions_and_what_was_deleted_are_told(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (author, reader) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let poll = json!({ "format": "poll", "heading": "Où ?", "body": "Votez", "options": ["Lyon", "Lille"] });
        let post = publish(&author, poll.clone()).await;
        // Before one has voted nothing is told; then who chose what.
        reader.ask(Method::GET, &format!("{post}/responses"), None).await.expect(404);
        reader.ask(Method::PUT, &format!("{post}/response"), Some(json!({ "choices": [1] }))).await.expect(200);
        let responses = reader.get(&format!("{post}/responses")).await;
        assert_eq!((&responses["counts"], &responses["next"], &responses["waiting"]), (&json!([0, 1]), &Value::Null, &json!([])));
        assert_eq!((&responses["items"][0]["choice"], &responses["items"][0]["person"]["name"]), (&json!(1), &json!("Yanis Haddad")));
        reader.ask(Method::GET, &format!("{post}/responses?after=x"), None).await.expect(422);
        // Of an anonymous poll the figures alone, to its author too.
        let secret = publish(&author, json!({ "format": "poll", "heading": "Qui ?", "options": ["A", "B"], "anonymous": true })).await;
        reader.ask(Method::PUT, &format!("{secret}/response"), Some(json!({ "choices": [0] }))).await.expect(200);
        let responses = author.get(&format!("{secret}/responses")).await;
        assert_eq!((&responses["counts"], &responses["items"]), (&json!([1, 0]), &json!([])));
        // Of an announcement, to those who follow it up.
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let said = publish(&author, json!({ "place": place.to_string(), "format": "announcement", "heading": "Fermeture", "body": "Lundi" })).await;
        reader.ask(Method::GET, &format!("{said}/responses"), None).await.expect(404);
        let waiting = author.get(&format!("{said}/responses")).await;
        assert!(waiting["waiting"].as_array().unwrap().iter().any(|person| person["name"] == "Yanis Haddad"), "{waiting}");
        // What stood there before an edit.
        assert_eq!(reader.get(&format!("{post}/history")).await["items"], json!([]));
        let edit = json!({ "version": 1, "post": { "heading": "Où donc ?", "body": "**Votez** !", "options": ["Lyon", "Lille"] } });
        author.ask(Method::PATCH, &post, Some(edit)).await.expect(200);
        let before = reader.get(&format!("{post}/history")).await;
        assert_eq!((&before["items"][0]["heading"], &before["items"][0]["text"]), (&json!("Où ?"), &json!("Votez")));
        // What one deleted is one's own to bring back.
        author.ask(Method::DELETE, &post, None).await.expect(204);
        let comment = told(&reader.ask(Method::POST, &format!("{said}/comments"), Some(json!({ "body": "De trop" }))).await.expect(201));
        reader.ask(Method::DELETE, &format!("/comments/{}", id(&comment)), None).await.expect(204);
        assert_eq!(each(&author.get("/bin").await, "subject"), [post.replace("/posts/", "post:")]);
        let bin = reader.get("/bin").await;
        assert_eq!((each(&bin, "subject"), each(&bin, "title")), (vec![format!("comment:{}", id(&comment))], vec!["De trop".to_owned()]));
        author.ask(Method::POST, &format!("{post}/restoration"), None).await.expect(204);
        assert_eq!(author.get("/bin").await["items"], json!([]));
        // Who asked nearly the same.
        publish(&author, json!({ "format": "question", "heading": "Autonomie de la Lys en hiver ?" })).await;
        assert_eq!(each(&reader.get("/questions/similar?q=autonomie+hiver").await, "heading"), ["Autonomie de la Lys en hiver ?"]);
        assert_eq!(reader.get("/questions/similar?q=").await["items"], json!([]));
        // Without an engine there is no translation to ask for.
        for method in [Method::GET, Method::POST] {
            reader.ask(method, &format!("{post}/translation"), None).await.expect(404);
        }
    }
}

both_engines! {
    async fn a_text_is_translated_when_asked_for(app: TestApp, engine: TranslationEngine) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (author, reader) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let post = publish(&author, json!({ "body": "The charging station works **again**.", "language": "en" })).await;
        let path = format!("{post}/translation");
        reader.ask(Method::GET, &path, None).await.expect(404);
        assert!(engine.asked().is_empty(), "reading asks nobody");
        let asked = told(&reader.ask(Method::POST, &path, None).await.expect(200));
        assert_eq!((&asked["from"], &asked["to"], &asked["text"]), (&json!("en"), &json!("fr"), &json!("THE CHARGING STATION WORKS AGAIN.")));
        assert!(asked["html"].as_str().unwrap().contains("<strong>AGAIN</strong>"), "{asked}");
        assert_eq!((reader.get(&path).await, engine.asked().len()), (asked, 1));
        let only_reads = Client::of(app, &yanis, &["content:read"]).await;
        only_reads.ask(Method::POST, &path, None).await.expect(403);
    }
}

both_engines! {
    async fn drafts_are_kept_changed_planned_and_published(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (author, other) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let keep = async |body: &str| {
            let sent = json!({ "post": { "format": "event", "heading": "Visite", "body": body, "starts_at": "2031-03-30T08:00:00Z" } });
            author.send(author.request(Method::POST, "/drafts").header("idempotency-key", "visite").json(&sent)).await
        };
        let made = told(&keep("Je commence").await.expect(201));
        let path = format!("/drafts/{}", id(&made));
        assert_eq!((&made["stage"], &made["post"]["body"], &made["post"]["starts_at"]), (&json!("draft"), &json!("Je commence"), &json!("2031-03-30T08:00:00Z")));
        // The same sending is the same draft; another text under its key is told, and nothing is lost.
        assert_eq!(told(&keep("Je commence").await.expect(201))["id"], made["id"]);
        assert_eq!(told(&keep("Autre chose").await.expect(409))["code"], "posts.draft_elsewhere");
        assert_eq!(told(&author.ask(Method::POST, "/drafts", Some(json!({ "post": { "body": " " } }))).await.expect(422))["code"], "posts.empty");
        // Its author's alone.
        other.ask(Method::GET, &path, None).await.expect(404);
        assert_eq!(other.get("/drafts").await["items"], json!([]));
        let version = author.get(&path).await["version"].clone();
        let change = |version: &Value, body: &str| json!({ "version": version, "post": { "format": "event", "heading": "Visite", "body": body, "starts_at": "2031-03-30T08:00:00Z" } });
        other.ask(Method::PUT, &path, Some(change(&version, "À moi"))).await.expect(404);
        let changed = told(&author.ask(Method::PUT, &path, Some(change(&version, "Je finis"))).await.expect(200));
        assert_eq!((&changed["post"]["body"], &changed["title"]), (&json!("Je finis"), &json!("Visite")));
        assert_eq!(told(&author.ask(Method::PUT, &path, Some(change(&version, "Trop tard"))).await.expect(409))["code"], "posts.draft_elsewhere");
        // Thrown away and taken back.
        author.ask(Method::DELETE, &path, None).await.expect(204);
        assert_eq!(author.get("/drafts").await["items"], json!([]));
        let back = told(&author.ask(Method::POST, &format!("{path}/restoration"), None).await.expect(200));
        // Only a token that may write publishes.
        let outcome = format!("{path}/publication");
        let keeper = Client::of(app, &camille, &["self:read", "self:write"]).await;
        keeper.ask(Method::PUT, &outcome, Some(json!({ "version": back["version"] }))).await.expect(403);
        author.ask(Method::PUT, &outcome, Some(json!({ "version": 1 }))).await.expect(409);
        let done = told(&author.ask(Method::PUT, &outcome, Some(json!({ "version": back["version"] }))).await.expect(200));
        assert_eq!(done["stage"], "published");
        let post = author.get(&format!("/posts/{}", done["post"].as_str().unwrap())).await;
        assert_eq!((&post["text"], &post["event"]["starts_at"]), (&json!("Je finis"), &json!("2031-03-30T08:00:00Z")));
        author.ask(Method::GET, &path, None).await.expect(404);
        // One for its hour.
        let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() / 60_000 * 60_000 + DAY_MS).unwrap().to_string();
        let planned = told(&author.ask(Method::POST, "/drafts", Some(json!({ "post": { "body": "Demain" }, "publish_at": at }))).await.expect(201));
        let path = format!("/drafts/{}", id(&planned));
        assert_eq!(planned["publish_at"], json!(at));
        let outcome = format!("{path}/publication");
        let done = told(&author.ask(Method::PUT, &outcome, Some(json!({ "version": planned["version"] }))).await.expect(200));
        assert_eq!(done, json!({ "stage": "scheduled", "post": null }));
        assert_eq!(author.get(&path).await["stage"], "scheduled");
        assert_eq!(told(&author.ask(Method::DELETE, &format!("{path}/plan"), None).await.expect(200))["stage"], "draft");
        let past = json!({ "post": { "body": "Hier" }, "publish_at": "2020-01-01T00:00:00Z" });
        let past = told(&author.ask(Method::POST, "/drafts", Some(past)).await.expect(201));
        let refused = author.ask(Method::PUT, &format!("/drafts/{}/publication", id(&past)), Some(json!({ "version": past["version"] }))).await.expect(422);
        assert_eq!((told(&refused)["code"].as_str(), told(&refused)["errors"][0]["field"].as_str()), (Some("posts.time_past"), Some("planned")));
        app.settle().await;
    }
}

both_engines! {
    async fn what_waits_for_a_moderator_is_let_through_or_sent_back(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Open, "Journal", &camille).await;
        for person in [&yanis, &paul] {
            app.join(place, &camille, person).await;
        }
        let settings = [("name", "Journal"), ("description", ""), ("kind", "open"), ("icon", "star"), ("hue", "10"), ("language", "fr"), ("reviewed", "1")];
        camille.browser.post_once(&format!("/communities/{place}/settings"), &settings).await.expect(303);
        let (keeps, writes, other) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &paul, &ALL).await);
        let draft = told(&writes.ask(Method::POST, "/drafts", Some(json!({ "post": { "place": place.to_string(), "body": "Un article" } }))).await.expect(201));
        let path = format!("/drafts/{}", id(&draft));
        let propose = async |version: &Value| told(&writes.ask(Method::PUT, &format!("{path}/publication"), Some(json!({ "version": version }))).await.expect(200));
        assert_eq!(propose(&draft["version"]).await, json!({ "stage": "waiting", "post": null }));
        let waiting = keeps.get("/drafts?of=review").await;
        assert_eq!((each(&waiting, "id"), &waiting["items"][0]["to_review"]), (vec![id(&draft)], &json!(true)));
        assert_eq!(keeps.get(&path).await["post"]["body"], "Un article");
        assert_eq!(other.get("/drafts?of=review").await["items"], json!([]));
        // Who does not moderate decides on nothing.
        for client in [&other, &writes] {
            client.ask(Method::PUT, &format!("{path}/approval"), None).await.expect(404);
            client.ask(Method::POST, &format!("{path}/refusals"), Some(json!({ "note": "Non" }))).await.expect(404);
        }
        other.ask(Method::GET, &path, None).await.expect(404);
        let refused = keeps.ask(Method::POST, &format!("{path}/refusals"), Some(json!({ "note": " " }))).await.expect(422);
        assert_eq!(told(&refused)["errors"][0]["field"], "note");
        keeps.ask(Method::POST, &format!("{path}/refusals"), Some(json!({ "note": "Plus court" }))).await.expect(204);
        let returned = writes.get(&path).await;
        assert_eq!((&returned["stage"], &returned["note"]), (&json!("returned"), &json!("Plus court")));
        assert_eq!(propose(&returned["version"]).await["stage"], "waiting");
        let done = told(&keeps.ask(Method::PUT, &format!("{path}/approval"), None).await.expect(200));
        assert_eq!(done["stage"], "published");
        assert_eq!(other.get(&format!("/posts/{}", done["post"].as_str().unwrap())).await["author"]["name"], "Yanis Haddad");
        writes.ask(Method::GET, "/drafts?of=all", None).await.expect(422);
        app.settle().await;
    }
}

both_engines! {
    async fn topics_are_listed_followed_described_and_renamed(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let shared = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(shared, &camille, &ana).await;
        let (author, reader, partner) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        camille.publish(app.company, "Une #Borne et un #câble").await;
        camille.publish(shared, "La #borne du chantier").await;
        assert_eq!(each(&reader.get("/topics?sort=name").await, "key"), ["borne", "cable"]);
        assert_eq!(each(&reader.get("/topics?q=c%C3%A2").await, "name"), ["câble"]);
        assert_eq!(each(&partner.get("/topics").await, "key"), ["borne"]);
        assert_eq!(reader.get("/topics/suggest?q=bo").await["items"], json!(["Borne"]));
        partner.ask(Method::GET, "/topics/cable", None).await.expect(404);
        for wrong in ["/topics?sort=x", "/topics?after=x", "/topics/suggest"] {
            reader.ask(Method::GET, wrong, None).await.expect(422);
        }
        // What it is about is said by employees, and told to them alone.
        let description = |text: &str, seen: &Value| Some(json!({ "description": text, "seen": seen }));
        reader.ask(Method::PUT, "/topics/borne/description", description("Où charger", &Value::Null)).await.expect(204);
        partner.ask(Method::PUT, "/topics/borne/description", description("Non", &Value::Null)).await.expect(404);
        reader.ask(Method::PUT, "/topics/borne/follow", None).await.expect(204);
        let topic = reader.get("/topics/borne").await;
        assert_eq!((&topic["description"], &topic["followers"], &topic["followed"]), (&json!("Où charger"), &json!(1), &json!(true)));
        assert_eq!(topic["changed_by"]["name"], "Yanis Haddad");
        let told_of = partner.get("/topics/borne").await;
        assert_eq!((&told_of["description"], &told_of["followers"], &told_of["changed_by"]), (&json!(""), &Value::Null, &Value::Null));
        let late = author.ask(Method::PUT, "/topics/borne/description", description("Autre chose", &Value::Null)).await.expect(422);
        assert_eq!(told(&late)["code"], "topics.changed");
        author.ask(Method::PUT, "/topics/borne/description", description("Autre chose", &topic["changed_at"])).await.expect(204);
        let undo = format!("/topics/changes/{}/restoration", id(&topic));
        reader.ask(Method::POST, &undo, None).await.expect(409);
        assert_eq!(told(&author.ask(Method::POST, &undo, None).await.expect(200))["key"], "borne");
        assert_eq!(reader.get("/topics/borne").await["description"], "Où charger");
        reader.ask(Method::DELETE, "/topics/borne/follow", None).await.expect(204);
        assert_eq!(reader.get("/topics/borne").await["followed"], json!(false));
        let around = reader.get("/topics/borne/around").await;
        assert_eq!(around["related"], json!([{ "key": "cable", "name": "câble" }]));
        assert!(around["experts"].is_array() && reader.get("/trends").await["items"].is_array());
        // Administrators name it anew, with a token that may: the old word leads on.
        let (admin, weak) = (Client::of(app, &app.admin, &["content:read", "admin"]).await, Client::of(app, &app.admin, &ALL).await);
        let name = Some(json!({ "name": "#Recharge" }));
        reader.ask(Method::PUT, "/topics/borne/name", name.clone()).await.expect(403);
        weak.ask(Method::PUT, "/topics/borne/name", name.clone()).await.expect(403);
        assert_eq!(told(&admin.ask(Method::PUT, "/topics/borne/name", name).await.expect(200)), json!({ "key": "recharge", "name": "Recharge" }));
        for (old, new) in [("/topics/borne", "/api/v1/topics/recharge"), ("/topics/borne/around", "/api/v1/topics/recharge/around")] {
            assert_eq!(reader.ask(Method::GET, old, None).await.expect(303).location(), new);
        }
        let merge = |typed: &str| Some(json!({ "into": "recharge", "typed": typed }));
        let refused = admin.ask(Method::POST, "/topics/cable/merge", merge("autre")).await.expect(422);
        assert_eq!(told(&refused)["errors"][0]["field"], "typed");
        assert_eq!(told(&admin.ask(Method::POST, "/topics/cable/merge", merge("câble")).await.expect(200))["key"], "recharge");
        assert_eq!(reader.ask(Method::GET, "/topics/cable", None).await.expect(303).location(), "/api/v1/topics/recharge");
    }
}

both_engines! {
    async fn the_feed_says_why_and_is_weighed(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (author, reader) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let mut posts = vec![publish(&author, json!({ "format": "poll", "heading": "Où ?", "options": ["Lyon", "Lille"] })).await];
        for n in 0..24 {
            app.clock.advance(1_000);
            posts.push(format!("/posts/{}", camille.publish(app.company, &format!("Note {n}")).await));
        }
        app.clock.advance(1_000);
        // How far one has seen it: a line stands below what is new, never in what is to come.
        let seen = &author.get("/posts").await["items"][1];
        reader.ask(Method::PUT, "/feed/seen", Some(json!({ "id": seen["id"], "published_at": seen["published_at"] }))).await.expect(204);
        assert_eq!(yanis.browser.get("/").await.expect(200).attributes(".stop-line", "id").len(), 1);
        reader.ask(Method::PUT, "/feed/seen", Some(json!({ "id": seen["id"] }))).await.expect(422);
        let paths = |page: &Value| each(page, "id").iter().map(|id| format!("/posts/{id}")).collect::<Vec<_>>();
        let first = reader.get("/feed").await;
        assert_eq!((paths(&first)[0].as_str(), &first["items"][0]["reason"]), (posts[24].as_str(), &Value::Null));
        // What asks something comes first, and says so; the pages hold each post once.
        let order = json!({ "first": "relevant", "people": "normal", "needs": "high", "echo": "none" });
        assert_eq!(reader.get("/feed/order").await, json!({ "first": "newest", "people": "normal", "needs": "normal", "echo": "normal" }));
        assert_eq!(told(&reader.ask(Method::PUT, "/feed/order", Some(order.clone())).await.expect(200)), order);
        assert_eq!(reader.get("/feed/order").await, order);
        let useful = reader.get("/feed?order=relevant").await;
        assert_eq!((paths(&useful)[0].as_str(), &useful["items"][0]["reason"]["kind"]), (posts[0].as_str(), &json!("vote")));
        assert!(!useful["items"][0]["reason"]["text"].as_str().unwrap().is_empty());
        let next = format!("/feed?order=relevant&after={}", useful["next"].as_str().unwrap());
        // What came meanwhile moves nothing.
        camille.publish(app.company, "Plus tard").await;
        let rest = reader.get(&next).await;
        let mut all = [paths(&useful), paths(&rest)].concat();
        all.sort();
        posts.sort();
        assert_eq!((all, &rest["next"]), (posts, &Value::Null));
        let wrong = json!({ "first": "relevant", "people": "much", "needs": "high", "echo": "none" });
        assert_eq!(told(&reader.ask(Method::PUT, "/feed/order", Some(wrong)).await.expect(422))["code"], "feed.weight_unknown");
        for wrong in ["/feed?order=x", "/feed?after=x", "/feed?order=relevant&after=9~9", "/feed?order=relevant&after=99999999999999~1.1"] {
            reader.ask(Method::GET, wrong, None).await.expect(422);
        }
    }
}

both_engines! {
    async fn the_address_of_a_calendar_is_told_once(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let client = Client::of(app, &camille, &ALL).await;
        client.ask(Method::GET, "/settings/calendar", None).await.expect(404);
        let made = told(&client.ask(Method::POST, "/settings/calendar", None).await.expect(201));
        let path = |made: &Value| format!("/calendar/{}", made["url"].as_str().unwrap().rsplit('/').next().unwrap());
        assert!(app.stranger().get(&path(&made)).await.expect(200).body.starts_with("BEGIN:VCALENDAR"));
        let kept = client.get("/settings/calendar").await;
        assert!(kept["created_at"].is_string() && !kept.to_string().contains(&path(&made)), "{kept}");
        // Another one ends the first; none ends it.
        let other = told(&client.ask(Method::POST, "/settings/calendar", None).await.expect(201));
        app.stranger().get(&path(&made)).await.expect(404);
        client.ask(Method::DELETE, "/settings/calendar", None).await.expect(204);
        app.stranger().get(&path(&other)).await.expect(404);
        client.ask(Method::GET, "/settings/calendar", None).await.expect(404);
        let reader = Client::of(app, &camille, &["content:read", "content:write"]).await;
        reader.ask(Method::POST, "/settings/calendar", None).await.expect(403);
        app.settle().await;
    }
}

both_engines! {
    async fn a_profile_and_a_community_are_given_their_photo_by_those_they_belong_to(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (owner, other) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let give = async |client: &Client, path: &str, bytes: Vec<u8>| {
            let form = Form::new().part("photo", Part::bytes(bytes).file_name("moi.jpg"));
            client.send(client.request(Method::PUT, path).multipart(form)).await
        };
        give(&owner, "/me/photo", pictures::jpeg(300, 300)).await.expect(204);
        let photo = other.get(&format!("/members/{}", camille.id)).await["photo"].clone();
        other.ask(Method::GET, &format!("/files/{}/content?size=480", photo.as_str().unwrap()), None).await.expect(200);
        assert_eq!(told(&give(&owner, "/me/photo", b"rien".to_vec()).await.expect(415))["code"], "files.not_a_photo");
        owner.ask(Method::PUT, "/me/photo", Some(json!({ "photo": "x" }))).await.expect(400);
        assert_eq!(owner.get("/me").await["photo"], photo);
        owner.ask(Method::DELETE, "/me/photo", None).await.expect(204);
        assert_eq!(other.get(&format!("/members/{}", camille.id)).await["photo"], Value::Null);
        // Of a community, its owners alone.
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        let path = format!("/communities/{place}/picture");
        give(&owner, &path, pictures::jpeg(300, 300)).await.expect(204);
        give(&other, &path, pictures::jpeg(300, 300)).await.expect(403);
        other.ask(Method::DELETE, &path, None).await.expect(403);
        owner.ask(Method::DELETE, &path, None).await.expect(204);
        give(&other, "/communities/1/picture", pictures::jpeg(300, 300)).await.expect(404);
        app.settle().await;
    }
}

both_engines! {
    async fn the_calendar_of_a_community_tells_a_month_to_those_who_may_know(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (author, reader) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let path = format!("/communities/{place}/calendar");
        let post = camille.publish(place, "Bonjour").await;
        let soon = jiff::Timestamp::from_millisecond(app.clock.now_ms() + 60_000).unwrap().to_string();
        let planned = json!({ "post": { "body": "Bientôt", "place": place.to_string() }, "publish_at": soon });
        let planned = told(&author.ask(Method::POST, "/drafts", Some(planned)).await.expect(201));
        author.ask(Method::PUT, &format!("/drafts/{}/publication", id(&planned)), Some(json!({ "version": planned["version"] }))).await.expect(200);
        // Some minutes may lie in the next month.
        let months: Vec<String> = [0, 60_000]
            .map(|later| jiff::Timestamp::from_millisecond(app.clock.now_ms() + later).unwrap().to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()))
            .map(|at| at.strftime("%Y-%m").to_string())
            .into();
        let entries = async |client: &Client| {
            let mut titles = std::collections::BTreeSet::new();
            for month in &months {
                let told = client.get(&format!("{path}?month={month}")).await;
                titles.extend(told["items"].as_array().unwrap().iter().map(|entry| (entry["title"].as_str().unwrap().to_owned(), entry["stage"].as_str().map(str::to_owned))));
            }
            Vec::from_iter(titles)
        };
        let (appeared, will) = (("Bonjour".to_owned(), None), ("Bientôt".to_owned(), Some("scheduled".to_owned())));
        assert_eq!(entries(&author).await, [will, appeared.clone()]);
        assert_eq!(entries(&reader).await, [appeared]);
        assert!(author.get(&path).await["items"][0]["url"].as_str().unwrap().ends_with(&format!("/posts/{post}")));
        author.ask(Method::GET, &format!("{path}?month=mars"), None).await.expect(422);
        assert_eq!(author.get(&format!("{path}?month=2001-01")).await, json!({ "items": [], "next": null }));
        Client::of(app, &ana, &ALL).await.ask(Method::GET, &path, None).await.expect(404);
        app.settle().await;
    }
}
