//! The organisation: who reports to whom, units and sites, as pages and in the API; who may say what; what partners never meet.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_kernel::MemberId;
use ruche_testkit::{Answer, Kind, Someone, TestApp, both_engines};
use serde_json::{Value, json};

/// Every scope of an administrator.
const ADMIN: [&str; 3] = ["people:read", "people:write", "admin"];

/// Says by the form whom somebody reports to.
async fn report(who: &Someone, member: MemberId, manager: &str) -> Answer {
    who.browser.post_once(&format!("/members/{member}/manager"), &[("manager", manager)]).await
}

/// Saves the own profile with a unit and a site.
async fn placed(who: &Someone, unit: &str, site: &str) -> Answer {
    let fields = [("name", who.name), ("title", "Conseil"), ("unit", unit), ("site", site), ("phone", ""), ("languages", ""), ("bio", "")];
    who.browser.post_once("/settings", &fields).await
}

/// The direct reports and the whole team of somebody, as the API tells.
async fn team(app: &TestApp, reader: &Someone, member: MemberId) -> (i64, i64) {
    let client = Client::of(app, reader, &ALL).await;
    let chain = client.get(&format!("/members/{member}/reporting")).await;
    let own = chain["items"].as_array().unwrap().last().unwrap().clone();
    (own["reports"].as_i64().unwrap(), own["team"].as_i64().unwrap())
}

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|one| one["member"]["name"].as_str().unwrap()).collect()
}

both_engines! {
    async fn the_chart_is_what_people_say_of_whom_they_report_to(app: TestApp) {
        let (sophie, elodie, nora) = (app.employee("Sophie Nguyen").await, app.employee("Élodie Marchetti").await, app.employee("Nora Belkacem").await);
        let (camille, leo) = (app.employee("Camille Rousset").await, app.employee("Léo Martineau").await);
        let empty = camille.browser.get("/organisation").await.expect(200);
        assert!(empty.has("L’organigramme est vide"), "{}", empty.body);
        // By the whole name however it is typed, by the address.
        report(&camille, camille.id, "nora BELKACEM").await.expect(303);
        report(&leo, leo.id, &nora.email).await.expect(303);
        report(&nora, nora.id, "Elodie Marchetti").await.expect(303);
        report(&elodie, elodie.id, "Sophie Nguyen").await.expect(303);
        report(&elodie, elodie.id, "Sophie Nguyen").await.expect(303);
        assert_eq!((team(app, &camille, sophie.id).await, team(app, &camille, elodie.id).await, team(app, &camille, nora.id).await), ((1, 4), (1, 3), (2, 2)));
        let chart = camille.browser.get("/organisation").await.expect(200);
        assert_eq!(chart.texts(".org-node[aria-current] .name"), ["Sophie Nguyen", "Élodie Marchetti", "Nora Belkacem", "Camille Rousset"]);
        assert_eq!(chart.texts(".level-row.last .name"), ["Camille Rousset", "Léo Martineau"]);
        assert!(chart.has("5 personnes placées sur 6"), "{}", chart.text());
        // Around somebody else; and who has no place yet is told so.
        let around = camille.browser.get(&format!("/organisation/{}", sophie.id)).await.expect(200);
        assert_eq!((around.texts(".level-row").len(), around.texts(".level-row.last .name")), (2, vec!["Élodie Marchetti".to_owned()]));
        assert!(app.admin.browser.get("/organisation").await.expect(200).has("Vous n’avez pas encore de responsable ici"));
        // On the profile: whom one reports to, colleagues, reports.
        let profile = leo.browser.get(&format!("/members/{}", nora.id)).await.expect(200);
        assert_eq!(profile.texts("aside .list .name"), ["Élodie Marchetti", "Camille Rousset", "Léo Martineau"]);
        let profile = leo.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        assert_eq!(profile.texts("aside .list .meta"), ["Responsable", "Collègue"]);
        // Who reports to nobody, or to whom nobody does, has an empty list, not an error.
        assert!(leo.browser.get(&format!("/organisation/{}/reports", leo.id)).await.expect(200).has("Aucune personne ne lui est rattachée"));
        assert_eq!(leo.browser.get(&format!("/organisation/{}/reports", nora.id)).await.expect(200).texts(".list .name"), ["Camille Rousset", "Léo Martineau"]);
        assert_eq!(leo.browser.get("/organisation/0/reports").await.expect(200).texts(".list .name"), ["Sophie Nguyen"]);
        // Refused at the field, what was typed is kept.
        for (who, typed, sentence) in [
            (&sophie, "Camille Rousset", "dépend déjà"),
            (&nora, "Nora Belkacem", "soi-même"),
            (&nora, "Personne Connu", "Aucun collègue ne s’appelle ainsi"),
            (&nora, "", "Aucun collègue ne s’appelle ainsi"),
        ] {
            let refused = report(who, who.id, typed).await.expect(422);
            assert!(refused.has(sentence) && refused.attributes("#manager", "value") == [typed], "{typed}: {}", refused.text());
        }
        // Whoever is reported to sends somebody back; nobody else does, nor says it of another.
        leo.browser.post_once(&format!("/members/{}/manager?_method=delete", camille.id), &[]).await.expect(404);
        report(&leo, camille.id, "Léo Martineau").await.expect(404);
        nora.browser.post_once(&format!("/members/{}/manager?_method=delete", camille.id), &[]).await.expect(303);
        assert_eq!((team(app, &leo, nora.id).await, team(app, &leo, sophie.id).await), ((1, 1), (1, 3)));
        // An administrator says it of anyone.
        leo.browser.get(&format!("/members/{}/manager", camille.id)).await.expect(404);
        app.admin.browser.get(&format!("/members/{}/manager", camille.id)).await.expect(200);
        let refused = report(&app.admin, camille.id, "Camille Rousset").await.expect(422);
        assert!(refused.has("soi-même") && refused.has("Responsable de Camille Rousset"));
        report(&app.admin, camille.id, "Nora Belkacem").await.expect(303);
        // Who leaves is replaced by whoever was above, and counted no more.
        app.close_account(&nora).await;
        assert_eq!((team(app, &leo, elodie.id).await, team(app, &leo, sophie.id).await), ((2, 2), (1, 3)));
        leo.browser.get(&format!("/organisation/{}", nora.id)).await.expect(404);
        report(&leo, leo.id, "Nora Belkacem").await.expect(422);
        assert_eq!(leo.browser.get("/organisation").await.texts(".level-row.last .name"), ["Camille Rousset", "Léo Martineau"]);
        // The one on top leaves: whoever is below is on top.
        app.close_account(&sophie).await;
        assert_eq!(leo.browser.get("/organisation").await.texts(".org-node[aria-current] .name"), ["Élodie Marchetti", "Léo Martineau"]);
    }
}

