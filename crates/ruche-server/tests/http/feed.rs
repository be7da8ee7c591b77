//! The home feed: its sources, its order and its end, the line where one stopped.

use reqwest::Method;
use ruche_testkit::{Answer, Kind, Someone, both_engines};

fn texts(page: &Answer) -> Vec<String> {
    page.texts("article.post .prose")
}

async fn home(who: &Someone) -> Answer {
    who.browser.get("/").await.expect(200)
}

both_engines! {
    async fn it_gathers_what_is_mine_and_says_why(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (joined, open, closed, unlisted) = (
            app.community(Kind::Closed, "Chantier", &camille).await,
            app.community(Kind::Open, "Réseau Nord", &camille).await,
            app.community(Kind::Closed, "Direction", &camille).await,
            app.community(Kind::Unlisted, "Rachat", &camille).await,
        );
        app.join(joined, &camille, &yanis).await;
        let empty = home(&yanis).await;
        assert!(empty.attributes(".feed .empty a", "href").contains(&"/communities".to_owned()), "an empty feed shows the next step");
        for (n, place) in [app.company, joined, open, closed, unlisted].into_iter().enumerate() {
            app.clock.advance(1_000);
            camille.publish(place, &format!("Texte {n}")).await;
        }
        assert_eq!(texts(&home(&yanis).await), ["Texte 1", "Texte 0"]);
        yanis.browser.post_once(&format!("/members/{}/follow?_method=put", camille.id), &[]).await.expect(303);
        let page = home(&yanis).await;
        assert_eq!(texts(&page), ["Texte 2", "Texte 1", "Texte 0"], "what she writes where he may read, each once");
        assert_eq!(page.texts("article.post > .reason"), ["Parce que vous suivez Camille Rousset"], "said where it is not plain");
        let own = page.attributes(".feed", "data-feed-places-value").concat();
        assert!(own.contains(&joined.to_string()) && !own.contains(&open.to_string()) && !own.contains(&unlisted.to_string()), "{own}");
        // Whoever joins finds the past; whoever is removed loses it.
        yanis.browser.post_once(&format!("/communities/{open}/membership?_method=put"), &[]).await.expect(303);
        assert!(home(&yanis).await.texts("article.post > .reason").is_empty());
        app.remove(joined, &camille, &yanis).await;
        assert_eq!(texts(&home(&yanis).await), ["Texte 2", "Texte 0"]);
    }
}

both_engines! {
    async fn a_partner_has_only_the_own_places(app: TestApp) {
        let (camille, ana) = (app.employee("Camille Rousset").await, app.partner("Ana Delmas").await);
        let (mine, open) = (app.community(Kind::Closed, "Chantier", &camille).await, app.community(Kind::Open, "Réseau Nord", &camille).await);
        app.join(mine, &camille, &ana).await;
        camille.publish(app.company, "À tous").await;
        camille.publish(open, "Ouvert").await;
        camille.publish(mine, "Chantier ouvert").await;
        ana.browser.post_once(&format!("/members/{}/follow?_method=put", camille.id), &[]).await.expect(303);
        let page = home(&ana).await;
        assert_eq!(texts(&page), ["Chantier ouvert"]);
        assert_eq!(page.attributes(".feed", "data-feed-places-value"), [mine.to_string()]);
        assert_eq!(texts(&ana.browser.get(&format!("/members/{}", camille.id)).await.expect(200)), ["Chantier ouvert"]);
    }
}

both_engines! {
    async fn it_pages_by_date_and_ends(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let mut expected = Vec::new();
        for n in 0..45 {
            // Several within one millisecond: the id separates them.
            app.clock.advance(i64::from(n % 4 == 0));
            app.publish_quickly(camille.id, app.company, &format!("Texte {n}")).await;
            expected.insert(0, format!("Texte {n}"));
        }
        let (mut all, mut path) = (Vec::new(), "/".to_owned());
        loop {
            let page = app.admin.browser.get(&path).await.expect(200);
            all.extend(texts(&page));
            match page.attributes(".feed > .center a", "href").into_iter().next() {
                Some(next) => {
                    assert!(page.texts(".feed-end").is_empty());
                    path = next;
                }
                None => {
                    assert!(page.texts(".feed-end").concat().contains("Vous êtes à jour"));
                    break;
                }
            }
            // What comes meanwhile moves nothing.
            app.publish_quickly(camille.id, app.company, "Entre-temps").await;
        }
        assert_eq!(all, expected, "each once, in order");
        for query in ["after=x", "after=", "after=1.2.3", "after=9223372036854775807.1"] {
            app.admin.browser.get(&format!("/?{query}")).await.expect(200);
        }
    }
}

