//! What a partner sees: as a list, and a community looked at in their stead.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};

async fn share(who: &Someone, place: PlaceId, shared: PostId, body: &str) -> PostId {
    let (key, place, shared) = (key(), place.to_string(), shared.to_string());
    let fields = [("key", key.as_str()), ("place", &place), ("shared", &shared), ("body", body)];
    PostId(who.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1)
}

/// What posts say, without what stands around them.
fn said(page: &Answer) -> Vec<String> {
    page.texts("article.post > .post-main > .prose, .bubble > .prose, .shared .prose")
}

/// Asks that nothing can be done on a page, and that no link leads out of it but the way back.
fn can_only_be_looked_at(page: &Answer, place: PlaceId, who: &Someone) {
    let base = format!("/communities/{place}/as/{}", who.id);
    for selector in
        ["form", "main button:not([disabled])", "main input:not([disabled])", "main textarea:not([disabled])", "main [data-controller]"]
    {
        assert!(
            page.attributes(selector, "class").is_empty() && page.texts(selector).is_empty(),
            "{selector} on {}: {}",
            page.path,
            page.body
        );
    }
    for href in page.attributes("main a[href]", "href") {
        assert!(href.starts_with(&base) || href.starts_with('#') || href.starts_with("/files/"), "{href} on {}", page.path);
    }
    assert_eq!(page.texts(".view-as b"), [format!("Vous voyez cette communauté comme {} (Delmas Logistique).", who.name)]);
    assert_eq!(page.attributes(".view-as a", "href"), [format!("/communities/{place}/members")]);
}

both_engines! {
    async fn a_community_is_shown_as_its_partner_sees_it(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Livraisons Cargo", &camille).await;
        for who in [&yanis, &ana] {
            app.join(place, &camille, who).await;
        }
        // One that Ana does not read, one that Camille does not, and one that both read.
        let inside = app.community(Kind::Closed, "Entre nous", &camille).await;
        let theirs = app.community(Kind::Closed, "Chez Delmas", &yanis).await;
        let common = app.community(Kind::Closed, "Le dépôt", &camille).await;
        for (at, owner) in [(theirs, &yanis), (common, &camille)] {
            app.join(at, owner, &ana).await;
        }
        let (secret, foreign, known) =
            (camille.publish(inside, "La marge réelle").await, ana.publish(theirs, "Notre prix plancher").await, camille.publish(common, "Le quai est libre").await);
        let post = yanis.publish(place, "Les créneaux de la semaine 24").await;
        share(&camille, place, secret, "À garder en tête").await;
        share(&ana, place, foreign, "Pour mémoire").await;
        share(&camille, place, known, "Bonne nouvelle").await;
        let site = app.node.people.settings.link("");
        let linking = camille.publish(place, &format!("Voir {site}/posts/{secret}")).await;
        ana.publish(place, &format!("Voir {site}/communities/{theirs}")).await;
        let comment = yanis.comment(post, &format!("Et {site}/posts/{secret}")).await;
        ana.reply(post, comment, &format!("Bien vu {}", yanis.mention())).await;
        // What is Ana's alone, and Camille's.
        for who in [&ana, &camille] {
            who.react(&format!("post:{post}"), "like", true).await.expect(303);
            who.react(&format!("comment:{comment}"), "like", true).await.expect(303);
            who.browser.post_once(&format!("/marks/bookmark/post:{post}?_method=put"), &[]).await.expect(303);
        }
        let fields = [("key", "draft-1"), ("place", &place.to_string()), ("body", "Un brouillon d’Ana")];
        ana.browser.post_once("/drafts", &fields).await;
        let fields = [("key", "poll-1"), ("place", &place.to_string()), ("format", "poll"), ("heading", "Quel jour ?"), ("option-1", "Mardi"), ("option-2", "Jeudi"), ("body", "")];
        let poll = yanis.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1;
        for who in [&ana, &camille] {
            who.browser.post_once(&format!("/posts/{poll}/response"), &[("choice", "0")]).await.expect(303);
        }
        app.settle().await;
        let base = format!("/communities/{place}/as/{}", ana.id);
        let feed = camille.browser.get(&base).await.expect(200);
        can_only_be_looked_at(&feed, place, &ana);
        // The same words as the partner is shown, but for what the owner does not read.
        let own = ana.browser.get(&format!("/communities/{place}")).await.expect(200);
        let less: Vec<String> = said(&own).into_iter().filter(|text| text != "Notre prix plancher").collect();
        assert_eq!(said(&feed), less);
        for (words, shown) in [
            ("Le quai est libre", true), ("La marge réelle", false), ("Notre prix plancher", false), ("Un brouillon d’Ana", false),
            ("Entre nous", false), ("Réglages", false),
        ] {
            assert_eq!(feed.text().contains(words), shown, "{words}: {}", feed.text());
        }
        assert!(own.text().contains("Notre prix plancher") && camille.browser.get(&format!("/communities/{place}")).await.text().contains("La marge réelle"));
        // The other community of the partner is told in the words of her post alone.
        assert!(own.text().contains("Chez Delmas") && !feed.text().contains("Chez Delmas"));
        assert!(!feed.texts(".reaction [data-part=count]").concat().is_empty(), "how many reacted is for all");
        assert!(feed.attributes("[aria-pressed=true]", "class").is_empty() && feed.attributes("input[checked]", "value").is_empty(), "nobody's own");
        assert!(feed.texts(".poll-opt b").is_empty() && own.texts(".poll-opt b").len() == 2);
        // A post with its thread, from which one goes back into the preview.
        let thread = camille.browser.get(&format!("{base}/posts/{post}")).await.expect(200);
        can_only_be_looked_at(&thread, place, &ana);
        assert_eq!(said(&thread), said(&ana.browser.get(&format!("/posts/{post}")).await.expect(200)));
        assert!(thread.text().contains("Bien vu") && !thread.text().contains("La marge réelle"));
        assert!(camille.browser.get(&format!("/posts/{post}")).await.text().contains("La marge réelle"));
        assert!(thread.attributes("[aria-pressed=true]", "class").is_empty());
        let linked = camille.browser.get(&format!("{base}/posts/{linking}")).await.expect(200);
        assert!(!linked.text().contains("La marge réelle"));
        // The people, without what owners do about them.
        let people = camille.browser.get(&format!("{base}/members")).await.expect(200);
        can_only_be_looked_at(&people, place, &ana);
        assert_eq!(people.texts("main ul.list .name"), ana.browser.get(&format!("/communities/{place}/members")).await.texts("main ul.list .name"));
        // Nothing is written there, whoever asks.
        for (method, path) in [("", base.clone()), ("?_method=put", format!("{base}/posts/{post}")), ("?_method=delete", format!("{base}/members"))] {
            let answer = camille.browser.post_once(&format!("{path}{method}"), &[("body", "x")]).await;
            assert_eq!(answer.status.as_u16(), 405, "{method} {path}");
        }
    }
}

