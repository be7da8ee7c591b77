//! Skills: said by oneself, confirmed by others, found by anyone who may see their person, and by nobody else.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_testkit::{Answer, Kind, Someone, both_engines};
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
