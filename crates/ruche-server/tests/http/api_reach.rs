//! The API of reach: notifications, search.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_testkit::{Kind, both_engines};
use serde_json::{Value, json};

both_engines! {
    async fn notifications_are_read_marked_and_chosen(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (one, other) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        let post = camille.publish(app.company, "Bonjour à tous").await;
        let comment = yanis.comment(post, &format!("Merci {}", camille.mention())).await;
        yanis.react(&format!("post:{post}"), "like", true).await.expect(303);
        let place = app.community(Kind::Unlisted, "Entre nous", &yanis).await;
        yanis.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &camille.id.to_string())]).await.expect(303);
        app.settle().await;
        assert_eq!((one.get("/notifications/unread").await["count"].as_i64(), other.get("/notifications/unread").await["count"].as_i64()), (Some(3), Some(0)));
        let list = one.get("/notifications").await;
        let kinds: Vec<&str> = list["items"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        assert!(kinds.len() == 3 && ["mention", "reaction", "invitation"].iter().all(|kind| kinds.contains(kind)), "{list}");
        let row = |kind: &str| list["items"].as_array().unwrap().iter().find(|row| row["kind"] == kind).unwrap();
        let mention = row("mention");
        assert_eq!((&mention["subject"], &mention["unread"], &mention["actor"]["name"], &mention["others"]), (&json!(format!("comment:{comment}")), &json!(true), &json!("Yanis Haddad"), &json!(0)));
        assert!(mention["quote"].as_str().unwrap().contains("Merci") && mention["place"]["id"] == app.company.to_string());
        assert_eq!((&row("invitation")["subject"], &row("invitation")["place"]["name"]), (&json!(format!("community:{place}")), &json!("Entre nous")));
        // Part by part, and one kind alone.
        let first = one.get("/notifications?limit=2").await;
        let rest = one.get(&format!("/notifications?limit=2&after={}", first["next"].as_str().unwrap())).await;
        assert_eq!((first["items"].as_array().unwrap().len(), rest["items"].as_array().unwrap().len(), &rest["next"]), (2, 1, &Value::Null));
        assert_eq!(one.get("/notifications?filter=mentions").await["items"].as_array().unwrap().len(), 1);
        for query in ["filter=x", "after=x", "limit=0"] {
            one.ask(Method::GET, &format!("/notifications?{query}"), None).await.expect(422);
        }
        // One, by whom it is; then all.
        let path = format!("/notifications/{}/read", mention["id"].as_str().unwrap());
        other.ask(Method::PUT, &path, None).await.expect(404);
        one.ask(Method::PUT, &path, None).await.expect(204);
        let unread = async || one.get("/notifications").await["items"].as_array().unwrap().iter().filter(|row| row["unread"] == true).count();
        assert_eq!(unread().await, 2);
        one.ask(Method::POST, "/notifications/read", Some(json!({ "filter": "mentions" }))).await.expect(204);
        assert_eq!(unread().await, 2);
        assert_eq!(told(&one.ask(Method::POST, "/notifications/read", Some(json!({ "filter": "x" }))).await.expect(422))["errors"][0]["field"], "filter");
        one.ask(Method::POST, "/notifications/read", Some(json!({}))).await.expect(204);
        assert_eq!(unread().await, 0);
        // What is gone is told no more.
        camille.browser.post_once(&format!("/posts/{post}?_method=delete"), &[]).await.expect(303);
        app.settle().await;
        assert_eq!(one.get("/notifications").await["items"].as_array().unwrap().len(), 1);
        // Choices.
        let mut choices = one.get("/notifications/choices").await;
        let on = choices["on"].as_array_mut().unwrap();
        assert!(on.contains(&json!("reaction")) && !on.contains(&json!("announcement")));
        on.retain(|word| word != "reaction");
        one.ask(Method::PUT, "/notifications/choices", Some(choices.clone())).await.expect(204);
        assert_eq!(one.get("/notifications/choices").await, choices);
        for word in ["announcement", "x"] {
            assert_eq!(told(&one.ask(Method::PUT, "/notifications/choices", Some(json!({ "on": [word] }))).await.expect(422))["errors"][0]["field"], "on");
        }
        let again = camille.publish(app.company, "Encore").await;
        yanis.react(&format!("post:{again}"), "like", true).await.expect(303);
        app.settle().await;
        assert_eq!(unread().await, 0);
    }
}