both_engines! {
    async fn a_deep_chart_ends_and_never_turns_in_a_circle(app: TestApp) {
        let people = &app.node.people;
        let admin = ruche_kernel::Actor { id: app.admin.id, kind: ruche_kernel::MemberKind::Employee, role: ruche_kernel::Role::Admin, company: app.company, circle: None };
        let mut chain = Vec::new();
        for n in 0..32 {
            let member = ruche_people::members::actions::NewMember { name: format!("Niveau {n:02}"), username: Some(format!("niveau-{n}")), ..Default::default() };
            chain.push(ruche_people::members::actions::create(people, &member).await.unwrap());
        }
        let set = async |of: usize, to: usize| ruche_people::organisation::actions::set_manager(people, &admin, chain[of], Some(chain[to])).await;
        // From below upwards, so that the height counts and not only the way up.
        for n in (1..30).rev() {
            set(n, n - 1).await.unwrap();
        }
        assert!(set(30, 29).await.is_err(), "31 levels");
        assert!(set(0, 30).await.is_err(), "31 levels, from above");
        assert!(set(0, 29).await.is_err(), "a circle");
        set(30, 28).await.unwrap();
        assert_eq!((team(app, &app.admin, chain[0]).await, team(app, &app.admin, chain[28]).await), ((1, 30), (2, 2)));
        // At once from both ends: one of the two is a circle, whichever comes second.
        let (a, b) = (app.employee("Ada Un").await, app.employee("Bea Deux").await);
        let (first, second) = tokio::join!(report(&a, a.id, "Bea Deux"), report(&b, b.id, "Ada Un"));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }
}

