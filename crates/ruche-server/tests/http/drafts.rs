//! What is not published yet: drafts kept by the server, texts that wait for a moderator or for their hour, archives.

use ruche_content::posts::model::PostId;
use ruche_kernel::{Clock as _, PlaceId};
use ruche_platform::db::Statement;
use ruche_platform::values;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines, key, pictures};

static DRAFTS: Statement = Statement { name: "drafts", text: "SELECT count(*) AS n FROM drafts WHERE author_id = $1" };

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What a field of the composer says for a moment so many hours from now, in Paris.
fn in_hours(app: &TestApp, hours: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(app.clock.now_ms() + hours * HOUR_MS).unwrap();
    at.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// What the script sends while someone writes; gives id and version.
async fn keep(author: &Someone, fields: &[(&str, &str)]) -> Answer {
    author.browser.post_once("/drafts", fields).await
}

fn kept(answer: Answer) -> (i64, i64) {
    let told: serde_json::Value = serde_json::from_str(&answer.expect(200).body).unwrap();
    (told["id"].as_str().map_or(0, |id| id.parse().unwrap()), told["version"].as_i64().unwrap())
}

async fn send(author: &Someone, place: PlaceId, fields: &[(&str, &str)]) -> Answer {
    let (key, place) = (key(), place.to_string());
    author.browser.post_once("/posts", &[&[("key", key.as_str()), ("place", place.as_str())][..], fields].concat()).await
}

async fn drafts(who: &Someone) -> Answer {
    who.browser.get("/drafts").await.expect(200)
}

async fn notified(who: &Someone) -> Vec<String> {
    who.browser
        .get("/notifications")
        .await
        .expect(200)
        .texts(".notif p:first-child")
        .into_iter()
        .map(|t| t.replace('\u{a0}', " "))
        .collect()
}

both_engines! {
    async fn a_draft_follows_its_author_and_nobody_else(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await.to_string();
        let photo = camille.upload("pont.png", pictures::png(16, 16)).await.to_string();
        let (once, alt) = (key(), format!("alt-{photo}"));
        let form = |version: &'static str, writer: &'static str, body: &'static str| {
            [("key", once.as_str()), ("place", &place), ("draft-version", version), ("writer", writer), ("format", "poll"), ("heading", "Quel jour"), ("option-1", "Lundi"), ("option-2", ""), ("body", body), ("file", &photo), (&alt, "Un pont")]
        };
        let (id, first) = kept(keep(&camille, &form("0", "téléphone", "Je commen")).await);
        let (same, second) = kept(keep(&camille, &form("1", "téléphone", "Je commence")).await);
        assert_eq!((id, first, second), (same, 1, 2));
        // The answer was lost: what this form wrote itself is no other's.
        assert_eq!(kept(keep(&camille, &form("1", "téléphone", "Je commence ici")).await), (id, 3));
        // On another device: the list, then the same form, with its file.
        let list = drafts(&camille).await;
        assert!(list.has("Quel jour") && list.has("Réseau Nord"));
        let page = camille.browser.get(&format!("/posts/new?draft={id}")).await.expect(200);
        assert_eq!(page.texts("textarea[name=body]"), ["Je commence ici"]);
        assert_eq!(page.attributes("input[name=key]", "value"), std::slice::from_ref(&once));
        assert_eq!(page.attributes("input[name=heading], input[name='option-1']", "value"), ["Quel jour", "Lundi"]);
        assert_eq!(page.attributes("input[name=file]", "value"), std::slice::from_ref(&photo));
        assert_eq!(page.attributes("input[name=draft-version]", "value"), ["3"]);
        assert_eq!(kept(keep(&camille, &form("3", "bureau", "Je finis")).await), (id, 4));
        // The first device has not seen that: it is told, and nothing is lost.
        assert!(keep(&camille, &form("3", "téléphone", "Je m’égare")).await.expect(409).text().contains("repris sur un autre appareil"));
        // It is hers alone, files and all.
        let file = format!("/files/{photo}/480");
        camille.browser.get(&file).await.expect(200);
        for outlet in [format!("/drafts/{id}"), format!("/posts/new?draft={id}"), file.clone()] {
            yanis.browser.get(&outlet).await.expect(404);
        }
        yanis.browser.post_once(&format!("/drafts/{id}?_method=delete"), &[]).await.expect(404);
        yanis.browser.post_once(&format!("/drafts/{id}/approval?_method=put"), &[]).await.expect(404);
        assert!(!drafts(&yanis).await.has("Quel jour"));
        assert!(!yanis.browser.get("/").await.has("Quel jour"));
        // Loose files go after two days, those of a draft stay.
        app.clock.advance(3 * DAY_MS);
        app.sweep().await;
        for someone in [&camille, &yanis] {
            someone.sign_in_again().await;
        }
        camille.browser.get(&file).await.expect(200);
        // Published under its key: one post, with the file, and no draft any more.
        let fields = [&form("4", "bureau", "Je finis")[..], &[("option-3", "Mardi")]].concat();
        let post = camille.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1;
        assert!(!drafts(&camille).await.has("Quel jour"));
        camille.browser.get(&format!("/drafts/{id}")).await.expect(404);
        let shown = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(shown.has("Quel jour") && shown.has(&file));
        yanis.browser.get(&file).await.expect(200);
        // A device that comes late is told, and does not make another one.
        keep(&camille, &form("4", "bureau", "Trop tard")).await.expect(410);
        app.settle().await;
    }
}

