//! Circles: people of two subsidiaries do not see one another, wherever one looks; the head office sees and is seen; what was said to the
//! whole company is read, and answered in the own circle.

use super::api::{ALL, Client, told};
use super::imports::{options, table, write};
use reqwest::Method;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines, key};
use serde_json::json;

/// Every scope of an administrator.
const ADMIN: [&str; 3] = ["people:read", "people:write", "admin"];

/// A circle with some people in it, made as administrators make it.
pub async fn circle(app: &TestApp, name: &str, people: &[&Someone]) -> PlaceId {
    let made = app.admin.browser.post_once("/admin/circles", &[("name", name), ("key", &key())]).await.expect(303);
    let id = PlaceId(made.location().rsplit('/').next().unwrap().parse().unwrap());
    for person in people {
        put(app, id, person).await.expect(303);
    }
    id
}

async fn put(app: &TestApp, circle: PlaceId, person: &Someone) -> Answer {
    let fields = [("person", person.email.as_str()), ("unit", ""), ("site", "")];
    app.admin.browser.post_once(&format!("/admin/circles/{circle}/people?_method=put"), &fields).await
}

/// Saves the own profile with a unit and a site.
async fn placed(who: &Someone, unit: &str, site: &str) {
    let fields = [("name", who.name), ("title", "Conseil"), ("unit", unit), ("site", site), ("phone", ""), ("languages", ""), ("bio", "")];
    who.browser.post_once("/settings", &fields).await.expect(303);
}

async fn declare(who: &Someone, skill: &str) -> i64 {
    who.browser.post_once("/settings/skills", &[("name", skill), ("level", "able")]).await.expect(303);
    let page = who.browser.get("/settings/skills").await.expect(200);
    page.attributes(".list .name", "href")[0].rsplit('/').next().unwrap().parse().unwrap()
}

/// The last number in an address of the first link that a selector finds.
fn number(page: &Answer, selector: &str) -> i64 {
    page.attributes(selector, "href")[0].rsplit('/').next().unwrap().parse().unwrap()
}