both_engines! {
    async fn units_and_sites_are_made_by_naming_them_and_hold_their_people(app: FindingApp) {
        let (camille, leo, nora) = (app.employee("Camille Rousset").await, app.employee("Léo Martineau").await, app.employee("Nora Belkacem").await);
        for (who, unit, site) in [(&camille, "Atelier", "Lyon"), (&leo, " ATELIER ", "lyon"), (&nora, "Ventes", "Vienne")] {
            placed(who, unit, site).await.expect(303);
        }
        let client = Client::of(app, &camille, &ALL).await;
        let sites = client.get("/sites").await;
        let told_sites: Vec<_> = sites["items"].as_array().unwrap().iter().map(|site| (site["name"].as_str().unwrap(), site["people"].as_i64().unwrap())).collect();
        assert_eq!(told_sites, [("Lyon", 2), ("Vienne", 1)]);
        assert_eq!(leo.browser.get("/settings").await.expect(200).attributes("#unit", "value"), ["Atelier"], "one name, as it was first written");
        let units = client.get("/units").await;
        let id_of = |list: &Value, name: &str| list["items"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()["id"].as_str().unwrap().to_owned();
        let (workshop, sales, lyon) = (id_of(&units, "Atelier"), id_of(&units, "Ventes"), id_of(&sites, "Lyon"));
        assert_eq!(names(&client.get(&format!("/units/{workshop}/members")).await), ["Camille Rousset", "Léo Martineau"]);
        assert_eq!(names(&client.get(&format!("/sites/{lyon}/members")).await), ["Camille Rousset", "Léo Martineau"]);
        // Administrators make, move, rename and describe; others find no way to.
        let form = |name: &'static str, parent: &'static str, lead: &'static str| [("name", name), ("parent", parent), ("about", "Ce qui roule"), ("lead", lead)];
        camille.browser.post_once(&format!("/units/{workshop}"), &form("Autre", "", "")).await.expect(404);
        camille.browser.get("/units/new").await.expect(404);
        app.admin.browser.post_once(&format!("/units/{workshop}"), &form("Atelier mécanique", "ventes", "Léo Martineau")).await.expect(303);
        for (name, parent, lead, field) in [("", "", "", "name"), ("Ventes", "Absente", "", "parent"), ("Ventes", "Atelier mécanique", "", "parent"), ("Ventes", "", "Personne Ici", "lead"), ("A › B", "", "", "name")] {
            let refused = app.admin.browser.post_once(&format!("/units/{sales}"), &form(name, parent, lead)).await.expect(422);
            assert_eq!((refused.attributes("[aria-invalid=true]", "name"), refused.attributes("#parent", "value")), (vec![field.to_owned()], vec![parent.to_owned()]));
        }
        app.settle().await;
        let page = camille.browser.get(&format!("/units/{workshop}")).await.expect(200);
        assert!(page.has("Ce qui roule") && page.has("Responsable de l’unité") && page.texts(".crumbs a") == ["Ventes"], "{}", page.text());
        assert_eq!(camille.browser.get("/settings").await.attributes("#unit", "value"), ["Atelier mécanique"]);
        assert!(nora.browser.get("/search?q=m%C3%A9canique&kind=members").await.expect(200).has("Camille Rousset"), "found by the new name");
        assert_eq!(camille.browser.get("/units").await.expect(200).texts(".list .meta"), ["3 personnes"], "with those below");
        // A second workshop elsewhere: its name alone is in doubt, its path is not.
        let key = ("key", "unit-1");
        for _ in 0..2 {
            let made = app.admin.browser.post_once("/units", &[key, ("name", "Atelier mécanique"), ("parent", ""), ("about", ""), ("lead", "")]).await.expect(303);
            app.admin.browser.get(made.location()).await.expect(200);
        }
        assert_eq!(client.get("/units").await["items"].as_array().unwrap().len(), 2, "sent twice is made once");
        let twin = app.admin.browser.post_once("/units", &[("key", "unit-2"), ("name", "atelier mecanique"), ("parent", ""), ("about", ""), ("lead", "")]).await.expect(422);
        assert!(twin.has("porte déjà ce nom"));
        app.admin.browser.post_once("/units", &[("key", "unit-3"), ("name", "Atelier mécanique"), ("parent", "Ventes › Atelier mécanique"), ("about", ""), ("lead", "")]).await.expect(303);
        let nested = client.get(&format!("/units?parent={workshop}")).await;
        let nested = id_of(&nested, "Atelier mécanique");
        app.admin.browser.post_once("/units", &[("key", "unit-4"), ("name", "Pièces"), ("parent", ""), ("about", ""), ("lead", "")]).await.expect(303);
        app.admin.browser.post_once("/units", &[("key", "unit-5"), ("name", "Pièces"), ("parent", "Ventes"), ("about", ""), ("lead", "")]).await.expect(303);
        placed(&nora, "Pièces", "Vienne").await.expect(303);
        app.admin.browser.post_once("/units", &[("key", "unit-6"), ("name", "Stocks"), ("parent", "Ventes"), ("about", ""), ("lead", "")]).await.expect(303);
        let stocks_of = ["Pièces", "Ventes › Pièces"];
        for path in stocks_of {
            app.admin.browser.post_once("/units", &[("key", path), ("name", "Réserve"), ("parent", path), ("about", ""), ("lead", "")]).await.expect(303);
        }
        let refused = placed(&nora, "Réserve", "Vienne").await.expect(422);
        assert_eq!((refused.attributes("[aria-invalid=true]", "name"), refused.attributes("#unit", "value")), (vec!["unit".to_owned()], vec!["Réserve".to_owned()]));
        placed(&nora, "Ventes > Pièces > Réserve", "Vienne").await.expect(303);
        assert_eq!(nora.browser.get("/settings").await.attributes("#unit", "value"), ["Réserve"]);
        // Her form brings her own unit back by its name alone: she stays where she is.
        placed(&nora, "Réserve", "Vienne").await.expect(303);
        // Not empty is not taken away; empty is.
        app.admin.browser.post_once(&format!("/units/{workshop}?_method=delete"), &[]).await.expect(409);
        app.admin.browser.post_once(&format!("/units/{nested}?_method=delete"), &[]).await.expect(303);
        camille.browser.get(&format!("/units/{nested}")).await.expect(404);
        // A site: a new name on every profile, a zone, a place on the map.
        let site = |name: &'static str, zone: &'static str, latitude: &'static str, longitude: &'static str| [("name", name), ("address", "14 rue des Tisseurs"), ("zone", zone), ("latitude", latitude), ("longitude", longitude)];
        camille.browser.get(&format!("/sites/{lyon}/edit")).await.expect(404);
        for (name, zone, latitude, longitude, field) in [("", "", "", "", "name"), ("Lyon", "Lune/Mer", "", "", "zone"), ("Lyon", "", "91", "4", "latitude"), ("Lyon", "", "45", "", "longitude"), ("Vienne", "", "", "", "name")] {
            let refused = app.admin.browser.post_once(&format!("/sites/{lyon}"), &site(name, zone, latitude, longitude)).await.expect(422);
            assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [field]);
        }
        assert!(camille.browser.get("/sites").await.expect(200).attributes(".map circle", "r").is_empty(), "no place on the map yet");
        app.admin.browser.post_once(&format!("/sites/{lyon}"), &site("Lyon Gerland", "Indian/Reunion", "45,731", "4.832")).await.expect(303);
        app.settle().await;
        let page = camille.browser.get("/sites").await.expect(200);
        assert_eq!((page.attributes(".map circle", "cx"), page.attributes(".map circle", "cy")), (vec!["4.832".to_owned()], vec!["-45.731".to_owned()]));
        assert!(page.has("là-bas"), "the hour there");
        assert_eq!(app.admin.browser.get(&format!("/sites/{lyon}/edit")).await.attributes("#latitude", "value"), ["45.731"]);
        assert_eq!(camille.browser.get("/settings").await.attributes("#site", "value"), ["Lyon Gerland"]);
        assert_eq!(client.get(&format!("/sites/{lyon}")).await["longitude"], json!(4.832));
        // The directory by unit, with those below, and by site.
        let listed = async |query: &str| camille.browser.get(&format!("/members?{query}")).await.expect(200).texts("main .name");
        assert_eq!(listed(&format!("unit={sales}")).await, ["Camille Rousset", "Léo Martineau", "Nora Belkacem"]);
        assert_eq!(listed(&format!("unit={sales}&site={lyon}&view=cards")).await, ["Camille Rousset", "Léo Martineau"]);
        assert_eq!(listed(&format!("site={lyon}&q=leo")).await, ["Léo Martineau"]);
        // What people of a site can do, and how many.
        for who in [&camille, &leo] {
            who.browser.post_once("/settings/skills", &[("name", "Soudure"), ("level", "able")]).await.expect(303);
        }
        assert_eq!(camille.browser.get(&format!("/sites/{lyon}")).await.expect(200).texts(".skills .chip"), ["Soudure 2"]);
        // Who leaves is counted no more, and leads nothing.
        app.close_account(&leo).await;
        assert_eq!(camille.browser.get(&format!("/sites/{lyon}")).await.texts("#people"), ["1 personne"]);
        assert!(!camille.browser.get(&format!("/units/{workshop}")).await.has("Responsable de l’unité"));
    }
}

