//! Sign-in, sign-out, reset, sessions.

use reqwest::Method;
use ruche_platform::sql;
use ruche_testkit::{PASSWORD, TestApp, both_engines};

sql! {
    ATTEMPTS = "SELECT count(*) AS n FROM attempts";
}

both_engines! {
    async fn an_unknown_account_answers_like_a_wrong_password(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let browser = app.stranger();
        let wrong = browser.post("/sign-in", &[("login", "camille.rousset@orvane.example"), ("password", "non"), ("back", "/")]).await.expect(422);
        let unknown = browser.post("/sign-in", &[("login", "personne.a.ce.nom@orvane.example"), ("password", "non"), ("back", "/")]).await.expect(422);
        assert_eq!(wrong.statements, unknown.statements, "the same statements");
        assert_eq!(wrong.text(), unknown.text());
        assert!(camille.browser.get("/settings").await.expect(200).has("Camille Rousset"));
    }
}

both_engines! {
    async fn too_many_attempts_from_a_network_wait_and_shut_out_nobody_elsewhere(app: TestApp) {
        let browser = app.stranger();
        // Her own sign-in at the start counts too.
        for _ in 0..9 {
            browser.post("/sign-in", &[("login", "lucie@orvane.example"), ("password", "non"), ("back", "/")]).await.expect(422);
        }
        let answer = browser.post("/sign-in", &[("login", "lucie@orvane.example"), ("password", PASSWORD), ("back", "/")]).await.expect(429);
        assert!(answer.headers.contains_key("retry-after"));
        app.stranger_in(2).sign_in("lucie@orvane.example", PASSWORD).await;
        app.clock.advance(900_000);
        browser.sign_in("lucie@orvane.example", PASSWORD).await;
    }
}

both_engines! {
    async fn a_flood_writes_no_more_than_the_limits_count(app: TestApp) {
        let browser = app.stranger();
        let mut statuses = std::collections::BTreeMap::new();
        for n in 0..250 {
            let login = format!("personne-{n}@orvane.example");
            for (path, form) in [("/sign-in", vec![("login", login.as_str()), ("password", "non"), ("back", "/")]), ("/reset", vec![("email", login.as_str())])] {
                *statuses.entry(browser.post(path, &form).await.status.as_u16()).or_insert(0) += 1;
            }
        }
        assert!(statuses[&429] > 300 && statuses.keys().all(|status| [200, 422, 429].contains(status)), "{statuses:?}");
        // Three keys an attempt: the network, the login from it, the login from everywhere.
        let attempts = app.node.platform.db.one(&ATTEMPTS, &[], |r| r.int("n")).await.unwrap();
        assert!((100..=2 * 60 * 3).contains(&attempts), "{attempts}");
        // The others are served.
        app.stranger_in(2).sign_in("lucie@orvane.example", PASSWORD).await;
        // A second brings one more try: a few find the limit again, however slow the machine is.
        let mut joined = Vec::new();
        for _ in 0..30 {
            joined.push(app.stranger().post_once("/join/rien", &[("email", "x@y.example")]).await.status.as_u16());
        }
        assert!(joined.contains(&429), "{joined:?}");
    }
}

/// Signs in again and again while `change` is done, and gives the browsers that are in afterwards.
async fn overlap(app: &TestApp, login: &str, change: impl Future<Output = ()>) -> usize {
    let browsers: Vec<_> = (2..8).map(|n| app.stranger_in(n)).collect();
    let form = [("login", login), ("password", PASSWORD), ("back", "/settings")];
    let attempts = browsers.iter().map(async |browser| browser.post_once("/sign-in", &form).await.status.as_u16());
    let (statuses, ()) = tokio::join!(futures_util::future::join_all(attempts), change);
    assert!(statuses.iter().all(|status| [303, 422].contains(status)), "{statuses:?}");
    let mut inside = 0;
    for browser in &browsers {
        inside += usize::from(browser.get("/settings").await.path == "/settings");
    }
    inside
}

both_engines! {
    async fn no_session_outlives_the_password_that_opened_it(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let inside = overlap(app, &camille.email, async {
            camille.browser.post_once("/settings/password", &[("current", PASSWORD), ("password", "girafe trombone canal onze")]).await.expect(303);
        });
        assert_eq!(inside.await, 0, "sessions of the old password");
        assert_eq!(camille.browser.get("/settings").await.path, "/settings", "the one who changed it stays");
        let yanis = app.employee("Yanis Haddad").await;
        assert_eq!(overlap(app, &yanis.email, app.close_account(&yanis)).await, 0, "sessions of a closed account");
    }
}

both_engines! {
    async fn two_who_use_a_reset_link_at_once_are_one(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        app.stranger().post("/reset", &[("email", &camille.email)]).await.expect(200);
        app.settle().await;
        let link = app.mailbox.link(&camille.email);
        let browsers = [app.stranger(), app.stranger(), app.stranger()];
        let reset = async |browser: &ruche_testkit::Browser| browser.post_once(&link, &[("password", "girafe trombone canal onze")]).await.status.as_u16();
        let done = tokio::join!(reset(&browsers[0]), reset(&browsers[1]), reset(&browsers[2]));
        let mut statuses = [done.0, done.1, done.2];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404, 404]);
    }
}

both_engines! {
    async fn words_of_the_company_and_the_person_make_no_password(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        for weak in ["Orvane!Orvane#2026", "Camille-Rousset-2026!", "Ruche&Orvane&Ruche&1", "JetaimeMoncoeur13!"] {
            let refused = camille.browser.post_once("/settings/password", &[("current", PASSWORD), ("password", weak)]).await.expect(422);
            assert!(refused.texts(".error").concat().contains("deviner"), "{weak}: {}", refused.text());
        }
    }
}

