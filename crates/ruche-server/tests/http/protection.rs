//! What one may not see answers like what does not exist; what changes something comes from our pages; every answer is protected.

use reqwest::Method;
use ruche_testkit::{Answer, Browser, Kind, both_engines};
use ruche_web::Needs;

/// Status, headers and body, without what differs from one answer to the next: nonces, the date, the size of the compressed
/// body, the ids that were asked for. The statements are compared beside.
fn shape(answer: &Answer, asked: &[String]) -> (u16, Vec<(String, String)>, String) {
    let nonce = answer.attributes("meta[name=csp-nonce]", "content").concat();
    let bare = |text: &str| {
        let text = if nonce.is_empty() { text.to_owned() } else { text.replace(&nonce, "NONCE") };
        asked.iter().fold(text, |text, id| text.replace(id.as_str(), "ID"))
    };
    let headers = answer.headers.iter().filter(|(name, _)| !["date", "content-length", "x-statements"].contains(&name.as_str()));
    let mut headers: Vec<(String, String)> = headers.map(|(name, value)| (name.to_string(), bare(value.to_str().unwrap()))).collect();
    headers.sort();
    // The number of the newest event stands in every page and may move meanwhile.
    let seq = answer.attributes("body", "data-live-seq-value").concat();
    (answer.status.as_u16(), headers, bare(&answer.body).replace(&format!("data-live-seq-value=\"{seq}\""), ""))
}

