//! What our own addresses show elsewhere (oEmbed) and within texts: to each reader what that reader sees.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_testkit::{Kind, both_engines};
use serde_json::{Value, json};

fn asking(url: &str) -> String {
    url::form_urlencoded::Serializer::new("/oembed?".to_owned()).append_pair("url", url).finish()
}

both_engines! {
    async fn an_address_tells_what_its_asker_sees(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.described_community(Kind::Closed, "Qualité", "Les essais", &camille).await;
        app.join(place, &camille, &ana).await;
        let post = ana.publish(place, "Le joint fuit #joints").await;
        let comment = camille.comment(post, "Je regarde").await;
        let (member, outside) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let (partner, stranger) = (Client::of(app, &ana, &ALL).await, app.stranger());
        let site = app.node.people.settings.link("");
        for (path, title, author) in [
            (format!("/posts/{post}"), "Le joint fuit #joints", json!("Ana Delmas (Partenaire · Delmas Logistique)")),
            (format!("/posts/{post}?at=1#comments"), "Le joint fuit #joints", json!("Ana Delmas (Partenaire · Delmas Logistique)")),
            (format!("/comments/{comment}"), "Je regarde", json!("Camille Rousset")),
            ("/topics/joints".to_owned(), "#joints", Value::Null),
        ] {
            let url = format!("{site}{path}");
            let shown = told(&camille.browser.get(&asking(&url)).await.expect(200));
            assert_eq!((&shown["version"], &shown["type"], &shown["title"], &shown["author_name"]), (&json!("1.0"), &json!("link"), &json!(title), &author), "{path}");
            assert_eq!((&shown["provider_name"], &shown["cache_age"]), (&json!("Orvane"), &json!(300)));
            assert_eq!(told(&member.ask(Method::GET, &asking(&url), None).await.expect(200)), shown, "the same by a token");
            // Who may not see it is told as little as of what does not exist; who is not known, nothing at all.
            for who in [&yanis, &app.admin] {
                let (hidden, absent) = (who.browser.get(&asking(&url)).await.expect(404), who.browser.get(&asking(&format!("{site}/posts/999"))).await.expect(404));
                assert_eq!(hidden.body, absent.body, "{path} for {}", who.name);
            }
            outside.ask(Method::GET, &asking(&url), None).await.expect(404);
            stranger.get(&asking(&url)).await.expect(401);
        }
        stranger.get(&asking("https://elsewhere.example/")).await.expect(401);
        // A community is named to those who meet it in the list; people to those who see them.
        for (who, path, status) in [(&yanis, format!("/communities/{place}"), 200), (&ana, format!("/communities/{place}"), 200), (&yanis, format!("/members/{}", ana.id), 200), (&ana, format!("/members/{}", yanis.id), 404), (&ana, format!("/members/{}", camille.id), 200)] {
            who.browser.get(&asking(&format!("{site}{path}"))).await.expect(status);
        }
        let hidden = app.community(Kind::Unlisted, "Rachat", &camille).await;
        yanis.browser.get(&asking(&format!("{site}/communities/{hidden}"))).await.expect(404);
        partner.ask(Method::GET, &asking(&format!("{site}/communities/{hidden}")), None).await.expect(404);
        // What is not ours, is no page of one thing, or is asked in another form.
        for (url, more, status) in [
            ("https://elsewhere.example/posts/1".to_owned(), "", 404),
            (format!("{site}/settings/tokens"), "", 404),
            (format!("/posts/{post}"), "", 404),
            (format!("{site}/posts/{post}"), "&format=xml", 501),
            (format!("{site}/posts/{post}"), "&format=json&maxwidth=400", 200),
        ] {
            camille.browser.get(&format!("{}{more}", asking(&url))).await.expect(status);
        }
        // The pages lead there.
        let page = camille.browser.get(&format!("/posts/{post}")).await.expect(200);
        let link = page.attributes("link[type='application/json+oembed']", "href").remove(0);
        let shown = told(&camille.browser.get(&link).await.expect(200));
        assert_eq!(shown["title"], "Le joint fuit #joints");
        assert!(camille.browser.get("/settings").await.expect(200).attributes("link[type='application/json+oembed']", "href").is_empty());
    }
}

both_engines! {
    async fn a_link_in_a_text_opens_for_those_who_see_what_it_leads_to(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let place = app.community(Kind::Unlisted, "Rachat", &camille).await;
        app.join(place, &camille, &yanis).await;
        let secret = camille.publish(place, "Le projet canari").await;
        let site = app.node.people.settings.link("");
        let post = camille.publish(app.company, &format!("Voir {site}/posts/{secret}")).await;
        let comment = yanis.comment(post, &format!("Et [le lieu](/communities/{place})")).await;
        for path in [format!("/posts/{post}"), "/".to_owned(), format!("/posts/{post}/card")] {
            let (shown, hidden) = (yanis.browser.get(&path).await.expect(200), zoe.browser.get(&path).await.expect(200));
            let card = shown.texts("article.post .linkcard").concat();
            assert!(card.contains("Le projet canari") && card.contains("Camille Rousset") && card.contains("Rachat"), "{path}: {card}");
            assert!(!hidden.has("canari") && !hidden.has("Rachat") && hidden.texts(".linkcard").is_empty(), "{path}: {}", hidden.text());
        }
        let (shown, hidden) = (yanis.browser.get(&format!("/comments/{comment}/body")).await.expect(200), zoe.browser.get(&format!("/comments/{comment}/body")).await.expect(200));
        assert!(shown.texts(".linkcard").concat().contains("Rachat") && hidden.texts(".linkcard").is_empty());
        // No statement a link: as many for many as for one.
        let statements = async || yanis.browser.get(&format!("/posts/{post}")).await.expect(200).statements;
        let one = statements().await;
        for n in 0..12 {
            yanis.comment(post, &format!("Encore {n} : {site}/posts/{secret}")).await;
        }
        app.settle().await;
        assert_eq!(statements().await, one);
        // What is deleted is a bare address again.
        camille.browser.post_once(&format!("/posts/{secret}?_method=delete"), &[]).await.expect(303);
        assert!(!yanis.browser.get(&format!("/posts/{post}")).await.expect(200).has("canari"));
        app.settle().await;
    }
}
