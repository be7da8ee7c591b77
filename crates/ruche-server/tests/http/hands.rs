//! Communities that change hands: passed on to a colleague and taken back.

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
