//! Hostile texts in every place where people type: the pages that show them do no harm.
//!
//! The strings of this file always run; the collections of hostile texts beside the repository run where they are.

use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use ruche_testkit::{Engine, Kind, TestApp, both_engines, key, pictures};
use std::path::PathBuf;

/// Ways out of every place that a page has: text, attribute, address, title, text area, comment, template, header.
const TEXTS: [&str; 16] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><iframe src=javascript:alert(1)>",
    "</template></dialog><object data=x>",
    "\" autofocus onfocus=\"alert(1)",
    "' style='position:fixed;inset:0'",
    "javascript:alert(1)",
    "<a href=\"javascript:alert(1)\">x</a> [y](javascript:alert(1)) [z](//evil.example)",
    "--><script>alert(1)</script><!--",
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
    "<p data-controller=live data-action=click->live#x id=main class=btn>x</p>",
    "&lt;script&gt;&#60;img src=x&#62;",
    "a\r\nSet-Cookie: x=y\r\n\r\n<script>",
    "![x](https://evil.example/p.png) <https://evil.example/\"onmouseover=alert(1)>",
];

/// The collections of hostile texts, one payload out of `step` of the largest one, whose lines resemble one another by the thousand.
#[allow(clippy::print_stderr, reason = "a skipped test must be seen")]
fn collections(step: usize) -> Option<Vec<String>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/hostile-text");
    if !folder.is_dir() {
        eprintln!("SKIPPED: no collections of hostile texts at ../shared/data/hostile-text");
        return None;
    }
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let naughty: Vec<String> = serde_json::from_slice(&read("naughty-strings.json")).unwrap();
    let cases: Vec<serde_json::Value> = serde_json::from_slice(&read("sanitizer-cases.json")).unwrap();
    let payloads = String::from_utf8(zstd::decode_all(&read("xss-payloads.txt.zst")[..]).unwrap()).unwrap();
    let cases = cases.iter().map(|case| case["payload"].as_str().unwrap().to_owned());
    let payloads = payloads.lines().step_by(step).map(str::to_owned);
    Some(naughty.into_iter().chain(cases).chain(payloads).collect())
}

/// The pages on which posts are read, with all that stands on them.
async fn read_all(app: &TestApp, expected: usize) {
    let (mut seen, mut next) = (0, Some("/".to_owned()));
    while let Some(path) = next {
        let page = app.admin.browser.get(&path).await.expect(200).harmless();
        seen += page.attributes("article.post", "id").len();
        next = page.attributes(".feed > .center a", "href").into_iter().next();
    }
    assert_eq!(seen, expected, "every post is there, and nothing has broken the page");
}

both_engines! {
    async fn the_collections_do_no_harm(app: TestApp) {
        let Some(mut texts) = collections(11) else { return };
        assert!(texts.len() > 500);
        // One by one on one engine; what engines could see differently is in the first collection.
        if app.node.platform.db.engine() == Engine::Postgres {
            texts.truncate(515);
        }
        let mut published = 0;
        for some in texts.chunks(28) {
            // Nobody may write more in a minute.
            let author = app.employee(Box::leak(format!("Auteur {published:04}").into_boxed_str())).await;
            for text in some {
                let answer = author.send_post(app.company, text, &key(), &[]).await;
                match answer.status.as_u16() {
                    303 => published += 1,
                    422 => assert!(answer.harmless().attributes("textarea[name=body]", "aria-invalid") == ["true"], "{text:?}"),
                    other => panic!("{text:?} answered {other}"),
                }
            }
        }
        read_all(app, published).await;
    }
}

/// Texts one below the other, as many as a field takes.
fn batches(texts: &[String], most: usize) -> Vec<String> {
    let mut batches = vec![String::new()];
    for text in texts {
        let text: String = text.chars().take(most).collect();
        if batches.last().is_some_and(|last| last.chars().count() + text.chars().count() + 2 > most) {
            batches.push(String::new());
        }
        let last = batches.last_mut().unwrap();
        last.push_str(&text);
        last.push_str("\n\n");
    }
    batches
}