both_engines! {
    async fn those_who_came_from_elsewhere_are_placed_within_a_minute(app: TestApp) {
        let member = |name: &str, unit: &str| ruche_people::members::actions::NewMember { name: name.into(), username: Some(name.to_lowercase()), unit: unit.into(), site: "Lyon".into(), ..Default::default() };
        let mut ids = Vec::new();
        for (name, unit) in [("Ada", "Ventes › Sud"), ("Bea", "Sud"), ("Cle", "›")] {
            ids.push(ruche_people::members::actions::create(&app.node.people, &member(name, unit)).await.unwrap());
        }
        app.sweep().await;
        let client = Client::of(app, &app.admin, &ADMIN).await;
        let units = client.get("/units").await;
        assert_eq!((units["items"][0]["name"].clone(), units["items"][0]["people"].clone(), units["items"].as_array().unwrap().len()), (json!("Ventes"), json!(2), 1));
        assert_eq!(client.get("/sites").await["items"][0]["people"], json!(3));
        let profile = client.get(&format!("/members/{}", ids[0])).await;
        assert_eq!((profile["unit"].clone(), profile["site"].clone()), (json!("Sud"), json!("Lyon")));
    }
}

both_engines! {
    async fn partners_and_strangers_meet_nothing_of_the_organisation(app: TestApp) {
        let (camille, nora, ana) = (app.employee("Camille Rousset").await, app.employee("Nora Belkacem").await, app.partner("Ana Delmas").await);
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        report(&camille, camille.id, "Nora Belkacem").await.expect(303);
        placed(&camille, "Ventes", "Lyon").await.expect(303);
        let client = Client::of(app, &camille, &ALL).await;
        let (unit, site) = (client.get("/units").await["items"][0]["id"].clone(), client.get("/sites").await["items"][0]["id"].clone());
        let (unit, site) = (unit.as_str().unwrap(), site.as_str().unwrap());
        let pages = ["/organisation".to_owned(), format!("/organisation/{}", camille.id), format!("/organisation/{}/reports", nora.id), "/settings/team".into(), "/units".into(), format!("/units/{unit}"), "/sites".into(), format!("/sites/{site}")];
        for page in &pages {
            camille.browser.get(page).await.expect(200);
            ana.browser.get(page).await.expect(404);
            assert_eq!(app.stranger().get(page).await.path, "/sign-in");
        }
        let of_ana = Client::of(app, &ana, &ALL).await;
        for path in ["organisation".to_owned(), format!("members/{}/reporting", camille.id), format!("members/{}/reports", nora.id), "units".into(), format!("units/{unit}"), format!("units/{unit}/members"), "sites".into(), format!("sites/{site}"), format!("sites/{site}/members")] {
            client.get(&format!("/{path}")).await;
            of_ana.ask(Method::GET, &format!("/{path}"), None).await.expect(404);
        }
        of_ana.ask(Method::PUT, &format!("/members/{}/manager", ana.id), Some(json!({ "manager": nora.id.to_string() }))).await.expect(404);
        // She sees Camille, whom she works with: no word of Nora, and no page of a site.
        let seen = ana.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        assert!(seen.has("Lyon") && !seen.has("Nora") && !seen.has("/sites/") && !seen.has("/organisation"), "{}", seen.body);
        // A partner reports to nobody here, and nobody to a partner; her own unit is of her company.
        report(&camille, camille.id, &ana.email).await.expect(422);
        report(&app.admin, ana.id, "Nora Belkacem").await.expect(404);
        placed(&ana, "Quais", "Toulon").await.expect(303);
        assert_eq!(client.get("/units").await["items"].as_array().unwrap().len(), 1);
        // The API does what the pages do.
        client.ask(Method::DELETE, &format!("/members/{}/manager", camille.id), None).await.expect(204);
        client.ask(Method::DELETE, &format!("/members/{}/manager", camille.id), None).await.expect(204);
        client.ask(Method::PUT, &format!("/members/{}/manager", camille.id), Some(json!({ "manager": nora.id.to_string() }))).await.expect(204);
        assert_eq!(names(&client.get("/organisation").await), ["Nora Belkacem"]);
        assert_eq!(names(&client.get(&format!("/members/{}/reports", nora.id)).await), ["Camille Rousset"]);
        client.ask(Method::POST, "/units", Some(json!({ "name": "Achats" }))).await.expect(403);
        Client::of(app, &camille, &ADMIN).await.ask(Method::POST, "/units", Some(json!({ "name": "Achats" }))).await.expect(404);
        let admin = Client::of(app, &app.admin, &ADMIN).await;
        let sent = json!({ "name": "Achats", "parent": "Ventes", "lead": "Nora Belkacem" });
        let made = told(&admin.keyed("/units", "once", sent.clone()).await.expect(201));
        assert_eq!(told(&admin.keyed("/units", "once", sent).await.expect(201))["id"], made["id"]);
        let path = format!("/units/{}", made["id"].as_str().unwrap());
        let changed = told(&admin.ask(Method::PUT, &path, Some(json!({ "name": "Achats directs" }))).await.expect(200));
        assert_eq!((changed["name"].clone(), changed["parent"].clone(), changed["lead"].clone()), (json!("Achats directs"), Value::Null, Value::Null));
        admin.ask(Method::DELETE, &path, None).await.expect(204);
        let moved = told(&admin.ask(Method::PUT, &format!("/sites/{site}"), Some(json!({ "name": "Lyon", "latitude": 45.7, "longitude": -4 }))).await.expect(200));
        assert_eq!((moved["latitude"].clone(), moved["longitude"].clone()), (json!(45.7), json!(-4.0)));
    }
}

