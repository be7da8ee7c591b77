//! The API of people: communities, members, delegates, tokens, administering.

use super::api::{ALL, Client, told};
use reqwest::Method;
use ruche_testkit::{Kind, both_engines, key};
use serde_json::{Value, json};

/// The values of a field of what a list holds.
fn each(list: &Value, pointer: &str) -> Vec<String> {
    list["items"].as_array().unwrap().iter().map(|one| one.pointer(pointer).unwrap().as_str().unwrap().to_owned()).collect()
}

both_engines! {
    async fn communities_are_made_once_listed_and_set(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (owner, other, partner) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        let once = key();
        let made = owner.keyed("/communities", &once, json!({ "name": "Réseau Nord", "kind": "closed" })).await.expect(201);
        let again = owner.keyed("/communities", &once, json!({ "name": "Réseau Nord", "kind": "closed" })).await.expect(201);
        let community = told(&made);
        assert_eq!(community["id"], told(&again)["id"]);
        assert_eq!(told(&owner.keyed("/communities", &once, json!({ "name": "Autre", "kind": "open" })).await.expect(409))["code"], "conflict");
        let path = format!("/communities/{}", community["id"].as_str().unwrap());
        assert_eq!(made.headers["location"], format!("/api/v1{path}"));
        assert_eq!((&community["role"], &community["members"], &community["reviewed"], &community["language"]), (&json!("owner"), &json!(1), &json!(false), &json!("fr")));
        for (sent, code, field) in [
            (json!({ "name": " ", "kind": "open" }), "communities.name_missing", Some("name")),
            (json!({ "name": "X", "kind": "secret" }), "communities.kind_unknown", Some("kind")),
            (json!({ "name": "X", "kind": "open", "hue": 400 }), "communities.hue_unknown", Some("hue")),
            (json!({ "name": "X", "kind": "open", "icon": "skull" }), "communities.icon_unknown", Some("icon")),
            (json!({ "name": "X", "kind": "open", "owner": "1" }), "api.body_wrong", None),
        ] {
            let problem = told(&owner.ask(Method::POST, "/communities", Some(sent.clone())).await.expect(422));
            assert_eq!((problem["code"].as_str(), problem["errors"][0]["field"].as_str()), (Some(code), field), "{sent}");
        }
        // Partners make none. From outside a closed one is named, not counted.
        partner.ask(Method::POST, "/communities", Some(json!({ "name": "X", "kind": "open" }))).await.expect(404);
        let outside = other.get(&path).await;
        assert_eq!((&outside["name"], &outside["reads"], &outside["members"], &outside["reviewed"]), (&json!("Réseau Nord"), &json!(false), &Value::Null, &Value::Null));
        partner.ask(Method::GET, &path, None).await.expect(404);
        // Settings: what is not said stays; opening the past is said twice.
        other.ask(Method::PATCH, &path, Some(json!({ "name": "Le mien" }))).await.expect(403);
        partner.ask(Method::PATCH, &path, Some(json!({ "name": "Le mien" }))).await.expect(404);
        let changed = told(&owner.ask(Method::PATCH, &path, Some(json!({ "description": "Pompes", "reviewed": true }))).await.expect(200));
        assert_eq!((&changed["name"], &changed["description"], &changed["kind"], &changed["reviewed"]), (&json!("Réseau Nord"), &json!("Pompes"), &json!("closed"), &json!(true)));
        let open = told(&owner.ask(Method::PATCH, &path, Some(json!({ "kind": "open" }))).await.expect(422));
        assert_eq!(open["errors"][0]["field"], "open_past");
        owner.ask(Method::PATCH, &path, Some(json!({ "kind": "open", "open_past": true }))).await.expect(200);
        assert_eq!(other.get(&path).await["reads"], true);
    }
}

