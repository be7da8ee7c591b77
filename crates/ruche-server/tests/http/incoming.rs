//! Incoming webhooks: what a program posts into a community, as whom, and how its address ends.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines, key};
use serde_json::{Value, json};

/// Makes one by its form, and gives the path of its address.
pub async fn make(owner: &Someone, place: PlaceId, name: &str) -> String {
    let page = owner.browser.post(&format!("/communities/{place}/incoming"), &[("name", name)]).await.expect(200);
    let address = page.texts("#secret").remove(0);
    address[address.find("/hooks/").unwrap()..].to_owned()
}

/// Sends JSON to an address, as a program that knows nothing else.
pub async fn send(app: &TestApp, path: &str, body: &Value) -> Answer {
    let program = app.stranger();
    program.send(program.request_once(Method::POST, path).json(body)).await
}

both_engines! {
    async fn a_program_posts_as_a_bot_of_the_community(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let count = async || camille.browser.get(&format!("/communities/{place}")).await.texts(".banner .meta.row").pop().unwrap();
        let before = count().await;
        let path = make(&camille, place, "Veilleur").await;
        assert_eq!(count().await, before, "a program is no member more");
        let body = json!({ "title": "Compilation", "text": format!("Tout est **vert** {}", yanis.mention()), "icon_emoji": ":robot:" });
        let answer = told(&send(app, &path, &body).await.expect(201));
        assert_eq!((&answer["ok"], answer["url"].as_str().unwrap()), (&json!(true), format!("{}/posts/{}", app.url(), answer["id"].as_str().unwrap()).as_str()));
        let post = format!("/posts/{}", answer["id"].as_str().unwrap());
        let page = yanis.browser.get(&post).await.expect(200);
        assert!(page.has("Veilleur") && page.texts(".post-head .badge, article .badge").iter().any(|badge| badge == "Bot"), "{}", page.text());
        assert!(page.body.contains("<strong>vert</strong>"), "{}", page.body);
        // Told like any mention, with the badge.
        app.settle().await;
        let told_page = yanis.browser.get("/notifications").await;
        assert!(told_page.has("Veilleur") && told_page.texts(".badge").iter().any(|badge| badge == "Bot"), "{}", told_page.text());
        // The API says so.
        let reader = Client::of(app, &yanis, &ALL).await;
        assert_eq!(reader.get(&post).await["author"]["bot"], true);
        assert_eq!(reader.get(&format!("/members/{}", yanis.id)).await["member"]["bot"], json!(false));
        // By a form, as older programs do.
        let program = app.stranger();
        let form = program.request_once(Method::POST, &path).form(&[("payload", r#"{"text":"Par formulaire"}"#)]);
        program.send(form).await.expect(201);
        assert!(yanis.browser.get(&format!("/communities/{place}")).await.has("Par formulaire"));
        // No person, where people are listed or proposed.
        assert!(!yanis.browser.get("/members").await.has("Veilleur"));
        assert!(!yanis.browser.get(&format!("/members/suggest?q=veil&place={place}")).await.has("Veilleur"));
        app.settle().await;
        let findings = ruche_server::check::run(&app.node.platform.db, app.node.platform.blobs.as_ref(), ruche_kernel::Clock::now_ms(app.clock.as_ref())).await.unwrap();
        assert!(findings.iter().all(|finding| finding.differences == 0), "{findings:?}");
    }
}

both_engines! {
    async fn the_same_key_posts_once_and_bad_input_is_told(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Chantier", &camille).await;
        let path = make(&camille, place, "Veilleur").await;
        let program = app.stranger();
        let keyed = async |body: Value| program.send(program.request_once(Method::POST, &path).header("idempotency-key", "build-7").json(&body)).await;
        let first = told(&keyed(json!({ "text": "Vert" })).await.expect(201));
        assert_eq!(told(&keyed(json!({ "text": "Vert" })).await.expect(201)), first);
        assert_eq!(keyed(json!({ "text": "Rouge" })).await.expect(409).headers["content-type"], "application/problem+json");
        for (body, status, code) in [
            (json!({ "text": "" }), 422, "incoming.text_missing"),
            (json!({ "title": "a" }), 422, "incoming.text_missing"),
            (json!({ "text": "a", "title": "x".repeat(201) }), 422, "incoming.title_too_long"),
            (json!({ "text": "x".repeat(70_000) }), 413, "api.body_too_long"),
            (json!({ "text": format!("{}", (1..7).map(|n| format!("[@A](/members/{n}) ")).collect::<String>()) }), 422, "posts.bot_names"),
        ] {
            let answer = send(app, &path, &body).await.expect(status);
            assert_eq!(told(&answer)["code"], code, "{}", answer.body);
        }
        let text = program.request_once(Method::POST, &path).header("content-type", "text/plain").body("Vert");
        program.send(text).await.expect(415);
        // A cookie opens nothing, and a page of others in a browser cannot post.
        let foreign = camille.browser.request_once(Method::POST, &path).header("sec-fetch-site", "cross-site").json(&json!({ "text": "a" }));
        assert_ne!(camille.browser.send(foreign).await.status, 201);
        // Too often is told at once.
        let mut statuses = Vec::new();
        for n in 0..25 {
            statuses.push(send(app, &path, &json!({ "text": format!("Publication {n}") })).await);
        }
        let last = statuses.last().unwrap();
        assert!(last.status == 429 && last.headers.contains_key("retry-after"), "{}", last.status);
    }
}

both_engines! {
    async fn an_address_ends_when_it_is_replaced_removed_or_its_bot_is_gone(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let text = json!({ "text": "Vert" });
        let list = format!("/communities/{place}/incoming");
        send(app, "/hooks/inconnu", &text).await.expect(404);
        yanis.browser.get(&list).await.expect(403);
        yanis.browser.post_once(&list, &[("name", "Espion")]).await.expect(403);
        let first = make(&camille, place, "Veilleur").await;
        let page = camille.browser.get(&list).await;
        assert!(page.has("Jamais utilisée") && !page.body.contains(&first));
        send(app, &first, &text).await.expect(201);
        // Replaced: the one before ends.
        let replace = page.attributes("form[action$='/address']", "action").remove(0);
        let shown = camille.browser.post(&replace, &[]).await.expect(200).texts("#secret").remove(0);
        let second = shown[shown.find("/hooks/").unwrap()..].to_owned();
        send(app, &first, &text).await.expect(404);
        send(app, &second, &text).await.expect(201);
        // Put out of the community, its bot posts nothing; brought back, it does.
        let bot = page.attributes(".list a.name", "href").remove(0).replace("/members/", "");
        camille.browser.post_once(&format!("/communities/{place}/members/{bot}?_method=delete"), &[]).await.expect(303);
        send(app, &second, &text).await.expect(404);
        camille.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &bot)]).await.expect(303);
        send(app, &second, &text).await.expect(201);
        // A role is for people who work here.
        camille.browser.post_once(&format!("/communities/{place}/members/{bot}/role"), &[("role", "owner")]).await.expect(422);
        // Closed by an administrator, like an account; what it wrote stays.
        app.admin.browser.post_once(&format!("/admin/members/{bot}/departure"), &[("name", "Veilleur")]).await.expect(303);
        send(app, &second, &text).await.expect(404);
        app.settle().await;
        assert!(camille.browser.get(&list).await.has("Aucune adresse"));
        assert!(yanis.browser.get(&format!("/communities/{place}")).await.has("Vert"));
        // Removed by an owner, by the API. Sent twice, it was made once, and the last address told is the one that holds.
        let owner = Client::of(app, &camille, &ALL).await;
        let once = key();
        let [before, made] = [owner.keyed(&list, &once, json!({ "name": "Guetteur" })).await, owner.keyed(&list, &once, json!({ "name": "Guetteur" })).await].map(|answer| told(&answer.expect(201)));
        assert_eq!(before["webhook"]["id"], made["webhook"]["id"]);
        send(app, before["url"].as_str().unwrap().strip_prefix(&app.url()).unwrap(), &text).await.expect(404);
        owner.keyed(&list, &once, json!({ "name": "Autre" })).await.expect(409);
        assert_eq!(owner.get(&list).await["items"].as_array().unwrap().len(), 1);
        let path = made["url"].as_str().unwrap().strip_prefix(&app.url()).unwrap().to_owned();
        send(app, &path, &text).await.expect(201);
        let one = format!("{list}/{}", made["webhook"]["id"].as_str().unwrap());
        owner.ask(Method::DELETE, &one, None).await.expect(204);
        owner.ask(Method::DELETE, &one, None).await.expect(404);
        send(app, &path, &text).await.expect(404);
        app.settle().await;
    }
}

both_engines! {
    async fn where_moderators_read_first_they_read_bots_first(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let fields = [("name", "Relue"), ("description", ""), ("kind", "open"), ("icon", "hexagon"), ("hue", "160"), ("language", "fr"), ("reviewed", "1")];
        let made = camille.browser.post_once("/communities/new", &fields).await.expect(303);
        let place = PlaceId(made.location().rsplit('/').next().unwrap().parse().unwrap());
        let path = make(&camille, place, "Veilleur").await;
        let answer = told(&send(app, &path, &json!({ "text": "À relire" })).await.expect(202));
        assert_eq!(answer, json!({ "ok": true }));
        app.settle().await;
        assert!(!camille.browser.get(&format!("/communities/{place}")).await.has("À relire"));
        assert!(camille.browser.get("/drafts").await.has("À relire"));
    }
}
