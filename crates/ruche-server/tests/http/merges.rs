//! Two communities become one: who decides, what is told before, what moves, where old addresses lead, and who reads what.

use super::api::{ALL, Client};
use super::feeds::make;
use super::{incoming, webhooks};
use reqwest::Method;
use ruche_kernel::{Event, PlaceId, SubjectRef};
use ruche_platform::{outbox, sql, values, work};
use ruche_testkit::{Answer, Kind, Someone, both_engines};
use serde_json::json;

sql! {
    PUT_BACK = "UPDATE comments SET place_id = $2 WHERE id = $1";
    PLACES = "SELECT place_id FROM comments WHERE root_id = $1 UNION SELECT place_id FROM reactions UNION SELECT place_id FROM mentions UNION SELECT place_id FROM topic_uses";
}

/// Merges by the form, everything said, and gives the status.
async fn merge(by: &Someone, from: PlaceId, name: &str, into: PlaceId) -> u16 {
    let fields = [("into", into.to_string()), ("typed", name.to_owned()), ("known", "1".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    by.browser.post_once(&format!("/communities/{from}/merge"), &fields).await.status.as_u16()
}

/// Asks for a page, and follows no redirect.
async fn ask_once(who: &Someone, path: &str) -> Answer {
    who.browser.send(who.browser.request_once(Method::GET, path)).await
}

both_engines! {
    async fn what_a_merge_does_is_told_before_it_is_decided(app: TestApp) {
        let (camille, yanis, zoe, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await, app.partner("Ana Delmas").await);
        let (north, all) = (app.community(Kind::Closed, "Atelier Nord", &camille).await, app.community(Kind::OnRequest, "Ateliers", &camille).await);
        let others = app.community(Kind::Open, "Atelier ouvert", &camille).await;
        let foreign = app.community(Kind::Open, "Pas à elle", &zoe).await;
        for person in [&yanis, &ana] {
            app.join(north, &camille, person).await;
        }
        app.join(all, &camille, &zoe).await;
        let (page, of_camille) = (format!("/communities/{north}/merge"), Client::of(app, &camille, &ALL).await);
        // Its owners alone, into one that they own too, which is another and is not archived.
        for (who, status) in [(&yanis, 403), (&zoe, 403), (&app.admin, 403), (&ana, 403)] {
            who.browser.get(&page).await.expect(status);
            assert_eq!(merge(who, north, "Atelier Nord", all).await, status, "{}", who.name);
        }
        assert!(camille.browser.get(&format!("/communities/{north}/settings")).await.expect(200).has(&page));
        let choice = camille.browser.get(&page).await.expect(200);
        assert_eq!(choice.texts("select option"), ["Atelier ouvert", "Ateliers"]);
        for (into, words) in [(north, "C’est la même"), (foreign, "dont vous êtes responsable"), (PlaceId(999), "dont vous êtes responsable")] {
            let refused = camille.browser.get(&format!("{page}?into={into}")).await.expect(422);
            assert!(refused.texts("#into-error").concat().contains(words), "{into}");
        }
        // Who comes to read what.
        let told = of_camille.get(&format!("/communities/{north}/merge?into={all}")).await;
        assert_eq!(told, json!({
            "from": north.to_string(), "into": all.to_string(), "widens": true,
            "read_from": { "everyone": false, "people": 1, "partners": 0 }, "read_into": { "everyone": false, "people": 2, "partners": 1 },
        }));
        let shown = camille.browser.get(&format!("{page}?into={all}")).await.expect(200).text();
        let shown = shown.replace('\u{a0}', " ");
        assert!(shown.contains("Les membres de « Atelier Nord » deviennent membres de « Ateliers »"), "{shown}");
        assert!(shown.contains("1 personne de plus.") && shown.contains("2 personnes de plus, dont 1 de l’extérieur."), "{shown}");
        let told = of_camille.get(&format!("/communities/{north}/merge?into={others}")).await;
        assert_eq!((&told["read_from"]["everyone"], &told["read_from"]["people"], &told["read_into"]["people"]), (&json!(true), &json!(0), &json!(1)), "Ana alone comes to read the open one");
        let told = of_camille.get(&format!("/communities/{others}/merge?into={all}")).await;
        assert_eq!((&told["widens"], &told["read_into"]["people"]), (&json!(false), &json!(0)), "employees read the open one already, and nobody but Camille belongs to it");
        // The name and the tick are asked for, each at its field; nothing was done.
        for (typed, tick, wrong) in [("Atelier", Some(("known", "1")), "typed"), ("Atelier Nord", None, "known")] {
            let into = all.to_string();
            let fields: Vec<_> = [("into", into.as_str()), ("typed", typed)].into_iter().chain(tick).collect();
            let refused = camille.browser.post(&page, &fields).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [wrong]);
            assert_eq!(refused.attributes("input[name=typed]", "value"), [typed], "what was typed is kept");
        }
        of_camille.ask(Method::POST, &format!("/communities/{north}/merge"), Some(json!({ "into": all.to_string(), "typed": "Atelier Nord" }))).await.expect(422);
        camille.browser.get(&format!("/communities/{north}")).await.expect(200);
        camille.browser.post_once(&format!("/communities/{all}/archive?_method=put"), &[]).await.expect(303);
        assert_eq!(merge(&camille, north, "Atelier Nord", all).await, 422, "nothing comes into an archived one");
    }
}

both_engines! {
    async fn two_communities_become_one_with_all_that_is_there(app: FindingApp) {
        let (camille, yanis, zoe, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await, app.employee("Paul Sorel").await);
        let (lea, ana) = (app.employee("Léa Colin").await, app.partner("Ana Delmas").await);
        let (north, all) = (app.community(Kind::Closed, "Atelier Nord", &camille).await, app.community(Kind::Unlisted, "Ateliers", &camille).await);
        for person in [&yanis, &ana] {
            app.join(north, &camille, person).await;
        }
        app.join(all, &camille, &zoe).await;
        // What is there: a thread with all that hangs on it, a pinned post, a deleted one, a planned one, an address, an invitation.
        let post = yanis.publish(north, &format!("Le gabarit #soudure pour {}", zoe.mention())).await;
        let comment = camille.comment(post, "Le gabarit neuf est livré").await;
        let reply = yanis.reply(post, comment, "Enfin, le gabarit").await;
        camille.react(&format!("post:{post}"), "like", true).await.expect(303);
        zoe.browser.get(&format!("/posts/{post}")).await.expect(404);
        let pinned = camille.publish(north, "Le règlement du site").await;
        camille.browser.post_once(&format!("/posts/{pinned}/pin?_method=put"), &[]).await.expect(303);
        let binned = yanis.publish(north, "Une erreur").await;
        yanis.browser.post_once(&format!("/posts/{binned}?_method=delete"), &[]).await.expect(303);
        let planned = [("key", "merges-1"), ("place", &north.to_string()), ("format", "idea"), ("heading", "Une idée pour juin"), ("body", ""), ("planned", "2027-05-30T10:00")];
        let draft = yanis.browser.post_once("/posts", &planned).await.expect(303).toast().unwrap().1;
        let feed = make(&yanis, &format!("/communities/{north}")).await;
        camille.browser.post_once(&format!("/communities/{north}/invitations"), &[("member", &lea.id.to_string())]).await.expect(303);
        app.settle().await;
        let unread = yanis.browser.get("/notifications").await.text();
        assert!(unread.contains("Le gabarit"), "{unread}");
        assert_eq!(merge(&camille, north, "atelier nord", all).await, 303);
        app.settle().await;
        // Everyone of both reads everything of both, finds it, and nobody else does.
        for (who, reads) in [(&camille, true), (&yanis, true), (&zoe, true), (&ana, true), (&paul, false), (&lea, false), (&app.admin, false)] {
            let status = if reads { 200 } else { 404 };
            who.browser.get(&format!("/posts/{post}")).await.expect(status);
            let found = who.browser.get("/search?q=gabarit").await.expect(200);
            assert_eq!(found.text().contains("est livré"), reads, "{}", who.name);
            // Its old addresses lead to the other, for those who meet it: for the others there is neither.
            let old = ask_once(who, &format!("/communities/{north}/members?find=ma")).await;
            let meets = reads || who.id == lea.id;
            assert_eq!(old.status.as_u16(), if meets { 308 } else { 404 }, "{}", who.name);
            assert!(!meets || old.location() == format!("/communities/{all}/members?find=ma"));
        }
        let thread = zoe.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(thread.has("Le gabarit neuf est livré") && thread.has("Enfin, le gabarit") && thread.has("Ateliers") && !thread.has("Atelier Nord"));
        assert!(thread.has(&format!("/members/{}\"", zoe.id)), "she is mentioned where she reads by now");
        zoe.browser.get(&format!("/comments/{reply}")).await.expect(200);
        zoe.reply(post, comment, "Je le prends").await;
        let of_zoe = Client::of(app, &zoe, &ALL).await;
        let place = of_zoe.get(&format!("/communities/{all}")).await;
        assert_eq!((&place["members"], &place["partners"], &place["role"]), (&json!(4), &json!(1), &json!("member")));
        assert_eq!(of_zoe.ask(Method::GET, &format!("/communities/{north}"), None).await.expect(308).location(), format!("/api/v1/communities/{all}"));
        of_zoe.ask(Method::POST, &format!("/communities/{north}/merge"), Some(json!({ "into": all.to_string(), "typed": "Atelier Nord", "known": true }))).await.expect(404);
        let page = zoe.browser.get(&format!("/communities/{all}")).await.expect(200);
        assert!(page.has("Le gabarit") && page.has("Le règlement du site") && !page.has("Épinglé"));
        assert!(zoe.browser.get(&format!("/communities/{all}/owners")).await.text().replace('\u{a0}', " ").contains("Fusionnée avec « Atelier Nord » le "));
        assert!(!lea.browser.get(&format!("/communities/{all}/owners")).await.text().contains("Atelier Nord"), "not to those who do not read it");
        // Nobody meets the one that went, not even as a name.
        for path in ["/communities", "/communities?filter=archived", "/search?q=atelier+nord&kind=communities", "/posts/new"] {
            assert!(!camille.browser.get(path).await.expect(200).has("Atelier Nord"), "{path}");
        }
        assert!(!app.admin.browser.get("/admin/communities").await.expect(200).has("Atelier Nord"));
        // Administering brings it back no more than owning does.
        app.admin.browser.post_once(&format!("/admin/communities/{north}/archive?_method=delete"), &[]).await.expect(404);
        app.admin.browser.post_once(&format!("/admin/communities/{north}/owner"), &[("login", "paul.sorel@orvane.example")]).await.expect(404);
        camille.browser.post_once(&format!("/communities/{north}/archive?_method=delete"), &[]).await.expect(404);
        // The rest came too: the bin, the plan, the address, the invitation, what was told.
        yanis.browser.post_once(&format!("/posts/{binned}/restoration"), &[]).await.expect(303);
        zoe.browser.get(&format!("/posts/{binned}")).await.expect(200);
        assert!(yanis.browser.get(&format!("/drafts/{draft}")).await.expect(200).has("Ateliers"));
        let fed = app.stranger().get(&feed).await.expect(200);
        assert!(fed.has("Ateliers") && fed.has("Le règlement du site"));
        assert!(yanis.browser.get("/settings/feeds").await.expect(200).has("Ateliers"));
        assert!(lea.browser.get(&format!("/communities/{all}")).await.expect(200).has("vous invite") || lea.browser.get("/communities").await.has("Ateliers"));
        lea.browser.post_once(&format!("/communities/{all}/membership?_method=put"), &[]).await.expect(303);
        let told = yanis.browser.get("/notifications").await.expect(200).text();
        assert!(told.contains("Le gabarit") && told.contains("vous a ajouté à Ateliers"), "{told}");
    }
}

both_engines! {
    async fn a_long_thread_and_what_was_being_written_are_not_left_behind(app: LenientApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (first, second, third) = (app.community(Kind::Open, "Une", &camille).await, app.community(Kind::Open, "Deux", &camille).await, app.community(Kind::Open, "Trois", &camille).await);
        app.join(first, &camille, &yanis).await;
        let post = yanis.publish(first, "Un long fil #fil").await;
        let mut last = camille.comment(post, "0").await;
        for number in 1..60 {
            last = if number % 3 == 0 { camille.reply(post, last, &number.to_string()).await } else { camille.comment(post, &format!("{number} {}", yanis.mention())).await };
        }
        // One into another, which goes into a third: everything stands in the third, and every old address leads there.
        assert_eq!(merge(&camille, first, "Une", second).await, 303);
        assert_eq!(merge(&camille, second, "Deux", third).await, 303);
        app.settle().await;
        let db = app.open_database().await;
        let places = async || db.all(&PLACES, values![post.0], |r| r.int("place_id")).await.unwrap();
        assert_eq!(places().await, [third.0]);
        for old in [first, second] {
            assert_eq!(ask_once(&yanis, &format!("/communities/{old}")).await.expect(308).location(), format!("/communities/{third}"));
        }
        // A comment that was being written when its place went: what is told of it brings it after.
        let event = Event::new("comment.published", camille.id, SubjectRef::new("comment", last.0), first).under(SubjectRef::new("post", post.0));
        let (id, now) = (app.node.platform.id(), app.node.platform.now());
        db.write(work!([event] | tx | {
            tx.exec(&PUT_BACK, values![last.0, first]).await?;
            outbox::record(tx, id, now, &event).await
        }))
        .await
        .unwrap();
        assert_eq!(places().await.len(), 2);
        app.settle().await;
        assert_eq!(places().await, [third.0]);
    }
}

both_engines! {
    async fn programs_go_on_where_the_community_went(app: TestApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let (from, into) = (app.community(Kind::Closed, "Chantier", &camille).await, app.community(Kind::Closed, "Chantiers", &camille).await);
        app.join(into, &camille, &zoe).await;
        // One that Camille answers for, one of Yanis, who owns only what goes.
        app.join(from, &camille, &yanis).await;
        name_owner(&camille, from, &yanis).await;
        let program = webhooks::Program::default();
        let site = program.start().await;
        let (link, _) = webhooks::make(&camille, from, &site.url("/hook"), &webhooks::ALL).await;
        webhooks::make(&yanis, from, &site.url("/hook"), &webhooks::ALL).await;
        let address = incoming::make(&camille, from, "Veilleur").await;
        camille.publish(from, "Avant").await;
        app.settle().await;
        assert_eq!(merge(&camille, from, "Chantier", into).await, 303);
        app.settle().await;
        // What happened before was told to both; what happens now, to whoever owns the place.
        let told = program.told();
        assert_eq!(told.iter().filter(|told| told["data"]["subject"]["title"] == "Avant").count(), 2, "{told:?}");
        incoming::send(app, &address, &json!({ "text": "La grue est posée" })).await.expect(201);
        app.settle().await;
        assert!(zoe.browser.get(&format!("/communities/{into}")).await.expect(200).has("La grue est posée"));
        let told: Vec<_> = program.told().iter().map(|told| told["data"]["subject"]["title"].clone()).filter(|title| title == "La grue est posée").collect();
        assert_eq!(told.len(), 1, "Yanis owns it no more");
        let at = link.replacen(&from.to_string(), &into.to_string(), 1);
        assert!(camille.browser.get(&at).await.expect(200).has("Le tableau de bord"));
        assert_eq!(ask_once(&camille, &link).await.expect(308).location(), at);
    }
}

/// Makes somebody an owner too.
async fn name_owner(owner: &Someone, place: PlaceId, person: &Someone) {
    owner.browser.post_once(&format!("/communities/{place}/members/{}/role", person.id), &[("role", "owner")]).await.expect(303);
}
