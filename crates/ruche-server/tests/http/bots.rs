//! Bots: programs as members, which act by tokens where they were put in.

use super::api::{Client, told};
use reqwest::Method;
use ruche_testkit::{Kind, PASSWORD, both_engines};
use serde_json::json;

both_engines! {
    async fn an_administrator_makes_a_bot_that_acts_where_it_was_put_in(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let (place, open) = (app.community(Kind::Closed, "Chantier", &camille).await, app.community(Kind::Open, "Ouverte", &camille).await);
        let (inside, outside) = (camille.publish(place, "Dedans").await, camille.publish(open, "Dehors").await);
        camille.browser.get("/admin/bots").await.expect(404);
        let employees = async || app.admin.browser.get("/admin").await.texts("h2");
        let before = employees().await;
        let fields = [("name", "Traducteur"), ("purpose", "Traduit"), ("sponsor", camille.email.as_str()), ("key", "bot-1")];
        let made = app.admin.browser.post_once("/admin/bots", &fields).await.expect(303);
        let base = made.location().to_owned();
        assert_eq!(app.admin.browser.post_once("/admin/bots", &fields).await.expect(303).location(), base, "the same form makes one");
        let id = base.rsplit('/').next().unwrap();
        let page = app.admin.browser.get("/admin/bots").await;
        assert!(page.has("Traducteur") && page.has("Camille Rousset en répond"), "{}", page.text());
        assert_eq!(employees().await, before);
        // It has nothing to sign in with; it acts by a token, made with the administrator's password.
        let tokens = format!("{base}/tokens");
        let scopes = [("name", "Serveur"), ("scope", "content:read"), ("scope", "content:write"), ("scope", "admin"), ("days", "30")];
        app.admin.browser.post_once(&tokens, &[&scopes[..], &[("current", "faux")]].concat()).await.expect(422);
        let shown = app.admin.browser.post_once(&tokens, &[&scopes[..], &[("current", PASSWORD)]].concat()).await.expect(200);
        let bot = Client::with(app, shown.texts("#secret").remove(0));
        // Nowhere yet: what it was not put into does not exist, not even what every employee reads.
        for post in [inside, outside] {
            bot.ask(Method::GET, &format!("/posts/{post}"), None).await.expect(404);
        }
        bot.ask(Method::POST, "/posts", Some(json!({ "body": "À tous" }))).await.expect(404);
        camille.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", id)]).await.expect(303);
        bot.get(&format!("/posts/{inside}")).await;
        bot.ask(Method::GET, &format!("/posts/{outside}"), None).await.expect(404);
        let post = told(&bot.ask(Method::POST, "/posts", Some(json!({ "body": "Bonjour", "place": place.to_string() }))).await.expect(201));
        assert_eq!((&post["author"]["name"], &post["author"]["bot"]), (&json!("Traducteur"), &json!(true)));
        let members = camille.browser.get(&format!("/communities/{place}/members")).await;
        assert!(members.texts(".badge").iter().any(|badge| badge == "Bot"), "{}", members.text());
        let profile = camille.browser.get(&format!("/members/{id}")).await.expect(200);
        assert!(profile.has("Traduit") && profile.texts(".badge").iter().any(|badge| badge == "Bot"));
        // Its token ends by itself, or when an administrator says so, or with the bot.
        app.admin.browser.post_once(&format!("/admin/members/{id}/departure"), &[("name", "Traducteur")]).await.expect(303);
        bot.ask(Method::GET, &format!("/posts/{inside}"), None).await.expect(401);
        app.admin.browser.get(&base).await.expect(404);
        app.settle().await;
        let findings = ruche_server::check::run(&app.node.platform.db, app.node.platform.blobs.as_ref(), ruche_kernel::Clock::now_ms(app.clock.as_ref())).await.unwrap();
        assert!(findings.iter().all(|finding| finding.differences == 0), "{findings:?}");
    }
}

both_engines! {
    async fn bots_are_made_by_the_api_and_refused_at_their_field(app: TestApp) {
        let admin = Client::of(app, &app.admin, &["admin"]).await;
        let made = told(&admin.keyed("/admin/bots", "one", json!({ "name": "Veilleur", "purpose": "Veille" })).await.expect(201));
        assert_eq!(told(&admin.keyed("/admin/bots", "one", json!({ "name": "Veilleur", "purpose": "Veille" })).await.expect(201)), made);
        assert_eq!(made["sponsor"], app.admin.id.to_string());
        admin.ask(Method::POST, "/admin/bots", Some(json!({ "name": "" }))).await.expect(422);
        admin.ask(Method::POST, "/admin/bots", Some(json!({ "name": "a", "sponsor": "personne" }))).await.expect(422);
        admin.ask(Method::POST, "/admin/bots", Some(json!({ "name": "Guetteur" }))).await.expect(201);
        let first = admin.get("/admin/bots?limit=1").await;
        let second = admin.get(&format!("/admin/bots?limit=1&after={}", first["next"].as_str().unwrap())).await;
        assert_eq!((&first["items"][0]["name"], &second["items"][0]["name"], second["next"].is_null()), (&json!("Guetteur"), &json!("Veilleur"), true));
        for (fields, field) in [([("name", ""), ("purpose", "")], "#name-error"), ([("name", "a"), ("sponsor", "personne")], "#sponsor-error")] {
            assert_eq!(app.admin.browser.post("/admin/bots", &fields).await.expect(422).texts(field).len(), 1);
        }
    }
}
