//! What no person types: addresses and forms that hold characters which texts cannot have, numbers beyond all bounds, halves of
//! characters. They are refused or find nothing; they never break a page.

use reqwest::{Method, StatusCode};
use ruche_testkit::{Answer, Kind, both_engines, key};
use std::time::Duration;

/// Odd values, as they stand in an address.
const ODD: [&str; 12] = [
    "%00",
    "a%00b.7",
    "%00.1",
    "%0A%0D%1B",
    "%25%5F%5C%27%22%3B--",
    "%C3%28",
    "%F0%9F%98%80%E2%80%AE%EF%BB%BF",
    "-9223372036854775808.-9223372036854775808",
    "99999999999999999999.99999999999999999999",
    "NaN.1",
    "post:%00",
    "%2F%2Fevil.example%00",
];
/// Every word by which a page of ours takes a text from its address.
const WORDS: [&str; 13] = ["q", "after", "filter", "find", "at", "before", "thread", "title", "back", "subject", "kind", "page", "code"];
/// Every word by which one takes a number.
const NUMBERS: [&str; 4] = ["place", "comment", "shown", "h"];

#[track_caller]
fn withstood(path: &str, status: StatusCode) {
    assert!(!status.is_server_error(), "{path} answered {status}");
}

both_engines! {
    async fn no_address_breaks_a_page(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        let post = camille.publish(place, "Un sujet #recharge").await;
        let comment = camille.comment(post, "Un avis").await;
        // What is there, so that the page itself is reached and not only the door before it.
        let id = |path: &str| match path.split('/').nth(1) {
            Some("communities") => place.to_string(),
            Some("posts") => post.to_string(),
            Some("comments") => comment.to_string(),
            _ => camille.id.to_string(),
        };
        let mut addresses = Vec::new();
        for (_, path, _) in app.node.routes.iter().filter(|(method, ..)| *method == Method::GET) {
            let path = path.replace("{id}", &id(path));
            for odd in ODD {
                let path = path.replace("{token}", odd).replace("{key}", odd).replace("{size}", odd);
                for words in [&WORDS[..], &NUMBERS[..]] {
                    let query: Vec<String> = words.iter().map(|word| format!("{word}={odd}")).collect();
                    addresses.push(format!("{path}?{}", query.join("&")));
                }
            }
        }
        // An administrator reaches every page.
        for address in &addresses {
            let asked = app.admin.browser.request_once(Method::GET, address).send();
            // The head alone: a stream has no end.
            withstood(address, tokio::time::timeout(Duration::from_secs(20), asked).await.unwrap().unwrap().status());
        }
        assert!(addresses.len() > 600, "only {} addresses were asked", addresses.len());
        // What is typed without an end is cut, wherever one searches.
        let long = "a".repeat(60_000);
        for path in ["/members?q=", "/members/suggest?q=", "/topics/suggest?q=", "/topics?q=", "/topics?sort=name&after=", "/communities?q=", "/admin?q=", &format!("/communities/{place}/members?q="), &format!("/communities/{place}/members?find=")] {
            app.admin.browser.get(&format!("{path}{long}")).await.expect(200);
        }
        // What is found of what was typed around it.
        let found = camille.browser.get("/members?q=Cam%00ille").await.expect(200);
        assert!(found.texts("main .list").concat().contains("Camille Rousset"));
        camille.browser.get("/topics/re%00charge").await.expect(404);
    }
}

both_engines! {
    async fn no_form_breaks_a_page(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let place = app.community(Kind::OnRequest, "Réseau Nord", &camille).await;
        let post = camille.publish(place, "Un sujet").await;
        let admin = &app.admin.browser;
        let at = |path: &str| format!("/communities/{place}/{path}");
        let link = admin.post_once("/admin/invitations", &[("addresses", ""), ("how", "link")]).await.expect(200);
        let joined = link.texts("#secret")[0].strip_prefix(&app.url()).unwrap().to_owned();
        let forms: Vec<(String, Vec<&str>)> = vec![
            ("/sign-in".into(), vec!["login", "password", "back"]),
            ("/reset".into(), vec!["email"]),
            ("/reset/%00".into(), vec!["password"]),
            ("/join/%00".into(), vec!["name", "title", "password"]),
            (joined, vec!["email"]),
            ("/language".into(), vec!["locale", "back"]),
            ("/settings".into(), vec!["name", "title", "unit", "site", "phone", "languages", "bio"]),
            ("/settings/display".into(), vec!["locale", "zone", "theme"]),
            ("/settings/password".into(), vec!["current", "password"]),
            ("/communities/new".into(), vec!["key", "name", "description", "kind", "icon", "hue", "language"]),
            (at("settings"), vec!["name", "description", "kind", "icon", "hue", "language"]),
            (at("requests"), vec!["message"]),
            (at("invitations"), vec!["member"]),
            (at(&format!("members/{}/role", camille.id)), vec!["role"]),
            ("/posts".into(), vec!["key", "place", "body", "format", "heading", "option-1", "option-2", "closes", "starts", "ends", "venue", "value", "confirm", "language"]),
            (format!("/posts/{post}/response"), vec!["choice"]),
            (format!("/posts/{post}/stage?_method=put"), vec!["stage"]),
            (format!("/posts/{post}/comments"), vec!["key", "parent", "body"]),
            ("/reactions".into(), vec!["subject", "kind", "off"]),
            ("/feed/seen".into(), vec!["published", "id"]),
            ("/settings/notifications".into(), vec!["mention"]),
            ("/admin/invitations".into(), vec!["key", "addresses", "how"]),
            ("/admin/members".into(), vec!["key", "name", "username", "title"]),
            (format!("/admin/members/{}/departure", camille.id), vec!["name"]),
            (format!("/admin/members/{}/role", camille.id), vec!["role"]),
            (format!("/admin/partners/{}", camille.id), vec!["sponsor", "ends"]),
            ("/admin/partners".into(), vec!["key", "name", "email", "company", "sponsor", "ends"]),
            ("/admin/company".into(), vec!["name", "locale", "hue", "leavers"]),
        ];
        for (path, fields) in &forms {
            for odd in ["\0", "a\0b@c\0.d", "\u{202e}\u{feff}😀", "99999999999999999999", "%\\_'\";--"] {
                let fields: Vec<(&str, &str)> = fields.iter().map(|name| (*name, odd)).collect();
                for browser in [&camille.browser, admin] {
                    withstood(path, browser.post_once(path, &fields).await.status);
                }
            }
        }
    }
}

both_engines! {
    async fn what_is_kept_is_kept_without_it(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let once = format!("{}\0", key());
        let sent = camille.send_post(app.company, "Bon\0jour #re\0charge", &once, &[]).await.expect(303);
        let again = camille.send_post(app.company, "Bon\0jour #re\0charge", &once, &[]).await.expect(303);
        assert_eq!(sent.toast(), again.toast(), "a key is the same whatever it holds");
        let texts = |page: Answer| page.texts("article.post .prose");
        assert_eq!(texts(camille.browser.get("/").await.expect(200)), ["Bonjour #recharge"]);
        let name = [("name", "Cam\0ille\u{202e} Rousset"), ("title", "Chef\0fe"), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "Deux\0\nlignes")];
        camille.browser.post_once("/settings", &name).await.expect(303);
        let page = camille.browser.get("/settings").await.expect(200);
        assert_eq!((page.attributes("#name", "value"), page.attributes("#title", "value")), (vec!["Camille Rousset".into()], vec!["Cheffe".into()]));
        assert_eq!(page.texts("#bio"), ["Deux lignes"]);
    }
}
