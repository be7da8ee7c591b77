//! A post shared in another place.

use ruche_content::posts::model::PostId;
use ruche_kernel::{Clock as _, PlaceId};
use ruche_testkit::{Answer, Kind, Someone, both_engines, key, pictures};

const HOUR_MS: i64 = 3_600_000;

async fn share(who: &Someone, place: PlaceId, shared: PostId, more: &[(&str, &str)]) -> Answer {
    let (key, place, shared) = (key(), place.to_string(), shared.to_string());
    who.browser
        .post_once("/posts", &[&[("key", key.as_str()), ("place", place.as_str()), ("shared", shared.as_str())][..], more].concat())
        .await
}

async fn shared(who: &Someone, place: PlaceId, post: PostId, body: &str) -> PostId {
    PostId(share(who, place, post, &[("body", body)]).await.expect(303).toast().unwrap().1)
}

both_engines! {
    async fn a_post_is_shown_elsewhere_to_those_who_read_both_places(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish_with(place, "Les **délais** du printemps", &[("upload", "pont.png", pictures::png(16, 16))]).await;
        // The form says who will see it, and with what.
        let form = yanis.browser.get(&format!("/posts/new?share={post}")).await.expect(200);
        assert_eq!(form.attributes("input[name=shared]", "value"), [post.to_string()]);
        assert_eq!(form.texts(".shared .prose"), ["Les délais du printemps"]);
        assert!(form.text().replace('\u{a0}', " ").contains("Elle reste dans « Réseau Nord »"));
        assert!(form.texts(".formats").is_empty(), "what shares a post is a message");
        zoe.browser.get(&format!("/posts/new?share={post}")).await.expect(404);
        // Without a word, or with some.
        let bare = shared(&yanis, app.company, post, "").await;
        let said = shared(&yanis, app.company, bare, "À lire").await;
        app.settle().await;
        for path in ["/".to_owned(), format!("/posts/{said}"), format!("/posts/{said}/card")] {
            let page = camille.browser.get(&path).await.expect(200);
            assert!(page.texts(&format!("#post-{said} .shared .prose")).contains(&"Les délais du printemps".to_owned()), "{path}: the one that only shares is passed over");
            assert_eq!(page.attributes(&format!("#post-{said} .shared .photos img"), "src").len(), 1, "{path}");
            // Who reads the company alone is told that something is shared, and nothing of it.
            let hidden = zoe.browser.get(&path).await.expect(200);
            assert!(hidden.text().contains("Une publication est partagée ici"), "{path}");
            assert!(!hidden.has("délais") && !hidden.has("Réseau Nord") && hidden.texts(".shared").is_empty(), "{path}");
        }
        let photo = camille.browser.get(&format!("/posts/{said}")).await.attributes(".shared .photos img", "src").pop().unwrap();
        yanis.browser.get(&photo).await.expect(200);
        zoe.browser.get(&photo).await.expect(404);
        // Its author is told of each, and where it leads.
        assert_eq!(camille.browser.get("/notifications").await.texts(".notif p:first-child").into_iter().filter(|told| told.contains("a partagé")).count(), 2);
        // It follows its original, and is hidden like what is not there once that is deleted.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        assert!(yanis.browser.get(&format!("/posts/{said}")).await.text().contains("Une publication est partagée ici"));
        assert!(yanis.browser.get(&format!("/posts/{said}")).await.has("À lire"));
        camille.browser.post_once(&format!("/posts/{post}/restoration"), &[]).await.expect(303);
        assert_eq!(yanis.browser.get(&format!("/posts/{said}")).await.texts(".shared .prose"), ["Les délais du printemps"]);
        // What is edited still shares it, with or without words.
        let version = yanis.browser.get(&format!("/posts/{said}/edit")).await.attributes("input[name=version]", "value").pop().unwrap();
        yanis.browser.post_once(&format!("/posts/{said}"), &[("key", "k"), ("version", version.as_str()), ("format", "message"), ("body", "")]).await.expect(303);
        assert_eq!(zoe.browser.get(&format!("/posts/{said}")).await.expect(200).texts(".shared"), Vec::<String>::new());
        assert_eq!(camille.browser.get(&format!("/posts/{said}")).await.texts(".shared .prose"), ["Les délais du printemps"]);
    }
}

both_engines! {
    async fn a_shared_event_says_when_and_where(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (key, place) = (key(), app.company.to_string());
        let fields = [("key", key.as_str()), ("place", place.as_str()), ("format", "event"), ("heading", "Essais"), ("starts", "2031-03-30T10:00"), ("venue", "Salle 4"), ("body", "")];
        let event = PostId(camille.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1);
        let post = shared(&yanis, app.company, event, "Venez").await;
        let facts = yanis.browser.get(&format!("/posts/{post}")).await.expect(200).texts(".shared .event-facts li");
        assert!(facts[0].contains("30 mars 2031") && facts[1] == "Salle 4", "{facts:?}");
    }
}

both_engines! {
    async fn what_is_gone_is_not_shared_and_the_text_is_kept(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let post = camille.publish(place, "Les délais").await;
        // Not by whoever may not read it, whatever they send; nor what is not there.
        for (who, id) in [(&zoe, post), (&yanis, PostId(9))] {
            let refused = share(who, app.company, id, &[("body", "Mon avis")]).await.expect(409);
            assert!(refused.text().contains("ne peut plus être partagée"));
            assert_eq!(refused.texts("textarea[name=body]"), ["Mon avis"]);
            assert!(!refused.has("Les délais"));
        }
        // One that waits for its hour comes back when the post is gone by then.
        let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + HOUR_MS).unwrap().to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap());
        let planned = at.strftime("%Y-%m-%dT%H:%M").to_string();
        let draft = share(&yanis, app.company, post, &[("body", "À lire"), ("planned", &planned)]).await.expect(303).toast().unwrap().1;
        assert_eq!(yanis.browser.get(&format!("/drafts/{draft}")).await.texts(".shared .prose"), ["Les délais"]);
        app.remove(place, &camille, &yanis).await;
        assert!(!yanis.browser.get(&format!("/drafts/{draft}")).await.has("Les délais"));
        app.clock.advance(2 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        assert!(yanis.browser.get("/drafts").await.text().contains("ne peut plus être partagée"));
        let form = yanis.browser.get(&format!("/posts/new?draft={draft}")).await.expect(200);
        assert_eq!(form.texts("textarea[name=body]"), ["À lire"]);
        assert!(!form.has("Les délais") && form.text().contains("ne peut plus être partagée"));
        assert!(!zoe.browser.get("/").await.has("À lire"));
    }
}
