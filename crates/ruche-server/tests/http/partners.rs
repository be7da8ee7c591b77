//! Partners: companies with a contract, accesses that end with it, warnings before, and the way to prolong them.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines, key};
use serde_json::json;

const DAY: i64 = 86_400_000;

/// A day from now as a form holds it, in the zone of everyone here.
fn day(app: &TestApp, days: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(app.node.platform.now() + days * DAY).unwrap();
    at.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap()).date().to_string()
}

async fn add(app: &TestApp, name: &str, sponsor: &str, starts: &str, ends: &str) -> Answer {
    let once = key();
    let fields = [
        ("key", once.as_str()),
        ("name", name),
        ("kind", "supplier"),
        ("sponsor", sponsor),
        ("starts", starts),
        ("ends", ends),
        ("note", ""),
    ];
    app.admin.browser.post_once("/admin/partners/companies", &fields).await
}

async fn invite(app: &TestApp, name: &str, email: &str, company: &str, sponsor: &str, days: &str) -> Answer {
    let once = key();
    let fields = [("key", once.as_str()), ("name", name), ("email", email), ("company", company), ("sponsor", sponsor), ("ends", days)];
    app.admin.browser.post_once("/admin/partners", &fields).await
}

/// What stands beside the name of somebody in the administrators' list.
async fn listed(app: &TestApp, name: &str) -> String {
    let rows = app.admin.browser.get("/admin/partners").await.expect(200).texts("main ul.list li");
    rows.into_iter().find(|row| row.contains(name)).unwrap_or_default()
}

async fn told_of(app: &TestApp, who: &Someone) -> Vec<String> {
    app.sweep().await;
    app.settle().await;
    who.browser
        .get("/notifications")
        .await
        .expect(200)
        .texts(".notif p:first-child")
        .into_iter()
        .filter(|line| line.contains("accès se termine"))
        .collect()
}

both_engines! {
    async fn the_contract_of_a_company_bounds_its_people(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        // What is wrong is said at its field, and what was typed is kept.
        let (today, far) = (day(app, 0), day(app, 200));
        for (name, sponsor, starts, ends, field) in [
            ("", "", today.as_str(), far.as_str(), "name"),
            ("Delmas", "personne@orvane.example", &today, &far, "sponsor"),
            ("Delmas", "", "hier", &far, "starts"),
            ("Delmas", "", &today, "", "ends"),
            ("Delmas", "", &today, "2020-01-01", "ends"),
            ("Delmas", "", &far, &today, "ends"),
        ] {
            let refused = add(app, name, sponsor, starts, ends).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [field], "{name} {starts} {ends}");
            assert_eq!(refused.attributes("#starts", "value"), [starts]);
        }
        let page = add(app, "Delmas", &camille.email, &today, &far).await.expect(303).location().to_owned();
        // A name is one company's.
        assert_eq!(add(app, "delmas", "", &today, &far).await.expect(422).attributes("[aria-invalid=true]", "name"), ["name"]);
        // Nobody comes in for longer than the contract.
        let refused = invite(app, "Ana Delmas", "ana@delmas.example", "Delmas", "", "201").await.expect(422);
        assert_eq!(refused.attributes("[aria-invalid=true]", "name"), ["ends"]);
        for (name, email) in [("Ana Delmas", "ana@delmas.example"), ("Bruno Delmas", "bruno@delmas.example")] {
            invite(app, name, email, "Delmas", "", "150").await.expect(200);
        }
        let ana = app.admin.browser.get("/admin/partners").await.attributes("main ul.list a.btn", "href").remove(0);
        let beyond = app.admin.browser.post_once(&ana, &[("sponsor", ""), ("ends", "201")]).await.expect(422);
        assert_eq!(beyond.attributes("[aria-invalid=true]", "name"), ["ends"]);
        // It is said before that shortening the contract shortens theirs.
        let shown = app.admin.browser.get(&page).await.expect(200);
        assert!(shown.text().contains("Si vous l’avancez, l’accès de ses 2 personnes s’arrête ce jour-là au plus tard"));
        let soon = day(app, 10);
        let fields = [("name", "Delmas"), ("kind", "client"), ("sponsor", camille.email.as_str()), ("starts", today.as_str()), ("ends", soon.as_str()), ("note", "À revoir")];
        app.admin.browser.post_once(&page, &fields).await.expect(303);
        assert!(listed(app, "Ana Delmas").await.contains("Fin proche"));
        let shown = app.admin.browser.get(&page).await;
        assert_eq!((shown.attributes("[name=kind][checked]", "value"), shown.texts("#note")), (vec!["client".to_owned()], vec!["À revoir".to_owned()]));
        // Renewed in one go.
        for wrong in ["", "2020-01-01"] {
            let refused = app.admin.browser.post_once(&format!("{page}/renewal"), &[("until", wrong)]).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), ["until"]);
        }
        let next = day(app, 300);
        app.admin.browser.post_once(&format!("{page}/renewal"), &[("until", &next)]).await.expect(303);
        assert!(!listed(app, "Ana Delmas").await.contains("Fin proche") && !listed(app, "Bruno Delmas").await.contains("Fin proche"));
        // The end of the contract is the end of its people: nothing else is needed.
        app.clock.advance(301 * DAY);
        app.sweep().await;
        app.admin.sign_in_again().await;
        assert!(listed(app, "Ana Delmas").await.contains("A quitté le réseau"));
        assert!(app.admin.browser.get(&page).await.has("Contrat terminé"));
        camille.sign_in_again().await;
        for path in ["/admin/partners", page.as_str(), "/admin/partners/companies/new"] {
            camille.browser.get(path).await.expect(404);
        }
        app.admin.browser.get("/admin/partners/companies/9").await.expect(404);
    }
}

