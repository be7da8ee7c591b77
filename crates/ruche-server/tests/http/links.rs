//! The cards of links: made of what a page of others tells everybody, and of nothing else.

use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::get;
use ruche_content::posts::model::PostId;
use ruche_testkit::{Answer, Kind, Site, Someone, both_engines, pictures};
use std::time::{Duration, Instant};

const DAY_MS: i64 = 86_400_000;

/// A page whose picture is named by `picture`.
fn illustrated(title: &str, picture: &str) -> Html<String> {
    Html(format!("<!doctype html><html><head><title>{title}</title><meta property='og:image' content='{picture}'></head></html>"))
}

fn head(title: &str) -> Html<String> {
    Html(format!(
        "<!doctype html><html><head><title>{title}</title><meta property='og:description' content='Deux lignes &amp; une \
         <script>alert(1)</script>'><meta property='og:site_name' content='La veille'></head><body>Le corps</body></html>"
    ))
}

/// A site of others, with pages that behave and pages that do not.
async fn site() -> Site {
    let pages = Router::new()
        .route("/a", get(async || head("Bornes en copropriété")))
        .route("/b", get(async || head("Un autre &lt;b&gt;titre&lt;/b&gt;")))
        .route("/moved", get(async || Redirect::to("/a")))
        .route("/inside", get(async || Redirect::to("http://inside.example/")))
        .route("/loop", get(async || Redirect::to("/loop")))
        .route("/slow", get(async || tokio::time::sleep(Duration::from_secs(30)).await))
        .route("/huge", get(async || Html("<html><head>".to_owned() + &"x".repeat(8_000_000))))
        .route("/text", get(async || "Sans tête"))
        .route("/picture", get(async || illustrated("Un salon", "/salon.jpg?a=1&amp;b=2")))
        .route("/other", get(async || illustrated("Un autre salon", "/other.png")))
        .route("/script", get(async || illustrated("Un dessin", "/drawing.svg")))
        .route("/within", get(async || illustrated("Un intrus", "http://inside.example/pixel.png")))
        .route("/salon.jpg", get(async || pictures::jpeg(1200, 630)))
        .route("/other.png", get(async || pictures::png(20, 10)))
        .route("/drawing.svg", get(async || ([("content-type", "image/png")], "<svg xmlns='http://www.w3.org/2000/svg'/>")))
        .route("/own", get(async || head("Le nôtre")));
    Site::start(pages).await
}

/// The cards of a page: where each leads, and its title.
fn cards(page: &Answer) -> Vec<(String, String)> {
    page.attributes("a.linkcard", "href").into_iter().zip(page.texts("a.linkcard > span > .name")).collect()
}

async fn of_post(reader: &Someone, post: PostId) -> Vec<(String, String)> {
    cards(&reader.browser.get(&format!("/posts/{post}/card")).await.expect(200))
}

async fn edit(author: &Someone, post: PostId, version: &str, body: &str) {
    author.browser.post_once(&format!("/posts/{post}"), &[("version", version), ("body", body)]).await.expect(303);
}

