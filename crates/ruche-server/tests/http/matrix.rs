//! Who is answered what, for every page that there is and for every address of the API that gives something: one row a route, one
//! column a role. A route without a row fails.
//!
//! The community of the canary is unlisted: for those outside it does not exist. What each page may hold is the matter of `canary`; here
//! stands who gets one at all.

use super::api::{ALL, Client};
use super::canary::{API_OWN, OWN, Secret};
use super::newcomers;
use futures_util::future::join_all;
use reqwest::Method;
use ruche_testkit::{Answer, Browser, Kind, Someone, both_engines};
use std::collections::{BTreeMap, BTreeSet};

/// The columns. Those inside belong to the community of the canary, the others do not. The newcomer is on day 31 of a journey, which the
/// manager accompanies.
const ROLES: [&str; 10] = [
    "nobody",
    "partner outside",
    "partner inside",
    "employee outside",
    "newcomer",
    "manager",
    "employee inside",
    "moderator",
    "owner",
    "administrator outside",
];

/// For each route what each role is answered: `y` the page, `-` that there is none, `f` that it is not theirs to ask for, `s` the way to
/// sign in.
const TABLE: &[(&str, &str)] = &[
    ("/", "syyyyyyyyy"),
    ("/admin", "s--------y"),
    ("/admin/bots", "s--------y"),
    ("/admin/circles", "s--------y"),
    ("/admin/communities", "s--------y"),
    ("/admin/company", "s--------y"),
    ("/admin/directory", "s--------y"),
    ("/admin/fields", "s--------y"),
    ("/admin/journeys/{id}", "s--------y"),
    ("/admin/journeys/{id}/steps/{step}", "s--------y"),
    ("/admin/members/{id}/departure", "s--------y"),
    ("/admin/newcomers", "s--------y"),
    ("/admin/newcomers/{id}", "s--------y"),
    ("/admin/partners", "s--------y"),
    ("/admin/partners/companies/new", "s--------y"),
    ("/admin/partners/companies/{id}", "s--------y"),
    ("/admin/partners/{id}", "s--------y"),
    ("/bin", "syyyyyyyyy"),
    ("/bookmarks", "syyyyyyyyy"),
    ("/calendar/{file}", "----------"),
    ("/comments/{id}", "s-y---yyy-"),
    ("/comments/{id}/body", "s-y---yyy-"),
    ("/comments/{id}/edit", "s-----y---"),
    ("/comments/{id}/replies", "s-y---yyy-"),
    ("/comments/{id}/reply", "s-y---yyy-"),
    ("/comments/{id}/vote", "s-y---yyy-"),
    ("/communities", "syyyyyyyyy"),
    ("/communities/discover", "s--yyyyyyy"),
    ("/communities/new", "s--yyyyyyy"),
    ("/communities/{id}", "s-y---yyy-"),
    ("/communities/{id}/archives", "s-y---yyy-"),
    ("/communities/{id}/as/{member}", "s-------y-"),
    ("/communities/{id}/as/{member}/members", "s-------y-"),
    ("/communities/{id}/as/{member}/posts/{post}", "s-------y-"),
    ("/communities/{id}/calendar", "s-y---yyy-"),
    ("/communities/{id}/feed", "s-y---yyy-"),
    ("/communities/{id}/incoming", "s-f---ffy-"),
    ("/communities/{id}/members", "s-y---yyy-"),
    ("/communities/{id}/merge", "s-f---ffy-"),
    ("/communities/{id}/owners", "s-y---yyy-"),
    ("/communities/{id}/settings", "s-f---ffy-"),
    ("/communities/{id}/terms", "s-y---yyy-"),
    ("/communities/{id}/webhooks", "s-f---ffy-"),
    ("/communities/{id}/webhooks/{webhook}", "s-f---ffy-"),
    ("/drafts", "syyyyyyyyy"),
    ("/drafts/{id}", "s------yy-"),
    ("/experts", "s--yyyyyyy"),
    ("/feed/order", "syyyyyyyyy"),
    ("/feeds/{file}", "----------"),
    ("/files/{id}/captions/edit", "s---------"),
    ("/files/{id}/{size}", "s-y---yyy-"),
    ("/join/{token}", "----------"),
    ("/leadership", "s--yyyyyyy"),
    ("/links/{kind}/{id}/{picture}", "s-y---yyy-"),
    ("/members", "s--yyyyyyy"),
    ("/members/days", "s--yyyyyyy"),
    ("/members/suggest", "s-y---yyy-"),
    ("/members/{id}", "syyyyyyyyy"),
    ("/members/{id}/card", "syyyyyyyyy"),
    ("/members/{id}/fields", "s--------y"),
    ("/members/{id}/manager", "s--------y"),
    ("/members/{id}/thanks", "s-yyyyyyyy"),
    ("/menu", "syyyyyyyyy"),
    ("/newcomers", "s--yyyyyyy"),
    ("/newcomers/{id}", "s----y----"),
    ("/notifications", "syyyyyyyyy"),
    ("/notifications/bell", "syyyyyyyyy"),
    ("/oembed", "s-y---yyy-"),
    ("/organisation", "s--yyyyyyy"),
    ("/organisation/{id}", "s--yyyyyyy"),
    ("/organisation/{id}/reports", "s--yyyyyyy"),
    ("/partners/mine", "s--yyyyyyy"),
    ("/partners/{id}", "s--------y"),
    ("/partners/{id}/communities", "s-------yy"),
    ("/posts/audience", "s-y---yyy-"),
    ("/posts/new", "syyyyyyyyy"),
    ("/posts/{id}", "s-y---yyy-"),
    ("/posts/{id}/card", "s-y---yyy-"),
    ("/posts/{id}/comments/count", "s-y---yyy-"),
    ("/posts/{id}/edit", "s-------y-"),
    ("/posts/{id}/event.ics", "s-y---yyy-"),
    ("/posts/{id}/history", "s-y---yyy-"),
    ("/posts/{id}/response", "s-y---yyy-"),
    ("/posts/{id}/responses", "s-y---yyy-"),
    ("/questions", "syyyyyyyyy"),
    ("/questions/similar", "syyyyyyyyy"),
    ("/reactions", "s-y---yyy-"),
    ("/reset", "yyyyyyyyyy"),
    ("/reset/{token}", "----------"),
    ("/search", "syyyyyyyyy"),
    ("/search/suggest", "syyyyyyyyy"),
    ("/set-up", "----------"),
    ("/settings", "syyyyyyyyy"),
    ("/settings/calendar", "syyyyyyyyy"),
    ("/settings/contact", "syyyyyyyyy"),
    ("/settings/delegates", "s--yyyyyyy"),
    ("/settings/display", "syyyyyyyyy"),
    ("/settings/experience", "syyyyyyyyy"),
    ("/settings/feeds", "syyyyyyyyy"),
    ("/settings/notifications", "syyyyyyyyy"),
    ("/settings/questions", "syyyyyyyyy"),
    ("/settings/security", "syyyyyyyyy"),
    ("/settings/skills", "syyyyyyyyy"),
    ("/settings/team", "s--yyyyyyy"),
    ("/settings/tokens", "syyyyyyyyy"),
    ("/sign-in", "yyyyyyyyyy"),
    ("/sites", "s--yyyyyyy"),
    ("/skills", "s--yyyyyyy"),
    ("/start", "s--yyyyyyy"),
    ("/start/surveys/{day}", "s---y-----"),
    ("/topics", "syyyyyyyyy"),
    ("/topics/suggest", "syyyyyyyyy"),
    ("/topics/{key}", "s-y---yyy-"),
    ("/topics/{key}/around", "s-y---yyy-"),
    ("/topics/{key}/edit", "s-----yyy-"),
    ("/topics/{key}/feed", "s-y---yyy-"),
    ("/trends", "syyyyyyyyy"),
    ("/units", "s--yyyyyyy"),
    ("/units/new", "s--------y"),
    ("/api/v1/admin/bots", "sffffffffy"),
    ("/api/v1/admin/circles", "sffffffffy"),
    ("/api/v1/admin/communities", "sffffffffy"),
    ("/api/v1/admin/company", "sffffffffy"),
    ("/api/v1/admin/directories", "sffffffffy"),
    ("/api/v1/admin/fields", "sffffffffy"),
    ("/api/v1/admin/invitations", "sffffffffy"),
    ("/api/v1/admin/journeys", "sffffffffy"),
    ("/api/v1/admin/journeys/{id}", "sffffffffy"),
    ("/api/v1/admin/members", "sffffffffy"),
    ("/api/v1/admin/newcomers", "sffffffffy"),
    ("/api/v1/admin/newcomers/surveys/{day}", "sffffffffy"),
    ("/api/v1/admin/partners", "sffffffffy"),
    ("/api/v1/admin/partners/companies", "sffffffffy"),
    ("/api/v1/admin/partners/companies/{id}", "sffffffffy"),
    ("/api/v1/audience", "s-y---yyy-"),
    ("/api/v1/bin", "syyyyyyyyy"),
    ("/api/v1/bookmarks", "syyyyyyyyy"),
    ("/api/v1/comments/{id}", "s-y---yyy-"),
    ("/api/v1/comments/{id}/replies", "s-y---yyy-"),
    ("/api/v1/communities", "syyyyyyyyy"),
    ("/api/v1/communities/{id}", "s-y---yyy-"),
    ("/api/v1/communities/{id}/calendar", "s-y---yyy-"),
    ("/api/v1/communities/{id}/incoming", "s-f---ffy-"),
    ("/api/v1/communities/{id}/members", "s-y---yyy-"),
    ("/api/v1/communities/{id}/merge", "s-f---ffy-"),
    ("/api/v1/communities/{id}/owners", "s-y---yyy-"),
    ("/api/v1/communities/{id}/requests", "s-f---fyy-"),
    ("/api/v1/communities/{id}/terms", "s-y---yyy-"),
    ("/api/v1/communities/{id}/terms/acceptances", "s-f---ffy-"),
    ("/api/v1/communities/{id}/webhooks", "s-f---ffy-"),
    ("/api/v1/communities/{id}/webhooks/{webhook}", "s-f---ffy-"),
    ("/api/v1/communities/{id}/webhooks/{webhook}/deliveries", "s-f---ffy-"),
    ("/api/v1/drafts", "syyyyyyyyy"),
    ("/api/v1/drafts/{id}", "s------yy-"),
    ("/api/v1/experts", "s--yyyyyyy"),
    ("/api/v1/feed", "syyyyyyyyy"),
    ("/api/v1/feed/order", "syyyyyyyyy"),
    ("/api/v1/files/{id}", "s-y---yyy-"),
    ("/api/v1/files/{id}/content", "s-y---yyy-"),
    ("/api/v1/me", "syyyyyyyyy"),
    ("/api/v1/me/asks", "syyyyyyyyy"),
    ("/api/v1/me/contact", "syyyyyyyyy"),
    ("/api/v1/me/delegates", "s--yyyyyyy"),
    ("/api/v1/me/display", "syyyyyyyyy"),
    ("/api/v1/me/journey", "s--yyyyyy-"),
    ("/api/v1/me/journey/surveys/{day}", "s---y-----"),
    ("/api/v1/me/principals", "syyyyyyyyy"),
    ("/api/v1/me/skill-proposals", "syyyyyyyyy"),
    ("/api/v1/me/status", "syyyyyyyyy"),
    ("/api/v1/me/tokens", "syyyyyyyyy"),
    ("/api/v1/members", "s--yyyyyyy"),
    ("/api/v1/members/suggest", "s-y---yyy-"),
    ("/api/v1/members/{id}", "s--yyyyyyy"),
    ("/api/v1/members/{id}/details", "s--yyyyyyy"),
    ("/api/v1/members/{id}/reporting", "s--yyyyyyy"),
    ("/api/v1/members/{id}/reports", "s--yyyyyyy"),
    ("/api/v1/members/{id}/skills", "s--yyyyyyy"),
    ("/api/v1/members/{id}/thanks", "s-yyyyyyyy"),
    ("/api/v1/newcomers", "s--yyyyyyy"),
    ("/api/v1/newcomers/{id}", "s----y----"),
    ("/api/v1/notifications", "syyyyyyyyy"),
    ("/api/v1/notifications/choices", "syyyyyyyyy"),
    ("/api/v1/notifications/unread", "syyyyyyyyy"),
    ("/api/v1/oembed", "s-y---yyy-"),
    ("/api/v1/openapi.json", "yyyyyyyyyy"),
    ("/api/v1/organisation", "s--yyyyyyy"),
    ("/api/v1/partners", "s--yyyyyyy"),
    ("/api/v1/partners/{id}/communities", "s-------yy"),
    ("/api/v1/partners/{id}/people", "s-------yy"),
    ("/api/v1/posts", "syyyyyyyyy"),
    ("/api/v1/posts/{id}", "s-y---yyy-"),
    ("/api/v1/posts/{id}/asks", "s-----y-y-"),
    ("/api/v1/posts/{id}/comments", "s-y---yyy-"),
    ("/api/v1/posts/{id}/history", "s-y---yyy-"),
    ("/api/v1/posts/{id}/responses", "s-y---yyy-"),
    ("/api/v1/questions/similar", "syyyyyyyyy"),
    ("/api/v1/reactions/{subject}", "s-y---yyy-"),
    ("/api/v1/search", "syyyyyyyyy"),
    ("/api/v1/search/saved", "syyyyyyyyy"),
    ("/api/v1/search/suggest", "syyyyyyyyy"),
    ("/api/v1/settings/calendar", "s-----y---"),
    ("/api/v1/settings/feeds", "syyyyyyyyy"),
    ("/api/v1/settings/questions", "syyyyyyyyy"),
    ("/api/v1/sites", "s--yyyyyyy"),
    ("/api/v1/skills", "s--yyyyyyy"),
    ("/api/v1/topics", "syyyyyyyyy"),
    ("/api/v1/topics/suggest", "syyyyyyyyy"),
    ("/api/v1/topics/{key}", "s-y---yyy-"),
    ("/api/v1/topics/{key}/around", "s-y---yyy-"),
    ("/api/v1/trends", "syyyyyyyyy"),
    ("/api/v1/units", "s--yyyyyyy"),
];

