//! Who is likely to know: ranked by what is near and of late, shown with what the reader may see, and asked in one step.

use super::api::{ALL, Client};
use ruche_kernel::PlaceId;
use ruche_testkit::{Kind, Someone, TestApp, both_engines};
use serde_json::{Value, json};

/// Asks a question there, and has an answer to it accepted.
async fn answered(app: &TestApp, asker: &Someone, place: PlaceId, heading: &str, by: &Someone, answer: &str) {
    let fields =
        [("place", place.to_string()), ("format", "question".to_owned()), ("heading", heading.to_owned()), ("body", String::new())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let key = ruche_testkit::key();
    let asked = asker.browser.post_once("/posts", &[&[("key", key.as_str())], fields.as_slice()].concat()).await.expect(303);
    let post = ruche_content::posts::model::PostId(asked.toast().unwrap().1);
    let comment = by.comment(post, answer).await;
    asker.browser.post_once(&format!("/comments/{comment}/acceptance?_method=put"), &[]).await.expect(303);
    app.clock.advance(60_000);
}

fn names(found: &Value) -> Vec<&str> {
    found["items"].as_array().unwrap().iter().map(|one| one["member"]["name"].as_str().unwrap()).collect()
}

both_engines! {
    async fn those_who_are_likely_to_know_are_found_with_what_shows_it(app: FindingApp) {
        let (camille, yanis, nora, leo) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Nora Belkacem").await, app.employee("Léo Martineau").await);
        answered(app, &camille, app.company, "Quelle borne pour un immeuble ?", &yanis, "Une borne partagée, avec l’accord du syndic").await;
        answered(app, &camille, app.company, "Une borne dans un parking couvert", &yanis, "La borne demande une ligne dédiée").await;
        nora.publish(app.company, "La borne de Lyon est réparée").await;
        // She asked, and answers herself: that is no help to others.
        answered(app, &leo, app.company, "Ma borne clignote", &leo, "La borne était débranchée").await;
        nora.browser.post_once("/settings/skills", &[("name", "Pont roulant"), ("level", "reference")]).await.expect(303);
        camille.browser.post_once("/settings", &[("name", "Camille Rousset"), ("title", ""), ("unit", ""), ("site", ""), ("phone", ""), ("languages", ""), ("bio", "")]).await.expect(303);
        yanis.browser.post_once("/settings", &[("name", "Yanis Haddad"), ("title", "Technicien"), ("unit", "Recharge"), ("site", "Toulouse"), ("phone", ""), ("languages", "Français, arabe"), ("bio", "")]).await.expect(303);
        app.settle().await;
        let client = Client::of(app, &camille, &ALL).await;
        let found = client.get("/experts?q=borne%20dans%20un%20immeuble").await;
        assert_eq!(names(&found)[0], "Yanis Haddad", "{found}");
        let first = &found["items"][0];
        assert_eq!((first["accepted_answers"].clone(), first["answers"].clone()), (json!(2), json!(0)));
        assert!(!names(&found).contains(&"Camille Rousset"), "whoever looks is not told of themselves");
        let position = |name: &str| names(&found).iter().position(|one| *one == name);
        assert!(position("Nora Belkacem") > position("Yanis Haddad"));
        let own = found["items"].as_array().unwrap().iter().find(|one| one["member"]["name"] == "Léo Martineau");
        assert!(own.is_none_or(|one| one["accepted_answers"] == 0 && one["answers"] == 0), "{own:?}");
        // By a skill alone.
        let found = client.get("/experts?q=pont%20roulant").await;
        assert_eq!((names(&found), found["items"][0]["skills"].clone()), (vec!["Nora Belkacem"], json!(["Pont roulant"])));
        // The page, its filters, what is told where nobody stands out.
        let page = camille.browser.get("/experts?q=borne%20dans%20un%20immeuble").await.expect(200);
        assert!(page.statements <= 13, "{} statements", page.statements);
        assert!(page.texts(".expert .meta").concat().contains("2 réponses retenues à ce sujet"), "{}", page.text());
        assert_eq!(page.texts("aside .chip"), ["Toulouse 1", "Recharge 1"]);
        let sites = client.get("/sites").await;
        let site = sites["items"][0]["id"].as_str().unwrap();
        for (filter, expected) in [(format!("site={site}"), 1), ("site=999".into(), 0), ("language=ARABE".into(), 1), ("language=suomi".into(), 0)] {
            let page = camille.browser.get(&format!("/experts?q=borne&{filter}")).await.expect(200);
            assert_eq!(page.texts(".expert .name").len(), expected, "{filter}");
        }
        assert!(camille.browser.get("/experts?q=zeugme").await.expect(200).has("Personne ne se détache"));
        assert!(camille.browser.get("/experts").await.expect(200).has("Posez-la comme elle vient"));
        // Who leaves is asked no more.
        app.close_account(&yanis).await;
        app.settle().await;
        assert!(!names(&client.get("/experts?q=borne").await).contains(&"Yanis Haddad"));
    }
}

both_engines! {
    async fn a_question_is_put_to_those_who_are_chosen(app: FindingApp) {
        let (camille, yanis, nora, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Nora Belkacem").await, app.partner("Ana Delmas").await);
        answered(app, &nora, app.company, "Quelle borne pour un immeuble ?", &yanis, "Une borne partagée").await;
        app.settle().await;
        let page = camille.browser.get("/experts?q=borne").await.expect(200);
        let boxes = page.attributes(".expert input[name=ask]", "value");
        assert!(boxes.contains(&yanis.id.to_string()) && page.has("Déjà répondu, peut-être"), "{boxes:?}");
        let asked = camille.browser.post_once("/experts/question", &[("q", "Quelle borne pour vingt fourgons ?"), ("ask", &yanis.id.to_string()), ("ask", "x"), ("ask", "999")]).await.expect(303);
        let composer = camille.browser.get(asked.location()).await.expect(200);
        assert_eq!(composer.attributes("input[name=heading]", "value"), ["Quelle borne pour vingt fourgons ?"]);
        assert_eq!(composer.texts("textarea[name=body]"), [yanis.mention()]);
        // A text that no heading holds is the beginning of the body, and not cut.
        let long = "Quelle borne faut-il ".repeat(12);
        let asked = camille.browser.post_once("/experts/question", &[("q", &long)]).await.expect(303);
        let composer = camille.browser.get(asked.location()).await.expect(200);
        assert!(composer.texts("textarea[name=body]").concat().contains(long.trim()) && composer.attributes("input[name=heading]", "value")[0].ends_with('…'));
        // For employees; a partner mentions by an address only whom she sees.
        ana.browser.get("/experts?q=borne").await.expect(404);
        ana.browser.post_once("/experts/question", &[("q", "Une borne ?")]).await.expect(404);
        Client::of(app, &ana, &ALL).await.ask(reqwest::Method::GET, "/experts?q=borne", None).await.expect(404);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        let composer = ana.browser.get(&format!("/posts/new?format=question&ask={},{}", camille.id, yanis.id)).await.expect(200);
        assert_eq!(composer.texts("textarea[name=body]"), [camille.mention()]);
        // What one may not read shows nothing of anyone.
        answered(app, &camille, place, "Quelle grue pour le chantier ?", &ana, "La grue à tour suffit").await;
        app.settle().await;
        let (inside, outside) = (Client::of(app, &camille, &ALL).await, Client::of(app, &nora, &ALL).await);
        assert_eq!(names(&inside.get("/experts?q=grue").await), ["Ana Delmas"]);
        assert!(names(&outside.get("/experts?q=grue").await).is_empty());
    }
}