both_engines! {
    async fn search_answers_as_its_page(app: FindingApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (one, partner) = (Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        let place = app.described_community(Kind::Open, "Pompes", "Ceux qui réparent", &camille).await;
        let closed = app.community(Kind::Closed, "Direction", &camille).await;
        let post = camille.publish(place, "À l’été, la pompe à chaleur est réparée #pompe").await;
        camille.publish(closed, "La pompe du bureau").await;
        app.settle().await;
        let found = one.get("/search?q=pompe").await;
        let group = |kind: &str| found["groups"].as_array().unwrap().iter().find(|group| group["kind"] == kind).unwrap().clone();
        assert_eq!((&group("posts")["count"], &group("communities")["count"], &group("topics")["count"], &found["building"]), (&json!(1), &json!(1), &json!(1), &json!(false)), "{found}");
        let item = group("posts")["items"][0].clone();
        assert_eq!((&item["subject"], &item["author"]["name"], &item["place"]["name"], &item["by"]), (&json!(format!("post:{post}")), &json!("Camille Rousset"), &json!("Pompes"), &Value::Null));
        // Marks are in characters.
        let characters: Vec<char> = item["extract"]["text"].as_str().unwrap().chars().collect();
        let place_of = |mark: &Value, end: &str| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
        let marks: Vec<String> = item["extract"]["marks"].as_array().unwrap().iter().map(|mark| characters[place_of(mark, "start")..place_of(mark, "end")].iter().collect()).collect();
        assert!(!marks.is_empty() && marks.iter().all(|mark| mark == "pompe"), "{item}");
        // Filters, one group, and nothing to a partner of no place.
        assert_eq!(one.get(&format!("/search?q=pompe&kind=posts&place={place}&by=camille&order=newest&page=1")).await["by"], camille.id.to_string());
        assert_eq!(one.get(&format!("/search?q=pompe&place={closed}")).await["total"], 0);
        assert_eq!(partner.get("/search?q=pompe").await["total"], 0);
        assert_eq!(one.get("/search/suggest?q=%23pom").await["items"].as_array().unwrap().len(), 1);
        for query in ["", "q=", "q=a&kind=x", "q=a&from=x", "q=a&page=0", "q=a&order=x", "q=a&format=novel", "q=a&language=xx", "q=a&place=x", "q=a&x=1"] {
            one.ask(Method::GET, &format!("/search?{query}"), None).await.expect(422);
        }
        // Kept searches.
        let kept = told(&one.ask(Method::POST, "/search/saved", Some(json!({ "query": "q=pompe&kind=posts" }))).await.expect(201));
        assert_eq!(told(&one.ask(Method::POST, "/search/saved", Some(json!({ "query": "q=pompe&kind=posts" }))).await.expect(201)), kept);
        assert_eq!(one.get("/search/saved").await["items"], json!([kept]));
        assert_eq!(told(&one.ask(Method::POST, "/search/saved", Some(json!({ "query": "x=1" }))).await.expect(422))["code"], "search.empty");
        let path = format!("/search/saved/{}", kept["id"].as_str().unwrap());
        partner.ask(Method::DELETE, &path, None).await.expect(404);
        one.ask(Method::DELETE, &path, None).await.expect(204);
        assert_eq!(one.get("/search/saved").await["items"], json!([]));
        let reader = Client::of(app, &yanis, &["content:read"]).await;
        reader.ask(Method::GET, "/search/saved", None).await.expect(403);
    }
}

both_engines! {
    async fn without_an_index_search_says_so(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let client = Client::of(app, &camille, &["content:read"]).await;
        assert_eq!(told(&client.ask(Method::GET, "/search?q=a", None).await.expect(503))["code"], "unavailable");
        assert_eq!(client.get("/search/suggest?q=a").await["items"], json!([]));
    }
}