/// The addresses of pages with a name in them that no outlet of the canary shows.
fn others(site: &str, secret: &Secret, ids: &BTreeMap<&str, i64>) -> Vec<(&'static str, String)> {
    let id = |name: &str| ids[name];
    vec![
        ("/members/{id}/card", format!("/members/{}/card", secret.owner().id)),
        ("/members/{id}/fields", format!("/members/{}/fields", id("colleague"))),
        ("/members/{id}/manager", format!("/members/{}/manager", id("colleague"))),
        ("/organisation/{id}", format!("/organisation/{}", id("colleague"))),
        ("/organisation/{id}/reports", format!("/organisation/{}/reports", id("colleague"))),
        ("/admin/members/{id}/departure", format!("/admin/members/{}/departure", id("colleague"))),
        ("/admin/newcomers/{id}", format!("/admin/newcomers/{}", id("colleague"))),
        ("/admin/journeys/{id}", format!("/admin/journeys/{}", id("journey"))),
        ("/admin/journeys/{id}/steps/{step}", format!("/admin/journeys/{}/steps/{}", id("journey"), id("step"))),
        ("/newcomers/{id}", format!("/newcomers/{}", id("newcomer"))),
        ("/start/surveys/{day}", "/start/surveys/30".into()),
        ("/admin/partners/{id}", format!("/admin/partners/{}", id("partner"))),
        ("/admin/partners/companies/{id}", format!("/admin/partners/companies/{}", id("company"))),
        // The administrator answers for the partner.
        ("/partners/{id}", format!("/partners/{}", id("partner"))),
        ("/files/{id}/captions/edit", format!("/files/{}/captions/edit", id("file"))),
        ("/reset/{token}", "/reset/nothing".into()),
        ("/join/{token}", "/join/nothing".into()),
        ("/calendar/{file}", "/calendar/nothing".into()),
        ("/feeds/{file}", "/feeds/nothing".into()),
        (
            "/oembed",
            format!(
                "/oembed?url={}",
                url::form_urlencoded::byte_serialize(format!("{site}{}", secret.address()).as_bytes()).collect::<String>()
            ),
        ),
        ("/notifications/bell", "/notifications/bell".into()),
    ]
}

