//! The text that a community asks to accept: who is asked, what is not there before, and what owners see.

use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, both_engines};

/// Sets the text of a community.
async fn ask(owner: &Someone, place: PlaceId, asks: &str, body: &str) -> Answer {
    owner.browser.post_once(&format!("/communities/{place}/terms"), &[("asks", asks), ("body", body)]).await
}

async fn accept(who: &Someone, place: PlaceId, version: &str) -> Answer {
    who.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=put"), &[("version", version)]).await
}

/// What is shown at an address, and where one was led.
async fn led(who: &Someone, path: String) -> (u16, String) {
    let answer = who.browser.get(&path).await;
    (answer.status.as_u16(), answer.path.clone())
}

both_engines! {
    async fn a_partner_reads_a_community_once_its_text_is_accepted(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (ana, bruno) = (app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await);
        let place = app.community(Kind::Closed, "Chantier Vienne", &camille).await;
        for person in [&yanis, &ana, &bruno] {
            app.join(place, &camille, person).await;
        }
        let post = camille.publish(place, "Le plan de Vienne").await;
        let (home, terms) = (format!("/communities/{place}"), format!("/communities/{place}/terms"));
        // Only owners set it; nobody else finds a text that there is not.
        for (who, status) in [(&yanis, 403), (&ana, 403), (&app.admin, 403)] {
            ask(who, place, "partners", "Entre nous").await.expect(status);
            who.browser.get(&terms).await.expect(404);
        }
        let refused = ask(&camille, place, "partners", "  ").await.expect(422);
        assert_eq!(refused.attributes("[aria-invalid=true]", "name"), ["body"]);
        ask(&camille, place, "friends", "Entre nous").await.expect(400);
        ask(&camille, place, "partners", "Ce que vous lisez **reste entre nous**.").await.expect(303);
        // Colleagues and the owner read on.
        assert_eq!(led(&yanis, home.clone()).await, (200, home.clone()));
        assert!(yanis.browser.get(&terms).await.expect(200).text().contains("reste entre nous"));
        assert!(!yanis.browser.get(&terms).await.has("Pas encore accepté"), "who accepted is the owners' to know");
        // For a partner there is the page that asks, and nothing else.
        assert_eq!(led(&ana, home.clone()).await, (200, terms.clone()));
        let asking = ana.browser.get(&terms).await.expect(200);
        assert!(asking.texts("h1").concat().contains("Chantier Vienne") && asking.texts(".prose strong") == ["reste entre nous"]);
        assert!(ana.browser.get("/communities").await.text().contains("vous demande d’accepter un texte"));
        assert!(ana.browser.get("/communities").await.texts(".place a.name").is_empty());
        for path in [
            format!("{home}/members"), format!("{home}/owners"), format!("{home}/calendar"), format!("/posts/{post}"), format!("/posts/{post}/card"),
            format!("/members/{}", camille.id), format!("/members/{}", bruno.id), format!("/posts/audience?place={place}"), format!("/members/suggest?q=camille&place={place}"),
        ] {
            ana.browser.get(&path).await.expect(404);
        }
        let feed = ana.browser.get("/").await.expect(200);
        assert!(!feed.has("Le plan de Vienne") && feed.text().contains("vous demande d’accepter un texte"));
        for path in [format!("/posts/{post}/comments"), format!("/reactions?subject=post:{post}")] {
            let answer = ana.browser.post_once(&path, &[("key", "k"), ("body", "Un mot"), ("kind", "like")]).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        }
        // Told of nothing that is written there meanwhile.
        camille.publish(place, &format!("Pour {}", ana.mention())).await;
        app.settle().await;
        assert!(!ana.browser.get("/notifications").await.has("a écrit votre nom"));
        // Owners see who has not.
        let seen = camille.browser.get(&terms).await.expect(200);
        assert_eq!(seen.texts("#main .list li").iter().filter(|row| row.contains("Pas encore accepté")).count(), 2);
        assert_eq!(accept(&ana, place, "7").await.expect(409).texts("h1").len(), 1);
        accept(&ana, place, "1").await.expect(303);
        accept(&ana, place, "1").await.expect(404);
        assert_eq!(led(&ana, home.clone()).await, (200, home.clone()));
        ana.browser.get(&format!("/posts/{post}")).await.expect(200);
        let seen = camille.browser.get(&terms).await;
        assert!(seen.texts("#main .list li").iter().any(|row| row.contains("Ana Delmas") && row.contains("Accepté le")));
        assert!(camille.browser.get(&format!("{home}/settings")).await.has("Texte à accepter"));
        // Who would rather not leaves.
        bruno.browser.post_once(&format!("{terms}/acceptance?_method=delete"), &[]).await.expect(303);
        bruno.browser.get(&terms).await.expect(404);
        assert_eq!(camille.browser.get(&format!("{home}/members")).await.texts("#people"), ["3 membres"]);
        // The same words again ask nobody; others do, and whom they are asked of is another choice.
        ask(&camille, place, "partners", "Ce que vous lisez **reste entre nous**.").await.expect(303);
        assert_eq!(led(&ana, home.clone()).await.1, home);
        ask(&camille, place, "everyone", "Rien ne sort d’ici.").await.expect(303);
        for who in [&ana, &yanis] {
            assert_eq!(led(who, home.clone()).await, (200, terms.clone()), "{}", who.name);
            who.browser.get(&format!("/posts/{post}")).await.expect(404);
        }
        assert_eq!(led(&camille, home.clone()).await.1, home, "who saves it accepts it");
        accept(&ana, place, "1").await.expect(409);
        accept(&ana, place, "2").await.expect(303);
        ask(&camille, place, "nobody", "Rien ne sort d’ici.").await.expect(303);
        assert_eq!(led(&yanis, home.clone()).await.1, home);
        yanis.browser.get(&terms).await.expect(404);
    }
}

both_engines! {
    async fn an_open_community_asks_every_reader(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Chantier", &camille).await;
        let post = camille.publish(place, "Le plan").await;
        ask(&camille, place, "everyone", "Entre nous.").await.expect(303);
        yanis.browser.get(&format!("/posts/{post}")).await.expect(404);
        assert_eq!(led(&yanis, format!("/communities/{place}")).await.1, format!("/communities/{place}/terms"));
        // Who does not belong to it has nothing to leave.
        yanis.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=delete"), &[]).await.expect(404);
        accept(&yanis, place, "1").await.expect(303);
        yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        // The last owner does not leave instead.
        let lea = app.employee("Léa Nguyen").await;
        app.join(place, &camille, &lea).await;
        camille.browser.post_once(&format!("/communities/{place}/members/{}/role", lea.id), &[("role", "owner")]).await.expect(303);
        accept(&lea, place, "1").await.expect(303);
        ask(&lea, place, "everyone", "Rien ne sort d’ici.").await.expect(303);
        camille.browser.get(&format!("/communities/{place}/settings")).await.expect(403);
        camille.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=delete"), &[]).await.expect(303);
    }
}
