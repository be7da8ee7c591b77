//! Communities that change hands: passed on to a colleague and taken back; archived and put back.

use super::api::{ALL, Client};
use reqwest::Method;
use ruche_kernel::PlaceId;
use ruche_testkit::{Kind, Someone, both_engines};
use serde_json::{Value, json};

/// What the API calls the role of someone who reads a community.
async fn role(client: &Client, place: PlaceId) -> Value {
    client.get(&format!("/communities/{place}")).await["role"].clone()
}

async fn hand(by: &Someone, place: PlaceId, to: &Someone) -> u16 {
    let answer = by.browser.post_once(&format!("/communities/{place}/owner?_method=put"), &[("member", &to.id.to_string())]).await;
    answer.status.as_u16()
}

both_engines! {
    async fn a_community_is_passed_on_and_taken_back_for_an_hour(app: TestApp) {
        let (camille, yanis, paul, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Qualité", &camille).await;
        for person in [&yanis, &ana] {
            app.join(place, &camille, person).await;
        }
        let (of_camille, of_yanis) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        // Nobody else passes it on, and nobody but a colleague who belongs to it is given it.
        for (by, to, status) in [(&yanis, &yanis, 403), (&ana, &yanis, 403), (&paul, &yanis, 403), (&app.admin, &yanis, 403), (&camille, &camille, 422), (&camille, &ana, 422), (&camille, &paul, 404)] {
            assert_eq!(hand(by, place, to).await, status, "{} to {}", by.name, to.name);
        }
        app.settle().await;
        assert!(!yanis.browser.get("/notifications").await.has("Qualité passe"), "nothing was told");
        assert!(camille.browser.get(&format!("/communities/{place}/members")).await.expect(200).has("Passer la main"));
        assert_eq!(hand(&camille, place, &yanis).await, 303);
        assert_eq!((role(&of_camille, place).await, role(&of_yanis, place).await), (json!("moderator"), json!("owner")));
        app.settle().await;
        assert!(yanis.browser.get("/notifications").await.text().contains("vous passe la main : vous voilà responsable de Qualité"));
        let told = of_yanis.get("/notifications").await;
        assert_eq!((&told["items"][0]["kind"], &told["items"][0]["outcome"]), (&json!("community"), &json!("handed")));
        // The toast of whoever passed it on takes it back: both are what they were, and the other is told no more.
        yanis.browser.post_once(&format!("/communities/{place}/owner?_method=delete"), &[]).await.expect(409);
        let page = camille.browser.get(&format!("/communities/{place}/members")).await.expect(200);
        assert!(!page.has("Passer la main"), "it is passed on by its owners alone");
        camille.browser.post_once(&format!("/communities/{place}/owner?_method=delete"), &[]).await.expect(303);
        assert_eq!((role(&of_camille, place).await, role(&of_yanis, place).await), (json!("owner"), json!("member")));
        app.settle().await;
        assert_eq!(of_yanis.get("/notifications").await["items"][0]["unread"], false);
        camille.browser.post_once(&format!("/communities/{place}/owner?_method=delete"), &[]).await.expect(409);
        // After an hour it is the other's for good.
        assert_eq!(hand(&camille, place, &yanis).await, 303);
        app.clock.advance(3_600_000);
        camille.browser.post_once(&format!("/communities/{place}/owner?_method=delete"), &[]).await.expect(409);
        assert_eq!(role(&of_yanis, place).await, "owner");
    }
}

both_engines! {
    async fn the_api_passes_a_community_on(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        app.join(place, &camille, &yanis).await;
        let (of_camille, of_yanis, of_zoe) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &zoe, &ALL).await);
        let path = format!("/communities/{place}/owner");
        let to_yanis = || Some(json!({ "member": yanis.id.to_string() }));
        for method in [Method::PUT, Method::DELETE] {
            let sent = (method == Method::PUT).then(to_yanis).flatten();
            let (hidden, absent) = (of_zoe.ask(method.clone(), &path, sent.clone()).await, of_zoe.ask(method.clone(), "/communities/999/owner", sent).await);
            assert_eq!((hidden.status.as_u16(), absent.status.as_u16()), (404, 404), "{method}");
        }
        of_yanis.ask(Method::PUT, &path, to_yanis()).await.expect(403);
        of_camille.ask(Method::PUT, &path, Some(json!({ "member": "x" }))).await.expect(422);
        of_camille.ask(Method::PUT, &path, to_yanis()).await.expect(204);
        assert_eq!(role(&of_yanis, place).await, "owner");
        // Somebody changed the roles meanwhile: nothing to take back.
        yanis.browser.post_once(&format!("/communities/{place}/members/{}/role", camille.id), &[("role", "member")]).await.expect(303);
        of_camille.ask(Method::DELETE, &path, None).await.expect(409);
        assert_eq!(role(&of_camille, place).await, "member");
    }
}