/// Pages that each of these roles may only ask for with something of their own, which tests of their rooms have.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/live", "a stream, in `live`"),
    ("/units/{id}", "in `organisation`"),
    ("/units/{id}/edit", "in `organisation`"),
    ("/sites/{id}", "in `organisation`"),
    ("/sites/{id}/edit", "in `organisation`"),
    ("/skills/{id}", "in `skills`"),
    ("/skills/{id}/union", "in `skills`"),
    ("/settings/experience/{id}", "in `profiles`"),
    ("/admin/fields/{id}", "in `profiles`"),
    ("/admin/directory/{source}", "in `directories`"),
    ("/members/{id}/skills/{skill}", "in `skills`"),
    ("/admin/bots/{id}", "in `bots`"),
    ("/admin/circles/{id}", "in `circles`"),
    ("/posts/{id}/translation", "in `translations`"),
    ("/comments/{id}/translation", "in `translations`"),
    ("/api/v1/units/{id}", "in `organisation`"),
    ("/api/v1/units/{id}/members", "in `organisation`"),
    ("/api/v1/sites/{id}", "in `organisation`"),
    ("/api/v1/sites/{id}/members", "in `organisation`"),
    ("/api/v1/skills/{id}/holders", "in `skills`"),
    ("/api/v1/members/{id}/skills/{skill}/endorsements", "in `skills`"),
    ("/api/v1/admin/circles/{id}", "in `circles`"),
    ("/api/v1/admin/circles/{id}/people", "in `circles`"),
    ("/api/v1/admin/directories/{source}/changes", "in `directories`"),
    ("/api/v1/posts/{id}/translation", "in `translations`"),
    ("/api/v1/comments/{id}/translation", "in `translations`"),
];