both_engines! {
    async fn what_one_may_not_see_answers_like_what_is_not_there(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        let file = ("upload", "plan.txt", b"canari".to_vec());
        let post = camille.publish_with(place, "canari #secret", &[file]).await;
        let comment = camille.comment(post, "canari").await;
        camille.reply(post, comment, "canari").await;
        let held = camille.browser.get(&format!("/posts/{post}")).await.attributes("a[download]", "href").remove(0);
        let file = held.split('/').nth(2).unwrap().to_owned();
        let deleted = yanis.publish(app.company, "à jeter").await;
        yanis.browser.post_once(&format!("/posts/{deleted}?_method=delete"), &[]).await.expect(303);
        // What was just done is told once, by the next page: not by one of those that are compared.
        for who in [&camille, &yanis, &ana] {
            who.browser.get("/").await.expect(200);
        }
        app.settle().await;
        // A place, a post, a comment, a file: hidden, deleted, and never made.
        let hidden = [place.to_string(), post.to_string(), comment.to_string(), file];
        // As long as real ones, so that none is found within another.
        let absent = [1, 2, 3, 4].map(|n| format!("900000000000000{n}"));
        let paths = |[place, post, comment, file]: &[String; 4]| {
            vec![
                (Method::GET, format!("/communities/{place}")), (Method::GET, format!("/communities/{place}/members")), (Method::GET, format!("/communities/{place}/owners")), (Method::GET, format!("/communities/{place}/settings")),
                (Method::PUT, format!("/communities/{place}/membership")), (Method::DELETE, format!("/communities/{place}/membership")), (Method::POST, format!("/communities/{place}/requests")),
                (Method::DELETE, format!("/communities/{place}/members/{}", camille.id)), (Method::GET, format!("/posts/audience?place={place}")), (Method::GET, format!("/members/suggest?q=c&place={place}")),
                (Method::GET, format!("/posts/{post}")), (Method::GET, format!("/posts/{post}/card")), (Method::GET, format!("/posts/{post}/edit")), (Method::GET, format!("/posts/{post}/comments/count")),
                (Method::DELETE, format!("/posts/{post}")), (Method::PUT, format!("/posts/{post}/pin")), (Method::DELETE, format!("/posts/{post}/pin")), (Method::POST, format!("/posts/{post}/restoration")),
                (Method::GET, format!("/comments/{comment}")), (Method::GET, format!("/comments/{comment}/body")), (Method::GET, format!("/comments/{comment}/reply")), (Method::GET, format!("/comments/{comment}/replies")), (Method::GET, format!("/comments/{comment}/edit")),
                (Method::DELETE, format!("/comments/{comment}")), (Method::POST, format!("/comments/{comment}/restoration")),
                (Method::GET, format!("/reactions?subject=post:{post}")), (Method::GET, format!("/reactions?subject=comment:{comment}")),
                (Method::GET, format!("/files/{file}/download")), (Method::GET, format!("/files/{file}/480")), (Method::GET, format!("/files/{file}/nothing")),
            ]
        };
        for who in [&yanis, &ana] {
            for ((method, path), (_, nowhere)) in paths(&hidden).into_iter().zip(paths(&absent)) {
                let ask = async |path: &str| who.browser.send(who.browser.request_once(method.clone(), path)).await;
                let (one, other) = (ask(&path).await, ask(&nowhere).await);
                assert_eq!(one.status.as_u16(), 404, "{method} {path} by {}", who.name);
                assert_eq!(shape(&one, &hidden), shape(&other, &absent), "{method} {path} by {}", who.name);
                assert_eq!(one.statements, other.statements, "{method} {path} by {}: the same statements", who.name);
            }
            for (path, form) in [
                ("/posts/ID/comments", vec![("key", "k"), ("body", "Bonjour")]), ("/posts/ID", vec![("version", "1"), ("body", "Bonjour")]), ("/reactions", vec![("subject", "post:ID"), ("kind", "like")]), ("/posts", vec![("key", "k"), ("body", "Bonjour"), ("place", "PLACE")]),
            ] {
                let send = async |ids: &[String; 4]| {
                    let fill = |text: &str| text.replace("PLACE", &ids[0]).replace("ID", &ids[1]);
                    let form: Vec<(&str, String)> = form.iter().map(|(name, value)| (*name, fill(value))).collect();
                    who.browser.send(who.browser.request_once(Method::POST, &fill(path)).form(&form)).await
                };
                let (one, other) = (send(&hidden).await, send(&absent).await);
                assert_eq!(one.status.as_u16(), 404, "{path} by {}", who.name);
                assert_eq!(shape(&one, &hidden), shape(&other, &absent), "{path} by {}", who.name);
            }
        }
        let mine = deleted.to_string();
        for (method, path, _) in [(Method::GET, "", ()), (Method::GET, "/card", ()), (Method::GET, "/edit", ()), (Method::DELETE, "", ())] {
            let ask = async |id: &str| camille.browser.send(camille.browser.request_once(method.clone(), &format!("/posts/{id}{path}"))).await;
            assert_eq!(shape(&ask(&mine).await, std::slice::from_ref(&mine)), shape(&ask("902").await, &absent), "{method} {path}: deleted");
        }
        // An address that was never ours looks the same too.
        let (page, nowhere) = (yanis.browser.get(&format!("/posts/{post}")).await, yanis.browser.get("/nowhere").await);
        // It takes no statement to know that: only what is seen is compared.
        let seen = |(status, mut headers, body): (u16, Vec<(String, String)>, String)| {
            headers.retain(|(name, _)| name != "x-statements");
            (status, headers, body)
        };
        assert_eq!(seen(shape(&page, &hidden)), seen(shape(&nowhere, &absent)));
        assert!(camille.browser.get(&format!("/posts/{post}")).await.expect(200).has("canari"), "nothing was changed");
    }
}

/// An address of a route, with ids that lead nowhere.
fn sample(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "901" } else { part }).collect::<Vec<_>>().join("/")
}

both_engines! {
    async fn without_a_session_every_route_but_the_few_is_closed(app: TestApp) {
        let stranger = app.stranger();
        for (method, path, needs) in &app.node.routes {
            if *needs == Needs::Nothing {
                continue;
            }
            let ask = async |accept: &'static str| stranger.send(stranger.request_once(method.clone(), &sample(path)).header("accept", accept)).await;
            for accept in ["text/html,application/xhtml+xml", "*/*"] {
                let answer = ask(accept).await;
                // Programs are led to no page.
                let fine = if accept == "*/*" || *method != Method::GET || path.starts_with("/api/") { answer.status.as_u16() == 401 } else { answer.status.as_u16() == 303 && answer.location().starts_with("/sign-in?back=") };
                assert!(fine, "{method} {path} ({accept}) answered {} {}", answer.status, answer.location());
            }
        }
    }
}

