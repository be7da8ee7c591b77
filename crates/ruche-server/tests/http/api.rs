//! The API: who asks by which token, and what it says of itself.

use reqwest::{Method, RequestBuilder};
use ruche_server::openapi;
use ruche_testkit::{Answer, Browser, Kind, PASSWORD, Someone, TestApp, both_engines, key};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A token of `who`, made on the page of the settings.
pub async fn token(who: &Someone, scopes: &[&str]) -> String {
    let mut fields = vec![("name", "Un programme"), ("days", "7"), ("current", PASSWORD)];
    fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
    who.browser.post_once("/settings/tokens", &fields).await.expect(200).texts("#secret").pop().unwrap()
}

/// A program that asks with a token.
pub struct Client {
    browser: Browser,
    token: String,
}

impl Client {
    /// One of `who`'s that may do all that these scopes say.
    pub async fn of(app: &TestApp, who: &Someone, scopes: &[&str]) -> Self {
        Self { browser: app.stranger(), token: token(who, scopes).await }
    }

    /// One with a token that was made elsewhere.
    pub fn with(app: &TestApp, token: String) -> Self {
        Self { browser: app.stranger(), token }
    }

    /// A request to be filled in and sent.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.browser.request_once(method, &format!("/api/v1{path}")).bearer_auth(&self.token)
    }

    /// Sends one.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        self.browser.send(request).await
    }

    /// Asks; a body where there is one.
    pub async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        self.browser.send(request).await
    }

    /// Creates, with a key.
    pub async fn keyed(&self, path: &str, key: &str, body: Value) -> Answer {
        let request = self.browser.request_once(Method::POST, &format!("/api/v1{path}")).bearer_auth(&self.token);
        self.browser.send(request.header("idempotency-key", key).json(&body)).await
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Value {
        told(&self.ask(Method::GET, path, None).await.expect(200))
    }
}

