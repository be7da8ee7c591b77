//! Skills: said by oneself, confirmed by others, found by anyone who may see their person, and by nobody else.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines};
use serde_json::json;

/// Says by the form that one can do something.
async fn declare(who: &Someone, name: &str, level: &str) -> Answer {
    who.browser.post_once("/settings/skills", &[("name", name), ("level", level)]).await
}

/// The number of a skill on the own page of `who`.
async fn number(who: &Someone, name: &str) -> i64 {
    let page = who.browser.get("/settings/skills").await.expect(200);
    let names = page.texts(".list .name");
    let at = names.iter().position(|one| one == name).unwrap_or_else(|| panic!("{name} is not among {names:?}"));
    page.attributes(".list .name", "href")[at].rsplit('/').next().unwrap().parse().unwrap()
}

both_engines! {
    async fn what_one_can_do_is_said_confirmed_and_found(app: FindingApp) {
        let (yanis, camille, lea) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        declare(&yanis, "Recharge à domicile", "reference").await.expect(303);
        // The same name, however it is typed, is the same skill; its level is set again.
        declare(&yanis, " RECHARGE a  Domicile ", "experienced").await.expect(303);
        declare(&camille, "recharge à domicile", "basics").await.expect(303);
        declare(&yanis, "Anglais professionnel", "able").await.expect(303);
        assert_eq!(yanis.browser.get("/settings/skills").await.expect(200).texts(".list .name"), ["Recharge à domicile", "Anglais professionnel"]);
        let skill = number(&yanis, "Recharge à domicile").await;
        assert_eq!(number(&camille, "Recharge à domicile").await, skill);
        let (profile, base) = (format!("/members/{}", yanis.id), format!("/members/{}/skills/{skill}", yanis.id));
        // On the profile, with a way to confirm it for others, and none for oneself.
        let seen = camille.browser.get(&profile).await.expect(200);
        assert_eq!((seen.texts(".endorse .name").concat(), seen.texts(".endorse .meta")), ("Recharge à domicileAnglais professionnel".into(), vec!["Expérimenté".to_owned(), "À l’aise".into()]));
        assert!(!yanis.browser.get(&profile).await.has("/endorsement"));
        yanis.browser.post_once(&format!("{base}/endorsement?_method=put"), &[]).await.expect(422);
        // Confirmed twice is once; a sentence is kept, and changed.
        for sentence in ["Il a équipé vingt maisons", "Il a équipé trente maisons"] {
            camille.browser.post_once(&format!("{base}/endorsement?_method=put"), &[("sentence", sentence)]).await.expect(303);
        }
        // As Turbo sends a form without a field.
        lea.browser.post_once(&format!("{base}/endorsement?_method=put"), &[("_method", "put")]).await.expect(303);
        let long = "x".repeat(301);
        let refused = lea.browser.post(&format!("{base}/endorsement?_method=put"), &[("sentence", &long)]).await.expect(422);
        assert_eq!(refused.attributes("#sentence", "value"), [long.as_str()], "what was typed is kept");
        app.settle().await;
        let page = lea.browser.get(&base).await.expect(200);
        assert!(page.has("Il a équipé trente maisons") && !page.has("vingt maisons"));
        assert_eq!(lea.browser.get(&profile).await.texts(".endorse button")[0].trim(), "Confirmer 2");
        // Whoever wrote a sentence is led to it: a press on the profile would lose it.
        let of_camille = camille.browser.get(&profile).await;
        assert_eq!((of_camille.attributes(".endorse a.btn", "href"), of_camille.attributes(".endorse form", "action").len()), (vec![base.clone()], 1));
        let notified = yanis.browser.get("/notifications").await.expect(200);
        assert!(notified.text().contains("Léa Colin et 1 autre personne confirment votre compétence Recharge à domicile"), "{}", notified.text());
        // Found by what they can do, in the list of the company, and in the search.
        assert!(lea.browser.get("/skills?q=domi").await.expect(200).has("Recharge à domicile"));
        assert_eq!(lea.browser.get(&format!("/skills/{skill}")).await.expect(200).texts(".list .name"), ["Yanis Haddad", "Camille Rousset"]);
        assert!(lea.browser.get("/search?q=recharge&kind=members").await.expect(200).has("Yanis Haddad"));
        // Another name, in another language or another word, leads there too; each reader meets it in their own.
        let names = format!("/skills/{skill}/names");
        lea.browser.post_once(&names, &[("name", "Home charging"), ("language", "en")]).await.expect(303);
        lea.browser.post_once(&names, &[("name", "home CHARGING"), ("language", "en")]).await.expect(303);
        for (name, language, wrong) in [("Anglais professionnel", "fr", "name"), ("", "fr", "name")] {
            let refused = lea.browser.post(&names, &[("name", name), ("language", language)]).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [wrong]);
        }
        lea.browser.post_once("/skills/999/names", &[("name", "Rien"), ("language", "fr")]).await.expect(404);
        app.settle().await;
        assert!(lea.browser.get("/skills?q=charging").await.expect(200).has("Recharge à domicile"));
        assert!(lea.browser.get("/search?q=charging&kind=members").await.expect(200).has("Yanis Haddad"));
        lea.browser.post_once("/settings/display", &[("locale", "en"), ("zone", "Europe/London"), ("theme", "")]).await.expect(303);
        assert!(lea.browser.get(&profile).await.expect(200).has("Home charging"));
        lea.browser.post_once("/settings/display", &[("locale", "fr"), ("zone", "Europe/Paris"), ("theme", "")]).await.expect(303);
        declare(&lea, "home charging", "basics").await.expect(303);
        assert_eq!(number(&lea, "Recharge à domicile").await, skill);
        lea.browser.post_once(&format!("/settings/skills/{skill}?_method=delete"), &[]).await.expect(303);
        // Taken back by whoever confirmed it; taken away by whose it is, and back with the rest.
        lea.browser.post_once(&format!("{base}/endorsement?_method=delete"), &[]).await.expect(303);
        // Taken back with its sentence, and back with it.
        let withdrawn = camille.browser.post_once(&format!("{base}/endorsement?_method=delete"), &[]).await.expect(303);
        assert!(!lea.browser.get(&base).await.expect(200).has("trente maisons"));
        let again = format!("/skills/confirmations/{}/restoration", withdrawn.toast().unwrap().1);
        lea.browser.post_once(&again, &[]).await.expect(303);
        lea.browser.post_once(&format!("{base}/endorsement?_method=delete"), &[]).await.expect(303);
        assert!(!camille.browser.get(&base).await.expect(200).has("trente maisons"), "nobody brings back another's");
        camille.browser.post_once(&again, &[]).await.expect(303);
        assert!(lea.browser.get(&base).await.expect(200).has("trente maisons"));
        assert_eq!(lea.browser.get(&profile).await.texts(".endorse button")[0].trim(), "Confirmer 1");
        camille.browser.post_once("/skills/confirmations/999/restoration", &[]).await.expect(404);
        yanis.browser.post_once(&format!("/settings/skills/{skill}?_method=delete"), &[]).await.expect(303);
        app.settle().await;
        camille.browser.get(&base).await.expect(404);
        assert!(!lea.browser.get("/search?q=recharge&kind=members").await.expect(200).has("Yanis Haddad"));
        assert_eq!(lea.browser.get(&format!("/skills/{skill}")).await.expect(200).texts(".list .name"), ["Camille Rousset"]);
        yanis.browser.post_once(&format!("/settings/skills/{skill}/restoration"), &[]).await.expect(303);
        assert!(camille.browser.get(&base).await.expect(200).has("trente maisons"));
        // After thirty days it is gone, with what confirmed it.
        yanis.browser.post_once(&format!("/settings/skills/{skill}?_method=delete"), &[]).await.expect(303);
        app.clock.advance(31 * 86_400_000);
        app.sweep().await;
        yanis.sign_in_again().await;
        yanis.browser.post_once(&format!("/settings/skills/{skill}/restoration"), &[]).await.expect(404);
        declare(&yanis, "Recharge à domicile", "able").await.expect(303);
        camille.sign_in_again().await;
        assert!(!camille.browser.get(&base).await.expect(200).has("trente maisons"));
    }
}