both_engines! {
    async fn an_archived_community_is_read_and_changed_no_more(app: FindingApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Open, "Salon 2026", &camille).await;
        app.join(place, &camille, &yanis).await;
        let page = format!("/communities/{place}");
        let post = yanis.publish(place, "Le plan du stand").await;
        let comment = camille.comment(post, "Parfait").await;
        let asked = [("key", "hands-1"), ("place", &place.to_string()), ("format", "question"), ("heading", "Qui vient ?"), ("body", "")];
        let question = ruche_content::posts::model::PostId(camille.browser.post_once("/posts", &asked).await.expect(303).toast().unwrap().1);
        let answer = yanis.comment(question, "Moi").await;
        let planned = [("key", "hands-2"), ("place", &place.to_string()), ("format", "idea"), ("heading", "Une idée pour juin"), ("body", ""), ("planned", "2027-05-30T10:00")];
        let draft = yanis.browser.post_once("/posts", &planned).await.expect(303).toast().unwrap().1;
        camille.browser.post_once(&format!("{page}/invitations"), &[("member", &zoe.id.to_string())]).await.expect(303);
        app.settle().await;
        // Its owners alone archive it.
        for (who, status) in [(&yanis, 403), (&zoe, 403), (&app.admin, 403)] {
            who.browser.post_once(&format!("{page}/archive?_method=put"), &[]).await.expect(status);
        }
        assert!(camille.browser.get(&format!("{page}/settings")).await.expect(200).has("/archive?_method=put"));
        for _ in 0..2 {
            camille.browser.post_once(&format!("{page}/archive?_method=put"), &[]).await.expect(303);
        }
        app.settle().await;
        // Read as before, and said.
        for who in [&camille, &yanis, &zoe] {
            let seen = who.browser.get(&page).await.expect(200);
            assert!(seen.text().contains("Archivée depuis le") && seen.has("Le plan du stand"), "{}", who.name);
            assert!(!seen.has("/membership?_method=put") && !seen.has("/posts/new?place="), "no way to write or to come in, for {}", who.name);
        }
        let thread = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(thread.text().contains("La communauté est archivée") && !thread.has("name=\"body\""));
        assert_eq!(thread.texts("fieldset[disabled] .reactions").len(), 2, "what was felt is read");
        // Nothing is written, joined or felt any more, by any way in.
        let refused = [
            yanis.send_post(place, "Encore", &ruche_testkit::key(), &[]).await,
            yanis.send_comment(post, None, "Encore", &ruche_testkit::key()).await,
            yanis.react(&format!("post:{post}"), "like", true).await,
            yanis.browser.post_once(&format!("/posts/{post}"), &[("key", "hands-3"), ("version", "1"), ("place", &place.to_string()), ("body", "Changé")]).await,
            yanis.browser.post_once(&format!("/comments/{answer}"), &[("body", "Changé")]).await,
            camille.browser.post_once(&format!("/comments/{answer}/vote?_method=put"), &[]).await,
            camille.browser.post_once(&format!("/comments/{answer}/acceptance?_method=put"), &[]).await,
            camille.browser.post_once(&format!("/posts/{post}/pin?_method=put"), &[]).await,
            camille.browser.post_once(&format!("/posts/{post}/archive?_method=put"), &[]).await,
            zoe.browser.post_once(&format!("{page}/membership?_method=put"), &[]).await,
            camille.browser.post_once(&format!("{page}/invitations"), &[("member", &app.admin.id.to_string())]).await,
        ];
        for (number, answer) in refused.iter().enumerate() {
            assert!(matches!(answer.status.as_u16(), 409 | 422) && answer.text().contains("archivée"), "{number}: {} {}", answer.status, answer.text());
        }
        // Not proposed where one writes, nor among one's own, nor to those who look for one.
        assert!(!yanis.browser.get("/posts/new").await.expect(200).has("Salon 2026"));
        assert!(!yanis.browser.get("/").await.expect(200).texts(".nav-list").concat().contains("Salon 2026"));
        assert!(!zoe.browser.get("/communities/discover").await.expect(200).has("Salon 2026"));
        // Found, and marked.
        for (path, word) in [("/communities?filter=archived", "Archivée"), ("/search?q=salon&kind=communities", "Archivée")] {
            let found = zoe.browser.get(path).await.expect(200);
            assert!(found.text().contains("Salon 2026") && found.texts("main .badge").concat().contains(word), "{path}");
        }
        // What was planned came back to its author, with the reason.
        let back = yanis.browser.get(&format!("/drafts/{draft}")).await.expect(200);
        assert!(back.text().contains("Cette communauté est archivée"), "{}", back.text());
        assert!(yanis.browser.get("/notifications").await.has("Une idée pour juin"));
        // One's own can still be taken away, and one leaves.
        camille.browser.post_once(&format!("/comments/{comment}?_method=delete"), &[]).await.expect(303);
        yanis.browser.post_once(&format!("{page}/membership?_method=delete"), &[]).await.expect(303);
        // Put back, it is as before.
        camille.browser.post_once(&format!("{page}/archive?_method=delete"), &[]).await.expect(303);
        zoe.browser.post_once(&format!("{page}/membership?_method=put"), &[]).await.expect(303);
        zoe.comment(post, "Rouvert").await;
    }
}

