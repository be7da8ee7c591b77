//! Questions put to a level of the org chart: everyone reads and seconds them, whoever was asked answers.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_content::posts::model::PostId;
use ruche_kernel::PlaceId;
use ruche_testkit::{Answer, Kind, Someone, both_engines, key};
use serde_json::json;

/// Asks by the form.
async fn ask(who: &Someone, place: PlaceId, heading: &str, level: &str) -> Answer {
    let (place, key) = (place.to_string(), key());
    who.browser
        .post_once(
            "/posts",
            &[("key", key.as_str()), ("place", &place), ("format", "question"), ("heading", heading), ("body", ""), ("level", level)],
        )
        .await
}

fn id(answer: &Answer) -> i64 {
    answer.toast().unwrap().1
}

both_engines! {
    async fn a_question_is_put_to_a_level_seconded_and_answered(app: TestApp) {
        let (chief, lead, one, other) = (app.employee("Agathe Meunier").await, app.employee("Basile Conti").await, app.employee("Colette Ferrand").await, app.employee("Dorian Weil").await);
        for (who, manager) in [(&lead, &chief), (&one, &lead), (&other, &lead)] {
            who.browser.post_once(&format!("/members/{}/manager", who.id), &[("manager", manager.name)]).await.expect(303);
        }
        app.settle().await;
        // Before everyone, and to somebody who stands there.
        let place = app.community(Kind::Open, "Ventes", &one).await;
        let elsewhere = ask(&one, place, "Fermons-nous Grenoble ?", "1").await.expect(422);
        assert_eq!((elsewhere.texts("#level-error").len(), elsewhere.attributes("#heading", "value")), (1, vec!["Fermons-nous Grenoble ?".to_owned()]));
        ask(&one, app.company, "Et le quatrième niveau ?", "4").await.expect(422);
        assert_eq!(ask(&one, app.company, "Qui est là ?", "3").await.expect(422).texts("#level-error").len(), 1, "one does not stand above oneself");
        let first = id(&ask(&one, app.company, "Fermons-nous Grenoble ?", "1").await.expect(303));
        let second = id(&ask(&other, app.company, "Quand arrivent les nouveaux vélos ?", "2").await.expect(303));
        let plain = id(&ask(&other, app.company, "Où est la clé ?", "").await.expect(303));
        app.settle().await;
        // Those most seconded come first; a question to everyone is not among them.
        let list = async |who: &Someone| who.browser.get("/leadership").await.expect(200).texts(".post-title");
        assert_eq!(list(&one).await, ["Quand arrivent les nouveaux vélos ?", "Fermons-nous Grenoble ?"]);
        other.browser.post_once(&format!("/posts/{first}/response"), &[("choice", "0")]).await.expect(303);
        other.browser.post_once(&format!("/posts/{plain}/response"), &[("choice", "0")]).await.expect(400);
        assert_eq!(list(&one).await, ["Fermons-nous Grenoble ?", "Quand arrivent les nouveaux vélos ?"]);
        // A partner has no page of them, and no way to put one.
        let partner = app.partner("Nadia Roussel").await;
        partner.browser.get("/leadership").await.expect(404);
        assert!(!partner.browser.get("/posts/new?format=question").await.has("id=\"level\""));
        // What a colleague says is no answer of the level; what the one who was asked says is accepted by itself.
        one.browser.get(&format!("/posts/{second}")).await.expect(200);
        other.comment(PostId(first), "Je me le demande aussi").await;
        app.settle().await;
        assert!(!one.browser.get(&format!("/posts/{first}")).await.has("Réponse de la personne interrogée"));
        chief.comment(PostId(first), "Non, nous y investissons").await;
        app.settle().await;
        let page = one.browser.get(&format!("/posts/{first}")).await.expect(200);
        assert!(page.has("Réponse de la personne interrogée") && page.texts(".answer").concat().contains("Non, nous y investissons"));
        assert_eq!(list(&one).await, ["Quand arrivent les nouveaux vélos ?"]);
        assert_eq!(one.browser.get("/leadership?filter=all").await.expect(200).texts(".post-title").len(), 2);
        // The asker still decides otherwise.
        chief.comment(PostId(second), "Je laisse Basile répondre").await;
        app.settle().await;
        assert_eq!(list(&one).await.len(), 1, "the chief was not asked here");
        // The API does the same.
        let client = Client::of(app, &one, &ALL).await;
        let made = told(&client.keyed("/posts", "leadership-1", json!({ "format": "question", "heading": "Et le télétravail ?", "level": 1 })).await.expect(201));
        let post = client.get(&format!("/posts/{}", made["id"].as_str().unwrap())).await;
        assert_eq!(post["level"], 1);
        assert_eq!(client.get("/posts?questions=leadership").await["items"].as_array().map(Vec::len), Some(3));
        client.ask(Method::GET, "/posts?questions=bosses", None).await.expect(422);
    }
}