both_engines! {
    async fn only_those_who_see_a_person_are_told_what_they_can_do(app: FindingApp) {
        let (owner, inside, outside) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let (ana, other) = (app.partner("Ana Delmas").await, app.partner("Paul Esteban").await);
        let place = app.community(Kind::Closed, "Chantier", &owner).await;
        for person in [&inside, &ana] {
            app.join(place, &owner, person).await;
        }
        for person in [&inside, &outside] {
            declare(person, "Soudure canari", "able").await.expect(303);
        }
        let skill = number(&inside, "Soudure canari").await;
        let (seen, hidden) = (format!("/members/{}/skills/{skill}", inside.id), format!("/members/{}/skills/{skill}", outside.id));
        for who in [&outside, &owner] {
            who.browser.post_once(&format!("{seen}/endorsement?_method=put"), &[("sentence", &format!("Vu par {}", who.name))]).await.expect(303);
        }
        app.settle().await;
        // A partner sees the person of a shared place, and of those who confirm the ones of a shared place: neither the others nor a count.
        let page = ana.browser.get(&seen).await.expect(200);
        assert!(page.has("Vu par Camille Rousset") && !page.has("Zoé Tran"));
        assert_eq!(ana.browser.get(&format!("/members/{}", inside.id)).await.texts(".endorse button")[0].trim(), "Confirmer 1");
        let of_ana = Client::of(app, &ana, &ALL).await;
        let held = of_ana.get(&format!("/members/{}/skills", inside.id)).await;
        assert_eq!((&held["items"][0]["name"], &held["items"][0]["endorsements"]), (&json!("Soudure canari"), &json!(1)));
        assert_eq!(of_ana.get(&format!("{seen}/endorsements")).await["items"].as_array().unwrap().len(), 1);
        ana.browser.get(&hidden).await.expect(404);
        ana.browser.post_once(&format!("{hidden}/endorsement?_method=put"), &[]).await.expect(404);
        for path in ["/skills".to_owned(), format!("/skills/{skill}"), seen.clone()] {
            other.browser.get(&path).await.expect(404);
        }
        for path in ["/skills".to_owned(), format!("/skills/{skill}/holders"), format!("/members/{}/skills", outside.id), format!("{hidden}/endorsements")] {
            of_ana.ask(Method::GET, &path, None).await.expect(404);
        }
        assert!(!ana.browser.get("/search?q=canari").await.expect(200).has("Zoé Tran"));
        assert!(!other.browser.get("/search?q=canari").await.expect(200).has("Yanis Haddad"));
        // Nor what the others can do, to choose among.
        assert!(outside.browser.get("/settings/skills").await.expect(200).has("<option value=\"Soudure canari\""));
        assert!(!ana.browser.get("/settings/skills").await.expect(200).has("canari"));
        // They say their own, and are found by it.
        declare(&ana, "Levage", "reference").await.expect(303);
        assert!(outside.browser.get(&format!("/members/{}", ana.id)).await.expect(200).has("Levage"));
        // Who leaves has none any more; what they confirmed stays.
        app.close_account(&owner).await;
        app.close_account(&inside).await;
        app.settle().await;
        outside.browser.get(&seen).await.expect(404);
        assert_eq!(outside.browser.get(&format!("/skills/{skill}")).await.expect(200).texts(".list .name"), ["Zoé Tran"]);
    }
}