both_engines! {
    async fn whoever_is_named_as_manager_is_told(app: TestApp) {
        let (nora, leo, camille) = (app.employee("Nora Petit").await, app.employee("Léo Blanc").await, app.employee("Camille Rousset").await);
        let told = async |who: &Someone| {
            app.settle().await;
            who.browser.get("/notifications").await.expect(200).texts(".notif p:first-child")
        };
        report(&camille, camille.id, "nora.petit@orvane.example").await.expect(303);
        assert_eq!(told(&nora).await, ["Camille Rousset vous indique comme responsable et rejoint votre équipe"]);
        report(&app.admin, leo.id, "nora.petit@orvane.example").await.expect(303);
        assert_eq!(told(&nora).await[0], format!("{} a placé Léo Blanc dans votre équipe", app.admin.name));
        // Nobody else is told, not even the one who was placed; and who names another manager is in that team no more.
        assert_eq!(told(&leo).await, Vec::<String>::new());
        report(&camille, camille.id, "leo.blanc@orvane.example").await.expect(303);
        assert_eq!(told(&nora).await.len(), 1, "what is no longer so is not told");
        assert_eq!(told(&leo).await, ["Camille Rousset vous indique comme responsable et rejoint votre équipe"]);
        assert_eq!(told(&camille).await, Vec::<String>::new());
        // Who names themselves in another's place is told by the page, not by the bell.
        report(&app.admin, camille.id, &app.admin.email).await.expect(303);
        assert_eq!(told(&app.admin).await, Vec::<String>::new());
    }
}