both_engines! {
    async fn who_is_beyond_the_wall_is_met_at_no_outlet(app: FindingApp) {
        let (helene, alix, zbigniew) = (app.employee("Hélène Maréchal").await, app.employee("Alix Fontaine").await, app.employee("Zbigniew Quorra").await);
        let bea = app.employee("Béa Delattre").await;
        let mut skill = 0;
        for who in [&helene, &alix, &zbigniew] {
            placed(who, "Ventes", "Lyon").await;
            skill = declare(who, "Soudure").await;
        }
        for who in [&alix, &zbigniew] {
            who.browser.post_once(&format!("/members/{}/manager", who.id), &[("manager", "Hélène Maréchal")]).await.expect(303);
        }
        bea.browser.post_once(&format!("/members/{}/manager", bea.id), &[("manager", "Zbigniew Quorra")]).await.expect(303);
        zbigniew.browser.post_once(&format!("/members/{}/skills/{skill}/endorsement?_method=put", helene.id), &[("sentence", "Bravo")]).await.expect(303);
        zbigniew.browser.post_once("/settings/about", &[("pronunciation", ""), ("ask_about", "soudure"), ("birthday", ""), ("shows_arrival", "1")]).await.expect(303);
        alix.browser.post_once("/settings/delegates", &[("login", &zbigniew.email)]).await.expect(303);
        helene.browser.post_once("/settings/delegates", &[("login", &zbigniew.email)]).await.expect(303);
        let club = app.community(Kind::Closed, "Le club", &helene).await;
        app.join(club, &helene, &alix).await;
        app.settle().await;
        let (unit, site) = (number(&helene.browser.get("/units").await, ".list .name"), number(&helene.browser.get("/sites").await, ".list .name"));
        let zed = zbigniew.id;
        let pages = [
            "/members".to_owned(),
            "/members?view=cards".into(),
            format!("/members?unit={unit}"),
            format!("/members?site={site}"),
            format!("/members?unit={unit}&site={site}"),
            format!("/members/{zed}"),
            format!("/members/{zed}/card"),
            format!("/members/{zed}/thanks"),
            format!("/members/{zed}/skills/{skill}"),
            format!("/members/{}", helene.id),
            format!("/members/{}/skills/{skill}", helene.id),
            "/members/suggest?q=zbig".into(),
            format!("/members/suggest?q=zbig&place={club}"),
            "/members/days".into(),
            format!("/organisation/{}", helene.id),
            format!("/organisation/{}/reports", helene.id),
            format!("/organisation/{zed}"),
            format!("/organisation/{zed}/reports"),
            format!("/organisation/{}", bea.id),
            format!("/units/{unit}"),
            format!("/sites/{site}"),
            format!("/skills/{skill}"),
            "/experts?q=soudure".into(),
            "/search?q=soudure".into(),
            "/search?q=soudure&kind=members".into(),
            "/search/suggest?q=zbi".into(),
        ];
        let api = [
            "/members".to_owned(),
            format!("/members/{zed}"),
            format!("/members/{zed}/details"),
            format!("/members/{zed}/reporting"),
            format!("/members/{}/reporting", bea.id),
            format!("/members/{}/reports", helene.id),
            format!("/units/{unit}/members"),
            format!("/sites/{site}/members"),
            format!("/skills/{skill}/holders"),
            format!("/members/{}/skills/{skill}/endorsements", helene.id),
            "/members/suggest?q=zbig".into(),
            "/experts?q=soudure".into(),
            "/search?q=soudure".into(),
            "/search/suggest?q=zbi".into(),
        ];
        let client = async |who: &Someone| Client::of(app, who, &ALL).await;
        let (of_helene, of_alix) = (client(&helene).await, client(&alix).await);
        // Before there is a circle everybody is met.
        for (who, client) in [(&helene, &of_helene), (&alix, &of_alix)] {
            meets(who, client, &pages, &api, true).await;
            assert!(who.browser.get("/settings/delegates").await.has("Quorra"));
        }
        let a = circle(app, "Lys Distribution", &[&alix]).await;
        circle(app, "Lys Énergie", &[&zbigniew]).await;
        app.settle().await;
        meets(&helene, &of_helene, &pages, &api, true).await;
        meets(&alix, &of_alix, &pages, &api, false).await;
        // What is of those who ask alone.
        assert!(helene.browser.get("/settings/delegates").await.has("Quorra"));
        assert!(!alix.browser.get("/settings/delegates").await.has("Quorra"));
        assert!(!of_alix.ask(Method::GET, "/me/delegates", None).await.body.contains("Quorra"));
        assert!(!client(&zbigniew).await.ask(Method::GET, "/me/principals", None).await.body.contains("Alix"));
        alix.browser.get("/notifications").await.expect(200);
        // Whom one does not see one does not follow, confirm, nor report to; an address that one knows opens nothing.
        for (path, fields) in [
            (format!("/members/{zed}/follow?_method=put"), vec![]),
            (format!("/members/{zed}/skills/{skill}/endorsement?_method=put"), vec![]),
            (format!("/members/{}/manager", alix.id), vec![("manager", zbigniew.email.as_str())]),
        ] {
            alix.browser.post_once(&path, &fields).await.expect(404);
        }
        // Numbers are of those whom one sees.
        let people = |told: &serde_json::Value| told["people"].as_i64().unwrap();
        assert_eq!((people(&of_helene.get(&format!("/units/{unit}")).await), people(&of_alix.get(&format!("/units/{unit}")).await)), (3, 2));
        assert_eq!((people(&of_helene.get(&format!("/sites/{site}")).await), people(&of_alix.get(&format!("/sites/{site}")).await)), (3, 2));
        let reports = |told: serde_json::Value| told["items"].as_array().unwrap().last().unwrap()["reports"].as_i64().unwrap();
        let of = format!("/members/{}/reporting", helene.id);
        assert_eq!((reports(of_helene.get(&of).await), reports(of_alix.get(&of).await)), (2, 1));
        // They see one another again where both were added, and in that alone.
        app.join(club, &helene, &zbigniew).await;
        app.settle().await;
        assert!(alix.browser.get(&format!("/communities/{club}/members")).await.has("Quorra"));
        alix.browser.get(&format!("/members/{zed}")).await.expect(200);
        app.remove(club, &helene, &zbigniew).await;
        alix.browser.get(&format!("/members/{zed}")).await.expect(404);
        // A wall that is dissolved hides nobody; undone, it does.
        app.admin.browser.post_once(&format!("/admin/circles/{a}/dissolution?_method=put"), &[]).await.expect(303);
        meets(&alix, &of_alix, &pages, &api, true).await;
        app.admin.browser.post_once(&format!("/admin/circles/{a}/dissolution?_method=delete"), &[]).await.expect(303);
        meets(&alix, &of_alix, &pages, &api, false).await;
        app.settle().await;
    }
}