/// The description of the API, which another test compares with the routes.
const DESCRIPTION: &str = include_str!("../../../../docs/api/openapi.json");

/// The addresses of the API with a name in them that no outlet of the canary gives.
fn others_of_the_api(site: &str, secret: &Secret, ids: &BTreeMap<&str, i64>) -> Vec<(&'static str, String)> {
    let (colleague, newcomer) = (ids["colleague"], ids["newcomer"]);
    let page: String = url::form_urlencoded::byte_serialize(format!("{site}{}", secret.address()).as_bytes()).collect();
    vec![
        ("/api/v1/members/{id}", format!("/members/{colleague}")),
        ("/api/v1/members/{id}/details", format!("/members/{colleague}/details")),
        ("/api/v1/members/{id}/reporting", format!("/members/{colleague}/reporting")),
        ("/api/v1/members/{id}/reports", format!("/members/{colleague}/reports")),
        ("/api/v1/members/{id}/skills", format!("/members/{colleague}/skills")),
        ("/api/v1/partners/{id}/people", format!("/partners/{}/people", secret.guest().id)),
        ("/api/v1/admin/partners/companies/{id}", format!("/admin/partners/companies/{}", ids["company"])),
        ("/api/v1/newcomers/{id}", format!("/newcomers/{newcomer}")),
        ("/api/v1/me/journey/surveys/{day}", "/me/journey/surveys/30".into()),
        ("/api/v1/admin/newcomers/surveys/{day}", "/admin/newcomers/surveys/30".into()),
        ("/api/v1/admin/journeys/{id}", format!("/admin/journeys/{}", ids["journey"])),
        ("/api/v1/oembed", format!("/oembed?url={page}")),
    ]
}

