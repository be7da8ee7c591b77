//! Every link that a page shows leads somewhere, for each kind of person; no page does harm; every form has its route.

use reqwest::Method;
use ruche_testkit::{Answer, Browser, Kind, TestApp, both_engines, pictures};
use scraper::{Html, Selector};
use std::collections::{BTreeSet, VecDeque};

/// Where a page leads (links, pictures, frames, what scripts fetch), and where its forms do.
fn leads(answer: &Answer) -> (BTreeSet<String>, BTreeSet<String>) {
    let wanted = "a[href], img[src], turbo-frame[src], [data-fragment-url-value], [data-bell-url-value], form[action], [formaction], link[rel=stylesheet], link[rel=manifest]";
    let (mut links, mut forms) = (BTreeSet::new(), BTreeSet::new());
    for element in Html::parse_document(&answer.body).select(&Selector::parse(wanted).unwrap()) {
        let value = element.value();
        let posts = value.attr("method") == Some("post") || value.attr("formaction").is_some();
        for name in ["href", "src", "data-fragment-url-value", "data-bell-url-value", "action", "formaction"] {
            let Some(address) = value.attr(name).filter(|address| address.starts_with('/')) else { continue };
            let address = address.split('#').next().unwrap_or_default().to_owned();
            if posts {
                forms.insert(address)
            } else {
                links.insert(address)
            };
        }
    }
    (links, forms)
}

/// Whether a form of a page has a route.
fn routed(app: &TestApp, action: &str) -> bool {
    let (path, query) = action.split_once('?').unwrap_or((action, ""));
    let method = match query.strip_prefix("_method=") {
        Some("put") => Method::PUT,
        Some("delete") => Method::DELETE,
        _ => Method::POST,
    };
    let parts: Vec<&str> = path.split('#').next().unwrap().split('/').collect();
    app.node.routes.iter().any(|(m, route, _)| {
        let route: Vec<&str> = route.split('/').collect();
        *m == method && route.len() == parts.len() && route.iter().zip(&parts).all(|(r, p)| r == p || (r.starts_with('{') && !p.is_empty()))
    })
}

/// Walks from the home page to everything it leads to.
async fn walk(app: &TestApp, browser: &Browser, who: &str) -> usize {
    let (mut known, mut waiting) = (BTreeSet::new(), VecDeque::from([("/".to_owned(), "the beginning".to_owned())]));
    while let Some((path, from)) = waiting.pop_front() {
        if !known.insert(path.clone()) {
            continue;
        }
        assert!(known.len() < 600, "{who} finds no end: {path}");
        let answer = browser.send(browser.request(Method::GET, &path)).await;
        assert_eq!(answer.status.as_u16(), 200, "{who} follows {path}, which stands on {from}: {}", answer.text());
        if !answer.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            continue;
        }
        let harm = answer.harm();
        assert!(harm.is_empty(), "{who} on {path}: {}", harm.join("\n"));
        let (links, forms) = leads(&answer);
        for action in &forms {
            assert!(routed(app, action), "{who} on {path}: a form leads to {action}, which has no route");
        }
        waiting.extend(links.into_iter().map(|next| (next, path.clone())));
    }
    known.len()
}

both_engines! {
    async fn no_link_leads_nowhere(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let mut places = Vec::new();
        for kind in Kind::ALL {
            let place = app.community(kind, &format!("Lieu {}", kind.word()), &camille).await;
            app.join(place, &camille, &ana).await;
            places.push(place);
        }
        let asked = places[1];
        yanis.browser.post_once(&format!("/communities/{asked}/requests"), &[("message", "Bonjour")]).await.expect(303);
        for place in [places[0], places[3], app.company] {
            let files = [("upload", "photo.png", pictures::png(600, 400)), ("upload", "plan.pdf", b"%PDF-1.4 plan".to_vec())];
            let post = camille.publish_with(place, &format!("Un texte #borne pour {} et {}", ana.mention(), yanis.mention()), &files).await;
            if place != app.company {
                let comment = ana.comment(post, "Un avis #avis").await;
                camille.reply(post, comment, "Une réponse").await;
                ana.react(&format!("post:{post}"), "like", true).await.expect(303);
            }
        }
        let gone = camille.publish(places[0], "À jeter").await;
        camille.browser.post_once(&format!("/posts/{gone}?_method=delete"), &[]).await.expect(303);
        yanis.browser.post_once(&format!("/members/{}/follow?_method=put", camille.id), &[]).await.expect(303);
        // Whoever wrote and left is named to the partner, who shares no place with them.
        let paul = app.employee("Paul Sorel").await;
        app.join(places[0], &camille, &paul).await;
        let left = paul.publish(places[0], "Un texte de passage").await;
        app.remove(places[0], &camille, &paul).await;
        app.settle().await;
        let named = format!("article.post a.name[href='/members/{}']", paul.id);
        for (who, linked) in [(&yanis, 1), (&ana, 0)] {
            let page = who.browser.get(&format!("/posts/{left}")).await.expect(200);
            assert!(page.texts("article.post .name").concat().contains("Paul Sorel"));
            assert_eq!(page.attributes(&named, "href").len(), linked, "{}", who.name);
        }
        for (who, least) in [(&camille, 40), (&yanis, 30), (&ana, 30), (&app.admin, 30)] {
            let pages = walk(app, &who.browser, who.name).await;
            assert!(pages >= least, "{} sees {pages} pages only", who.name);
        }
        assert!(walk(app, &app.stranger(), "a stranger").await >= 3);
    }
}