both_engines! {
    async fn what_is_thrown_away_comes_back_for_a_day(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let once = key();
        let form = [("key", once.as_str()), ("body", "Une idée"), ("writer", "a"), ("draft-version", "0")];
        let (id, _) = kept(keep(&camille, &form).await);
        camille.browser.post_once(&format!("/drafts/{id}?_method=delete"), &[]).await.expect(303);
        assert!(!drafts(&camille).await.has("Une idée"));
        camille.browser.post_once(&format!("/drafts/{id}/restoration"), &[]).await.expect(303);
        assert!(drafts(&camille).await.has("Une idée"));
        // The device that threw it away takes it back by writing on.
        camille.browser.post_once(&format!("/drafts/{id}?_method=delete"), &[]).await.expect(303);
        assert_eq!(kept(keep(&camille, &form).await).0, id);
        // What has become empty is kept nowhere.
        assert_eq!(kept(keep(&camille, &[("key", once.as_str()), ("body", " "), ("writer", "a"), ("draft-version", "0")]).await), (0, 0));
        assert!(drafts(&camille).await.has("Aucun brouillon"));
        let (id, _) = kept(keep(&camille, &form).await);
        camille.browser.post_once(&format!("/drafts/{id}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(2 * DAY_MS);
        app.sweep().await;
        camille.sign_in_again().await;
        camille.browser.post_once(&format!("/drafts/{id}/restoration"), &[]).await.expect(404);
        // A hundred of them, no more.
        for n in 0..100 {
            let (key, body) = (format!("clé-{n}"), format!("Brouillon {n}"));
            kept(keep(&camille, &[("key", &key), ("body", &body)]).await);
        }
        assert!(keep(&camille, &[("key", "clé-100"), ("body", "De trop")]).await.expect(422).text().contains("100 brouillons au plus"));
        // Without script the button keeps what stands there, and a text that is too long is refused in its form.
        let too_long = "x".repeat(20_001);
        for fields in [[("key", "clé-100"), ("body", "De trop"), ("stage", "draft")], [("key", "clé-1"), ("body", &too_long), ("stage", "draft")]] {
            assert_eq!(camille.browser.post_once("/posts", &fields).await.expect(422).texts("textarea[name=body]"), [fields[1].1]);
        }
        camille.browser.post_once("/posts", &[("key", "clé-1"), ("body", "Brouillon repris"), ("stage", "draft"), ("draft-version", "1")]).await.expect(303);
        assert!(drafts(&camille).await.has("Brouillon repris"));
    }
}

both_engines! {
    async fn a_scheduled_post_appears_at_its_hour(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let at = in_hours(app, 24);
        let fields = [("body", "Point du lundi avec @"), ("planned", at.as_str())];
        let (word, id) = send(&yanis, place, &fields).await.expect(303).toast().unwrap();
        assert_eq!(word, "draft-scheduled");
        // Nobody meets it before: its author knows, and so do the moderators of the place, in its calendar.
        let month = format!("/communities/{place}/calendar?month={}", &at[..7]);
        for outlet in ["/", &format!("/communities/{place}"), &format!("/members/{}", yanis.id)] {
            assert!(!paul.browser.get(outlet).await.expect(200).has("Point du lundi"), "{outlet}");
            assert!(!yanis.browser.get(outlet).await.expect(200).has("Point du lundi"), "{outlet}");
        }
        assert!(yanis.browser.get(&month).await.expect(200).has("Point du lundi"));
        assert!(camille.browser.get(&month).await.expect(200).has("Point du lundi"));
        assert!(!paul.browser.get(&month).await.expect(200).has("Point du lundi"));
        camille.browser.get(&format!("/drafts/{id}")).await.expect(200);
        paul.browser.get(&format!("/drafts/{id}")).await.expect(404);
        app.clock.advance(23 * HOUR_MS);
        app.sweep().await;
        assert!(!paul.browser.get("/questions").await.has("Point du lundi"));
        assert!(!camille.browser.get(&format!("/communities/{place}")).await.expect(200).has("Point du lundi"));
        app.clock.advance(HOUR_MS + 60_000);
        app.sweep().await;
        app.sweep().await;
        app.settle().await;
        let feed = paul.browser.get(&format!("/communities/{place}")).await.expect(200);
        assert_eq!(feed.texts(".post .prose").iter().filter(|text| text.contains("Point du lundi")).count(), 1, "once, however often the sweep comes");
        assert!(feed.texts(".post-name").concat().contains("Yanis Haddad"));
        assert!(!drafts(&yanis).await.has("Point du lundi"));
        // What is wrong is said when it is planned, to someone who can mend it.
        let past = in_hours(app, -1);
        for (fields, words) in [
            ([("body", "Trop tard"), ("planned", past.as_str()), ("format", "")], "déjà passée"),
            ([("body", ""), ("planned", &in_hours(app, 3)), ("format", "")], "Écrivez quelque chose"),
            ([("body", "x"), ("planned", &in_hours(app, 3)), ("format", "question")], "Donnez un titre"),
            ([("body", "x"), ("planned", &in_hours(app, 24 * 365 * 3)), ("format", "")], "d’ici à deux ans"),
            ([("body", "x"), ("planned", "demain"), ("format", "")], "ne se lit pas"),
        ] {
            let refused = send(&yanis, place, &fields).await.expect(422);
            assert!(refused.text().contains(words), "{words}: {}", refused.text());
        }
        assert!(drafts(&yanis).await.has("Aucun brouillon"), "nothing was half-planned");
    }
}

both_engines! {
    async fn whoever_lost_the_right_has_the_text_back(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let at = in_hours(app, 2);
        let (_, id) = send(&yanis, place, &[("body", "Compte rendu"), ("planned", &at)]).await.expect(303).toast().unwrap();
        app.remove(place, &camille, &yanis).await;
        app.clock.advance(3 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        assert!(!camille.browser.get(&format!("/communities/{place}")).await.expect(200).has("Compte rendu"));
        let list = drafts(&yanis).await;
        assert!(list.has("À reprendre") && list.has("Vous ne pouvez plus écrire dans ce lieu") && !list.has("Chantier"), "{}", list.text());
        let told = notified(&yanis).await;
        assert_eq!(told, ["Votre publication prévue n’a pas pu paraître : Compte rendu"]);
        assert!(!yanis.browser.get("/notifications").await.has("Chantier"));
        // Taken up for another place.
        let page = yanis.browser.get(&format!("/posts/new?draft={id}")).await.expect(200);
        assert_eq!(page.texts("textarea[name=body]"), ["Compte rendu"]);
        let (once, version) = (page.attributes("input[name=key]", "value").remove(0), page.attributes("input[name=draft-version]", "value").remove(0));
        let company = app.company.to_string();
        let fields = [("key", once.as_str()), ("draft-version", &version), ("place", &company), ("body", "Compte rendu")];
        yanis.browser.post_once("/posts", &fields).await.expect(303);
        assert!(camille.browser.get("/").await.expect(200).has("Compte rendu"));
        // A poll that would have closed before it appears is told as well.
        let (soon, later) = (in_hours(app, 1), in_hours(app, 2));
        let poll = [("format", "poll"), ("heading", "Quel jour"), ("option-1", "Lundi"), ("option-2", "Mardi"), ("closes", soon.as_str()), ("planned", &later)];
        send(&yanis, app.company, &poll).await.expect(303);
        app.clock.advance(3 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        assert!(drafts(&yanis).await.has("Cette date est déjà passée"));
        // Whoever has left publishes nothing.
        let at = in_hours(app, 2);
        send(&yanis, app.company, &[("body", "Après mon départ"), ("planned", &at)]).await.expect(303);
        app.close_account(&yanis).await;
        app.clock.advance(3 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        camille.sign_in_again().await;
        assert!(!camille.browser.get("/").await.expect(200).has("Après mon départ"));
        app.clock.advance(2 * DAY_MS);
        app.sweep().await;
        let db = app.open_database().await;
        assert_eq!(db.one(&DRAFTS, values![yanis.id], |r| r.int("n")).await.unwrap(), 0, "what is left behind is forgotten");
        db.close().await;
    }
}

both_engines! {
    async fn moderators_read_first_where_a_community_asks_for_it(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        let place = app.community(Kind::Open, "Journal", &camille).await;
        for person in [&yanis, &paul] {
            app.join(place, &camille, person).await;
        }
        let settings = [("name", "Journal"), ("description", ""), ("kind", "open"), ("icon", "star"), ("hue", "10"), ("language", "fr"), ("reviewed", "1")];
        camille.browser.post_once(&format!("/communities/{place}/settings"), &settings).await.expect(303);
        let audience = format!("/posts/audience?place={place}");
        assert!(yanis.browser.get(&audience).await.has("relira votre publication"));
        assert!(!camille.browser.get(&audience).await.has("relira votre publication"));
        // What its moderators write appears at once.
        assert_eq!(send(&camille, place, &[("body", "Éditorial")]).await.expect(303).toast().unwrap().0, "post-published");
        let (word, id) = send(&yanis, place, &[("body", "Un article à relire")]).await.expect(303).toast().unwrap();
        assert_eq!(word, "draft-proposed");
        app.settle().await;
        let feed = format!("/communities/{place}");
        for who in [&yanis, &paul, &camille] {
            assert!(!who.browser.get(&feed).await.expect(200).has("à relire"));
        }
        assert_eq!(notified(&camille).await, ["Yanis Haddad vous demande de relire Un article à relire"]);
        assert!(!notified(&paul).await.concat().contains("relire"));
        assert!(drafts(&camille).await.has("Un article à relire") && !drafts(&paul).await.has("Un article à relire"));
        paul.browser.get(&format!("/drafts/{id}")).await.expect(404);
        for act in ["approval?_method=put", "refusals"] {
            for someone in [&paul, &yanis] {
                someone.browser.post_once(&format!("/drafts/{id}/{act}"), if act == "refusals" { &[("note", "x")] } else { &[] }).await.expect(404);
            }
        }
        // Sent back with a word: without one it is refused.
        let refused = camille.browser.post_once(&format!("/drafts/{id}/refusals"), &[("note", " ")]).await.expect(422);
        assert!(refused.has("Dites en quelques mots"));
        camille.browser.post_once(&format!("/drafts/{id}/refusals"), &[("note", "Ajoutez les chiffres")]).await.expect(303);
        app.settle().await;
        assert_eq!(notified(&yanis).await[0], "Camille Rousset vous renvoie Un article à relire");
        assert!(notified(&camille).await.is_empty(), "what was settled is hers no more");
        assert!(drafts(&yanis).await.has("Ajoutez les chiffres"));
        camille.browser.get(&format!("/drafts/{id}")).await.expect(404);
        // Taken up, sent again, accepted: published as its author's.
        let page = yanis.browser.get(&format!("/posts/new?draft={id}")).await.expect(200);
        let (once, version, place_text) = (page.attributes("input[name=key]", "value").remove(0), page.attributes("input[name=draft-version]", "value").remove(0), place.to_string());
        let fields = [("key", once.as_str()), ("draft-version", &version), ("place", &place_text), ("body", "Un article avec ses chiffres")];
        assert_eq!(yanis.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().0, "draft-proposed");
        app.settle().await;
        assert_eq!(notified(&camille).await[0], "Yanis Haddad vous demande de relire Un article avec ses chiffres");
        let post = PostId(camille.browser.post_once(&format!("/drafts/{id}/approval?_method=put"), &[]).await.expect(303).toast().unwrap().1);
        app.settle().await;
        let shown = paul.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(shown.texts(".post-name").concat().contains("Yanis Haddad") && shown.has("ses chiffres"));
        assert_eq!(notified(&yanis).await[0], "Camille Rousset a accepté Un article avec ses chiffres");
        assert!(notified(&camille).await.is_empty());
        camille.browser.post_once(&format!("/drafts/{id}/approval?_method=put"), &[]).await.expect(404);
        // Planned and accepted, it waits for its hour; taken back by its author, it waits for nobody.
        let at = in_hours(app, 2);
        let (_, planned) = send(&yanis, place, &[("body", "Pour plus tard"), ("planned", &at)]).await.expect(303).toast().unwrap();
        let (_, withdrawn) = send(&yanis, place, &[("body", "À reprendre encore")]).await.expect(303).toast().unwrap();
        yanis.browser.post_once(&format!("/drafts/{withdrawn}/plan?_method=delete"), &[]).await.expect(303);
        camille.browser.post_once(&format!("/drafts/{planned}/approval?_method=put"), &[]).await.expect(303);
        app.settle().await;
        assert!(camille.browser.get("/notifications").await.texts(".notif.unread").is_empty(), "what was settled waits no more");
        assert!(!paul.browser.get(&feed).await.has("Pour plus tard"));
        app.clock.advance(3 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        assert!(paul.browser.get(&feed).await.has("Pour plus tard"));
        // Planned before the place asked for anything: then it waits for a moderator.
        let off: Vec<_> = settings[..6].to_vec();
        camille.browser.post_once(&format!("/communities/{place}/settings"), &off).await.expect(303);
        let at = in_hours(app, 2);
        send(&yanis, place, &[("body", "Prévu avant"), ("planned", &at)]).await.expect(303);
        camille.browser.post_once(&format!("/communities/{place}/settings"), &settings).await.expect(303);
        app.clock.advance(3 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        assert!(!paul.browser.get(&feed).await.has("Prévu avant"));
        assert!(drafts(&camille).await.has("Prévu avant"));
    }
}

both_engines! {
    async fn what_is_archived_is_read_and_answered_no_more(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let place = app.community(Kind::Open, "Réseau Nord", &camille).await;
        app.join(place, &camille, &yanis).await;
        let expires = in_hours(app, 5);
        let poll = [("format", "poll"), ("heading", "Quel jour"), ("option-1", "Lundi"), ("option-2", "Mardi"), ("expires", expires.as_str())];
        let post = PostId(send(&yanis, place, &poll).await.expect(303).toast().unwrap().1);
        let other = yanis.publish(place, "Une note").await;
        let (feed, archives) = (format!("/communities/{place}"), format!("/communities/{place}/archives"));
        camille.browser.post_once(&format!("/posts/{post}/pin?_method=put"), &[]).await.expect(303);
        app.clock.advance(6 * HOUR_MS);
        app.sweep().await;
        app.settle().await;
        for outlet in ["/", &feed] {
            let page = camille.browser.get(outlet).await.expect(200);
            assert!(!page.has("Quel jour") && page.has("Une note"), "{outlet}");
        }
        assert!(camille.browser.get(&archives).await.expect(200).has("Quel jour"));
        let page = yanis.browser.get(&format!("/posts/{post}")).await.expect(200);
        assert!(page.has("Archivée") && page.texts("form.composer-form").is_empty());
        // Nothing is added to it, and the text that was typed is kept.
        let late = camille.send_comment(post, None, "Trop tard", &key()).await.expect(409);
        assert!(late.has("on n’y répond plus") && late.has("Trop tard"));
        camille.browser.post_once(&format!("/posts/{post}/response"), &[("choice", "0")]).await.expect(409);
        camille.browser.post_once(&format!("/posts/{post}/pin?_method=put"), &[]).await.expect(409);
        // Its author, and those who keep order, put away and take out again.
        let paul = app.employee("Paul Sorel").await;
        paul.browser.post_once(&format!("/posts/{other}/archive?_method=put"), &[]).await.expect(403);
        yanis.browser.post_once(&format!("/posts/{other}/archive?_method=put"), &[]).await.expect(303);
        assert!(!paul.browser.get(&feed).await.has("Une note"));
        camille.browser.post_once(&format!("/posts/{other}/archive?_method=delete"), &[]).await.expect(303);
        camille.browser.post_once(&format!("/posts/{post}/archive?_method=delete"), &[]).await.expect(303);
        app.sweep().await;
        assert!(camille.browser.get(&feed).await.has("Une note") && camille.browser.get(&feed).await.has("Quel jour"), "what has expired once does not expire again");
        // An edit that leaves a date that has passed as it is, and one that sets another.
        let soon = in_hours(app, 1);
        yanis.browser.post_once(&format!("/posts/{other}"), &[("version", "1"), ("body", "Une note revue"), ("expires", &soon)]).await.expect(303);
        app.clock.advance(2 * HOUR_MS);
        app.sweep().await;
        assert!(!camille.browser.get(&feed).await.has("Une note revue"));
        yanis.browser.post_once(&format!("/posts/{other}"), &[("version", "2"), ("body", "Une note revue encore"), ("expires", &soon)]).await.expect(303);
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        for outlet in ["archives", "calendar"] {
            yanis.browser.get(&format!("/communities/{closed}/{outlet}")).await.expect(404);
            camille.browser.get(&format!("/communities/{closed}/{outlet}")).await.expect(200);
        }
        app.settle().await;
    }
}