both_engines! {
    async fn programs_say_and_confirm_too_and_bad_input_is_told(app: LenientApp) {
        let (yanis, camille) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await);
        let (of_yanis, of_camille) = (Client::of(app, &yanis, &ALL).await, Client::of(app, &camille, &ALL).await);
        let said = of_yanis.ask(Method::PUT, "/me/skills", Some(json!({ "name": "C++", "level": "able" }))).await.expect(200);
        let skill = told(&said)["skill"].as_str().unwrap().to_owned();
        let again = of_yanis.ask(Method::PUT, "/me/skills", Some(json!({ "name": "c++", "level": "reference" }))).await.expect(200);
        assert_eq!(told(&again)["skill"], skill.as_str());
        for (body, field) in [
            (json!({ "name": "", "level": "able" }), "name"),
            (json!({ "name": "!!", "level": "able" }), "name"),
            (json!({ "name": "x".repeat(61), "level": "able" }), "name"),
            (json!({ "name": "Rust", "level": "guru" }), "level"),
        ] {
            let refused = of_yanis.ask(Method::PUT, "/me/skills", Some(body.clone())).await.expect(422);
            assert!(refused.body.contains(&format!("\"{field}\"")), "{body} {}", refused.body);
        }
        let base = format!("/members/{}/skills/{skill}", yanis.id);
        for _ in 0..2 {
            of_camille.ask(Method::PUT, &format!("{base}/endorsement"), Some(json!({ "sentence": "Vu" }))).await.expect(204);
        }
        of_yanis.ask(Method::PUT, &format!("{base}/endorsement"), Some(json!({}))).await.expect(422);
        let held = of_camille.get(&format!("/members/{}/skills", yanis.id)).await;
        assert_eq!(
            (&held["items"][0]["level"], &held["items"][0]["endorsements"], &held["items"][0]["endorsed"]),
            (&json!("reference"), &json!(1), &json!(true))
        );
        assert_eq!(of_camille.get("/skills?q=c").await["items"][0]["holders"], 1);
        // Who has it, page by page, each once; no page said anything else.
        of_camille.ask(Method::PUT, "/me/skills", Some(json!({ "name": "C++", "level": "basics" }))).await.expect(200);
        let first = of_camille.get(&format!("/skills/{skill}/holders?limit=1")).await;
        assert_eq!(first["items"][0]["level"], "reference");
        let second = of_camille.get(&format!("/skills/{skill}/holders?limit=1&after={}", first["next"].as_str().unwrap())).await;
        assert_eq!((&second["items"][0]["level"], &second["next"]), (&json!("basics"), &json!(null)));
        of_camille.ask(Method::GET, &format!("/skills/{skill}/holders?after=x"), None).await.expect(422);
        of_camille.ask(Method::DELETE, &format!("/me/skills/{skill}"), None).await.expect(204);
        for _ in 0..2 {
            of_camille.ask(Method::DELETE, &format!("{base}/endorsement"), None).await.expect(204);
            of_yanis.ask(Method::DELETE, &format!("/me/skills/{skill}"), None).await.expect(204);
            of_yanis.ask(Method::POST, &format!("/me/skills/{skill}/restoration"), None).await.expect(204);
        }
        assert_eq!(of_camille.get(&format!("/members/{}/skills", yanis.id)).await["items"][0]["endorsements"], 0);
        of_yanis.ask(Method::DELETE, "/me/skills/999", None).await.expect(404);
        // Fifty at most, and the fifty-first leaves nothing.
        for n in 1..50 {
            of_yanis.ask(Method::PUT, "/me/skills", Some(json!({ "name": format!("Métier {n}"), "level": "basics" }))).await.expect(200);
        }
        of_yanis.ask(Method::PUT, "/me/skills", Some(json!({ "name": "De trop", "level": "basics" }))).await.expect(422);
        assert_eq!(of_camille.get("/skills?q=trop").await["items"], json!([]));
        assert_eq!(of_camille.get(&format!("/members/{}/skills", yanis.id)).await["items"].as_array().unwrap().len(), 50);
    }
}