/// Asks every outlet, and tells those that show the person, or do not, as they should not.
async fn meets(who: &Someone, client: &Client, pages: &[String], api: &[String], shown: bool) {
    let mut wrong = Vec::new();
    for path in pages {
        let answer = who.browser.get(path).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
        if answer.has("Quorra") != shown {
            wrong.push(path.clone());
        }
    }
    for path in api {
        let answer = client.ask(Method::GET, path, None).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
        if answer.body.contains("Quorra") != shown && !path.ends_with("/details") {
            wrong.push(format!("/api/v1{path}"));
        }
        if path.ends_with("/details") && (answer.status == 200) != shown {
            wrong.push(format!("/api/v1{path}"));
        }
    }
    assert!(wrong.is_empty(), "{} {} somebody at {wrong:#?}", who.name, if shown { "does not meet" } else { "meets" });
}

both_engines! {
    async fn what_is_said_to_the_whole_company_is_read_and_answered_in_the_circle(app: TestApp) {
        let (helene, alix, aline, zoe) = (app.employee("Hélène Maréchal").await, app.employee("Alix Fontaine").await, app.employee("Aline Roux").await, app.employee("Zoé Quorra").await);
        let old = zoe.publish(app.company, "Avant les cercles").await;
        let lys = circle(app, "Lys Distribution", &[&alix, &aline]).await;
        circle(app, "Lys Énergie", &[&zoe]).await;
        let post = helene.publish(app.company, "Bonjour à toutes et tous").await;
        let answer = helene.comment(post, "Une suite").await;
        // Read, with a friendly sentence and the way to one's own.
        let page = alix.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(page.has("Bonjour à toutes et tous") && page.has("partagez-le avec les personnes de votre cercle"), "{}", page.text());
        assert_eq!(page.attributes(".callout a[data-composer]", "href"), [format!("/posts/new?share={post}&place={lys}")]);
        assert!(page.texts("form[action='/comments'] textarea").is_empty());
        assert!(!helene.browser.get(&format!("/posts/{post}")).await.has("votre cercle"));
        assert!(alix.browser.get(&format!("/comments/{answer}/reply")).await.expect(200).has("votre cercle"));
        // Nothing is written, said, liked there by who is in a circle.
        alix.send_post(app.company, "Moi aussi", &key(), &[]).await.expect(409);
        alix.send_comment(post, None, "Merci", &key()).await.expect(409);
        alix.send_comment(post, Some(answer), "Merci", &key()).await.expect(409);
        alix.react(&format!("post:{post}"), "like", true).await.expect(409);
        alix.react(&format!("comment:{answer}"), "like", true).await.expect(409);
        let client = Client::of(app, &alix, &ALL).await;
        client.ask(Method::PUT, &format!("/reactions/post:{post}"), Some(json!({ "kind": "like" }))).await.expect(409);
        let of_helene = Client::of(app, &helene, &ALL).await;
        let poll = json!({ "format": "poll", "heading": "Café ?", "body": "", "options": ["Oui", "Non"] });
        let poll = told(&of_helene.keyed("/posts", &key(), poll).await.expect(201))["id"].as_str().unwrap().to_owned();
        alix.browser.post_once(&format!("/posts/{poll}/response"), &[("choice", "0")]).await.expect(409);
        helene.browser.post_once(&format!("/posts/{poll}/response"), &[("choice", "0")]).await.expect(303);
        // One's own from before is taken away, and not changed.
        zoe.browser.post_once(&format!("/posts/{old}"), &[("key", "k"), ("version", "1"), ("format", "message"), ("body", "Après")]).await.expect(409);
        let page = alix.browser.get(&format!("/posts/{old}")).await.expect(200);
        assert!(page.has("Avant les cercles") && page.has("Zoé Quorra"), "what was said stays");
        assert!(!page.body.contains(&format!("/members/{}\"", zoe.id)), "the name is no link");
        assert!(helene.browser.get(&format!("/posts/{old}")).await.body.contains(&format!("/members/{}\"", zoe.id)));
        zoe.browser.post_once(&format!("/posts/{old}?_method=delete"), &[]).await.expect(303);
        // The circle is where one writes: first in the form, and by itself in the API.
        let form = alix.browser.get("/posts/new").await.expect(200);
        assert_eq!(form.texts("select[name=place] option"), ["Lys Distribution"]);
        assert!(helene.browser.get("/posts/new").await.texts("select[name=place] option").iter().all(|name| name != "Lys Distribution"));
        let made = told(&client.keyed("/posts", &key(), json!({ "body": "Entre nous" })).await.expect(201));
        assert_eq!(made["place"], lys.to_string());
        // Shared there, it is discussed by the circle alone.
        let (once, place, shared) = (key(), lys.to_string(), post.to_string());
        let fields = [("key", once.as_str()), ("place", &place), ("shared", &shared), ("body", "Qu’en pensez-vous ?")];
        let sharing = ruche_content::posts::model::PostId(alix.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1);
        aline.comment(sharing, "Du bien").await;
        aline.react(&format!("post:{sharing}"), "like", true).await.expect(303);
        app.settle().await;
        let home = aline.browser.get("/").await.expect(200);
        assert!(home.has("Qu’en pensez-vous ?") && home.has("Bonjour à toutes et tous"));
        for other in [&zoe, &helene, &app.admin] {
            other.browser.get(&format!("/posts/{sharing}")).await.expect(404);
            other.browser.get(&format!("/communities/{lys}")).await.expect(404);
            assert!(!other.browser.get("/").await.has("Qu’en pensez-vous ?"));
            assert!(!other.browser.get("/communities").await.has("Lys Distribution"));
        }
        // Its place is nobody's to leave, to set, to bring others into.
        let place = alix.browser.get(&format!("/communities/{lys}")).await.expect(200);
        assert!(place.has("Seules les personnes du cercle") && !place.has("Quitter"), "{}", place.text());
        alix.browser.post_once(&format!("/communities/{lys}/membership?_method=delete"), &[]).await.expect(404);
        alix.browser.post_once(&format!("/communities/{lys}/invitations"), &[("member", &zoe.id.to_string())]).await.expect(404);
        zoe.browser.post_once(&format!("/communities/{lys}/membership?_method=put"), &[]).await.expect(404);
        assert!(alix.browser.get(&format!("/communities/{lys}/members")).await.expect(200).has("Aline Roux"));
        // That an announcement was read is told to its author: who is in a circle says it.
        let once = key();
        let announcement = [("key", once.as_str()), ("place", &app.company.to_string()), ("format", "announcement"), ("heading", "À lire"), ("body", "Un texte")];
        let announcement = app.admin.browser.post_once("/posts", &announcement).await.expect(303).toast().unwrap().1;
        alix.browser.post_once(&format!("/posts/{announcement}/response"), &[("choice", "0")]).await.expect(303);
        app.settle().await;
    }
}