both_engines! {
    async fn owners_look_and_administrators_who_read_the_community(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let (ana, bruno) = (app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await);
        let place = app.community(Kind::Closed, "Livraisons Cargo", &camille).await;
        let elsewhere = app.community(Kind::Closed, "Ailleurs", &camille).await;
        for who in [&yanis, &ana] {
            app.join(place, &camille, who).await;
        }
        camille.browser.post_once(&format!("/communities/{place}/members/{}/role", yanis.id), &[("role", "moderator")]).await.expect(303);
        let (post, other) = (camille.publish(place, "Un texte").await, camille.publish(elsewhere, "Un autre").await);
        let base = format!("/communities/{place}/as/{}", ana.id);
        let pages = [base.clone(), format!("{base}/members"), format!("{base}/posts/{post}")];
        for path in &pages {
            camille.browser.get(path).await.expect(200);
            for who in [&yanis, &zoe, &ana, &bruno, &app.admin] {
                who.browser.get(path).await.expect(404);
            }
        }
        // The way to it stands beside partners, for those who may.
        let rows = |page: &Answer| page.attributes("main ul.list a.btn", "href");
        assert_eq!(rows(&camille.browser.get(&format!("/communities/{place}/members")).await), std::slice::from_ref(&base));
        assert!(rows(&yanis.browser.get(&format!("/communities/{place}/members")).await).is_empty());
        // Nobody but a partner of that community, and nothing but what stands there.
        for path in [
            format!("/communities/{place}/as/{}", bruno.id), format!("/communities/{place}/as/{}", yanis.id), format!("/communities/{elsewhere}/as/{}", ana.id),
            format!("/communities/{}/as/{}", app.company, ana.id), format!("{base}/posts/{other}"), format!("{base}/posts/9"),
        ] {
            camille.browser.get(&path).await.expect(404);
        }
        // An administrator who belongs to it.
        app.join(place, &camille, &app.admin).await;
        for path in &pages {
            app.admin.browser.get(path).await.expect(200);
        }
        app.remove(place, &camille, &app.admin).await;
        app.admin.browser.get(&base).await.expect(404);
        // Before the text is accepted the partner reads nothing, and nothing is shown.
        camille.browser.post_once(&format!("/communities/{place}/terms"), &[("asks", "partners"), ("body", "Entre nous")]).await.expect(303);
        let waits = camille.browser.get(&base).await.expect(200);
        can_only_be_looked_at(&waits, place, &ana);
        assert!(waits.text().contains("Ana Delmas n’a pas encore accepté le texte") && !waits.has("Un texte"));
        for path in &pages[1..] {
            camille.browser.get(path).await.expect(404);
        }
        ana.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=put"), &[("version", "1")]).await.expect(303);
        camille.browser.get(&pages[2]).await.expect(200);
        // Who is removed is looked at no more, nor who may not come in any more.
        app.remove(place, &camille, &ana).await;
        camille.browser.get(&base).await.expect(404);
        camille.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &bruno.id.to_string())]).await.expect(303);
        let bruno = format!("/communities/{place}/as/{}", bruno.id);
        assert!(camille.browser.get(&bruno).await.expect(200).text().contains("Bruno Delmas n’a pas encore accepté"));
        app.clock.advance(366 * 86_400_000);
        camille.sign_in_again().await;
        camille.browser.get(&bruno).await.expect(404);
    }
}

