//! Who is answered what, for every page that there is: one row a route, one column a role. A route without a row fails.
//!
//! The community of the canary is unlisted: for those outside it does not exist. What each page may hold is the matter of `canary`; here
//! stands who gets one at all.

use super::canary::{OWN, Secret};
use reqwest::Method;
use ruche_testkit::{Kind, Someone, both_engines};
use std::collections::BTreeMap;

/// The columns. Those inside belong to the community of the canary, those outside do not.
const ROLES: [&str; 8] =
    ["nobody", "partner outside", "partner inside", "employee outside", "employee inside", "moderator", "owner", "administrator outside"];

/// For each route what each role is answered: `y` the page, `-` that there is none, `f` that it is not theirs to ask for, `s` the way to
/// sign in.
const TABLE: &[(&str, &str)] = &[
    ("/", "syyyyyyy"),
    ("/admin", "s------y"),
    ("/admin/bots", "s------y"),
    ("/admin/circles", "s------y"),
    ("/admin/communities", "s------y"),
    ("/admin/company", "s------y"),
    ("/admin/directory", "s------y"),
    ("/admin/fields", "s------y"),
    ("/admin/members/{id}/departure", "s------y"),
    ("/admin/newcomers", "s------y"),
    ("/admin/newcomers/{id}", "s------y"),
    ("/admin/partners", "s------y"),
    ("/admin/partners/companies/new", "s------y"),
    ("/admin/partners/companies/{id}", "s------y"),
    ("/admin/partners/{id}", "s------y"),
    ("/bin", "syyyyyyy"),
    ("/bookmarks", "syyyyyyy"),
    ("/calendar/{file}", "--------"),
    ("/comments/{id}", "s-y-yyy-"),
    ("/comments/{id}/body", "s-y-yyy-"),
    ("/comments/{id}/edit", "s---y---"),
    ("/comments/{id}/replies", "s-y-yyy-"),
    ("/comments/{id}/reply", "s-y-yyy-"),
    ("/comments/{id}/vote", "s-y-yyy-"),
    ("/communities", "syyyyyyy"),
    ("/communities/discover", "s--yyyyy"),
    ("/communities/new", "s--yyyyy"),
    ("/communities/{id}", "s-y-yyy-"),
    ("/communities/{id}/archives", "s-y-yyy-"),
    ("/communities/{id}/calendar", "s-y-yyy-"),
    ("/communities/{id}/feed", "s-y-yyy-"),
    ("/communities/{id}/incoming", "s-f-ffy-"),
    ("/communities/{id}/members", "s-y-yyy-"),
    ("/communities/{id}/merge", "s-f-ffy-"),
    ("/communities/{id}/owners", "s-y-yyy-"),
    ("/communities/{id}/settings", "s-f-ffy-"),
    ("/communities/{id}/terms", "s-y-yyy-"),
    ("/communities/{id}/webhooks", "s-f-ffy-"),
    ("/communities/{id}/webhooks/{webhook}", "s-f-ffy-"),
    ("/drafts", "syyyyyyy"),
    ("/drafts/{id}", "s----yy-"),
    ("/experts", "s--yyyyy"),
    ("/feed/order", "syyyyyyy"),
    ("/feeds/{file}", "--------"),
    ("/files/{id}/captions/edit", "s-------"),
    ("/files/{id}/{size}", "s-y-yyy-"),
    ("/join/{token}", "--------"),
    ("/leadership", "s--yyyyy"),
    ("/links/{kind}/{id}/{picture}", "s-y-yyy-"),
    ("/members", "s--yyyyy"),
    ("/members/days", "s--yyyyy"),
    ("/members/suggest", "s-y-yyy-"),
    ("/members/{id}", "syyyyyyy"),
    ("/members/{id}/card", "syyyyyyy"),
    ("/members/{id}/fields", "s------y"),
    ("/members/{id}/manager", "s------y"),
    ("/members/{id}/thanks", "s-yyyyyy"),
    ("/menu", "syyyyyyy"),
    ("/newcomers", "s--yyyyy"),
    ("/notifications", "syyyyyyy"),
    ("/notifications/bell", "syyyyyyy"),
    ("/oembed", "s-y-yyy-"),
    ("/organisation", "s--yyyyy"),
    ("/organisation/{id}", "s--yyyyy"),
    ("/organisation/{id}/reports", "s--yyyyy"),
    ("/partners/mine", "s--yyyyy"),
    ("/partners/{id}", "s------y"),
    ("/posts/audience", "s-y-yyy-"),
    ("/posts/new", "syyyyyyy"),
    ("/posts/{id}", "s-y-yyy-"),
    ("/posts/{id}/card", "s-y-yyy-"),
    ("/posts/{id}/comments/count", "s-y-yyy-"),
    ("/posts/{id}/edit", "s-----y-"),
    ("/posts/{id}/event.ics", "s-y-yyy-"),
    ("/posts/{id}/history", "s-y-yyy-"),
    ("/posts/{id}/response", "s-y-yyy-"),
    ("/posts/{id}/responses", "s-y-yyy-"),
    ("/questions", "syyyyyyy"),
    ("/questions/similar", "syyyyyyy"),
    ("/reactions", "s-y-yyy-"),
    ("/reset", "yyyyyyyy"),
    ("/reset/{token}", "--------"),
    ("/search", "syyyyyyy"),
    ("/search/suggest", "syyyyyyy"),
    ("/set-up", "--------"),
    ("/settings", "syyyyyyy"),
    ("/settings/calendar", "syyyyyyy"),
    ("/settings/contact", "syyyyyyy"),
    ("/settings/delegates", "s--yyyyy"),
    ("/settings/display", "syyyyyyy"),
    ("/settings/experience", "syyyyyyy"),
    ("/settings/feeds", "syyyyyyy"),
    ("/settings/notifications", "syyyyyyy"),
    ("/settings/questions", "syyyyyyy"),
    ("/settings/security", "syyyyyyy"),
    ("/settings/skills", "syyyyyyy"),
    ("/settings/team", "s--yyyyy"),
    ("/settings/tokens", "syyyyyyy"),
    ("/sign-in", "yyyyyyyy"),
    ("/sites", "s--yyyyy"),
    ("/skills", "s--yyyyy"),
    ("/start", "s--yyyyy"),
    ("/topics", "syyyyyyy"),
    ("/topics/suggest", "syyyyyyy"),
    ("/topics/{key}", "s-y-yyy-"),
    ("/topics/{key}/around", "s-y-yyy-"),
    ("/topics/{key}/edit", "s---yyy-"),
    ("/topics/{key}/feed", "s-y-yyy-"),
    ("/trends", "syyyyyyy"),
    ("/units", "s--yyyyy"),
    ("/units/new", "s------y"),
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
    ("/start/surveys/{day}", "in `newcomers`"),
    ("/newcomers/{id}", "in `newcomers`"),
    ("/admin/journeys/{id}", "in `newcomers`"),
    ("/admin/journeys/{id}/steps/{step}", "in `newcomers`"),
    ("/admin/bots/{id}", "in `bots`"),
    ("/admin/circles/{id}", "in `circles`"),
    ("/posts/{id}/translation", "in `translations`"),
    ("/comments/{id}/translation", "in `translations`"),
];

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
        let ids = BTreeMap::from([("colleague", outside.id.0), ("partner", inside.id.0), ("company", company), ("file", 1)]);
        let mut paths: BTreeMap<&str, String> = secret.outlets().into_iter().rev().map(|(route, path, _)| (route, path)).collect();
        paths.extend(OWN.iter().filter(|route| !route.contains('{')).map(|route| (*route, (*route).to_owned())));
        paths.extend(others(&app.node.people.settings.link(""), &secret, &ids));
        let stranger = app.stranger();
        let people: [&Someone; 7] = [&partner, &inside, &outside, member, &moderator, owner, &app.admin];
        let (mut wrong, mut table) = (Vec::new(), String::new());
        let expected: BTreeMap<&str, &str> = TABLE.iter().copied().collect();
        let pages: std::collections::BTreeSet<&str> =
            app.node.routes.iter().filter(|(method, path, _)| *method == Method::GET && !path.starts_with("/api/")).map(|(_, path, _)| path.as_str()).collect();
        for &route in &pages {
            if ELSEWHERE.iter().any(|(one, _)| *one == route) {
                continue;
            }
            let Some(path) = paths.get(route) else { panic!("GET {route} has no row: say what each role is answered") };
            let mut told = String::new();
            for browser in std::iter::once(&stranger).chain(people.iter().map(|one| &one.browser)) {
                let answer = browser.get(path).await;
                told.push(match answer.status.as_u16() {
                    200 if answer.path == "/sign-in" && route != "/sign-in" => 's',
                    200 => 'y',
                    404 => '-',
                    403 => 'f',
                    401 => 's',
                    other => panic!("{path} answered {other}"),
                });
            }
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
