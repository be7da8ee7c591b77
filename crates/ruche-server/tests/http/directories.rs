//! Directories that are followed by themselves: the night, what somebody asks for, who sees it, and that only what was announced is written.

use crate::api::Client;
use http::Method;
use ruche_platform::db::Statement;
use ruche_testkit::{TestApp, both_engines};
use serde_json::json;
use std::time::Duration;

const HEAD: &str = "id,name,mail,title,manager\n";

fn put(app: &TestApp, rows: &str) {
    std::fs::write(app.folder().join("annuaire.csv"), format!("{HEAD}{rows}")).unwrap();
}

async fn count(app: &TestApp, rows: &str) -> i64 {
    let text: &'static str = format!("SELECT count(*) AS n FROM {rows}").leak();
    app.node.platform.db.one(&Statement { name: "test", text }, &[], |row| row.int("n")).await.expect(rows)
}

/// Waits until the source was looked at `times` times; the server follows beside the test.
async fn looked(app: &TestApp, after: i64) -> i64 {
    static ENDED: Statement =
        Statement { name: "ENDED", text: "SELECT ended_at FROM directory_runs WHERE lease_until = 0 AND asked = 0 AND ended_at > $1" };
    for _ in 0..400 {
        app.node.directories.round().await.unwrap();
        if let Some(at) = app.node.platform.db.opt(&ENDED, ruche_platform::values![after], |r| r.int("ended_at")).await.unwrap() {
            return at;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the directory is not looked at");
}

/// What stands hidden in the form that applies.
fn digest(page: &str) -> String {
    page.split("name=\"digest\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

both_engines! {
    async fn a_night_tells_and_somebody_applies_what_was_announced(app: FollowingApp) {
        let admin = &app.admin.browser;
        put(app, "1,Ana Lima,ana@x.example,Cheffe,\n2,Bo Chen,bo@x.example,,1\n");
        app.node.directories.round().await.unwrap();
        assert_eq!(count(app, "directory_runs WHERE ended_at IS NOT NULL").await, 0, "a new source waits for its night");
        app.clock.advance(86_400_000);
        let first = looked(app, 0).await;
        assert_eq!(count(app, "members WHERE name = 'Ana Lima'").await, 0, "a night in this mode only tells");
        let page = admin.get("/admin/directory").await.expect(200);
        assert!(page.has("rh") && page.has("Appliquer ce qui est annoncé") && page.has("annuaire.csv"), "{}", page.text());
        let people = admin.get("/admin/directory/rh").await.expect(200);
        assert!(people.has("Ana Lima") && people.has("Serait créée"), "{}", people.text());
        let announced = digest(&page.body);

        // The source says something else meanwhile: what was not announced is not written.
        put(app, "1,Ana Lima,ana@x.example,Cheffe,\n2,Bo Chen,bo@x.example,,1\n3,Cy Roy,cy@x.example,,1\n");
        app.clock.advance(1_000);
        admin.post_once("/admin/directory/rh/runs", &[("what", "apply"), ("digest", &announced)]).await.expect(303);
        let second = looked(app, first).await;
        assert_eq!(count(app, "members WHERE name = 'Ana Lima'").await, 0);
        let page = admin.get("/admin/directory").await.expect(200);
        assert!(page.has("a changé depuis le rapport"), "{}", page.text());
        app.clock.advance(1_000);
        admin.post_once("/admin/directory/rh/runs", &[("what", "apply"), ("digest", &digest(&page.body))]).await.expect(303);
        let third = looked(app, second).await;
        let people = admin.get("/admin/directory/rh").await.expect(200);
        assert!(people.has("Créée") && people.has("Cy Roy") && people.has("Appliqué"), "{}", people.text());
        assert_eq!(count(app, "members m JOIN members x ON x.id = m.manager_id WHERE m.name = 'Cy Roy' AND x.name = 'Ana Lima'").await, 1);

        // A report that somebody asks for shows each field; too many who are gone stop everything; a file that is not there is said.
        put(app, "1,Ana Lima,ana@x.example,Directrice,\n2,Bo Chen,bo@x.example,,1\n3,Cy Roy,cy@x.example,,1\n");
        app.clock.advance(1_000);
        admin.post_once("/admin/directory/rh/runs", &[("what", "report"), ("digest", "")]).await.expect(303);
        let fourth = looked(app, third).await;
        let people = admin.get("/admin/directory/rh").await.expect(200);
        assert!(people.has("Cheffe") && people.has("Directrice") && people.has("Serait modifiée"), "{}", people.text());
        put(app, "1,Ana Lima,ana@x.example,Directrice,\n");
        app.clock.advance(86_400_000);
        let fifth = looked(app, fourth).await;
        let page = admin.get("/admin/directory").await.expect(200);
        assert!(page.has("ont disparu de l’annuaire") && !page.has("Appliquer ce qui est annoncé"), "{}", page.text());
        assert_eq!(count(app, "members WHERE state = 1 OR title = 'Directrice'").await, 0);
        std::fs::remove_file(app.folder().join("annuaire.csv")).unwrap();
        app.clock.advance(1_000);
        admin.post_once("/admin/directory/rh/runs", &[("what", "report"), ("digest", "")]).await.expect(303);
        looked(app, fifth).await;
        let page = admin.get("/admin/directory").await.expect(200);
        assert!(page.has("n’a pas pu être lu") && page.has("cannot be read"), "{}", page.text());
    }
}

both_engines! {
    async fn only_administrators_see_it_and_a_source_that_is_none_is_not_there(app: FollowingApp) {
        let employee = app.employee("Camille Rousset").await;
        let partner = app.partner("Nadia Delmas").await;
        for who in [&employee, &partner] {
            for path in ["/admin/directory", "/admin/directory/rh"] {
                who.browser.get(path).await.expect(404);
            }
            who.browser.post("/admin/directory/rh/runs", &[("what", "report"), ("digest", "")]).await.expect(404);
        }
        assert_eq!(count(app, "directory_runs WHERE asked > 0").await, 0);
        app.admin.browser.get("/admin/directory/other").await.expect(404);
        app.admin.browser.post("/admin/directory/other/runs", &[("what", "report"), ("digest", "")]).await.expect(404);
        assert!(app.admin.browser.get("/admin/directory").await.expect(200).has("n’a pas encore été lu"));
    }
}

both_engines! {
    async fn the_api_tells_the_same_and_has_it_run(app: FollowingApp) {
        put(app, "1,Ana Lima,ana@x.example,Cheffe,\n");
        let client = Client::of(app, &app.admin, &["admin"]).await;
        let runs = "/admin/directories/rh/runs";
        client.ask(Method::POST, runs, Some(json!({}))).await.expect(202);
        let first = looked(app, 0).await;
        let list = client.get("/admin/directories").await;
        assert_eq!((&list["items"][0]["outcome"], &list["items"][0]["created"]), (&json!("done"), &json!(1)), "{list}");
        let changes = client.get("/admin/directories/rh/changes").await;
        assert_eq!((&changes["items"][0]["what"], &changes["items"][0]["name"]), (&json!("created"), &json!("Ana Lima")), "{changes}");
        app.clock.advance(1_000);
        client.ask(Method::POST, runs, Some(json!({ "digest": list["items"][0]["digest"] }))).await.expect(202);
        looked(app, first).await;
        assert_eq!(count(app, "members WHERE name = 'Ana Lima'").await, 1);
    }
}

/// Has what the source says written, by the API; when it was done.
async fn applied(app: &TestApp, client: &Client, after: i64) -> i64 {
    let runs = "/admin/directories/rh/runs";
    client.ask(Method::POST, runs, Some(json!({}))).await.expect(202);
    let told = looked(app, after).await;
    let digest = client.get("/admin/directories").await["items"][0]["digest"].clone();
    app.clock.advance(1_000);
    client.ask(Method::POST, runs, Some(json!({ "digest": digest }))).await.expect(202);
    let done = looked(app, told).await;
    app.clock.advance(1_000);
    done
}

both_engines! {
    async fn what_a_directory_says_is_changed_there(app: FollowingApp) {
        let camille = app.employee("Camille Rousset").await;
        let yanis = app.employee("Yanis Haddad").await;
        let admin = Client::of(app, &app.admin, &["admin"]).await;
        put(app, "1,Camille Rousset,camille.rousset@orvane.example,Cheffe de projet,\n2,Yanis Haddad,yanis.haddad@orvane.example,,1\n");
        let first = applied(app, &admin, 0).await;
        let settings = camille.browser.get("/settings").await.expect(200);
        assert_eq!(settings.attributes("main form input[readonly]", "name"), ["name", "title"]);
        assert!(settings.has("Donné par l’annuaire de l’entreprise"));
        let form = |title: &'static str, site: &'static str| [("name", "Camille Rousset"), ("title", title), ("unit", ""), ("site", site), ("phone", ""), ("languages", ""), ("bio", "")];
        let refused = camille.browser.post_once("/settings", &form("Présidente", "Lille")).await.expect(422);
        assert_eq!(refused.attributes("[aria-invalid=true]", "name"), ["title"]);
        assert!(refused.texts("#title-error")[0].contains("annuaire de l’entreprise"), "{}", refused.text());
        assert_eq!(refused.attributes("#site", "value"), ["Lille"], "what was typed is kept");
        camille.browser.post_once("/settings", &form("Cheffe de projet", "Lille")).await.expect(303);
        assert_eq!(count(app, "members WHERE title = 'Cheffe de projet' AND site = 'Lille'").await, 1);
        let own = Client::of(app, &camille, &["people:write"]).await;
        own.ask(Method::PATCH, "/me", Some(json!({ "title": "Présidente" }))).await.expect(422);
        own.ask(Method::PATCH, "/me", Some(json!({ "phone": "06 00 00 00 00" }))).await.expect(200);

        // A look that changes nothing leaves all as it is; what the directory says no more is the person's again.
        let second = applied(app, &admin, first).await;
        assert_eq!(count(app, "members WHERE directory_fields = 'name title'").await, 1);
        put(app, "1,Camille Rousset,camille.rousset@orvane.example,,\n");
        applied(app, &admin, second).await;
        camille.browser.post_once("/settings", &form("Présidente", "Lille")).await.expect(303);
        assert_eq!(camille.browser.get("/settings").await.attributes("main form input[readonly]", "name"), ["name"]);
        assert_eq!(yanis.browser.get("/settings").await.attributes("main form input[readonly]", "name"), [""; 0], "gone from it");
        // So is everything that one said which is followed no longer.
        static ELSEWHERE: Statement = Statement { name: "ELSEWHERE", text: "UPDATE members SET directory = 'ancien' WHERE directory = 'rh'" };
        app.node.platform.db.write(ruche_platform::work!([] | tx | { tx.exec(&ELSEWHERE, &[]).await })).await.unwrap();
        app.node.directories.release().await.unwrap();
        assert_eq!(camille.browser.get("/settings").await.attributes("main form input[readonly]", "name"), [""; 0]);
        assert_eq!(count(app, "members WHERE directory <> '' OR directory_fields <> ''").await, 0);
    }
}

both_engines! {
    async fn the_fields_of_the_company_are_changed_there_too(app: FollowingApp) {
        let camille = app.employee("Camille Rousset").await;
        let admin = &app.admin;
        for (name, holds, editor, seen) in [("Bâtiment", "choice", "oneself", "everyone"), ("Habilitation", "date", "administrators", "oneself")] {
            let choices = if holds == "choice" { "Tour Nord\nTour Sud" } else { "" };
            let form = [("name_fr", name), ("name_en", ""), ("holds", holds), ("choices", choices), ("editor", editor), ("seen", seen)];
            admin.browser.post_once("/admin/fields", &form).await.expect(303);
        }
        let ids: Vec<String> = admin.browser.get("/admin/fields").await.attributes(".list .name", "href").iter().map(|href| href.rsplit('/').next().unwrap().to_owned()).collect();
        let (tower, licence) = (format!("field-{}", ids[0]), format!("field-{}", ids[1]));
        let head = "id,name,mail,batiment,habilitation\n";
        let says = |cells: &str| std::fs::write(app.folder().join("annuaire.csv"), format!("{head}1,Camille Rousset,camille.rousset@orvane.example,{cells}\n")).unwrap();
        let client = Client::of(app, admin, &["admin"]).await;

        // What would change is announced field by field; what cannot be read is told, and changes nothing.
        says("Tour Sud,demain");
        client.ask(Method::POST, "/admin/directories/rh/runs", Some(json!({}))).await.expect(202);
        let told = looked(app, 0).await;
        let page = admin.browser.get("/admin/directory/rh").await.expect(200);
        assert!(page.has("Bâtiment\u{a0}: Tour Sud") && page.has("«\u{a0}demain\u{a0}» n’est pas une date"), "{}", page.text());
        let changes = client.get("/admin/directories/rh/changes").await;
        assert_eq!(changes["items"][0]["fields"], json!([{ "field": "Bâtiment", "before": "", "after": "Tour Sud", "unread": null }, { "field": "Habilitation", "before": "", "after": "demain", "unread": "date" }]));
        assert_eq!(count(app, "profile_values").await, 0);
        app.clock.advance(1_000);
        says("Tour Sud,2027-01-31");
        let first = applied(app, &client, told).await;
        assert_eq!(count(app, "profile_values").await, 2);

        // The field shows it as it stands, and takes nothing else: of the person, and of administrators where it is theirs.
        let settings = camille.browser.get("/settings").await.expect(200);
        assert_eq!(settings.attributes("#about input[readonly]", "value"), ["Tour Sud"]);
        let about = |value: &'static str| [("pronunciation", ""), ("ask_about", ""), (tower.as_str(), value)];
        let refused = camille.browser.post_once("/settings/about", &about("Tour Nord")).await.expect(422);
        assert!(refused.texts(&format!("#{tower}-error"))[0].contains("annuaire de l’entreprise"), "{}", refused.text());
        camille.browser.post_once("/settings/about", &about("Tour Sud")).await.expect(303);
        let own = Client::of(app, &camille, &["people:write"]).await;
        let sent = json!({ "pronunciation": "", "ask_about": "", "fields": [{ "field": ids[0], "value": "Tour Nord" }] });
        let problem = own.ask(Method::PUT, "/me/about", Some(sent)).await.expect(422);
        assert!(problem.body.contains("said_by_directory"), "{}", problem.body);
        let filled = format!("/members/{}/fields", camille.id);
        assert_eq!(admin.browser.get(&filled).await.attributes("main form input[readonly]", "value"), ["2027-01-31"]);
        admin.browser.post_once(&filled, &[(licence.as_str(), "2029-01-01")]).await.expect(422);
        // Who is told is what the company says, whoever fills it in; its page names the directory.
        let lea = app.employee("Léa Colin").await;
        let seen = lea.browser.get(&format!("/members/{}", camille.id)).await.expect(200);
        assert!(seen.has("Tour Sud") && !seen.has("2027"), "{}", seen.text());
        let page = admin.browser.get(&format!("/admin/fields/{}", ids[0])).await.expect(200);
        assert!(page.has("L’annuaire «\u{a0}rh\u{a0}» le remplit pour une personne"), "{}", page.text());
        assert_eq!(client.get("/admin/fields").await["items"][1]["said_by"], json!(["rh"]));

        // What it says no more is theirs again, with the value that it had.
        says(",2027-01-31");
        applied(app, &client, first).await;
        assert_eq!(camille.browser.get("/settings").await.attributes("#about option[selected]", "value"), ["Tour Sud"]);
        camille.browser.post_once("/settings/about", &about("Tour Nord")).await.expect(303);
        admin.browser.post_once(&filled, &[(licence.as_str(), "2029-01-01")]).await.expect(422);
    }
}

/// Who belongs to a community, by name.
pub(crate) async fn belong(app: &TestApp, community: &str) -> Vec<String> {
    static BELONG: Statement = Statement {
        name: "BELONG",
        text: "SELECT m.name FROM memberships s JOIN members m ON m.id = s.member_id JOIN places p ON p.id = s.place_id WHERE p.name = $1 ORDER BY m.sort_key",
    };
    app.node.platform.db.all(&BELONG, ruche_platform::values![community], |r| r.text("name")).await.unwrap()
}

both_engines! {
    async fn communities_follow_the_groups_of_a_directory(app: FollowingApp) {
        let (camille, yanis, zoe) = (app.employee("Camille Rousset").await, app.employee("Yanis Haddad").await, app.employee("Zoé Tran").await);
        let says = |groups: [&str; 3]| {
            let row = |(n, (who, groups)): (usize, (&ruche_testkit::Someone, &str))| format!("{n},{},{},{groups}\n", who.name, who.email);
            let rows: String = [&camille, &yanis, &zoe].into_iter().zip(groups).enumerate().map(row).collect();
            std::fs::write(app.folder().join("annuaire.csv"), format!("id,name,mail,groups\n{rows}")).unwrap();
        };
        let admin = &app.admin;
        let client = Client::of(app, admin, &["admin"]).await;
        says(["Vélo", "Vélo|Chorale", ""]);
        client.ask(Method::POST, "/admin/directories/rh/runs", Some(json!({}))).await.expect(202);
        let told = looked(app, 0).await;
        let page = admin.browser.get("/admin/directory/rh").await.expect(200);
        assert!(page.has("Communauté\u{a0}: Vélo") && page.has("Communauté\u{a0}: Chorale"), "{}", page.text());
        assert_eq!(count(app, "memberships").await, 0, "what is announced is not done");
        app.clock.advance(1_000);
        let mut at = applied(app, &client, told).await;
        assert_eq!(belong(app, "Vélo").await, ["Camille Rousset", "Lucie Martel", "Yanis Haddad"]);
        assert_eq!(belong(app, "Chorale").await, ["Lucie Martel", "Yanis Haddad"]);
        static BIKE: Statement = Statement { name: "BIKE", text: "SELECT id FROM places WHERE name = 'Vélo'" };
        let bike = ruche_kernel::PlaceId(app.node.platform.db.one(&BIKE, &[], |r| r.int("id")).await.unwrap());
        assert!(camille.browser.get("/communities?filter=mine").await.expect(200).has("Vélo"));
        assert!(camille.browser.get("/notifications/bell").await.texts(".count").is_empty(), "nobody is told");

        // Somebody comes by hand, somebody gets a role: neither ends with the group, which lets two go.
        app.join(bike, admin, &zoe).await;
        admin.browser.post_once(&format!("/communities/{bike}/members/{}/role", camille.id), &[("role", "moderator")]).await.expect(303);
        says(["", "Chorale", "Vélo"]);
        client.ask(Method::POST, "/admin/directories/rh/runs", Some(json!({}))).await.expect(202);
        at = looked(app, at).await;
        let page = admin.browser.get("/admin/directory/rh").await.expect(200);
        assert_eq!(page.texts("main li del"), ["Vélo"], "of Yanis alone: {}", page.text());
        app.clock.advance(1_000);
        at = applied(app, &client, at).await;
        assert_eq!(belong(app, "Vélo").await, ["Camille Rousset", "Lucie Martel", "Zoé Tran"]);
        assert_eq!(belong(app, "Chorale").await, ["Lucie Martel", "Yanis Haddad"]);
        yanis.browser.get(&format!("/communities/{bike}/members")).await.expect(404);
        // Who was there by hand before the group named them stays when it does no more; who comes back to the group is back.
        says(["Vélo", "Vélo|Chorale", ""]);
        at = applied(app, &client, at).await;
        assert_eq!(belong(app, "Vélo").await, ["Camille Rousset", "Lucie Martel", "Yanis Haddad", "Zoé Tran"]);
        // Who goes by themselves is not brought back.
        yanis.browser.post_once(&format!("/communities/{bike}/membership?_method=delete"), &[]).await.expect(303);
        at = applied(app, &client, at).await;
        assert_eq!(belong(app, "Vélo").await, ["Camille Rousset", "Lucie Martel", "Zoé Tran"]);
        // A group is gone with the last who bears it; where the table has no groups, or names none, nothing is known of them.
        says(["Vélo", "", ""]);
        at = applied(app, &client, at).await;
        assert_eq!(belong(app, "Chorale").await, ["Lucie Martel"]);
        says(["Vélo", "Chorale", ""]);
        at = applied(app, &client, at).await;
        says(["", "", ""]);
        at = applied(app, &client, at).await;
        put(app, &format!("0,Camille Rousset,{},,\n1,Yanis Haddad,{},,\n2,Zoé Tran,{},,\n", camille.email, yanis.email, zoe.email));
        at = applied(app, &client, at).await;
        assert_eq!(belong(app, "Chorale").await, ["Lucie Martel", "Yanis Haddad"]);
        // Nobody is brought into an archived community, or taken out of it.
        static ARCHIVE: Statement = Statement { name: "ARCHIVE", text: "UPDATE places SET archived_at = 1 WHERE name = 'Chorale'" };
        app.node.platform.db.write(ruche_platform::work!([] | tx | { tx.exec(&ARCHIVE, &[]).await })).await.unwrap();
        says(["Vélo|Chorale", "Vélo", ""]);
        applied(app, &client, at).await;
        assert_eq!(belong(app, "Chorale").await, ["Lucie Martel", "Yanis Haddad"]);
        crate::imports::sound(app).await;
    }
}