both_engines! {
    async fn the_collections_do_no_harm_in_any_form(app: TestApp) {
        let Some((texts, some)) = collections(1).zip(collections(11)) else { return };
        assert!(texts.len() > 3_000);
        let (yanis, owner) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await);
        let subject = owner.publish(app.company, "Un sujet").await;
        for (n, text) in batches(&texts, 15_000).iter().enumerate() {
            let author = app.employee(Box::leak(format!("Auteur {n:04}").into_boxed_str())).await;
            // What repeats signs too often is refused at the field, and comes back as it was typed.
            let post = author.send_post(app.company, text, &key(), &[]).await;
            let comment = author.send_comment(subject, None, text, &key()).await;
            for answer in [&post, &comment] {
                match answer.status.as_u16() {
                    303 => {}
                    422 => assert!(answer.clone().harmless().attributes("textarea[name=body]", "aria-invalid") == ["true"], "{text}"),
                    other => panic!("{text} answered {other}"),
                }
            }
            if comment.status.as_u16() == 303 {
                yanis.browser.get(&format!("{}/body", comment.location())).await.expect(200).harmless();
            }
            if let Some((_, post)) = post.toast() {
                yanis.browser.get(&format!("/posts/{post}")).await.expect(200).harmless();
            }
        }
        let place = app.community(Kind::Open, "Chantier", &owner).await;
        for (n, some) in batches(&some, 390).chunks(60).enumerate() {
            let someone = app.employee(Box::leak(format!("Profil {n:04}").into_boxed_str())).await;
            for text in some {
                let line: String = text.chars().take(60).collect();
                let fields = [("name", "Profil"), ("title", &line), ("unit", &line), ("site", &line), ("phone", &line), ("languages", &line), ("bio", text)];
                someone.browser.post_once("/settings", &fields).await.expect(303);
                someone.browser.get(&format!("/members/{}", someone.id)).await.expect(200).harmless();
                let fields = [("name", "Chantier"), ("description", text), ("kind", "open"), ("icon", "star"), ("hue", "10"), ("language", "fr")];
                owner.browser.post_once(&format!("/communities/{place}/settings"), &fields).await.expect(303);
                owner.browser.get(&format!("/communities/{place}")).await.expect(200).harmless();
            }
        }
    }
}

both_engines! {
    async fn what_is_written_does_no_harm(app: TestApp) {
        let yanis = app.employee("Yanis Haddad").await;
        let mut last = None;
        // Nobody may write more than thirty texts in a minute.
        let authors = [app.employee("Camille Rousset").await, app.employee("Paul Sorel").await, app.employee("Zoé Tran").await];
        for (n, text) in TEXTS.into_iter().enumerate() {
            let camille = &authors[n % 3];
            let post = camille.publish(app.company, text).await;
            let body = format!("{text} {}", camille.mention());
            let comment = yanis.comment(post, &body).await;
            camille.reply(post, comment, text).await;
            // The title of the page is the text too.
            let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200).harmless();
            assert!(page.texts("title").len() == 1 && page.attributes("article.post", "id").len() == 1, "{text}");
            for path in [format!("/posts/{post}/card"), format!("/comments/{comment}/body"), format!("/comments/{comment}/replies"), format!("/comments/{comment}/reply")] {
                yanis.browser.get(&path).await.expect(200).harmless();
            }
            let form = camille.browser.get(&format!("/posts/{post}/edit")).await.expect(200).harmless();
            let kept = form.texts("textarea[name=body]");
            assert_eq!(kept, [text.replace("\r\n", "\n").split_whitespace().collect::<Vec<_>>().join(" ")], "what was typed comes back as it was");
            // Refused, it stands in the form again.
            let once = key();
            camille.send_post(app.company, "Un premier", &once, &[]).await;
            camille.send_post(app.company, text, &once, &[]).await.expect(409).harmless();
            last = Some(post);
        }
        app.settle().await;
        for author in &authors {
            assert!(author.browser.get("/notifications").await.expect(200).harmless().text().contains("vous mentionne"));
        }
        // The first author wrote the last text.
        authors[0].browser.post_once(&format!("/posts/{}?_method=delete", last.unwrap()), &[]).await.expect(303);
        authors[0].browser.get("/bin").await.expect(200).harmless();
        read_all(app, 2 * TEXTS.len() - 1).await;
    }
}