/// Days in milliseconds.
const DAY: i64 = 86_400_000;

/// The check of the data finds nothing.
async fn sound(app: &TestApp) {
    let findings = ruche_server::check::run(&app.node.platform.db, &*app.node.platform.blobs, app.node.platform.now()).await.unwrap();
    assert!(findings.iter().all(|finding| finding.differences == 0), "{findings:?}");
}

async fn endorse(by: &Someone, whose: &Someone, skill: i64, sentence: &str) {
    let address = format!("/members/{}/skills/{skill}/endorsement?_method=put", whose.id);
    by.browser.post_once(&address, &[("sentence", sentence)]).await.expect(303);
}

both_engines! {
    async fn two_skills_are_united_with_all_that_hangs_on_them(app: FindingApp) {
        let (yanis, camille, lea) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        declare(&yanis, "Borne", "basics").await.expect(303);
        declare(&camille, "Borne", "able").await.expect(303);
        declare(&yanis, "Recharge", "reference").await.expect(303);
        let (from, into) = (number(&yanis, "Borne").await, number(&yanis, "Recharge").await);
        app.admin.browser.post_once(&format!("/skills/{from}/names"), &[("name", "Charger"), ("language", "en")]).await.expect(303);
        // Léa confirms both of Yanis, Camille one of them.
        endorse(&lea, &yanis, from, "Vu à Lyon").await;
        endorse(&lea, &yanis, into, "").await;
        endorse(&camille, &yanis, from, "Vu à Vienne").await;
        endorse(&lea, &camille, from, "").await;
        app.settle().await;
        let union = format!("/skills/{from}/union");
        // For administrators alone.
        assert!(!lea.browser.get(&format!("/skills/{from}")).await.expect(200).has("/union"));
        lea.browser.get(&union).await.expect(404);
        lea.browser.post_once(&union, &[("into", "Recharge"), ("typed", "Borne")]).await.expect(404);
        // What would become of it is told before.
        let admin = &app.admin.browser;
        assert!(admin.get(&format!("/skills/{from}")).await.expect(200).has("Réunir avec…"));
        assert!(!admin.get(&union).await.expect(200).has("On ne peut pas revenir"));
        for wrong in ["Rien", "charger"] {
            let page = admin.get(&format!("{union}?into={wrong}")).await.expect(422);
            assert_eq!((page.attributes("#into", "value"), page.attributes("[aria-invalid=true]", "name")), (vec![wrong.to_owned()], vec!["into".to_owned()]));
        }
        let before = admin.get(&format!("{union}?into=recharge")).await.expect(200).text();
        for words in ["Ses 2 noms", "Les 2 personnes qui l’ont", "Une d’elles a déjà l’autre", "3 confirmations", "2 personnes l’auront en tout (aujourd’hui 1)"] {
            assert!(before.contains(words), "{words} is not in {before}");
        }
        let refused = admin.post(&union, &[("into", "Recharge"), ("typed", "Born")]).await.expect(422);
        assert_eq!((refused.attributes("#typed", "value"), refused.attributes("[aria-invalid=true]", "name")), (vec!["Born".to_owned()], vec!["typed".to_owned()]));
        let done = admin.post_once(&union, &[("into", "recharge"), ("typed", "borne")]).await.expect(303);
        assert_eq!(done.location(), format!("/skills/{into}"));
        app.settle().await;
        // The old address leads on, and every name.
        assert_eq!(admin.get(&union).await.expect(200).texts("h1"), ["Recharge"]);
        let page = lea.browser.get(&format!("/skills/{from}")).await.expect(200);
        assert_eq!(page.attributes("main form", "action"), [format!("/skills/{into}/names")]);
        assert!(page.has("2 personnes") && page.text().contains("Borne") && page.text().contains("Charger"), "{}", page.text());
        assert_eq!(page.texts(".list .name"), ["Yanis Haddad", "Camille Rousset"]);
        assert!(lea.browser.get("/skills?q=born").await.expect(200).has("Recharge"));
        assert!(lea.browser.get("/search?q=charger&kind=members").await.expect(200).has("Camille Rousset"));
        // The higher level, and each who confirms once, with words that were said.
        let profile = lea.browser.get(&format!("/members/{}", yanis.id)).await.expect(200);
        assert_eq!((profile.texts(".endorse .name").concat(), profile.texts(".endorse .meta")), ("Recharge".into(), vec!["Référent".to_owned()]));
        let evidence = lea.browser.get(&format!("/members/{}/skills/{from}", yanis.id)).await.expect(200);
        assert!(evidence.has("Vu à Lyon") && evidence.has("Vu à Vienne") && evidence.texts(".list .name").len() == 2, "{}", evidence.text());
        assert_eq!(lea.browser.get(&format!("/members/{}", camille.id)).await.texts(".endorse .meta"), ["À l’aise"]);
        assert_eq!(number(&camille, "Recharge").await, into);
        declare(&lea, "Borne", "able").await.expect(303);
        assert_eq!(number(&lea, "Recharge").await, into);
        sound(app).await;
        // By the API, and not twice.
        declare(&lea, "Prise", "able").await.expect(303);
        let prise = number(&lea, "Prise").await;
        let client = Client::of(app, &app.admin, &["admin"]).await;
        let body = json!({"into": "Recharge", "typed": "Prise"});
        let made = told(&client.ask(Method::POST, &format!("/skills/{prise}/union"), Some(body.clone())).await.expect(200));
        assert_eq!(made["skill"], into.to_string());
        client.ask(Method::POST, &format!("/skills/{prise}/union"), Some(body)).await.expect(404);
    }
}

