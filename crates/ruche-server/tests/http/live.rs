//! The live stream through a real connection: what passes to whom, when it ends, how it goes on.

use reqwest::Method;
use ruche_testkit::{Kind, PASSWORD, Reader, both_engines};
use std::time::{Duration, Instant};

/// Five times what is promised for the loss of a right.
const LATEST: Duration = Duration::from_secs(25);

/// The subjects that were published, until the one of `last` comes.
async fn published_until(reader: &mut Reader, last: &str) -> Vec<String> {
    let mut seen = Vec::new();
    while seen.last().is_none_or(|subject| subject != last) {
        let message = reader.until("post.published").await.pop().unwrap();
        seen.push(message.subject);
    }
    seen
}

both_engines! {
    async fn it_tells_of_what_one_may_read_and_of_nothing_else(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (closed, open, unlisted) = (app.community(Kind::Closed, "Chantier", &camille).await, app.community(Kind::Open, "Réseau", &camille).await, app.community(Kind::Unlisted, "Rachat", &camille).await);
        app.join(closed, &camille, &ana).await;
        app.settle().await;
        let (mut his, mut hers) = (yanis.browser.live(None).await, ana.browser.live(None).await);
        let mut posts = Vec::new();
        for place in [unlisted, closed, open, app.company, closed] {
            posts.push(format!("post:{}", camille.publish(place, "Un texte canari").await));
        }
        let last = camille.publish(app.company, &yanis.mention()).await;
        let message = his.next(LATEST).await.unwrap();
        assert_eq!((message.kind.as_str(), &message.subject, &message.root, &message.place, &message.actor), ("post.published", &posts[2], &posts[2], &open.to_string(), &camille.id.to_string()));
        assert_eq!(published_until(&mut his, &format!("post:{last}")).await, [posts[3].clone(), format!("post:{last}")]);
        let told = his.until("notification").await.pop().unwrap();
        assert!(told.subject.starts_with("notification:"));
        assert_eq!(published_until(&mut hers, &posts[4]).await, [posts[1].clone(), posts[4].clone()]);
        // What is addressed to someone else does not pass.
        assert!(hers.next(Duration::from_millis(300)).await.is_none());
    }
}

both_engines! {
    async fn who_is_removed_is_told_nothing_more(app: TestApp) {
        let (camille, paul) = (app.employee("Camille Rousset").await, app.employee("Paul Sorel").await);
        let closed = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(closed, &camille, &paul).await;
        app.settle().await;
        let mut reader = paul.browser.live(None).await;
        let first = camille.publish(closed, "Avant").await;
        assert_eq!(published_until(&mut reader, &format!("post:{first}")).await.len(), 1);
        app.remove(closed, &camille, &paul).await;
        camille.publish(closed, "Après").await;
        let last = camille.publish(app.company, "À tous").await;
        assert_eq!(published_until(&mut reader, &format!("post:{last}")).await, [format!("post:{last}")]);
        // Nor does a resumed stream give what was missed.
        let mut again = paul.browser.live_again(0).await;
        let missed = published_until(&mut again, &format!("post:{last}")).await;
        assert_eq!(missed, [format!("post:{last}")]);
    }
}

both_engines! {
    async fn it_ends_with_the_session(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let phone = app.stranger();
        phone.sign_in(&camille.email, PASSWORD).await;
        let mut kept = camille.browser.live(None).await;
        let mut closed = [phone.live(None).await, yanis.browser.live(None).await, ana.browser.live(None).await];
        let session = camille.browser.get("/settings/security").await.attributes("form[action^='/settings/sessions/']", "action").remove(0);
        camille.browser.post_once(&session, &[]).await.expect(303);
        app.close_account(&yanis).await;
        let since = Instant::now();
        assert!(closed[0].ends(LATEST).await && closed[1].ends(LATEST).await, "a session that was closed, an account that was closed");
        assert!(since.elapsed() < LATEST, "both within the time of one");
        let post = app.admin.publish(app.company, "Encore là ?").await;
        assert_eq!(published_until(&mut kept, &format!("post:{post}")).await.len(), 1, "the other session goes on");
        // Without any event: a date that comes.
        app.clock.advance(91 * 86_400_000);
        assert!(closed[2].ends(LATEST).await && kept.ends(LATEST).await, "sessions that are too old");
        assert_eq!(app.stranger().send(app.stranger().request(Method::GET, "/live").header("accept", "text/event-stream")).await.status.as_u16(), 401);
    }
}

both_engines! {
    async fn a_browser_that_comes_back_misses_nothing(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let hidden = app.community(Kind::Closed, "Direction", &camille).await;
        app.settle().await;
        let page = yanis.browser.get("/").await.expect(200);
        let seq: i64 = page.attributes("body", "data-live-seq-value")[0].parse().unwrap();
        // Between the page and the stream.
        let first = camille.publish(app.company, "Un").await;
        app.settle().await;
        let mut reader = yanis.browser.live(Some(seq)).await;
        let message = reader.until("post.published").await.pop().unwrap();
        assert_eq!(message.subject, format!("post:{first}"));
        drop(reader);
        let mut missed = Vec::new();
        for n in 0..5 {
            camille.publish(hidden, "Caché").await;
            missed.push(format!("post:{}", camille.publish(app.company, &format!("Texte {n}")).await));
        }
        app.settle().await;
        let mut again = yanis.browser.live_again(message.seq).await;
        assert_eq!(published_until(&mut again, &missed[4]).await, missed, "each once, in order");
        // Too long ago, or from before a restored copy: the page is told to reload.
        assert_eq!(yanis.browser.live(Some(1_000_000)).await.next(LATEST).await.unwrap().kind, "resync");
        app.clock.advance(600_001);
        assert_eq!(yanis.browser.live_again(seq).await.next(LATEST).await.unwrap().kind, "resync");
    }
}

both_engines! {
    async fn eight_connections_are_told_the_same(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let mut readers = Vec::new();
        for n in 0..8 {
            readers.push(if n % 2 == 0 { &camille } else { &yanis }.browser.live(None).await);
        }
        let mut posts = Vec::new();
        for n in 0..10 {
            posts.push(format!("post:{}", camille.publish(app.company, &format!("Texte {n}")).await));
        }
        for reader in &mut readers {
            assert_eq!(published_until(reader, &posts[9]).await, posts);
        }
    }
}

both_engines! {
    async fn only_pages_of_this_site_follow_it(app: TestApp) {
        for site in ["cross-site", "same-site"] {
            let request = app.admin.browser.request(Method::GET, "/live").header("sec-fetch-site", site).header("accept", "text/event-stream");
            assert_eq!(app.admin.browser.send(request).await.status.as_u16(), 403, "{site}");
        }
    }
}