both_engines! {
    async fn communities_are_listed_by_pages_filters_and_orders(app: TestApp) {
        let (camille, yanis) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await);
        let (owner, other) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await);
        for (name, kind) in [("Alpha", Kind::Open), ("Bravo", Kind::OnRequest), ("Charlie", Kind::Closed), ("Delta", Kind::Unlisted), ("Écho", Kind::Open)] {
            app.community(kind, name, &camille).await;
            app.clock.advance(1_000);
        }
        for (who, query, expected) in [
            (&owner, "", vec!["Alpha", "Bravo", "Charlie", "Delta", "Écho"]),
            (&other, "", vec!["Alpha", "Bravo", "Charlie", "Écho"]),
            (&other, "filter=mine", vec![]),
            (&owner, "filter=open&sort=newest", vec!["Écho", "Alpha"]),
            (&other, "filter=request", vec!["Bravo"]),
            (&other, "q=ech", vec!["Écho"]),
            (&other, "q=delta", vec![]),
        ] {
            assert_eq!(each(&who.get(&format!("/communities?{query}")).await, "/name"), expected, "{query}");
        }
        for sort in ["name", "active", "newest"] {
            let (mut names, mut after) = (Vec::new(), String::new());
            loop {
                let page = owner.get(&format!("/communities?sort={sort}&limit=2{after}")).await;
                names.extend(each(&page, "/name"));
                let Some(next) = page["next"].as_str() else { break };
                after = format!("&after={}", next.replace(' ', "%20"));
            }
            names.sort();
            assert_eq!(names, ["Alpha", "Bravo", "Charlie", "Delta", "Écho"], "{sort}");
        }
        for query in ["filter=x", "sort=x", "limit=0", "limit=101", "after=x", "sort=newest&after=a.1", "page=2"] {
            owner.ask(Method::GET, &format!("/communities?{query}"), None).await.expect(422);
        }
    }
}

both_engines! {
    async fn people_come_in_as_the_kind_says_and_go(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (owner, other, partner) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        let open = format!("/communities/{}", app.community(Kind::Open, "Ouverte", &camille).await);
        other.ask(Method::PUT, &format!("{open}/membership"), None).await.expect(204);
        assert_eq!(other.get(&open).await["role"], "member");
        other.ask(Method::DELETE, &format!("{open}/membership"), None).await.expect(204);
        assert_eq!(told(&owner.ask(Method::DELETE, &format!("{open}/membership"), None).await.expect(422))["code"], "communities.last_owner");
        // On request: asked, seen by those who decide alone, accepted.
        let asked = format!("/communities/{}", app.community(Kind::OnRequest, "Sur demande", &camille).await);
        assert_eq!(told(&other.ask(Method::PUT, &format!("{asked}/membership"), None).await.expect(422))["code"], "communities.ask_first");
        let long = json!({ "message": "é".repeat(301) });
        assert_eq!(told(&other.ask(Method::POST, &format!("{asked}/requests"), Some(long)).await.expect(422))["errors"][0]["field"], "message");
        other.ask(Method::POST, &format!("{asked}/requests"), Some(json!({ "message": "Bonjour" }))).await.expect(204);
        assert_eq!(other.get(&asked).await["pending"], "asked");
        other.ask(Method::GET, &format!("{asked}/requests"), None).await.expect(403);
        other.ask(Method::GET, &format!("{asked}/members"), None).await.expect(404);
        let waiting = owner.get(&format!("{asked}/requests")).await;
        assert_eq!((each(&waiting, "/member/name"), &waiting["items"][0]["message"], &waiting["items"][0]["state"]), (vec!["Yanis Haddad".into()], &json!("Bonjour"), &json!("asked")));
        assert_eq!(owner.get(&asked).await["waiting"], 1);
        other.ask(Method::PUT, &format!("{asked}/requests/{}", yanis.id), None).await.expect(403);
        owner.ask(Method::PUT, &format!("{asked}/requests/{}", yanis.id), None).await.expect(204);
        let members = other.get(&format!("{asked}/members?limit=1")).await;
        assert_eq!((each(&members, "/member/name"), each(&members, "/role")), (vec!["Camille Rousset".to_owned()], vec!["owner".to_owned()]));
        let more = other.get(&format!("{asked}/members?after={}", members["next"].as_str().unwrap())).await;
        assert_eq!((each(&more, "/member/name"), &more["next"]), (vec!["Yanis Haddad".to_owned()], &Value::Null));
        assert_eq!(each(&other.get(&format!("{asked}/members?q=had")).await, "/member/name"), ["Yanis Haddad"]);
        // Invited, declined; a partner is in at once.
        let closed = format!("/communities/{}", app.community(Kind::Unlisted, "Entre nous", &camille).await);
        let whom = json!({ "member": [yanis.id, ana.id] });
        other.ask(Method::POST, &format!("{closed}/invitations"), Some(whom.clone())).await.expect(404);
        assert_eq!(told(&owner.ask(Method::POST, &format!("{closed}/invitations"), Some(whom)).await.expect(200))["invited"], 1);
        assert_eq!(told(&owner.ask(Method::POST, &format!("{closed}/invitations"), Some(json!({ "member": [] }))).await.expect(422))["errors"][0]["field"], "member");
        assert_eq!(other.get(&closed).await["pending"], "invited");
        other.ask(Method::DELETE, &format!("{closed}/requests/{}", yanis.id), None).await.expect(204);
        other.ask(Method::GET, &closed, None).await.expect(404);
        assert_eq!(partner.get(&closed).await["companies"], json!(["Delmas Logistique"]));
        assert_eq!(each(&partner.get(&format!("{closed}/owners")).await, "/name"), ["Camille Rousset"]);
        // Roles, and the way out.
        let role = |who| format!("{asked}/members/{who}/role");
        other.ask(Method::PUT, &role(yanis.id), Some(json!({ "role": "owner" }))).await.expect(403);
        assert_eq!(told(&owner.ask(Method::PUT, &role(yanis.id), Some(json!({ "role": "king" }))).await.expect(422))["errors"][0]["field"], "role");
        owner.ask(Method::PUT, &role(yanis.id), Some(json!({ "role": "moderator" }))).await.expect(204);
        assert_eq!(other.get(&asked).await["role"], "moderator");
        other.ask(Method::DELETE, &format!("{asked}/members/{}", camille.id), None).await.expect(403);
        owner.ask(Method::DELETE, &format!("{asked}/members/{}", yanis.id), None).await.expect(204);
        assert_eq!(other.get(&asked).await["role"], Value::Null);
        app.settle().await;
    }
}