both_engines! {
    async fn what_was_said_long_ago_fades_and_comes_back(app: FindingApp) {
        let (yanis, camille, lea) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        declare(&yanis, "Soudure", "reference").await.expect(303);
        declare(&yanis, "Anglais", "able").await.expect(303);
        let skill = number(&yanis, "Soudure").await;
        app.clock.advance(500 * DAY);
        for who in [&yanis, &camille, &lea] {
            who.sign_in_again().await;
        }
        declare(&camille, "Soudure", "basics").await.expect(303);
        declare(&yanis, "Anglais", "able").await.expect(303);
        app.sweep().await;
        let (list, own) = (format!("/skills/{skill}"), format!("/members/{}", yanis.id));
        assert_eq!(lea.browser.get(&list).await.expect(200).texts(".list .name"), ["Yanis Haddad", "Camille Rousset"]);
        assert!(!yanis.browser.get(&own).await.has("Toujours d’actualité"));
        app.clock.advance(60 * DAY);
        for who in [&yanis, &camille, &lea] {
            who.sign_in_again().await;
        }
        app.sweep().await;
        // Behind the others, on the profile and among those who have it, and it says since when.
        let page = lea.browser.get(&list).await.expect(200);
        assert_eq!(page.texts(".list .name"), ["Camille Rousset", "Yanis Haddad"]);
        assert_eq!(page.texts(".faded .name"), ["Yanis Haddad"]);
        let profile = lea.browser.get(&own).await.expect(200);
        assert_eq!((profile.texts(".endorse .name"), profile.texts(".faded .name")), (vec!["Anglais".to_owned(), "Soudure".into()], vec!["Soudure".to_owned()]));
        assert!(profile.texts(".faded .meta").concat().contains("Dit en ") && !profile.has("Toujours d’actualité"), "only its person is asked");
        assert!(yanis.browser.get(&own).await.has("Toujours d’actualité"));
        // No: it stays, and the person is not asked again; the word is taken back by its button.
        let currency = format!("/settings/skills/{skill}/currency");
        let no = yanis.browser.post_once(&format!("{currency}?_method=delete"), &[]).await.expect(303);
        assert_eq!(no.toast().unwrap().0, "skill-stale");
        let page = yanis.browser.get(&own).await.expect(200);
        assert!(!page.has("Toujours d’actualité") && page.texts(".faded .name") == ["Soudure"]);
        lea.browser.post_once(&format!("{currency}?_method=put"), &[]).await.expect(404);
        // A confirmation is of now.
        endorse(&lea, &yanis, skill, "").await;
        assert_eq!(lea.browser.get(&list).await.texts(".list .name"), ["Yanis Haddad", "Camille Rousset"]);
        app.clock.advance(560 * DAY);
        for who in [&yanis, &lea] {
            who.sign_in_again().await;
        }
        app.sweep().await;
        assert!(yanis.browser.get(&own).await.has("Toujours d’actualité"), "asked again once it fades again");
        yanis.browser.post_once(&format!("{currency}?_method=put"), &[]).await.expect(303);
        let client = Client::of(app, &yanis, &ALL).await;
        let held = client.get(&format!("/members/{}/skills", yanis.id)).await;
        let fresh: Vec<(&str, bool)> = held["items"].as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap(), one["fresh"].as_bool().unwrap())).collect();
        assert_eq!(fresh, [("Soudure", true), ("Anglais", false)]);
        client.ask(Method::PUT, "/me/skills/999/currency", None).await.expect(404);
    }
}