/// One of the columns: a browser, and a program with a token where there is somebody to give it one.
struct Role<'a> {
    browser: &'a Browser,
    program: Option<Client>,
}

impl Role<'_> {
    async fn ask(&self, route: &str, path: &str) -> Answer {
        match &self.program {
            Some(program) if route.starts_with("/api/") => program.ask(Method::GET, path, None).await,
            None if route.starts_with("/api/") => self.browser.get(&format!("/api/v1{path}")).await,
            _ => self.browser.get(path).await,
        }
    }

    /// What each of these addresses answers, as the table says it.
    async fn told(&self, paths: &[(&str, &str)]) -> Vec<char> {
        let mut told = Vec::new();
        for (route, path) in paths {
            let answer = self.ask(route, path).await;
            told.push(match answer.status.as_u16() {
                200 if answer.path == "/sign-in" && *route != "/sign-in" => 's',
                200 => 'y',
                404 => '-',
                403 => 'f',
                401 => 's',
                other => panic!("{path} answered {other}: {}", answer.body),
            });
        }
        told
    }
}

both_engines! {
    async fn each_page_answers_each_role_as_the_table_says(app: FindingApp) {
        let member = app.employee("Paul Sorel").await;
        let secret = Secret::hide(app, member, &[]).await;
        let (outside, partner, inside, moderator) = (app.employee("Yanis Haddad").await, app.partner("Ana Delmas").await, app.partner("Bruno Delmas").await, app.employee("Léa Nguyen").await);
        let (place, owner, member) = (secret.place(), secret.owner(), secret.member());
        app.join(place, owner, &moderator).await;
        // A partner is in at once, and asked to accept the text before anything else: what is asked before has a test of its own.
        owner.browser.post_once(&format!("/communities/{place}/invitations"), &[("member", &inside.id.to_string())]).await.expect(303);
        owner.browser.post_once(&format!("/communities/{place}/members/{}/role", moderator.id), &[("role", "moderator")]).await.expect(303);
        inside.browser.post_once(&format!("/communities/{place}/terms/acceptance?_method=put"), &[("version", "1")]).await.expect(303);
        let elsewhere = app.community(Kind::Closed, "Ailleurs", owner).await;
        app.join(elsewhere, owner, &partner).await;
        app.settle().await;
        let company = app.admin.browser.get("/admin/partners").await.attributes(".card-head a.name", "href").remove(0);
        let company: i64 = company.rsplit('/').next().unwrap().parse().unwrap();
        // Somebody who arrived a month ago, and who looks after them.
        let (newcomer, manager) = (app.employee("Inès Roy").await, app.employee("Nora Weiss").await);
        let journey = newcomers::journey(app, "everyone", "fr").await;
        newcomers::switch_on(app, &journey).await;
        newcomers::assign(app, &newcomer, &journey, 30, "", &manager.email).await.expect(303);
        let step = app.admin.browser.get(&format!("/admin/journeys/{journey}")).await.attributes("main a[href*='/steps/']", "href").remove(0);
        let number = |text: &str| text.rsplit('/').next().unwrap().parse::<i64>().unwrap();
        let ids = BTreeMap::from([
            ("colleague", outside.id.0), ("partner", inside.id.0), ("company", company), ("file", 1), ("newcomer", newcomer.id.0), ("journey", number(&journey)), ("step", number(&step)),
        ]);
        let site = app.node.people.settings.link("");
        let mut paths: BTreeMap<&str, String> = secret.outlets().into_iter().rev().map(|(route, path, _)| (route, path)).collect();
        paths.extend(OWN.iter().filter(|route| !route.contains('{')).map(|route| (*route, (*route).to_owned())));
        paths.extend(others(&site, &secret, &ids));
        // Of the API likewise, below its beginning.
        paths.extend(secret.api().into_iter().chain(secret.api_of_owner()).chain(secret.api_wordless().into_iter().map(|(route, path, _)| (route, path))).rev());
        paths.extend(API_OWN.iter().filter(|route| !route.contains('{')).map(|route| (*route, route.trim_start_matches("/api/v1").to_owned())));
        paths.extend(others_of_the_api(&site, &secret, &ids));
        let description: serde_json::Value = serde_json::from_str(DESCRIPTION).unwrap();
        let api = description["paths"].as_object().unwrap().iter().filter(|(_, verbs)| verbs.get("get").is_some()).map(|(route, _)| route.as_str());
        let pages: BTreeSet<&str> =
            app.node.routes.iter().filter(|(method, path, _)| *method == Method::GET && !path.starts_with("/api/")).map(|(_, path, _)| path.as_str()).chain(api).collect();
        let asked: Vec<(&str, &str)> = pages
            .iter()
            .filter(|route| !ELSEWHERE.iter().any(|(one, _)| one == *route))
            .map(|route| (*route, paths.get(route).unwrap_or_else(|| panic!("GET {route} has no row: say what each role is answered")).as_str()))
            .collect();
        let stranger = app.stranger();
        let people: [&Someone; 9] = [&partner, &inside, &outside, &newcomer, &manager, member, &moderator, owner, &app.admin];
        let mut roles = vec![Role { browser: &stranger, program: None }];
        for who in people {
            let scopes: Vec<&str> = ALL.into_iter().chain(Some("admin").filter(|_| who.id == app.admin.id)).collect();
            roles.push(Role { browser: &who.browser, program: Some(Client::of(app, who, &scopes).await) });
        }
        // All of them at once: each is served while others wait for the database.
        let columns = join_all(roles.iter().map(|role| role.told(&asked))).await;
        let (mut wrong, mut table) = (Vec::new(), String::new());
        let expected: BTreeMap<&str, &str> = TABLE.iter().copied().collect();
        for (row, (route, _)) in asked.iter().enumerate() {
            let told: String = columns.iter().map(|column| column[row]).collect();
            table.push_str(&format!("    ({route:?}, {told:?}),\n"));
            if expected.get(route) != Some(&told.as_str()) {
                let who: Vec<_> = ROLES.iter().zip(told.chars().zip(expected.get(route).copied().unwrap_or_default().chars())).filter(|(_, (is, should))| is != should).map(|(role, _)| *role).collect();
                wrong.push(format!("{route}: {told} for {who:?}"));
            }
        }
        assert!(wrong.is_empty(), "not what the table says:\n{}\nthe whole table would be\n{table}", wrong.join("\n"));
        for (route, _) in TABLE {
            assert!(pages.contains(route), "the table names {route}, which is no page");
        }
    }
}