both_engines! {
    async fn profiles_tell_each_what_their_page_tells(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (one, other, partner) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        let path = format!("/members/{}", camille.id);
        assert_eq!(each(&other.get("/members?q=rou").await, "/member/name"), ["Camille Rousset"]);
        partner.ask(Method::GET, "/members", None).await.expect(404);
        partner.ask(Method::GET, &path, None).await.expect(404);
        partner.ask(Method::PUT, &format!("{path}/follow"), None).await.expect(404);
        // The own profile: what is not said stays.
        let saved = told(&one.ask(Method::PATCH, "/me", Some(json!({ "title": "Acheteuse", "phone": "01 02" }))).await.expect(200));
        assert_eq!((&saved["member"]["name"], &saved["member"]["title"], &saved["phone"]), (&json!("Camille Rousset"), &json!("Acheteuse"), &json!("01 02")));
        let problem = told(&one.ask(Method::PATCH, "/me", Some(json!({ "name": "", "bio": "é".repeat(601) }))).await.expect(422));
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][1]["field"]), (&json!("name"), &json!("bio")));
        one.ask(Method::PATCH, "/me", Some(json!({ "role": "admin" }))).await.expect(422);
        other.ask(Method::PUT, &format!("{path}/follow"), None).await.expect(204);
        let seen = other.get(&path).await;
        assert_eq!((&seen["email"], &seen["followers"], &seen["followed"], &seen["phone"]), (&json!(camille.email), &json!(1), &json!(true), &json!("01 02")));
        other.ask(Method::DELETE, &format!("{path}/follow"), None).await.expect(204);
        assert_eq!(told(&other.ask(Method::PUT, &format!("/members/{}/follow", yanis.id), None).await.expect(422))["code"], "members.follow_self");
        // A partner in the same place meets the person, neither the address nor how many follow.
        let place = app.community(Kind::Closed, "Chantier", &camille).await;
        app.join(place, &camille, &ana).await;
        let seen = partner.get(&path).await;
        assert_eq!((&seen["phone"], &seen["email"], &seen["followers"]), (&json!("01 02"), &Value::Null, &Value::Null));
        let own = partner.get("/me").await;
        assert_eq!((&own["email"], own["ends_at"].is_string(), &own["sponsor"]["id"], own["sponsor"]["name"].is_string()), (&json!(ana.email), true, &Value::Null, true));
        assert!(one.get(&format!("/members/{}", ana.id)).await["sponsor"]["id"].is_string());
        // Of who has left, the name alone.
        app.close_account(&camille).await;
        let gone = other.get(&path).await;
        assert_eq!((&gone["member"]["left"], &gone["phone"], &gone["followers"], &gone["followed"]), (&json!(true), &json!(""), &Value::Null, &json!(false)));
        app.settle().await;
    }
}