/// Asks about a topic, and has the answer of `by` accepted; gives the question.
async fn accepted(app: &TestApp, place: PlaceId, asker: &Someone, by: &Someone, topic: &str) -> PostId {
    let (key, place) = (ruche_testkit::key(), place.to_string());
    let fields = [("key", key.as_str()), ("place", &place), ("format", "question"), ("heading", "Qui sait ?"), ("body", topic)];
    let post = PostId(asker.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1);
    let comment = by.comment(post, "Comme ceci").await;
    asker.browser.post_once(&format!("/comments/{comment}/acceptance?_method=put"), &[]).await.expect(303);
    app.clock.advance(60_000);
    post
}

both_engines! {
    async fn what_one_does_is_proposed_to_oneself_alone(app: TestApp) {
        let (yanis, camille) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await);
        let place = app.community(Kind::Closed, "Atelier", &camille).await;
        app.join(place, &camille, &yanis).await;
        for _ in 0..2 {
            accepted(app, app.company, &camille, &yanis, "#pont-roulant").await;
        }
        // Whoever answers the own question shows nothing.
        accepted(app, app.company, &yanis, &yanis, "#pont-roulant").await;
        app.settle().await;
        app.sweep().await;
        let client = Client::of(app, &yanis, &ALL).await;
        let proposed = async |client: &Client| {
            let items = client.get("/me/skill-proposals").await["items"].clone();
            items.as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one["answers"].as_i64().unwrap(), one["thanks"].as_i64().unwrap())).collect::<Vec<_>>()
        };
        assert!(proposed(&client).await.is_empty());
        accepted(app, place, &camille, &yanis, "#pont-roulant").await;
        for topic in ["#vernis", "#vernis", "#vernis"] {
            let (key, place, body) = (ruche_testkit::key(), app.company.to_string(), format!("Merci {} {topic}", yanis.mention()));
            let thanks = [("key", key.as_str()), ("place", &place), ("format", "kudos"), ("value", "help"), ("body", &body)];
            camille.browser.post_once("/posts", &thanks).await.expect(303);
            app.clock.advance(60_000);
        }
        app.settle().await;
        assert_eq!(proposed(&client).await, [("pont roulant".to_owned(), 3, 0), ("vernis".to_owned(), 0, 3)]);
        // One a week is told, to its person alone.
        app.sweep().await;
        app.sweep().await;
        app.settle().await;
        let bell = yanis.browser.get("/notifications").await.expect(200).text();
        assert!(bell.contains("Ajouter pont roulant à vos compétences") && !bell.contains("Ajouter vernis"), "{bell}");
        let own = format!("/members/{}", yanis.id);
        let page = yanis.browser.get(&own).await.expect(200);
        assert!(page.has("L’ajouter à vos compétences") && page.has("3 de vos réponses") && !page.has("On vous en a remercié"), "{}", page.text());
        let theirs = camille.browser.get(&own).await.expect(200);
        assert!(!theirs.has("L’ajouter à vos compétences") && !theirs.has("pont roulant"));
        assert!(proposed(&Client::of(app, &camille, &ALL).await).await.is_empty());
        assert!(camille.browser.get("/skills").await.expect(200).texts(".list .name").is_empty(), "nothing is added without them");
        // What one reads no more shows nothing of oneself.
        app.remove(place, &camille, &yanis).await;
        app.settle().await;
        assert_eq!(proposed(&client).await, [("vernis".to_owned(), 0, 3)]);
        assert!(!yanis.browser.get(&own).await.has("pont roulant"));
        app.join(place, &camille, &yanis).await;
        app.settle().await;
        let page = yanis.browser.get("/settings/skills").await.expect(200);
        let forms = page.attributes("#proposals li form", "action");
        assert_eq!(forms.len(), 4, "{forms:?}");
        // Taken at a level that one chooses.
        camille.browser.post_once(&forms[0], &[("level", "able")]).await.expect(404);
        yanis.browser.post_once(&forms[0], &[("level", "experienced")]).await.expect(303);
        assert_eq!(yanis.browser.get("/settings/skills").await.texts(".card.list .name"), ["pont roulant"]);
        // A no is kept for a year, and taken back at once by its button.
        let refused = yanis.browser.post_once(&forms[3], &[]).await.expect(303);
        assert_eq!(refused.toast().unwrap().0, "proposal-refused");
        assert!(proposed(&client).await.is_empty());
        let back = forms[3].replace("?_method=delete", "/restoration");
        yanis.browser.post_once(&back, &[]).await.expect(303);
        assert_eq!(proposed(&client).await.len(), 1);
        yanis.browser.post_once(&forms[3], &[]).await.expect(303);
        accepted(app, app.company, &camille, &yanis, "#vernis").await;
        app.settle().await;
        app.sweep().await;
        assert!(proposed(&client).await.is_empty(), "not again within the year");
        app.clock.advance(366 * DAY);
        camille.sign_in_again().await;
        yanis.sign_in_again().await;
        accepted(app, app.company, &camille, &yanis, "#vernis").await;
        app.settle().await;
        let client = Client::of(app, &yanis, &ALL).await;
        assert_eq!(proposed(&client).await, [("vernis".to_owned(), 2, 3)]);
        app.sweep().await;
        app.settle().await;
        assert!(yanis.browser.get("/notifications").await.text().contains("Ajouter vernis à vos compétences"));
        // Who wants no proposals is asked nothing more.
        yanis.browser.post_once("/settings/skills/proposing?_method=delete", &[]).await.expect(303);
        for _ in 0..3 {
            accepted(app, app.company, &camille, &yanis, "#laque").await;
        }
        app.settle().await;
        assert_eq!(proposed(&client).await.len(), 1);
        // Who leaves is forgotten.
        app.admin.sign_in_again().await;
        app.close_account(&yanis).await;
        app.settle().await;
        sound(app).await;
    }
}