both_engines! {
    async fn those_who_answer_are_warned_once_each_and_prolong(app: TestApp) {
        let (camille, yanis, paul) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Paul Sorel").await);
        add(app, "Delmas", &yanis.email, &day(app, 0), &day(app, 90)).await.expect(303);
        let made = invite(app, "Ana Delmas", "ana@delmas.example", "Delmas", &camille.email, "60").await.expect(200);
        let password = made.texts(".callout .code").remove(0);
        let ana = app.stranger();
        ana.sign_in("ana@delmas.example", &password).await;
        assert!(!ana.get("/").await.expect(200).has("Votre accès se termine"));
        assert!(told_of(app, &camille).await.is_empty(), "there is time");
        app.clock.advance(31 * DAY);
        for who in [&camille, &yanis, &paul] {
            who.sign_in_again().await;
        }
        for who in [&camille, &yanis] {
            let told = told_of(app, who).await;
            assert!(told.len() == 1 && told[0].contains("Dans 30 jours au plus") && told[0].contains("Ana Delmas, Delmas"), "{told:?}");
        }
        assert!(told_of(app, &paul).await.is_empty(), "only those who answer");
        assert_eq!(told_of(app, &camille).await.len(), 1, "once");
        ana.sign_in("ana@delmas.example", &password).await;
        assert!(ana.get("/").await.expect(200).text().contains("Camille Rousset peut le prolonger"));
        app.clock.advance(22 * DAY);
        for who in [&camille, &yanis, &paul] {
            who.sign_in_again().await;
        }
        let told = told_of(app, &camille).await;
        assert!(told.len() == 2 && told[0].contains("Dans 7 jours au plus"), "{told:?}");
        // Whoever answers for the person or the company finds them, and nobody else.
        let page = camille.browser.get("/partners/mine").await.expect(200).attributes("main .list a.btn", "href").remove(0);
        assert!(camille.browser.get("/menu").await.has("/partners/mine") && !paul.browser.get("/menu").await.has("/partners/mine"));
        assert!(yanis.browser.get("/partners/mine").await.has("Ana Delmas"));
        assert!(paul.browser.get("/partners/mine").await.expect(200).has("Vous ne répondez d’aucun partenaire"));
        paul.browser.get(&page).await.expect(404);
        paul.browser.post_once(&format!("{page}/end?_method=put"), &[("ends", &day(app, 20))]).await.expect(404);
        ana.sign_in("ana@delmas.example", &password).await;
        for path in ["/partners/mine", page.as_str()] {
            ana.get(path).await.expect(404);
        }
        // To the end of the contract, which is in 37 days, and no further.
        for (ends, says) in [(day(app, 60), "un administrateur peut le renouveler"), (day(app, 2), "après la fin actuelle"), ("bientôt".into(), "le dernier jour")] {
            let refused = camille.browser.post_once(&format!("{page}/end?_method=put"), &[("ends", &ends)]).await.expect(422);
            assert!(refused.texts(".error").concat().contains(says), "{ends}");
            assert_eq!(refused.attributes("#ends", "value"), [ends]);
        }
        camille.browser.post_once(&format!("{page}/end?_method=put"), &[("ends", &day(app, 36))]).await.expect(303);
        assert!(!ana.get("/").await.expect(200).has("Votre accès se termine"));
        // Warned again before the new end.
        app.clock.advance(10 * DAY);
        camille.sign_in_again().await;
        assert_eq!(told_of(app, &camille).await.iter().filter(|line| line.contains("Dans 30 jours au plus")).count(), 1);
        // Whoever leaves is replaced by the administrator who closes the account, for companies as for people.
        app.admin.sign_in_again().await;
        app.close_account(&yanis).await;
        app.close_account(&camille).await;
        let list = app.admin.browser.get("/admin/partners").await.expect(200);
        assert!(!list.has("Garant parti") && app.admin.browser.get("/partners/mine").await.has("Ana Delmas"));
        // The end itself.
        app.clock.advance(27 * DAY);
        ana.post("/sign-in", &[("login", "ana@delmas.example"), ("password", &password), ("back", "/")]).await.expect(422);
    }
}