both_engines! {
    async fn a_reset_link_works_once_and_ends_the_sessions(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let address = "camille.rousset@orvane.example";
        let browser = app.stranger();
        // An unknown address answers the same, with the same statements, and sends nothing.
        let known = browser.post("/reset", &[("email", address)]).await.expect(200);
        let unknown = browser.post("/reset", &[("email", "inconnue@orvane.example")]).await.expect(200);
        assert_eq!(known.statements, unknown.statements);
        app.settle().await;
        assert!(app.mailbox.to("inconnue@orvane.example").is_empty());
        let first = app.mailbox.link(address);
        browser.post("/reset", &[("email", address)]).await.expect(200);
        app.settle().await;
        let second = app.mailbox.link(address);
        browser.get(&first).await.expect(404);
        browser.get(&second).await.expect(200);
        // A refused password leaves the link usable.
        browser.post(&second, &[("password", "court")]).await.expect(422);
        browser.post(&second, &[("password", "girafe trombone canal onze")]).await;
        assert!(browser.get("/settings").await.expect(200).has("Camille"));
        assert_eq!(camille.browser.get("/settings").await.path, "/sign-in", "the old sessions are closed");
        app.stranger().post(&second, &[("password", "girafe trombone canal douze")]).await.expect(404);
    }
}

both_engines! {
    async fn a_reset_link_ends_after_an_hour(app: TestApp) {
        let browser = app.stranger();
        browser.post("/reset", &[("email", "lucie@orvane.example")]).await.expect(200);
        app.settle().await;
        let link = app.mailbox.link("lucie@orvane.example");
        app.clock.advance(3_600_001);
        browser.get(&link).await.expect(404);
    }
}

both_engines! {
    async fn the_link_of_a_reset_ignores_the_host_header(app: TestApp) {
        let browser = app.stranger();
        let request = browser.request(Method::POST, "/reset").header("host", "evil.example").form(&[("email", "lucie@orvane.example")]);
        browser.send(request).await;
        app.settle().await;
        assert!(app.mailbox.to("lucie@orvane.example").iter().all(|m| !m.text.contains("evil.example") && m.html.as_deref().is_some_and(|h| !h.contains("evil.example"))));
    }
}

both_engines! {
    async fn sessions_are_seen_and_closed(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let phone = app.stranger();
        phone.sign_in("camille.rousset@orvane.example", PASSWORD).await;
        let page = camille.browser.get("/settings/security").await.expect(200);
        let others = page.attributes("form[action^='/settings/sessions/']", "action");
        assert_eq!(others.len(), 1, "this device has no button");
        // Someone else's session does not exist.
        app.admin.browser.post(&others[0], &[]).await.expect(404);
        assert_eq!(phone.get("/settings").await.path, "/settings");
        camille.browser.post(&others[0], &[]).await.expect(200);
        assert_eq!(phone.get("/settings").await.path, "/sign-in");
        camille.browser.post("/sign-out", &[]).await.expect(200);
        assert_eq!(camille.browser.get("/settings").await.path, "/sign-in");
    }
}

both_engines! {
    async fn a_session_ends_when_it_is_not_used(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        app.clock.advance(13 * 86_400_000);
        assert_eq!(camille.browser.get("/settings").await.path, "/settings");
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        app.clock.advance(13 * 86_400_000);
        assert_eq!(camille.browser.get("/settings").await.path, "/settings", "a visit keeps it");
        app.clock.advance(15 * 86_400_000);
        assert_eq!(camille.browser.get("/settings").await.path, "/sign-in");
    }
}

both_engines! {
    async fn changes_come_from_our_own_pages_only(app: TestApp) {
        let browser = &app.admin.browser;
        let request = browser.request(Method::POST, "/settings/display").header("sec-fetch-site", "cross-site").form(&[("locale", "en"), ("zone", "Europe/London"), ("theme", "")]);
        assert_eq!(browser.send(request).await.status, 403);
        let request = browser.request(Method::POST, "/settings/display").header("sec-fetch-site", "").header("origin", "https://evil.example").form(&[("locale", "en"), ("zone", "Europe/London"), ("theme", "")]);
        assert_eq!(browser.send(request).await.status, 403);
        assert!(browser.get("/settings/display").await.has("lang=\"fr\""));
    }
}

both_engines! {
    async fn unknown_and_repeated_fields_are_refused(app: TestApp) {
        let browser = &app.admin.browser;
        browser.post("/settings/display", &[("locale", "en"), ("zone", "Europe/London"), ("theme", ""), ("role", "1")]).await.expect(400);
        browser.post("/settings/display", &[("locale", "en"), ("locale", "fr"), ("zone", "Europe/London"), ("theme", "")]).await.expect(400);
        assert!(browser.get("/settings/display").await.has("html lang=\"fr\""));
    }
}

both_engines! {
    async fn every_answer_carries_the_protection_headers(app: TestApp) {
        for path in ["/sign-in", "/settings", "/nowhere", "/assets/nothing.js"] {
            let answer = app.admin.browser.get(path).await;
            if path.starts_with("/assets") {
                assert_eq!(answer.status, 404);
                continue;
            }
            let policy = answer.headers["content-security-policy"].to_str().unwrap().to_owned();
            assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert!(!answer.has(" style=\""), "{path} has a style attribute");
        }
    }
}