both_engines! {
    async fn own_choices_delegates_and_tokens_are_of_the_own_scopes(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let (one, other, partner) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        let people = Client::of(app, &camille, &["people:read", "people:write"]).await;
        for path in ["/me/display", "/me/delegates", "/me/tokens", "/me/principals"] {
            assert_eq!(told(&people.ask(Method::GET, path, None).await.expect(403))["code"], "api.scope", "{path}");
        }
        let mut display = one.get("/me/display").await;
        assert_eq!((&display["locale"], &display["theme"]), (&json!("fr"), &json!("system")));
        (display["theme"], display["hidden"]) = (json!("dark"), json!(["de"]));
        one.ask(Method::PUT, "/me/display", Some(display.clone())).await.expect(204);
        assert_eq!(one.get("/me/display").await, display);
        for (field, wrong) in [("locale", json!("de")), ("zone", json!("Mars")), ("theme", json!("pink")), ("hidden", json!(["xx"]))] {
            let mut sent = display.clone();
            sent[field] = wrong;
            assert_eq!(told(&one.ask(Method::PUT, "/me/display", Some(sent)).await.expect(422))["errors"][0]["field"], field);
        }
        // Delegates.
        let made = told(&one.ask(Method::POST, "/me/delegates", Some(json!({ "login": yanis.email }))).await.expect(201));
        assert_eq!(made["id"], yanis.id.to_string());
        assert_eq!(each(&one.get("/me/delegates").await, "/name"), ["Yanis Haddad"]);
        assert_eq!(each(&other.get("/me/principals").await, "/name"), ["Camille Rousset"]);
        for login in ["nobody", ana.email.as_str(), camille.email.as_str()] {
            assert_eq!(told(&one.ask(Method::POST, "/me/delegates", Some(json!({ "login": login }))).await.expect(422))["errors"][0]["field"], "login", "{login}");
        }
        partner.ask(Method::GET, "/me/delegates", None).await.expect(404);
        partner.ask(Method::POST, "/me/delegates", Some(json!({ "login": yanis.email }))).await.expect(404);
        one.ask(Method::DELETE, &format!("/me/delegates/{}", yanis.id), None).await.expect(204);
        assert_eq!(each(&other.get("/me/principals").await, "/name"), Vec::<String>::new());
        // Tokens: told without their secret, ended by their owner alone.
        let list = one.get("/me/tokens").await;
        let tokens = list["items"].as_array().unwrap();
        let mine: Vec<bool> = tokens.iter().map(|token| token["current"].as_bool().unwrap()).collect();
        assert_eq!((tokens.len(), mine.iter().filter(|current| **current).count()), (2, 1), "{list}");
        assert!(!list.to_string().contains("ruche_"));
        let path = |current: bool| format!("/me/tokens/{}", tokens[mine.iter().position(|one| *one == current).unwrap()]["id"].as_str().unwrap());
        other.ask(Method::DELETE, &path(false), None).await.expect(404);
        one.ask(Method::DELETE, &path(false), None).await.expect(204);
        people.ask(Method::GET, "/me", None).await.expect(401);
        one.ask(Method::DELETE, &path(true), None).await.expect(204);
        one.ask(Method::GET, "/me", None).await.expect(401);
    }
}