both_engines! {
    async fn thanks_stand_on_the_profile_for_those_who_read_them(app: TestApp) {
        let (yanis, camille, lea) = (app.employee("Yanis Haddad").await, app.employee("Camille Rousset").await, app.employee("Léa Colin").await);
        let place = app.community(Kind::Closed, "Atelier", &camille).await;
        app.join(place, &camille, &yanis).await;
        let thank = async |place: PlaceId, words: &str| {
            let (key, place, body) = (ruche_testkit::key(), place.to_string(), format!("{words} {}", yanis.mention()));
            let fields = [("key", key.as_str()), ("place", &place), ("format", "kudos"), ("value", "help"), ("body", &body)];
            let made = PostId(camille.browser.post_once("/posts", &fields).await.expect(303).toast().unwrap().1);
            app.clock.advance(1_000);
            made
        };
        let own = format!("/members/{}", yanis.id);
        assert!(!lea.browser.get(&own).await.expect(200).has("Remerciements"), "nothing is shown where there is none");
        thank(app.company, "Merci pour hier").await;
        let inside = thank(place, "Merci pour la grue").await;
        camille.publish(app.company, &format!("Pas de merci {}", yanis.mention())).await;
        for (who, count, words) in [(&camille, "2", true), (&yanis, "2", true), (&lea, "1", false)] {
            let page = who.browser.get(&own).await.expect(200);
            assert_eq!((page.texts("#thanks .count"), page.has("Merci pour la grue")), (vec![count.to_owned()], words));
            let all = who.browser.get(&format!("{own}/thanks")).await.expect(200);
            assert_eq!((all.has("Merci pour hier"), all.has("Merci pour la grue"), all.has("Pas de merci")), (true, words, false));
            let listed = Client::of(app, who, &ALL).await.get(&format!("/members/{}/thanks", yanis.id)).await;
            assert_eq!(listed["items"].as_array().unwrap().len().to_string(), count);
        }
        camille.browser.post_once(&format!("/posts/{inside}?_method=delete"), &[]).await.expect(303);
        assert_eq!(camille.browser.get(&own).await.texts("#thanks .count"), ["1"]);
        // A partner who does not see the person finds nothing there.
        let ana = app.partner("Ana Delmas").await;
        ana.browser.get(&format!("{own}/thanks")).await.expect(404);
        sound(app).await;
    }
}