both_engines! {
    async fn the_first_link_of_others_gets_a_card(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let site = site().await;
        let (a, b) = (site.url("/a"), site.url("/b"));
        let card = |url: &str, title: &str| vec![(url.to_owned(), title.to_owned())];
        app.settle().await;
        let mut live = yanis.browser.live(None).await;
        let own = app.url();
        let post = camille.publish(app.company, &format!("Le nôtre {own}/own, `{b}`, puis [à lire]({a}) et {b}")).await;
        let message = live.until("post.previewed").await.pop().unwrap();
        assert_eq!((message.subject, message.actor), (format!("post:{post}"), camille.id.to_string()));
        app.settle().await;
        assert_eq!(of_post(&yanis, post).await, card(&a, "Bornes en copropriété"));
        assert_eq!(site.asked(), ["/a"], "neither the second link, nor code, nor our own");
        let page = yanis.browser.get(&format!("/posts/{post}/card")).await.expect(200);
        assert_eq!(page.attributes("a.linkcard", "rel"), ["noopener nofollow ugc"]);
        assert_eq!(page.texts("a.linkcard .meta"), ["site.example · La veille"]);
        assert!(page.body.contains("Deux lignes &amp; une &lt;script&gt;alert(1)&lt;/script&gt;"), "{}", page.body);
        // Feeds show it as well, a comment has its own, and who links to the same page asks nobody.
        assert_eq!(cards(&yanis.browser.get("/").await), card(&a, "Bornes en copropriété"));
        let comment = yanis.comment(post, &format!("Voir aussi {b}")).await;
        let reply = camille.reply(post, comment, &format!("Ou <{a}>")).await;
        app.settle().await;
        assert_eq!(live.until("comment.previewed").await.pop().unwrap().subject, format!("comment:{comment}"));
        let thread = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert_eq!(cards(&thread), [card(&a, "Bornes en copropriété"), card(&b, "Un autre <b>titre</b>"), card(&a, "Bornes en copropriété")].concat());
        assert_eq!(cards(&yanis.browser.get(&format!("/comments/{reply}/body")).await), card(&a, "Bornes en copropriété"));
        assert_eq!(site.asked(), ["/a", "/b"]);
        // An edit takes the card of its link along at once, before anything was listened to.
        edit(&camille, post, "1", &format!("Plutôt {b}")).await;
        assert_eq!(of_post(&yanis, post).await, card(&b, "Un autre <b>titre</b>"));
        edit(&camille, post, "2", "Plus de lien").await;
        assert_eq!(of_post(&yanis, post).await, []);
        app.settle().await;
        assert_eq!(of_post(&yanis, post).await, []);
    }
}

both_engines! {
    async fn the_picture_of_a_card_is_our_own_copy(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let site = site().await;
        let closed = app.community(Kind::Closed, "Chantier", &camille).await;
        let pictures = async |reader: &Someone, path: &str| reader.browser.get(path).await.expect(200).attributes("a.linkcard > img", "src");
        // Each in a place that Yanis reads and in one that he does not; the page is asked once.
        let post = camille.publish(app.company, &site.url("/picture")).await;
        let hidden = camille.publish(closed, &site.url("/picture")).await;
        let comment = camille.comment(hidden, &site.url("/other")).await;
        app.settle().await;
        assert_eq!(site.asked().iter().filter(|path| path.starts_with("/salon")).count(), 1);
        let shown = pictures(&yanis, &format!("/posts/{post}/card")).await.pop().unwrap();
        let id = shown.strip_prefix(&format!("/links/post/{post}/")).unwrap().to_owned();
        let copy = yanis.browser.get(&shown).await.expect(200);
        let headers = ["content-type", "content-security-policy", "cache-control"].map(|name| copy.headers[name].to_str().unwrap());
        assert_eq!(headers, ["image/webp", "sandbox; default-src 'none'", "private, no-cache"]);
        let hidden_ones = [format!("/links/post/{hidden}/{id}"), pictures(&camille, &format!("/comments/{comment}/body")).await.pop().unwrap()];
        for path in &hidden_ones {
            camille.browser.get(path).await.expect(200);
            yanis.browser.get(path).await.expect(404);
        }
        // Only the picture of this very text, and of something that has cards.
        for path in [format!("/links/post/{post}/1"), format!("/links/comment/{post}/{id}"), format!("/links/member/{}/{id}", yanis.id), format!("/files/{id}/480")] {
            yanis.browser.get(&path).await.expect(404);
        }
        // What is no picture, or stands inside, is left out; nothing of a page is ever loaded from there.
        for (path, title) in [("/script", "Un dessin"), ("/within", "Un intrus")] {
            let post = camille.publish(app.company, &site.url(path)).await;
            app.settle().await;
            assert_eq!(of_post(&yanis, post).await, [(site.url(path), title.to_owned())]);
            assert_eq!(pictures(&yanis, &format!("/posts/{post}/card")).await, [""; 0]);
        }
        let sources = yanis.browser.get("/").await.attributes("img", "src");
        assert!(sources.contains(&shown) && sources.iter().all(|src| src.starts_with('/') && !src.starts_with("//")), "{sources:?}");
        // A deleted text gives it to nobody, and what no text links to goes away with its bytes.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        camille.browser.get(&shown).await.expect(404);
        edit(&camille, hidden, "1", "Plus de lien").await;
        camille.browser.get(&hidden_ones[0]).await.expect(404);
        // The post waits a month in the bin, its link one more for whoever links to the page again; the comment keeps its own.
        for _ in 0..3 {
            app.clock.advance(31 * DAY_MS);
            app.sweep().await;
        }
        camille.sign_in_again().await;
        camille.browser.get(&hidden_ones[1]).await.expect(200);
        let kept = app.node.platform.blobs.keys().await.unwrap();
        assert!(!kept.contains(&format!("{id}/480.webp")) && kept.len() == 1, "{kept:?}");
    }
}