/// Every scope, for an administrator.
const ADMIN: [&str; 7] = ["content:read", "content:write", "people:read", "people:write", "self:read", "self:write", "admin"];

both_engines! {
    async fn administering_is_for_administrators_with_the_scope(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let (admin, without, other) = (Client::of(app, &app.admin, &ADMIN).await, Client::of(app, &app.admin, &ALL).await, Client::of(app, &camille, &ADMIN).await);
        let mut routes = 0;
        for (method, path, _) in app.node.routes.iter().filter(|(_, path, _)| path.starts_with("/api/v1/admin/")) {
            let path = path.trim_start_matches("/api/v1").replace("{id}", &camille.id.to_string());
            assert_eq!(told(&without.ask(method.clone(), &path, Some(json!({}))).await.expect(403))["code"], "api.scope", "{method} {path}");
            other.ask(method.clone(), &path, Some(json!({}))).await.expect(404);
            routes += 1;
        }
        assert!(routes > 10);
        // Accounts.
        let once = key();
        let new = json!({ "name": "Paul Sorel", "username": "paul.sorel", "title": "Cariste" });
        let made = told(&admin.keyed("/admin/members", &once, new.clone()).await.expect(201));
        let password = made["password"].as_str().unwrap();
        let again = told(&admin.keyed("/admin/members", &once, new).await.expect(201));
        assert_eq!((&again["id"], &again["password"]), (&made["id"], &Value::Null));
        let other_name = admin.keyed("/admin/members", &once, json!({ "name": "Autre", "username": "autre" })).await.expect(422);
        assert_eq!(told(&other_name)["code"], "members.form_used");
        app.stranger().sign_in("paul.sorel", password).await;
        for (sent, field) in [
            (json!({ "name": "", "username": "x" }), "name"),
            (json!({ "name": "X", "username": "" }), "username"),
            (json!({ "name": "X", "username": "É" }), "username"),
            (json!({ "name": "X", "username": "paul.sorel" }), "username"),
        ] {
            assert_eq!(told(&admin.ask(Method::POST, "/admin/members", Some(sent.clone())).await.expect(422))["errors"][0]["field"], field, "{sent}");
        }
        let found = admin.get("/admin/members?q=sorel").await;
        assert_eq!((each(&found, "/name"), each(&found, "/login"), &found["items"][0]["admin"]), (vec!["Paul Sorel".to_owned()], vec!["paul.sorel".to_owned()], &json!(false)));
        let first = admin.get("/admin/members?limit=1").await;
        let second = admin.get(&format!("/admin/members?limit=1&after={}", first["next"].as_str().unwrap().replace(' ', "%20"))).await;
        assert_ne!(first["items"][0]["id"], second["items"][0]["id"]);
        // Roles end sessions; the last administrator stays one.
        let role = |who: &str| format!("/admin/members/{who}/role");
        let (paul, me) = (made["id"].as_str().unwrap(), app.admin.id.to_string());
        assert_eq!(told(&admin.ask(Method::PUT, &role(&me), Some(json!({ "role": "member" }))).await.expect(422))["code"], "members.last_admin");
        assert_eq!(told(&admin.ask(Method::PUT, &role(paul), Some(json!({ "role": "king" }))).await.expect(422))["errors"][0]["field"], "role");
        admin.ask(Method::PUT, &role(paul), Some(json!({ "role": "admin" }))).await.expect(204);
        assert_eq!(admin.get("/admin/members?q=sorel").await["items"][0]["admin"], true);
        let is_in = async || camille.browser.get("/settings").await.path == "/settings";
        assert!(is_in().await);
        admin.ask(Method::DELETE, &format!("/admin/members/{}/sessions", camille.id), None).await.expect(204);
        assert!(!is_in().await);
        // A token is not a session: it ends with the account, which closes under its own name alone.
        other.get("/me").await;
        let departure = format!("/admin/members/{}/departure", camille.id);
        assert_eq!(told(&admin.ask(Method::POST, &departure, Some(json!({ "name": "Camille" }))).await.expect(422))["errors"][0]["field"], "name");
        admin.ask(Method::POST, &departure, Some(json!({ "name": "Camille Rousset" }))).await.expect(204);
        other.ask(Method::GET, "/me", None).await.expect(401);
        admin.ask(Method::POST, &departure, Some(json!({ "name": "Camille Rousset" }))).await.expect(404);
        app.settle().await;
    }
}