both_engines! {
    async fn companies_and_ends_are_in_the_api(app: TestApp) {
        let (camille, paul) = (app.employee("Camille Rousset").await, app.employee("Paul Sorel").await);
        let (admin, one, other) = (Client::of(app, &app.admin, &["admin"]).await, Client::of(app, &camille, &ALL).await, Client::of(app, &paul, &ALL).await);
        let company = |ends: String| json!({ "name": "Delmas", "kind": "supplier", "sponsor": camille.email, "starts": day(app, 0), "ends": ends });
        for (kind, field) in [("friend", "kind"), ("", "kind")] {
            let mut wrong = company(day(app, 90));
            wrong["kind"] = json!(kind);
            assert_eq!(told(&admin.ask(Method::POST, "/admin/partners/companies", Some(wrong)).await.expect(422))["errors"][0]["field"], field);
        }
        let made = told(&admin.ask(Method::POST, "/admin/partners/companies", Some(company(day(app, 90)))).await.expect(201));
        assert_eq!((&made["sponsor"], &made["ends"], &made["people"]), (&json!("Camille Rousset"), &json!(day(app, 90)), &json!(0)));
        let path = format!("/admin/partners/companies/{}", made["id"].as_str().unwrap());
        let partner = json!({ "name": "Ana Delmas", "email": "ana@delmas.example", "company": "Delmas", "ends": 60 });
        let ana = told(&admin.ask(Method::POST, "/admin/partners", Some(partner)).await.expect(201));
        let end = format!("/partners/{}/end", ana["id"].as_str().unwrap());
        assert_eq!(one.get("/partners").await["items"].as_array().unwrap().len(), 1);
        assert_eq!(other.get("/partners").await["items"].as_array().unwrap().len(), 0);
        other.ask(Method::PUT, &end, Some(json!({ "ends": day(app, 70) }))).await.expect(404);
        one.ask(Method::PUT, &end, Some(json!({ "ends": day(app, 91) }))).await.expect(422);
        one.ask(Method::PUT, &end, Some(json!({ "ends": day(app, 90) }))).await.expect(200);
        let shorter = told(&admin.ask(Method::PUT, &path, Some(company(day(app, 20)))).await.expect(200));
        assert_eq!(shorter["ends"], day(app, 20));
        let before = one.get("/partners").await["items"][0]["ends_at"].clone();
        admin.ask(Method::POST, &format!("{path}/renewal"), Some(json!({ "until": day(app, 40) }))).await.expect(200);
        assert_ne!(one.get("/partners").await["items"][0]["ends_at"], before);
        assert_eq!(admin.get("/admin/partners/companies").await["items"][0]["people"], 1);
    }
}

both_engines! {
    async fn whoever_comments_is_told_which_companies_read(app: TestApp) {
        let (camille, ana) = (app.employee("Camille Rousset").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        let (post, open) = (camille.publish(place, "Le plan").await, camille.publish(app.company, "À tous").await);
        let comment = camille.comment(post, "Un avis").await;
        let said = async |who: &Someone, path: String| who.browser.get(&path).await.expect(200).texts("form.reply .audience").concat();
        assert_eq!(said(&camille, format!("/posts/{post}")).await, "");
        app.join(place, &camille, &ana).await;
        for path in [format!("/posts/{post}"), format!("/comments/{comment}/reply"), format!("/comments/{comment}/edit")] {
            assert_eq!(said(&camille, path).await, "Lu aussi à l’extérieur : Delmas Logistique");
        }
        assert_eq!(said(&camille, format!("/posts/{open}")).await, "");
        // The name of a company that changes is the new one wherever its people are named.
        let page = app.admin.browser.get("/admin/partners").await.attributes(".card-head a.name", "href").remove(0);
        let (today, end) = (day(app, 0), day(app, 400));
        let fields = [("name", "Delmas Frères"), ("kind", "supplier"), ("sponsor", ""), ("starts", today.as_str()), ("ends", end.as_str()), ("note", "")];
        app.admin.browser.post_once(&page, &fields).await.expect(303);
        app.settle().await;
        assert!(said(&camille, format!("/posts/{post}")).await.contains("Delmas Frères"));
        assert!(camille.browser.get(&format!("/members/{}", ana.id)).await.has("Delmas Frères"));
    }
}