/// The JSON of an answer.
pub fn told(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

/// Every scope but that of administrators.
pub const ALL: [&str; 6] = ["content:read", "content:write", "people:read", "people:write", "self:read", "self:write"];

both_engines! {
    async fn a_token_acts_for_whoever_made_it_and_only_as_it_may(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let reader = Client::of(app, &camille, &["content:read"]).await;
        camille.publish(app.company, "Bonjour **à tous**").await;
        let list = reader.get("/posts").await;
        assert_eq!((&list["items"][0]["text"], &list["next"]), (&json!("Bonjour à tous"), &Value::Null));
        assert_eq!(list["items"][0]["author"]["name"], "Camille Rousset");
        let refused = reader.ask(Method::POST, "/posts", Some(json!({ "body": "Non" }))).await.expect(403);
        assert_eq!((told(&refused)["code"].as_str(), refused.headers["content-type"].to_str().unwrap()), (Some("api.scope"), "application/problem+json"));
        // Without a token, with a wrong one, with a cookie alone: nobody.
        for (request, code) in [
            (app.stranger().request_once(Method::GET, "/api/v1/posts"), 401),
            (app.stranger().request_once(Method::GET, "/api/v1/posts").bearer_auth("ruche_wrong"), 401),
            (camille.browser.request_once(Method::GET, "/api/v1/posts"), 401),
            (app.stranger().request_once(Method::GET, "/api/v1/nothing").bearer_auth(&reader.token), 404),
        ] {
            let answer = camille.browser.send(request).await.expect(code);
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{}", answer.body);
        }
        // The limits are told, and a token opens no page.
        let answer = reader.ask(Method::GET, "/posts", None).await;
        let left: u32 = answer.headers["ratelimit-remaining"].to_str().unwrap().parse().unwrap();
        assert!(left < 300 && answer.headers["ratelimit-limit"] == "300" && answer.headers.contains_key("ratelimit-reset"));
        let page = app.stranger().request_once(Method::GET, "/").bearer_auth(&reader.token);
        assert_ne!(app.stranger().send(page).await.status, 200);
        // Nothing of it is kept but a digest; the page shows it once.
        assert!(!camille.browser.get("/settings/tokens").await.has(&reader.token));
        let id = camille.browser.get("/settings/tokens").await.attributes("form[action*='_method=delete']", "action").pop().unwrap();
        app.admin.browser.post_once(&id, &[]).await.expect(404);
        camille.browser.post_once(&id, &[]).await.expect(303);
        reader.ask(Method::GET, "/posts", None).await.expect(401);
    }
}

both_engines! {
    async fn a_token_ends_at_its_date_and_with_its_owner(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (one, other) = (Client::of(app, &camille, &["content:read"]).await, Client::of(app, &yanis, &["content:read"]).await);
        app.close_account(&yanis).await;
        other.ask(Method::GET, "/posts", None).await.expect(401);
        one.get("/posts").await;
        app.clock.advance(7 * 86_400_000);
        one.ask(Method::GET, "/posts", None).await.expect(401);
        app.settle().await;
    }
}

both_engines! {
    async fn a_token_is_asked_for_with_the_password_a_name_a_scope_and_an_end(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let good = [("name", "Un programme"), ("scope", "content:read"), ("days", "7"), ("current", PASSWORD)];
        for (wrong, words) in [
            (("current", "faux"), "mot de passe"),
            (("name", " "), "à quoi sert"),
            (("scope", "unknown"), "au moins une chose"),
            (("days", "400"), "au plus 366 jours"),
            (("days", "0"), "au plus 366 jours"),
        ] {
            let fields: Vec<(&str, &str)> = good.iter().map(|(name, value)| if *name == wrong.0 { wrong } else { (*name, *value) }).collect();
            let page = camille.browser.post_once("/settings/tokens", &fields).await.expect(422);
            assert!(page.has(words), "{wrong:?}: {}", page.text());
        }
        assert!(camille.browser.get("/settings/tokens").await.has("Aucun jeton"));
    }
}

both_engines! {
    async fn posts_are_published_read_changed_and_taken_back(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        let (author, reader) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let poll = json!({ "format": "poll", "heading": "Où ?", "body": "Votez", "options": ["Lyon", "Lille"] });
        let made = author.ask(Method::POST, "/posts", Some(poll)).await.expect(201);
        let post = told(&made);
        let path = format!("/posts/{}", post["id"].as_str().unwrap());
        assert_eq!(made.headers["location"], format!("/api/v1{path}"));
        assert_eq!((&post["poll"]["options"][0], &post["body"]), (&json!({ "text": "Lyon", "count": 0 }), &json!("Votez")));
        // The text as typed is its author's; what was voted is told to who asked and to who voted, as on its page.
        let seen = reader.get(&path).await;
        assert_eq!((&seen["poll"]["options"][0]["count"], &seen["body"]), (&Value::Null, &Value::Null));
        let voted = told(&reader.ask(Method::PUT, &format!("{path}/response"), Some(json!({ "choices": [1] }))).await.expect(200));
        assert_eq!((&voted["poll"]["options"][1]["count"], &voted["choices"]), (&json!(1), &json!([1])));
        let edit = json!({ "version": post["version"], "post": { "heading": "Où donc ?", "body": "Votez !", "options": ["Lyon", "Lille"] } });
        reader.ask(Method::PATCH, &path, Some(edit.clone())).await.expect(404);
        let edited = told(&author.ask(Method::PATCH, &path, Some(edit.clone())).await.expect(200));
        assert_eq!((&edited["heading"], &edited["text"]), (&json!("Où donc ?"), &json!("Votez !")));
        let late = told(&author.ask(Method::PATCH, &path, Some(edit)).await.expect(409));
        assert_eq!(late["code"], "posts.edited_meanwhile");
        reader.ask(Method::DELETE, &path, None).await.expect(403);
        author.ask(Method::DELETE, &path, None).await.expect(204);
        author.ask(Method::GET, &path, None).await.expect(404);
        author.ask(Method::POST, &format!("{path}/restoration"), None).await.expect(204);
        author.get(&path).await;
        // What one may not see does not exist.
        let secret = told(&author.ask(Method::POST, "/posts", Some(json!({ "place": closed.to_string(), "body": "Secret" }))).await.expect(201));
        for path in [format!("/posts/{}", secret["id"].as_str().unwrap()), format!("/posts?place={closed}")] {
            reader.ask(Method::GET, &path, None).await.expect(404);
        }
        assert_eq!(reader.get("/posts").await["items"].as_array().unwrap().len(), 1);
    }
}

both_engines! {
    async fn comments_are_written_read_and_voted_for(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (asks, answers) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let question = json!({ "format": "question", "heading": "Où est la clé ?", "body": "" });
        let post = told(&asks.ask(Method::POST, "/posts", Some(question)).await.expect(201))["id"].as_str().unwrap().to_owned();
        let thread = format!("/posts/{post}/comments");
        let mut ids = Vec::new();
        for n in 0..23 {
            let made = told(&answers.ask(Method::POST, &thread, Some(json!({ "body": format!("Réponse {n}") }))).await.expect(201));
            ids.push(made["id"].as_str().unwrap().to_owned());
            app.clock.advance(1_000);
        }
        let first = asks.get(&thread).await;
        let second = asks.get(&format!("{thread}?after={}", first["next"].as_str().unwrap())).await;
        let texts = |page: &Value| page["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!((texts(&first).len(), texts(&second), &second["next"]), (20, vec!["Réponse 20".into(), "Réponse 21".into(), "Réponse 22".into()], &Value::Null));
        let comment = format!("/comments/{}", ids[0]);
        let reply = told(&asks.ask(Method::POST, &thread, Some(json!({ "body": "Merci", "parent": ids[0] }))).await.expect(201));
        assert_eq!(asks.get(&format!("{comment}/replies")).await["items"][0]["id"], reply["id"]);
        asks.ask(Method::PUT, &format!("{comment}/vote"), None).await.expect(204);
        asks.ask(Method::PUT, &format!("{comment}/acceptance"), None).await.expect(204);
        answers.ask(Method::PUT, &format!("{comment}/acceptance"), None).await.expect(403);
        let seen = asks.get(&comment).await;
        assert_eq!((&seen["votes"], &seen["voted"], &seen["accepted"]), (&json!(1), &json!(true), &json!(true)));
        let subject = format!("/reactions/comment:{}", ids[0]);
        let reacted = told(&asks.ask(Method::PUT, &subject, Some(json!({ "kind": "thanks" }))).await.expect(200));
        assert_eq!(reacted, json!({ "counts": { "thanks": 1 }, "own": "thanks" }));
        asks.ask(Method::DELETE, &subject, None).await.expect(204);
        assert_eq!(asks.get(&subject).await, json!({ "counts": {}, "own": null }));
        assert_eq!(told(&asks.ask(Method::PUT, &subject, Some(json!({ "kind": "boo" }))).await.expect(422))["code"], "reactions.unknown");
        asks.ask(Method::PUT, &format!("/marks/bookmark/comment:{}", ids[0]), None).await.expect(204);
        assert_eq!(asks.get("/bookmarks").await["items"][0]["subject"], format!("comment:{}", ids[0]));
        asks.ask(Method::DELETE, &format!("/marks/bookmark/comment:{}", ids[0]), None).await.expect(204);
        asks.ask(Method::PATCH, &comment, Some(json!({ "body": "Non" }))).await.expect(404);
        let edited = told(&answers.ask(Method::PATCH, &comment, Some(json!({ "body": "Sous le tapis" }))).await.expect(200));
        assert_eq!(edited["text"], "Sous le tapis");
        answers.ask(Method::DELETE, &comment, None).await.expect(204);
        asks.ask(Method::GET, &comment, None).await.expect(404);
        answers.ask(Method::POST, &format!("{comment}/restoration"), None).await.expect(204);
        asks.get(&comment).await;
    }
}

both_engines! {
    async fn what_is_sent_twice_is_made_once_and_what_is_wrong_is_told_where(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let client = Client::of(app, &camille, &ALL).await;
        let once = key();
        let send = async |text: &str| client.keyed("/posts", &once, json!({ "body": text })).await;
        let (first, again) = (told(&send("Bonjour").await.expect(201)), told(&send("Bonjour").await.expect(201)));
        assert_eq!(first["id"], again["id"]);
        assert_eq!(told(&send("Autre chose").await.expect(409))["code"], "posts.already_published");
        for (sent, status, code, field) in [
            (json!({}), 422, "posts.empty", Some("body")),
            (json!({ "format": "question", "body": "x" }), 422, "posts.heading_missing", Some("heading")),
            (json!({ "body": 7 }), 422, "api.body_wrong", None),
            (json!({ "body": "x", "unknown": 1 }), 422, "api.body_wrong", None),
            (json!({ "body": "x", "format": "novel" }), 422, "api.body_wrong", Some("format")),
            (json!({ "body": "x", "place": "99" }), 404, "not_found", None),
            (json!({ "body": "x", "place": 99 }), 422, "api.body_wrong", None),
            (json!([]), 422, "api.body_wrong", None),
        ] {
            let answer = client.ask(Method::POST, "/posts", Some(sent.clone())).await.expect(status);
            let problem = told(&answer);
            assert_eq!((problem["code"].as_str(), problem["status"].as_u64()), (Some(code), Some(status.into())), "{sent}");
            assert_eq!(problem["errors"][0]["field"].as_str(), field, "{sent}: {problem}");
        }
        let raw = |kind: &'static str, text: String| client.browser.request_once(Method::POST, "/api/v1/posts").bearer_auth(&client.token).header("content-type", kind).body(text);
        for (request, status, code) in [
            (raw("application/json", "{".into()), 400, "api.body_unreadable"),
            (raw("text/plain", "{}".into()), 415, "api.not_json"),
            (raw("application/json", format!("{{\"body\":\"{}\"}}", "x".repeat(600_000))), 413, "api.body_too_long"),
            (raw("application/json", "{}".into()).header("idempotency-key", "é"), 422, "api.key_wrong"),
        ] {
            assert_eq!(told(&client.browser.send(request).await.expect(status))["code"], code);
        }
        for (path, status) in [("/posts?limit=3", 422), ("/posts?after=x", 422), ("/posts/x", 404), ("/posts?place=1&author=2", 422), ("/posts?questions=x", 422)] {
            client.ask(Method::GET, path, None).await.expect(status);
        }
        assert_eq!(client.get("/posts").await["items"].as_array().unwrap().len(), 1);
    }
}

both_engines! {
    async fn the_description_names_every_address_and_is_the_one_that_is_committed(app: TestApp) {
        let served = app.stranger().get("/api/v1/openapi.json").await.expect(200);
        let path = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(openapi::COMMITTED);
        if std::env::var_os("RUCHE_TEST_OPENAPI").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &served.body).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(served.body == committed, "{} is not what is served: run this test with RUCHE_TEST_OPENAPI=write, or `ruche openapi`", openapi::COMMITTED);
        let description = told(&served);
        let (mut described, mut names) = (BTreeSet::new(), BTreeSet::new());
        for (path, item) in description["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                described.insert(format!("{} {path}", method.to_uppercase()));
                assert!(names.insert(operation["operationId"].as_str().unwrap()), "{method} {path} has the name of another one");
                assert!(operation["summary"].is_string() || operation["description"].is_string(), "{method} {path} says nothing");
            }
        }
        let routes: BTreeSet<String> =
            app.node.routes.iter().filter(|(_, path, _)| path.starts_with("/api/")).map(|(method, path, _)| format!("{method} {path}")).collect();
        assert_eq!(described, routes);
    }
}