both_engines! {
    async fn a_community_is_found_within_the_circle_and_read_by_those_who_belong(app: TestApp) {
        let (helene, alix, aline, zoe) = (app.employee("Hélène Maréchal").await, app.employee("Alix Fontaine").await, app.employee("Aline Roux").await, app.employee("Zoé Quorra").await);
        let before = app.community(Kind::Open, "Cuisine", &helene).await;
        let said = helene.publish(before, "Une recette").await;
        circle(app, "Lys Distribution", &[&alix, &aline]).await;
        circle(app, "Lys Énergie", &[&zoe]).await;
        let own = app.community(Kind::Open, "Vélo", &alix).await;
        let ride = alix.publish(own, "Une balade").await;
        // Open is open to the head office; within a circle it is open to come into.
        for (who, post, status) in [(&helene, ride, 200), (&app.admin, ride, 200), (&aline, ride, 404), (&zoe, ride, 404), (&alix, said, 404), (&zoe, said, 404)] {
            assert_eq!(who.browser.get(&format!("/posts/{post}")).await.status, status, "{} at {post}", who.name);
        }
        for (who, place, name, met) in [(&helene, own, "Vélo", true), (&aline, own, "Vélo", true), (&zoe, own, "Vélo", false), (&alix, before, "Cuisine", false)] {
            assert_eq!(who.browser.get("/communities").await.has(name), met, "{} {name}", who.name);
            assert_eq!(who.browser.get(&format!("/communities/{place}")).await.status == 200, met, "{} {name}", who.name);
        }
        zoe.browser.post_once(&format!("/communities/{own}/membership?_method=put"), &[]).await.expect(404);
        assert!(aline.browser.get(&format!("/communities/{own}")).await.has("Rejoindre"));
        aline.browser.post_once(&format!("/communities/{own}/membership?_method=put"), &[]).await.expect(303);
        aline.browser.get(&format!("/posts/{ride}")).await.expect(200);
        // Whoever sees both adds both, and there they meet.
        app.join(before, &helene, &zoe).await;
        assert!(!alix.browser.get(&format!("/communities/{own}/members?q=Zo")).await.has("Zoé Quorra"));
        app.join(before, &helene, &alix).await;
        app.settle().await;
        alix.browser.get(&format!("/members/{}", zoe.id)).await.expect(200);
        aline.browser.get(&format!("/members/{}", zoe.id)).await.expect(404);
        let report = app.admin.browser.get("/admin/circles").await.expect(200);
        assert!(report.has("Dans une communauté se rencontrent"), "{}", report.text());
        // Who moves to another circle leaves the place of the first.
        let other = circle(app, "Lys Services", &[&alix]).await;
        assert_eq!(alix.browser.get("/posts/new").await.texts("select[name=place] option")[0], "Lys Services");
        aline.browser.get(&format!("/members/{}", alix.id)).await.expect(200);
        alix.browser.post_once(&format!("/communities/{own}/members/{}/role", aline.id), &[("role", "owner")]).await.expect(303);
        alix.browser.post_once(&format!("/communities/{own}/membership?_method=delete"), &[]).await.expect(303);
        aline.browser.get(&format!("/members/{}", alix.id)).await.expect(404);
        assert_ne!(other, own);
        app.settle().await;
    }
}

