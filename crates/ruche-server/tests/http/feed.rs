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

/// Each post of the feed with the reason above it.
fn reasons(page: &Answer) -> Vec<(String, String)> {
    texts(page).into_iter().zip(page.texts(".feed .why")).collect()
}

fn order<'a>(first: &'a str, needs: &'a str, people: &'a str, echo: &'a str) -> [(&'a str, &'a str); 4] {
    [("first", first), ("needs", needs), ("people", people), ("echo", echo)]
}

both_engines! {
    async fn the_most_useful_first_says_why_and_is_chosen(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        let ask = async |format: &str, heading: &str, body: &str| {
            let (key, place) = (ruche_testkit::key(), app.company.to_string());
            let fields = [("key", key.as_str()), ("place", &place), ("format", format), ("heading", heading), ("option-1", "Oui"), ("option-2", "Non"), ("body", body)];
            camille.browser.post_once("/posts", &fields).await.expect(303);
            app.clock.advance(1_000);
        };
        let echoed = camille.publish(app.company, "Un succès").await;
        ask("question", "Une question ?", "Sur le #quai").await;
        ask("question", "Une autre ?", "Sans sujet").await;
        ask("poll", "Un sondage", "Votez").await;
        camille.publish(app.company, &format!("Pour {}", yanis.mention())).await;
        let talked = paul.publish(app.company, "De Paul").await;
        app.clock.advance(1_000);
        camille.publish(closed, "Secret").await;
        app.clock.advance(1_000);
        paul.publish(app.company, "Encore de Paul").await;
        app.clock.advance(1_000);
        let newest = app.admin.publish(app.company, "Le dernier").await;
        yanis.comment(talked, "Oui").await;
        for who in [&camille, &paul, &yanis, &app.admin] {
            who.react(&format!("post:{echoed}"), "like", true).await.expect(303);
        }
        yanis.browser.post_once("/topics/quai/follow?_method=put", &[]).await.expect(303);
        // By date, as long as nobody said otherwise; to look changes nothing.
        let page = yanis.browser.get("/?order=relevant").await.expect(200);
        let expected = [
            ("Pour @Yanis Haddad", "On vous y mentionne"),
            ("Un succès", "Suscite des échanges : 3 réactions"),
            ("Sur le #quai", "Question sans réponse retenue sur #quai, que vous suivez"),
            ("Encore de Paul", "Vous avez commenté récemment une publication de Paul Sorel"),
            ("De Paul", "Vous avez commenté récemment une publication de Paul Sorel"),
            ("Votez", "Sondage auquel vous n’avez pas répondu"),
            ("Sans sujet", "Question encore sans réponse"),
            ("Le dernier", "Publication récente"),
        ];
        assert_eq!(reasons(&page), expected.map(|(text, why)| (text.to_owned(), why.to_owned())));
        assert_eq!(page.texts(".segmented [aria-current]"), ["Utiles d’abord"]);
        assert!(page.attributes(".feed", "data-feed-seen-url-value").is_empty(), "what is read out of order moves no line");
        let plain = home(&yanis).await;
        assert_eq!((plain.texts(".segmented [aria-current]"), texts(&plain).remove(0)), (vec!["Récentes d’abord".to_owned()], "Le dernier".to_owned()));
        // Weighed and remembered, only by a form; each has an own choice.
        let saved = yanis.browser.post_once("/feed/order", &order("relevant", "none", "none", "high")).await.expect(303);
        assert_eq!((saved.location(), saved.toast().unwrap().0.as_str()), ("/", "saved"));
        assert_eq!(reasons(&home(&yanis).await)[0].1, "Suscite des échanges : 3 réactions");
        assert!(!reasons(&home(&yanis).await).iter().any(|(_, why)| why.contains("mentionne")), "a rule that weighs nothing says nothing");
        assert_eq!(texts(&yanis.browser.get("/?order=newest").await)[0], "Le dernier", "by date, one tap away");
        assert!(home(&camille).await.texts(".why").is_empty());
        let form = yanis.browser.get("/feed/order").await.expect(200);
        assert_eq!(form.attributes("#main input[checked]", "value"), ["relevant", "none", "none", "high"]);
        for fields in [order("relevant", "none", "x", "high"), order("x", "none", "low", "high"), order("", "", "", "")] {
            yanis.browser.post_once("/feed/order", &fields).await.expect(400);
        }
        let answer = yanis.browser.send(yanis.browser.request_once(Method::GET, "/feed/order?first=newest&needs=low&people=low&echo=low")).await;
        assert_eq!(answer.status.as_u16(), 200);
        assert_eq!(home(&yanis).await.texts(".segmented [aria-current]"), ["Utiles d’abord"]);
        yanis.browser.post_once("/feed/order", &order("newest", "normal", "normal", "normal")).await.expect(303);
        assert!(home(&yanis).await.texts(".why").is_empty());
        // What is deleted is in neither order.
        app.admin.browser.post_once(&format!("/posts/{newest}?_method=delete"), &[]).await.expect(303);
        assert!(!texts(&yanis.browser.get("/?order=relevant").await.expect(200)).contains(&"Le dernier".to_owned()));
    }
}

both_engines! {
    async fn the_most_useful_first_pages_what_there_was_and_goes_on_by_date(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        for n in 0..205 {
            app.clock.advance(1_000);
            app.publish_quickly(camille.id, app.company, &format!("Texte {n}")).await;
        }
        let (mut all, mut path, mut pages) = (Vec::new(), "/?order=relevant".to_owned(), 0);
        let rest = loop {
            let page = yanis.browser.get(&path).await.expect(200);
            all.extend(texts(&page));
            pages += 1;
            // What comes meanwhile moves nothing.
            app.clock.advance(1_000);
            app.publish_quickly(camille.id, app.company, "Entre-temps").await;
            match page.attributes(".feed > .center a", "href").into_iter().next() {
                Some(next) => path = next,
                None => break page.attributes(".feed-end a", "href").remove(0),
            }
        };
        let expected: Vec<String> = (5..205).rev().map(|n| format!("Texte {n}")).collect();
        assert_eq!((all, pages), (expected, 10), "each once");
        assert_eq!(texts(&yanis.browser.get(&rest).await.expect(200)), ["Texte 4", "Texte 3", "Texte 2", "Texte 1", "Texte 0"]);
        for query in ["before=x&after=y", "before=9223372036854775807&after=1.1", "before=-1&after=9223372036854775807.1", "after=1.1"] {
            yanis.browser.get(&format!("/?order=relevant&{query}")).await.expect(200);
        }
        yanis.browser.get("/?order=x").await.expect(200);
        // An empty feed has its next step in either order.
        let ana = app.partner("Ana Delmas").await;
        assert!(!ana.browser.get("/?order=relevant").await.expect(200).attributes(".feed .empty a", "href").is_empty());
    }
}