both_engines! {
    async fn names_and_profiles_do_no_harm(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::OnRequest, "Chantier", &camille).await;
        let post = camille.publish(app.company, "Un sujet").await;
        camille.comment(post, &format!("Vois {}", yanis.mention())).await;
        for text in TEXTS {
            let text: String = text.chars().take(60).collect();
            let fields = ["name", "title", "unit", "site", "phone", "languages", "bio"].map(|name| (name, text.as_str()));
            yanis.browser.post_once("/settings", &fields).await.expect(303);
            let place_fields = [("name", text.as_str()), ("description", &text), ("kind", "request"), ("icon", "star"), ("hue", "10"), ("language", "fr")];
            camille.browser.post_once(&format!("/communities/{place}/settings"), &place_fields).await.expect(303);
            app.settle().await;
            for path in [format!("/members/{}", yanis.id), "/members".into(), format!("/communities/{place}"), "/communities".into(), "/".into(), "/posts/new".into(), format!("/posts/{post}")] {
                let page = camille.browser.get(&path).await.expect(200).harmless();
                assert!(page.body.trim_end().ends_with("</html>"), "{path}");
            }
            yanis.browser.get("/").await.expect(200).harmless();
            yanis.browser.get("/settings").await.expect(200).harmless();
            let found = camille.browser.get("/members/suggest?q=").await.expect(200);
            assert_eq!(found.headers["content-type"], "application/json");
        }
        // A message that goes with a request, the name of the company, an account that an administrator names.
        let message: String = TEXTS.concat().chars().take(300).collect();
        yanis.browser.post_once(&format!("/communities/{place}/requests"), &[("message", &message)]).await.expect(303);
        camille.browser.get(&format!("/communities/{place}/members?find={}", "%22%3E%3Cscript%3E")).await.expect(200).harmless();
        for text in TEXTS {
            let text: String = text.chars().take(60).collect();
            app.admin.browser.post_once("/admin/company", &[("name", &text), ("locale", "fr"), ("hue", "1"), ("leavers", "name")]).await.expect(303);
            app.admin.browser.post_once("/admin/members", &[("name", &text), ("username", &text), ("title", &text)]).await.harmless();
            app.admin.browser.post_once("/admin/partners", &[("name", &text), ("email", &text), ("company", &text), ("sponsor", &text), ("ends", "0")]).await.expect(422).harmless();
            app.admin.browser.post_once("/admin/invitations", &[("addresses", &text), ("how", "mail")]).await.harmless();
            for path in ["/admin", "/admin/partners", "/admin/company"] {
                app.admin.browser.get(path).await.expect(200).harmless();
            }
            app.stranger().get("/sign-in").await.expect(200).harmless();
        }
    }
}

both_engines! {
    async fn names_of_files_and_descriptions_do_no_harm(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        for text in TEXTS {
            let document = camille.upload(&format!("{}.txt", text.replace(['\r', '\n'], " ")), b"du texte".to_vec()).await;
            let photo = camille.upload("photo.png", pictures::png(8, 8)).await;
            let (document, photo, once) = (document.to_string(), photo.to_string(), key());
            let (place, alt) = (app.company.to_string(), format!("alt-{photo}"));
            let fields = [("key", once.as_str()), ("place", &place), ("body", ""), ("file", &document), ("file", &photo), (&alt, text)];
            let post = camille.browser.post_files("/posts", &fields, &[]).await.expect(303).toast().unwrap().1;
            let page = app.admin.browser.get(&format!("/posts/{post}")).await.expect(200).harmless();
            assert_eq!(page.attributes(".photos img", "alt").len(), 1);
            camille.browser.get(&format!("/posts/{post}/edit")).await.expect(200).harmless();
            for address in page.attributes("a[download]", "href") {
                let file = app.admin.browser.get(&address).await.expect(200);
                let saved = file.headers["content-disposition"].to_str().unwrap().to_owned();
                assert!(saved.starts_with("attachment; filename*=UTF-8''") && !saved.contains(['"', '<', ' ', '\n']) || saved.matches(' ').count() == 1, "{saved}");
                assert!(file.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
                assert_eq!(file.headers["x-content-type-options"], "nosniff");
            }
        }
    }
}

both_engines! {
    async fn what_an_address_or_a_cookie_says_does_no_harm(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        for text in TEXTS {
            let typed = encode(text);
            for path in [
                format!("/members?q={typed}&after={typed}"), format!("/communities?q={typed}&filter={typed}&after={typed}"), format!("/communities/{place}/members?q={typed}&find={typed}&after={typed}"),
                format!("/admin?q={typed}"), format!("/topics/{typed}"), format!("/nowhere/{typed}"), format!("/posts/new?place={typed}"), format!("/?after={typed}"), format!("/notifications?filter={typed}&after={typed}"),
            ] {
                let answer = app.admin.browser.get(&path).await.harmless();
                assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
                let answer = camille.browser.get(&path).await.harmless();
                assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
            }
            let stranger = app.stranger();
            let page = stranger.get(&format!("/sign-in?back={typed}")).await.harmless();
            assert!(page.attributes("input[name=back]", "value").iter().all(|back| back.starts_with('/') && !back.starts_with("//")), "{text}");
            let refused = stranger.post_once("/sign-in", &[("login", text), ("password", text), ("back", text)]).await.harmless();
            assert!([422, 429].contains(&refused.status.as_u16()));
            stranger.get(&format!("/join/{typed}")).await.harmless();
            stranger.get(&format!("/reset/{typed}")).await.harmless();
        }
        // What was just done is told by a cookie, which anyone may have written.
        for (told, status) in [("post-deleted~7\"><script>alert(1)</script>", 200), ("<script>~1", 200), ("post-deleted~1/../../x", 200)] {
            let request = app.stranger().request(Method::GET, "/sign-in").header(HeaderName::from_static("cookie"), HeaderValue::from_str(&format!("ruche-toast={told}; ruche-lang=\"><script>")).unwrap());
            app.stranger().send(request).await.expect(status).harmless();
        }
    }
}