both_engines! {
    async fn administrators_make_circles_and_are_told_what_changes_before_it_does(app: TestApp) {
        let (helene, alix, zoe) = (app.employee("Hélène Maréchal").await, app.employee("Alix Fontaine").await, app.employee("Zoé Quorra").await);
        let admin = &app.admin.browser;
        let post = alix.publish(app.company, "Un mot").await;
        zoe.comment(post, "Un autre").await;
        placed(&alix, "Distribution", "Lyon").await;
        placed(&zoe, "Distribution", "Lille").await;
        app.settle().await;
        for path in ["/admin/circles", "/admin/circles/1"] {
            alix.browser.get(path).await.expect(404);
        }
        alix.browser.post_once("/admin/circles", &[("name", "Le mien"), ("key", &key())]).await.expect(404);
        // Before anything: what stays visible with a name.
        let page = admin.get("/admin/circles").await.expect(200);
        assert!(page.has("2 personnes ont publié ou commenté") && page.has("1 publication et 1 commentaire y restent lisibles"), "{}", page.text());
        let refused = admin.post_once("/admin/circles", &[("name", ""), ("key", &key())]).await.expect(422);
        assert!(refused.has("Donnez un nom au cercle"));
        let lys = circle(app, "Lys Distribution", &[]).await;
        let refused = admin.post_once("/admin/circles", &[("name", "lys  DISTRIBUTION"), ("key", &key())]).await.expect(422);
        assert_eq!(refused.attributes("#name", "value"), ["lys  DISTRIBUTION"]);
        let base = format!("/admin/circles/{lys}");
        let unit = number(&admin.get("/units").await, ".list .name").to_string();
        let site = number(&admin.get("/sites").await, ".list .name");
        let look = admin.get(&format!("{base}?person=&unit={unit}&site=")).await.expect(200);
        assert!(look.has("2 personnes rejoignent Lys Distribution") && look.has("on ne voit plus les autres"), "{}", look.text());
        alix.browser.get(&format!("/members/{}", zoe.id)).await.expect(200);
        // Looking changed nothing; what cannot be meant is refused at the field, and kept.
        for (query, sentence) in [("person=&unit=&site=", "Choisissez une personne"), ("person=Inconnue&unit=&site=", "Aucun collègue ne s’appelle ainsi"), ("person=Alix&unit=1&site=", "l’un des trois")] {
            let refused = admin.get(&format!("{base}?{query}")).await.expect(422);
            assert!(refused.has(sentence), "{query}: {}", refused.text());
        }
        assert_eq!(admin.get(&format!("{base}?person=Inconnue&unit=&site=")).await.attributes("#person", "value"), ["Inconnue"]);
        let put = admin.post_once(&format!("{base}/people?_method=put"), &[("person", ""), ("unit", &unit), ("site", "")]).await.expect(303);
        assert_eq!(put.toast(), Some(("circle-in".to_owned(), 2)));
        assert!(admin.get(&base).await.has("2 personnes"));
        assert!(alix.browser.get(&format!("/communities/{lys}")).await.expect(200).has("2 membres"));
        // Whoever is brought to the unit follows; who says so of themselves does not.
        let nina = ruche_people::members::actions::NewMember { name: "Nina Petit".into(), username: Some("nina".into()), unit: "Distribution › Magasin".into(), ..Default::default() };
        ruche_people::members::actions::create(&app.node.people, &nina).await.unwrap();
        app.sweep().await;
        placed(&helene, "Distribution", "").await;
        let inside = admin.get(&base).await.expect(200);
        assert!(inside.has("Nina Petit") && !inside.has("Hélène Maréchal"), "{}", inside.text());
        admin.post_once(&format!("{base}/people?_method=delete"), &[("member", &zoe.id.to_string())]).await.expect(303);
        zoe.browser.get(&format!("/communities/{lys}")).await.expect(404);
        admin.post_once(&base, &[("name", "Lys Services")]).await.expect(303);
        assert!(alix.browser.get("/posts/new").await.texts("select[name=place] option").contains(&"Lys Services".to_owned()));
        app.settle().await;
        // The same in the API.
        let client = Client::of(app, &app.admin, &ADMIN).await;
        let made = told(&client.keyed("/admin/circles", "circle-1", json!({ "name": "Lys Énergie" })).await.expect(201));
        let again = told(&client.keyed("/admin/circles", "circle-1", json!({ "name": "Lys Énergie" })).await.expect(201));
        assert_eq!(made["id"], again["id"]);
        let energy = format!("/admin/circles/{}", made["id"].as_str().unwrap());
        let moved = client.ask(Method::PUT, &format!("{energy}/people"), Some(json!({ "members": [zoe.id.to_string(), alix.id.to_string()] }))).await.expect(200);
        assert_eq!(told(&moved)["moved"], 2);
        assert_eq!(told(&client.ask(Method::PUT, &format!("{energy}/people"), Some(json!({ "site": site.to_string() }))).await.expect(200))["moved"], 0);
        for wrong in [json!({}), json!({ "members": [zoe.id.to_string()], "unit": unit })] {
            client.ask(Method::PUT, &format!("{energy}/people"), Some(wrong)).await.expect(422);
        }
        let names = |told: &serde_json::Value| told["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(names(&client.get(&format!("{energy}/people")).await), ["Alix Fontaine", "Zoé Quorra"]);
        assert_eq!(names(&client.get("/admin/circles").await), ["Lys Énergie", "Lys Services"]);
        client.ask(Method::PUT, &energy, Some(json!({ "name": "Lys Services" }))).await.expect(422);
        client.ask(Method::DELETE, &format!("{energy}/people/{}", alix.id), None).await.expect(204);
        client.ask(Method::PUT, &format!("{energy}/dissolution"), None).await.expect(204);
        assert!(client.get(&energy).await["dissolved_at"].is_string());
        // What was said there is read, and nothing is added.
        zoe.browser.get(&format!("/communities/{}", made["id"].as_str().unwrap())).await.expect(200);
        zoe.send_post(PlaceId(made["id"].as_str().unwrap().parse().unwrap()), "Encore", &key(), &[]).await.expect(409);
        zoe.publish(app.company, "À tous").await;
        client.ask(Method::PUT, &format!("{energy}/people"), Some(json!({ "members": [zoe.id.to_string()] }))).await.expect(409);
        client.ask(Method::DELETE, &format!("{energy}/dissolution"), None).await.expect(204);
        zoe.send_post(app.company, "À tous", &key(), &[]).await.expect(409);
        for path in ["/admin/circles/7", "/admin/circles/7/people"] {
            client.ask(Method::GET, path, None).await.expect(404);
        }
        Client::of(app, &helene, &ALL).await.ask(Method::GET, "/admin/circles", None).await.expect(403);
        // Who leaves is in none.
        app.close_account(&zoe).await;
        assert_eq!(names(&client.get(&format!("{energy}/people")).await), Vec::<String>::new());
        app.settle().await;
    }
}

both_engines! {
    async fn an_account_begins_where_whoever_makes_it_is(app: TestApp) {
        let zoe = app.employee("Zoé Quorra").await;
        circle(app, "Lys Énergie", &[&zoe]).await;
        let lys = circle(app, "Lys Distribution", &[]).await;
        let person = Client::of(app, &app.admin, &ADMIN).await;
        // The administrator is of the circle from now on, and goes on administering everybody.
        person.ask(Method::PUT, &format!("/admin/circles/{lys}/people"), Some(json!({ "members": [app.admin.id.to_string()] }))).await.expect(200);
        app.admin.browser.get(&format!("/members/{}", zoe.id)).await.expect(404);
        assert!(app.admin.browser.get("/admin").await.expect(200).has("Zoé Quorra"));
        person.keyed("/admin/members", &key(), json!({ "name": "Nina Petit", "username": "nina.petit" })).await.expect(201);
        let circle = person.get(&format!("/admin/circles/{lys}/people")).await;
        assert!(circle["items"].as_array().unwrap().iter().any(|one| one["name"] == "Nina Petit"), "{circle}");
        app.settle().await;
    }
}

both_engines! {
    async fn whom_a_directory_moves_is_behind_the_wall_from_then_on(app: TestApp) {
        let (alix, zoe, helene) = (app.employee("Alix Fontaine").await, app.employee("Zoé Quorra").await, app.employee("Hélène Maréchal").await);
        let (of_alix, of_zoe) = (Client::of(app, &alix, &ALL).await, Client::of(app, &zoe, &ALL).await);
        let sees = async |viewer: &Someone, client: &Client, other: &Someone| {
            let page = viewer.browser.get(&format!("/members/{}", other.id)).await.status;
            assert_eq!(page, client.ask(Method::GET, &format!("/members/{}", other.id), None).await.status);
            assert_eq!(page == 200, viewer.browser.get("/members").await.has(other.name), "{} {}", viewer.name, other.name);
            page == 200
        };
        // Two circles by their units; the people of the directory come and go between them.
        placed(&alix, "Distribution", "").await;
        placed(&helene, "Énergie", "").await;
        let (lys, energy) = (circle(app, "Lys Distribution", &[]).await, circle(app, "Lys Énergie", &[]).await);
        let units = app.admin.browser.get("/units").await;
        let unit = |name: &str| units.texts(".list .name").iter().position(|one| one == name).map(|at| units.attributes(".list .name", "href")[at].rsplit('/').next().unwrap().to_owned()).unwrap();
        for (place, name) in [(lys, "Distribution"), (energy, "Énergie")] {
            app.admin.browser.post_once(&format!("/admin/circles/{place}/people?_method=put"), &[("person", ""), ("unit", &unit(name)), ("site", "")]).await.expect(303);
        }
        app.settle().await;
        assert!(sees(&alix, &of_alix, &zoe).await && sees(&zoe, &of_zoe, &alix).await, "the head office sees and is seen");
        let folder = tempfile::tempdir().unwrap();
        let moves = async |unit: &str, phone: &str| {
            let directory = table(folder.path(), &format!("id,nom,mail,service,tel\nz,Zoé Quorra,{},{unit},{phone}\n", zoe.email));
            write(app, &directory, &options("directory", false, None)).await;
            app.settle().await;
        };
        let is_in = async |place: PlaceId| zoe.browser.get(&format!("/communities/{place}")).await.status == 200;
        moves("Énergie › Réseaux", "").await;
        assert!(!sees(&alix, &of_alix, &zoe).await && !sees(&zoe, &of_zoe, &alix).await, "the wall stands both ways");
        assert!(is_in(energy).await && sees(&zoe, &of_zoe, &helene).await, "the units below are of the circle too");
        moves("Distribution", "").await;
        assert!(sees(&alix, &of_alix, &zoe).await && sees(&zoe, &of_zoe, &alix).await && !sees(&zoe, &of_zoe, &helene).await);
        assert!(is_in(lys).await && !is_in(energy).await);
        // A unit without a circle opens none, and what else changes moves nobody whom an administrator has put elsewhere.
        moves("Siège", "").await;
        assert!(is_in(lys).await && !sees(&zoe, &of_zoe, &helene).await);
        moves("Distribution", "").await;
        put(app, energy, &zoe).await.expect(303);
        moves("Distribution", "01 02 03 04 05").await;
        assert!(is_in(energy).await && !sees(&zoe, &of_zoe, &alix).await && !sees(&alix, &of_alix, &zoe).await);
        crate::imports::sound(app).await;
    }
}

both_engines! {
    async fn the_communities_to_discover_are_those_of_the_own_circle(app: TestApp) {
        let (helene, alix, aline, zoe) = (app.employee("Hélène Maréchal").await, app.employee("Alix Fontaine").await, app.employee("Aline Roux").await, app.employee("Zoé Quorra").await);
        app.community(Kind::Open, "Cuisine", &helene).await;
        circle(app, "Lys Distribution", &[&alix, &aline]).await;
        circle(app, "Lys Énergie", &[&zoe]).await;
        app.community(Kind::Open, "Vélo", &alix).await;
        app.community(Kind::Closed, "Chorale", &alix).await;
        for (who, proposed) in [(&aline, vec!["Vélo"]), (&zoe, vec![]), (&alix, vec![]), (&helene, vec!["Vélo"])] {
            let panel = who.browser.get("/communities/discover").await.expect(200);
            assert_eq!(panel.texts("a.name"), proposed, "{}", who.name);
            assert_eq!(panel.has("1 membre"), who.id == helene.id, "how many belong is told to those who read it: {}", who.name);
        }
        app.settle().await;
    }
}