both_engines! {
    async fn the_line_moves_by_a_post_and_only_forward(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let mut posts = Vec::new();
        for n in 0..4 {
            app.clock.advance(1_000);
            let id = camille.publish(app.company, &format!("Texte {n}")).await;
            posts.push((app.node.platform.now(), id));
        }
        // Where the line stands: before which text, if anywhere.
        let line = async || {
            let page = home(&yanis).await;
            let order = page.texts(".feed > article .prose, .feed > .stop-line");
            order.iter().position(|t| t == "Vous en étiez là").map(|at| order[at + 1].clone())
        };
        let seen = async |at: i64, id: String| yanis.browser.post_once("/feed/seen", &[("published", &at.to_string()), ("id", &id)]).await.status.as_u16();
        assert_eq!((line().await, line().await), (None, None), "looking marks nothing");
        assert_eq!(seen(posts[1].0, posts[1].1.to_string()).await, 204);
        assert_eq!(line().await.as_deref(), Some("Texte 1"));
        assert_eq!(seen(posts[0].0, posts[0].1.to_string()).await, 204);
        assert_eq!(line().await.as_deref(), Some("Texte 1"), "an older tab does not pull it back");
        let answer = yanis.browser.send(yanis.browser.request_once(Method::GET, &format!("/feed/seen?published={}&id={}", posts[3].0, posts[3].1))).await;
        assert_eq!(answer.status.as_u16(), 405);
        assert_eq!(line().await.as_deref(), Some("Texte 1"));
        assert_eq!(seen(posts[2].0, posts[2].1.to_string()).await, 204);
        assert_eq!(line().await.as_deref(), Some("Texte 2"));
        // A mark in the future would hide what is to come.
        assert_eq!(seen(i64::MAX, i64::MAX.to_string()).await, 204);
        app.clock.advance(1_000);
        camille.publish(app.company, "Texte 4").await;
        assert_eq!(line().await.as_deref(), Some("Texte 3"));
        for (at, id) in [("x", "1"), ("", ""), ("1", "99999999999999999999")] {
            yanis.browser.post_once("/feed/seen", &[("published", at), ("id", id)]).await.expect(400);
        }
        assert!(home(&camille).await.texts(".stop-line").is_empty(), "everyone has a line of their own");
    }
}

both_engines! {
    async fn the_line_is_found_below_a_page_of_new_posts(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        for news in [20, 25] {
            let seen = app.publish_quickly(camille.id, app.company, "Déjà vu").await;
            let fields = [("published", app.node.platform.now().to_string()), ("id", seen.to_string())];
            yanis.browser.post_once("/feed/seen", &fields.each_ref().map(|(n, v)| (*n, v.as_str()))).await.expect(204);
            for n in 0..news {
                app.clock.advance(1_000);
                app.publish_quickly(camille.id, app.company, &format!("Texte {n}")).await;
            }
            let first = home(&yanis).await;
            assert!(first.texts(".stop-line").is_empty());
            // Reading on moves the mark; the line stays where it was when the person came.
            let newest = [("published", app.node.platform.now().to_string()), ("id", i64::MAX.to_string())];
            yanis.browser.post_once("/feed/seen", &newest.each_ref().map(|(n, v)| (*n, v.as_str()))).await.expect(204);
            let next = first.attributes(".feed > .center a", "href").remove(0);
            let order = yanis.browser.get(&next).await.expect(200).texts(".feed > article .prose, .feed > .stop-line");
            let at = order.iter().position(|t| t == "Vous en étiez là").expect("a line");
            assert_eq!((at, order[at + 1].as_str()), (news - 20, "Déjà vu"));
            app.clock.advance(1_000);
        }
        // Everything was seen: no line on any page.
        let first = home(&yanis).await;
        let next = first.attributes(".feed > .center a", "href").remove(0);
        assert!(first.texts(".stop-line").is_empty() && yanis.browser.get(&next).await.texts(".stop-line").is_empty());
    }
}

both_engines! {
    async fn a_card_that_is_fetched_again_keeps_its_reason(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let open = app.community(Kind::Open, "Réseau Nord", &camille).await;
        camille.publish(open, "Un texte").await;
        yanis.browser.post_once(&format!("/members/{}/follow?_method=put", camille.id), &[]).await.expect(303);
        let page = home(&yanis).await;
        let again = page.attributes("article.post", "data-fragment-url-value").remove(0);
        assert_eq!(yanis.browser.get(&again).await.expect(200).texts("article.post > .reason"), ["Parce que vous suivez Camille Rousset"]);
        let profile = yanis.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        let again = profile.attributes("article.post", "data-fragment-url-value").remove(0);
        assert!(yanis.browser.get(&again).await.expect(200).texts("article.post > .reason").is_empty());
    }
}