/// The communities that a list names, and what is said beside them.
fn listed(page: &Answer) -> Vec<String> {
    page.texts("section[aria-labelledby=its-communities] .grow")
}

both_engines! {
    async fn what_a_partner_sees_is_listed_as_far_as_the_reader_reads_it(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let (ana, bruno) = (app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await);
        let place = app.community(Kind::Closed, "Livraisons Cargo", &camille).await;
        let theirs = app.community(Kind::Unlisted, "Appel d’offres", &yanis).await;
        for who in [&zoe, &ana, &bruno] {
            app.join(place, &camille, who).await;
        }
        app.join(theirs, &yanis, &ana).await;
        let page = format!("/partners/{}/communities", ana.id);
        // Owners of one of them: that one alone. Who belongs to it without owning it, and the partner: nothing.
        let shown = camille.browser.get(&page).await.expect(200);
        let lines = listed(&shown);
        assert!(lines.len() == 1 && lines[0].contains("Livraisons Cargo") && lines[0].contains("Y rencontre 3 personnes"), "{lines:?}");
        assert!(shown.text().contains("Accès jusqu’au") && !shown.has("autre communauté"));
        assert_eq!(shown.texts("section[aria-labelledby=its-people] .name"), ["Bruno Delmas", "Camille Rousset", "Zoé Tran"]);
        assert_eq!(shown.attributes("section[aria-labelledby=its-communities] a.btn", "href"), [format!("/communities/{place}/as/{}", ana.id)]);
        assert!(listed(&yanis.browser.get(&page).await.expect(200)).concat().contains("Appel d’offres"));
        for who in [&zoe, &ana, &bruno] {
            who.browser.get(&page).await.expect(404);
        }
        for path in [format!("/partners/{}/communities", zoe.id), "/partners/9/communities".to_owned()] {
            app.admin.browser.get(&path).await.expect(404);
        }
        // An administrator counts what is read by others.
        let counted = app.admin.browser.get(&page).await.expect(200);
        assert!(listed(&counted).is_empty() && counted.text().contains("Et 2 autres communautés, que vous ne lisez pas"));
        assert!(!counted.has("Livraisons") && !counted.has("Appel"));
        // Whoever answers for the partner: what they read, and no count. The way there stands in the lists.
        assert!(app.admin.browser.get("/admin/partners").await.attributes("main ul.list a.btn", "href").contains(&page));
        app.admin.browser.post_once(&format!("/admin/partners/{}", ana.id), &[("sponsor", &zoe.email), ("ends", "90")]).await.expect(303);
        assert!(zoe.browser.get("/partners/mine").await.attributes("main ul.list a.btn", "href").contains(&page));
        let sponsor = zoe.browser.get(&page).await.expect(200);
        assert_eq!((listed(&sponsor).len(), sponsor.has("autre communauté")), (1, false));
        assert!(sponsor.attributes("section[aria-labelledby=its-communities] a.btn", "href").is_empty(), "looks are the owners'");
        // The text to accept, before and after.
        camille.browser.post_once(&format!("/communities/{place}/terms"), &[("asks", "partners"), ("body", "Entre nous")]).await.expect(303);
        let waits = camille.browser.get(&page).await.expect(200);
        assert!(waits.has("Texte pas encore accepté") && waits.has("Personne, dans les communautés que vous lisez"));
        ana.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=put"), &[("version", "1")]).await.expect(303);
        assert!(camille.browser.get(&page).await.text().contains("Texte accepté le"));
        // The same by the API.
        let (owner, admin, outside) = (Client::of(app, &camille, &ALL).await, Client::of(app, &app.admin, &ALL).await, Client::of(app, &bruno, &ALL).await);
        let (path, people) = (format!("/partners/{}/communities", ana.id), format!("/partners/{}/people?limit=2", ana.id));
        let told_owner = told(&owner.ask(Method::GET, &path, None).await.expect(200));
        assert_eq!((told_owner["items"].as_array().unwrap().len(), &told_owner["others"], &told_owner["items"][0]["people"]), (1, &serde_json::Value::Null, &serde_json::json!(3)));
        assert_eq!(told_owner["items"][0]["withheld"], false);
        assert_eq!(told(&admin.ask(Method::GET, &path, None).await.expect(200))["others"], 2);
        let first = told(&owner.ask(Method::GET, &people, None).await.expect(200));
        assert_eq!(first["items"][0]["person"]["name"], "Bruno Delmas");
        let next = told(&owner.ask(Method::GET, &format!("{people}&after={}", first["next"].as_str().unwrap().replace(' ', "%20")), None).await.expect(200));
        assert_eq!((&next["items"][0]["person"]["name"], &next["next"]), (&serde_json::json!("Zoé Tran"), &serde_json::Value::Null));
        for path in [&path, &people] {
            outside.ask(Method::GET, path, None).await.expect(404);
        }
    }
}