both_engines! {
    async fn the_company_its_invitations_and_partners_are_administered(app: TestApp) {
        let camille = app.employee("Camille Rousset").await;
        let admin = Client::of(app, &app.admin, &["admin"]).await;
        // Invitations: those who have an account are told of and sent nothing.
        let once = key();
        let addresses = json!({ "addresses": ["zoe@orvane.example", camille.email] });
        for _ in 0..2 {
            let sent = told(&admin.keyed("/admin/invitations", &once, addresses.clone()).await.expect(201));
            assert_eq!(sent, json!({ "invited": 1, "known": [camille.email] }));
        }
        app.settle().await;
        assert_eq!(app.mailbox.to("zoe@orvane.example").len(), 1);
        for wrong in [json!([]), json!(["zoe"])] {
            let problem = told(&admin.ask(Method::POST, "/admin/invitations", Some(json!({ "addresses": wrong }))).await.expect(422));
            assert_eq!(problem["errors"][0]["field"], "addresses");
        }
        let link = told(&admin.ask(Method::POST, "/admin/invitations/links", None).await.expect(201))["url"].as_str().unwrap().to_owned();
        let join = link[link.find("/join/").unwrap()..].to_owned();
        app.stranger().get(&join).await.expect(200);
        let open = admin.get("/admin/invitations").await;
        let items = open["items"].as_array().unwrap();
        assert!(items.len() == 2 && items.iter().any(|one| one["email"] == "zoe@orvane.example" && one["uses_left"] == 1), "{open}");
        assert!(!open.to_string().contains(join.trim_start_matches("/join/")), "a link is told once");
        for one in items {
            admin.ask(Method::DELETE, &format!("/admin/invitations/{}", one["id"].as_str().unwrap()), None).await.expect(204);
        }
        assert_eq!(admin.get("/admin/invitations").await["items"], json!([]));
        assert_ne!(app.stranger().get(&join).await.status, 200);
        // Partners.
        let new = |company: &str, sponsor: &str, ends: i64| json!({ "name": "Ana Delmas", "email": "ana@delmas.example", "company": company, "sponsor": sponsor, "ends": ends });
        for (sent, field) in [(new(" ", "", 30), "company"), (new("Delmas", "", 0), "ends"), (new("Delmas", "", 731), "ends"), (new("Delmas", "personne", 30), "sponsor")] {
            assert_eq!(told(&admin.ask(Method::POST, "/admin/partners", Some(sent.clone())).await.expect(422))["errors"][0]["field"], field, "{sent}");
        }
        let once = key();
        let made = told(&admin.keyed("/admin/partners", &once, new("Delmas", "", 30)).await.expect(201));
        let again = told(&admin.keyed("/admin/partners", &once, new("Delmas", "", 30)).await.expect(201));
        assert_eq!((&again["id"], &again["password"]), (&made["id"], &Value::Null));
        app.stranger().sign_in("ana@delmas.example", made["password"].as_str().unwrap()).await;
        assert_eq!(each(&admin.get("/admin/partners").await, "/company"), ["Delmas"]);
        let path = format!("/admin/partners/{}", made["id"].as_str().unwrap());
        let renewed = told(&admin.ask(Method::PUT, &path, Some(json!({ "sponsor": camille.email, "ends": 10 }))).await.expect(200));
        assert_eq!((&renewed["sponsor"], &renewed["sponsor_login"]), (&json!("Camille Rousset"), &json!(camille.email)));
        assert_eq!(told(&admin.ask(Method::PUT, &path, Some(json!({ "ends": 0 }))).await.expect(422))["errors"][0]["field"], "ends");
        admin.ask(Method::PUT, &format!("/admin/partners/{}", camille.id), Some(json!({ "ends": 10 }))).await.expect(404);
        // The company.
        let mut company = admin.get("/admin/company").await;
        (company["name"], company["leavers"]) = (json!("Orvane Énergie"), json!("hidden"));
        admin.ask(Method::PUT, "/admin/company", Some(company.clone())).await.expect(204);
        assert_eq!(admin.get("/admin/company").await, company);
        assert!(app.stranger().get("/sign-in").await.has("Orvane Énergie"));
        for (field, wrong) in [("name", json!(" ")), ("locale", json!("de")), ("hue", json!(360)), ("leavers", json!("x"))] {
            let mut sent = company.clone();
            sent[field] = wrong;
            assert_eq!(told(&admin.ask(Method::PUT, "/admin/company", Some(sent)).await.expect(422))["errors"][0]["field"], field);
        }
    }
}