both_engines! {
    async fn what_changes_something_comes_from_our_own_pages(app: TestApp) {
        let browser = &app.admin.browser;
        for (method, path, _) in &app.node.routes {
            if method.is_safe() {
                continue;
            }
            for (name, value) in [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")] {
                let answer = browser.send(browser.request_once(method.clone(), &sample(path)).header(name, value)).await;
                assert_eq!(answer.status.as_u16(), 403, "{method} {path} with {name}: {value}");
            }
        }
        assert!(browser.get("/settings").await.expect(200).has("Lucie Martel"));
    }
}

both_engines! {
    async fn verbs_that_a_route_does_not_have_are_refused(app: TestApp) {
        let browser = &app.admin.browser;
        let known = |method: &Method, path: &str| app.node.routes.iter().any(|(m, p, _)| m == method && p == path);
        for (_, path, _) in &app.node.routes {
            for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
                if known(&method, path) {
                    continue;
                }
                let answer = browser.send(browser.request_once(method.clone(), &sample(path))).await;
                // The sample of one route may be the address of another: `/members/suggest` is no `/members/{id}`.
                // The API knows no session, and says so before anything else.
                let refused: &[u16] = if path.starts_with("/api/") { &[401, 404, 405] } else { &[404, 405] };
                assert!(refused.contains(&answer.status.as_u16()), "{method} {path}: {}", answer.status);
            }
        }
    }
}

async fn protected(browser: &Browser, path: &str) {
    let answer = browser.get(path).await;
    let head = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let policy = head("content-security-policy");
    assert!(!policy.is_empty() && !policy.contains("unsafe"), "{path}: {policy}");
    if !path.starts_with("/files") {
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'") && policy.contains("form-action 'self'"),
            "{path}: {policy}"
        );
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        assert!(
            nonce.len() >= 22
                && nonce
                    != browser.get(path).await.headers["content-security-policy"]
                        .to_str()
                        .unwrap()
                        .split("'nonce-")
                        .nth(1)
                        .unwrap()
                        .split('\'')
                        .next()
                        .unwrap(),
            "{path}: a nonce serves once"
        );
        assert_eq!(head("referrer-policy"), "same-origin", "{path}");
    }
    assert_eq!(head("x-content-type-options"), "nosniff", "{path}");
    // The description of the API is the same for everyone.
    let private = head("cache-control").contains("no-store") || head("cache-control").contains("private");
    assert!(private || path == "/api/v1/openapi.json", "{path}: {}", head("cache-control"));
    assert!(!answer.body.contains(" style=\""), "{path} has a style attribute");
}

