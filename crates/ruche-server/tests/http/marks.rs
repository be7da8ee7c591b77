//! What people mark for themselves: bookmarks, threads they follow or mute.

use ruche_content::posts::model::PostId;
use ruche_testkit::{Answer, Kind, Someone, both_engines};

async fn mark(who: &Someone, mark: &str, subject: &str, on: bool) -> Answer {
    let method = if on { "put" } else { "delete" };
    who.browser.post_once(&format!("/marks/{mark}/{subject}?_method={method}"), &[]).await
}

async fn saved(who: &Someone) -> Vec<String> {
    who.browser.get("/bookmarks").await.expect(200).texts("main .list .name")
}

async fn told(who: &Someone) -> usize {
    who.browser.get("/notifications").await.expect(200).texts(".notif.unread").len()
}

/// Whether the card of a post shows it as saved.
async fn shown_saved(who: &Someone, post: PostId) -> bool {
    who.browser.get(&format!("/posts/{post}/card")).await.expect(200).attributes(".post-actions form button", "aria-pressed") == ["true"]
}

both_engines! {
    async fn what_is_saved_is_found_again_by_its_owner_alone(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let (first, second) = (camille.publish(place, "Le premier plan").await, camille.publish(place, "Le second plan").await);
        let comment = camille.comment(second, "Un avis utile").await;
        for subject in [format!("post:{first}"), format!("post:{second}"), format!("comment:{comment}"), format!("post:{first}")] {
            app.clock.advance(1_000);
            mark(&yanis, "bookmark", &subject, true).await.expect(303);
        }
        assert_eq!(saved(&yanis).await, ["Un avis utile", "Le second plan", "Le premier plan"], "twice is once");
        assert!(shown_saved(&yanis, first).await && !shown_saved(&camille, first).await);
        assert!(saved(&camille).await.is_empty(), "nobody else sees it");
        mark(&yanis, "bookmark", &format!("comment:{comment}"), false).await.expect(303);
        // What is gone is not shown, and comes back with the right.
        camille.browser.post_once(&format!("/posts/{second}?_method=delete"), &[]).await.expect(303);
        assert_eq!(saved(&yanis).await, ["Le premier plan"]);
        app.remove(place, &camille, &yanis).await;
        assert!(saved(&yanis).await.is_empty());
        mark(&yanis, "bookmark", &format!("post:{first}"), false).await.expect(404);
        app.join(place, &camille, &yanis).await;
        assert_eq!(saved(&yanis).await, ["Le premier plan"]);
        for (word, subject) in [("love", format!("post:{first}")), ("bookmark", "post:1".into()), ("bookmark", "post".into()), ("bookmark", format!("community:{place}")), ("bookmark", "draft:1".into())] {
            mark(&yanis, word, &subject, true).await.expect(404);
        }
        let line = yanis.browser.post_once(&format!("/marks/bookmark/post:{first}?_method=delete"), &[("list", "1")]).await.expect(303);
        assert_eq!(line.location(), "/bookmarks");
        assert!(saved(&yanis).await.is_empty());
        app.settle().await;
    }
}

both_engines! {
    async fn a_thread_is_followed_or_muted(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let post = camille.publish(app.company, "Qui vient lundi").await;
        let subject = format!("post:{post}");
        mark(&paul, "follow", &subject, true).await.expect(303);
        let first = yanis.comment(post, "Moi").await;
        app.settle().await;
        assert_eq!((told(&paul).await, told(&camille).await, told(&yanis).await), (1, 1, 0));
        // Muted: neither answers nor reactions, but what mentions.
        paul.browser.post_once("/notifications/read", &[]).await.expect(303);
        camille.browser.post_once("/notifications/read", &[]).await.expect(303);
        for someone in [&paul, &camille] {
            mark(someone, "mute", &subject, true).await.expect(303);
        }
        let page = paul.browser.get(&format!("/posts/{post}/card")).await.expect(200);
        assert!(page.has("Retirer la sourdine") && page.has("Suivre la conversation"), "one excludes the other");
        yanis.comment(post, "Encore moi").await;
        yanis.react(&subject, "like", true).await.expect(303);
        paul.react(&format!("comment:{first}"), "like", true).await.expect(303);
        app.settle().await;
        assert_eq!((told(&paul).await, told(&camille).await, told(&yanis).await), (0, 0, 1));
        yanis.comment(post, &format!("Et {} ?", paul.mention())).await;
        app.settle().await;
        assert_eq!((told(&paul).await, told(&camille).await), (1, 0));
        // Taken off, it is as before; who follows without the right is told nothing.
        mark(&camille, "mute", &subject, false).await.expect(303);
        yanis.comment(post, "Bon").await;
        app.settle().await;
        assert_eq!(told(&camille).await, 1);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &paul).await;
        let inside = camille.publish(place, "Le plan").await;
        mark(&paul, "follow", &format!("post:{inside}"), true).await.expect(303);
        app.settle().await;
        paul.browser.post_once("/notifications/read", &[]).await.expect(303);
        app.remove(place, &camille, &paul).await;
        camille.comment(inside, "Un mot de plus").await;
        app.settle().await;
        assert_eq!(told(&paul).await, 0);
    }
}