both_engines! {
    async fn a_community_that_lost_its_owner_is_given_one(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await);
        let admin = Client::of(app, &app.admin, &["admin"]).await;
        let place = app.community(Kind::Unlisted, "Entre nous", &camille).await;
        app.join(place, &camille, &ana).await;
        let path = format!("/admin/communities/{place}/owner");
        admin.ask(Method::PUT, &path, Some(json!({ "login": yanis.email }))).await.expect(404);
        app.close_account(&camille).await;
        let list = admin.get("/admin/communities").await;
        assert_eq!(list["items"], json!([{ "id": place.to_string(), "name": null, "members": 1 }]));
        for login in [ana.email.as_str(), app.admin.email.as_str(), "personne"] {
            assert_eq!(told(&admin.ask(Method::PUT, &path, Some(json!({ "login": login }))).await.expect(422))["errors"][0]["field"], "login", "{login}");
        }
        admin.ask(Method::PUT, &path, Some(json!({ "login": yanis.email }))).await.expect(204);
        assert_eq!(admin.get("/admin/communities").await["items"], json!([]));
        assert_eq!(Client::of(app, &yanis, &ALL).await.get(&format!("/communities/{place}")).await["role"], "owner");
        app.settle().await;
    }
}

both_engines! {
    async fn whom_one_may_mean_and_who_reads_is_told_as_the_composer_tells_it(app: TestApp) {
        let (camille, yanis, ana) = (app.employee("Camille Rousset").await, app.employee("Camille Durand").await, app.partner("Camille Delmas").await);
        let (owner, other, partner) = (Client::of(app, &camille, &ALL).await, Client::of(app, &yanis, &ALL).await, Client::of(app, &ana, &ALL).await);
        let place = app.community(Kind::Closed, "Réseau Nord", &camille).await;
        app.join(place, &camille, &ana).await;
        let names = async |client: &Client, path: &str| {
            let list = client.get(path).await;
            let items = list["items"].as_array().unwrap();
            Vec::from_iter(items.iter().map(|one| (one["member"]["name"].as_str().unwrap().to_owned(), one["reads"].as_bool().unwrap())))
        };
        let path = format!("/members/suggest?q=cam&place={place}");
        assert_eq!(names(&owner, &path).await, [("Camille Delmas".to_owned(), true), ("Camille Durand".to_owned(), false)]);
        assert_eq!(names(&other, "/members/suggest?q=cam").await, [("Camille Rousset".to_owned(), true), ("Camille Delmas".to_owned(), false)]);
        // Who does not read the place is not told who does; a partner sees only the people of their own places.
        other.ask(Method::GET, &path, None).await.expect(404);
        assert_eq!(names(&partner, &path).await, [("Camille Rousset".to_owned(), true)]);
        let audience = owner.get(&format!("/audience?place={place}")).await;
        assert_eq!((&audience["readers"], &audience["every_employee"], &audience["reviewed"]), (&json!(2), &json!(false), &json!(false)));
        assert_eq!(audience["partner_companies"].as_array().unwrap().len(), 1);
        assert_eq!(owner.get("/audience").await["every_employee"], true);
        other.ask(Method::GET, &format!("/audience?place={place}"), None).await.expect(404);
        partner.ask(Method::GET, "/audience", None).await.expect(404);
        app.settle().await;
    }
}
