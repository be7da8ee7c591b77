//! Publishing in somebody's name, by their leave.

use ruche_content::posts::model::PostId;
use ruche_kernel::{Clock as _, PlaceId};
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};

const HOUR_MS: i64 = 3_600_000;

async fn send(who: &Someone, place: PlaceId, behalf: &Someone, more: &[(&str, &str)]) -> Answer {
    let (key, place, behalf) = (key(), place.to_string(), behalf.id.to_string());
    who.browser
        .post_once("/posts", &[&[("key", key.as_str()), ("place", place.as_str()), ("behalf", behalf.as_str())][..], more].concat())
        .await
}

async fn allow(who: &Someone, delegate: &Someone) {
    who.browser.post_once("/settings/delegates", &[("login", &delegate.email)]).await.expect(303);
}

both_engines! {
    async fn a_post_in_somebodys_name_bears_both(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        // Whom one names is a colleague, not oneself; partners publish as themselves.
        for login in ["nobody@orvane.example", camille.email.as_str(), ""] {
            let refused = camille.browser.post_once("/settings/delegates", &[("login", login)]).await.expect(422);
            assert_eq!(refused.attributes("#login", "value"), [login]);
        }
        app.partner("Ana Delmas").await.browser.get("/settings/delegates").await.expect(404);
        assert!(yanis.browser.get("/posts/new").await.texts("#behalf").is_empty());
        allow(&camille, &yanis).await;
        assert_eq!(camille.browser.get("/settings/delegates").await.texts("li .name"), ["Yanis Haddad"]);
        assert_eq!(yanis.browser.get("/posts/new").await.texts("#behalf option"), ["Moi-même", "Camille Rousset"]);
        // It gives no right to read.
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        send(&yanis, closed, &camille, &[("body", "Un mot")]).await.expect(404);
        let post = PostId(send(&yanis, app.company, &camille, &[("body", "Bonne rentrée")]).await.expect(303).toast().unwrap().1);
        app.settle().await;
        let card = zoe.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(card.texts("article.post h2")[0].contains("Camille Rousset"));
        assert!(card.text().contains("Publié par Yanis Haddad"));
        assert!(zoe.browser.get(&format!("/members/{}", camille.id)).await.has("Bonne rentrée"));
        assert!(camille.browser.get("/notifications").await.text().contains("Yanis Haddad a publié"));
        // Wherever it is shown, it says so.
        let (once, place, shared) = (key(), app.company.to_string(), post.to_string());
        let sharing = zoe.browser.post_once("/posts", &[("key", once.as_str()), ("place", &place), ("shared", &shared), ("body", "")]).await;
        let sharing = sharing.expect(303).toast().unwrap().1;
        assert!(zoe.browser.get(&format!("/posts/{sharing}")).await.texts(".shared-by")[0].contains("Publié par Yanis Haddad"));
        // Both edit and delete it, others do not.
        zoe.browser.get(&format!("/posts/{post}/edit")).await.expect(404);
        for (who, version, body) in [(&yanis, "1", "Bonne rentrée à tous"), (&camille, "2", "Belle rentrée à tous")] {
            assert_eq!(who.browser.get(&format!("/posts/{post}/edit")).await.expect(200).attributes("input[name=version]", "value"), [version]);
            who.browser.post_once(&format!("/posts/{post}"), &[("key", "k"), ("version", version), ("format", "message"), ("body", body)]).await.expect(303);
        }
        // Nobody takes a name by themselves, and the text is kept.
        let refused = send(&zoe, app.company, &camille, &[("body", "À ma façon")]).await.expect(409);
        assert_eq!(refused.texts("textarea[name=body]"), ["À ma façon"]);
        assert!(refused.text().contains("publier au nom de cette personne"));
        // Taken back: what is there stays, and is the delegate's no more.
        camille.browser.post_once(&format!("/settings/delegates/{}?_method=delete", yanis.id), &[]).await.expect(303);
        send(&yanis, app.company, &camille, &[("body", "Encore")]).await.expect(409);
        yanis.browser.get(&format!("/posts/{post}/edit")).await.expect(404);
        yanis.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(403);
        assert!(yanis.browser.get(&format!("/posts/{post}")).await.text().contains("Publié par Yanis Haddad"));
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
    }
}

both_engines! {
    async fn a_delegate_has_the_voice_of_the_author_and_no_more(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        allow(&camille, &yanis).await;
        allow(&zoe, &yanis).await;
        // An owner announces; where somebody does not write, nobody writes for them.
        let announcement = [("format", "announcement"), ("heading", "Fermeture"), ("body", "Lundi")];
        send(&yanis, place, &camille, &announcement).await.expect(303);
        let refused = send(&yanis, place, &zoe, &[("body", "Un mot")]).await.expect(409);
        assert!(refused.text().contains("n’écrit pas dans ce lieu"));
        assert_eq!(refused.attributes("#behalf option[selected]", "value"), [zoe.id.to_string()]);
        // One that waits for its hour comes back when the leave is taken back, or the account closed.
        let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + HOUR_MS).unwrap().to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap());
        let planned = at.strftime("%Y-%m-%dT%H:%M").to_string();
        for principal in [&camille, &zoe] {
            let draft = send(&yanis, app.company, principal, &[("body", "Plus tard"), ("planned", &planned)]).await.expect(303).toast().unwrap().1;
            let page = yanis.browser.get(&format!("/drafts/{draft}")).await.expect(200);
            assert!(page.text().contains(&format!("au nom de {}", principal.name)), "whoever reads it first knows whose it will be");
        }
        camille.browser.post_once(&format!("/settings/delegates/{}?_method=delete", yanis.id), &[]).await.expect(303);
        app.close_account(&zoe).await;
        app.clock.advance(2 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        assert!(!yanis.browser.get("/").await.has("Plus tard"));
        assert_eq!(yanis.browser.get("/drafts").await.text().matches("publier au nom de cette personne").count(), 2);
        assert!(yanis.browser.get("/posts/new").await.texts("#behalf").is_empty());
    }
}