both_engines! {
    async fn an_administrator_puts_a_community_back_without_entering_it(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (closed, hidden) = (app.community(Kind::Closed, "Direction", &camille).await, app.community(Kind::Unlisted, "Rachat", &camille).await);
        app.join(closed, &camille, &yanis).await;
        camille.browser.post_once(&format!("/communities/{closed}/members/{}/role", yanis.id), &[("role", "moderator")]).await.expect(303);
        let scopes: Vec<&str> = ALL.into_iter().chain(["admin"]).collect();
        let (owner, admin) = (Client::of(app, &camille, &ALL).await, Client::of(app, &app.admin, &scopes).await);
        for place in [closed, hidden] {
            admin.ask(Method::DELETE, &format!("/admin/communities/{place}/archive"), None).await.expect(404);
            owner.ask(Method::PUT, &format!("/communities/{place}/archive"), None).await.expect(204);
        }
        app.settle().await;
        assert!(owner.get(&format!("/communities/{closed}")).await["archived_at"].is_string());
        assert!(yanis.browser.get("/notifications").await.text().contains("a archivé Direction"), "those who look after it are told");
        let listed = admin.get("/admin/communities?archived=true").await;
        let names: Vec<&Value> = listed["items"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, [&Value::Null, &json!("Direction")], "an unlisted one has no name");
        let page = app.admin.browser.get("/admin/communities").await.expect(200);
        assert!(page.has("Direction") && !page.has("Rachat"));
        yanis.browser.post_once(&format!("/admin/communities/{closed}/archive?_method=delete"), &[]).await.expect(404);
        app.admin.browser.post_once(&format!("/admin/communities/{closed}/archive?_method=delete"), &[]).await.expect(303);
        admin.ask(Method::DELETE, &format!("/admin/communities/{hidden}/archive"), None).await.expect(204);
        assert_eq!(owner.get(&format!("/communities/{hidden}")).await["archived_at"], Value::Null);
        app.admin.browser.get(&format!("/communities/{hidden}")).await.expect(404);
        app.settle().await;
        assert!(camille.browser.get("/notifications").await.text().contains("a rouvert Direction"));
    }
}