both_engines! {
    async fn what_pages_say_is_asked_again_after_a_week_and_failures_after_a_day(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let site = site().await;
        let publish = async |path: &str| {
            let post = camille.publish(app.company, &site.url(path)).await;
            app.settle().await;
            !of_post(&camille, post).await.is_empty()
        };
        assert!(publish("/a").await && !publish("/text").await);
        app.clock.advance(DAY_MS - 60_000);
        assert!(publish("/a").await && !publish("/text").await);
        assert_eq!(site.asked(), ["/a", "/text"]);
        app.clock.advance(120_000);
        assert!(publish("/a").await && !publish("/text").await);
        assert_eq!(site.asked(), ["/a", "/text", "/text"]);
        app.clock.advance(6 * DAY_MS);
        camille.sign_in_again().await;
        assert!(publish("/a").await);
        assert_eq!(site.asked(), ["/a", "/text", "/text", "/a"]);
        // What was asked a month ago is forgotten; the texts keep their cards.
        app.clock.advance(31 * DAY_MS);
        app.sweep().await;
        camille.sign_in_again().await;
        assert_eq!(cards(&camille.browser.get("/").await).len(), 4);
    }
}

both_engines! {
    async fn who_misbehaves_gets_no_card_and_costs_nobody_anything(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let site = site().await;
        app.settle().await;
        let mut live = yanis.browser.live(None).await;
        let mut posts = Vec::new();
        for link in [
            site.url("/slow"),
            site.url("/huge"),
            site.url("/inside"),
            site.url("/loop"),
            site.url("/missing"),
            "http://inside.example/".into(),
            "http://10.0.0.7/".into(),
            "http://[::ffff:127.0.0.1]/".into(),
            format!("http://0x7f.2:{}/a", site.port()),
            format!("http://me:secret@site.example:{}/a", site.port()),
        ] {
            posts.push(camille.publish(app.company, &format!("Voir [ceci]({link})")).await);
            app.clock.advance(10_000);
        }
        // Meanwhile everything else goes on: others are told, and other listeners wait for nothing.
        let begun = Instant::now();
        camille.publish(app.company, &yanis.mention()).await;
        live.until("notification").await;
        assert!(begun.elapsed() < Duration::from_secs(4), "a notification waits for a slow page");
        app.settle().await;
        assert!(begun.elapsed() < Duration::from_secs(20));
        for post in posts {
            assert_eq!(of_post(&yanis, post).await, [], "{post}");
        }
        assert_eq!(site.asked().iter().filter(|path| *path == "/loop").count(), 4, "three redirects are followed");
        assert!(!site.asked().iter().any(|path| path == "/a"), "neither by an odd spelling nor with a password");
        let moved = camille.publish(app.company, &site.url("/moved")).await;
        app.settle().await;
        assert_eq!(of_post(&yanis, moved).await, [(site.url("/moved"), "Bornes en copropriété".to_owned())], "it leads where the text says");
    }
}

both_engines! {
    async fn a_card_is_read_where_its_text_is(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let site = site().await;
        let closed = app.community(Kind::Closed, "Chantier", &camille).await;
        app.settle().await;
        let mut live = yanis.browser.live(None).await;
        let post = camille.publish(closed, &site.url("/a")).await;
        let comment = camille.comment(post, &site.url("/b")).await;
        app.settle().await;
        for path in [format!("/posts/{post}"), format!("/posts/{post}/card"), format!("/comments/{comment}/body")] {
            yanis.browser.get(&path).await.expect(404);
            assert!(!cards(&camille.browser.get(&path).await.expect(200)).is_empty(), "{path}");
        }
        assert!(live.next(Duration::from_millis(300)).await.is_none());
        // What is deleted shows nothing, and what is purged keeps nothing.
        camille.reply(post, comment, "Une réponse").await;
        camille.browser.post_once(&format!("/comments/{comment}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(31 * DAY_MS);
        app.sweep().await;
        camille.sign_in_again().await;
        assert_eq!(of_post(&camille, post).await, [(site.url("/a"), "Bornes en copropriété".to_owned())]);
    }
}