both_engines! {
    async fn every_answer_is_protected(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let file = ("upload", "plan.txt", b"le plan".to_vec());
        let post = camille.publish_with(place, "Un sujet #borne", &[file]).await;
        let comment = camille.comment(post, "Un avis").await;
        let file = camille.browser.get(&format!("/posts/{post}")).await.attributes("a[download]", "href").remove(0);
        for (method, path, _) in &app.node.routes {
            if *method != Method::GET || path == "/live" || path == "/set-up" {
                continue;
            }
            let id = if path.starts_with("/communities") { place.to_string() } else if path.starts_with("/posts") { post.to_string() } else if path.starts_with("/comments") { comment.to_string() } else { camille.id.to_string() };
            let path = path.replace("/files/{id}/{size}", &file).replace("{id}", &id).replace("{key}", "borne").replace("{token}", "rien");
            protected(&camille.browser, &path).await;
            protected(&app.stranger(), &path).await;
        }
        // Built files, health, and what is none of them: without a page there is no nonce, and some may be kept.
        let built = camille.browser.get("/").await;
        let script = built.attributes("script[src]", "src").remove(0);
        for path in [script.as_str(), "/icons/icon-192.png", "/brand.css?h=7", "/health/live", "/health/ready", "/assets/nothing.js", "/icons/nothing", "/brand.css", "/manifest.webmanifest"] {
            for method in [Method::GET, Method::POST] {
                let answer = app.stranger().send(app.stranger().request_once(method.clone(), path)).await;
                let head = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
                let policy = head("content-security-policy");
                assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("nonce-'"), "{method} {path}: {policy}");
                assert_eq!((head("x-content-type-options"), head("referrer-policy")), ("nosniff", "same-origin"), "{method} {path}");
                assert!(!head("cache-control").is_empty() && (answer.status.is_success() || head("cache-control") == "no-store"), "{method} {path}: {}", head("cache-control"));
            }
        }
        for path in ["/nowhere", "/posts/x", "/posts/99999999999999999999", "/posts/-1", "/posts/audience?place=x", "/reactions"] {
            protected(&camille.browser, path).await;
            let status = camille.browser.get(path).await.status.as_u16();
            assert!([400, 404].contains(&status), "{path}: {status}");
        }
    }
}

both_engines! {
    async fn what_is_too_large_is_refused_quickly(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let large = "x".repeat(600_000);
        for (path, field) in [("/settings", "bio"), ("/communities/new", "description"), ("/feed/seen", "id"), ("/reactions", "subject")] {
            camille.browser.post_once(path, &[(field, &large)]).await.expect(413);
        }
        let many: Vec<(&str, &str)> = std::iter::repeat_n(("file", "1"), 300).collect();
        camille.browser.post_once("/posts", &many).await.expect(413);
        // A text of twenty thousand characters that is hard on parsers.
        for hard in ["[".repeat(20_000), "> ".repeat(10_000), "*a ".repeat(6_000), "![[](".repeat(4_000), "`".repeat(20_000), "- ".repeat(10_000), "|a".repeat(10_000) + "\n|-", "<".repeat(20_000), "#a ".repeat(6_000), "[@a](/members/1)".repeat(1_200)] {
            let since = std::time::Instant::now();
            let answer = camille.send_post(app.company, &hard, &ruche_testkit::key(), &[]).await;
            assert!([303, 422].contains(&answer.status.as_u16()), "{}: {}", &hard[..8], answer.status);
            assert!(since.elapsed().as_secs() < 10, "{} took {:?}", &hard[..8], since.elapsed());
        }
        app.admin.browser.get("/").await.expect(200).harmless();
    }
}

both_engines! {
    async fn behind_a_proxy_a_network_counts_as_one_and_nobody_speaks_for_another(app: TestApp) {
        let stranger = app.stranger();
        let sign_in = async |n: usize, from: &str| {
            // Another login each time, since these are counted as well.
            let form = [("login", format!("personne{n}")), ("password", "x".into()), ("back", "/".into())];
            stranger.send(stranger.request_once(Method::POST, "/sign-in").header("x-forwarded-for", from).form(&form)).await.status.as_u16()
        };
        for n in 0..60 {
            assert_eq!(sign_in(n, &format!("6.6.6.{n}, 2001:db8:0:7::{n}")).await, 422, "{n}");
        }
        for from in ["2001:db8:0:7:ffff::1", "6.6.6.6, [2001:db8:0:7::99]:4711", "2001:db8:0:8::1, 2001:db8:0:7::1"] {
            assert_eq!(sign_in(60, from).await, 429, "{from}");
        }
        for from in ["2001:db8:0:8::1", "2001:db8:0:7::1, 203.0.113.9:4711", "2001:db8:0:7::1, unknown"] {
            assert_eq!(sign_in(61, from).await, 422, "{from}");
        }
    }
}
